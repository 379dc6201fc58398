//! `dist/licences.txt`: the licences of what is in the site's programs, as those who wrote it ask for. Downhill's own come
//! first.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{Workspace, output};

/// A package that is in a program of the site.
struct Part {
    /// Its name and version.
    name: String,
    /// Its licence, as an SPDX expression.
    licence: String,
    /// Where its sources are.
    folder: PathBuf,
    /// Where it comes from.
    home: String,
}

/// The licences of the fonts in pictures, from the repository's root.
const FONTS: [(&str, &str); 2] = [
    ("DejaVu Serif (letters in pictures)", "src/export/fonts/LICENSE-DejaVu.txt"),
    ("Noto Sans CJK (letters in pictures)", "src/export/fonts/LICENSE-Noto.txt"),
];

/// Writes the file.
pub fn write(workspace: &Workspace) -> Result<()> {
    let own = ["LICENSE-MIT", "LICENSE-APACHE"].map(|name| fs::read_to_string(workspace.root.join(name)));
    let [mit, apache] = own;
    let mut text = format!(
        "Downhill may be used under either of these licences.\n\n{}\n\n{}\n\n\
         {}\nIts programs contain the following packages.\n",
        mit?.trim(),
        apache?.trim(),
        "=".repeat(80)
    );
    // The same words are said once, for all who use them.
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts(workspace)? {
        let said = licence_of(&part.folder)?.unwrap_or_else(|| format!("{}\n{}", part.licence, part.home));
        all.entry(said).or_default().push(format!("{} ({})", part.name, part.licence));
    }
    for (name, file) in FONTS {
        let said = fs::read_to_string(workspace.root.join(file)).with_context(|| format!("{file} is missing"))?;
        all.entry(said).or_default().push(name.into());
    }
    let mut all: Vec<(Vec<String>, String)> = all.into_iter().map(|(said, names)| (names, said)).collect();
    all.sort();
    for (names, said) in all {
        text.push_str(&format!("\n{}\n{}\n\n{}\n", "-".repeat(80), names.join("\n"), said.trim()));
    }
    Ok(fs::write(workspace.dist().join("licences.txt"), text)?)
}

/// What is in the programs of the page: neither what only builds them, nor what writes code for them.
fn parts(workspace: &Workspace) -> Result<Vec<Part>> {
    let platform = ["--filter-platform", "wasm32-unknown-unknown", "--features", "web"];
    let mut cargo = workspace.cargo(["metadata", "--format-version", "1", "--locked"].into_iter().chain(platform));
    let text = output(&mut cargo).context("cargo does not tell the packages: is Cargo.lock up to date?")?;
    let all: Value = serde_json::from_str(&text)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&all["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&all["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let writes_code = |package: &Value| {
        list(&package["targets"]).iter().any(|target| list(&target["kind"]).contains(&"proc-macro".into()))
    };
    let mut found = BTreeSet::new();
    let mut open: Vec<String> =
        packages.iter().filter(|(_, package)| package["name"] == "downhill").map(|(id, _)| id.clone()).collect();
    while let Some(id) = open.pop() {
        if packages.get(&id).is_none_or(writes_code) {
            continue;
        }
        if !found.insert(id.clone()) {
            continue;
        }
        for needed in nodes.get(&id).map(|node| list(&node["deps"])).unwrap_or_default() {
            if list(&needed["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                open.push(text(&needed["pkg"]));
            }
        }
    }
    let part = |package: &Value| Part {
        name: format!("{} {}", text(&package["name"]), text(&package["version"])),
        licence: text(&package["license"]),
        folder: Path::new(&text(&package["manifest_path"])).parent().map(Path::to_owned).unwrap_or_default(),
        home: text(&package["repository"]),
    };
    // Packages without a source are the workspace's own.
    Ok(found.iter().map(|id| &packages[id]).filter(|package| !package["source"].is_null()).map(part).collect())
}

/// The words of a package's licence: of several, the shortest, which is that of MIT.
fn licence_of(folder: &Path) -> Result<Option<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"].iter().any(|begin| name.starts_with(begin))
            && entry.file_type()?.is_file()
        {
            texts.push(fs::read_to_string(entry.path()).with_context(|| format!("{} is no text", name))?);
        }
    }
    Ok(texts.into_iter().filter(|text| text.len() > 200).min_by_key(String::len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_page_is_named_and_what_only_builds_it_is_not() {
        let parts = parts(&Workspace::here()).expect("cargo tells");
        let has = |name: &str| parts.iter().any(|part| part.name.starts_with(&format!("{name} ")));
        for name in ["yew", "plotters", "wasm-bindgen", "js-sys", "libm", "rand"] {
            assert!(has(name), "{name} is in the page");
        }
        for name in ["syn", "yew-macro", "proptest", "criterion", "thirtyfour", "downhill"] {
            assert!(!has(name), "{name} is not in the page");
        }
    }
}
