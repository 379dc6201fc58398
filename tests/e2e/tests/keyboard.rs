//! The page without a pointer: the keys of the contract.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Name, Options, Page, with_page};

const PAUSED: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

async fn hidden(page: &Page) -> Result<usize> {
    Ok(page.hash().await?.matches("hidden:1").count())
}

#[test]
fn keys_move_the_play_head() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.blur().await?;
        page.keys(Key::Right).await?;
        page.wait_for_step(61.0).await?;
        page.keys(Key::Left + Key::Left).await?;
        page.wait_for_step(59.0).await?;
        page.shift(Key::Right).await?;
        page.wait_for_step(69.0).await?;
        page.shift(Key::Left).await?;
        page.wait_for_step(59.0).await?;
        page.keys(Key::End).await?;
        page.wait_for_step(200.0).await?;
        page.keys(Key::Home).await?;
        page.wait_for_step(0.0).await?;
        page.keys(" ").await?;
        page.find("button", "Pause").await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 2.0)).await?;
        page.keys(" ").await?;
        page.find("button", "Play").await?;
        Ok(())
    })
}

#[test]
fn digits_isolate_a_run() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.blur().await?;
        page.keys("1").await?;
        page.wait_until("the other run is hidden", async || Ok(hidden(page).await? == 1)).await?;
        page.keys("1").await?;
        page.wait_until("all are shown again", async || Ok(hidden(page).await? == 0)).await
    })
}

#[test]
fn letters_open_and_escape_closes() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        for (key, dialog) in [("s", "Choose a surface"), ("a", "Add optimizer"), ("?", "Keys and help")] {
            page.blur().await?;
            page.keys(key).await?;
            page.find("dialog", dialog).await.with_context(|| format!("after {key}"))?;
            page.keys(Key::Escape).await?;
            let closed = async || Ok(!page.has("dialog", Name::Any).await?);
            page.wait_until(&format!("Esc closes {dialog}"), closed).await?;
        }
        Ok(())
    })
}

#[test]
fn presentation_by_key() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        for key in ["p", "f"] {
            page.blur().await?;
            let before = page.settled_pictures().await?;
            page.keys(key).await?;
            page.wait_until("the landscape grows", async || Ok(page.pictures().await?[0] != before[0])).await?;
            page.keys(Key::Escape).await?;
            page.wait_until("Esc brings everything back", async || Ok(page.pictures().await?[0] == before[0])).await?;
        }
        Ok(())
    })
}

#[test]
fn a_focused_control_keeps_its_own_keys() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        let link = page.hash().await?;
        let rate = page.find("group", "Adam").await?.find("slider", "Learning rate").await?;
        rate.keys(Key::Right).await?;
        page.wait_until("the arrow moves the focused slider", async || Ok(page.hash().await? != link)).await?;
        ensure!(page.step().await? == 60.0, "and not the play-head");
        let forward = page.find("button", "Step forward").await?;
        forward.keys(" ").await?;
        page.wait_for_step(61.0).await?;
        page.find("button", "Play").await?;
        Ok(())
    })
}

#[test]
fn letters_in_a_closed_list_look_for_an_entry() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.find("group", "SGD").await?.find("combobox", "Algorithm").await?.focus().await?;
        for key in ["s", "a"] {
            page.keys(key).await?;
            page.pause(500).await;
            ensure!(!page.has("dialog", Name::Any).await?, "{key} opened a dialog");
        }
        Ok(())
    })
}
