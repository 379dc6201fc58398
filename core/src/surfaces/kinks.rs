//! Edges, where the slope jumps, and cliffs, where it explodes.

use super::entry::TextEntry;
use super::{Domain, Places, Trouble};
use crate::param::{Range, Scale, Slider, number};

pub(super) const KINKS: &[TextEntry] = &[
    // A valley with an edge for a floor. The slope does not fade towards the minimum, so a fixed rate never settles.
    TextEntry {
        id: "abs_valley",
        trouble: Trouble::Kinks,
        formula: "abs(x) + k·abs(y)",
        tex: r"f(x, y) = |x| + k\,|y|",
        params: &[number("k", "k", 10.0, Slider { low: 1.0, high: 100.0, scale: Scale::Log }, Range::POSITIVE)],
        domain: Domain::new(-3.0, 3.0, -2.0, 2.0),
        start: [-2.0, 1.0],
        minima: Places::At(&[[0.0, 0.0]]),
        runs: &[
            "sgd,lr:0.012",
            "momentum,lr:0.012,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.012,alpha:0.9",
            "adam,lr:0.012,beta2:0.99",
        ],
        source: "Shor 1985, Minimization Methods for Non-Differentiable Functions, doi:10.1007/978-3-642-82118-9",
        ..TextEntry::USUAL
    },
    // A cliff in a bowl, as recurrent networks have them: on its wall the slope is s, and a step from there is thrown far
    // away unless the gradient is clipped.
    TextEntry {
        id: "cliffs",
        trouble: Trouble::Kinks,
        formula: "(x² + y²)/20 + 4/(1 + exp(s·(1.5 − x)))",
        tex: r"f(x, y) = \frac{x^2 + y^2}{20} + \frac{4}{1 + e^{s (1.5 - x)}}",
        params: &[number("s", "s", 20.0, Slider { low: 10.0, high: 100.0, scale: Scale::Log }, Range::POSITIVE)],
        domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
        start: [3.5, 2.0],
        minima: Places::Near(&[0.0, 0.0]),
        runs: &[
            "sgd,lr:0.6",
            "momentum,lr:2,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.05,alpha:0.9",
            "adam,lr:0.2,beta2:0.99",
        ],
        source: "after Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063",
        ..TextEntry::USUAL
    },
    // A knife-edge valley along a parabola: the nearer to the floor, the steeper.
    TextEntry {
        id: "bukin6",
        trouble: Trouble::Kinks,
        formula: "100sqrt(abs(y − 0.01x²)) + 0.01abs(x + 10)",
        tex: r"f(x, y) = 100\sqrt{|y - 0.01\,x^2|} + 0.01\,|x + 10|",
        domain: Domain::new(-15.0, -5.0, -3.0, 3.0),
        start: [-7.0, 2.5],
        minima: Places::At(&[[-10.0, 1.0]]),
        runs: &[
            "sgd,lr:0.0004",
            "momentum,lr:0.003,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.008,beta2:0.99",
        ],
        source: "Bukin 1997; Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
    // Ridges as sharp as a tray's rims; four global minima, f = −2.0626.
    TextEntry {
        id: "cross_in_tray",
        trouble: Trouble::Kinks,
        formula: "−0.0001(abs(sin(x)·sin(y)·exp(abs(100 − sqrt(x² + y²)/π))) + 1)^0.1",
        tex: r"f(x, y) = -0.0001 \left( \left| \sin x \sin y\; e^{|100 - \sqrt{x^2 + y^2}/\pi|} \right| + 1 \right)^{0.1}",
        domain: Domain::new(-10.0, 10.0, -10.0, 10.0),
        start: [6.0, 3.0],
        minima: Places::Cross(
            &[-7.587, -4.491, -1.49, -1.35, 1.35, 1.49, 4.491, 7.587],
            &[-7.587, -4.491, -1.49, -1.35, 1.35, 1.49, 4.491, 7.587],
        ),
        runs: &[
            "sgd,lr:1.2",
            "momentum,lr:0.6,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.015,alpha:0.9",
            "adam,lr:0.25,beta2:0.99",
        ],
        source: "Mishra 2006, doi:10.2139/ssrn.926132",
        ..TextEntry::USUAL
    },
    // A table with its feet up: the four global minima stand in the corners, f = −19.2085.
    TextEntry {
        id: "holder_table",
        trouble: Trouble::Kinks,
        formula: "−abs(sin(x)·cos(y)·exp(abs(1 − sqrt(x² + y²)/π)))",
        tex: r"f(x, y) = -\left| \sin x \cos y\; e^{|1 - \sqrt{x^2 + y^2}/\pi|} \right|",
        domain: Domain::new(-10.0, 10.0, -10.0, 10.0),
        start: [5.0, 5.0],
        minima: Places::Cross(
            &[-8.108, -4.937, -1.668, -1.263, 1.263, 1.668, 4.937, 8.108],
            &[-9.69, -6.53, -3.339, 0.0, 3.339, 6.53, 9.69],
        ),
        runs: &[
            "sgd,lr:0.06",
            "momentum,lr:0.1,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.01,alpha:0.9",
            "adam,lr:0.25,beta2:0.99",
        ],
        source: "Mishra 2006, doi:10.2139/ssrn.926132",
        ..TextEntry::USUAL
    },
    // Long steep troughs, broken by two lines of edges. The lowest point of the usual square, (512, 404.23), lies on its
    // border and is no minimum: beyond it the ground goes on down.
    TextEntry {
        id: "eggholder",
        trouble: Trouble::Kinks,
        formula: "−(y + 47)·sin(sqrt(abs(x/2 + y + 47))) − x·sin(sqrt(abs(x − y − 47)))",
        tex: r"f(x, y) = -(y + 47) \sin\sqrt{\left|\frac{x}{2} + y + 47\right|} - x \sin\sqrt{|x - y - 47|}",
        domain: Domain::new(-512.0, 512.0, -512.0, 512.0),
        start: [0.0, 0.0],
        minima: Places::Near(&[
            482.35, 432.88, 479.05, 434.51, 439.48, 453.98, -465.69, 385.72, 347.33, 499.42, -456.89, -382.62, -390.37,
            -415.09, -360.56, -429.69, 283.08, -487.13, 399.56, -367.69, 464.69, -301.55, 494.05, -271.82, -294.67,
            -462.02, 418.56, 171.04, 324.99, 216.05, -105.88, 423.15, 284.95, 235.47, 281.63, 237.09, -242.98, 274.38,
            -333.45, 181.42, -372.46, 141.7, -375.72, 138.39, -414.82, 98.73, -506.26, 6.31, 242.04, 256.38, -408.72,
            -156.1, 150.23, 301.31, -286.57, -212.08, 442.18, -24.22, 91.01, -391.28, 18.1, 365.97, 202.9, -269.38,
            267.38, -202.9, 296.57, -173.08, 361.67, -106.96, -219.41, -244.06, -189.43, -258.48, -123.73, -290.32,
            276.86, 28.91, -313.06, -58.45, -76.15, 191.16, -15.66, -342.78, -162.84, 96.13, -201.38, 56.16, -204.61,
            52.84, -243.44, 13.06, 180.82, 71.66, 140.18, 90.69, 136.83, 92.27, 97.27, 111.1, -171.14, -96.12, 61.29,
            -198.77, 13.23, 151.33, 122.83, -130.64, 151.6, -100.61, 207.65, -42.87, -101.29, -125.77, -70.89, -139.66,
            -10.82, -167.62, -46.45, 38.12, -82.94, -3.06, -86.08, -6.42, -123.46, -45.57, 91.41, -18.44, 47.99, -1.55,
            44.54, -0.08, 8.46, 15.65, 31.65, -85.23, 58.65, -54.41, -37.32, -60.93, -6.19, -71.39, -17.01, -35.93,
            -19.73, -39.5, 8.03, -42.35, 3.87, -41.58,
        ]),
        runs: &[
            "sgd,lr:1.5",
            "momentum,lr:0.6,beta:0.9,convention:ema_zero",
            "rmsprop,lr:0.12,alpha:0.9",
            "adam,lr:1.5,beta2:0.99",
        ],
        source: "Jamil & Yang 2013, doi:10.1504/IJMMNO.2013.055204",
        ..TextEntry::USUAL
    },
];
