//! Which browser the tests run in, and what a test says that cannot be run there.

use std::env;
use std::fmt;
use std::io::Write;
use std::sync::OnceLock;
use std::thread;

use anyhow::{Error, Result, anyhow};
use xtask::browser::Engine;
use xtask::tally::SKIPPED;

/// The engine named by `DOWNHILL_ENGINE`: `chromium` (also if it is not set), `firefox` or `webkit`.
pub fn engine() -> Result<Engine> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    let read = || match env::var("DOWNHILL_ENGINE") {
        Ok(name) if !name.is_empty() => Engine::read(&name).map_err(|error| error.to_string()),
        _ => Ok(Engine::Chromium),
    };
    ENGINE.get_or_init(read).clone().map_err(|error| anyhow!("DOWNHILL_ENGINE: {error}"))
}

/// The reason why a test cannot be run in this engine: an error that [`crate::with_page`] tells and forgives.
#[derive(Debug)]
pub struct Skip(String);

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Skip {}

/// A [`Skip`] as an error.
pub fn skip(reason: impl Into<String>) -> Error {
    Error::new(Skip(reason.into()))
}

/// Ends the test here, told and counted, in all engines but these.
pub fn only_in(engines: &[Engine], reason: &str) -> Result<()> {
    if engines.contains(&engine()?) { Ok(()) } else { Err(skip(reason)) }
}

/// Whether an error is only a [`Skip`].
pub(crate) fn is_skip(error: &Error) -> bool {
    error.downcast_ref::<Skip>().is_some()
}

/// A failure, or nothing where it was only a [`Skip`]: that is told on a line of its own, past the test harness, which
/// hides what tests print that pass. `cargo xtask test` counts these lines.
pub fn forgive(outcome: Result<()>) -> Result<()> {
    let Err(error) = outcome else { return Ok(()) };
    let Some(skip) = error.downcast_ref::<Skip>() else { return Err(error) };
    let test = thread::current().name().unwrap_or("test").to_owned();
    let line = format!("{SKIPPED}{test} ({}): {skip}\n", engine()?.name());
    Ok(std::io::stdout().write_all(line.as_bytes())?)
}
