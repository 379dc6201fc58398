//! Measurements, and models with two weights that are fitted to them.
//!
//! A [`Table`] is a set of pairs (u, v) as somebody published them, each in a file with its source; a [`Fit`] is a model
//! that tells v from u, with its data: its loss, the mean over all of them, is a surface of the model's two weights.
//! Models:
//!
//! * a line, v ≈ x + y·u: half the mean squared error (1/2n) Σ (x + y·uᵢ − vᵢ)², so that the gradient has no 2;
//! * logistic regression, P(v = 1) = 1/(1 + exp(−(x + y·u))): the mean cross-entropy (natural logarithm);
//! * one neuron, v ≈ y·tanh(x·u): half the mean squared error. Not convex: (x, y) and (−x, −y) are the same function.
//!
//! Sources: Bishop 2006, Pattern Recognition and Machine Learning, sections 3.1.1, 4.3.2 and 5.1.1.

mod anscombe;
mod faithful;
mod galton;
mod orings;

pub use anscombe::ANSCOMBE;
pub use faithful::FAITHFUL;
pub use galton::GALTON;
pub use orings::ORINGS;

use super::objective::Formula;
use super::scalar::{Scalar, Vec2};

/// Pairs of numbers as published, in whole multiples of a unit, so that they are exact and small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Table {
    /// What u and v are: keys of the text files.
    pub quantities: [&'static str; 2],
    /// The pairs.
    pub points: &'static [[u16; 2]],
    /// How often each was met; empty where each stands for one.
    pub counts: &'static [u8],
    /// What makes 1 of u and of v.
    pub units: [f64; 2],
}

impl Table {
    /// The pairs as measured, each with how often it was met.
    pub fn rows(&self) -> Vec<(Vec2, usize)> {
        let count = |i: usize| self.counts.get(i).map_or(1, |n| usize::from(*n));
        let value = |p: &[u16; 2]| [f64::from(p[0]) / self.units[0], f64::from(p[1]) / self.units[1]];
        self.points.iter().enumerate().map(|(i, p)| (value(p), count(i))).collect()
    }
}

/// A model with two weights (x, y).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// v ≈ x + y·u.
    Line,
    /// P(v = 1) = 1/(1 + exp(−(x + y·u))).
    Logistic,
    /// v ≈ y·tanh(x·u).
    Tanh,
}

impl Model {
    /// What the model makes of u: v itself, or its log-odds.
    fn output<S: Scalar>(self, x: S, y: S, u: f64) -> S {
        match self {
            Model::Line | Model::Logistic => x + y * u,
            Model::Tanh => y * (x * u).tanh(),
        }
    }
}

/// What is taken off a quantity before the model sees it, and what it is then divided by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaling {
    /// What is taken off.
    pub shift: f64,
    /// What it is divided by.
    pub scale: f64,
}

impl Scaling {
    /// Leaves everything as it is.
    pub const NONE: Scaling = Scaling { shift: 0.0, scale: 1.0 };

    /// Mean 0 and variance 1 (with n, not n − 1): then both weights of a line feel the same curvature. A quantity that
    /// does not vary is not divided.
    pub fn standard(rows: &[(Vec2, usize)], which: usize) -> Scaling {
        let n: usize = rows.iter().map(|(_, count)| count).sum();
        let mean = |f: &dyn Fn(f64) -> f64| rows.iter().map(|(p, c)| f(p[which]) * *c as f64).sum::<f64>() / n as f64;
        // The mean of equal values may be off by a rounding, which would then be all the variance there is.
        if let Some(shift) = rows.first().map(|(p, _)| p[which]).filter(|v| rows.iter().all(|(p, _)| p[which] == *v)) {
            return Scaling { shift, scale: 1.0 };
        }
        let shift = mean(&|v| v);
        let scale = mean(&|v| (v - shift) * (v - shift)).sqrt();
        Scaling { shift, scale: if scale > 0.0 { scale } else { 1.0 } }
    }

    fn apply(self, v: f64) -> f64 {
        (v - self.shift) / self.scale
    }

    fn undo(self, v: f64) -> f64 {
        self.shift + self.scale * v
    }
}

/// A pair as the model sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    u: f64,
    v: f64,
    /// How often it was met.
    count: f64,
    /// How many terms this one and those before it are.
    end: usize,
}

/// A model with its data; as a function, its mean loss. Each single measurement is a term of that mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// What u and v are: keys of the text files.
    pub quantities: [&'static str; 2],
    /// How u and v are scaled before the model sees them.
    pub scaling: [Scaling; 2],
    rows: Vec<Row>,
}

impl Fit {
    /// A model with a table's data, u and v scaled as told.
    pub fn new(model: Model, table: &Table, scaling: [Scaling; 2]) -> Fit {
        Fit::of(model, table.quantities, &table.rows(), scaling)
    }

    /// A model with pairs as measured, each with how often it was met.
    pub fn of(model: Model, quantities: [&'static str; 2], rows: &[(Vec2, usize)], scaling: [Scaling; 2]) -> Fit {
        let mut fit = Fit { model, quantities, scaling, rows: Vec::new() };
        for ([u, v], count) in rows {
            fit.push(scaling[0].apply(*u), scaling[1].apply(*v), *count);
        }
        fit
    }

    fn push(&mut self, u: f64, v: f64, count: usize) {
        self.rows.push(Row { u, v, count: count as f64, end: self.terms() + count });
    }

    /// How many measurements there are.
    pub fn terms(&self) -> usize {
        self.rows.last().map_or(0, |row| row.end)
    }

    /// The row that a measurement belongs to; that of the last one for what is beyond.
    fn row(&self, term: usize) -> usize {
        self.rows.partition_point(|row| row.end <= term).min(self.rows.len().saturating_sub(1))
    }

    /// The same model with some of the measurements alone: the loss of a mini-batch.
    pub fn only(&self, terms: &[usize]) -> Fit {
        let rows = Vec::with_capacity(terms.len());
        let mut part = Fit { model: self.model, quantities: self.quantities, scaling: self.scaling, rows };
        for term in terms {
            if let Some(Row { u, v, .. }) = self.rows.get(self.row(*term)).copied() {
                part.push(u, v, 1);
            }
        }
        part
    }

    /// The pairs as measured, each with how often it was met.
    pub fn points(&self) -> impl Iterator<Item = (Vec2, usize)> {
        self.rows.iter().map(|row| (self.measured(row), row.count as usize))
    }

    /// The pairs as the model sees them, scaled, each with how often it was met.
    pub fn rows(&self) -> impl Iterator<Item = (Vec2, usize)> {
        self.rows.iter().map(|row| ([row.u, row.v], row.count as usize))
    }

    /// One measurement: u and v.
    pub fn point(&self, term: usize) -> Option<Vec2> {
        self.rows.get(self.row(term)).map(|row| self.measured(row))
    }

    fn measured(&self, row: &Row) -> Vec2 {
        [self.scaling[0].undo(row.u), self.scaling[1].undo(row.v)]
    }

    /// What the model with these weights expects of v where u, as measured, is this: v itself, or the probability that it
    /// is 1.
    pub fn expected(&self, [x, y]: Vec2, u: f64) -> f64 {
        let output = self.model.output(x, y, self.scaling[0].apply(u));
        match self.model {
            Model::Logistic => 1.0 / (1.0 + libm::exp(-output)),
            Model::Line | Model::Tanh => self.scaling[1].undo(output),
        }
    }

    fn count(&self) -> f64 {
        self.terms() as f64
    }
}

impl Formula for Fit {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let mut sum = S::from(0.0);
        for row in &self.rows {
            let output = self.model.output(x, y, row.u);
            let loss = match self.model {
                Model::Line | Model::Tanh => (output - row.v).sq() / 2.0,
                Model::Logistic => cross_entropy(output, row.v),
            };
            sum += loss * row.count;
        }
        sum / self.count()
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        if self.model == Model::Logistic {
            return;
        }
        for row in &self.rows {
            let share = (row.count / (2.0 * self.count())).sqrt();
            each((self.model.output(x, y, row.u) - row.v) * share);
        }
    }

    fn data(&self) -> Option<&Fit> {
        Some(self)
    }
}

/// −ln of the probability that log-odds give to what happened: ln(1 + e^z) − v·z, without overflow: the exponential is
/// that of −|z|.
fn cross_entropy<S: Scalar>(z: S, v: f64) -> S {
    // Not `max` and `abs`: at z = 0 the slope must be ½.
    let positive = z.select_positive(z, S::from(0.0));
    let small = z.select_positive(-z, z).exp();
    positive + (small + 1.0).ln() - z * v
}
