//! Lessons: every scene parses, every number holds, every formula is typeset, both languages say the same.

use std::path::Path;

use anyhow::{Result, ensure};
use downhill::scene::{LESSONS, Scene};
use serde_json::Value;
use xtask::lessons::{Block, LANGUAGES, check_target, compile, formulas, mathml, sources, words};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/text/lessons")
}

fn each_lesson(look: impl Fn(&str) -> Result<()>) {
    let faults: Vec<String> = LESSONS.iter().filter_map(|id| look(id).err().map(|e| format!("{id}: {e:#}"))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_number_holds_on_its_scene() {
    each_lesson(|id| {
        let facts = sources(&folder(), id)?.checked_facts()?;
        ensure!(facts.len() >= 5, "only {} numbers", facts.len());
        Ok(())
    });
}

#[test]
fn every_lesson_is_complete_in_both_languages() {
    let faults: Vec<String> =
        LANGUAGES.iter().filter_map(|l| compile(&folder(), l).err().map(|e| format!("{e:#}"))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a block is, without its words.
fn shape(block: &Block) -> String {
    match block {
        Block::Markdown(text) => {
            let headings = text.lines().filter(|l| l.starts_with("## ")).count();
            format!("text with {headings} headings")
        }
        Block::Fence(kind, name, content) => {
            format!("{kind} {name} with {} options", content.lines().filter(|l| l.starts_with("- ")).count())
        }
    }
}

#[test]
fn both_languages_have_the_same_parts_in_the_same_order() {
    each_lesson(|id| {
        let [en, zh] = [words(&folder(), "en", id)?, words(&folder(), "zh", id)?];
        let shapes = |w: &xtask::lessons::Words| -> Vec<String> { w.blocks.iter().map(shape).collect() };
        ensure!(shapes(&en) == shapes(&zh), "{:?}\n{:?}", shapes(&en), shapes(&zh));
        Ok(())
    });
}

/// The plain words of a value of the compiled lessons.
fn plain(value: &Value, out: &mut String) {
    match value {
        Value::String(html) => {
            let mut inside = false;
            out.extend(html.chars().filter(|c| {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    _ => return !inside,
                }
                false
            }));
            out.push(' ');
        }
        Value::Array(list) => list.iter().for_each(|v| plain(v, out)),
        Value::Object(map) => {
            for key in ["parts", "question", "options", "labels", "body", "label"] {
                map.get(key).into_iter().for_each(|v| plain(v, out));
            }
        }
        _ => {}
    }
}

#[test]
fn a_lesson_is_short_but_no_stub() -> Result<()> {
    for language in LANGUAGES {
        for lesson in compile(&folder(), language)?["lessons"].as_array().into_iter().flatten() {
            let mut text = String::new();
            plain(&lesson["blocks"], &mut text);
            let (length, allowed) = match language {
                "en" => (text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count(), 300..=850),
                _ => (text.chars().filter(|c| downhill::text::is_chinese(*c)).count(), 450..=1300),
            };
            ensure!(allowed.contains(&length), "{language}/{}: {length} words", lesson["id"]);
        }
    }
    Ok(())
}

#[test]
fn every_formula_of_the_registries_is_typeset_with_its_parameters_marked() -> Result<()> {
    let all = formulas()?;
    for spec in downhill::core::optimizers::OPTIMIZERS {
        let formula = all["optimizers"][spec.id].as_str().unwrap_or_default();
        ensure!(formula.starts_with("<math") && formula.ends_with("</math>"), "{}: {formula}", spec.id);
        let Some(rate) = spec.rate() else { continue };
        let marked = format!(r#"data-param="{}""#, rate.id);
        ensure!(formula.contains(&marked), "{}: the learning rate is not marked in {formula}", spec.id);
    }
    for spec in downhill::core::surfaces::SURFACES {
        ensure!(all["surfaces"][spec.id].as_str().is_some_and(|f| f.starts_with("<math")), "{}", spec.id);
    }
    Ok(())
}

#[test]
fn a_wrong_formula_is_refused() {
    assert!(mathml(r"\frac{1}{", false).is_err());
    assert!(mathml(r"\nosuchcommand x", false).is_err());
}

#[test]
fn a_wrong_number_is_refused() -> Result<()> {
    let scene = "surface=ravine&run=sgd,lr:0.9&steps=200";
    let text = |value: &str| format!("facts\n  gd = {value} | stay f<1e-6 | {scene}\n");
    for (value, right) in [("78", true), ("79", false), ("never", false), ("7.8e1", true)] {
        let checked = xtask::lessons::Sources::parse(&text(value))?.checked_facts();
        ensure!(checked.is_ok() == right, "{value}: {checked:?}");
    }
    Ok(())
}

#[test]
fn measures_over_seeds_and_of_what_was_asked() -> Result<()> {
    let bowl = "surface=quadratic,condition:1,curvature:1&start=1,1&run=sgd,lr:1&steps=50";
    let newton = "surface=rosenbrock&start=-1.2,1&run=newton&steps=20";
    let noisy = format!("{bowl}&noise=gaussian,sigma:1");
    // With rate 1 the point is the noise of the last step alone: f has the mean 1 and, by the exponential
    // distribution, the median ln 2, give or take 0.1 with 100 seeds.
    for (measure, scene, right) in [
        ("mean of 100: mean f from 1", noisy.as_str(), "1.0"),
        ("median of 100: f at end", noisy.as_str(), "0.6"),
        ("count of 100: f>-1 at end", noisy.as_str(), "100"),
        ("count of 7: f<1 at end", bowl, "7"),
        ("mean of 7: f at 0", bowl, "1"),
        ("f<1 at 0", bowl, "0"),
        ("asks hessian until f<1e-6", newton, "5"),
        ("asks gradient until f<1e-6", newton, "5"),
        ("asks f until f<1e-6", newton, "0"),
        ("asks gradient until f<-1", newton, "never"),
    ] {
        let text = format!("facts\n  one = {right} | {measure} | {scene}\n");
        let checked = xtask::lessons::Sources::parse(&text)?.checked_facts();
        ensure!(checked.is_ok(), "{measure}: {checked:?}");
    }
    for measure in ["mean of 101: f at 0", "mean of 0: f at 0", "most of 7: f at 0", "asks why until f<1", "f<1 at 51"]
    {
        let text = format!("facts\n  one = 1 | {measure} | {bowl}\n");
        ensure!(xtask::lessons::Sources::parse(&text)?.checked_facts().is_err(), "{measure} is refused");
    }
    Ok(())
}

#[test]
fn figures_reach_the_noise_and_the_schedule() -> Result<()> {
    let scene = "surface=ravine&run=sgd,lr:0.1,schedule:step&noise=gaussian,sigma:1";
    let plain = "surface=ravine&run=sgd,lr:0.1";
    for (slider, scene, right) in [
        ("noise.sigma", scene, true),
        ("noise.seed", scene, true),
        ("0.schedule.gamma", scene, true),
        ("noise.mean", scene, false),
        ("0.schedule.milestones", scene, false),
        ("noise.sigma", plain, false),
        ("0.schedule.gamma", plain, false),
    ] {
        let found = check_target(&Scene::read(scene).scene, slider);
        ensure!(found.is_ok() == right, "{slider} on {scene}: {found:?}");
    }
    Ok(())
}
