//! Tooltips: after a moment's pointing, at once with the keyboard, and never the only place of what they say.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Name, Options, Page, with_page};
use serde_json::json;

const SCENE: &str = "run=adam,lr:0.12&run=sgd,lr:0.013&at=60";
/// Some place of the page where nothing reacts to the pointer.
const AWAY: (f64, f64) = (700.0, 20.0);

async fn says(page: &Page, text: &str) -> Result<bool> {
    Ok(page.words().await?.contains(text))
}

#[test]
fn a_button_tells_its_key_after_a_moment() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        let at = page.find("button", "Play").await?.area().await?.at(0.5, 0.5);
        ensure!(!says(page, "(Space)").await?, "not before it is pointed at");
        page.point_at(at).await?;
        page.wait_until("the tooltip names the key", async || says(page, "(Space)").await).await?;
        page.point_at(AWAY).await?;
        page.wait_until("and goes", async || Ok(!says(page, "(Space)").await?)).await?;
        page.find("button", "Reset").await?.focus().await?;
        page.keys(Key::Tab).await?;
        page.keys(Key::Tab).await?;
        page.wait_until("with the keyboard too", async || says(page, "(Space)").await).await?;
        page.keys(Key::Escape).await?;
        page.wait_until("Esc takes it away", async || Ok(!says(page, "(Space)").await?)).await
    })
}

#[test]
fn a_status_says_what_it_means() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        let script = "const [word] = arguments;
            const status = [...document.querySelectorAll('[role=group] *')].find((e) => !e.children.length && e.textContent.includes(word));
            const { x, y, width, height } = status.getBoundingClientRect();
            return [x + width / 2, y + height / 2]";
        let found = page.js(script, &[json!("still going")]).await?;
        let at = (found[0].as_f64().unwrap_or(0.0), found[1].as_f64().unwrap_or(0.0));
        page.point_at(at).await?;
        page.wait_until("the test and its cost are told", async || {
            Ok(says(page, "Converged means: f is within 10⁻⁴").await? && says(page, "Used 200 gradients").await?)
        })
        .await?;
        let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?.to_string();
        ensure!(tree.contains("Converged means"), "assistive technology is not told what `converged` means");
        Ok(())
    })
}

#[test]
fn a_tooltip_stays_inside_the_window() -> Result<()> {
    with_page(SCENE, Options::sized(1024, 768), async |page| {
        for name in [Name::Is("Help"), Name::Is("Reset"), Name::Is("Undo"), Name::Is("Starting point")] {
            let at = page.find("button", name).await?.area().await?.at(0.5, 0.5);
            page.point_at(at).await?;
            page.pause(550).await;
            let script = "return [...document.querySelectorAll('.tip')].filter((tip) => tip.checkVisibility())
                .map((tip) => tip.getBoundingClientRect()).map((r) => [r.left, r.top, innerWidth - r.right, innerHeight - r.bottom])";
            let found = page.js(script, &[]).await?;
            let inside = |gaps: &serde_json::Value| (0..4).all(|i| gaps[i].as_f64().is_some_and(|gap| gap >= 0.0));
            let tips = found.as_array().map(Vec::as_slice).unwrap_or_default();
            ensure!(!tips.is_empty() && tips.iter().all(inside), "{name:?}: room around the tooltip {found}");
            page.point_at(AWAY).await?;
        }
        Ok(())
    })
}

/// What parameters do comes when it is first asked for.
#[test]
fn a_slider_says_what_its_parameter_does() -> Result<()> {
    const WORDS: &str = "How far a step goes for a given gradient.";
    with_page("run=adam,lr:0.12&at=60", Options::sized(1440, 900), async |page| {
        let (left, middle) = page.find("slider", Name::Starts("Learning rate")).await?.area().await?.at(0.0, 0.5);
        ensure!(!says(page, WORDS).await?, "not before it is asked for");
        // The words stand before the slider.
        page.point_at((left - 60.0, middle)).await?;
        page.wait_until("where it is pointed at", async || says(page, WORDS).await).await?;
        page.point_at(AWAY).await?;
        page.wait_until("and it goes", async || Ok(!says(page, WORDS).await?)).await?;
        page.find("spinbutton", Name::Starts("Learning rate")).await?.focus().await?;
        page.shift(Key::Tab).await?;
        page.wait_until("with the keyboard too", async || says(page, WORDS).await).await?;
        let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?.to_string();
        ensure!(tree.contains(WORDS), "assistive technology is not told what the slider does");
        Ok(())
    })
}
