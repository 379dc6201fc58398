//! axe-core, run in the page as it stands.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::page::Page;

const AXE: &str = include_str!("../vendor/axe/axe.min.js");

/// All rules for WCAG 2.2 A and AA, and what axe calls best practice.
const RUN: &str = r#"
    const done = arguments[arguments.length - 1];
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag", values } }).then(({ violations, passes }) => done({
        rules: passes.length,
        wrong: violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) =>
            `${id}: ${target.join(" ")} | ${html.slice(0, 120)} | ${failureSummary.replace(/\s+/g, " ").slice(0, 240)}`)),
    }), error => done({ rules: 0, wrong: [String(error)] }));"#;

impl Page {
    /// Everything that axe-core finds wrong with the page as it stands.
    pub async fn audit(&self) -> Result<Vec<String>> {
        if self.js("return typeof axe", &[]).await? != "object" {
            self.js(&format!("{AXE}; window.axe = axe"), &[]).await?;
        }
        let found = self.ask(RUN).await?;
        anyhow::ensure!(
            found["rules"].as_u64() > Some(10) || found["wrong"] != Value::Array(vec![]),
            "axe found nothing to look at"
        );
        let wrong = found["wrong"].as_array().context("a list of faults")?;
        Ok(wrong.iter().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect())
    }
}
