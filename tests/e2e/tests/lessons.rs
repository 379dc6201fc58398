//! The lessons: contents, live figures, numbers in the prose, questions, languages, phone.

use anyhow::{Context, Result, ensure};
use downhill::scene::{LESSONS, Page as Place};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};
use serde_json::json;

async fn arrive(page: &Page) -> Result<()> {
    page.wait_until("the lesson is there", async || {
        Ok(page.js("return !!document.querySelector('.lesson h1, .contents')", &[]).await? == json!(true))
    })
    .await
}

/// How many figures are drawn: canvases with more than a few colours.
async fn drawn(page: &Page) -> Result<u64> {
    let script = "return [...document.querySelectorAll('figure canvas')].filter((c) => c.width > 50 &&
        new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size > 8).length";
    page.js(script, &[]).await?.as_u64().context("a number")
}

#[test]
fn every_lesson_opens_by_its_link_in_both_languages() -> Result<()> {
    for lang in [Lang::En, Lang::Zh] {
        let options = Options { lang, ..Options::sized(1440, 900) };
        with_page("page=lessons", options, async |page| {
            arrive(page).await?;
            let links = page.find_all("link", Name::Any).await?;
            let listed = links.iter().filter(|l| l.name.len() > 20).count();
            ensure!(listed >= LESSONS.len(), "{listed} lessons are listed");
            for index in 0..LESSONS.len() {
                let name = Place::Lesson(index).name();
                page.go(&format!("page={name}")).await?;
                arrive(page).await?;
                ensure!(page.overflow().await? == 0.0, "{name} is wider than the window");
                let maths = page.js("return document.querySelectorAll('.lesson math').length", &[]).await?;
                ensure!(maths.as_u64().is_some_and(|n| n > 0), "{name} has no formula");
                let figures = page.js("return document.querySelectorAll('figure.wide').length", &[]).await?;
                ensure!(figures.as_u64().is_some_and(|n| n > 0), "{name} has no figure");
                let raw =
                    page.js("return /[{}]|\\[\\[|~~~|\\$/.test(document.querySelector('.lesson').innerText)", &[]);
                ensure!(raw.await? == json!(false), "{name} shows its markup");
            }
            Ok(())
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn a_number_in_the_prose_drives_the_figure() -> Result<()> {
    with_page("page=lessons/momentum", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        let number = page.find_all("slider", "Momentum: Momentum β").await?.remove(0);
        number.element.scroll_into_view().await?;
        page.wait_until("the figure is drawn", async || Ok(drawn(page).await? > 0)).await?;
        let dragged = page.js("return document.querySelector('figcaption .scrubnum').textContent", &[]).await?;
        ensure!(dragged == json!("0.9"), "the number shows the figure's: {dragged}");
        let before = page.pictures().await?;
        page.js("document.querySelector('figcaption .scrubnum').focus()", &[]).await?;
        for _ in 0..5 {
            page.keys(Key::Left).await?;
        }
        page.wait_until("number, slider and picture follow", async || {
            let now = page.js("return document.querySelector('figcaption .scrubnum').textContent", &[]).await?;
            Ok(now != json!("0.9") && page.pictures().await? != before)
        })
        .await
    })
}

#[test]
fn a_guess_comes_before_the_answer() -> Result<()> {
    with_page("page=lessons/momentum", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        let reveal = page.find("button", "Show what happens").await?;
        ensure!(!reveal.element.is_enabled().await?, "no answer without a guess");
        ensure!(!page.words().await?.contains("your guess, and what happens"), "and no hint");
        let options = page.find_all("radio", Name::Any).await?;
        options[1].click().await?;
        page.wait_until("now it can be shown", async || {
            page.find("button", "Show what happens").await?.element.is_enabled().await.map_err(Into::into)
        })
        .await?;
        page.find("button", "Show what happens").await?.click().await?;
        page.wait_until("the answer", async || Ok(page.words().await?.contains("your guess, and what happens")))
            .await?;
        ensure!(page.words().await?.contains("it swings out to 6.89"), "with its numbers");
        page.wait_until("and the run is shown, moving", async || {
            let moved =
                "const c = document.querySelector('.ask .count'); return c ? parseInt(c.innerText.match(/\\d+/)) : 0";
            Ok(page.js(moved, &[]).await?.as_f64().is_some_and(|step| step > 5.0))
        })
        .await?;
        // The guess is kept on the device.
        page.go("page=lessons/momentum").await?;
        arrive(page).await?;
        let kept = page.js("return [...document.querySelectorAll('.option input')].map((i) => i.checked)", &[]).await?;
        ensure!(kept == json!([false, true, false]), "{kept}");
        Ok(())
    })
}

#[test]
fn what_is_to_be_tried_is_one_press() -> Result<()> {
    with_page("page=lessons/momentum", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        let number = "return document.querySelector('figcaption .scrubnum').textContent";
        page.find("button", Name::Starts("Give momentum")).await?.click().await?;
        page.wait_until("the figure is set", async || Ok(page.js(number, &[]).await? == json!("0.5"))).await?;
        page.find("button", "Back").await?.click().await?;
        page.wait_until("and set back", async || Ok(page.js(number, &[]).await? == json!("0.9"))).await
    })
}

#[test]
fn a_figure_opens_in_the_app_with_its_scene() -> Result<()> {
    with_page("page=lessons/momentum", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        page.find_all("link", "Open in the app").await?.remove(0).click().await?;
        page.wait_for_runs(&["SGD", "Momentum"]).await?;
        ensure!(page.hash().await?.contains("surface=ravine"), "{}", page.hash().await?);
        page.driver().back().await?;
        arrive(page).await
    })
}

#[test]
fn figures_out_of_sight_cost_nothing() -> Result<()> {
    with_page("page=lessons/choosing", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        page.pause(600).await;
        let all = page.js("return document.querySelectorAll('figure canvas').length", &[]).await?;
        let first = drawn(page).await?;
        ensure!(all.as_u64().is_some_and(|all| first < all), "{first} of {all} are drawn before one scrolls");
        let frames = page.frames().await?;
        page.pause(1_000).await;
        ensure!(page.frames().await? - frames <= 2, "nothing moves by itself");
        page.js("document.querySelector('.pager').scrollIntoView()", &[]).await?;
        page.wait_until("the last ones are drawn when they come", async || Ok(drawn(page).await? > first)).await
    })
}

/// A hand-out: on paper every figure is a still, also those nobody has scrolled to.
#[test]
fn paper_has_every_figure() -> Result<()> {
    with_page("page=lessons/choosing", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        page.pause(400).await;
        let all = page.js("return document.querySelectorAll('figure canvas').length", &[]).await?;
        ensure!(drawn(page).await? < all.as_u64().unwrap_or(0), "some have not been scrolled to");
        page.cdp("Page.printToPDF", json!({})).await?;
        let after = drawn(page).await?;
        ensure!(Some(after) == all.as_u64(), "{after} of {all} figures are on paper");
        Ok(())
    })
}

#[test]
fn progress_is_kept_and_the_pager_turns() -> Result<()> {
    with_page("page=lessons/troubles", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        page.js("document.querySelector('.pager').scrollIntoView()", &[]).await?;
        page.wait_until("it is kept", async || {
            let script = "return Object.keys(localStorage).some((key) => key.includes('lesson.troubles.read'))";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        page.find("link", Name::Starts("Next")).await?.click().await?;
        page.wait_for_link("page=lessons/averages").await?;
        page.go("page=lessons").await?;
        arrive(page).await?;
        let read = page.js("return document.querySelectorAll('.contents .read').length", &[]).await?;
        ensure!(read.as_u64().is_some_and(|n| n >= 1), "{read} lessons are marked as read");
        Ok(())
    })
}

#[test]
fn the_language_changes_in_place() -> Result<()> {
    with_page("page=lessons/adam", Options::sized(1440, 900), async |page| {
        arrive(page).await?;
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.wait_until("the lesson is in Chinese", async || Ok(page.words().await?.contains("先预测，再揭晓")))
            .await?;
        ensure!(page.hash().await? == "page=lessons/adam", "{}", page.hash().await?);
        let held = page.focused().await?.unwrap_or_default();
        ensure!(held.contains("English") || held.contains("语言"), "the focus stays at the button: {held}");
        ensure!(page.html_lang().await? == "zh-CN", "{}", page.html_lang().await?);
        Ok(())
    })
}

#[test]
fn a_lesson_fits_a_phone_in_chinese() -> Result<()> {
    with_page("page=lessons/rmsprop", Options { lang: Lang::Zh, ..Options::phone() }, async |page| {
        arrive(page).await?;
        ensure!(page.overflow().await? == 0.0, "wider than the window");
        page.js("document.querySelector('figure').scrollIntoView()", &[]).await?;
        page.wait_until("its figure is drawn", async || Ok(drawn(page).await? > 0)).await?;
        let slider = page.find_all("slider", Name::Any).await?.remove(0);
        ensure!(slider.area().await?.height >= 20.0, "a finger finds the slider");
        Ok(())
    })
}

#[test]
fn the_formula_stands_in_the_card_and_lights_up() -> Result<()> {
    with_page("surface=ravine&run=momentum,lr:0.5&at=20", Options::sized(1440, 900), async |page| {
        let card = page.find("group", "Momentum").await?;
        card.open_more().await?;
        page.wait_until("the formula is there", async || {
            Ok(page.js("return document.querySelectorAll('.idea [data-param=beta]').length", &[]).await? == json!(2))
        })
        .await?;
        ensure!(card.text().await?.len() > 40, "the idea in words");
        let slider = card.find("slider", "Momentum β").await?.area().await?;
        page.point_at(slider.at(0.5, 0.5)).await?;
        page.wait_until("β is lit in the formula", async || {
            Ok(page.js("return document.querySelectorAll('.idea .lit').length", &[]).await? == json!(2))
        })
        .await?;
        let symbol = page
            .js("const r = document.querySelector('.idea [data-param=beta]').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]", &[])
            .await?;
        page.point_at((symbol[0].as_f64().unwrap_or(0.0), symbol[1].as_f64().unwrap_or(0.0))).await?;
        page.wait_until("and its slider from the formula", async || {
            Ok(page.js("return document.querySelectorAll('.param.lit').length", &[]).await? == json!(1))
        })
        .await
    })
}
