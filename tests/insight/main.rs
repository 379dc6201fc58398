//! What a step shows of itself: the record, the words about it, and what is drawn of it on the landscape and over time.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod field;
#[path = "../support/inks/mod.rs"]
mod inks;
mod record;
mod series;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod words;

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::surfaces::Surface;
use support::Run;

/// A number that is the same as another one, NaN included.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

/// A run of every method on a surface with its good rate, or with its defaults.
fn every_run(surface: &Surface) -> Vec<Run> {
    OPTIMIZERS
        .iter()
        .map(|optimizer| {
            let good = surface.spec.runs.iter().find(|run| run.split(',').next() == Some(optimizer.id));
            Run::read(good.unwrap_or(&optimizer.id))
        })
        .collect()
}
