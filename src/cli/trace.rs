//! `downhill trace`: every step of every run.

use super::Failure;
use downhill::export;
use downhill::scene::Scene;
use std::io::Write;

/// Prints a line per step. A run that diverges ends at its last finite step.
pub fn csv(scene: &Scene, out: &mut impl Write) -> Result<(), Failure> {
    Ok(out.write_all(export::csv(scene).as_bytes())?)
}

/// Prints one object with all runs: method, parameters, outcome, counts and points.
pub fn json(scene: &Scene, out: &mut impl Write) -> Result<(), Failure> {
    Ok(out.write_all(export::json(scene).as_bytes())?)
}
