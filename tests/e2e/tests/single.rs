//! The page in one file, opened from disk.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Name, Options, Page, dist, with_page};
use serde_json::json;
use std::fs;

/// Opens the file at a hash, away from the rest of the site.
async fn open(page: &Page, hash: &str) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("downhill-single-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("a copy.html");
    fs::copy(dist().join("downhill.html"), &file).context("the site was built with its single file")?;
    page.driver().goto("about:blank").await?;
    let address = format!("file://{}#{hash}", file.display()).replace(' ', "%20");
    Ok(page.driver().goto(address).await?)
}

#[test]
fn one_file_is_the_whole_site() -> Result<()> {
    with_page("embed=1", Options::default(), async |page| {
        open(page, "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=20").await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.wait_for_step(20.0).await?;
        let before = page.settled_pictures().await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.slide_to(0.5).await?;
        page.wait_until("the link follows", async || Ok(!page.hash().await?.contains("lr:0.5&"))).await?;
        ensure!(page.settled_pictures().await? != before, "the pictures follow");
        // The other language, another program, its lessons and formulas.
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.wait_until("it is Chinese", async || Ok(page.html_lang().await? == "zh-CN")).await?;
        page.find("link", "课程").await?.click().await?;
        page.wait_until("the course is there", async || Ok(page.words().await?.contains("从梯度下降到 Adam"))).await?;
        open(page, "page=lessons/momentum&lang=en").await?;
        page.wait_until("the lesson is there", async || {
            let script = "return document.querySelectorAll('.lesson math').length > 3 && document.querySelectorAll('.fig canvas').length > 0";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        open(page, "page=averages&lang=en").await?;
        page.wait_until("the averages are there", async || Ok(page.words().await?.contains("days"))).await?;
        // A tool, and an embed.
        open(page, "at=3&lang=en").await?;
        page.find("button", "Share").await?.click().await?;
        page.wait_until("the dialog says what a file cannot", async || {
            Ok(page.words().await?.contains("a file on this device"))
        })
        .await?;
        open(page, "at=3&embed=1&lang=en").await?;
        page.wait_for_step(3.0).await?;
        ensure!(page.has("link", "Downhill").await?, "the embed");
        // It asks nobody for anything.
        let script = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith('data:'))";
        let asked = page.js(script, &[]).await?;
        ensure!(asked == json!([]), "{asked} was fetched");
        Ok(())
    })
}
