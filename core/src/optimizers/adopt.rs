//! ADOPT: Adam that divides by the mean square of the step before, so that any β₂ converges.
//!
//! Optax's form: the first step only sets v = g²; later ones divide by max(√v, ε), cut the quotient to ±t^¼ (t from
//! 0) unless that is switched off, and average it.
//! Source: Taniguchi et al. 2024, arXiv:2411.02853.

use super::parts::{average, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ADOPT: Entry = Entry {
    id: "adopt",
    family: Family::Adam,
    year: 2024,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.9999, 0.99999),
        rate("eps", "ε", 1e-6, (1e-12, 1e-2)),
        flag("nesterov", false),
        flag("use_clipping", true),
    ],
    main: &["beta1", "beta2"],
    tex: r"m \leftarrow \beta_1 m + (1-\beta_1)\, \mathrm{clip}\left(\frac{g}{\max(\sqrt{v},\, \varepsilon)},\, \pm t^{1/4}\right),\quad v \leftarrow \beta_2 v + (1-\beta_2)\, g^2,\quad x \leftarrow x - \alpha\, m",
    source: "Taniguchi et al. 2024, arXiv:2411.02853",
    defaults_of: "optax.contrib.adopt; lr of the paper's code",
    build: rule!(|s| Adopt::<S>::new(s)),
    conflict: no_conflict,
};

struct Adopt<S> {
    beta1: S,
    beta2: S,
    eps: S,
    nesterov: bool,
    clipped: bool,
    m: Vec2<S>,
    v: Vec2<S>,
    /// v as the last step used it: that of the step before.
    old: Vec2<S>,
    t: f64,
}

impl<S: Scalar> Adopt<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Adopt {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            nesterov: s.flag("nesterov"),
            clipped: s.flag("use_clipping"),
            m: zero,
            v: zero,
            old: zero,
            t: 0.0,
        }
    }

    fn denominator(&self) -> Vec2<S> {
        self.old.map(|v| v.sqrt().max(self.eps))
    }
}

impl<S: Scalar> Rule<S> for Adopt<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let first = self.t == 0.0;
        let beta1 = if first { S::from(1.0) } else { self.beta1 };
        let beta2 = if first { S::from(0.0) } else { self.beta2 };
        self.old = self.v;
        let mut u = zip(g, self.denominator(), |g, d| g / d);
        if self.clipped {
            let limit = S::from(self.t.sqrt().sqrt());
            u = u.map(|u| u.max(-limit).min(limit));
        }
        self.v = average(beta2, self.v, squares(g));
        self.m = average(beta1, self.m, u);
        self.t += 1.0;
        let direction = if self.nesterov { average(beta1, self.m, u) } else { self.m };
        zip(x, direction, |x, d| x - lr * d)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let mut known = vec![(Quantity::Velocity, self.m), (Quantity::MeanSquare, self.old)];
        // The first step has nothing to divide by, and goes nowhere.
        if self.t > 1.0 {
            known.push((Quantity::EffectiveRate, self.denominator().map(|d| lr / d)));
        }
        known
    }
}
