//! Pages in which something is broken on purpose.

use anyhow::Result;
use serde_json::json;

use crate::engine::{forgive, only_in};
use crate::options::Options;
use crate::page::Page;
use xtask::browser::Engine;

/// Runs a script in the page before any of its own, opens the page at `hash`, and lets `body` look. What is on the console
/// is its affair: here things do break.
pub fn broken<F>(script: &str, hash: &str, options: Options, body: F) -> Result<()>
where
    F: AsyncFnOnce(&Page) -> Result<()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    forgive(runtime.block_on(async {
        only_in(&[Engine::Chromium], "things are broken by Chromium's DevTools")?;
        let page = Page::open("page=lessons", options).await?;
        let looked = async {
            page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
            page.go(hash).await?;
            body(&page).await
        }
        .await;
        if looked.is_err() {
            eprintln!("console: {:#?}", page.errors().await);
        }
        page.close().await?;
        looked
    }))
}
