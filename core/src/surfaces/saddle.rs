//! The plain saddle x² − y²: a minimum along x, a maximum along y.
//!
//! Unbounded below, so it has no minimum: every run that moves off the ridge y = 0 leaves the view. The start lies
//! just beside the ridge. Source: d2l.ai, chapter Optimization and Deep Learning.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Saddle;

impl Formula for Saddle {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() - y.sq()
    }
}

pub(super) const SADDLE: Entry = Entry {
    id: "saddle",
    trouble: Trouble::Saddle,
    tex: r"f(x, y) = x^2 - y^2",
    plain: "x² − y²",
    params: &[],
    domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
    start: [4.0, 0.01],
    minima: |_| Vec::new(),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.015",
        "momentum,lr:0.02,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.015,alpha:0.9",
        "adam,lr:0.015,beta2:0.99",
    ],
    source: "Zhang et al. 2023, Dive into Deep Learning, chapter 12.1, d2l.ai",
    build: function!(|_| Saddle),
};

struct BoundedSaddle;

impl Formula for BoundedSaddle {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() / 2.0 + y.sq().sq() / 4.0 - y.sq() / 2.0
    }
}

/// A saddle that ends somewhere: x²/2 + y⁴/4 − y²/2, with minima (0, ±1), f = −1/4. Made for this course.
pub(super) const BOUNDED_SADDLE: Entry = Entry {
    id: "bounded_saddle",
    trouble: Trouble::Saddle,
    tex: r"f(x, y) = \frac{x^2}{2} + \frac{y^4}{4} - \frac{y^2}{2}",
    plain: "x²/2 + y⁴/4 − y²/2",
    params: &[],
    domain: Domain::new(-2.0, 2.0, -1.6, 1.6),
    start: [1.5, 0.001],
    minima: |_| vec![[0.0, 1.0], [0.0, -1.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.1",
        "momentum,lr:0.3,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.015,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    source: "a saddle between two wells; lessons, scene Saddle",
    build: function!(|_| BoundedSaddle),
};
