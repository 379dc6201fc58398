//! Lessons: Markdown, LaTeX and scenes in, one JSON file for each language out. `src/text/lessons/README.md` says how
//! they are written.

mod facts;
mod formulas;
mod markdown;
mod math;
mod prose;
mod source;
mod starts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use downhill::scene::LESSONS;
use downhill::text::Lang;
use serde_json::{Value, json};

pub use facts::measure;
pub use formulas::{HELP, formulas};
pub use math::mathml;
pub use prose::check_target;
pub use source::{Block, Fact, Sources, Words};

/// The languages, as their folders are called.
pub const LANGUAGES: [&str; Lang::ALL.len()] = {
    let mut ids = [""; Lang::ALL.len()];
    let mut i = 0;
    while i < ids.len() {
        ids[i] = Lang::ALL[i].id();
        i += 1;
    }
    ids
};

/// Words a minute, in Chinese characters: a slow reader who plays with the figures.
fn pace(language: &str) -> f64 {
    if language == Lang::Zh.id() { 190.0 } else { 110.0 }
}

/// Reads the sources of a lesson.
pub fn sources(folder: &Path, id: &str) -> Result<Sources> {
    let path = folder.join(format!("{id}.scenes"));
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Sources::parse(&text).with_context(|| format!("in {id}.scenes"))
}

/// Reads the words of a lesson.
pub fn words(folder: &Path, language: &str, id: &str) -> Result<Words> {
    let path = folder.join(language).join(format!("{id}.md"));
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Words::parse(&text).with_context(|| format!("in {language}/{id}.md"))
}

/// All lessons of a language as the page reads them.
pub fn compile(folder: &Path, language: &str) -> Result<Value> {
    ensure!(LANGUAGES.contains(&language), "{language} is no language of the interface");
    let mut lessons = Vec::new();
    for id in LESSONS {
        let sources = sources(folder, id)?;
        let facts = sources.checked_facts().with_context(|| format!("in {id}.scenes"))?;
        let words = words(folder, language, id)?;
        let lesson = lesson(id, &sources, &facts, &words, pace(language));
        lessons.push(lesson.with_context(|| format!("in {language}/{id}.md"))?);
    }
    Ok(json!({ "lessons": lessons }))
}

fn lesson(id: &str, sources: &Sources, facts: &BTreeMap<String, String>, words: &Words, pace: f64) -> Result<Value> {
    let mut prose = prose::Prose::new(sources, facts, words)?;
    let blocks = words.blocks.iter().map(|block| prose.block(block)).collect::<Result<Vec<_>>>()?;
    for (kind, count) in [("ask", prose.asked), ("try", prose.tried), ("figure", prose.figures)] {
        ensure!(count > 0, "there is no `{kind}`");
    }
    if let Some(name) = sources.names().find(|name| !prose.used.contains(*name)) {
        bail!("`{name}` of the scenes is not shown");
    }
    let minutes = (prose.length as f64 / pace).ceil();
    let [title, short, idea] = ["title", "short", "idea"].map(|key| words.head.get(key).cloned().unwrap_or_default());
    ensure!(!title.is_empty() && !short.is_empty() && !idea.is_empty(), "title, short and idea are needed");
    Ok(json!({ "id": id, "title": title, "short": short, "idea": idea, "minutes": minutes, "blocks": blocks }))
}

/// Writes the files of all languages, and the formulas, into the built site.
pub fn write(root: &Path, dist: &Path) -> Result<()> {
    let folder = root.join("src/text/lessons");
    let target = dist.join("lessons");
    fs::create_dir_all(&target)?;
    for language in LANGUAGES {
        let lessons = compile(&folder, language)?;
        fs::write(target.join(format!("{language}.json")), lessons.to_string())?;
    }
    fs::write(dist.join("formulas.json"), formulas()?.to_string())?;
    Ok(())
}
