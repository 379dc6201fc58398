//! One minimum, and downhill leads to it: what every method should manage.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};

pub(super) const BOWLS: &[TextEntry] = &[
    // The gradient points at the minimum from everywhere.
    TextEntry {
        id: "sphere",
        trouble: Trouble::Bowl,
        formula: "x² + y²",
        tex: r"f(x, y) = x^2 + y^2",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [-4.0, 4.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.15",
            "momentum,lr:0.025,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.03,alpha:0.9",
            "adam,lr:0.6,beta2:0.99",
        ],
        source: "De Jong 1975, hdl:2027.42/4507, function 1",
        ..TextEntry::USUAL
    },
    // A turned quadratic bowl, condition number 9.
    TextEntry {
        id: "booth",
        trouble: Trouble::Bowl,
        formula: "(x + 2y − 7)² + (2x + y − 5)²",
        tex: r"f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2",
        domain: Domain::new(-10.0, 10.0, -10.0, 10.0),
        start: [-8.0, -8.0],
        minima: Places::At(&[[1.0, 3.0]]),
        runs: &[
            "sgd,lr:0.08",
            "momentum,lr:0.025,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.12,alpha:0.9",
            "adam,lr:0.6,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // A turned quadratic bowl, condition number 25. The usual start lies on the steep axis: everybody walks straight down.
    TextEntry {
        id: "matyas",
        trouble: Trouble::Bowl,
        formula: "0.26(x² + y²) − 0.48x·y",
        tex: r"f(x, y) = 0.26\,(x^2 + y^2) - 0.48\,xy",
        domain: Domain::new(-10.0, 10.0, -10.0, 10.0),
        start: [-9.0, 9.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.3",
            "momentum,lr:0.3,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.08,alpha:0.9",
            "adam,lr:0.25,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // A turned quadratic bowl, condition number 3; f = −2.
    TextEntry {
        id: "trid",
        trouble: Trouble::Bowl,
        formula: "(x − 1)² + (y − 1)² − x·y",
        tex: r"f(x, y) = (x - 1)^2 + (y - 1)^2 - xy",
        domain: Domain::new(-4.0, 4.0, -4.0, 4.0),
        start: [-3.0, -1.0],
        minima: Places::At(&[[2.0, 2.0]]),
        runs: &[
            "sgd,lr:0.3",
            "momentum,lr:0.05,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.03,alpha:0.9",
            "adam,lr:0.8,beta2:0.99",
        ],
        source: "Neumaier 2003, in the collection of Surjanovic & Bingham, sfu.ca/~ssurjano/trid.html",
        ..TextEntry::USUAL
    },
    // Round at the bottom, a steep gutter farther up.
    TextEntry {
        id: "zakharov",
        trouble: Trouble::Bowl,
        formula: "x² + y² + (0.5x + y)² + (0.5x + y)⁴",
        tex: r"f(x, y) = x^2 + y^2 + \left(\tfrac{x}{2} + y\right)^2 + \left(\tfrac{x}{2} + y\right)^4",
        domain: Domain::new(-2.0, 2.0, -2.0, 2.0),
        start: [-1.5, 1.8],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.15",
            "momentum,lr:0.03,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.012,alpha:0.9",
            "adam,lr:0.05,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // The mean of three losses, 3x, −x and −x, each with x⁴/4 + y²/2: shown one after the other they lead Adam with a short
    // memory the wrong way. Here is what it should have found, −(1/3)^⅓.
    TextEntry {
        id: "reddi",
        trouble: Trouble::Bowl,
        formula: "x/3 + x⁴/4 + y²/2",
        tex: r"f(x, y) = \frac{x}{3} + \frac{x^4}{4} + \frac{y^2}{2}",
        domain: Domain::new(-1.5, 1.5, -1.5, 1.5),
        start: [0.0, 1.0],
        minima: Places::Near(&[-0.693, 0.0]),
        runs: &[
            "sgd,lr:0.25",
            "momentum,lr:0.12,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.008,alpha:0.9",
            "adam,lr:0.05,beta2:0.99",
        ],
        source: "after Reddi, Kale & Kumar 2018, arXiv:1904.09237; lessons, scene Adam",
        ..TextEntry::USUAL
    },
];
