//! The slope field: at even places which way is downhill, and how steep it is there.

use super::frame::Frame;
use super::pen::{Drawn, Ink, Pen, Px, Stroke};
use super::theme::Palette;
use crate::core::surfaces::Surface;

/// Pixels between two places, of a text of normal size.
const SPACING: f64 = 40.0;
/// The shortest and the longest arrow, of a text of normal size.
const LENGTHS: (f64, f64) = (7.0, 26.0);
/// So many times flatter than the steepest place in sight, and an arrow is as short as it gets.
const DECADES: f64 = 3.0;
/// The length of an arrow's barbs, of a text of normal size.
const BARB: f64 = 5.0;

/// The arrows in a picture, tail and tip in pixels, each with its middle at one of the even places. They have the direction of
/// −∇f; their length tells its size on a logarithmic scale. None where there is no gradient.
pub fn slopes(surface: &Surface, frame: &Frame, em: f64) -> Vec<(Px, Px)> {
    let (left, top, right, bottom) = frame.plot();
    let gap = SPACING * em;
    // As much room on one side as on the other.
    let places = |from: f64, to: f64| {
        let count = ((to - from) / gap).floor().max(1.0);
        let first = ((from + to) - (count - 1.0) * gap) / 2.0;
        (0..count as usize).map(move |i| first + i as f64 * gap)
    };
    let known: Vec<_> = places(top, bottom)
        .flat_map(|y| places(left, right).map(move |x| (x, y)))
        .filter_map(|at| {
            let [gx, gy] = surface.objective.gradient(frame.plane(at));
            let size = gx.hypot(gy);
            (size.is_finite() && size > 0.0).then(|| (at, (-gx / size, gy / size), size))
        })
        .collect();
    let steepest = known.iter().fold(0.0_f64, |most, (.., size)| most.max(*size));
    let arrow = |((x, y), (dx, dy), size): &(Px, Px, f64)| {
        let share = (1.0 + (size / steepest).log10() / DECADES).max(0.0);
        let half = (LENGTHS.0 + (LENGTHS.1 - LENGTHS.0) * share) * em / 2.0;
        ((x - dx * half, y - dy * half), (x + dx * half, y + dy * half))
    };
    known.iter().map(arrow).collect()
}

/// Draws the slope field.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<B: Ink>(pen: &mut Pen<B>, frame: &Frame, palette: &Palette, surface: &Surface, strong: bool) -> Drawn<B> {
    let em = pen.em;
    let stroke = Stroke::solid(palette.ink, if strong { 0.7 } else { 0.45 }, 1.2 * em);
    for (tail, tip) in slopes(surface, frame, em) {
        let (dx, dy) = (tip.0 - tail.0, tip.1 - tail.1);
        let part = BARB * em / dx.hypot(dy);
        let barb = |side: f64| (tip.0 - part * (dx + side * dy * 0.6), tip.1 - part * (dy - side * dx * 0.6));
        pen.line(&[tail, tip], stroke)?;
        pen.line(&[barb(1.0), tip, barb(-1.0)], stroke)?;
    }
    Ok(())
}
