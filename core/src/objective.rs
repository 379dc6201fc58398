//! What is minimised: a function of the plane with its exact derivatives.

use super::dual::Dual;
use super::scalar::{Scalar, Vec2};

/// A formula, written once: all that the author of a surface writes.
pub trait Formula: Send + Sync + 'static {
    /// f at (x, y).
    fn eval<S: Scalar>(&self, x: S, y: S) -> S;
}

/// A function with derivatives, as methods and pictures use it. Implemented for every [`Formula`].
pub trait Objective: Send + Sync {
    /// f at the point.
    fn value(&self, p: Vec2) -> f64;
    /// The exact gradient (∂f/∂x, ∂f/∂y).
    fn gradient(&self, p: Vec2) -> Vec2;
    /// The exact Hessian, rows [[xx, xy], [yx, yy]].
    fn hessian(&self, p: Vec2) -> [Vec2; 2];
}

impl<F: Formula> Objective for F {
    fn value(&self, [x, y]: Vec2) -> f64 {
        self.eval(x, y)
    }

    fn gradient(&self, [x, y]: Vec2) -> Vec2 {
        self.eval(Dual::variable(x, 0), Dual::variable(y, 1)).eps
    }

    fn hessian(&self, [x, y]: Vec2) -> [Vec2; 2] {
        let outer = |v: f64, number: usize| Dual::variable(Dual::variable(v, number), number);
        // The two mixed derivatives may round differently; one of them stands for both.
        let [[xx, xy], [_, yy]] = self.eval(outer(x, 0), outer(y, 1)).eps.map(|row| row.eps);
        [[xx, xy], [xy, yy]]
    }
}
