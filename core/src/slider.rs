//! Sliders: an even track, and the numbers that its places stand for.

use super::format::round_significant;

/// How a slider runs over a parameter's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// Evenly in the logarithm (learning rates, ε).
    Log,
    /// Evenly in the logarithm, with 0 at the far left (weight decay).
    LogOrZero,
    /// Evenly in the logarithm of 1/(1 − β), the number of remembered steps.
    Memory,
}

/// How far left of the smallest number the 0 of a [`Scale::LogOrZero`] slider lies, in decades.
const ZERO_GAP: f64 = 0.5;

impl Scale {
    /// The name used by `downhill list`.
    pub fn id(self) -> &'static str {
        match self {
            Scale::Linear => "linear",
            Scale::Log | Scale::LogOrZero => "log",
            Scale::Memory => "memory",
        }
    }

    fn spread(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            Scale::Log | Scale::LogOrZero => libm::log10(value),
            // More than all that is kept is beyond the right end.
            Scale::Memory => -libm::log10((1.0 - value).max(0.0)),
        }
    }
}

/// A slider: its two ends, and how it runs between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slider {
    /// The smallest value but for a 0 that [`Scale::LogOrZero`] adds.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// How it runs between them.
    pub scale: Scale,
}

impl Slider {
    /// Both ends on the even scale that the thumb moves along.
    pub fn ends(self) -> (f64, f64) {
        let low = self.scale.spread(self.low);
        (if self.scale == Scale::LogOrZero { low - ZERO_GAP } else { low }, self.scale.spread(self.high))
    }

    /// Where a value stands on the even scale; values beyond the ends stand at the ends.
    pub fn position(self, value: f64) -> f64 {
        let (low, high) = self.ends();
        // A logarithm of 0 is −∞ and of less NaN: both belong at the left end. A memory of 1 is +∞, at the right one.
        self.scale.spread(value).max(low).min(high)
    }

    /// The value at a position of the even scale, rounded to what a person would write.
    pub fn value(self, position: f64) -> f64 {
        let (low, high) = self.ends();
        if self.scale == Scale::LogOrZero && position < low + ZERO_GAP / 2.0 {
            return 0.0;
        }
        let position = position.clamp(if self.scale == Scale::LogOrZero { low + ZERO_GAP } else { low }, high);
        match self.scale {
            Scale::Linear => {
                let grain = libm::pow(10.0, libm::floor(libm::log10((high - low) / 100.0)));
                round_significant(libm::round(position / grain) * grain, 12)
            }
            Scale::Log | Scale::LogOrZero => round_significant(libm::pow(10.0, position), 3),
            Scale::Memory => {
                let forget = round_significant(libm::pow(10.0, -position), 3);
                round_significant(1.0 - forget, 12)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_invert_and_round() {
        for (slider, value) in [
            (Slider { low: -5.0, high: 5.0, scale: Scale::Linear }, -3.5),
            (Slider { low: 1e-4, high: 1.0, scale: Scale::Log }, 0.013),
            (Slider { low: 1e-4, high: 1.0, scale: Scale::LogOrZero }, 0.0),
            (Slider { low: 1e-4, high: 1.0, scale: Scale::LogOrZero }, 0.0001),
            (Slider { low: 0.0, high: 0.999, scale: Scale::Memory }, 0.97),
            (Slider { low: 0.0, high: 0.999, scale: Scale::Memory }, 0.0),
        ] {
            assert_eq!(slider.value(slider.position(value)), value, "{slider:?}");
        }
        let rate = Slider { low: 1e-4, high: 1.0, scale: Scale::Log };
        assert_eq!(rate.position(5.0), 0.0, "beyond the end stands at the end");
        assert_eq!(rate.position(0.0), -4.0);
        let memory = Slider { low: 0.0, high: 0.999, scale: Scale::Memory };
        for beyond in [1.0, 1.5] {
            assert_eq!(memory.position(beyond), memory.ends().1, "{beyond} stands at the right end");
        }
        assert_eq!(rate.value(-1.886), 0.013);
    }
}
