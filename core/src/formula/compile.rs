//! Tree → code: letters become constants, constants are folded, what occurs twice is computed once.
//!
//! The operand that needs more places is evaluated first (Sethi & Ullman 1970, doi:10.1145/321607.321620), so that
//! a formula of any shape needs about log₂ of its length of them.

use super::machine::{Op, PLACES, fuse, run};
use super::parse::{Id, Node, Tree};

/// A node of the formula with all letters filled in. Constants have moved into the operations where these can hold them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Term {
    X,
    Y,
    Number(f64),
    One(Op, Id),
    Two(Op, Id, Id),
}

/// The largest whole exponent that is multiplied out: beyond, the rounding of the products adds up.
const MULTIPLIED_OUT: f64 = 1024.0;

/// The first place that intermediate results may use.
const FIRST_FREE: usize = 2;

/// The code of a formula, and how many places it uses.
pub(super) fn compile(tree: &Tree, values: &[f64]) -> (Vec<Op>, usize) {
    let mut terms = Terms::default();
    let mut places: Vec<Id> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let id = match *node {
            Node::X => terms.add(Term::X),
            Node::Y => terms.add(Term::Y),
            Node::Number(value) => terms.add(Term::Number(value)),
            Node::Letter(i) => terms.add(Term::Number(values.get(i).copied().unwrap_or(1.0))),
            Node::One(op, a) => terms.one(op, places[a]),
            Node::Two(op, a, b) => terms.two(op, places[a], places[b]),
        };
        places.push(id);
    }
    let root = places.last().copied().unwrap_or_else(|| terms.add(Term::Number(f64::NAN)));
    Emitter::new(&terms.0, root).code(root)
}

#[derive(Default)]
struct Terms(Vec<Term>);

impl Terms {
    /// The term, the same one if it was there before.
    fn add(&mut self, term: Term) -> Id {
        self.0.iter().position(|t| same(t, &term)).unwrap_or_else(|| {
            self.0.push(term);
            self.0.len() - 1
        })
    }

    fn number(&self, id: Id) -> Option<f64> {
        if let Term::Number(value) = self.0[id] { Some(value) } else { None }
    }

    fn one(&mut self, op: Op, a: Id) -> Id {
        let term = match self.number(a) {
            Some(value) => Term::Number(run(&[Op::Const(value), op], false, 0.0, 0.0)),
            None => Term::One(op, a),
        };
        self.add(term)
    }

    fn two(&mut self, op: Op, a: Id, b: Id) -> Id {
        match (op, self.number(a), self.number(b)) {
            (_, Some(left), Some(right)) => {
                let right = [Op::Const(right), Op::Store(0), Op::Const(left), op];
                let value = match op {
                    Op::Pow(_) => self.power_of_numbers(left, b),
                    _ => run(&right, false, 0.0, 0.0),
                };
                self.add(Term::Number(value))
            }
            (Op::Add(_), None, Some(c)) => self.one(Op::AddConst(c), a),
            (Op::Add(_), Some(c), None) => self.one(Op::AddConst(c), b),
            (Op::Sub(_), None, Some(c)) => self.one(Op::AddConst(-c), a),
            (Op::Sub(_), Some(c), None) => self.one(Op::FromConst(c), b),
            (Op::Mul(_), None, Some(c)) => self.one(Op::MulConst(c), a),
            (Op::Mul(_), Some(c), None) => self.one(Op::MulConst(c), b),
            (Op::Div(_), None, Some(c)) => self.one(Op::DivConst(c), a),
            (Op::Pow(_), None, Some(c)) => match power(c) {
                Some(op) => self.one(op, a),
                None if c == 1.0 => a,
                None => self.add(Term::Number(1.0)),
            },
            (Op::Pow(_), Some(base), None) if base == std::f64::consts::E => self.one(Op::Exp, b),
            _ => self.add(Term::Two(op, a, b)),
        }
    }

    /// A power of numbers, as it would be computed with a variable base.
    fn power_of_numbers(&self, base: f64, exponent: Id) -> f64 {
        let op = self.number(exponent).and_then(power);
        match op {
            Some(op) => run(&[Op::Const(base), op], false, 0.0, 0.0),
            None if self.number(exponent) == Some(1.0) => base,
            None => 1.0,
        }
    }
}

/// How a power with this exponent is computed; none for 0 and 1.
fn power(exponent: f64) -> Option<Op> {
    Some(match exponent {
        0.0 | 1.0 => return None,
        2.0 => Op::Sq,
        0.5 => Op::Sqrt,
        n if n.fract() == 0.0 && n.abs() <= MULTIPLIED_OUT => Op::Powi(n as i32),
        c => Op::PowConst(c),
    })
}

/// Equal to the bit: 0 and −0 are different constants.
fn same(a: &Term, b: &Term) -> bool {
    a == b && constant(a).to_bits() == constant(b).to_bits()
}

fn constant(term: &Term) -> f64 {
    match *term {
        Term::Number(c) => c,
        Term::One(Op::AddConst(c) | Op::FromConst(c) | Op::MulConst(c) | Op::DivConst(c) | Op::PowConst(c), _) => c,
        _ => 0.0,
    }
}

struct Emitter<'a> {
    terms: &'a [Term],
    /// How often each term is needed.
    uses: Vec<usize>,
    /// How many places each term needs while it is computed.
    needs: Vec<usize>,
    /// Where the value of a term is kept for its next use.
    kept: Vec<Option<u8>>,
    /// The next place for values that are kept.
    next_kept: usize,
    code: Vec<Op>,
}

impl<'a> Emitter<'a> {
    fn new(terms: &'a [Term], root: Id) -> Self {
        let mut uses = vec![0; terms.len()];
        uses[root] = 1;
        // Terms stand after what they are made of, so going backwards meets each after all its users.
        for (id, term) in terms.iter().enumerate().rev().filter(|(id, _)| *id <= root) {
            if uses[id] > 0 {
                match *term {
                    Term::One(_, a) => uses[a] += 1,
                    Term::Two(_, a, b) => {
                        uses[a] += 1;
                        uses[b] += 1;
                    }
                    _ => {}
                }
            }
        }
        let mut needs: Vec<usize> = Vec::with_capacity(terms.len());
        for term in terms {
            needs.push(match *term {
                Term::One(_, a) => needs[a],
                Term::Two(_, a, b) if variable(terms, b).is_some() => needs[a],
                Term::Two(_, a, b) if variable(terms, a).is_some() => needs[b].max(1),
                Term::Two(_, a, b) => {
                    let (first, second) = (needs[a], needs[b]);
                    first.max(second).max(first.min(second) + 1)
                }
                _ => 0,
            });
        }
        let next_kept = FIRST_FREE + needs[root];
        Emitter { terms, uses, needs, kept: vec![None; terms.len()], next_kept, code: Vec::new() }
    }

    fn code(mut self, root: Id) -> (Vec<Op>, usize) {
        self.emit(root, FIRST_FREE as u8);
        (fuse(&self.code), self.next_kept)
    }

    /// Where the value of a term already is.
    fn place(&self, id: Id) -> Option<u8> {
        variable(self.terms, id).or(self.kept[id])
    }

    /// Code that leaves the term's value in the accumulator, using the places from `free` on.
    fn emit(&mut self, id: Id, free: u8) {
        if let Some(place) = self.place(id) {
            self.code.push(Op::Load(place));
            return;
        }
        match self.terms[id] {
            Term::Number(value) => return self.code.push(Op::Const(value)),
            Term::One(op, a) => {
                self.emit(a, free);
                self.code.push(op);
            }
            Term::Two(op, a, b) => self.emit_two(op, a, b, free),
            Term::X | Term::Y => {}
        }
        if self.uses[id] > 1 && self.next_kept < PLACES - 1 {
            let place = self.next_kept as u8;
            self.next_kept += 1;
            self.kept[id] = Some(place);
            self.code.push(Op::Store(place));
        }
    }

    fn emit_two(&mut self, op: Op, a: Id, b: Id, free: u8) {
        if let Some(place) = self.place(b) {
            self.emit(a, free);
            self.code.push(with_place(op, place));
        } else if let Some(place) = self.place(a) {
            self.emit(b, free);
            match turned(op, place) {
                Some(op) => self.code.push(op),
                None => self.code.extend([Op::Store(free), Op::Load(place), with_place(op, free)]),
            }
        } else if self.needs[a] >= self.needs[b] {
            self.emit(a, free);
            if let Some(place) = self.place(b) {
                // It was a part of the other operand.
                return self.code.push(with_place(op, place));
            }
            self.code.push(Op::Store(free));
            self.emit(b, free + 1);
            match turned(op, free) {
                Some(op) => self.code.push(op),
                None => self.code.extend([Op::Swap(free), with_place(op, free)]),
            }
        } else {
            self.emit(b, free);
            self.code.push(Op::Store(free));
            self.emit(a, free + 1);
            self.code.push(with_place(op, free));
        }
    }
}

fn variable(terms: &[Term], id: Id) -> Option<u8> {
    match terms[id] {
        Term::X => Some(0),
        Term::Y => Some(1),
        _ => None,
    }
}

/// The operation, accumulator left and place right.
fn with_place(op: Op, place: u8) -> Op {
    match op {
        Op::Add(_) => Op::Add(place),
        Op::Sub(_) => Op::Sub(place),
        Op::Mul(_) => Op::Mul(place),
        Op::Div(_) => Op::Div(place),
        Op::Pow(_) => Op::Pow(place),
        Op::Min(_) => Op::Min(place),
        Op::Max(_) => Op::Max(place),
        other => other,
    }
}

/// The operation with the place left and the accumulator right, where there is one.
fn turned(op: Op, place: u8) -> Option<Op> {
    match op {
        Op::Add(_) => Some(Op::Add(place)),
        Op::Mul(_) => Some(Op::Mul(place)),
        Op::Sub(_) => Some(Op::SubFrom(place)),
        _ => None,
    }
}
