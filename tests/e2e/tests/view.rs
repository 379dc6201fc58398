//! Looking around on the landscape: zooming, panning, the start by key, sharpness, arrows.

use anyhow::{Context, Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Key, Name, Options, with_page};

const SCENE: &str = "at=200";

/// The screen of these tests: nothing of the page scrolls.
fn desktop() -> Options {
    Options::sized(1440, 900)
}

/// Some place of the page where nothing reacts to the pointer.
const AWAY: (f64, f64) = (700.0, 20.0);

#[test]
fn the_wheel_zooms_around_the_pointer() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        let before = page.settled_pictures().await?;
        ensure!(!page.has("button", "Show the whole surface").await?, "nothing to reset yet");
        let at = page.find("img", Name::Starts("Contour map")).await?.area().await?.at(0.7, 0.4);
        let [x, y, _] = page.read_out(at).await?;
        for turn in [-120.0, -120.0, -120.0] {
            page.wheel(at, turn).await?;
            page.pause(60).await;
        }
        // The link may be written after each of the turns.
        page.wait_until("three turns show a part of the width", async || {
            let scene = Scene::read(&page.hash().await?).scene;
            let (near, whole) = (scene.domain(), scene.surface.domain);
            Ok((0.2..0.95).contains(&((near.x.1 - near.x.0) / (whole.x.1 - whole.x.0))))
        })
        .await?;
        let [x2, y2, _] = page.read_out(at).await?;
        ensure!((x - x2).abs() < 0.02 && (y - y2).abs() < 0.02, "under the pointer was {x}, {y}, now {x2}, {y2}");
        ensure!(page.settled_pictures().await?[0] != before[0], "the landscape is another");
        page.find("button", "Show the whole surface").await?.click().await?;
        page.wait_until("the link has no view", async || Ok(!page.hash().await?.contains("domain="))).await?;
        page.point_at(AWAY).await?;
        page.wait_until("the picture is as before", async || Ok(page.pictures().await?[0] == before[0])).await?;
        ensure!(!page.has("button", "Show the whole surface").await?, "nothing is left to reset");
        Ok(())
    })
}

#[test]
fn a_drag_moves_the_view_with_the_pointer() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        let (from, to) = (land.at(0.8, 0.75), land.at(0.65, 0.6));
        let [x, y, _] = page.read_out(from).await?;
        page.drag(from, to).await?;
        page.wait_for_link("domain=").await?;
        // The link may be written while the hand still moves.
        page.wait_until(&format!("{x}, {y}, taken at first, is under the pointer"), async || {
            let [x2, y2, _] = page.read_out(to).await?;
            Ok((x - x2).abs() < 0.02 && (y - y2).abs() < 0.02)
        })
        .await?;
        ensure!(!page.hash().await?.contains("select="), "a drag selects nothing");
        Ok(())
    })
}

#[test]
fn keys_and_buttons_zoom_and_reset() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.find("slider", "Step").await?;
        let width = async || -> Result<f64> {
            let domain = Scene::read(&page.hash().await?).scene.domain();
            Ok(domain.x.1 - domain.x.0)
        };
        let whole = width().await?;
        page.blur().await?;
        page.keys("+").await?;
        page.wait_until("+ shows less", async || Ok(width().await? < whole)).await?;
        page.keys("0").await?;
        page.wait_until("0 shows all", async || Ok(width().await? == whole)).await?;
        page.keys("-").await?;
        page.wait_until("- shows more", async || Ok(width().await? > whole)).await?;
        page.find("button", "Zoom in").await?.click().await?;
        page.find("button", "Zoom in").await?.click().await?;
        page.wait_until("the button shows less", async || Ok(width().await? < whole)).await
    })
}

#[test]
fn where_the_page_scrolls_the_wheel_belongs_to_it() -> Result<()> {
    with_page(SCENE, Options::sized(1024, 768), async |page| {
        page.settled_pictures().await?;
        let at = page.find("img", Name::Starts("Contour map")).await?.area().await?.at(0.7, 0.5);
        page.wheel(at, 120.0).await?;
        page.wait_until("the page scrolls", async || {
            Ok(page.js("return scrollY", &[]).await?.as_f64().is_some_and(|y| y > 0.0))
        })
        .await?;
        page.pause(400).await;
        ensure!(!page.hash().await?.contains("domain="), "and the landscape does not zoom");
        Ok(())
    })
}

#[test]
fn the_keyboard_moves_the_start_by_one_or_five_hundredths() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let handle = page.find("button", "Starting point").await?;
        let middle = async || -> Result<f64> { Ok(handle.area().await?.at(0.5, 0.5).0) };
        let width = page.find("img", Name::Starts("Contour map")).await?.area().await?.width;
        let before = middle().await?;
        handle.keys(Key::Right).await?;
        page.wait_until("it moves", async || Ok(middle().await? != before)).await?;
        let one = middle().await? - before;
        ensure!((one - width * 0.01).abs() < 2.0, "an arrow is a hundredth of the view, {width} px; it moved {one} px");
        page.shift(Key::Right).await?;
        page.wait_until("it moves on", async || Ok(middle().await? > before + 2.0 * one)).await?;
        let five = middle().await? - before - one;
        ensure!((five - width * 0.05).abs() < 4.0, "with Shift five hundredths; it moved {five} px");
        ensure!(page.step().await? == 200.0, "the play-head stays");
        Ok(())
    })
}

#[test]
fn a_dense_screen_gets_all_its_pixels() -> Result<()> {
    with_page(SCENE, Options { scale: 2.0, ..desktop() }, async |page| {
        page.laid_out().await?;
        let script = "return [...document.querySelectorAll('canvas')].filter((c) => c.checkVisibility())
            .map((c) => [c.width / c.clientWidth, c.height / c.clientHeight])";
        let density = page.js(script, &[]).await?;
        for canvas in density.as_array().context("a list")? {
            let sharp =
                canvas.as_array().context("two")?.iter().all(|d| d.as_f64().is_some_and(|d| (d - 2.0).abs() < 0.05));
            ensure!(sharp, "pixels of a canvas for each of the page's: {density}");
        }
        Ok(())
    })
}

#[test]
fn arrows_are_switched() -> Result<()> {
    with_page("run=adam,lr:0.12&at=30", desktop(), async |page| {
        page.find("button", "Arrows").await?.click().await?;
        let menu = page.find("dialog", "Arrows").await?;
        let mut last = page.settled_pictures().await?.remove(0);
        let switches = menu.find_all("switch", Name::Any).await?;
        ensure!(switches.len() == 7, "gradient, velocity, next step, curvature, second moment, trail and slope field");
        for switch in switches {
            switch.click().await?;
            let changed = async || Ok(page.pictures().await?[0] != last);
            page.wait_until(&format!("`{}` changes something", switch.name), changed).await?;
            let now = page.settled_pictures().await?.remove(0);
            ensure!(now != last, "`{}` changes nothing that stays", switch.name);
            last = now;
        }
        page.keys(Key::Escape).await?;
        page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await
    })
}
