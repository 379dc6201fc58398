//! Methods around another method, SGD or Adam: Grokfast filters its gradient, Lookahead pulls its point back.
//!
//! * `grokfast` (Grokfast-EMA): the inner method sees g + λ h, h ← ρh + (1 − ρ)g, from h = g: what changes slowly is
//!   made louder; ρ is `alpha`. Source: Lee et al. 2024, arXiv:2405.20233.
//! * `lookahead`: after every k steps the slow point goes a part ρ (`alpha`) of the way to the inner method's point, which then
//!   goes on from there, its memory kept. Source: Zhang et al. 2019, arXiv:1907.08610.
//!
//! The inner method takes from the wrapper the parameters that have its names; all others are its defaults.

use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict, optimizer};
use crate::param::{ParamSpec, Range, choice, decay, linear, position, rate};
use crate::scalar::{Vec2, zip};

const LR: ParamSpec = rate("lr", "α", 0.001, (1e-4, 1.0));
const INNER: ParamSpec = choice("inner", &["adam", "sgd"]);
const MOMENTUM: ParamSpec = decay("momentum", "β", 0.0, 0.999);
const BETA1: ParamSpec = decay("beta1", "β₁", 0.9, 0.999);
const BETA2: ParamSpec = decay("beta2", "β₂", 0.999, 0.9999);

pub(super) const GROKFAST: Entry = Entry {
    id: "grokfast",
    family: Family::Wrapper,
    year: 2024,
    params: &[
        LR,
        INNER,
        decay("alpha", "ρ", 0.98, 0.999),
        rate("lamb", "λ", 2.0, (0.01, 10.0)),
        MOMENTUM,
        BETA1,
        BETA2,
    ],
    main: &["alpha", "lamb"],
    tex: r"h \leftarrow \rho h + (1-\rho)\, g,\quad \hat g = g + \lambda h,\quad x \leftarrow x - \alpha\, \operatorname{step}(\hat g)",
    source: "Lee et al. 2024, arXiv:2405.20233",
    defaults_of: "the authors' gradfilter_ema; inner: torch.optim.Adam, torch.optim.SGD",
    build: Build::one(|s| {
        let filter = Filter { alpha: s.number("alpha"), lamb: s.number("lamb"), mean: None };
        Box::new(Grokfast { inner: inner(s), filter })
    }),
    conflict: no_conflict,
};

pub(super) const LOOKAHEAD: Entry = Entry {
    id: "lookahead",
    family: Family::Wrapper,
    year: 2019,
    params: &[
        LR,
        INNER,
        linear("k", "k", 5.0, (1.0, 101.0), Range::counts_from(1.0)),
        linear("alpha", "ρ", 0.8, (0.0, 1.0), Range::within(0.0, 1.0)),
        MOMENTUM,
        BETA1,
        BETA2,
    ],
    main: &["k", "alpha"],
    tex: r"x \leftarrow x - \alpha\, \operatorname{step}(g),\quad \text{every } k \text{ steps } \varphi \leftarrow \varphi + \rho\,(x - \varphi),\quad x \leftarrow \varphi",
    source: "Zhang et al. 2019, arXiv:1907.08610",
    defaults_of: "the authors' Lookahead; inner: torch.optim.Adam, torch.optim.SGD",
    build: Build::one(|s| {
        let every = s.number::<f64>("k") as u64;
        Box::new(Lookahead { inner: inner(s), every, alpha: s.number("alpha"), steps: 0, slow: None })
    }),
    conflict: no_conflict,
};

/// The wrapped method.
fn inner(s: &Settings) -> Box<dyn Rule<f64>> {
    // By name: what the registry keeps of a method does not bring what makes it for maps.
    let spec = optimizer(["adam", "sgd"][s.choice("inner")]).expect("both are registered");
    let values: Vec<_> =
        (spec.params.iter()).map(|param| position(s.specs, param.id).map_or(param.default, |i| s.values[i])).collect();
    (spec.build)(&Settings::new(spec.params, &values))
}

struct Filter {
    alpha: f64,
    lamb: f64,
    mean: Option<Vec2>,
}

/// The function as the inner method sees it: with the slow part of the gradient amplified.
struct Filtered<'a> {
    oracle: &'a mut dyn Oracle<f64>,
    filter: &'a mut Filter,
}

impl Oracle<f64> for Filtered<'_> {
    fn value(&mut self, p: Vec2) -> f64 {
        self.oracle.value(p)
    }
    fn gradient(&mut self, p: Vec2) -> Vec2 {
        let g = self.oracle.gradient(p);
        let Filter { alpha, lamb, mean } = self.filter;
        let slow = zip(mean.unwrap_or(g), g, |h, g| *alpha * h + (1.0 - *alpha) * g);
        *mean = Some(slow);
        zip(g, slow, |g, h| g + *lamb * h)
    }
    fn hessian(&mut self, p: Vec2) -> [Vec2; 2] {
        self.oracle.hessian(p)
    }
    fn changes(&self) -> bool {
        self.oracle.changes()
    }
    fn noisy(&self) -> bool {
        self.oracle.noisy()
    }
}

struct Grokfast {
    inner: Box<dyn Rule<f64>>,
    filter: Filter,
}

impl Rule<f64> for Grokfast {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        self.inner.step(x, lr, &mut Filtered { oracle, filter: &mut self.filter })
    }

    fn quantities(&self, lr: f64) -> Vec<(Quantity, Vec2)> {
        let mut known = self.inner.quantities(lr);
        known.extend(self.filter.mean.map(|mean| (Quantity::SlowGradient, mean)));
        known
    }

    fn set_momentum(&mut self, momentum: f64) -> bool {
        self.inner.set_momentum(momentum)
    }
}

struct Lookahead {
    inner: Box<dyn Rule<f64>>,
    every: u64,
    alpha: f64,
    steps: u64,
    slow: Option<Vec2>,
}

impl Rule<f64> for Lookahead {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let slow = *self.slow.get_or_insert(x);
        let fast = self.inner.step(x, lr, oracle);
        self.steps += 1;
        if !self.steps.is_multiple_of(self.every) {
            return fast;
        }
        // A part of 1 is the inner method to the last digit.
        let slow = if self.alpha == 1.0 { fast } else { zip(slow, fast, |s, f| s + self.alpha * (f - s)) };
        self.slow = Some(slow);
        slow
    }

    fn quantities(&self, lr: f64) -> Vec<(Quantity, Vec2)> {
        let mut known = self.inner.quantities(lr);
        known.extend(self.slow.map(|slow| (Quantity::SlowPoint, slow)));
        known
    }

    fn set_momentum(&mut self, momentum: f64) -> bool {
        self.inner.set_momentum(momentum)
    }
}
