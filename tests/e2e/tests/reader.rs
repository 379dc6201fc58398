//! The reader: language, theme, little motion, a phone.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, Theme, with_page};

/// How light the page's ground is, from 0 to 255.
async fn lightness(page: &Page) -> Result<f64> {
    let script = r#"
        for (let element = document.body; element; element = element.parentElement) {
            const [r, g, b, a = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
            if (a > 0) return (r + g + b) / 3;
        }
        return 255;"#;
    page.js(script, &[]).await?.as_f64().context("a number")
}

#[test]
fn opens_in_the_reader_s_language() -> Result<()> {
    with_page("run=adam&at=3", Options { lang: Lang::Zh, ..Options::default() }, async |page| {
        let lang = page.html_lang().await?;
        ensure!(lang.starts_with("zh"), "html lang is {lang}");
        page.find("slider", "学习率").await.context("the Chinese name of the learning rate")?;
        ensure!(!page.has("button", "Play").await?, "no English names on a Chinese page");
        Ok(())
    })
}

#[test]
fn the_language_changes_both_ways() -> Result<()> {
    with_page("run=adam&at=3", Options::default(), async |page| {
        ensure!(page.html_lang().await? == "en", "html lang follows the language");
        page.find("slider", "Learning rate").await?;
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.find("slider", "学习率").await?;
        let lang = page.html_lang().await?;
        ensure!(lang.starts_with("zh"), "html lang is {lang}");
        page.blur().await?;
        page.keys("l").await?;
        page.find("slider", "Learning rate").await?;
        ensure!(page.html_lang().await? == "en", "and back by key");
        ensure!(page.step().await? == 3.0, "the scene stays");
        Ok(())
    })
}

#[test]
fn a_link_may_ask_for_language_and_theme() -> Result<()> {
    with_page("run=adam&at=3&lang=zh&theme=dark", Options::default(), async |page| {
        page.find("slider", "学习率").await?;
        ensure!(lightness(page).await? < 90.0, "the ground is {}", lightness(page).await?);
        Ok(())
    })
}

#[test]
fn the_theme_follows_the_system_and_the_button() -> Result<()> {
    with_page("run=adam&at=3", Options { theme: Theme::Dark, ..Options::default() }, async |page| {
        ensure!(lightness(page).await? < 90.0, "dark ground: {}", lightness(page).await?);
        let dark = page.settled_pictures().await?;
        page.find("button", Name::Starts("Theme")).await?.click().await?;
        page.wait_until("the ground is light", async || Ok(lightness(page).await? > 160.0)).await?;
        ensure!(page.settled_pictures().await?[0] != dark[0], "the landscape has the theme's colours");
        page.blur().await?;
        page.keys("t").await?;
        page.wait_until("the ground is dark again", async || Ok(lightness(page).await? < 90.0)).await?;
        ensure!(page.settled_pictures().await? == dark, "and the landscape as before");
        Ok(())
    })
}

#[test]
fn little_motion_opens_at_the_end() -> Result<()> {
    with_page("run=adam&steps=150", Options { reduced_motion: true, ..Options::default() }, async |page| {
        page.wait_for_step(150.0).await?;
        page.find("button", "Play").await?;
        Ok(())
    })
}

async fn fits(page: &Page) -> Result<()> {
    page.settled_pictures().await?;
    let overflow = page.overflow().await?;
    ensure!(overflow == 0.0, "the page is {overflow} px wider than the window");
    Ok(())
}

#[test]
fn a_phone_needs_no_sideways_scrolling() -> Result<()> {
    for (width, lang) in [(390, Lang::En), (390, Lang::Zh), (320, Lang::En)] {
        let options = Options { width, lang, ..Options::phone() };
        with_page("at=40", options, fits).with_context(|| format!("{width} px, {}", lang.name()))?;
    }
    Ok(())
}

#[test]
fn a_phone_has_all_controls() -> Result<()> {
    with_page("run=adam&at=40", Options::phone(), async |page| {
        for name in ["Play", "Step forward", "Step back", "Reset", "Add optimizer", "Share"] {
            page.find("button", name).await?;
        }
        page.find("button", Name::Starts("Surface")).await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.6).await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(41.0).await
    })
}

#[test]
fn looking_for_a_surface_in_either_language_leaves_both_whole() -> Result<()> {
    with_page("surface=beale&run=adam,lr:0.1&at=12", Options::default(), async |page| {
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
