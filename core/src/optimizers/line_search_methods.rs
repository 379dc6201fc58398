//! Methods that choose a direction and then search along it: steepest descent, conjugate gradients, BFGS.
//!
//! * `gd_line_search`: p = −g, each search tries lr first. Cauchy 1847; Armijo 1966, doi:10.2140/pjm.1966.16.1.
//! * `conjugate_gradient`: p = −g + βp. Fletcher & Reeves 1964, doi:10.1093/comjnl/7.2.149; Polak & Ribière 1969,
//!   with β no less than 0. Trials start from the last slope times the last step (Nocedal & Wright, section 3.5).
//! * `bfgs`: p = −Hg, H corrected so that it maps the last change of the gradient to the last move; before the first
//!   correction H is scaled to the curvature seen (Nocedal & Wright, equations 6.17 and 6.20).
//!   Broyden, Fletcher, Goldfarb, Shanno 1970.
//!
//! All in the form of Nocedal & Wright 2006, doi:10.1007/978-0-387-40065-5. A direction that does not lead down is
//! replaced by −g. The place where a search ended is known: the next step does not ask for it again, unless it is told
//! of another function (a mini-batch) or with other noise.

use super::line_search::{Conditions, Place, armijo, strong_wolfe};
use super::matrix::{Matrix, along, dot, times};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{ParamSpec, Range, Scale, Slider, choice, linear, number, rate};
use crate::scalar::{Vec2, zip};

/// 0 < v < 1: what makes a line search end.
const INSIDE: Range = Range::between(0.0, 1.0);

const fn inside(id: &'static str, symbol: &'static str, default: f64, low: f64) -> ParamSpec {
    number(id, symbol, default, Slider { low, high: 0.9, scale: Scale::Log }, INSIDE)
}

const C1: ParamSpec = inside("c1", "c₁", 1e-4, 1e-6);
/// The first trial: 1 is the natural step of BFGS.
const LR: ParamSpec = rate("lr", "α", 1.0, (1e-4, 1.0));

pub(super) const GD_LINE_SEARCH: Entry = Entry {
    id: "gd_line_search",
    family: Family::LineSearch,
    year: 1966,
    params: &[
        LR,
        choice("line_search", &["armijo", "strong_wolfe"]),
        C1,
        inside("c2", "c₂", 0.9, 1e-3),
        linear("shrink", "ρ", 0.5, (0.1, 0.9), INSIDE),
    ],
    main: &["line_search"],
    tex: r"x \leftarrow x - t\,g,\quad t \in \{\alpha, \rho\alpha, \rho^2\alpha, \dots\},\quad f(x - t g) \le f(x) - c_1\, t\, \lVert g\rVert^2",
    source: "Armijo 1966, doi:10.2140/pjm.1966.16.1; Wolfe 1969, doi:10.1137/1011036",
    defaults_of: "Nocedal & Wright 2006, doi:10.1007/978-0-387-40065-5, algorithm 3.1",
    build: Build::one(|s| {
        let shrink = (s.choice("line_search") == 0).then(|| s.number("shrink"));
        Box::new(Searching { shrink, ..Searching::new(s, Kind::Steepest) })
    }),
    conflict: no_conflict,
};

pub(super) const CONJUGATE_GRADIENT: Entry = Entry {
    id: "conjugate_gradient",
    family: Family::LineSearch,
    year: 1964,
    params: &[LR, choice("variant", &["polak_ribiere_plus", "fletcher_reeves"]), C1, inside("c2", "c₂", 0.1, 1e-3)],
    main: &["variant"],
    tex: r"p \leftarrow -g + \beta p,\quad x \leftarrow x + t\,p \text{ (search from } \alpha\text{)},\quad \beta = \max\left(0, \frac{g\cdot(g-g_{-1})}{g_{-1}\cdot g_{-1}}\right)",
    source: "Fletcher & Reeves 1964, doi:10.1093/comjnl/7.2.149; Polak & Ribière 1969, doi:10.1051/m2an/196903R100351",
    defaults_of: "Nocedal & Wright 2006, doi:10.1007/978-0-387-40065-5, chapter 5.2",
    build: Build::one(|s| {
        let kind = if s.choice("variant") == 0 { Kind::PolakRibiere } else { Kind::FletcherReeves };
        Box::new(Searching::new(s, kind))
    }),
    conflict: no_conflict,
};

pub(super) const BFGS: Entry = Entry {
    id: "bfgs",
    family: Family::SecondOrder,
    year: 1970,
    params: &[LR, C1, inside("c2", "c₂", 0.9, 1e-3)],
    main: &[],
    tex: r"x \leftarrow x - t\,Hg \text{ (search from } \alpha\text{)},\quad H \leftarrow \left(I - \frac{s y^{\mathsf T}}{y\cdot s}\right) H \left(I - \frac{y s^{\mathsf T}}{y\cdot s}\right) + \frac{s s^{\mathsf T}}{y\cdot s}",
    source: "Broyden 1970, doi:10.1093/imamat/6.1.76; Fletcher 1970, doi:10.1093/comjnl/13.3.317; Goldfarb 1970, doi:10.1090/S0025-5718-1970-0258249-6; Shanno 1970, doi:10.1090/S0025-5718-1970-0274029-X",
    defaults_of: "Nocedal & Wright 2006, doi:10.1007/978-0-387-40065-5, algorithm 6.1",
    build: Build::one(|s| Box::new(Searching::new(s, Kind::Bfgs))),
    conflict: no_conflict,
};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Steepest,
    PolakRibiere,
    FletcherReeves,
    Bfgs,
}

/// What one step leaves to the next.
#[derive(Clone, Copy)]
struct Before {
    /// Where the search ended, with f there, and the gradient if the search asked for it.
    x: Vec2,
    f: f64,
    slope: Option<Vec2>,
    /// The gradient at the step's beginning, and the direction searched.
    g: Vec2,
    p: Vec2,
    t: f64,
}

struct Searching {
    kind: Kind,
    /// How fast Armijo's step shrinks; none for the strong Wolfe conditions.
    shrink: Option<f64>,
    conditions: Conditions,
    before: Option<Before>,
    /// BFGS's inverse Hessian, once a pair has been seen.
    inverse: Option<Matrix>,
}

/// H corrected by a move s along which the gradient changed by y: then Hy = s.
fn corrected(h: Matrix, s: Vec2, y: Vec2) -> Matrix {
    let ys = dot(y, s);
    let hy = times(h, y);
    let weight = (1.0 + dot(y, hy) / ys) / ys;
    let entry = |i: usize, j: usize| h[i][j] + weight * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / ys;
    let mixed = entry(0, 1);
    [[entry(0, 0), mixed], [mixed, entry(1, 1)]]
}

impl Searching {
    fn new(s: &Settings, kind: Kind) -> Self {
        let conditions = Conditions { decrease: s.number("c1"), curvature: s.number("c2"), ..Conditions::TORCH };
        Searching { kind, shrink: None, conditions, before: None, inverse: None }
    }

    /// Where to go, and how far to try first.
    fn aim(&mut self, g: Vec2, lr: f64) -> (Vec2, f64) {
        let down = g.map(|g| -g);
        if self.kind == Kind::Steepest {
            return (down, lr);
        }
        // As torch's LBFGS: the first step is no longer than about lr.
        let size = g[0].abs() + g[1].abs();
        let careful = if size > 1.0 { lr / size } else { lr };
        let Some(before) = self.before else { return (down, careful) };
        let change = zip(g, before.g, |g, old| g - old);
        let (p, first) = if self.kind == Kind::Bfgs {
            let s = before.p.map(|p| p * before.t);
            let ys = dot(change, s);
            if ys > 1e-10 {
                let scale = ys / dot(change, change);
                let h = self.inverse.unwrap_or([[scale, 0.0], [0.0, scale]]);
                self.inverse = Some(corrected(h, s, change));
            }
            let Some(h) = self.inverse else { return (down, careful) };
            (times(h, down), lr)
        } else {
            let old = dot(before.g, before.g);
            let beta = match self.kind {
                Kind::FletcherReeves => dot(g, g) / old,
                _ => (dot(g, change) / old).max(0.0),
            };
            let p = zip(down, before.p, |down, p| down + beta * p);
            (p, lr * before.t * (dot(before.g, before.p) / dot(g, p)))
        };
        // After a step of length 0, or where rounding or noise turned it uphill, the slope itself leads on.
        let leads_down = dot(g, p) < 0.0 && first > 0.0;
        if leads_down { (p, first) } else { (down, careful) }
    }
}

impl Rule<f64> for Searching {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        // What is known of another function would keep a search that found nothing where it is for good.
        let known = self.before.filter(|before| before.x == x && !oracle.changes());
        let f = known.map_or_else(|| oracle.value(x), |before| before.f);
        let slope = known.filter(|_| !oracle.noisy()).and_then(|before| before.slope);
        let g = slope.unwrap_or_else(|| oracle.gradient(x));
        let start = Place { t: 0.0, f, g };
        let (p, first) = self.aim(g, lr);
        if dot(p, p) == 0.0 {
            return x;
        }
        let (t, f, slope) = match self.shrink {
            Some(shrink) => {
                let (t, f) = armijo(oracle, x, p, start, first, (self.conditions.decrease, shrink));
                (t, f, None)
            }
            None => {
                let (found, _) = strong_wolfe(oracle, x, p, start, first, self.conditions);
                (found.t, found.f, Some(found.g))
            }
        };
        let x = along(x, t, p);
        self.before = Some(Before { x, f, slope, g, p, t });
        x
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        let Some(before) = self.before else { return Vec::new() };
        vec![(Quantity::SearchDirection, before.p), (Quantity::StepLength, [before.t; 2])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bfgs_fulfils_the_secant_equation_and_stays_positive() {
        let mut h = [[1.0, 0.0], [0.0, 1.0]];
        for (s, y) in [([0.3, -0.2], [1.5, -2.0]), ([-1.0, 0.4], [-0.1, 3.0]), ([0.01, 0.02], [0.5, -0.1])] {
            h = corrected(h, s, y);
            let image = times(h, y);
            assert!((image[0] - s[0]).abs() < 1e-13 && (image[1] - s[1]).abs() < 1e-13, "Hy = {image:?}, s = {s:?}");
            assert_eq!(h[0][1], h[1][0]);
            assert!(h[0][0] > 0.0 && h[0][0] * h[1][1] > h[0][1] * h[1][0], "{h:?}");
        }
    }
}
