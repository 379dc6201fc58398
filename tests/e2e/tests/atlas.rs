//! The maps beside the landscape, and what the sliders' tracks say.

use anyhow::{Result, ensure};
use downhill::chart::cells::Cells;
use downhill::core::map::{Ending, Tile, tiles};
use downhill::scene::Scene;
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};
use serde_json::json;

const FOUR: &str = "surface=himmelblau&run=sgd,lr:0.01&run=adam,lr:0.3&at=20";

/// How many files of the tools and of the maps have been asked for.
async fn loaded(page: &Page) -> Result<serde_json::Value> {
    let script =
        "return performance.getEntriesByType('resource').filter(({ name }) => /[/](tools|maps)-/.test(name)).length";
    page.js(script, &[]).await
}

/// The part of all starts that reach each minimum, as the page says it: worked out natively, on the same grid.
fn shares(link: &str) -> Vec<u32> {
    let scene = Scene::read(&format!("view=basins&{link}")).scene;
    let (surface, size) = (scene.landscape_with_minima(), [160, 160]);
    let map = scene.map(&surface, size).expect("there is a run");
    let mut cells = Cells::new(size, 1);
    for tile in tiles(size, 1, 4096) {
        let tile: Tile = tile;
        cells.take(tile, &map.cells(&tile.cells(size[0])));
    }
    let reached = |m: usize| {
        let here = cells.known().filter(|c| c.ending == Ending::Converged && c.minimum == Some(m as u16)).count();
        (100.0 * here as f64 / (size[0] * size[1]) as f64).round() as u32
    };
    (0..surface.minima.len()).map(reached).collect()
}

#[test]
fn a_link_opens_the_maps_and_they_say_what_they_show() -> Result<()> {
    with_page(&format!("view=basins&{FOUR}"), Options::sized(1440, 900), async |page| {
        let panel = page.find("tabpanel", "Maps").await?;
        let map = panel.find("img", Name::Starts("Basins of attraction of SGD: A at")).await?;
        ensure!(
            page.find("tab", "Maps").await?.attribute("aria-selected").await?.as_deref() == Some("true"),
            "the tab"
        );
        for (letter, share) in ["A", "B", "C", "D"].into_iter().zip(shares(FOUR)) {
            let part = map.name.split(&format!("{letter} at")).nth(1).unwrap_or_default();
            ensure!(part.contains(&format!(": {share}%")), "{letter}: {share}%, not {}", map.name);
        }
        let script = "const c = arguments[0]; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
            return new Set(new Uint32Array(d.buffer)).size";
        for selector in ["#maps .rates canvas", "#maps .plot:not(.rates) canvas", "#over .below"] {
            let script = script.replace("arguments[0]", &format!("document.querySelector('{selector}')"));
            let colours = page.js(&script, &[]).await?;
            ensure!(colours.as_u64().unwrap_or(0) > 8, "{selector} has {colours} colours");
        }
        panel.find("img", Name::Starts("Rate map of SGD: Learning rate α from")).await?;
        // The paths stay, whichever tab is shown.
        page.find("tab", "Runs").await?.click().await?;
        page.find("list", "Runs").await?;
        ensure!(!page.has("tabpanel", Name::Any).await?, "the maps are put away");
        ensure!(page.hash().await?.contains("view=basins"), "the landscape keeps them");
        Ok(())
    })
}

#[test]
fn a_click_sets_the_sliders_or_the_start_and_undo_brings_them_back() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        page.find("tab", "Maps").await?.click().await?;
        page.wait_for_link("view=rates").await?;
        let panel = page.find("tabpanel", "Maps").await?;
        panel.find("img", Name::Starts("Rate map of SGD")).await?;
        let before = page.hash().await?;
        let cross = panel.find("button", "Setting on the map").await?;
        let area = cross.area().await?;
        let (x, y) = area.at(0.25, 0.5);
        page.click_at(x, y).await?;
        page.wait_for_link("momentum:0.96").await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("all is as it was", async || Ok(page.hash().await? == before)).await?;
        cross.focus().await?;
        page.keys(Key::Right).await?;
        page.wait_for_link("run=sgd,lr:0.011").await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("the arrow too", async || Ok(page.hash().await? == before)).await?;
        let start = panel.find("button", "Start on the map").await?;
        start.focus().await?;
        page.keys(Key::Up).await?;
        page.wait_for_link("start=").await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_until("and the start", async || Ok(page.hash().await? == before)).await?;
        // Both tabs answer the arrow keys.
        page.find("tab", "Maps").await?.focus().await?;
        page.keys(Key::Left).await?;
        page.find("list", "Runs").await.map(drop)
    })
}

#[test]
fn tracks_say_what_values_do_once_the_reader_has_begun() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        // They come four seconds after the start of the page, which a slow engine may have behind it by now.
        page.wait_until("three seconds and a half have passed", async || {
            Ok(page.js("return performance.now() > 3500", &[]).await? == json!(true))
        })
        .await?;
        let found = loaded(page).await?;
        let late = page.js("return performance.now() > 3900", &[]).await?;
        ensure!(found == json!(0) || late == json!(true), "{found} of it in the first seconds");
        page.find("button", "Step forward").await?.click().await?;
        let script = "return document.querySelector('[data-scent=\"0.lr\"]').style.getPropertyValue('--scent')";
        page.wait_until("the track is painted", async || {
            Ok(page.js(script, &[]).await?.as_str().is_some_and(|s| s.contains("rgb(") && s.contains("transparent")))
        })
        .await?;
        let slider = page.find("group", "SGD").await?.find("slider", Name::Starts("Learning rate")).await?;
        let said = slider.description().await?;
        ensure!(said.contains("converges soonest at 0.0") && said.contains("% of the values diverge"), "{said}");
        let old = page.js(script, &[]).await?;
        page.find("button", Name::Starts("Start")).await?.keys(Key::Up).await?;
        page.wait_until("another start, another track", async || Ok(page.js(script, &[]).await? != old)).await
    })
}

#[test]
fn the_maps_hold_on_a_phone_in_chinese() -> Result<()> {
    let phone = Options { lang: Lang::Zh, ..Options::phone() };
    with_page(FOUR, phone, async |page| {
        page.find("tab", "图谱").await?.click().await?;
        page.find("img", Name::Starts("SGD 的吸引域：A（x 3，y 2）：")).await?;
        ensure!(page.overflow().await? <= 0.0, "the page is no wider than the phone");
        Ok(())
    })
}

#[test]
fn the_newest_question_wins() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        page.find("tab", "Maps").await?.click().await?;
        let panel = page.find("tabpanel", "Maps").await?;
        panel.find("img", Name::Starts("Basins of attraction of SGD: A at")).await?;
        // Each asks for a new map before the one before can be there.
        let cross = panel.find("button", "Setting on the map").await?;
        cross.focus().await?;
        for _ in 0..12 {
            page.keys(Key::Left).await?;
        }
        // The address follows when the hand rests.
        page.pause(600).await;
        let hash = page.hash().await?;
        let link = hash.trim_start_matches('#').replace("view=rates&", "").replace("&view=rates", "");
        let right = shares(&link);
        page.wait_until("the map is the last one", async || {
            let map = panel.find("img", Name::Starts("Basins of attraction of SGD")).await?;
            let mut letters = ["A", "B", "C", "D"].into_iter().zip(&right);
            Ok(letters.all(|(letter, share)| {
                map.name.split(&format!("{letter} at")).nth(1).is_some_and(|part| part.contains(&format!(": {share}%")))
            }))
        })
        .await
    })
}

#[test]
fn huge_and_tiny_views_one_minimum_and_none() -> Result<()> {
    for (link, said) in [
        ("surface=himmelblau&run=sgd,lr:0.01&domain=-1e150,1e150,-1e150,1e150", "diverges 100%"),
        ("surface=himmelblau&run=sgd,lr:0.01&domain=3,3.000001,2,2.000001", "A at x 3, y 2: 100%"),
        ("surface=ravine&run=sgd,lr:0.9", "A at x 0, y 0: 100%"),
        ("f=x%2By&run=sgd,lr:0.1&steps=10", "still going"),
        ("f=-x^2-y^2&run=sgd,lr:0.1", "%"),
    ] {
        with_page(&format!("view=basins&swarm=500&at=5&{link}"), Options::sized(1440, 900), async |page| {
            let panel = page.find("tabpanel", "Maps").await?;
            page.wait_until(link, async || {
                let map = panel.find("img", Name::Starts("Basins of attraction of SGD")).await?;
                Ok(map.name.contains(said))
            })
            .await
        })?;
    }
    Ok(())
}

#[test]
fn particles_follow_the_play_head_forwards_and_back_and_are_part_of_the_link() -> Result<()> {
    /// Where the painted pixels lie: how many, and their spread around their middle.
    const LOOK: &str = "const c = document.querySelector('#over .swarm'); if (!c || !c.width) return [0, 0]; \
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0, x = 0, xx = 0; \
        for (let i = 3; i < d.length; i += 4) if (d[i]) { const p = (i >> 2) % c.width; n++; x += p; xx += p * p; } \
        return [n, n ? Math.sqrt(xx / n - (x / n) ** 2) : 0]";
    let look = async |page: &Page| -> Result<[f64; 2]> { Ok(serde_json::from_value(page.js(LOOK, &[]).await?)?) };
    let link = "surface=sphere&run=sgd,lr:0.05&at=0&swarm=2000";
    with_page(link, Options { reduced_motion: true, ..Options::sized(1440, 900) }, async |page| {
        page.wait_until("they are there without the tab", async || Ok(look(page).await?[0] > 2000.0)).await?;
        let [_, wide] = look(page).await?;
        let step = page.find("slider", "Step").await?;
        step.set(40).await?;
        page.wait_until("they have come together", async || {
            let [n, now] = look(page).await?;
            Ok(n > 10.0 && now < 0.2 * wide)
        })
        .await?;
        step.set(0).await?;
        page.wait_until("they are back", async || Ok((look(page).await?[1] - wide).abs() < 1.0)).await?;
        page.find("tab", "Maps").await?.click().await?;
        let choice = page.find("tabpanel", "Maps").await?.find("combobox", "Particles").await?;
        ensure!(choice.value().await? == "2000", "{}", choice.value().await?);
        choice.choose("none").await?;
        page.wait_until("none are left", async || Ok(look(page).await?[0] == 0.0)).await?;
        page.wait_until("the link has none", async || Ok(!page.hash().await?.contains("swarm"))).await?;
        page.find("button", "Undo").await?.click().await?;
        page.wait_for_link("swarm=2000").await
    })
}

#[test]
fn a_mouse_over_basins_sees_the_path_from_there() -> Result<()> {
    with_page(&format!("view=basins&{FOUR}"), Options::sized(1440, 900), async |page| {
        page.find("tabpanel", "Maps").await?.find("img", Name::Starts("Basins of attraction of SGD: A at")).await?;
        let drawn = "const c = document.querySelector('#over .above'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
            let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n";
        let letters = page.js(drawn, &[]).await?.as_u64().unwrap_or(0);
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        page.point_at(land.at(0.7, 0.3)).await?;
        page.wait_until("a path is drawn", async || {
            Ok(page.js(drawn, &[]).await?.as_u64().unwrap_or(0) > letters + 300)
        })
        .await?;
        // Beside the landscape, and beside the maps, which have paths of their own.
        page.point_at((1180.0, 190.0)).await?;
        page.wait_until("it goes with the mouse", async || {
            Ok(page.js(drawn, &[]).await?.as_u64().unwrap_or(0) == letters)
        })
        .await
    })
}
