//! `downhill ewma`: the article's temperatures and their exponentially weighted average.

use super::Failure;
use clap::{Args, ValueEnum};
use downhill::core::average::{self, temperatures};
use downhill::core::format::general;
use downhill::core::param::{Range, read_number};
use downhill::scene::MAX_DAYS;
use std::io::Write;

/// Enough for every float32 to be read back as it was.
const DIGITS: usize = 9;

/// Which days, and which average of them.
#[derive(Args)]
pub struct Options {
    /// The seed of the temperatures, 0 to 4294967295: torch.manual_seed(SEED); torch.randn(DAYS) * 10
    #[arg(long, default_value_t = 0, value_parser = seed, allow_hyphen_values = true)]
    seed: u32,
    /// How many days, 1 to 1000
    #[arg(long, default_value_t = 30, value_parser = days, allow_hyphen_values = true)]
    days: u32,
    /// How much of yesterday's average is kept, at least 0 and below 1
    #[arg(long, default_value_t = 0.9, value_parser = beta, allow_hyphen_values = true)]
    beta: f64,
    /// What the average starts from
    #[arg(long, value_enum, default_value_t = Start::First)]
    start: Start,
    /// Divides by what the weights sum to, 1 - beta^day; from the first value they sum to 1 as it is
    #[arg(long)]
    correct_bias: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Start {
    /// The value of the first day
    First,
    /// Zero
    Zero,
}

/// Prints a line per day, computed in float32.
pub fn csv(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let start = match options.start {
        Start::First => average::Start::First,
        Start::Zero => average::Start::Zero,
    };
    if options.correct_bias && start == average::Start::First {
        // Where even stderr is closed, the numbers are right all the same.
        let _ = writeln!(std::io::stderr(), "note: --correct-bias changes nothing without --start zero");
    }
    let average = average::Ewma { beta: options.beta, start, corrected: options.correct_bias };
    let data = temperatures(options.seed, options.days as usize);
    writeln!(out, "day,temperature,average")?;
    for (i, (temperature, average)) in data.iter().zip(average.of(&data)).enumerate() {
        let [temperature, average] = [*temperature, average].map(|v| general(f64::from(v), DIGITS));
        writeln!(out, "{},{temperature},{average}", i + 1)?;
    }
    Ok(())
}

fn seed(text: &str) -> Result<u32, String> {
    whole(text, 0, u32::MAX)
}

fn days(text: &str) -> Result<u32, String> {
    whole(text, 1, MAX_DAYS as u32)
}

/// Reads a whole number in any form that links may have.
fn whole(text: &str, low: u32, high: u32) -> Result<u32, String> {
    read_number(text)
        .filter(|v| v.fract() == 0.0 && (f64::from(low)..=f64::from(high)).contains(v))
        .map(|v| v as u32)
        .ok_or_else(|| format!("a whole number is needed, {low} … {high}"))
}

fn beta(text: &str) -> Result<f64, String> {
    let allowed = Range::UNIT;
    read_number(text)
        .filter(|v| allowed.contains(*v))
        .ok_or_else(|| format!("a number is needed, {allowed}, such as 0.9"))
}
