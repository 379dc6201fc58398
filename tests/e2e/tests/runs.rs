//! The list of runs: choosing, adding, doubling, hiding, moving and removing.

use anyhow::{Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, with_page};

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

#[test]
fn another_algorithm_is_chosen() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let before = page.settled_pictures().await?;
        page.find("group", "Adam").await?.find("combobox", "Algorithm").await?.choose("AdaGrad").await?;
        page.wait_for_runs(&["AdaGrad", "SGD"]).await?;
        page.wait_for_link("run=adagrad").await?;
        ensure!(!page.hash().await?.contains("run=adam"), "the old one is gone: {}", page.hash().await?);
        ensure!(page.settled_pictures().await?[0] != before[0], "the landscape shows the new path");
        let status = page.find("group", "AdaGrad").await?.status().await?;
        ensure!(status.starts_with("converged"), "the new method gets a rate that works here: {status}");
        // The second of a kind has a number.
        page.find("group", "SGD").await?.find("combobox", "Algorithm").await?.choose("AdaGrad").await?;
        page.wait_for_runs(&["AdaGrad", "AdaGrad 2"]).await
    })
}

#[test]
fn a_list_shows_what_the_scene_has_after_an_undo_too() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let chosen = async || -> Result<String> {
            let script = "return document.querySelector('li.run select').selectedOptions[0].textContent";
            Ok(page.js(script, &[]).await?.as_str().unwrap_or_default().to_string())
        };
        let choose = async |now: &'static str, name: &'static str| {
            page.find("group", now).await?.find("combobox", "Algorithm").await?.choose(name).await?;
            page.wait_for_runs(&[name, "SGD"]).await
        };
        for (now, name) in [("Adam", "Momentum"), ("Momentum", "RMSProp"), ("RMSProp", "AdaGrad")] {
            choose(now, name).await?;
        }
        page.blur().await?;
        for name in ["RMSProp", "Momentum"] {
            page.undo().await?;
            page.wait_for_runs(&[name, "SGD"]).await?;
            ensure!(chosen().await? == name, "the list shows {}, the scene has {name}", chosen().await?);
        }
        // What was chosen before the undo can be chosen again.
        choose("Momentum", "RMSProp").await
    })
}

/// The buttons of the chooser that are no methods.
const CHROME: [&str; 6] = ["Close", "By idea", "By year", "关闭", "按思路", "按年份"];

#[test]
fn an_optimizer_is_searched_and_added() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        page.find("button", "Add optimizer").await?.click().await?;
        let dialog = page.find("dialog", "Add optimizer").await?;
        let search = dialog.find("searchbox", Name::Starts("Search")).await?;
        search.type_over("nothing of the kind").await?;
        page.wait_until("nothing is found", async || Ok(page.words().await?.contains("Nothing by that name"))).await?;
        search.type_over("rms").await?;
        let shown = async || -> Result<Vec<String>> {
            let all = dialog.find_all("button", Name::Any).await?;
            Ok(all.into_iter().map(|button| button.name).filter(|name| !CHROME.contains(&&**name)).collect())
        };
        page.wait_until("only RMSProp and what mentions it is left", async || {
            let shown = shown().await?;
            Ok(!shown.is_empty() && shown.iter().all(|name| name.contains("RMSProp")))
        })
        .await?;
        dialog.find("button", Name::Starts("RMSProp")).await?.click().await?;
        page.wait_for_runs(&["Adam", "SGD", "RMSProp"]).await?;
        ensure!(!page.has("dialog", Name::Any).await?, "the dialog closes");
        page.wait_for_link("run=rmsprop,lr:").await?;
        let status = page.find("group", "RMSProp").await?.status().await?;
        ensure!(
            !status.starts_with("diverged") && !status.starts_with("left"),
            "an added run's rate works here: {status}"
        );
        ensure!(page.hash().await?.contains("select=2"), "and is selected: {}", page.hash().await?);
        let inspector = page.find("region", "Selected run at this step").await?.text().await?;
        ensure!(inspector.starts_with("RMSProp"), "the inspector shows it: {inspector}");
        Ok(())
    })
}

#[test]
fn an_optimizer_is_searched_and_added_in_chinese() -> Result<()> {
    with_page("surface=ravine&run=sgd,lr:0.9&at=60", Options { lang: Lang::Zh, ..Options::default() }, async |page| {
        page.find("button", "添加优化器").await?.click().await?;
        let dialog = page.find("dialog", "添加优化器").await?;
        // Both its own name and an idea in Chinese are found.
        dialog.find("searchbox", Name::Starts("搜索")).await?.type_over("有记忆").await?;
        page.wait_until("one is left", async || {
            Ok(dialog
                .find_all("button", Name::Any)
                .await?
                .iter()
                .filter(|button| !CHROME.contains(&&*button.name))
                .count()
                == 1)
        })
        .await?;
        // Past the two orders to the one that is left.
        for _ in 0..3 {
            page.keys(Key::Tab).await?;
        }
        page.keys(Key::Enter).await?;
        page.wait_for_link("run=momentum").await
    })
}

#[test]
fn a_run_is_doubled_and_moved() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let adam = page.find("group", "Adam").await?;
        adam.open_more().await?;
        adam.find("button", "Duplicate").await?.click().await?;
        page.wait_for_runs(&["Adam", "Adam 2", "SGD"]).await?;
        page.wait_until("the link has it twice", async || {
            Ok(page.hash().await?.matches("run=adam,lr:0.5").count() == 2)
        })
        .await?;
        let sgd = page.find("group", "SGD").await?;
        sgd.open_more().await?;
        let down = sgd.find("button", "Move down").await?;
        ensure!(!down.element.is_enabled().await?, "the last cannot move down");
        page.blur().await?;
        page.point_at((700.0, 20.0)).await?;
        let before = page.settled_pictures().await?;
        sgd.find("button", "Move up").await?.click().await?;
        page.wait_for_runs(&["Adam", "SGD", "Adam 2"]).await?;
        page.find("group", "SGD").await?.find("button", "Move up").await?.click().await?;
        page.wait_for_runs(&["SGD", "Adam", "Adam 2"]).await?;
        let first = page.find("group", "SGD").await?;
        ensure!(!first.find("button", "Move up").await?.element.is_enabled().await?, "the first cannot move up");
        page.wait_until("the link has the new order", async || {
            let link = page.hash().await?;
            Ok(link.find("run=sgd").zip(link.find("run=adam")).is_some_and(|(sgd, adam)| sgd < adam))
        })
        .await?;
        // The order of the list is no matter of the picture: each run keeps its colour and its path.
        page.find("group", "SGD").await?.find("button", "Move down").await?.click().await?;
        page.wait_for_runs(&["Adam", "SGD", "Adam 2"]).await?;
        page.find("group", "SGD").await?.find("button", "Move down").await?.click().await?;
        page.wait_for_runs(&["Adam", "Adam 2", "SGD"]).await?;
        page.blur().await?;
        page.point_at((700.0, 20.0)).await?;
        ensure!(page.settled_pictures().await?[0] == before[0], "down again is where it was");
        Ok(())
    })
}

#[test]
fn a_run_is_hidden_and_shown() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let both = page.described().await?;
        let before = page.settled_pictures().await?;
        page.find("group", "SGD").await?.find("button", "Hide").await?.click().await?;
        page.wait_for_link("hidden:1").await?;
        page.point_at((700.0, 20.0)).await?;
        let without = page.settled_pictures().await?;
        ensure!(without[0] != before[0] && without[1] != before[1], "path and curve are gone");
        let words = page.described().await?;
        ensure!(both.contains("SGD") && !words.contains("SGD") && words.contains("Adam"), "and the words: {words}");
        page.find("group", "SGD").await?.find("button", "Show").await?.click().await?;
        page.wait_until("it is shown again", async || Ok(page.described().await? == both)).await?;
        page.wait_until("the link too", async || Ok(!page.hash().await?.contains("hidden"))).await
    })
}

#[test]
fn a_run_is_removed_and_brought_back() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let link = page.hash().await?;
        let adam = page.find("group", "Adam").await?;
        adam.open_more().await?;
        adam.find("button", "Remove").await?.click().await?;
        page.wait_for_runs(&["SGD"]).await?;
        ensure!(page.words().await?.contains("Adam was removed"), "a notice says so");
        page.wait_until("the link is without it", async || Ok(!page.hash().await?.contains("run=adam"))).await?;
        let notice = page.find_all("button", "Undo").await?.pop();
        notice.expect("the notice offers Undo").click().await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.wait_until("the link is as before", async || Ok(page.hash().await? == link)).await?;
        ensure!(!page.words().await?.contains("was removed"), "the notice is gone");
        Ok(())
    })
}

#[test]
fn the_keyboard_keeps_its_place() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let adam = page.find("group", "Adam").await?;
        adam.open_more().await?;
        adam.find("button", "Duplicate").await?.keys(Key::Enter).await?;
        page.wait_for_runs(&["Adam", "Adam 2", "SGD"]).await?;
        let focused = page.focused().await?;
        ensure!(focused.is_some(), "after Duplicate the focus is lost");
        let adam = page.find("group", "Adam").await?;
        ensure!(adam.has("button", "Duplicate").await?, "what was open under More is still open");
        adam.find("button", "Move down").await?.keys(Key::Enter).await?;
        page.wait_until("the first is now the second", async || {
            Ok(page.hash().await?.starts_with("surface=ravine&run=adam,lr:0.5,slot:3"))
        })
        .await?;
        ensure!(page.focused().await?.is_some(), "after Move down the focus is lost");
        let second = page.find("group", "Adam 2").await?;
        second.open_more().await?;
        second.find("button", "Remove").await?.keys(Key::Enter).await?;
        page.wait_for_runs(&["Adam", "SGD"]).await?;
        page.next_frame().await?;
        ensure!(page.focused().await?.is_some(), "after Remove the focus is lost");
        Ok(())
    })
}

#[test]
fn twelve_are_a_full_race() -> Result<()> {
    let eleven = format!("surface=ravine&at=60{}", "&run=adam,lr:0.5".repeat(11));
    with_page(&eleven, Options::default(), async |page| {
        let first = page.find("group", "Adam").await?;
        first.open_more().await?;
        first.find("button", "Duplicate").await?.click().await?;
        page.wait_until("there are twelve", async || Ok(page.runs().await?.len() == 12)).await?;
        ensure!(page.run_names().await?[11] == "Adam 12", "each has a name of its own");
        let duplicate = page.find("group", "Adam").await?.find("button", "Duplicate").await?;
        ensure!(!duplicate.element.is_enabled().await?, "a thirteenth cannot be made");
        page.find("button", "Add optimizer").await?.click().await?;
        let dialog = page.find("dialog", "Add optimizer").await?;
        ensure!(dialog.text().await?.contains("12 runs"), "the dialog says why: {}", dialog.text().await?);
        for button in dialog.find_all("button", Name::Any).await? {
            ensure!(
                CHROME.contains(&&*button.name) || !button.element.is_enabled().await?,
                "{} can be added",
                button.name
            );
        }
        Ok(())
    })
}

#[test]
fn an_empty_race_suggests_whom_to_add() -> Result<()> {
    with_page("surface=ravine&run=none&at=60", Options::default(), async |page| {
        ensure!(page.words().await?.contains("Nothing is racing yet"), "an empty race says so");
        page.find("button", "Adam").await?.click().await?;
        page.wait_for_runs(&["Adam"]).await?;
        page.wait_for_link("run=adam,lr:").await
    })
}
