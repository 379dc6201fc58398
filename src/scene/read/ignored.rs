//! What of a link could not be used, and why.

use crate::core::formula::FormulaError;
use crate::core::param::BadValue;
use crate::scene::formula::formula_message;
use crate::scene::run::MAX_RUNS;
use crate::text::{Lang, fill, key};

/// Something in a link that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The text as written, `key=value` or `key:value`.
    pub what: String,
    /// Why.
    pub reason: Reason,
}

/// Why something in a link could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No such key.
    UnknownKey,
    /// No such surface, optimizer, page, …; what there is.
    UnknownName(String),
    /// Not a number where one is needed.
    NotANumber,
    /// A number that is not allowed; what is.
    NotAllowed(String),
    /// Neither on nor off.
    NotAFlag,
    /// The key was there before.
    Repeated,
    /// More runs than a scene can hold.
    TooManyRuns,
    /// Nesterov without what it needs.
    Nesterov,
    /// Both directions of a map are the same parameter.
    SameAxis,
    /// The directions of a map without a run.
    NoRun,
    /// `none` beside runs.
    OtherRuns,
    /// No formula; where and why.
    Formula(FormulaError),
    /// Values of letters without a formula.
    NoFormula,
    /// Mini-batches where there are no data.
    NoData,
    /// A model for one's own points without any.
    NoPoints,
    /// Points without a model for them; which ones there are.
    NoModel(String),
}

impl Ignored {
    /// One sentence for the reader, the same words in the notice and on the command line.
    pub fn message(&self, lang: Lang) -> String {
        let reason = match &self.reason {
            Reason::UnknownKey => lang.text(key::IGNORED_UNKNOWN_KEY).to_string(),
            Reason::UnknownName(known) => fill(lang.text(key::IGNORED_UNKNOWN_NAME), &[("known", known)]),
            Reason::NotANumber => lang.text(key::IGNORED_NOT_A_NUMBER).to_string(),
            Reason::NotAllowed(allowed) => fill(lang.text(key::IGNORED_NOT_ALLOWED), &[("allowed", allowed)]),
            Reason::NotAFlag => lang.text(key::IGNORED_NOT_A_FLAG).to_string(),
            Reason::Repeated => lang.text(key::IGNORED_REPEATED).to_string(),
            Reason::TooManyRuns => fill(lang.text(key::IGNORED_TOO_MANY_RUNS), &[("most", &MAX_RUNS.to_string())]),
            Reason::Nesterov => lang.text(key::IGNORED_NESTEROV).to_string(),
            Reason::SameAxis => lang.text(key::IGNORED_SAME_AXIS).to_string(),
            Reason::NoRun => lang.text(key::IGNORED_NO_RUN).to_string(),
            Reason::OtherRuns => lang.text(key::IGNORED_OTHER_RUNS).to_string(),
            Reason::Formula(error) => formula_message(lang, error),
            Reason::NoFormula => lang.text(key::IGNORED_NO_FORMULA).to_string(),
            Reason::NoData => lang.text(key::IGNORED_NO_DATA).to_string(),
            Reason::NoPoints => lang.text(key::IGNORED_NO_POINTS).to_string(),
            Reason::NoModel(known) => fill(lang.text(key::IGNORED_NO_MODEL), &[("known", known)]),
        };
        fill(lang.text(key::IGNORED), &[("what", &self.what), ("reason", &reason)])
    }
}

impl From<BadValue> for Reason {
    fn from(bad: BadValue) -> Self {
        match bad {
            BadValue::NotANumber => Reason::NotANumber,
            BadValue::OutOfRange(allowed) => Reason::NotAllowed(allowed),
            BadValue::NotAFlag => Reason::NotAFlag,
            BadValue::NotAChoice(names) => Reason::UnknownName(names),
        }
    }
}
