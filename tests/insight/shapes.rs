//! What is drawn of a step on the landscape: Nelder and Mead's triangle, the axes of the curvature, the box of the roots.

use crate::every_run;
use crate::support::{Run, read_surface};
use downhill::chart::insight::{axes, sides};
use downhill::core::optimizers::{Family, Tumble};
use downhill::core::run::Plan;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::SURFACES;
use std::collections::BTreeMap;

/// What happened to the triangle, from the triangles of two steps alone.
fn seen_from_outside(before: [Vec2; 3], after: [Vec2; 3]) -> Option<Tumble> {
    let [best, good, worst] = before;
    let stayed = |p: &Vec2| after.contains(p);
    if !(stayed(&best) && stayed(&good)) {
        return Some(Tumble::Shrunk);
    }
    let new = after.into_iter().find(|p| *p != best && *p != good)?;
    let centre = [(best[0] + good[0]) / 2.0, (best[1] + good[1]) / 2.0];
    let away = [centre[0] - worst[0], centre[1] - worst[1]];
    let along = ((new[0] - centre[0]) * away[0] + (new[1] - centre[1]) * away[1]) / away[0].hypot(away[1]).powi(2);
    // With the coefficients 1, 2, ½, ½.
    Some(match (along * 2.0).round() as i32 {
        2 => Tumble::Reflected,
        4 => Tumble::Expanded,
        1 => Tumble::ContractedOutside,
        -1 => Tumble::ContractedInside,
        other => panic!("{other}/2 of the way"),
    })
}

#[test]
fn the_triangle_does_what_it_says() {
    let mut seen = BTreeMap::new();
    let run = Run::read("nelder_mead,lr:0.8");
    for spec in SURFACES {
        let surface = read_surface(spec.id);
        let record = Plan::new(run.optimizer, &run.values, spec.start, 25).record(&surface);
        for pair in record.windows(2) {
            let (before, after) = (pair[0].simplex.unwrap(), pair[1].simplex.unwrap());
            assert_eq!(pair[0].tumble, seen_from_outside(before, after), "{}: {before:?} → {after:?}", spec.id);
            *seen.entry(format!("{:?}", pair[0].tumble.unwrap())).or_insert(0) += 1;
        }
    }
    assert_eq!(seen.len(), 5, "all of them happen: {seen:?}");
}

#[test]
fn only_methods_without_gradients_have_a_triangle() {
    for run in every_run(&read_surface("sphere")) {
        let surface = read_surface("sphere");
        let inside = Plan::new(run.optimizer, &run.values, [1.0, 2.0], 3).inspect(&surface, 1);
        let triangle = run.optimizer.family == Family::DerivativeFree;
        assert_eq!((inside.simplex.is_some(), inside.tumble.is_some()), (triangle, triangle), "{}", run.optimizer.id);
    }
}

#[test]
fn the_axes_of_a_turned_bowl_lie_as_it_is_turned() {
    for degrees in [0.0, 15.0, 30.0, 45.0, 60.0, 80.0_f64] {
        for condition in [4.0, 25.0] {
            let surface = read_surface(&format!("quadratic,condition:{condition},angle:{degrees}"));
            let hessian = surface.objective.hessian([0.7, -0.2]);
            let [flat, steep] = axes(hessian, 1.0).unwrap();
            assert!((steep.value / flat.value - condition).abs() < 1e-9 * condition);
            let (length, short) = (flat.half.0.hypot(flat.half.1), steep.half.0.hypot(steep.half.1));
            assert!((length - 52.0).abs() < 1e-9 && (length / short - condition.sqrt()).abs() < 1e-9);
            // y points down in the picture. Along an axis the gradient from the middle points along it.
            let middle = surface.minima[0].point;
            for axis in [flat, steep] {
                let way = [axis.half.0 / 100.0, -axis.half.1 / 100.0];
                let g = surface.objective.gradient([middle[0] + way[0], middle[1] + way[1]]);
                let cross = g[0] * way[1] - g[1] * way[0];
                assert!(cross.abs() < 1e-9 * (1.0 + g[0].hypot(g[1])), "{degrees}°: {g:?} along {way:?}");
                let stretch = (g[0] * way[0] + g[1] * way[1]) / way[0].hypot(way[1]).powi(2);
                assert!((stretch - axis.value).abs() < 1e-9 * axis.value);
            }
        }
    }
    assert!(axes([[0.0; 2]; 2], 1.0).is_none() && axes([[f64::NAN; 2]; 2], 1.0).is_none());
    let [_, steep] = axes([[1e9, 0.0], [0.0, 1e-9]], 1.0).unwrap();
    assert_eq!(steep.half.0.hypot(steep.half.1), 4.0, "the shorter one is still seen");
}

#[test]
fn the_box_has_the_proportions_of_the_roots() {
    let (x, y) = sides([4.0, 9.0], 1.0).unwrap();
    assert!((x / y - 2.0 / 3.0).abs() < 1e-12 && y == 30.0);
    assert_eq!(sides([-1.0, 9.0], 2.0), Some((8.0, 60.0)), "an average of Yogi may be negative: as good as 0");
    assert!(sides([0.0, 0.0], 1.0).is_none() && sides([f64::NAN, f64::INFINITY], 1.0).is_none());
}
