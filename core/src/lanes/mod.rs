//! Eight numbers at once, for maps: each lane has, bit for bit, what an `f64` by itself would have.
//!
//! Update rules and formulas are written over [`Scalar`]; with [`Lanes`] they take eight cells of a map together, two to
//! each instruction (wasm has no wider ones; four pairs keep the divider busy while others wait). Sums, products,
//! quotients and roots are correctly rounded, hence the same; what else is needed often is in `elementary`, the
//! rest is asked of `libm` lane by lane.

mod elementary;

use super::scalar::{Scalar, Vec2};
use std::array::from_fn;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use wide::f64x2;

/// Pairs of lanes.
const PAIRS: usize = 4;

/// How many numbers there are.
pub const LANES: usize = 2 * PAIRS;

/// As many numbers as [`LANES`].
#[derive(Clone, Copy, Debug)]
pub struct Lanes([f64x2; PAIRS]);

/// Yes or no for each lane.
#[derive(Clone, Copy)]
struct Mask([f64x2; PAIRS]);

impl Mask {
    fn select(self, yes: Lanes, no: Lanes) -> Lanes {
        Lanes(from_fn(|i| self.0[i].bitselect(yes.0[i], no.0[i])))
    }

    fn or(self, o: Mask) -> Mask {
        Mask(from_fn(|i| self.0[i] | o.0[i]))
    }

    fn bits(self) -> u32 {
        (0..PAIRS).fold(0, |bits, i| bits | self.0[i].to_bitmask() << (2 * i))
    }
}

impl Lanes {
    /// The number in a lane.
    #[inline]
    pub fn lane(self, i: usize) -> f64 {
        self.0[i / 2].to_array()[i % 2]
    }

    /// All of them.
    pub fn to_array(self) -> [f64; LANES] {
        from_fn(|i| self.lane(i))
    }

    /// The same again, moved as numbers: as a block of memory wasm would call for a copy, which takes longer than the
    /// arithmetic.
    #[inline]
    pub fn moved(&self) -> Lanes {
        Lanes(from_fn(|i| self.0[i]))
    }

    /// Takes the numbers of another, one after the other, for the same reason.
    #[inline]
    pub fn put(&mut self, from: &Lanes) {
        for i in 0..PAIRS {
            self.0[i] = from.0[i];
        }
    }

    /// In which lanes the first is below the second: a bit each.
    #[inline]
    pub fn below(self, o: Lanes) -> u32 {
        self.lt(o).bits()
    }

    /// Whether both hold the same bits.
    #[inline]
    pub fn same_bits(self, o: Lanes) -> bool {
        let differ = (1..PAIRS).fold(self.0[0] ^ o.0[0], |all, i| all | (self.0[i] ^ o.0[i]));
        let [a, b] = differ.to_array().map(f64::to_bits);
        a | b == 0
    }

    /// Whether all lanes hold the same bits, as parameters often do and what follows from them: one division then
    /// serves all. Mostly the first pair differs, which is soon seen.
    #[inline]
    fn even(self) -> bool {
        let [a, b] = self.0[0].to_array().map(f64::to_bits);
        if a != b {
            return false;
        }
        let differ = (2..PAIRS).fold(self.0[0] ^ self.0[1], |all, i| all | (self.0[0] ^ self.0[i]));
        let [a, b] = differ.to_array().map(f64::to_bits);
        a | b == 0
    }

    /// In which lanes neither the point nor f is infinite or not a number: a bit each.
    #[inline]
    pub fn finite(p: Vec2<Lanes>, f: Lanes) -> u32 {
        let nothing = p[0] * 0.0 + p[1] * 0.0 + f * 0.0;
        Mask(nothing.0.map(|v| v.simd_eq(f64x2::splat(0.0)))).bits()
    }

    fn each(self, f: impl Fn(f64x2) -> f64x2) -> Self {
        Lanes(self.0.map(f))
    }

    fn with(self, o: Self, f: impl Fn(f64x2, f64x2) -> f64x2) -> Self {
        Lanes(from_fn(|i| f(self.0[i], o.0[i])))
    }

    fn lt(self, o: Self) -> Mask {
        Mask(from_fn(|i| self.0[i].simd_lt(o.0[i])))
    }

    fn gt(self, o: Self) -> Mask {
        Mask(from_fn(|i| self.0[i].simd_gt(o.0[i])))
    }

    fn nan(self) -> Mask {
        Mask(self.0.map(|v| v.is_nan()))
    }

    /// A function of `libm`, lane by lane; once, where all lanes are the same (parameters often are).
    fn apart(self, f: impl Fn(f64) -> f64) -> Self {
        if self.even() {
            return Lanes::from(f(self.lane(0)));
        }
        let all = self.to_array();
        Lanes::gather(|i| f(all[i]))
    }
}

impl From<f64> for Lanes {
    fn from(value: f64) -> Self {
        Lanes([f64x2::splat(value); PAIRS])
    }
}

impl Neg for Lanes {
    type Output = Self;
    fn neg(self) -> Self {
        self.each(|v| -v)
    }
}

/// An operation between lanes, and with the same number for all of them.
macro_rules! operation {
    ($trait:ident, $function:ident, $sign:tt) => {
        impl $trait for Lanes {
            type Output = Self;
            fn $function(self, o: Self) -> Self {
                self.with(o, |a, b| a $sign b)
            }
        }
        impl $trait<f64> for Lanes {
            type Output = Self;
            fn $function(self, o: f64) -> Self {
                let o = f64x2::splat(o);
                self.each(|a| a $sign o)
            }
        }
    };
}
operation!(Add, add, +);
operation!(Sub, sub, -);
operation!(Mul, mul, *);

impl Div for Lanes {
    type Output = Self;
    fn div(self, o: Self) -> Self {
        // Divisions and roots take as long as everything else together.
        if self.even() && o.even() {
            return Lanes([self.0[0] / o.0[0]; PAIRS]);
        }
        self.with(o, |a, b| a / b)
    }
}

impl Div<f64> for Lanes {
    type Output = Self;
    fn div(self, o: f64) -> Self {
        let o = f64x2::splat(o);
        self.each(|a| a / o)
    }
}

impl AddAssign for Lanes {
    fn add_assign(&mut self, o: Self) {
        *self = *self + o;
    }
}

impl SubAssign for Lanes {
    fn sub_assign(&mut self, o: Self) {
        *self = *self - o;
    }
}

impl Scalar for Lanes {
    fn value(self) -> f64 {
        self.lane(0)
    }
    fn gather(mut lane: impl FnMut(usize) -> f64) -> Self {
        Lanes(from_fn(|i| f64x2::new([lane(2 * i), lane(2 * i + 1)])))
    }
    fn sqrt(self) -> Self {
        if self.even() { Lanes([self.0[0].sqrt(); PAIRS]) } else { self.each(|v| v.sqrt()) }
    }
    fn exp(self) -> Self {
        elementary::exp(self)
    }
    fn ln(self) -> Self {
        self.apart(libm::log)
    }
    fn sin(self) -> Self {
        self.sin_cos().0
    }
    fn cos(self) -> Self {
        self.sin_cos().1
    }
    fn sin_cos(self) -> (Self, Self) {
        elementary::sin_cos(self)
    }
    fn tan(self) -> Self {
        self.apart(libm::tan)
    }
    fn asin(self) -> Self {
        self.apart(libm::asin)
    }
    fn acos(self) -> Self {
        self.apart(libm::acos)
    }
    fn atan(self) -> Self {
        self.apart(libm::atan)
    }
    fn sinh(self) -> Self {
        self.apart(libm::sinh)
    }
    fn cosh(self) -> Self {
        self.apart(libm::cosh)
    }
    fn tanh(self) -> Self {
        self.apart(libm::tanh)
    }
    fn log10(self) -> Self {
        self.apart(libm::log10)
    }
    fn abs(self) -> Self {
        self.each(|v| v.abs())
    }
    fn sign(self) -> Self {
        let (zero, one) = (Lanes::from(0.0), Lanes::from(1.0));
        self.gt(zero).select(one, self.lt(zero).select(-one, self))
    }
    fn max(self, other: Self) -> Self {
        self.nan().or(self.gt(other)).select(self, other)
    }
    fn min(self, other: Self) -> Self {
        self.nan().or(self.lt(other)).select(self, other)
    }
    fn powf(self, exponent: f64) -> Self {
        self.apart(|v| libm::pow(v, exponent))
    }
    fn pow(self, exponent: Self) -> Self {
        if exponent.even() {
            return self.powf(exponent.lane(0));
        }
        Lanes::gather(|i| libm::pow(self.lane(i), exponent.lane(i)))
    }
    fn select_positive(self, a: Self, b: Self) -> Self {
        self.gt(Lanes::from(0.0)).select(a, b)
    }
}

#[cfg(test)]
mod tests;
