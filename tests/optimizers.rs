//! Laws that the methods obey whatever their parameters.

mod support;

use downhill::core::optimizers::{Family, OPTIMIZERS, optimizer};
use downhill::core::param::{Kind, Value, position};
use downhill::core::run::{Outcome, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::core::tune::best_rate;
use proptest::prelude::*;
use std::collections::HashSet;
use support::{Run, allowed, cases, ordinary, point, read_surface, values};

/// Every surface with its default parameters.
fn surfaces() -> Vec<Surface> {
    SURFACES.iter().map(|spec| read_surface(spec.id)).collect()
}

/// The id of any surface, and a start on it.
fn somewhere() -> impl Strategy<Value = (&'static str, Vec2)> {
    let ids: Vec<&str> = SURFACES.iter().map(|spec| spec.id).collect();
    prop::sample::select(ids).prop_flat_map(|id| (Just(id), point(&read_surface(id))))
}

/// The largest distance between two paths, in units of 1 + |coordinate|, as long as neither has left the finite.
fn largest_difference(a: &[Vec2], b: &[Vec2]) -> f64 {
    let each = |p: &Vec2, q: &Vec2| (0..2).map(|i| (p[i] - q[i]).abs() / (1.0 + p[i].abs())).fold(0.0, f64::max);
    a.iter().zip(b).map(|(p, q)| each(p, q)).fold(0.0, f64::max)
}

fn path(run: &str, surface: &Surface, start: Vec2, steps: usize) -> Vec<Vec2> {
    Run::read(run).follow(surface, start, steps).points.iter().map(|p| p.point).collect()
}

/// Whether nearby starts stay together: a path that doubles every error cannot be compared beyond a few digits.
fn steady(run: &str, surface: &Surface, start: Vec2, steps: usize) -> bool {
    let near = [start[0] * (1.0 + 1e-12) + 1e-12, start[1] * (1.0 + 1e-12) + 1e-12];
    let (a, b) = (path(run, surface, start, steps), path(run, surface, near, steps));
    a.len() == steps + 1 && a.len() == b.len() && largest_difference(&a, &b) < 1e-10
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn heavy_ball_is_ema_from_zero_at_a_larger_rate(
        (id, start) in somewhere(), lr in 1e-4..0.1, beta in 0.0..0.99,
    ) {
        let surface = read_surface(id);
        let heavy = format!("momentum,lr:{lr},beta:{beta},convention:heavy_ball");
        prop_assume!(steady(&heavy, &surface, start, 100));
        let zero = format!("momentum,lr:{},beta:{beta},convention:ema_zero", lr / (1.0 - beta));
        let difference = largest_difference(&path(&heavy, &surface, start, 100), &path(&zero, &surface, start, 100));
        prop_assert!(difference < 1e-9, "{} {heavy}: {difference:e}", id);
    }

    #[test]
    fn the_articles_momentum_is_sgd_with_dampening(
        (id, start) in somewhere(), lr in 1e-4..1.0, beta in 0.0..0.99,
    ) {
        let surface = read_surface(id);
        let article = format!("momentum,lr:{lr},beta:{beta}");
        let dampened = format!("sgd,lr:{lr},momentum:{beta},dampening:{beta}");
        prop_assume!(steady(&article, &surface, start, 100));
        let difference =
            largest_difference(&path(&article, &surface, start, 100), &path(&dampened, &surface, start, 100));
        prop_assert!(difference < 1e-9, "{} {article}: {difference:e}", id);
    }

    #[test]
    fn nesterov_is_sgd_with_the_switch((id, start) in somewhere(), lr in 1e-4..0.1, momentum in 0.01..0.99) {
        let surface = read_surface(id);
        let a = path(&format!("nesterov,lr:{lr},momentum:{momentum}"), &surface, start, 100);
        let b = path(&format!("sgd,lr:{lr},momentum:{momentum},nesterov:1"), &surface, start, 100);
        prop_assert_eq!(a, b);
    }

    #[test]
    fn adamw_without_decay_is_adam(
        (id, start) in somewhere(), lr in 1e-4..1.0, beta1 in 0.0..0.99, beta2 in 0.0..0.999, amsgrad in 0..=1,
    ) {
        let surface = read_surface(id);
        let rest = format!("lr:{lr},beta1:{beta1},beta2:{beta2},weight_decay:0,amsgrad:{amsgrad}");
        let a = path(&format!("adam,{rest}"), &surface, start, 100);
        prop_assert_eq!(a, path(&format!("adamw,{rest}"), &surface, start, 100));
    }

    #[test]
    fn bias_correction_scales_the_first_step_as_theory_says(
        (id, start) in somewhere(), lr in 1e-3..1.0, beta1 in 0.0..0.99, beta2 in 0.0..0.999,
    ) {
        let surface = read_surface(id);
        let [gx, gy] = surface.objective.gradient(start);
        prop_assume!(gx.abs() > 1e-6 && gy.abs() > 1e-6);
        let first = |switch: u8| -> Vec2 {
            let run = format!("adam,lr:{lr},beta1:{beta1},beta2:{beta2},eps:0,bias_correction:{switch}");
            let p = path(&run, &surface, start, 1)[1];
            [p[0] - start[0], p[1] - start[1]]
        };
        let (with, without) = (first(1), first(0));
        let ratio = (1.0 - beta1) / f64::sqrt(1.0 - beta2);
        for axis in [0, 1] {
            prop_assert!(f64::abs(with[axis].abs() - lr) < 1e-12, "the first corrected step is lr: {with:?}");
            prop_assert!(f64::abs(without[axis] - ratio * with[axis]) < 1e-12 * (1.0 + ratio), "{without:?} {ratio}");
        }
    }

    #[test]
    fn adaptive_first_steps_do_not_depend_on_the_steepness(
        name in prop::sample::select(&["adam", "adamw", "adagrad", "rmsprop"]), b in 1.0..1000.0, lr in 1e-4..1.0,
    ) {
        // Rosenbrock with a = x only has the term that b scales.
        let step = |b: f64| {
            let surface = read_surface(&format!("rosenbrock,a:-1.25,b:{b}"));
            let decay = if name == "adamw" { ",weight_decay:0" } else { "" };
            path(&format!("{name},lr:{lr},eps:0{decay}"), &surface, [-1.25, 1.0], 1)[1]
        };
        prop_assert!(largest_difference(&[step(b)], &[step(1.0)]) < 1e-12);
    }
}

/// Runs of every method with parameters drawn by `each`, on any surface.
fn for_every_method(
    count: u32,
    each: fn(&downhill::core::param::ParamSpec) -> BoxedStrategy<Value>,
    law: impl Fn(&Run, &Surface, Vec2) -> Result<(), TestCaseError>,
) {
    for optimizer in OPTIMIZERS {
        let anything = (values(optimizer.params, each), somewhere());
        proptest!(cases(count), |((values, (id, start)) in anything)| {
            law(&Run { optimizer, values }, &read_surface(id), start)?;
        });
    }
}

#[test]
fn runs_are_deterministic_and_longer_runs_begin_with_shorter_ones() {
    for_every_method(60, ordinary, |run, surface, start| {
        let long = run.follow(surface, start, 90);
        prop_assert_eq!(&long, &run.follow(surface, start, 90));
        let short = run.follow(surface, start, 40);
        let shared = long.points.len().min(41);
        prop_assert_eq!(&long.points[..shared], &short.points[..], "{}", run.write());
        Ok(())
    });
}

/// The methods that ask for more, or for something else, than one gradient a step: (value, gradient, Hessian) of a
/// run of so many steps, at least and at most.
fn asked(run: &Run, steps: u64) -> [(u64, u64); 3] {
    let exactly = |n| (n, n);
    match run.optimizer.id {
        // A search takes 26 trials at most, one of both each; what is not searched stands still and asks nothing.
        "bfgs" | "conjugate_gradient" => [(1, 27 * steps), (1, 27 * steps), exactly(0)],
        // Armijo's search takes 50 values.
        "gd_line_search" => [(1, 51 * steps), (1, 27 * steps), exactly(0)],
        // Up to max_iter searches a step; torch's closure gives value and gradient together.
        "lbfgs" => {
            let most = 27 * steps * run.value("max_iter").number() as u64;
            [(steps, most), (steps, most), exactly(0)]
        }
        "newton" => [exactly(0), exactly(steps), exactly(steps)],
        // f before and after the step; no Hessian where there are residuals.
        "levenberg_marquardt" => [exactly(2 * steps), exactly(steps), (0, steps)],
        // Three corners, then one to four trials an iteration.
        "nelder_mead" => [(3 + steps, 3 + 4 * steps), exactly(0), exactly(0)],
        // One look at the curvature of the start.
        "gd_momentum_optimal" => [exactly(0), exactly(steps), exactly(1)],
        // The curvature every k steps.
        // Polyak's step is set by the gap between the value and the lowest one.
        "polyak_sgd" => [exactly(steps), exactly(steps), exactly(0)],
        "sophia" => [exactly(0), exactly(steps), exactly(steps.div_ceil(run.value("k").number() as u64))],
        _ => [exactly(0), exactly(steps), exactly(0)],
    }
}

#[test]
fn first_order_methods_ask_for_one_gradient_a_step_and_the_others_for_no_more_than_they_say() {
    for_every_method(30, ordinary, |run, surface, start| {
        let path = run.follow(surface, start, 50);
        let steps = path.outcome.at().filter(|_| matches!(path.outcome, Outcome::Diverged { .. })).unwrap_or(50);
        let made = [path.evaluations.value, path.evaluations.gradient, path.evaluations.hessian];
        for (made, (least, most)) in made.into_iter().zip(asked(run, steps as u64)) {
            prop_assert!((least..=most).contains(&made), "{}: {made}, not {least} to {most}", run.write());
        }
        Ok(())
    });
}

#[test]
fn whatever_is_allowed_runs_and_ends_at_a_finite_point() {
    let diverged = std::cell::Cell::new(0);
    for_every_method(1000, allowed, |run, surface, start| {
        let path = run.follow(surface, start, 60);
        prop_assert!(!path.points.is_empty(), "the start is finite");
        for p in &path.points {
            prop_assert!(p.point[0].is_finite() && p.point[1].is_finite() && p.loss.is_finite(), "{}", run.write());
        }
        match path.outcome {
            Outcome::Diverged { at } => {
                prop_assert_eq!(at, path.points.len(), "{}", run.write());
                diverged.set(diverged.get() + 1);
            }
            _ => prop_assert_eq!(path.points.len(), 61),
        }
        Ok(())
    });
    assert!(diverged.get() > 100, "only {} runs diverged: the values are too tame", diverged.get());
}

#[test]
fn what_a_step_shows_is_what_the_path_does() {
    for_every_method(30, ordinary, |run, surface, start| {
        let path = run.follow(surface, start, 20);
        let plan = downhill::core::run::Plan::new(run.optimizer, &run.values, start, 20);
        for k in 0..path.points.len() - 1 {
            let seen = plan.inspect(surface, k);
            prop_assert_eq!(seen.point, path.points[k].point);
            prop_assert_eq!((seen.loss, seen.next_loss), (path.points[k].loss, path.points[k + 1].loss));
            prop_assert_eq!(seen.gradient, surface.objective.gradient(seen.point));
            let mut names: Vec<String> = seen.quantities.iter().map(|(q, _)| format!("{q:?}")).collect();
            names.dedup();
            prop_assert_eq!(names.len(), seen.quantities.len(), "{}: a quantity twice", run.optimizer.id);
        }
        Ok(())
    });
}

/// Surfaces with hardly a slope, or made of planes, where methods of second order have nothing to go by.
const FLAT: &[&str] = &["plateau", "reddi", "abs_valley"];

#[test]
fn every_rate_is_read_and_matters() {
    for surface in surfaces().iter().filter(|s| !FLAT.contains(&s.spec.id)) {
        for optimizer in OPTIMIZERS.iter().filter(|o| !support::stands_still(o, surface.spec)) {
            let Some(rate) = optimizer.rate() else { continue };
            let special = RATE_IS_NO_SPEED.iter().find(|text| text.starts_with(optimizer.id));
            if special.is_some() && surface.spec.id != "himmelblau" {
                continue;
            }
            let mut run = Run::read(special.unwrap_or(&optimizer.id));
            // Twelve steps: Levenberg–Marquardt's first few may all be refused.
            let mut slow = run.follow(surface, surface.spec.start, 12);
            for _ in 0..10 {
                if slow.points.len() > 1 {
                    break;
                }
                run.set(rate.id, Value::Number(run.value(rate.id).number() / 100.0));
                slow = run.follow(surface, surface.spec.start, 12);
            }
            if slow.points.len() < 2 {
                continue;
            }
            // Not twice: a search that halves its trials would come to the same ones.
            run.set(rate.id, Value::Number(run.value(rate.id).number() * 1.7));
            let fast = run.follow(surface, surface.spec.start, 12);
            assert_ne!(slow.points, fast.points, "{} on {}", optimizer.id, surface.spec.id);
        }
    }
}

/// Methods whose rate does not simply multiply the step, where it matters all the same. COCOB divides the steepness of
/// f out again, unless it is below its ε; Polyak's rate is only a limit, felt where it is low and there is a gap.
const RATE_IS_NO_SPEED: &[&str] = &["cocob,lr:1e-12", "polyak_sgd,max_learning_rate:0.00001,f_min:-10000"];

#[test]
fn every_method_converges_on_a_bowl() {
    let surface = read_surface("quadratic,condition:2");
    let start = [1.5, -1.0];
    for optimizer in OPTIMIZERS {
        let mut run = Run::read(optimizer.id);
        if let Some(rate) = optimizer.rate() {
            let plan = Plan::new(optimizer, &run.values, start, 2000);
            let best = best_rate(&plan, &surface, surface.spec.domain);
            run.set(rate.id, Value::Number(best.unwrap_or_else(|| panic!("no rate for {}", optimizer.id))));
        }
        let path = run.follow(&surface, start, 2000);
        let left = path.last().loss / path.at(0).loss;
        assert!(matches!(path.outcome, Outcome::Converged { .. }), "{}: {:?} {left:e}", run.write(), path.outcome);
        if let Some(average) = path.averaged.last() {
            let left = surface.objective.value(*average) / path.at(0).loss;
            assert!(left < 1e-3, "{}: its average is at {average:?}, {left:e}", run.write());
        }
    }
}

#[test]
fn a_start_without_a_slope_ends_no_run() {
    let sphere = read_surface("sphere");
    for spec in OPTIMIZERS {
        let path = Run::read(spec.id).follow(&sphere, [0.0, 0.0], 20);
        assert_eq!(path.points.len(), 21, "{}: {:?}", spec.id, path.outcome);
    }
}

#[test]
fn averaged_points_are_there_for_methods_that_average() {
    let surface = read_surface("himmelblau");
    for optimizer in OPTIMIZERS {
        let path = Run::read(optimizer.id).follow(&surface, [0.5, 1.0], 20);
        let wanted = if optimizer.family == Family::Averaging { path.points.len() } else { 0 };
        assert_eq!(path.averaged.len(), wanted, "{}", optimizer.id);
        if let Some(first) = path.averaged.first() {
            assert_eq!(*first, [0.5, 1.0], "{}", optimizer.id);
        }
    }
    // The average of a run that diverges ends with it.
    let path = Run::read("asgd,lr:1").follow(&surface, [0.5, 1.0], 50);
    assert!(matches!(path.outcome, Outcome::Diverged { .. }));
    assert_eq!(path.averaged.len(), path.points.len());
}

#[test]
fn nesterov_needs_momentum_and_no_dampening() {
    for (text, conflict) in [
        ("sgd,nesterov:1", true),
        ("sgd,nesterov:1,momentum:0.9", false),
        ("sgd,nesterov:1,momentum:0.9,dampening:0.1", true),
        ("sgd,momentum:0.9,dampening:0.1", false),
        ("rmsprop,nesterov:1", true),
        ("rmsprop,nesterov:1,momentum:0.5", false),
        ("nesterov", false),
        ("nesterov,momentum:0", false),
    ] {
        assert_eq!(Run::read(text).conflict(), conflict.then_some("nesterov"), "{text}");
    }
}

#[test]
fn ids_and_defaults_are_in_order() {
    let mut seen = HashSet::new();
    for spec in OPTIMIZERS {
        assert!(seen.insert(spec.id), "{} twice", spec.id);
        assert!(std::ptr::eq(optimizer(spec.id).expect("it is listed"), spec));
        assert!(spec.rate().is_some() || !spec.params.iter().any(|p| p.id == "lr"), "{}: lr comes first", spec.id);
        assert!((1600..=2100).contains(&spec.year), "{}", spec.id);
        assert!(Family::ALL.contains(&spec.family), "{}", spec.id);
        let run = Run::read(spec.id);
        assert_eq!(run.conflict(), None, "{}: the defaults contradict each other", spec.id);
        let mut params = HashSet::new();
        for param in spec.params {
            assert!(params.insert(param.id), "{}: {} twice", spec.id, param.id);
            assert_eq!(param.read(&param.write(param.default)), Ok(param.default), "{} {}", spec.id, param.id);
            assert_eq!(param.default == Value::None, param.optional, "{} {}", spec.id, param.id);
            if let Kind::Number { slider, allowed } = param.kind {
                assert!(slider.low < slider.high && allowed.contains(slider.low) && allowed.contains(slider.high));
            }
        }
        for id in spec.main {
            assert!(position(spec.params, id).is_some(), "{}: no parameter {id}", spec.id);
        }
        let about = downhill::core::optimizers::about(spec);
        assert!(!about.tex.is_empty() && !about.source.is_empty() && !about.defaults_of.is_empty());
    }
    assert!(optimizer("magic").is_none());
}
