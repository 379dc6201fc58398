//! Adan: Adam that also follows how the gradient changes, Nesterov's look-ahead without a second gradient.
//!
//! Optax's form: the betas say how much of the old value is kept; the first difference is 0; all three averages are
//! corrected for starting at zero.
//! Source: Xie et al. 2022, arXiv:2208.06677.

use super::parts::{average, minus, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ADAN: Entry = Entry {
    id: "adan",
    family: Family::Adam,
    year: 2022,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.98, 0.999),
        decay("beta2", "β₂", 0.92, 0.999),
        decay("beta3", "β₃", 0.99, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("eps_root", "", 1e-8, (1e-16, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2", "beta3"],
    tex: r"m \leftarrow \beta_1 m + (1-\beta_1)\, g,\quad v \leftarrow \beta_2 v + (1-\beta_2)(g - g_{t-1}),\quad n \leftarrow \beta_3 n + (1-\beta_3)\bigl(g + (1-\beta_2)(g - g_{t-1})\bigr)^2,\quad x \leftarrow x - \alpha \left(\frac{\hat m + (1-\beta_2)\,\hat v}{\sqrt{\hat n} + \varepsilon} + \lambda x\right)",
    source: "Xie et al. 2022, arXiv:2208.06677",
    defaults_of: "optax.adan; lr of the paper's code",
    build: rule!(|s| Adan::<S>::new(s)),
    conflict: no_conflict,
};

struct Adan<S> {
    betas: [S; 3],
    eps: S,
    eps_root: S,
    weight_decay: S,
    m: Vec2<S>,
    v: Vec2<S>,
    n: Vec2<S>,
    previous: Option<Vec2<S>>,
    /// β₁ᵗ, β₂ᵗ and β₃ᵗ, carried along.
    powers: [S; 3],
}

impl<S: Scalar> Adan<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Adan {
            betas: ["beta1", "beta2", "beta3"].map(|id| s.number(id)),
            eps: s.number("eps"),
            eps_root: s.number("eps_root"),
            weight_decay: s.number("weight_decay"),
            m: zero,
            v: zero,
            n: zero,
            previous: None,
            powers: [S::from(1.0); 3],
        }
    }

    /// The three averages, corrected.
    fn corrected(&self) -> [Vec2<S>; 3] {
        let [c1, c2, c3] = self.powers.map(|power| S::from(1.0) - power);
        [self.m.map(|m| m / c1), self.v.map(|v| v / c2), self.n.map(|n| n / c3)]
    }

    fn denominator(&self, n: Vec2<S>) -> Vec2<S> {
        n.map(|n| (n + self.eps_root).sqrt() + self.eps)
    }
}

impl<S: Scalar> Rule<S> for Adan<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let [b1, b2, b3] = self.betas;
        let fresh = S::from(1.0) - b2;
        self.powers = [self.powers[0] * b1, self.powers[1] * b2, self.powers[2] * b3];
        let change = minus(g, self.previous.unwrap_or(g));
        self.previous = Some(g);
        self.m = average(b1, self.m, g);
        self.v = average(b2, self.v, change);
        self.n = average(b3, self.n, squares(zip(g, change, |g, change| g + fresh * change)));
        let [m, v, n] = self.corrected();
        let ahead = zip(m, v, |m, v| m + fresh * v);
        let u = zip(ahead, self.denominator(n), |m, d| m / d);
        zip(x, u, |x, u| x - lr * (u + self.weight_decay * x))
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let [m, v, n] = self.corrected();
        vec![
            (Quantity::CorrectedVelocity, m),
            (Quantity::GradientChange, v),
            (Quantity::CorrectedMeanSquare, n),
            (Quantity::EffectiveRate, self.denominator(n).map(|d| lr / d)),
        ]
    }
}
