//! Rosenbrock's curved valley: (a − x)² + b(y − x²)².
//!
//! The floor is the parabola y = x², almost flat along it; b is how steep the walls are. With b = 10 it is the
//! opening scene, gentle enough for all four methods to show their character within 200 steps.
//! Minimum (a, a²), f = 0. Source: Rosenbrock 1960, doi:10.1093/comjnl/3.3.175.

use super::{Domain, Entry, SurfaceSettings, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::param::{Range, linear, rate};
use crate::scalar::Scalar;

struct Rosenbrock {
    a: f64,
    b: f64,
}

impl Formula for Rosenbrock {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (S::from(self.a) - x).sq() + (y - x.sq()).sq() * self.b
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        each(S::from(self.a) - x);
        each((y - x.sq()) * self.b.sqrt());
    }
}

fn with(s: &SurfaceSettings) -> Rosenbrock {
    Rosenbrock { a: s.number("a"), b: s.number("b") }
}

pub(super) const CURVED_RAVINE: Entry = Entry {
    id: "curved_ravine",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = (1 - x)^2 + 10\,(y - x^2)^2",
    plain: "(1 − x)² + 10 (y − x²)²",
    params: &[],
    domain: Domain::new(-1.8, 1.8, -0.4, 2.1),
    start: [-1.02, 1.72],
    minima: |_| vec![[1.0, 1.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.013",
        "momentum,lr:0.055,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.12,beta2:0.99",
    ],
    source: "Rosenbrock 1960, doi:10.1093/comjnl/3.3.175, with 10 in place of 100",
    build: function!(|_| Rosenbrock { a: 1.0, b: 10.0 }),
};

pub(super) const ROSENBROCK: Entry = Entry {
    id: "rosenbrock",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = (a - x)^2 + b\,(y - x^2)^2",
    plain: "(a − x)² + b (y − x²)²",
    params: &[linear("a", "a", 1.0, (-1.5, 1.5), Range::FINITE), rate("b", "b", 100.0, (1.0, 1000.0))],
    domain: Domain::new(-2.0, 2.0, -1.0, 3.0),
    start: [-1.2, 1.0],
    minima: |s| {
        let a = s.number("a");
        vec![[a, a * a]]
    },
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.0015",
        "momentum,lr:0.018,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.3,beta2:0.99",
    ],
    source: "Rosenbrock 1960, doi:10.1093/comjnl/3.3.175",
    build: function!(|s| with(s)),
};
