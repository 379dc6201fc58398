//! `downhill compare`: who is ahead, on the scene's own surface or, with the best rate of each, on many.

use super::Failure;
use clap::ValueEnum;
use downhill::core::surfaces::{SURFACES, SurfaceSpec, Trouble, surface};
use downhill::scene::{By, Scene, Table, csv, scores, simulate};
use std::io::Write;

/// What counts.
#[derive(Clone, Copy, ValueEnum)]
pub enum Measure {
    /// Steps to converge
    Steps,
    /// Values, gradients and Hessians asked for until then
    Evaluations,
}

impl From<Measure> for By {
    fn from(measure: Measure) -> By {
        match measure {
            Measure::Steps => By::Steps,
            Measure::Evaluations => By::Evaluations,
        }
    }
}

/// Prints a line per run, or per surface and run.
pub fn print(
    scene: &Scene,
    surfaces: Option<Vec<&'static SurfaceSpec>>,
    by: By,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let text = match surfaces {
        None => {
            let scores = scores(scene, &scene.landscape(), &simulate(scene));
            csv([(scene.surface.id, &*scores)].into_iter(), by)
        }
        Some(surfaces) => {
            let mut table = Table::new(scene, surfaces);
            while table.step() {}
            table.csv(by)
        }
    };
    Ok(out.write_all(text.as_bytes())?)
}

/// Reads `all`, a trouble, or ids joined by commas, each once.
pub fn surfaces(text: &str) -> Result<Vec<&'static SurfaceSpec>, String> {
    if text == "all" {
        return Ok(SURFACES.iter().collect());
    }
    if let Some(trouble) = Trouble::ALL.into_iter().find(|trouble| trouble.id() == text) {
        return Ok(SURFACES.iter().filter(|spec| spec.trouble == trouble).collect());
    }
    let mut chosen: Vec<&'static SurfaceSpec> = Vec::new();
    for id in text.split(',') {
        let spec = surface(id).ok_or_else(|| {
            let troubles = Trouble::ALL.map(Trouble::id).join(", ");
            format!("{id:?} is no surface; known are all, {troubles}, and the ids that `downhill list surfaces` prints")
        })?;
        if chosen.iter().all(|known| known.id != spec.id) {
            chosen.push(spec);
        }
    }
    Ok(chosen)
}
