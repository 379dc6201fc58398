//! What a method may ask of the function: value, gradient, Hessian, each counted.

use super::objective::Objective;
use super::scalar::{Scalar, Vec2};

/// How often a method asked for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evaluations {
    /// Evaluations of f.
    pub value: u64,
    /// Evaluations of the gradient.
    pub gradient: u64,
    /// Evaluations of the Hessian.
    pub hessian: u64,
}

impl Evaluations {
    /// All of them, each counted once.
    pub fn total(self) -> u64 {
        self.value + self.gradient + self.hessian
    }

    /// What was asked since an earlier count.
    pub fn since(self, before: Evaluations) -> Evaluations {
        Evaluations {
            value: self.value - before.value,
            gradient: self.gradient - before.gradient,
            hessian: self.hessian - before.hessian,
        }
    }
}

/// Answers a method's questions about the function it descends.
pub trait Oracle<S: Scalar> {
    /// f at a point.
    fn value(&mut self, p: Vec2<S>) -> S;
    /// The gradient at a point.
    fn gradient(&mut self, p: Vec2<S>) -> Vec2<S>;
    /// The Hessian at a point.
    fn hessian(&mut self, p: Vec2<S>) -> [Vec2<S>; 2];
    /// Where f = Σ rᵢ², the Gauss–Newton matrix 2JᵀJ. Not counted: the J that it is made of also gives the gradient.
    fn gauss_newton(&mut self, _p: Vec2<S>) -> Option<[Vec2<S>; 2]> {
        None
    }
    /// Whether values here are of another function than those of the last step, as with mini-batches.
    fn changes(&self) -> bool {
        false
    }
    /// Whether gradients here have other noise than those of the last step.
    fn noisy(&self) -> bool {
        false
    }
}

/// The oracle of a single path: an objective, and the count of what was asked.
pub struct Counting<'a> {
    objective: &'a dyn Objective,
    /// What has been asked so far.
    pub evaluations: Evaluations,
}

impl<'a> Counting<'a> {
    /// An oracle that counts on from what was asked before, of this or of another function.
    pub fn new(objective: &'a dyn Objective, evaluations: Evaluations) -> Self {
        Counting { objective, evaluations }
    }
}

impl Oracle<f64> for Counting<'_> {
    fn value(&mut self, p: Vec2) -> f64 {
        self.evaluations.value += 1;
        self.objective.value(p)
    }
    fn gradient(&mut self, p: Vec2) -> Vec2 {
        self.evaluations.gradient += 1;
        self.objective.gradient(p)
    }
    fn hessian(&mut self, p: Vec2) -> [Vec2; 2] {
        self.evaluations.hessian += 1;
        self.objective.hessian(p)
    }
    fn gauss_newton(&mut self, p: Vec2) -> Option<[Vec2; 2]> {
        self.objective.gauss_newton(p)
    }
}
