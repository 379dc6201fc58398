//! Screenshots to look at: one state of the page, or one scene on all screens, themes and languages.
//!
//! `cargo run -p downhill-e2e --bin shots -- --help`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use downhill_e2e::{Lang, Options, Page, Theme, screenshots};
use serde_json::json;

const USAGE: &str = "\
Usage: shots [--out DIR] [--dist DIR] [--hash SCENE] [--wait MS] [--full]
             [--size WxH] [--theme light|dark] [--lang en|zh] [--scale N] [--touch] [--reduced-motion] [--name NAME]

Without --size, --theme or --lang: all of 1440x900, 1024x768, 390x844, of light and dark, of en and zh.
--hash   the scene (what follows # in a link); at=60 unless told otherwise
--wait   milliseconds to wait after the page has drawn its controls (300)
--full   the whole page, not only what the window shows
--name   the file's name (without .png), or its beginning if there are several
--out    the folder (target/screenshots); --dist the built site (dist)";

struct Wanted {
    out: PathBuf,
    hash: String,
    name: String,
    wait: u64,
    full: bool,
    reader: Options,
    sizes: Vec<(u32, u32)>,
    themes: Vec<Theme>,
    langs: Vec<Lang>,
}

fn main() -> ExitCode {
    match read(std::env::args().skip(1)).and_then(|wanted| wanted.map_or_else(help, |wanted| take(&wanted))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> Result<()> {
    println!("{USAGE}");
    Ok(())
}

/// The arguments; `None` if help was asked for.
fn read(mut args: impl Iterator<Item = String>) -> Result<Option<Wanted>> {
    let mut wanted = Wanted {
        out: screenshots(),
        hash: "at=60".into(),
        name: String::new(),
        wait: 300,
        full: false,
        reader: Options::default(),
        sizes: vec![(1440, 900), (1024, 768), (390, 844)],
        themes: vec![Theme::Light, Theme::Dark],
        langs: vec![Lang::En, Lang::Zh],
    };
    while let Some(flag) = args.next() {
        let mut value = || args.next().with_context(|| format!("{flag} needs a value\n\n{USAGE}"));
        match flag.as_str() {
            "--help" | "-h" => return Ok(None),
            "--full" => wanted.full = true,
            "--touch" => wanted.reader.touch = true,
            "--reduced-motion" => wanted.reader.reduced_motion = true,
            "--out" => wanted.out = value()?.into(),
            "--dist" => downhill_e2e::use_dist(value()?)?,
            "--hash" => wanted.hash = value()?.trim_start_matches('#').to_owned(),
            "--name" => wanted.name = value()?,
            "--wait" => wanted.wait = value()?.parse().context("--wait needs a number of milliseconds")?,
            "--scale" => wanted.reader.scale = value()?.parse().context("--scale needs a number")?,
            "--size" => wanted.sizes = vec![size(&value()?).context("--size is like 1440x900")?],
            "--theme" => {
                wanted.themes = match value()?.as_str() {
                    "light" => vec![Theme::Light],
                    "dark" => vec![Theme::Dark],
                    other => bail!("--theme is light or dark, not {other}"),
                }
            }
            "--lang" => {
                wanted.langs = match value()?.as_str() {
                    "en" => vec![Lang::En],
                    "zh" => vec![Lang::Zh],
                    other => bail!("--lang is en or zh, not {other}"),
                }
            }
            other => bail!("{other} is not an option\n\n{USAGE}"),
        }
    }
    Ok(Some(wanted))
}

fn size(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

fn take(wanted: &Wanted) -> Result<()> {
    fs::create_dir_all(&wanted.out).with_context(|| format!("{} cannot be made", wanted.out.display()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let several = wanted.sizes.len() * wanted.themes.len() * wanted.langs.len() > 1;
    for &lang in &wanted.langs {
        for &theme in &wanted.themes {
            for &(width, height) in &wanted.sizes {
                let reader = Options { width, height, theme, lang, ..wanted.reader };
                let full_name = format!("{width}x{height}-{}-{}", theme.name(), lang.name());
                let name = match (wanted.name.as_str(), several) {
                    ("", _) => full_name,
                    (name, true) => format!("{name}-{full_name}"),
                    (name, false) => name.to_owned(),
                };
                let path = wanted.out.join(format!("{name}.png"));
                runtime.block_on(shoot(wanted, reader, &path))?;
            }
        }
    }
    Ok(())
}

async fn shoot(wanted: &Wanted, reader: Options, path: &Path) -> Result<()> {
    let page = Page::open(&wanted.hash, reader).await?;
    let done = picture(&page, wanted, reader).await;
    let errors = page.errors().await;
    page.close().await?;
    fs::write(path, done?).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{}", path.display());
    for error in errors? {
        eprintln!("  console: {error}");
    }
    Ok(())
}

async fn picture(page: &Page, wanted: &Wanted, reader: Options) -> Result<Vec<u8>> {
    // A page that shows no button is worth looking at too.
    if let Err(error) = page.wait_until_ready().await {
        eprintln!("  {error:#}");
    }
    page.pause(wanted.wait).await;
    let overflow = page.overflow().await?;
    if overflow > 0.0 {
        eprintln!("  the page is {overflow} px wider than the window");
    }
    if wanted.full {
        let height = page.js("return document.scrollingElement.scrollHeight", &[json!(null)]).await?;
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(reader.height);
        page.emulate(Options { height: height.max(reader.height), ..reader }).await?;
        page.pause(wanted.wait).await;
    }
    page.picture().await
}
