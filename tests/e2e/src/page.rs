//! One open page.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Map, Value, json};
use thirtyfour::{By, Key, TypingData, WebDriver};
use xtask::browser::Engine;

use crate::driver::Driver;
use crate::engine::{engine, skip};
use crate::options::Options;
use crate::setting::{screenshots, site};

/// Notes errors and counts what keeps a page busy.
pub const WATCH: &str = include_str!("watch.js");

/// How long things may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A page in a browser session of its own.
pub struct Page {
    pub(crate) driver: WebDriver,
    /// What the browser logged so far: its log is emptied by reading.
    logged: RefCell<Vec<String>>,
    /// Parts of errors that a test provokes.
    expected: RefCell<Vec<String>>,
    /// What the session was opened with: some wishes cannot be changed later.
    pub(crate) opened: Options,
    // Keeps the driver's process alive as long as the session.
    _process: Arc<Driver>,
}

impl Page {
    /// Opens the built page at `#hash` (without waiting for it).
    pub async fn open(hash: &str, options: Options) -> Result<Self> {
        site()?;
        options.possible()?;
        let process = Driver::of(&options)?;
        let capabilities = match options.capabilities(process.browser()) {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let driver = WebDriver::new(process.url(), capabilities).await.context("no browser session")?;
        let page = Self {
            driver,
            logged: RefCell::default(),
            expected: RefCell::default(),
            opened: options,
            _process: process,
        };
        match page.prepare(hash, options).await {
            Ok(()) => Ok(page),
            Err(error) => {
                // The session goes either way; the first error is the one that matters.
                let _ = page.close().await;
                Err(error)
            }
        }
    }

    async fn prepare(&self, hash: &str, options: Options) -> Result<()> {
        // Elsewhere the server of the tests puts it into the page.
        if engine()? == Engine::Chromium {
            self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
        }
        self.emulate(options).await?;
        self.go(hash).await
    }

    /// Ends the session.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }

    /// Loads the page anew at `#hash`.
    pub async fn go(&self, hash: &str) -> Result<()> {
        // Only the hash would change otherwise, which is no load.
        self.driver.goto("about:blank").await?;
        let mark = if hash.is_empty() { "" } else { "#" };
        Ok(self.driver.goto(format!("{}{mark}{hash}", site()?.url())).await?)
    }

    /// Waits until the app has drawn its controls.
    pub async fn wait_until_ready(&self) -> Result<()> {
        self.wait_until("the page shows a button", async || {
            Ok(self.js("return document.querySelector('button') !== null", &[]).await? == json!(true))
        })
        .await?;
        // And its landscape, if there is one; where none can be drawn, that is for the test to say.
        let script = "const land = document.getElementById('land');
            return !land?.checkVisibility() || document.querySelector('.no-canvas') !== null || Math.abs(land.width - land.clientWidth * devicePixelRatio) <= 1";
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && self.js(script, &[]).await? != json!(true) {
            self.pause(30).await;
        }
        Ok(())
    }

    /// A command of the DevTools protocol; in other engines than Chromium the test is skipped.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        if engine()? != Engine::Chromium {
            return Err(skip(format!("{method} is a command of Chromium's DevTools")));
        }
        self.driver.cdp().send_raw(method, parameters).await.with_context(|| format!("DevTools command {method}"))
    }

    /// Runs a script (a function's body) in the page.
    pub async fn js(&self, script: &str, args: &[Value]) -> Result<Value> {
        let returned = self.driver.execute(script, args.to_vec()).await.with_context(|| format!("script {script}"))?;
        Ok(returned.json().clone())
    }

    /// The driver itself, for what the page's own window does: back, forward.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes into a frame (out of it again: `driver().enter_default_frame()`). By its element: engines count frames
    /// differently.
    pub async fn enter_frame(&self, selector: &str) -> Result<()> {
        Ok(self.driver.find(By::Css(selector)).await?.enter_frame().await?)
    }

    /// The page's address.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// What follows `#` in the address.
    pub async fn hash(&self) -> Result<String> {
        text(self.js("return location.hash.slice(1)", &[]).await?)
    }

    /// Changes the hash as a clicked link does.
    pub async fn set_hash(&self, hash: &str) -> Result<()> {
        self.js("location.hash = arguments[0]", &[json!(hash)]).await?;
        Ok(())
    }

    /// The language the page says it is in.
    pub async fn html_lang(&self) -> Result<String> {
        text(self.js("return document.documentElement.lang", &[]).await?)
    }

    /// Asks until the answer is yes.
    pub async fn wait_until<F>(&self, what: &str, condition: F) -> Result<()>
    where
        F: AsyncFn() -> Result<bool>,
    {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = condition().await;
            match answer {
                Ok(true) => return Ok(()),
                Ok(false) | Err(_) if Instant::now() < end => self.pause(30).await,
                Ok(false) => bail!("waited {PATIENCE:?} in vain until {what}"),
                Err(error) => return Err(error.context(format!("while waiting until {what}"))),
            }
        }
    }

    /// Lets the page do what it does for some milliseconds.
    pub async fn pause(&self, milliseconds: u64) {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }

    /// Types keys into what has the focus, one after another.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.actions().send_keys(keys).perform().await?)
    }

    /// Presses one key with Shift held.
    pub async fn shift(&self, key: Key) -> Result<()> {
        let actions = self.actions().key_down(Key::Shift).key_down(key.clone()).key_up(key).key_up(Key::Shift);
        Ok(actions.perform().await?)
    }

    /// Takes the focus off any control.
    pub async fn blur(&self) -> Result<()> {
        self.js("if (document.activeElement) document.activeElement.blur()", &[]).await?;
        Ok(())
    }

    /// Presses the pointer at one place of the viewport, moves it in steps to another, and lets go.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        const STEPS: i64 = 8;
        let at = |part: i64| {
            let blend = |a: f64, b: f64| (a + (b - a) * part as f64 / STEPS as f64).round() as i64;
            (blend(from.0, to.0), blend(from.1, to.1))
        };
        let start = at(0);
        let mut actions = self.actions().move_to(start.0, start.1).click_and_hold();
        for (x, y) in (1..=STEPS).map(at) {
            actions = actions.move_to(x, y);
        }
        Ok(actions.release().perform().await?)
    }

    /// Clicks at a place of the viewport.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        Ok(self.actions().move_to(x.round() as i64, y.round() as i64).click().perform().await?)
    }

    pub(crate) fn actions(&self) -> thirtyfour::action_chain::ActionChain {
        self.driver.action_chain_with_delay(None, Some(Duration::from_millis(16)))
    }

    /// How far the page is wider than the window, in CSS pixels (0 is right).
    pub async fn overflow(&self) -> Result<f64> {
        let script = "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth";
        self.js(script, &[]).await?.as_f64().context("a width is a number")
    }

    /// How often the page has asked for an animation frame since it was loaded.
    pub async fn frames(&self) -> Result<u64> {
        self.js("return __watch.counts.frames", &[]).await?.as_u64().context("a count")
    }

    /// How many timers the page has started since it was loaded.
    pub async fn timers(&self) -> Result<u64> {
        self.js("return __watch.counts.timers", &[]).await?.as_u64().context("a count")
    }

    /// Everything that went wrong since the page was loaded, from inside and as the browser logged it.
    pub async fn errors(&self) -> Result<Vec<String>> {
        let inside = self.js("return window.__watch ? __watch.errors : []", &[]).await?;
        // Only chromedriver hands out its log of the console; reading empties it.
        let logged = match engine()? {
            Engine::Chromium => self.raw("/se/log", Some(json!({ "type": "browser" }))).await?,
            _ => json!([]),
        };
        let logged = logged.as_array().context("a log is a list")?;
        let severe = logged.iter().filter(|entry| entry["level"] == "SEVERE");
        self.logged.borrow_mut().extend(severe.map(|entry| plain(&entry["message"])));
        let inside = inside.as_array().map(Vec::as_slice).unwrap_or_default();
        let expected = self.expected.borrow();
        let news = |error: &String| !expected.iter().any(|part| error.contains(part));
        Ok(inside.iter().map(plain).chain(self.logged.borrow().iter().cloned()).filter(news).collect())
    }

    /// From now on errors that contain this are no fault: the test provokes them.
    pub fn expect_errors(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// Every address that the browser has asked for since the last time, by whatever part of it (Chromium, with
    /// [`Options::network_log`]).
    pub async fn requests(&self) -> Result<Vec<String>> {
        let log = self.raw("/se/log", Some(json!({ "type": "performance" }))).await?;
        let mut addresses = Vec::new();
        for entry in log.as_array().context("a log is a list")? {
            let message: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let event = &message["message"];
            if event["method"] == "Network.requestWillBeSent" {
                addresses.push(plain(&event["params"]["request"]["url"]));
            }
        }
        addresses.retain(|address| {
            !address.starts_with("data:") && !address.starts_with("blob:") && !address.starts_with("about:")
        });
        Ok(addresses)
    }

    /// Saves what the viewport shows as `<name>.png` in the folder of screenshots.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = screenshots();
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, self.picture().await?).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    }

    /// What the viewport shows, as the bytes of a PNG file.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.driver.screenshot_as_png().await?)
    }
}

impl Drop for Page {
    /// A session that was not closed ends with the driver's process; waiting for it here could block for minutes.
    fn drop(&mut self) {
        // Err only says that it has been closed already.
        let _ = self.driver.clone().leak();
    }
}

fn plain(message: &Value) -> String {
    message.as_str().map_or_else(|| message.to_string(), str::to_owned)
}

fn text(value: Value) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| anyhow!("not a text: {value}"))
}
