//! What a browser refuses or takes away: storage, the clipboard, frames of a tab asleep, the pixels of a canvas.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Name, Options, broken, with_page};
use serde_json::json;

const SCENE: &str = "surface=beale&run=adam,lr:0.1&run=sgd,lr:0.01&at=12";

const BLOCKED: &str =
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } });
    Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError') } });";
const FULL: &str = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };";

#[test]
fn blocked_or_full_storage_costs_only_what_would_be_kept() -> Result<()> {
    for script in [BLOCKED, FULL] {
        broken(script, SCENE, Options::default(), async |page| {
            page.wait_for_step(12.0).await?;
            // Settings last as long as the page.
            page.find("button", Name::Starts("Theme")).await?.click().await?;
            page.wait_until("it is dark", async || {
                Ok(page.js("return document.documentElement.dataset.theme", &[]).await? == json!("dark"))
            })
            .await?;
            page.find("button", "My scenes").await?.click().await?;
            let dialog = page.find("dialog", "My scenes").await?;
            dialog.find("button", Name::Starts("Keep")).await?.click().await?;
            page.wait_until("it is said that nothing can be kept", async || {
                Ok(page.words().await?.contains("keeps nothing"))
            })
            .await?;
            page.keys(Key::Escape).await?;
            page.set_hash("page=averages").await?;
            page.find("slider", Name::Starts("Days")).await?;
            let theme = page.js("return document.documentElement.dataset.theme", &[]).await?;
            ensure!(theme == json!("dark"), "the other program knows the theme: {theme}");
            ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
            Ok(())
        })
        .with_context(|| script.to_owned())?;
    }
    broken(BLOCKED, "surface=beale&embed=1&at=3", Options::sized(640, 420), async |page| {
        page.wait_for_step(3.0).await?;
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected() -> Result<()> {
    let refuse = "if (navigator.clipboard) navigator.clipboard.writeText = async () => { throw new DOMException('denied', 'NotAllowedError') };";
    broken(refuse, SCENE, Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.find("button", "Share").await?.click().await?;
        let dialog = page.find("dialog", "Share this view").await?;
        dialog.find("button", "Copy").await?.click().await?;
        dialog.find("button", "Selected: press Ctrl+C").await?;
        let selected = page.js("return getSelection().toString()", &[]).await?;
        ensure!(selected.as_str().is_some_and(|text| text.ends_with(SCENE)), "{selected}");
        page.keys(Key::Escape).await?;
        // A run, by its own button.
        page.hears().await?;
        let card = page.find("group", "SGD").await?;
        card.open_more().await?;
        card.find("button", "Copy as text").await?.click().await?;
        page.wait_until("it is said", async || Ok(page.words().await?.contains("Not allowed here"))).await
    })
}

/// Animation frames come only while the tab is awake; the clock goes on.
const SLEEP: &str = "window.asleep = false; window.late = 0; const waiting = [];
    const frame = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback => frame(now => asleep ? waiting.push(callback) : callback(now + late));
    window.wake = hours => { asleep = false; late += hours * 3600000; waiting.splice(0).forEach(callback => requestAnimationFrame(callback)) };";

#[test]
fn a_tab_that_slept_goes_on_where_it_was() -> Result<()> {
    broken(SLEEP, "surface=ravine&steps=5000&run=adam,lr:0.001", Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
        page.js("asleep = true", &[]).await?;
        page.pause(300).await;
        let before = page.step().await?;
        page.pause(1500).await;
        ensure!(page.step().await? == before, "nothing moves");
        page.js("wake(9)", &[]).await?;
        page.wait_until("it goes on", async || Ok(page.step().await? > before)).await?;
        let after = page.step().await?;
        ensure!(after < before + 60.0, "it does not jump: from {before} to {after}");
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

#[test]
fn what_a_browser_takes_from_a_canvas_is_drawn_again() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.settled_pictures().await?;
        let before = page.picture().await?;
        // Even the same width empties a canvas.
        let take = "for (const canvas of document.querySelectorAll('#land, #loss')) canvas.width = canvas.width";
        page.js(take, &[]).await?;
        page.wait_until("it is taken", async || Ok(page.picture().await? != before)).await?;
        let give = "for (const canvas of document.querySelectorAll('#land, #loss'))
            canvas.dispatchEvent(new Event('contextrestored'))";
        page.js(give, &[]).await?;
        page.wait_until("all is as it was", async || Ok(page.picture().await? == before)).await
    })
}

/// The same on every other page that draws.
#[test]
fn canvases_of_other_pages_are_drawn_again_too() -> Result<()> {
    for scene in [
        "page=averages",
        "page=lessons/momentum",
        "tab=maps&surface=himmelblau&view=basins",
        "embed=1&run=adam,lr:0.12&at=60",
    ] {
        with_page(scene, Options { reduced_motion: true, ..Options::default() }, async |page| {
            let pictures = async || {
                // A lesson draws its figures when they come into sight.
                let script = "const all = [...document.querySelectorAll('canvas')];
                    all[0]?.scrollIntoView({ block: 'center' });
                    return all.map((canvas) => canvas.toDataURL())";
                page.js(script, &[]).await
            };
            let last = std::cell::RefCell::new(serde_json::Value::Null);
            page.wait_until("the pictures stand still", async || {
                page.pause(400).await;
                let now = pictures().await?;
                // An empty canvas of any size is written in less.
                let full = |picture: &serde_json::Value| picture.as_str().is_some_and(|data| data.len() > 6000);
                let drawn = now.as_array().is_some_and(|all| all.iter().any(full));
                Ok(last.replace(now.clone()) == now && drawn)
            })
            .await?;
            let before = last.into_inner();
            let take = "for (const canvas of document.querySelectorAll('canvas')) canvas.width = canvas.width";
            page.js(take, &[]).await?;
            ensure!(pictures().await? != before, "{scene}: it is taken");
            page.js("document.querySelector('canvas').dispatchEvent(new Event('contextrestored'))", &[]).await?;
            page.wait_until("all is as it was", async || Ok(pictures().await? == before)).await
        })?;
    }
    Ok(())
}
