//! Two wells, one a little deeper: (x² − 1)² + 0.3 x + y².
//!
//! Global minimum (−1.0356, 0), f = −0.3054; local minimum (0.9601, 0), f = 0.2941; between them a barrier at
//! x = 0.0754. Made for this course.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;

/// How much the wells are tilted.
const TILT: f64 = 0.3;

struct TiltedWells;

impl Formula for TiltedWells {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.sq() - 1.0).sq() + x * TILT + y.sq()
    }
}

/// The bottom of a well: the root of 4x(x² − 1) + 0.3 beside one of −1 and 1, by Newton's method.
fn bottom(near: f64) -> f64 {
    (0..20).fold(near, |x, _| x - (4.0 * x * (x * x - 1.0) + TILT) / (12.0 * x * x - 4.0))
}

pub(super) const TILTED_WELLS: Entry = Entry {
    id: "tilted_wells",
    trouble: Trouble::LocalMinima,
    tex: r"f(x, y) = (x^2 - 1)^2 + 0.3\,x + y^2",
    plain: "(x² − 1)² + 0.3 x + y²",
    params: &[],
    domain: Domain::new(-2.2, 2.2, -1.8, 1.8),
    start: [1.9, 1.5],
    minima: |_| vec![[bottom(-1.0), 0.0], [bottom(1.0), 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.02",
        "momentum,lr:0.2,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    source: "a tilted double well; lessons, scene Local minimum",
    build: function!(|_| TiltedWells),
};
