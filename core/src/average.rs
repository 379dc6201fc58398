//! The exponentially weighted average as an instrument: the curve, the weights behind each day, and how it remembers.
//!
//! It is what Momentum, RMSProp and Adam do to gradients, here done to temperatures. Days count from 1. Source: the
//! article's section on averages; the correction of a start from zero is Adam's (Kingma and Ba 2015, section 3).

use super::random::Torch;
use std::ops::{Add, Div, Mul};

/// How much of a step a curve has followed when 1/e of it is left: 1 − 1/e.
pub const FOLLOWED: f64 = 0.632_120_558_828_557_7;

/// The article's data: `torch.manual_seed(seed); torch.randn(days) * 10`, to the last bit.
pub fn temperatures(seed: u32, days: usize) -> Vec<f32> {
    Torch::seeded(seed).randn(days).into_iter().map(|n| n * 10.0).collect()
}

/// A float to average in: every product, sum and quotient is rounded to it.
pub trait Real: Copy + Add<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// The nearest one.
    fn nearest(v: f64) -> Self;
}

impl Real for f32 {
    fn nearest(v: f64) -> f32 {
        v as f32
    }
}

impl Real for f64 {
    fn nearest(v: f64) -> f64 {
        v
    }
}

/// What the average is before the first day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The average of the first day is its value, as in the article.
    #[default]
    First,
    /// Zero, towards which the first days are then drawn: by 1 − β, as in Adam.
    Zero,
}

/// s(t) = β s(t−1) + (1−β) y(t).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ewma {
    /// How much of yesterday's average is kept: 0 ≤ β < 1.
    pub beta: f64,
    /// What it starts from.
    pub start: Start,
    /// Whether each day is divided by what its weights sum to: 1 − βᵗ from zero; from the first value they sum to 1,
    /// and nothing changes.
    pub corrected: bool,
}

impl Ewma {
    /// The average of each day. Constants are computed in float64, then rounded once: what PyTorch and NumPy make of
    /// Python's `beta` and `1 - beta`.
    pub fn of<R: Real>(self, data: &[R]) -> Vec<R> {
        let (keep, take) = (R::nearest(self.beta), R::nearest(1.0 - self.beta));
        let mut yesterday = match self.start {
            Start::First => None,
            Start::Zero => Some(R::nearest(0.0)),
        };
        let today = |(i, y): (usize, &R)| {
            let average = yesterday.map_or(*y, |s| keep * s + take * *y);
            yesterday = Some(average);
            average / R::nearest(self.divisor(i + 1))
        };
        data.iter().enumerate().map(today).collect()
    }

    /// How much the value of each day, from the first to `day`, counts in the average of `day`.
    pub fn weights(self, day: usize) -> Vec<f64> {
        let divisor = self.divisor(day);
        let weight = |i: usize| {
            // The first value of the article's form stands for all days before it as well.
            let share = if i == 1 && self.start == Start::First { 1.0 } else { 1.0 - self.beta };
            share * self.kept(day - i) / divisor
        };
        (1..=day).map(weight).collect()
    }

    /// What the weights of `day` sum to: 1, but 1 − βᵗ from zero without correction.
    pub fn total(self, day: usize) -> f64 {
        match self.start {
            Start::Zero if !self.corrected => 1.0 - self.kept(day),
            _ => 1.0,
        }
    }

    /// The effective window in days, 1/(1−β): as many days carry 1 − 1/e of the weight, nearly.
    pub fn window(self) -> f64 {
        1.0 / (1.0 - self.beta)
    }

    /// The length of a plain moving average to compare with: the window in whole days.
    pub fn equal_length(self) -> usize {
        self.window().round() as usize
    }

    /// βⁿ.
    fn kept(self, days: usize) -> f64 {
        libm::pow(self.beta, days as f64)
    }

    fn divisor(self, day: usize) -> f64 {
        match self.start {
            Start::Zero if self.corrected => 1.0 - self.kept(day),
            _ => 1.0,
        }
    }
}

/// The plain mean of the newest `length` days, of fewer where there are not as many yet.
pub fn moving_average(data: &[f64], length: usize) -> Vec<f64> {
    // Each window is summed by itself: a running sum would remember the rounding of an outlier for ever.
    let mean = |end: usize| {
        let window = &data[end.saturating_sub(length.max(1))..end];
        window.iter().sum::<f64>() / window.len() as f64
    };
    (1..=data.len()).map(mean).collect()
}

/// A level that changes once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The first day of the new level.
    pub day: usize,
    /// The level before.
    pub from: f64,
    /// The level from `day` on.
    pub to: f64,
}

impl Step {
    /// The level of each day.
    pub fn data(self, days: usize) -> Vec<f64> {
        (1..=days).map(|day| if day < self.day { self.from } else { self.to }).collect()
    }

    /// The lag of a curve over this step, measured: how many days of the new level it takes until the curve has come
    /// this share of the way (such as [`FOLLOWED`]); none if it does not get there.
    pub fn lag(self, curve: &[f64], share: f64) -> Option<usize> {
        let way = |v: f64| (v - self.from) / (self.to - self.from);
        let since = curve.get(self.day.saturating_sub(1)..)?;
        since.iter().position(|v| way(*v) >= share).map(|i| i + 1)
    }
}
