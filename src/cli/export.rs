//! `downhill export`: the runs for another program, or as a script for PyTorch.

use super::{Failure, trace};
use clap::ValueEnum;
use downhill::export;
use downhill::scene::Scene;
use std::io::Write;

/// What for.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// A Python script that needs only torch, takes the same runs and prints what `trace` prints
    Pytorch,
    /// What `trace` prints
    Csv,
    /// What `trace --format json` prints
    Json,
}

/// Prints the runs of a scene.
pub fn print(scene: &Scene, format: Format, out: &mut impl Write) -> Result<(), Failure> {
    match format {
        Format::Pytorch => Ok(out.write_all(export::pytorch(scene).as_bytes())?),
        Format::Csv => trace::csv(scene, out),
        Format::Json => trace::json(scene, out),
    }
}
