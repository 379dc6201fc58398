//! What goes on around a method while it runs: the rate of each step, noise and clipping of what it is told, look-ahead.

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
    oracle: Told<'a>,
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
            oracle: Told { counting: Counting::new(objective), shift: None, clip: plan.options.clip },
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
            self.rate = schedule.next(if self.watches { self.objective.value(x) } else { f64::NAN });
            if let Some(momentum) = self.rate.momentum {
                method.set_momentum(momentum);
            }
        }
        self.oracle.shift = self.noise.as_mut().map(NoiseSource::draw);
        let next = method.step(x, self.rate.lr, &mut self.oracle);
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
        self.oracle.counting.evaluations
    }

    /// The noise of the last step.
    pub fn noise(&self) -> Option<Vec2> {
        self.oracle.shift
    }

    /// What the last step was told, or would have been told, in place of this gradient.
    pub fn told(&self, g: Vec2) -> Vec2 {
        self.oracle.told(g)
    }
}

/// The oracle of a run: value and Hessian are exact, gradients noisy and clipped.
struct Told<'a> {
    counting: Counting<'a>,
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
}
