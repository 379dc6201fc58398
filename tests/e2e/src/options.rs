//! What kind of reader opens the page.

use serde_json::{Value, json};
use xtask::browser::{Browser, Engine};

const ARGUMENTS: [&str; 12] = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--force-color-profile=srgb",
    "--disable-quic",
    // A page in the background must not be slowed down: two tests run at a time.
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
];
const GPU: [&str; 5] = [
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--enable-gpu-rasterization",
];

/// The reader's screen and wishes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// The browser's language.
    pub lang: Lang,
    /// What the system prefers.
    pub theme: Theme,
    /// Whether the system asks for little motion.
    pub reduced_motion: bool,
    /// Whether the pointer is a finger.
    pub touch: bool,
    /// Whether the system puts its own few colours in place of the page's.
    pub forced_colors: bool,
    /// Whether the page is being laid out for paper.
    pub print: bool,
    /// Whether canvases are drawn by a process that emulates a GPU: slower as a whole, but the page's own thread does
    /// what it does on a machine with a GPU.
    pub gpu: bool,
    /// Whether the browser logs all requests, for [`crate::Page::requests`] (Chromium alone can).
    pub network_log: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
            scale: 1.0,
            lang: Lang::En,
            theme: Theme::Light,
            reduced_motion: false,
            touch: false,
            forced_colors: false,
            print: false,
            gpu: false,
            network_log: false,
        }
    }
}

impl Options {
    /// A narrow screen and a finger.
    pub fn phone() -> Self {
        Self { width: 390, height: 844, touch: true, ..Self::default() }
    }

    /// A viewport of this size.
    pub fn sized(width: u32, height: u32) -> Self {
        Self { width, height, ..Self::default() }
    }

    /// The capabilities of a new session.
    pub(crate) fn capabilities(&self, browser: &Browser) -> Value {
        match browser.engine {
            Engine::Chromium => self.chromium(&browser.program.to_string_lossy()),
            Engine::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": browser.program,
                    "args": ["-headless"],
                    "prefs": { "intl.accept_languages": self.lang.accepted() },
                },
            }),
            Engine::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": browser.program, "args": ["--automation"] },
            }),
        }
    }

    fn chromium(&self, program: &str) -> Value {
        let tag = self.lang.tag();
        let logs = if self.network_log {
            json!({ "browser": "ALL", "performance": "ALL" })
        } else {
            json!({ "browser": "ALL" })
        };
        let gpu: &[&str] = if self.gpu { &GPU } else { &[] };
        let mut args = vec![
            "--headless=new".to_owned(),
            format!("--lang={tag}"),
            format!("--window-size={},{}", self.width.max(500), self.height + 200),
        ];
        args.extend(ARGUMENTS.iter().chain(gpu).map(|argument| (*argument).to_owned()));
        json!({
            "browserName": "chrome",
            "goog:loggingPrefs": logs,
            "goog:chromeOptions": {
                "binary": program,
                "args": args,
                "prefs": { "intl.accept_languages": self.lang.accepted() },
            },
        })
    }
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// As written in a scene and in `<html lang>` (there, perhaps with more after it).
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The name of its locale, with this spelling of the encoding.
    pub(crate) fn locale(self, encoding: &str) -> String {
        format!("{}.{encoding}", self.tag().replace('-', "_"))
    }

    fn tag(self) -> &'static str {
        match self {
            Self::En => "en-US",
            Self::Zh => "zh-CN",
        }
    }

    fn accepted(self) -> &'static str {
        match self {
            Self::En => "en-US,en",
            Self::Zh => "zh-CN,zh",
        }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As written in a scene and in CSS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of GTK that makes a page see it.
    pub(crate) fn gtk(self) -> &'static str {
        match self {
            Self::Light => "Adwaita",
            Self::Dark => "Adwaita:dark",
        }
    }
}
