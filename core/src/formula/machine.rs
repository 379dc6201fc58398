//! The little machine that evaluates formulas: an accumulator and sixteen places.
//!
//! Straight code without branches, so the same instructions in the same order for every point and every [`Scalar`].
//! Finding out what to do next takes longer than doing it, so what often stands together is one instruction; it does
//! the same operations in the same order as the parts would.

use crate::scalar::Scalar;

/// How many places there are; the first two hold x and y, what nobody needs goes to the last one.
pub(super) const PLACES: usize = 16;
/// More places than most formulas need; fewer places are sooner filled.
pub(super) const FEW: usize = 4;
/// The last place, whatever their number.
const NOWHERE: u8 = PLACES as u8 - 1;

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
    Neg,
    // From here on: the accumulator goes to the first place, then begins anew from the second.
    /// place + place
    AddOf(u8, u8, u8),
    /// place − place
    SubOf(u8, u8, u8),
    /// place · place
    MulOf(u8, u8, u8),
    /// place²
    SqOf(u8, u8),
    /// place² + place
    SqOfAdd(u8, u8, u8),
    /// place + constant
    AddConstOf(u8, u8, f64),
    /// constant − place
    FromConstOf(u8, u8, f64),
    /// place · constant
    MulConstOf(u8, u8, f64),
    /// (place + constant)²
    AddConstSqOf(u8, u8, f64),
    // From here on: the accumulator goes on.
    /// (accumulator + constant)²
    AddConstSq(f64),
    /// (accumulator + place)²
    AddSq(u8),
    /// (accumulator − place)²
    SubSq(u8),
    /// accumulator · constant + place
    MulConstAdd(f64, u8),
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

/// Runs the code at a point; `few` if it uses less than the last of [`FEW`] places.
pub(super) fn run<S: Scalar>(code: &[Op], few: bool, x: S, y: S) -> S {
    // A number with a gradient still fits into registers: its loop is worth having twice, for either number of places.
    let fits = size_of::<S>() <= 4 * size_of::<f64>();
    if few {
        let mut places = [x, y, x, x];
        return if fits { follow(code, &mut places) } else { follow_apart(code, &mut places) };
    }
    let mut places = [x; PLACES];
    places[1] = y;
    if fits { follow(code, &mut places) } else { follow_apart(code, &mut places) }
}

#[inline(never)]
fn follow_apart<S: Scalar>(code: &[Op], places: &mut [S]) -> S {
    follow(code, places)
}

/// The number of places is a power of two.
#[inline(always)]
fn follow<S: Scalar>(code: &[Op], places: &mut [S]) -> S {
    let last = places.len() - 1;
    let at = |i: u8| usize::from(i) & last;
    let mut acc = places[0];
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
            Op::Neg => -acc,
            Op::AddOf(k, i, j) => {
                places[at(k)] = acc;
                places[at(i)] + places[at(j)]
            }
            Op::SubOf(k, i, j) => {
                places[at(k)] = acc;
                places[at(i)] - places[at(j)]
            }
            Op::MulOf(k, i, j) => {
                places[at(k)] = acc;
                places[at(i)] * places[at(j)]
            }
            Op::SqOf(k, i) => {
                places[at(k)] = acc;
                places[at(i)].sq()
            }
            Op::SqOfAdd(k, i, j) => {
                places[at(k)] = acc;
                places[at(i)].sq() + places[at(j)]
            }
            Op::AddConstOf(k, i, c) => {
                places[at(k)] = acc;
                places[at(i)] + c
            }
            Op::FromConstOf(k, i, c) => {
                places[at(k)] = acc;
                S::from(c) - places[at(i)]
            }
            Op::MulConstOf(k, i, c) => {
                places[at(k)] = acc;
                places[at(i)] * c
            }
            Op::AddConstSqOf(k, i, c) => {
                places[at(k)] = acc;
                (places[at(i)] + c).sq()
            }
            Op::AddConstSq(c) => (acc + c).sq(),
            Op::AddSq(i) => (acc + places[at(i)]).sq(),
            Op::SubSq(i) => (acc - places[at(i)]).sq(),
            Op::MulConstAdd(c, i) => acc * c + places[at(i)],
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

/// Puts together what often stands together.
pub(super) fn fuse(code: &[Op]) -> Vec<Op> {
    let mut out: Vec<Op> = Vec::with_capacity(code.len());
    for op in code {
        let fused = match (out.last().copied(), *op) {
            (Some(Op::Load(i)), Op::Add(j)) => Op::AddOf(NOWHERE, i, j),
            (Some(Op::Load(i)), Op::Sub(j)) => Op::SubOf(NOWHERE, i, j),
            (Some(Op::Load(i)), Op::SubFrom(j)) => Op::SubOf(NOWHERE, j, i),
            (Some(Op::Load(i)), Op::Mul(j)) => Op::MulOf(NOWHERE, i, j),
            (Some(Op::Load(i)), Op::Sq) => Op::SqOf(NOWHERE, i),
            (Some(Op::SqOf(k, i)), Op::Add(j)) => Op::SqOfAdd(k, i, j),
            (Some(Op::Load(i)), Op::AddConst(c)) => Op::AddConstOf(NOWHERE, i, c),
            (Some(Op::Load(i)), Op::FromConst(c)) => Op::FromConstOf(NOWHERE, i, c),
            (Some(Op::Load(i)), Op::MulConst(c)) => Op::MulConstOf(NOWHERE, i, c),
            (Some(Op::AddConstOf(k, i, c)), Op::Sq) => Op::AddConstSqOf(k, i, c),
            // A square does not mind the sign.
            (Some(Op::FromConstOf(k, i, c)), Op::Sq) => Op::AddConstSqOf(k, i, -c),
            (Some(Op::AddConst(c)), Op::Sq) => Op::AddConstSq(c),
            (Some(Op::FromConst(c)), Op::Sq) => Op::AddConstSq(-c),
            (Some(Op::Add(i)), Op::Sq) => Op::AddSq(i),
            (Some(Op::Sub(i) | Op::SubFrom(i)), Op::Sq) => Op::SubSq(i),
            (Some(Op::MulConst(c)), Op::Add(i)) => Op::MulConstAdd(c, i),
            (_, other) => {
                out.push(other);
                continue;
            }
        };
        out.pop();
        out.push(fused);
        if let [.., Op::Store(place), last] = &mut out[..]
            && let Some(keep) = keep_in(last)
        {
            *keep = *place;
            out.remove(out.len() - 2);
        }
    }
    out
}

/// Where an instruction that begins anew leaves the old accumulator, if it does not need that for anything yet.
fn keep_in(op: &mut Op) -> Option<&mut u8> {
    match op {
        Op::AddOf(k, ..) | Op::SubOf(k, ..) | Op::MulOf(k, ..) | Op::SqOf(k, _) | Op::SqOfAdd(k, ..) => Some(k),
        Op::AddConstOf(k, ..) | Op::FromConstOf(k, ..) | Op::MulConstOf(k, ..) | Op::AddConstSqOf(k, ..) => Some(k),
        _ => None,
    }
    .filter(|k| **k == NOWHERE)
}
