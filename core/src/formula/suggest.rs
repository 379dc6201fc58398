//! What may have been meant by a name that does not exist.

use super::parse::FUNCTIONS;

/// Names of other notations.
const ELSEWHERE: [(&str, &str); 8] = [
    ("arcsin", "asin"),
    ("arccos", "acos"),
    ("arctan", "atan"),
    ("sgn", "sign"),
    ("lg", "log10"),
    ("tg", "tan"),
    ("arctg", "atan"),
    ("fabs", "abs"),
];

/// The longest run of letters that may be a product somebody forgot to write.
const LONGEST_PRODUCT: usize = 4;

/// What to write in place of a name of several letters; `called` where a parenthesis follows it.
pub(super) fn suggest(name: &str, called: bool) -> Option<String> {
    let small = name.to_ascii_lowercase();
    if let Some((_, here)) = ELSEWHERE.iter().find(|(there, _)| *there == small) {
        return Some((*here).into());
    }
    let mut known = FUNCTIONS.iter().map(|(known, _)| *known).chain(["pi"]);
    if let Some(known) = known.find(|known| *known == small) {
        return Some(known.into());
    }
    let function = if called { behind_variable(name).or_else(|| nearest(&small)) } else { applied(name) };
    function.or_else(|| if name.chars().count() <= LONGEST_PRODUCT { Some(product(name)) } else { nearest(&small) })
}

/// `xsin` as x·sin.
fn behind_variable(name: &str) -> Option<String> {
    let variable = ["x", "y", "pi", "e"].into_iter().find(|v| name.starts_with(v))?;
    let function = FUNCTIONS.iter().find(|(function, _)| *function == &name[variable.len()..])?.0;
    Some(format!("{variable}*{function}"))
}

/// `lnx` as ln(x): the longest function that the name begins with, and a short rest.
fn applied(name: &str) -> Option<String> {
    let begins = FUNCTIONS.iter().map(|(f, _)| *f).filter(|f| name.starts_with(f) && !matches!(*f, "min" | "max"));
    let function = begins.max_by_key(|f| f.len())?;
    let rest = &name[function.len()..];
    (rest.chars().count() <= 2).then(|| format!("{function}({})", product(rest)))
}

/// `xy` as x*y, `pix` as pi*x.
fn product(letters: &str) -> String {
    let mut out = String::new();
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("pi") { 2 } else { first.len_utf8() };
        if !out.is_empty() {
            out.push('*');
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The function nearest in spelling, if it is near: up to two letters wrong, missing or too many.
fn nearest(name: &str) -> Option<String> {
    let near = FUNCTIONS.iter().map(|(known, _)| (distance(known, name), *known));
    let (changes, known) = near.min_by_key(|(changes, _)| *changes)?;
    (changes <= 2 && changes < known.len().min(name.len())).then(|| known.to_string())
}

/// How many letters must be put in, taken out, replaced, or exchanged with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1];
        for j in 0..b.len() {
            let replaced = row[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgotten_signs_and_slips_of_the_finger_are_understood() {
        for (name, called, meant) in [
            ("xy", false, "x*y"),
            ("xy", true, "x*y"),
            ("pix", false, "pi*x"),
            ("abc", false, "a*b*c"),
            ("lnx", false, "ln(x)"),
            ("sinxy", false, "sin(x*y)"),
            ("xsin", true, "x*sin"),
            ("Sin", true, "sin"),
            ("PI", false, "pi"),
            ("sine", true, "sin"),
            ("sqr", true, "sqrt"),
            ("cso", true, "cos"),
            ("arctan", true, "atan"),
            ("absolute", true, ""),
            ("exponent", false, ""),
        ] {
            assert_eq!(suggest(name, called).unwrap_or_default(), meant, "{name}");
        }
    }
}
