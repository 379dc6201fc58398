//! One run: a method followed step by step, and how it ended.

mod inspection;

pub use inspection::Inspection;

use super::batches::Batch;
use super::optimizers::{OptimizerSpec, Rule, Settings};
use super::options::{Noise, Options, PLAIN};
use super::oracle::Evaluations;
use super::param::Value;
use super::scalar::Vec2;
use super::schedules::Rate;
use super::surfaces::{Domain, Surface};
use super::walk::Walk;

/// How a run ended. Diverging is a result to be shown, never an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// From step `at` to the last, f stays within the tolerance of the nearest known minimum (where none is known:
    /// the gradient stays shorter than 10⁻⁶).
    Converged {
        /// The first step from which it stays so.
        at: usize,
    },
    /// Still on its way at the last step.
    Budget,
    /// The last point lies outside the domain.
    LeftView {
        /// The first step from which it stays outside.
        at: usize,
    },
    /// x, y or f is not finite at step `at`; the run ends at the step before.
    Diverged {
        /// The first step that is not finite.
        at: usize,
    },
}

impl Outcome {
    /// The name used by `downhill trace`.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Converged { .. } => "converged",
            Outcome::Budget => "budget",
            Outcome::LeftView { .. } => "left_view",
            Outcome::Diverged { .. } => "diverged",
        }
    }

    /// The step at which it converged or diverged.
    pub fn at(self) -> Option<usize> {
        match self {
            Outcome::Converged { at } | Outcome::Diverged { at } => Some(at),
            Outcome::Budget | Outcome::LeftView { .. } => None,
        }
    }
}

/// One point of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// x and y.
    pub point: Vec2,
    /// f there.
    pub loss: f64,
}

/// Everything that a run visited: step 0 is the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// The points, one a step; never empty unless f is not finite at the start.
    pub points: Vec<Point>,
    /// The averaged points, one a step as `points`, of methods that are judged there; otherwise empty.
    pub averaged: Vec<Vec2>,
    /// How it ended.
    pub outcome: Outcome,
    /// What the method asked for.
    pub evaluations: Evaluations,
}

impl Trajectory {
    /// The point at a step, or the last one of a run that ended before.
    pub fn at(&self, step: usize) -> Point {
        let nowhere = Point { point: [f64::NAN; 2], loss: f64::NAN };
        self.points.get(step).or(self.points.last()).copied().unwrap_or(nowhere)
    }

    /// The last finite point.
    pub fn last(&self) -> Point {
        self.at(usize::MAX)
    }
}

/// What is run: a method with its parameters, from a start, for a number of steps.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The method.
    pub optimizer: &'static OptimizerSpec,
    /// Its parameters, in the order of their descriptions.
    pub values: &'a [Value],
    /// Where it starts.
    pub start: Vec2,
    /// How many steps it takes.
    pub steps: usize,
    /// Schedule, clipping, look-ahead.
    pub options: &'a Options,
    /// Noise on the gradients, if any.
    pub noise: Option<Noise>,
    /// How the data are dealt out to the steps; each looks at all of them if none. Nothing where f is no mean over data.
    pub batch: Option<Batch>,
}

impl<'a> Plan<'a> {
    /// A method alone, without any options.
    pub fn new(optimizer: &'static OptimizerSpec, values: &'a [Value], start: Vec2, steps: usize) -> Self {
        Plan { optimizer, values, start, steps, options: &PLAIN, noise: None, batch: None }
    }

    fn settings(&self) -> Settings<'_> {
        Settings::new(self.optimizer.params, self.values)
    }

    fn method(&self) -> (Box<dyn Rule<f64>>, f64) {
        let settings = self.settings();
        let rate = self.optimizer.rate().map_or(1.0, |spec| settings.number(spec.id));
        ((self.optimizer.build)(&settings), rate)
    }

    /// Runs to the last step, or to the last finite one.
    pub fn follow(&self, surface: &Surface, domain: Domain) -> Trajectory {
        let (mut method, lr) = self.method();
        let mut walk = Walk::new(self, lr, &*surface.objective);
        let mut points = Vec::with_capacity(self.steps + 1);
        let mut averaged = Vec::new();
        let mut x = self.start;
        let mut diverged = None;
        for step in 0..=self.steps {
            if step > 0 {
                x = walk.step(&mut *method, x);
                if let Some(average) = method.averaged() {
                    if averaged.is_empty() {
                        averaged.push(self.start);
                    }
                    averaged.push(average);
                }
            }
            let loss = surface.objective.value(x);
            if !(x[0].is_finite() && x[1].is_finite() && loss.is_finite()) {
                diverged = Some(Outcome::Diverged { at: step });
                break;
            }
            points.push(Point { point: x, loss });
        }
        let outcome = diverged.unwrap_or_else(|| outcome(&points, surface, domain));
        averaged.truncate(points.len());
        Trajectory { points, averaged, outcome, evaluations: walk.evaluations() }
    }

    /// What the method has asked for when it stands at the point of step `k`.
    pub fn evaluations_at(&self, surface: &Surface, k: usize) -> Evaluations {
        self.count(surface, k, u64::MAX).1
    }

    /// The last step, at most `k`, that it reaches with so many evaluations in all.
    pub fn step_within(&self, surface: &Surface, k: usize, evaluations: u64) -> usize {
        self.count(surface, k, evaluations).0
    }

    /// Walks to step `k` or until more than `most` evaluations would be needed: the step, what has been asked for.
    fn count(&self, surface: &Surface, k: usize, most: u64) -> (usize, Evaluations) {
        let (mut method, lr) = self.method();
        let mut walk = Walk::new(self, lr, &*surface.objective);
        let (mut x, mut spent) = (self.start, Evaluations::default());
        for step in 0..k {
            x = walk.step(&mut *method, x);
            if walk.evaluations().total() > most {
                return (step, spent);
            }
            spent = walk.evaluations();
        }
        (k, spent)
    }

    /// What each step of a path of this plan was taken with: entry k belongs to the step that leads away from the point
    /// of step k. The last point of a path that took all steps has no entry.
    pub fn rates(&self, path: &Trajectory) -> Vec<Rate> {
        let (mut method, lr) = self.method();
        let count = path.points.len().min(self.steps);
        let Some(schedule) = &self.options.schedule else { return vec![Rate { lr, momentum: None }; count] };
        let mut follower = schedule.follow(lr, self.steps);
        path.points[..count].iter().map(|p| follower.next(p.loss).taken_by(&mut *method)).collect()
    }
}

/// The shortest gradient that does not count as zero, where no minimum is known.
pub(crate) const FLAT: f64 = 1e-6;

fn outcome(points: &[Point], surface: &Surface, domain: Domain) -> Outcome {
    let arrived = |p: &Point| match surface.nearest_minimum(p.point) {
        Some(minimum) => p.loss - minimum.f < surface.spec.tolerance,
        None => {
            let [gx, gy] = surface.objective.gradient(p.point);
            // Not `hypot`, which is not the same everywhere.
            (gx * gx + gy * gy).sqrt() < FLAT
        }
    };
    if let Some(at) = since(points, arrived) {
        return Outcome::Converged { at };
    }
    match since(points, |p| !domain.contains(p.point)) {
        Some(at) => Outcome::LeftView { at },
        None => Outcome::Budget,
    }
}

/// The first step from which a condition holds to the end, if it holds at the end.
fn since(points: &[Point], holds: impl Fn(&Point) -> bool) -> Option<usize> {
    let tail = points.iter().rev().take_while(|p| holds(p)).count();
    (tail > 0).then(|| points.len() - tail)
}
