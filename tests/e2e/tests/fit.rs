//! Surfaces of data: the data beside the landscape, one's own points, and what of a step is random.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Found, Key, Lang, Name, Options, Page, with_page};

const LINE: &str = "surface=faithful_line&run=sgd,lr:0.1&run=adam,lr:1&at=12";

/// The data beside the landscape: the panel and its picture.
async fn panel(page: &Page) -> Result<(Found<'_>, Found<'_>)> {
    let panel = page.find("region", "Data and fit").await?;
    let picture = panel.find("img", Name::Any).await?;
    Ok((panel, picture))
}

#[test]
fn the_fit_moves_with_the_path() -> Result<()> {
    with_page(LINE, Options::sized(1440, 900), async |page| {
        let (panel, picture) = panel(page).await?;
        ensure!(picture.name.starts_with("272 measurements, Eruption (min) across"), "{}", picture.name);
        ensure!(picture.name.contains("At step 12 SGD expects ") && picture.name.contains("Adam"), "{}", picture.name);
        page.wait_until("it is said for the selected run", async || {
            Ok(panel.text().await?.contains("At step 12 SGD expects "))
        })
        .await?;
        let (land, chart) = (page.find("region", "Landscape").await?.area().await?, picture.area().await?);
        ensure!(
            chart.x >= land.x + land.width - 1.0 && chart.y < land.y + land.height,
            "it stands beside the landscape"
        );
        page.settled_pictures().await?;
        let before = picture.pixels().await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_until("the line has moved", async || Ok(picture.pixels().await? != before)).await?;
        page.wait_until("and is told", async || Ok(panel.text().await?.contains("At step 13 SGD"))).await?;
        // Another surface has no data, and needs none.
        page.set_hash("surface=ravine&at=12").await?;
        page.wait_until("it is gone", async || Ok(!page.has("region", "Data and fit").await?)).await?;
        page.set_hash("surface=oring_logistic&batch=4&at=3").await?;
        let panel = page.find("region", "Data and fit").await?;
        ensure!(panel.text().await?.contains("Dark: the 4 measurements"), "{}", panel.text().await?);
        Ok(())
    })
}

#[test]
fn without_data_nothing_of_it_is_loaded() -> Result<()> {
    with_page("surface=ravine&at=12", Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.pause(500).await;
        let script = "return performance.getEntriesByType('resource').some((entry) => entry.name.includes('/tools'))";
        ensure!(page.js(script, &[]).await? == serde_json::json!(false), "the tools are not loaded");
        Ok(())
    })
}

#[test]
fn the_data_hold_on_a_phone_in_chinese() -> Result<()> {
    let phone = Options { lang: Lang::Zh, ..Options::phone() };
    with_page(LINE, phone, async |page| {
        let panel = page.find("region", "数据与拟合").await?;
        panel.find("img", Name::Starts("272 个测量值")).await?;
        ensure!(page.overflow().await? <= 0.0, "the page is no wider than the phone");
        panel.find("button", "自己的数据点……").await?.click().await?;
        page.find("dialog", "自己的数据点").await?;
        ensure!(page.overflow().await? <= 0.0, "nor is the dialog");
        Ok(())
    })
}

#[test]
fn own_points_are_fitted_and_mistakes_have_a_place() -> Result<()> {
    with_page(LINE, Options::sized(1440, 900), async |page| {
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        page.find("dialog", Name::Any).await?.find("button", "Your own points…").await?.click().await?;
        let dialog = page.find("dialog", "Your own points").await?;
        let field = dialog.find("textbox", "Your own points").await?;
        field.type_over("x;y\n1,5;2,1\n2,5;3\nabc;4\n5;\n6;8,5").await?;
        let status = dialog.find("status", Name::Any).await?;
        page.wait_until("points are counted", async || Ok(status.text().await?.contains("3 points"))).await?;
        let said = status.text().await?;
        ensure!(said.contains("Line 4, column 1: abc is not a number"), "{said}");
        ensure!(said.contains("Line 5, column 2: a number is missing"), "{said}");
        ensure!(field.attribute("aria-invalid").await?.as_deref() == Some("true"), "the field says so");
        // Nothing is lost by closing it.
        page.keys(Key::Escape).await?;
        page.wait_until("it is closed", async || Ok(!page.has("dialog", "Your own points").await?)).await?;
        ensure!(page.hash().await? == LINE, "nothing has changed: {}", page.hash().await?);
        page.find("button", "Your own points…").await?.click().await?;
        let dialog = page.find("dialog", "Your own points").await?;
        let kept = dialog.find("textbox", "Your own points").await?.value().await?;
        ensure!(kept.contains("abc;4"), "{kept}");
        dialog.find("radio", Name::Starts("One neuron")).await?.click().await?;
        dialog.find("button", "Fit these points").await?.click().await?;
        page.wait_for_link("surface=own_tanh&points=1.5:2.1/2.5:3/6:8.5").await?;
        let (_, picture) = panel(page).await?;
        ensure!(picture.name.starts_with("3 measurements"), "{}", picture.name);
        // Points and model are one change.
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("all is as it was", async || Ok(page.hash().await? == LINE)).await
    })
}

#[test]
fn a_fan_of_seeds_is_drawn_and_shared() -> Result<()> {
    with_page("surface=ravine&run=sgd,lr:0.05&at=60", Options::sized(1440, 900), async |page| {
        page.find("button", "No noise").await?.click().await?;
        let menu = page.find("dialog", "Noise").await?;
        ensure!(!menu.has("switch", "Fan of seeds").await?, "without anything random all seeds are the same");
        menu.find("spinbutton", "Gradient noise, exact value").await?.type_over("1").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("noise=gaussian").await?;
        let one = page.settled_pictures().await?;
        menu.find("switch", "Fan of seeds").await?.click().await?;
        page.wait_for_link("fan=20").await?;
        page.wait_until("more paths are drawn", async || Ok(page.pictures().await?[0] != one[0])).await?;
        page.find("button", Name::Starts("Noise σ = 1; 20 seeds")).await?;
        let alt = page.find("img", Name::Starts("Contour map")).await?.name;
        ensure!(alt.contains("20 seeds of SGD: their mean ends at x "), "{alt}");
        menu.find("spinbutton", "Seeds, exact value").await?.type_over("5").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("fan=5").await?;
        let link = page.hash().await?;
        let before = page.settled_pictures().await?;
        menu.find("switch", "Fan of seeds").await?.click().await?;
        page.wait_until("it goes", async || Ok(!page.hash().await?.contains("fan="))).await?;
        page.set_hash(&link).await?;
        page.wait_until("a link brings it back", async || Ok(page.pictures().await?[0] == before[0])).await
    })
}

#[test]
fn noise_is_within_reach_of_a_phone() -> Result<()> {
    with_page("surface=ravine&at=60", Options::phone(), async |page| {
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        page.find("dialog", Name::Any).await?.find("button", "No noise").await?.click().await?;
        let menu = page.find("dialog", "Noise").await?;
        menu.find("slider", "Gradient noise").await?.set_part(0.5).await?;
        page.wait_for_link("noise=gaussian").await?;
        ensure!(page.overflow().await? <= 0.0, "the page is no wider than the phone");
        Ok(())
    })?;
    // Also where the text is twice as large, in Chinese, and beside data.
    with_page(LINE, Options { lang: Lang::Zh, ..Options::phone() }, async |page| {
        page.find("region", "数据与拟合").await?;
        page.text_size(32).await?;
        page.laid_out().await?;
        ensure!(page.overflow().await? <= 0.0, "the page is no wider than the phone");
        page.find("button", Name::Starts("曲面")).await?.click().await?;
        page.find("dialog", Name::Any).await?.find("button", "无噪声").await?.click().await?;
        page.find("dialog", "噪声").await?.find("slider", "梯度噪声").await?;
        ensure!(page.overflow().await? <= 0.0, "nor is the menu wider");
        Ok(())
    })
}

#[test]
fn what_cannot_be_read_stays_and_is_explained() -> Result<()> {
    let scene = "f=x%5E2%2By%5E2&run=sgd,lr:0.1,schedule:multi_step&at=60";
    with_page(scene, Options::sized(1440, 900), async |page| {
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        let view = page.find("textbox", Name::Starts("View")).await?;
        view.type_over("-3, 3, 5").await?;
        page.keys(Key::Enter).await?;
        page.wait_until("it is explained", async || Ok(view.description().await?.contains("Four numbers"))).await?;
        ensure!(view.value().await? == "-3, 3, 5", "what was typed stays: {}", view.value().await?);
        ensure!(view.attribute("aria-invalid").await?.as_deref() == Some("true"), "and is marked");
        ensure!(!page.hash().await?.contains("domain="), "the scene is as it was");
        view.type_over("-3, 3, -2, 2").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("domain=-3,3,-2,2").await?;
        page.wait_until("nothing is wrong any more", async || {
            Ok(view.attribute("aria-invalid").await?.as_deref() == Some("false"))
        })
        .await?;
        page.keys(Key::Escape).await?;
        let run = page.runs().await?.into_iter().next().context("a run")?;
        run.open_more().await?;
        let steps = run.find("textbox", Name::Any).await?;
        ensure!(steps.value().await? == "30/80", "{}", steps.value().await?);
        steps.type_over("10, x").await?;
        page.keys(Key::Enter).await?;
        page.wait_until("it is explained", async || Ok(steps.description().await?.contains("Numbers of steps")))
            .await?;
        ensure!(steps.value().await? == "10, x", "what was typed stays");
        steps.type_over("20, 40").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("schedule.milestones:20/40").await
    })
}
