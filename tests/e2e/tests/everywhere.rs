//! Every page, as it is for everybody: large enough to press, with text of twice the size, in the system's own colours,
//! without motion. (The race in all its windows: layouts.rs, media.rs.)

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Lang, Options, Page, Theme, with_page};
use serde_json::json;

const MOUSE: f64 = 24.0;
const FINGER: f64 = 44.0;

const PAGES: [(&str, &str); 7] = [
    ("averages", "page=averages"),
    ("course", "page=lessons"),
    ("lesson", "page=lessons/choosing"),
    ("slides", "page=slides&slide=title=First%26surface=saddle%26at=7&slide=surface=himmelblau%26at=80"),
    ("own slides", "page=slides"),
    ("maps", "surface=himmelblau&run=adam,lr:0.3&run=sgd&at=20&view=basins"),
    ("data", "surface=faithful_line&run=sgd&at=80"),
];

async fn open(page: &Page, hash: &str) -> Result<()> {
    page.go(hash).await?;
    page.wait_until_ready().await?;
    // What comes on demand.
    page.pause(700).await;
    Ok(())
}

/// Everything that is too small, lies under something, or runs off sideways. Links within a sentence are text (WCAG
/// 2.5.8), and so is a number there that can be dragged.
async fn faults(page: &Page, what: &str, smallest: f64) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let (sideways, _) = page.scrollable().await?;
    if sideways > 0.0 {
        wrong.push(format!("{what}: the page is {sideways} px wider than the window"));
    }
    // What is cut off at an edge, unless three dots say so.
    let script = "return [...document.querySelectorAll('main *')].filter((one) => {
        const style = getComputedStyle(one);
        const shown = one.checkVisibility() && one.clientWidth > 1 && !one.closest('.vh, .stage, [aria-hidden=true]');
        return shown && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 2;
    }).map((one) => `${one.className}: ${one.innerText.slice(0, 40)}`)";
    let cut: Vec<String> = serde_json::from_value(page.js(script, &[]).await?)?;
    wrong.extend(cut.into_iter().map(|part| format!("{what}: cut off: {part}")));
    let script = "return [...document.querySelectorAll('p a[href], li a[href], h2 a[href], td a[href]')].filter((one) => getComputedStyle(one).display === 'inline')
        .map((one) => (one.ariaLabel ?? one.innerText).trim().split('\\n')[0])";
    let inline: Vec<String> = serde_json::from_value(page.js(script, &[]).await?)?;
    let start = if page.html_lang().await? == "en" { "Starting point" } else { "起点位置" };
    for control in page.controls().await? {
        let (width, height) = (control.area.width, control.area.height);
        let text = inline.iter().any(|name| control.name.ends_with(name.as_str()));
        // The start stands where the scene has it, perhaps under a plate, and the middle of a link may be between lines.
        if let Some(over) = control.over.filter(|_| !text && !control.name.ends_with(start)) {
            wrong.push(format!("{what}: `{}` lies under {over}", control.name));
        }
        if !text && width.min(height) < smallest - 0.5 {
            wrong.push(format!("{what}: `{}` is only {width:.0} x {height:.0} px", control.name));
        }
    }
    Ok(wrong)
}

#[test]
fn everything_can_be_pressed() -> Result<()> {
    let mut wrong = Vec::new();
    for (options, smallest) in [(Options::sized(1440, 900), MOUSE), (Options::phone(), FINGER)] {
        with_page("embed=1", options, async |page| {
            for (what, hash) in PAGES {
                open(page, hash).await?;
                wrong.extend(faults(page, &format!("{what}, {} px", options.width), smallest).await?);
            }
            Ok(())
        })?;
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn text_of_twice_the_size_hides_nothing_on_every_page() -> Result<()> {
    let mut wrong = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        for options in [Options::sized(1440, 900), Options::phone()] {
            with_page("embed=1", Options { lang, ..options }, async |page| {
                page.text_size(32).await?;
                for (what, hash) in PAGES {
                    open(page, hash).await?;
                    wrong.extend(faults(page, &format!("{what}, {} px, {}", options.width, lang.name()), MOUSE).await?);
                }
                Ok(())
            })?;
        }
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn forced_colours_leave_nothing_invisible_on_every_page() -> Result<()> {
    // A button needs a border where its ground is that of the page; a slider that is drawn by the page needs a track.
    let script = r#"
        const seen = (style) => ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
        const bare = [...document.querySelectorAll("button:not(.tab, .cover), input, select, textarea, [role=dialog]")].filter((element) => {
            if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
            const style = getComputedStyle(element), inside = getComputedStyle(element, "::before");
            const native = ["range", "radio"].includes(element.type) && style.appearance === "auto";
            const drawn = inside.forcedColorAdjust === "none" && inside.content !== "none" && inside.boxShadow !== "none";
            return !seen(style) && !native && !drawn && style.forcedColorAdjust !== "none";
        });
        const lined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const chosen = [...document.querySelectorAll("[aria-pressed=true], [aria-selected=true], [role=radio][aria-checked=true], .tab[aria-current]")]
            .filter((one) => one.checkVisibility() && !lined(getComputedStyle(one)));
        return [...bare.map((one) => "without a border: " + (one.ariaLabel ?? one.innerText ?? one.outerHTML)),
            ...chosen.map((one) => "no line says that it is chosen: " + (one.ariaLabel ?? one.innerText))];"#;
    let options = Options { forced_colors: true, theme: Theme::Dark, ..Options::sized(1440, 900) };
    let mut wrong = Vec::new();
    with_page("embed=1", options, async |page| {
        for (what, hash) in PAGES {
            open(page, hash).await?;
            let found = page.js(script, &[]).await?;
            let found = found.as_array().context("a list")?;
            wrong.extend(found.iter().map(|one| format!("{what}: {}", one.as_str().unwrap_or_default())));
        }
        Ok(())
    })?;
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn little_motion_is_kept_everywhere() -> Result<()> {
    with_page("embed=1", Options { reduced_motion: true, ..Options::sized(1440, 900) }, async |page| {
        for (what, hash) in PAGES.into_iter().chain([("an embed", "surface=ravine&run=adam,lr:0.5&embed=1")]) {
            open(page, hash).await?;
            let script = r#"
                const slow = (style) => style.transitionDuration.split(",").concat(style.animationDuration.split(",")).some((t) => parseFloat(t) > 0);
                const moving = [...document.querySelectorAll("*")].filter((element) => slow(getComputedStyle(element)) || getComputedStyle(element).scrollBehavior === "smooth");
                return moving.map((element) => element.outerHTML.slice(0, 80)).slice(0, 5)"#;
            let moving = page.js(script, &[]).await?;
            ensure!(moving == json!([]), "{what}: something moves: {moving}");
            page.pause(1_500).await;
            let frames = page.frames().await?;
            page.pause(1_000).await;
            let frames = page.frames().await? - frames;
            ensure!(frames <= 3, "{what}: nothing plays by itself, but {frames} frames were asked for in a second");
        }
        Ok(())
    })
}
