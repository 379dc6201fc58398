//! Formulas in x and y as people type them: `(1-x)^2+100*(y-x^2)^2`.
//!
//! | written | means |
//! | --- | --- |
//! | `+ - * / ^`, parentheses | as usual; `-x^2` is −(x²), `2^3^2` is 2⁹, `2^-x` needs no parentheses |
//! | `2x`, `2(x+1)`, `(x+1)(y+1)`, `x sin(y)` | products, with the precedence of `*`: `1/2x` is (1/2)·x, `2x^2` is 2·(x²) |
//! | `x2`, `2 3`, `(x+1)2` | mistakes: nothing says whether x·2 or x² is meant |
//! | `0.5`, `.5`, `2.`, `2e3`, `2e-3` | numbers; `2e` is 2·e, `1e3x` is 1000·x |
//! | `sin cos tan asin acos atan sinh cosh tanh exp ln log log10 sqrt abs sign` | functions, always with parentheses; `ln` and `log` are both natural |
//! | `min(a,b)`, `max(a,b)` | functions of two arguments |
//! | `pi`, `π`, `e` | constants |
//! | any other letter, Latin or Greek | a free letter, to which a number is given |
//! | `x²`, `×`, `·`, `−`, `÷`, full-width signs | as their plain forms |
//!
//! Spaces separate names and mean nothing else. Powers with a whole exponent are multiplied out, so they have the
//! bits of hand-written code; `^0.5` is `sqrt`, `e^u` is `exp(u)`, `u^0` is 1. At a kink the derivative is that of
//! [`Scalar`]: 0 for `abs` and `sign` at 0, that of the second argument where those of `min` or `max` are equal.

mod compile;
mod error;
mod machine;
mod parse;
mod shape;
mod suggest;
mod token;

pub use error::{FormulaError, Problem};
pub use shape::Part;

use crate::objective::{Formula, Objective};
use crate::scalar::Scalar;
use machine::{FEW, Op};
use std::sync::Arc;

/// The most characters a formula may have.
pub const MAX_LENGTH: usize = 500;
/// The most parentheses, and the most powers, that may stand inside each other.
pub const MAX_LEVELS: usize = 64;

/// A formula that was read, its letters still free.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    tree: parse::Tree,
}

impl Program {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first mistake, with its place and, where there is one, a suggestion.
    pub fn parse(text: &str) -> Result<Program, FormulaError> {
        parse::parse(text).map(|tree| Program { tree })
    }

    /// The free letters, in the order of their first appearance.
    pub fn letters(&self) -> &[char] {
        &self.tree.letters
    }

    /// The function with these values for the letters, in their order; 1 for each that is missing.
    pub fn with(&self, values: &[f64]) -> Ready {
        let (code, places) = compile::compile(&self.tree, values);
        Ready { code: code.into_boxed_slice(), few: places < FEW }
    }

    /// The same for everybody who wants derivatives. Made here, so that the machine is compiled for speed with the rest
    /// of the mathematics and only once.
    pub fn objective(&self, values: &[f64]) -> Arc<dyn Objective> {
        Arc::new(self.with(values))
    }
}

/// A formula with a value for each letter. No evaluation allocates.
#[derive(Clone, Debug)]
pub struct Ready {
    code: Box<[Op]>,
    few: bool,
}

impl Formula for Ready {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        machine::run(&self.code, self.few, x, y)
    }

    fn ready(&self) -> Option<&Ready> {
        Some(self)
    }
}

#[cfg(test)]
mod tests;
