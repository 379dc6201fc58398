//! Gradient descent with torch's momentum, dampening and Nesterov's look-ahead.
//!
//! The first momentum buffer is the gradient itself, dampening not applied, as in torch. While a schedule holds the
//! momentum at 0, steps follow the gradient and the buffer stays as it was, as in torch, too.
//! Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5; Nesterov 1983; Sutskever et al. 2013, ICML (the form used).

use super::parts::with_decay;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, decay, flag, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const SGD: Entry = Entry {
    id: "sgd",
    family: Family::Plain,
    year: 1847,
    params: &[
        rate("lr", "α", 0.001, (1e-4, 1.0)),
        decay("momentum", "β", 0.0, 0.999),
        linear("dampening", "τ", 0.0, (0.0, 1.0), Range::FINITE),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        flag("nesterov", false),
    ],
    main: &[],
    tex: r"x \leftarrow x - \alpha\, g",
    source: "Cauchy 1847; Robbins & Monro 1951, doi:10.1214/aoms/1177729586",
    defaults_of: "torch.optim.SGD",
    build: rule!(|s| Sgd::<S>::new(s)),
    conflict: |s| {
        let possible = s.number::<f64>("momentum") > 0.0 && s.number::<f64>("dampening") == 0.0;
        (s.flag("nesterov") && !possible).then_some("nesterov")
    },
};

pub(super) const NESTEROV: Entry = Entry {
    id: "nesterov",
    family: Family::Momentum,
    year: 1983,
    params: &[rate("lr", "α", 0.001, (1e-4, 1.0)), decay("momentum", "β", 0.9, 0.999)],
    main: &["momentum"],
    tex: r"v \leftarrow \beta v + g,\quad x \leftarrow x - \alpha\,(g + \beta v)",
    source: "Nesterov 1983, Soviet Math. Dokl. 27; in the form of Sutskever et al. 2013",
    defaults_of: "torch.optim.SGD(nesterov=True)",
    build: rule!(|s| {
        Sgd::<S> {
            momentum: s.number("momentum"),
            dampening: S::from(0.0),
            weight_decay: S::from(0.0),
            nesterov: true,
            buffer: [S::from(0.0); 2],
            begun: S::from(0.0),
        }
    }),
    conflict: no_conflict,
};

struct Sgd<S> {
    momentum: S,
    dampening: S,
    weight_decay: S,
    nesterov: bool,
    buffer: Vec2<S>,
    /// 1 once there has been momentum, and with it a buffer; else 0.
    begun: S,
}

impl<S: Scalar> Sgd<S> {
    fn new(s: &Settings) -> Self {
        Sgd {
            momentum: s.number("momentum"),
            dampening: s.number("dampening"),
            weight_decay: s.number("weight_decay"),
            nesterov: s.flag("nesterov"),
            buffer: [S::from(0.0); 2],
            begun: S::from(0.0),
        }
    }
}

impl<S: Scalar> Rule<S> for Sgd<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        let keep = S::from(1.0) - self.dampening;
        let buffer = zip(self.buffer, g, |b, g| self.begun.select_positive(self.momentum * b + keep * g, g));
        let direction = if self.nesterov { zip(g, buffer, |g, b| g + self.momentum * b) } else { buffer };
        // Without momentum torch does not touch the buffer, and dampening has nothing to dampen.
        let direction = zip(direction, g, |d, g| self.momentum.select_positive(d, g));
        self.buffer = zip(buffer, self.buffer, |new, old| self.momentum.select_positive(new, old));
        self.begun = self.momentum.select_positive(S::from(1.0), self.begun);
        zip(x, direction, |x, d| x - lr * d)
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        // Without momentum the buffer is the gradient, which is shown anyway.
        let moving = self.momentum.value() > 0.0;
        moving.then_some((Quantity::Velocity, self.buffer)).into_iter().collect()
    }

    fn set_momentum(&mut self, momentum: S) -> bool {
        self.momentum = momentum;
        true
    }
}
