//! The landscape in three dimensions: drawn, pointed at, turned, dragged, lost and found again, and missing.

use anyhow::{Context, Result, ensure};
use downhill::scene::Scene;
use downhill_e2e::{Area, Engine, Key, Name, Options, Page, engine, skip, with_page};
use serde_json::{Value, json};

/// A camera in the link: nothing turns by itself.
const SCENE: &str = "surface=himmelblau&run=sgd,lr:0.012&run=adam,lr:0.18&at=40&view=3d&camera=30,50,1";

fn desktop() -> Options {
    Options { gpu: true, ..Options::sized(1440, 900) }
}

/// Ends the test where the engine's own machine has no graphics card, not even an emulated one; Chromium brings one.
async fn needs_webgl(page: &Page) -> Result<()> {
    let script = "return !!document.createElement('canvas').getContext('webgl2')";
    if engine()? != Engine::Chromium && page.js(script, &[]).await? == json!(false) {
        return Err(skip("this browser has no WebGL2 here"));
    }
    Ok(())
}

/// Waits until the landscape stands in three dimensions, and says where it is.
async fn risen(page: &Page) -> Result<Area> {
    needs_webgl(page).await?;
    page.wait_until("the map has risen", async || {
        Ok(page.js("return !!document.querySelector('#over[data-covered]')", &[]).await? == json!(true))
    })
    .await?;
    stage(page).await
}

async fn stage(page: &Page) -> Result<Area> {
    let found = page
        .js(
            "const r = document.querySelector('.stage').getBoundingClientRect(); return [r.x, r.y, r.width, r.height]",
            &[],
        )
        .await?;
    let number = |i: usize| found[i].as_f64().context("a number");
    Ok(Area { x: number(0)?, y: number(1)?, width: number(2)?, height: number(3)? })
}

/// The pixels of the stage, as red, green and blue.
async fn pixels(page: &Page) -> Result<Vec<[u8; 3]>> {
    let area = stage(page).await?;
    let bytes = page.picture().await?;
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let mut all = vec![0; reader.output_buffer_size().context("a size")?];
    let info = reader.next_frame(&mut all)?;
    let channels = info.color_type.samples();
    let mut found = Vec::new();
    for y in area.y as usize..(area.y + area.height) as usize {
        for x in area.x as usize..(area.x + area.width) as usize {
            let at = (y * info.width as usize + x) * channels;
            found.push([all[at], all[at + 1], all[at + 2]]);
        }
    }
    Ok(found)
}

/// How many pixels are nearly of a colour.
fn near(pixels: &[[u8; 3]], colour: [u8; 3]) -> usize {
    pixels.iter().filter(|p| p.iter().zip(&colour).all(|(a, b)| a.abs_diff(*b) < 40)).count()
}

async fn scene(page: &Page) -> Result<Scene> {
    Ok(Scene::read(&page.hash().await?).scene)
}

/// The middle of the handle of the start.
async fn handle(page: &Page) -> Result<(f64, f64)> {
    Ok(page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5))
}

/// What is under the middle of the handle, which steps aside for as long.
async fn under_handle(page: &Page) -> Result<[f64; 3]> {
    let at = handle(page).await?;
    let show = "document.querySelector('.handle').style.pointerEvents = arguments[0]";
    page.js(show, &[json!("none")]).await?;
    let read = page.read_out(at).await;
    page.js(show, &[json!("")]).await?;
    read
}

#[test]
fn the_ground_is_drawn_and_the_paths_are_seen_on_it() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        let all = pixels(page).await?;
        let kinds: std::collections::BTreeSet<_> = all.iter().map(|p| p.map(|channel| channel / 16)).collect();
        ensure!(kinds.len() > 30, "a landscape has more than {} colours", kinds.len());
        // The colours of the first two runs.
        for (run, colour) in [("SGD", [0xbf, 0x3e, 0x00]), ("Adam", [0x0a, 0x48, 0xb8])] {
            let seen = near(&all, colour);
            ensure!(seen > 60, "of the path of {run} {seen} pixels are seen");
        }
        // The map below says in words what is plotted, as ever.
        page.find("img", Name::Starts("Contour map")).await.map(drop)
    })
}

#[test]
fn particles_lie_on_the_ground() -> Result<()> {
    let scene = "surface=himmelblau&run=adam,lr:0.05&at=4&view=3d&camera=30,50,1&swarm=2000";
    with_page(scene, desktop(), async |page| {
        risen(page).await?;
        let seen = async || Ok::<_, anyhow::Error>(near(&pixels(page).await?, [0xbf, 0x3e, 0x00]));
        page.wait_until("two thousand particles are seen", async || Ok(seen().await? > 3000)).await?;
        // They go with the race.
        let before = page.picture().await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(5.0).await?;
        page.wait_until("they have moved", async || Ok(page.picture().await? != before)).await?;
        page.find("tab", "Maps").await?.click().await?;
        page.find("combobox", "Particles").await?.choose("none").await?;
        page.wait_until("they are gone", async || Ok(seen().await? < 1000)).await
    })
}

#[test]
fn the_pointer_reads_the_place_under_it() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        let scene = scene(page).await?;
        let (start, surface) = (scene.start(), scene.landscape());
        let [x, y, f] = under_handle(page).await?;
        ensure!((x - start[0]).abs() < 0.06 && (y - start[1]).abs() < 0.06, "the start is at {start:?}, read {x}, {y}");
        let own = surface.objective.value([x, y]);
        ensure!((own - f).abs() <= 0.01 * (1.0 + own.abs()), "f({x}, {y}) is {own}, read {f}");
        Ok(())
    })
}

#[test]
fn the_view_turns_by_key_and_by_hand_and_the_link_follows() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        let area = risen(page).await?;
        page.find("application", Name::Starts("The landscape in three")).await?.focus().await?;
        for _ in 0..3 {
            page.keys(Key::Right).await?;
        }
        page.keys(Key::Up).await?;
        page.wait_for_link("camera=45,55,1").await?;
        ensure!(page.step().await? == 40.0, "the keys that turn do not step");
        page.keys("+").await?;
        page.wait_for_link("camera=45,55,1.25").await?;
        page.drag(area.at(0.3, 0.85), area.at(0.5, 0.85)).await?;
        page.wait_until("the drag has turned it", async || {
            let camera = scene(page).await?.camera;
            Ok((camera.azimuth - 81.0).abs() < 1.0 && camera.elevation == 55.0)
        })
        .await?;
        let zoom = scene(page).await?.camera.zoom;
        page.wheel(area.at(0.5, 0.5), -120.0).await?;
        page.wait_until("the wheel comes closer", async || Ok(scene(page).await?.camera.zoom > zoom)).await?;
        page.find("button", "Back to the first view").await?.click().await?;
        page.wait_until("the first view is in no link", async || Ok(!page.hash().await?.contains("camera"))).await?;
        page.undo().await?;
        page.wait_for_link("camera=").await
    })
}

#[test]
fn the_start_is_dragged_over_the_ground_and_moved_by_key() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        let from = handle(page).await?;
        let before = scene(page).await?.start();
        page.drag(from, (from.0 - 60.0, from.1 - 40.0)).await?;
        page.wait_for_link("start=").await?;
        page.next_frame().await?;
        let to = handle(page).await?;
        ensure!((to.0 - from.0 + 60.0).hypot(to.1 - from.1 + 40.0) < 5.0, "dragged from {from:?}, it stands at {to:?}");
        let start = scene(page).await?.start();
        let [x, y, _] = under_handle(page).await?;
        ensure!((x - start[0]).abs() < 0.08 && (y - start[1]).abs() < 0.08, "the link says {start:?}, read {x}, {y}");
        ensure!(start != before, "it has moved");
        page.find("button", "Starting point").await?.focus().await?;
        page.keys(Key::Right).await?;
        page.wait_until("the key moves it to the right", async || Ok(scene(page).await?.start()[0] > start[0])).await?;
        ensure!(page.step().await? == 40.0, "the key does not step");
        Ok(())
    })
}

#[test]
fn two_dimensions_and_three_are_a_press_apart() -> Result<()> {
    with_page("surface=ravine&at=20", desktop(), async |page| {
        needs_webgl(page).await?;
        page.settled_pictures().await?;
        page.find("button", "3D").await?.click().await?;
        risen(page).await?;
        page.wait_for_link("view=3d").await?;
        ensure!(
            page.find("button", "3D").await?.attribute("aria-pressed").await?.as_deref() == Some("true"),
            "pressed"
        );
        page.find("button", "2D").await?.click().await?;
        page.wait_until("the link has no view", async || Ok(!page.hash().await?.contains("view="))).await?;
        page.wait_until("the map is back", async || {
            Ok(page.js("return document.querySelector('.terrain').hidden", &[]).await? == json!(true))
        })
        .await?;
        page.read_out(stage(page).await?.at(0.7, 0.7)).await.map(drop)
    })
}

#[test]
fn what_the_card_loses_is_made_anew() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        let lose = "globalThis.lost = document.querySelector('.terrain canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
            lost.loseContext()";
        page.js(lose, &[]).await?;
        page.wait_until("the map is seen", async || {
            let script =
                "return [document.querySelector('.terrain').hidden, !!document.querySelector('#over[data-covered]')]";
            Ok(page.js(script, &[]).await? == json!([true, false]))
        })
        .await?;
        page.find("button", "Step forward").await?.click().await?;
        page.read_out(stage(page).await?.at(0.7, 0.7)).await?;
        page.js("lost.restoreContext()", &[]).await?;
        risen(page).await?;
        let seen = near(&pixels(page).await?, [0xbf, 0x3e, 0x00]);
        ensure!(seen > 60, "the path is back: {seen} pixels");
        Ok(())
    })
}

#[test]
fn without_webgl_the_map_stays() -> Result<()> {
    with_page("", desktop(), async |page| {
        let source = "const own = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
                return kind === 'webgl2' ? null : own.call(this, kind, ...rest);
            };";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        page.go("surface=ravine&at=20&view=3d").await?;
        page.wait_until("it is said", async || Ok(page.words().await?.contains("has no WebGL2"))).await?;
        ensure!(!page.has("button", "3D").await?, "what cannot be done is not offered");
        page.read_out(stage(page).await?.at(0.7, 0.7)).await?;
        page.find("button", Name::Starts("Help")).await?.click().await?;
        let help = page.find("dialog", Name::Any).await?;
        page.wait_until("help says it too", async || Ok(help.text().await?.contains("WebGL2"))).await
    })
}

/// Whether the page asks for frames while nothing happens for some time.
async fn moves(page: &Page, milliseconds: u64) -> Result<bool> {
    let before = page.frames().await?;
    page.pause(milliseconds).await;
    Ok(page.frames().await? != before)
}

#[test]
fn nothing_moves_by_itself_where_it_should_not() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        page.pause(600).await;
        ensure!(!moves(page, 6000).await?, "a view from a link stands still");
        Ok(())
    })?;
    let still = Options { reduced_motion: true, ..desktop() };
    with_page("surface=ravine&at=20&view=3d", still, async |page| {
        risen(page).await?;
        page.pause(600).await;
        ensure!(!moves(page, 6000).await?, "who wants little motion has none");
        Ok(())
    })?;
    with_page("surface=ravine&at=20&view=3d", desktop(), async |page| {
        risen(page).await?;
        page.wait_until("left alone, it turns slowly", async || moves(page, 300).await).await?;
        page.keys(Key::Shift).await?;
        page.pause(300).await;
        ensure!(!moves(page, 6000).await?, "the first key stops it for good");
        ensure!(!page.hash().await?.contains("camera"), "what turned by itself is in no link");
        Ok(())
    })
}

/// How opaque the element of the handle is, and whether a disc of ink is drawn around its middle. In one breath: both move.
async fn disc(page: &Page) -> Result<(bool, bool)> {
    let script = "const handle = document.querySelector('.stage .handle'), canvas = document.querySelector('.terrain canvas + canvas');
        const [own, all] = [handle, canvas].map((element) => element.getBoundingClientRect());
        // Around the sign, and inside the disc even where that stands a little beside.
        const ink = [[0, -10], [-8.5, 5], [8.5, 5]].filter(([dx, dy]) => {
            const x = own.x + own.width / 2 - all.x + dx, y = own.y + own.height / 2 - all.y + dy;
            const [r, g, b, a] = canvas.getContext('2d').getImageData(x, y, 1, 1).data;
            return a > 250 && Math.abs(r - 0x17) + Math.abs(g - 0x21) + Math.abs(b - 0x2b) < 30;
        });
        return [getComputedStyle(handle).opacity === '1', ink.length >= 2]";
    Ok(serde_json::from_value(page.js(script, &[]).await?)?)
}

#[test]
fn the_start_is_seen_and_held_while_the_view_turns() -> Result<()> {
    with_page("surface=ravine&at=20&view=3d", desktop(), async |page| {
        risen(page).await?;
        page.wait_until("left alone, it turns, and the handle is drawn", async || {
            Ok(disc(page).await? == (false, true))
        })
        .await?;
        let first = handle(page).await?;
        page.wait_until("the handle follows", async || {
            let now = handle(page).await?;
            Ok((now.0 - first.0).hypot(now.1 - first.1) > 3.0)
        })
        .await?;
        page.point_at(handle(page).await?).await?;
        page.wait_until("what a hand reaches for is the element", async || Ok(disc(page).await? == (true, false)))
            .await?;
        page.pause(300).await;
        ensure!(!moves(page, 2000).await?, "and stands still");
        let from = handle(page).await?;
        page.drag(from, (from.0 + 50.0, from.1 - 20.0)).await?;
        page.wait_for_link("start=").await
    })
}

#[test]
fn the_local_picture_is_switched_and_explained() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        risen(page).await?;
        let before = page.picture().await?;
        page.find("button", "Quadratic model").await?.click().await?;
        page.wait_until("it says what it is", async || Ok(page.words().await?.contains("Gradient and Hessian")))
            .await?;
        page.next_frame().await?;
        ensure!(page.picture().await? != before, "it is drawn");
        page.find("button", "Tangent plane").await?.click().await?;
        page.wait_until("one at a time", async || Ok(!page.words().await?.contains("Gradient and Hessian"))).await?;
        let pressed = |value: Option<String>| value.as_deref() == Some("true");
        ensure!(pressed(page.find("button", "Tangent plane").await?.attribute("aria-pressed").await?), "pressed");
        ensure!(
            !pressed(page.find("button", "Quadratic model").await?.attribute("aria-pressed").await?),
            "not any more"
        );
        Ok(())
    })
}

#[test]
fn it_is_sharp_and_fits_on_every_screen() -> Result<()> {
    for (width, height, scale) in [(390, 844, 3.0), (1024, 768, 1.0), (1440, 900, 2.0)] {
        let options = Options { scale, ..Options { gpu: true, ..Options::sized(width, height) } };
        with_page(SCENE, options, async |page| {
            risen(page).await?;
            let script = "return [...document.querySelectorAll('.terrain canvas')].map((canvas) => {
                const box = canvas.getBoundingClientRect();
                return [canvas.width / box.width, canvas.height / box.height];
            })";
            let found = page.js(script, &[]).await?;
            let numbers: Vec<f64> = found
                .as_array()
                .context("a list")?
                .iter()
                .flat_map(|pair| pair.as_array().cloned().unwrap_or_default())
                .filter_map(|v: Value| v.as_f64())
                .collect();
            ensure!(numbers.len() == 4 && numbers.iter().all(|v| (v - scale).abs() < 0.02), "{numbers:?} at {scale}");
            ensure!(page.overflow().await? == 0.0, "the page is wider than the window");
            Ok(())
        })?;
    }
    Ok(())
}
