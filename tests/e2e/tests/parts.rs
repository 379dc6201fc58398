//! The page's two programs, the race and what is read beside it: each comes when it is wanted and keeps its state.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Name, Options, Page, with_page};
use serde_json::json;

const RACE: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=20";

/// The wasm files that have been asked for so far, in order.
async fn programs(page: &Page) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => name.endsWith('.wasm')).map((name) => name.replace(/.*\\//, '').replace(/-.*/, ''))";
    let names = page.js(script, &[]).await?;
    Ok(names.as_array().context("a list")?.iter().filter_map(|n| n.as_str().map(str::to_owned)).collect())
}

async fn at_the_averages(page: &Page) -> Result<()> {
    page.find("slider", "Marked day").await.map(drop)
}

async fn at_a_lesson(page: &Page) -> Result<()> {
    page.wait_until("the lesson is there", async || {
        Ok(page.js("return !!document.querySelector('.lesson h1')", &[]).await? == json!(true))
    })
    .await
}

async fn at_the_contents(page: &Page) -> Result<()> {
    page.wait_until("the contents are there", async || {
        Ok(page.js("return !!document.querySelector('.contents')", &[]).await? == json!(true))
    })
    .await
}

/// Exactly one bar and one main, of the program that is shown; nothing is left of the other one.
async fn alone(page: &Page, root: &str) -> Result<()> {
    let script = "const other = document.querySelector(arguments[0] === 'app' ? '#pages' : '#app');
        return [document.querySelectorAll(`#${arguments[0]} .bar`).length, document.querySelectorAll('main').length,
            document.querySelectorAll('body > .tip').length, other.hidden, other.textContent]";
    page.wait_until(&format!("only #{root} is shown"), async || {
        Ok(page.js(script, &[json!(root)]).await? == json!([1, 1, 1, true, ""]))
    })
    .await
}

#[test]
fn the_race_is_found_as_it_was_left() -> Result<()> {
    with_page(RACE, Options::sized(1440, 900), async |page| {
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.3).await?;
        let changed = page.wait_for_another_link(RACE).await?;
        page.find("button", "Step forward").await?.click().await?;
        // At once: what has not been written yet is not lost either.
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        alone(page, "pages").await?;
        ensure!(!page.find("button", "Undo").await?.element.is_enabled().await?, "here nothing has been changed");
        page.find("button", "Add a curve").await?.click().await?;
        page.wait_for_link("beta=0.5/0.9/0.98/0.8").await?;
        let averages = page.hash().await?;
        page.find("link", "Race").await?.click().await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.wait_for_step(21.0).await?;
        alone(page, "app").await?;
        let race = changed.replace("at=20", "at=21");
        page.wait_until("the link is the race's", async || Ok(page.hash().await? == race)).await?;
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        page.find("group", "Curve 4").await?;
        ensure!(page.hash().await? == averages, "{}", page.hash().await?);
        page.find("link", "Race").await?.click().await?;
        page.wait_for_step(21.0).await?;
        page.undo().await?;
        page.wait_for_link("run=adam,lr:0.5").await?;
        ensure!(!page.find("button", "Undo").await?.element.is_enabled().await?, "the one change of the race");
        // Meanwhile the tools and the maps may have come for the tracks of the sliders.
        let all = programs(page).await?;
        let once = all.iter().enumerate().all(|(i, program)| !all[..i].contains(program));
        ensure!(once && all[..2] == ["web", "pages"], "each comes once: {all:?}");
        Ok(())
    })
}

#[test]
fn what_plays_is_stopped_where_one_leaves() -> Result<()> {
    with_page("steps=2000", Options::sized(1440, 900), async |page| {
        page.find("button", "Pause").await?;
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        page.pause(600).await;
        let frames = page.frames().await?;
        page.pause(800).await;
        ensure!(page.frames().await? - frames <= 1, "behind the averages nothing moves");
        page.driver().back().await?;
        page.find("button", "Play").await?;
        let step = page.step().await?;
        ensure!(step < 2000.0, "it has stopped");
        page.wait_for_link(&format!("at={step}")).await
    })
}

#[test]
fn a_program_comes_when_it_is_wanted() -> Result<()> {
    with_page("page=lessons/momentum", Options::sized(1440, 900), async |page| {
        at_a_lesson(page).await?;
        alone(page, "pages").await?;
        page.pause(500).await;
        ensure!(programs(page).await? == ["pages"], "a lesson needs {:?}", programs(page).await?);
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        ensure!(programs(page).await? == ["pages"], "so do the averages: {:?}", programs(page).await?);
        page.find("link", "Race").await?.click().await?;
        page.find("slider", "Step").await?;
        alone(page, "app").await?;
        ensure!(programs(page).await? == ["pages", "web"], "{:?}", programs(page).await?);
        Ok(())
    })?;
    with_page("", Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        page.pause(500).await;
        ensure!(programs(page).await? == ["web"], "the race needs {:?}", programs(page).await?);
        alone(page, "app").await
    })
}

#[test]
fn back_and_forward_go_from_one_to_the_other() -> Result<()> {
    with_page(RACE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        // By hand: what a script adds to the history some engines pass over.
        page.find("link", "Lessons").await?.click().await?;
        page.find("link", Name::Starts("Why momentum helps")).await?.click().await?;
        at_a_lesson(page).await?;
        ensure!(page.js("return document.title", &[]).await?.as_str().is_some_and(|t| t.contains("momentum")), "title");
        page.find_all("link", "Open in the app").await?.remove(0).click().await?;
        page.wait_for_runs(&["SGD", "Momentum"]).await?;
        let second = page.hash().await?;
        page.driver().back().await?;
        at_a_lesson(page).await?;
        alone(page, "pages").await?;
        page.driver().back().await?;
        at_the_contents(page).await?;
        page.driver().back().await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.wait_for_step(20.0).await?;
        ensure!(page.hash().await? == RACE, "{}", page.hash().await?);
        page.driver().forward().await?;
        at_the_contents(page).await?;
        page.driver().forward().await?;
        at_a_lesson(page).await?;
        ensure!(page.hash().await? == "page=lessons/momentum", "{}", page.hash().await?);
        page.driver().forward().await?;
        page.wait_for_runs(&["SGD", "Momentum"]).await?;
        page.pause(500).await;
        ensure!(page.hash().await?.starts_with(&second), "{} is not {second}", page.hash().await?);
        ensure!(
            page.js("return document.title", &[]).await?.as_str().is_some_and(|t| t.starts_with("Downhill")),
            "title"
        );
        alone(page, "app").await
    })
}

#[test]
fn language_and_theme_hold_in_both() -> Result<()> {
    with_page(RACE, Options::sized(1440, 900), async |page| {
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        page.find("button", Name::Starts("Theme")).await?.click().await?;
        page.find("button", Name::Starts("Language")).await?.click().await?;
        page.find("link", "竞速").await?.click().await?;
        page.wait_until("the race is Chinese and dark", async || {
            let now = page.js("return [document.documentElement.dataset.theme, document.documentElement.lang]", &[]);
            Ok(page.has("slider", "步数").await? && now.await? == json!(["dark", "zh-CN"]))
        })
        .await?;
        ensure!(page.hash().await? == RACE, "{}", page.hash().await?);
        page.find("button", Name::Starts("语言")).await?.click().await?;
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        ensure!(page.html_lang().await? == "en", "{}", page.html_lang().await?);
        Ok(())
    })?;
    // The wishes of a link go with it.
    with_page(&format!("{RACE}&lang=zh&theme=dark"), Options::sized(1440, 900), async |page| {
        page.find("link", "平均").await?.click().await?;
        page.wait_for_link("page=averages&lang=zh&theme=dark").await?;
        page.wait_until("the averages are Chinese", async || Ok(page.words().await?.contains("平均值大约记得")))
            .await?;
        page.find("button", Name::Starts("语言")).await?.click().await?;
        page.find("link", "Race").await?.click().await?;
        page.wait_for_step(20.0).await?;
        page.wait_until("the race is English", async || Ok(page.html_lang().await? == "en")).await?;
        ensure!(page.hash().await? == format!("{RACE}&theme=dark"), "{}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn the_hidden_one_hears_no_keys() -> Result<()> {
    with_page(RACE, Options::sized(1440, 900), async |page| {
        page.find("link", "Averages").await?.click().await?;
        at_the_averages(page).await?;
        page.blur().await?;
        page.keys("a0s1p").await?;
        page.pause(400).await;
        ensure!(!page.has("dialog", Name::Any).await?, "no dialog of the race");
        ensure!(page.hash().await? == "page=averages", "{}", page.hash().await?);
        let class = "return document.documentElement.classList.contains('present')";
        ensure!(page.js(class, &[]).await? == json!(true), "the presentation is the averages'");
        page.keys("p").await?;
        page.find("link", "Race").await?.click().await?;
        page.wait_for_step(20.0).await?;
        ensure!(page.js(class, &[]).await? == json!(false), "the race heard nothing");
        ensure!(page.hash().await? == RACE, "{}", page.hash().await?);
        page.blur().await?;
        page.keys("a").await?;
        page.find("dialog", Name::Any).await?;
        page.driver().back().await?;
        at_the_averages(page).await?;
        ensure!(!page.has("dialog", Name::Any).await?, "a dialog goes with its page");
        Ok(())
    })
}

#[test]
fn the_bar_stays_while_the_other_one_is_on_its_way() -> Result<()> {
    with_page(RACE, Options::sized(1440, 900), async |page| {
        page.find("slider", "Step").await?;
        page.cdp("Network.enable", json!({})).await?;
        let slow = json!({ "offline": false, "latency": 400, "downloadThroughput": 400_000, "uploadThroughput": -1 });
        page.cdp("Network.emulateNetworkConditions", slow).await?;
        let bar = "const bars = [...document.querySelectorAll('.bar')].filter((bar) => bar.clientHeight > 0);
            const { y, width, height } = bars[0].getBoundingClientRect();
            return [bars.length, y, width, height, bars[0].querySelectorAll('button').length]";
        let before = page.js(bar, &[]).await?;
        page.find("link", "Lessons").await?.click().await?;
        page.wait_until("the new page begins", async || {
            Ok(page.js("return document.querySelector('#app').hidden", &[]).await? == json!(true))
        })
        .await?;
        ensure!(
            page.js("return !document.querySelector('.contents')", &[]).await? == json!(true),
            "it is not there yet"
        );
        let meanwhile = page.js(bar, &[]).await?;
        ensure!(meanwhile == before, "the bar was {before} and is {meanwhile}");
        let current = page.find("link", "Lessons").await?.attribute("aria-current").await?;
        ensure!(current.as_deref() == Some("page"), "the tab says where one goes");
        page.wait_until("then it is there", async || {
            Ok(page.js("return !!document.querySelector('.contents')", &[]).await? == json!(true))
        })
        .await?;
        ensure!(page.js(bar, &[]).await? == before, "with the same bar");
        page.wait_until("the tab still has the focus", async || {
            Ok(page.focused().await?.as_deref() == Some("link Lessons"))
        })
        .await
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
