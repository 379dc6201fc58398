//! Words with their halo, drawn once and copied from then on.

use super::Layer;
use super::ink::{CanvasInk, css};
use super::kept::Kept;
use crate::chart::pen::Halo;
use plotters::style::{ShapeStyle, TextStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendTextStyle, DrawingBackend};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use web_sys::HtmlCanvasElement;

/// Words with their halo as a picture.
#[derive(Clone)]
pub(super) struct Stamp {
    pub(super) picture: HtmlCanvasElement,
    /// Where the place of the words lies in it, in device pixels.
    pub(super) anchor: (f64, f64),
}

thread_local! {
    /// The pictures of words.
    static STAMPS: RefCell<Kept<Stamp>> = const { RefCell::new(Kept(Vec::new())) };
}

impl CanvasInk {
    /// The picture of words, drawn where it is not there yet; none where the browser has no second canvas.
    pub(super) fn stamp(&self, text: &str, style: &TextStyle, halo: Halo) -> Option<Stamp> {
        use plotters::style::Color;
        let (size, colour) = (BackendTextStyle::size(style), BackendTextStyle::color(style));
        let anchor = style.anchor();
        let key = format!(
            "{text} {size} {} {} {:?} {} {:?} {} {}",
            style.style().as_str(),
            BackendTextStyle::family(style).as_str(),
            (anchor.h_pos as u8, anchor.v_pos as u8),
            css(colour),
            halo.colour,
            halo.width,
            self.scale
        );
        if let Some(known) = STAMPS.with_borrow(|all| all.get(&key)) {
            return Some(known);
        }
        let width = f64::from(self.estimate_text_size(text, style).ok()?.0);
        // Letters reach beyond their size; the halo beyond the letters.
        let (rim, tall) = (f64::from(halo.width) + 0.35 * size, 1.7 * size);
        let before = match anchor.h_pos {
            HPos::Left => 0.0,
            HPos::Center => width / 2.0,
            HPos::Right => width,
        };
        let at = (((before + rim) * self.scale).ceil(), (tall / 2.0 * self.scale + rim * self.scale).ceil());
        let layer = Layer::hidden()?;
        layer.element.set_width(((width + 2.0 * rim) * self.scale).ceil() as u32 + 2);
        layer.element.set_height((2.0 * at.1) as u32);
        let backend = CanvasBackend::with_canvas_object(layer.element.clone())?;
        let mut ink = CanvasInk { backend, context: layer.context.clone(), size: (1, 1), scale: self.scale };
        ink.context.set_transform(self.scale, 0.0, 0.0, self.scale, at.0, at.1).ok()?;
        ink.context.set_line_join("round");
        let back = ShapeStyle { color: halo.colour.mix(0.9), filled: false, stroke_width: 2 * halo.width as u32 };
        ink.set_type(style);
        ink.stroke_settings(&back);
        ink.context.stroke_text(text, 0.0, 0.0).ok()?;
        ink.draw_text(text, style, (0, 0)).ok()?;
        let stamp = Stamp { picture: layer.element, anchor: at };
        STAMPS.with_borrow_mut(|all| all.put(key, &stamp));
        Some(stamp)
    }
}
