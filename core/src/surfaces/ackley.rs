//! Ackley's funnel: a field of dimples with one deep point in the middle.
//!
//! At the global minimum (0, 0) the surface is a cone's tip, without a gradient; 0 is used there, a subgradient.
//! The local minima near whole numbers are found by Newton's method from them. Source: Ackley 1987,
//! A Connectionist Machine for Genetic Hillclimbing, doi:10.1007/978-1-4613-1997-9.

use super::{Domain, Entry, TOLERANCE, Trouble, lowest_first};
use crate::objective::{Formula, Objective};
use crate::scalar::{Scalar, Vec2};
use std::f64::consts::{E, PI};

struct Ackley;

impl Formula for Ackley {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let funnel = (((x.sq() + y.sq()) / 2.0).sqrt() * -0.2).exp() * -20.0;
        let dimples = (((x * (2.0 * PI)).cos() + (y * (2.0 * PI)).cos()) / 2.0).exp();
        funnel - dimples + E + 20.0
    }
}

/// The local minimum that Newton's method finds from a point, if it is one and lies close by.
fn dimple_near(from: Vec2) -> Option<Vec2> {
    let mut p = from;
    for _ in 0..30 {
        let ([gx, gy], [[a, b], [_, d]]) = (Ackley.gradient(p), Ackley.hessian(p));
        let det = a * d - b * b;
        if !(det > 0.0 && a > 0.0) {
            return None;
        }
        p = [p[0] - (d * gx - b * gy) / det, p[1] - (a * gy - b * gx) / det];
    }
    let near = (p[0] - from[0]).abs().max((p[1] - from[1]).abs()) < 0.3;
    near.then_some(p)
}

fn minima() -> Vec<Vec2> {
    let grid = (-5..=5).flat_map(|i| (-5..=5).map(move |j| [f64::from(i), f64::from(j)]));
    let mut all: Vec<Vec2> = grid.filter(|p| *p != [0.0, 0.0]).filter_map(|[i, j]| dimple_near([i, j])).collect();
    all.retain(|p| p[0].abs() <= 5.0 && p[1].abs() <= 5.0);
    all.push([0.0, 0.0]);
    lowest_first(&Ackley, all)
}

pub(super) const ACKLEY: Entry = Entry {
    id: "ackley",
    trouble: Trouble::LocalMinima,
    tex: r"f(x, y) = -20 e^{-0.2\sqrt{(x^2+y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20",
    plain: "−20 e^(−0.2 √½(x²+y²)) − e^(½(cos 2πx + cos 2πy)) + e + 20",
    params: &[],
    domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
    start: [4.0, -4.0],
    minima: |_| minima(),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.01",
        "momentum,lr:0.5,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.3,alpha:0.9",
        "adam,lr:0.4,beta2:0.99",
    ],
    source: "Ackley 1987, doi:10.1007/978-1-4613-1997-9",
    build: function!(|_| Ackley),
};
