//! Finding a learning rate that works, by trying them: what "add optimizer" starts with, and what is offered when
//! a run diverges.

use super::format::round_significant;
use super::order::sorted_by;
use super::param::{Kind, Value, position};
use super::run::{Outcome, Plan};
use super::surfaces::{Domain, Surface};

/// Rates per decade that are tried: 1, 1.3, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8.
const PER_DECADE: i32 = 10;

/// The learning rates that are tried between the ends of the method's own slider.
fn candidates(plan: &Plan) -> Vec<f64> {
    let spec = plan.optimizer.rate().map(|spec| spec.kind);
    let Some(Kind::Number { slider, .. }) = spec else { return Vec::new() };
    let (low, high) = slider.ends();
    let count = ((high - low) * f64::from(PER_DECADE)).round() as i32;
    let rate = |i| slider.value(low + f64::from(i) / f64::from(PER_DECADE));
    (0..=count).map(|i| round_significant(rate(i), 2)).collect()
}

fn place_of_rate(plan: &Plan) -> Option<usize> {
    position(plan.optimizer.params, plan.optimizer.rate()?.id)
}

fn with_rate(plan: &Plan, lr: f64) -> Vec<Value> {
    let mut values = plan.values.to_vec();
    if let Some(rate) = place_of_rate(plan) {
        values[rate] = Value::Number(lr);
    }
    values
}

/// How far below the slider is looked where none of its rates will do: there are slopes of 50 000.
const DECADES_BELOW: i32 = 4;

/// The rates below the slider, the nearest first.
fn below(plan: &Plan) -> Vec<f64> {
    let lowest = candidates(plan).first().copied().unwrap_or(0.0);
    let rate = |i: i32| lowest * libm::pow(10.0, -f64::from(i) / f64::from(PER_DECADE));
    (1..=PER_DECADE * DECADES_BELOW).map(|i| round_significant(rate(i), 2)).collect()
}

/// The rate of the method's slider that arrives first; if none arrives, the one that ends lowest inside the view. If
/// all of them diverge, the same of the rates below the slider.
pub fn best_rate(plan: &Plan, surface: &Surface, domain: Domain) -> Option<f64> {
    best_of(candidates(plan), plan, surface, domain).or_else(|| best_of(below(plan), plan, surface, domain))
}

fn best_of(rates: Vec<f64>, plan: &Plan, surface: &Surface, domain: Domain) -> Option<f64> {
    let mut best: Option<((usize, f64), f64)> = None;
    for lr in rates {
        let run = Plan { values: &with_rate(plan, lr), ..*plan }.follow(surface, domain);
        let rank = match run.outcome {
            // A leap into a minimum higher up than the start is no arrival.
            Outcome::Converged { at } if run.last().loss <= run.at(0).loss => (at, 0.0),
            Outcome::Converged { .. } | Outcome::Budget => (usize::MAX - 1, run.last().loss),
            Outcome::LeftView { .. } => (usize::MAX, run.last().loss),
            Outcome::Diverged { .. } => continue,
        };
        let better = best.is_none_or(|(old, _)| rank.0 < old.0 || (rank.0 == old.0 && rank.1 < old.1));
        if better {
            best = Some((rank, lr));
        }
    }
    best.map(|(_, lr)| lr)
}

/// The rate nearest to the present one (in the logarithm) at which the run converges; failing that, at which it at
/// least stays in view.
pub fn nearest_good_rate(plan: &Plan, surface: &Surface, domain: Domain) -> Option<f64> {
    let now = plan.values[place_of_rate(plan)?].number();
    let distance = |lr: f64| (libm::log(lr) - libm::log(now)).abs();
    let candidates = sorted_by(candidates(plan), |lr| distance(*lr));
    let mut stays = None;
    for lr in candidates.into_iter().chain(below(plan)) {
        match (Plan { values: &with_rate(plan, lr), ..*plan }.follow(surface, domain)).outcome {
            Outcome::Converged { .. } => return Some(lr),
            Outcome::Budget => stays = stays.or(Some(lr)),
            Outcome::LeftView { .. } | Outcome::Diverged { .. } => {}
        }
    }
    stays
}
