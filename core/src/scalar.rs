//! The numbers a formula can be evaluated with.
//!
//! Elementary functions come from `libm` on every platform, so that a link means the same bits natively and in
//! every browser (the system's own `exp` or `sin` differ by a few units in the last place).

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A real number, or something that carries one (a dual number, a lane of several).
///
/// Formulas and update rules are written once over this trait. `+ - * /` work with `Self` and with `f64` on the
/// right; comparisons go through [`Scalar::max`], [`Scalar::abs`] and [`Scalar::select_positive`], never through
/// branches, so that a rule can serve many lanes at once.
pub trait Scalar:
    Copy
    + 'static
    + From<f64>
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + AddAssign
    + SubAssign
{
    /// The plain value, for reporting (the first lane of several).
    fn value(self) -> f64;
    /// What each lane is asked for by its number; a number alone asks for lane 0.
    fn gather(mut lane: impl FnMut(usize) -> f64) -> Self {
        Self::from(lane(0))
    }
    /// Square root.
    fn sqrt(self) -> Self;
    /// Exponential.
    fn exp(self) -> Self;
    /// Natural logarithm.
    fn ln(self) -> Self;
    /// Sine of an angle in radians.
    fn sin(self) -> Self;
    /// Cosine of an angle in radians.
    fn cos(self) -> Self;
    /// Sine and cosine, which many lanes have cheaper together.
    fn sin_cos(self) -> (Self, Self) {
        (self.sin(), self.cos())
    }
    /// Tangent of an angle in radians.
    fn tan(self) -> Self;
    /// The angle from −π/2 to π/2 with this sine.
    fn asin(self) -> Self;
    /// The angle from 0 to π with this cosine.
    fn acos(self) -> Self;
    /// The angle from −π/2 to π/2 with this tangent.
    fn atan(self) -> Self;
    /// Hyperbolic sine.
    fn sinh(self) -> Self;
    /// Hyperbolic cosine.
    fn cosh(self) -> Self;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// Logarithm to base 10.
    fn log10(self) -> Self;
    /// Absolute value; its derivative at 0 is taken as 0.
    fn abs(self) -> Self;
    /// −1, 0 or 1; its derivative is 0, at 0 too.
    fn sign(self) -> Self;
    /// The larger of two; NaN if either is. Where they are equal, the derivative is that of `other`.
    fn max(self, other: Self) -> Self;
    /// The smaller of two; NaN if either is. Where they are equal, the derivative is that of `other`.
    fn min(self, other: Self) -> Self;
    /// A power with a fixed exponent; NaN for a negative base unless the exponent is a whole number. At base 0 the
    /// slope of an exponent below 1, which is infinite, is taken as 0, as for the square root.
    fn powf(self, exponent: f64) -> Self;
    /// A power whose exponent varies too; NaN and the slope at base 0 as for [`Scalar::powf`]. A negative base has a
    /// value where the exponent happens to be whole, but no derivative by the exponent (NaN).
    fn pow(self, exponent: Self) -> Self;
    /// `a` where `self` is greater than 0, else `b`.
    fn select_positive(self, a: Self, b: Self) -> Self;

    /// The square, which is what most formulas need.
    fn sq(self) -> Self {
        self * self
    }

    /// An integer power by repeated squaring: the same multiplications in the same order everywhere.
    fn powi(self, n: i32) -> Self {
        let mut result = Self::from(1.0);
        let mut base = self;
        let mut left = n.unsigned_abs();
        while left > 0 {
            if left & 1 == 1 {
                result = result * base;
            }
            left >>= 1;
            if left > 0 {
                base = base * base;
            }
        }
        if n < 0 { Self::from(1.0) / result } else { result }
    }
}

impl Scalar for f64 {
    fn value(self) -> f64 {
        self
    }
    fn sqrt(self) -> Self {
        // Correctly rounded by IEEE 754, hence the same everywhere.
        f64::sqrt(self)
    }
    fn exp(self) -> Self {
        libm::exp(self)
    }
    fn ln(self) -> Self {
        libm::log(self)
    }
    fn sin(self) -> Self {
        libm::sin(self)
    }
    fn cos(self) -> Self {
        libm::cos(self)
    }
    fn tan(self) -> Self {
        libm::tan(self)
    }
    fn asin(self) -> Self {
        libm::asin(self)
    }
    fn acos(self) -> Self {
        libm::acos(self)
    }
    fn atan(self) -> Self {
        libm::atan(self)
    }
    fn sinh(self) -> Self {
        libm::sinh(self)
    }
    fn cosh(self) -> Self {
        libm::cosh(self)
    }
    fn tanh(self) -> Self {
        libm::tanh(self)
    }
    fn log10(self) -> Self {
        libm::log10(self)
    }
    fn abs(self) -> Self {
        f64::abs(self)
    }
    fn sign(self) -> Self {
        if self > 0.0 {
            1.0
        } else if self < 0.0 {
            -1.0
        } else {
            self
        }
    }
    fn max(self, other: Self) -> Self {
        // Like torch.maximum, and unlike f64::max, a NaN is not swallowed.
        if self.is_nan() || self > other { self } else { other }
    }
    fn min(self, other: Self) -> Self {
        if self.is_nan() || self < other { self } else { other }
    }
    fn powf(self, exponent: f64) -> Self {
        libm::pow(self, exponent)
    }
    fn pow(self, exponent: Self) -> Self {
        libm::pow(self, exponent)
    }
    fn select_positive(self, a: Self, b: Self) -> Self {
        if self > 0.0 { a } else { b }
    }
}

/// A point or a direction of the plane.
pub type Vec2<S = f64> = [S; 2];

/// Applies `f` to each coordinate of a pair of vectors.
pub fn zip<S: Scalar>(a: Vec2<S>, b: Vec2<S>, mut f: impl FnMut(S, S) -> S) -> Vec2<S> {
    [f(a[0], b[0]), f(a[1], b[1])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_powers_match_products() {
        for base in [-2.5_f64, -1.0, 0.3, 0.999, 7.0] {
            let mut product = 1.0;
            for n in 0..40 {
                let power = Scalar::powi(base, n);
                assert!((power - product).abs() <= 1e-14 * product.abs(), "{base}^{n}");
                assert!((Scalar::powi(base, -n) * product - 1.0).abs() < 1e-13, "{base}^-{n}");
                product *= base;
            }
        }
    }

    #[test]
    fn maximum_keeps_nan() {
        assert!(Scalar::max(f64::NAN, 1.0).is_nan());
        assert!(Scalar::max(1.0, f64::NAN).is_nan());
        assert_eq!(Scalar::max(1.0, 2.0), 2.0);
        assert!(Scalar::min(f64::NAN, 1.0).is_nan());
        assert!(Scalar::min(1.0, f64::NAN).is_nan());
        assert_eq!(Scalar::min(1.0, 2.0), 1.0);
        assert!(Scalar::sign(f64::NAN).is_nan());
        assert_eq!([-3.0, 0.0, 0.5].map(Scalar::sign), [-1.0, 0.0, 1.0]);
    }
}
