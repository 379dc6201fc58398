//! Adafactor: Adam's mean square with a memory that grows, steps in proportion to the parameters, and a limit for
//! the length of the whole step.
//!
//! Torch's form for a vector, which has nothing to factor: the mean square is kept for each coordinate. ε₁ left out is
//! the machine's; the weight decay is apart, as in AdamW.
//! Source: Shazeer & Stern 2018, arXiv:1804.04235.

use super::parts::{dot, scaled, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, linear, optional, rate};
use crate::scalar::{Scalar, Vec2, zip};

/// What torch allows for the exponent: a memory never grows shorter.
const NOT_POSITIVE: Range =
    Range { low: f64::NEG_INFINITY, low_included: false, high: 0.0, high_included: true, whole: false };

pub(super) const ADAFACTOR: Entry = Entry {
    id: "adafactor",
    family: Family::Adaptive,
    year: 2018,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        linear("beta2_decay", "τ", -0.8, (-1.5, 0.0), NOT_POSITIVE),
        optional("eps1", "ε₁", Slider { low: 1e-16, high: 1e-2, scale: Scale::Log }, Range::NOT_NEGATIVE),
        rate("eps2", "ε₂", 1e-3, (1e-6, 1.0)),
        linear("d", "d", 1.0, (1.0, 10.0), Range::at_least(1.0)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["beta2_decay", "d"],
    tex: r"v \leftarrow (1-t^{\tau})\, v + t^{\tau}\, g^2,\quad u = \frac{g}{\max(\sqrt{v},\, \varepsilon_1)},\quad x \leftarrow x - \min\left(\alpha,\, \frac{1}{\sqrt{t}}\right) \frac{\max(\varepsilon_2,\, \mathrm{rms}(x))}{\max(1,\, \mathrm{rms}(u)/d)}\, u",
    source: "Shazeer & Stern 2018, arXiv:1804.04235",
    defaults_of: "torch.optim.Adafactor",
    build: rule!(|s| Adafactor::<S>::new(s)),
    conflict: no_conflict,
};

/// The root of the mean of the squared coordinates.
fn rms<S: Scalar>(v: Vec2<S>) -> S {
    dot(v, v).sqrt() / std::f64::consts::SQRT_2
}

struct Adafactor<S> {
    beta2_decay: S,
    eps1: S,
    eps2: S,
    d: S,
    weight_decay: S,
    square: Vec2<S>,
    /// What each coordinate of the gradient was multiplied with in the last step.
    rates: Vec2<S>,
    t: f64,
}

impl<S: Scalar> Adafactor<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Adafactor {
            beta2_decay: s.number("beta2_decay"),
            eps1: s.optional("eps1").unwrap_or(S::from(f64::EPSILON)),
            eps2: s.number("eps2"),
            d: s.number("d"),
            weight_decay: s.number("weight_decay"),
            square: zero,
            rates: zero,
            t: 0.0,
        }
    }
}

impl<S: Scalar> Rule<S> for Adafactor<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        let g = oracle.gradient(x);
        self.t += 1.0;
        let fresh = S::from(self.t).pow(self.beta2_decay);
        let rate = self.eps2.max(rms(x)) * lr.min(one / S::from(self.t).sqrt());
        let x = scaled(x, one - lr * self.weight_decay);
        self.square = zip(self.square, squares(g), |v, square| v + fresh * (square - v));
        let scale = self.square.map(|v| one / v.max(self.eps1 * self.eps1).sqrt());
        let u = zip(scale, g, |scale, g| scale * g);
        let rate = rate / one.max(rms(u) / self.d);
        self.rates = scaled(scale, rate);
        zip(x, u, |x, u| x - rate * u)
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        vec![(Quantity::MeanSquare, self.square), (Quantity::EffectiveRate, self.rates)]
    }
}
