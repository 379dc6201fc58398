//! All words, both languages at once: `en.txt` and `zh.txt`, one `key = text` a line.
//!
//! Keys used by the code are constants of [`key`], so that a misspelt one does not compile; names that belong to
//! registry entries are looked up by id, and tests walk the registries.

pub mod inspect;
pub mod key;
mod number;

pub use key::Key;
pub use number::{number, rate, superscript};

use crate::core::optimizers::Family;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese as written on the mainland.
    Zh,
}

static EN: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
static ZH: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();

impl Lang {
    /// All of them.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The name in links.
    pub const fn id(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    /// The tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// The language of a tag such as `zh-Hans-CN`, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            _ => None,
        }
    }

    /// The other language: what the language button offers.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }
    }

    /// The name in itself, short: what the button to the language says.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::En => "EN",
            Lang::Zh => "中文",
        }
    }

    fn cell(self) -> &'static OnceLock<HashMap<&'static str, &'static str>> {
        match self {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }

    /// All entries of the language.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn entries(self) -> &'static HashMap<&'static str, &'static str> {
        let file = match self {
            Lang::En => include_str!("en.txt"),
            Lang::Zh => include_str!("zh.txt"),
        };
        self.cell().get_or_init(|| parse(file))
    }

    /// All entries of the language: on the page, which loads only the reader's own, those that it was given; those of the
    /// other language until then.
    #[cfg(target_arch = "wasm32")]
    pub fn entries(self) -> &'static HashMap<&'static str, &'static str> {
        static NONE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
        let given = self.cell().get().or_else(|| self.other().cell().get());
        given.unwrap_or_else(|| NONE.get_or_init(HashMap::new))
    }

    /// Whether the page has the words of the language.
    pub fn is_here(self) -> bool {
        self.cell().get().is_some()
    }

    /// Gives the page the words of the language, as its text file has them.
    pub fn provide(self, file: String) {
        // They stay for the life of the page.
        self.cell().get_or_init(|| parse(file.leak()));
    }

    /// The text of a key of the code.
    pub fn text(self, key: Key) -> &'static str {
        // Tests assert that both files have every key; should one be missing all the same, its name says which.
        self.entries().get(key.0).copied().unwrap_or(key.0)
    }

    /// The text of a name made from a registry id, such as `optimizer.adam.name`.
    pub fn named(self, name: &str) -> Option<&'static str> {
        self.entries().get(name).copied()
    }
}

/// Reads `key = text` lines; `#` begins a comment line, quotes keep spaces at the ends.
fn parse(file: &'static str) -> HashMap<&'static str, &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, text)| (key, text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text)))
        .collect()
}

/// Puts values into the `{name}` places of a text. A space that stands between Chinese and a place goes if Chinese
/// comes to stand there: "已删除 {run}" becomes "已删除 Adam" but "已删除动量".
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        rest = tail;
        let Some((_, value)) = values.iter().find(|(n, _)| *n == name) else {
            out.extend(["{", name, "}"]);
            continue;
        };
        let before = out.strip_suffix(' ').unwrap_or_default();
        // Full-width punctuation brings its own space.
        if before.ends_with(is_full_width) || value.starts_with(is_chinese) && before.ends_with(is_chinese) {
            out.pop();
        }
        out.push_str(value);
        if value.ends_with(is_chinese) && tail.strip_prefix(' ').is_some_and(|t| t.starts_with(is_chinese)) {
            rest = &tail[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Whether a character is full-width punctuation, as Chinese sets it.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}

/// Whether a character is a Chinese one; full-width punctuation is none.
pub fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The name of an optimizer.
pub fn optimizer_name(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("optimizer.{id}.name")).unwrap_or(id)
}

/// The one-sentence idea of an optimizer.
pub fn optimizer_idea(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("optimizer.{id}.idea")).unwrap_or_default()
}

/// The name of a group of optimizers.
pub fn family_name(lang: Lang, family: Family) -> &'static str {
    lang.named(&format!("family.{}", family.id())).unwrap_or(family.id())
}

/// The name of a surface.
pub fn surface_name(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("surface.{id}.name")).unwrap_or(id)
}

/// The name of a measured quantity with its unit: "Eruption (min)".
pub fn quantity_name(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("quantity.{id}")).unwrap_or(id)
}

/// The name of a schedule.
pub fn schedule_name(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("schedule.{id}.name")).unwrap_or(id)
}

/// The one-phrase idea of a schedule.
pub fn schedule_idea(lang: Lang, id: &'static str) -> &'static str {
    lang.named(&format!("schedule.{id}.idea")).unwrap_or_default()
}

/// The label of a parameter, with its symbol: "Learning rate", "Momentum β₁". A method may have its own word.
pub fn param_label(lang: Lang, owner: &str, id: &'static str) -> &'static str {
    let own = lang.named(&format!("param.{owner}.{id}"));
    own.or_else(|| lang.named(&format!("param.{id}"))).unwrap_or(id)
}

/// The words of a label before its symbol: "Momentum β₁" is both words and symbol.
pub fn words_before<'a>(label: &'a str, symbol: &str) -> &'a str {
    label.strip_suffix(symbol).filter(|_| !symbol.is_empty()).map_or(label, str::trim_end)
}

/// The name of one of the values of a choice.
pub fn choice_name(lang: Lang, param: &str, id: &'static str) -> &'static str {
    lang.named(&format!("choice.{param}.{id}")).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_unknown_ones_left() {
        assert_eq!(fill("{a} of {b}, {c} {", &[("a", "1"), ("b", "{a}")]), "1 of {a}, {c} {");
    }

    #[test]
    fn chinese_stands_beside_chinese_without_a_space() {
        assert_eq!(fill("已删除 {run} 这个算法", &[("run", "动量")]), "已删除动量这个算法");
        assert_eq!(fill("已删除 {run} 这个算法", &[("run", "Adam")]), "已删除 Adam 这个算法");
        assert_eq!(fill("已删除 {run}。", &[("run", "动量 2")]), "已删除动量 2。");
        assert_eq!(fill("{a} {b}, {a} b", &[("a", "中"), ("b", "文")]), "中文, 中 b");
    }

    #[test]
    fn any_chinese_tag_is_chinese() {
        for tag in ["zh", "zh-CN", "zh-Hant-TW", "ZH-hans"] {
            assert_eq!(Lang::from_tag(tag), Some(Lang::Zh), "{tag}");
        }
        assert_eq!(Lang::from_tag("fr-FR"), None);
    }
}
