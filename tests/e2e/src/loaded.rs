//! What the page has really loaded, as the browser saw it.

use anyhow::{Context, Result, ensure};
use xtask::browser::Engine;
use xtask::size;

use crate::engine::engine;
use crate::page::Page;
use crate::setting::dist;
use xtask::site::WATCH_NAME;

impl Page {
    /// The files of the site that the browser has loaded so far, and their bytes as brotli sends them.
    pub async fn loaded(&self) -> Result<(Vec<String>, usize)> {
        let script = "return [location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name)]
            .map((address) => new URL(address)).filter((url) => url.protocol.startsWith('http'))
            .map((url) => url.href.replace(/[?#].*/, ''))";
        let addresses = self.js(script, &[]).await?;
        let base = self.url().await?;
        let base = base.split(['?', '#']).next().unwrap_or_default();
        let measured = size::measure(&dist())?;
        let mut names = Vec::new();
        for address in addresses.as_array().context("a list of addresses")? {
            let address = address.as_str().context("an address is a text")?;
            let name = address.strip_prefix(base).with_context(|| format!("{address} is not part of the site"))?;
            // What the tests put there; and the sign on its tab that Firefox fetches for itself.
            if name == WATCH_NAME || engine()? == Engine::Firefox && name.starts_with("icon-") {
                continue;
            }
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
        Ok((names, sum))
    }
}
