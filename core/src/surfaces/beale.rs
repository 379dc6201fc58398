//! Beale's valley between steep corners.
//!
//! Minimum (3, ½), f = 0. Source: Beale 1958, technical report 25, Princeton; Moré, Garbow & Hillstrom 1981,
//! doi:10.1145/355934.355936 (problem 5).

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Beale;

impl Formula for Beale {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let residual = |a: f64, n: i32| S::from(a) - x + x * y.powi(n);
        residual(1.5, 1).sq() + residual(2.25, 2).sq() + residual(2.625, 3).sq()
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        [1.5, 2.25, 2.625].into_iter().zip(1..).for_each(|(a, n)| each(S::from(a) - x + x * y.powi(n)));
    }
}

pub(super) const BEALE: Entry = Entry {
    id: "beale",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
    plain: "Σ (aᵢ − x + x yⁱ)²",
    params: &[],
    domain: Domain::new(-4.5, 4.5, -4.5, 4.5),
    start: [1.0, 1.5],
    minima: |_| vec![[3.0, 0.5]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.02",
        "momentum,lr:0.03,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.4,beta2:0.99",
    ],
    source: "Beale 1958; problem 5 of Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936",
    build: function!(|_| Beale),
};
