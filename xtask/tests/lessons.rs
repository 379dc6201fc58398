//! Lessons: every scene parses, every number holds, every formula is typeset, both languages say the same.

use std::path::Path;

use anyhow::{Result, ensure};
use downhill::scene::LESSONS;
use serde_json::Value;
use xtask::lessons::{Block, LANGUAGES, compile, formulas, mathml, sources, words};

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
        let fences = |w: &xtask::lessons::Words| -> Vec<String> {
            w.blocks.iter().filter(|b| matches!(b, Block::Fence(..))).map(shape).collect()
        };
        ensure!(fences(&en) == fences(&zh), "{:?}\n{:?}", fences(&en), fences(&zh));
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
