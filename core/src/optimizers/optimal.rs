//! Heavy ball with Polyak's optimal rate and momentum, computed from the curvatures at the start.
//!
//! For a quadratic with eigenvalues between μ and L: α = (2/(√L + √μ))², β = ((√κ − 1)/(√κ + 1))², κ = L/μ; the error
//! shrinks by (√κ − 1)/(√κ + 1) a step, as fast as any method of gradients can. Both are found from the Hessian at
//! the start and kept. Elsewhere than on a bowl that is a guess: eigenvalues count by their size, and κ as no more
//! than 10⁴. `lr` multiplies the rate. Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5.

use super::matrix::eigen;
use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::rate;
use crate::scalar::{Vec2, zip};

pub(super) const GD_MOMENTUM_OPTIMAL: Entry = Entry {
    id: "gd_momentum_optimal",
    family: Family::Momentum,
    year: 1964,
    params: &[rate("lr", "α", 1.0, (1e-3, 1.0))],
    main: &[],
    tex: r"v \leftarrow \beta v + g,\quad x \leftarrow x - \alpha\left(\frac{2}{\sqrt L+\sqrt\mu}\right)^2 v,\quad \beta = \left(\frac{\sqrt{L/\mu}-1}{\sqrt{L/\mu}+1}\right)^2",
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5",
    defaults_of: "Polyak 1964",
    build: Build::one(|_| Box::new(Optimal { constants: None, v: [0.0; 2] })),
    conflict: no_conflict,
};

struct Optimal {
    /// α and β, known after the first look at the curvature.
    constants: Option<[f64; 2]>,
    v: Vec2,
}

const LARGEST_CONDITION: f64 = 1e4;

/// α and β for curvatures of these sizes; no step where there is no curvature to go by.
fn constants(values: [f64; 2]) -> [f64; 2] {
    let (a, b) = (values[0].abs(), values[1].abs());
    let (large, small) = if a >= b { (a, b) } else { (b, a) };
    if large == 0.0 {
        return [0.0; 2];
    }
    let (l, m) = (large.sqrt(), small.max(large / LARGEST_CONDITION).sqrt());
    let (root, factor) = (2.0 / (l + m), (l - m) / (l + m));
    [root * root, factor * factor]
}

impl Rule<f64> for Optimal {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let [alpha, beta] = *self.constants.get_or_insert_with(|| constants(eigen(oracle.hessian(x)).values));
        let g = oracle.gradient(x);
        self.v = zip(self.v, g, |v, g| beta * v + g);
        zip(x, self.v, |x, v| x - lr * alpha * v)
    }

    fn quantities(&self, lr: f64) -> Vec<(Quantity, Vec2)> {
        let Some([alpha, beta]) = self.constants else { return Vec::new() };
        vec![(Quantity::Velocity, self.v), (Quantity::EffectiveRate, [lr * alpha; 2]), (Quantity::Momentum, [beta; 2])]
    }
}
