//! The words of the page in two files for each language: what the race says, and what only the programs say that come when
//! they are wanted. Which is which follows from the sources that name a key.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::lessons::{HELP, LANGUAGES};

/// Sources that only the programs on demand are made of, below `src/`.
const ON_DEMAND: [&str; 12] = [
    "web/embed.rs",
    "web/embed",
    "web/pages/slides.rs",
    "web/pages/slides",
    "web/tools.rs",
    "web/tools",
    "web/terrain.rs",
    "web/terrain",
    "web/pages/averages.rs",
    "web/pages/averages",
    "web/pages/lessons.rs",
    "web/pages/lessons",
];

/// Whether words stand only in the list of methods, which is a tool; what a method's card says of it comes with its formula.
fn only_listed(key: &str) -> bool {
    key.starts_with("family.") || key.starts_with("optimizer.") && key.ends_with(".idea")
}

/// Splits the text files of a built site: `en.txt` keeps what the race says, `en-more.txt` gets the rest.
pub fn split(root: &Path, dist: &Path) -> Result<()> {
    let source = root.join("src");
    let mut files = Vec::new();
    sources(&source, &mut files)?;
    let (mut race, mut late) = (BTreeSet::new(), BTreeSet::new());
    for file in &files {
        let text = fs::read_to_string(file)?;
        let own = file.strip_prefix(&source).is_ok_and(|path| ON_DEMAND.iter().any(|late| path.starts_with(late)));
        if own { &mut late } else { &mut race }.extend(named(&text));
    }
    let keys = fs::read_to_string(source.join("text/key.rs"))?;
    let only: BTreeSet<&str> = keys
        .lines()
        .filter_map(|line| line.trim().strip_suffix("\",")?.split_once(" = \""))
        .filter(|(name, _)| late.contains(*name) && !race.contains(*name))
        .map(|(_, key)| key)
        .collect();
    ensure!(!only.is_empty(), "no key is named by the programs on demand alone: has a folder another name?");
    for lang in LANGUAGES {
        let path = dist.join(format!("{lang}.txt"));
        let text = fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
        let (race, more) = parts(&text, &only);
        fs::write(&path, race)?;
        fs::write(dist.join(format!("{lang}-more.txt")), more)?;
    }
    Ok(())
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The names of keys in a source: `key::SHARE`.
fn named(source: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().map(str::to_string);
    source.split("key::").skip(1).filter_map(name).filter(|name| !name.is_empty()).collect()
}

/// The lines of a text file with other keys than these, and those with them. Comments need not travel; what parameters do
/// comes with the formulas.
fn parts(text: &str, only: &BTreeSet<&str>) -> (String, String) {
    let (mut race, mut more) = (String::new(), String::new());
    for line in text.lines() {
        let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else { continue };
        if key.starts_with(HELP) {
            continue;
        }
        let part = if only.contains(key) || only_listed(key) { &mut more } else { &mut race };
        *part += line;
        part.push('\n');
    }
    (race, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_they_are_named() {
        let found = named("ui.t(key::SHARE), [key::A_1]; use crate::text::key;");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["A_1", "SHARE"]);
    }

    #[test]
    fn no_word_is_lost_and_none_is_doubled() {
        let (race, more) = parts("# words\na = x\n\nb = y = z\nhelp.lr = w\nc = \" q \"\n", &BTreeSet::from(["b"]));
        assert_eq!((&*race, &*more), ("a = x\nc = \" q \"\n", "b = y = z\n"));
    }

    #[test]
    fn the_race_keeps_what_it_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let dist = std::env::temp_dir().join(format!("downhill-words-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("a folder");
        let full = LANGUAGES.map(|lang| {
            let text = fs::read_to_string(root.join(format!("src/text/{lang}.txt"))).expect("the words");
            fs::write(dist.join(format!("{lang}.txt")), &text).expect("a copy");
            text.lines().filter(|l| l.contains(" = ") && !l.starts_with('#') && !l.starts_with(HELP)).count()
        });
        split(&root, &dist).expect("the words are split");
        let keys = |file: &str| -> Vec<String> {
            let text = fs::read_to_string(dist.join(file)).expect("a part");
            text.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_string())).collect()
        };
        for (lang, full) in LANGUAGES.into_iter().zip(full) {
            let (race, more) = (keys(&format!("{lang}.txt")), keys(&format!("{lang}-more.txt")));
            assert_eq!(race.len() + more.len(), full, "{lang}");
            // The comparison is a tool; the way to it is the race's, as are all names of registries.
            assert!(more.iter().any(|key| key == "compare") && race.iter().any(|key| key == "compare_open"));
            assert!(race.iter().any(|key| key == "optimizer.adam.name") && race.iter().any(|key| key == "close"));
        }
        assert_eq!(keys("en-more.txt"), keys("zh-more.txt"));
        fs::remove_dir_all(&dist).expect("it was made above");
    }
}
