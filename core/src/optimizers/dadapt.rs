//! D-Adaptation for AdamW: the rate is a growing lower bound d for the distance to the minimum.
//!
//! Optax's form: the rate is corrected by √(1−β₂ᵗ)/(1−β₁ᵗ); one estimate for both coordinates.
//! Where no gradient has been seen there is nothing to estimate from and d stays, where optax divides 0 by 0.
//! Source: Defazio & Mishchenko 2023, arXiv:2301.07733.

use super::parts::{average, dot, scaled, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, decay, number, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const DADAPT_ADAMW: Entry = Entry {
    id: "dadapt_adamw",
    family: Family::ParameterFree,
    year: 2023,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 100.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        number("estim_lr0", "", 1e-6, Slider { low: 1e-9, high: 1.0, scale: Scale::Log }, Range::NOT_NEGATIVE),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2", "estim_lr0"],
    tex: r"r \leftarrow \sqrt{\beta_2}\, r + (1-\sqrt{\beta_2})\, \alpha d\, g \cdot \frac{s}{\sqrt{v} + \varepsilon},\quad s \leftarrow \sqrt{\beta_2}\, s + (1-\sqrt{\beta_2})\, \alpha d\, g,\quad d \leftarrow \max\left(d,\, \frac{r}{(1-\sqrt{\beta_2})\, \|s\|_1}\right),\quad m \leftarrow \beta_1 m + (1-\beta_1)\, \alpha d\, g,\quad x \leftarrow x - \frac{m}{\sqrt{v} + \varepsilon} - \lambda \alpha d\, x",
    source: "Defazio & Mishchenko 2023, arXiv:2301.07733",
    defaults_of: "optax.contrib.dadapt_adamw",
    build: rule!(|s| DAdapt::<S>::new(s)),
    conflict: no_conflict,
};

struct DAdapt<S> {
    beta1: S,
    beta2: S,
    eps: S,
    weight_decay: S,
    m: Vec2<S>,
    v: Vec2<S>,
    s: Vec2<S>,
    r: S,
    d: S,
    /// d·(bias correction), as the last step used it.
    factor: S,
    t: f64,
}

impl<S: Scalar> DAdapt<S> {
    fn new(s: &Settings) -> Self {
        let zero = S::from(0.0);
        DAdapt {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            m: [zero; 2],
            v: [zero; 2],
            s: [zero; 2],
            r: zero,
            d: s.number("estim_lr0"),
            factor: zero,
            t: 0.0,
        }
    }

    fn denominator(&self) -> Vec2<S> {
        self.v.map(|v| v.sqrt() + self.eps)
    }
}

impl<S: Scalar> Rule<S> for DAdapt<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        let g = oracle.gradient(x);
        let root = self.beta2.sqrt();
        self.t += 1.0;
        // The powers are made anew, not carried along: the estimate multiplies what rounding they have.
        let correction = (one - self.beta2.powf(self.t)).sqrt() / (one - self.beta1.powf(self.t));
        self.factor = self.d * correction;
        let rate = self.d * lr * correction;
        let weighted = zip(self.s, self.denominator(), |s, d| s / d);
        self.r = root * self.r + (one - root) * rate * dot(g, weighted);
        let step = scaled(g, rate);
        self.m = average(self.beta1, self.m, step);
        self.v = average(self.beta2, self.v, squares(g));
        self.s = average(root, self.s, step);
        let norm = self.s[0].abs() + self.s[1].abs();
        let estimate = self.r / ((one - root) * norm);
        self.d = norm.select_positive(self.d.max(estimate), self.d);
        let u = zip(self.m, self.denominator(), |m, d| m / d);
        zip(x, u, |x, u| x - (self.weight_decay * rate * x + u))
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let rate = lr * self.factor;
        vec![
            (Quantity::Distance, [self.d; 2]),
            (Quantity::Velocity, self.m),
            (Quantity::MeanSquare, self.v),
            (Quantity::SumOfGradients, self.s),
            (Quantity::EffectiveRate, self.denominator().map(|d| rate / d)),
        ]
    }
}
