//! Straight ravines: bowls far steeper along y than along x.
//!
//! Sources: the article (x²/20 + y², after 斋藤康毅, 深度学习入门, 2018); d2l.ai, chapter Momentum (0.1x² + 2y²).
//! Minimum (0, 0), f = 0; condition number 20 for both.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Ravine;

impl Formula for Ravine {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() / 20.0 + y.sq()
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        each(x * 0.05_f64.sqrt());
        each(y);
    }
}

struct D2lRavine;

impl Formula for D2lRavine {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() * 0.1 + y.sq() * 2.0
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        each(x * 0.1_f64.sqrt());
        each(y * 2.0_f64.sqrt());
    }
}

pub(super) const RAVINE: Entry = Entry {
    id: "ravine",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = \tfrac{1}{20} x^2 + y^2",
    plain: "x²/20 + y²",
    params: &[],
    domain: Domain::new(-8.0, 6.0, -7.5, 7.5),
    start: [-7.0, 2.0],
    minima: |_| vec![[0.0, 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.8",
        "momentum,lr:0.8,beta:0.8,convention:ema_zero",
        "rmsprop,lr:0.05,alpha:0.9",
        "adam,lr:0.35,beta2:0.99",
    ],
    source: "Saito 2016, Deep Learning from Scratch, chapter 6",
    build: function!(|_| Ravine),
};

pub(super) const D2L_RAVINE: Entry = Entry {
    id: "d2l_ravine",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = 0.1\, x^2 + 2\, y^2",
    plain: "0.1 x² + 2 y²",
    params: &[],
    domain: Domain::new(-5.5, 1.5, -3.0, 3.0),
    start: [-5.0, -2.0],
    minima: |_| vec![[0.0, 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.4",
        "momentum,lr:0.4,beta:0.8,convention:ema_zero",
        "rmsprop,lr:0.04,alpha:0.9",
        "adam,lr:0.25,beta2:0.99",
    ],
    source: "Zhang et al. 2023, Dive into Deep Learning, chapter 12.6, d2l.ai",
    build: function!(|_| D2lRavine),
};
