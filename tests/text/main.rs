//! The words of both languages.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod complete;
mod numbers;
mod style;

use std::collections::BTreeSet;

const EN: &str = include_str!("../../src/text/en.txt");
const ZH: &str = include_str!("../../src/text/zh.txt");

/// The entries of a file, in its order.
fn entries(file: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("no entry: {line}"))).collect()
}

fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    entries(EN).into_iter().zip(entries(ZH)).map(|((key, en), (_, zh))| (key, en, zh))
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').expect("a closing brace").0).collect()
}
