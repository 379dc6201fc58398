//! AdEMAMix: Adam with a second, much slower momentum beside the first.
//!
//! Optax's form: the slow average is not corrected for starting at zero, and neither β₃ nor the weight of the slow
//! average is warmed up.
//! Source: Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137.

use super::parts::{average, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, decay, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ADEMAMIX: Entry = Entry {
    id: "ademamix",
    family: Family::Adam,
    year: 2024,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        decay("beta3", "β₃", 0.9999, 0.99999),
        linear("alpha", "κ", 5.0, (0.0, 10.0), Range::FINITE),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("eps_root", "", 0.0, (1e-16, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta3", "alpha"],
    tex: r"m_1 \leftarrow \beta_1 m_1 + (1-\beta_1)\, g,\quad m_2 \leftarrow \beta_3 m_2 + (1-\beta_3)\, g,\quad x \leftarrow x - \alpha \left(\frac{m_1/(1-\beta_1^t) + \kappa\, m_2}{\sqrt{v/(1-\beta_2^t)} + \varepsilon} + \lambda x\right)",
    source: "Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137",
    defaults_of: "optax.contrib.ademamix; lr of torch.optim.AdamW",
    build: rule!(|s| AdEmaMix::<S>::new(s)),
    conflict: no_conflict,
};

struct AdEmaMix<S> {
    beta1: S,
    beta2: S,
    beta3: S,
    alpha: S,
    eps: S,
    eps_root: S,
    weight_decay: S,
    fast: Vec2<S>,
    slow: Vec2<S>,
    v: Vec2<S>,
    /// β₁ᵗ and β₂ᵗ, carried along.
    powers: [S; 2],
}

impl<S: Scalar> AdEmaMix<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        AdEmaMix {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            beta3: s.number("beta3"),
            alpha: s.number("alpha"),
            eps: s.number("eps"),
            eps_root: s.number("eps_root"),
            weight_decay: s.number("weight_decay"),
            fast: zero,
            slow: zero,
            v: zero,
            powers: [S::from(1.0); 2],
        }
    }

    /// The fast average and the mean square, corrected.
    fn corrected(&self) -> [Vec2<S>; 2] {
        let [c1, c2] = self.powers.map(|power| S::from(1.0) - power);
        [self.fast.map(|m| m / c1), self.v.map(|v| v / c2)]
    }

    fn denominator(&self, v: Vec2<S>) -> Vec2<S> {
        v.map(|v| (v + self.eps_root).sqrt() + self.eps)
    }
}

impl<S: Scalar> Rule<S> for AdEmaMix<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        self.powers = [self.powers[0] * self.beta1, self.powers[1] * self.beta2];
        self.fast = average(self.beta1, self.fast, g);
        self.slow = average(self.beta3, self.slow, g);
        self.v = average(self.beta2, self.v, squares(g));
        let [fast, v] = self.corrected();
        let mixed = zip(fast, self.slow, |fast, slow| fast + self.alpha * slow);
        let u = zip(mixed, self.denominator(v), |m, d| m / d);
        zip(x, u, |x, u| x - lr * (u + self.weight_decay * x))
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let [fast, v] = self.corrected();
        vec![
            (Quantity::CorrectedVelocity, fast),
            (Quantity::SlowVelocity, self.slow),
            (Quantity::CorrectedMeanSquare, v),
            (Quantity::EffectiveRate, self.denominator(v).map(|d| lr / d)),
        ]
    }
}
