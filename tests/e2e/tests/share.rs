//! The share dialog: codes that work as they are copied, what a teacher chooses, the preview, the QR code.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Options, Page, with_page};
use serde_json::json;

const SCENE: &str = "f=(x-1)^2+3*y^2&start=-4,2&run=adam,lr:0.5&run=sgd,lr:0.1&at=12";

async fn open(page: &Page) -> Result<()> {
    page.find("button", "Share").await?.click().await?;
    page.find("textbox", "Link").await?;
    Ok(())
}

#[test]
fn the_codes_show_the_scene() -> Result<()> {
    with_page(SCENE, Options::sized(1280, 900), async |page| {
        page.find("slider", "Step").await?;
        let before = page.js("return history.length", &[]).await?;
        open(page).await?;
        page.find("button", "Embed").await?.click().await?;
        let frame = page.find("textbox", "Frame").await?.value().await?;
        let markdown = page.find("textbox", "Markdown").await?.value().await?;
        let element = page.find("textbox", "Web component").await?.value().await?;
        // As a page would read them: what the attributes say. This page's own policy allows no styles.
        let script = "const place = document.createElement('template');
            place.innerHTML = arguments[0].replace(/ style=\"[^\"]*\"/, '');
            const one = place.content.querySelector('iframe, downhill-plot');
            return [one.getAttribute('src') ?? '', one.getAttribute('scene') ?? '', one.getAttribute('title'),
                place.content.querySelector('script')?.getAttribute('src') ?? '']";
        let read = page.js(script, &[json!(frame)]).await?;
        let base = page.url().await?;
        let base = base.split('#').next().unwrap_or_default();
        ensure!(read[0] == json!(format!("{base}#{SCENE}&embed=1")), "{frame}");
        ensure!(read[2].as_str().is_some_and(|title| title.starts_with("Adam, SGD on ")), "{frame}");
        let read = page.js(script, &[json!(element)]).await?;
        ensure!(read[1] == json!(SCENE) && read[3] == json!(format!("{base}embed.js")), "{element}");
        ensure!(markdown.ends_with(&format!("](<downhill.png>)](<{base}#{SCENE}>)")), "{markdown}");
        // The preview is that embed, and follows what is chosen.
        page.find("combobox", "Slider 2").await?.choose("none").await?;
        page.wait_until("the preview has one slider", async || {
            let script =
                "return document.querySelector('.preview iframe').contentDocument?.querySelectorAll('fieldset').length";
            Ok(page.js(script, &[]).await? == json!(1))
        })
        .await?;
        let frame = page.find("textbox", "Frame").await?.value().await?;
        ensure!(frame.contains("&amp;sliders=0.lr&amp;embed=1\""), "{frame}");
        ensure!(page.js("return history.length", &[]).await? == before, "the preview leaves no history");
        Ok(())
    })
}

#[test]
fn a_teacher_chooses_what_the_class_sees() -> Result<()> {
    with_page(SCENE, Options::sized(1280, 900), async |page| {
        page.find("slider", "Step").await?;
        open(page).await?;
        let before = page.js("return document.querySelector('.qr path').getAttribute('d')", &[]).await?;
        page.js("document.querySelector('.share summary').click()", &[]).await?;
        page.find("switch", "Chart").await?.click().await?;
        page.find("switch", "Which runs there are").await?.click().await?;
        page.js("document.querySelector('.share details .switch input').click()", &[]).await?;
        page.find("combobox", "At first").await?.choose("waits at the start").await?;
        let link = page.find("textbox", "Link").await?;
        page.wait_until("the link says so", async || {
            let text = link.value().await?;
            Ok(text.ends_with("&at=0&hide=chart&lock=runs&predict=1"))
        })
        .await?;
        page.wait_until("the QR code is of that link", async || {
            let now = page.js("return document.querySelector('.qr path').getAttribute('d')", &[]).await?;
            Ok(now != before && now.as_str().is_some_and(|path| path.starts_with("M0 0h7v1H0z")))
        })
        .await?;
        ensure!(page.has("image", "QR code of the link above").await?, "it has a name");
        page.wait_until("the preview shows it", async || {
            let script = "const page = document.querySelector('.preview iframe').contentDocument;
                return page?.documentElement.dataset.hide === 'chart' && !!page.querySelector('.guess')";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        ensure!(page.hash().await? == SCENE, "the author's own page stays: {}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn without_a_clipboard_the_text_is_selected() -> Result<()> {
    with_page(SCENE, Options::sized(390, 844), async |page| {
        page.find("slider", "Step").await?;
        page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })", &[]).await?;
        open(page).await?;
        page.find("button", "Copy").await?.click().await?;
        page.find("button", "Selected: press Ctrl+C").await?;
        let script =
            "const field = document.activeElement; return [field.value, field.selectionStart, field.selectionEnd]";
        let now = page.js(script, &[]).await?;
        let length = now[0].as_str().context("the field has the focus")?.len();
        ensure!(now[1] == json!(0) && now[2] == json!(length), "all of it is selected: {now}");
        ensure!(page.overflow().await? == 0.0, "on a phone it fits");
        Ok(())
    })
}
