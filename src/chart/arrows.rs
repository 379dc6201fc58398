//! Arrows at the selected run: which way is downhill, which way it is moving, where the next step lands.

use super::frame::Frame;
use super::labels::Labels;
use super::pen::{Drawn, Ink, Pen, Px, Stroke, Type};
use super::theme::{Colour, Palette};
use crate::core::scalar::Vec2;

/// What is drawn at the selected run, and beneath all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrows {
    /// The negative gradient.
    pub gradient: bool,
    /// The velocity, for methods that have one.
    pub velocity: bool,
    /// The next step, true to scale.
    pub step: bool,
    /// The eigenvectors of the Hessian, with the condition number.
    pub curvature: bool,
    /// The box of the second moment, for methods that have one.
    pub square: bool,
    /// The velocities of the last steps, for methods that have one.
    pub trail: bool,
    /// The slope field: the negative gradient everywhere, without regard to any run.
    pub field: bool,
}

/// An arrow from the run's place.
pub struct Arrow {
    /// Its direction in the plane, and, for one true to scale, its length.
    pub vector: Vec2,
    /// Whether it is drawn to the plane's own scale; else its length is made visible, its direction exact.
    pub true_length: bool,
    /// Its name at the tip.
    pub name: &'static str,
    /// Its colour.
    pub colour: Colour,
    /// The colour of its name.
    pub text: Colour,
}

/// How long a vector of this size is drawn where its length is made visible, in pixels of a text of normal size: longer for a
/// larger one, always to be seen, never across the picture.
pub fn length(size: f64) -> f64 {
    (22.0 + 34.0 * size.sqrt()).min(96.0)
}

/// The tip of an arrow from a place, in pixels; none if it has no length to be seen.
fn tip(arrow: &Arrow, from: Px, frame: &Frame, em: f64) -> Option<Px> {
    let [dx, dy] = [arrow.vector[0] * frame.scale, -arrow.vector[1] * frame.scale];
    let size = dx.hypot(dy);
    if !(size.is_finite() && size > 0.0) {
        return None;
    }
    let length = if arrow.true_length { size } else { length(arrow.vector[0].hypot(arrow.vector[1])) * em };
    (length > 3.0).then(|| (from.0 + dx / size * length, from.1 + dy / size * length))
}

/// Draws an arrow, and its name beyond the tip.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    from: Px,
    arrow: &Arrow,
    labels: &mut Labels,
) -> Drawn<B> {
    let em = pen.em;
    let Some(tip) = tip(arrow, from, frame, em) else { return Ok(()) };
    let length = (tip.0 - from.0).hypot(tip.1 - from.1);
    let (ux, uy) = ((tip.0 - from.0) / length, (tip.1 - from.1) / length);
    let head = (9.0 * em).min(length);
    let neck = (tip.0 - ux * head, tip.1 - uy * head);
    let wing = |side: f64| (neck.0 - uy * side * 4.5 * em, neck.1 + ux * side * 4.5 * em);
    let barbs = [wing(1.0), tip, wing(-1.0)];
    pen.line(&[from, neck], Stroke::solid(palette.casing, 0.85, 5.5 * em))?;
    pen.line(&[barbs[0], barbs[1], barbs[2], barbs[0]], Stroke::solid(palette.casing, 0.85, 3.5 * em))?;
    pen.line(&[from, neck], Stroke::solid(arrow.colour, 1.0, 2.25 * em))?;
    pen.area(&barbs, arrow.colour, 1.0)?;
    let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(13.0, arrow.text) };
    let reach = 9.0 * em;
    let (low, high) = ((from.0.min(tip.0), from.1.min(tip.1)), (from.0.max(tip.0), from.1.max(tip.1)));
    labels.touch((low.0 - reach, low.1 - reach), (high.0 + reach, high.1 + reach));
    labels.avoid(&[from, tip]);
    labels.avoid(&[from, tip]);
    labels.place(pen, frame, arrow.name, tip, 9.0, look)?;
    Ok(())
}
