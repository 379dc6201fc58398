//! What can be wrong with a formula, where, and what may have been meant.

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// What is wrong.
    pub problem: Problem,
    /// The place of the first character concerned, counted in characters from 0.
    pub start: usize,
    /// The place after the last character concerned; equal to `start` where something is missing.
    pub end: usize,
    /// What may have been meant instead, ready to be typed.
    pub suggestion: Option<String>,
}

/// The kinds of mistakes. Pieces of the text are quoted as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// More than [`MAX_LENGTH`](super::MAX_LENGTH) characters.
    TooLong,
    /// More than [`MAX_LEVELS`](super::MAX_LEVELS) parentheses or powers inside each other.
    TooDeep,
    /// A character that formulas do not have.
    Character(String),
    /// Something that cannot stand where it does.
    Unexpected(String),
    /// The text ends where a value is needed.
    Incomplete,
    /// A parenthesis that is never closed.
    Unclosed,
    /// A run of letters that names nothing.
    UnknownName(String),
    /// A function without its parentheses.
    NoParentheses(&'static str),
    /// A function with too few or too many arguments; how many it takes.
    Arguments(&'static str, usize),
    /// A number right after a value, as in `x2`.
    NumberAfterValue(String),
    /// A number beyond what a float can hold.
    TooLarge(String),
}

impl FormulaError {
    pub(super) fn new(problem: Problem, start: usize, end: usize) -> Self {
        FormulaError { problem, start, end, suggestion: None }
    }

    pub(super) fn suggest(self, suggestion: Option<String>) -> Self {
        FormulaError { suggestion, ..self }
    }
}
