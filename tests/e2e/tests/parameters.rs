//! The parameters of a run: all of them, by their names; exact numbers; what is refused; units that are spoken.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::Kind;
use downhill::text::{Lang as Text, key, optimizer_name, param_label};
use downhill_e2e::{Found, Key, Lang, Name, Options, Page, with_page};

const TWO: &str = "surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=60";

async fn names(group: &Found<'_>, role: &str) -> Result<BTreeSet<String>> {
    Ok(group.find_all(role, Name::Any).await?.into_iter().map(|found| found.name).collect())
}

/// A card has exactly the controls of its method: nothing missing, nothing disabled or foreign.
async fn complete(page: &Page, text: Text, algorithm: &str, exact: &str, more: &str) -> Result<()> {
    for method in OPTIMIZERS {
        page.set_hash(&format!("run={}&at=5", method.id)).await?;
        let group = page.find("group", optimizer_name(text, method.id)).await?;
        let more = group.find("button", more).await?;
        if more.attribute("aria-expanded").await?.as_deref() != Some("true") {
            more.click().await?;
        }
        let label = |kind: fn(&Kind) -> bool| -> BTreeSet<String> {
            let of_kind = method.params.iter().filter(|spec| kind(&spec.kind));
            of_kind.map(|spec| param_label(text, method.id, spec.id).to_owned()).collect()
        };
        let mut numbers = label(|kind| matches!(kind, Kind::Number { .. }));
        // And what any run may have around its method.
        numbers.extend(["clip_norm", "clip_value", "lookahead"].map(|id| param_label(text, "", id).to_owned()));
        let fields = numbers.iter().map(|name| format!("{name}{exact}")).collect();
        let mut lists = label(|kind| matches!(kind, Kind::Choice(_)));
        lists.insert(algorithm.to_owned());
        if method.rate().is_some() {
            lists.insert(text.text(key::SCHEDULE).to_owned());
        }
        let switches = label(|kind| matches!(kind, Kind::Flag));
        for (role, wanted) in [("slider", numbers), ("spinbutton", fields), ("switch", switches), ("combobox", lists)] {
            page.wait_until(&format!("the card of {} shows the {role}s {wanted:?}", method.id), async || {
                Ok(names(&group, role).await? == wanted)
            })
            .await?;
        }
    }
    Ok(())
}

#[test]
fn every_parameter_of_every_method_has_its_control() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        complete(page, Text::En, "Algorithm", ", exact value", "More").await
    })
}

#[test]
fn every_parameter_of_every_method_has_its_control_in_chinese() -> Result<()> {
    with_page(TWO, Options { lang: Lang::Zh, ..Options::default() }, async |page| {
        complete(page, Text::Zh, "更换算法", "，精确值", "更多").await
    })
}

#[test]
fn exact_numbers_are_taken_as_given() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let field = page.find("group", "Adam").await?.find("spinbutton", "Learning rate, exact value").await?;
        for (typed, written) in [("0.25", "lr:0.25"), ("1e-2", "lr:0.01"), ("0,5", "lr:0.5"), ("7", "lr:7")] {
            field.type_over(typed).await?;
            page.keys(Key::Enter).await?;
            page.wait_for_link(&format!("run=adam,{written}&")).await?;
            ensure!(field.attribute("aria-invalid").await?.as_deref() != Some("true"), "{typed} is a good number");
        }
        // Beyond the slider's end: the slider stands there, the value stays.
        let slider = page.find("group", "Adam").await?.find("slider", "Learning rate").await?;
        ensure!(
            slider.value().await? == slider.attribute("max").await?.unwrap_or_default(),
            "the slider is at its end"
        );
        field.keys(Key::Up).await?;
        let after = page.wait_for_another_link("surface=ravine&run=adam,lr:7&run=sgd,lr:0.9&at=60").await?;
        ensure!(!after.contains("lr:7&"), "the arrow changes the number: {after}");
        // Leaving the field is as good as Enter.
        field.type_over("0.125").await?;
        page.keys(Key::Tab).await?;
        page.wait_for_link("run=adam,lr:0.125&").await
    })
}

#[test]
fn a_bad_number_is_refused_with_the_reason() -> Result<()> {
    with_page(TWO, Options::default(), async |page| {
        let link = page.hash().await?;
        let group = page.find("group", "Adam").await?;
        for (name, typed) in [
            ("Learning rate, exact value", "-1"),
            ("Learning rate, exact value", "much"),
            ("Momentum β₁, exact value", "1"),
            ("Momentum β₁, exact value", "nan"),
        ] {
            let field = group.find("spinbutton", name).await?;
            let before = field.value().await?;
            field.type_over(typed).await?;
            page.wait_until(&format!("{typed} for {name} is marked as invalid"), async || {
                Ok(field.attribute("aria-invalid").await?.as_deref() == Some("true"))
            })
            .await?;
            let spoken = field.description().await?;
            ensure!(spoken.contains("Allowed here"), "assistive technology is not told why {typed} is bad: `{spoken}`");
            ensure!(page.words().await?.contains("Allowed here"), "the reader does not see why {typed} is bad");
            // It stays, and so does the reason, until it is mended or left.
            page.keys(Key::Enter).await?;
            page.next_frame().await?;
            ensure!(field.value().await? == typed, "what was typed is still there");
            ensure!(page.words().await?.contains("Allowed here"), "and what is wrong about it");
            page.keys(Key::Escape).await?;
            page.wait_until("the field shows the old value again", async || Ok(field.value().await? == before)).await?;
            ensure!(field.attribute("aria-invalid").await?.as_deref() != Some("true"), "and is valid again");
        }
        page.pause(400).await;
        ensure!(page.hash().await?.replace("&select=0", "") == link, "a bad number changed {}", page.hash().await?);
        Ok(())
    })
}

#[test]
fn a_decay_says_how_long_it_remembers() -> Result<()> {
    for (lang, group, slider, spoken) in [
        (Lang::En, "Momentum", "Momentum β", ["0.9, about 10 steps of memory", "0.99, about 100 steps of memory"]),
        (Lang::Zh, "动量", "动量 β", ["0.9，大约记住 10 步", "0.99，大约记住 100 步"]),
    ] {
        let options = Options { lang, ..Options::default() };
        with_page("surface=ravine&run=momentum,beta:0.9&at=60", options, async |page| {
            let group = page.find("group", group).await?;
            let slider = group.find("slider", slider).await?;
            let says = slider.attribute("aria-valuetext").await?;
            ensure!(says.as_deref() == Some(spoken[0]), "{says:?}");
            group.find("spinbutton", Name::Starts(&slider.name)).await?.type_over("0.99").await?;
            page.keys(Key::Enter).await?;
            page.wait_until(spoken[1], async || {
                Ok(slider.attribute("aria-valuetext").await?.as_deref() == Some(spoken[1]))
            })
            .await
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn another_convention_rescales_the_rate_and_keeps_the_path() -> Result<()> {
    let scene = "run=momentum,lr:0.055,beta:0.9,convention:ema_zero&at=200";
    with_page(scene, Options::default(), async |page| {
        let group = page.find("group", "Momentum").await?;
        let (status, words) = (group.status().await?, page.described().await?);
        let before = page.settled_pictures().await?;
        group.open_more().await?;
        group.find("combobox", "Convention").await?.choose("sum (PyTorch)").await?;
        page.wait_for_link("run=momentum,lr:0.0055").await?;
        ensure!(page.hash().await?.contains("convention:heavy_ball"), "{}", page.hash().await?);
        let group = page.find("group", "Momentum").await?;
        ensure!(group.status().await? == status, "{status} has become {}", group.status().await?);
        ensure!(page.described().await? == words, "it ends elsewhere: {} and not {words}", page.described().await?);
        page.point_at((700.0, 20.0)).await?;
        ensure!(page.settled_pictures().await?[0] == before[0], "the path is the same, and so is the picture");
        group.find("combobox", "Convention").await?.choose("average, from 0 (Ng)").await?;
        page.wait_for_link("run=momentum,lr:0.055,").await
    })
}

#[test]
fn switches_and_lists_change_the_run() -> Result<()> {
    with_page("run=adam,lr:0.12&at=200", Options::default(), async |page| {
        let adam = page.find("group", "Adam").await?;
        let words = page.described().await?;
        adam.open_more().await?;
        let switch = adam.find("switch", "Bias correction").await?;
        switch.click().await?;
        page.wait_for_link("bias_correction:0").await?;
        page.wait_until("the run ends elsewhere", async || Ok(page.described().await? != words)).await?;
        switch.click().await?;
        page.wait_until("and back", async || Ok(page.described().await? == words)).await?;
        page.wait_until("the default is not written", async || Ok(!page.hash().await?.contains("bias"))).await
    })
}
