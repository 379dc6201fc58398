//! The runs that open with a surface: good rates, not on the brink, and the search that finds such rates.
//!
//! `cargo test --test good_runs -- --ignored --nocapture` prints how each run ends, and the rate that a search finds.

mod support;

use downhill::core::optimizers::{OPTIMIZERS, OptimizerSpec};
use downhill::core::param::Value;
use downhill::core::run::{Outcome, Plan, Trajectory};
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::core::tune::{best_rate, nearest_good_rate};
use support::{Run, may_leave, read_surface};

const STEPS: usize = 200;

/// How much larger a rate must be bearable: within that, a small move of the slider does not throw the run out.
const MARGIN: f64 = 1.25;

fn follow(run: &Run, surface: &Surface) -> Trajectory {
    run.follow(surface, surface.spec.start, STEPS)
}

fn with_rate(run: &Run, lr: f64) -> Run {
    let mut run = run.clone();
    run.set(run.optimizer.rate().expect("a method with a rate").id, Value::Number(lr));
    run
}

fn plan<'a>(run: &'a Run, surface: &Surface) -> Plan<'a> {
    Plan::new(run.optimizer, &run.values, surface.spec.start, STEPS)
}

/// Every surface with its opening runs.
fn opening_runs() -> impl Iterator<Item = (Surface, Run)> {
    let of = |id: &'static str| read_surface(id).spec.runs.iter().map(move |text| (read_surface(id), Run::read(text)));
    SURFACES.iter().flat_map(move |spec| of(spec.id))
}

#[test]
fn opening_runs_stay_in_view_and_go_down() {
    for (surface, run) in opening_runs() {
        let what = format!("{} on {}", run.write(), surface.spec.id);
        let path = follow(&run, &surface);
        assert!(matches!(path.outcome, Outcome::Converged { .. } | Outcome::Budget), "{what}: {:?}", path.outcome);
        let out = path.points.iter().find(|p| !surface.spec.domain.contains(p.point));
        assert_eq!(out, None, "{what} leaves the view on the way");
        assert!(path.last().loss < path.at(0).loss, "{what} ends no lower than it began");
    }
}

#[test]
fn opening_runs_are_not_on_the_brink() {
    for (surface, run) in opening_runs() {
        let lr = run.value("lr").number();
        let outcome = follow(&with_rate(&run, MARGIN * lr), &surface).outcome;
        // Where f has no bottom, a faster run simply gets farther.
        let lost = match outcome {
            Outcome::Diverged { .. } => true,
            Outcome::LeftView { .. } => !surface.minima.is_empty(),
            Outcome::Converged { .. } | Outcome::Budget => false,
        };
        assert!(!lost, "{} on {}: {outcome:?} at {MARGIN} times the rate", run.write(), surface.spec.id);
    }
}

#[test]
fn opening_rates_are_round() {
    for (surface, run) in opening_runs() {
        let lr = run.value("lr").number();
        assert_eq!(lr, downhill::core::format::round_significant(lr, 2), "{} on {}", run.write(), surface.spec.id);
    }
}

#[test]
fn gradient_descent_zigzags_in_the_ravine_and_momentum_less() {
    let surface = read_surface("ravine");
    let turns = |text: &str| {
        let path = follow(&Run::read(text), &surface);
        path.points.windows(2).take(20).filter(|w| w[0].point[1] * w[1].point[1] < 0.0).count()
    };
    let [sgd, momentum, ..] = surface.spec.runs else { panic!("four runs") };
    assert_eq!(turns(sgd), 20);
    assert!(turns(momentum) < 8, "{} turns", turns(momentum));
}

#[test]
fn gradient_descent_crawls_on_the_plateau() {
    let surface = read_surface("plateau");
    let path = follow(&Run::read("sgd,lr:1"), &surface);
    assert_eq!(path.outcome, Outcome::Budget);
    assert!(path.last().loss > 0.99 * path.at(0).loss, "200 steps hardly lower it");
}

#[test]
fn a_rate_is_found_that_stays_in_view_nearly_everywhere() {
    let (mut pairs, mut bad) = (0, Vec::new());
    for surface in SURFACES.iter().map(|spec| read_surface(spec.id)) {
        let may_stay = |spec: &&OptimizerSpec| spec.rate().is_some() && !may_leave(spec, &surface);
        for optimizer in OPTIMIZERS.iter().filter(may_stay) {
            pairs += 1;
            let run = Run::read(optimizer.id);
            let best = best_rate(&plan(&run, &surface), &surface, surface.spec.domain);
            let outcome = best.map(|best| follow(&with_rate(&run, best), &surface).outcome);
            if !matches!(outcome, Some(Outcome::Converged { .. } | Outcome::Budget)) {
                bad.push(format!("{} at {best:?} on {}: {outcome:?}", optimizer.id, surface.spec.id));
            }
        }
    }
    // Where the first stride of every rate is too long, or nothing curves under Newton.
    println!("{} of {pairs} leave at every rate:\n{}", bad.len(), bad.join("\n"));
    assert!(bad.len() * 100 < pairs, "more than 1 % leave at every rate:\n{}", bad.join("\n"));
}

#[test]
fn a_diverging_run_is_offered_a_rate_that_arrives() {
    for (surface, text, arrives) in [
        ("ravine", "sgd,lr:1.2", true),
        ("himmelblau", "sgd,lr:0.5", true),
        // No rate arrives in 200 steps of Rosenbrock's valley, nor ever at a saddle that has no bottom: one that
        // stays in view is the best there is.
        ("rosenbrock", "sgd,lr:0.9", false),
        ("saddle", "sgd,lr:1", false),
    ] {
        let (surface, run) = (read_surface(surface), Run::read(text));
        let lost = follow(&run, &surface).outcome;
        assert!(matches!(lost, Outcome::Diverged { .. } | Outcome::LeftView { .. }), "{text}: {lost:?}");
        let lr = nearest_good_rate(&plan(&run, &surface), &surface, surface.spec.domain).expect("there is one");
        let found = follow(&with_rate(&run, lr), &surface).outcome;
        assert_eq!(matches!(found, Outcome::Converged { .. }), arrives, "{text} at {lr}: {found:?}");
        assert!(matches!(found, Outcome::Converged { .. } | Outcome::Budget), "{text} at {lr}: {found:?}");
    }
}

#[test]
#[ignore = "prints a table for choosing rates, checks nothing"]
fn table_of_opening_runs() {
    println!("{:<16} {:<50} {:<16} {:>9}  at {MARGIN}x the rate; searched", "surface", "run", "outcome", "last f");
    for (surface, run) in opening_runs() {
        let path = follow(&run, &surface);
        let faster = follow(&with_rate(&run, MARGIN * run.value("lr").number()), &surface);
        let searched = best_rate(&plan(&run, &surface), &surface, surface.spec.domain);
        let at = path.outcome.at().map(|k| format!(" at {k}")).unwrap_or_default();
        let i = surface.spec.runs.iter().position(|text| Run::read(text).values == run.values).unwrap_or(0);
        let outcome = format!("{}{at}", path.outcome.id());
        println!(
            "{:<16} {:<50} {outcome:<16} {:>9.2e}  {}; {searched:?}",
            surface.spec.id,
            surface.spec.runs[i],
            path.last().loss,
            faster.outcome.id(),
        );
    }
}
