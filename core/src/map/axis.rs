//! A direction of a rate map: a parameter, from where to where, on which scale.

use crate::format::round_significant;
use crate::optimizers::OptimizerSpec;
use crate::param::{Kind, Scale};

/// A direction of a rate map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The place of the parameter in the method's list.
    pub param: usize,
    /// The left or lower end.
    pub low: f64,
    /// The right or upper end.
    pub high: f64,
    /// Linear, logarithmic, or even in the logarithm of 1/(1 − β).
    pub scale: Scale,
    /// Whether the parameter counts something: then every place has the whole number that is nearest.
    pub whole: bool,
}

impl Axis {
    /// The whole slider of a parameter; none if that is no number.
    pub fn of(optimizer: &OptimizerSpec, param: usize) -> Option<Axis> {
        let Kind::Number { slider, allowed } = optimizer.params.get(param)?.kind else { return None };
        let scale = if slider.scale == Scale::LogOrZero { Scale::Log } else { slider.scale };
        Some(Axis { param, low: slider.low, high: slider.high, scale, whole: allowed.whole })
    }

    /// The directions of a map unless somebody says otherwise: the learning rate (or the first number) from left to right;
    /// the first β, or the next number, from bottom to top. None if the method has less than two numbers.
    pub fn usual(optimizer: &OptimizerSpec) -> Option<[Axis; 2]> {
        let mut all = (0..optimizer.params.len()).filter_map(|param| Axis::of(optimizer, param));
        let x = all.next()?;
        let next = all.next()?;
        let memory = std::iter::once(next).chain(all).find(|axis| axis.scale == Scale::Memory);
        Some([x, memory.unwrap_or(next)])
    }

    /// Whether the ends can be the ends of such a scale.
    pub fn possible(&self) -> bool {
        let inside = match self.scale {
            Scale::Linear => true,
            Scale::Log | Scale::LogOrZero => self.low > 0.0,
            Scale::Memory => self.high < 1.0,
        };
        inside && self.low < self.high && (self.high - self.low).is_finite()
    }

    /// A value's place, 0 at the low end and 1 at the high one; beyond them where it lies outside.
    pub fn share(&self, value: f64) -> f64 {
        let spread = |v: f64| match self.scale {
            Scale::Linear => v,
            Scale::Log | Scale::LogOrZero => libm::log(v),
            Scale::Memory => -libm::log(1.0 - v),
        };
        (spread(value) - spread(self.low)) / (spread(self.high) - spread(self.low))
    }

    /// The value at a place between 0 and 1.
    pub fn value(&self, share: f64) -> f64 {
        let between = |low: f64, high: f64| low * (1.0 - share) + high * share;
        let value = match self.scale {
            Scale::Linear => between(self.low, self.high),
            Scale::Log | Scale::LogOrZero => libm::exp(between(libm::log(self.low), libm::log(self.high))),
            Scale::Memory => 1.0 - libm::exp(between(libm::log(1.0 - self.low), libm::log(1.0 - self.high))),
        };
        if self.whole { libm::round(value) } else { value }
    }

    /// The value at a place, rounded to what a person would write: what a click on the map sets.
    pub fn readable(&self, share: f64) -> f64 {
        let value = self.value(share);
        match self.scale {
            Scale::Memory => round_significant(1.0 - round_significant(1.0 - value, 3), 12),
            _ => round_significant(value, 3),
        }
    }

    pub(super) fn middle(&self, i: usize, n: usize) -> f64 {
        self.value((i as f64 + 0.5) / n as f64)
    }
}
