//! Walls that get steeper and steeper: (x⁴ + y⁴)/4.
//!
//! The slope is x³: a rate that is right near the bottom overflows from far up. Minimum (0, 0), f = 0, with no
//! curvature at all there. Made for this course.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Quartic;

impl Formula for Quartic {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.sq().sq() + y.sq().sq()) / 4.0
    }
}

pub(super) const QUARTIC: Entry = Entry {
    id: "quartic",
    trouble: Trouble::Plateau,
    tex: r"f(x, y) = \frac{x^4 + y^4}{4}",
    plain: "(x⁴ + y⁴)/4",
    params: &[],
    domain: Domain::new(-6.0, 6.0, -6.0, 6.0),
    start: [5.0, 4.0],
    minima: |_| vec![[0.0, 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.05",
        "momentum,lr:0.05,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.1,alpha:0.9",
        "adam,lr:0.3,beta2:0.99",
    ],
    source: "a quartic bowl; lessons, scene Schedules",
    build: function!(|_| Quartic),
};
