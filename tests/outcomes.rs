//! How runs end, as CONTRACTS section 2 defines it.

mod support;

use downhill::core::run::{Outcome, Plan};
use downhill::core::surfaces::Domain;
use support::{Run, read_surface};

fn outcome(surface: &str, run: &str, start: [f64; 2], steps: usize) -> Outcome {
    Run::read(run).follow(&read_surface(surface), start, steps).outcome
}

#[test]
fn converged_is_the_first_step_from_which_it_stays() {
    // Heavy momentum swings through the minimum: it is near for a moment long before it stays.
    let surface = read_surface("ravine");
    let path = Run::read("momentum,lr:0.1,beta:0.9,convention:heavy_ball").follow(&surface, [-7.0, 2.0], 300);
    let near: Vec<bool> = path.points.iter().map(|p| p.loss < 1e-4).collect();
    let first = near.iter().position(|n| *n).expect("it arrives");
    let stays = near.iter().rposition(|n| !n).expect("it starts far away") + 1;
    assert!(first < stays, "the run must swing through for this test to mean anything");
    assert_eq!(path.outcome, Outcome::Converged { at: stays });
    assert_eq!((path.outcome.id(), path.outcome.at()), ("converged", Some(stays)));
    assert_eq!(path.points.len(), 301, "a run never stops early");
}

#[test]
fn a_start_in_the_minimum_has_converged_at_0() {
    assert_eq!(outcome("himmelblau", "adam", [3.0, 2.0], 10), Outcome::Converged { at: 0 });
}

#[test]
fn local_minima_count() {
    let shallow = [2.7468027709908374, 2.7468027709908374];
    assert_eq!(outcome("styblinski_tang", "sgd,lr:0.01", shallow, 10), Outcome::Converged { at: 0 });
}

#[test]
fn near_the_height_of_a_minimum_is_not_enough_far_from_any() {
    // Between Styblinski–Tang's wells f passes the height of the shallow ones on the way to the deep one.
    let surface = read_surface("styblinski_tang");
    let shallow = surface.minima.last().expect("four minima").f;
    let path = Run::read("sgd,lr:0.001").follow(&surface, [-2.0, -2.0], 20);
    assert!(path.last().loss < shallow);
    assert_eq!(path.outcome, Outcome::Budget);
}

#[test]
fn still_going_left_the_view_and_diverged() {
    assert_eq!(outcome("ravine", "sgd,lr:0.001", [-7.0, 2.0], 50), Outcome::Budget);
    assert_eq!(outcome("ravine", "sgd,lr:1e300", [-7.0, 2.0], 50), Outcome::Diverged { at: 1 });
    let left = outcome("ravine", "sgd,lr:1.1", [-7.0, 2.0], 50);
    assert!(matches!(left, Outcome::LeftView { at } if at > 0), "{left:?}");
    assert_eq!((left.id(), left.at()), ("left_view", None));
}

#[test]
fn a_run_may_leave_the_view_and_return() {
    let surface = read_surface("ravine");
    let run = Run::read("momentum,lr:0.1,beta:0.9,convention:heavy_ball");
    let narrow = Domain::new(-8.0, 0.5, -1.0, 2.5);
    let plan = Plan::new(run.optimizer, &run.values, [-7.0, 2.0], 300);
    let path = plan.follow(&surface, narrow);
    assert!(path.points.iter().any(|p| !narrow.contains(p.point)), "it must swing out for this test to mean anything");
    assert!(matches!(path.outcome, Outcome::Converged { .. }), "{:?}", path.outcome);
}

#[test]
fn arriving_outside_the_view_is_arriving() {
    let surface = read_surface("ravine");
    let run = Run::read("sgd,lr:0.9");
    let plan = Plan::new(run.optimizer, &run.values, [-7.0, 2.0], 300);
    assert!(matches!(plan.follow(&surface, Domain::new(-8.0, -6.0, 1.0, 3.0)).outcome, Outcome::Converged { .. }));
}

#[test]
fn a_diverging_run_ends_at_its_last_finite_step() {
    let path = Run::read("sgd,lr:0.01").follow(&read_surface("rosenbrock"), [-1.5, 2.0], 200);
    assert_eq!(path.outcome, Outcome::Diverged { at: 7 });
    assert_eq!((path.outcome.id(), path.outcome.at()), ("diverged", Some(7)));
    assert_eq!(path.points.len(), 7);
    let last = path.last();
    assert!(last.loss.is_finite() && last.point.iter().all(|v| v.is_finite()));
    assert_eq!(path.at(100), last, "later steps show the last finite one");
}

#[test]
fn a_start_where_f_is_not_finite_diverges_at_0() {
    let path = Run::read("sgd").follow(&read_surface("rosenbrock"), [1e200, 0.0], 10);
    assert_eq!(path.outcome, Outcome::Diverged { at: 0 });
    assert!(path.points.is_empty() && path.last().loss.is_nan());
}

#[test]
fn without_a_known_minimum_a_flat_place_is_an_arrival() {
    // On the ridge of the plain saddle gradient descent walks into the saddle point: |∇f| = 2|x| = 8 · 0.6ᵏ.
    let arrives = (0..).find(|k| 8.0 * 0.6_f64.powi(*k) < 1e-6).expect("a power of 0.6 gets small");
    assert_eq!(outcome("saddle", "sgd,lr:0.2", [4.0, 0.0], 60), Outcome::Converged { at: arrives as usize });
    assert_eq!(outcome("saddle", "sgd,lr:0.2", [4.0, 0.0], arrives as usize - 1), Outcome::Budget);
    let beside = outcome("saddle", "sgd,lr:0.2", [4.0, 0.01], 60);
    assert!(matches!(beside, Outcome::LeftView { .. }), "{beside:?}");
}
