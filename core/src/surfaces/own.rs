//! A model fitted to somebody's own points. Not in the registry: links give the points.
//!
//! Both quantities are standardised, so that any unit will do and the same view and rates are good for all; for logistic
//! regression the output is 1 where it is above 0 and else 0, so that both 0/1 and −1/1 say what happened. Then a line's
//! minimum is (0, r), r being the correlation; a logistic curve has one unless a threshold tells both kinds apart; the
//! minima of the neuron are looked for, as those of a typed formula.

use super::settle::settled;
use super::{Domain, Minimum, Shape, Surface, SurfaceSpec, TOLERANCE, Trouble};
use crate::data::{ANSCOMBE, Fit, Model, Scaling};
use crate::objective::Objective;
use crate::scalar::Vec2;
use std::sync::Arc;

/// The most points that a model is fitted to.
pub const MAX_POINTS: usize = 200;

/// The largest size of a coordinate: sums of squares stay finite.
pub const MAX_COORDINATE: f64 = 1e100;

/// The models: a line, a logistic curve, a neuron. Until there are points they show Anscombe's first set.
pub static OWN: [SurfaceSpec; 3] = [
    SurfaceSpec {
        plain: "Σ (x + y uᵢ − vᵢ)² / 2n",
        domain: Domain::new(-3.0, 3.0, -3.0, 3.0),
        start: [-2.0, 2.0],
        runs: &[
            "sgd,lr:0.3",
            "momentum,lr:0.05,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.02,alpha:0.9",
            "adam,lr:0.3,beta2:0.99",
        ],
        shape: Shape::Code { build: |_| Arc::new(example(Model::Line)), minima: |_| minima(&example(Model::Line)) },
        ..usual("own_line")
    },
    SurfaceSpec {
        plain: "Σ (ln(1 + exp(x + y uᵢ)) − vᵢ (x + y uᵢ)) / n",
        domain: Domain::new(-6.0, 6.0, -6.0, 6.0),
        start: [-4.0, -4.0],
        runs: &[
            "sgd,lr:1",
            "momentum,lr:0.3,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.04,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        shape: Shape::Code {
            build: |_| Arc::new(example(Model::Logistic)),
            minima: |_| minima(&example(Model::Logistic)),
        },
        ..usual("own_logistic")
    },
    SurfaceSpec {
        plain: "Σ (y tanh(x uᵢ) − vᵢ)² / 2n",
        domain: Domain::new(-4.0, 4.0, -3.0, 3.0),
        start: [3.0, -2.0],
        runs: &[
            "sgd,lr:0.3",
            "momentum,lr:0.1,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.02,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        shape: Shape::Code { build: |_| Arc::new(example(Model::Tanh)), minima: |_| Vec::new() },
        ..usual("own_tanh")
    },
];

/// What the surfaces of [`OWN`] fit.
const MODELS: [Model; 3] = [Model::Line, Model::Logistic, Model::Tanh];

const fn usual(id: &'static str) -> SurfaceSpec {
    SurfaceSpec {
        id,
        trouble: Trouble::Data,
        plain: "",
        params: &[],
        domain: Domain::new(0.0, 0.0, 0.0, 0.0),
        start: [0.0, 0.0],
        tolerance: TOLERANCE,
        runs: &[],
        shape: Shape::Code { build: |_| Arc::new(example(Model::Line)), minima: |_| Vec::new() },
    }
}

fn example(model: Model) -> Fit {
    own(model, &ANSCOMBE[0].rows().into_iter().map(|(p, _)| p).collect::<Vec<_>>())
}

fn own(model: Model, points: &[Vec2]) -> Fit {
    let happened = |v: f64| if model == Model::Logistic { f64::from(u8::from(v > 0.0)) } else { v };
    let rows: Vec<(Vec2, usize)> = points.iter().map(|[u, v]| ([*u, happened(*v)], 1)).collect();
    let output = if model == Model::Logistic { Scaling::NONE } else { Scaling::standard(&rows, 1) };
    Fit::of(model, ["x", "y"], &rows, [Scaling::standard(&rows, 0), output])
}

fn minima(fit: &Fit) -> Vec<Vec2> {
    settled(fit, [0.0; 2]).into_iter().collect()
}

/// The model of this id for one's own points.
pub fn own_surface(id: &str) -> Option<&'static SurfaceSpec> {
    OWN.iter().find(|spec| spec.id == id)
}

impl Surface {
    /// A model of [`OWN`] with points, at least one, none beyond [`MAX_COORDINATE`].
    pub fn own(spec: &'static SurfaceSpec, points: &[Vec2]) -> Surface {
        let model = OWN.iter().position(|own| own.id == spec.id).map_or(Model::Line, |i| MODELS[i]);
        let fit = own(model, points);
        let found = model == Model::Tanh;
        let known = if found { Vec::new() } else { minima(&fit) };
        let minima = known.into_iter().map(|point| Minimum { point, f: fit.value(point) }).collect();
        Surface { spec, values: Vec::new(), objective: Arc::new(fit), minima, found, plain: spec.plain.into() }
    }
}
