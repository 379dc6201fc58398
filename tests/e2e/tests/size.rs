//! What the page really loads, as the browser saw it.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Options, dist, with_page};
use xtask::size::{self, BUDGET};

#[test]
fn everything_loaded_in_three_seconds_is_within_the_budget() -> Result<()> {
    with_page("", Options::default(), async |page| {
        page.pause(3_000).await;
        let script = "return [location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name)]
            .map((address) => new URL(address)).filter((url) => url.protocol.startsWith('http'))
            .map((url) => url.href.replace(/[?#].*/, ''))";
        let loaded = page.js(script, &[]).await?;
        let base = page.url().await?;
        let base = base.split(['?', '#']).next().unwrap_or_default();
        let measured = size::measure(&dist())?;
        let mut names = Vec::new();
        for address in loaded.as_array().context("a list of addresses")? {
            let address = address.as_str().context("an address is a text")?;
            let name = address.strip_prefix(base).with_context(|| format!("{address} is not part of the site"))?;
            names.push(if name.is_empty() { "index.html" } else { name }.to_owned());
        }
        names.sort();
        names.dedup();
        let mut sum = 0;
        for name in &names {
            let file = measured.0.iter().find(|entry| entry.name == *name);
            let file = file.with_context(|| format!("{name} is not in {}", dist().display()))?;
            ensure!(file.loaded, "{name} is loaded, but the size table of `cargo xtask build` leaves it out");
            sum += file.brotli;
        }
        ensure!(names.iter().any(|name| name.ends_with(".wasm")), "no wasm among {names:?}");
        ensure!(sum < BUDGET, "{sum} bytes (brotli) are loaded, the budget is {BUDGET}: {names:?}");
        Ok(())
    })
}
