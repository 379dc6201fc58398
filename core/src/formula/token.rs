//! A text cut into numbers, names and signs.

use super::error::{FormulaError, Problem};
use crate::format::read_decimal;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number, in any decimal form.
    Number(f64),
    /// A run of letters.
    Name(String),
    /// One of `+ - * / ^ ( ) ,`.
    Sign(char),
    /// Raised digits, as in x².
    Raised(f64),
    /// After the last one.
    End,
}

/// A piece with its place in the text, in characters.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub token: Token,
    pub start: usize,
    pub end: usize,
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// What a character of another keyboard or of a typeset formula stands for.
fn plain(c: char) -> char {
    match c {
        '×' | '·' | '⋅' | '∙' | '＊' => '*',
        '−' | '–' => '-',
        '÷' => '/',
        // Full-width forms: ASCII at another place.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'α'..='ω' | 'Α'..='Ω') && c != 'π'
}

fn raised_digit(c: char) -> Option<usize> {
    RAISED.chars().position(|r| r == c)
}

/// The pieces of a text, [`Token::End`] last.
///
/// # Errors
/// At a character that formulas do not have, or a number that no float can hold.
pub(super) fn pieces(text: &[char]) -> Result<Vec<Piece>, FormulaError> {
    let plain: Vec<char> = text.iter().map(|c| plain(*c)).collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        let start = at;
        let token = match plain[at] {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '0'..='9' | '.' => number(&plain, &mut at)?,
            'π' => {
                at += 1;
                Token::Name("pi".into())
            }
            c if is_letter(c) => name(&plain, &mut at),
            c if raised_digit(c).is_some() || c == '⁻' => raised(&plain, &mut at)?,
            c @ ('+' | '-' | '*' | '/' | '^' | '(' | ')' | ',') => {
                at += 1;
                Token::Sign(c)
            }
            c => {
                let error = FormulaError::new(Problem::Character(text[at].to_string()), at, at + 1);
                return Err(error.suggest(instead(c).map(str::to_string)));
            }
        };
        pieces.push(Piece { token, start, end: at });
    }
    pieces.push(Piece { token: Token::End, start: at, end: at });
    Ok(pieces)
}

/// How formulas write what other notations write with this character.
fn instead(c: char) -> Option<&'static str> {
    match c {
        '|' => Some("abs(x)"),
        '√' => Some("sqrt(x)"),
        '[' | '{' => Some("("),
        ']' | '}' => Some(")"),
        ';' => Some(","),
        _ => None,
    }
}

fn skip_digits(text: &[char], at: &mut usize) {
    while text.get(*at).is_some_and(char::is_ascii_digit) {
        *at += 1;
    }
}

/// Digits with a point and an exponent; an `e` without digits behind it is the constant.
fn number(text: &[char], at: &mut usize) -> Result<Token, FormulaError> {
    let start = *at;
    skip_digits(text, at);
    if text.get(*at) == Some(&'.') {
        *at += 1;
        skip_digits(text, at);
    }
    if matches!(text.get(*at), Some('e' | 'E')) {
        let mut after = *at + 1;
        if matches!(text.get(after), Some('+' | '-')) {
            after += 1;
        }
        if text.get(after).is_some_and(char::is_ascii_digit) {
            skip_digits(text, &mut after);
            *at = after;
        }
    }
    let written: String = text[start..*at].iter().collect();
    match read_decimal(&written) {
        Some(value) if value.is_finite() => Ok(Token::Number(value)),
        Some(_) => Err(FormulaError::new(Problem::TooLarge(written), start, *at)),
        // A lone point.
        None => Err(FormulaError::new(Problem::Unexpected(written), start, *at)),
    }
}

/// A run of letters; only `log10` has digits.
fn name(text: &[char], at: &mut usize) -> Token {
    let start = *at;
    while text.get(*at).is_some_and(|c| is_letter(*c)) {
        *at += 1;
    }
    let ten = text[*at..].starts_with(&['1', '0']) && !text.get(*at + 2).is_some_and(char::is_ascii_digit);
    if text[start..*at] == ['l', 'o', 'g'] && ten {
        *at += 2;
    }
    Token::Name(text[start..*at].iter().collect())
}

/// A whole number in raised digits.
fn raised(text: &[char], at: &mut usize) -> Result<Token, FormulaError> {
    let start = *at;
    let negative = text[start] == '⁻';
    if negative {
        *at += 1;
    }
    let mut value = 0.0;
    let first = *at;
    while let Some(digit) = text.get(*at).and_then(|c| raised_digit(*c)) {
        value = value * 10.0 + digit as f64;
        *at += 1;
    }
    let written = || text[start..*at].iter().collect();
    if *at == first {
        Err(FormulaError::new(Problem::Unexpected(written()), start, *at))
    } else if f64::is_finite(value) {
        Ok(Token::Raised(if negative { -value } else { value }))
    } else {
        Err(FormulaError::new(Problem::TooLarge(written()), start, *at))
    }
}
