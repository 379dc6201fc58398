//! The scene's own formula: its text, what it means, and the values of its letters.

use super::read::{Ignored, Reason};
use super::{Run, Scene};
use crate::core::formula::{FormulaError, MAX_LENGTH, MAX_LEVELS, Problem, Program};
use crate::core::param::read_number;
use crate::core::surfaces::{Surface, TYPED};
use crate::text::{Key, Lang, fill, key};
use std::sync::Arc;

/// A formula with values for its letters.
#[derive(Clone, Debug)]
pub struct Written {
    text: String,
    program: Program,
    values: Vec<f64>,
    /// The runs that were given to the reader when the formula was typed, to know which ones nobody has touched. No
    /// part of links: there every run is somebody's.
    tuned: Vec<Run>,
}

impl PartialEq for Written {
    fn eq(&self, o: &Self) -> bool {
        self.text == o.text && self.values == o.values
    }
}

impl Written {
    /// Reads a formula; its letters are 1.
    ///
    /// # Errors
    /// If it is none; [`formula_message`] says why in words.
    pub fn read(text: &str) -> Result<Written, FormulaError> {
        let program = Program::parse(text)?;
        let values = vec![1.0; program.letters().len()];
        Ok(Written { text: text.to_string(), program, values, tuned: Vec::new() })
    }

    /// The formula as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The letters with their values, in the order of their first appearance.
    pub fn letters(&self) -> impl Iterator<Item = (char, f64)> {
        self.program.letters().iter().copied().zip(self.values.iter().copied())
    }

    /// Sets a letter, if the formula has it and the value is finite.
    pub(super) fn set(&mut self, letter: char, value: f64) -> bool {
        let place = self.program.letters().iter().position(|l| *l == letter).filter(|_| value.is_finite());
        if let Some(i) = place {
            self.values[i] = value;
        }
        place.is_some()
    }

    /// The function, without minima.
    pub(super) fn surface(&self) -> Surface {
        Surface::typed(&self.text, &self.program, &self.values)
    }

    /// Reads `a:2/b:3`; what cannot be used keeps its value and is reported.
    pub(super) fn read_letters(&mut self, text: &str, ignored: &mut Vec<Ignored>) {
        let mut seen = Vec::new();
        for part in text.split('/').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once(':').unwrap_or((part, ""));
            let mut chars = name.chars();
            let letter = chars.next().filter(|l| chars.next().is_none() && self.program.letters().contains(l));
            let reason = match (letter, read_number(value)) {
                (None, _) => {
                    Reason::UnknownName(self.letters().map(|(l, _)| l.to_string()).collect::<Vec<_>>().join(", "))
                }
                (Some(letter), _) if seen.contains(&letter) => Reason::Repeated,
                (Some(_), None) => Reason::NotANumber,
                (Some(letter), Some(value)) => {
                    seen.push(letter);
                    self.set(letter, value);
                    continue;
                }
            };
            ignored.push(Ignored { what: part.to_string(), reason });
        }
    }
}

impl Scene {
    /// The scene that a formula opens with.
    pub(super) fn of_formula(written: Written) -> Scene {
        Scene { formula: Some(Arc::new(written)), ..Scene::of(&TYPED) }
    }

    /// The runs that a change to this surface brings: those written with it; for a formula the same methods, each with
    /// the best rate found by trying.
    pub(super) fn bring_runs(&mut self) -> Vec<Run> {
        let mut runs = Run::good(self.surface);
        if self.formula.is_some() {
            let surface = self.landscape();
            runs.iter_mut().for_each(|run| self.tune(run, &surface));
        }
        if let Some(written) = &mut self.formula {
            Arc::make_mut(written).tuned.clone_from(&runs);
        }
        runs
    }

    /// The runs that were brought with the present surface, so that they can go with it.
    pub(super) fn brought_runs(&self) -> Vec<Run> {
        let mut runs = Run::good(self.surface);
        if let Some(written) = &self.formula {
            runs.extend_from_slice(&written.tuned);
        }
        runs
    }

    /// Takes another formula: nothing happens if it is none. Letters that stay keep their values; domain, start and
    /// steps stay if there was a formula before. Runs that nobody has touched get rates that work here.
    pub(super) fn change_formula(&mut self, text: &str) {
        let Ok(mut written) = Written::read(text) else { return };
        if let Some(old) = &self.formula {
            old.letters().for_each(|(letter, value)| {
                written.set(letter, value);
            });
        }
        let mut new = Scene::of_formula(written);
        if self.formula.is_some() {
            (new.domain, new.start) = (self.domain, self.start);
        }
        self.move_to(new);
    }

    /// Sets a letter of the formula.
    pub(super) fn set_letter(&mut self, letter: char, value: f64) {
        if let Some(written) = &mut self.formula {
            Arc::make_mut(written).set(letter, value);
        }
    }
}

/// What is wrong with a formula, in words and with its place: the same in the box, in the notice and on the command
/// line. Without a full stop.
pub fn formula_message(lang: Lang, error: &FormulaError) -> String {
    let (most, levels) = (MAX_LENGTH.to_string(), MAX_LEVELS.to_string());
    let (key, text): (Key, &str) = match &error.problem {
        Problem::Empty => return lang.text(key::FORMULA_EMPTY).to_string(),
        Problem::TooLong => return fill(lang.text(key::FORMULA_TOO_LONG), &[("most", &most)]),
        Problem::TooDeep => (key::FORMULA_TOO_DEEP, &levels),
        Problem::Character(text) => (key::FORMULA_CHARACTER, text),
        Problem::Unexpected(text) => (key::FORMULA_UNEXPECTED, text),
        Problem::Incomplete => (key::FORMULA_INCOMPLETE, ""),
        Problem::Unclosed => (key::FORMULA_UNCLOSED, ""),
        Problem::UnknownName(text) => (key::FORMULA_UNKNOWN, text),
        Problem::NoParentheses(name) | Problem::Arguments(name, _) => (key::FORMULA_ARGUMENTS, name),
        Problem::NumberAfterValue(text) => (key::FORMULA_NUMBER, text),
        Problem::TooLarge(text) => (key::FORMULA_TOO_LARGE, text),
    };
    let example = format!("{text}({})", if matches!(text, "min" | "max") { "x,y" } else { "x" });
    let problem = fill(lang.text(key), &[("text", text), ("most", text), ("example", &example)]);
    let problem = match &error.suggestion {
        Some(instead) => fill(lang.text(key::FORMULA_INSTEAD), &[("problem", &problem), ("instead", instead)]),
        None => problem,
    };
    // People count from 1, and both ends.
    let (first, last) = ((error.start + 1).to_string(), error.end.to_string());
    let place = if error.end > error.start + 1 { key::FORMULA_AT_SEVERAL } else { key::FORMULA_AT };
    fill(lang.text(place), &[("problem", &problem), ("first", &first), ("last", &last)])
}
