//! Plains with a hole somewhere.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};
use std::f64::consts::PI;

pub(super) const PLAINS: &[TextEntry] = &[
    // A hole of depth 1 at (π, π), four shallow dips at its corners, and level ground all around.
    TextEntry {
        id: "easom",
        trouble: Trouble::Plateau,
        formula: "−cos(x)·cos(y)·exp(−(x − π)² − (y − π)²)",
        tex: r"f(x, y) = -\cos x \cos y\; e^{-(x - \pi)^2 - (y - \pi)^2}",
        domain: Domain::new(0.0, 6.0, 0.0, 6.0),
        start: [2.5, 4.0],
        minima: Places::Near(&[3.15, 3.15, 1.305, 1.305, 1.305, 4.978, 4.978, 1.305, 4.978, 4.978]),
        // The dips are shallower than the usual tolerance.
        tolerance: 1e-6,
        runs: &[
            "sgd,lr:0.12",
            "momentum,lr:6,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.006,alpha:0.9",
            "adam,lr:0.25,beta2:0.99",
        ],
        source: "Easom 1990; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // Trenches in a plain. The slope between them is real but tiny: 10⁻¹² and less.
    TextEntry {
        id: "michalewicz",
        trouble: Trouble::Plateau,
        formula: "−sin(x)·sin(x²/π)²⁰ − sin(y)·sin(2y²/π)²⁰",
        tex: r"f(x, y) = -\sin x\, \sin^{20} \frac{x^2}{\pi} - \sin y\, \sin^{20} \frac{2y^2}{\pi}",
        domain: Domain::new(0.0, PI, 0.0, PI),
        start: [2.6, 1.2],
        minima: Places::Near(&[2.203, 1.571, 2.203, 2.712]),
        runs: &[
            "sgd,lr:0.015",
            "momentum,lr:0.15,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.0025,alpha:0.9",
            "adam,lr:0.25,beta2:0.99",
        ],
        source: "Michalewicz 1996, doi:10.1007/978-3-662-03315-9",
        ..TextEntry::USUAL
    },
];
