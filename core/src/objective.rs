//! What is minimised: a function of the plane with its exact derivatives.

use super::data::Fit;
use super::dual::Dual;
use super::formula::Ready;
use super::lanes::Lanes;
use super::scalar::{Scalar, Vec2};

/// A formula, written once: all that the author of a surface writes.
pub trait Formula: Send + Sync + 'static {
    /// f at (x, y).
    fn eval<S: Scalar>(&self, x: S, y: S) -> S;

    /// Where f is a sum of squares, hands each residual to `each`: f = Σ rᵢ². Elsewhere hands out nothing.
    fn residuals<S: Scalar>(&self, _x: S, _y: S, _each: &mut dyn FnMut(S)) {}

    /// Where f is the mean loss of a model on data, that model with its data.
    fn data(&self) -> Option<&Fit> {
        None
    }

    /// Where f is a formula that was read, that formula.
    fn ready(&self) -> Option<&Ready> {
        None
    }
}

/// A function with derivatives, as methods and pictures use it. Implemented for every [`Formula`].
pub trait Objective: Send + Sync {
    /// f at the point.
    fn value(&self, p: Vec2) -> f64;
    /// The exact gradient (∂f/∂x, ∂f/∂y).
    fn gradient(&self, p: Vec2) -> Vec2;
    /// The exact Hessian, rows [[xx, xy], [yx, yy]].
    fn hessian(&self, p: Vec2) -> [Vec2; 2];
    /// Where f = Σ rᵢ², the Gauss–Newton matrix 2JᵀJ, J being the derivatives of the residuals.
    fn gauss_newton(&self, _p: Vec2) -> Option<[Vec2; 2]> {
        None
    }
    /// Where f is the mean loss of a model on data, that model with its data.
    fn data(&self) -> Option<&Fit> {
        None
    }
    /// Where f is a formula that was read, that formula.
    fn ready(&self) -> Option<&Ready> {
        None
    }
}

// Not methods of the trait: so there is one of each, not one for every surface.
impl dyn Objective + '_ {
    /// How many terms f is the mean of; 0 where it is no mean over data.
    pub fn terms(&self) -> usize {
        self.data().map_or(0, Fit::terms)
    }
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

    fn gauss_newton(&self, [x, y]: Vec2) -> Option<[Vec2; 2]> {
        let mut sum = None;
        self.residuals(Dual::variable(x, 0), Dual::variable(y, 1), &mut |r: Dual<f64>| {
            let [[xx, xy], [_, yy]] = sum.unwrap_or([[0.0; 2]; 2]);
            let [a, b] = r.eps;
            let mixed = xy + 2.0 * (a * b);
            sum = Some([[xx + 2.0 * (a * a), mixed], [mixed, yy + 2.0 * (b * b)]]);
        });
        sum
    }

    fn data(&self) -> Option<&Fit> {
        Formula::data(self)
    }

    fn ready(&self) -> Option<&Ready> {
        Formula::ready(self)
    }
}

/// A function at many points at once, as maps use it. Implemented for every [`Formula`]; a trait of its own, so that a
/// program without maps carries nothing of it.
pub trait Ground: Send + Sync {
    /// f at the points.
    fn height(&self, p: &Vec2<Lanes>) -> Lanes;
    /// f and the exact gradient at the points, written where they belong: so much memory is not copied in passing.
    fn slope(&self, p: &Vec2<Lanes>, f: &mut Lanes, g: &mut Vec2<Lanes>);
}

impl<F: Formula> Ground for F {
    fn height(&self, [x, y]: &Vec2<Lanes>) -> Lanes {
        self.eval(*x, *y)
    }

    fn slope(&self, [x, y]: &Vec2<Lanes>, f: &mut Lanes, [gx, gy]: &mut Vec2<Lanes>) {
        let Dual { re, eps } = self.eval(Dual::variable(*x, 0), Dual::variable(*y, 1));
        f.put(&re);
        gx.put(&eps[0]);
        gy.put(&eps[1]);
    }
}
