//! When something breaks: a program, the network, a file, the storage, the clipboard, the reader's patience. It is said
//! calmly, and nothing is lost.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, KEEP_PROGRAMS, Key, Lang, Name, Options, Page, forgive, only_in, with_page};
use serde_json::{Value, json};

const SCENE: &str = "surface=beale&run=adam,lr:0.1&run=sgd,lr:0.01&at=12";

/// Runs a script in the page before any of its own, opens the page at `hash`, and lets `body` look. What is on the console
/// is its affair: here things do break.
fn broken<F>(script: &str, hash: &str, options: Options, body: F) -> Result<()>
where
    F: AsyncFnOnce(&Page) -> Result<()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    forgive(runtime.block_on(async {
        only_in(&[Engine::Chromium], "things are broken by Chromium's DevTools")?;
        let page = Page::open("page=lessons", options).await?;
        let looked = async {
            page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
            page.go(hash).await?;
            body(&page).await
        }
        .await;
        if looked.is_err() {
            eprintln!("console: {:#?}", page.errors().await);
        }
        page.close().await?;
        looked
    }))
}

/// Waits longer than for what a page does by itself.
async fn in_time(page: &Page, what: &str, condition: impl AsyncFn() -> Result<bool>) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(60);
    while !condition().await.unwrap_or(false) {
        ensure!(Instant::now() < end, "waited in vain until {what}");
        page.pause(100).await;
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ a program breaks off

/// Overwrites the memory of the program that came last: whatever it does next is a trap.
async fn overwrite(page: &Page) -> Result<()> {
    let script = "const { memory } = programs.at(-1).exports; new Uint8Array(memory.buffer).fill(0xff)";
    page.js(script, &[]).await.map(drop)
}

/// The link in the dialog that says so.
async fn offered(page: &Page, lang: Lang) -> Result<String> {
    let (title, link) = match lang {
        Lang::En => ("Downhill has stopped", "Link of the scene"),
        Lang::Zh => ("Downhill 已停止运行", "场景链接"),
    };
    let dialog = page.find("alertdialog", title).await?;
    ensure!(page.overflow().await? == 0.0, "it fits");
    dialog.find("textbox", link).await?.value().await
}

async fn has_trapped(page: &Page) -> Result<bool> {
    Ok(page.errors().await?.iter().any(|error| error.contains("RuntimeError")))
}

#[test]
fn a_race_that_breaks_off_loses_no_scene() -> Result<()> {
    broken(KEEP_PROGRAMS, SCENE, Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(13.0).await?;
        overwrite(page).await?;
        // Whatever comes next is the end of it: a key, if nothing else has come.
        page.keys(Key::Right).await?;
        let link = offered(page, Lang::En).await?;
        ensure!(has_trapped(page).await?, "it has really broken off");
        ensure!(link.ends_with(&format!("#{}", SCENE.replace("at=12", "at=13"))), "{link}");
        ensure!(page.focused().await?.as_deref() == Some("button Reload this scene"), "{:?}", page.focused().await?);
        // Nothing else can be used, and keys do not reach what is dead.
        page.pause(500).await;
        let before = page.errors().await?.len();
        page.keys("u").await?;
        page.keys(Key::Escape).await?;
        ensure!(page.has("alertdialog", Name::Any).await?, "it stays");
        ensure!(page.errors().await?.len() == before, "nothing more goes wrong");
        ensure!(page.js("return document.getElementById('app').inert", &[]).await? == json!(true), "the rest is still");
        page.find("button", "Reload this scene").await?.click().await?;
        page.wait_for_step(13.0).await?;
        ensure!(page.find("group", "SGD").await.is_ok() && !page.has("alertdialog", Name::Any).await?, "it is back");
        page.find("button", "My scenes").await?;
        Ok(())
    })
}

#[test]
fn so_it_is_with_every_program_and_in_chinese() -> Result<()> {
    let zh = Options { lang: Lang::Zh, ..Options::phone() };
    let embed = Options::sized(300, 260);
    for (hash, options, lang) in [
        ("page=averages&beta=0.9&days=60", Options::default(), Lang::En),
        ("page=lessons/adam", zh, Lang::Zh),
        ("surface=beale&run=adam,lr:0.1&at=7&embed=1", embed, Lang::En),
    ] {
        broken(KEEP_PROGRAMS, hash, options, async |page| {
            page.wait_until_ready().await?;
            page.wait_until("it is drawn", async || {
                Ok(page
                    .js("return document.body.dataset.address ?? ''", &[])
                    .await?
                    .as_str()
                    .is_some_and(|a| a.contains('#')))
            })
            .await?;
            overwrite(page).await?;
            page.js(
                "dispatchEvent(new Event('resize')); document.querySelector('main button, .bar button')?.click()",
                &[],
            )
            .await?;
            page.keys("u").await?;
            let link = offered(page, lang).await?;
            ensure!(link.ends_with(&format!("#{hash}")), "{link}");
            Ok(())
        })
        .with_context(|| hash.to_owned())?;
    }
    // A dialog is another program than what it is about.
    broken(KEEP_PROGRAMS, SCENE, Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.find("button", "Share").await?.click().await?;
        let dialog = page.find("dialog", Name::Any).await?;
        overwrite(page).await?;
        dialog.find("button", "Embed").await?.click().await?;
        let link = offered(page, Lang::En).await?;
        ensure!(link.ends_with(&format!("#{SCENE}")), "{link}");
        page.find("button", "Opening scene").await?.click().await?;
        page.wait_until("the opening scene is there", async || {
            Ok(page.hash().await?.is_empty() && page.run_names().await?.len() == 4)
        })
        .await
    })
}

// ------------------------------------------------------------------------------------------------ no program at all

#[test]
fn without_wasm_the_still_picture_stays_and_the_page_says_why() -> Result<()> {
    let without_simd = "WebAssembly.instantiateStreaming = WebAssembly.instantiate = WebAssembly.compileStreaming =
        async () => { throw new WebAssembly.CompileError('invalid SIMD opcode') }";
    for script in ["delete globalThis.WebAssembly", without_simd] {
        broken(script, "", Options::default(), async |page| {
            let said = page.find("alert", Name::Any).await?.text().await?;
            ensure!(said.contains("lacks WebAssembly") && said.contains("浏览器缺少"), "{said}");
            let still = "const [image] = document.querySelectorAll('.still img');
                return image.complete && image.naturalWidth > 0 && image.getBoundingClientRect().width > 300";
            ensure!(page.js(still, &[]).await? == json!(true), "the picture is there");
            ensure!(!page.has("alertdialog", Name::Any).await?, "nothing has broken off");
            // Saying it again says it once.
            page.set_hash("page=averages").await?;
            page.find("alert", Name::Any).await?;
            page.set_hash("at=3").await?;
            page.find("alert", Name::Any).await.map(drop)
        })
        .with_context(|| script.to_owned())?;
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ the network

#[test]
fn on_a_slow_network_the_picture_comes_first_and_waiting_is_said() -> Result<()> {
    broken("", "page=lessons", Options::default(), async |page| {
        page.cdp("Network.enable", json!({})).await?;
        page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
        let slow =
            json!({ "offline": false, "latency": 300, "downloadThroughput": 250_000, "uploadThroughput": 250_000 });
        page.cdp("Network.emulateNetworkConditions", slow).await?;
        // Returns once the first files are there.
        page.go("").await?;
        ensure!(!page.has("button", "Share").await?, "the program is still on its way");
        let still = "return document.querySelector('.still img').naturalWidth > 0";
        in_time(page, "the picture is there", async || Ok(page.js(still, &[]).await? == json!(true))).await?;
        in_time(page, "the page is there", async || page.has("button", "Share").await).await?;
        page.find("button", "Share").await?.click().await?;
        in_time(page, "it is said", async || Ok(page.words().await?.contains("on its way"))).await?;
        in_time(page, "the dialog is there", async || page.has("dialog", "Share this view").await).await?;
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

/// What is missing, where one goes, and the words by which one knows what has become of it; then whether the page works.
const MISSING: [(&str, &str, &str, bool); 7] = [
    ("*/web-*.wasm", "", "could not start", false),
    ("*/pages-*.js*", "page=averages", "could not start", false),
    ("*lessons/en.json*", "page=lessons/adam", "could not be loaded", true),
    ("*/en.txt*", "", "could not start", false),
    ("*/en-more.txt*", "page=averages", "could not start", false),
    ("*/still-*", "", "Adam", true),
    ("*/outside.js*", "", "Adam", true),
];

#[test]
fn a_missing_file_is_said_or_not_missed() -> Result<()> {
    for (file, hash, words, works) in MISSING {
        broken("", "page=lessons", Options::default(), async |page| {
            page.cdp("Network.enable", json!({})).await?;
            page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
            page.cdp("Network.setBlockedURLs", json!({ "urls": [file] })).await?;
            page.go(hash).await?;
            page.wait_until(&format!("{words} is said"), async || Ok(page.words().await?.contains(words))).await?;
            if works && hash.is_empty() {
                page.find("button", "Step forward").await?.click().await?;
                page.wait_until("it moves", async || Ok(page.hash().await?.contains("at="))).await?;
            }
            // Once it is back, everything is.
            page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
            page.go(SCENE).await?;
            page.wait_for_step(12.0).await
        })
        .with_context(|| file.to_owned())?;
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------------ the storage

const BLOCKED: &str =
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } });
    Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError') } });";
const FULL: &str = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };";

#[test]
fn blocked_or_full_storage_costs_only_what_would_be_kept() -> Result<()> {
    for script in [BLOCKED, FULL] {
        broken(script, SCENE, Options::default(), async |page| {
            page.wait_for_step(12.0).await?;
            // Settings last as long as the page.
            page.find("button", Name::Starts("Theme")).await?.click().await?;
            page.wait_until("it is dark", async || {
                Ok(page.js("return document.documentElement.dataset.theme", &[]).await? == json!("dark"))
            })
            .await?;
            page.find("button", "My scenes").await?.click().await?;
            let dialog = page.find("dialog", "My scenes").await?;
            dialog.find("button", Name::Starts("Keep")).await?.click().await?;
            page.wait_until("it is said that nothing can be kept", async || {
                Ok(page.words().await?.contains("keeps nothing"))
            })
            .await?;
            page.keys(Key::Escape).await?;
            page.set_hash("page=averages").await?;
            page.find("slider", Name::Starts("Days")).await?;
            let theme = page.js("return document.documentElement.dataset.theme", &[]).await?;
            ensure!(theme == json!("dark"), "the other program knows the theme: {theme}");
            ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
            Ok(())
        })
        .with_context(|| script.to_owned())?;
    }
    broken(BLOCKED, "surface=beale&embed=1&at=3", Options::sized(640, 420), async |page| {
        page.wait_for_step(3.0).await?;
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

// ------------------------------------------------------------------------------------------------ the clipboard

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected() -> Result<()> {
    let refuse = "if (navigator.clipboard) navigator.clipboard.writeText = async () => { throw new DOMException('denied', 'NotAllowedError') };";
    broken(refuse, SCENE, Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.find("button", "Share").await?.click().await?;
        let dialog = page.find("dialog", "Share this view").await?;
        dialog.find("button", "Copy").await?.click().await?;
        dialog.find("button", "Selected: press Ctrl+C").await?;
        let selected = page.js("return getSelection().toString() || document.activeElement.value", &[]).await?;
        ensure!(selected.as_str().is_some_and(|text| text.ends_with(SCENE)), "{selected}");
        page.keys(Key::Escape).await?;
        // A run, by its own button.
        hears(page).await?;
        let card = page.find("group", "SGD").await?;
        card.open_more().await?;
        card.find("button", "Copy as text").await?.click().await?;
        page.wait_until("it is said", async || Ok(page.words().await?.contains("Not allowed here"))).await
    })
}

#[test]
fn a_finger_copies_a_run() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let kept = "window.copied = []; navigator.clipboard.writeText = async text => { copied.push(text) }";
        page.js(kept, &[]).await?;
        hears(page).await?;
        let card = page.find("group", "SGD").await?;
        card.open_more().await?;
        card.find("button", "Copy as text").await?.click().await?;
        page.wait_until(
            "it is copied",
            async || Ok(page.js("return copied", &[]).await? == json!(["run=sgd,lr:0.01"])),
        )
        .await?;
        page.wait_until("it is said", async || Ok(page.words().await?.contains("Copied: SGD"))).await?;
        ensure!(page.overflow().await? == 0.0, "it fits");
        Ok(())
    })
}

// ------------------------------------------------------------------------------------------------ files and texts

/// Waits until the page hears of what comes from outside: that is later than what it needs itself.
async fn hears(page: &Page) -> Result<()> {
    let script = "return document.getElementById('tools').dataset.hears !== undefined";
    page.wait_until("the page hears of files", async || Ok(page.js(script, &[]).await? == json!(true))).await
}

/// Drops a file that a script makes; whether the browser is kept from opening it itself.
async fn drop_file(page: &Page, file: &str) -> Result<Value> {
    let script = format!(
        "const data = new DataTransfer(); data.items.add({file});
        return ['dragenter', 'dragover', 'drop'].map(what => !document.body.dispatchEvent(
            new DragEvent(what, {{ dataTransfer: data, bubbles: true, cancelable: true }})))"
    );
    page.js(&script, &[]).await
}

#[test]
fn a_file_that_is_dropped_early_does_not_take_the_page_away() -> Result<()> {
    broken("", SCENE, Options::default(), async |page| {
        // Nothing has come yet but the boot script.
        page.cdp("Network.enable", json!({})).await?;
        page.cdp("Network.setBlockedURLs", json!({ "urls": ["*/web-*.wasm", "*/outside.js*"] })).await?;
        page.go(SCENE).await?;
        page.find("alert", Name::Any).await?;
        let prevented = drop_file(page, "new File(['x'], 'x.png')").await?;
        ensure!(prevented[1] == json!(true) && prevented[2] == json!(true), "{prevented}");
        page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        page.go(SCENE).await?;
        page.wait_for_step(12.0).await?;
        // The first drag brings what knows about files, sooner than it would come by itself.
        drop_file(page, "new File(['x'], 'x.png')").await?;
        hears(page).await?;
        drop_file(page, "new File(['surface=himmelblau&at=5'], 'x.txt')").await?;
        page.wait_until("it is opened", async || Ok(page.hash().await? == "surface=himmelblau&at=5")).await
    })
}

#[test]
fn damaged_files_are_named_and_change_nothing() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        hears(page).await?;
        for (file, says) in [
            ("new File(['\\x89PNG\\r\\n\\x1a\\n'], 'cut.png')", "cut.png holds no scene"),
            ("new File(['GIF89a', new Uint8Array(2000).fill(255)], 'bad.gif')", "bad.gif holds no scene"),
            (
                "new File(['<svg><metadata id=\"downhill-scene\">surface=nowhere</metadata>'], 'bad.svg')",
                "bad.svg holds no scene",
            ),
            ("new File(['{\"scenes\": [{\"scene\": 5}, null]}'], 'bad.json')", "bad.json holds no scene"),
            ("new File([new Uint8Array(3000000).fill(65)], 'long.csv')", "long.csv holds no scene"),
            ("new File([new Uint8Array(120000000)], 'huge.png')", "huge.png is too large: 100"),
        ] {
            drop_file(page, file).await?;
            page.wait_until(says, async || {
                let said = page.js("return document.querySelector('.from-outside')?.textContent ?? ''", &[]).await?;
                Ok(said.as_str().is_some_and(|said| said.contains(says)))
            })
            .await?;
            ensure!(page.hash().await? == SCENE, "nothing is lost");
        }
        Ok(())
    })
}

/// Pastes a text of so many repetitions where the focus is; the milliseconds until the page has drawn what it made of it.
async fn paste(page: &Page, piece: &str, times: usize) -> Result<f64> {
    let script = "const [piece, times, done] = arguments;
        const data = new DataTransfer(); data.setData('text/plain', piece.repeat(times));
        const start = performance.now();
        const target = document.activeElement;
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        // Firefox gives an event that a script makes other data than it is told.
        Object.defineProperty(event, 'clipboardData', { value: data });
        const free = target.dispatchEvent(event);
        // A field takes what the page does not.
        if (free && target.matches('input, textarea')) {
            target.value = piece.repeat(times);
            target.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))), 50))";
    page.js(script, &[json!(piece), json!(times)]).await?.as_f64().context("a time")
}

#[test]
fn a_huge_paste_neither_stops_the_page_nor_changes_it() -> Result<()> {
    /// Milliseconds: generous, for other tests run beside this one.
    const PATIENT: f64 = 4000.0;
    with_page(SCENE, Options::default(), async |page| {
        hears(page).await?;
        // The tools come with the first one.
        page.blur().await?;
        paste(page, "run=sgd,lr:0.02", 1).await?;
        page.wait_for_link("run=sgd,lr:0.02").await?;
        let three = page.hash().await?;
        for (piece, times) in [("word ", 1_000_000), ("&", 900_000), ("中", 300_000), ("run=", 200_000)] {
            page.blur().await?;
            let time = paste(page, piece, times).await?;
            ensure!(time < PATIENT, "{piece} × {times}: {time} ms");
        }
        page.pause(500).await;
        ensure!(page.hash().await? == three, "nothing has changed");
        // A link of half a megabyte of mistakes.
        let time = paste(page, "at=7&a", 80_000).await?;
        ensure!(time < PATIENT, "a long link: {time} ms");
        page.wait_until("what is wrong is said", async || Ok(page.words().await?.contains("could not be used")))
            .await?;
        page.set_hash(&three).await?;
        page.wait_for_step(12.0).await?;
        // Into fields.
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        let field = page.find("textbox", "Formula").await?;
        field.focus().await?;
        let time = paste(page, "x+", 500_000).await?;
        ensure!(time < PATIENT, "a formula: {time} ms");
        page.wait_until("it is refused", async || Ok(page.words().await?.contains("500"))).await?;
        page.keys(Key::Escape).await?;
        ensure!(page.hash().await?.contains("surface=beale"), "{}", page.hash().await?);
        Ok(())
    })
}

// ------------------------------------------------------------------------------------------------ found by the monkey

#[test]
fn looking_for_a_surface_in_either_language_leaves_both_whole() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.wait_for_step(12.0).await?;
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        page.find("searchbox", Name::Starts("Search")).await?.type_over("rav").await?;
        page.keys(Key::Escape).await?;
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.find("slider", "步数").await?;
        ensure!(page.words().await?.contains("分享"), "the other language has its words");
        Ok(())
    })
}

#[test]
fn a_guest_and_the_site_do_not_share_an_address() -> Result<()> {
    with_page("surface=beale&steps=4000&embed=1", Options::default(), async |page| {
        page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
        page.find("button", "Pause").await?.click().await?;
        page.set_hash("surface=ravine&at=5").await?;
        // That is a load.
        page.wait_until("the site is there", async || page.has("button", "Share").await).await?;
        page.wait_for_step(5.0).await?;
        page.keys("u").await?;
        page.pause(600).await;
        ensure!(page.hash().await? == "surface=ravine&at=5", "{}", page.hash().await?);
        page.set_hash("surface=beale&embed=1&at=3").await?;
        page.wait_until("the guest is there", async || page.has("link", "Downhill").await).await?;
        page.wait_for_step(3.0).await
    })
}

// ------------------------------------------------------------------------------------------------ a tab asleep

/// Animation frames come only while the tab is awake; the clock goes on.
const SLEEP: &str = "window.asleep = false; window.late = 0; const waiting = [];
    const frame = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback => frame(now => asleep ? waiting.push(callback) : callback(now + late));
    window.wake = hours => { asleep = false; late += hours * 3600000; waiting.splice(0).forEach(callback => requestAnimationFrame(callback)) };";

#[test]
fn a_tab_that_slept_goes_on_where_it_was() -> Result<()> {
    broken(SLEEP, "surface=ravine&steps=5000&run=adam,lr:0.001", Options::default(), async |page| {
        page.wait_until_ready().await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
        page.js("asleep = true", &[]).await?;
        page.pause(300).await;
        let before = page.step().await?;
        page.pause(1500).await;
        ensure!(page.step().await? == before, "nothing moves");
        page.js("wake(9)", &[]).await?;
        page.wait_until("it goes on", async || Ok(page.step().await? > before)).await?;
        let after = page.step().await?;
        ensure!(after < before + 60.0, "it does not jump: from {before} to {after}");
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

// ------------------------------------------------------------------------------------------------ a canvas lost

#[test]
fn what_a_browser_takes_from_a_canvas_is_drawn_again() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.settled_pictures().await?;
        let before = page.picture().await?;
        // Even the same width empties a canvas.
        let take = "for (const canvas of document.querySelectorAll('#land, #loss')) canvas.width = canvas.width";
        page.js(take, &[]).await?;
        page.wait_until("it is taken", async || Ok(page.picture().await? != before)).await?;
        let give = "for (const canvas of document.querySelectorAll('#land, #loss'))
            canvas.dispatchEvent(new Event('contextrestored'))";
        page.js(give, &[]).await?;
        page.wait_until("all is as it was", async || Ok(page.picture().await? == before)).await
    })
}
