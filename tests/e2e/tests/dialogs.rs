//! What opens over the page: sharing, help, the picker of surfaces; the focus goes in, stays in and comes back.

use anyhow::{Context, Result, ensure};
use downhill::core::surfaces::SURFACES;
use downhill::scene::{MAX_SAVED, Saved, Scene, to_json};
use downhill::text::{Lang as Text, surface_name};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};
use serde_json::Value;

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

/// Whether what has the focus lies in a dialog.
async fn focus_is_inside(page: &Page) -> Result<bool> {
    let script = "return document.activeElement.closest('[role=dialog]') !== null";
    Ok(page.js(script, &[]).await? == Value::Bool(true))
}

async fn no_dialog(page: &Page) -> Result<()> {
    page.wait_until("no dialog is open", async || Ok(!page.has("dialog", Name::Any).await?)).await
}

#[test]
fn dialogs_hold_the_focus_and_give_it_back() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        for name in ["Share", "Add optimizer", "Help"] {
            let opener = page.find("button", name).await?;
            opener.keys(Key::Enter).await?;
            let dialog = page.find("dialog", Name::Any).await?;
            ensure!(dialog.attribute("aria-modal").await?.as_deref() == Some("true"), "{name} is modal");
            page.wait_until("the focus goes in", async || focus_is_inside(page).await).await?;
            for _ in 0..14 {
                page.keys(Key::Tab).await?;
                ensure!(focus_is_inside(page).await?, "{name}: Tab leads out to {:?}", page.focused().await?);
            }
            for _ in 0..14 {
                page.shift(Key::Tab).await?;
                ensure!(focus_is_inside(page).await?, "{name}: Shift+Tab leads out to {:?}", page.focused().await?);
            }
            page.keys(Key::Escape).await?;
            no_dialog(page).await?;
            page.wait_until(&format!("the focus is back on {name}"), async || {
                Ok(page.focused().await?.as_deref() == Some(&format!("button {name}")))
            })
            .await?;
            // Keys of the page work again.
            ensure!(page.step().await? == 60.0, "nothing happened behind the dialog");
            // Its own button and a press beside it close it too.
            opener.click().await?;
            page.find("dialog", Name::Any).await?.find("button", "Close").await?.click().await?;
            no_dialog(page).await?;
            opener.click().await?;
            page.find("dialog", Name::Any).await?;
            page.click_at(8.0, 700.0).await?;
            no_dialog(page).await?;
        }
        Ok(())
    })
}

#[test]
fn the_shared_link_is_the_address() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.6).await?;
        page.wait_for_another_link(TWO).await?;
        page.find("button", "Share").await?.click().await?;
        let link = page.find("textbox", "Link").await?;
        ensure!(link.value().await? == page.url().await?, "{} is not {}", link.value().await?, page.url().await?);
        page.find("combobox", "Language").await?.choose("English").await?;
        page.find("combobox", "Theme").await?.choose("light").await?;
        page.wait_until("the link asks for them", async || {
            let text = link.value().await?;
            Ok(text.contains("lang=en") && text.contains("theme=light"))
        })
        .await?;
        let fixed = link.value().await?;
        page.keys(Key::Escape).await?;
        no_dialog(page).await?;
        ensure!(!page.hash().await?.contains("lang="), "the reader's own address does not ask: {}", page.hash().await?);
        let before = page.settled_pictures().await?;
        page.set_hash(fixed.split_once('#').context("a link has a scene")?.1).await?;
        page.wait_until("that scene is shown", async || Ok(page.hash().await?.contains("lang=en"))).await?;
        ensure!(page.settled_pictures().await?[0] == before[0], "the link draws the same picture");
        Ok(())
    })
}

#[test]
fn the_link_can_be_copied() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let permission = serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.cdp("Browser.grantPermissions", permission).await?;
        page.find("button", "Share").await?.click().await?;
        page.find("button", "Copy").await?.click().await?;
        page.find("button", "Copied").await?;
        page.find("button", "Copy").await?;
        let copied = page.js("return navigator.clipboard.readText()", &[]).await?;
        ensure!(copied.as_str() == Some(&page.url().await?), "{copied} is not {}", page.url().await?);
        Ok(())
    })
}

#[test]
fn the_switch_for_single_keys_is_kept() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let flip = async || -> Result<()> {
            page.find("button", "Help").await?.click().await?;
            page.find("switch", "Single keys are shortcuts").await?.click().await?;
            page.keys(Key::Escape).await?;
            no_dialog(page).await?;
            page.blur().await
        };
        flip().await?;
        for key in ["1", "a", "t", "l", "p", "s", "?", "+"] {
            page.keys(key).await?;
        }
        page.pause(400).await;
        ensure!(page.hash().await? == TWO && !page.has("dialog", Name::Any).await?, "a single key did something");
        ensure!(page.html_lang().await? == "en" && page.runs().await?.len() == 2, "a single key did something");
        // It is the reader's own setting: it outlives the page.
        page.go(TWO).await?;
        page.find("slider", "Step").await?;
        page.keys("1").await?;
        page.pause(400).await;
        ensure!(page.hash().await? == TWO, "after opening the page anew single keys work again");
        flip().await?;
        page.keys("1").await?;
        page.wait_for_link("hidden:1").await
    })
}

#[test]
fn help_describes_the_race() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("button", "Help").await?.click().await?;
        let dialog = page.find("dialog", "Keys and help").await?;
        ensure!(!dialog.text().await?.contains("final loss"), "not before it is asked for");
        dialog.find("button", "Describe the race").await?.click().await?;
        page.wait_until("each run is described", async || {
            let words = dialog.text().await?;
            Ok(words.contains("Adam: converged at step") && words.contains("SGD: ") && words.contains("final loss"))
        })
        .await
    })
}

#[test]
fn surfaces_are_chosen_with_arrows_and_seen_first() -> Result<()> {
    for (lang, text, button) in [(Lang::En, Text::En, "Surface: Ravine"), (Lang::Zh, Text::Zh, "曲面：峡谷")] {
        with_page("surface=ravine&at=60", Options { lang, ..Options::sized(1440, 900) }, async |page| {
            page.settled_pictures().await?;
            page.find("button", button).await?.keys(Key::Enter).await?;
            let picker = page.find("dialog", Name::Any).await?;
            let radios = picker.find_all("radio", Name::Any).await?;
            ensure!(radios.len() == SURFACES.len(), "{} of {} surfaces", radios.len(), SURFACES.len());
            for surface in SURFACES {
                picker.find("radio", surface_name(text, surface.id)).await?;
            }
            let mut pictures = std::collections::BTreeSet::new();
            for radio in &radios {
                // Pictures are drawn when they come into sight.
                let script = "arguments[0].scrollIntoView({ block: 'center' });
                    const c = arguments[0].querySelector('canvas');
                    return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size";
                let element = radio.element.to_json()?;
                page.wait_until(&format!("`{}` has colours", radio.name), async || {
                    Ok(page.js(script, std::slice::from_ref(&element)).await?.as_u64().is_some_and(|n| n > 20))
                })
                .await?;
                pictures.insert(radio.pixels().await?);
            }
            // Some differ only in their depth.
            ensure!(pictures.len() + 4 > radios.len(), "thumbnails look alike: {} kinds", pictures.len());
            let chosen = format!("radio {}", surface_name(text, "ravine"));
            page.wait_until("the focus is on the chosen one", async || Ok(page.focused().await? == Some(chosen.clone())))
                .await?;
            let before = page.pictures().await?;
            page.keys(Key::Right).await?;
            page.wait_until("the arrow chooses another", async || {
                let link = page.hash().await?;
                Ok(!link.contains("surface=ravine") && page.pictures().await?[0] != before[0])
            })
            .await?;
            ensure!(page.has("dialog", Name::Any).await?, "choosing leaves the picker open");
            page.keys(Key::Left).await?;
            page.wait_for_link("surface=ravine").await?;
            page.keys(Key::Escape).await?;
            no_dialog(page).await?;
            let back = format!("button {button}");
            page.wait_until("the focus is back on the button", async || Ok(page.focused().await? == Some(back.clone())))
                .await
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn a_surface_s_own_parameter_moves_the_ground() -> Result<()> {
    with_page("surface=rosenbrock&at=60", Options::sized(1440, 900), async |page| {
        let before = page.settled_pictures().await?;
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        let picker = page.find("dialog", "Choose a surface").await?;
        picker.find("slider", "Steepness b").await?.set_part(0.3).await?;
        page.wait_for_link("surface=rosenbrock,b:").await?;
        ensure!(page.settled_pictures().await?[0] != before[0], "the landscape is another");
        Ok(())
    })
}

#[test]
fn a_press_that_begins_inside_closes_nothing() -> Result<()> {
    with_page("at=5", Options::sized(1440, 900), async |page| {
        page.blur().await?;
        page.keys("?").await?;
        let area = page.find("dialog", Name::Any).await?.area().await?;
        page.drag((area.x + 40.0, area.y + 40.0), (10.0, 450.0)).await?;
        page.pause(300).await;
        ensure!(page.has("dialog", Name::Any).await?, "words that are marked close the dialog");
        page.click_at(10.0, 450.0).await?;
        page.wait_until("a press beside it does", async || Ok(!page.has("dialog", Name::Any).await?)).await
    })
}

#[test]
fn what_has_no_room_among_the_kept_scenes_is_said() -> Result<()> {
    with_page("at=5", Options::sized(1440, 900), async |page| {
        let many: Vec<Saved> = (1..=MAX_SAVED).map(|i| Saved::new(&format!("Scene {i}"), &Scene::default())).collect();
        page.js("localStorage.setItem('downhill.scenes', arguments[0])", &[to_json(&many).into()]).await?;
        page.find("button", "My scenes").await?.click().await?;
        let dialog = page.find("dialog", Name::Any).await?;
        dialog.find("button", "Keep this scene").await?.click().await?;
        page.wait_until("it is said", async || Ok(page.words().await?.contains("Only 200 scenes are kept"))).await
    })
}
