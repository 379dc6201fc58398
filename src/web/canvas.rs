//! The page's canvas as ink: plotters-canvas for shapes, our own way for dashes, text and its measure.
//!
//! plotters would measure text through a styled DOM element, which a strict Content-Security-Policy blocks and which
//! forces layout; the canvas measures it itself. Dashes are left to the canvas: cutting a long path into dashes here
//! costs a call for each.

use crate::chart::pen::{Drawn, Grid, Halo, Ink, Pen};
use crate::chart::raster::Raster;
use plotters::style::{ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Backend units in a CSS pixel: paths may bend at eighths.
pub const UNIT: f64 = 8.0;

/// The stacks of the style sheet.
const SANS: &str = "-apple-system, BlinkMacSystemFont, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", \
    \"PingFang SC\", \"Hiragino Sans GB\", \"Microsoft YaHei UI\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", \
    \"Source Han Sans SC\", \"WenQuanYi Micro Hei\", system-ui, sans-serif";
const SERIF: &str = "Charter, \"Iowan Old Style\", \"Source Serif 4\", Cambria, Georgia, serif";

/// A canvas with its context, sized in CSS pixels and drawn at the screen's density.
pub struct Layer {
    /// The element, on the page or off it.
    pub element: HtmlCanvasElement,
    /// Its context.
    pub context: CanvasRenderingContext2d,
    size: (f64, f64),
    density: f64,
}

impl Layer {
    /// A layer on an element of the page; none where the browser has no 2-D canvas.
    pub fn on(element: HtmlCanvasElement) -> Option<Self> {
        let context = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Layer { element, context, size: (0.0, 0.0), density: 1.0 })
    }

    /// A layer that is not on the page.
    pub fn hidden() -> Option<Self> {
        let element = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        Layer::on(element)
    }

    /// Gives the layer a size in CSS pixels; it is empty afterwards if that changes anything.
    pub fn resize(&mut self, size: (f64, f64), density: f64) {
        if (size, density) != (self.size, self.density) {
            self.size = size;
            self.density = density;
            self.element.set_width((size.0 * density).round() as u32);
            self.element.set_height((size.1 * density).round() as u32);
        }
    }

    /// Makes the layer transparent.
    pub fn clear(&self) {
        self.reset_transform();
        self.context.clear_rect(0.0, 0.0, self.element.width().into(), self.element.height().into());
    }

    /// Coordinates in device pixels.
    fn reset_transform(&self) {
        // These can fail only for singular matrices.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    }

    /// Copies another layer of the same size over this one.
    pub fn cover(&self, from: &Layer) {
        self.reset_transform();
        // An empty source cannot be drawn, and there is nothing to draw.
        let _ = self.context.draw_image_with_html_canvas_element(&from.element, 0.0, 0.0);
    }

    /// Takes a rectangle, in CSS pixels, over from another layer of the same size.
    pub fn restore(&self, from: &Layer, ((x0, y0), (x1, y1)): ((f64, f64), (f64, f64))) {
        let (width, height) = (f64::from(self.element.width()), f64::from(self.element.height()));
        let (left, top) = ((x0 * self.density).floor().max(0.0), (y0 * self.density).floor().max(0.0));
        let (right, bottom) = ((x1 * self.density).ceil().min(width), (y1 * self.density).ceil().min(height));
        let (w, h) = (right - left, bottom - top);
        if w < 1.0 || h < 1.0 {
            return;
        }
        self.reset_transform();
        self.context.clear_rect(left, top, w, h);
        // An empty source cannot be drawn, and there is nothing to draw.
        let _ = self.context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &from.element,
            left,
            top,
            w,
            h,
            left,
            top,
            w,
            h,
        );
    }

    /// Becomes a copy of another layer of the same size. What the layer leaves translucent, as a last row that the
    /// picture covers only in part, must not add up from frame to frame.
    pub fn become_copy(&self, from: &Layer) {
        self.clear();
        self.cover(from);
    }

    /// Draws with a pen; `em` is the root font size over 16.
    ///
    /// # Errors
    /// Whatever the canvas reports.
    pub fn draw<T: Default>(
        &self,
        em: f64,
        draw: impl FnOnce(&mut Pen<CanvasInk>) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let Some(backend) = CanvasBackend::with_canvas_object(self.element.clone()) else { return Ok(T::default()) };
        let scale = self.density / UNIT;
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        // Round joins cost an arc a point; at these widths a mitre that is cut early looks the same.
        self.context.set_line_join("miter");
        self.context.set_miter_limit(2.5);
        self.context.set_line_cap("round");
        let size = ((self.size.0 * UNIT) as u32, (self.size.1 * UNIT) as u32);
        let mut ink = CanvasInk { backend, context: self.context.clone(), size, scale };
        draw(&mut Pen { ink: &mut ink, unit: UNIT, em })
    }

    /// Confines drawing to a rectangle in CSS pixels until [`Layer::unclip`].
    pub fn clip(&self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) {
        self.context.save();
        let _ = self.context.set_transform(self.density, 0.0, 0.0, self.density, 0.0, 0.0);
        self.context.begin_path();
        self.context.rect(x0, y0, x1 - x0, y1 - y0);
        self.context.clip();
    }

    /// Ends the confinement.
    pub fn unclip(&self) {
        self.context.restore();
    }

    /// Lays an RGBA picture of `nodes` pixels over a rectangle in CSS pixels, smoothly enlarged.
    pub fn overlay(&self, pixels: &[u8], nodes: (usize, usize), from: (f64, f64), size: (f64, f64)) -> Option<()> {
        let small = pixels_as_layer(pixels, nodes)?;
        let d = self.density;
        let _ = self.context.set_transform(d, 0.0, 0.0, d, 0.0, 0.0);
        // The samples stand at nodes, pixels are areas: the picture reaches half a spacing beyond the border nodes.
        let half = (size.0 / (nodes.0 - 1) as f64 / 2.0, size.1 / (nodes.1 - 1) as f64 / 2.0);
        self.clip(from, (from.0 + size.0, from.1 + size.1));
        let drawn = self.context.draw_image_with_html_canvas_element_and_dw_and_dh(
            &small.element,
            from.0 - half.0,
            from.1 - half.1,
            size.0 + 2.0 * half.0,
            size.1 + 2.0 * half.1,
        );
        self.unclip();
        drawn.ok()
    }
}

/// Draws a picture anew onto a canvas of the page that has no layers.
pub fn draw_onto(
    element: HtmlCanvasElement,
    sizes: &super::measure::Sizes,
    draw: impl FnOnce(&mut Pen<CanvasInk>) -> Drawn<CanvasInk>,
) {
    let Some(mut layer) = Layer::on(element).filter(|_| sizes.size.0 >= 1.0 && sizes.size.1 >= 1.0) else { return };
    layer.resize(sizes.size, sizes.density);
    layer.clear();
    if let Err(error) = layer.draw(sizes.em, draw) {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}

/// The ink of a canvas.
pub struct CanvasInk {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// Device pixels in a unit.
    scale: f64,
}

/// What drawing on a canvas can report.
pub type Failed = DrawingErrorKind<plotters_canvas_error::Error>;

/// plotters-canvas does not export its error type by name; this gives it one.
mod plotters_canvas_error {
    pub type Error = <plotters_canvas::CanvasBackend as plotters_backend::DrawingBackend>::ErrorType;
}

fn css(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("rgba({r},{g},{b},{})", colour.alpha)
}

impl CanvasInk {
    fn set_type<S: BackendTextStyle>(&self, style: &S) {
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

    fn stroke_settings(&self, style: &ShapeStyle) {
        self.context.set_stroke_style_str(&css(BackendStyle::color(style)));
        self.context.set_line_width(style.stroke_width.into());
    }
}

/// What has been made once, by all that decides it; so few things that looking through them takes no time.
struct Kept<T>(Vec<(String, T)>);

/// More are not kept: they are for names, not for every number ever shown.
const MOST: usize = 240;

impl<T: Clone> Kept<T> {
    fn get(&self, key: &str) -> Option<T> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, thing)| thing.clone())
    }

    fn put(&mut self, key: String, thing: &T) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.push((key, thing.clone()));
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

/// RGBA pixels as a layer that is not on the page.
fn pixels_as_layer(pixels: &[u8], nodes: (usize, usize)) -> Option<Layer> {
    let small = Layer::hidden()?;
    let (width, height) = (nodes.0 as u32, nodes.1 as u32);
    small.element.set_width(width);
    small.element.set_height(height);
    let clamped = wasm_bindgen::Clamped(pixels);
    let data = web_sys::ImageData::new_with_u8_clamped_array_and_sh(clamped, width, height).ok()?;
    small.context.put_image_data(&data, 0.0, 0.0).ok()?;
    Some(small)
}

/// Words with their halo as a picture.
#[derive(Clone)]
struct Stamp {
    picture: HtmlCanvasElement,
    /// Where the place of the words lies in it, in device pixels.
    anchor: (f64, f64),
}

thread_local! {
    /// The pictures of words.
    static STAMPS: RefCell<Kept<Stamp>> = const { RefCell::new(Kept(Vec::new())) };
}

impl CanvasInk {
    /// The picture of words, drawn where it is not there yet; none where the browser has no second canvas.
    fn stamp(&self, text: &str, style: &TextStyle, halo: Halo) -> Option<Stamp> {
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
