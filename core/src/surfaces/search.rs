//! Looking for the local minima of a function of which nothing is known.
//!
//! A grid finds the hollows; from each, Newton's method goes to the bottom (its steps damped, and turned downhill where
//! the surface curves the other way: Nocedal & Wright 2006, Numerical Optimization, chapter 3.4). Where that fails, as
//! at a kink, points around are tried with ever smaller steps (compass search: Kolda, Lewis & Torczon 2003,
//! doi:10.1137/S003614450242889). Only strict minima inside the domain count: no saddles, no floors of valleys, no
//! wells without a bottom. The work is bounded and the same everywhere; a hollow narrower than the grid is missed.

use super::{Domain, lowest_first};
use crate::objective::Objective;
use crate::scalar::Vec2;

/// Nodes of the grid along each axis.
const NODES: usize = 60;
/// The most evaluations, of whatever kind.
const BUDGET: usize = 20_000;
/// The most minima.
const MOST: usize = 32;
/// The most steps of Newton's method from one hollow: enough for one down a curved valley, or where the bottom is as
/// flat as x⁴ and each step covers a third of the way.
const STEPS: usize = 100;
/// A step this short, in cells of the grid, is none.
const STILL: f64 = 1e-11;
/// Minima nearer than this, in cells of the grid, are one.
const APART: f64 = 1e-3;

/// The minima in the domain, the lowest first.
pub(super) fn search(objective: &dyn Objective, domain: Domain) -> Vec<Vec2> {
    let cell = [(domain.x.1 - domain.x.0) / (NODES - 1) as f64, (domain.y.1 - domain.y.0) / (NODES - 1) as f64];
    let mut search = Search { objective, domain, cell, left: BUDGET };
    let mut found: Vec<Vec2> = Vec::new();
    for start in search.hollows() {
        if search.left == 0 {
            break;
        }
        let Some(p) = search.bottom(start) else { continue };
        if found.iter().all(|q| search.length([p[0] - q[0], p[1] - q[1]]) > APART) {
            found.push(p);
        }
    }
    let mut found = lowest_first(objective, found);
    found.truncate(MOST);
    found
}

struct Search<'a> {
    objective: &'a dyn Objective,
    domain: Domain,
    /// Width and height of a cell of the grid: the natural unit of either axis.
    cell: Vec2,
    /// How many evaluations are left.
    left: usize,
}

impl Search<'_> {
    fn value(&mut self, p: Vec2) -> f64 {
        self.left = self.left.saturating_sub(1);
        self.objective.value(p)
    }

    /// A length in cells.
    fn length(&self, [dx, dy]: Vec2) -> f64 {
        libm::hypot(dx / self.cell[0], dy / self.cell[1])
    }

    fn from(&self, [x, y]: Vec2, [dx, dy]: Vec2, cells: f64) -> Vec2 {
        [x + dx * cells * self.cell[0], y + dy * cells * self.cell[1]]
    }

    /// Nodes not higher than their neighbours, and lower than one; the lowest first.
    fn hollows(&mut self) -> Vec<Vec2> {
        let node = |i: usize, j: usize| {
            let (t, u) = (i as f64 / (NODES - 1) as f64, j as f64 / (NODES - 1) as f64);
            let Domain { x, y } = self.domain;
            [x.0 + (x.1 - x.0) * t, y.0 + (y.1 - y.0) * u]
        };
        let nodes: Vec<Vec2> = (0..NODES * NODES).map(|k| node(k % NODES, k / NODES)).collect();
        let values: Vec<f64> = nodes.iter().map(|p| self.value(*p)).collect();
        let neighbours = |k: usize| {
            let near = |c: usize| c.saturating_sub(1)..(c + 2).min(NODES);
            near(k / NODES).flat_map(move |j| near(k % NODES).map(move |i| j * NODES + i)).filter(move |n| *n != k)
        };
        let hollow = |k: &usize| {
            let f = values[*k];
            // What is not a number is a wall.
            f.is_finite()
                && neighbours(*k).all(|n| f <= values[n] || values[n].is_nan())
                && neighbours(*k).any(|n| f < values[n])
        };
        let hollows = (0..nodes.len()).filter(hollow).map(|k| nodes[k]).collect();
        lowest_first(self.objective, hollows)
    }

    /// The strict minimum below a point, if there is one inside the domain.
    fn bottom(&mut self, start: Vec2) -> Option<Vec2> {
        let smooth = self.newton(start);
        smooth.or_else(|| self.compass(start)).filter(|p| self.domain.contains(*p))
    }

    /// Newton's method; none if it does not come to rest where the surface curves upwards all around.
    fn newton(&mut self, start: Vec2) -> Option<Vec2> {
        let mut p = start;
        let mut f = self.value(p);
        for _ in 0..STEPS {
            if self.left == 0 {
                return None;
            }
            self.left = self.left.saturating_sub(2);
            // In units of cells, so that both axes count alike.
            let [a, b] = self.cell;
            let [gx, gy] = self.objective.gradient(p);
            let [[xx, xy], [_, yy]] = self.objective.hessian(p);
            let (g, h) = ([gx * a, gy * b], [xx * a * a, xy * a * b, yy * b * b]);
            let (least, step) = newton_step(g, h)?;
            let length = libm::hypot(step[0], step[1]);
            if length <= STILL * (1.0 + libm::hypot(p[0] / a, p[1] / b)) {
                // The last step is free: it goes to the last digit.
                let last = self.from(p, step, 1.0);
                let settled = if self.value(last) <= f { last } else { p };
                return (least > 0.0 || self.is_strict(settled)).then_some(settled);
            }
            // Into the next hollow but one would be too far.
            let mut scale = (2.0 / length).min(1.0);
            let slope = g[0] * step[0] + g[1] * step[1];
            let (next, value) = loop {
                let next = self.from(p, step, scale);
                let value = self.value(next);
                // Near the bottom f itself is rounded more coarsely than its slope; there the full step is right.
                let enough = value <= f + 1e-4 * scale * slope || (length < 1e-4 && value <= f + 1e-14 * f.abs());
                if enough {
                    break (next, value);
                }
                scale *= 0.5;
                if scale < 1e-10 || self.left == 0 {
                    return None;
                }
            };
            if !self.domain.contains(next) {
                return None;
            }
            (p, f) = (next, value);
        }
        // Flat bottoms are reached slowly.
        self.is_strict(p).then_some(p)
    }

    /// Tries the points around with ever smaller steps.
    fn compass(&mut self, start: Vec2) -> Option<Vec2> {
        let mut p = start;
        let mut f = self.value(p);
        let mut reach = 0.5;
        while reach > STILL {
            let mut moved = false;
            for d in around(8) {
                let next = self.from(p, d, reach);
                let value = self.value(next);
                if value < f {
                    (p, f, moved) = (next, value, true);
                    break;
                }
            }
            if self.left == 0 || !self.domain.contains(p) {
                return None;
            }
            if !moved {
                reach *= 0.5;
            }
        }
        self.is_strict(p).then_some(p)
    }

    /// Whether f rises in all directions, and ever less the nearer: at a pole, which has no bottom, it does not.
    fn is_strict(&mut self, p: Vec2) -> bool {
        let f = self.value(p);
        let mut rises = |reach: f64| {
            let rises = around(16).map(|d| self.value(self.from(p, d, reach)) - f);
            rises.fold((f64::INFINITY, 0.0_f64), |(least, most), rise| (rise.min(least), rise.max(most)))
        };
        let ((near, _), (far, most)) = (rises(1e-3), rises(1e-1));
        // Along the floor of a valley only rounding rises.
        let noise = 1e-14 * f.abs();
        f.is_finite() && near >= -noise && far > noise + 1e-9 * most && near <= 0.5 * far
    }
}

/// Directions all around, the first along x.
fn around(count: usize) -> impl Iterator<Item = Vec2> {
    (0..count).map(move |i| {
        let angle = std::f64::consts::TAU * i as f64 / count as f64;
        [libm::cos(angle), libm::sin(angle)]
    })
}

/// The lesser curvature, and Newton's step −H⁻¹g with curvatures that are negative or nearly zero replaced by positive
/// ones, which makes it go downhill. None if there is a NaN.
fn newton_step([gx, gy]: Vec2, [xx, xy, yy]: [f64; 3]) -> Option<(f64, Vec2)> {
    let (middle, half) = ((xx + yy) / 2.0, libm::hypot((xx - yy) / 2.0, xy));
    let (least, most) = (middle - half, middle + half);
    let strongest = least.abs().max(most.abs());
    // Rounding of the entries makes a curvature of 0 some 1e-16 of the other.
    let shift = if least > 1e-12 * strongest { 0.0 } else { 1e-3 * strongest - 2.0 * least.min(0.0) };
    let (xx, yy) = (xx + shift, yy + shift);
    let det = xx * yy - xy * xy;
    let step = [-(yy * gx - xy * gy) / det, -(xx * gy - xy * gx) / det];
    let rests = gx == 0.0 && gy == 0.0;
    let step = if rests { [0.0; 2] } else { step };
    let usable = step.iter().all(|v| v.is_finite()) && least.is_finite();
    let least = if shift == 0.0 { least } else { least.min(0.0) };
    usable.then_some((least, step))
}
