//! A harness for tests of the page in a real browser: elements are found by role and accessible name,
//! as a person with a screen reader finds them, and every test ends with "no console error".
//!
//! ```no_run
//! # use downhill_e2e::{Options, with_page};
//! # fn main() -> anyhow::Result<()> {
//! with_page("at=3", Options::default(), async |page| {
//!     page.find("button", "Step forward").await?.click().await?;
//!     anyhow::ensure!(page.find("slider", "Step").await?.number().await? == 4.0);
//!     Ok(())
//! })
//! # }
//! ```
//! The page is that of `dist/` (or of the folder named by `DOWNHILL_DIST`), served from a sub-path.

mod audit;
mod broken;
mod driver;
mod emulate;
mod engine;
mod find;
mod hands;
mod loaded;
mod memory;
mod options;
mod outside;
mod page;
mod plane;
mod race;
mod raw;
mod setting;
mod survey;
mod trace;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::thread;

use anyhow::{Context, Result, ensure};
use futures_util::FutureExt;

use engine::is_skip;

pub use broken::broken;
pub use driver::Driver;
pub use engine::{engine, forgive, only_in, skip};
pub use find::{Area, Found, Name};
pub use memory::{KEEP_PROGRAMS, Weight};
pub use options::{Lang, Options, Theme};
pub use page::Page;
pub use plane::Map;
pub use race::STATUSES;
pub use setting::{dist, screenshots, site, use_dist};
pub use survey::Control;
pub use thirtyfour::Key;
pub use trace::{Cost, Recording, Span, Trace};
pub use xtask::browser::Engine;

/// Opens the page at `#hash`, runs `body`, requires that the console stayed free of errors, closes the page.
/// After a failure there is a screenshot `failed-<test>.png` and what the console said. What cannot be done in the
/// engine in use ends the test there, and is told (see [`skip`]).
pub fn with_page<F>(hash: &str, options: Options, body: F) -> Result<()>
where
    F: AsyncFnOnce(&Page) -> Result<()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    forgive(runtime.block_on(async {
        let page = Page::open(hash, options).await?;
        let outcome = AssertUnwindSafe(async {
            page.wait_until_ready().await?;
            body(&page).await
        })
        .catch_unwind()
        .await;
        let errors = page.errors().await.unwrap_or_else(|error| vec![format!("the page does not answer: {error:#}")]);
        let skipped = matches!(&outcome, Ok(Err(error)) if is_skip(error));
        if !skipped && !matches!(outcome, Ok(Ok(()))) {
            let test = thread::current().name().unwrap_or("test").replace("::", "-");
            // The failure itself is what gets reported; a picture of it is a help.
            if let Ok(path) = page.screenshot(&format!("failed-{test}")).await {
                eprintln!("a picture of the failure: {}", path.display());
            }
            eprintln!("address: {}", page.url().await.unwrap_or_default());
            eprintln!("console: {errors:#?}");
        }
        let closed = page.close().await;
        let done = outcome.unwrap_or_else(|panic| resume_unwind(panic));
        ensure!(!skipped || errors.is_empty(), "errors on the console before the rest was skipped: {errors:#?}");
        done?;
        ensure!(errors.is_empty(), "errors on the console: {errors:#?}");
        closed.context("closing the page")
    }))
}
