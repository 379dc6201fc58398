//! Levenberg–Marquardt: between Gauss–Newton (μ small) and short steps downhill (μ large), (2JᵀJ + μI) p = −g.
//!
//! For f = Σ rᵢ² the Gauss–Newton matrix 2JᵀJ stands for the Hessian. Where f is no sum of squares the Hessian itself
//! is damped: (H + μI) p = −g, μ no less than twice what makes H + μI positive. A step that does not lower f is not
//! taken: the point stays, μ grows, and the next step of the run tries again. μ starts at `damping` times the largest
//! entry of the diagonal and follows the gain (what f lost, by what the model promised) as Nielsen proposed: times
//! max(1/3, 1 − (2ϱ − 1)³), or times 2, 4, 8, … in a row. J, asked for with the gradient, is not counted again; the
//! fallback's Hessian is.
//! Sources: Levenberg 1944, doi:10.1090/qam/10666; Marquardt 1963, doi:10.1137/0111030; Madsen, Nielsen & Tingleff 2004,
//! Methods for Non-Linear Least Squares Problems, algorithm 3.16.

use super::matrix::{along, dot, eigen, times};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::rate;
use crate::scalar::Vec2;

pub(super) const LEVENBERG_MARQUARDT: Entry = Entry {
    id: "levenberg_marquardt",
    family: Family::SecondOrder,
    year: 1944,
    params: &[rate("lr", "α", 1.0, (1e-3, 1.0)), rate("damping", "τ", 1e-3, (1e-8, 10.0))],
    main: &["damping"],
    tex: r"x \leftarrow x + \alpha\, p,\quad (2 J^{\mathsf T} J + \mu I)\, p = -g",
    source: "Levenberg 1944, doi:10.1090/qam/10666; Marquardt 1963, doi:10.1137/0111030",
    defaults_of: "Madsen, Nielsen & Tingleff 2004, Methods for Non-Linear Least Squares Problems, algorithm 3.16",
    build: Build::one(|s| {
        Box::new(Levenberg { tau: s.number("damping"), mu: None, used: 0.0, growth: 2.0, p: [0.0; 2] })
    }),
    conflict: no_conflict,
};

struct Levenberg {
    tau: f64,
    /// The damping of the next step; unknown before the first one.
    mu: Option<f64>,
    /// The damping of the last step.
    used: f64,
    growth: f64,
    p: Vec2,
}

/// Large enough that no step is left, small enough that products stay finite.
const MOST: f64 = 1e150;

impl Rule<f64> for Levenberg {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let (f, g) = (oracle.value(x), oracle.gradient(x));
        let matrix = oracle.gauss_newton(x).unwrap_or_else(|| oracle.hessian(x));
        let diagonal = matrix[0][0].abs().max(matrix[1][1].abs());
        let parts = eigen(matrix);
        let mu = self.mu.unwrap_or(self.tau * diagonal).max(-2.0 * parts.values[1]);
        self.used = mu;
        self.p = parts.solve(g, mu);
        let next = along(x, lr, self.p);
        let step = self.p.map(|p| lr * p);
        let promised = -(dot(g, step) + dot(step, times(matrix, step)) / 2.0);
        let gain = (f - oracle.value(next)) / promised;
        if promised > 0.0 && gain > 0.0 {
            let bend = 2.0 * gain - 1.0;
            self.mu = Some(mu * (1.0 - bend * bend * bend).max(1.0 / 3.0));
            self.growth = 2.0;
            return next;
        }
        // No damping at all could not grow, and on level or straight ground the Hessian has no size to take it from.
        let least = if diagonal > 0.0 { 1e-3 * diagonal } else { 1e-3 };
        let grown = if mu > 0.0 { mu * self.growth } else { least };
        self.mu = Some(grown.min(MOST));
        self.growth = (2.0 * self.growth).min(MOST);
        x
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![(Quantity::SearchDirection, self.p), (Quantity::Damping, [self.used; 2])]
    }
}
