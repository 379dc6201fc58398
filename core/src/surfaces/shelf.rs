//! A valley with a level shelf halfway down: x²/2 + y⁴/4 + y³/3.
//!
//! At y = 0 the slope along y is y²(y + 1) = 0, although the ground goes on down behind it: gradient descent creeps up
//! to the shelf and never passes it, momentum rolls over. Minimum (0, −1), f = −1/12. Made for this course.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Shelf;

impl Formula for Shelf {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() / 2.0 + y.sq().sq() / 4.0 + y.sq() * y / 3.0
    }
}

pub(super) const SHELF: Entry = Entry {
    id: "shelf",
    trouble: Trouble::Plateau,
    tex: r"f(x, y) = \frac{x^2}{2} + \frac{y^4}{4} + \frac{y^3}{3}",
    plain: "x²/2 + y⁴/4 + y³/3",
    params: &[],
    domain: Domain::new(-1.5, 1.5, -1.6, 1.3),
    start: [1.0, 1.0],
    minima: |_| vec![[0.0, -1.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.1",
        "momentum,lr:0.5,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    source: "a horizontal point of inflection; lessons, scene Shelf",
    build: function!(|_| Shelf),
};
