//! The two kinds of source files of a lesson, read strictly.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

/// `<id>.scenes`.
#[derive(Debug, Default)]
pub struct Sources {
    /// The figures: a scene and its sliders.
    pub figures: BTreeMap<String, (String, Vec<String>)>,
    /// The small pictures side by side.
    pub multiples: BTreeMap<String, Vec<String>>,
    /// The questions: the scene that answers, and which option is right, from 0.
    pub asks: BTreeMap<String, (String, usize)>,
    /// The numbers, in order.
    pub facts: Vec<Fact>,
}

/// A number that the words state.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name in the words.
    pub name: String,
    /// The number as it is written.
    pub value: String,
    /// How it is measured, or how it follows from facts above.
    pub measure: String,
    /// The scene it is measured on; none for arithmetic.
    pub scene: Option<String>,
}

impl Sources {
    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self> {
        let mut sources = Sources::default();
        let mut open = (String::new(), String::new());
        for (number, line) in (1..).zip(text.lines()) {
            let indented = line.starts_with(' ');
            // A comment begins a line or stands after a space; a scene holds no such thing.
            let line = line.split_once(" #").map_or(line, |(before, _)| before);
            let line = if line.starts_with('#') { "" } else { line.trim() };
            if line.is_empty() {
                continue;
            }
            let read = if indented { sources.inside(&open, line) } else { sources.open(line).map(|o| open = o) };
            read.with_context(|| format!("line {number}: {line}"))?;
        }
        Ok(sources)
    }

    fn open(&mut self, line: &str) -> Result<(String, String)> {
        let (kind, name) = line.split_once(' ').unwrap_or((line, ""));
        let name = name.trim().to_string();
        match kind {
            "figure" => drop(self.figures.insert(name.clone(), Default::default())),
            "multiples" => drop(self.multiples.insert(name.clone(), Default::default())),
            "ask" => drop(self.asks.insert(name.clone(), Default::default())),
            "facts" => {}
            other => bail!("`{other}` is none of figure, multiples, ask, facts"),
        }
        Ok((kind.to_string(), name))
    }

    fn inside(&mut self, (kind, name): &(String, String), line: &str) -> Result<()> {
        if kind == "facts" {
            self.facts.push(fact(line)?);
            return Ok(());
        }
        let (key, value) = line.split_once(' ').context("a key and a value are needed")?;
        let value = value.trim().to_string();
        match (kind.as_str(), key) {
            ("figure", "scene") => self.figures.entry(name.clone()).or_default().0 = value,
            ("figure", "sliders") => {
                self.figures.entry(name.clone()).or_default().1 = value.split_whitespace().map(Into::into).collect();
            }
            ("multiples", "scene") => self.multiples.entry(name.clone()).or_default().push(value),
            ("ask", "scene") => self.asks.entry(name.clone()).or_default().0 = value,
            ("ask", "right") => {
                let right: usize = value.parse().context("`right` counts from 1")?;
                self.asks.entry(name.clone()).or_default().1 = right.checked_sub(1).context("`right` counts from 1")?;
            }
            _ => bail!("`{key}` does not belong into a `{kind}`"),
        }
        Ok(())
    }

    /// The names of all figures, multiples and questions.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.figures.keys().chain(self.multiples.keys()).chain(self.asks.keys())
    }

    /// All scenes.
    pub fn scenes(&self) -> impl Iterator<Item = &str> {
        let figures = self.figures.values().map(|(scene, _)| scene.as_str());
        let asks = self.asks.values().map(|(scene, _)| scene.as_str());
        figures.chain(self.multiples.values().flatten().map(String::as_str)).chain(asks)
    }

    /// The scene that a fact is measured on, and the run in it.
    pub fn scene_of(&self, reference: &str) -> Result<(String, usize)> {
        let Some(reference) = reference.strip_prefix('@') else { return Ok((reference.to_string(), 0)) };
        let (name, index) = reference.split_once(' ').unwrap_or((reference, "0"));
        let index: usize = index.trim().parse().context("after the name: the number of the run")?;
        if let Some((scene, _)) = self.figures.get(name) {
            return Ok((scene.clone(), index));
        }
        if let Some((scene, _)) = self.asks.get(name) {
            return Ok((scene.clone(), index));
        }
        let scenes = self.multiples.get(name).with_context(|| format!("there is no `{name}`"))?;
        Ok((scenes.get(index).with_context(|| format!("`{name}` has no picture {index}"))?.clone(), 0))
    }
}

fn fact(line: &str) -> Result<Fact> {
    let (name, rest) = line.split_once('=').context("name = value | measure | scene")?;
    // A measure such as `max |y|` holds the separator: only with spaces around does it separate.
    let parts: Vec<&str> = rest.split(" | ").map(str::trim).collect();
    let (value, measure, scene) = match parts[..] {
        [value, measure] => (value, measure, None),
        [value, measure, scene] => (value, measure, Some(scene.to_string())),
        _ => bail!("name = value | measure | scene"),
    };
    Ok(Fact { name: name.trim().into(), value: value.into(), measure: measure.into(), scene })
}

/// `<language>/<id>.md`.
#[derive(Debug)]
pub struct Words {
    /// title, short, idea, literal.
    pub head: BTreeMap<String, String>,
    /// The text in pieces.
    pub blocks: Vec<Block>,
}

/// A piece of the text.
#[derive(Debug, Clone)]
pub enum Block {
    /// Markdown.
    Markdown(String),
    /// A fence: its kind, its name and what is in it.
    Fence(String, String, String),
}

impl Words {
    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self> {
        let (head, body) = text.split_once("\n---\n").context("the head ends with a line `---`")?;
        let pair = |line: &str| {
            let (key, value) = line.split_once(':').with_context(|| format!("`{line}` is not `key: value`"))?;
            Ok((key.trim().to_string(), value.trim().to_string()))
        };
        let head = head.lines().filter(|l| !l.trim().is_empty()).map(pair).collect::<Result<_>>()?;
        Ok(Words { head, blocks: blocks(body)? })
    }

    /// Numbers that the text may state without proof.
    pub fn literals(&self) -> Vec<&str> {
        self.head.get("literal").map(|l| l.split_whitespace().collect()).unwrap_or_default()
    }
}

fn blocks(body: &str) -> Result<Vec<Block>> {
    let (mut blocks, mut plain) = (Vec::new(), String::new());
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        let Some(opening) = line.strip_prefix("~~~") else {
            plain.push_str(line);
            plain.push('\n');
            continue;
        };
        let (kind, name) = opening.trim().split_once(' ').with_context(|| format!("`{line}` names nothing"))?;
        let mut content = String::new();
        loop {
            match lines.next() {
                Some("~~~") => break,
                Some(inner) => {
                    content.push_str(inner);
                    content.push('\n');
                }
                None => bail!("`{line}` is not closed"),
            }
        }
        if !plain.trim().is_empty() {
            blocks.push(Block::Markdown(std::mem::take(&mut plain)));
        }
        plain.clear();
        blocks.push(Block::Fence(kind.to_string(), name.trim().to_string(), content));
    }
    if !plain.trim().is_empty() {
        blocks.push(Block::Markdown(plain));
    }
    ensure!(!blocks.is_empty(), "there is no text");
    Ok(blocks)
}
