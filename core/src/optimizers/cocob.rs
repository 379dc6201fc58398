//! COCOB: each coordinate bets a part of what it has won on the next slope; there is no rate to tune.
//!
//! COCOB-Backprop in optax's form. It does not change when all slopes are multiplied by one number, so `lr`, which
//! multiplies them, matters only where ε does.
//! Source: Orabona & Tommasi 2017, arXiv:1705.07795.

use super::parts::{scaled, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, number, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const COCOB: Entry = Entry {
    id: "cocob",
    family: Family::ParameterFree,
    year: 2017,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 10.0)),
        number("alpha", "κ", 100.0, Slider { low: 1.0, high: 1000.0, scale: Scale::Log }, Range::NOT_NEGATIVE),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["alpha"],
    tex: r"L \leftarrow \max(L,\, |\alpha g|),\quad G \leftarrow G + |\alpha g|,\quad R \leftarrow \max(R - \alpha g\,(x - x_0),\, 0),\quad \theta \leftarrow \theta - \alpha g,\quad x \leftarrow x_0 + \frac{\theta\,(L + R)}{L\, \max(G + L,\, \kappa L)}",
    source: "Orabona & Tommasi 2017, arXiv:1705.07795",
    defaults_of: "optax.contrib.cocob",
    build: rule!(|s| Cocob::<S>::new(s)),
    conflict: no_conflict,
};

struct Cocob<S> {
    alpha: S,
    weight_decay: S,
    start: Option<Vec2<S>>,
    /// L, G, R and θ of the paper, for each coordinate.
    largest: Vec2<S>,
    lengths: Vec2<S>,
    reward: Vec2<S>,
    sum: Vec2<S>,
}

impl<S: Scalar> Cocob<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Cocob {
            alpha: s.number("alpha"),
            weight_decay: s.number("weight_decay"),
            start: None,
            largest: [s.number("eps"); 2],
            lengths: zero,
            reward: zero,
            sum: zero,
        }
    }
}

impl<S: Scalar> Rule<S> for Cocob<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = scaled(with_decay(oracle.gradient(x), x, self.weight_decay), lr);
        let start = *self.start.get_or_insert(x);
        self.largest = zip(self.largest, g, |largest, g| largest.max(g.abs()));
        self.lengths = zip(self.lengths, g, |lengths, g| lengths + g.abs());
        self.sum = zip(self.sum, g, |sum, g| sum - g);
        let way = zip(x, start, |x, start| x - start);
        let won = zip(g, way, |g, way| g * way);
        self.reward = zip(self.reward, won, |reward, won| (reward - won).max(S::from(0.0)));
        [0, 1].map(|i| {
            let (l, reward) = (self.largest[i], self.reward[i]);
            let bet = self.sum[i] / (l * (self.lengths[i] + l).max(self.alpha * l));
            start[i] + bet * (l + reward)
        })
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        vec![
            (Quantity::SumOfGradients, self.sum.map(|sum| -sum)),
            (Quantity::LargestGradient, self.largest),
            (Quantity::Reward, self.reward),
        ]
    }
}
