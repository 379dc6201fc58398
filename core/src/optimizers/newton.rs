//! Newton's method: the step to where the slope of the quadratic model vanishes, H p = −g.
//!
//! * As it is (the default) that place may be a saddle or a maximum: Newton's method goes there.
//! * `damping` δ is added to every eigenvalue of H (Levenberg 1944; Goldfeld, Quandt & Trotter 1966).
//! * `saddle_free` takes the eigenvalues' absolute values, so that saddles repel
//!   (Dauphin et al. 2014, arXiv:1406.2572).
//! * `trust_radius` Δ > 0: the step that minimises the model among all no longer than Δ, also where H is indefinite
//!   (Moré & Sorensen 1983, doi:10.1137/0904038; the radius stays as given). 0: none.
//!
//! Where H is singular and there is a slope along it, the step is infinite: the run diverges.
//! Source: Nocedal & Wright 2006, chapters 3.4 and 4, doi:10.1007/978-0-387-40065-5.

use super::matrix::{Eigen, eigen, quotient};
use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::{flag, rate};
use crate::scalar::{Vec2, zip};

pub(super) const NEWTON: Entry = Entry {
    id: "newton",
    family: Family::SecondOrder,
    year: 1669,
    params: &[
        rate("lr", "α", 1.0, (1e-3, 1.0)),
        rate("damping", "δ", 0.0, (1e-3, 1e3)),
        flag("saddle_free", false),
        rate("trust_radius", "Δ", 0.0, (1e-2, 10.0)),
    ],
    main: &["damping", "saddle_free"],
    tex: r"x \leftarrow x + \alpha\, p,\quad (H + \delta I)\, p = -g,\quad \lVert p\rVert \le \Delta",
    source: "Nocedal & Wright 2006, chapters 3 and 4, doi:10.1007/978-0-387-40065-5; saddle_free: Dauphin et al. 2014, arXiv:1406.2572",
    defaults_of: "the undamped method",
    build: Build::one(|s| {
        Box::new(Newton {
            damping: s.number("damping"),
            saddle_free: s.flag("saddle_free"),
            radius: s.number("trust_radius"),
            p: [0.0; 2],
            curvatures: [0.0; 2],
        })
    }),
    conflict: no_conflict,
};

struct Newton {
    damping: f64,
    saddle_free: bool,
    radius: f64,
    p: Vec2,
    /// The diagonal of H, for the inspector.
    curvatures: Vec2,
}

/// The step of the trust region, by its components along the eigenvectors: (λ + μ) p = −c with the smallest μ ≥ 0
/// that makes no λ + μ negative and p no longer than the radius.
fn within(c: [f64; 2], values: [f64; 2], radius: f64) -> [f64; 2] {
    let step = |shift: f64| [quotient(-c[0], values[0] + shift), quotient(-c[1], values[1] + shift)];
    let length = |[p, q]: [f64; 2]| libm::hypot(p, q);
    let mut low = if values[1] < 0.0 { -values[1] } else { 0.0 };
    let longest = step(low);
    let size = length(longest);
    if size <= radius {
        // No slope along the direction that curves down: either way along it lowers the model, as far as allowed.
        let rest = if values[1] < 0.0 { (radius * radius - size * size).max(0.0).sqrt() } else { 0.0 };
        return [longest[0], longest[1] + rest];
    }
    let mut high = low + length(c) / radius;
    for _ in 0..100 {
        let middle = low + (high - low) / 2.0;
        if length(step(middle)) > radius { low = middle } else { high = middle }
    }
    step(high)
}

impl Rule<f64> for Newton {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = oracle.gradient(x);
        let hessian = oracle.hessian(x);
        let mut parts: Eigen = eigen(hessian);
        let (damping, absolute) = (self.damping, self.saddle_free);
        parts.values = parts.values.map(|v| if absolute { v.abs() } else { v } + damping);
        self.p = if self.radius > 0.0 {
            parts.compose(within(parts.components(g), parts.values, self.radius))
        } else {
            parts.solve(g, 0.0)
        };
        self.curvatures = [hessian[0][0], hessian[1][1]];
        zip(x, self.p, |x, p| x + lr * p)
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![(Quantity::HessianDiagonal, self.curvatures), (Quantity::SearchDirection, self.p)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// g·p + pᵀ diag(λ) p / 2.
    fn model(c: [f64; 2], values: [f64; 2], [p, q]: [f64; 2]) -> f64 {
        c[0] * p + c[1] * q + (values[0] * p * p + values[1] * q * q) / 2.0
    }

    #[test]
    fn no_step_inside_the_radius_has_a_lower_model() {
        for (c, values) in [
            ([1.0, -2.0], [4.0, 3.0]),
            ([10.0, -20.0], [4.0, 3.0]),
            ([0.1, 0.2], [5.0, -2.0]),
            ([1.0, 0.0], [5.0, -2.0]),
            ([3.0, 1.0], [-1.0, -2.0]),
            ([3.0, 1.0], [2.0, 0.0]),
            ([0.0, 0.0], [1.0, -1.0]),
        ] {
            for radius in [0.1, 1.0, 3.0] {
                let step = within(c, values, radius);
                let lowest = model(c, values, step);
                assert!(libm::hypot(step[0], step[1]) <= radius * (1.0 + 1e-12), "{step:?} beyond {radius}");
                for i in 0..360 {
                    for share in [0.1, 0.5, 0.9, 1.0] {
                        let angle = f64::from(i).to_radians();
                        let other = [radius * share * libm::cos(angle), radius * share * libm::sin(angle)];
                        let there = model(c, values, other);
                        assert!(there >= lowest - 1e-12 * (1.0 + lowest.abs()), "{c:?} {values:?}: {other:?} is lower");
                    }
                }
            }
        }
    }
}
