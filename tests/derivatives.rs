//! Gradients and Hessians of every surface against central differences, with parameters drawn at random.

mod support;

use downhill::core::objective::Objective;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use proptest::prelude::*;
use std::cell::Cell;
use support::{cases, ordinary, point, values};

/// How far two slopes may differ, in units of 1 + |slope| + the rounding of f itself.
const EQUAL: f64 = 1e-6;

/// The slope of `f` at 0 by central differences of fourth order: (8(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h.
fn slope(f: impl Fn(f64) -> f64, h: f64) -> f64 {
    (8.0 * (f(h) - f(-h)) - (f(2.0 * h) - f(-2.0 * h))) / (12.0 * h)
}

/// The slope, if two step sizes agree on it: across a kink, or where f wriggles within a step, they do not.
fn measured(f: impl Fn(f64) -> f64) -> Option<f64> {
    let (coarse, fine) = (slope(&f, 1e-3), slope(&f, 5e-4));
    ((coarse - fine).abs() <= EQUAL / 2.0 * (1.0 + fine.abs())).then_some(fine)
}

fn along([x, y]: Vec2, axis: usize, t: f64) -> Vec2 {
    if axis == 0 { [x + t, y] } else { [x, y + t] }
}

/// What the surface says of its slope and curvature along an axis, beside what central differences measure.
fn pairs(f: &dyn Objective, p: Vec2, axis: usize) -> Option<[(f64, f64); 3]> {
    let (gradient, hessian) = (f.gradient(p), f.hessian(p));
    Some([
        (gradient[axis], measured(|t| f.value(along(p, axis, t)))?),
        (hessian[0][axis], measured(|t| f.gradient(along(p, axis, t))[0])?),
        (hessian[1][axis], measured(|t| f.gradient(along(p, axis, t))[1])?),
    ])
}

#[test]
fn every_gradient_and_hessian_equals_central_differences() {
    for spec in SURFACES {
        let (tried, judged) = (Cell::new(0), Cell::new(0));
        let anywhere = values(spec.params, ordinary).prop_flat_map(|values| {
            let surface = Surface::new(spec, &values);
            (Just(values), point(&surface))
        });
        proptest!(cases(500), |((values, p) in anywhere)| {
            let surface = Surface::new(spec, &values);
            for axis in [0, 1] {
                tried.set(tried.get() + 1);
                let Some(pairs) = pairs(&*surface.objective, p, axis) else { continue };
                judged.set(judged.get() + 1);
                for (said, measured) in pairs {
                    let deviation = (said - measured).abs() / (1.0 + measured.abs());
                    prop_assert!(deviation <= EQUAL, "{} {values:?} at {p:?}: {said}, measured {measured}", spec.id);
                }
            }
        });
        // Central differences have their own limits; they must not be what passes the test.
        assert!(judged.get() * 100 >= tried.get() * 95, "{}: {} of {} measurable", spec.id, judged.get(), tried.get());
    }
}

#[test]
fn hessians_are_symmetric_to_the_bit() {
    for spec in SURFACES {
        let surface = Surface::new(spec, &downhill::core::param::defaults(spec.params));
        proptest!(cases(100), |(p in point(&surface))| {
            let [[_, xy], [yx, _]] = surface.objective.hessian(p);
            prop_assert_eq!(xy, yx, "{} at {:?}", spec.id, p);
        });
    }
}
