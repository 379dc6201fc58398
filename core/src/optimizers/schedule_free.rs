//! Schedule-free SGD and AdamW: the gradient is taken between a base point and the average of all base points.
//!
//! y = βx̄ + (1−β)z is where the gradient is taken and what the path shows; z takes the base method's step; x̄ is the
//! average, weighted by the largest rate so far to the power r, and what the method is judged by. Optax's form.
//! While the rate warms up, step t moves z with the rate of step t−1 of the ramp, and weighs it with that of step t.
//! Source: Defazio et al. 2024, arXiv:2405.15682.

use super::parts::{average, squares, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{ParamSpec, Range, Scale, Slider, decay, linear, number, optional, rate};
use crate::scalar::{Scalar, Vec2, zip};

/// The gradient must not be taken at the base point itself: optax divides by β.
const BETA1: ParamSpec =
    number("beta1", "β₁", 0.9, Slider { low: 0.1, high: 0.999, scale: Scale::Memory }, Range::between(0.0, 1.0));
const WARMUP: ParamSpec =
    optional("warmup_steps", "", Slider { low: 1.0, high: 1000.0, scale: Scale::Log }, Range::counts_from(1.0));
const POWER: ParamSpec = linear("weight_lr_power", "", 2.0, (0.0, 4.0), Range::FINITE);

pub(super) const SCHEDULE_FREE_SGD: Entry = Entry {
    id: "schedule_free_sgd",
    family: Family::Averaging,
    year: 2024,
    params: &[rate("lr", "α", 1.0, (1e-4, 10.0)), WARMUP, BETA1, rate("weight_decay", "λ", 0.0, (1e-4, 1.0)), POWER],
    main: &["beta1", "warmup_steps"],
    tex: r"z \leftarrow z - \alpha\, g(y),\quad \bar x \leftarrow \bar x + c_t\,(z - \bar x),\quad y = \beta_1 \bar x + (1-\beta_1)\, z",
    source: "Defazio et al. 2024, arXiv:2405.15682",
    defaults_of: "optax.contrib.schedule_free_sgd",
    build: rule!(|s| ScheduleFree::<S>::new(s, None)),
    conflict: no_conflict,
};

pub(super) const SCHEDULE_FREE_ADAMW: Entry = Entry {
    id: "schedule_free_adamw",
    family: Family::Averaging,
    year: 2024,
    params: &[
        rate("lr", "α", 0.0025, (1e-4, 1.0)),
        WARMUP,
        BETA1,
        decay("beta2", "β₂", 0.999, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        POWER,
    ],
    main: &["beta1", "beta2", "warmup_steps"],
    tex: r"z \leftarrow z - \alpha \left(\frac{g(y)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon} + \lambda y\right),\quad \bar x \leftarrow \bar x + c_t\,(z - \bar x),\quad y = \beta_1 \bar x + (1-\beta_1)\, z",
    source: "Defazio et al. 2024, arXiv:2405.15682",
    defaults_of: "optax.contrib.schedule_free_adamw",
    build: rule!(|s| ScheduleFree::<S>::new(s, Some(Scaling::new(s)))),
    conflict: no_conflict,
};

/// AdamW's denominator; there is no momentum but the averaging.
struct Scaling<S> {
    beta2: S,
    eps: S,
    v: Vec2<S>,
    /// β₂ᵗ, carried along.
    power: S,
}

impl<S: Scalar> Scaling<S> {
    fn new(s: &Settings) -> Self {
        Scaling { beta2: s.number("beta2"), eps: s.number("eps"), v: [S::from(0.0); 2], power: S::from(1.0) }
    }

    fn follow(&mut self, g: Vec2<S>) {
        self.power = self.power * self.beta2;
        self.v = average(self.beta2, self.v, squares(g));
    }

    fn corrected_square(&self) -> Vec2<S> {
        let correction = S::from(1.0) - self.power;
        self.v.map(|v| v / correction)
    }

    fn denominator(&self) -> Vec2<S> {
        self.corrected_square().map(|v| v.sqrt() + self.eps)
    }
}

struct ScheduleFree<S> {
    warmup: Option<S>,
    beta: S,
    weight_decay: S,
    exponent: S,
    scaling: Option<Scaling<S>>,
    /// The base point z and the average x̄, once there has been a step.
    points: Option<[Vec2<S>; 2]>,
    weights: S,
    largest: S,
    t: f64,
}

impl<S: Scalar> ScheduleFree<S> {
    fn new(s: &Settings, scaling: Option<Scaling<S>>) -> Self {
        ScheduleFree {
            warmup: s.optional("warmup_steps"),
            beta: s.number("beta1"),
            weight_decay: s.number("weight_decay"),
            exponent: s.number("weight_lr_power"),
            scaling,
            points: None,
            weights: S::from(0.0),
            largest: S::from(0.0),
            t: 0.0,
        }
    }

    /// The rate at a step of the ramp.
    fn warmed(&self, lr: S, step: f64) -> S {
        match self.warmup {
            None => lr,
            Some(steps) => lr * (S::from(step) / steps).min(S::from(1.0)),
        }
    }
}

impl<S: Scalar> Rule<S> for ScheduleFree<S> {
    fn step(&mut self, y: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let (zero, one) = (S::from(0.0), S::from(1.0));
        let g = oracle.gradient(y);
        let rate = self.warmed(lr, self.t);
        self.t += 1.0;
        self.largest = self.largest.max(self.warmed(lr, self.t));
        let weight = self.largest.pow(self.exponent);
        self.weights += weight;
        // A rate of 0 has no weight yet, and nothing to average.
        let share = self.weights.select_positive(weight / self.weights, zero);

        let direction = match &mut self.scaling {
            None => g,
            Some(scaling) => {
                scaling.follow(g);
                zip(g, scaling.denominator(), |g, d| g / d)
            }
        };
        let direction = with_decay(direction, y, self.weight_decay);
        let old = self.points.map_or(y, |[z, _]| z);
        let rest = one - self.beta;
        // The average is gathered from y and z, as optax does: what else moves y counts.
        let average = zip(y, old, |y, z| (y - rest * z) / self.beta);
        let z = zip(old, direction, |z, d| z - rate * d);
        let average = zip(average, z, |average, z| (one - share) * average + share * z);
        self.points = Some([z, average]);
        zip(average, z, |average, z| self.beta * average + rest * z)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let mut known = Vec::new();
        if let Some([z, average]) = self.points {
            known.extend([(Quantity::BasePoint, z), (Quantity::AveragedPoint, average)]);
        }
        if let Some(scaling) = &self.scaling {
            let rate = self.warmed(lr, self.t - 1.0);
            known.push((Quantity::CorrectedMeanSquare, scaling.corrected_square()));
            known.push((Quantity::EffectiveRate, scaling.denominator().map(|d| rate / d)));
        }
        known
    }

    fn averaged(&self) -> Option<Vec2<S>> {
        self.points.map(|[_, average]| average)
    }
}
