//! Prodigy: Adam whose rate is a growing estimate d of the distance to the minimum.
//!
//! Optax's form: moments of d·g, the rate corrected by √(1−β₂ᵗ)/(1−β₁ᵗ), β₃ left out is √β₂; with the safeguard the
//! estimate does not count the correction. The estimate is one number for both coordinates.
//! Where no gradient has been seen there is nothing to estimate from and d stays, where optax divides 0 by 0.
//! Source: Mishchenko & Defazio 2024, arXiv:2306.06101.

use super::parts::{average, dot, minus, scaled, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, decay, flag, number, optional, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const PRODIGY: Entry = Entry {
    id: "prodigy",
    family: Family::ParameterFree,
    year: 2023,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 100.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.999, 0.9999),
        optional("beta3", "β₃", Slider { low: 0.0, high: 0.9999, scale: Scale::Memory }, Range::UNIT),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        number("estim_lr0", "", 1e-6, Slider { low: 1e-9, high: 1.0, scale: Scale::Log }, Range::POSITIVE),
        rate("estim_lr_coef", "", 1.0, (0.1, 10.0)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        flag("safeguard_warmup", false),
    ],
    main: &["beta1", "beta2", "estim_lr0"],
    tex: r"r \leftarrow \beta_3 r + \alpha d^2\, g \cdot (x_0 - x),\quad s \leftarrow \beta_3 s + \alpha d^2\, g,\quad d \leftarrow \max\left(d,\, \frac{r}{\|s\|_1}\right),\quad x \leftarrow x - \alpha d \frac{m}{\sqrt{v} + d\,\varepsilon}",
    source: "Mishchenko & Defazio 2024, arXiv:2306.06101",
    defaults_of: "optax.contrib.prodigy",
    build: rule!(|s| Prodigy::<S>::new(s)),
    conflict: no_conflict,
};

struct Prodigy<S> {
    beta1: S,
    beta2: S,
    beta3: S,
    eps: S,
    first: S,
    coefficient: S,
    weight_decay: S,
    safeguard: bool,
    start: Option<Vec2<S>>,
    m: Vec2<S>,
    v: Vec2<S>,
    s: Vec2<S>,
    r: S,
    d: S,
    /// d·(bias correction), as the last step used it.
    factor: S,
    t: f64,
}

impl<S: Scalar> Prodigy<S> {
    fn new(s: &Settings) -> Self {
        let zero = S::from(0.0);
        let (beta2, first): (S, S) = (s.number("beta2"), s.number("estim_lr0"));
        Prodigy {
            beta1: s.number("beta1"),
            beta2,
            beta3: s.optional("beta3").unwrap_or(beta2.sqrt()),
            eps: s.number("eps"),
            first,
            coefficient: s.number("estim_lr_coef"),
            weight_decay: s.number("weight_decay"),
            safeguard: s.flag("safeguard_warmup"),
            start: None,
            m: [zero; 2],
            v: [zero; 2],
            s: [zero; 2],
            r: zero,
            d: first,
            factor: zero,
            t: 0.0,
        }
    }

    fn denominator(&self) -> Vec2<S> {
        self.v.map(|v| v.sqrt() + self.d * self.eps)
    }
}

impl<S: Scalar> Rule<S> for Prodigy<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        let g = oracle.gradient(x);
        let start = *self.start.get_or_insert(x);
        self.t += 1.0;
        // The powers are made anew, not carried along: the estimate multiplies what rounding they have.
        let correction = (one - self.beta2.powf(self.t)).sqrt() / (one - self.beta1.powf(self.t));
        self.factor = self.d * correction;
        let rate = self.d * lr * correction;
        let dg = scaled(g, self.d);
        self.m = average(self.beta1, self.m, dg);
        self.v = average(self.beta2, self.v, squares(dg));
        let weight = if self.safeguard { self.d } else { rate };
        self.s = zip(self.s, dg, |s, dg| self.beta3 * s + weight * dg / self.first);
        self.r = self.beta3 * self.r + self.d / self.first * rate * dot(g, minus(start, x));
        let norm = self.s[0].abs() + self.s[1].abs();
        let estimate = self.coefficient * self.r / norm;
        self.d = norm.select_positive(self.d.max(estimate), self.d);
        let u = zip(self.m, self.denominator(), |m, d| rate * m / d);
        let next = zip(x, u, |x, u| x - u);
        zip(next, x, |next, x| next - self.weight_decay * rate * x)
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
