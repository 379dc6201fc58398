//! Adamax: Adam with the largest recent gradient in place of the root of the mean square.
//!
//! ε stands inside the maximum, as in torch.
//! Source: Kingma & Ba 2015, arXiv:1412.6980, section 7.1.

use super::parts::{average, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ADAMAX: Entry = Entry {
    id: "adamax",
    family: Family::Adam,
    year: 2014,
    params: &[
        rate("lr", "α", 0.002, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2"],
    tex: r"m \leftarrow \beta_1 m + (1-\beta_1)\, g,\quad u \leftarrow \max(\beta_2 u,\, |g| + \varepsilon),\quad x \leftarrow x - \frac{\alpha}{1-\beta_1^t}\, \frac{m}{u}",
    source: "Kingma & Ba 2015, arXiv:1412.6980, section 7.1",
    defaults_of: "torch.optim.Adamax",
    build: rule!(|s| Adamax::<S>::new(s)),
    conflict: no_conflict,
};

struct Adamax<S> {
    beta1: S,
    beta2: S,
    eps: S,
    weight_decay: S,
    m: Vec2<S>,
    u: Vec2<S>,
    /// β₁ᵗ, carried along.
    power: S,
    steps: i32,
}

impl<S: Scalar> Adamax<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Adamax {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            m: zero,
            u: zero,
            power: S::from(1.0),
            steps: 0,
        }
    }

    fn correction(&self) -> S {
        S::from(1.0) - self.power
    }
}

impl<S: Scalar> Rule<S> for Adamax<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        self.power = self.power * self.beta1;
        self.steps += 1;
        self.m = average(self.beta1, self.m, g);
        self.u = zip(self.u, g, |u, g| (self.beta2 * u).max(g.abs() + self.eps));
        let rate = lr / self.correction();
        let ratio = zip(self.m, self.u, |m, u| m / u);
        zip(x, ratio, |x, r| x - rate * r)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let correction = self.correction();
        vec![
            (Quantity::CorrectedVelocity, self.m.map(|m| m / correction)),
            (Quantity::LargestGradient, self.u),
            (Quantity::EffectiveRate, self.u.map(|u| lr / u)),
        ]
    }
    fn set_momentum(&mut self, momentum: S) -> bool {
        self.beta1 = momentum;
        // Torch corrects by the present β₁ to the power t, whatever it was before.
        self.power = momentum.powi(self.steps);
        true
    }
}
