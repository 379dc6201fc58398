//! Quickprop: each coordinate jumps to the bottom of the parabola through its last two slopes.
//!
//! Fahlman's rules, each coordinate by itself, S the slope: the parabola's step S/(S₋₁ − S) Δ₋₁; no more than μ Δ₋₁,
//! also where the parabola has no bottom ahead; besides, −αS as long as the slope still points the way of the last
//! step, and −αS alone at the start. Source: Fahlman 1988, CMU-CS-88-162.

use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::{Range, linear, rate};
use crate::scalar::{Vec2, zip};

pub(super) const QUICKPROP: Entry = Entry {
    id: "quickprop",
    family: Family::Adaptive,
    year: 1988,
    params: &[rate("lr", "α", 0.01, (1e-4, 1.0)), linear("mu", "μ", 1.75, (1.0, 3.0), Range::POSITIVE)],
    main: &["mu"],
    tex: r"\Delta \leftarrow \frac{g}{g_{-1} - g}\, \Delta_{-1},\quad |\Delta| \le \mu\, |\Delta_{-1}|,\quad x \leftarrow x + \Delta - \alpha g",
    source: "Fahlman 1988, An empirical study of learning speed in back-propagation networks, CMU-CS-88-162",
    defaults_of: "Fahlman 1988 (μ); lr is ours",
    build: Build::one(|s| Box::new(Quickprop { mu: s.number("mu"), slope: [0.0; 2], step: [0.0; 2] })),
    conflict: no_conflict,
};

struct Quickprop {
    mu: f64,
    /// The slopes and the moves of the step before.
    slope: Vec2,
    step: Vec2,
}

impl Quickprop {
    /// The next move of a coordinate.
    fn next(&self, slope: f64, old_slope: f64, step: f64, lr: f64) -> f64 {
        if step == 0.0 {
            return -lr * slope;
        }
        // As if the last step had been to the left, so that downhill ahead is a positive slope.
        let sign = if step < 0.0 { 1.0 } else { -1.0 };
        let (ahead, before) = (sign * slope, sign * old_slope);
        let gradient = if ahead > 0.0 { -lr * slope } else { 0.0 };
        let shrink = self.mu / (1.0 + self.mu);
        let jump = if ahead >= shrink * before { self.mu * step } else { step * slope / (old_slope - slope) };
        gradient + jump
    }
}

impl Rule<f64> for Quickprop {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = oracle.gradient(x);
        let next = |i: usize| self.next(g[i], self.slope[i], self.step[i], lr);
        self.step = [next(0), next(1)];
        self.slope = g;
        zip(x, self.step, |x, s| x + s)
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fahlmans_cases_by_hand() {
        let rule = Quickprop { mu: 1.75, slope: [0.0; 2], step: [0.0; 2] };
        let cases = [
            // slope, slope before, step before: next step at ε = 0.1.
            ([2.0, 0.0, 0.0], -0.2, "first step: the gradient alone"),
            ([1.0, 4.0, -0.3], -0.1 - 0.1, "a third of the way is left, and the gradient too"),
            ([-1.0, 4.0, -0.3], 0.06, "beyond the bottom: back by the parabola alone"),
            ([3.0, 4.0, -0.3], -0.3 - 0.525, "the parabola's 0.9 is cut to μ times the last step"),
            ([5.0, 4.0, -0.3], -0.5 - 0.525, "no bottom ahead: μ times the last step"),
            ([-1.0, -4.0, 0.3], 0.1 + 0.1, "the same to the right"),
            ([0.0, 4.0, -0.3], 0.0, "the bottom is reached"),
        ];
        for ([slope, old, step], expected, what) in cases {
            let next = rule.next(slope, old, step, 0.1);
            assert!((next - expected).abs() < 1e-15, "{what}: {next}");
        }
    }
}
