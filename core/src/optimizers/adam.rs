//! Adam: momentum and RMSProp together, both averages corrected for starting at zero. AdamW: decay kept apart.
//!
//! Torch's forms: ε after the root of the corrected mean square; AMSGrad's maximum is taken before the correction.
//! Sources: Kingma & Ba 2015, arXiv:1412.6980; Loshchilov & Hutter 2019, arXiv:1711.05101 (AdamW);
//! Reddi, Kale & Kumar 2018, arXiv:1904.09237 (AMSGrad).

use super::parts::with_decay;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{ParamSpec, decay, flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

const fn params(weight_decay: f64) -> [ParamSpec; 7] {
    [
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", weight_decay, (1e-4, 1.0)),
        flag("amsgrad", false),
        flag("bias_correction", true),
    ]
}

pub(super) const ADAM: Entry = Entry {
    id: "adam",
    family: Family::Adam,
    year: 2014,
    params: &params(0.0),
    main: &["beta1", "beta2"],
    tex: r"m \leftarrow \beta_1 m + (1-\beta_1)\, g,\quad v \leftarrow \beta_2 v + (1-\beta_2)\, g^2,\quad x \leftarrow x - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}",
    source: "Kingma & Ba 2015, arXiv:1412.6980",
    defaults_of: "torch.optim.Adam",
    build: rule!(|s| Adam::<S>::new(s, false)),
    conflict: no_conflict,
};

pub(super) const ADAMW: Entry = Entry {
    id: "adamw",
    family: Family::Adam,
    year: 2017,
    params: &params(0.01),
    main: &["beta1", "beta2", "weight_decay"],
    tex: r"x \leftarrow (1-\alpha\lambda)\, x,\quad x \leftarrow x - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}",
    source: "Loshchilov & Hutter 2019, arXiv:1711.05101",
    defaults_of: "torch.optim.AdamW",
    build: rule!(|s| Adam::<S>::new(s, true)),
    conflict: no_conflict,
};

struct Adam<S> {
    beta1: S,
    beta2: S,
    eps: S,
    weight_decay: S,
    decoupled: bool,
    amsgrad: bool,
    bias_correction: bool,
    m: Vec2<S>,
    v: Vec2<S>,
    v_max: Vec2<S>,
    /// β₁ᵗ and β₂ᵗ, carried along: a power anew at each step would cost more the longer the run.
    powers: [S; 2],
    steps: i32,
}

impl<S: Scalar> Adam<S> {
    fn new(s: &Settings, decoupled: bool) -> Self {
        let zero = [S::from(0.0); 2];
        Adam {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            decoupled,
            amsgrad: s.flag("amsgrad"),
            bias_correction: s.flag("bias_correction"),
            m: zero,
            v: zero,
            v_max: zero,
            powers: [S::from(1.0); 2],
            steps: 0,
        }
    }

    /// 1 − β₁ᵗ and 1 − β₂ᵗ, or 1 when the correction is switched off.
    fn corrections(&self) -> [S; 2] {
        let one = S::from(1.0);
        if self.bias_correction { self.powers.map(|power| one - power) } else { [one; 2] }
    }

    fn denominator(&self) -> Vec2<S> {
        let root = self.corrections()[1].sqrt();
        let v = if self.amsgrad { self.v_max } else { self.v };
        v.map(|v| v.sqrt() / root + self.eps)
    }
}

impl<S: Scalar> Rule<S> for Adam<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let (g, x) = if self.decoupled {
            let shrink = S::from(1.0) - lr * self.weight_decay;
            (g, x.map(|x| x * shrink))
        } else {
            (with_decay(g, x, self.weight_decay), x)
        };
        let one = S::from(1.0);
        self.steps += 1;
        self.powers = [self.powers[0] * self.beta1, self.powers[1] * self.beta2];
        self.m = zip(self.m, g, |m, g| m + (one - self.beta1) * (g - m));
        self.v = zip(self.v, g, |v, g| self.beta2 * v + (one - self.beta2) * (g * g));
        if self.amsgrad {
            self.v_max = zip(self.v_max, self.v, S::max);
        }
        let rate = lr / self.corrections()[0];
        let ratio = zip(self.m, self.denominator(), |m, d| m / d);
        zip(x, ratio, |x, r| x - rate * r)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let [c1, c2] = self.corrections();
        let v = if self.amsgrad { self.v_max } else { self.v };
        let (velocity, square) = if self.bias_correction {
            (Quantity::CorrectedVelocity, Quantity::CorrectedMeanSquare)
        } else {
            (Quantity::Velocity, Quantity::MeanSquare)
        };
        vec![
            (velocity, self.m.map(|m| m / c1)),
            (square, v.map(|v| v / c2)),
            (Quantity::EffectiveRate, self.denominator().map(|d| lr / d)),
        ]
    }

    fn set_momentum(&mut self, momentum: S) -> bool {
        self.beta1 = momentum;
        // Torch corrects by the present β₁ to the power t, whatever it was before.
        self.powers[0] = momentum.powi(self.steps);
        true
    }
}
