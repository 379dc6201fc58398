//! Himmelblau's four valleys of equal depth: (x² + y − 11)² + (x + y² − 7)².
//!
//! Four minima, all f = 0; one is (3, 2), the others have no short form and are given to the last digit of a float.
//! Source: Himmelblau 1972, Applied Nonlinear Programming, McGraw-Hill.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Himmelblau;

impl Formula for Himmelblau {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.sq() + y - 11.0).sq() + (x + y.sq() - 7.0).sq()
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        each(x.sq() + y - 11.0);
        each(x + y.sq() - 7.0);
    }
}

pub(super) const HIMMELBLAU: Entry = Entry {
    id: "himmelblau",
    trouble: Trouble::LocalMinima,
    tex: r"f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    plain: "(x² + y − 11)² + (x + y² − 7)²",
    params: &[],
    domain: Domain::new(-6.0, 6.0, -6.0, 6.0),
    start: [0.0, 0.0],
    minima: |_| {
        vec![
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.28318599128617],
            [3.584428340330492, -1.848126526964404],
        ]
    },
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.01",
        "momentum,lr:0.05,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.25,beta2:0.99",
    ],
    source: "Himmelblau 1972, Applied Nonlinear Programming",
    build: function!(|_| Himmelblau),
};
