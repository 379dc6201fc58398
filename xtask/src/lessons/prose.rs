//! The words of a lesson as pieces that the page can make live: HTML, numbers to drag, buttons, figures.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use downhill::core::param::Value::Number;
use downhill::core::param::position;
use downhill::core::schedules::Setting;
use downhill::scene::{Page, Scene};
use serde_json::{Value, json};

use super::facts::read;
use super::markdown::{Paragraph, paragraphs};
use super::source::{Block, Sources, Words};

/// Turns the blocks of one lesson into JSON and keeps account of what was used.
pub(super) struct Prose<'a> {
    sources: &'a Sources,
    facts: &'a BTreeMap<String, String>,
    literals: Vec<&'a str>,
    scenes: BTreeMap<String, Scene>,
    /// Figures, multiples and questions that have been shown.
    pub used: BTreeSet<String>,
    pub asked: usize,
    pub tried: usize,
    pub figures: usize,
    /// Words in English, characters in Chinese.
    pub length: usize,
}

impl<'a> Prose<'a> {
    pub(super) fn new(sources: &'a Sources, facts: &'a BTreeMap<String, String>, words: &'a Words) -> Result<Self> {
        for scene in sources.scenes() {
            read(scene)?;
        }
        let mut scenes = BTreeMap::new();
        for (name, (scene, sliders)) in &sources.figures {
            let scene = read(scene)?;
            ensure!((1..=3).contains(&sliders.len()), "figure `{name}` needs one to three sliders");
            for slider in sliders {
                check_target(&scene, slider).with_context(|| format!("figure `{name}`"))?;
            }
            scenes.insert(name.clone(), scene);
        }
        for (name, list) in &sources.multiples {
            ensure!((2..=6).contains(&list.len()), "multiples `{name}` needs two to six scenes");
        }
        Ok(Prose {
            sources,
            facts,
            literals: words.literals(),
            scenes,
            used: BTreeSet::new(),
            asked: 0,
            tried: 0,
            figures: 0,
            length: 0,
        })
    }

    pub(super) fn block(&mut self, block: &Block) -> Result<Value> {
        match block {
            Block::Markdown(text) => Ok(json!({ "kind": "text", "body": self.paragraphs(text, None)? })),
            Block::Fence(kind, name, content) => {
                let block = match kind.as_str() {
                    "figure" => self.figure(name, content),
                    "multiples" => self.multiples(name, content),
                    "ask" => self.ask(name, content),
                    "try" => self.attempt(name, content),
                    other => bail!("`{other}` is none of figure, multiples, ask, try"),
                };
                block.with_context(|| format!("{kind} {name}"))
            }
        }
    }

    fn figure(&mut self, name: &str, caption: &str) -> Result<Value> {
        let (scene, sliders) = self.sources.figures.get(name).context("there is no such figure")?;
        ensure!(self.used.insert(name.to_string()), "the figure is shown twice");
        self.figures += 1;
        let caption = self.paragraphs(caption, None)?;
        Ok(json!({ "kind": "figure", "name": name, "scene": scene, "sliders": sliders, "body": caption }))
    }

    fn multiples(&mut self, name: &str, content: &str) -> Result<Value> {
        let scenes = self.sources.multiples.get(name).context("there are no such multiples")?;
        ensure!(self.used.insert(name.to_string()), "the multiples are shown twice");
        let (labels, caption) = list(content);
        ensure!(labels.len() == scenes.len(), "{} labels for {} pictures", labels.len(), scenes.len());
        let labels = labels.iter().map(|l| self.line(l)).collect::<Result<Vec<_>>>()?;
        let caption = self.paragraphs(&caption, None)?;
        Ok(json!({ "kind": "multiples", "name": name, "scenes": scenes, "labels": labels, "body": caption }))
    }

    fn ask(&mut self, name: &str, content: &str) -> Result<Value> {
        let (scene, right) = self.sources.asks.get(name).context("there is no such question")?;
        ensure!(self.used.insert(name.to_string()), "the question is asked twice");
        self.asked += 1;
        let (question, answer) = content.split_once("\n---\n").context("the answer follows a line `---`")?;
        let mut lines = question.lines();
        let text: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("- ")).collect();
        let (options, rest) = list(&question[text.iter().map(|l| l.len() + 1).sum::<usize>()..]);
        ensure!(rest.trim().is_empty(), "after the options comes a line `---`");
        ensure!(*right < options.len(), "there is no option {}", right + 1);
        let options = options.iter().map(|o| self.line(o)).collect::<Result<Vec<_>>>()?;
        let question = self.line(&text.join("\n"))?;
        let answer = self.paragraphs(answer, None)?;
        Ok(json!({
            "kind": "ask", "name": name, "scene": scene, "right": right,
            "question": question, "options": options, "body": answer,
        }))
    }

    fn attempt(&mut self, name: &str, content: &str) -> Result<Value> {
        ensure!(self.scenes.contains_key(name), "there is no such figure");
        self.tried += 1;
        let body = self.paragraphs(content, Some(name))?;
        Ok(json!({ "kind": "try", "name": name, "body": body }))
    }

    fn paragraphs(&mut self, text: &str, figure: Option<&str>) -> Result<Vec<Value>> {
        let found = paragraphs(text)?;
        found.into_iter().map(|p| self.paragraph(p, figure)).collect()
    }

    /// A single line without a tag of its own.
    fn line(&mut self, text: &str) -> Result<Value> {
        let mut found = paragraphs(text)?;
        ensure!(found.len() == 1, "one line is needed: {text}");
        let value = self.paragraph(found.remove(0), None)?;
        Ok(value["parts"].clone())
    }

    fn paragraph(&mut self, paragraph: Paragraph, figure: Option<&str>) -> Result<Value> {
        let mut parts: Vec<Value> = Vec::new();
        for piece in &paragraph.pieces {
            match piece {
                super::markdown::Piece::Html(html) => push_html(&mut parts, html),
                super::markdown::Piece::Text(text) => self.text(text, &mut parts)?,
                super::markdown::Piece::Button(settings, label) => {
                    let name = figure.context("only a `try` has buttons")?;
                    for setting in settings.split('&') {
                        let (target, value) = setting.split_once('=').context("a button sets `target=value`")?;
                        check_target(&self.scenes[name], target)?;
                        ensure!(value.parse::<f64>().is_ok(), "`{value}` is not a number");
                    }
                    self.check_digits(label)?;
                    parts.push(json!({ "figure": name, "set": settings, "label": label }));
                }
            }
        }
        Ok(json!({ "tag": paragraph.tag, "parts": parts }))
    }

    /// Puts facts in, makes numbers live, and refuses any other digit.
    fn text(&mut self, text: &str, parts: &mut Vec<Value>) -> Result<()> {
        self.length += if text.chars().any(downhill::text::is_chinese) {
            text.chars().filter(|c| downhill::text::is_chinese(*c)).count()
        } else {
            text.split_whitespace().count()
        };
        let mut rest = text;
        loop {
            let (fact, number) = (rest.find('{'), rest.find("[["));
            let Some(at) = fact.into_iter().chain(number).min() else { break };
            self.plain(&rest[..at], parts)?;
            let inside = &rest[at..];
            if Some(at) == fact {
                let (name, after) = inside[1..].split_once('}').context("`{` is not closed")?;
                let value = self.facts.get(name).with_context(|| format!("there is no fact `{name}`"))?;
                push_html(parts, &escaped(value));
                rest = after;
            } else {
                let (reference, after) = inside[2..].split_once("]]").context("`[[` is not closed")?;
                let (figure, target) = reference.split_once(':').context("`[[figure:target]]` is needed")?;
                let scene = self.scenes.get(figure).with_context(|| format!("there is no figure `{figure}`"))?;
                check_target(scene, target)?;
                parts.push(json!({ "figure": figure, "drag": target }));
                rest = after;
            }
        }
        self.plain(rest, parts)
    }

    fn plain(&self, text: &str, parts: &mut Vec<Value>) -> Result<()> {
        self.check_digits(text)?;
        push_html(parts, &escaped(text));
        Ok(())
    }

    fn check_digits(&self, text: &str) -> Result<()> {
        let number = |c: char| c.is_ascii_digit() || c == '.';
        for word in text.split(|c: char| !number(c)).map(|w| w.trim_matches('.')).filter(|w| !w.is_empty()) {
            ensure!(
                self.literals.contains(&word),
                "the number {word} in “{}” is neither a fact nor listed in `literal`",
                text.trim()
            );
        }
        Ok(())
    }
}

/// The list items at the beginning, and what follows.
fn list(text: &str) -> (Vec<String>, String) {
    let mut items = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.peek().and_then(|l| l.strip_prefix("- ")) {
        items.push(line.to_string());
        lines.next();
    }
    (items, lines.collect::<Vec<_>>().join("\n"))
}

fn push_html(parts: &mut Vec<Value>, html: &str) {
    match parts.last_mut() {
        Some(Value::String(before)) => before.push_str(html),
        _ if html.is_empty() => {}
        _ => parts.push(Value::String(html.to_string())),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether a scene has what a slider, a number or a button sets.
///
/// # Errors
/// If it has not.
pub fn check_target(scene: &Scene, target: &str) -> Result<()> {
    let (owner, param) = target.split_once('.').with_context(|| format!("`{target}` is not `owner.parameter`"))?;
    let there = match owner {
        "surface" => position(scene.surface.params, param).is_some(),
        "beta" => scene.page == Page::Averages && param.parse::<usize>().is_ok_and(|i| i < scene.averages.betas.len()),
        "noise" => scene.noise.is_some() && ["sigma", "seed"].contains(&param),
        run => {
            let run = run.parse::<usize>().ok().and_then(|i| scene.runs.get(i));
            run.is_some_and(|r| match param.strip_prefix("schedule.") {
                Some(id) => {
                    r.options.schedule.as_ref().is_some_and(|s| matches!(s.setting(id), Some(Setting::One(Number(_)))))
                }
                None => position(r.optimizer.params, param).is_some(),
            })
        }
    };
    ensure!(there, "the scene has no `{target}`");
    Ok(())
}
