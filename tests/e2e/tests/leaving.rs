//! Going to another page and coming back: nothing of what was left acts there, and what was set is still set.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, Name, Options, engine, skip, with_page};
use serde_json::json;

const LESSON: &str = "page=lessons/learning-rate";

#[test]
fn what_was_seen_in_three_dimensions_does_not_move_a_lesson() -> Result<()> {
    let scene = "surface=himmelblau&run=sgd,lr:0.012&run=adam,lr:0.18&at=40&view=3d&camera=30,50,1";
    with_page(scene, Options { gpu: true, ..Options::sized(1440, 900) }, async |page| {
        let card = page.js("return !!document.createElement('canvas').getContext('webgl2')", &[]).await?;
        if engine()? != Engine::Chromium && card == json!(false) {
            return Err(skip("this browser has no WebGL2 here"));
        }
        page.wait_until("the map has risen", async || {
            Ok(page.js("return !!document.querySelector('#over[data-covered]')", &[]).await? == json!(true))
        })
        .await?;
        page.set_hash(LESSON).await?;
        let script = "const h = document.querySelector('figure .stage .handle'); if (!h) return null;
            h.scrollIntoView({ block: 'center' }); const r = h.getBoundingClientRect();
            return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : null";
        page.wait_until("a figure has its start", async || Ok(!page.js(script, &[]).await?.is_null())).await?;
        page.pause(300).await;
        let at = page.js(script, &[]).await?;
        let at = (at[0].as_f64().context("x")?, at[1].as_f64().context("y")?);
        page.drag(at, (at.0 + 60.0, at.1 + 40.0)).await?;
        page.keys("+").await?;
        page.pause(700).await;
        ensure!(page.hash().await? == LESSON, "{}", page.hash().await?);
        let moved = page.js(script, &[]).await?;
        let (x, y) = (moved[0].as_f64().context("x")?, moved[1].as_f64().context("y")?);
        ensure!((x - at.0).abs() > 20.0, "the figure's own start follows the hand: {at:?}, {x}, {y}");
        Ok(())
    })
}

#[test]
fn the_speed_is_still_what_it_was() -> Result<()> {
    with_page("at=5", Options::sized(1440, 900), async |page| {
        let speed = page.find("slider", Name::Starts("Speed")).await?;
        speed.set(4).await?;
        let set = speed.value().await?;
        page.set_hash("page=averages").await?;
        page.wait_until("the averages are there", async || Ok(page.has("slider", Name::Starts("Days")).await?)).await?;
        page.set_hash("at=5").await?;
        page.wait_until("the race is back", async || page.has("slider", Name::Starts("Speed")).await).await?;
        let now = page.find("slider", Name::Starts("Speed")).await?.value().await?;
        ensure!(now == set, "{set} before, {now} now");
        Ok(())
    })
}
