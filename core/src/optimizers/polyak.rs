//! Polyak's step size: as far as the gap to the lowest value asks for, at the present slope.
//!
//! Optax's form: step min((f − f_min)/(|g|² + ε), α_max), where g is already multiplied by `scaling`; no step where
//! the slope is below the machine's precision. `sps+` takes a negative gap as none.
//! Sources: Polyak 1969, doi:10.1016/0041-5553(69)90061-5; Loizou et al. 2021, arXiv:2002.10542.

use super::parts::{dot, scaled};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, choice, linear, rate};
use crate::scalar::{Scalar, Vec2, zip};

pub(super) const POLYAK_SGD: Entry = Entry {
    id: "polyak_sgd",
    family: Family::ParameterFree,
    year: 1969,
    params: &[
        rate("max_learning_rate", "α", 1.0, (1e-4, 10.0)),
        rate("scaling", "γ", 1.0, (1e-2, 10.0)),
        linear("f_min", "", 0.0, (-100.0, 100.0), Range::FINITE),
        rate("eps", "ε", 0.0, (1e-12, 1e-2)),
        choice("variant", &["sps", "sps+"]),
    ],
    main: &["f_min"],
    tex: r"x \leftarrow x - \min\left(\frac{f - f_{\min}}{\|\gamma g\|^2 + \varepsilon},\, \alpha\right) \gamma\, g",
    source: "Polyak 1969, doi:10.1016/0041-5553(69)90061-5; Loizou et al. 2021, arXiv:2002.10542",
    defaults_of: "optax.polyak_sgd",
    build: rule!(|s| Polyak::<S>::new(s)),
    conflict: no_conflict,
};

struct Polyak<S> {
    scaling: S,
    f_min: S,
    eps: S,
    never_back: bool,
    rate: S,
}

impl<S: Scalar> Polyak<S> {
    fn new(s: &Settings) -> Self {
        Polyak {
            scaling: s.number("scaling"),
            f_min: s.number("f_min"),
            eps: s.number("eps"),
            never_back: s.choice("variant") == 1,
            rate: S::from(0.0),
        }
    }
}

impl<S: Scalar> Rule<S> for Polyak<S> {
    fn step(&mut self, x: Vec2<S>, largest: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let zero = S::from(0.0);
        let gap = oracle.value(x) - self.f_min;
        let gap = if self.never_back { gap.max(zero) } else { gap };
        let g = scaled(oracle.gradient(x), self.scaling);
        let square = dot(g, g) + self.eps;
        self.rate = (square - f64::EPSILON).select_positive((gap / square).min(largest), zero);
        zip(x, g, |x, g| x - self.rate * g)
    }

    fn quantities(&self, _largest: S) -> Vec<(Quantity, Vec2<S>)> {
        vec![(Quantity::EffectiveRate, [self.rate * self.scaling; 2])]
    }
}
