//! A bowl that can be stretched and turned: λ (u² + κ v²) / 2, with (u, v) the plane turned by an angle.
//!
//! On it nearly everything about gradient methods can be proved: λ and κλ are the eigenvalues of its Hessian, gradient
//! descent is stable up to α = 2/(κλ), and turning it changes nothing but the paths of methods that treat each
//! coordinate by itself. Minimum (0, 0), f = 0. Source: Nocedal and Wright 2006, chapter 3, doi:10.1007/978-0-387-40065-5.

use super::{Domain, Entry, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::param::{Range, Scale, Slider, linear, number};
use crate::scalar::Scalar;

struct Quadratic {
    curvature: f64,
    condition: f64,
    cos: f64,
    sin: f64,
}

impl Quadratic {
    fn turned<S: Scalar>(&self, x: S, y: S) -> [S; 2] {
        [x * self.cos + y * self.sin, y * self.cos - x * self.sin]
    }
}

impl Formula for Quadratic {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let [u, v] = self.turned(x, y);
        (u.sq() + v.sq() * self.condition) * (self.curvature / 2.0)
    }

    fn residuals<S: Scalar>(&self, x: S, y: S, each: &mut dyn FnMut(S)) {
        let [u, v] = self.turned(x, y);
        let scale = (self.curvature / 2.0).sqrt();
        each(u * scale);
        each(v * (scale * self.condition.sqrt()));
    }
}

pub(super) const QUADRATIC: Entry = Entry {
    id: "quadratic",
    trouble: Trouble::Ravine,
    tex: r"f(x, y) = \tfrac{\lambda}{2}\,(u^2 + \kappa\,v^2),\quad u = x\cos\theta + y\sin\theta,\quad v = y\cos\theta - x\sin\theta",
    plain: "λ (u² + κ v²) / 2",
    params: &[
        number("condition", "κ", 10.0, Slider { low: 1.0, high: 1000.0, scale: Scale::Log }, Range::POSITIVE),
        linear("angle", "θ", 0.0, (0.0, 90.0), Range::FINITE),
        number("curvature", "λ", 1.0, Slider { low: 0.01, high: 100.0, scale: Scale::Log }, Range::POSITIVE),
    ],
    domain: Domain::new(-5.0, 5.0, -3.0, 3.0),
    start: [-4.0, 2.0],
    minima: |_| vec![[0.0, 0.0]],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.15",
        "momentum,lr:0.3,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.02,alpha:0.9",
        "adam,lr:0.15,beta2:0.99",
    ],
    source: "Nocedal and Wright 2006, Numerical Optimization, chapter 3, doi:10.1007/978-0-387-40065-5",
    build: function!(|s| {
        let turn = s.number("angle").to_radians();
        Quadratic {
            curvature: s.number("curvature"),
            condition: s.number("condition"),
            cos: libm::cos(turn),
            sin: libm::sin(turn),
        }
    }),
};
