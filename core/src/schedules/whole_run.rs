//! Shapes over the whole run: every length is a share of its number of steps T, every height a share of the base rate α,
//! so that lengthening a run stretches the shape. t counts from 0 to T − 1.

use super::cosine::{between, restarts};
use super::setting::{own, share};
use super::{Entry, Given, Rates, ScheduleParam, rates};
use crate::param::{Range, linear, number, rate};
use crate::slider::{Scale, Slider};
use libm::{floor, fmod, pow};

const MIN_FACTOR: ScheduleParam = share("min_factor", "m", 0.0);
const POWER: ScheduleParam = own(rate("power", "p", 0.9, (0.1, 10.0)));
const WARMUP: ScheduleParam = share("warmup_fraction", "φ", 0.1);

/// The last step, T − 1; at least 1, to divide by.
fn last(g: &Given) -> f64 {
    (g.steps as f64 - 1.0).max(1.0)
}

pub(super) const COSINE_DECAY: Entry = Entry {
    id: "cosine_decay",
    params: &[MIN_FACTOR],
    tex: r"\alpha_t = \alpha\,\bigl(m + (1-m)\,\tfrac{1}{2}(1 + \cos\tfrac{\pi t}{T-1})\bigr)",
    source: "Loshchilov & Hutter 2017, arXiv:1608.03983",
    defaults_of: "Downhill: cosine down to the last step",
    spans_run: true,
    build: |g| {
        let (base, low, last) = (g.base, g.number("min_factor") * g.base, last(g));
        rates(move |now| between(base, low, now.t(), last))
    },
};

pub(super) const RESTARTS: Entry = Entry {
    id: "restarts",
    params: &[
        share("t_0_fraction", "φ", 0.15),
        own(number("t_mult", "m", 2.0, Slider { low: 1.0, high: 4.0, scale: Scale::Linear }, AT_LEAST_ONE)),
        MIN_FACTOR,
    ],
    tex: r"\alpha_t \text{ as in cosine restarts},\quad n_0 = \varphi\, T",
    source: "Loshchilov & Hutter 2017, arXiv:1608.03983",
    defaults_of: "Downhill: cosine_restarts, the first stretch a share of the run",
    spans_run: true,
    build: |g| restarts(g.base, g.number("min_factor") * g.base, g.part("t_0_fraction"), g.number("t_mult")),
};

const AT_LEAST_ONE: Range = Range::counts_from(1.0);

pub(super) const TRIANGLE: Entry = Entry {
    id: "triangle",
    params: &[share("half_fraction", "φ", 0.25), share("min_factor", "m", 0.25)],
    tex: r"\alpha_t = \alpha\,\bigl(m + (1-m)\, z_t\bigr),\quad z_t \text{ from } 0 \text{ to } 1 \text{ and back, } \varphi\, T \text{ steps each way}",
    source: "Smith 2017, arXiv:1506.01186",
    defaults_of: "Downhill: cyclic, the rate at the top",
    spans_run: true,
    build: |g| {
        let (base, half, low) = (g.base, g.part("half_fraction"), g.number("min_factor"));
        rates(move |now| {
            let height = 1.0 - (fmod(now.t() / half, 2.0) - 1.0).abs();
            base * (low + (1.0 - low) * height)
        })
    },
};

pub(super) const LINEAR_DECAY: Entry = Entry {
    id: "linear_decay",
    params: &[share("end_factor", "b", 0.0)],
    tex: r"\alpha_t = \alpha\,\bigl(b + (1-b)\,(1 - \tfrac{t}{T-1})\bigr)",
    source: "Defazio et al. 2023, arXiv:2310.07831",
    defaults_of: "Downhill: polynomial_decay with power 1",
    spans_run: true,
    build: |g| down(g, 1.0),
};

pub(super) const POLYNOMIAL_DECAY: Entry = Entry {
    id: "polynomial_decay",
    params: &[POWER, share("end_factor", "b", 0.0)],
    tex: r"\alpha_t = \alpha\,\bigl(b + (1-b)\,(1 - \tfrac{t}{T-1})^p\bigr)",
    source: "Chen et al. 2018, arXiv:1606.00915",
    defaults_of: "Downhill: the power is the paper's",
    spans_run: true,
    build: |g| down(g, g.number("power")),
};

/// From the base rate to its share `end_factor` at the last step.
fn down(g: &Given, power: f64) -> Rates {
    let (base, end, last) = (g.base, g.number("end_factor"), last(g));
    rates(move |now| base * (end + (1.0 - end) * pow((1.0 - now.t() / last).max(0.0), power)))
}

pub(super) const REX: Entry = Entry {
    id: "rex",
    params: &[],
    tex: r"\alpha_t = \alpha\, \frac{z}{\frac{1}{2} + \frac{1}{2} z},\quad z = 1 - \tfrac{t}{T}",
    source: "Chen, Wolfe & Kyrillidis 2021, arXiv:2107.04197",
    defaults_of: "the paper",
    spans_run: true,
    build: |g| {
        let (base, steps) = (g.base, g.steps as f64);
        rates(move |now| {
            let z = 1.0 - now.t() / steps;
            base * z / (0.5 + 0.5 * z)
        })
    },
};

pub(super) const STEP_DECAY: Entry = Entry {
    id: "step_decay",
    params: &[share("step_fraction", "φ", 0.25), own(linear("gamma", "γ", 0.5, (0.0, 1.0), Range::NOT_NEGATIVE))],
    tex: r"\alpha_t = \alpha\,\gamma^{\lfloor t/s \rfloor},\quad s = \varphi\, T",
    source: "Szegedy et al. 2015, arXiv:1409.4842",
    defaults_of: "Downhill: step, the size a share of the run",
    spans_run: true,
    build: |g| {
        let (base, size, gamma) = (g.base, g.part("step_fraction"), g.number("gamma"));
        rates(move |now| base * pow(gamma, floor(now.t() / size)))
    },
};

pub(super) const WARMUP_COSINE_DECAY: Entry = Entry {
    id: "warmup_cosine_decay",
    params: &[WARMUP, share("min_factor", "m", 0.1)],
    tex: r"\alpha_t = \alpha\,\tfrac{t+1}{w} \text{ for } t < w = \varphi\, T,\quad \text{then a cosine down to } m\,\alpha",
    source: "He et al. 2019, arXiv:1812.01187",
    defaults_of: "Downhill: the warm-up a share of the run",
    spans_run: true,
    build: |g| {
        let (base, warmup, low) = (g.base, g.part("warmup_fraction"), g.number("min_factor") * g.base);
        let rest = (g.steps as f64 - 1.0 - warmup).max(1.0);
        rates(move |now| match now.t() {
            t if t < warmup => base * ((t + 1.0) / warmup),
            t => between(base, low, t - warmup, rest),
        })
    },
};

pub(super) const WSD: Entry = Entry {
    id: "wsd",
    params: &[WARMUP, share("decay_fraction", "δ", 0.2)],
    tex: r"\alpha_t = \alpha\,\min\bigl(\tfrac{t+1}{w},\, 1,\, \tfrac{T-t}{d}\bigr),\quad w = \varphi\, T,\; d = \delta\, T",
    source: "Hu et al. 2024, arXiv:2404.06395",
    defaults_of: "Downhill: warm-up and cool-down shares of the run",
    spans_run: true,
    build: |g| {
        let (base, steps) = (g.base, g.steps as f64);
        let (warmup, down) = (g.part("warmup_fraction"), g.part("decay_fraction"));
        rates(move |now| {
            let t = now.t();
            base * ((t + 1.0) / warmup).min(1.0).min((steps - t) / down)
        })
    },
};
