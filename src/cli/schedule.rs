//! `downhill schedule`: the learning rate of every step, and the momentum where a schedule cycles it.

use super::Failure;
use clap::Args;
use downhill::core::format::js_number;
use downhill::core::param::read_number;
use downhill::scene::{MAX_STEPS, read_schedule};
use downhill::text::Lang;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which schedule, and for how many steps.
#[derive(Args)]
pub struct Options {
    /// A schedule with its parameters, e.g. 'step,base_lr:0.1,step_size:30'; base_lr is what the optimizer gets, 0.1 by
    /// default
    #[arg(allow_hyphen_values = true)]
    schedule: String,
    /// How many steps, 1 to 10000
    #[arg(long, default_value_t = 100, value_parser = steps, allow_hyphen_values = true)]
    steps: usize,
    /// What plateau watches: one number a line, the first after the first step
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
}

/// Prints a line per step: the rate used by that step, before it is taken.
pub fn csv(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let read = read_schedule(&options.schedule);
    let read = read.map_err(|bad| Failure::Scene(bad.iter().map(|ignored| ignored.message(Lang::En)).collect()))?;
    let watches = read.schedule.spec.watches();
    let metrics = match &options.metrics {
        Some(file) if watches => numbers(file)?,
        Some(_) => return Err(wrong("--metrics is only for plateau; the other schedules watch nothing".into())),
        None if watches => return Err(wrong("plateau needs --metrics FILE, one number a line".into())),
        None => Vec::new(),
    };
    // The figure after the last step is nobody's concern.
    let needed = options.steps - 1;
    if watches && metrics.len() < needed {
        let (found, steps) = (metrics.len(), options.steps);
        return Err(wrong(format!("--metrics has {found} numbers, {steps} steps need at least {needed}")));
    }
    let curve = read.schedule.curve(read.base_lr, options.steps, |t| metrics.get(t).copied().unwrap_or(f64::NAN));
    writeln!(out, "step,lr,momentum")?;
    for (step, rate) in curve.iter().enumerate() {
        let momentum = rate.momentum.map(js_number).unwrap_or_default();
        writeln!(out, "{step},{},{momentum}", js_number(rate.lr))?;
    }
    Ok(())
}

/// The numbers of a file, one a line; empty lines at its end are nothing.
fn numbers(file: &Path) -> Result<Vec<f64>, Failure> {
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| wrong(format!("--metrics {name}: {error}")))?;
    let line = |(i, line): (usize, &str)| {
        // A loss that overflowed is a figure too.
        let value = line.trim().parse::<f64>();
        value.map_err(|_| wrong(format!("--metrics {name}, line {}: {line:?} is not a number", i + 1)))
    };
    text.trim_end().lines().enumerate().map(line).collect()
}

fn wrong(message: String) -> Failure {
    Failure::Scene(vec![message])
}

fn steps(text: &str) -> Result<usize, String> {
    let whole = |v: &f64| v.fract() == 0.0 && (1.0..=MAX_STEPS as f64).contains(v);
    let read = read_number(text).filter(whole).map(|v| v as usize);
    read.ok_or_else(|| format!("a whole number is needed, 1 … {MAX_STEPS}"))
}
