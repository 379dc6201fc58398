//! The rate goes up and down, and the momentum, where a method has it, the other way round.
//!
//! Torch demands `max_lr`; left out here, `one_cycle` peaks at the run's own rate, and `cyclic` at three times it: "set
//! the base rate to 1/3 or 1/4 of the maximum", Smith 2017, section 3.3. Where a run outlasts `total_steps`, which torch
//! refuses, the last rate stays.
//! Sources: Smith 2017, arXiv:1506.01186; Smith & Topin 2018, arXiv:1708.07120.

use super::setting::{Absent, follows, own, share, steps, steps_or};
use super::{Entry, Rate, ScheduleParam};
use crate::param::{Range, choice, decay, flag, number, rate};
use crate::slider::{Scale, Slider};
use libm::{cos, floor, pow};
use std::f64::consts::PI;

const fn max_lr(times: f64) -> ScheduleParam {
    follows(rate("max_lr", "α_max", 0.1, (1e-4, 10.0)), Absent::Rate(times))
}

const fn divisor(id: &'static str, symbol: &'static str, default: f64, high: f64) -> ScheduleParam {
    own(number(id, symbol, default, Slider { low: 1.0, high, scale: Scale::Log }, Range::POSITIVE))
}

pub(super) const ONE_CYCLE: Entry = Entry {
    id: "one_cycle",
    params: &[
        max_lr(1.0),
        steps_or("total_steps", "n", Absent::Steps),
        share("pct_start", "p", 0.3),
        own(choice("anneal_strategy", &["cos", "linear"])),
        own(flag("cycle_momentum", true)),
        own(decay("base_momentum", "β_min", 0.85, 0.999)),
        own(decay("max_momentum", "β_max", 0.95, 0.999)),
        divisor("div_factor", "d", 25.0, 100.0),
        divisor("final_div_factor", "d₁", 1e4, 1e6),
        own(flag("three_phase", false)),
    ],
    tex: r"\alpha_{\max}/d \;\to\; \alpha_{\max} \text{ in } p\,n \text{ steps} \;\to\; \alpha_{\max}/(d\, d_1) \text{ in the rest}",
    source: "Smith & Topin 2018, arXiv:1708.07120",
    defaults_of: "torch.optim.lr_scheduler.OneCycleLR",
    spans_run: false,
    build: |g| {
        let (steps, share) = (g.number("total_steps"), g.number("pct_start"));
        let (high, div) = (g.number("max_lr"), g.number("div_factor"));
        let (slow, fast) = (g.number("max_momentum"), g.number("base_momentum"));
        let (start, last) = (high / div, steps - 1.0);
        let low = start / g.number("final_div_factor");
        // Each phase: its last step, the rate and the momentum from and to.
        let up = (share * steps - 1.0, [start, slow], [high, fast]);
        let phases = if g.flag("three_phase") {
            [up, (2.0 * share * steps - 2.0, [high, fast], [start, slow]), (last, [start, slow], [low, slow])]
        } else {
            [up, (last, [high, fast], [low, slow]), (last, [high, fast], [low, slow])]
        };
        let anneal = if g.choice("anneal_strategy") == 0 { wave } else { line };
        let cycles = g.flag("cycle_momentum");
        Box::new(move |now| {
            let t = now.t().min(last);
            // The first phase that has not ended; rounding must not leave the last step without one.
            let i = phases.iter().position(|(end, ..)| t <= *end).unwrap_or(2);
            let begin = if i == 0 { 0.0 } else { phases[i - 1].0 };
            let (end, from, to) = phases[i];
            // A phase of no length is at its end.
            let share = if end == begin { 1.0 } else { (t - begin) / (end - begin) };
            let [lr, momentum] = [0, 1].map(|j| anneal(from[j], to[j], share));
            Rate { lr, momentum: cycles.then_some(momentum) }
        })
    },
};

fn wave(from: f64, to: f64, share: f64) -> f64 {
    to + (from - to) / 2.0 * (cos(PI * share) + 1.0)
}

fn line(from: f64, to: f64, share: f64) -> f64 {
    (to - from) * share + from
}

pub(super) const CYCLIC: Entry = Entry {
    id: "cyclic",
    params: &[
        max_lr(3.0),
        steps("step_size_up", "u", 2000.0, 1.0, 0.1),
        steps_or("step_size_down", "d", Absent::Same("step_size_up")),
        own(choice("mode", &["triangular", "triangular2", "exp_range"])),
        own(number("gamma", "γ", 1.0, Slider { low: 0.9, high: 1.0, scale: Scale::Linear }, Range::NOT_NEGATIVE)),
        own(flag("cycle_momentum", true)),
        own(decay("base_momentum", "β_min", 0.8, 0.999)),
        own(decay("max_momentum", "β_max", 0.9, 0.999)),
    ],
    tex: r"\alpha_t = \alpha + (\alpha_{\max} - \alpha)\, z_t\, c_t,\quad z_t \text{ from } 0 \text{ to } 1 \text{ and back},\quad c_t = 1,\; 2^{1-\text{cycle}} \text{ or } \gamma^t",
    source: "Smith 2017, arXiv:1506.01186",
    defaults_of: "torch.optim.lr_scheduler.CyclicLR",
    spans_run: false,
    build: |g| {
        let (base, high) = (g.base, g.number("max_lr"));
        let (up, down) = (g.number("step_size_up"), g.number("step_size_down"));
        let (mode, gamma, cycles) = (g.choice("mode"), g.number("gamma"), g.flag("cycle_momentum"));
        let (fast, slow) = (g.number("base_momentum"), g.number("max_momentum"));
        let total = up + down;
        let ratio = up / total;
        Box::new(move |now| {
            let t = now.t();
            let cycle = floor(1.0 + t / total);
            let x = 1.0 + t / total - cycle;
            let height = if x <= ratio { x / ratio } else { (x - 1.0) / (ratio - 1.0) };
            let scale = match mode {
                0 => 1.0,
                1 => 1.0 / pow(2.0, cycle - 1.0),
                _ => pow(gamma, t),
            };
            let lr = base + (high - base) * height * scale;
            Rate { lr, momentum: cycles.then_some(slow - (slow - fast) * height * scale) }
        })
    },
};
