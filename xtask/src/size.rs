//! How many bytes the page loads: as they are, and as brotli sends them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What everything that the race page loads must stay below, in bytes after brotli.
pub const BUDGET: usize = 350_000;

/// How the files begin that `boot.js` loads only with the first visit of one of their pages, or the first tool.
/// What the system or the browser asks for by itself, later, counts neither.
const ON_DEMAND: [&str; 19] = [
    "crash.",
    "pages-",
    "averages.",
    "lessons.",
    "tools-",
    "tools.",
    "embed.",
    "lock.",
    "outside.",
    "sw.",
    "icon-",
    "downhill.html",
    "slides.",
    "en-more.",
    "zh-more.",
    "maps-",
    "terrain-",
    "terrain.",
    "print.",
];
/// What a page that shows embeds loads of ours at once must stay below, in bytes as they are.
pub const SCRIPT_BUDGET: usize = 3_000;
/// Of each pair a browser loads one, by its theme or its language.
const EITHER: [[&str; 2]; 2] = [["still-light.svg", "still-dark.svg"], ["en.txt", "zh.txt"]];

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path inside `dist/`, with `/`.
    pub name: String,
    /// Bytes on disk.
    pub raw: usize,
    /// Bytes after brotli at quality 11.
    pub brotli: usize,
    /// Whether opening the page loads it.
    pub loaded: bool,
    /// Whether it is loaded only instead of another one, which is no smaller and counts.
    pub instead: bool,
}

impl Entry {
    fn counts(&self) -> bool {
        self.loaded && !self.instead
    }
}

/// All files of the site.
#[derive(Debug, Clone)]
pub struct Sizes(pub Vec<Entry>);

impl Sizes {
    /// Bytes of a file as it is, if it is there.
    pub fn raw(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|entry| entry.name == name).map(|entry| entry.raw)
    }

    /// Compressed bytes of everything the page loads.
    pub fn loaded_brotli(&self) -> usize {
        self.0.iter().filter(|entry| entry.counts()).map(|entry| entry.brotli).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilo = |bytes: usize| format!("{:.1}", bytes as f64 / 1000.0);
        let width = self.0.iter().map(|entry| entry.name.chars().count()).max().unwrap_or(0).max(16);
        writeln!(f, "{:width$}  {:>9}  {:>9}", "", "raw kB", "brotli kB")?;
        for entry in &self.0 {
            let note = match (entry.loaded, entry.instead) {
                (false, _) => "  not loaded by the page",
                (true, true) => "  instead of the other one",
                (true, false) => "",
            };
            writeln!(f, "{:width$}  {:>9}  {:>9}{note}", entry.name, kilo(entry.raw), kilo(entry.brotli))?;
        }
        let raw = self.0.iter().filter(|entry| entry.counts()).map(|entry| entry.raw).sum();
        write!(f, "{:width$}  {:>9}  {:>9}", "the page loads", kilo(raw), kilo(self.loaded_brotli()))
    }
}

/// The files of `dist`, by their paths with `/`.
pub fn files(dist: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    collect(dist, "", &mut files)?;
    Ok(files)
}

/// Reads and compresses every file of `dist`.
pub fn measure(dist: &Path) -> Result<Sizes> {
    let files = files(dist)?;
    let loaded = reachable(&files);
    let entries = files
        .iter()
        .map(|(name, bytes)| {
            Ok(Entry {
                name: name.clone(),
                raw: bytes.len(),
                brotli: compressed(bytes)?,
                loaded: loaded.contains(name),
                instead: false,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Sizes(one_of_either(entries)))
}

/// Length after brotli at quality 11, window 22: what a good static host sends.
pub fn compressed(bytes: &[u8]) -> Result<usize> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).context("brotli")?;
    Ok(out.len())
}

/// Of the files of which only one is loaded, the largest counts.
fn one_of_either(mut entries: Vec<Entry>) -> Vec<Entry> {
    for pair in EITHER {
        let either = |entry: &Entry| pair.contains(&&*entry.name);
        let largest = entries.iter().filter(|entry| either(entry)).max_by_key(|entry| entry.brotli);
        if let Some(largest) = largest.map(|entry| entry.name.clone()) {
            entries.iter_mut().filter(|entry| either(entry)).for_each(|entry| entry.instead = entry.name != largest);
        }
    }
    entries
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let context = || format!("{} cannot be read", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// The files that `index.html` names, and those named by these, and so on (only text files name others).
/// A file counts as named where its last path component appears: too much rather than too little. What the race page
/// really loads is checked in a browser (`tests/e2e/tests/size.rs`).
fn reachable(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found: Vec<String> = files.keys().filter(|name| *name == "index.html").cloned().collect();
    let mut next = 0;
    while let Some(name) = found.get(next).cloned() {
        next += 1;
        if !["html", "css", "js"].iter().any(|text| name.ends_with(&format!(".{text}"))) {
            continue;
        }
        let text = files.get(&name).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        for other in files.keys() {
            let last = other.rsplit('/').next().unwrap_or(other);
            if !found.contains(other) && !ON_DEMAND.iter().any(|start| last.starts_with(start)) && text.contains(last) {
                found.push(other.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_names_is_loaded() {
        let files: BTreeMap<String, Vec<u8>> = [
            ("index.html", "<script src=\"./boot.js?js=web-1.js&amp;wasm=web-1_bg.wasm\"></script>"),
            ("boot.js", "await import(new URL(here)); pages-2.js tools.css"),
            ("pages-2.js", ""),
            ("tools.css", ""),
            ("web-1.js", "import { a } from './snippets/x/inline0.js'"),
            ("snippets/x/inline0.js", ""),
            ("web-1_bg.wasm", "other.html is only mentioned in a binary"),
            ("other.html", ""),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .collect();
        let mut found = reachable(&files);
        found.sort();
        assert_eq!(found, ["boot.js", "index.html", "snippets/x/inline0.js", "web-1.js", "web-1_bg.wasm"]);
    }

    #[test]
    fn only_loaded_files_count() {
        let entry = |name: &str, brotli, loaded| {
            let (name, raw) = (name.into(), 10 * brotli);
            Entry { name, raw, brotli, loaded, instead: false }
        };
        let sizes = Sizes(vec![entry("a", 1_000, true), entry("b", 70_000, false), entry("c", 30, true)]);
        assert_eq!(sizes.loaded_brotli(), 1_030);
        let table = sizes.to_string();
        let line = table.lines().find(|line| line.starts_with("b ")).unwrap_or_default();
        assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "b 700.0 70.0 not loaded by the page");
    }

    #[test]
    fn one_of_two_pictures_counts() {
        let entry = |name: &str, brotli| Entry { name: name.into(), raw: 0, brotli, loaded: true, instead: false };
        let entries = one_of_either(vec![entry("still-dark.svg", 40), entry("still-light.svg", 30), entry("a", 1)]);
        assert_eq!(entries.iter().map(|entry| entry.instead).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(Sizes(entries).loaded_brotli(), 41);
    }

    #[test]
    fn repetition_compresses() {
        assert!(compressed(&[b'x'; 10_000]).expect("memory to memory") < 100);
    }
}
