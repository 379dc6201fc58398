//! NovoGrad: Adam with one mean square for all coordinates, and momentum after the division.
//!
//! Optax's form: v starts at |g|², the weight decay is inside the momentum.
//! Source: Ginsburg et al. 2019, arXiv:1905.11286.

use super::parts::dot;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const NOVOGRAD: Entry = Entry {
    id: "novograd",
    family: Family::Adam,
    year: 2019,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.25, 0.9999),
        rate("eps", "ε", 1e-6, (1e-12, 1e-2)),
        rate("eps_root", "", 0.0, (1e-16, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2"],
    tex: r"v \leftarrow \beta_2 v + (1-\beta_2)\, \|g\|^2,\quad m \leftarrow \beta_1 m + \frac{g}{\sqrt{v} + \varepsilon} + \lambda x,\quad x \leftarrow x - \alpha\, m",
    source: "Ginsburg et al. 2019, arXiv:1905.11286",
    defaults_of: "optax.novograd; lr of the paper",
    build: rule!(|s| NovoGrad::<S>::new(s)),
    conflict: no_conflict,
};

struct NovoGrad<S> {
    beta1: S,
    beta2: S,
    eps: S,
    eps_root: S,
    weight_decay: S,
    m: Vec2<S>,
    v: Option<S>,
}

impl<S: Scalar> NovoGrad<S> {
    fn new(s: &Settings) -> Self {
        NovoGrad {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            eps_root: s.number("eps_root"),
            weight_decay: s.number("weight_decay"),
            m: [S::from(0.0); 2],
            v: None,
        }
    }
}

impl<S: Scalar> Rule<S> for NovoGrad<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let square = dot(g, g);
        let v = match self.v {
            None => square,
            Some(v) => self.beta2 * v + (S::from(1.0) - self.beta2) * square,
        };
        self.v = Some(v);
        let denominator = (v + self.eps_root).sqrt() + self.eps;
        let push = zip(g, x, |g, x| g / denominator + self.weight_decay * x);
        self.m = zip(self.m, push, |m, push| self.beta1 * m + push);
        zip(x, self.m, |x, m| x - lr * m)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let mut known = vec![(Quantity::Velocity, self.m)];
        if let Some(v) = self.v {
            let rate = lr / ((v + self.eps_root).sqrt() + self.eps);
            known.extend([(Quantity::MeanSquare, [v; 2]), (Quantity::EffectiveRate, [rate; 2])]);
        }
        known
    }
}
