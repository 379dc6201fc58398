//! A curved valley that is flatter in some places than in others: (xy − 1)²/2.
//!
//! All of the hyperbola xy = 1 is its floor; the curvature across it is x² + y². With a rate too large for the place
//! where it starts gradient descent does not diverge: it is thrown to a place flat enough for it.
//! Source: Lewkowycz et al. 2020, arXiv:2003.02218 (the model of one weight a layer).

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::FRAC_1_SQRT_2;

struct Catapult;

impl Formula for Catapult {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x * y - 1.0).sq() / 2.0
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        each((x * y - 1.0) * FRAC_1_SQRT_2);
    }
}

pub(super) const CATAPULT: Entry = Entry {
    id: "catapult",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = \tfrac12 (xy - 1)^2",
    plain: "(xy − 1)²/2",
    params: &[],
    domain: Domain::new(-3.0, 5.0, -2.5, 3.5),
    start: [4.0, 0.5],
    minima: |_| Vec::new(),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.2",
        "momentum,lr:0.2,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.05,beta2:0.99",
    ],
    source: "Lewkowycz et al. 2020, The large learning rate phase of deep learning, arXiv:2003.02218",
    build: function!(|_| Catapult),
};
