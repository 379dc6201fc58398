//! The ink of a canvas: plotters-canvas for shapes, our own way for dashes, text and its measure.
//!
//! plotters would measure text through a styled DOM element, which a strict Content-Security-Policy blocks and which
//! forces layout; the canvas measures it itself. Dashes are left to the canvas: cutting a long path into dashes here
//! costs a call for each.

use super::kept::Kept;
use super::pixels_as_layer;
use crate::chart::pen::{Drawn, Grid, Halo, Ink};
use crate::chart::raster::Raster;
use plotters::style::{ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// The stacks of the style sheet.
const SANS: &str = "-apple-system, BlinkMacSystemFont, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", \
    \"PingFang SC\", \"Hiragino Sans GB\", \"Microsoft YaHei UI\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", \
    \"Source Han Sans SC\", \"WenQuanYi Micro Hei\", system-ui, sans-serif";
const SERIF: &str = "Charter, \"Iowan Old Style\", \"Source Serif 4\", Cambria, Georgia, serif";

/// The ink of a canvas.
pub struct CanvasInk {
    pub(super) backend: CanvasBackend,
    pub(super) context: CanvasRenderingContext2d,
    pub(super) size: (u32, u32),
    /// Device pixels in a unit.
    pub(super) scale: f64,
}

/// What drawing on a canvas can report.
pub type Failed = DrawingErrorKind<plotters_canvas_error::Error>;

/// plotters-canvas does not export its error type by name; this gives it one.
mod plotters_canvas_error {
    pub type Error = <plotters_canvas::CanvasBackend as plotters_backend::DrawingBackend>::ErrorType;
}

pub(super) fn css(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("rgba({r},{g},{b},{})", colour.alpha)
}

impl CanvasInk {
    pub(super) fn set_type<S: BackendTextStyle>(&self, style: &S) {
        let (slant, weight) = match style.style() {
            FontStyle::Bold => ("normal", "600"),
            FontStyle::Italic | FontStyle::Oblique => ("italic", "400"),
            FontStyle::Normal => ("normal", "400"),
        };
        let family = if matches!(style.family(), FontFamily::Serif) { SERIF } else { SANS };
        self.context.set_font(&format!("{slant} {weight} {}px {family}", style.size()));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline(match style.anchor().v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
    }

    pub(super) fn stroke_settings(&self, style: &ShapeStyle) {
        self.context.set_stroke_style_str(&css(BackendStyle::color(style)));
        self.context.set_line_width(style.stroke_width.into());
    }
}

thread_local! {
    /// Widths of words: the same names are placed anew in every frame.
    static WIDTHS: RefCell<Kept<u32>> = const { RefCell::new(Kept(Vec::new())) };
}

impl DrawingBackend for CanvasInk {
    type ErrorType = plotters_canvas_error::Error;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Result<(), Failed> {
        self.backend.ensure_prepared()
    }
    fn present(&mut self) -> Result<(), Failed> {
        self.backend.present()
    }
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), Failed> {
        self.backend.draw_pixel(point, color)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result<(), Failed> {
        self.backend.draw_line(from, to, style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed> {
        self.backend.draw_rect(upper_left, bottom_right, style, fill)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failed> {
        self.backend.draw_path(path, style)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failed> {
        self.backend.fill_polygon(path, style)
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed> {
        self.backend.draw_circle(center, radius, style, fill)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Result<(), Failed> {
        self.set_type(style);
        self.context.set_fill_style_str(&css(style.color()));
        // Fails only for a context that has been lost; the next frame draws again.
        let _ = self.context.fill_text(text, pos.0.into(), pos.1.into());
        Ok(())
    }
    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<(u32, u32), Failed> {
        let height = style.size() as u32;
        let key = format!("{height} {} {text}", style.style().as_str());
        let width = WIDTHS.with_borrow(|all| all.get(&key)).unwrap_or_else(|| {
            self.set_type(style);
            let width = self.context.measure_text(text).map_or(0.0, |m| m.width()).ceil() as u32;
            WIDTHS.with_borrow_mut(|all| all.put(key, &width));
            width
        });
        Ok((width, height))
    }
}

impl Ink for CanvasInk {
    fn discs(&mut self, centres: &[BackendCoord], radius: u32, style: &ShapeStyle) -> Drawn<Self> {
        self.context.set_fill_style_str(&css(BackendStyle::color(style)));
        self.context.begin_path();
        let radius = f64::from(radius);
        for (x, y) in centres {
            let (x, y) = (f64::from(*x), f64::from(*y));
            self.context.move_to(x + radius, y);
            // Fails only for negative radii.
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        self.context.fill();
        Ok(())
    }

    fn picture(&mut self, pixels: &Raster, from: BackendCoord, to: BackendCoord) -> Result<bool, Failed> {
        let Some(layer) = pixels_as_layer(&pixels.rgba, (pixels.width, pixels.height)) else { return Ok(true) };
        let ((x, y), (right, bottom)) = ((f64::from(from.0), f64::from(from.1)), (f64::from(to.0), f64::from(to.1)));
        self.context.set_image_smoothing_enabled(false);
        // An empty source cannot be drawn, and there is nothing to draw.
        let (width, height) = (right - x, bottom - y);
        let _ = self.context.draw_image_with_html_canvas_element_and_dw_and_dh(&layer.element, x, y, width, height);
        self.context.set_image_smoothing_enabled(true);
        Ok(true)
    }

    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], offset: f64) -> Drawn<Self> {
        let list: js_sys::Array = dash.iter().map(|d| JsValue::from(*d)).collect();
        let _ = self.context.set_line_dash(&list);
        self.context.set_line_dash_offset(offset);
        // Round caps would fill the gaps of a dotted line.
        self.context.set_line_cap("butt");
        let drawn = self.backend.draw_path(points.iter().copied(), style);
        let _ = self.context.set_line_dash(&js_sys::Array::new());
        self.context.set_line_cap("round");
        drawn
    }

    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        // The outlines of letters are slow to stroke, and the same few names stand in every frame: each is drawn once,
        // and copied from then on.
        let Some(stamp) = self.stamp(text, style, halo) else { return self.draw_text(text, style, at) };
        let place = |v: i32, anchor: f64| (f64::from(v) * self.scale).round() - anchor;
        let (x, y) = (place(at.0, stamp.anchor.0), place(at.1, stamp.anchor.1));
        // These fail only for singular matrices and empty pictures.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.draw_image_with_html_canvas_element(&stamp.picture, x, y);
        let _ = self.context.set_transform(self.scale, 0.0, 0.0, self.scale, 0.0, 0.0);
        Ok(())
    }

    fn pixels(
        &mut self,
        paint: &dyn Fn(&Grid) -> Vec<u8>,
        from: BackendCoord,
        to: BackendCoord,
    ) -> Result<bool, Failed> {
        let (grid, (left, top)) = Grid::of(from, to, self.scale);
        let Some(picture) = pixels_as_layer(&paint(&grid), grid.size) else { return Ok(false) };
        // These fail only for singular matrices and empty pictures.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.draw_image_with_html_canvas_element(&picture.element, left.into(), top.into());
        let _ = self.context.set_transform(self.scale, 0.0, 0.0, self.scale, 0.0, 0.0);
        Ok(true)
    }

    fn shade(
        &mut self,
        light: &dyn Fn() -> Vec<u8>,
        nodes: (usize, usize),
        from: BackendCoord,
        to: BackendCoord,
    ) -> Drawn<Self> {
        let Some(small) = pixels_as_layer(&light(), nodes) else { return Ok(()) };
        let ((x, y), (right, bottom)) = ((f64::from(from.0), f64::from(from.1)), (f64::from(to.0), f64::from(to.1)));
        let (width, height) = (right - x, bottom - y);
        // The samples stand at nodes, pixels are areas: the picture reaches half a spacing beyond the border nodes.
        let half = (width / (nodes.0 - 1) as f64 / 2.0, height / (nodes.1 - 1) as f64 / 2.0);
        self.context.save();
        self.context.begin_path();
        self.context.rect(x, y, width, height);
        self.context.clip();
        // Fails only for empty pictures.
        let _ = self.context.draw_image_with_html_canvas_element_and_dw_and_dh(
            &small.element,
            x - half.0,
            y - half.1,
            width + 2.0 * half.0,
            height + 2.0 * half.1,
        );
        self.context.restore();
        Ok(())
    }
}
