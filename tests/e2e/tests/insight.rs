//! What a step goes by, on the page: the switches at the landscape, the chart's menu and scale, the sentences.

use anyhow::{Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Key, Name, Options, Page, with_page};

const SCENE: &str = "run=adam,lr:0.12&run=sgd,lr:0.013&run=momentum,lr:0.055&at=20";

fn desktop() -> Options {
    Options::sized(1440, 900)
}

/// The names of the switches in the menu of arrows.
async fn switches(page: &Page) -> Result<Vec<String>> {
    page.find("button", "Arrows").await?.click().await?;
    let menu = page.find("dialog", "Arrows").await?;
    let names = menu.find_all("switch", Name::Any).await?.into_iter().map(|switch| switch.name).collect();
    page.keys(Key::Escape).await?;
    page.wait_until("Esc closes it", async || Ok(!page.has("dialog", "Arrows").await?)).await?;
    Ok(names)
}

#[test]
fn switches_are_those_of_the_selected_method() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        let always = ["Downhill (−g)", "Velocity (m)", "Next step, true length", "Curvature (κ)"];
        let field = "Slope field (−g everywhere)";
        let all = [&always[..], &["Second moment", "Momentum trail", field]].concat();
        ensure!(switches(page).await? == all, "Adam has everything: {:?}", switches(page).await?);
        page.set_hash(&format!("{SCENE}&select=1")).await?;
        page.wait_until("SGD has neither", async || Ok(switches(page).await? == [&always[..], &[field]].concat()))
            .await?;
        page.set_hash(&format!("{SCENE}&select=2")).await?;
        let moving = [&always[..], &["Momentum trail", field]].concat();
        page.wait_until("momentum has no second moment", async || Ok(switches(page).await? == moving)).await?;
        page.set_hash(&format!("{SCENE}&select=2&view=3d")).await?;
        let risen = [&always[..], &["Momentum trail"]].concat();
        page.wait_until("no field in three dimensions", async || Ok(switches(page).await? == risen)).await
    })
}

#[test]
fn each_switch_draws_something_and_takes_it_back() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        let before = page.settled_pictures().await?;
        page.find("button", "Arrows").await?.click().await?;
        for name in ["Curvature (κ)", "Second moment", "Momentum trail", "Slope field (−g everywhere)"] {
            let switch = page.find("switch", name).await?;
            switch.click().await?;
            let with = page.settled_pictures().await?;
            ensure!(with[0] != before[0], "{name} draws nothing");
            ensure!(with[1] == before[1], "{name} changes the chart");
            switch.click().await?;
            let without = page.settled_pictures().await?;
            ensure!(without[0] == before[0], "{name} stays");
        }
        Ok(())
    })
}

#[test]
fn the_chart_shows_what_is_chosen_and_the_link_keeps_it() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        let before = page.settled_pictures().await?;
        let menu = page.find("combobox", "Chart").await?;
        menu.choose("effective rate α/√v").await?;
        page.wait_for_link("chart=effective_rate").await?;
        let log = page.settled_pictures().await?;
        ensure!(log[1] != before[1] && log[0] == before[0], "the chart is another, the landscape is not");
        page.find("img", Name::Starts("effective rate of Adam against the step, logarithmic scale")).await?;
        let scale = page.find("switch", "Log scale").await?;
        scale.focus().await?;
        page.keys(" ").await?;
        page.wait_for_link("chart=effective_rate,linear").await?;
        ensure!(page.settled_pictures().await?[1] != log[1], "the scale is another");
        page.find("img", Name::Starts("effective rate of Adam against the step, linear scale")).await?;
        // Both changes are undone one by one.
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("a log scale again", async || Ok(page.hash().await?.ends_with("chart=effective_rate&at=20")))
            .await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("the losses again", async || Ok(!page.hash().await?.contains("chart="))).await?;
        ensure!(page.settled_pictures().await? == before, "as it was");
        Ok(())
    })
}

#[test]
fn a_link_brings_its_chart_and_a_run_without_the_quantity_shows_the_losses() -> Result<()> {
    let link = format!("{SCENE}&chart=corrected_velocity,linear");
    with_page(&link, desktop(), async |page| {
        page.find("img", Name::Starts("velocity of Adam against the step, linear scale")).await?;
        page.find("group", "SGD").await?.click().await?;
        page.find("img", Name::Starts("Loss of each run against the step, linear scale")).await?;
        let chart = Scene::read(&page.hash().await?).scene.chart;
        ensure!(chart.what.id() == "corrected_velocity", "what was asked for stays asked for");
        page.find("group", "Adam").await?.click().await?;
        page.find("img", Name::Starts("velocity of Adam")).await?;
        Ok(())
    })
}

#[test]
fn the_inspector_speaks_of_every_kind_of_method() -> Result<()> {
    for (scene, said) in [
        ("surface=himmelblau&start=-3,-1&run=nelder_mead,lr:0.8&at=3", "corner"),
        ("surface=saddle&start=1,0.1&run=newton&at=0", "climbs"),
        ("run=gd_line_search&at=2", "search direction"),
        ("run=sign_sgd,lr:0.01&at=2", "Only the signs count"),
        ("run=dog&at=2", "distance"),
        ("run=sgd,lr:0.01,clip_norm:1&noise=gaussian,sigma:0.5&at=2", "Clipping shortens"),
    ] {
        with_page(scene, desktop(), async |page| {
            let text = page.find("region", "Selected run at this step").await?.content().await?;
            ensure!(text.contains(said), "{scene}: {text}");
            Ok(())
        })?;
    }
    Ok(())
}
