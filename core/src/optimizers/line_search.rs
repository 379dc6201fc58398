//! How far to go along a direction: a rate found by trying, each trial counted.
//!
//! * [`strong_wolfe`]: low enough and flat enough; bracket and zoom with cubic interpolation, as torch's LBFGS does it
//!   operation by operation, with a bounded number of trials. Source: Nocedal & Wright 2006, algorithms 3.5 and 3.6,
//!   doi:10.1007/978-0-387-40065-5; Moré & Thuente 1994, doi:10.1145/192115.192132.
//! * [`armijo`]: low enough only; the step shrinks until it is (at most 50 trials).
//!   Source: Armijo 1966, doi:10.2140/pjm.1966.16.1.
//!
//! Where f is not a number every comparison fails, and the search ends with its trials used up; where it is +∞ the
//! search brackets and shrinks as on any other height.

use super::Oracle;
use super::matrix::{along, dot};
use crate::scalar::Vec2;

/// A place on the line: how far, f and the gradient there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub t: f64,
    pub f: f64,
    pub g: Vec2,
}

/// What a step must fulfil.
#[derive(Clone, Copy)]
pub(super) struct Conditions {
    /// c₁ of the sufficient decrease.
    pub decrease: f64,
    /// c₂ of the curvature condition.
    pub curvature: f64,
    /// The move below which a bracket is not divided further.
    pub smallest: f64,
    /// Trials after the first one, at most.
    pub trials: u32,
}

impl Conditions {
    /// Torch's.
    pub const TORCH: Conditions = Conditions { decrease: 1e-4, curvature: 0.9, smallest: 1e-9, trials: 25 };
}

/// The minimum of the cubic through two places with their slopes, no farther than the bounds.
fn cubic(a: Place, slope_a: f64, b: Place, slope_b: f64, (low, high): (f64, f64)) -> f64 {
    let d1 = slope_a + slope_b - 3.0 * (a.f - b.f) / (a.t - b.t);
    let square = d1 * d1 - slope_a * slope_b;
    // Also if it is NaN.
    let real = square >= 0.0;
    if !real {
        return (low + high) / 2.0;
    }
    let d2 = square.sqrt();
    let (p, slope_p, q, slope_q) = if a.t <= b.t { (a, slope_a, b, slope_b) } else { (b, slope_b, a, slope_a) };
    let place = q.t - (q.t - p.t) * ((slope_q + d2 - d1) / (slope_q - slope_p + 2.0 * d2));
    // Python's max and min: the first one stays unless the second one wins.
    let place = if low > place { low } else { place };
    if high < place { high } else { place }
}

/// Searches along d from x, where f and g are known, with `first` as the first trial. Also says how many trials it took.
pub(super) fn strong_wolfe(
    oracle: &mut dyn Oracle<f64>,
    x: Vec2,
    d: Vec2,
    start: Place,
    first: f64,
    c: Conditions,
) -> (Place, u32) {
    let largest = if d[1].abs() > d[0].abs() { d[1].abs() } else { d[0].abs() };
    let slope = dot(start.g, d);
    let mut probe = |t: f64| {
        let p = along(x, t, d);
        Place { t, f: oracle.value(p), g: oracle.gradient(p) }
    };
    let mut new = probe(first);
    let mut slope_new = dot(new.g, d);
    let (mut old, mut slope_old) = (Place { t: 0.0, ..start }, slope);
    let mut trials = 0;
    // The bracket with its slopes; once it is a single place the search is over.
    let (mut bracket, mut slopes);
    loop {
        (bracket, slopes) = ([old, new], [slope_old, slope_new]);
        if trials == c.trials {
            bracket[0] = Place { t: 0.0, ..start };
            break;
        }
        if new.f > start.f + c.decrease * new.t * slope || (trials > 1 && new.f >= old.f) {
            break;
        }
        if slope_new.abs() <= -c.curvature * slope {
            return (new, trials + 1);
        }
        if slope_new >= 0.0 {
            break;
        }
        let bounds = (new.t + 0.01 * (new.t - old.t), new.t * 10.0);
        let t = cubic(old, slope_old, new, slope_new, bounds);
        (old, slope_old) = (new, slope_new);
        new = probe(t);
        slope_new = dot(new.g, d);
        trials += 1;
    }
    let lower = |bracket: &[Place; 2]| if bracket[0].f <= bracket[1].f { 0 } else { 1 };
    let mut low = lower(&bracket);
    let mut stuck = false;
    while trials < c.trials {
        let [a, b] = bracket;
        if (b.t - a.t).abs() * largest < c.smallest {
            break;
        }
        let ends = if a.t <= b.t { (a.t, b.t) } else { (b.t, a.t) };
        let mut t = cubic(a, slopes[0], b, slopes[1], ends);
        // Too near to an end twice, or beyond it: a tenth of the bracket away from it instead.
        let tenth = 0.1 * (ends.1 - ends.0);
        let (right, left) = (ends.1 - t, t - ends.0);
        if (if left < right { left } else { right }) < tenth {
            if stuck || t >= ends.1 || t <= ends.0 {
                t = if right.abs() < left.abs() { ends.1 - tenth } else { ends.0 + tenth };
                stuck = false;
            } else {
                stuck = true;
            }
        } else {
            stuck = false;
        }
        new = probe(t);
        slope_new = dot(new.g, d);
        trials += 1;
        let high = 1 - low;
        if new.f > start.f + c.decrease * t * slope || new.f >= bracket[low].f {
            (bracket[high], slopes[high]) = (new, slope_new);
            low = lower(&bracket);
            continue;
        }
        let done = slope_new.abs() <= -c.curvature * slope;
        if !done && slope_new * (bracket[high].t - bracket[low].t) >= 0.0 {
            (bracket[high], slopes[high]) = (bracket[low], slopes[low]);
        }
        (bracket[low], slopes[low]) = (new, slope_new);
        if done {
            break;
        }
    }
    (bracket[low], trials + 1)
}

/// Shrinks the step until f is below the line f + c₁ t slope; stays where it is if no trial is. Also says what f is there.
pub(super) fn armijo(
    oracle: &mut dyn Oracle<f64>,
    x: Vec2,
    d: Vec2,
    start: Place,
    first: f64,
    (decrease, shrink): (f64, f64),
) -> (f64, f64) {
    let slope = dot(start.g, d);
    let mut t = first;
    for _ in 0..50 {
        let f = oracle.value(along(x, t, d));
        if f <= start.f + decrease * t * slope {
            return (t, f);
        }
        t *= shrink;
    }
    (0.0, start.f)
}
