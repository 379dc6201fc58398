//! NAdam: Adam with Nesterov's look-ahead, its momentum growing from β₁/2 to β₁.
//!
//! Torch's form: μ_t = β₁(1 − 0.96^(tψ)/2) with the momentum decay ψ. Optax's form, without it, is `nadamw`.
//! Source: Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop.

use super::parts::{average, scaled, squares, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const NADAM: Entry = Entry {
    id: "nadam",
    family: Family::Adam,
    year: 2016,
    params: &[
        rate("lr", "α", 0.002, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        rate("momentum_decay", "ψ", 0.004, (1e-4, 1.0)),
        flag("decoupled_weight_decay", false),
    ],
    main: &["beta1", "beta2"],
    tex: r"\mu_t = \beta_1\left(1 - \frac{0.96^{t\psi}}{2}\right),\quad \hat m = \frac{\mu_{t+1}\, m}{1-\mu_1 \cdots \mu_{t+1}} + \frac{(1-\mu_t)\, g}{1-\mu_1 \cdots \mu_t},\quad x \leftarrow x - \alpha \frac{\hat m}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}",
    source: "Dozat 2016, ICLR workshop, openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
    defaults_of: "torch.optim.NAdam",
    build: rule!(|s| NAdam::<S>::new(s)),
    conflict: no_conflict,
};

struct NAdam<S> {
    beta1: S,
    beta2: S,
    eps: S,
    weight_decay: S,
    momentum_decay: S,
    decoupled: bool,
    m: Vec2<S>,
    v: Vec2<S>,
    /// The gradient and the average, each with its weight: what the last step followed.
    velocity: Vec2<S>,
    /// μ₁⋯μ_t, carried along.
    product: S,
    /// β₂ᵗ, carried along.
    power: S,
    /// 0.96^((t+1)ψ): a power costs as much as the rest of a step, and the next step needs it again.
    fade: S,
    t: f64,
}

fn fade<S: Scalar>(momentum_decay: S, t: f64) -> S {
    S::from(0.96).pow(momentum_decay * t)
}

impl<S: Scalar> NAdam<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        let momentum_decay = s.number("momentum_decay");
        NAdam {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            momentum_decay,
            decoupled: s.flag("decoupled_weight_decay"),
            m: zero,
            v: zero,
            velocity: zero,
            product: S::from(1.0),
            power: S::from(1.0),
            fade: fade(momentum_decay, 1.0),
            t: 0.0,
        }
    }

    fn mu(&self) -> S {
        self.beta1 * (S::from(1.0) - self.fade * 0.5)
    }

    fn denominator(&self) -> Vec2<S> {
        let correction = S::from(1.0) - self.power;
        self.v.map(|v| (v / correction).sqrt() + self.eps)
    }
}

impl<S: Scalar> Rule<S> for NAdam<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        let g = oracle.gradient(x);
        let (g, x) = if self.decoupled {
            (g, scaled(x, one - lr * self.weight_decay))
        } else {
            (with_decay(g, x, self.weight_decay), x)
        };
        self.t += 1.0;
        self.power = self.power * self.beta2;
        let now = self.mu();
        self.fade = fade(self.momentum_decay, self.t + 1.0);
        let next = self.mu();
        self.product = self.product * now;
        self.m = average(self.beta1, self.m, g);
        self.v = average(self.beta2, self.v, squares(g));
        let (of_g, of_m) = ((one - now) / (one - self.product), next / (one - self.product * next));
        self.velocity = zip(g, self.m, |g, m| of_g * g + of_m * m);
        let ratio = zip(self.velocity, self.denominator(), |m, d| m / d);
        zip(x, ratio, |x, r| x - lr * r)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let correction = S::from(1.0) - self.power;
        vec![
            (Quantity::CorrectedVelocity, self.velocity),
            (Quantity::CorrectedMeanSquare, self.v.map(|v| v / correction)),
            (Quantity::EffectiveRate, self.denominator().map(|d| lr / d)),
        ]
    }
    fn set_momentum(&mut self, momentum: S) -> bool {
        self.beta1 = momentum;
        true
    }
}
