//! The rate goes down when the loss has not got better for a while: torch's `ReduceLROnPlateau`.
//!
//! Inside a run it watches f at the point after each step.
//! Source: Krizhevsky, Sutskever & Hinton 2012, doi:10.1145/3065386.

use super::setting::{own, steps};
use super::{Entry, rates};
use crate::param::{Range, choice, linear, rate};

/// v < 1, as torch demands; less than 0 would turn the run uphill.
const FACTOR: Range = Range::UNIT;

pub(super) const PLATEAU: Entry = Entry {
    id: "plateau",
    params: &[
        own(choice("mode", &["min", "max"])),
        own(linear("factor", "γ", 0.1, (0.0, 0.99), FACTOR)),
        steps("patience", "n", 10.0, 0.0, 0.05),
        own(rate("threshold", "θ", 1e-4, (1e-6, 1.0))),
        own(choice("threshold_mode", &["rel", "abs"])),
        steps("cooldown", "c", 0.0, 0.0, 0.0),
        own(rate("min_lr", "α_min", 0.0, (1e-6, 1.0))),
        own(rate("eps", "ε", 1e-8, (1e-12, 1e-2))),
    ],
    tex: r"\alpha \leftarrow \max(\gamma\,\alpha,\, \alpha_{\min}) \text{ after more than } n \text{ steps without a new best } f < (1 - \theta)\, f_{\text{best}}",
    source: "Krizhevsky, Sutskever & Hinton 2012, doi:10.1145/3065386",
    defaults_of: "torch.optim.lr_scheduler.ReduceLROnPlateau",
    spans_run: false,
    build: |g| {
        let (highest, absolute) = (g.choice("mode") == 1, g.choice("threshold_mode") == 1);
        let (threshold, factor, low, eps) =
            (g.number("threshold"), g.number("factor"), g.number("min_lr"), g.number("eps"));
        let (patience, cooldown) = (g.number("patience"), g.number("cooldown"));
        let mut best = if highest { f64::NEG_INFINITY } else { f64::INFINITY };
        let (mut bad, mut cooling) = (0.0, 0.0);
        rates(move |now| {
            if now.step == 0 {
                return now.lr;
            }
            let better = match (highest, absolute) {
                (false, false) => now.metric < best * (1.0 - threshold),
                (false, true) => now.metric < best - threshold,
                (true, false) => now.metric > best * (threshold + 1.0),
                (true, true) => now.metric > best + threshold,
            };
            if better {
                best = now.metric;
                bad = 0.0;
            } else {
                bad += 1.0;
            }
            if cooling > 0.0 {
                cooling -= 1.0;
                bad = 0.0;
            }
            if bad <= patience {
                return now.lr;
            }
            (cooling, bad) = (cooldown, 0.0);
            let lower = (now.lr * factor).max(low);
            // A change too small to matter is not made.
            if now.lr - lower > eps { lower } else { now.lr }
        })
    },
};
