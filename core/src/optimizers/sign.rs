//! Methods that only look at the sign of each slope: signSGD, Signum (the sign of the momentum) and Lion.
//!
//! One rule: u = sign(β₁m + (1−β₁)g), m ← β₂m + (1−β₂)g, x ← x − α(u + λx). With β₁ = β₂ it is Signum, with both 0
//! signSGD. Optax's forms.
//! Sources: Bernstein et al. 2018, arXiv:1802.04434 (signSGD, Signum); Chen et al. 2023, arXiv:2302.06675 (Lion).

use super::parts::average;
use super::{Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const SIGN_SGD: Entry = Entry {
    id: "sign_sgd",
    family: Family::Sign,
    year: 2018,
    params: &[rate("lr", "α", 0.001, (1e-4, 1.0))],
    main: &[],
    tex: r"x \leftarrow x - \alpha\, \mathrm{sign}(g)",
    source: "Bernstein et al. 2018, arXiv:1802.04434",
    defaults_of: "optax.sign_sgd; lr is ours",
    build: rule!(|_| Lion::<S>::new(S::from(0.0), S::from(0.0), S::from(0.0))),
    conflict: no_conflict,
};

pub(super) const SIGNUM: Entry = Entry {
    id: "signum",
    family: Family::Sign,
    year: 2018,
    params: &[rate("lr", "α", 0.001, (1e-4, 1.0)), decay("beta", "β", 0.9, 0.999)],
    main: &["beta"],
    tex: r"m \leftarrow \beta m + (1-\beta)\, g,\quad x \leftarrow x - \alpha\, \mathrm{sign}(m)",
    source: "Bernstein et al. 2018, arXiv:1802.04434",
    defaults_of: "optax.signum; lr is ours",
    build: rule!(|s| Lion::<S>::new(s.number("beta"), s.number("beta"), S::from(0.0))),
    conflict: no_conflict,
};

pub(super) const LION: Entry = Entry {
    id: "lion",
    family: Family::Sign,
    year: 2023,
    params: &[
        rate("lr", "α", 1e-4, (1e-4, 1.0)),
        decay("beta1", "β₁", 0.9, 0.999),
        decay("beta2", "β₂", 0.99, 0.9999),
        rate("weight_decay", "λ", 1e-3, (1e-4, 1.0)),
    ],
    main: &["beta1", "beta2"],
    tex: r"u = \mathrm{sign}(\beta_1 m + (1-\beta_1)\, g),\quad m \leftarrow \beta_2 m + (1-\beta_2)\, g,\quad x \leftarrow x - \alpha\,(u + \lambda x)",
    source: "Chen et al. 2023, arXiv:2302.06675",
    defaults_of: "optax.lion; lr of the paper's code",
    build: rule!(|s| Lion::<S>::new(s.number("beta1"), s.number("beta2"), s.number("weight_decay"))),
    conflict: no_conflict,
};

struct Lion<S> {
    beta1: S,
    beta2: S,
    weight_decay: S,
    m: Vec2<S>,
}

impl<S: Scalar> Lion<S> {
    fn new(beta1: S, beta2: S, weight_decay: S) -> Self {
        Lion { beta1, beta2, weight_decay, m: [S::from(0.0); 2] }
    }
}

impl<S: Scalar> Rule<S> for Lion<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = oracle.gradient(x);
        let u = average(self.beta1, self.m, g);
        self.m = average(self.beta2, self.m, g);
        zip(x, u, |x, u| x - lr * (u.sign() + self.weight_decay * x))
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        // Without a memory m is the gradient, which is shown anyway.
        let remembers = self.beta2.value() > 0.0;
        remembers.then_some((Quantity::Velocity, self.m)).into_iter().collect()
    }
}
