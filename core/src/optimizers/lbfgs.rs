//! L-BFGS exactly as `torch.optim.LBFGS`: curvature from the last few moves and changes of the gradient.
//!
//! One step of a run is one `optimizer.step(closure)`, up to `max_iter` iterations. Each call of the closure counts as
//! one evaluation of f and one of the gradient (torch's `func_evals`). `max_eval` none is max_iter times 1.25, rounded
//! down; as in torch of today (2.10 and later) it bounds each search too.
//! Source: Liu & Nocedal 1989, doi:10.1007/BF01589116.

use super::line_search::{Conditions, Place, strong_wolfe};
use super::matrix::{along, dot};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{Range, Scale, Slider, choice, linear, number, optional, rate};
use crate::scalar::{Vec2, zip};

/// Bounds that keep a single step from going on for ever.
const COUNT: Range = Range { whole: true, ..Range::within(1.0, 1000.0) };

pub(super) const LBFGS: Entry = Entry {
    id: "lbfgs",
    family: Family::SecondOrder,
    year: 1989,
    params: &[
        rate("lr", "α", 1.0, (1e-3, 1.0)),
        linear("max_iter", "", 20.0, (1.0, 101.0), COUNT),
        optional("max_eval", "", Slider { low: 1.0, high: 125.0, scale: Scale::Linear }, COUNT),
        number("tolerance_grad", "", 1e-7, Slider { low: 1e-12, high: 1e-2, scale: Scale::Log }, Range::NOT_NEGATIVE),
        number("tolerance_change", "", 1e-9, Slider { low: 1e-12, high: 1e-2, scale: Scale::Log }, Range::NOT_NEGATIVE),
        linear("history_size", "m", 100.0, (1.0, 101.0), COUNT),
        choice("line_search", &["none", "strong_wolfe"]),
    ],
    main: &["max_iter", "line_search"],
    tex: r"p = -H(s_1, y_1, \dots, s_m, y_m)\, g,\quad x \leftarrow x + t\,p,\quad t = \alpha \text{ or a search from } \alpha",
    source: "Liu & Nocedal 1989, doi:10.1007/BF01589116",
    defaults_of: "torch.optim.LBFGS",
    build: Build::one(|s| Box::new(Lbfgs::new(s))),
    conflict: no_conflict,
};

/// A move, the change of the gradient along it, and 1/(y·s).
struct Pair {
    s: Vec2,
    y: Vec2,
    rho: f64,
}

struct Lbfgs {
    max_iter: u32,
    max_eval: u32,
    tolerance_grad: f64,
    tolerance_change: f64,
    history_size: usize,
    search: bool,
    iterations: u32,
    d: Vec2,
    t: f64,
    scale: f64,
    pairs: Vec<Pair>,
    previous_gradient: Vec2,
}

/// The larger absolute value, NaN if either is, as `abs().max()` of a tensor.
fn largest([x, y]: Vec2) -> f64 {
    crate::scalar::Scalar::max(x.abs(), y.abs())
}

impl Lbfgs {
    fn new(s: &Settings) -> Self {
        let count = |id: &str| s.number::<f64>(id) as u32;
        let max_iter = count("max_iter");
        Lbfgs {
            max_iter,
            max_eval: s.optional("max_eval").map_or(max_iter * 5 / 4, |n: f64| n as u32),
            tolerance_grad: s.number("tolerance_grad"),
            tolerance_change: s.number("tolerance_change"),
            history_size: count("history_size") as usize,
            search: s.choice("line_search") == 1,
            iterations: 0,
            d: [0.0; 2],
            t: 0.0,
            scale: 1.0,
            pairs: Vec::new(),
            previous_gradient: [0.0; 2],
        }
    }

    /// Keeps the last move if the slope grew along it.
    fn remember(&mut self, g: Vec2) {
        let y = zip(g, self.previous_gradient, |g, old| g - old);
        let s = self.d.map(|d| d * self.t);
        let ys = dot(y, s);
        if ys > 1e-10 {
            if self.pairs.len() == self.history_size {
                self.pairs.remove(0);
            }
            self.pairs.push(Pair { s, y, rho: 1.0 / ys });
            self.scale = ys / dot(y, y);
        }
    }

    /// −H g by the two loops over the pairs.
    fn direction(&self, g: Vec2) -> Vec2 {
        let mut q = g.map(|g| -g);
        let mut shares = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let share = dot(pair.s, q) * pair.rho;
            q = along(q, -share, pair.y);
            shares.push(share);
        }
        let mut r = q.map(|q| q * self.scale);
        for (pair, share) in self.pairs.iter().zip(shares.into_iter().rev()) {
            r = along(r, share - dot(pair.y, r) * pair.rho, pair.s);
        }
        r
    }
}

impl Rule<f64> for Lbfgs {
    fn step(&mut self, mut x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let mut f = oracle.value(x);
        let mut g = oracle.gradient(x);
        let mut evaluations = 1;
        if largest(g) <= self.tolerance_grad {
            return x;
        }
        for n in 1..=self.max_iter {
            self.iterations = self.iterations.saturating_add(1);
            let first = self.iterations == 1;
            if !first {
                self.remember(g);
            }
            // Without pairs and with scale 1 this is −g.
            self.d = self.direction(g);
            self.previous_gradient = g;
            let previous_f = f;
            let reach = 1.0 / (g[0].abs() + g[1].abs());
            self.t = if first { (if reach < 1.0 { reach } else { 1.0 }) * lr } else { lr };
            if dot(g, self.d) > -self.tolerance_change {
                break;
            }
            if self.search {
                let start = Place { t: 0.0, f, g };
                // Each search may use up what is left of the evaluations, and one more.
                let conditions = Conditions { trials: self.max_eval.saturating_sub(evaluations), ..Conditions::TORCH };
                let (found, trials) = strong_wolfe(oracle, x, self.d, start, self.t, conditions);
                evaluations += trials;
                Place { t: self.t, f, g } = found;
                x = along(x, self.t, self.d);
            } else {
                x = along(x, self.t, self.d);
                // The last point's gradient is left to the next step.
                if n < self.max_iter {
                    f = oracle.value(x);
                    g = oracle.gradient(x);
                    evaluations += 1;
                }
            }
            let settled = largest(g) <= self.tolerance_grad
                || largest(self.d.map(|d| d * self.t)) <= self.tolerance_change
                || (f - previous_f).abs() < self.tolerance_change;
            if evaluations >= self.max_eval || settled {
                break;
            }
        }
        x
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![
            (Quantity::SearchDirection, self.d),
            (Quantity::StepLength, [self.t; 2]),
            (Quantity::Iterations, [f64::from(self.iterations); 2]),
        ]
    }
}
