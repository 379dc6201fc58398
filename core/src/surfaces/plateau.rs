//! A hole in a plain: 1 − exp(−(x² + y²)/2). Four units from the centre the slope is 0.0013.
//!
//! Minimum (0, 0), f = 0. A Gaussian well, made for this course.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Plateau;

impl Formula for Plateau {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        S::from(1.0) - (-(x.sq() + y.sq()) / 2.0).exp()
    }
}

pub(super) const PLATEAU: Entry = Entry {
    id: "plateau",
    trouble: Trouble::Plateau,
    tex: r"f(x, y) = 1 - e^{-(x^2 + y^2)/2}",
    plain: "1 − exp(−(x² + y²)/2)",
    params: &[],
    domain: Domain::new(-5.5, 5.5, -5.5, 5.5),
    start: [3.2, 2.4],
    minima: |_| vec![[0.0, 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:1",
        "momentum,lr:10,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.05,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    source: "a Gaussian well; lessons, scene Plateau",
    build: function!(|_| Plateau),
};

/// The same hole seen from farther away: five units from the centre the slope is 0.00002.
pub(super) const FAR_PLATEAU: Entry = Entry {
    id: "far_plateau",

    start: [4.0, 3.0],
    runs: &[
        "sgd,lr:1",
        "momentum,lr:10,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.05,alpha:0.9",
        "adam,lr:0.2,beta2:0.99",
    ],
    source: "a Gaussian well; lessons, scene Plateau from farther away",
    ..PLATEAU
};
