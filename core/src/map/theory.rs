//! What theory says of a rate map: on a quadratic bowl, heavy ball's largest stable rate and its best pair.
//!
//! With eigenvalues λ of the Hessian, x ← x − α v, v ← βv + g has on each of them the factors z of
//! z² − (1 + β − αλ) z + β = 0; it is stable where both are smaller than 1 in size: 0 < α < 2(1 + β)/λ_max. The best pair
//! makes both eigenvalues' factors equal: α = (2/(√λ_max + √λ_min))², β = ((√κ − 1)/(√κ + 1))².
//! Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5; lessons, scene P.

use super::Axis;
use crate::eigen::eigen;
use crate::param::{Value, position};
use crate::run::Plan;
use crate::surfaces::Surface;

/// What theory says of rate and momentum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theory {
    /// The eigenvalues of the Hessian, the same everywhere, the smaller one first; both above 0.
    pub curvatures: [f64; 2],
    /// Whether the method averages gradients: then its rate times 1 − β is heavy ball's.
    averaged: bool,
}

impl Theory {
    /// The rates from which on runs diverge, for a momentum β.
    pub fn limit(&self, beta: f64) -> f64 {
        2.0 * (1.0 + beta) / self.curvatures[1] * self.scale(beta)
    }

    /// The rate and β with which the distance shrinks fastest.
    pub fn best(&self) -> [f64; 2] {
        let [low, high] = self.curvatures.map(f64::sqrt);
        let beta = ((high - low) / (high + low)) * ((high - low) / (high + low));
        let rate = 2.0 / (low + high);
        [rate * rate * self.scale(beta), beta]
    }

    fn scale(&self, beta: f64) -> f64 {
        if self.averaged { 1.0 / (1.0 - beta) } else { 1.0 }
    }
}

/// How far the Hessian may change from place to place, as a part of itself, and still be called the same.
const SAME: f64 = 1e-12;
/// At how many places besides the start it is looked at.
const PROBES: usize = 16;

/// What theory says of the rate map of a plan; nothing unless the surface is a quadratic bowl, the method gradient descent or
/// heavy ball without anything around it, and the axes are its rate and its β.
pub fn theory(plan: &Plan, surface: &Surface, axes: &[Axis; 2]) -> Option<Theory> {
    let domain = surface.spec.domain;
    // Not at the corners: those may lie whole periods of a wave apart, and nobody's period fits these places.
    let first = surface.objective.hessian(surface.spec.start);
    let others = super::spread(domain, PROBES).into_iter().map(|p| surface.objective.hessian(p));
    let entries = |h: [[f64; 2]; 2]| [h[0][0], h[0][1], h[1][1]];
    let size = entries(first).iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    let same = |h: [[f64; 2]; 2]| entries(h).iter().zip(entries(first)).all(|(a, b)| (a - b).abs() <= SAME * size);
    if !{ others }.all(same) {
        return None;
    }
    let [high, low] = eigen(first).values;
    let plain = plan.options.schedule.is_none() && plan.options.lookahead.is_none();
    let exact = plan.noise.is_none() && plan.batch.is_none() && plan.options.clip == Default::default();
    if !(low > 0.0 && high.is_finite() && plain && exact) {
        return None;
    }
    let params = plan.optimizer.params;
    let value = |id: &str| position(params, id).map_or(Value::Number(0.0), |i| plan.values[i]);
    let zero = |id: &str| value(id).number() == 0.0;
    // heavy_ball, and only it, is torch's; both others average.
    let (beta, averaged) = match plan.optimizer.id {
        "sgd" if zero("dampening") && zero("weight_decay") && !value("nesterov").flag() => ("momentum", false),
        "momentum" => ("beta", value("convention") != heavy_ball(params)?),
        _ => return None,
    };
    let [x, y] = axes.map(|axis| params[axis.param].id);
    (x == "lr" && y == beta).then_some(Theory { curvatures: [low, high], averaged })
}

fn heavy_ball(params: &[crate::param::ParamSpec]) -> Option<Value> {
    let i = position(params, "convention")?;
    params[i].read("heavy_ball").ok()
}
