//! What the page says by itself: a run diverges, a link was partly wrong.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, with_page};

#[test]
fn a_diverging_run_is_offered_a_rate_that_converges() -> Result<()> {
    let scene = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:60&at=60";
    with_page(scene, Options::default(), async |page| {
        page.wait_until("the notice says who diverges and why", async || {
            let words = page.words().await?;
            Ok(words.contains("SGD diverges at this rate") && words.contains("overshoots"))
        })
        .await?;
        ensure!(
            page.find("group", "SGD").await?.status().await?.starts_with("diverged at step"),
            "the card says so too"
        );
        let offer = page.find("button", Name::Starts("Use ")).await?;
        let rate = offer.name.trim_start_matches("Use ").to_owned();
        offer.click().await?;
        page.wait_until("it converges", async || {
            Ok(page.find("group", "SGD").await?.status().await?.starts_with("converged"))
        })
        .await?;
        page.wait_for_link(&format!("run=sgd,lr:{rate}")).await?;
        ensure!(!page.words().await?.contains("diverges"), "the notice has gone");
        ensure!(page.step().await? == 60.0, "the step stays");
        Ok(())
    })
}

#[test]
fn a_dismissed_notice_stays_away_until_there_is_another() -> Result<()> {
    let scene = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:60&at=60";
    with_page(scene, Options::default(), async |page| {
        let says = async || Ok(page.words().await?.contains("SGD diverges"));
        page.find("button", "Dismiss").await?.click().await?;
        page.wait_until("the notice goes", async || Ok(!says().await?)).await?;
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set_part(0.6).await?;
        page.find("button", "Step forward").await?.click().await?;
        page.wait_for_step(61.0).await?;
        ensure!(!says().await?, "another run's change brings it back");
        let field = page.find("group", "SGD").await?.find("spinbutton", Name::Starts("Learning rate")).await?;
        field.type_over("80").await?;
        page.keys(Key::Enter).await?;
        page.wait_until("another diverging rate is news", says).await
    })
}

#[test]
fn a_hidden_run_may_diverge_in_silence() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&run=sgd,lr:60,hidden:1&at=60", Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.next_frame().await?;
        ensure!(!page.words().await?.contains("diverges"), "a notice about a run that is not shown");
        page.find("group", "SGD").await?.find("button", "Show").await?.click().await?;
        page.wait_until("now it is said", async || Ok(page.words().await?.contains("SGD diverges"))).await
    })
}

#[test]
fn a_bad_link_names_each_thing_and_the_rest_works() -> Result<()> {
    let bad = "surface=nowhere&colour=red&steps=many&start=1,x&theme=blue&page=shop\
        &run=adam,lr:-1,beta3:0.5&run=walk,lr:1&run=sgd,lr:0.01&at=4";
    for (lang, ignored, dismiss, adam) in
        [(Lang::En, "was ignored", "Dismiss", "Adam"), (Lang::Zh, "忽略了", "知道了", "Adam")]
    {
        with_page(bad, Options { lang, ..Options::default() }, async |page| {
            let dismiss = page.find("button", dismiss).await?;
            let words = page.words().await?;
            for part in ["nowhere", "colour", "many", "1,x", "blue", "shop", "lr", "beta3", "walk"] {
                let told = words.lines().any(|line| line.contains(ignored) && line.contains(part));
                ensure!(told, "no line says that {part} was ignored: {words}");
            }
            ensure!(page.errors().await?.is_empty(), "a bad link is no error of the page");
            // What was good is used.
            page.wait_until("the step is that of the link", async || {
                let slider = if lang == Lang::En { "Step" } else { "步数" };
                Ok(page.find("slider", slider).await?.number().await? == 4.0)
            })
            .await?;
            page.find("group", adam).await?;
            page.find("group", "SGD").await?;
            ensure!(
                page.hash().await? == bad,
                "a link is not rewritten before anything changes: {}",
                page.hash().await?
            );
            dismiss.click().await?;
            page.wait_until("the notice goes", async || Ok(!page.words().await?.contains(ignored))).await
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn a_good_link_says_nothing() -> Result<()> {
    for scene in ["", "surface=himmelblau&at=3", "lang=en&theme=dark&run=adam,lr:0.1,hidden:1&run=sgd&select=1&at=0"] {
        with_page(scene, Options::default(), async |page| {
            page.find("slider", "Step").await?;
            ensure!(!page.has("button", "Dismiss").await?, "a notice for the good link {scene}");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn a_scene_clicked_later_is_checked_too() -> Result<()> {
    with_page("run=adam&at=3", Options::default(), async |page| {
        page.set_hash("run=sgd&at=9&speed=7").await?;
        page.wait_for_step(9.0).await?;
        page.wait_until("the notice names it", async || Ok(page.words().await?.contains("speed"))).await?;
        page.set_hash("run=sgd&at=10").await?;
        page.wait_for_step(10.0).await?;
        ensure!(!page.words().await?.contains("speed"), "a good link takes the notice away");
        Ok(())
    })
}

#[test]
fn what_happens_again_is_said_again() -> Result<()> {
    with_page("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60", Options::sized(1440, 900), async |page| {
        let says = async || Ok(page.words().await?.contains("SGD was removed"));
        for time in ["first", "second"] {
            let card = page.find("group", "SGD").await?;
            card.open_more().await?;
            card.find("button", "Remove").await?.click().await?;
            page.wait_until(&format!("the {time} removal is said"), says).await?;
            page.find("button", "Dismiss").await?.click().await?;
            page.wait_until("the notice goes", async || Ok(!says().await?)).await?;
            page.find("button", "Undo").await?.click().await?;
            page.wait_for_runs(&["Adam", "SGD"]).await?;
        }
        Ok(())
    })
}
