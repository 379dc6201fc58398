//! Dual numbers: exact derivatives by carrying them along.
//!
//! `Dual<S>` holds a value and its two partial derivatives. Nesting, `Dual<Dual<f64>>`, gives the Hessian. No step
//! size, no rounding beyond that of the formula itself.

use super::scalar::Scalar;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A value with its partial derivatives by x and by y.
#[derive(Clone, Copy, Debug)]
pub struct Dual<S> {
    /// The value.
    pub re: S,
    /// The derivatives by x and y.
    pub eps: [S; 2],
}

impl<S: Scalar> Dual<S> {
    /// The variable with this value, number 0 (x) or 1 (y).
    pub fn variable(re: S, number: usize) -> Self {
        let mut eps = [S::from(0.0); 2];
        eps[number] = S::from(1.0);
        Dual { re, eps }
    }

    /// `re` with the derivatives of the argument multiplied by `slope` (the chain rule).
    fn chain(self, re: S, slope: S) -> Self {
        Dual { re, eps: self.eps.map(|e| e * slope) }
    }
}

impl<S: Scalar> From<f64> for Dual<S> {
    fn from(value: f64) -> Self {
        Dual { re: S::from(value), eps: [S::from(0.0); 2] }
    }
}

impl<S: Scalar> Neg for Dual<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Dual { re: -self.re, eps: self.eps.map(|e| -e) }
    }
}

impl<S: Scalar> Add for Dual<S> {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Dual { re: self.re + o.re, eps: [self.eps[0] + o.eps[0], self.eps[1] + o.eps[1]] }
    }
}

impl<S: Scalar> Sub for Dual<S> {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Dual { re: self.re - o.re, eps: [self.eps[0] - o.eps[0], self.eps[1] - o.eps[1]] }
    }
}

impl<S: Scalar> Mul for Dual<S> {
    type Output = Self;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "the product rule adds")]
    fn mul(self, o: Self) -> Self {
        let product = |i: usize| self.eps[i] * o.re + self.re * o.eps[i];
        Dual { re: self.re * o.re, eps: [product(0), product(1)] }
    }
}

impl<S: Scalar> Div for Dual<S> {
    type Output = Self;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "the quotient rule multiplies and subtracts")]
    fn div(self, o: Self) -> Self {
        let re = self.re / o.re;
        let quotient = |i: usize| (self.eps[i] - re * o.eps[i]) / o.re;
        Dual { re, eps: [quotient(0), quotient(1)] }
    }
}

impl<S: Scalar> Add<f64> for Dual<S> {
    type Output = Self;
    fn add(self, o: f64) -> Self {
        Dual { re: self.re + o, ..self }
    }
}

impl<S: Scalar> Sub<f64> for Dual<S> {
    type Output = Self;
    fn sub(self, o: f64) -> Self {
        Dual { re: self.re - o, ..self }
    }
}

impl<S: Scalar> Mul<f64> for Dual<S> {
    type Output = Self;
    fn mul(self, o: f64) -> Self {
        Dual { re: self.re * o, eps: self.eps.map(|e| e * o) }
    }
}

impl<S: Scalar> Div<f64> for Dual<S> {
    type Output = Self;
    fn div(self, o: f64) -> Self {
        Dual { re: self.re / o, eps: self.eps.map(|e| e / o) }
    }
}

impl<S: Scalar> AddAssign for Dual<S> {
    fn add_assign(&mut self, o: Self) {
        *self = *self + o;
    }
}

impl<S: Scalar> SubAssign for Dual<S> {
    fn sub_assign(&mut self, o: Self) {
        *self = *self - o;
    }
}

impl<S: Scalar> Scalar for Dual<S> {
    fn value(self) -> f64 {
        self.re.value()
    }
    fn sqrt(self) -> Self {
        let root = self.re.sqrt();
        // At 0 the slope is infinite; there 0 is taken, a subgradient of √(x² + y²), where 0/0 would say NaN.
        self.chain(root, root.select_positive(S::from(0.5) / root, S::from(0.0)))
    }
    fn exp(self) -> Self {
        let value = self.re.exp();
        self.chain(value, value)
    }
    fn ln(self) -> Self {
        self.chain(self.re.ln(), S::from(1.0) / self.re)
    }
    fn sin(self) -> Self {
        let (sin, cos) = self.re.sin_cos();
        self.chain(sin, cos)
    }
    fn cos(self) -> Self {
        let (sin, cos) = self.re.sin_cos();
        self.chain(cos, -sin)
    }
    fn tan(self) -> Self {
        let value = self.re.tan();
        self.chain(value, value.sq() + 1.0)
    }
    fn asin(self) -> Self {
        self.chain(self.re.asin(), S::from(1.0) / (S::from(1.0) - self.re.sq()).sqrt())
    }
    fn acos(self) -> Self {
        self.chain(self.re.acos(), S::from(-1.0) / (S::from(1.0) - self.re.sq()).sqrt())
    }
    fn atan(self) -> Self {
        self.chain(self.re.atan(), S::from(1.0) / (self.re.sq() + 1.0))
    }
    fn sinh(self) -> Self {
        self.chain(self.re.sinh(), self.re.cosh())
    }
    fn cosh(self) -> Self {
        self.chain(self.re.cosh(), self.re.sinh())
    }
    fn tanh(self) -> Self {
        let value = self.re.tanh();
        self.chain(value, S::from(1.0) - value.sq())
    }
    fn log10(self) -> Self {
        self.chain(self.re.log10(), S::from(std::f64::consts::LOG10_E) / self.re)
    }
    fn sign(self) -> Self {
        Dual { re: self.re.sign(), eps: [S::from(0.0); 2] }
    }
    fn abs(self) -> Self {
        let one = S::from(1.0);
        let negative_or_zero = (-self.re).select_positive(-one, S::from(0.0));
        self.chain(self.re.abs(), self.re.select_positive(one, negative_or_zero))
    }
    fn max(self, other: Self) -> Self {
        let difference = self.re - other.re;
        let pick = |a: S, b: S| difference.select_positive(a, b);
        Dual { re: self.re.max(other.re), eps: [pick(self.eps[0], other.eps[0]), pick(self.eps[1], other.eps[1])] }
    }
    fn min(self, other: Self) -> Self {
        let difference = other.re - self.re;
        let pick = |a: S, b: S| difference.select_positive(a, b);
        Dual { re: self.re.min(other.re), eps: [pick(self.eps[0], other.eps[0]), pick(self.eps[1], other.eps[1])] }
    }
    fn powf(self, exponent: f64) -> Self {
        let slope = self.re.powf(exponent - 1.0) * exponent;
        // The infinite slope at base 0 would turn the inner 0 of (x² + y²)^0.3 into NaN.
        let slope = if exponent < 1.0 { self.re.abs().select_positive(slope, S::from(0.0)) } else { slope };
        self.chain(self.re.powf(exponent), slope)
    }
    fn pow(self, exponent: Self) -> Self {
        let (base, power, zero) = (self.re, exponent.re, S::from(0.0));
        let value = base.pow(power);
        let by_base = power * base.pow(power - 1.0);
        let steep = (S::from(1.0) - power).select_positive(zero, by_base);
        let by_base = base.abs().select_positive(by_base, steep);
        let by_exponent = base.abs().select_positive(value * base.ln(), zero);
        let slope = |i: usize| self.eps[i] * by_base + exponent.eps[i] * by_exponent;
        Dual { re: value, eps: [slope(0), slope(1)] }
    }
    fn select_positive(self, a: Self, b: Self) -> Self {
        let pick = |p: S, q: S| self.re.select_positive(p, q);
        Dual { re: pick(a.re, b.re), eps: [pick(a.eps[0], b.eps[0]), pick(a.eps[1], b.eps[1])] }
    }
    // The derivative of a power is written out: n·xⁿ⁻¹ costs less than differentiating each product.
    fn powi(self, n: i32) -> Self {
        match n {
            0 => Self::from(1.0),
            _ => self.chain(self.re.powi(n), self.re.powi(n - 1) * f64::from(n)),
        }
    }
}
