//! The tree of a formula, for whoever writes it in another language.

use super::Program;
use super::machine::Op;
use super::parse::{FUNCTIONS, Node};

/// A part of a formula. Numbers are places in the list of all parts, each before the part that needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// The variable x.
    X,
    /// The variable y.
    Y,
    /// A number.
    Number(f64),
    /// A free letter.
    Letter(char),
    /// −a.
    Negative(usize),
    /// A function of one argument, by its name in formulas.
    Call(&'static str, usize),
    /// `min` or `max`.
    Call2(&'static str, usize, usize),
    /// `+`, `-`, `*`, `/` or `^`.
    Infix(char, usize, usize),
}

/// The name of a function in formulas; `ln` for the natural logarithm.
fn name(op: Op) -> &'static str {
    FUNCTIONS.iter().find(|(_, known)| *known == op).map_or("", |(name, _)| name)
}

impl Program {
    /// All parts of the formula, the whole of it last.
    ///
    /// ```
    /// use downhill_core::formula::{Part, Program};
    ///
    /// let parts = Program::parse("2sin(x)")?.parts();
    /// assert_eq!(parts, [Part::Number(2.0), Part::X, Part::Call("sin", 1), Part::Infix('*', 0, 2)]);
    /// # Ok::<(), downhill_core::formula::FormulaError>(())
    /// ```
    pub fn parts(&self) -> Vec<Part> {
        let part = |node: &Node| match *node {
            Node::X => Part::X,
            Node::Y => Part::Y,
            Node::Number(v) => Part::Number(v),
            Node::Letter(i) => Part::Letter(self.tree.letters[i]),
            Node::One(Op::Neg, a) => Part::Negative(a),
            Node::One(op, a) => Part::Call(name(op), a),
            Node::Two(op, a, b) => match op {
                Op::Add(_) => Part::Infix('+', a, b),
                Op::Sub(_) => Part::Infix('-', a, b),
                Op::Mul(_) => Part::Infix('*', a, b),
                Op::Div(_) => Part::Infix('/', a, b),
                Op::Pow(_) => Part::Infix('^', a, b),
                op => Part::Call2(name(op), a, b),
            },
        };
        self.tree.nodes.iter().map(part).collect()
    }
}
