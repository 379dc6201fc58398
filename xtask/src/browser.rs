//! The browser of the tests: found, or installed where that can be done without asking.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{Workspace, output, run};

/// A Chromium and the chromedriver that drives it.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The driver's program, of the same major version.
    pub chromedriver: PathBuf,
}

const CHROMIUM: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const CHROMEDRIVER: [&str; 3] =
    ["chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];
const REMEDY: &str = "Debian: `apt-get install chromium chromium-driver fonts-noto-cjk`. Elsewhere: install Chromium or Chrome \
    and the chromedriver of the same version, on PATH or named by DOWNHILL_CHROMIUM and DOWNHILL_CHROMEDRIVER. \
    Or leave these tests out with --no-browser";

/// The browser named by the environment or found in the usual places.
pub fn find() -> Result<Browser> {
    match (program("DOWNHILL_CHROMIUM", &CHROMIUM), program("DOWNHILL_CHROMEDRIVER", &CHROMEDRIVER)) {
        (Some(chromium), Some(chromedriver)) => Ok(Browser { chromium, chromedriver }),
        (None, _) => bail!("no Chromium or Chrome was found. {REMEDY}"),
        (_, None) => bail!("no chromedriver was found. {REMEDY}"),
    }
}

/// [`find`], after installing Debian's packages where something is missing and we are root there.
pub fn ensure(workspace: &Workspace) -> Result<Browser> {
    let mut missing = Vec::new();
    if program("DOWNHILL_CHROMIUM", &CHROMIUM).is_none() {
        missing.push("chromium");
    }
    if program("DOWNHILL_CHROMEDRIVER", &CHROMEDRIVER).is_none() {
        missing.push("chromium-driver");
    }
    let fonts = output(Command::new("fc-list").arg(":lang=zh"));
    if cfg!(target_os = "linux") && fonts.is_none_or(|list| list.trim().is_empty()) {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() && is_root() && on_path(Path::new("apt-get")).is_some() {
        println!("installing {} with apt-get (once; one to three minutes)", missing.join(", "));
        let apt = |args: &[&str]| run(workspace.command("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"));
        // If this fails, `find` below says what is missing and what to do.
        let installed = apt(&["update", "-qq"]).and_then(|()| {
            let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
            args.extend(&missing);
            apt(&args)
        });
        if let Err(error) = installed {
            println!("{error:#}");
        }
    } else if missing.contains(&"fonts-noto-cjk") {
        println!("no font with Chinese characters was found: they will be drawn as boxes (Debian: fonts-noto-cjk)");
    }
    find()
}

fn program(variable: &str, candidates: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable).filter(|named| !named.is_empty()) {
        Some(named) => on_path(Path::new(&named)),
        None => candidates.iter().find_map(|name| on_path(Path::new(name))),
    }
}

/// The program if it exists; a bare name is looked for on PATH.
fn on_path(name: &Path) -> Option<PathBuf> {
    if name.components().count() > 1 {
        return name.is_file().then(|| name.to_owned());
    }
    let file = format!("{}{}", name.display(), env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

fn is_root() -> bool {
    cfg!(unix) && output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}
