//! Saddles: passes between valleys, and ground without a bottom.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};

pub(super) const PASSES: &[TextEntry] = &[
    // Three ways down and three up, the third for the tail. Without a bottom, and at the saddle without curvature.
    TextEntry {
        id: "monkey_saddle",
        trouble: Trouble::Saddle,
        formula: "x³ − 3x·y²",
        tex: r"f(x, y) = x^3 - 3xy^2",
        domain: Domain::new(-2.0, 2.0, -2.0, 2.0),
        start: [1.2, 0.01],
        runs: &[
            "sgd,lr:0.006",
            "momentum,lr:0.02,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.006,alpha:0.9",
            "adam,lr:0.005,beta2:0.99",
        ],
        source: "Hilbert & Cohn-Vossen 1952, Geometry and the Imagination",
        ..TextEntry::USUAL
    },
    // The energy of a reaction: three molecules, and two saddles that the reaction must cross.
    TextEntry {
        id: "muller_brown",
        trouble: Trouble::Saddle,
        formula: "−200exp(−(x − 1)² − 10y²) − 100exp(−x² − 10(y − 0.5)²) − 170exp(−6.5(x + 0.5)² + 11(x + 0.5)(y − 1.5) − 6.5(y − 1.5)²) + 15exp(0.7(x + 1)² + 0.6(x + 1)(y − 1) + 0.7(y − 1)²)",
        plain: "Σ Aᵢ exp(aᵢ u² + bᵢ u v + cᵢ v²)",
        tex: r"f(x, y) = \sum_{i=1}^{4} A_i\, e^{a_i (x - x_i)^2 + b_i (x - x_i)(y - y_i) + c_i (y - y_i)^2}",
        domain: Domain::new(-1.5, 1.2, -0.2, 2.0),
        start: [-0.9, 0.6],
        minima: Places::Near(&[-0.558, 1.442, 0.623, 0.028, -0.05, 0.467]),
        runs: &[
            "sgd,lr:0.0003",
            "momentum,lr:0.002,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.005,alpha:0.9",
            "adam,lr:0.12,beta2:0.99",
        ],
        source: "Müller & Brown 1979, doi:10.1007/BF00547608",
        ..TextEntry::USUAL
    },
    // Inside the usual square there is no minimum: the lowest point, (2, 0.1058), lies on its border, and beyond it the ground
    // goes on down.
    TextEntry {
        id: "adjiman",
        trouble: Trouble::Saddle,
        formula: "cos(x)·sin(y) − x/(y² + 1)",
        tex: r"f(x, y) = \cos x \sin y - \frac{x}{y^2 + 1}",
        domain: Domain::new(-1.0, 2.0, -1.0, 1.0),
        start: [-0.8, 0.3],
        runs: &[
            "sgd,lr:0.008",
            "momentum,lr:0.008,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.005,alpha:0.9",
            "adam,lr:0.005,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
];
