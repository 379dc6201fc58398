//! Maps: every cell is, bit for bit, the path from there, and ends as that ends.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod basins;
mod cells;
mod rates;
#[path = "../support/mod.rs"]
mod support;
mod swarms;

use downhill::core::formula::Program;
use downhill::core::map::{Axis, Cell, Ending, Engine, Map, Plane};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::options::Noise;
use downhill::core::param::{Kind, Value, defaults, position};
use downhill::core::run::{Outcome, Plan, Trajectory};
use downhill::core::surfaces::{Domain, SURFACES, Surface, own_surface};
use proptest::prelude::*;
use support::{Run, ordinary, values};

/// What a map must say of a path.
#[track_caller]
fn same(cell: &Cell, path: &Trajectory, surface: &Surface, what: &dyn Fn() -> String) {
    let last = path.last();
    let bits = |v: f64| if v.is_nan() { 0 } else { v.to_bits() };
    assert_eq!(cell.end.map(bits), last.point.map(bits), "{}: end {cell:?}, path {last:?}", what());
    assert_eq!(bits(cell.loss), bits(last.loss), "{}", what());
    assert_eq!(cell.end_step as usize, path.points.len().saturating_sub(1), "{}", what());
    let (ending, steps) = match path.outcome {
        Outcome::Converged { at } => (Ending::Converged, at),
        Outcome::Budget => (Ending::Budget, cell.end_step as usize),
        Outcome::LeftView { .. } => (Ending::LeftView, cell.end_step as usize),
        Outcome::Diverged { at } => {
            assert_eq!(cell.end_step as usize, at.saturating_sub(1), "{}", what());
            (Ending::Diverged, cell.end_step as usize)
        }
    };
    assert_eq!((cell.ending, cell.steps as usize), (ending, steps), "{}", what());
    let nearest = surface.nearest_minimum(last.point).filter(|_| ending == Ending::Converged);
    let place = nearest.map(|m| surface.minima.iter().position(|other| other == m).unwrap() as u16);
    assert_eq!(cell.minimum, place, "{}", what());
}

/// All cells of a basin map against their paths.
fn check_starts(plan: &Plan, surface: &Surface, domain: Domain, size: [usize; 2]) {
    let engine = Engine::new(plan, surface, domain);
    let map = Map { engine, plane: Plane::Starts(domain), size };
    let all: Vec<[usize; 2]> = (0..size[1]).flat_map(|j| (0..size[0]).map(move |i| [i, j])).collect();
    for (cell, [i, j]) in map.cells(&all).iter().zip(&all) {
        let start = map.place(*i, *j);
        let path = Plan { start, ..*plan }.follow(surface, domain);
        same(cell, &path, surface, &|| {
            format!("{} {:?} {:?} on {} from {start:?}", plan.optimizer.id, plan.values, plan.options, surface.plain)
        });
    }
}

/// All cells of a rate map against their paths.
fn check_settings(plan: &Plan, surface: &Surface, axes: [Axis; 2], size: [usize; 2]) {
    let domain = surface.spec.domain;
    let engine = Engine::new(plan, surface, domain);
    let map = Map { engine, plane: Plane::Settings(axes), size };
    let all: Vec<[usize; 2]> = (0..size[1]).flat_map(|j| (0..size[0]).map(move |i| [i, j])).collect();
    let params = plan.optimizer.params;
    for (cell, [i, j]) in map.cells(&all).iter().zip(&all) {
        let place = map.place(*i, *j);
        let mut run = Run { optimizer: plan.optimizer, values: plan.values.to_vec() };
        let mut possible = true;
        for (axis, value) in axes.iter().zip(place) {
            let Kind::Number { allowed, .. } = params[axis.param].kind else { panic!("a number") };
            possible &= allowed.contains(value);
            run.values[axis.param] = Value::Number(value);
        }
        if !possible || run.conflict().is_some() {
            assert_eq!(cell.ending, Ending::NotAllowed, "{}", run.write());
            continue;
        }
        let path = Plan { values: &run.values, ..*plan }.follow(surface, domain);
        same(cell, &path, surface, &|| format!("{} {:?} on {}", run.write(), plan.options, surface.plain));
    }
}

/// Surfaces of every make: code, text, data, a typed formula, one's own points.
fn any_surface() -> impl Strategy<Value = Surface> {
    let typed = prop::sample::select(vec![
        "sin(x)*cos(y)+0.01*(x^2+y^2)",
        "abs(x)+max(y,-2y)",
        "ln(1+exp(x))+x^2/20+tanh(y)^2",
        "(x^2+y^2)^0.3+atan(x*y)",
        "x^y",
    ]);
    let typed = typed.prop_map(|text| Surface::typed(text, &Program::parse(text).unwrap(), &[]));
    let known = (0..SURFACES.len()).prop_flat_map(|i| {
        let spec = &SURFACES[i];
        let values = prop_oneof![Just(defaults(spec.params)).boxed(), values(spec.params, ordinary).boxed()];
        values.prop_map(move |values| Surface::new(spec, &values))
    });
    let own = prop::sample::select(vec!["own_line", "own_logistic", "own_tanh"]);
    let own = own.prop_map(|id| Surface::own(own_surface(id).unwrap(), &[[1.0, 2.0], [2.0, -1.0], [4.0, 3.5]]));
    // Ninety surfaces are enough to wait for; those with hundreds of measurements take their time.
    prop_oneof![12 => known, 4 => typed, 1 => own].prop_filter("quick", |s| s.objective.terms() < 300)
}

fn any_method(each: fn(&downhill::core::param::ParamSpec) -> BoxedStrategy<Value>) -> impl Strategy<Value = Run> {
    (0..OPTIMIZERS.len()).prop_flat_map(move |i| {
        values(OPTIMIZERS[i].params, each).prop_map(move |values| {
            let mut run = Run { optimizer: &OPTIMIZERS[i], values };
            if let Some(i) = run.conflict().and_then(|id| position(run.optimizer.params, id)) {
                run.values[i] = run.optimizer.params[i].default;
            }
            run
        })
    })
}

fn any_noise() -> impl Strategy<Value = Option<Noise>> {
    prop::option::weighted(0.3, (0.0..2.0, 0..100_u32).prop_map(|(sigma, seed)| Noise { sigma, seed }))
}
