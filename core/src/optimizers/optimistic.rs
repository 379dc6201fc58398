//! Optimistic gradient descent: expects the gradient to change once more as it just did.
//!
//! x ← x − α((κ+β)g − βg₋₁), optax's form; the first step has g₋₁ = g. With κ = β = 1 it is Popov's method.
//! Sources: Popov 1980, doi:10.1007/BF01141092; Mokhtari, Ozdaglar & Pattathil 2020, arXiv:1901.08511.

use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const OPTIMISTIC_GD: Entry = Entry {
    id: "optimistic_gd",
    family: Family::Plain,
    year: 1980,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        linear("alpha", "κ", 1.0, (0.0, 2.0), Range::FINITE),
        linear("beta", "β", 1.0, (0.0, 2.0), Range::FINITE),
    ],
    main: &["beta"],
    tex: r"x \leftarrow x - \alpha\,\bigl((\kappa + \beta)\, g - \beta\, g_{t-1}\bigr)",
    source: "Popov 1980, doi:10.1007/BF01141092; Mokhtari et al. 2020, arXiv:1901.08511",
    defaults_of: "optax.optimistic_gradient_descent; lr is ours",
    build: rule!(|s| Optimistic::<S>::new(s)),
    conflict: no_conflict,
};

struct Optimistic<S> {
    alpha: S,
    beta: S,
    previous: Option<Vec2<S>>,
    /// The gradient that the last step compared its own with.
    compared: Vec2<S>,
}

impl<S: Scalar> Optimistic<S> {
    fn new(s: &Settings) -> Self {
        Optimistic { alpha: s.number("alpha"), beta: s.number("beta"), previous: None, compared: [S::from(0.0); 2] }
    }
}

impl<S: Scalar> Rule<S> for Optimistic<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        self.compared = self.previous.unwrap_or(g);
        self.previous = Some(g);
        let direction = zip(g, self.compared, |g, old| (self.alpha + self.beta) * g - self.beta * old);
        zip(x, direction, |x, d| x - lr * d)
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        vec![(Quantity::PreviousGradient, self.compared)]
    }
}
