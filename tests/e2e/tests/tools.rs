//! The tools: a program that comes with the first dialog that is asked for, and says so while it is on its way or does
//! not come.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, forgive, with_page};
use serde_json::json;

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.01&at=60";

/// How many files of the tools have been asked for.
async fn files(page: &Page) -> Result<u64> {
    let script =
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/tools')).length";
    Ok(page.js(script, &[]).await?.as_u64().unwrap_or_default())
}

/// Asks for the comparison.
async fn ask(page: &Page) -> Result<()> {
    page.find("button", "Rates: own").await?.keys(Key::Enter).await?;
    page.find("button", "Ranking and table…").await?.keys(Key::Enter).await
}

#[test]
fn they_come_with_the_first_and_give_the_focus_back() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.pause(500).await;
        ensure!(files(page).await? == 0, "the race needs none of it");
        for _ in 0..2 {
            ask(page).await?;
            let dialog = page.find("dialog", "Compare").await?;
            ensure!(dialog.attribute("aria-modal").await?.as_deref() == Some("true"), "it is modal");
            let inside = "return document.activeElement.closest('[role=dialog]') !== null";
            page.wait_until("the focus goes in", async || Ok(page.js(inside, &[]).await? == json!(true))).await?;
            ensure!(files(page).await? == 3, "script, wasm and style, once: {}", files(page).await?);
            page.keys(Key::Escape).await?;
            page.wait_until("the focus is back", async || {
                Ok(!page.has("dialog", Name::Any).await?
                    && page.focused().await?.as_deref() == Some("button Rates: own"))
            })
            .await?;
        }
        ensure!(page.hash().await? == TWO, "nothing has been changed: {}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn language_and_theme_are_the_page_s_now() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("button", Name::Starts("Theme")).await?.click().await?;
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.find("button", "学习率：各自设定").await?.click().await?;
        page.find("button", "排名与对照表……").await?.click().await?;
        page.find("dialog", "比较").await?.find("button", "关闭").await?.click().await?;
        page.find("button", Name::Starts("语言")).await?.click().await?;
        page.blur().await?;
        ask(page).await?;
        let dialog = page.find("dialog", "Compare").await?;
        ensure!(dialog.text().await?.contains("Ranking on this surface"), "in English again");
        Ok(())
    })
}

#[test]
fn what_is_on_its_way_says_so_and_can_be_given_up() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.cdp("Network.enable", json!({})).await?;
        let slow = json!({ "offline": false, "latency": 300, "downloadThroughput": 300_000, "uploadThroughput": -1 });
        page.cdp("Network.emulateNetworkConditions", slow).await?;
        ask(page).await?;
        page.wait_until("it says so", async || Ok(page.words().await?.contains("is on its way"))).await?;
        ensure!(page.find("slider", "Step").await?.element.is_enabled().await?, "all else is there");
        page.keys(Key::Escape).await?;
        page.wait_until("it has come", async || Ok(!page.words().await?.contains("is on its way"))).await?;
        page.pause(300).await;
        ensure!(!page.has("dialog", Name::Any).await?, "who has given up is left alone");
        ask(page).await?;
        page.find("dialog", "Compare").await.map(drop)
    })
}

#[test]
fn what_does_not_come_says_so_in_the_reader_s_language() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Not `with_page`: the browser itself complains of the missing files.
    forgive(runtime.block_on(async {
        let page = Page::open(TWO, Options { lang: Lang::Zh, ..Options::default() }).await?;
        let looked = async {
            page.wait_until_ready().await?;
            page.cdp("Network.enable", json!({})).await?;
            page.cdp("Network.setBlockedURLs", json!({ "urls": ["*/tools*"] })).await?;
            let ask = async || -> Result<()> {
                page.find("button", "学习率：各自设定").await?.click().await?;
                page.find("button", "排名与对照表……").await?.click().await
            };
            ask().await?;
            let alert = page.find("alert", Name::Any).await?;
            ensure!(alert.text().await?.contains("未能加载"), "{}", alert.text().await?);
            ensure!(page.find("slider", "步数").await?.number().await? == 60.0, "the race is there");
            // The next try gets what has come back meanwhile.
            page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
            ask().await?;
            page.find("dialog", "比较").await?;
            ensure!(!page.has("alert", Name::Any).await?, "nothing is wrong any more");
            Ok(())
        }
        .await;
        page.close().await?;
        looked
    }))
}
