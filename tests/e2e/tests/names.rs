//! The page for assistive technology: names, landmarks, languages, and what is spoken when.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};
use serde_json::{Value, json};

const SCENE: &str = "run=adam,lr:0.12&run=momentum,lr:0.055&run=sgd,lr:0.013&at=60";

/// What a person can operate or is told about; each needs a name.
const NAMED: [&str; 16] = [
    "button",
    "link",
    "slider",
    "spinbutton",
    "combobox",
    "switch",
    "checkbox",
    "radio",
    "radiogroup",
    "textbox",
    "searchbox",
    "dialog",
    "image",
    "group",
    "region",
    "list",
];

/// All shown elements by role, with their names.
async fn tree(page: &Page) -> Result<Vec<(String, String)>> {
    let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("a list")?;
    let shown = nodes.iter().filter(|node| node["ignored"] != json!(true));
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().trim().to_owned();
    Ok(shown.map(|node| (text(&node["role"]), text(&node["name"]))).collect())
}

/// Fails with every control that has no name, or a name in the wrong language.
async fn all_named(page: &Page, lang: Lang, what: &str) -> Result<()> {
    let chinese = |name: &str| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut wrong = Vec::new();
    for (role, name) in tree(page).await? {
        if !NAMED.contains(&role.as_str()) {
            continue;
        }
        // Names of methods and the other language's own name are as they are.
        let own = !chinese(&name) || name.starts_with("Language");
        if name.is_empty() || (lang == Lang::En && !own) {
            wrong.push(format!("{role} `{name}`"));
        }
        let latin = ["link", "group", "radio"].contains(&role.as_str())
            || ["AMSGrad", "Nesterov", "2D", "3D"].contains(&&*name);
        if lang == Lang::Zh && !latin && !chinese(&name) {
            wrong.push(format!("{role} `{name}` is not Chinese"));
        }
    }
    ensure!(wrong.is_empty(), "{what}: {wrong:#?}");
    Ok(())
}

#[test]
fn everything_has_a_name_in_both_languages() -> Result<()> {
    for (lang, group, more, openers) in [
        (Lang::En, "Adam", "More", ["Share", "Help", "Arrows", "Surface: Curved ravine"]),
        (Lang::Zh, "Adam", "更多", ["分享", "帮助", "箭头", "曲面：弯曲峡谷"]),
    ] {
        with_page(SCENE, Options { lang, ..Options::sized(1440, 900) }, async |page| {
            page.find("group", group).await?.find("button", more).await?.click().await?;
            all_named(page, lang, "the page").await?;
            for opener in openers {
                page.find("button", opener).await?.click().await?;
                page.find("dialog", Name::Any).await?;
                all_named(page, lang, opener).await?;
                page.keys(Key::Escape).await?;
                page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
            }
            Ok(())
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn the_contract_s_names_are_there_once() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        let mut counts = BTreeMap::<(String, String), usize>::new();
        for element in tree(page).await? {
            *counts.entry(element).or_default() += 1;
        }
        let count = |role: &str, name: &str| counts.get(&(role.to_owned(), name.to_owned())).copied().unwrap_or(0);
        ensure!(count("slider", "Step") == 1, "one slider Step, not {}", count("slider", "Step"));
        for name in ["Play", "Step forward", "Step back", "Reset", "Add optimizer", "Share", "Starting point"] {
            ensure!(count("button", name) == 1, "one button {name}, not {}", count("button", name));
        }
        for start in ["Surface", "Language", "Theme"] {
            let all = counts.keys().filter(|(role, name)| role == "button" && name.starts_with(start)).count();
            ensure!(all == 1, "one button that begins {start}, not {all}");
        }
        ensure!(count("slider", "Learning rate") == 3, "a learning rate in each of three runs");
        Ok(())
    })
}

#[test]
fn landmarks_and_headings_lead_through_the_page() -> Result<()> {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        with_page(SCENE, Options { lang, ..Options::sized(1440, 900) }, async |page| {
            page.find("main", Name::Any).await?;
            let elements = tree(page).await?;
            let count = |role: &str| elements.iter().filter(|(other, _)| other == role).count();
            ensure!(count("main") == 1, "one main, not {}", count("main"));
            ensure!(count("banner") == 1, "one banner, not {}", count("banner"));
            ensure!(count("complementary") >= 1, "the controls are a landmark");
            ensure!(count("region") >= 3, "landscape, time and inspector are regions");
            let script = "return [...document.querySelectorAll('h1')].map((h) => h.innerText || h.textContent)";
            let titles = page.js(script, &[]).await?;
            ensure!(titles.as_array().is_some_and(|titles| titles.len() == 1), "one h1, not {titles}");
            ensure!(page.html_lang().await?.starts_with(tag), "html lang is {}", page.html_lang().await?);
            let title = page.js("return document.title", &[]).await?;
            ensure!(
                title.as_str().is_some_and(|title| title.len() > 10),
                "the window's title says what it is: {title}"
            );
            Ok(())
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn the_keyboard_reaches_everything_in_reading_order() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        page.blur().await?;
        let mut order: Vec<String> = Vec::new();
        for _ in 0..60 {
            page.keys(Key::Tab).await?;
            if page.js("return document.activeElement === document.body", &[]).await? == json!(true) {
                break;
            }
            // A status takes the focus for its tooltip; it has no role.
            order.push(page.focused().await?.unwrap_or_default());
        }
        let at = |name: &str| {
            order
                .iter()
                .position(|other| other.contains(name))
                .with_context(|| format!("Tab never reaches {name}: {order:?}"))
        };
        let mut last = 0;
        for name in [
            "link Skip to the landscape",
            "button Share",
            "button Starting point",
            "button Surface",
            "button Play",
            "slider Step",
            "slider Learning rate",
            "button Add optimizer",
        ] {
            let here = at(name)?;
            ensure!(here >= last, "{name} comes too early: {order:?}");
            last = here;
        }
        Ok(())
    })
}

#[test]
fn the_skip_link_leads_to_the_landscape() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        page.blur().await?;
        page.keys(Key::Tab).await?;
        let skip = page.find("link", "Skip to the landscape").await?.area().await?;
        ensure!(skip.x >= 0.0 && skip.y >= 0.0, "it is seen when it has the focus: {skip:?}");
        page.keys(Key::Enter).await?;
        page.wait_until("the start has the focus", async || {
            Ok(page.focused().await?.as_deref() == Some("button Starting point"))
        })
        .await?;
        ensure!(page.hash().await? == SCENE, "the link of the scene stays");
        Ok(())
    })
}

/// Notes every change of what is announced, with what is said.
const LISTEN: &str = r#"
    window.__said = [];
    const live = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
    const note = (record) => {
        const target = record.target.nodeType === 1 ? record.target : record.target.parentElement;
        const region = target?.closest(live);
        const added = [...record.addedNodes].filter((node) => node.nodeType === 1 && node.matches(live));
        for (const speaker of region ? [region] : added) {
            const text = speaker.textContent.trim();
            if (text && __said.at(-1) !== text) __said.push(text);
        }
    };
    new MutationObserver((records) => records.forEach(note))
        .observe(document.body, { subtree: true, childList: true, characterData: true });"#;

async fn said(page: &Page) -> Result<Vec<String>> {
    let said = page.js("return __said.splice(0)", &[]).await?;
    Ok(said.as_array().context("a list")?.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn a_change_is_spoken_once_and_not_while_dragging() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60", Options::default(), async |page| {
        let slider = page.find("group", "Adam").await?.find("slider", "Learning rate").await?;
        slider.focus().await?;
        page.pause(1_500).await;
        page.js(LISTEN, &[]).await?;
        for step in 0..24 {
            slider.set_part(0.8 - 0.01 * f64::from(step)).await?;
            page.pause(40).await;
        }
        let during = said(page).await?;
        ensure!(during.len() <= 1, "within a drag of a second {} things are spoken: {during:#?}", during.len());
        page.pause(2_500).await;
        let after = said(page).await?;
        let results: Vec<_> = after.iter().filter(|text| text.contains("Adam") && text.contains("SGD")).collect();
        ensure!(results.len() == 1, "then the results once, not {} times: {after:#?}", results.len());
        ensure!(after.len() <= 2, "and little else: {after:#?}");
        Ok(())
    })
}

#[test]
fn playing_is_silent() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9", Options::default(), async |page| {
        page.find("button", "Pause").await?;
        page.js(LISTEN, &[]).await?;
        page.pause(1_500).await;
        let spoken = said(page).await?;
        ensure!(spoken.is_empty(), "while it plays something is spoken: {spoken:#?}");
        Ok(())
    })
}
