//! Two AdamWs that differ in one line: MARS in the gradient that goes in, cautious AdamW in the step that comes out.
//!
//! * `mars` (MARS-AdamW): c = g + γ β₁/(1 − β₁) (g − g₋₁), cut to length 1, takes the gradient's place; g₋₁ is the
//!   gradient seen in the step before (the authors' approximate form), and the first difference is 0.
//!   Source: Yuan et al. 2024, arXiv:2411.10438.
//! * `cautious_adamw`: only coordinates in which the step and the present gradient agree move, all the farther the
//!   fewer there are: the mask is divided by its mean. Source: Liang et al. 2024, arXiv:2411.16085, mask as in C-Optim.
//!
//! All else is torch's AdamW: decay apart, ε after the root of the corrected mean square.

use super::matrix::{dot, quotient};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Vec2, zip};

pub(super) const MARS: Entry = Entry {
    id: "mars",
    family: Family::Adam,
    year: 2024,
    params: &[
        rate("lr", "α", 0.003, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.95, 0.999),
        decay("beta2", "β₂", 0.99, 0.9999),
        rate("gamma", "γ", 0.025, (1e-3, 1.0)),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "gamma"],
    tex: r"c = g + \gamma\,\frac{\beta_1}{1-\beta_1}\,(g - g_{-1}),\quad \tilde c = \frac{c}{\max(1, \lVert c\rVert)},\quad m \leftarrow \beta_1 m + (1-\beta_1)\,\tilde c,\quad v \leftarrow \beta_2 v + (1-\beta_2)\,\tilde c^2,\quad x \leftarrow x - \alpha\left(\frac{\hat m}{\sqrt{\hat v}+\varepsilon} + \lambda x\right)",
    source: "Yuan et al. 2024, arXiv:2411.10438",
    defaults_of: "the authors' MARS-AdamW",
    build: Build::one(|s| Box::new(Variant::new(s, Some(s.number("gamma"))))),
    conflict: no_conflict,
};

pub(super) const CAUTIOUS_ADAMW: Entry = Entry {
    id: "cautious_adamw",
    family: Family::Adam,
    year: 2024,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-6, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2"],
    tex: r"u = \frac{\hat m}{\sqrt{\hat v} + \varepsilon},\quad \varphi = [\,u\, g > 0\,],\quad x \leftarrow x - \alpha\, \frac{\varphi}{\operatorname{mean}\varphi}\, u",
    source: "Liang et al. 2024, arXiv:2411.16085",
    defaults_of: "the authors' C-Optim",
    build: Build::one(|s| Box::new(Variant::new(s, None))),
    conflict: no_conflict,
};

struct Variant {
    beta1: f64,
    beta2: f64,
    eps: f64,
    weight_decay: f64,
    /// γ β₁/(1 − β₁) of MARS; none is cautious AdamW.
    extrapolation: Option<f64>,
    previous: Option<Vec2>,
    m: Vec2,
    v: Vec2,
    /// β₁ᵗ and β₂ᵗ, carried along.
    powers: [f64; 2],
}

impl Variant {
    fn new(s: &Settings, gamma: Option<f64>) -> Self {
        let beta1 = s.number("beta1");
        Variant {
            beta1,
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            extrapolation: gamma.map(|gamma| gamma * (beta1 / (1.0 - beta1))),
            previous: None,
            m: [0.0; 2],
            v: [0.0; 2],
            powers: [1.0; 2],
        }
    }

    fn mean(&self) -> Vec2 {
        self.m.map(|m| m / (1.0 - self.powers[0]))
    }

    fn denominator(&self) -> Vec2 {
        let root = (1.0 - self.powers[1]).sqrt();
        self.v.map(|v| v.sqrt() / root + self.eps)
    }
}

/// The gradient with its change exaggerated, no longer than 1.
fn corrected(g: Vec2, previous: Vec2, extrapolation: f64) -> Vec2 {
    let c = zip(g, previous, |g, old| g + extrapolation * (g - old));
    let length = dot(c, c).sqrt();
    if length > 1.0 { c.map(|c| c / length) } else { c }
}

/// 1 where step and gradient agree, divided by the mean of both (no less than 0.001).
fn mask(step: Vec2, g: Vec2) -> Vec2 {
    let agrees = zip(step, g, |s, g| if s * g > 0.0 { 1.0 } else { 0.0 });
    let mean = ((agrees[0] + agrees[1]) / 2.0).max(1e-3);
    agrees.map(|a| a / mean)
}

impl Rule<f64> for Variant {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = oracle.gradient(x);
        let seen = match self.extrapolation {
            Some(extrapolation) => corrected(g, self.previous.unwrap_or(g), extrapolation),
            None => g,
        };
        self.previous = Some(g);
        self.powers = [self.powers[0] * self.beta1, self.powers[1] * self.beta2];
        self.m = zip(self.m, seen, |m, g| m + (1.0 - self.beta1) * (g - m));
        self.v = zip(self.v, seen, |v, g| self.beta2 * v + (1.0 - self.beta2) * (g * g));
        let mut step = zip(self.mean(), self.denominator(), quotient);
        if self.extrapolation.is_none() {
            step = zip(step, mask(step, g), |s, m| s * m);
        }
        let shrink = 1.0 - lr * self.weight_decay;
        zip(x, step, |x, s| shrink * x - lr * s)
    }

    fn quantities(&self, lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![
            (Quantity::CorrectedVelocity, self.mean()),
            (Quantity::CorrectedMeanSquare, self.v.map(|v| v / (1.0 - self.powers[1]))),
            (Quantity::EffectiveRate, self.denominator().map(|d| lr / d)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_agreeing_coordinates_move_and_the_fewer_the_farther() {
        assert_eq!(mask([1.0, -2.0], [0.5, -0.1]), [1.0, 1.0]);
        assert_eq!(mask([1.0, 2.0], [0.5, -0.1]), [2.0, 0.0]);
        assert_eq!(mask([1.0, 2.0], [-0.5, -0.1]), [0.0, 0.0]);
        assert_eq!(mask([0.0, 2.0], [1.0, 3.0]), [0.0, 2.0]);
    }

    #[test]
    fn the_change_of_the_gradient_is_exaggerated_and_the_whole_cut_to_length_one() {
        assert_eq!(corrected([0.5, 0.25], [0.25, 0.25], 0.5), [0.625, 0.25]);
        assert_eq!(corrected([3.0, 4.0], [3.0, 4.0], 0.5), [0.6, 0.8]);
    }
}
