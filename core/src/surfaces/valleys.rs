//! Valleys with a floor that is hard to follow.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};
use crate::param::{Range, linear};

pub(super) const VALLEYS: &[TextEntry] = &[
    // Rosenbrock along a cubic: the floor has a level stretch at 0.
    TextEntry {
        id: "leon",
        trouble: Trouble::Ravine,
        formula: "(1 − x)² + 100(y − x³)²",
        tex: r"f(x, y) = (1 - x)^2 + 100\,(y - x^3)^2",
        domain: Domain::new(-1.5, 1.5, -1.5, 1.5),
        start: [-1.2, 1.0],
        minima: Places::At(&[[1.0, 1.0]]),
        runs: &[
            "sgd,lr:0.0008",
            "momentum,lr:0.003,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.025,alpha:0.9",
            "adam,lr:0.3,beta2:0.99",
        ],
        source: "Leon 1966; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // Two minima (1, ±1/√2), one for each arm of a parabola.
    TextEntry {
        id: "dixon_price",
        trouble: Trouble::Ravine,
        formula: "(x − 1)² + 2(2y² − x)²",
        tex: r"f(x, y) = (x - 1)^2 + 2\,(2y^2 - x)^2",
        domain: Domain::new(-3.0, 3.0, -3.0, 3.0),
        start: [-2.0, 2.0],
        minima: Places::Near(&[1.0, 0.71, 1.0, -0.71]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.025,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.02,alpha:0.9",
            "adam,lr:0.2,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // The first and the last term of Powell's singular function: at the minimum the Hessian is singular, and the floor has no
    // curvature at all.
    TextEntry {
        id: "powell_valley",
        trouble: Trouble::Ravine,
        formula: "(x + 10y)² + 10(x − y)⁴",
        tex: r"f(x, y) = (x + 10y)^2 + 10\,(x - y)^4",
        domain: Domain::new(-4.0, 4.0, -2.0, 2.0),
        start: [3.0, -1.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.001",
            "momentum,lr:0.001,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.8,alpha:0.9",
            "adam,lr:0.8,beta2:0.99",
        ],
        source: "after Powell 1962, doi:10.1093/comjnl/5.2.147",
        ..TextEntry::USUAL
    },
    // From the usual start, (½, −2), the way down leads to the wrong valley: (11.41, −0.897), f = 48.98.
    TextEntry {
        id: "freudenstein_roth",
        trouble: Trouble::Ravine,
        formula: "(x − 13 + ((5 − y)y − 2)y)² + (x − 29 + ((y + 1)y − 14)y)²",
        tex: r"f(x, y) = \left(x - 13 + ((5 - y)\,y - 2)\,y\right)^2 + \left(x - 29 + ((y + 1)\,y - 14)\,y\right)^2",
        domain: Domain::new(-3.0, 16.0, -3.0, 6.0),
        start: [0.5, -2.0],
        minima: Places::Near(&[5.0, 4.0, 11.413, -0.897]),
        runs: &[
            "sgd,lr:0.0015",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.08,alpha:0.9",
            "adam,lr:0.5,beta2:0.99",
        ],
        source: "Freudenstein & Roth 1963, doi:10.1145/321186.321200; problem 2 of Moré, Garbow & Hillstrom 1981",
        ..TextEntry::USUAL
    },
    // In polar coordinates r² (2 − cos(φ − kr)): the floor is the spiral φ = kr, and turns back towards itself. The slope is 0
    // only in the middle.
    TextEntry {
        id: "spiral_valley",
        trouble: Trouble::Ravine,
        formula: "2(x² + y²) − sqrt(x² + y²)·(x·cos(k·sqrt(x² + y²)) + y·sin(k·sqrt(x² + y²)))",
        plain: "r² (2 − cos(φ − k r))",
        tex: r"f(x, y) = r^2 \left(2 - \cos(\varphi - k r)\right),\quad x = r\cos\varphi,\quad y = r\sin\varphi",
        params: &[linear("k", "k", 2.0, (0.0, 4.0), Range::FINITE)],
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [-2.0, 3.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.02",
            "momentum,lr:0.05,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.15,alpha:0.9",
            "adam,lr:0.15,beta2:0.99",
        ],
        source: "a spiral; made for this course",
        ..TextEntry::USUAL
    },
];
