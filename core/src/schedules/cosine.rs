//! The rate goes down half a cosine wave: slowly, fast, slowly.
//!
//! Torch's `CosineAnnealingLR` is recursive: past `t_max` the rate rises again, back to the base rate at 2 `t_max`.
//! `warmup_cosine` is torch's `SequentialLR` of `LinearLR(total_iters=warmup)` and `CosineAnnealingLR`.
//! Source: Loshchilov & Hutter 2017, arXiv:1608.03983.

use super::decay::Line;
use super::setting::{Absent, own, steps, steps_or};
use super::{Entry, ScheduleParam, rates};
use crate::param::{Range, number, rate};
use crate::slider::{Scale, Slider};
use libm::cos;
use std::f64::consts::PI;

const ETA_MIN: ScheduleParam = own(rate("eta_min", "α_min", 0.0, (1e-6, 1.0)));
const T_MAX: ScheduleParam = steps_or("t_max", "n", Absent::Steps);

pub(super) const COSINE: Entry = Entry {
    id: "cosine",
    params: &[T_MAX, ETA_MIN],
    tex: r"\alpha_t = \alpha_{\min} + (\alpha - \alpha_{\min})\,\tfrac{1}{2}\bigl(1 + \cos(\pi t/n)\bigr)",
    source: "Loshchilov & Hutter 2017, arXiv:1608.03983",
    defaults_of: "torch.optim.lr_scheduler.CosineAnnealingLR",
    spans_run: false,
    build: |g| {
        let wave = Wave { base: g.base, low: g.number("eta_min"), half: g.number("t_max") };
        rates(move |now| wave.next(now.lr, now.t()))
    },
};

/// A cosine between the base rate and the lowest, half a wave in `half` steps.
struct Wave {
    base: f64,
    low: f64,
    half: f64,
}

impl Wave {
    /// The rate of step t from that of the step before, as torch has it.
    fn next(&self, lr: f64, t: f64) -> f64 {
        let one_plus_cos = |t: f64| 1.0 + cos(PI * t / self.half);
        if t == 0.0 {
            lr
        } else if (t - 1.0 - self.half).rem_euclid(2.0 * self.half) == 0.0 {
            // From the very bottom no factor leads up again.
            lr + (self.base - self.low) * (1.0 - cos(PI / self.half)) / 2.0
        } else {
            one_plus_cos(t) / one_plus_cos(t - 1.0) * (lr - self.low) + self.low
        }
    }
}

/// The rate `t` steps into a half wave of `half` steps, directly.
pub(super) fn between(high: f64, low: f64, t: f64, half: f64) -> f64 {
    low + (high - low) * (1.0 + cos(PI * t / half)) / 2.0
}

pub(super) const COSINE_RESTARTS: Entry = Entry {
    id: "cosine_restarts",
    params: &[
        // Torch has no default for the first stretch.
        steps("t_0", "n₀", 50.0, 1.0, 0.15),
        own(number("t_mult", "m", 1.0, Slider { low: 1.0, high: 4.0, scale: Scale::Linear }, AT_LEAST_ONE)),
        ETA_MIN,
    ],
    tex: r"\alpha_t = \alpha_{\min} + (\alpha - \alpha_{\min})\,\tfrac{1}{2}\bigl(1 + \cos(\pi\, t_i/n_i)\bigr),\quad n_{i+1} = m\, n_i",
    source: "Loshchilov & Hutter 2017, arXiv:1608.03983",
    defaults_of: "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    spans_run: false,
    build: |g| restarts(g.base, g.number("eta_min"), g.number("t_0"), g.number("t_mult")),
};

const AT_LEAST_ONE: Range = Range::counts_from(1.0);

/// Half waves one after the other, each `times` as long as the one before.
pub(super) fn restarts(high: f64, low: f64, first: f64, times: f64) -> super::Rates {
    let (mut since, mut length) = (0.0, first);
    rates(move |now| {
        if now.step > 0 {
            since += 1.0;
        }
        if since >= length {
            since = 0.0;
            length *= times;
        }
        between(high, low, since, length)
    })
}

pub(super) const WARMUP_COSINE: Entry = Entry {
    id: "warmup_cosine",
    params: &[
        steps("warmup", "w", 5.0, 0.0, 0.1),
        own(number("start_factor", "a", 1.0 / 3.0, Slider { low: 0.01, high: 1.0, scale: Scale::Log }, Range::PART)),
        T_MAX,
        ETA_MIN,
    ],
    tex: r"\alpha_t = \alpha\,\bigl(a + (1-a)\,t/w\bigr) \text{ for } t < w,\quad \alpha_t = \alpha_{\min} + (\alpha - \alpha_{\min})\,\tfrac{1}{2}\bigl(1 + \cos(\pi (t-w)/n)\bigr)",
    source: "He et al. 2019, arXiv:1812.01187",
    defaults_of: "torch.optim.lr_scheduler.SequentialLR of LinearLR and CosineAnnealingLR",
    spans_run: false,
    build: |g| {
        let warmup = g.number("warmup");
        let line = Line { from: g.number("start_factor"), to: 1.0, steps: warmup };
        let wave = Wave { base: g.base, low: g.number("eta_min"), half: g.number("t_max") };
        rates(move |now| match now.t() {
            t if t < warmup => line.next(now.lr, t),
            // The second scheduler begins at the base rate, wherever the first one ended.
            t if t == warmup => between(wave.base, wave.low, 0.0, wave.half),
            t => wave.next(now.lr, t - warmup),
        })
    },
};
