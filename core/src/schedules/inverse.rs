//! The rate goes down like a power of 1/t, after a warm-up or at once.

use super::setting::{own, share, steps};
use super::{Entry, Rates, rates};
use crate::param::rate;
use libm::pow;

pub(super) const INVERSE_SQRT: Entry = Entry {
    id: "inverse_sqrt",
    params: &[steps("warmup", "w", 10.0, 1.0, 0.1)],
    tex: r"\alpha_t = \alpha\,\min\Bigl(\tfrac{t+1}{w},\, \sqrt{\tfrac{w}{t+1}}\Bigr)",
    source: "Vaswani et al. 2017, arXiv:1706.03762",
    defaults_of: "the paper, scaled so that the rate peaks at α; torch's LambdaLR",
    spans_run: false,
    build: |g| inverse_sqrt(g.base, g.number("warmup")),
};

pub(super) const NOAM: Entry = Entry {
    id: "noam",
    params: &[share("warmup_fraction", "φ", 0.1)],
    tex: r"\alpha_t = \alpha\,\min\Bigl(\tfrac{t+1}{w},\, \sqrt{\tfrac{w}{t+1}}\Bigr),\quad w = \varphi\, T",
    source: "Vaswani et al. 2017, arXiv:1706.03762",
    defaults_of: "Downhill: inverse_sqrt, the warm-up a share of the run",
    spans_run: true,
    build: |g| inverse_sqrt(g.base, g.part("warmup_fraction")),
};

fn inverse_sqrt(base: f64, warmup: f64) -> Rates {
    rates(move |now| {
        let t = now.t() + 1.0;
        base * (t / warmup).min((warmup / t).sqrt())
    })
}

pub(super) const INVERSE_TIME: Entry = Entry {
    id: "inverse_time",
    params: &[own(rate("decay_rate", "k", 0.1, (1e-3, 10.0))), own(rate("power", "p", 1.0, (0.1, 10.0)))],
    tex: r"\alpha_t = \frac{\alpha}{(1 + k\,t)^p}",
    source: "Robbins & Monro 1951, doi:10.1214/aoms/1177729586",
    defaults_of: "Downhill",
    spans_run: false,
    build: |g| {
        let (base, k, power) = (g.base, g.number("decay_rate"), g.number("power"));
        rates(move |now| base / pow(1.0 + k * now.t(), power))
    },
};
