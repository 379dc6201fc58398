//! What the page really loads, as the browser saw it.

use anyhow::{Result, ensure};
use downhill_e2e::{Options, with_page};
use xtask::size::BUDGET;

#[test]
fn everything_loaded_in_three_seconds_is_within_the_budget() -> Result<()> {
    with_page("", Options::default(), async |page| {
        // More comes a second later: how long a browser takes to open a page counts.
        page.wait_until("three seconds have passed", async || {
            Ok(page.js("return performance.now() > 3500", &[]).await? == serde_json::json!(true))
        })
        .await?;
        let (names, sum) = page.loaded().await?;
        ensure!(names.iter().any(|name| name.ends_with(".wasm")), "no wasm among {names:?}");
        ensure!(sum < BUDGET, "{sum} bytes (brotli) are loaded, the budget is {BUDGET}: {names:?}");
        Ok(())
    })
}
