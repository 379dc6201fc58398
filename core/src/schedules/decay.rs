//! The rate goes down (or first up) on a fixed plan, counted in steps: torch's elementary schedulers, each in torch's
//! recursive form, which makes the next rate from the last one.

use super::setting::{Absent, SHARE, own, steps};
use super::{Entry, rates};
use crate::param::{Range, linear, number, rate};
use crate::slider::{Scale, Slider};
use libm::pow;

const FACTOR: Slider = Slider { low: 0.0, high: 1.0, scale: Scale::Linear };

pub(super) const STEP: Entry = Entry {
    id: "step",
    // Torch has no default for the size of a step.
    params: &[
        steps("step_size", "s", 50.0, 1.0, 0.25),
        own(linear("gamma", "γ", 0.1, (0.0, 1.0), Range::NOT_NEGATIVE)),
    ],
    tex: r"\alpha_t = \alpha\,\gamma^{\lfloor t/s \rfloor}",
    source: "Szegedy et al. 2015, arXiv:1409.4842",
    defaults_of: "torch.optim.lr_scheduler.StepLR",
    spans_run: false,
    build: |g| {
        let (size, gamma) = (g.number("step_size"), g.number("gamma"));
        rates(move |now| if now.step == 0 || now.t() % size != 0.0 { now.lr } else { now.lr * gamma })
    },
};

pub(super) const MULTI_STEP: Entry = Entry {
    id: "multi_step",
    params: &[
        super::ScheduleParam { absent: Absent::List(&[30.0, 80.0]), ..steps("milestones", "mᵢ", 30.0, 0.0, 0.0) },
        own(linear("gamma", "γ", 0.1, (0.0, 1.0), Range::NOT_NEGATIVE)),
    ],
    tex: r"\alpha_t = \alpha\,\gamma^{\#\{i:\, m_i \le t\}}",
    source: "He et al. 2016, arXiv:1512.03385",
    defaults_of: "torch.optim.lr_scheduler.MultiStepLR",
    spans_run: false,
    build: |g| {
        let (milestones, gamma) = (g.list("milestones"), g.number("gamma"));
        rates(move |now| match milestones.iter().filter(|m| **m == now.t()).count() {
            0 => now.lr,
            times => now.lr * pow(gamma, times as f64),
        })
    },
};

pub(super) const EXPONENTIAL: Entry = Entry {
    id: "exponential",
    // Torch has no default for γ.
    params: &[own(number(
        "gamma",
        "γ",
        0.98,
        Slider { low: 0.0, high: 0.9999, scale: Scale::Memory },
        Range::NOT_NEGATIVE,
    ))],
    tex: r"\alpha_t = \alpha\,\gamma^t",
    source: "Li & Arora 2020, arXiv:1910.07454",
    defaults_of: "torch.optim.lr_scheduler.ExponentialLR",
    spans_run: false,
    build: |g| {
        let gamma = g.number("gamma");
        rates(move |now| if now.step == 0 { now.lr } else { now.lr * gamma })
    },
};

pub(super) const LINEAR: Entry = Entry {
    id: "linear",
    params: &[
        own(number("start_factor", "a", 1.0 / 3.0, FACTOR_UP, Range::PART)),
        own(number("end_factor", "b", 1.0, FACTOR, SHARE)),
        steps("total_iters", "n", 5.0, 0.0, 0.1),
    ],
    tex: r"\alpha_t = \alpha\,\bigl(a + (b - a)\,\min(t/n,\, 1)\bigr)",
    source: "Goyal et al. 2017, arXiv:1706.02677",
    defaults_of: "torch.optim.lr_scheduler.LinearLR",
    spans_run: false,
    build: |g| {
        let line = Line { from: g.number("start_factor"), to: g.number("end_factor"), steps: g.number("total_iters") };
        rates(move |now| line.next(now.lr, now.t()))
    },
};

const FACTOR_UP: Slider = Slider { low: 0.01, high: 1.0, scale: Scale::Log };

/// A factor that goes evenly from one value to another.
pub(super) struct Line {
    pub from: f64,
    pub to: f64,
    pub steps: f64,
}

impl Line {
    /// The rate of step t from that of the step before.
    pub fn next(&self, lr: f64, t: f64) -> f64 {
        let rise = self.to - self.from;
        if t == 0.0 {
            lr * self.from
        } else if t > self.steps {
            lr
        } else {
            lr * (1.0 + rise / (self.steps * self.from + (t - 1.0) * rise))
        }
    }
}

pub(super) const CONSTANT: Entry = Entry {
    id: "constant",
    params: &[own(number("factor", "a", 1.0 / 3.0, FACTOR, SHARE)), steps("total_iters", "n", 5.0, 0.0, 0.1)],
    tex: r"\alpha_t = a\,\alpha \text{ for } t < n,\quad \alpha_t = \alpha \text{ from } n \text{ on}",
    source: "He et al. 2016, arXiv:1512.03385",
    defaults_of: "torch.optim.lr_scheduler.ConstantLR",
    spans_run: false,
    build: |g| {
        let (factor, steps, base) = (g.number("factor"), g.number("total_iters"), g.base);
        rates(move |now| match now.t() {
            0.0 => now.lr * factor,
            t if t != steps => now.lr,
            // Torch divides by zero there.
            _ if factor == 0.0 => base,
            _ => now.lr * (1.0 / factor),
        })
    },
};

pub(super) const POLYNOMIAL: Entry = Entry {
    id: "polynomial",
    params: &[steps("total_iters", "n", 5.0, 0.0, 1.0), own(rate("power", "p", 1.0, (0.1, 10.0)))],
    tex: r"\alpha_t = \alpha\,\bigl(1 - \min(t/n,\, 1)\bigr)^p",
    source: "Chen et al. 2018, arXiv:1606.00915",
    defaults_of: "torch.optim.lr_scheduler.PolynomialLR",
    spans_run: false,
    build: |g| {
        let (steps, power) = (g.number("total_iters"), g.number("power"));
        rates(move |now| match now.t() {
            t if t == 0.0 || t > steps => now.lr,
            t => now.lr * pow((1.0 - t / steps) / (1.0 - (t - 1.0) / steps), power),
        })
    },
};
