//! The averages page: the sentence, curves, weights, data, and what is shared with Momentum.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};

const PAGE: &str = "page=averages";

async fn described(page: &Page) -> Result<String> {
    let images = page.find_all("img", Name::Any).await?;
    Ok(images.into_iter().map(|image| image.name).find(|name| name.contains("β = ")).unwrap_or_default())
}

#[test]
fn the_article_s_data_and_averages_are_there() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        let words = described(page).await?;
        // The last averages of the article's own numbers.
        ensure!(words.contains("30 daily values from −23.2 to 23"), "{words}");
        ensure!(words.contains("β = 0.9 ends at 0.85") && words.contains("β = 0.98 ends at −6.42"), "{words}");
        ensure!(page.words().await?.contains("remembers about 10 days"), "the sentence");
        ensure!(page.overflow().await? == 0.0, "wider than the window");
        let current = page.find("link", "Averages").await?.attribute("aria-current").await?;
        ensure!(current.as_deref() == Some("page"), "the tab says where one is");
        Ok(())
    })
}

#[test]
fn beta_in_the_sentence_is_moved() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        let before = page.settled_pictures().await?;
        let beta = page.find("complementary", "Controls").await?.find_all("slider", "β").await?.remove(0);
        beta.keys(Key::Right).await?;
        page.wait_for_link("beta=0.5/0.9").await?;
        ensure!(page.settled_pictures().await?[0] != before[0], "the curve follows");
        ensure!(!page.hash().await?.contains("0.9/0.98"), "the middle curve is meant: {}", page.hash().await?);
        page.undo().await?;
        page.wait_until("undo brings it back", async || Ok(!page.hash().await?.contains("beta"))).await
    })
}

#[test]
fn curves_are_added_and_taken_away() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        page.find("button", "Add a curve").await?.click().await?;
        page.wait_for_link("beta=0.5/0.9/0.98/0.8").await?;
        let fourth = page.find("group", "Curve 4").await?;
        fourth.find("slider", "β").await?.set_part(0.9).await?;
        fourth.find("button", "Remove").await?.click().await?;
        page.wait_until("it is gone", async || Ok(!page.has("group", "Curve 4").await?)).await
    })
}

#[test]
fn where_it_starts_decides_the_first_days() -> Result<()> {
    with_page("page=averages&offset=20&mark=1", Options::sized(1440, 900), async |page| {
        ensure!(page.words().await?.contains("The average of day 1 is 8.74"), "from the first value");
        page.find("radio", "zero").await?.click().await?;
        page.wait_until("drawn towards zero", async || {
            Ok(page.words().await?.contains("The average of day 1 is 0.874"))
        })
        .await?;
        page.wait_for_link("init=zero").await?;
        page.find("radio", "zero, with bias correction").await?.click().await?;
        page.wait_until("corrected", async || Ok(page.words().await?.contains("The average of day 1 is 8.74"))).await?;
        page.wait_for_link("correct=1").await
    })
}

#[test]
fn pointing_at_a_day_shows_its_weights() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        let before = page.settled_pictures().await?;
        let chart = page.find("img", Name::Starts("30 daily values")).await?.area().await?;
        page.point_at(chart.at(0.3, 0.5)).await?;
        page.wait_until("another day's weights", async || Ok(!page.words().await?.contains("The average of day 30")))
            .await?;
        ensure!(page.settled_pictures().await?[0] != before[0], "its line stands there");
        page.click_at(chart.at(0.3, 0.5).0, chart.at(0.3, 0.5).1).await?;
        page.wait_for_link("mark=").await?;
        let day = page.find("slider", "Marked day").await?;
        let now = day.attribute("aria-valuenow").await?;
        day.keys(Key::End).await?;
        page.wait_until("the keyboard moves it too", async || {
            Ok(page.find("slider", "Marked day").await?.attribute("aria-valuenow").await? != now)
        })
        .await?;
        page.wait_for_link("mark=30").await
    })
}

#[test]
fn the_lag_after_a_sudden_change_is_measured() -> Result<()> {
    with_page("page=averages&days=60", Options::sized(1440, 900), async |page| {
        page.find("radio", "Sudden change").await?.click().await?;
        page.wait_for_link("data=step").await?;
        let before = page.settled_pictures().await?;
        page.find("switch", Name::Starts("Plain mean of the last 10 days")).await?.click().await?;
        page.wait_for_link("mean=1").await?;
        ensure!(page.settled_pictures().await?[0] != before[0], "the plain mean is drawn");
        Ok(())
    })
}

#[test]
fn one_s_own_numbers_are_read_and_the_bad_ones_named() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        page.find("radio", "Your own").await?.click().await?;
        let dialog = page.find("dialog", "Your own numbers").await?;
        let field = dialog.find("textbox", "Your own numbers").await?;
        field.type_over("1, 2; 3\nfour 5").await?;
        page.wait_until("the bad one is named with its line", async || {
            let words = dialog.text().await?;
            Ok(words.contains("4 numbers.") && words.contains("Line 2: four is not a number"))
        })
        .await?;
        ensure!(field.value().await?.contains("four"), "nothing is lost");
        dialog.find("button", "Use these numbers").await?.click().await?;
        page.wait_for_link("data=1/2/3/5").await?;
        ensure!(page.words().await?.contains("Your 4 numbers"), "the title says so");
        // A dot of one's own is dragged.
        let chart = page.find("img", Name::Starts("4 daily values")).await?.area().await?;
        page.settled_pictures().await?;
        let script = "const c = document.getElementById('days'), r = c.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]";
        ensure!(
            page.js(script, &[]).await?[2].as_f64().is_some_and(|w| (w - chart.width).abs() < 1.0),
            "the same chart"
        );
        Ok(())
    })
}

#[test]
fn bad_links_say_what_was_ignored() -> Result<()> {
    with_page("page=averages&beta=2&days=7", Options::sized(1440, 900), async |page| {
        page.wait_until("the notice names it", async || Ok(page.words().await?.contains("beta=2"))).await?;
        ensure!(described(page).await?.contains("7 daily values"), "the rest is used");
        Ok(())
    })
}

#[test]
fn the_bridge_leads_to_the_race_and_back_leads_here() -> Result<()> {
    with_page(PAGE, Options::sized(1440, 900), async |page| {
        ensure!(page.words().await?.contains("Across it (y) the gradient changes sign"), "the bridge");
        page.find("link", "See the two race.").await?.click().await?;
        page.wait_for_runs(&["SGD", "Momentum"]).await?;
        page.driver().back().await?;
        page.wait_until("back at the averages", async || Ok(page.has("slider", "Marked day").await?)).await
    })
}

#[test]
fn the_pages_are_turned_without_losing_the_race() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&at=20", Options::sized(1440, 900), async |page| {
        page.find("link", "Averages").await?.click().await?;
        page.wait_for_link("page=averages").await?;
        // Its bar takes the place of the race's.
        page.find("slider", "Marked day").await?;
        page.find("link", "Race").await?.click().await?;
        page.wait_for_runs(&["Adam"]).await?;
        page.wait_for_step(20.0).await?;
        page.wait_for_link("surface=ravine&run=adam,lr:0.5").await
    })
}

#[test]
fn in_chinese_on_a_phone() -> Result<()> {
    with_page(PAGE, Options { lang: Lang::Zh, ..Options::phone() }, async |page| {
        ensure!(page.words().await?.contains("平均值大约记得最近 10 天"), "the sentence");
        ensure!(page.overflow().await? == 0.0, "wider than the window");
        page.find("radio", "零").await?.click().await?;
        page.wait_for_link("init=zero").await?;
        page.find("button", "添加曲线").await?.click().await?;
        page.wait_for_link("beta=0.5/0.9/0.98/0.8").await
    })
}

/// The page's random numbers are those of the command line, which are torch's: a thousand of them, to three decimals.
#[test]
fn wasm_draws_the_same_numbers() -> Result<()> {
    for (seed, days) in [(0, 30), (7, 1000), (4_294_967_295_u32, 15)] {
        with_page(&format!("page=averages&seed={seed}&days={days}"), Options::sized(1440, 900), async |page| {
            page.find("radio", "Your own").await?.click().await?;
            let dialog = page.find("dialog", "Your own numbers").await?;
            let text = dialog.find("textbox", "Your own numbers").await?.value().await?;
            let shown: Vec<f64> = text.lines().filter_map(|line| line.parse().ok()).collect();
            let native = downhill::core::average::temperatures(seed, days);
            let native: Vec<f64> = native.into_iter().map(|v| (f64::from(v) * 1000.0).round() / 1000.0).collect();
            ensure!(shown == native, "seed {seed}, {days} days: {} of {} numbers", shown.len(), native.len());
            Ok(())
        })?;
    }
    Ok(())
}
