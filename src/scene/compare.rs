//! Who is ahead: the runs of a scene, ranked by the steps or by the evaluations of f and its derivatives that they need
//! to converge; those that do not, by how low they are with the same budget.
//!
//! Each evaluation of f, of its gradient and of its Hessian counts once. They are told apart as well, as in Moré, Garbow &
//! Hillstrom 1981 (doi:10.1145/355934.355936), so that a reader can weigh them otherwise.

use super::Scene;
use crate::core::format::js_number;
use crate::core::optimizers::OptimizerSpec;
use crate::core::oracle::Evaluations;
use crate::core::order::sorted_by;
use crate::core::run::{Outcome, Trajectory};
use crate::core::surfaces::Surface;

/// What a ranking counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Steps.
    Steps,
    /// Evaluations.
    Evaluations,
}

/// How well a run did.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// Its place in the scene's list.
    pub run: usize,
    /// Its method.
    pub optimizer: &'static OptimizerSpec,
    /// Its learning rate; NaN for a method that has none.
    pub lr: f64,
    /// How it ended.
    pub outcome: Outcome,
    /// What it asked for until it converged; until its last step if it did not.
    pub evaluations: Evaluations,
    /// f at its last step.
    pub loss: f64,
    /// f at the last step for which [`Score::budget`] evaluations are enough.
    pub loss_within: f64,
    /// The evaluations of that run, of all that are compared, which got by with the fewest for all its steps.
    pub budget: u64,
}

impl Score {
    /// What it needed to converge; none if it did not.
    pub fn cost(&self, by: By) -> Option<u64> {
        match (self.outcome, by) {
            (Outcome::Converged { at }, By::Steps) => Some(at as u64),
            (Outcome::Converged { .. }, By::Evaluations) => Some(self.evaluations.total()),
            _ => None,
        }
    }

    /// How low it is: at its last step, or, on its way when evaluations count, with the budget that all have.
    pub fn loss(&self, by: By) -> f64 {
        match (self.outcome, by) {
            (Outcome::Converged { .. }, _) | (_, By::Steps) => self.loss,
            (_, By::Evaluations) => self.loss_within,
        }
    }

    /// What it is ranked by: first those that converge, then those in view, those outside, those that diverge; among the
    /// first what it cost, among the others the loss.
    fn key(&self, by: By) -> (u8, f64) {
        match self.outcome {
            Outcome::Converged { .. } => (0, self.cost(by).unwrap_or_default() as f64),
            Outcome::Budget => (1, self.loss(by)),
            Outcome::LeftView { .. } => (2, self.loss(by)),
            Outcome::Diverged { .. } => (3, 0.0),
        }
    }
}

/// How well the shown runs of a scene did, in the order of the list.
pub fn scores(scene: &Scene, surface: &Surface, runs: &[Trajectory]) -> Vec<Score> {
    let shown = || scene.runs.iter().zip(runs).enumerate().filter(|(_, (run, _))| !run.hidden);
    let whole = |(_, (_, path)): (usize, (_, &Trajectory))| path.evaluations.total();
    let budget = shown().map(whole).min().unwrap_or(0);
    let score = |(index, (run, path)): (usize, (&super::Run, &Trajectory))| {
        let (plan, last) = (scene.plan(run), path.points.len().saturating_sub(1));
        let evaluations = match path.outcome {
            Outcome::Converged { at } => plan.evaluations_at(surface, at),
            _ => path.evaluations,
        };
        Score {
            run: index,
            optimizer: run.optimizer,
            lr: run.lr(),
            outcome: path.outcome,
            evaluations,
            loss: path.last().loss,
            loss_within: path.at(plan.step_within(surface, last, budget)).loss,
            budget,
        }
    };
    shown().map(score).collect()
}

/// The place of one of the scores, from 1 on; equals share a place.
pub fn place(scores: &[Score], score: &Score, by: By) -> usize {
    1 + scores.iter().filter(|other| other.key(by) < score.key(by)).count()
}

/// The scores from the first place to the last, each with its place.
pub fn placed(scores: &[Score], by: By) -> Vec<(usize, Score)> {
    let places = scores.iter().map(|score| (place(scores, score, by), *score)).collect();
    sorted_by(places, |(place, _)| *place as f64)
}

/// The head of the CSV.
const HEAD: &str = "surface,place,run,optimizer,lr,outcome,at,evaluations,gradients,values,hessians,f";

/// Rankings as CSV (RFC 4180): a line per surface and run, from the first place of each surface to the last. `at` is the
/// step at which a run converged or diverged; the evaluations are those until it converged, or all; f is
/// [`Score::loss`].
pub fn csv<'a>(rows: impl Iterator<Item = (&'a str, &'a [Score])>, by: By) -> String {
    let mut text = format!("{HEAD}\r\n");
    for (surface, scores) in rows {
        for (place, score) in placed(scores, by) {
            let number = |v: f64| if v.is_finite() { js_number(v) } else { String::new() };
            let at = score.outcome.at().map(|at| at.to_string()).unwrap_or_default();
            let Evaluations { value, gradient, hessian } = score.evaluations;
            let (id, outcome, all) = (score.optimizer.id, score.outcome.id(), score.evaluations.total());
            let (run, lr, f) = (score.run, number(score.lr), number(score.loss(by)));
            // Ids have neither commas nor quotes: nothing needs quoting.
            text +=
                &format!("{surface},{place},{run},{id},{lr},{outcome},{at},{all},{gradient},{value},{hessian},{f}\r\n");
        }
    }
    text
}
