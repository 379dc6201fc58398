//! The page as a whole: every control at once, what can be scrolled, what a canvas is like.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::find::Area;
use crate::page::Page;

/// A control that is shown.
#[derive(Debug, Clone)]
pub struct Control {
    /// Its name, after that of the run or dialog it belongs to.
    pub name: String,
    /// Where it lies when it is scrolled to.
    pub area: Area,
    /// What lies over its middle, if anything does.
    pub over: Option<String>,
}

impl Page {
    /// Every control that is shown, in the order of the document; each is scrolled to.
    pub async fn controls(&self) -> Result<Vec<Control>> {
        let found = self.js(include_str!("survey.js"), &[]).await?;
        let found = found.as_array().context("a list of controls")?;
        ensure!(!found.is_empty(), "the page shows no control");
        found.iter().map(control).collect()
    }

    /// Waits until landscape and chart are as large as their places and the page has drawn them.
    pub async fn laid_out(&self) -> Result<()> {
        self.wait_until("the canvases fit their places", async || {
            let script = r#"
                const fits = ({ width, height, clientWidth, clientHeight }) =>
                    Math.abs(width - clientWidth * devicePixelRatio) <= 1 && Math.abs(height - clientHeight * devicePixelRatio) <= 1;
                return [...document.querySelectorAll("canvas[role=img]")].filter((canvas) => canvas.checkVisibility()).every(fits)"#;
            Ok(self.js(script, &[]).await? == Value::Bool(true))
        })
        .await?;
        self.next_frame().await
    }

    /// Lets the page draw what it has to draw.
    pub async fn next_frame(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(null)))";
        self.ask(script).await.map(drop)
    }

    /// Runs a script that answers later, by calling its last argument.
    pub async fn ask(&self, script: &str) -> Result<Value> {
        let returned = self.driver.execute_async(script, Vec::new()).await;
        Ok(returned.with_context(|| format!("script {script}"))?.json().clone())
    }

    /// How far the page can be scrolled, in CSS pixels: to the right and down.
    pub async fn scrollable(&self) -> Result<(f64, f64)> {
        let script = "const page = document.scrollingElement;
            return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight]";
        let found = self.js(script, &[]).await?;
        let number = |i: usize| found[i].as_f64().context("a size is a number");
        Ok((number(0)?, number(1)?))
    }

    /// Everything that the reader sees as text.
    pub async fn words(&self) -> Result<String> {
        Ok(self.js("return document.body.innerText", &[]).await?.as_str().unwrap_or_default().to_owned())
    }
}

fn control(found: &Value) -> Result<Control> {
    let number = |key: &str| found[key].as_f64().context("a rectangle has numbers");
    Ok(Control {
        name: found["name"].as_str().unwrap_or_default().to_owned(),
        area: Area { x: number("x")?, y: number("y")?, width: number("width")?, height: number("height")? },
        over: found["over"].as_str().map(str::to_owned),
    })
}
