//! Averaged SGD: plain steps with a slowly falling rate; the answer is the average of the points.
//!
//! Torch's form: x ← (1 − γη)x − ηg, then η = lr/(1 + γ·lr·t)^κ, γ being torch's `lambd`; the average counts all points after t₀ alike.
//! With the default t₀ of a million it is the point itself.
//! Source: Polyak & Juditsky 1992, doi:10.1137/0330046; with this η: Bottou 2010, doi:10.1007/978-3-7908-2604-3_16.

use super::parts::with_decay;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ASGD: Entry = Entry {
    id: "asgd",
    family: Family::Averaging,
    year: 1992,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        rate("lambd", "γ", 1e-4, (1e-6, 1.0)),
        linear("alpha", "κ", 0.75, (0.0, 1.0), Range::NOT_NEGATIVE),
        rate("t0", "", 1e6, (1.0, 1e6)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["t0"],
    tex: r"x \leftarrow (1 - \gamma\eta)\, x - \eta\, g,\quad \eta \leftarrow \frac{\alpha}{(1 + \gamma\alpha t)^{\kappa}},\quad \bar x \leftarrow \bar x + \frac{x - \bar x}{\max(1,\, t - t_0)}",
    source: "Polyak & Juditsky 1992, doi:10.1137/0330046",
    defaults_of: "torch.optim.ASGD",
    build: rule!(|s| Asgd::<S>::new(s)),
    conflict: no_conflict,
};

struct Asgd<S> {
    lambd: S,
    alpha: S,
    t0: S,
    weight_decay: S,
    /// The rate of the next step, once there has been one, and the weight of the next point in the average.
    next: Option<[S; 2]>,
    averaged: Option<Vec2<S>>,
    t: f64,
}

impl<S: Scalar> Asgd<S> {
    fn new(s: &Settings) -> Self {
        Asgd {
            lambd: s.number("lambd"),
            alpha: s.number("alpha"),
            t0: s.number("t0"),
            weight_decay: s.number("weight_decay"),
            next: None,
            averaged: None,
            t: 0.0,
        }
    }
}

impl<S: Scalar> Rule<S> for Asgd<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        let [eta, weight] = self.next.unwrap_or([lr, one]);
        let shrink = one - self.lambd * eta;
        let x = zip(x, g, |x, g| x * shrink - eta * g);
        let all = weight - 1.0;
        let average = zip(self.averaged.unwrap_or(x), x, |a, x| a + (x - a) * weight);
        // Where a point counts for all, it is taken as it is.
        self.averaged = Some(zip(average, x, |average, x| (-all).select_positive(average, x)));
        self.t += 1.0;
        let eta = lr / (self.lambd * lr * self.t + 1.0).pow(self.alpha);
        self.next = Some([eta, one / one.max(S::from(self.t) - self.t0)]);
        x
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        self.averaged.map(|point| (Quantity::AveragedPoint, point)).into_iter().collect()
    }

    fn averaged(&self) -> Option<Vec2<S>> {
        self.averaged
    }
}
