//! Styblinski and Tang's four wells of different depth.
//!
//! Separable: each coordinate has minima where 4t³ − 32t + 5 = 0 with 12t² > 32, at t ≈ −2.9035 (deep) and 2.7468.
//! Source: Styblinski & Tang 1990, doi:10.1016/0893-6080(90)90029-K.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct StyblinskiTang;

impl Formula for StyblinskiTang {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let well = |t: S| t.powi(4) - t.sq() * 16.0 + t * 5.0;
        (well(x) + well(y)) / 2.0
    }
}

/// The deeper and the shallower root of 4t³ − 32t + 5, to the last digit of a float.
const DEEP: f64 = -2.903534027771177;
const SHALLOW: f64 = 2.7468027709908374;

pub(super) const STYBLINSKI_TANG: Entry = Entry {
    id: "styblinski_tang",
    trouble: Trouble::LocalMinima,
    tex: r"f(x, y) = \tfrac12 \left( x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y \right)",
    plain: "½ Σ (t⁴ − 16 t² + 5 t)",
    params: &[],
    domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
    start: [1.0, 1.0],
    minima: |_| vec![[DEEP, DEEP], [SHALLOW, DEEP], [DEEP, SHALLOW], [SHALLOW, SHALLOW]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.02",
        "momentum,lr:0.05,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.05,alpha:0.9",
        "adam,lr:0.3,beta2:0.99",
    ],
    source: "Styblinski & Tang 1990, doi:10.1016/0893-6080(90)90029-K",
    build: function!(|_| StyblinskiTang),
};
