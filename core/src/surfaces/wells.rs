//! A handful of wells: where you start decides where you end.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};

pub(super) const WELLS: &[TextEntry] = &[
    // Wells along a diagonal gutter, (½ − π/3, −½ − π/3) and the same plus (π, π).
    TextEntry {
        id: "mccormick",
        trouble: Trouble::LocalMinima,
        formula: "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
        tex: r"f(x, y) = \sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        domain: Domain::new(-1.5, 4.0, -3.0, 4.0),
        start: [3.0, 3.0],
        minima: Places::Near(&[-0.547, -1.547, 2.594, 1.594]),
        runs: &[
            "sgd,lr:0.15",
            "momentum,lr:0.1,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.06,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // The middle one of three wells is the deepest.
    TextEntry {
        id: "three_hump_camel",
        trouble: Trouble::LocalMinima,
        formula: "2x² − 1.05x⁴ + x⁶/6 + x·y + y²",
        tex: r"f(x, y) = 2x^2 - 1.05x^4 + \frac{x^6}{6} + xy + y^2",
        domain: Domain::new(-2.0, 2.0, -2.0, 2.0),
        start: [-1.6, 1.8],
        minima: Places::Near(&[0.0, 0.0, -1.748, 0.874, 1.748, -0.874]),
        runs: &[
            "sgd,lr:0.12",
            "momentum,lr:0.1,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.006,alpha:0.9",
            "adam,lr:0.03,beta2:0.99",
        ],
        source: "Branin 1972, doi:10.1147/rd.165.0504",
        ..TextEntry::USUAL
    },
    // Six wells in pairs, two of them equally deep: f = −1.0316.
    TextEntry {
        id: "six_hump_camel",
        trouble: Trouble::LocalMinima,
        formula: "(4 − 2.1x² + x⁴/3)x² + x·y + (4y² − 4)y²",
        tex: r"f(x, y) = \left(4 - 2.1x^2 + \frac{x^4}{3}\right) x^2 + xy + (4y^2 - 4)\,y^2",
        domain: Domain::new(-2.0, 2.0, -1.5, 1.5),
        start: [-1.1, 1.0],
        minima: Places::Near(&[-0.09, 0.713, 0.09, -0.713, -1.704, 0.796, 1.704, -0.796, -1.607, -0.569, 1.607, 0.569]),
        runs: &[
            "sgd,lr:0.08",
            "momentum,lr:0.6,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.003,alpha:0.9",
            "adam,lr:0.2,beta2:0.99",
        ],
        source: "Dixon & Szegő 1978, Towards Global Optimisation 2; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // Three wells, equally deep: f = 5/(4π).
    TextEntry {
        id: "branin",
        trouble: Trouble::LocalMinima,
        formula: "(y − 5.1x²/(4π²) + 5x/π − 6)² + (10 − 10/(8π))·cos(x) + 10",
        tex: r"f(x, y) = \left(y - \frac{5.1}{4\pi^2} x^2 + \frac{5}{\pi} x - 6\right)^2 + 10 \left(1 - \frac{1}{8\pi}\right) \cos x + 10",
        domain: Domain::new(-5.0, 10.0, 0.0, 15.0),
        start: [6.0, 13.0],
        minima: Places::Near(&[-3.15, 12.275, 3.15, 2.275, 9.425, 2.475]),
        runs: &[
            "sgd,lr:0.12",
            "momentum,lr:0.06,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.08,alpha:0.9",
            "adam,lr:1,beta2:0.99",
        ],
        source: "Branin 1972, doi:10.1147/rd.165.0504",
        ..TextEntry::USUAL
    },
    // From 3 in the deepest well to a million in the corners.
    TextEntry {
        id: "goldstein_price",
        trouble: Trouble::LocalMinima,
        formula: "(1 + (x + y + 1)²·(19 − 14x + 3x² − 14y + 6x·y + 3y²))(30 + (2x − 3y)²·(18 − 32x + 12x² + 48y − 36x·y + 27y²))",
        plain: "(1 + (x + y + 1)² p) (30 + (2x − 3y)² q)",
        tex: r"f(x, y) = \left(1 + (x + y + 1)^2\, p(x + y)\right) \left(30 + (2x - 3y)^2\, q(2x - 3y)\right),\quad p(u) = 19 - 14u + 3u^2,\quad q(v) = 18 - 16v + 3v^2",
        domain: Domain::new(-2.0, 2.0, -2.0, 2.0),
        start: [1.5, 1.5],
        minima: Places::Near(&[0.0, -1.0, -0.6, -0.4, 1.8, 0.2, 1.2, 0.8]),
        runs: &[
            "sgd,lr:0.000025",
            "momentum,lr:0.00005,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.006,alpha:0.9",
            "adam,lr:0.06,beta2:0.99",
        ],
        source: "Goldstein & Price 1971, doi:10.1090/S0025-5718-1971-0312365-X",
        ..TextEntry::USUAL
    },
    // Five foxholes in a plain.
    TextEntry {
        id: "shekel",
        trouble: Trouble::LocalMinima,
        formula: "−1/(0.1 + (x − 4)² + (y − 4)²) − 1/(0.2 + (x − 1)² + (y − 1)²) − 1/(0.2 + (x − 8)² + (y − 8)²) − 1/(0.4 + (x − 6)² + (y − 6)²) − 1/(0.4 + (x − 3)² + (y − 7)²)",
        plain: "−Σ 1/(cᵢ + (x − aᵢ)² + (y − bᵢ)²)",
        tex: r"f(x, y) = -\sum_{i=1}^{5} \frac{1}{c_i + (x - a_i)^2 + (y - b_i)^2}",
        domain: Domain::new(0.0, 10.0, 0.0, 10.0),
        start: [2.5, 2.5],
        minima: Places::Near(&[4.0, 4.001, 7.998, 7.999, 1.001, 1.001, 5.995, 6.001, 3.007, 6.993]),
        runs: &[
            "sgd,lr:0.1",
            "momentum,lr:0.2,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.008,alpha:0.9",
            "adam,lr:0.2,beta2:0.99",
        ],
        source: "Shekel 1971, Test functions for multimodal search techniques; two of its four coordinates",
        ..TextEntry::USUAL
    },
    // A bird seen from above; usually with the constraint (x + 5)² + (y + 5)² < 25, here without.
    TextEntry {
        id: "mishra_bird",
        trouble: Trouble::LocalMinima,
        formula: "sin(y)·exp((1 − cos(x))²) + cos(x)·exp((1 − sin(y))²) + (x − y)²",
        tex: r"f(x, y) = \sin y\; e^{(1 - \cos x)^2} + \cos x\; e^{(1 - \sin y)^2} + (x - y)^2",
        domain: Domain::new(-10.0, 0.0, -6.5, 0.0),
        start: [-8.0, -4.0],
        minima: Places::Near(&[-3.13, -1.582, -9.368, -1.628, -5.378, -5.618]),
        runs: &[
            "sgd,lr:0.1",
            "momentum,lr:0.025,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.02,alpha:0.9",
            "adam,lr:0.5,beta2:0.99",
        ],
        source: "Mishra 2006, doi:10.2139/ssrn.926132",
        ..TextEntry::USUAL
    },
    // Three hills and three hollows in a plain: MATLAB's picture of a surface.
    TextEntry {
        id: "peaks",
        trouble: Trouble::LocalMinima,
        formula: "3(1 − x)²·exp(−x² − (y + 1)²) − 10(x/5 − x³ − y⁵)·exp(−x² − y²) − exp(−(x + 1)² − y²)/3",
        tex: r"f(x, y) = 3\,(1 - x)^2 e^{-x^2 - (y + 1)^2} - 10 \left(\frac{x}{5} - x^3 - y^5\right) e^{-x^2 - y^2} - \frac13 e^{-(x + 1)^2 - y^2}",
        domain: Domain::new(-3.0, 3.0, -3.0, 3.0),
        start: [0.2, 1.2],
        minima: Places::Near(&[0.228, -1.626, -1.347, 0.205, 0.296, 0.32]),
        runs: &[
            "sgd,lr:0.03",
            "momentum,lr:0.2,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.006,alpha:0.9",
            "adam,lr:0.6,beta2:0.99",
        ],
        source: "MathWorks, MATLAB, peaks",
        ..TextEntry::USUAL
    },
    // Four petals, 2 sin 4φ far out, and a hollow in their middle.
    TextEntry {
        id: "flower",
        trouble: Trouble::LocalMinima,
        formula: "(x² + y²)/10 + 8x·y·(x² − y²)/(1 + x² + y²)²",
        tex: r"f(x, y) = \frac{x^2 + y^2}{10} + \frac{8\,xy\,(x^2 - y^2)}{(1 + x^2 + y^2)^2}",
        domain: Domain::new(-4.0, 4.0, -4.0, 4.0),
        start: [3.5, -2.5],
        minima: Places::Near(&[0.0, 0.0, -2.013, 0.834, -0.834, -2.013, 0.834, 2.013, 2.013, -0.834]),
        runs: &[
            "sgd,lr:0.3",
            "momentum,lr:0.12,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.12,beta2:0.99",
        ],
        source: "after Frederickson, fmin, benfred.github.io/fmin; smooth in the middle",
        ..TextEntry::USUAL
    },
    // Four hills stand around the bottom of a bowl; between each two is a pass, and before three of the passes a hollow.
    TextEntry {
        id: "hills",
        trouble: Trouble::LocalMinima,
        formula: "(x² + y²)/10 + 2exp(−(x − 1.7)² − (y − 0.4)²) + 2exp(−(x − 0.4)² − (y − 1.9)²) + 2exp(−(x + 1.6)² − (y + 0.3)²) + 2exp(−(x + 0.5)² − (y + 2)²)",
        plain: "(x² + y²)/10 + 2 Σ exp(−|p − pᵢ|²)",
        tex: r"f(x, y) = \frac{x^2 + y^2}{10} + 2 \sum_{i=1}^{4} e^{-(x - x_i)^2 - (y - y_i)^2}",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [4.0, 3.5],
        minima: Places::Near(&[0.121, -0.177, -1.239, 1.35, -2.291, -1.801, 2.148, 2.022]),
        runs: &[
            "sgd,lr:0.4",
            "momentum,lr:4,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.015,alpha:0.9",
            "adam,lr:0.3,beta2:0.99",
        ],
        source: "made for this course",
        ..TextEntry::USUAL
    },
];
