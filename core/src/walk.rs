//! What goes on around a method while it runs: the rate of each step, the mini-batch, noise and clipping of what it is
//! told, look-ahead.

use super::batches::Batches;
use super::data::Fit;
use super::objective::Objective;
use super::optimizers::Rule;
use super::options::{Clip, Lookahead, NoiseSource};
use super::oracle::{Counting, Evaluations, Oracle};
use super::run::Plan;
use super::scalar::Vec2;
use super::schedules::{Follower, Rate};

/// A run under way.
pub(crate) struct Walk<'a> {
    objective: &'a dyn Objective,
    evaluations: Evaluations,
    clip: Clip,
    batches: Option<(&'a Fit, Batches)>,
    /// The model on the batch of the last step, if steps look at batches.
    part: Option<Fit>,
    /// The noise of the last step.
    shift: Option<Vec2>,
    noise: Option<NoiseSource>,
    schedule: Option<Follower>,
    /// Whether the schedule watches f, which is not asked for in vain.
    watches: bool,
    lookahead: Option<Lookahead>,
    /// The steps taken.
    steps: usize,
    /// Where look-ahead last was.
    slow: Vec2,
    /// What the last step was taken with.
    pub rate: Rate,
    /// Where the method itself had got to, if look-ahead has just taken it back.
    pub ahead: Option<Vec2>,
}

impl<'a> Walk<'a> {
    /// A run that has not taken a step; `lr` is its base rate.
    pub fn new(plan: &Plan, lr: f64, objective: &'a dyn Objective) -> Self {
        Walk {
            objective,
            evaluations: Evaluations::default(),
            clip: plan.options.clip,
            batches: plan.batch.zip(objective.data()).map(|(batch, fit)| (fit, Batches::new(batch, fit.terms()))),
            part: None,
            shift: None,
            noise: plan.noise.map(NoiseSource::new),
            schedule: plan.options.schedule.as_ref().map(|schedule| schedule.follow(lr, plan.steps)),
            watches: plan.options.schedule.as_ref().is_some_and(|schedule| schedule.spec.watches()),
            lookahead: plan.options.lookahead,
            steps: 0,
            slow: plan.start,
            rate: Rate { lr, momentum: None },
            ahead: None,
        }
    }

    /// One step of the method from `x`: the next point.
    pub fn step(&mut self, method: &mut dyn Rule<f64>, x: Vec2) -> Vec2 {
        if let Some(schedule) = &mut self.schedule {
            self.rate = schedule.next(if self.watches { self.objective.value(x) } else { f64::NAN }).taken_by(method);
        }
        self.shift = self.noise.as_mut().map(NoiseSource::draw);
        self.part = self.batches.as_mut().map(|(fit, batches)| fit.only(batches.deal()));
        // Within the step the batch is all there is, as in the closure that torch's methods call.
        let objective = self.part.as_ref().map_or(self.objective, |part| part);
        let counting = Counting::new(objective, self.evaluations);
        let mut oracle = Told { counting, part: self.part.is_some(), shift: self.shift, clip: self.clip };
        let next = method.step(x, self.rate.lr, &mut oracle);
        self.evaluations = oracle.counting.evaluations;
        self.steps += 1;
        self.ahead = None;
        match self.lookahead {
            Some(lookahead) if self.steps.is_multiple_of(lookahead.steps) => {
                self.slow = lookahead.pull_back(self.slow, next);
                self.ahead = Some(next);
                self.slow
            }
            _ => next,
        }
    }

    /// What has been asked for so far.
    pub fn evaluations(&self) -> Evaluations {
        self.evaluations
    }

    /// The noise of the last step.
    pub fn noise(&self) -> Option<Vec2> {
        self.shift
    }

    /// The gradient of the last step's batch at a point, if steps look at batches.
    pub fn part_gradient(&self, p: Vec2) -> Option<Vec2> {
        self.part.as_ref().map(|part| part.gradient(p))
    }

    /// What clipping makes of a gradient that noise has been added to.
    pub fn clipped(&self, g: Vec2) -> Vec2 {
        self.clip.apply(g)
    }
}

/// The oracle of a step: value and Hessian are those of the function, or of the batch; gradients noisy and clipped.
struct Told<'a> {
    counting: Counting<'a>,
    /// Whether the step looks at a batch.
    part: bool,
    shift: Option<Vec2>,
    clip: Clip,
}

impl Told<'_> {
    fn told(&self, [gx, gy]: Vec2) -> Vec2 {
        self.clip.apply(self.shift.map_or([gx, gy], |[nx, ny]| [gx + nx, gy + ny]))
    }
}

impl Oracle<f64> for Told<'_> {
    fn value(&mut self, p: Vec2) -> f64 {
        self.counting.value(p)
    }
    fn gradient(&mut self, p: Vec2) -> Vec2 {
        let g = self.counting.gradient(p);
        self.told(g)
    }
    fn hessian(&mut self, p: Vec2) -> [Vec2; 2] {
        self.counting.hessian(p)
    }
    fn gauss_newton(&mut self, p: Vec2) -> Option<[Vec2; 2]> {
        self.counting.gauss_newton(p)
    }
    fn changes(&self) -> bool {
        self.part
    }
    fn noisy(&self) -> bool {
        self.shift.is_some_and(|shift| shift != [0.0; 2])
    }
}
