//! Adadelta: RMSProp whose rate is set by its own steps, so that a step has the unit of x.
//!
//! ε stands inside both roots. Torch's form, with a learning rate before the step; the paper has none.
//! Source: Zeiler 2012, arXiv:1212.5701.

use super::parts::{average, squares, with_decay};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, number, rate};
use crate::scalar::{Scalar, Vec2, zip};

/// Torch allows ρ = 1, where nothing is ever forgotten or learnt.
const RHO: Range = Range::within(0.0, 1.0);

pub(super) const ADADELTA: Entry = Entry {
    id: "adadelta",
    family: Family::Adaptive,
    year: 2012,
    params: &[
        rate("lr", "α", 1.0, (1e-2, 100.0)),
        number("rho", "ρ", 0.9, Slider { low: 0.0, high: 0.9999, scale: Scale::Memory }, RHO),
        rate("eps", "ε", 1e-6, (1e-12, 1e-2)),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
    ],
    main: &["rho", "eps"],
    tex: r"v \leftarrow \rho v + (1-\rho)\, g^2,\quad \Delta = \frac{\sqrt{u + \varepsilon}}{\sqrt{v + \varepsilon}}\, g,\quad u \leftarrow \rho u + (1-\rho)\, \Delta^2,\quad x \leftarrow x - \alpha\, \Delta",
    source: "Zeiler 2012, arXiv:1212.5701",
    defaults_of: "torch.optim.Adadelta",
    build: rule!(|s| Adadelta::<S>::new(s)),
    conflict: no_conflict,
};

struct Adadelta<S> {
    rho: S,
    eps: S,
    weight_decay: S,
    square: Vec2<S>,
    /// The mean of the squared steps, before the learning rate.
    moved: Vec2<S>,
    /// √(moved + ε)/√(square + ε), as the last step used it.
    ratio: Vec2<S>,
}

impl<S: Scalar> Adadelta<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        Adadelta {
            rho: s.number("rho"),
            eps: s.number("eps"),
            weight_decay: s.number("weight_decay"),
            square: zero,
            moved: zero,
            ratio: zero,
        }
    }
}

impl<S: Scalar> Rule<S> for Adadelta<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        self.square = average(self.rho, self.square, squares(g));
        self.ratio = zip(self.moved, self.square, |u, v| (u + self.eps).sqrt() / (v + self.eps).sqrt());
        let delta = zip(self.ratio, g, |ratio, g| ratio * g);
        self.moved = average(self.rho, self.moved, squares(delta));
        zip(x, delta, |x, d| x - lr * d)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        vec![
            (Quantity::MeanSquare, self.square),
            (Quantity::MeanSquareStep, self.moved),
            (Quantity::EffectiveRate, self.ratio.map(|ratio| lr * ratio)),
        ]
    }
}
