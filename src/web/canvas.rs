//! The canvas: layers that lie over each other, and ink to draw on them.

mod ink;
mod kept;
mod stamp;

pub use ink::{CanvasInk, Failed};

use crate::chart::pen::{Drawn, Pen};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Backend units in a CSS pixel: paths may bend at eighths.
pub const UNIT: f64 = 8.0;

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
        let Some(mut ink) = self.ink() else { return Ok(T::default()) };
        draw(&mut Pen { ink: &mut ink, unit: UNIT, em })
    }

    /// Ink, and the context made ready for it: the same for whatever is drawn, so there is one of it in the program.
    #[inline(never)]
    fn ink(&self) -> Option<CanvasInk> {
        let backend = CanvasBackend::with_canvas_object(self.element.clone())?;
        let scale = self.density / UNIT;
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        // Round joins cost an arc a point; at these widths a mitre that is cut early looks the same.
        self.context.set_line_join("miter");
        self.context.set_miter_limit(2.5);
        self.context.set_line_cap("round");
        let size = ((self.size.0 * UNIT) as u32, (self.size.1 * UNIT) as u32);
        Some(CanvasInk { backend, context: self.context.clone(), size, scale })
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
