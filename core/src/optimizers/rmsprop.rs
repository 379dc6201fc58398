//! RMSProp: AdaGrad with a forgetful memory, the mean instead of the sum of squared gradients.
//!
//! Torch's form by default: ε after the root, no bias correction. The switches give optax's: ε inside the root,
//! a start value for the mean square, bias correction, Nesterov's look-ahead.
//! Source: Tieleman & Hinton 2012, Coursera lecture 6.5; centered: Graves 2013, arXiv:1308.0850.

use super::parts::with_decay;
use super::{Entry, Family, Oracle, Quantity, Rule, Settings};
use crate::param::{Range, decay, flag, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const RMSPROP: Entry = Entry {
    id: "rmsprop",
    family: Family::Adaptive,
    year: 2012,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        decay("alpha", "β", 0.99, 0.9999),
        rate("eps", "ε", 1e-8, (1e-12, 1e-2)),
        decay("momentum", "μ", 0.0, 0.999),
        flag("centered", false),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        flag("eps_in_sqrt", false),
        linear("initial_scale", "s₀", 0.0, (0.0, 10.0), Range::NOT_NEGATIVE),
        flag("bias_correction", false),
        flag("nesterov", false),
    ],
    main: &["alpha"],
    tex: r"s \leftarrow \beta s + (1-\beta)\, g^2,\quad x \leftarrow x - \frac{\alpha}{\sqrt{s} + \varepsilon}\, g",
    source: "Tieleman & Hinton 2012, Coursera: Neural Networks for Machine Learning, lecture 6.5",
    defaults_of: "torch.optim.RMSprop",
    build: rule!(|s| RmsProp::<S>::new(s)),
    conflict: |s| (s.flag("nesterov") && s.number::<f64>("momentum") == 0.0).then_some("nesterov"),
};

struct RmsProp<S> {
    alpha: S,
    eps: S,
    momentum: S,
    weight_decay: S,
    centered: bool,
    eps_in_sqrt: bool,
    bias_correction: bool,
    nesterov: bool,
    square: Vec2<S>,
    mean: Vec2<S>,
    buffer: Vec2<S>,
    /// αᵗ, carried along.
    power: S,
}

impl<S: Scalar> RmsProp<S> {
    fn new(s: &Settings) -> Self {
        let zero = [S::from(0.0); 2];
        RmsProp {
            alpha: s.number("alpha"),
            eps: s.number("eps"),
            momentum: s.number("momentum"),
            weight_decay: s.number("weight_decay"),
            centered: s.flag("centered"),
            eps_in_sqrt: s.flag("eps_in_sqrt"),
            bias_correction: s.flag("bias_correction"),
            nesterov: s.flag("nesterov"),
            square: [s.number("initial_scale"); 2],
            mean: zero,
            buffer: zero,
            power: S::from(1.0),
        }
    }

    /// What stands under the root: the mean square, less the squared mean when centered, corrected if asked for.
    fn variance(&self) -> Vec2<S> {
        let one = S::from(1.0);
        let scale = if self.bias_correction { one - self.power } else { one };
        zip(self.square, self.mean, |v, m| {
            let v = v / scale;
            if self.centered { v - (m / scale).sq() } else { v }
        })
    }

    fn denominator(&self, variance: S) -> S {
        if self.eps_in_sqrt { (variance + self.eps).sqrt() } else { variance.sqrt() + self.eps }
    }
}

impl<S: Scalar> Rule<S> for RmsProp<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        let fresh = S::from(1.0) - self.alpha;
        self.power = self.power * self.alpha;
        self.square = zip(self.square, g, |v, g| self.alpha * v + fresh * (g * g));
        self.mean = zip(self.mean, g, |m, g| self.alpha * m + fresh * g);
        let scaled = zip(g, self.variance(), |g, v| g / self.denominator(v));
        let buffer = zip(self.buffer, scaled, |b, u| self.momentum * b + u);
        let direction = if self.nesterov { zip(scaled, buffer, |u, b| u + self.momentum * b) } else { buffer };
        // While a schedule holds the momentum at 0 the buffer stays as it was, as in torch.
        self.buffer = zip(buffer, self.buffer, |new, old| self.momentum.select_positive(new, old));
        zip(x, direction, |x, d| x - lr * d)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let variance = self.variance();
        let rates = variance.map(|v| lr / self.denominator(v));
        let square = if self.bias_correction { Quantity::CorrectedMeanSquare } else { Quantity::MeanSquare };
        let mut known = vec![(square, variance), (Quantity::EffectiveRate, rates)];
        if self.momentum.value() > 0.0 {
            known.insert(0, (Quantity::Velocity, self.buffer));
        }
        known
    }

    fn set_momentum(&mut self, momentum: S) -> bool {
        self.momentum = momentum;
        true
    }
}
