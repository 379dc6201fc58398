//! What no engine may fail at: every page opens, draws and can be used. `cargo xtask test` runs these in all of them.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, Theme, with_page};
use serde_json::json;

const SCENE: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=20";

/// Waits until a canvas of the page is drawn: one that has more than one colour.
async fn drawn(page: &Page, selector: &str) -> Result<()> {
    page.wait_until(&format!("{selector} is drawn"), async || {
        let script = "const canvas = [...document.querySelectorAll(arguments[0])].find((one) => one.width > 100 && one.checkVisibility());
            if (!canvas) return false;
            const { width, height } = canvas;
            const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, width, height).data.buffer);
            return new Set(pixels).size > 8";
        Ok(page.js(script, &[json!(selector)]).await? == json!(true))
    })
    .await
}

/// Waits until the pictures are others than before.
async fn redrawn(page: &Page, before: &[String]) -> Result<()> {
    page.wait_until("the pictures follow", async || Ok(page.pictures().await? != before)).await
}

#[test]
fn the_race_opens_and_draws_itself() -> Result<()> {
    with_page("", Options::default(), async |page| {
        ensure!(page.run_names().await?.len() == 4, "four runs: {:?}", page.run_names().await?);
        drawn(page, "canvas[role=img]").await?;
        ensure!(page.described().await?.contains("Adam"), "{}", page.described().await?);
        ensure!(page.overflow().await? == 0.0, "wider than the window");
        Ok(())
    })
}

#[test]
fn it_plays_and_pauses() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.wait_for_step(20.0).await?;
        let before = page.settled_pictures().await?;
        page.find("button", "Play").await?.click().await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 30.0)).await?;
        page.find("button", "Pause").await?.click().await?;
        page.find("button", "Play").await?;
        redrawn(page, &before).await?;
        let paused = page.step().await?;
        page.pause(400).await;
        ensure!(page.step().await? == paused, "Pause pauses");
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(paused + 1.0).await
    })
}

#[test]
fn a_slider_moves_the_runs_and_the_link() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.slide_to(0.5).await?;
        page.wait_until("the link follows", async || Ok(!page.hash().await?.contains("lr:0.5&"))).await?;
        redrawn(page, &before).await?;
        page.find("slider", "Step").await?.slide_to(0.9).await?;
        page.wait_until("the play-head moves", async || Ok(page.step().await? > 100.0)).await
    })
}

#[test]
fn the_start_is_dragged() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.laid_out().await?;
        let (x, y) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        page.drag((x, y), (x + 60.0, y - 40.0)).await?;
        page.wait_for_link("start=").await?;
        let (left, top) = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
        ensure!((left - x - 60.0).hypot(top - y + 40.0) < 3.0, "the start follows to {left}, {top}");
        page.undo().await?;
        page.wait_until("undo brings it back", async || Ok(!page.hash().await?.contains("start="))).await
    })
}

#[test]
fn a_link_is_the_scene_also_while_the_page_is_open() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.set_hash("surface=beale&run=momentum,lr:0.02&at=3").await?;
        page.wait_for_runs(&["Momentum"]).await?;
        page.wait_for_step(3.0).await?;
        Ok(())
    })
}

#[test]
fn back_leads_back() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.find("link", "Averages").await?.click().await?;
        page.wait_for_link("page=averages").await?;
        page.driver().back().await?;
        page.wait_for_runs(&["Adam", "SGD"]).await
    })
}

#[test]
fn the_reader_s_language_and_the_other_one() -> Result<()> {
    with_page(SCENE, Options { lang: Lang::Zh, ..Options::default() }, async |page| {
        page.wait_until("it is Chinese", async || Ok(page.html_lang().await? == "zh-CN")).await?;
        page.find("slider", "步数").await?;
        page.find("button", Name::Starts("语言")).await?.click().await?;
        page.wait_until("it is English", async || Ok(page.html_lang().await? == "en")).await?;
        page.find("slider", "Step").await?;
        Ok(())
    })
}

#[test]
fn the_system_s_theme_and_the_other_one() -> Result<()> {
    let light = async |page: &Page| -> Result<bool> {
        let script = "const [r, g, b] = getComputedStyle(document.querySelector('.panel')).backgroundColor.match(/[\\d.]+/g).map(Number);
            return (r + g + b) / 3 > 128";
        Ok(page.js(script, &[]).await? == json!(true))
    };
    with_page(SCENE, Options { theme: Theme::Dark, ..Options::default() }, async |page| {
        page.find("slider", "Step").await?;
        ensure!(!light(page).await?, "the system asks for dark");
        let before = page.settled_pictures().await?;
        page.blur().await?;
        page.keys("t").await?;
        page.wait_until("it is light", async || light(page).await).await?;
        redrawn(page, &before).await
    })
}

#[test]
fn the_keyboard_alone() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.wait_for_step(20.0).await?;
        page.blur().await?;
        page.keys(Key::Right).await?;
        page.wait_for_step(21.0).await?;
        page.keys("?").await?;
        page.find("dialog", Name::Any).await?;
        page.keys(Key::Escape).await?;
        page.wait_until("Esc closes the help", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
        let link = page.hash().await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.keys(Key::Right).await?;
        page.wait_for_another_link(&link).await?;
        ensure!(page.step().await? == 21.0, "the focused slider has the arrow, not the play-head");
        page.keys(Key::Tab).await?;
        // The ring may be that of what stands for it: a label, a name over a list.
        let script = "const one = document.activeElement;
            const ring = ({ outlineStyle, outlineWidth, outlineColor }) =>
                outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
            return one !== document.body && [one, one.parentElement, one.parentElement?.parentElement]
                .some(element => element && ring(getComputedStyle(element)))";
        ensure!(page.js(script, &[]).await? == json!(true), "the focus can be seen");
        Ok(())
    })
}

#[test]
fn the_course_and_a_lesson() -> Result<()> {
    with_page("page=lessons", Options::default(), async |page| {
        page.wait_until("the course is there", async || {
            Ok(page.js("return document.querySelectorAll('.contents a').length >= 10", &[]).await? == json!(true))
        })
        .await?;
        page.set_hash("page=lessons/adam").await?;
        page.wait_until("the lesson has formulas", async || {
            let script = "const all = [...document.querySelectorAll('.lesson math')];
                return all.length > 3 && all.every((one) => one.getBoundingClientRect().width > 3)";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        page.js("document.querySelector('figure').scrollIntoView()", &[]).await?;
        drawn(page, "figure canvas").await?;
        ensure!(page.overflow().await? == 0.0, "wider than the window");
        Ok(())
    })
}

#[test]
fn slides_are_turned() -> Result<()> {
    let deck = "page=slides&slide=title=First%26surface=saddle%26at=7&slide=surface=himmelblau%26at=80";
    with_page(deck, Options::default(), async |page| {
        page.find("region", "First").await?;
        drawn(page, ".pane canvas").await?;
        page.keys(Key::PageDown).await?;
        page.find("region", "Himmelblau").await?;
        page.wait_for_step(80.0).await
    })
}

#[test]
fn averages_are_drawn_and_moved() -> Result<()> {
    with_page("page=averages", Options::sized(1440, 900), async |page| {
        page.wait_until("the curves are there", async || {
            let images = page.find_all("img", Name::Any).await?;
            Ok(images.iter().any(|image| image.name.contains("β = 0.9 ends at 0.85")))
        })
        .await?;
        drawn(page, "canvas[role=img]").await?;
        let beta = page.find("complementary", "Controls").await?.find_all("slider", "β").await?;
        beta.first().context("a slider for β")?.keys(Key::Right).await?;
        // The second curve's, a little larger; the others stay.
        page.wait_until("the curve moves", async || {
            let link = page.hash().await?;
            let betas = link.split("beta=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
            let betas: Vec<f64> = betas.split('/').flat_map(str::parse).collect();
            Ok(matches!(betas[..], [0.5, moved, 0.98] if moved > 0.9 && moved < 0.98))
        })
        .await
    })
}

#[test]
fn a_map_is_computed() -> Result<()> {
    with_page("surface=himmelblau&run=adam,lr:0.3&at=20", Options::sized(1440, 900), async |page| {
        page.find("tab", "Maps").await?.click().await?;
        let panel = page.find("tabpanel", "Maps").await?;
        panel.find("img", Name::Starts("Rate map of Adam")).await?;
        panel.find("img", Name::Starts("Basins of attraction of Adam")).await?;
        drawn(page, "#maps .rates canvas").await?;
        drawn(page, "#maps .plot:not(.rates) canvas").await
    })
}

#[test]
fn the_share_dialog_previews_what_it_shares() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        page.find("button", "Share").await?.click().await?;
        let dialog = page.find("dialog", Name::Any).await?;
        let link = dialog.find("textbox", "Link").await?;
        page.wait_until("the link stands there", async || Ok(link.value().await?.ends_with(&format!("#{SCENE}"))))
            .await?;
        page.wait_until("the preview shows the page", async || {
            let script = "const inside = document.querySelector('.preview iframe')?.contentDocument;
                return [...inside?.querySelectorAll('canvas') ?? []].some((one) => one.width > 100 && new Set(new Uint32Array(
                    one.getContext('2d').getImageData(0, 0, one.width, one.height).data.buffer)).size > 8)";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        page.keys(Key::Escape).await?;
        page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await
    })
}

#[test]
fn an_embed_is_a_figure_with_a_way_out() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&at=5&embed=1", Options::sized(640, 420), async |page| {
        page.wait_for_step(5.0).await?;
        drawn(page, "canvas[role=img]").await?;
        ensure!(page.has("link", "Downhill").await?, "it leads to the whole app");
        ensure!(page.overflow().await? == 0.0, "wider than its frame");
        page.find("button", "Play").await?.click().await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 15.0)).await
    })
}

#[test]
fn a_phone_s_width_is_enough() -> Result<()> {
    for hash in [SCENE, "page=averages", "page=lessons/adam"] {
        with_page(hash, Options::sized(390, 844), async |page| {
            page.wait_until("there is something to press", async || {
                Ok(!page.find_all("slider", Name::Any).await?.is_empty())
            })
            .await?;
            page.pause(300).await;
            ensure!(page.overflow().await? == 0.0, "{hash}: {} px wider than the window", page.overflow().await?);
            Ok(())
        })?;
    }
    Ok(())
}
