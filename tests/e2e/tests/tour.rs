//! The whole app by the keyboard alone: Tab reaches everything on every page, in the order of the page, and what has the
//! focus is seen.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};
use serde_json::{Value, json};

/// Everything that Tab has to reach. Of radio buttons, tabs and the like the group has one stop, and arrows do the rest.
const STOPS: &str = r#"
    const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]") && !one.disabled;
    const query = "a[href], button, input, select, textarea, summary, [tabindex]";
    window.__stops = [...document.querySelectorAll(query)].filter((one) => shown(one) && one.tabIndex >= 0);
    const ahead = __stops.filter((one) => one.tabIndex > 0).map((one) => one.outerHTML.slice(0, 80));
    const groups = new Set();
    window.__stops = __stops.filter((one) => {
        if (one.type !== "radio") return true;
        if (groups.has(one.name) || ![...document.getElementsByName(one.name)].some((other) => other.checked)) return !groups.has(one.name) && groups.add(one.name);
        return one.checked;
    });
    return { count: __stops.length, ahead };"#;

/// What has the focus: which stop it is, and what is wrong with the way it shows that.
const FOCUSED: &str = r#"
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const name = (one.ariaLabel ?? one.innerText ?? "").trim().slice(0, 40) || one.outerHTML.slice(0, 80);
    const ring = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== "rgba(0, 0, 0, 0)";
    };
    // The ring may be that of what stands for it: a label, a name over a list.
    const seen = [one, one.parentElement, one.parentElement?.parentElement].some((element) => element && ring(element));
    const wrong = [];
    if (!seen) wrong.push("no ring");
    const target = one.closest("label") ?? (one.matches("select") && getComputedStyle(one).opacity === "0" ? one.parentElement : one);
    const { left, top, right, bottom, width, height } = target.getBoundingClientRect();
    const inView = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 1 && height > 1;
    if (!inView) wrong.push(`out of view at ${Math.round(left)}, ${Math.round(top)}`);
    else {
        // Some part of it is on top: the middle, or near one of the corners.
        const at = (x, y) => [left + width * x, top + height * y];
        const places = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([x, y]) => at(x, y));
        const free = places.some(([x, y]) => {
            const over = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1));
            return over && (target.contains(over) || over.contains(target));
        });
        if (!free) wrong.push("something lies over it");
    }
    return { index: __stops.indexOf(one), name, wrong };"#;

/// Walks by Tab from the top of the page to its end; everything that is wrong.
async fn walk(page: &Page, what: &str) -> Result<Vec<String>> {
    // From the very top, wherever the page has put the focus (a lesson begins at its heading).
    let top = "const top = document.createElement('a'); top.tabIndex = -1; document.body.prepend(top); top.focus(); top.remove()";
    page.js(top, &[]).await?;
    let stops = page.js(STOPS, &[]).await?;
    let count = stops["count"].as_u64().context("a count")? as usize;
    let mut wrong: Vec<String> = Vec::new();
    if stops["ahead"] != json!([]) {
        wrong.push(format!("{what}: these come before what stands before them: {}", stops["ahead"]));
    }
    let mut reached = vec![false; count];
    let mut last = -1;
    for _ in 0..count + 12 {
        page.keys(Key::Tab).await?;
        let mut focused = page.js(FOCUSED, &[]).await?;
        // A figure that comes into view with the focus is laid out a moment later.
        if focused["wrong"].as_array().is_some_and(|wrong| !wrong.is_empty()) {
            page.pause(600).await;
            focused = page.js(FOCUSED, &[]).await?;
        }
        if focused == Value::Null {
            break;
        }
        let (index, name) = (focused["index"].as_i64().unwrap_or(-1), focused["name"].as_str().unwrap_or_default());
        if index >= 0 {
            if reached[index as usize] {
                break;
            }
            reached[index as usize] = true;
            if index < last {
                wrong.push(format!("{what}: `{name}` comes after what follows it"));
            }
            last = index;
        }
        for fault in focused["wrong"].as_array().into_iter().flatten() {
            wrong.push(format!("{what}: `{name}`: {}", fault.as_str().unwrap_or_default()));
        }
    }
    let missed =
        "return __stops.filter((_, i) => !arguments[0][i]).filter((one) => one.isConnected && one.checkVisibility())
        .map((one) => one.outerHTML.slice(0, 120))";
    let missed = page.js(missed, &[json!(reached)]).await?;
    if missed != json!([]) {
        wrong.push(format!("{what}: Tab does not reach {missed}"));
    }
    Ok(wrong)
}

const PAGES: [(&str, &str); 7] = [
    ("the race", "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60"),
    ("the maps", "surface=himmelblau&run=adam,lr:0.3&at=20&view=basins"),
    ("the averages", "page=averages"),
    ("the course", "page=lessons"),
    ("a lesson", "page=lessons/momentum"),
    ("slides", "page=slides&slide=title=First%26surface=saddle%26at=7&slide=surface=himmelblau%26at=80"),
    ("an embed", "surface=ravine&run=adam,lr:0.5&at=5&embed=1"),
];

async fn open(page: &Page, hash: &str) -> Result<()> {
    page.go(hash).await?;
    page.wait_until_ready().await?;
    page.pause(900).await;
    Ok(())
}

/// On every page, Tab reaches everything and the focus is seen.
fn walk_all(options: Options) -> Result<()> {
    with_page("embed=1", Options { reduced_motion: true, ..options }, async |page| {
        let mut wrong = Vec::new();
        for (what, hash) in PAGES {
            open(page, hash).await?;
            wrong.extend(walk(page, what).await?);
        }
        ensure!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    })
}

#[test]
fn tab_reaches_everything_and_the_focus_is_seen() -> Result<()> {
    walk_all(Options::sized(1440, 900))
}

#[test]
fn so_it_does_in_a_narrow_window() -> Result<()> {
    walk_all(Options { lang: Lang::Zh, ..Options::sized(390, 844) })
}

/// DESIGN: bar, handle, plates, transport, scrubber, runs, inspector.
#[test]
fn the_order_is_that_of_the_design() -> Result<()> {
    with_page(PAGES[0].1, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        page.laid_out().await?;
        let script = "const order = ['.bar .end button:enabled', '.handle', '.plate.tl button', '.plate.tr button', '.transport button', '#scrub', '.run select', '.add']
                .map((one) => document.querySelector(one));
            return order.slice(1).map((one, i) => !one || !(order[i].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ? one?.outerHTML ?? `the ${i}th is missing` : null).filter(Boolean)";
        let wrong = page.js(script, &[]).await?;
        ensure!(wrong == json!([]), "too early: {wrong}");
        Ok(())
    })
}

#[test]
fn everything_that_opens_holds_the_keyboard_and_gives_it_back() -> Result<()> {
    with_page(PAGES[0].1, Options { reduced_motion: true, ..Options::sized(1440, 900) }, async |page| {
        page.find("slider", "Step").await?;
        page.laid_out().await?;
        let mut wrong = Vec::new();
        for name in
            ["Surface: Ravine", "No noise", "Arrows", "Rates: own", "My scenes", "Help", "Share", "Add optimizer"]
        {
            let opener = page.find("button", name).await?;
            opener.keys(Key::Enter).await?;
            page.find("dialog", Name::Any).await?;
            let inside = async || -> Result<bool> {
                Ok(page.js("return document.activeElement.closest('[role=dialog]') !== null", &[]).await?
                    == json!(true))
            };
            page.wait_until(&format!("{name}: the focus goes in"), inside).await?;
            // All that is inside can be seen when it has the focus.
            page.js(STOPS, &[]).await?;
            for _ in 0..12 {
                page.keys(Key::Tab).await?;
                if !inside().await? {
                    break;
                }
                let focused = page.js(FOCUSED, &[]).await?;
                for fault in focused["wrong"].as_array().into_iter().flatten() {
                    wrong.push(format!("{name}: {}: {fault}", focused["name"]));
                }
            }
            // A popover may be left by Tab; a dialog keeps the keyboard.
            if !inside().await? {
                opener.focus().await?;
            }
            if page.has("dialog", Name::Any).await? {
                page.keys(Key::Escape).await?;
            }
            page.wait_until(&format!("{name}: Esc closes it"), async || Ok(!page.has("dialog", Name::Any).await?))
                .await?;
            // Once more, and back by Esc alone.
            opener.keys(Key::Enter).await?;
            page.find("dialog", Name::Any).await?;
            page.wait_until(&format!("{name}: the focus goes in"), inside).await?;
            page.keys(Key::Escape).await?;
            page.wait_until(&format!("{name}: the focus comes back"), async || {
                Ok(page.focused().await?.as_deref() == Some(&format!("button {name}")))
            })
            .await?;
        }
        ensure!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    })
}

/// From the first key to the link of another scene, without a pointer.
#[test]
fn a_scene_is_made_without_a_pointer() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&at=20", Options::default(), async |page| {
        page.wait_for_step(20.0).await?;
        page.blur().await?;
        // Another surface.
        page.keys("s").await?;
        page.find("dialog", Name::Any).await?.find("searchbox", Name::Any).await?.keys("beale").await?;
        page.keys(Key::Tab).await?;
        page.wait_until("a surface has the focus", async || {
            let focused = page.focused().await?.unwrap_or_default();
            if !focused.contains("Beale") {
                page.keys(Key::Tab).await?;
            }
            Ok(focused.contains("Beale"))
        })
        .await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("surface=beale").await?;
        page.keys(Key::Escape).await?;
        page.wait_until("the choice closes", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
        // Another optimizer.
        page.blur().await?;
        page.keys("a").await?;
        page.find("dialog", Name::Any).await?;
        page.keys("lion").await?;
        page.wait_until("the one that is looked for has the focus", async || {
            let focused = page.focused().await?.unwrap_or_default();
            if !focused.starts_with("button Lion") {
                page.keys(Key::Tab).await?;
            }
            Ok(focused.starts_with("button Lion"))
        })
        .await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("run=lion").await?;
        // The start, a rate, the play-head.
        let link = page.hash().await?;
        page.find("button", "Starting point").await?.keys(Key::Right + Key::Up).await?;
        let link = page.wait_for_another_link(&link).await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.keys(Key::Left).await?;
        page.wait_for_another_link(&link).await?;
        page.find("slider", "Step").await?.keys(Key::Home).await?;
        page.wait_for_step(0.0).await?;
        // The maps, by their tab.
        page.find("tab", "Runs").await?.keys(Key::Right).await?;
        page.wait_until("the maps are shown", async || {
            if !page.has("tabpanel", "Maps").await? && page.focused().await?.as_deref() == Some("tab Maps") {
                page.keys(Key::Enter).await?;
            }
            page.has("tabpanel", "Maps").await
        })
        .await?;
        page.wait_for_link("view=").await
    })
}
