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
            0.0, 0.0, -3.15, -4.438, -3.15, 4.438, 3.15, -4.438, 3.15, 4.438, -6.27, 0.0, 6.27, 0.0,
        ]),
        tolerance: 1e-5,
        runs: &[
            "sgd,lr:0.008",
            "momentum,lr:0.008,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.003,alpha:0.9",
            "adam,lr:0.004,beta2:0.99",
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
            "sgd,lr:0.02",
            "momentum,lr:0.03,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.004,alpha:0.9",
            "adam,lr:0.15,beta2:0.99",
        ],
        source: "Bohachevsky, Johnson & Stein 1986, doi:10.1080/00401706.1986.10488128",
        ..TextEntry::USUAL
    },
    // Ripples on a bowl; below a = 0.02 they hold nobody back. Of the ripples alone the minima are the multiples of 2π/5;
    // the bowl moves them inward, up to 0.4 before they vanish. Newton's method comes down to them from one side.
    TextEntry {
        id: "bowl_with_ripples",
        trouble: Trouble::Ripples,
        formula: "(x² + y²)/4 + a·(2 − cos(5x) − cos(5y))",
        tex: r"f(x, y) = \frac{x^2 + y^2}{4} + a\,(2 - \cos 5x - \cos 5y)",
        params: &[linear("a", "a", 0.4, (0.0, 1.0), Range::NOT_NEGATIVE)],
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [4.0, -3.5],
        minima: Places::Uphill(
            0.045,
            &[-5.0266, -3.77, -2.5133, -1.2567, 0.0, 1.2567, 2.5133, 3.77, 5.0266],
            &[-5.0266, -3.77, -2.5133, -1.2567, 0.0, 1.2567, 2.5133, 3.77, 5.0266],
        ),
        runs: &[
            "sgd,lr:0.04",
            "momentum,lr:0.2,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.004,alpha:0.9",
            "adam,lr:0.5,beta2:0.99",
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
            "sgd,lr:0.008",
            "momentum,lr:0.25,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.6,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
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
        minima: Places::Cross(
            &[
                -3.595, -3.271, -2.939, -2.614, -2.284, -1.952, -1.629, -1.286, -0.963, -0.637, -0.31, 0.017, 0.344,
                0.672, 1.0, 1.328, 1.656, 1.983, 2.31, 2.637, 2.963, 3.286, 3.629, 3.952, 4.284, 4.614, 4.939, 5.271,
                5.595,
            ],
            &[
                -9.497, -8.998, -8.497, -7.998, -7.497, -6.998, -6.496, -5.997, -5.495, -4.997, -4.494, -3.997, -3.491,
                -3.377, -2.996, -2.609, -2.464, -2.374, -1.995, -1.625, -1.481, -1.392, -1.348, -0.993, -0.638, -0.57,
                -0.475, -0.362, 0.014, 0.348, 0.398, 0.671, 1.0, 1.329, 1.632, 1.664, 1.986, 2.362, 2.475, 2.593,
                2.647, 2.993, 3.361, 3.446, 3.487, 3.625, 3.995, 4.374, 4.464, 4.609, 4.996, 5.377, 5.491, 5.997,
                6.494, 6.997, 7.495, 7.997, 8.496, 8.998, 9.497,
            ],
        ),
        runs: &[
            "sgd,lr:0.0001",
            "momentum,lr:0.002,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.025,alpha:0.9",
            "adam,lr:0.4,beta2:0.99",
        ],
        source: "Lévy & Montalvo 1985, doi:10.1137/0906002, problem 13",
        ..TextEntry::USUAL
    },
    // 200 minima in this square, four of them global. The usual start, (0, 0), lies on
    // the diagonal, which leads everybody to a saddle; this one lies beside it.
    TextEntry {
        id: "shubert",
        trouble: Trouble::Ripples,
        formula: "(cos(2x + 1) + 2cos(3x + 2) + 3cos(4x + 3) + 4cos(5x + 4) + 5cos(6x + 5))(cos(2y + 1) + 2cos(3y + 2) + 3cos(4y + 3) + 4cos(5y + 4) + 5cos(6y + 5))",
        plain: "Σ i cos((i + 1)x + i) · Σ i cos((i + 1)y + i)",
        tex: r"f(x, y) = \sum_{i=1}^{5} i \cos((i + 1)\,x + i)\, \sum_{i=1}^{5} i \cos((i + 1)\,y + i)",
        domain: Domain::new(-5.12, 5.12, -5.12, 5.12),
        start: [0.2, 0.6],
        minima: Places::Cross(
            &[
                -4.963, -4.478, -3.984, -3.497, -3.003, -2.511, -2.007, -1.425, -0.8, -0.195, 0.334, 0.822, 1.32,
                1.806, 2.299, 2.786, 3.28, 3.772, 4.276, 4.858,
            ],
            &[
                -4.963, -4.478, -3.984, -3.497, -3.003, -2.511, -2.007, -1.425, -0.8, -0.195, 0.334, 0.822, 1.32,
                1.806, 2.299, 2.786, 3.28, 3.772, 4.276, 4.858,
            ],
        ),
        runs: &[
            "sgd,lr:0.0006",
            "momentum,lr:0.008,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.002,alpha:0.9",
            "adam,lr:0.08,beta2:0.99",
        ],
        source: "after Shubert 1972, doi:10.1137/0709036; as a product Lévy & Montalvo 1985, doi:10.1137/0906002",
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
        minima: Places::Cross(
            &[-4.365, -3.658, -2.934, -2.203, -1.307, -0.351, 0.483, 1.192, 1.918, 2.625, 3.35, 4.08, 4.976],
            &[
                -4.963, -4.478, -3.984, -3.497, -3.003, -2.511, -2.007, -1.425, -0.8, -0.195, 0.334, 0.822, 1.32,
                1.806, 2.299, 2.786, 3.28, 3.772, 4.276, 4.858,
            ],
        ),
        runs: &[
            "sgd,lr:0.0015",
            "momentum,lr:0.0005,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.0015,alpha:0.9",
            "adam,lr:0.012,beta2:0.99",
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
        minima: Places::Cross(
            &[
                -4.34, -3.641, -2.923, -2.199, -1.307, -0.355, 0.472, 1.174, 1.89, 2.588, 2.615, 3.312, 3.338, 4.054,
                4.953,
            ],
            &[
                -4.947, -4.464, -3.97, -3.488, -2.995, -2.506, -2.005, -1.424, -0.8, -0.196, 0.331, 0.817, 1.312,
                1.796, 2.286, 2.773, 3.265, 3.76, 4.265, 4.851,
            ],
        ),
        runs: &[
            "sgd,lr:0.0015",
            "momentum,lr:0.001,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.0015,alpha:0.9",
            "adam,lr:0.06,beta2:0.99",
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
        start: [-4.0, -4.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.012",
            "momentum,lr:0.3,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.0005,alpha:0.9",
            "adam,lr:0.01,beta2:0.99",
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
            0.0, 0.0, 1.77245, 0.0, -1.77245, 0.0, 0.0, 1.77245, 0.0, -1.77245, 2.50663, 0.0, -2.50663, 0.0, 0.0,
            2.50663, 0.0, -2.50663, 3.06998, 0.0, -3.06998, 0.0, 0.0, 3.06998, 0.0, -3.06998, 3.54491, 0.0, -3.54491,
            0.0, 0.0, 3.54491, 0.0, -3.54491, 3.96333, 0.0, -3.96333, 0.0, 0.0, 3.96333, 0.0, -3.96333, 4.34161, 0.0,
            -4.34161, 0.0, 0.0, 4.34161, 0.0, -4.34161, 4.68947, 0.0, -4.68947, 0.0, 0.0, 4.68947, 0.0, -4.68947,
        ]),
        runs: &[
            "sgd,lr:0.012",
            "momentum,lr:0.12,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.0008,alpha:0.9",
            "adam,lr:0.12,beta2:0.99",
        ],
        source: "Schaffer et al. 1989; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
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
            1.25331, 0.0, -1.25331, 0.0, 0.0, 1.25331, 0.0, -1.25331, 2.1708, 0.0, -2.1708, 0.0, 0.0, 2.1708, 0.0,
            -2.1708, 2.8025, 0.0, -2.8025, 0.0, 0.0, 2.8025, 0.0, -2.8025, 3.31596, 0.0, -3.31596, 0.0, 0.0, 3.31596,
            0.0, -3.31596, 3.75994, 0.0, -3.75994, 0.0, 0.0, 3.75994, 0.0, -3.75994, 4.15677, 0.0, -4.15677, 0.0, 0.0,
            4.15677, 0.0, -4.15677, 4.51889, 0.0, -4.51889, 0.0, 0.0, 4.51889, 0.0, -4.51889, 4.85406, 0.0, -4.85406,
            0.0, 0.0, 4.85406, 0.0, -4.85406,
        ]),
        runs: &[
            "sgd,lr:0.03",
            "momentum,lr:0.2,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.001,alpha:0.9",
            "adam,lr:0.12,beta2:0.99",
        ],
        source: "Schaffer et al. 1989; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // Waves around five centres. Listed are the minima below −1: beyond them there are hundreds of shallower ones. The
    // troughs around (7, 9), far from the other centres, are nearly level rings without a lowest point to speak of.
    TextEntry {
        id: "langermann",
        trouble: Trouble::Ripples,
        formula: "exp(−((x − 3)² + (y − 5)²)/π)·cos(π·((x − 3)² + (y − 5)²)) + 2exp(−((x − 5)² + (y − 2)²)/π)·cos(π·((x − 5)² + (y − 2)²)) + 5exp(−((x − 2)² + (y − 1)²)/π)·cos(π·((x − 2)² + (y − 1)²)) + 2exp(−((x − 1)² + (y − 4)²)/π)·cos(π·((x − 1)² + (y − 4)²)) + 3exp(−((x − 7)² + (y − 9)²)/π)·cos(π·((x − 7)² + (y − 9)²))",
        plain: "Σ cᵢ exp(−rᵢ²/π) cos(π rᵢ²)",
        tex: r"f(x, y) = \sum_{i=1}^{5} c_i\, e^{-r_i^2/\pi} \cos \pi r_i^2,\quad r_i^2 = (x - a_i)^2 + (y - b_i)^2",
        domain: Domain::new(0.0, 10.0, 0.0, 10.0),
        start: [3.8, 2.4],
        minima: Places::Near(&[
            2.7934, 1.5972, 1.9912, 1.9886, 1.4165, 1.7991, 2.9885, 1.0242, 1.6997, 1.9192, 2.9147, 1.3112, 1.0877,
            1.3635, 2.8382, 0.488, 2.5946, 0.2156, 1.0157, 1.0052, 2.43, 1.8531, 2.3104, 0.0675, 1.0679, 0.6883,
            1.9966, 0.0156, 1.2148, 0.4062, 1.5615, 0.1239, 3.3054, 2.1093, 3.7153, 0.8565, 0.8542, 2.2851, 1.6231,
            3.2077, 2.1188, 2.7133, 1.1983, 3.0696, 4.0273, 1.9168, 4.1923, 1.4196, 1.9143, 3.6435, 3.5699, 0.2894,
            0.4887, 1.8283, 2.7758, 2.5439, 0.3359, 1.4457, 0.2798, 1.093, 4.6381, 1.0855, 0.2935, 0.7648, 0.5041,
            3.1714, 4.1497, 2.5426, 0.3656, 0.4554, 0.4937, 0.1642, 3.3934, 2.7507, 4.4058, 2.7805, 1.2727, 4.9537,
            4.17, 0.4903, 0.2902, 2.4302, 2.5547, 3.1794, 4.9946, 1.0164, 0.2057, 3.3987, 4.6853, 2.9395, 0.7719,
            4.9523, 2.7219, 3.9419, 5.3111, 1.0665, 0.056, 3.6798, 0.3737, 4.7656, 1.9936, 4.3397, 2.9972, 2.9893,
            0.0801, 4.3552, 5.5946, 1.2164, 1.8989, 4.5791, 3.1809, 3.3392, 2.0789, 5.3439, 5.8377, 1.4824, 0.024,
            4.0149, 5.2644, 2.9691, 5.7486, 2.6477, 5.8831, 2.4245, 5.0476, 2.9598, 5.9719, 2.1318, 5.4604, 2.8514,
            3.9968, 0.0097, 0.0097, 2.0033, 3.2547, 4.0386, 2.6951, 4.207, 4.5548, 0.3357, 1.9591, 3.9764, 3.6185,
            4.2363, 1.4133, 5.6733, 2.3714, 5.7577, 3.8863, 3.3475, 4.9067, 0.2798, 4.8095, 3.7056,
        ]),
        runs: &[
            "sgd,lr:0.006",
            "momentum,lr:0.12,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.003,alpha:0.9",
            "adam,lr:0.015,beta2:0.99",
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
            "sgd,lr:1.5",
            "momentum,lr:0.6,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.2,alpha:0.9",
            "adam,lr:2.5,beta2:0.99",
        ],
        source: "Schwefel 1981, Numerical Optimization of Computer Models",
        ..TextEntry::USUAL
    },
];
