//! The plain saddle x² − y²: a minimum along x, a maximum along y.
//!
//! Unbounded below, so it has no minimum: every run that moves off the ridge y = 0 leaves the view. The start lies
//! just beside the ridge. Source: d2l.ai, chapter Optimization and Deep Learning.

use super::{Domain, SurfaceSpec, TOLERANCE, Trouble};
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::sync::Arc;

struct Saddle;

impl Formula for Saddle {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.sq() - y.sq()
    }
}

pub(super) const SADDLE: SurfaceSpec = SurfaceSpec {
    id: "saddle",
    trouble: Trouble::Saddle,
    tex: r"f(x, y) = x^2 - y^2",
    plain: "x² − y²",
    params: &[],
    domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
    start: [4.0, 0.01],
    minima: |_| Vec::new(),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.015",
        "momentum,lr:0.02,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.015,alpha:0.9",
        "adam,lr:0.015,beta2:0.99",
    ],
    source: "Zhang et al. 2023, Dive into Deep Learning, chapter 12.1, d2l.ai",
    build: |_| Arc::new(Saddle),
};
