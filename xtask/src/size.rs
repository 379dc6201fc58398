//! How many bytes the page loads: as they are, and as brotli sends them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What everything that the race page loads must stay below, in bytes after brotli.
pub const BUDGET: usize = 350_000;

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
}

/// All files of the site.
#[derive(Debug, Clone)]
pub struct Sizes(pub Vec<Entry>);

impl Sizes {
    /// Compressed bytes of everything the page loads.
    pub fn loaded_brotli(&self) -> usize {
        self.0.iter().filter(|entry| entry.loaded).map(|entry| entry.brotli).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilo = |bytes: usize| format!("{:.1}", bytes as f64 / 1000.0);
        let width = self.0.iter().map(|entry| entry.name.chars().count()).max().unwrap_or(0).max(16);
        writeln!(f, "{:width$}  {:>9}  {:>9}", "", "raw kB", "brotli kB")?;
        for entry in &self.0 {
            let note = if entry.loaded { "" } else { "  not loaded by the page" };
            writeln!(f, "{:width$}  {:>9}  {:>9}{note}", entry.name, kilo(entry.raw), kilo(entry.brotli))?;
        }
        let raw = self.0.iter().filter(|entry| entry.loaded).map(|entry| entry.raw).sum();
        write!(f, "{:width$}  {:>9}  {:>9}", "the page loads", kilo(raw), kilo(self.loaded_brotli()))
    }
}

/// Reads and compresses every file of `dist`.
pub fn measure(dist: &Path) -> Result<Sizes> {
    let mut files = BTreeMap::new();
    collect(dist, "", &mut files)?;
    let loaded = reachable(&files);
    let entries = files
        .iter()
        .map(|(name, bytes)| {
            Ok(Entry {
                name: name.clone(),
                raw: bytes.len(),
                brotli: compressed(bytes)?,
                loaded: loaded.contains(name),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Sizes(entries))
}

/// Length after brotli at quality 11, window 22: what a good static host sends.
pub fn compressed(bytes: &[u8]) -> Result<usize> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).context("brotli")?;
    Ok(out.len())
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
/// A file counts as named where its last path component appears: too much rather than too little.
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
            if !found.contains(other) && text.contains(last) {
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
            ("boot.js", "await import(new URL(here))"),
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
        let entry = |name: &str, brotli, loaded| Entry { name: name.into(), raw: 10 * brotli, brotli, loaded };
        let sizes = Sizes(vec![entry("a", 1_000, true), entry("b", 70_000, false), entry("c", 30, true)]);
        assert_eq!(sizes.loaded_brotli(), 1_030);
        let table = sizes.to_string();
        let line = table.lines().find(|line| line.starts_with("b ")).unwrap_or_default();
        assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "b 700.0 70.0 not loaded by the page");
    }

    #[test]
    fn repetition_compresses() {
        assert!(compressed(&[b'x'; 10_000]).expect("memory to memory") < 100);
    }
}
