//! The landscape: its picture, its words, its starting point; and that nothing moves while nothing happens.

use anyhow::{Context, Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Engine, Found, Key, Name, Options, Page, engine, with_page};
use serde_json::json;

const PAUSED: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

/// The landscape: the picture (role `img`) that is a canvas and the largest.
async fn landscape(page: &Page) -> Result<Found<'_>> {
    let mut largest = None;
    for picture in page.find_all("img", Name::Any).await? {
        let area = picture.area().await?;
        let size = area.width * area.height;
        if largest.as_ref().is_none_or(|(other, _)| size > *other) {
            largest = Some((size, picture));
        }
    }
    Ok(largest.context("no element has the role img")?.1)
}

#[test]
fn the_same_link_draws_the_same_pixels() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        let first = page.settled_pictures().await?;
        page.go(PAUSED).await?;
        page.wait_until_ready().await?;
        let second = page.settled_pictures().await?;
        ensure!(first == second, "{first:?} and then {second:?}");
        page.go(&PAUSED.replace("at=60", "at=61")).await?;
        page.wait_until_ready().await?;
        ensure!(page.settled_pictures().await?[0] != first[0], "another step should not look the same");
        Ok(())
    })
}

#[test]
fn the_canvas_has_an_alternative_in_words() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        let canvas = landscape(page).await?;
        let words = canvas.name.to_lowercase();
        for word in ["ravine", "adam"] {
            ensure!(words.contains(word), "`{word}` is not in the canvas's words: {words}");
        }
        canvas.pixels().await.context("the canvas is readable")?;
        Ok(())
    })
}

#[test]
fn the_start_is_dragged() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        let handle = page.find("button", "Starting point").await?;
        let (x, y) = handle.area().await?.at(0.5, 0.5);
        page.drag((x, y), (x + 60.0, y - 40.0)).await?;
        page.wait_for_link("start=").await?;
        let (moved_x, moved_y) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        ensure!(
            (moved_x - x - 60.0).abs() < 3.0 && (moved_y - y + 40.0).abs() < 3.0,
            "the handle follows the pointer: from {x},{y} to {moved_x},{moved_y}"
        );
        ensure!(page.settled_pictures().await?[0] != before[0], "the paths start elsewhere");
        ensure!(page.step().await? == 60.0, "the step stays");
        Ok(())
    })
}

#[test]
fn the_start_is_moved_by_keys() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        page.find("button", "Starting point").await?.keys(Key::Right).await?;
        page.wait_for_link("start=").await?;
        ensure!(page.settled_pictures().await?[0] != before[0], "the paths start elsewhere");
        ensure!(page.step().await? == 60.0, "the key moved the start, not the step");
        Ok(())
    })
}

/// Frames and timers that the page asks for in a second.
async fn asked_in_a_second(page: &Page) -> Result<[u64; 2]> {
    let frames = page.frames().await?;
    let asked = page.timers().await?;
    let timers = page.timers().await?;
    // Asking starts one in WebKit, and in no other engine.
    let own = if engine()? == Engine::WebKit { timers - asked } else { 0 };
    page.pause(1_000).await;
    let timers = page.timers().await? - timers;
    Ok([page.frames().await? - frames, timers.saturating_sub(own)])
}

#[test]
fn a_paused_page_is_idle() -> Result<()> {
    with_page(PAUSED, Options::default(), async |page| {
        page.settled_pictures().await?;
        page.pause(1_000).await;
        let asked = asked_in_a_second(page).await?;
        // What is loaded when the page has settled comes once, after four seconds: a slow engine may be there by now.
        let late = page.js("return performance.now() > 3900", &[]).await? == json!(true);
        ensure!(late || asked == [0, 0], "{asked:?} frames and timers were asked for in a second");
        page.wait_until("all of it has come", async || {
            Ok(page.js("return performance.now() > 6000", &[]).await? == json!(true))
        })
        .await?;
        page.pause(1_000).await;
        let asked = asked_in_a_second(page).await?;
        ensure!(asked == [0, 0], "{asked:?} frames and timers were asked for in a second, later");
        Ok(())
    })
}

#[test]
fn playing_ends_at_the_last_step_and_rests() -> Result<()> {
    with_page("run=adam&steps=20", Options::default(), async |page| {
        page.wait_for_step(20.0).await?;
        page.find("button", "Play").await?;
        page.pause(500).await;
        let frames = page.frames().await?;
        page.pause(1_000).await;
        ensure!(page.frames().await? == frames, "after the last step nothing should move");
        page.find("button", "Play").await?.click().await?;
        page.wait_until("playing again begins at the first step", async || Ok(page.step().await? < 20.0)).await
    })
}

#[test]
fn a_start_out_of_sight_can_be_fetched_back() -> Result<()> {
    for options in [Options::sized(1440, 900), Options { touch: true, ..Options::sized(390, 844) }] {
        with_page("start=1000,1000&at=0", options, async |page| {
            page.wait_until_ready().await?;
            let handle = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
            let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
            ensure!(
                (land.x..land.x + land.width).contains(&handle.0) && (land.y..land.y + land.height).contains(&handle.1),
                "it is in the picture: {handle:?}"
            );
            let hit = "const [x, y] = arguments; return !!document.elementFromPoint(x, y)?.closest('.handle')";
            ensure!(page.js(hit, &[json!(handle.0), json!(handle.1)]).await? == json!(true), "nothing lies over it");
            page.drag(handle, (handle.0 - 60.0, handle.1 + 60.0)).await?;
            page.wait_until("the start is where it was dragged to", async || {
                let [x, y] = Scene::read(&page.hash().await?).scene.start();
                Ok(x.abs() < 10.0 && y.abs() < 10.0)
            })
            .await
        })?;
    }
    Ok(())
}
