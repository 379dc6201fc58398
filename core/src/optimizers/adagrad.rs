//! AdaGrad: each coordinate's rate shrinks with the sum of its squared gradients.
//!
//! ε is added after the root as in torch; `eps_in_sqrt` puts it inside as optax does.
//! Source: Duchi, Hazan & Singer 2011, JMLR 12:2121–2159.

use super::parts::with_decay;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const ADAGRAD: Entry = Entry {
    id: "adagrad",
    family: Family::Adaptive,
    year: 2011,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 10.0)),
        rate("lr_decay", "", 0.0, (1e-4, 1.0)),
        rate("eps", "ε", 1e-10, (1e-12, 1e-2)),
        rate("initial_accumulator_value", "s₀", 0.0, (1e-4, 10.0)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        flag("eps_in_sqrt", false),
    ],
    main: &[],
    tex: r"s \leftarrow s + g^2,\quad x \leftarrow x - \frac{\alpha}{\sqrt{s} + \varepsilon}\, g",
    source: "Duchi, Hazan & Singer 2011, JMLR 12:2121–2159",
    defaults_of: "torch.optim.Adagrad",
    build: rule!(|s| Adagrad::<S>::new(s)),
    conflict: no_conflict,
};

struct Adagrad<S> {
    lr_decay: S,
    eps: S,
    weight_decay: S,
    eps_in_sqrt: bool,
    sum: Vec2<S>,
    t: i32,
}

impl<S: Scalar> Adagrad<S> {
    fn new(s: &Settings) -> Self {
        Adagrad {
            lr_decay: s.number("lr_decay"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            eps_in_sqrt: s.flag("eps_in_sqrt"),
            sum: [s.number("initial_accumulator_value"); 2],
            t: 0,
        }
    }

    /// lr divided by the root of the sum, and by torch's 1 + (t − 1)·lr_decay.
    fn rate(&self, lr: S, sum: S) -> S {
        let lr = lr / (self.lr_decay * f64::from(self.t - 1) + 1.0);
        if self.eps_in_sqrt {
            // optax leaves a coordinate alone that has never had a gradient, also when ε is 0.
            sum.select_positive(lr / (sum + self.eps).sqrt(), S::from(0.0))
        } else {
            lr / (sum.sqrt() + self.eps)
        }
    }
}

impl<S: Scalar> Rule<S> for Adagrad<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        self.t += 1;
        self.sum = zip(self.sum, g, |s, g| s + g * g);
        let move_by = zip(self.sum, g, |s, g| self.rate(lr, s) * g);
        zip(x, move_by, |x, d| x - d)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let rates = self.sum.map(|s| self.rate(lr, s));
        vec![(Quantity::SumOfSquares, self.sum), (Quantity::EffectiveRate, rates)]
    }
}
