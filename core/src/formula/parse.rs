//! Text → tree, by one function per level of precedence.

use super::error::{FormulaError, Problem};
use super::machine::Op;
use super::suggest::suggest;
use super::token::{Piece, Token, pieces};
use super::{MAX_LENGTH, MAX_LEVELS};

/// The place of a node in the list; those that it needs stand before it.
pub(super) type Id = usize;

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    X,
    Y,
    Number(f64),
    /// A free letter, by its place among them.
    Letter(usize),
    One(Op, Id),
    Two(Op, Id, Id),
}

/// A formula as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree {
    /// The nodes, the whole formula last.
    pub nodes: Vec<Node>,
    /// The free letters in the order of their first appearance.
    pub letters: Vec<char>,
}

/// The functions of one argument, then those of two.
pub(super) const FUNCTIONS: [(&str, Op); 18] = [
    ("sin", Op::Sin),
    ("cos", Op::Cos),
    ("tan", Op::Tan),
    ("asin", Op::Asin),
    ("acos", Op::Acos),
    ("atan", Op::Atan),
    ("sinh", Op::Sinh),
    ("cosh", Op::Cosh),
    ("tanh", Op::Tanh),
    ("exp", Op::Exp),
    ("ln", Op::Ln),
    ("log", Op::Ln),
    ("log10", Op::Log10),
    ("sqrt", Op::Sqrt),
    ("abs", Op::Abs),
    ("sign", Op::Sign),
    ("min", Op::Min(0)),
    ("max", Op::Max(0)),
];

/// Reads a formula.
///
/// # Errors
/// The first mistake, with its place.
pub(super) fn parse(text: &str) -> Result<Tree, FormulaError> {
    // No more is looked at than tells that it is too much.
    let text: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if text.len() > MAX_LENGTH {
        return Err(FormulaError::new(Problem::TooLong, MAX_LENGTH, text.len()));
    }
    let pieces = pieces(&text)?;
    if pieces.len() == 1 {
        return Err(FormulaError::new(Problem::Empty, 0, text.len()));
    }
    let tree = Tree { nodes: Vec::new(), letters: Vec::new() };
    let mut parser = Parser { text: &text, pieces: &pieces, next: 0, levels: 0, powers: 0, tree };
    parser.sum()?;
    if parser.piece().token != Token::End {
        return Err(parser.unexpected());
    }
    Ok(parser.tree)
}

struct Parser<'a> {
    text: &'a [char],
    pieces: &'a [Piece],
    next: usize,
    levels: usize,
    powers: usize,
    tree: Tree,
}

type Parsed = Result<Id, FormulaError>;

impl<'a> Parser<'a> {
    fn piece(&self) -> &'a Piece {
        // The last one, the end, is never passed.
        &self.pieces[self.next.min(self.pieces.len() - 1)]
    }

    /// Takes the sign if it is next.
    fn take(&mut self, sign: char) -> bool {
        let there = self.piece().token == Token::Sign(sign);
        self.next += usize::from(there);
        there
    }

    fn add(&mut self, node: Node) -> Id {
        self.tree.nodes.push(node);
        self.tree.nodes.len() - 1
    }

    fn unexpected(&self) -> FormulaError {
        let Piece { token, start, end } = self.piece();
        let written: String = self.text[*start..*end].iter().collect();
        if *token == Token::End {
            return FormulaError::new(Problem::Incomplete, *start, *end);
        }
        let star = |i: usize| self.pieces.get(i).is_some_and(|p| p.token == Token::Sign('*'));
        if star(self.next) && self.next > 0 && star(self.next - 1) {
            let start = self.pieces[self.next - 1].start;
            return FormulaError::new(Problem::Unexpected("**".into()), start, *end).suggest(Some("^".into()));
        }
        FormulaError::new(Problem::Unexpected(written), *start, *end)
    }

    /// Goes one level down, for `read`; `start` is where the level begins in the text.
    fn deeper(&mut self, start: usize, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.levels == MAX_LEVELS {
            return Err(FormulaError::new(Problem::TooDeep, start, start + 1));
        }
        self.levels += 1;
        let result = read(self);
        self.levels -= 1;
        result
    }

    /// Products joined by + and −.
    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let op = match self.piece().token {
                Token::Sign('+') => Op::Add(0),
                Token::Sign('-') => Op::Sub(0),
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.product()?;
            left = self.add(Node::Two(op, left, right));
        }
    }

    /// Factors joined by `*`, `/` or nothing, from left to right: `1/2x` is (1/2)·x.
    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let piece = self.piece();
            let (op, right) = match &piece.token {
                Token::Sign(sign @ ('*' | '/')) => {
                    self.next += 1;
                    (if *sign == '*' { Op::Mul(0) } else { Op::Div(0) }, self.signed()?)
                }
                Token::Sign('(') | Token::Name(_) => (Op::Mul(0), self.power()?),
                Token::Number(_) => {
                    let number: String = self.text[piece.start..piece.end].iter().collect();
                    let suggestion = Some(format!("*{number}"));
                    let problem = Problem::NumberAfterValue(number);
                    return Err(FormulaError::new(problem, piece.start, piece.end).suggest(suggestion));
                }
                _ => return Ok(left),
            };
            left = self.add(Node::Two(op, left, right));
        }
    }

    /// A power behind any number of signs: `-x^2` is −(x²).
    #[inline(never)]
    fn signed(&mut self) -> Parsed {
        let mut negative = false;
        loop {
            if self.take('-') {
                negative = !negative;
            } else if !self.take('+') {
                break;
            }
        }
        let value = self.power()?;
        Ok(if negative { self.add(Node::One(Op::Neg, value)) } else { value })
    }

    /// `a^b^c` is a^(b^c); an exponent may have a sign.
    fn power(&mut self) -> Parsed {
        let base = self.raised()?;
        let start = self.piece().start;
        if !self.take('^') {
            return Ok(base);
        }
        if self.powers == MAX_LEVELS {
            return Err(FormulaError::new(Problem::TooDeep, start, start + 1));
        }
        self.powers += 1;
        let exponent = self.signed()?;
        self.powers -= 1;
        Ok(self.add(Node::Two(Op::Pow(0), base, exponent)))
    }

    /// A value with raised digits behind it.
    fn raised(&mut self) -> Parsed {
        let mut base = self.value()?;
        while let Token::Raised(digits) = self.piece().token {
            self.next += 1;
            let exponent = self.add(Node::Number(digits));
            base = self.add(Node::Two(Op::Pow(0), base, exponent));
        }
        Ok(base)
    }

    #[inline(never)]
    fn value(&mut self) -> Parsed {
        let piece = self.piece();
        match &piece.token {
            Token::Number(value) => {
                self.next += 1;
                Ok(self.add(Node::Number(*value)))
            }
            Token::Sign('(') => {
                self.next += 1;
                self.deeper(piece.start, |p| {
                    let inside = p.sum()?;
                    p.close(piece)?;
                    Ok(inside)
                })
            }
            Token::Name(name) => {
                self.next += 1;
                self.named(name, piece)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// The end of what `open` began.
    fn close(&mut self, open: &Piece) -> Result<(), FormulaError> {
        if self.take(')') {
            Ok(())
        } else if self.piece().token == Token::End {
            Err(FormulaError::new(Problem::Unclosed, open.start, open.end))
        } else {
            Err(self.unexpected())
        }
    }

    fn named(&mut self, name: &str, piece: &Piece) -> Parsed {
        if let Some((name, op)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
            return self.call(name, *op, piece);
        }
        let mut letters = name.chars();
        Ok(match (name, letters.next(), letters.next()) {
            ("x", ..) => self.add(Node::X),
            ("y", ..) => self.add(Node::Y),
            ("pi", ..) => self.add(Node::Number(std::f64::consts::PI)),
            ("e", ..) => self.add(Node::Number(std::f64::consts::E)),
            (_, Some(letter), None) => {
                let known = self.tree.letters.iter().position(|l| *l == letter);
                let place = known.unwrap_or_else(|| {
                    self.tree.letters.push(letter);
                    self.tree.letters.len() - 1
                });
                self.add(Node::Letter(place))
            }
            _ => {
                let error = FormulaError::new(Problem::UnknownName(name.into()), piece.start, piece.end);
                return Err(error.suggest(suggest(name, self.piece().token == Token::Sign('('))));
            }
        })
    }

    #[inline(never)]
    fn call(&mut self, name: &'static str, op: Op, piece: &Piece) -> Parsed {
        let open = self.piece();
        if !self.take('(') {
            return Err(FormulaError::new(Problem::NoParentheses(name), piece.start, piece.end));
        }
        let wanted = if matches!(op, Op::Min(_) | Op::Max(_)) { 2 } else { 1 };
        self.deeper(open.start, |p| {
            let mut arguments = vec![p.sum()?];
            while p.take(',') {
                arguments.push(p.sum()?);
            }
            p.close(open)?;
            match arguments[..] {
                [a] if wanted == 1 => Ok(p.add(Node::One(op, a))),
                [a, b] if wanted == 2 => Ok(p.add(Node::Two(op, a, b))),
                _ => Err(FormulaError::new(Problem::Arguments(name, wanted), piece.start, piece.end)),
            }
        })
    }
}
