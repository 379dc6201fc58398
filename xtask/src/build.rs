//! `cargo xtask build`: `dist/`, the static site.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{Workspace, run};
use crate::size::{self, Sizes};
use crate::{icons, lessons, names, notices, programs, release, single, tools, words};

/// What rustc emits for this project. Stripping removes the section of the wasm that lists it, so wasm-opt is told;
/// for the same reason trunk must not run wasm-opt itself (`data-wasm-opt="0"` in index.html).
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the site and prints its sizes.
pub fn build(workspace: &Workspace) -> Result<Sizes> {
    let wasm_opt = tools::ensure(workspace)?;
    let start = Instant::now();
    println!("building the page (a first build takes one to two minutes)");
    run(&mut workspace.cargo(["fetch", "--quiet", "--locked"])).context(
        "the page's crates could not be fetched: this needs crates.io once; if Cargo.lock is out of date, run `cargo check`",
    )?;
    let mut trunk = workspace.command("trunk");
    trunk
        .args(["build", "--release"])
        // Everything is here by now; trunk must not fetch other tools or ask for newer versions.
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a flag of its own and refuses the usual value 1.
        .env_remove("NO_COLOR")
        .env_remove("RUST_BACKTRACE");
    run(&mut trunk).context("the page was not built")?;
    match wasm_opt {
        Ok(program) => optimise(workspace, &program)?,
        Err(reason) => {
            println!("without wasm-opt ({reason}): the page works, but its wasm is about 7 % larger (compressed 1 %)")
        }
    }
    shorten_names(&workspace.dist()).context("the names between wasm and script were not shortened")?;
    slim(&workspace.dist())?;
    name_by_content(&workspace.dist()).context("the programs were not named by what they hold")?;
    words::split(&workspace.root, &workspace.dist()).context("the words were not split")?;
    lessons::write(&workspace.root, &workspace.dist()).context("the lessons were not built")?;
    icons::write(&workspace.root.join("static/icon.svg"), &workspace.dist()).context("the icons were not drawn")?;
    notices::write(workspace).context("the licences were not gathered")?;
    // From here on the files of the site are what they are.
    release::mark(&workspace.dist()).context("the release was not marked")?;
    single::write(&workspace.root, &workspace.dist()).context("the page in one file was not made")?;
    let sizes = size::measure(&workspace.dist())?;
    println!("\n{sizes}");
    println!("built {} in {:.1} s", workspace.dist().display(), start.elapsed().as_secs_f64());
    Ok(sizes)
}

/// Shortens what each wasm of `dist/` and its script call each other's functions.
fn shorten_names(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let wasm = entry?.path();
        let Some(name) = wasm.to_str().and_then(|path| path.strip_suffix("_bg.wasm")) else { continue };
        let script = format!("{name}.js");
        let (code, text) = names::shorten(&fs::read(&wasm)?, &fs::read_to_string(&script)?)?;
        fs::write(&wasm, code)?;
        fs::write(&script, text)?;
    }
    Ok(())
}

/// The comments and indents of scripts need not travel: comments are lines of their own that begin with `//`, and no text
/// of a script goes over several lines.
fn slim(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "js") {
            let text = fs::read_to_string(&path)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
            fs::write(&path, lines.collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(())
}

/// Names the two files of every program by what they hold now, so that no cache mixes two builds, and tells `index.html`.
/// The name that trunk has given the page's own program is of what it held before it was optimised.
fn name_by_content(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let mut text = fs::read_to_string(&index)?;
    let script = text.split_once("js=").and_then(|(_, rest)| rest.split_once(".js")).map(|(name, _)| name.to_string());
    let main = script.filter(|name| name.starts_with(programs::MAIN)).context("index.html names no program")?;
    text = renamed(dist, &main, programs::MAIN, &text, &[("js=", ".js"), ("wasm=", "_bg.wasm")])?;
    for program in programs::ON_DEMAND {
        text = renamed(dist, program, program, &text, &[(&format!("{program}="), "")])?;
    }
    Ok(fs::write(&index, text)?)
}

/// Renames the files of a program; the text with its new name wherever the old one stood between two of these.
fn renamed(dist: &Path, old: &str, program: &str, text: &str, places: &[(&str, &str)]) -> Result<String> {
    let files = ["_bg.wasm", ".js"].map(|end| (dist.join(format!("{old}{end}")), end));
    let mut hasher = DefaultHasher::new();
    for (path, _) in &files {
        hasher.write(&fs::read(path).with_context(|| format!("{} is missing", path.display()))?);
    }
    let name = format!("{program}-{:016x}", hasher.finish());
    for (path, end) in &files {
        fs::rename(path, dist.join(format!("{name}{end}")))?;
    }
    let mut text = text.to_string();
    for (before, after) in places {
        let (before, after) = (format!("{before}{old}{after}"), format!("{before}{name}{after}"));
        if text.matches(&before).count() != 1 {
            bail!("index.html should say {before} once: see pattern_script in Trunk.toml");
        }
        text = text.replace(&before, &after);
    }
    Ok(text)
}

/// Runs wasm-opt in place on every wasm of `dist/`.
fn optimise(workspace: &Workspace, program: &Path) -> Result<()> {
    let mut found = false;
    for entry in fs::read_dir(workspace.dist()).context("trunk left no dist/")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            found = true;
            println!("wasm-opt -O3 {}", path.file_name().unwrap_or_default().display());
            let mut command = workspace.command(program);
            command.arg("-O3");
            // Of the page's own program every byte counts: its branches laid out anew, and what rustc has kept apart left
            // apart unless it is tiny, are eleven in a thousand.
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("web-")) {
                let again = ["--flatten", "--rereloop", "-O3", "-O3"];
                command.args(again).args(again).args(["-fimfs", "5", "-ocimfs", "30"]);
            }
            command.args(WASM_FEATURES).arg(&path).arg("-o").arg(&path);
            run(&mut command)?;
        }
    }
    if !found {
        bail!("trunk left no .wasm in {}", workspace.dist().display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_named_by_what_they_hold_now() {
        let dist = std::env::temp_dir().join(format!("downhill-names-{}", std::process::id()));
        let name = |main: &str, code: &str| {
            fs::create_dir_all(&dist).expect("a folder");
            let asked = programs::ON_DEMAND.map(|program| format!("&amp;{program}={program}")).concat();
            for stem in programs::ON_DEMAND.into_iter().chain([main]) {
                fs::write(dist.join(format!("{stem}_bg.wasm")), code).expect("a wasm");
                fs::write(dist.join(format!("{stem}.js")), "").expect("a script");
            }
            let html = format!("<script src=./boot.js?js={main}.js&amp;wasm={main}_bg.wasm{asked}></script>");
            fs::write(dist.join("index.html"), html).expect("a page");
            name_by_content(&dist).expect("they are named");
            let html = fs::read_to_string(dist.join("index.html")).expect("the page");
            for file in fs::read_dir(&dist).expect("the folder").map(|file| file.expect("a file").file_name()) {
                let file = file.to_string_lossy().into_owned();
                let stem = file.trim_end_matches(".js").trim_end_matches("_bg.wasm");
                assert!(file == "index.html" || html.contains(&format!("={stem}")), "{file}: {html}");
            }
            fs::remove_dir_all(&dist).expect("it was made above");
            html
        };
        let first = name("web-01", "one");
        assert_eq!(name("web-02", "one"), first, "trunk's own name of the page's program says nothing");
        assert_ne!(name("web-01", "two"), first);
    }
}
