//! The handle of the start, drawn: while the view turns by itself, an element that moves with it would have the whole page
//! put together anew at every picture.

use super::Marks;
use crate::chart::pen::{Drawn, Pen, Stroke};
use crate::web::canvas::{CanvasInk, Layer, UNIT};
use web_sys::Path2d;

/// The radius of the disc: that of the element's.
const RADIUS: f64 = 13.2;
/// The side of the sign on it, which is drawn on a grid of 24 units in lines 1.75 wide.
const SIGN: f64 = 17.1;

impl Marks<'_> {
    /// The handle as the style sheet draws it.
    pub(super) fn draw_handle(&self, layer: &Layer, pen: &mut Pen<CanvasInk>) -> Drawn<CanvasInk> {
        let Some((sign, place)) = self.handle.zip(self.start()) else { return Ok(()) };
        let (at, radius, palette) = (self.px(place), RADIUS * pen.em, self.palette);
        layer.context.set_global_alpha(self.strength(place));
        pen.disc(at, radius, palette.ink, 1.0)?;
        for (out, width, colour) in [(1.0, 2.0, palette.casing), (2.75, 1.5, palette.ink), (4.25, 1.5, palette.casing)]
        {
            pen.ring(at, radius + out, Stroke::solid(colour, 1.0, width))?;
        }
        self.draw_sign(layer, sign, at, SIGN * pen.em * UNIT / 24.0);
        layer.context.set_global_alpha(1.0);
        Ok(())
    }

    /// The sign, its middle at a place, so many units of the canvas for one of its grid.
    fn draw_sign(&self, layer: &Layer, sign: &Path2d, at: (f64, f64), unit: f64) {
        let context = &layer.context;
        let colour = self.palette.casing;
        context.save();
        // These fail only for numbers that are not finite, and then nothing can be seen anyway.
        let _ = context.translate(at.0 * UNIT, at.1 * UNIT);
        let _ = context.scale(unit, unit);
        let _ = context.translate(-12.0, -12.0);
        context.set_stroke_style_str(&format!("rgb({},{},{})", colour.0, colour.1, colour.2));
        context.set_line_width(1.75);
        context.set_line_join("round");
        context.stroke_with_path(sign);
        context.restore();
    }
}
