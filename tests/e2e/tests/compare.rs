//! Comparing fairly: the rule for the rates above the list, the ranking, the table of surfaces.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Found, Key, Lang, Name, Options, Page, with_page};

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.01&at=60";

/// The rates of the runs, from first to last.
async fn rates(page: &Page) -> Result<Vec<f64>> {
    let mut all = Vec::new();
    for run in page.runs().await? {
        all.push(run.find("slider", "Learning rate").await?.number().await?);
    }
    Ok(all)
}

/// The dialog that compares, opened as a person opens it.
async fn compare(page: &Page) -> Result<Found<'_>> {
    page.find("button", Name::Starts("Rates: ")).await?.click().await?;
    page.find("button", "Ranking and table…").await?.click().await?;
    page.find("dialog", "Compare").await
}

/// The rows of a table: the texts of their cells.
async fn rows(page: &Page, table: &Found<'_>) -> Result<Vec<Vec<String>>> {
    let script = "return [...arguments[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))";
    let rows = page.js(script, &[table.element.to_json()?]).await?;
    Ok(serde_json::from_value(rows)?)
}

/// What the link that downloads a file holds.
async fn download(page: &Page, section: &Found<'_>) -> Result<String> {
    let link = section.find("link", "Download CSV").await?;
    ensure!(link.attribute("download").await?.is_some_and(|name| name.ends_with(".csv")), "it is a file");
    let text = page
        .js(
            "const { href } = arguments[0]; return decodeURIComponent(href.slice(href.indexOf(',') + 1))",
            &[link.element.to_json()?],
        )
        .await?;
    Ok(text.as_str().context("the file is a text")?.to_owned())
}

#[test]
fn the_rule_is_always_in_sight_and_one_rate_moves_all() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let opener = page.find("button", "Rates: own").await?;
        opener.keys(Key::Enter).await?;
        let menu = page.find("dialog", "Compare at which rates?").await?;
        ensure!(menu.find("radio", Name::Starts("Own")).await?.element.is_selected().await?, "own rates");
        menu.find("radio", Name::Starts("Same for all")).await?.click().await?;
        page.find("button", "Rates: same for all").await?;
        page.wait_for_link("rates=same,lr:0.5").await?;
        ensure!(rates(page).await?[0] == rates(page).await?[1], "the selected run's rate for both");
        page.keys(Key::Escape).await?;
        page.wait_until("the menu is closed", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
        page.find("group", "SGD").await?.find("slider", "Learning rate").await?.set_part(0.5).await?;
        page.wait_until("both have moved", async || {
            let rates = rates(page).await?;
            Ok(rates[0] == rates[1])
        })
        .await
    })
}

#[test]
fn tuned_rates_follow_the_start_and_are_one_step_to_undo() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("button", "Rates: own").await?.click().await?;
        page.find("radio", Name::Starts("Tuned each")).await?.click().await?;
        page.find("button", "Rates: tuned each").await?;
        page.wait_for_link("rates=tuned").await?;
        page.find("group", "SGD").await?.find("slider", "Learning rate").await?;
        let status = page.find("group", "SGD").await?.status().await?;
        ensure!(status.starts_with("converged"), "SGD with its best rate: {status}");
        let before = page.hash().await?;
        // Another start: another search. The rule stays.
        page.keys(Key::Escape).await?;
        page.find("button", "Starting point").await?.keys(Key::Down + Key::Down).await?;
        page.wait_until("the start has moved", async || Ok(page.hash().await?.contains("start="))).await?;
        page.wait_for_link("rates=tuned").await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("the start is back", async || Ok(page.hash().await? == before)).await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("so are the rates", async || Ok(page.hash().await? == TWO)).await?;
        page.find("button", "Rates: own").await?;
        // A rate by hand is no longer tuned.
        page.find("button", "Redo").await?.click().await?;
        page.find("button", "Rates: tuned each").await?;
        page.find("group", "SGD").await?.find("slider", "Learning rate").await?.set_part(0.3).await?;
        page.find("button", "Rates: own").await.map(drop)
    })
}

#[test]
fn a_link_that_asks_for_tuned_rates_gets_them() -> Result<()> {
    with_page("surface=ravine&run=adam&run=sgd&rates=tune&at=60", Options::default(), async |page| {
        page.find("button", "Rates: tuned each").await?;
        page.wait_for_link("rates=tuned").await?;
        page.wait_until("both converge", async || {
            let (adam, sgd) = (page.find("group", "Adam").await?, page.find("group", "SGD").await?);
            Ok(adam.status().await?.starts_with("converged") && sgd.status().await?.starts_with("converged"))
        })
        .await
    })
}

#[test]
fn the_ranking_is_by_steps_or_by_evaluations() -> Result<()> {
    let scene = "surface=quadratic&run=sgd,lr:0.1&run=bfgs&run=sgd,lr:0.0001&at=60";
    with_page(scene, Options::default(), async |page| {
        let dialog = compare(page).await?;
        let section = dialog.find("region", "Ranking on this surface").await?;
        ensure!(section.text().await?.contains("Converged means: f is within"), "the tolerance is said in words");
        let table = section.find("table", Name::Any).await?;
        let by_steps = rows(page, &table).await?;
        ensure!(by_steps[0][..2] == ["Place", "Runs"], "{by_steps:?}");
        ensure!(by_steps[1][1] == "BFGS" && by_steps[1][3].starts_with("converged at step "), "{by_steps:?}");
        ensure!(by_steps[3][1] == "SGD 2" && by_steps[3][3] == "still going", "{by_steps:?}");
        ensure!(section.find_all("rowheader", Name::Any).await?.len() == 3, "runs are row headers");
        dialog.find("radio", "By evaluations").await?.click().await?;
        let file = download(page, &section).await?;
        ensure!(file.starts_with("surface,place,run,optimizer,lr,") && file.ends_with("\r\n"), "{file}");
        ensure!(file.lines().count() == 4 && file.contains("\r\nquadratic,3,2,sgd,0.0001,budget,,200,"), "{file}");
        page.keys(Key::Escape).await?;
        page.wait_until("the dialog is closed", async || Ok(!page.has("dialog", Name::Any).await?)).await
    })
}

#[test]
fn the_table_fills() -> Result<()> {
    with_page(&format!("{TWO}&steps=100"), Options::default(), async |page| {
        let dialog = compare(page).await?;
        let section = dialog.find("region", "Surface × optimizer").await?;
        section.find("combobox", "Surfaces").await?.choose("Saddle").await?;
        section.find("button", "Start").await?.click().await?;
        let link = async || section.has("link", "Download CSV").await;
        page.wait_until("all are done", link).await?;
        let table = section.find("table", "Surface × optimizer").await?;
        let found = rows(page, &table).await?;
        ensure!(found[0] == ["", "Adam", "SGD"], "{found:?}");
        let file = download(page, &section).await?;
        ensure!(file.lines().count() == 1 + 2 * (found.len() - 1), "{file}");
        ensure!(
            section.find("status", Name::Any).await?.text().await?.contains(&format!("of {}", found.len() - 1)),
            "said"
        );
        Ok(())
    })
}

#[test]
fn a_long_table_can_be_stopped() -> Result<()> {
    with_page(&format!("{TWO}&steps=10000"), Options::default(), async |page| {
        let dialog = compare(page).await?;
        let section = dialog.find("region", "Surface × optimizer").await?;
        section.find("combobox", "Surfaces").await?.choose("All").await?;
        section.find("button", "Start").await?.click().await?;
        let count = async || -> Result<usize> {
            let table = section.find("table", "Surface × optimizer").await?;
            Ok(rows(page, &table).await?.len() - 1)
        };
        page.wait_until("some are done", async || Ok(count().await? > 0)).await?;
        section.find("button", "Stop").await?.click().await?;
        section.find("button", "Start").await?;
        let done = count().await?;
        page.pause(800).await;
        ensure!(count().await? == done, "it goes on after {done}");
        let said = section.find("status", Name::Any).await?.text().await?;
        let all = said.split_once(" of ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
        ensure!(all.is_some_and(|all| done < all), "{done} are there: {said}");
        ensure!(section.has("link", "Download CSV").await?, "what is there stays, and can be kept");
        Ok(())
    })
}

#[test]
fn it_is_all_there_in_chinese_and_on_a_phone() -> Result<()> {
    let phone = Options { lang: Lang::Zh, ..Options::sized(390, 844) };
    with_page(TWO, phone, async |page| {
        page.find("button", "学习率：各自设定").await?.click().await?;
        page.find("radio", Name::Starts("各自调优")).await?.click().await?;
        page.find("button", "学习率：各自调优").await?;
        page.find("button", "排名与对照表……").await?.click().await?;
        let dialog = page.find("dialog", "比较").await?;
        dialog.find("region", "在此曲面上的排名").await?.find("table", Name::Any).await?;
        ensure!(page.overflow().await? <= 0.0, "the page is no wider than the phone");
        Ok(())
    })
}
