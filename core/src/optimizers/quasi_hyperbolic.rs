//! Quasi-hyperbolic momentum: the step is an average of the plain gradient and the momentum, with weight ν.
//!
//! QHM: x ← x − α((1 − ν) g + ν m), m an average from 0. ν = 0 is gradient descent, ν = 1 momentum (ema_zero), and
//! ν = β Nesterov's. QHAdam does the same above and below Adam's fraction, with corrected averages; ν₁ = ν₂ = 1 is Adam.
//! Source: Ma & Yarats 2019, arXiv:1810.06801, equations 3 to 7, as in their qhoptim.

use super::parts::with_decay;
use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{ParamSpec, Range, decay, linear, rate};
use crate::scalar::{Vec2, zip};

/// A weight ν from 0 to 1, but like the authors' code any number is accepted.
const fn weight(id: &'static str, symbol: &'static str, default: f64) -> ParamSpec {
    linear(id, symbol, default, (0.0, 1.0), Range::FINITE)
}

pub(super) const QHM: Entry = Entry {
    id: "qhm",
    family: Family::Momentum,
    year: 2018,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        decay("beta", "β", 0.999, 0.9999),
        weight("nu", "ν", 0.7),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta", "nu"],
    tex: r"m \leftarrow \beta m + (1-\beta)\, g,\quad x \leftarrow x - \alpha\left((1-\nu)\, g + \nu\, m\right)",
    source: "Ma & Yarats 2019, arXiv:1810.06801",
    defaults_of: "Ma & Yarats 2019, the recommended β and ν; lr is ours",
    build: Build::one(|s| Box::new(QuasiHyperbolic::new(s, None))),
    conflict: no_conflict,
};

pub(super) const QHADAM: Entry = Entry {
    id: "qhadam",
    family: Family::Adam,
    year: 2018,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.995, 0.9999),
        decay("beta2", "β₂", 0.999, 0.9999),
        weight("nu1", "ν₁", 0.7),
        linear("nu2", "ν₂", 1.0, (0.0, 1.0), Range::within(0.0, 1.0)),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "nu1"],
    tex: r"x \leftarrow x - \alpha \frac{(1-\nu_1)\, g + \nu_1\, \hat m}{\sqrt{(1-\nu_2)\, g^2 + \nu_2\, \hat v} + \varepsilon}",
    source: "Ma & Yarats 2019, arXiv:1810.06801",
    defaults_of: "Ma & Yarats 2019, the recommended β₁, ν₁ and ν₂ (qhoptim's own ν are 1, which is Adam)",
    build: Build::one(|s| {
        let squares =
            Squares { beta: s.number("beta2"), nu: s.number("nu2"), eps: s.number("eps"), v: [0.0; 2], power: 1.0 };
        Box::new(QuasiHyperbolic::new(s, Some(squares)))
    }),
    conflict: no_conflict,
};

struct Squares {
    beta: f64,
    nu: f64,
    eps: f64,
    v: Vec2,
    /// βᵗ, carried along.
    power: f64,
}

struct QuasiHyperbolic {
    beta: f64,
    nu: f64,
    weight_decay: f64,
    m: Vec2,
    power: f64,
    /// Only QHAdam divides by something, and only it corrects its averages.
    squares: Option<Squares>,
    denominator: Vec2,
}

impl QuasiHyperbolic {
    fn new(s: &Settings, squares: Option<Squares>) -> Self {
        let (beta, nu) = if squares.is_some() { ("beta1", "nu1") } else { ("beta", "nu") };
        QuasiHyperbolic {
            beta: s.number(beta),
            nu: s.number(nu),
            weight_decay: s.number("weight_decay"),
            m: [0.0; 2],
            power: 1.0,
            squares,
            denominator: [1.0; 2],
        }
    }

    /// The average of the gradients, corrected in QHAdam.
    fn mean(&self) -> Vec2 {
        let weight = if self.squares.is_some() { 1.0 - self.power } else { 1.0 };
        self.m.map(|m| m / weight)
    }
}

impl Rule<f64> for QuasiHyperbolic {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        self.power *= self.beta;
        self.m = zip(self.m, g, |m, g| self.beta * m + (1.0 - self.beta) * g);
        if let Some(s) = &mut self.squares {
            s.power *= s.beta;
            s.v = zip(s.v, g, |v, g| s.beta * v + (1.0 - s.beta) * (g * g));
            let weight = 1.0 - s.power;
            self.denominator = zip(g, s.v, |g, v| ((1.0 - s.nu) * (g * g) + s.nu * (v / weight)).sqrt() + s.eps);
        }
        let average = zip(g, self.mean(), |g, m| (1.0 - self.nu) * g + self.nu * m);
        let step = zip(average, self.denominator, |a, d| a / d);
        zip(x, step, |x, s| x - lr * s)
    }

    fn quantities(&self, lr: f64) -> Vec<(Quantity, Vec2)> {
        let Some(s) = &self.squares else { return vec![(Quantity::Velocity, self.m)] };
        vec![
            (Quantity::CorrectedVelocity, self.mean()),
            (Quantity::CorrectedMeanSquare, s.v.map(|v| v / (1.0 - s.power))),
            (Quantity::EffectiveRate, self.denominator.map(|d| lr / d)),
        ]
    }
}
