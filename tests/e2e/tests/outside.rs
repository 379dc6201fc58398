//! Files and texts from outside: early, damaged, huge; and a run that a finger copies.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Name, Options, broken, with_page};
use serde_json::json;

const SCENE: &str = "surface=beale&run=adam,lr:0.1&run=sgd,lr:0.01&at=12";

#[test]
fn a_file_that_is_dropped_early_does_not_take_the_page_away() -> Result<()> {
    broken("", SCENE, Options::default(), async |page| {
        // Nothing has come yet but the boot script.
        page.cdp("Network.enable", json!({})).await?;
        page.cdp("Network.setBlockedURLs", json!({ "urls": ["*/web-*.wasm", "*/outside.js*"] })).await?;
        page.go(SCENE).await?;
        page.find("alert", Name::Any).await?;
        let prevented = page.drop_made("new File(['x'], 'x.png')").await?;
        ensure!(prevented[1] == json!(true) && prevented[2] == json!(true), "{prevented}");
        page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        page.go(SCENE).await?;
        page.wait_for_step(12.0).await?;
        // The first drag brings what knows about files, sooner than it would come by itself.
        page.drop_made("new File(['x'], 'x.png')").await?;
        page.hears().await?;
        page.drop_made("new File(['surface=himmelblau&at=5'], 'x.txt')").await?;
        page.wait_until("it is opened", async || Ok(page.hash().await? == "surface=himmelblau&at=5")).await
    })
}

#[test]
fn damaged_files_are_named_and_change_nothing() -> Result<()> {
    with_page(SCENE, Options::default(), async |page| {
        page.hears().await?;
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
            page.drop_made(file).await?;
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

#[test]
fn a_huge_paste_neither_stops_the_page_nor_changes_it() -> Result<()> {
    /// Milliseconds: generous, for other tests run beside this one.
    const PATIENT: f64 = 4000.0;
    with_page(SCENE, Options::default(), async |page| {
        page.hears().await?;
        // The tools come with the first one.
        page.blur().await?;
        page.paste("run=sgd,lr:0.02", 1).await?;
        page.wait_for_link("run=sgd,lr:0.02").await?;
        let three = page.hash().await?;
        for (piece, times) in [("word ", 1_000_000), ("&", 900_000), ("中", 300_000), ("run=", 200_000)] {
            page.blur().await?;
            let time = page.paste(piece, times).await?;
            ensure!(time < PATIENT, "{piece} × {times}: {time} ms");
        }
        page.pause(500).await;
        ensure!(page.hash().await? == three, "nothing has changed");
        // A link of half a megabyte of mistakes.
        let time = page.paste("at=7&a", 80_000).await?;
        ensure!(time < PATIENT, "a long link: {time} ms");
        page.wait_until("what is wrong is said", async || Ok(page.words().await?.contains("could not be used")))
            .await?;
        page.set_hash(&three).await?;
        page.wait_for_step(12.0).await?;
        // Into fields.
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        let field = page.find("textbox", "Formula").await?;
        field.focus().await?;
        let time = page.paste("x+", 500_000).await?;
        ensure!(time < PATIENT, "a formula: {time} ms");
        page.wait_until("it is refused", async || Ok(page.words().await?.contains("500"))).await?;
        page.keys(Key::Escape).await?;
        ensure!(page.hash().await?.contains("surface=beale"), "{}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn a_finger_copies_a_run() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let kept = "window.copied = []; navigator.clipboard.writeText = async text => { copied.push(text) }";
        page.js(kept, &[]).await?;
        page.hears().await?;
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
