//! A backend that makes pixels.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};
use downhill::chart::pen::{Align, Drawn, Halo, Ink, Pen, Px};
use downhill::chart::theme::Colour;
use plotters::style::{Color, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use plotters_bitmap::BitMapBackend;
use std::convert::Infallible;

static FONT: &[u8] = include_bytes!("../../fonts/DejaVuSans-subset.ttf");

/// A picture of RGB bytes, row by row.
pub struct Picture {
    pub size: (u32, u32),
    pub rgb: Vec<u8>,
}

impl Picture {
    /// Draws on plotters' bitmap backend, `unit` pixels of it to a CSS pixel.
    pub fn draw(
        (width, height): (u32, u32),
        unit: u32,
        ground: Colour,
        draw: impl FnOnce(&mut Pen<Pixels>) -> Painted,
    ) -> Picture {
        let size = (width * unit, height * unit);
        let mut rgb: Vec<u8> = [ground.0, ground.1, ground.2].repeat((size.0 * size.1) as usize);
        {
            let font = FontRef::try_from_slice(FONT).expect("the font of the tests is a font");
            let mut ink = Pixels { backend: BitMapBackend::with_buffer(&mut rgb, size), font };
            draw(&mut Pen { ink: &mut ink, unit: unit.into(), em: 1.0 }).expect("drawing into memory never fails");
            ink.present().expect("nor does its end");
        }
        Picture { size, rgb }
    }

    /// The same picture, so many times smaller.
    pub fn shrunk(&self, by: u32) -> Picture {
        let size = (self.size.0 / by, self.size.1 / by);
        let mut rgb = Vec::with_capacity((size.0 * size.1 * 3) as usize);
        for (y, x, channel) in (0..size.1).flat_map(|y| (0..size.0).flat_map(move |x| (0..3).map(move |c| (y, x, c)))) {
            let row = |dy: u32| (0..by).map(move |dx| ((y * by + dy) * self.size.0 + x * by + dx) * 3 + channel);
            let sum: u32 = (0..by).flat_map(row).map(|i| u32::from(self.rgb[i as usize])).sum();
            rgb.push(((sum + by * by / 2) / (by * by)) as u8);
        }
        Picture { size, rgb }
    }

    /// The colour of a pixel.
    pub fn at(&self, x: u32, y: u32) -> Colour {
        let i = ((y * self.size.0 + x) * 3) as usize;
        RGBColor(self.rgb[i], self.rgb[i + 1], self.rgb[i + 2])
    }
}

/// plotters' bitmap backend with text of its own: without a font plotters writes nothing.
pub struct Pixels<'a> {
    backend: BitMapBackend<'a>,
    font: FontRef<'static>,
}

impl Pixels<'_> {
    /// The size in pixels of ascent and descent together, for a size of type.
    fn scale(&self, size: f64) -> PxScale {
        let per_em = self.font.height_unscaled() / self.font.units_per_em().expect("every font has an em");
        PxScale::from(size as f32 * per_em)
    }
}

/// How far a point lies from the stretch between two others.
pub fn distance(p: Px, a: Px, b: Px) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (p.0 - a.0 - share * dx).hypot(p.1 - a.1 - share * dy)
}

/// What drawing pixels gives back.
pub type Painted = Result<(), Failed>;

type Failed = DrawingErrorKind<<BitMapBackend<'static> as DrawingBackend>::ErrorType>;

impl DrawingBackend for Pixels<'_> {
    type ErrorType = <BitMapBackend<'static> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }
    fn ensure_prepared(&mut self) -> Result<(), Failed> {
        self.backend.ensure_prepared()
    }
    fn present(&mut self) -> Result<(), Failed> {
        self.backend.present()
    }
    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Result<(), Failed> {
        self.backend.draw_pixel(at, colour)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result<(), Failed> {
        self.backend.draw_line(from, to, style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed> {
        self.backend.draw_rect(from, to, style, fill)
    }
    /// plotters makes a polygon of a wide line, with spikes where it turns sharply. Here, as on the page's canvas,
    /// every place is painted once, if it lies near enough to the line.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failed> {
        let (width, height) = self.backend.get_size();
        let reach = f64::from(style.stroke_width()) / 2.0;
        let points: Vec<Px> = path.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
        let pixels = |low: f64, high: f64, size: u32| {
            let end = |v: f64| v.clamp(0.0, f64::from(size)) as u32;
            end(low.floor() - reach - 1.0)..end(high.ceil() + reach + 2.0)
        };
        let ends = |of: fn(&Px) -> f64| {
            let values = || points.iter().map(of);
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
        };
        let ((left, right), (top, bottom)) = (ends(|p| p.0), ends(|p| p.1));
        let (columns, rows) = (pixels(left, right, width), pixels(top, bottom, height));
        let mut cover = vec![0.0_f64; columns.len() * rows.len()];
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            for y in pixels(a.1.min(b.1), a.1.max(b.1), height) {
                for x in pixels(a.0.min(b.0), a.0.max(b.0), width) {
                    let place = &mut cover[(y - rows.start) as usize * columns.len() + (x - columns.start) as usize];
                    *place = place.max((reach + 0.5 - distance((x.into(), y.into()), a, b)).clamp(0.0, 1.0));
                }
            }
        }
        for ((y, x), share) in rows.flat_map(|y| columns.clone().map(move |x| (y, x))).zip(cover) {
            if share > 0.0 {
                let colour = BackendColor { alpha: style.color().alpha * share, ..style.color() };
                self.backend.draw_pixel((x as i32, y as i32), colour)?;
            }
        }
        Ok(())
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
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed> {
        self.backend.draw_circle(centre, radius, style, fill)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Result<(), Failed> {
        let scale = self.scale(style.size());
        let (width, _) = self.estimate_text_size(text, style)?;
        let left = at.0
            - match style.anchor().h_pos {
                HPos::Left => 0,
                HPos::Center => width as i32 / 2,
                HPos::Right => width as i32,
            };
        // Half of the height of a small x above its line is the middle, as on a canvas.
        let baseline = f64::from(at.1) + 0.36 * style.size();
        let slant = if matches!(style.family(), FontFamily::Serif) { 0.2 } else { 0.0 };
        let strokes: &[f64] = if matches!(style.style(), FontStyle::Bold) { &[0.0, 0.05] } else { &[0.0] };
        let mut pen = 0.0;
        for c in text.chars() {
            let glyph = self.font.glyph_id(c);
            assert_ne!(glyph.0, 0, "the font of the tests has no {c:?} for {text:?}: make it again with that");
            for shift in strokes {
                let place = ab_glyph::point(left as f32 + pen, baseline as f32);
                let Some(outline) = self.font.outline_glyph(glyph.with_scale_and_position(scale, place)) else {
                    continue;
                };
                let corner = outline.px_bounds().min;
                let mut dots = Vec::new();
                outline.draw(|x, y, cover| dots.push((x as f32 + corner.x, y as f32 + corner.y, cover)));
                for (x, y, cover) in dots {
                    let leaning = (baseline - f64::from(y)) * slant + shift * style.size();
                    let colour =
                        BackendColor { alpha: style.color().alpha * f64::from(cover.min(1.0)), ..style.color() };
                    self.backend.draw_pixel(((f64::from(x) + leaning).round() as i32, y as i32), colour)?;
                }
            }
            pen += self.font.as_scaled(scale).h_advance(glyph);
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<(u32, u32), Failed> {
        let font = self.font.as_scaled(self.scale(style.size()));
        let width: f32 = text.chars().map(|c| font.h_advance(font.glyph_id(c))).sum();
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

impl Ink for Pixels<'_> {
    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        let back = TextStyle { color: halo.colour.to_backend_color(), ..style.clone() };
        let reach = halo.width;
        for (dx, dy) in (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (dx, dy))) {
            if dx * dx + dy * dy <= reach * reach && (dx + dy) % 2 == 0 {
                self.draw_text(text, &back, (at.0 + dx, at.1 + dy))?;
            }
        }
        self.draw_text(text, style, at)
    }
}
