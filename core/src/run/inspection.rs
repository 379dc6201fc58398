//! A step seen from inside: what the method knows there, what it was told, what it does.

use super::Plan;
use crate::optimizers::{Quantity, Tumble};
use crate::oracle::Evaluations;
use crate::scalar::Vec2;
use crate::schedules::Rate;
use crate::surfaces::Surface;
use crate::walk::Walk;

/// One step seen from inside.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The point the step starts from.
    pub point: Vec2,
    /// The exact gradient there.
    pub gradient: Vec2,
    /// What the method has gathered, as this step uses it.
    pub quantities: Vec<(Quantity, Vec2)>,
    /// The triangle that the step starts from, best corner first, for methods that move one.
    pub simplex: Option<[Vec2; 3]>,
    /// What the step does with it.
    pub tumble: Option<Tumble>,
    /// The move that follows.
    pub step: Vec2,
    /// Where the method itself would have gone, if look-ahead takes it back in this step.
    pub ahead: Option<Vec2>,
    /// f before the move.
    pub loss: f64,
    /// f after it.
    pub next_loss: f64,
    /// The rate of this step, and its momentum where the schedule cycles it.
    pub rate: Rate,
    /// The gradient at the point of the mini-batch that the step looked at, if steps look at one.
    pub batch: Option<Vec2>,
    /// What was added to every gradient of this step.
    pub noise: Option<Vec2>,
    /// What clipping made of the gradient at the point (the mini-batch's, if there is one), noise included, where it changed it.
    pub clipped: Option<Vec2>,
    /// What the method asked for in this step.
    pub asked: Evaluations,
}

impl Inspection {
    /// The gradient as the method is told it: of the mini-batch, with noise, clipped.
    pub fn told(&self) -> Vec2 {
        let g = self.batch.unwrap_or(self.gradient);
        let noisy = self.noise.map_or(g, |n| [g[0] + n[0], g[1] + n[1]]);
        self.clipped.unwrap_or(noisy)
    }

    /// The velocity with its name, for methods that have one.
    pub fn velocity(&self) -> Option<(Quantity, Vec2)> {
        self.quantities.iter().find(|(q, _)| q.is_velocity()).copied()
    }

    /// The second moment with its name, for methods that have one.
    pub fn square(&self) -> Option<(Quantity, Vec2)> {
        self.quantities.iter().find(|(q, _)| q.is_square()).copied()
    }

    /// Something that the method keeps.
    pub fn value(&self, quantity: Quantity) -> Option<Vec2> {
        self.quantities.iter().find(|(q, _)| *q == quantity).map(|(_, value)| *value)
    }
}

impl Plan<'_> {
    /// What the method knows and does in the step that leads away from the point of step `k`.
    pub fn inspect(&self, surface: &Surface, k: usize) -> Inspection {
        self.look(surface, k, k).pop().expect("the first step asked for is always there")
    }

    /// Every step seen from inside, in one pass: entry k is [`Plan::inspect`] of k, one a point of the path. The last
    /// entry of a path that took all steps is a step that would come next. Where f is not finite at the start, that
    /// is the only entry.
    pub fn record(&self, surface: &Surface) -> Vec<Inspection> {
        self.look(surface, 0, self.steps)
    }

    /// The part of the record from one step to another, both included; shorter where the run diverges on the way.
    pub fn look(&self, surface: &Surface, from: usize, to: usize) -> Vec<Inspection> {
        let (mut method, lr) = self.method();
        let mut walk = Walk::new(self, lr, &*surface.objective);
        let mut x = self.start;
        for _ in 0..from {
            x = walk.step(&mut *method, x);
        }
        let mut seen: Vec<Inspection> = Vec::new();
        for _ in from..=to {
            let loss = seen.last().map_or_else(|| surface.objective.value(x), |before| before.next_loss);
            let finite = x[0].is_finite() && x[1].is_finite() && loss.is_finite();
            if !finite && !seen.is_empty() {
                break;
            }
            let gradient = surface.objective.gradient(x);
            let before = walk.evaluations();
            let next = walk.step(&mut *method, x);
            let asked = walk.evaluations().since(before);
            let batch = walk.part_gradient(x);
            let [gx, gy] = batch.unwrap_or(gradient);
            let noisy = walk.noise().map_or([gx, gy], |[nx, ny]| [gx + nx, gy + ny]);
            let told = walk.clipped(noisy);
            seen.push(Inspection {
                point: x,
                gradient,
                quantities: method.quantities(walk.rate.lr),
                simplex: method.simplex(),
                tumble: method.tumble(),
                step: [next[0] - x[0], next[1] - x[1]],
                ahead: walk.ahead,
                loss,
                next_loss: surface.objective.value(next),
                rate: walk.rate,
                batch,
                noise: walk.noise(),
                clipped: (told != noisy).then_some(told),
                asked,
            });
            x = next;
        }
        seen
    }

    /// What the method keeps from the third step on, when those that need a step or two have something.
    pub fn keeps(&self, surface: &Surface) -> Vec<Quantity> {
        self.inspect(surface, self.steps.min(2)).quantities.into_iter().map(|(quantity, _)| quantity).collect()
    }
}
