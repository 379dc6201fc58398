//! Python as files of its own, of which a script takes what its scene needs.

use crate::core::format::js_number;

/// What parts of a method, a surface or a formula share.
const PARTS: &[(&str, &str)] = &[
    ("quotient", include_str!("parts/quotient.py")),
    ("eigen", include_str!("parts/eigen.py")),
    ("line_search", include_str!("parts/line_search.py")),
    ("listed", include_str!("parts/listed.py")),
    ("sqrt", include_str!("parts/sqrt.py")),
    ("larger", include_str!("parts/larger.py")),
    ("smaller", include_str!("parts/smaller.py")),
    ("power", include_str!("parts/power.py")),
    ("power_of", include_str!("parts/power_of.py")),
];

/// A number as Python reads it: with a point, so that it is no integer.
pub(super) fn float(v: f64) -> String {
    let text = js_number(v);
    if text.contains(['.', 'e', 'N', 'I']) { text } else { text + ".0" }
}

/// Numbers as a Python list, in lines that a person can look at.
pub(super) fn list(values: impl Iterator<Item = f64>) -> String {
    let mut out = String::from("[");
    let mut line = 0;
    for v in values {
        let text = float(v);
        if line == 0 || line + text.len() > 104 {
            out.push_str("\n    ");
            line = 0;
        } else {
            out.push(' ');
        }
        line += text.len() + 2;
        out.push_str(&text);
        out.push(',');
    }
    out + "\n]"
}

/// The part with this name.
fn part(name: &str) -> Option<&'static str> {
    PARTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A file without its first line of needs, and those needs.
pub(super) fn split(file: &'static str) -> (Vec<&'static str>, &'static str) {
    match file.strip_prefix("# needs: ").and_then(|rest| rest.split_once('\n')) {
        Some((needs, text)) => (needs.split(", ").collect(), text),
        None => (Vec::new(), file),
    }
}

/// The parts with these names and those that they need in turn, each once and after what it needs.
pub(super) fn gather(names: &[&'static str]) -> Vec<&'static str> {
    let mut taken: Vec<&'static str> = Vec::new();
    let mut texts = Vec::new();
    for name in names {
        add(name, &mut taken, &mut texts);
    }
    texts
}

fn add(name: &'static str, taken: &mut Vec<&'static str>, texts: &mut Vec<&'static str>) {
    // What is no part is a feature of the frame.
    let Some(file) = part(name).filter(|_| !taken.contains(&name)) else { return };
    taken.push(name);
    let (needs, text) = split(file);
    for need in needs {
        add(need, taken, texts);
    }
    texts.push(text);
}

/// The lines of a file that are for everybody or for one of these features.
pub(super) fn lines_for(file: &str, features: &[&str]) -> String {
    let mut out = String::new();
    for line in file.lines() {
        let (text, feature) = line.split_once("  # if:").map_or((line, None), |(text, feature)| (text, Some(feature)));
        if feature.is_none_or(|feature| features.contains(&feature)) {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}
