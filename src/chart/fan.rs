//! A fan of seeds on the landscape: the paths of one run with other noise or other mini-batches, faintly, and their mean.

use super::frame::Frame;
use super::pen::{Drawn, Ink, Pen, Px, Stroke};
use super::simplify::simplify;
use super::theme::Palette;
use crate::core::run::Trajectory;
use crate::core::scalar::Vec2;
use crate::scene::mean_path;
use plotters_backend::DrawingErrorKind;

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
        let all = |points: &mut dyn Iterator<Item = Vec2>| points.map(|p| frame.px(p)).collect::<Vec<Px>>();
        let thin = |run: &Trajectory| thinned(&all(&mut run.points.iter().map(|p| p.point)));
        let paths = runs.iter().skip(1).map(thin).collect();
        let mean = if runs.len() < 2 { Vec::new() } else { all(&mut mean_path(runs).iter().map(|p| p.point)) };
        Fan { slot, paths, mean }
    }

    /// Draws every seed as a thin line, from start to end.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_seeds<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        // The more there are, the fainter each: together they are as dark.
        let alpha = (2.4 / self.paths.len().max(1) as f64).clamp(0.14, 0.4);
        for path in &self.paths {
            pen.line(path, Stroke::solid(palette.run(self.slot), alpha, 1.25 * em))?;
        }
        Ok(())
    }

    /// Draws the mean up to a step as a dashed line with a ring where it is; says in which box.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_mean<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        step: usize,
    ) -> Result<Option<(Px, Px)>, DrawingErrorKind<B::ErrorType>> {
        let em = pen.em;
        let walked = thinned(self.mean.get(..=step).unwrap_or(&self.mean));
        let Some(at) = walked.last() else { return Ok(None) };
        pen.line(&walked, Stroke::solid(palette.casing, 0.85, 4.5 * em))?;
        let dash = [7.0 * em, 3.0 * em];
        pen.line(&walked, Stroke { colour: palette.ink, alpha: 1.0, width: 2.0 * em, dash: &dash, offset: 0.0 })?;
        pen.disc(*at, RING * em, palette.casing, 1.0)?;
        pen.ring(*at, RING * em, Stroke::solid(palette.ink, 1.0, 2.0 * em))?;
        let (low, high) = walked.iter().fold(((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)), |(low, high), p| {
            ((low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1)))
        });
        let rim = (RING + 3.0) * em;
        Ok(Some(((low.0 - rim, low.1 - rim), (high.0 + rim, high.1 + rim))))
    }
}

/// The radius of the ring where the mean is.
const RING: f64 = 4.5;

fn thinned(points: &[Px]) -> Vec<Px> {
    simplify(points, TOLERANCE).into_iter().map(|step| points[step]).collect()
}
