//! Rastrigin's egg box on a bowl: 20 + x² − 10 cos 2πx + y² − 10 cos 2πy.
//!
//! A local minimum near every pair of whole numbers; per coordinate they solve t + 10π sin 2πt = 0.
//! Source: Rastrigin 1974, Systems of Extremal Control; in this form Mühlenbein et al. 1991.

use super::{Domain, Entry, TOLERANCE, Trouble, lowest_first};
use crate::objective::Formula;
use crate::scalar::{Scalar, Vec2};
use std::f64::consts::PI;

struct Rastrigin;

impl Formula for Rastrigin {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let well = |t: S| t.sq() - (t * (2.0 * PI)).cos() * 10.0;
        well(x) + well(y) + 20.0
    }
}

/// The local minimum of t² − 10 cos 2πt nearest to a whole number, by Newton's method.
fn well_near(whole: i32) -> f64 {
    let mut t = f64::from(whole);
    for _ in 0..20 {
        let slope = 2.0 * t + 20.0 * PI * libm::sin(2.0 * PI * t);
        let curvature = 2.0 + 40.0 * PI * PI * libm::cos(2.0 * PI * t);
        t -= slope / curvature;
    }
    t
}

fn minima() -> Vec<Vec2> {
    let wells: Vec<f64> = (-5..=5).map(well_near).collect();
    let all: Vec<Vec2> = wells.iter().flat_map(|&x| wells.iter().map(move |&y| [x, y])).collect();
    lowest_first(&Rastrigin, all)
}

pub(super) const RASTRIGIN: Entry = Entry {
    id: "rastrigin",
    trouble: Trouble::LocalMinima,
    tex: r"f(x, y) = 20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y",
    plain: "20 + Σ (t² − 10 cos 2πt)",
    params: &[],
    domain: Domain::new(-5.12, 5.12, -5.12, 5.12),
    start: [4.5, 4.5],
    minima: |_| minima(),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.002",
        "momentum,lr:0.03,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.003,alpha:0.9",
        "adam,lr:0.5,beta2:0.99",
    ],
    source: "Rastrigin 1974; Mühlenbein, Schomisch & Born 1991, doi:10.1016/S0167-8191(05)80052-3",
    build: function!(|_| Rastrigin),
};
