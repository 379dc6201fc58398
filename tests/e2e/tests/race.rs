//! The race: play, step and scrub; what a slider changes; what a link restores; what a bad link says.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Name, Options, Page, with_page};

/// Two runs that go on for all 200 steps, paused.
const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=adam,lr:0.05&at=60";

#[test]
fn plays_and_pauses() -> Result<()> {
    with_page("", Options::default(), async |page| {
        let pause = page.find("button", "Pause").await?;
        let first = page.step().await?;
        page.wait_until("the slider Step moves while playing", async || Ok(page.step().await? > first + 3.0)).await?;
        ensure!(!page.hash().await?.contains("at="), "playing never writes `at`");
        pause.click().await?;
        page.find("button", "Play").await?;
        let paused = page.step().await?;
        page.pause(400).await;
        ensure!(page.step().await? == paused, "paused, but the step went on from {paused} to {}", page.step().await?);
        ensure!(paused.fract() == 0.0, "the step is an integer, not {paused}");
        page.wait_for_link(&format!("at={paused}")).await
    })
}

#[test]
fn steps_and_resets() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("button", "Play").await?;
        ensure!(page.step().await? == 60.0, "opens at the step of the link");
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(61.0).await?;
        page.wait_for_link("at=61").await?;
        page.find("button", "Step back").await?.click().await?;
        page.find("button", "Step back").await?.click().await?;
        page.wait_for_step(59.0).await?;
        page.wait_for_link("at=59").await?;
        page.find("button", "Reset").await?.click().await?;
        page.wait_for_step(0.0).await
    })
}

#[test]
fn scrubs_by_value_keyboard_and_pointer() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let slider = page.find("slider", "Step").await?;
        ensure!(slider.attribute("min").await?.as_deref() == Some("0"), "the first step is 0");
        ensure!(slider.attribute("max").await?.as_deref() == Some("200"), "the last step is 200");
        let before = page.settled_pictures().await?;
        slider.set(42).await?;
        page.wait_for_link("at=42").await?;
        ensure!(page.step().await? == 42.0, "the slider stays where it was put");
        ensure!(page.settled_pictures().await?[0] != before[0], "another step is another landscape");
        slider.keys(Key::Right).await?;
        page.wait_for_step(43.0).await?;
        slider.slide_to(0.75).await?;
        page.wait_until("the pointer has moved the slider", async || Ok(page.step().await? > 100.0)).await?;
        let step = page.step().await?;
        page.wait_for_link(&format!("at={step}")).await
    })
}

#[test]
fn a_slider_changes_path_chart_and_link() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        ensure!(before.len() >= 2, "landscape and chart are canvases; found {before:?}");
        let link = page.hash().await?;
        let second = page.find("group", "Adam 2").await?;
        second.find("slider", "Learning rate").await?.set_part(0.8).await?;
        page.wait_until("the link tells the new rate", async || Ok(page.hash().await? != link)).await?;
        let after = page.settled_pictures().await?;
        ensure!(after[0] != before[0], "the landscape did not change");
        ensure!(after[1] != before[1], "the chart did not change");
        let link = page.hash().await?;
        ensure!(link.contains("run=adam,lr:0.5") && !link.contains("lr:0.05&"), "only the second run changed: {link}");
        ensure!(page.step().await? == 60.0, "the step stays");
        Ok(())
    })
}

#[test]
fn each_run_tells_its_status() -> Result<()> {
    let scene = "surface=ravine&run=sgd,lr:0.9&run=sgd,lr:0.0001&run=sgd,lr:1.05&run=sgd,lr:60&at=200";
    with_page(scene, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        let mut statuses = Vec::new();
        for run in page.runs().await? {
            statuses.push(run.status().await?);
        }
        ensure!(statuses.len() == 4, "four runs, {statuses:?}");
        let expected = ["converged at step ", "still going", "left the view", "diverged at step "];
        for (status, expected) in statuses.iter().zip(expected) {
            ensure!(status.starts_with(expected), "expected {expected}, found {statuses:?}");
        }
        Ok(())
    })
}

/// Everything a scene decides, as the page shows it.
async fn shown(page: &Page) -> Result<(String, f64, Vec<String>, Vec<String>)> {
    let mut runs = Vec::new();
    for run in page.runs().await? {
        let rate = run.find("slider", "Learning rate").await?.value().await?;
        runs.push(format!("{} {rate} {}", run.name, run.status().await?));
    }
    let surface = page.find("button", Name::Starts("Surface")).await?.name;
    Ok((surface, page.step().await?, runs, page.settled_pictures().await?))
}

#[test]
fn a_link_restores_the_scene() -> Result<()> {
    let scene = "surface=himmelblau&start=1,-2&steps=90&run=adam,lr:0.3&run=momentum,lr:0.01&run=adam,lr:0.1&at=30";
    with_page(scene, Options::default(), async |page| {
        let (surface, step, runs, _) = shown(page).await?;
        ensure!(surface.contains("Himmelblau"), "the surface is {surface}");
        ensure!(step == 30.0, "paused at {step}");
        ensure!(runs.len() == 3 && runs[2].starts_with("Adam 2"), "runs {runs:?}");
        let slider = page.find("slider", "Step").await?;
        ensure!(slider.attribute("max").await?.as_deref() == Some("90"), "90 steps");
        // Change something by hand, then open the link that came of it.
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.7).await?;
        slider.set(77).await?;
        page.wait_for_link("at=77").await?;
        let before = shown(page).await?;
        let link = page.hash().await?;
        page.go(&link).await?;
        page.wait_for_step(77.0).await?;
        let after = shown(page).await?;
        ensure!(before == after, "\nbefore {before:?}\n after {after:?}\n  link {link}");
        ensure!(page.hash().await? == link, "opening a link does not rewrite it");
        Ok(())
    })
}

#[test]
fn a_new_hash_loads_that_scene() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.set_hash("surface=saddle&run=adam,lr:0.1&steps=50&at=7").await?;
        page.wait_for_step(7.0).await?;
        ensure!(page.runs().await?.len() == 1, "one run");
        page.js("history.back()", &[]).await?;
        page.wait_for_step(60.0).await?;
        ensure!(page.runs().await?.len() == 2, "Back brings the first scene");
        Ok(())
    })
}

#[test]
fn a_press_on_the_loss_chart_seeks() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.settled_pictures().await?;
        let mut pictures = Vec::new();
        for picture in page.find_all("img", Name::Any).await? {
            pictures.push(picture.area().await?);
        }
        pictures.sort_by(|a, b| (b.width * b.height).total_cmp(&(a.width * a.height)));
        let chart = pictures.get(1).context("the chart is the second largest picture")?;
        let (x, y) = chart.at(0.5, 0.5);
        page.click_at(x, y).await?;
        page.wait_until("the middle of the chart is about the middle of the race", async || {
            Ok((80.0..120.0).contains(&page.step().await?))
        })
        .await?;
        page.drag((x, y), chart.at(0.25, 0.5)).await?;
        page.wait_until("dragging goes on", async || Ok(page.step().await? < 70.0)).await
    })
}

#[test]
fn a_number_is_typed_or_dragged() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let group = page.find("group", "Adam").await?;
        let number = group.find("spinbutton", Name::Starts("Learning rate")).await?;
        number.type_over("0.25").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("run=adam,lr:0.25&").await?;
        page.blur().await?;
        let at = group.find("spinbutton", Name::Starts("Learning rate")).await?.area().await?.at(0.5, 0.5);
        page.drag(at, (at.0 - 40.0, at.1)).await?;
        page.wait_until("dragging the number lowers it", async || {
            let link = page.hash().await?;
            let rate = link.split("run=adam,lr:").nth(1).and_then(|rest| rest.split(['&', ',']).next());
            Ok(rate.and_then(|rate| rate.parse::<f64>().ok()).is_some_and(|rate| rate < 0.25))
        })
        .await
    })
}
