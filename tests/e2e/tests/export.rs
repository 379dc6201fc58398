//! Files that the page makes and takes: pictures that are decoded here, numbers, a film that is cancelled; files that are
//! dropped; runs that are copied and pasted.

use anyhow::{Context, Result, anyhow, ensure};
use downhill::export::{self, Look, carry, scene_of_picture};
use downhill::scene::{Saved, Scene, Theme, View, to_json};
use downhill::text::Lang as Words;
use downhill_e2e::{Lang, Name, Options, Page, with_page};
use serde_json::json;

const SCENE: &str = "surface=ravine&steps=40&run=adam,lr:0.5&run=sgd,lr:0.01&at=12";
const FILM: &str = "surface=ravine&steps=40&run=adam,lr:0.5&run=sgd,lr:0.01";

/// Keeps what would go to the downloads.
const KEEP: &str = "window.saved = []; const make = URL.createObjectURL;
    URL.createObjectURL = blob => {
        const one = {}; saved.push(one);
        blob.arrayBuffer().then(all => { one.text = Array.from(new Uint8Array(all), c => String.fromCharCode(c)).join('') });
        return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function () { saved.at(-1).name = this.download }";

/// The files of the scene.
async fn open(page: &Page) -> Result<()> {
    page.find("slider", "Step").await?;
    page.js(KEEP, &[]).await?;
    page.find("button", "Share").await?.click().await?;
    page.find("button", "Image and data").await?.click().await?;
    page.find("combobox", "Size").await?.choose("own").await?;
    page.find("spinbutton", "Width").await?.type_over("400").await?;
    page.find("spinbutton", "Height").await?.type_over("300").await
}

/// Presses a button, and gives the name and the bytes of the file that comes of it.
async fn made(page: &Page, button: &str) -> Result<(String, Vec<u8>)> {
    page.js("saved.length = 0", &[]).await?;
    page.find("button", Name::Starts(button)).await?.click().await?;
    page.wait_until("the file is there", async || {
        Ok(page.js("return !!saved[0]?.text && !!saved[0].name", &[]).await? == json!(true))
    })
    .await?;
    let file = page.js("return [saved[0].name, saved[0].text]", &[]).await?;
    let [name, text] = [0, 1].map(|i| file[i].as_str().unwrap_or_default());
    Ok((name.into(), text.chars().map(|c| c as u8).collect()))
}

/// How many colours there are in pixels of so many bytes each.
fn colours(pixels: &[u8], bytes: usize) -> usize {
    pixels.chunks_exact(bytes).map(|p| &p[..3]).collect::<std::collections::BTreeSet<_>>().len()
}

#[test]
fn pictures_are_whole_and_carry_their_scene() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        open(page).await?;
        let (name, file) = made(page, "PNG").await?;
        ensure!(name == "downhill-ravine-adam-sgd-step-12.png", "{name}");
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&file)).read_info()?;
        let mut pixels = vec![0; decoder.output_buffer_size().context("it has a size")?];
        let info = decoder.next_frame(&mut pixels)?;
        ensure!((info.width, info.height) == (800, 600), "twice as many pixels: {info:?}");
        ensure!(colours(&pixels, info.color_type.samples()) > 100, "it is not blank");
        ensure!(scene_of_picture(&file).as_deref() == Some(SCENE), "{:?}", scene_of_picture(&file));

        let (name, file) = made(page, "SVG").await?;
        let look = Look { view: View::Flat, size: (400, 300), theme: Theme::Light, lang: Words::En };
        let svg = export::svg(&Scene::read(SCENE).scene, look, Some(12)).map_err(|trouble| anyhow!("{trouble}"))?;
        ensure!(name.ends_with("-step-12.svg") && String::from_utf8(file)? == svg, "as the command line makes it");
        let script =
            "return new DOMParser().parseFromString(arguments[0], 'image/svg+xml').querySelector('parsererror')";
        ensure!(page.js(script, &[json!(svg)]).await?.is_null(), "it is well-formed");

        let (name, file) = made(page, "GIF").await?;
        ensure!(name == "downhill-ravine-adam-sgd.gif", "{name}");
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(&*file)?;
        ensure!((decoder.width(), decoder.height()) == (240, 180), "six tenths");
        let first = decoder.read_next_frame()?.context("a frame")?;
        ensure!((first.width, first.height, first.delay) == (240, 180, 70), "the first is whole");
        ensure!(colours(&first.buffer, 4) > 40, "it is not blank");
        let mut frames = 1;
        while decoder.read_next_frame()?.is_some() {
            frames += 1;
        }
        ensure!(frames == 41, "all steps: {frames}");
        ensure!(scene_of_picture(&file).as_deref() == Some(FILM), "{:?}", scene_of_picture(&file));
        Ok(())
    })
}

#[test]
fn numbers_are_those_of_the_command_line() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        open(page).await?;
        let scene = Scene::read(SCENE).scene;
        for (button, end, text) in [
            ("CSV", ".csv", export::csv(&scene)),
            ("JSON", ".json", export::json(&scene)),
            ("downhill-ravine-adam-sgd.py", ".py", export::pytorch(&scene)),
        ] {
            let (name, file) = made(page, button).await?;
            ensure!(name == format!("downhill-ravine-adam-sgd{end}"), "{name}");
            ensure!(String::from_utf8(file)? == text, "{button}");
        }
        let shown = page.js("return document.querySelector('.script').textContent", &[]).await?;
        let first = export::pytorch(&scene).lines().take(8).collect::<Vec<_>>().join("\n");
        ensure!(shown.as_str().is_some_and(|shown| shown.trim_start().starts_with(&first)), "{shown}");
        page.find("spinbutton", "Width").await?.type_over("9").await?;
        page.find("alert", Name::Any).await?;
        let off = page.find("button", Name::Starts("PNG")).await?.attribute("disabled").await?;
        ensure!(off.is_some(), "what cannot be drawn is not offered");
        Ok(())
    })
}

#[test]
fn a_film_can_be_cancelled() -> Result<()> {
    with_page("surface=ravine&steps=400&run=adam,lr:0.5", Options::default(), async |page| {
        open(page).await?;
        page.find("combobox", "Size").await?.choose("1600 × 900").await?;
        page.find("button", Name::Starts("GIF")).await?.click().await?;
        page.find("progressbar", "Progress").await?;
        page.find("button", "Cancel").await?.click().await?;
        page.wait_until("it says so", async || {
            Ok(page.js("return document.querySelector('.made').textContent", &[]).await?
                == json!("Cancelled. No file was made."))
        })
        .await?;
        page.pause(600).await;
        ensure!(page.js("return saved.length", &[]).await? == json!(0), "no file comes");
        ensure!(!page.has("progressbar", Name::Any).await?, "it has ended");
        Ok(())
    })
}

/// A PNG file that carries a scene: nothing else of it is looked at.
fn picture(scene: &str) -> Vec<u8> {
    let empty = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[0; 17]].concat();
    carry::with_scene(&empty, scene)
}

async fn hash_is(page: &Page, scene: &str) -> Result<()> {
    page.wait_until(&format!("the page shows {scene}"), async || Ok(page.hash().await? == scene)).await
}

#[test]
fn a_picture_that_is_dropped_opens_its_scene() -> Result<()> {
    with_page("at=3", Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.hears().await?;
        // The tools are not there yet: it waits for them.
        page.drop_file("one.png", &picture(SCENE)).await?;
        hash_is(page, SCENE).await?;
        page.wait_until("it is said", async || {
            let script = "return document.querySelector('.from-outside')?.textContent ?? ''";
            Ok(page.js(script, &[]).await? == json!("Opened: one.png"))
        })
        .await?;
        page.undo().await?;
        page.wait_until("one change back", async || Ok(!page.hash().await?.contains("ravine"))).await?;
        let svg = export::svg(
            &Scene::read(SCENE).scene,
            Look { view: View::Flat, size: (400, 300), theme: Theme::Dark, lang: Words::En },
            Some(12),
        )
        .map_err(|trouble| anyhow!("{trouble}"))?;
        page.drop_file("two.svg", svg.as_bytes()).await?;
        hash_is(page, SCENE).await?;
        // A damaged one: named, and nothing lost.
        page.drop_file("cut.png", &picture(SCENE)[..60]).await?;
        let said = page.find("alert", Name::Any).await?.text().await?;
        ensure!(said.starts_with("cut.png holds no scene."), "{said}");
        hash_is(page, SCENE).await?;
        // A list of scenes.
        let list = to_json(&[Saved::new("First", &Scene::read(FILM).scene)]);
        page.drop_file("list.json", list.as_bytes()).await?;
        page.wait_until("it is kept", async || {
            let script = "return document.querySelector('.from-outside')?.textContent ?? ''";
            Ok(page.js(script, &[]).await? == json!("Added to My scenes from list.json: 1"))
        })
        .await?;
        page.find("button", "My scenes").await?.click().await?;
        page.find("textbox", "Name of First").await?;
        Ok(())
    })
}

#[test]
fn a_file_of_something_else_is_named_in_chinese() -> Result<()> {
    with_page(SCENE, Options { lang: Lang::Zh, ..Options::sized(390, 844) }, async |page| {
        page.find("slider", "步数").await?;
        page.hears().await?;
        page.drop_file("信.pdf", b"%PDF-1.7 \xff\xfe").await?;
        let said = page.find("alert", Name::Any).await?.text().await?;
        ensure!(said.starts_with("信.pdf 里没有场景。"), "{said}");
        ensure!(page.overflow().await? == 0.0, "it fits");
        ensure!(page.hash().await? == SCENE, "nothing is lost");
        page.drop_file("points.csv", b"x, y\n1, 2\n2, 3.5\n3, 4\n").await?;
        let table = page.find("dialog", Name::Any).await?.find("textbox", Name::Any).await?.value().await?;
        ensure!(table.starts_with("x, y\n1, 2"), "{table}");
        Ok(())
    })
}

#[test]
fn runs_are_copied_and_pasted() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.hears().await?;
        // The first one waits for the tools.
        page.blur().await?;
        page.paste("run=momentum,lr:0.02,beta:0.8", 1).await?;
        let three =
            "surface=ravine&steps=40&run=adam,lr:0.5&run=sgd,lr:0.01&run=momentum,lr:0.02,beta:0.8&select=2&at=12";
        hash_is(page, three).await?;
        page.undo().await?;
        hash_is(page, SCENE).await?;
        // The run whose card has the focus.
        let card = page.find("group", "SGD").await?;
        card.find("slider", Name::Starts("Learning rate")).await?.focus().await?;
        let script = "const data = new DataTransfer();
            const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true });
            Object.defineProperty(event, 'clipboardData', { value: data });
            document.activeElement.dispatchEvent(event);
            return data.getData('text/plain')";
        ensure!(page.js(script, &[]).await? == json!("run=sgd,lr:0.01"), "its own text");
        page.blur().await?;
        ensure!(page.js(script, &[]).await? == json!(""), "elsewhere the browser copies what it copies");
        // What cannot be used is named; the rest is there.
        page.paste("run=adam,zz:3\nrun=nothing", 1).await?;
        let said = page.find("alert", Name::Any).await?.text().await?;
        ensure!(said.contains("Added: Adam") && said.contains("zz:3") && said.contains("nothing"), "{said}");
        // A whole link opens, other text is left alone.
        page.paste(&format!("https://example.org/downhill/#{FILM}"), 1).await?;
        hash_is(page, FILM).await?;
        page.paste("what=ever you like", 1).await?;
        page.pause(200).await;
        hash_is(page, FILM).await
    })
}

#[test]
fn a_link_that_locks_its_runs_keeps_them() -> Result<()> {
    let locked = "surface=ravine&run=adam,lr:0.5&lock=runs";
    with_page(locked, Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.hears().await?;
        page.blur().await?;
        page.paste("run=sgd,lr:0.01", 1).await?;
        let said = page.find("alert", Name::Any).await?.text().await?;
        ensure!(said.contains("locks its runs"), "{said}");
        ensure!(page.hash().await? == locked, "{}", page.hash().await?);
        Ok(())
    })
}
