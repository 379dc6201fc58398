//! Finding a learning rate that works, by trying them: what "add optimizer" starts with, what is offered when a run
//! diverges, and what a comparison with tuned rates uses.

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

/// How good a rate is: how it ends (arrived, still in view, outside), the step it arrived at, the last loss.
type Rank = (u8, usize, f64);

/// A search for the best rate of a plan, one rate a step, so that a page can do other things in between.
///
/// Best is the rate of the method's slider that arrives first; if none arrives, the one that ends lowest inside the
/// view. If all of them diverge, the same of the rates below the slider.
pub struct Search {
    rates: Vec<f64>,
    tried: usize,
    /// How many were tried before these: 0, but where these are those below the slider.
    before: usize,
    best: Option<(Rank, f64)>,
}

impl Search {
    /// A search that has not tried any rate. A method without a rate has none to try.
    pub fn new(plan: &Plan) -> Self {
        Search { rates: candidates(plan), tried: 0, before: 0, best: None }
    }

    /// Tries one more rate; every step of a search has to get the same plan. False once all have been tried.
    pub fn step(&mut self, plan: &Plan, surface: &Surface, domain: Domain) -> bool {
        let Some(lr) = self.rates.get(self.tried).copied() else {
            if self.before > 0 || self.best.is_some() || self.rates.is_empty() {
                return false;
            }
            (self.before, self.tried, self.rates) = (self.tried, 0, below(plan));
            return true;
        };
        self.tried += 1;
        let run = Plan { values: &with_rate(plan, lr), ..*plan }.follow(surface, domain);
        let rank = match run.outcome {
            // A leap into a minimum higher up than the start is no arrival.
            Outcome::Converged { at } if run.last().loss <= run.at(0).loss => (0, at, 0.0),
            Outcome::Converged { .. } | Outcome::Budget => (1, 0, run.last().loss),
            Outcome::LeftView { .. } => (2, 0, run.last().loss),
            Outcome::Diverged { .. } => return true,
        };
        if self.best.is_none_or(|(old, _)| rank < old) {
            self.best = Some((rank, lr));
        }
        true
    }

    /// The best rate so far; none if all diverge.
    pub fn best(&self) -> Option<f64> {
        self.best.map(|(_, lr)| lr)
    }

    /// Which part of the rates has been tried, 0 to 1. Where all of the slider's diverge it drops once, to about one
    /// half: nobody knows before that there is more to do.
    pub fn progress(&self) -> f64 {
        (self.before + self.tried) as f64 / (self.before + self.rates.len()).max(1) as f64
    }
}

/// The best rate of a plan, as [`Search`] finds it.
pub fn best_rate(plan: &Plan, surface: &Surface, domain: Domain) -> Option<f64> {
    let mut search = Search::new(plan);
    while search.step(plan, surface, domain) {}
    search.best()
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
