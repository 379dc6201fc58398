//! Sophia: momentum divided by the curvature of each coordinate, the quotient clipped to 1.
//!
//! Algorithm 3 of the paper with the exact diagonal of the Hessian in place of an estimate, asked for every `k` steps,
//! the first one included. Where the curvature is not positive ε stands for it: the quotient is clipped, and the
//! coordinate moves by α. Source: Liu et al. 2023, arXiv:2305.14342.

use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::{Range, decay, linear, rate};
use crate::scalar::{Vec2, zip};

pub(super) const SOPHIA: Entry = Entry {
    id: "sophia",
    family: Family::SecondOrder,
    year: 2023,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.96, 0.999),
        decay("beta2", "β₂", 0.99, 0.9999),
        rate("gamma", "γ", 0.01, (1e-3, 10.0)),
        linear("k", "k", 10.0, (1.0, 101.0), Range::counts_from(1.0)),
        rate("eps", "ε", 1e-12, (1e-15, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["gamma", "k"],
    tex: r"m \leftarrow \beta_1 m + (1-\beta_1)\, g,\quad h \leftarrow \beta_2 h + (1-\beta_2)\, \operatorname{diag} H,\quad x \leftarrow x - \alpha\, \operatorname{clip}\left(\frac{m}{\max(\gamma h, \varepsilon)}, 1\right)",
    source: "Liu et al. 2023, arXiv:2305.14342",
    defaults_of: "Liu et al. 2023 (Sophia-H), without weight decay; lr is ours",
    build: Build::one(|s| {
        Box::new(Sophia {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            gamma: s.number("gamma"),
            every: s.number::<f64>("k") as u64,
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            steps: 0,
            m: [0.0; 2],
            h: [0.0; 2],
        })
    }),
    conflict: no_conflict,
};

struct Sophia {
    beta1: f64,
    beta2: f64,
    gamma: f64,
    every: u64,
    eps: f64,
    weight_decay: f64,
    steps: u64,
    m: Vec2,
    h: Vec2,
}

impl Rule<f64> for Sophia {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = oracle.gradient(x);
        self.m = zip(self.m, g, |m, g| self.beta1 * m + (1.0 - self.beta1) * g);
        if self.steps.is_multiple_of(self.every) {
            let [[xx, _], [_, yy]] = oracle.hessian(x);
            self.h = zip(self.h, [xx, yy], |h, new| self.beta2 * h + (1.0 - self.beta2) * new);
        }
        self.steps += 1;
        let x = x.map(|x| x - lr * self.weight_decay * x);
        let quotient = zip(self.m, self.h, |m, h| {
            let curvature = crate::scalar::Scalar::max(self.gamma * h, self.eps);
            super::matrix::quotient(m, curvature).clamp(-1.0, 1.0)
        });
        zip(x, quotient, |x, q| x - lr * q)
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![(Quantity::Velocity, self.m), (Quantity::HessianDiagonal, self.h)]
    }
}
