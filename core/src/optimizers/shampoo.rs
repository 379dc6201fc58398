//! Shampoo: gradients divided by the root of the sum of all g gᵀ, so that directions, not coordinates, get rates.
//!
//! Two coordinates are one tensor of order 1, for which the paper's L^(−1/(2k)) is (εI + Σ g gᵀ)^(−1/2), a full 2×2
//! matrix. Source: Gupta, Koren & Singer 2018, arXiv:1802.09568, algorithm 2.

use super::matrix::{Matrix, eigen};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::rate;
use crate::scalar::{Vec2, zip};

pub(super) const SHAMPOO: Entry = Entry {
    id: "shampoo",
    family: Family::SecondOrder,
    year: 2018,
    params: &[rate("lr", "α", 0.1, (1e-4, 1.0)), rate("eps", "ε", 1e-4, (1e-12, 1.0))],
    main: &[],
    tex: r"L \leftarrow L + g g^{\mathsf T},\quad x \leftarrow x - \alpha\, L^{-1/2} g",
    source: "Gupta, Koren & Singer 2018, arXiv:1802.09568",
    defaults_of: "Gupta, Koren & Singer 2018 leave lr and ε open: both are ours",
    build: Build::one(|s| {
        let eps = s.number("eps");
        Box::new(Shampoo { eps, sum: [[eps, 0.0], [0.0, eps]], direction: [0.0; 2] })
    }),
    conflict: no_conflict,
};

struct Shampoo {
    eps: f64,
    sum: Matrix,
    direction: Vec2,
}

impl Rule<f64> for Shampoo {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = oracle.gradient(x);
        for i in [0, 1] {
            self.sum[i] = [self.sum[i][0] + g[i] * g[0], self.sum[i][1] + g[i] * g[1]];
        }
        let mut parts = eigen(self.sum);
        // No eigenvalue is below ε, whatever rounding left of it beside a large one.
        parts.values[1] = crate::scalar::Scalar::max(parts.values[1], self.eps);
        self.direction = parts.inverse_root(g).map(|d| -d);
        zip(x, self.direction, |x, d| x + lr * d)
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![(Quantity::SumOfSquares, [self.sum[0][0], self.sum[1][1]]), (Quantity::SearchDirection, self.direction)]
    }
}
