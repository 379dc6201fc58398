//! Making each engine show the page to the reader of [`Options`].

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use xtask::browser::Engine;

use crate::engine::{engine, skip};
use crate::options::{Options, Theme};
use crate::page::Page;

/// Sets what a page sees of the system, in Firefox's own window; its bars must not keep it wider than a phone.
const IN_FIREFOX: &str = r#"
    const [numbers, texts, medium] = arguments;
    for (const [name, value] of Object.entries(numbers)) Services.prefs.setIntPref(name, value);
    for (const [name, value] of Object.entries(texts)) Services.prefs.setStringPref(name, value);
    document.documentElement.style.minWidth = document.documentElement.style.minHeight = "0";
    gBrowser.selectedBrowser.browsingContext.mediumOverride = medium;"#;

impl Page {
    /// Changes the reader's screen and wishes (all but the language) while the page is open.
    pub async fn emulate(&self, options: Options) -> Result<()> {
        match engine()? {
            Engine::Chromium => {
                for (method, parameters) in options.commands() {
                    self.cdp(method, parameters).await?;
                }
                Ok(())
            }
            Engine::Firefox => {
                let medium = if options.print { "print" } else { "" };
                let (numbers, texts) = options.preferences();
                self.in_the_window(IN_FIREFOX, &[numbers, texts, json!(medium)]).await?;
                self.resize(options.width, options.height).await
            }
            Engine::WebKit => {
                options.possible()?;
                let Options { width, height, .. } = options;
                if (Options { width, height, ..self.opened }) != options {
                    return Err(skip("MiniBrowser hears of the reader's wishes only when it starts"));
                }
                self.resize(width, height).await
            }
        }
    }

    /// Gives the window the size by which the viewport has this one.
    async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let wanted = json!([width, height]);
        for _ in 0..40 {
            let sizes = self.js("return [innerWidth, innerHeight, outerWidth, outerHeight]", &[]).await?;
            if json!([sizes[0], sizes[1]]) == wanted {
                return Ok(());
            }
            let outer = |wanted: u32, i: usize| {
                i64::from(wanted) + sizes[i + 2].as_i64().unwrap_or(0) - sizes[i].as_i64().unwrap_or(0)
            };
            let rect = json!({ "x": 0, "y": 0, "width": outer(width, 0), "height": outer(height, 1) });
            self.raw("/window/rect", Some(rect)).await?;
            self.pause(50).await;
        }
        let sizes = self.js("return [innerWidth, innerHeight]", &[]).await?;
        if engine()? == Engine::WebKit && sizes[0].as_u64() > Some(u64::from(width)) {
            return Err(skip(format!("MiniBrowser's window is never {width} px narrow")));
        }
        ensure!(sizes == wanted, "the viewport is {sizes}, not {wanted}");
        Ok(())
    }

    /// Makes all text larger or smaller, as the browser's own setting does (16 is usual).
    pub async fn text_size(&self, pixels: u32) -> Result<()> {
        match engine()? {
            Engine::Chromium => {
                let sizes = json!({ "fontSizes": { "standard": pixels, "fixed": pixels } });
                self.cdp("Page.setFontSizes", sizes).await?;
            }
            Engine::Firefox => {
                let name = |script: &str| (format!("font.size.variable.{script}"), json!(pixels));
                let sizes: serde_json::Map<_, _> =
                    ["x-western", "zh-CN", "x-unicode", "x-math"].map(name).into_iter().collect();
                let script =
                    "for (const [name, value] of Object.entries(arguments[0])) Services.prefs.setIntPref(name, value)";
                self.in_the_window(script, &[Value::Object(sizes)]).await?;
                // It looks there when it loads a page.
                self.driver.refresh().await?;
                self.wait_until_ready().await?;
            }
            Engine::WebKit => return Err(skip("MiniBrowser has no setting for the size of text")),
        }
        self.wait_until("the text follows the browser's setting", async || {
            let size = self.js("return getComputedStyle(document.documentElement).fontSize", &[]).await?;
            Ok(size == json!(format!("{pixels}px")))
        })
        .await
    }
}

impl Options {
    /// Whether the engine can show the page to such a reader; a reason to skip if not.
    pub(crate) fn possible(&self) -> Result<()> {
        if engine()? == Engine::WebKit {
            let wishes = [(self.touch, "a finger"), (self.forced_colors, "forced colours"), (self.print, "paper")];
            if let Some((_, what)) = wishes.iter().find(|(wished, _)| *wished) {
                return Err(skip(format!("WebKitGTK cannot be made to show a page to {what}")));
            }
            if self.scale.fract() != 0.0 {
                return Err(skip(format!("GTK has whole pixels only, not {} to one of CSS", self.scale)));
            }
        }
        Ok(())
    }

    /// Firefox's preferences, numbers and texts, that make the page see these wishes.
    fn preferences(&self) -> (Value, Value) {
        // What the pointer can: 1 coarse, 2 fine, 4 hover.
        let pointer = if self.touch { 1 } else { 6 };
        let numbers = json!({
            "layout.css.prefers-color-scheme.content-override": if self.theme == Theme::Dark { 0 } else { 1 },
            "ui.prefersReducedMotion": u8::from(self.reduced_motion),
            "browser.display.document_color_use": if self.forced_colors { 2 } else { 1 },
            "ui.primaryPointerCapabilities": pointer,
            "ui.allPointerCapabilities": pointer,
            "dom.w3c_touch_events.enabled": u8::from(self.touch),
        });
        (numbers, json!({ "layout.css.devPixelsPerPx": self.scale.to_string() }))
    }

    /// The commands of the DevTools protocol that make the page see these wishes.
    fn commands(&self) -> [(&'static str, Value); 3] {
        let motion = if self.reduced_motion { "reduce" } else { "no-preference" };
        [
            (
                "Emulation.setDeviceMetricsOverride",
                json!({
                    "width": self.width, "height": self.height, "deviceScaleFactor": self.scale, "mobile": false,
                }),
            ),
            (
                "Emulation.setEmulatedMedia",
                json!({ "media": if self.print { "print" } else { "" }, "features": [
                    { "name": "prefers-color-scheme", "value": self.theme.name() },
                    { "name": "prefers-reduced-motion", "value": motion },
                    { "name": "forced-colors", "value": if self.forced_colors { "active" } else { "none" } },
                ] }),
            ),
            ("Emulation.setTouchEmulationEnabled", json!({ "enabled": self.touch, "maxTouchPoints": 5 })),
        ]
    }
}
