//! DoG and DoWG: the rate is the largest distance from the start so far, over the root of the squared slopes so far.
//!
//! * DoG: η = d/√(Σ|g|² + ε), d starting at a small part of 1 + |x₀|. Ivgi, Hinder & Carmon 2023, arXiv:2302.12022.
//! * DoWG: the slopes weighted by d², η = d²/(√(Σd²|g|²) + ε). Khaled, Mishchenko & Jin 2023, arXiv:2305.16284.
//!
//! Optax's forms; `lr` multiplies η.

use super::parts::{dot, minus, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, optional, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const DOG: Entry = Entry {
    id: "dog",
    family: Family::ParameterFree,
    year: 2023,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 100.0)),
        rate("init_step", "", 1e-6, (1e-9, 1.0)),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["init_step"],
    tex: r"d \leftarrow \max(d,\, \|x - x_0\|),\quad s \leftarrow s + \|g\|^2,\quad x \leftarrow x - \alpha \frac{d}{\sqrt{s + \varepsilon}}\, g",
    source: "Ivgi, Hinder & Carmon 2023, arXiv:2302.12022",
    defaults_of: "optax.contrib.dog",
    build: rule!(|s| Dog::<S>::new(s, false, Some(s.number("init_step")))),
    conflict: no_conflict,
};

pub(super) const DOWG: Entry = Entry {
    id: "dowg",
    family: Family::ParameterFree,
    year: 2023,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 100.0)),
        optional("init_estim_sq_dist", "", Slider { low: 1e-12, high: 1.0, scale: Scale::Log }, Range::NOT_NEGATIVE),
        rate("eps", "ε", 1e-4, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["init_estim_sq_dist"],
    tex: r"d \leftarrow \max(d,\, \|x - x_0\|),\quad s \leftarrow s + d^2\, \|g\|^2,\quad x \leftarrow x - \alpha \frac{d^2}{\sqrt{s} + \varepsilon}\, g",
    source: "Khaled, Mishchenko & Jin 2023, arXiv:2305.16284",
    defaults_of: "optax.contrib.dowg",
    build: rule!(|s| Dog::<S>::new(s, true, s.optional("init_estim_sq_dist"))),
    conflict: no_conflict,
};

struct Dog<S> {
    eps: S,
    weight_decay: S,
    /// Whether slopes are weighted by the squared distance: DoWG.
    weighted: bool,
    /// How the first distance is set; DoWG takes ε if it is left out.
    first: Option<S>,
    start: Option<Vec2<S>>,
    /// The distance; DoWG keeps its square.
    distance: S,
    sum: S,
    rate: S,
}

impl<S: Scalar> Dog<S> {
    fn new(s: &Settings, weighted: bool, first: Option<S>) -> Self {
        let zero = S::from(0.0);
        Dog {
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            weighted,
            first,
            start: None,
            distance: zero,
            sum: zero,
            rate: zero,
        }
    }

    fn begin(&mut self, x: Vec2<S>) -> Vec2<S> {
        let first = self.first.unwrap_or(self.eps);
        self.distance = if self.weighted { first } else { first * (dot(x, x).sqrt() + 1.0) };
        x
    }
}

impl<S: Scalar> Rule<S> for Dog<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        let start = match self.start {
            Some(start) => start,
            None => self.begin(x),
        };
        self.start = Some(start);
        let way = minus(start, x);
        let square = dot(way, way);
        if self.weighted {
            self.distance = self.distance.max(square);
            self.sum += self.distance * dot(g, g);
            self.rate = self.distance / (self.sum.sqrt() + self.eps);
        } else {
            self.distance = self.distance.max(square.sqrt());
            self.sum += dot(g, g);
            self.rate = self.distance / (self.sum + self.eps).sqrt();
        }
        let rate = lr * self.rate;
        zip(x, g, |x, g| x - rate * g)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let distance = if self.weighted { self.distance.sqrt() } else { self.distance };
        vec![
            (Quantity::Distance, [distance; 2]),
            (Quantity::SumOfSquares, [self.sum; 2]),
            (Quantity::EffectiveRate, [lr * self.rate; 2]),
        ]
    }
}
