//! Undo and redo of every kind of change; Back and Forward of the browser.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, Key, Name, Options, Page, only_in, with_page};

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

/// Makes a change, takes it back and makes it again; the link tells. Leaves it taken back.
async fn back_and_forth(page: &Page, what: &str, change: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
    let before = page.hash().await?;
    let told = async || -> Result<()> {
        change().await?;
        let after = page.wait_for_another_link(&before).await?;
        // A drag writes more than once: what counts is where it ends.
        page.pause(350).await;
        let after = if page.hash().await? == after { after } else { page.hash().await? };
        page.blur().await?;
        page.undo().await?;
        page.wait_until("it is undone", async || Ok(page.hash().await? == before)).await?;
        page.redo().await?;
        page.wait_until("it is done again", async || Ok(page.hash().await? == after)).await?;
        page.undo().await?;
        page.wait_until("it is undone again", async || Ok(page.hash().await? == before)).await
    };
    let done = told().await;
    let now = page.hash().await.unwrap_or_default();
    done.with_context(|| format!("{what}; before {before}, now {now}"))
}

#[test]
fn changes_of_a_run_are_undone() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        let adam = async || page.find("group", "Adam").await;
        back_and_forth(page, "a slider", async || {
            adam().await?.find("slider", "Learning rate").await?.slide_to(0.3).await
        })
        .await?;
        back_and_forth(page, "a typed number", async || {
            adam().await?.find("spinbutton", Name::Starts("Learning rate")).await?.type_over("0.25").await?;
            page.keys(Key::Enter).await
        })
        .await?;
        back_and_forth(page, "another algorithm", async || {
            adam().await?.find("combobox", "Algorithm").await?.choose("AdaGrad").await
        })
        .await?;
        adam().await?.open_more().await?;
        back_and_forth(page, "a switch", async || adam().await?.find("switch", "Bias correction").await?.click().await)
            .await?;
        back_and_forth(page, "hiding", async || adam().await?.find("button", "Hide").await?.click().await).await?;
        back_and_forth(page, "moving", async || {
            adam().await?.open_more().await?;
            adam().await?.find("button", "Move down").await?.click().await
        })
        .await?;
        for name in ["Duplicate", "Remove"] {
            back_and_forth(page, name, async || {
                adam().await?.open_more().await?;
                adam().await?.find("button", name).await?.click().await
            })
            .await?;
        }
        ensure!(page.step().await? == 60.0, "undo leaves the step alone");
        Ok(())
    })
}

#[test]
fn changes_of_the_scene_are_undone() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        back_and_forth(page, "the start, dragged", async || {
            let (x, y) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
            page.drag((x, y), (x + 50.0, y - 20.0)).await
        })
        .await?;
        back_and_forth(page, "the start, by key", async || {
            page.find("button", "Starting point").await?.keys(Key::Right).await
        })
        .await?;
        back_and_forth(page, "the view", async || page.find("button", "Zoom in").await?.click().await).await?;
        back_and_forth(page, "adding", async || {
            page.find("button", "Add optimizer").await?.click().await?;
            page.find("dialog", Name::Any).await?.find("button", Name::Starts("RMSProp")).await?.click().await
        })
        .await?;
        // Undoing has left the focus in a list, whose letters and digits are its own.
        back_and_forth(page, "isolating", async || {
            page.blur().await?;
            page.keys("2").await
        })
        .await?;
        back_and_forth(page, "another surface", async || {
            page.find("button", Name::Starts("Surface")).await?.click().await?;
            page.find("radio", "Himmelblau").await?.click().await?;
            page.keys(Key::Escape).await
        })
        .await?;
        ensure!(page.step().await? == 60.0, "undo leaves the step alone");
        Ok(())
    })
}

#[test]
fn the_buttons_undo_and_redo() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        for name in ["Undo", "Redo"] {
            let button = page.find("button", name).await?;
            ensure!(!button.element.is_enabled().await?, "at first there is nothing to {name}");
        }
        let link = page.hash().await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.3).await?;
        let changed = page.wait_for_another_link(&link).await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("undone", async || Ok(page.hash().await? == link)).await?;
        page.point_at((700.0, 20.0)).await?;
        ensure!(page.settled_pictures().await?[..2] == before[..2], "the pictures are as before");
        ensure!(!page.find("button", "Undo").await?.element.is_enabled().await?, "nothing is left to undo");
        page.find("button", "Redo").await?.click().await?;
        page.wait_until("done again", async || Ok(page.hash().await? == changed)).await?;
        // A new change ends the future.
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("undone", async || Ok(page.hash().await? == link)).await?;
        page.find("group", "SGD").await?.find("slider", "Learning rate").await?.set_part(0.6).await?;
        page.wait_for_another_link(&link).await?;
        ensure!(!page.find("button", "Redo").await?.element.is_enabled().await?, "a new change leaves nothing to redo");
        Ok(())
    })
}

#[test]
fn a_drag_is_one_change() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let link = page.hash().await?;
        let slider = page.find("group", "Adam").await?.find("slider", "Learning rate").await?;
        for part in [0.6, 0.5, 0.4, 0.3, 0.35] {
            slider.set_part(part).await?;
        }
        page.wait_for_another_link(&link).await?;
        page.blur().await?;
        page.undo().await?;
        page.wait_until("one undo takes the whole drag back", async || Ok(page.hash().await? == link)).await
    })
}

#[test]
fn ctrl_z_in_a_field_belongs_to_the_field() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let link = page.hash().await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.3).await?;
        let changed = page.wait_for_another_link(&link).await?;
        page.find("group", "Adam").await?.find("spinbutton", Name::Starts("Momentum β₁")).await?.focus().await?;
        page.keys("0").await?;
        page.undo().await?;
        page.pause(500).await;
        ensure!(page.hash().await? == changed, "Ctrl+Z while typing undid the slider: {}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn back_and_forward_bring_scenes_as_they_were_left() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        only_in(&[Engine::Chromium, Engine::Firefox], "WebKit goes back past pages that no person has touched")?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.3).await?;
        let first = page.wait_for_another_link(TWO).await?;
        page.set_hash("surface=saddle&run=sgd,lr:0.1&steps=50&at=7").await?;
        page.wait_for_runs(&["SGD"]).await?;
        page.wait_for_step(7.0).await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_link("at=8").await?;
        page.driver().back().await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.wait_for_step(60.0).await?;
        ensure!(page.hash().await? == first, "Back brings the first scene as it was left: {}", page.hash().await?);
        page.driver().forward().await?;
        page.wait_for_runs(&["SGD"]).await?;
        page.wait_for_step(8.0).await?;
        ensure!(page.find("button", Name::Starts("Surface")).await?.name.contains("Saddle"), "and Forward the second");
        Ok(())
    })
}
