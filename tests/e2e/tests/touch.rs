//! Fingers on a phone: one scrolls the page, two look around, a long press or a drag moves the start, a tap selects.

use anyhow::{Context, Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Area, Engine, Name, Options, Page, only_in, with_page};

const SCENE: &str = "run=sgd,lr:0.013&run=momentum,lr:0.055,beta:0.9,convention:ema_zero&at=200";

async fn landscape(page: &Page) -> Result<Area> {
    page.settled_pictures().await?;
    page.find("img", Name::Starts("Contour map")).await?.area().await
}

/// How far the page is scrolled down.
async fn scrolled(page: &Page) -> Result<f64> {
    page.js("return scrollY", &[]).await?.as_f64().context("a number")
}

async fn scene(page: &Page) -> Result<Scene> {
    Ok(Scene::read(&page.hash().await?).scene)
}

#[test]
fn two_fingers_zoom_around_their_middle() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let land = landscape(page).await?;
        let whole = scene(page).await?.domain();
        let apart = |part: f64| [land.at(0.5 - part, 0.6), land.at(0.5 + part, 0.6)];
        page.slide(&apart(0.12), &apart(0.3)).await?;
        page.wait_for_link("domain=").await?;
        let near = scene(page).await?.domain();
        let part = (near.x.1 - near.x.0) / (whole.x.1 - whole.x.0);
        ensure!((0.25..0.6).contains(&part), "fingers 2.5 times as far apart show {part} of the width");
        ensure!(scrolled(page).await? == 0.0, "two fingers do not scroll the page");
        let zoom = page.js("return visualViewport.scale", &[]).await?;
        ensure!(zoom.as_f64() == Some(1.0), "nor does the browser enlarge it");
        // A further pinch the other way shows more again.
        page.slide(&apart(0.3), &apart(0.15)).await?;
        page.wait_until("it shows more", async || {
            let now = scene(page).await?.domain();
            Ok(now.x.1 - now.x.0 > 1.3 * (near.x.1 - near.x.0))
        })
        .await?;
        page.find("button", "Show the whole surface").await?.click().await?;
        page.wait_until("all is shown", async || Ok(!page.hash().await?.contains("domain="))).await
    })
}

#[test]
fn two_fingers_move_the_view() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let land = landscape(page).await?;
        let whole = scene(page).await?.domain();
        let at = |x: f64| [land.at(x, 0.4), land.at(x, 0.8)];
        page.slide(&at(0.3), &at(0.6)).await?;
        page.wait_for_link("domain=").await?;
        let moved = scene(page).await?.domain();
        let width = whole.x.1 - whole.x.0;
        ensure!(moved.x.0 < whole.x.0 - 0.1 * width, "to the right is farther left: {moved:?}, before {whole:?}");
        let growth = (moved.x.1 - moved.x.0) / width;
        ensure!((0.8..1.25).contains(&growth), "and no larger: {growth}");
        Ok(())
    })
}

#[test]
fn one_finger_scrolls_the_page() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        only_in(&[Engine::Chromium], "only the finger of Chromium's driver scrolls")?;
        let land = landscape(page).await?;
        let (before, link) = (page.described().await?, page.hash().await?);
        page.slide(&[land.at(0.7, 0.9)], &[land.at(0.7, 0.2)]).await?;
        page.wait_until("the page scrolls", async || Ok(scrolled(page).await? > 50.0)).await?;
        page.pause(800).await;
        ensure!(page.hash().await? == link, "and the scene stays: {}", page.hash().await?);
        ensure!(page.described().await? == before, "so does the landscape");
        Ok(())
    })
}

#[test]
fn a_long_press_moves_the_start_there() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let (x, y) = landscape(page).await?.at(0.75, 0.75);
        page.touch("touchStart", &[(x, y)]).await?;
        page.pause(750).await;
        page.touch("touchEnd", &[]).await?;
        page.wait_for_link("start=").await?;
        let (left, top) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        ensure!((left - x).hypot(top - y) < 3.0, "pressed at {x}, {y}; the start stands at {left}, {top}");
        ensure!(page.step().await? == 200.0, "the step stays");
        Ok(())
    })
}

#[test]
fn a_short_tap_moves_nothing() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let (x, y) = landscape(page).await?.at(0.75, 0.75);
        let link = page.hash().await?;
        page.touch("touchStart", &[(x, y)]).await?;
        page.pause(80).await;
        page.touch("touchEnd", &[]).await?;
        page.pause(900).await;
        ensure!(page.hash().await? == link, "a tap on the ground changed {}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn a_finger_drags_the_start() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        landscape(page).await?;
        let (x, y) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        page.slide(&[(x, y)], &[(x + 60.0, y + 70.0)]).await?;
        page.wait_for_link("start=").await?;
        let (left, top) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        ensure!((left - x - 60.0).hypot(top - y - 70.0) < 4.0, "the start follows the finger to {left}, {top}");
        ensure!(scrolled(page).await? == 0.0, "the page stays where it is");
        Ok(())
    })
}

#[test]
fn a_finger_moves_sliders() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let slider = page.find("slider", "Step").await?;
        slider.element.scroll_into_view().await?;
        let area = slider.area().await?;
        page.slide(&[area.at(0.97, 0.5)], &[area.at(0.4, 0.5)]).await?;
        page.wait_until("the step follows the finger", async || Ok((60.0..100.0).contains(&page.step().await?))).await
    })
}
