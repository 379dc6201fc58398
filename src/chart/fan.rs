//! A fan of seeds on the landscape: the paths of one run with other noise or other mini-batches, faintly, and their mean.

use super::frame::Frame;
use super::pen::{Drawn, Ink, Pen, Px, Stroke};
use super::simplify::simplify;
use super::theme::Palette;
use crate::core::run::Trajectory;
use crate::core::scalar::Vec2;
use crate::scene::mean_path;

/// The fan as the picture needs it.
pub struct Fan {
    slot: usize,
    paths: Vec<Vec<Px>>,
    mean: Vec<Px>,
}

/// How far, in pixels, a faint line may pass from a step that is left out.
const TOLERANCE: f64 = 0.4;

impl Fan {
    /// The picture of a fan in a frame, in the colour of its run; of no runs at all it is empty. The first of them is the
    /// run as it is drawn anyway.
    pub fn new(runs: &[Trajectory], frame: &Frame, slot: usize) -> Self {
        let line = |points: &mut dyn Iterator<Item = Vec2>| {
            let all: Vec<Px> = points.map(|p| frame.px(p)).collect();
            simplify(&all, TOLERANCE).into_iter().map(|step| all[step]).collect::<Vec<Px>>()
        };
        let paths = runs.iter().skip(1).map(|run| line(&mut run.points.iter().map(|p| p.point))).collect();
        let mean = if runs.len() < 2 { Vec::new() } else { line(&mut mean_path(runs).iter().map(|p| p.point)) };
        Fan { slot, paths, mean }
    }

    /// Draws it: every seed as a thin line, the mean as a dashed one with a ring at its end.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        // The more there are, the fainter each: together they are as dark.
        let alpha = (2.4 / self.paths.len().max(1) as f64).clamp(0.14, 0.4);
        for path in &self.paths {
            pen.line(path, Stroke::solid(palette.run(self.slot), alpha, 1.25 * em))?;
        }
        let Some(end) = self.mean.last() else { return Ok(()) };
        pen.line(&self.mean, Stroke::solid(palette.casing, 0.85, 4.5 * em))?;
        let dash = [7.0 * em, 4.0 * em];
        let ink = Stroke { colour: palette.ink, alpha: 1.0, width: 2.0 * em, dash: &dash, offset: 0.0 };
        pen.line(&self.mean, ink)?;
        pen.disc(*end, 4.5 * em, palette.casing, 1.0)?;
        pen.ring(*end, 4.5 * em, Stroke::solid(palette.ink, 1.0, 2.0 * em))
    }
}
