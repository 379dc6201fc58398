//! What a run may have around its method: a schedule with its curve, clipped gradients, look-ahead.

use anyhow::{Context, Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Key, Name, Options, with_page};

#[test]
fn a_schedule_is_chosen_drawn_and_dragged() -> Result<()> {
    with_page("run=sgd,lr:0.01&at=60", Options::sized(1440, 900), async |page| {
        let card = page.find("group", "SGD").await?;
        card.open_more().await?;
        card.find("combobox", "Schedule").await?.choose("Step decay").await?;
        page.wait_for_link("schedule:step_decay").await?;
        let curve = card.find("img", Name::Starts("The rate goes from 0.01")).await?;
        curve.element.scroll_into_view().await?;
        let place = curve.area().await?;
        // Up: a larger rate. Sideways: the first share of the schedule.
        page.drag(place.at(0.5, 0.8), place.at(0.5, -0.4)).await?;
        let rate = async || -> Result<f64> {
            let scene = Scene::read(&page.hash().await?).scene;
            Ok(scene.runs.first().context("a run")?.lr())
        };
        page.wait_until("the rate grows", async || Ok(rate().await? > 0.015)).await?;
        let place = card.find("img", Name::Starts("The rate goes from")).await?.area().await?;
        page.drag(place.at(0.3, 0.5), place.at(0.5, 0.5)).await?;
        page.wait_for_link("schedule.step_fraction:").await?;
        card.find("combobox", "Schedule").await?.choose("Constant").await?;
        page.wait_until("the schedule is gone", async || Ok(!page.hash().await?.contains("schedule"))).await
    })
}

#[test]
fn gradients_are_clipped_and_the_point_looks_back() -> Result<()> {
    with_page("run=sgd,lr:0.01&at=60", Options::sized(1440, 900), async |page| {
        let card = page.find("group", "SGD").await?;
        card.open_more().await?;
        let before = page.settled_pictures().await?;
        for (field, typed, written) in [
            ("Longest gradient, exact value", "1", "clip_norm:1"),
            ("Largest component, exact value", "0.5", "clip_value:0.5"),
            ("Look back every, exact value", "5", "lookahead:5"),
        ] {
            card.find("spinbutton", field).await?.type_over(typed).await?;
            page.keys(Key::Enter).await?;
            page.wait_for_link(written).await?;
        }
        ensure!(page.settled_pictures().await?[0] != before[0], "the path is another");
        card.find("spinbutton", "Longest gradient, exact value").await?.type_over("none").await?;
        page.keys(Key::Enter).await?;
        page.wait_until("the limit is gone", async || Ok(!page.hash().await?.contains("clip_norm"))).await
    })
}
