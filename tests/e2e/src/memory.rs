//! What a page weighs in memory.

use anyhow::{Context, Result};
use serde_json::json;

use crate::page::Page;

/// A script that keeps the programs of a page that is opened after it: to weigh their memory, or to break one.
pub const KEEP_PROGRAMS: &str = "window.programs = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name];
        WebAssembly[name] = async (...from) => {
            const made = await make.apply(WebAssembly, from);
            programs.push(made.instance ?? made);
            return made;
        };
    }";

/// What a page weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// The JavaScript heap, in megabytes.
    pub heap: f64,
    /// The memories of the programs, in megabytes.
    pub wasm: f64,
    /// How many nodes there are, in the document or held from outside.
    pub nodes: f64,
    /// How many listeners.
    pub listeners: f64,
}

impl Page {
    /// Makes the pages that are opened from now on ready for [`Page::weigh`].
    pub async fn prepare_to_weigh(&self) -> Result<()> {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": KEEP_PROGRAMS })).await?;
        self.cdp("Performance.enable", json!({})).await.map(drop)
    }

    /// What the page weighs once rubbish has gone.
    pub async fn weigh(&self) -> Result<Weight> {
        for _ in 0..2 {
            self.cdp("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let metrics = self.cdp("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let all = metrics["metrics"].as_array().context("metrics")?;
            all.iter().find(|one| one["name"] == name).and_then(|one| one["value"].as_f64()).context("a number")
        };
        let wasm = "return programs.reduce((sum, one) => sum + one.exports.memory.buffer.byteLength, 0)";
        let wasm = self.js(wasm, &[]).await?.as_f64().context("bytes")?;
        let (nodes, listeners) = (metric("Nodes")?, metric("JSEventListeners")?);
        Ok(Weight { heap: metric("JSHeapUsedSize")? / 1e6, wasm: wasm / 1e6, nodes, listeners })
    }
}
