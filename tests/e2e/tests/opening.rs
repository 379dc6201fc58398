//! The moment the page opens: a still picture until the wasm has arrived, then no jump.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, Lang, Options, Page, Theme, forgive, only_in, with_page};
use serde_json::json;

fn readers() -> [Options; 4] {
    [
        Options::sized(1440, 900),
        Options { theme: Theme::Dark, ..Options::sized(1024, 768) },
        Options { lang: Lang::Zh, ..Options::phone() },
        Options { width: 844, height: 390, ..Options::phone() },
    ]
}

/// Where a part of the page lies, rounded to pixels.
async fn place(page: &Page, selector: &str) -> Result<Vec<i64>> {
    let script = "const r = document.querySelector(arguments[0]).getBoundingClientRect();
        return [r.x, r.y, r.width, r.height].map(Math.round)";
    let found = page.js(script, &[json!(selector)]).await?;
    Ok(found.as_array().context("a rectangle")?.iter().filter_map(serde_json::Value::as_i64).collect())
}

async fn still_then_page(reader: Options) -> Result<()> {
    let page = Page::open("at=60", reader).await?;
    let looked = async {
        page.cdp("Network.enable", json!({})).await?;
        page.cdp("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await?;
        page.go("at=60").await?;
        page.wait_until("a picture stands in the landscape's place", async || {
            let script = "return [...document.images].some((image) => image.complete && image.naturalWidth > 0 && image.clientWidth > 200)";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        ensure!(page.overflow().await? == 0.0, "the still page is wider than the window");
        let parts = async || Ok::<_, anyhow::Error>([place(&page, ".stage").await?, place(&page, ".bar").await?, place(&page, ".dock").await?]);
        let before = parts().await?;
        page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        page.go("at=60").await?;
        page.wait_until_ready().await?;
        page.laid_out().await?;
        let after = parts().await?;
        // A line of text is not a whole number of pixels high: one is no jump.
        let same = before.iter().flatten().zip(after.iter().flatten()).all(|(a, b)| (a - b).abs() <= 1);
        ensure!(same, "landscape, bar and dock were at {before:?} and jump to {after:?}");
        Ok(())
    }
    .await;
    page.close().await?;
    looked
}

#[test]
fn a_still_picture_stands_in_until_the_page_is_there() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let look = |reader: Options| {
        let looked = runtime.block_on(still_then_page(reader));
        looked.with_context(|| format!("{} x {}, {}", reader.width, reader.height, reader.lang.name()))
    };
    forgive(readers().into_iter().try_for_each(look))
}

#[test]
fn nothing_jumps_while_the_page_opens() -> Result<()> {
    for reader in readers() {
        with_page("at=60", reader, async |page| {
            only_in(&[Engine::Chromium], "only Chromium measures layout shifts")?;
            page.laid_out().await?;
            let script = r#"
                const done = arguments[arguments.length - 1];
                let jumps = 0;
                new PerformanceObserver((list) => { for (const entry of list.getEntries()) jumps += entry.value; })
                    .observe({ type: "layout-shift", buffered: true });
                setTimeout(() => done(jumps), 300);"#;
            let jumps = page.ask(script).await?.as_f64().context("a number")?;
            ensure!(jumps < 0.02, "{} x {}: things jump by {jumps}", reader.width, reader.height);
            Ok(())
        })?;
    }
    Ok(())
}
