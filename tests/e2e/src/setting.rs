//! Where things are: the built site, its server, the screenshots.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Result, anyhow};
use xtask::browser::Engine;
use xtask::site::Site;

use crate::engine::engine;
use crate::page::WATCH;

/// A page must work wherever it lies, so it lies deep here.
const SUB_PATH: &str = "/some/sub/path/";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this package is two folders below the repository's root")
}

static DIST: OnceLock<PathBuf> = OnceLock::new();

/// The built site: the folder of [`use_dist`] or named by `DOWNHILL_DIST`, else `dist/` of the repository.
pub fn dist() -> PathBuf {
    DIST.get_or_init(|| match env::var_os("DOWNHILL_DIST") {
        Some(named) => PathBuf::from(named),
        None => root().join("dist"),
    })
    .clone()
}

/// Chooses the folder of the built site, before a page is opened.
pub fn use_dist(folder: impl Into<PathBuf>) -> Result<()> {
    DIST.set(folder.into()).map_err(|_| anyhow!("the folder of the site is already chosen"))
}

/// The folder of screenshots.
pub fn screenshots() -> PathBuf {
    root().join("target").join("screenshots")
}

/// The server of [`dist`], one for this process.
pub fn site() -> Result<&'static Site> {
    static SITE: OnceLock<Result<Site, String>> = OnceLock::new();
    let start = || match engine()? {
        Engine::Chromium => Site::start(&dist(), 0, SUB_PATH),
        // Only Chromium lets a driver run scripts before those of the page.
        _ => Site::watched(&dist(), SUB_PATH, WATCH),
    };
    SITE.get_or_init(|| start().map_err(|error| format!("{error:#}"))).as_ref().map_err(|error| anyhow!("{error}"))
}
