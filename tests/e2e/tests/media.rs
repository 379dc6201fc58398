//! Paper, forced colours, little motion.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Name, Options, Page, STATUSES, Theme, with_page};
use serde_json::{Value, json};

/// How light (0 to 255) the page's ground is, and the landscape's canvas in its corner.
async fn lightness(page: &Page) -> Result<(f64, f64)> {
    let script = r#"
        const light = ([r, g, b]) => (r + g + b) / 3;
        let ground = 255;
        for (let element = document.querySelector("main"); element; element = element.parentElement) {
            const [r, g, b, a = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
            if (a > 0) { ground = light([r, g, b]); break; }
        }
        const canvas = document.querySelector("canvas[role=img]");
        return [ground, light(canvas.getContext("2d").getImageData(3, canvas.height - 4, 1, 1).data)];"#;
    let found = page.js(script, &[]).await?;
    Ok((found[0].as_f64().context("a number")?, found[1].as_f64().context("a number")?))
}

#[test]
fn paper_has_the_picture_the_results_and_the_address() -> Result<()> {
    let dark = Options { theme: Theme::Dark, ..Options::sized(800, 1100) };
    with_page("surface=ravine&run=sgd,lr:0.9&run=adam,lr:0.5&at=60", dark, async |page| {
        page.find("slider", "Step").await?;
        // A browser tells the page before it lays it out for paper.
        page.js("dispatchEvent(new Event('beforeprint'))", &[]).await?;
        page.emulate(Options { print: true, ..dark }).await?;
        page.wait_until("ground and landscape are light", async || {
            let (ground, land) = lightness(page).await?;
            Ok(ground > 200.0 && land > 200.0)
        })
        .await?;
        ensure!(page.overflow().await? == 0.0, "the page is wider than the paper");
        let words = page.words().await?;
        for part in ["SGD", "Adam", "converged at", "at step 60"] {
            ensure!(words.contains(part), "`{part}` is not on the paper: {words}");
        }
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        ensure!(land.width > 400.0 && land.height > 300.0, "the landscape on paper is {land:?}");
        for name in ["Play", "Step forward", "Share", "Add optimizer", "Hide", "More", "Undo"] {
            ensure!(!page.has("button", name).await?, "paper has no use for the button {name}");
        }
        ensure!(!page.has("slider", "Learning rate").await?, "paper has no use for sliders");
        let script = "return getComputedStyle(document.body, '::after').content.replace('attr(data-address)', document.body.dataset.address)
            + document.body.innerText";
        let address = page.js(script, &[]).await?.to_string();
        ensure!(address.contains("surface=ravine"), "the address is not on the paper: {address}");
        page.emulate(dark).await?;
        page.js("dispatchEvent(new Event('afterprint'))", &[]).await?;
        page.wait_until("the screen is dark again", async || {
            let (ground, land) = lightness(page).await?;
            Ok(ground < 90.0 && land < 90.0)
        })
        .await
    })
}

#[test]
fn data_and_basins_are_printed_in_light_colours() -> Result<()> {
    let dark = Options { theme: Theme::Dark, ..Options::default() };
    let scenes = [
        ("surface=faithful_line&run=adam,lr:0.1&at=60", "#fit canvas"),
        ("surface=himmelblau&run=sgd,lr:0.01&at=60&view=basins", "#over .below"),
    ];
    for (scene, canvas) in scenes {
        with_page(scene, dark, async |page| {
            let ink = "const canvas = document.querySelector(arguments[0]);
                if (!canvas?.width) return 0;
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                let sum = 0, count = 0;
                for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 128) { sum += data[i] + data[i + 1] + data[i + 2]; count += 3; }
                return count > 600 ? sum / count : 0";
            let lightness = async || page.js(ink, &[json!(canvas)]).await?.as_f64().context("a number");
            page.wait_until("it is drawn", async || Ok(lightness().await? > 0.0)).await?;
            // A map becomes finer for a while.
            page.pause(2500).await;
            let on_screen = lightness().await?;
            page.js("dispatchEvent(new Event('beforeprint'))", &[]).await?;
            // At once: the browser takes its picture when this event has been heard.
            let on_paper = lightness().await?;
            page.js("dispatchEvent(new Event('afterprint'))", &[]).await?;
            let again = lightness().await?;
            ensure!((again - on_screen).abs() < 1.0, "{canvas} is as it was on the screen: {on_screen}, {again}");
            ensure!(
                on_paper > on_screen + 40.0,
                "{canvas}, dark on the screen, light on paper: {on_screen}, {on_paper}"
            );
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn the_browser_s_frame_is_as_light_as_the_page() -> Result<()> {
    let frame = "return [...document.querySelectorAll('meta[name=theme-color]')].filter(meta => matchMedia(meta.media || 'all').matches).map(meta => meta.content)";
    with_page("at=3", Options::default(), async |page| {
        let is = async |colour: &str| {
            page.wait_until(&format!("the frame is {colour}"), async || {
                Ok(page.js(frame, &[]).await? == json!([colour]))
            })
            .await
        };
        is("#ffffff").await?;
        page.find("button", Name::Starts("Theme")).await?.click().await?;
        is("#161c21").await?;
        page.go("at=3&theme=light").await?;
        is("#ffffff").await?;
        // The reader's choice counts, whatever the system says.
        page.emulate(Options { theme: Theme::Dark, ..Options::default() }).await?;
        page.hears().await?;
        is("#ffffff").await
    })
}

/// Buttons and fields that would be invisible where only borders and text keep their colours.
async fn borderless(page: &Page) -> Result<Vec<Value>> {
    let script = r#"
        const seen = (style) => ["Top", "Right", "Bottom", "Left"].some((side) =>
            parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
        const bare = [...document.querySelectorAll("button, input, select, [role=dialog]")].filter((element) => {
            if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
            const style = getComputedStyle(element), inside = getComputedStyle(element, "::before");
            const native = element.type === "range" && style.appearance === "auto";
            const drawn = inside.forcedColorAdjust === "none" && inside.content !== "none" && inside.boxShadow !== "none";
            return !seen(style) && !native && !drawn;
        });
        return bare.map((element) => element.getAttribute("aria-label") ?? element.innerText ?? element.outerHTML);"#;
    Ok(page.js(script, &[]).await?.as_array().context("a list")?.clone())
}

#[test]
fn forced_colours_leave_nothing_invisible() -> Result<()> {
    let options = Options { forced_colors: true, ..Options::sized(1440, 900) };
    with_page("at=60", options, async |page| {
        page.find("slider", "Step").await?;
        let forced = page.js("return matchMedia('(forced-colors: active)').matches", &[]).await?;
        ensure!(forced == json!(true), "the browser forces its colours");
        page.find("group", "SGD").await?.find("button", "More").await?.click().await?;
        let mut bare = borderless(page).await?;
        for name in [Name::Is("Share"), Name::Is("Add optimizer"), Name::Is("Help"), Name::Starts("Surface")] {
            page.find("button", name).await?.click().await?;
            page.find("dialog", Name::Any).await?;
            bare.extend(borderless(page).await?);
            page.keys(Key::Escape).await?;
            page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
        }
        ensure!(bare.is_empty(), "without a border: {bare:?}");
        Ok(())
    })
}

#[test]
fn forced_colours_leave_the_runs_their_own() -> Result<()> {
    let options = Options { forced_colors: true, ..Options::sized(1440, 900) };
    with_page("at=60", options, async |page| {
        page.find("slider", "Step").await?;
        let script = r#"
            const colour = (swatch) => getComputedStyle(swatch.querySelector("[class=path], path, line") ?? swatch).stroke;
            return [...document.querySelectorAll("[role=group] .swatch")].map(colour)"#;
        let colours = page.js(script, &[]).await?;
        let colours: std::collections::BTreeSet<_> =
            colours.as_array().context("a list")?.iter().map(Value::to_string).collect();
        ensure!(colours.len() == 4, "four runs, four colours beside their names: {colours:?}");
        Ok(())
    })
}

#[test]
fn little_motion_means_no_transitions_and_no_playing() -> Result<()> {
    let options = Options { reduced_motion: true, ..Options::default() };
    with_page("surface=ravine&run=adam,lr:0.5&steps=150", options, async |page| {
        page.wait_for_step(150.0).await?;
        let script = r#"
            const slow = (style) => style.transitionDuration.split(",").concat(style.animationDuration.split(",")).some((t) => parseFloat(t) > 0);
            return [...document.querySelectorAll("*")].filter((element) => slow(getComputedStyle(element))).length"#;
        ensure!(page.js(script, &[]).await? == json!(0), "something still has transitions");
        page.find("button", "Reset").await?.click().await?;
        page.wait_for_step(0.0).await?;
        let frames = page.frames().await?;
        page.find("button", "Play").await?.click().await?;
        page.wait_for_step(150.0).await?;
        let frames = page.frames().await? - frames;
        ensure!(frames <= 3, "Play jumps to the end; {frames} frames were asked for");
        page.find("button", "Step back").await?.click().await?;
        page.wait_for_step(149.0).await
    })
}

#[test]
fn statuses_are_text_everywhere() -> Result<()> {
    with_page("surface=ravine&run=sgd,lr:0.9&run=sgd,lr:60&at=60", Options::phone(), async |page| {
        page.find("slider", "Step").await?;
        let runs = page.runs().await?;
        ensure!(runs.len() == 2, "two runs");
        for run in runs {
            // What is seen, not what is only there.
            let script = "return arguments[0].innerText.toLowerCase().replace(/\\s+/g, ' ')";
            let text = page.js(script, &[run.element.to_json()?]).await?.to_string();
            ensure!(STATUSES.iter().any(|known| text.contains(known)), "{text}");
        }
        Ok(())
    })
}
