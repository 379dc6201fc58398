//! RAdam: Adam that waits until its mean square can be trusted; until then it is momentum alone.
//!
//! Torch's form: with ρ_t ≤ 5 the step is α·m̂ with no denominator, beyond that it is rectified by
//! r = √((ρ_t−4)(ρ_t−2)ρ_∞ / ((ρ_∞−4)(ρ_∞−2)ρ_t)); ε is added to √v before the correction.
//! Source: Liu et al. 2020, arXiv:1908.03265.

use super::parts::{average, scaled, squares, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const RADAM: Entry = Entry {
    id: "radam",
    family: Family::Adam,
    year: 2019,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        flag("decoupled_weight_decay", false),
    ],
    main: &["beta1", "beta2"],
    tex: r"\rho_\infty = \frac{2}{1-\beta_2} - 1,\quad \rho_t = \rho_\infty - \frac{2t\, \beta_2^t}{1-\beta_2^t},\quad r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}},\quad x \leftarrow x - \alpha\, \hat m\, r_t \frac{\sqrt{1-\beta_2^t}}{\sqrt{v} + \varepsilon}",
    source: "Liu et al. 2020, arXiv:1908.03265",
    defaults_of: "torch.optim.RAdam",
    build: rule!(|s| RAdam::<S>::new(s)),
    conflict: no_conflict,
};

/// Steps are rectified only beyond this length of memory, as in torch; optax includes it.
const LONG_ENOUGH: f64 = 5.0;

struct RAdam<S> {
    beta1: S,
    beta2: S,
    eps: S,
    weight_decay: S,
    decoupled: bool,
    m: Vec2<S>,
    v: Vec2<S>,
    /// β₁ᵗ and β₂ᵗ. Made anew at each step: ρ_t is a difference of nearly equal numbers, and shows each rounding.
    powers: [S; 2],
    t: f64,
}

impl<S: Scalar> RAdam<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        RAdam {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            decoupled: s.flag("decoupled_weight_decay"),
            m: zero,
            v: zero,
            powers: [S::from(1.0); 2],
            t: 0.0,
        }
    }

    /// 1 − β₁ᵗ and 1 − β₂ᵗ.
    fn corrections(&self) -> [S; 2] {
        self.powers.map(|power| S::from(1.0) - power)
    }

    /// What m̂ is multiplied with, but for the learning rate.
    fn factor(&self) -> Vec2<S> {
        let one = S::from(1.0);
        let correction = self.corrections()[1];
        let limit = S::from(2.0) / (one - self.beta2) - 1.0;
        let rho = limit - self.powers[1] * (2.0 * self.t) / correction;
        let rectifier = ((rho - 4.0) * (rho - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * rho)).sqrt();
        let trusted = rho - LONG_ENOUGH;
        self.v.map(|v| trusted.select_positive(correction.sqrt() / (v.sqrt() + self.eps) * rectifier, one))
    }
}

impl<S: Scalar> Rule<S> for RAdam<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let (g, x) = if self.decoupled {
            (g, scaled(x, S::from(1.0) - lr * self.weight_decay))
        } else {
            (with_decay(g, x, self.weight_decay), x)
        };
        self.t += 1.0;
        self.powers = [self.beta1.powf(self.t), self.beta2.powf(self.t)];
        self.m = average(self.beta1, self.m, g);
        self.v = average(self.beta2, self.v, squares(g));
        let correction = self.corrections()[0];
        let step = zip(self.m, self.factor(), |m, factor| m / correction * lr * factor);
        zip(x, step, |x, step| x - step)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let [c1, c2] = self.corrections();
        vec![
            (Quantity::CorrectedVelocity, self.m.map(|m| m / c1)),
            (Quantity::CorrectedMeanSquare, self.v.map(|v| v / c2)),
            (Quantity::EffectiveRate, scaled(self.factor(), lr)),
        ]
    }
    fn set_momentum(&mut self, momentum: S) -> bool {
        self.beta1 = momentum;
        true
    }
}
