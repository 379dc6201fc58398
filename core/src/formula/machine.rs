//! The little machine that evaluates formulas: an accumulator and sixteen places.
//!
//! Straight code without branches, so the same instructions in the same order for every point and every [`Scalar`].

use crate::scalar::Scalar;

/// How many places there are; the first two hold x and y.
pub(super) const PLACES: usize = 16;

/// An instruction. A number in brackets is a place or a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    /// A place into the accumulator.
    Load(u8),
    /// A constant into the accumulator.
    Const(f64),
    /// The accumulator into a place.
    Store(u8),
    /// The accumulator and a place change sides.
    Swap(u8),
    Add(u8),
    Sub(u8),
    /// The place less the accumulator.
    SubFrom(u8),
    Mul(u8),
    Div(u8),
    Pow(u8),
    Min(u8),
    Max(u8),
    AddConst(f64),
    /// The constant less the accumulator.
    FromConst(f64),
    MulConst(f64),
    DivConst(f64),
    PowConst(f64),
    Powi(i32),
    Sq,
    /// The square of a place.
    SqOf(u8),
    Neg,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Ln,
    Log10,
    Sqrt,
    Abs,
    Sign,
}

/// Runs the code at a point with `N` places, a power of two.
pub(super) fn run<S: Scalar, const N: usize>(code: &[Op], x: S, y: S) -> S {
    let mut places = [y; N];
    places[0] = x;
    let mut acc = x;
    // The remainder takes the check of the index away; the compiler of formulas stays within the places.
    let at = |i: u8| usize::from(i) % N;
    for op in code {
        acc = match *op {
            Op::Load(i) => places[at(i)],
            Op::Const(c) => S::from(c),
            Op::Store(i) => {
                places[at(i)] = acc;
                acc
            }
            Op::Swap(i) => std::mem::replace(&mut places[at(i)], acc),
            Op::Add(i) => acc + places[at(i)],
            Op::Sub(i) => acc - places[at(i)],
            Op::SubFrom(i) => places[at(i)] - acc,
            Op::Mul(i) => acc * places[at(i)],
            Op::Div(i) => acc / places[at(i)],
            Op::Pow(i) => acc.pow(places[at(i)]),
            Op::Min(i) => acc.min(places[at(i)]),
            Op::Max(i) => acc.max(places[at(i)]),
            Op::AddConst(c) => acc + c,
            Op::FromConst(c) => S::from(c) - acc,
            Op::MulConst(c) => acc * c,
            Op::DivConst(c) => acc / c,
            Op::PowConst(c) => acc.powf(c),
            Op::Powi(n) => acc.powi(n),
            Op::Sq => acc.sq(),
            Op::SqOf(i) => places[at(i)].sq(),
            Op::Neg => -acc,
            Op::Sin => acc.sin(),
            Op::Cos => acc.cos(),
            Op::Tan => acc.tan(),
            Op::Asin => acc.asin(),
            Op::Acos => acc.acos(),
            Op::Atan => acc.atan(),
            Op::Sinh => acc.sinh(),
            Op::Cosh => acc.cosh(),
            Op::Tanh => acc.tanh(),
            Op::Exp => acc.exp(),
            Op::Ln => acc.ln(),
            Op::Log10 => acc.log10(),
            Op::Sqrt => acc.sqrt(),
            Op::Abs => acc.abs(),
            Op::Sign => acc.sign(),
        };
    }
    acc
}
