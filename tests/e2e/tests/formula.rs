//! One's own formula and what is random, on the page.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Name, Options, with_page};

#[test]
fn a_formula_is_drawn_as_it_is_typed_and_a_bad_one_is_explained() -> Result<()> {
    with_page("at=60", Options::sized(1440, 900), async |page| {
        page.find("button", Name::Starts("Surface")).await?.click().await?;
        let formula = page.find("textbox", "Formula").await?;
        let before = page.settled_pictures().await?;
        formula.type_over("x^2 + a*y^2").await?;
        page.wait_for_link("f=x").await?;
        page.wait_until("another landscape is drawn", async || Ok(page.pictures().await?[0] != before[0])).await?;
        ensure!(page.has("button", "Surface: Your own formula").await?, "the button names it");
        // A letter has a slider.
        page.find("spinbutton", "a, exact value").await?.type_over("4").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("vars=a:4").await?;
        // What is no formula is explained; the last good one stays.
        let good = page.hash().await?;
        formula.type_over("x^2 + xy").await?;
        page.wait_until("the mistake is named", async || Ok(page.words().await?.contains("perhaps x*y was meant")))
            .await?;
        ensure!(formula.attribute("aria-invalid").await?.as_deref() == Some("true"), "the box says that it is wrong");
        page.pause(600).await;
        ensure!(page.hash().await? == good, "the link keeps the last good formula");
        Ok(())
    })
}

#[test]
fn noise_is_set_and_comes_again_with_its_seed() -> Result<()> {
    with_page("at=60", Options::sized(1440, 900), async |page| {
        let calm = page.settled_pictures().await?;
        page.find("button", "No noise").await?.click().await?;
        let menu = page.find("dialog", "Noise").await?;
        menu.find("spinbutton", "Gradient noise, exact value").await?.type_over("0.5").await?;
        page.keys(Key::Enter).await?;
        page.wait_for_link("noise=gaussian,sigma:0.5").await?;
        page.wait_until("the paths are others", async || Ok(page.pictures().await?[0] != calm[0])).await?;
        let first = page.settled_pictures().await?;
        menu.find("button", "Next seed").await?.click().await?;
        page.wait_for_link("seed=1").await?;
        page.wait_until("another seed, other paths", async || Ok(page.pictures().await?[0] != first[0])).await?;
        menu.find("spinbutton", "Seed, exact value").await?.type_over("0").await?;
        page.keys(Key::Enter).await?;
        page.wait_until("the same seed, the same paths", async || Ok(page.pictures().await?[0] == first[0])).await
    })
}
