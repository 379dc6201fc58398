//! Rprop: each coordinate has a step length that grows while its slope keeps its sign and shrinks when it turns.
//!
//! Torch's form: after a change of sign the coordinate stays where it is for one step, and its slope counts as 0 in
//! the next comparison. The learning rate is only the first step length.
//! Source: Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623.

use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const RPROP: Entry = Entry {
    id: "rprop",
    family: Family::Sign,
    year: 1993,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        linear("eta_minus", "", 0.5, (0.05, 0.95), Range::between(0.0, 1.0)),
        linear("eta_plus", "", 1.2, (1.05, 2.0), Range::between(1.0, f64::INFINITY)),
        rate("step_min", "", 1e-6, (1e-9, 1.0)),
        rate("step_max", "", 50.0, (1e-3, 100.0)),
    ],
    main: &["eta_minus", "eta_plus"],
    tex: r"\Delta_0 = \alpha,\quad \Delta \leftarrow \eta^{+} \Delta \ \text{if}\ g\, g_{t-1} > 0,\quad \Delta \leftarrow \eta^{-} \Delta,\ g \leftarrow 0 \ \text{if}\ g\, g_{t-1} < 0,\quad x \leftarrow x - \Delta\, \mathrm{sign}(g)",
    source: "Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623",
    defaults_of: "torch.optim.Rprop",
    build: rule!(|s| Rprop::<S>::new(s)),
    conflict: no_conflict,
};

struct Rprop<S> {
    shrink: S,
    grow: S,
    ends: [S; 2],
    previous: Vec2<S>,
    size: Option<Vec2<S>>,
}

impl<S: Scalar> Rprop<S> {
    fn new(s: &Settings) -> Self {
        Rprop {
            shrink: s.number("eta_minus"),
            grow: s.number("eta_plus"),
            ends: [s.number("step_min"), s.number("step_max")],
            previous: [S::from(0.0); 2],
            size: None,
        }
    }
}

impl<S: Scalar> Rule<S> for Rprop<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let (zero, one) = (S::from(0.0), S::from(1.0));
        let g = oracle.gradient(x);
        let same = zip(g, self.previous, |g, previous| g * previous);
        let factor = same.map(|s| s.select_positive(self.grow, (-s).select_positive(self.shrink, one)));
        let [low, high] = self.ends;
        let size = zip(self.size.unwrap_or([lr; 2]), factor, |size, factor| (size * factor).max(low).min(high));
        let g = zip(same, g, |s, g| (-s).select_positive(zero, g));
        (self.size, self.previous) = (Some(size), g);
        let step = zip(size, g, |size, g| size * g.sign());
        zip(x, step, |x, step| x - step)
    }

    fn quantities(&self, _lr: S) -> Vec<(Quantity, Vec2<S>)> {
        self.size.map(|size| (Quantity::StepSize, size)).into_iter().collect()
    }
}
