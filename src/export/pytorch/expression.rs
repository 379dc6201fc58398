//! A typed formula as Python: `x^2 sin(y)` becomes `x**2 * torch.sin(y)`.
//!
//! Where torch's slope at a kink is another one than ours (a root at 0, equal arguments of `min`), a helper takes its
//! place. What has neither x nor y in it stays a Python number as long as Python would not stop at it.

use super::template::float;
use crate::core::formula::{Part, Program};
use crate::core::scalar::Scalar;

/// How tightly a text holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

/// A part as Python.
struct Piece {
    text: String,
    holds: Holds,
    /// What it is worth, if neither x nor y is in it.
    value: Option<f64>,
    /// Whether it is a number of Python's, not a tensor.
    plain: bool,
}

impl Piece {
    fn whole(text: String, value: Option<f64>, plain: bool) -> Piece {
        Piece { text, holds: Holds::Whole, value, plain }
    }

    /// Its text, in parentheses unless it holds together at least so tightly.
    fn within(&self, least: Holds) -> String {
        if self.holds >= least { self.text.clone() } else { format!("({})", self.text) }
    }

    /// Its text as a tensor.
    fn tensor(&self) -> String {
        if self.plain { format!("torch.tensor({})", self.text) } else { self.text.clone() }
    }
}

/// A formula in Python, and the helpers that it needs.
pub(super) struct Expression {
    /// The text.
    pub text: String,
    /// Names of files in `parts`.
    pub needs: Vec<&'static str>,
}

/// Writes a formula; letters are names, worth these values now.
pub(super) fn expression(program: &Program, letters: &[(char, f64)]) -> Expression {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut needs = Vec::new();
    for part in program.parts() {
        let piece = piece(part, &pieces, letters, &mut needs);
        pieces.push(piece);
    }
    let root = pieces.pop().unwrap_or_else(|| Piece::whole("math.nan".into(), Some(f64::NAN), true));
    // A number alone has no gradient to ask for.
    let text = if root.value.is_some() { format!("0 * x + {}", root.within(Holds::Product)) } else { root.text };
    Expression { text, needs }
}

fn piece(part: Part, pieces: &[Piece], letters: &[(char, f64)], needs: &mut Vec<&'static str>) -> Piece {
    match part {
        Part::X => Piece::whole("x".into(), None, false),
        Part::Y => Piece::whole("y".into(), None, false),
        Part::Number(v) if v == std::f64::consts::PI => Piece::whole("math.pi".into(), Some(v), true),
        Part::Number(v) if v == std::f64::consts::E => Piece::whole("math.e".into(), Some(v), true),
        // A negative number is what a raised minus leaves: an exponent.
        Part::Number(v) => Piece {
            text: float(v),
            holds: if v < 0.0 { Holds::Sign } else { Holds::Whole },
            value: Some(v),
            plain: true,
        },
        Part::Letter(l) => {
            let value = letters.iter().find(|(known, _)| *known == l).map_or(1.0, |(_, v)| *v);
            Piece::whole(l.to_string(), Some(value), true)
        }
        Part::Negative(a) => {
            let a = &pieces[a];
            let text = format!("-{}", a.within(Holds::Power));
            Piece { text, holds: Holds::Sign, value: a.value.map(|v| -v), plain: a.plain }
        }
        Part::Call(name, a) => call(name, &pieces[a], needs),
        Part::Call2(name, a, b) => {
            let (a, b) = (&pieces[a], &pieces[b]);
            let helper = if name == "min" { "smaller" } else { "larger" };
            needs.push(helper);
            let pick = if name == "min" { Scalar::min } else { Scalar::max };
            let value = a.value.zip(b.value).map(|(a, b)| pick(a, b));
            Piece::whole(format!("{helper}({}, {})", a.text, b.text), value, false)
        }
        Part::Infix('^', a, b) => power(&pieces[a], &pieces[b], needs),
        Part::Infix(sign, a, b) => infix(sign, &pieces[a], &pieces[b]),
    }
}

fn call(name: &str, a: &Piece, needs: &mut Vec<&'static str>) -> Piece {
    let of: fn(f64) -> f64 = match name {
        "sin" => Scalar::sin,
        "cos" => Scalar::cos,
        "tan" => Scalar::tan,
        "asin" => Scalar::asin,
        "acos" => Scalar::acos,
        "atan" => Scalar::atan,
        "sinh" => Scalar::sinh,
        "cosh" => Scalar::cosh,
        "tanh" => Scalar::tanh,
        "exp" => Scalar::exp,
        "ln" => Scalar::ln,
        "log10" => Scalar::log10,
        "sqrt" => Scalar::sqrt,
        "abs" => Scalar::abs,
        _ => Scalar::sign,
    };
    let text = match name {
        "sqrt" => {
            needs.push("sqrt");
            format!("sqrt({})", a.tensor())
        }
        "ln" => format!("torch.log({})", a.tensor()),
        name => format!("torch.{name}({})", a.tensor()),
    };
    Piece::whole(text, a.value.map(of), false)
}

fn infix(sign: char, a: &Piece, b: &Piece) -> Piece {
    let value = a.value.zip(b.value).map(|(a, b)| match sign {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        _ => a / b,
    });
    let (holds, above) =
        if matches!(sign, '+' | '-') { (Holds::Sum, Holds::Product) } else { (Holds::Product, Holds::Sign) };
    let plain = a.plain && b.plain;
    // Python stops where a number is divided by zero.
    let stops = plain && sign == '/' && b.value == Some(0.0);
    let left = if stops { a.tensor() } else { a.within(holds) };
    // What is on the right keeps its parentheses, so that it is computed first, as it was read.
    let text = format!("{left} {sign} {}", b.within(above));
    Piece { text, holds, value, plain: plain && !stops }
}

fn power(base: &Piece, exponent: &Piece, needs: &mut Vec<&'static str>) -> Piece {
    let value = base.value.zip(exponent.value).map(|(base, exponent)| base.powf(exponent));
    let powered = |base: String, exponent: String, plain: bool| Piece {
        text: format!("{base} ** {exponent}"),
        holds: Holds::Power,
        value,
        plain,
    };
    let Some(n) = exponent.value.filter(|_| exponent.plain) else {
        if base.value == Some(std::f64::consts::E) && exponent.value.is_none() {
            return Piece::whole(format!("torch.exp({})", exponent.tensor()), value, false);
        }
        needs.push("power_of");
        return Piece::whole(format!("power_of({}, {})", base.text, exponent.text), value, false);
    };
    // A number as such, unless it is made of letters: these may be changed.
    let written = exponent.text.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e'));
    let whole = written && n.fract() == 0.0 && n.abs() <= 1024.0;
    if whole && base.plain {
        let simple = value.is_some_and(f64::is_finite) && (n > 0.0 || base.value != Some(0.0));
        let left = if simple { base.within(Holds::Whole) } else { base.tensor() };
        return powered(left, format!("{}", n as i64), simple);
    }
    if base.plain {
        return powered(base.tensor(), exponent.within(Holds::Whole), false);
    }
    match n {
        _ if whole && n == 0.0 => Piece::whole("1.0".into(), Some(1.0), true),
        _ if whole && n == 1.0 => Piece { text: base.text.clone(), plain: base.plain, ..*base },
        _ if whole => powered(base.within(Holds::Whole), format!("{}", n as i64), false),
        _ if written && n == 0.5 => {
            needs.push("sqrt");
            Piece::whole(format!("sqrt({})", base.text), value, false)
        }
        _ => {
            needs.push("power");
            Piece::whole(format!("power({}, {})", base.text, exponent.text), value, false)
        }
    }
}
