//! The page's files on their way: one that is slow or missing is said, or not missed.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Name, Options, Page, broken};
use serde_json::json;

const SCENE: &str = "surface=beale&run=adam,lr:0.1&run=sgd,lr:0.01&at=12";

/// Waits longer than for what a page does by itself.
async fn in_time(page: &Page, what: &str, condition: impl AsyncFn() -> Result<bool>) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(60);
    while !condition().await.unwrap_or(false) {
        ensure!(Instant::now() < end, "waited in vain until {what}");
        page.pause(100).await;
    }
    Ok(())
}

#[test]
fn without_wasm_the_still_picture_stays_and_the_page_says_why() -> Result<()> {
    let without_simd = "WebAssembly.instantiateStreaming = WebAssembly.instantiate = WebAssembly.compileStreaming =
        async () => { throw new WebAssembly.CompileError('invalid SIMD opcode') }";
    for script in ["delete globalThis.WebAssembly", without_simd] {
        broken(script, "", Options::default(), async |page| {
            let said = page.find("alert", Name::Any).await?.text().await?;
            ensure!(said.contains("lacks WebAssembly") && said.contains("浏览器缺少"), "{said}");
            let still = "const [image] = document.querySelectorAll('.still img');
                return image.complete && image.naturalWidth > 0 && image.getBoundingClientRect().width > 300";
            ensure!(page.js(still, &[]).await? == json!(true), "the picture is there");
            ensure!(!page.has("alertdialog", Name::Any).await?, "nothing has broken off");
            // Saying it again says it once.
            page.set_hash("page=averages").await?;
            page.find("alert", Name::Any).await?;
            page.set_hash("at=3").await?;
            page.find("alert", Name::Any).await.map(drop)
        })
        .with_context(|| script.to_owned())?;
    }
    Ok(())
}

#[test]
fn on_a_slow_network_the_picture_comes_first_and_waiting_is_said() -> Result<()> {
    broken("", "page=lessons", Options::default(), async |page| {
        page.cdp("Network.enable", json!({})).await?;
        page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
        let slow =
            json!({ "offline": false, "latency": 300, "downloadThroughput": 250_000, "uploadThroughput": 250_000 });
        page.cdp("Network.emulateNetworkConditions", slow).await?;
        // Returns once the first files are there.
        page.go("").await?;
        ensure!(!page.has("button", "Share").await?, "the program is still on its way");
        let still = "return document.querySelector('.still img').naturalWidth > 0";
        in_time(page, "the picture is there", async || Ok(page.js(still, &[]).await? == json!(true))).await?;
        in_time(page, "the page is there", async || page.has("button", "Share").await).await?;
        page.find("button", "Share").await?.click().await?;
        in_time(page, "it is said", async || Ok(page.words().await?.contains("on its way"))).await?;
        in_time(page, "the dialog is there", async || page.has("dialog", "Share this view").await).await?;
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

/// What is missing, where one goes, and the words by which one knows what has become of it; then whether the page works.
const MISSING: [(&str, &str, &str, bool); 7] = [
    ("*/web-*.wasm", "", "could not start", false),
    ("*/pages-*.js*", "page=averages", "could not start", false),
    ("*lessons/en.json*", "page=lessons/adam", "could not be loaded", true),
    ("*/en.txt*", "", "could not start", false),
    ("*/en-more.txt*", "page=averages", "could not start", false),
    ("*/still-*", "", "Adam", true),
    ("*/outside.js*", "", "Adam", true),
];

#[test]
fn a_missing_file_is_said_or_not_missed() -> Result<()> {
    for (file, hash, words, works) in MISSING {
        broken("", "page=lessons", Options::default(), async |page| {
            page.cdp("Network.enable", json!({})).await?;
            page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
            page.cdp("Network.setBlockedURLs", json!({ "urls": [file] })).await?;
            page.go(hash).await?;
            page.wait_until(&format!("{words} is said"), async || Ok(page.words().await?.contains(words))).await?;
            if works && hash.is_empty() {
                page.find("button", "Step forward").await?.click().await?;
                page.wait_until("it moves", async || Ok(page.hash().await?.contains("at="))).await?;
            }
            // Once it is back, everything is.
            page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
            page.go(SCENE).await?;
            page.wait_for_step(12.0).await
        })
        .with_context(|| file.to_owned())?;
    }
    Ok(())
}
