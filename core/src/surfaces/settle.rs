//! Where the minima of a formula are: known to a few digits, the rest by Newton's method.
//!
//! An entry says roughly where its minima are, which is short; the last digits, and the order by depth, are found when
//! the surface is made. So minima move with the parameters, too, and one that has gone is not listed.

use super::{Domain, lowest_first};
use crate::objective::Objective;
use crate::scalar::Vec2;

/// Where the minima of a formula are.
#[derive(Clone, Copy, Debug)]
pub enum Places {
    /// At these very points: where there is no slope to follow to the end, as on an edge or a level floor.
    At(&'static [Vec2]),
    /// Beside these points, x and y by turns.
    Near(&'static [f32]),
    /// Beside the crossings of these x with these y, but for those where the ground curves down.
    Cross(&'static [f32], &'static [f32]),
    /// Uphill of them, at the crossings of these x with these y, where they move far with the parameters; no farther than
    /// this, in units of the domain's sides.
    Uphill(f64, &'static [f32], &'static [f32]),
}

/// How far a minimum may lie from where it is looked for, in units of the domain's sides.
const REACH: f64 = 0.005;

/// A step shorter than this, in units of the reach, is the last one; minima nearer than this are one and the same.
const SAME: f64 = 1e-6;

/// Ground that curves a ten-millionth as much one way as the other is a trough with no lowest point to speak of.
const LEVEL: f64 = 1e-7;

/// Newton's method doubles the digits in each step, and a few are known; the last steps polish the last digit.
const STEPS: usize = 8;

/// So many where nothing is known, and the curvature may change much on the way.
const MANY: usize = 60;

/// The minimum beside a point, if there is one.
fn settle(f: &dyn Objective, from: Vec2, reach: Vec2, steps: usize) -> Option<Vec2> {
    let (mut p, mut arrived) = (from, false);
    for _ in 0..steps {
        let ([gx, gy], [[a, b], [_, d]]) = (f.gradient(p), f.hessian(p));
        let det = a * d - b * b;
        // What is not above 0 here may also be NaN.
        if !(det > LEVEL * (a + d) * (a + d) && a > 0.0) {
            return None;
        }
        let step = [(d * gx - b * gy) / det, (a * gy - b * gx) / det];
        p = [p[0] - step[0], p[1] - step[1]];
        if !((p[0] - from[0]).abs() <= reach[0] && (p[1] - from[1]).abs() <= reach[1]) {
            return None;
        }
        arrived = step[0].abs() < SAME * reach[0] && step[1].abs() < SAME * reach[1];
    }
    arrived.then_some(p)
}

/// The minimum that Newton's method finds from a point by itself, however far away.
pub(super) fn settled(f: &dyn Objective, from: Vec2) -> Option<Vec2> {
    settle(f, from, [FAR; 2], MANY)
}

/// As far as [`settled`] looks, which makes its last step one of less than a thousandth.
const FAR: f64 = 1e3;

impl Places {
    /// All minima inside the domain, the deepest first.
    pub(super) fn all(self, f: &dyn Objective, domain: Domain) -> Vec<Vec2> {
        let (part, steps) = if let Places::Uphill(part, ..) = self { (part, MANY) } else { (REACH, STEPS) };
        let reach = [part * (domain.x.1 - domain.x.0), part * (domain.y.1 - domain.y.0)];
        let mut found: Vec<Vec2> = Vec::new();
        let mut look = |x: f32, y: f32| {
            let same =
                |p: &Vec2, q: &Vec2| (p[0] - q[0]).abs() < SAME * reach[0] && (p[1] - q[1]).abs() < SAME * reach[1];
            let minimum = settle(f, [x.into(), y.into()], reach, steps).filter(|p| domain.contains(*p));
            found.extend(minimum.filter(|p| !found.iter().any(|q| same(p, q))));
        };
        match self {
            Places::At(points) => return points.to_vec(),
            Places::Near(points) => points.chunks_exact(2).for_each(|p| look(p[0], p[1])),
            Places::Cross(xs, ys) | Places::Uphill(_, xs, ys) => {
                xs.iter().for_each(|&x| ys.iter().for_each(|&y| look(x, y)))
            }
        }
        lowest_first(f, found)
    }
}
