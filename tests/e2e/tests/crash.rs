//! A program that breaks off: it is said calmly, and no scene is lost.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{KEEP_PROGRAMS, Key, Lang, Name, Options, Page, broken};
use serde_json::json;

const SCENE: &str = "surface=beale&run=adam,lr:0.1&run=sgd,lr:0.01&at=12";

/// The program that the page opens with, and the last that came. The tools come by themselves soon after the first press,
/// so the last may be them.
const FIRST: i32 = 0;
const LAST: i32 = -1;

/// Overwrites the memory of a program: whatever it does next is a trap.
async fn overwrite(page: &Page, program: i32) -> Result<()> {
    let script = "const { memory } = programs.at(arguments[0]).exports; new Uint8Array(memory.buffer).fill(0xff)";
    page.js(script, &[json!(program)]).await.map(drop)
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
        overwrite(page, FIRST).await?;
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
            overwrite(page, FIRST).await?;
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
        overwrite(page, LAST).await?;
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
