//! Pointing at the landscape: what the pointer is over, and the run, its card, path and curve that belong together.

use anyhow::{Context, Result, ensure};
use downhill::scene::{Scene, simulate};
use downhill_e2e::{Map, Name, Options, Page, with_page};

/// Runs whose paths keep apart.
const SCENE: &str =
    "run=sgd,lr:0.013&run=momentum,lr:0.055,beta:0.9,convention:ema_zero&run=adam,lr:0.12,beta2:0.99&at=200";

/// The screen of these tests: nothing of the page scrolls.
fn desktop() -> Options {
    Options::sized(1440, 900)
}

/// Some place of the page where nothing reacts to the pointer.
const AWAY: (f64, f64) = (700.0, 20.0);

/// For each run, the place of the window where its path is farthest from all others', the start's handle included.
async fn apart(page: &Page) -> Result<Vec<(f64, f64)>> {
    let map = Map::of(page).await?;
    let scene = Scene::read(&page.hash().await?).scene;
    let paths: Vec<Vec<_>> =
        simulate(&scene).iter().map(|run| run.points.iter().map(|point| map.place(point.point)).collect()).collect();
    let distance = |p: &(f64, f64), path: &[(f64, f64)]| {
        path.iter().map(|q| (p.0 - q.0).hypot(p.1 - q.1)).fold(f64::INFINITY, f64::min)
    };
    let lonely = |i: usize, p: &(f64, f64)| {
        let others = paths.iter().enumerate().filter(|(j, _)| *j != i);
        others.map(|(_, path)| distance(p, path)).fold(f64::INFINITY, f64::min)
    };
    let best = |(i, path): (usize, &Vec<_>)| {
        let free = path.iter().filter(|p| distance(p, &paths[0][..1]) > 60.0);
        let most = free.max_by(|p, q| lonely(i, p).total_cmp(&lonely(i, q))).copied();
        most.with_context(|| format!("run {i} has a path"))
    };
    paths.iter().enumerate().map(best).collect()
}

/// The runs whose cards step back because another is pointed at.
async fn dimmed(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.dimmed [role=group]')].map((group) => group.ariaLabel)";
    let found = page.js(script, &[]).await?;
    let names = found.as_array().context("a list")?;
    Ok(names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect())
}

/// Waits until all runs but one step back.
async fn wait_for_alone(page: &Page, alone: &str) -> Result<()> {
    let all = page.run_names().await?;
    let others: Vec<_> = all.into_iter().filter(|name| name != alone).collect();
    page.wait_until(&format!("only {alone} stands out"), async || Ok(dimmed(page).await? == others)).await
}

#[test]
fn the_read_out_tells_x_y_and_f() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        let surface = Scene::read("").scene.landscape();
        let mut before: Option<[f64; 2]> = None;
        for (across, down) in [(0.2, 0.3), (0.5, 0.5), (0.75, 0.8), (0.93, 0.4)] {
            let [x, y, f] = page.read_out(land.at(across, down)).await?;
            let right = surface.objective.value([x, y]);
            ensure!((f - right).abs() <= 0.03 * right.abs() + 0.02, "f is {f} at {x}, {y}, but should be {right}");
            if let Some([left, up]) = before {
                ensure!(x > left && y != up, "x grows to the right: {left}, then {x}");
            }
            before = Some([x, y]);
        }
        page.point_at(AWAY).await?;
        page.wait_until("it goes with the pointer", async || {
            Ok(!page.words().await?.lines().any(|line| line.starts_with("x ") && line.contains(" f ")))
        })
        .await
    })
}

#[test]
fn a_path_pointed_at_brings_its_card_forward() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let names = page.run_names().await?;
        for (place, name) in apart(page).await?.into_iter().zip(&names) {
            page.point_at(place).await?;
            wait_for_alone(page, name).await.with_context(|| format!("at {place:?}"))?;
        }
        page.point_at(AWAY).await?;
        page.wait_until("away from it all are equal", async || Ok(dimmed(page).await?.is_empty())).await
    })
}

#[test]
fn a_card_pointed_at_brings_its_path_and_curve_forward() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.point_at(AWAY).await?;
        let before = page.settled_pictures().await?;
        let card = page.find("group", "Momentum").await?.area().await?;
        page.point_at(card.at(0.1, 0.2)).await?;
        wait_for_alone(page, "Momentum").await?;
        let after = page.settled_pictures().await?;
        ensure!(after[0] != before[0], "the other paths step back");
        ensure!(after[1] != before[1], "the other curves step back");
        page.point_at(AWAY).await?;
        page.wait_until("and come back", async || Ok(page.pictures().await? == before)).await
    })
}

#[test]
fn names_beside_the_chart_answer_the_pointer() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let chart = page.find("img", Name::Starts("Loss of each run")).await?.area().await?;
        let names = page.run_names().await?;
        let mut found = std::collections::BTreeSet::new();
        for down in (8..chart.height as i32 - 8).step_by(5) {
            page.point_at((chart.x + chart.width - 50.0, chart.y + f64::from(down))).await?;
            let back = dimmed(page).await?;
            found.extend(names.iter().filter(|name| !back.is_empty() && !back.contains(name)).cloned());
        }
        ensure!(found.len() == names.len(), "pointing at the names finds only {found:?} of {names:?}");
        Ok(())
    })
}

#[test]
fn a_press_on_a_path_selects_its_run() -> Result<()> {
    with_page(SCENE, desktop(), async |page| {
        page.settled_pictures().await?;
        let places = apart(page).await?;
        for (index, name) in [(2, "Adam"), (1, "Momentum")] {
            page.click_at(places[index].0, places[index].1).await?;
            page.wait_for_link(&format!("select={index}")).await?;
            let inspector = page.find("region", "Selected run at this step").await?.text().await?;
            ensure!(inspector.starts_with(name), "the inspector shows {name}: {inspector}");
        }
        Ok(())
    })
}
