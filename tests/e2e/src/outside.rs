//! What comes to a page from outside: files that are dropped, texts that are pasted.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::page::Page;

/// Drops the `file` of a script; whether the browser is kept from opening it itself.
const DROP: &str = "const data = new DataTransfer(); data.items.add(file);
    return ['dragenter', 'dragover', 'drop'].map(what => !document.body.dispatchEvent(
        new DragEvent(what, { dataTransfer: data, bubbles: true, cancelable: true })))";

impl Page {
    /// Waits until the page hears of what comes from outside: that is later than what it needs itself.
    pub async fn hears(&self) -> Result<()> {
        let script = "return document.getElementById('tools').dataset.hears !== undefined";
        self.wait_until("the page hears of files", async || Ok(self.js(script, &[]).await? == json!(true))).await
    }

    /// Drops a file that a script makes; whether the browser is kept from opening it itself.
    pub async fn drop_made(&self, file: &str) -> Result<Value> {
        self.js(&format!("const file = {file}; {DROP}"), &[]).await
    }

    /// Drops a file of these bytes on the page, as the browser tells of it.
    pub async fn drop_file(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let script = format!("const file = new File([new Uint8Array(arguments[1])], arguments[0]); {DROP}");
        let prevented = self.js(&script, &[json!(name), json!(bytes)]).await?;
        ensure!(prevented == json!([true, true, true]), "the browser does not open it itself: {prevented}");
        Ok(())
    }

    /// Pastes a text of so many repetitions where the focus is; the milliseconds until the page has drawn what it made of it.
    pub async fn paste(&self, piece: &str, times: usize) -> Result<f64> {
        let script = "const [piece, times] = arguments;
            const data = new DataTransfer(); data.setData('text/plain', piece.repeat(times));
            const start = performance.now();
            const target = document.activeElement;
            const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
            // Firefox gives an event that a script makes other data than it is told.
            Object.defineProperty(event, 'clipboardData', { value: data });
            const free = target.dispatchEvent(event);
            // A field takes what the page does not.
            if (free && target.matches('input, textarea')) {
                target.value = piece.repeat(times);
                target.dispatchEvent(new Event('input', { bubbles: true }));
            }
            return new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))), 50))";
        self.js(script, &[json!(piece), json!(times)]).await?.as_f64().context("a time")
    }
}
