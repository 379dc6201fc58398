//! Losses of two weights on real data: what training is about, small enough to be seen whole.
//!
//! Models and losses are in [`crate::data`]. A line's loss is a bowl; how narrow it is depends on the unit that the input
//! happens to be measured in and on where its zero lies. The condition number of the Hessian, raw and with the input
//! standardised (mean 0, variance 1):
//!
//! | surface | raw | standardised |
//! | --- | --- | --- |
//! | `faithful_line` | 159 | 1 |
//! | `galton_line` | 6.8 million | 1 |
//! | `anscombe_line` | 844 | 1 |
//! | `oring_logistic`, at its minimum | 826 thousand | 2.2 |
//!
//! Where raw numbers still allow a race, `standardize` is off unless it is set; for heights and temperatures, far from 0,
//! it is on. The view holds both minima, so that one sees the valley become round.

use super::settle::settled;
use super::{Domain, Entry, SurfaceSettings, TOLERANCE, Trouble};
use crate::data::{ANSCOMBE, FAITHFUL, Fit, GALTON, Model, ORINGS, Scaling, Table};
use crate::param::{ParamSpec, choice, flag};
use crate::scalar::Vec2;

/// Whether the input is standardised; the output stays as it is measured.
const STANDARDIZE: &str = "standardize";

fn fit(model: Model, table: &Table, settings: &SurfaceSettings) -> Fit {
    let input = if settings.flag(STANDARDIZE) { Scaling::standard(&table.rows(), 0) } else { Scaling::NONE };
    Fit::new(model, table, [input, Scaling::NONE])
}

fn anscombe(settings: &SurfaceSettings) -> Fit {
    fit(Model::Line, &ANSCOMBE[settings.choice("set")], settings)
}

fn oring(settings: &SurfaceSettings) -> Fit {
    fit(Model::Logistic, &ORINGS, settings)
}

/// Both quantities standardised: a neuron without bias passes through their means.
fn neuron() -> Fit {
    let rows = FAITHFUL.rows();
    Fit::new(Model::Tanh, &FAITHFUL, [0, 1].map(|which| Scaling::standard(&rows, which)))
}

/// The minimum that Newton's method finds from a point. From anywhere on the bowl of a line its first step solves the
/// normal equations.
fn minimum(fit: &Fit, from: Vec2) -> Vec<Vec2> {
    settled(fit, from).into_iter().collect()
}

const OFF: ParamSpec = flag(STANDARDIZE, false);
const ON: ParamSpec = flag(STANDARDIZE, true);

/// The formulas as lists show them.
const LINE: &str = "Σ (x + y uᵢ − vᵢ)² / 2n";
const LINE_TEX: &str = r"f(x, y) = \frac{1}{2n} \sum_{i=1}^{n} (x + y\,u_i - v_i)^2";

pub(super) const FAITHFUL_LINE: Entry = Entry {
    id: "faithful_line",
    trouble: Trouble::Data,
    tex: LINE_TEX,
    plain: LINE,
    params: &[OFF],
    domain: Domain::new(-15.0, 85.0, -15.0, 40.0),
    start: [0.0, 0.0],
    minima: |s| minimum(&fit(Model::Line, &FAITHFUL, s), [0.0; 2]),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.1",
        "momentum,lr:0.3,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.25,alpha:0.9",
        "adam,lr:1,beta2:0.99",
    ],
    source: "Old Faithful, waiting time by eruption time, n = 272: R's faithful; Härdle 1991, doi:10.1007/978-1-4612-4432-5",
    build: function!(|s| fit(Model::Line, &FAITHFUL, s)),
};

pub(super) const GALTON_LINE: Entry = Entry {
    id: "galton_line",
    trouble: Trouble::Data,
    tex: LINE_TEX,
    plain: LINE,
    params: &[ON],
    domain: Domain::new(-15.0, 85.0, -25.0, 25.0),
    start: [0.0, 0.0],
    minima: |s| minimum(&fit(Model::Line, &GALTON, s), [0.0; 2]),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.3",
        "momentum,lr:0.04,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.5,alpha:0.9",
        "adam,lr:1,beta2:0.99",
    ],
    source: "heights of children by those of their parents, n = 928: Galton 1886, doi:10.2307/2841583, table I",
    build: function!(|s| fit(Model::Line, &GALTON, s)),
};

pub(super) const ANSCOMBE_LINE: Entry = Entry {
    id: "anscombe_line",
    trouble: Trouble::Data,
    tex: LINE_TEX,
    plain: LINE,
    params: &[choice("set", &["1", "2", "3", "4"]), OFF],
    domain: Domain::new(-4.0, 10.0, -3.0, 4.0),
    start: [0.0, 0.0],
    minima: |s| minimum(&anscombe(s), [0.0; 2]),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.015",
        "momentum,lr:0.2,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.025,alpha:0.9",
        "adam,lr:0.6,beta2:0.99",
    ],
    source: "four sets of eleven points: Anscombe 1973, doi:10.1080/00031305.1973.10478966",
    build: function!(|s| anscombe(s)),
};

pub(super) const ORING_LOGISTIC: Entry = Entry {
    id: "oring_logistic",
    trouble: Trouble::Data,
    tex: r"f(x, y) = \frac{1}{n} \sum_{i=1}^{n} \left(\ln(1 + e^{x + y\,u_i}) - v_i\,(x + y\,u_i)\right)",
    plain: "Σ (ln(1 + exp(x + y uᵢ)) − vᵢ (x + y uᵢ)) / n",
    params: &[ON],
    domain: Domain::new(-6.0, 18.0, -6.0, 6.0),
    start: [4.0, 4.0],
    // Newton's method finds it from the level start in either scale.
    minima: |s| minimum(&oring(s), [0.0; 2]),
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:1",
        "momentum,lr:0.25,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.04,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    source: "damaged O-rings by launch temperature, n = 23: Presidential Commission 1986; Dalal, Fowlkes & Hoadley 1989, doi:10.1080/01621459.1989.10478858",
    build: function!(|s| oring(s)),
};

pub(super) const FAITHFUL_TANH: Entry = Entry {
    id: "faithful_tanh",
    trouble: Trouble::Data,
    tex: r"f(x, y) = \frac{1}{2n} \sum_{i=1}^{n} \left(y \tanh(x\,u_i) - v_i\right)^2",
    plain: "Σ (y tanh(x uᵢ) − vᵢ)² / 2n",
    params: &[],
    domain: Domain::new(-4.0, 4.0, -3.0, 3.0),
    start: [3.0, -2.0],
    minima: |_| {
        let fit = neuron();
        [[0.5384, 1.9026], [-0.5384, -1.9026]].into_iter().filter_map(|from| settled(&fit, from)).collect()
    },
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:1",
        "momentum,lr:1,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.03,alpha:0.9",
        "adam,lr:0.25,beta2:0.99",
    ],
    source: "Old Faithful, both times standardised, n = 272: R's faithful; Härdle 1991, doi:10.1007/978-1-4612-4432-5",
    build: function!(|_| neuron()),
};
