//! The losses against the step: above the known minimum, one time axis with the scrubber. The axes of every chart
//! against the step, logarithmic or linear.

mod axes;
mod curves;

use super::frame::Insets;
use crate::core::run::Trajectory;

/// At most so many decades are shown: enough for the tolerance at which a run has converged.
const DECADES: f64 = 8.0;

/// At most so many decades of a quantity.
const MORE_DECADES: f64 = 9.0;

/// How heights stand for numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// By the logarithm of the absolute value.
    #[default]
    Log,
    /// As they are.
    Linear,
}

impl Scale {
    /// The height of a number.
    fn height(self, v: f64) -> f64 {
        match self {
            Scale::Log => libm::log10(v.abs()),
            Scale::Linear => v,
        }
    }
}

/// One run's curve.
pub struct Curve {
    /// Its colour, dash and marker.
    pub slot: usize,
    /// Its name, written at the right end.
    pub name: String,
    /// Whether it is the selected run.
    pub selected: bool,
    /// The height at each step: log₁₀ or the number itself; −∞ for a log of 0.
    heights: Vec<f64>,
    /// On a log scale, where the number is negative; empty if it never is.
    negative: Vec<bool>,
    /// Dashes in place of those of the slot.
    dash: Option<&'static [f64]>,
    /// Whether it ended by diverging: then it leaves through the top.
    diverged: bool,
}

/// The chart of all shown runs.
pub struct LossChart {
    /// The whole picture's width and height.
    pub size: (f64, f64),
    /// Room around the plot for numbers and names.
    pub gutter: Insets,
    /// The last step of the time axis.
    pub steps: usize,
    /// The curves.
    pub curves: Vec<Curve>,
    /// The height of the lower and the upper end.
    range: (f64, f64),
    /// What the heights stand for.
    pub scale: Scale,
    /// Whether curves go without dashes: a draft.
    pub draft: bool,
}

impl Curve {
    /// The curve of a trajectory above a floor.
    pub fn new(trajectory: &Trajectory, floor: f64, slot: usize, name: String, selected: bool) -> Self {
        Self::on(Scale::Log, trajectory, floor, slot, name, selected)
    }

    /// The same on some scale.
    pub fn on(scale: Scale, trajectory: &Trajectory, floor: f64, slot: usize, name: String, selected: bool) -> Self {
        let heights = trajectory.points.iter().map(|p| scale.height((p.loss - floor).max(0.0))).collect();
        let diverged = matches!(trajectory.outcome, crate::core::run::Outcome::Diverged { .. });
        Curve { slot, name, selected, heights, negative: Vec::new(), dash: None, diverged }
    }

    /// The curve of numbers that may be negative; NaN where there is none.
    pub fn of(values: Vec<f64>, scale: Scale, slot: usize, name: String, dash: &'static [f64]) -> Self {
        let signs = scale == Scale::Log && values.iter().any(|v| *v < 0.0);
        let negative = if signs { values.iter().map(|v| *v < 0.0).collect() } else { Vec::new() };
        let heights = values.into_iter().map(|v| scale.height(v)).collect();
        Curve { slot, name, selected: true, heights, negative, dash: Some(dash), diverged: false }
    }
}

impl LossChart {
    /// Lays out the chart. The top is a decade above the loss at the start, so that a diverging run leaves through
    /// it instead of flattening the others.
    pub fn new(size: (f64, f64), gutter: Insets, steps: usize, curves: Vec<Curve>) -> Self {
        let (_, start) = span(&curves, 1);
        let top = if start.is_finite() { start + 1.0 } else { 1.0 };
        let (lowest, _) = span(&curves, usize::MAX);
        let bottom = if lowest.is_finite() { (lowest - 0.1).clamp(top - DECADES, top - 2.0) } else { top - DECADES };
        LossChart { size, gutter, steps, curves, range: (bottom, top), scale: Scale::Log, draft: false }
    }

    /// The chart of losses on a linear scale, from the floor to a little above the loss at the start.
    pub fn linear(size: (f64, f64), gutter: Insets, steps: usize, curves: Vec<Curve>) -> Self {
        let (_, start) = span(&curves, 1);
        let top = if start.is_finite() && start > 0.0 { 1.25 * start } else { 1.0 };
        LossChart { size, gutter, steps, curves, range: (0.0, top), scale: Scale::Linear, draft: false }
    }

    /// The chart of curves whose first steps, so many, all have to be seen.
    pub fn around(
        size: (f64, f64),
        gutter: Insets,
        steps: usize,
        curves: Vec<Curve>,
        scale: Scale,
        count: usize,
    ) -> Self {
        let (low, high) = span(&curves, count);
        let (low, high) = match (low <= high, scale) {
            (false, _) => (0.0, 1.0),
            (true, Scale::Log) => {
                let low = low.max(high - MORE_DECADES);
                let wider = (1.0 - (high - low)).max(0.0) / 2.0;
                (low - wider, high + wider)
            }
            // What never changes has its line in the middle.
            (true, Scale::Linear) if high - low <= 1e-12 * high.abs().max(low.abs()) => {
                let room = if high == 0.0 { 1.0 } else { high.abs() };
                (low - room, high + room)
            }
            (true, Scale::Linear) => (low, high),
        };
        // More room above: the chart's title stands there.
        let room = high - low;
        LossChart { size, gutter, steps, curves, range: (low - 0.06 * room, high + 0.34 * room), scale, draft: false }
    }

    /// Whether some curve is negative somewhere, which a log scale can only show by a thinner line.
    pub fn has_negative(&self) -> bool {
        self.curves.iter().any(|c| !c.negative.is_empty())
    }

    /// Where a step stands.
    pub fn x(&self, step: f64) -> f64 {
        let width = self.size.0 - self.gutter.left - self.gutter.right;
        self.gutter.left + step / self.steps.max(1) as f64 * width
    }

    /// The step at a place, on the axis.
    pub fn step_at(&self, x: f64) -> usize {
        let width = self.size.0 - self.gutter.left - self.gutter.right;
        let share = ((x - self.gutter.left) / width).clamp(0.0, 1.0);
        (share * self.steps as f64).round() as usize
    }

    /// Where a height stands: below the lowest decade at the floor, above the highest beyond the top.
    fn y(&self, log: f64) -> f64 {
        let (bottom, top) = self.range;
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        let share = (log - bottom) / (top - bottom);
        let least = if self.scale == Scale::Log { 0.0 } else { -0.5 };
        self.size.1 - self.gutter.bottom - share.clamp(least, 1.5) * height
    }
}

/// The lowest and the highest finite height of the first steps, so many; the wrong way round if there is none.
fn span(curves: &[Curve], count: usize) -> (f64, f64) {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for v in curves.iter().flat_map(|c| c.heights.iter().take(count)).filter(|v| v.is_finite()) {
        ends = (ends.0.min(*v), ends.1.max(*v));
    }
    ends
}
