//! Momentum in the three conventions that textbooks and libraries use.
//!
//! * `ema`: the article's; s₁ = g₁, s ← βs + (1−β)g. Equal to torch's SGD with dampening = β.
//! * `ema_zero`: Andrew Ng's; the same from s₀ = 0, so that the first steps are small.
//! * `heavy_ball`: Polyak's and torch's; v ← βv + g. heavy_ball(lr) walks the path of ema_zero(lr/(1−β)).
//!
//! Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5.

use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{choice, decay, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const MOMENTUM: Entry = Entry {
    id: "momentum",
    family: Family::Momentum,
    year: 1964,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        decay("beta", "β", 0.9, 0.999),
        choice("convention", &["ema", "ema_zero", "heavy_ball"]),
    ],
    main: &["beta"],
    tex: r"s \leftarrow \beta s + (1-\beta)\, g,\quad x \leftarrow x - \alpha\, s",
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5",
    defaults_of: "the article; ema equals torch.optim.SGD(momentum=β, dampening=β)",
    build: rule!(|s| Momentum::<S>::new(s)),
    conflict: no_conflict,
};

#[derive(Clone, Copy, PartialEq)]
enum Convention {
    Ema,
    EmaZero,
    HeavyBall,
}

struct Momentum<S> {
    beta: S,
    convention: Convention,
    s: Option<Vec2<S>>,
}

impl<S: Scalar> Momentum<S> {
    fn new(s: &Settings) -> Self {
        let convention = [Convention::Ema, Convention::EmaZero, Convention::HeavyBall][s.choice("convention")];
        Momentum { beta: s.number("beta"), convention, s: None }
    }
}

impl<S: Scalar> Rule<S> for Momentum<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let fresh = match self.convention {
            Convention::HeavyBall => S::from(1.0),
            _ => S::from(1.0) - self.beta,
        };
        let old = self.s.unwrap_or([S::from(0.0); 2]);
        let s = match self.s {
            None if self.convention == Convention::Ema => g,
            _ => zip(old, g, |s, g| self.beta * s + fresh * g),
        };
        // The heavy ball is torch's SGD, which leaves its buffer alone while a schedule holds the momentum at 0.
        self.s = Some(match self.convention {
            Convention::HeavyBall => zip(s, old, |s, old| self.beta.select_positive(s, old)),
            _ => s,
        });
        zip(x, s, |x, s| x - lr * s)
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let moving = self.convention != Convention::HeavyBall || self.beta.value() > 0.0;
        self.s.filter(|_| moving).map(|s| (Quantity::Velocity, s)).into_iter().collect()
    }

    fn set_momentum(&mut self, momentum: S) -> bool {
        self.beta = momentum;
        true
    }
}
