//! A small dip at every turn: where a method that only sees the slope under its feet is soon caught.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};
use crate::param::{Range, linear};

pub(super) const RIPPLES: &[TextEntry] = &[
    // Seen from far away a smooth bowl. Its local minima are nearly as deep as the global one: 0.0074.
    TextEntry {
        id: "griewank",
        trouble: Trouble::Ripples,
        formula: "1 + (x² + y²)/4000 − cos(x)·cos(y/sqrt(2))",
        tex: r"f(x, y) = 1 + \frac{x^2 + y^2}{4000} - \cos x \cos \frac{y}{\sqrt2}",
        domain: Domain::new(-8.0, 8.0, -8.0, 8.0),
        start: [7.0, 7.0],
        minima: Places::Near(&[
            [0.0, 0.0],
            [-3.1400227, -4.4384446],
            [-3.1400227, 4.4384446],
            [3.1400227, -4.4384446],
            [3.1400227, 4.4384446],
            [-6.2800455, 0.0],
            [6.2800455, 0.0],
        ]),
        tolerance: 1e-5,
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Griewank 1981, doi:10.1007/BF00933356",
        ..TextEntry::USUAL
    },
    // Ripples that end at the walls: only 25 minima.
    TextEntry {
        id: "bohachevsky",
        trouble: Trouble::Ripples,
        formula: "x² + 2y² − 0.3cos(3π·x) − 0.4cos(4π·y) + 0.7",
        tex: r"f(x, y) = x^2 + 2y^2 - 0.3\cos 3\pi x - 0.4\cos 4\pi y + 0.7",
        domain: Domain::new(-2.0, 2.0, -2.0, 2.0),
        start: [-1.8, 1.5],
        minima: Places::Cross(&[-1.222, -0.619, 0.0, 0.619, 1.222], &[-0.933, -0.4695, 0.0, 0.4695, 0.933]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Bohachevsky, Johnson & Stein 1986, doi:10.1080/00401706.1986.10488128",
        ..TextEntry::USUAL
    },
    // Ripples on a bowl; below a = 0.02 they hold nobody back.
    TextEntry {
        id: "bowl_with_ripples",
        trouble: Trouble::Ripples,
        formula: "(x² + y²)/4 + a·(2 − cos(5x) − cos(5y))",
        tex: r"f(x, y) = \frac{x^2 + y^2}{4} + a\,(2 - \cos 5x - \cos 5y)",
        params: &[linear("a", "a", 0.4, (0.0, 1.0), Range::NOT_NEGATIVE)],
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [4.0, -3.5],
        minima: Places::Cross(
            &[-4.7635, -3.578, -2.3855, -1.1959, 0.0, 1.1959, 2.3855, 3.578, 4.7635],
            &[-4.7635, -3.578, -2.3855, -1.1959, 0.0, 1.1959, 2.3855, 3.578, 4.7635],
        ),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "made for this course",
        ..TextEntry::USUAL
    },
    // Nine wells, the middle one the deepest.
    TextEntry {
        id: "egg_crate",
        trouble: Trouble::Ripples,
        formula: "x² + y² + 25(sin(x)² + sin(y)²)",
        tex: r"f(x, y) = x^2 + y^2 + 25\,(\sin^2 x + \sin^2 y)",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [-4.5, 4.0],
        minima: Places::Cross(&[-3.0196, 0.0, 3.0196], &[-3.0196, 0.0, 3.0196]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204, function 54",
        ..TextEntry::USUAL
    },
    // More than a thousand minima in a bowl.
    TextEntry {
        id: "levi13",
        trouble: Trouble::Ripples,
        formula: "sin(3π·x)² + (x − 1)²·(1 + sin(3π·y)²) + (y − 1)²·(1 + sin(2π·y)²)",
        tex: r"f(x, y) = \sin^2 3\pi x + (x - 1)^2 (1 + \sin^2 3\pi y) + (y - 1)^2 (1 + \sin^2 2\pi y)",
        domain: Domain::new(-10.0, 10.0, -10.0, 10.0),
        start: [-8.0, -8.0],
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Lévy & Montalvo 1985, doi:10.1137/0906002, problem 13",
        ..TextEntry::USUAL
    },
    // 200 minima in this square, four of them global. The usual start (0, 0) lies on the diagonal; this one a little beside.
    TextEntry {
        id: "shubert",
        trouble: Trouble::Ripples,
        formula: "(cos(2x + 1) + 2cos(3x + 2) + 3cos(4x + 3) + 4cos(5x + 4) + 5cos(6x + 5))(cos(2y + 1) + 2cos(3y + 2) + 3cos(4y + 3) + 4cos(5y + 4) + 5cos(6y + 5))",
        plain: "Σ i cos((i + 1)x + i) · Σ i cos((i + 1)y + i)",
        tex: r"f(x, y) = \sum_{i=1}^{5} i \cos((i + 1)\,x + i)\, \sum_{i=1}^{5} i \cos((i + 1)\,y + i)",
        domain: Domain::new(-5.12, 5.12, -5.12, 5.12),
        start: [0.2, 0.2],
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Shubert 1972, doi:10.1137/0709036",
        ..TextEntry::USUAL
    },
    // Shubert with other frequencies along x.
    TextEntry {
        id: "levy3",
        trouble: Trouble::Ripples,
        formula: "(cos(1) + 2cos(x + 2) + 3cos(2x + 3) + 4cos(3x + 4) + 5cos(4x + 5))(cos(2y + 1) + 2cos(3y + 2) + 3cos(4y + 3) + 4cos(5y + 4) + 5cos(6y + 5))",
        plain: "Σ i cos((i − 1)x + i) · Σ i cos((i + 1)y + i)",
        tex: r"f(x, y) = \sum_{i=1}^{5} i \cos((i - 1)\,x + i)\, \sum_{i=1}^{5} i \cos((i + 1)\,y + i)",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [2.0, 2.0],
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Lévy & Montalvo 1985, doi:10.1137/0906002, problem 3",
        ..TextEntry::USUAL
    },
    // Problem 3 on a bowl: one global minimum.
    TextEntry {
        id: "levy5",
        trouble: Trouble::Ripples,
        formula: "(cos(1) + 2cos(x + 2) + 3cos(2x + 3) + 4cos(3x + 4) + 5cos(4x + 5))(cos(2y + 1) + 2cos(3y + 2) + 3cos(4y + 3) + 4cos(5y + 4) + 5cos(6y + 5)) + (x + 1.42513)² + (y + 0.80032)²",
        plain: "Σ i cos((i − 1)x + i) · Σ i cos((i + 1)y + i) + bowl",
        tex: r"f(x, y) = \sum_{i=1}^{5} i \cos((i - 1)\,x + i)\, \sum_{i=1}^{5} i \cos((i + 1)\,y + i) + (x + 1.42513)^2 + (y + 0.80032)^2",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [2.0, 2.0],
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Lévy & Montalvo 1985, doi:10.1137/0906002, problem 5",
        ..TextEntry::USUAL
    },
    // Circular waves: every trough is a ring of equal depth, so there is no list of local minima.
    TextEntry {
        id: "drop_wave",
        trouble: Trouble::Ripples,
        formula: "−(1 + cos(12sqrt(x² + y²)))/(2 + (x² + y²)/2)",
        tex: r"f(x, y) = -\frac{1 + \cos 12 r}{2 + r^2/2},\quad r = \sqrt{x^2 + y^2}",
        domain: Domain::new(-5.12, 5.12, -5.12, 5.12),
        start: [-4.0, -3.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Surjanovic & Bingham, sfu.ca/~ssurjano/drop.html",
        ..TextEntry::USUAL
    },
    // Troughs along hyperbolas x² − y² = kπ; on each of them the point next to the middle is the lowest.
    TextEntry {
        id: "schaffer2",
        trouble: Trouble::Ripples,
        formula: "0.5 + (sin(x² − y²)² − 0.5)/(1 + 0.001(x² + y²))²",
        tex: r"f(x, y) = \frac12 + \frac{\sin^2(x^2 - y^2) - \frac12}{\left(1 + 0.001\,(x^2 + y^2)\right)^2}",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [-4.0, 2.0],
        minima: Places::Near(&[
            [0.0, 0.0],
            [1.77245, 0.0],
            [-1.77245, 0.0],
            [0.0, 1.77245],
            [0.0, -1.77245],
            [2.50663, 0.0],
            [-2.50663, 0.0],
            [0.0, 2.50663],
            [0.0, -2.50663],
            [3.06998, 0.0],
            [-3.06998, 0.0],
            [0.0, 3.06998],
            [0.0, -3.06998],
            [3.54491, 0.0],
            [-3.54491, 0.0],
            [0.0, 3.54491],
            [0.0, -3.54491],
            [3.96333, 0.0],
            [-3.96333, 0.0],
            [0.0, 3.96333],
            [0.0, -3.96333],
            [4.34161, 0.0],
            [-4.34161, 0.0],
            [0.0, 4.34161],
            [0.0, -4.34161],
            [4.68947, 0.0],
            [-4.68947, 0.0],
            [0.0, 4.68947],
            [0.0, -4.68947],
        ]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Schaffer et al. 1989; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204, function 115",
        ..TextEntry::USUAL
    },
    // Troughs along hyperbolas x² − y² = (k + ½)π, with a hump in the middle: four global minima, f = 0.2926.
    TextEntry {
        id: "schaffer4",
        trouble: Trouble::Ripples,
        formula: "0.5 + (cos(sin(abs(x² − y²)))² − 0.5)/(1 + 0.001(x² + y²))²",
        tex: r"f(x, y) = \frac12 + \frac{\cos^2 \sin |x^2 - y^2| - \frac12}{\left(1 + 0.001\,(x^2 + y^2)\right)^2}",
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [-4.0, 2.0],
        minima: Places::Near(&[
            [1.25331, 0.0],
            [-1.25331, 0.0],
            [0.0, 1.25331],
            [0.0, -1.25331],
            [2.1708, 0.0],
            [-2.1708, 0.0],
            [0.0, 2.1708],
            [0.0, -2.1708],
            [2.8025, 0.0],
            [-2.8025, 0.0],
            [0.0, 2.8025],
            [0.0, -2.8025],
            [3.31596, 0.0],
            [-3.31596, 0.0],
            [0.0, 3.31596],
            [0.0, -3.31596],
            [3.75994, 0.0],
            [-3.75994, 0.0],
            [0.0, 3.75994],
            [0.0, -3.75994],
            [4.15677, 0.0],
            [-4.15677, 0.0],
            [0.0, 4.15677],
            [0.0, -4.15677],
            [4.51889, 0.0],
            [-4.51889, 0.0],
            [0.0, 4.51889],
            [0.0, -4.51889],
            [4.85406, 0.0],
            [-4.85406, 0.0],
            [0.0, 4.85406],
            [0.0, -4.85406],
        ]),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Schaffer et al. 1989; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204, function 117",
        ..TextEntry::USUAL
    },
    // Waves around five centres. Listed are the minima below −0.5: beyond them there are hundreds of shallow ones.
    TextEntry {
        id: "langermann",
        trouble: Trouble::Ripples,
        formula: "exp(−((x − 3)² + (y − 5)²)/π)·cos(π·((x − 3)² + (y − 5)²)) + 2exp(−((x − 5)² + (y − 2)²)/π)·cos(π·((x − 5)² + (y − 2)²)) + 5exp(−((x − 2)² + (y − 1)²)/π)·cos(π·((x − 2)² + (y − 1)²)) + 2exp(−((x − 1)² + (y − 4)²)/π)·cos(π·((x − 1)² + (y − 4)²)) + 3exp(−((x − 7)² + (y − 9)²)/π)·cos(π·((x − 7)² + (y − 9)²))",
        plain: "Σ cᵢ exp(−rᵢ²/π) cos(π rᵢ²)",
        tex: r"f(x, y) = \sum_{i=1}^{5} c_i\, e^{-r_i^2/\pi} \cos \pi r_i^2,\quad r_i^2 = (x - a_i)^2 + (y - b_i)^2",
        domain: Domain::new(0.0, 10.0, 0.0, 10.0),
        start: [5.5, 4.5],
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Langermann; Surjanovic & Bingham, sfu.ca/~ssurjano/langer.html",
        ..TextEntry::USUAL
    },
    // The second-best minima lie far from the best, at the other end of the square.
    TextEntry {
        id: "schwefel",
        trouble: Trouble::Ripples,
        formula: "837.9658 − x·sin(sqrt(abs(x))) − y·sin(sqrt(abs(y)))",
        tex: r"f(x, y) = 837.9658 - x \sin\sqrt{|x|} - y \sin\sqrt{|y|}",
        domain: Domain::new(-500.0, 500.0, -500.0, 500.0),
        start: [-100.0, -100.0],
        minima: Places::Cross(
            &[-302.525, -124.829, -25.877, 5.239, 65.548, 203.814, 420.969],
            &[-302.525, -124.829, -25.877, 5.239, 65.548, 203.814, 420.969],
        ),
        runs: &[
            "sgd,lr:0.01",
            "momentum,lr:0.01,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.1,beta2:0.99",
        ],
        source: "Schwefel 1981, Numerical Optimization of Computer Models",
        ..TextEntry::USUAL
    },
];
