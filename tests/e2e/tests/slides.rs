//! Slides, and the reader's own scenes that they are made of.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Name, Options, Page, with_page};
use serde_json::json;

const DECK: &str = "page=slides&slide=title=First%26surface=saddle%26at=7&slide=surface=himmelblau%26at=80&slide=f=x^2%2B10*y^2%26at=3";

#[test]
fn slides_are_turned_by_key_and_button_and_share_one_transport() -> Result<()> {
    with_page(DECK, Options::default(), async |page| {
        page.find("region", "First").await?;
        page.wait_for_step(7.0).await?;
        let before = page.find("button", "Slide before").await?;
        ensure!(!before.element.is_enabled().await?, "there is none before the first");
        page.keys(Key::PageDown).await?;
        page.find("region", "Himmelblau").await?;
        page.wait_for_step(80.0).await?;
        page.wait_for_link("show=1").await?;
        page.find("button", "Next slide").await?.click().await?;
        page.find("region", "x^2+10*y^2").await?;
        page.keys(Key::PageUp).await?;
        page.find("region", "Himmelblau").await?;
        ensure!(!page.has("region", "x^2+10*y^2").await?, "one at a time");
        // Two at a time: one step for both.
        page.find("combobox", "Side by side").await?.choose("2").await?;
        page.find("region", "x^2+10*y^2").await?;
        page.wait_for_link("side=2").await?;
        let pictures = pictures(page).await?;
        ensure!(pictures.len() == 2, "two pictures");
        page.keys(Key::Home).await?;
        page.wait_for_step(0.0).await?;
        page.wait_until("both have gone back", async || {
            let now = self::pictures(page).await?;
            Ok(now.len() == 2 && now.iter().zip(&pictures).all(|(now, then)| now != then))
        })
        .await?;
        ensure!(page.words().await?.contains("2–3 of 3"), "it says where");
        Ok(())
    })
}

async fn pictures(page: &Page) -> Result<Vec<String>> {
    page.pause(200).await;
    let script = "return [...document.querySelectorAll('.pane canvas')].map((canvas) => canvas.toDataURL())";
    let pictures = page.js(script, &[]).await?;
    Ok(serde_json::from_value(pictures)?)
}

#[test]
fn contrast_and_pointer_are_remembered() -> Result<()> {
    with_page(DECK, Options::default(), async |page| {
        for name in ["High contrast", "Pointer trail"] {
            page.find("switch", name).await?.click().await?;
        }
        let shown = "return [document.documentElement.classList.contains('contrast'), \
            document.querySelector('.pointer-trail') !== null]";
        ensure!(page.js(shown, &[]).await? == json!([true, true]), "both are on");
        page.driver().refresh().await?;
        page.find("region", "First").await?;
        page.wait_until("both are on again", async || Ok(page.js(shown, &[]).await? == json!([true, true]))).await?;
        // What stands on the whole document belongs to this page alone.
        page.set_hash("").await?;
        page.wait_until("contrast is gone", async || Ok(page.js(shown, &[]).await? == json!([false, false]))).await
    })
}

#[test]
fn scenes_are_kept_named_ordered_and_become_slides() -> Result<()> {
    with_page("surface=beale&at=10", Options::default(), async |page| {
        let keep = async |name: &str| -> Result<()> {
            page.find("textbox", "Name of this scene").await?.type_over(name).await?;
            page.find("button", "Keep this scene").await?.click().await
        };
        page.find("button", "My scenes").await?.click().await?;
        page.find("dialog", "My scenes").await?;
        keep("Beale first").await?;
        page.find("link", "Open Beale first").await?;
        keep("Beale again").await?;
        page.find("button", "Move Beale again up").await?.click().await?;
        let order = async || -> Result<Vec<String>> {
            let script = "return [...document.querySelectorAll('.kept input')].map((input) => input.value)";
            Ok(serde_json::from_value(page.js(script, &[]).await?)?)
        };
        page.wait_until("it is first", async || Ok(order().await? == ["Beale again", "Beale first"])).await?;
        page.find("button", "Remove Beale first").await?.click().await?;
        page.wait_until("it is gone", async || Ok(order().await?.len() == 1)).await?;
        page.js("document.querySelector('.scenes [role=status] button').click()", &[]).await?;
        page.wait_until("it is back", async || Ok(order().await? == ["Beale again", "Beale first"])).await?;
        // What is kept is there after the page has been loaded again.
        page.driver().refresh().await?;
        page.find("button", "My scenes").await?.click().await?;
        page.wait_until("it is still there", async || Ok(order().await.is_ok_and(|order| order.len() == 2))).await?;
        page.find("link", "Present").await?.click().await?;
        page.find("region", "Beale again").await?;
        page.wait_for_step(10.0).await
    })
}

#[test]
fn a_file_of_scenes_is_opened_and_another_file_is_refused() -> Result<()> {
    with_page("", Options::default(), async |page| {
        page.find("button", "My scenes").await?.click().await?;
        page.find("dialog", "My scenes").await?;
        let give = "const input = document.querySelector('.scenes input[type=file]'); const data = new DataTransfer(); \
            data.items.add(new File([arguments[0]], 'list.json')); input.files = data.files; \
            input.dispatchEvent(new Event('change', { bubbles: true }))";
        let said = async |words: &str| page.wait_until(words, async || Ok(page.words().await?.contains(words))).await;
        page.js(give, &[json!("no JSON <b>at all</b>")]).await?;
        said("list.json holds no scene.").await?;
        let file = json!({ "downhill": 1, "scenes": [
            { "title": "<img src=x onerror=alert(1)>", "scene": "surface=ackley&run=adam,lr:0.1" },
            { "title": "gone", "scene": "page=lessons" }, { "title": 3 }, null
        ] });
        page.js(give, &[json!(file.to_string())]).await?;
        said("Scenes added: 1.").await?;
        ensure!(
            page.js("return document.querySelectorAll('.scenes img').length", &[]).await? == json!(0),
            "text is text"
        );
        page.find("link", Name::Starts("Open <img")).await?.click().await?;
        page.wait_for_link("surface=ackley").await
    })
}
