//! axe-core finds nothing wrong: on every page, with everything that opens, light and dark, in both languages, on a desk
//! and on a phone.

use anyhow::{Result, ensure};
use downhill_e2e::{Engine, Key, Lang, Options, Page, Theme, only_in, with_page};
use serde_json::json;

const SCENE: &str = "surface=himmelblau&run=adam,lr:0.3&run=sgd,lr:0.01,hidden:1&at=20";

/// What there is to look at besides the race itself.
const PAGES: [&str; 11] = [
    "",
    "page=averages",
    "page=lessons",
    "page=lessons/adam",
    "page=slides",
    "page=slides&slide=title=First%26surface=saddle%26at=7&slide=surface=himmelblau%26at=80",
    "surface=himmelblau&run=adam,lr:0.3&run=sgd,lr:0.01&at=20&view=basins",
    "surface=himmelblau&run=adam,lr:0.3&at=20&embed=1",
    "run=adam,lr:0.1&steps=60&predict=1",
    "surface=faithful_line&run=sgd&at=80",
    // A notice: long, so that it scrolls; and a run that diverges.
    "surface=nonsense&run=nobody&steps=-3&noise=much&view=none&x=1&y=2&run=sgd,lr:90",
];

/// What opens something: in the bar, on the landscape, in the panel.
const OPENERS: &str = "button[aria-haspopup], .bar .end button, .add, .run [aria-expanded]";

struct Audit<'p> {
    page: &'p Page,
    phone: bool,
    wishes: String,
    what: String,
    wrong: Vec<String>,
}

impl Audit<'_> {
    /// Opens a page.
    async fn go(&self, hash: &str) -> Result<()> {
        let and = if hash.is_empty() { "" } else { "&" };
        self.page.go(&format!("{hash}{and}{}", self.wishes)).await?;
        self.page.wait_until_ready().await
    }

    /// Opens a page and lets come what comes on demand.
    async fn visit(&self, hash: &str) -> Result<()> {
        self.go(hash).await?;
        self.page.pause(500).await;
        Ok(())
    }

    async fn look(&mut self, at: &str) -> Result<()> {
        for fault in self.page.audit().await? {
            let fault = format!("{}, {at}: {fault}", self.what);
            // The bar of a page is the same with everything that opens: once is enough.
            let rest = |text: &str| text.split_once(": ").map(|(_, rest)| rest.to_owned());
            if !self.wrong.iter().any(|known| rest(known) == rest(&fault)) {
                self.wrong.push(fault);
            }
        }
        Ok(())
    }

    /// Presses the n-th of what is shown and can be pressed, from the page itself; its name, if there is one.
    async fn press(&self, selector: &str, n: usize) -> Result<Option<String>> {
        let script = "const [selector, n] = arguments;
            const all = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility() && !one.disabled);
            if (!all[n]) return null;
            all[n].focus();
            all[n].click();
            return all[n].ariaLabel ?? all[n].innerText";
        Ok(self.page.js(script, &[json!(selector), json!(n)]).await?.as_str().map(str::to_owned))
    }

    async fn everything(&mut self) -> Result<()> {
        for hash in PAGES {
            self.visit(hash).await?;
            self.look(if hash.is_empty() { "the race" } else { hash }).await?;
        }
        let mut opened = 0;
        for n in 0.. {
            self.go(SCENE).await?;
            let Some(name) = self.press(OPENERS, n).await? else { break };
            self.page.pause(700).await;
            opened += usize::from(
                self.page.js("return document.querySelector('[role=dialog]') !== null", &[]).await? == json!(true),
            );
            self.look(&name).await?;
            for tab in 0.. {
                let Some(tab) = self.press("[role=dialog] [role=tab]", tab).await? else { break };
                self.page.pause(500).await;
                self.look(&format!("{name}, {tab}")).await?;
            }
            self.page.keys(Key::Escape).await?;
        }
        // A phone has the noise in the picker of surfaces.
        let all = if self.phone { 7 } else { 8 };
        ensure!(opened == all, "{opened} dialogs have opened, not {all}");
        self.visit("page=averages").await?;
        if self.press("[role=radio]:last-of-type, .own", 0).await?.is_some() {
            self.page.pause(500).await;
            self.look("own numbers").await?;
        }
        Ok(())
    }
}

fn nothing_is_wrong(lang: Lang, theme: Theme) -> Result<()> {
    // Little motion: nothing is half faded in while it is looked at.
    let desk = Options { lang, theme, reduced_motion: true, ..Options::sized(1440, 900) };
    let phone = Options { touch: true, width: 390, height: 844, ..desk };
    let mut wrong = Vec::new();
    for options in [desk, phone] {
        with_page("embed=1", options, async |page| {
            only_in(&[Engine::Chromium], "axe-core looks at the page in one engine")?;
            let wishes = format!("lang={}&theme={}", lang.name(), theme.name());
            let what = format!("{wishes} {} px", options.width);
            let mut audit = Audit { page, phone: options.touch, wishes, what, wrong: Vec::new() };
            audit.everything().await?;
            wrong.append(&mut audit.wrong);
            Ok(())
        })?;
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn nothing_is_wrong_in_english_and_light() -> Result<()> {
    nothing_is_wrong(Lang::En, Theme::Light)
}

#[test]
fn nothing_is_wrong_in_english_and_dark() -> Result<()> {
    nothing_is_wrong(Lang::En, Theme::Dark)
}

#[test]
fn nothing_is_wrong_in_chinese_and_light() -> Result<()> {
    nothing_is_wrong(Lang::Zh, Theme::Light)
}

#[test]
fn nothing_is_wrong_in_chinese_and_dark() -> Result<()> {
    nothing_is_wrong(Lang::Zh, Theme::Dark)
}
