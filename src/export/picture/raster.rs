//! Pictures as pixels, where there is no canvas: tiny-skia draws with smooth edges, the same on every machine.

use super::type_face::{Weight, outlines, width};
use super::{Picture, hundredths};
use crate::chart::pen::{Drawn, Grid, Halo, Ink, Pen};
use crate::chart::raster::Raster;
use crate::export::carry;
use crate::export::gif::{Encoder, Failed as GifFailed};
use plotters::style::{Color, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use std::convert::Infallible;
use tiny_skia::{
    FillRule, FilterQuality, IntSize, LineCap, LineJoin, Paint, PathBuilder, Pixmap, PixmapPaint, Rect, Stroke,
    StrokeDash, Transform,
};

/// Backend units in a pixel of the layout.
const UNIT: f64 = 16.0;

/// A picture as pixels.
pub struct Bitmap {
    /// Width and height.
    pub size: (u32, u32),
    /// Red, green, blue and 255, row by row from the top.
    pub rgba: Vec<u8>,
}

impl Bitmap {
    /// As a PNG file that carries a scene.
    ///
    /// # Errors
    /// Whatever the encoder reports; that is nothing that a picture of this program could cause.
    pub fn png(&self, scene: &str) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.size.0, self.size.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let rgb: Vec<u8> = self.rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&rgb)?;
        writer.finish()?;
        Ok(carry::with_scene(&file, scene))
    }
}

/// A picture of one's own drawing, so many pixels wide and high.
pub(super) fn bitmap_of(size: (u32, u32), draw: impl FnOnce(&mut Pen<Pixels>) -> Done) -> Bitmap {
    let mut pixels = Pixels::new(size.0, size.1, 1.0);
    pixels.draw(draw);
    Bitmap { size, rgba: pixels.map.take() }
}

impl Picture {
    /// The picture of a step as pixels.
    pub fn bitmap(&self, step: usize) -> Bitmap {
        self.film().bitmap(step)
    }

    /// What many steps are drawn on: the ground, drawn once.
    pub fn film(&self) -> Film<'_> {
        let (width, height) = self.look.size;
        let mut ground = Pixels::new(width, height, self.scale);
        ground.draw(|pen| self.draw_ground(pen));
        Film { picture: self, ground }
    }

    /// The whole animation as a GIF file; `progress` is told how many of how many frames are done, and ends it with false.
    ///
    /// # Errors
    /// If it was ended.
    pub fn gif(&self, most: usize, progress: &mut dyn FnMut(usize, usize) -> bool) -> Result<Vec<u8>, GifFailed> {
        let (film, steps) = (self.film(), self.steps_of_film(most));
        let seen: Vec<Bitmap> =
            [0, steps.len() / 2, steps.len() - 1].into_iter().map(|i| film.bitmap(steps[i])).collect();
        let seen: Vec<&[u8]> = seen.iter().map(|bitmap| &*bitmap.rgba).collect();
        let mut encoder = Encoder::new(self.look.size, &self.scene(), &seen, &self.colours())?;
        for (i, step) in steps.iter().enumerate() {
            encoder.frame(&film.bitmap(*step).rgba, hundredths(i, steps.len()))?;
            if !progress(i + 1, steps.len()) {
                return Err(GifFailed::Ended);
            }
        }
        encoder.finish()
    }
}

/// The ground of a picture, to be drawn on again and again.
pub struct Film<'a> {
    picture: &'a Picture,
    ground: Pixels,
}

impl Film<'_> {
    /// The picture of a step.
    pub fn bitmap(&self, step: usize) -> Bitmap {
        let mut pixels = Pixels { map: self.ground.map.clone(), ..self.ground };
        pixels.draw(|pen| self.picture.draw_step(pen, step));
        let size = (pixels.map.width(), pixels.map.height());
        // Everything is opaque, so that premultiplied colours are the colours.
        Bitmap { size, rgba: pixels.map.take() }
    }
}

/// tiny-skia as ink.
pub(super) struct Pixels {
    map: Pixmap,
    at: Transform,
    size: (u32, u32),
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl Pixels {
    fn new(width: u32, height: u32, scale: f64) -> Pixels {
        let map = Pixmap::new(width, height).expect("a picture has a size, and not too large a one");
        let units = |v: u32| (f64::from(v) / scale * UNIT).ceil() as u32;
        let factor = (scale / UNIT) as f32;
        Pixels { map, at: Transform::from_scale(factor, factor), size: (units(width), units(height)) }
    }

    fn draw(&mut self, draw: impl FnOnce(&mut Pen<Pixels>) -> Done) {
        // Nothing here can fail.
        let _ = draw(&mut Pen { ink: self, unit: UNIT, em: 1.0 });
    }

    fn stroke(&mut self, points: &[BackendCoord], colour: BackendColor, stroke: &Stroke) {
        if let Some(path) = through(points, false) {
            self.map.stroke_path(&path, &paint(colour), stroke, self.at, None);
        }
    }

    fn words(&mut self, text: &str, style: &impl BackendTextStyle, at: BackendCoord, halo: Option<Halo>) {
        let (size, weight) = (style.size() as f32, weight(style));
        let whole = size * width(text, weight);
        let left = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => whole / 2.0,
            HPos::Right => whole,
        };
        // The middle between small letters and capitals stands at the place.
        let place = (at.0 as f32 - left, at.1 as f32 + 0.35 * size);
        let Some(path) = outlines(text, weight, place, size) else { return };
        if let Some(halo) = halo {
            let stroke = Stroke { width: 2.0 * halo.width as f32, line_join: LineJoin::Round, ..Stroke::default() };
            self.map.stroke_path(&path, &paint(halo.colour.to_backend_color()), &stroke, self.at, None);
        }
        self.map.fill_path(&path, &paint(style.color()), FillRule::Winding, self.at, None);
    }
}

fn weight(style: &impl BackendTextStyle) -> Weight {
    match (style.style(), style.family()) {
        (FontStyle::Bold, _) => Weight::Bold,
        (_, FontFamily::Serif) => Weight::Italic,
        _ => Weight::Regular,
    }
}

fn paint(colour: BackendColor) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let (r, g, b) = colour.rgb;
    paint.set_color_rgba8(r, g, b, (colour.alpha * 255.0).round() as u8);
    paint
}

fn through(points: &[BackendCoord], closed: bool) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::new();
    for (i, (x, y)) in points.iter().enumerate() {
        // Far outside, single precision would lose the direction; a picture is not that large.
        let (x, y) = (*x as f32, *y as f32);
        if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn solid(width: u32) -> Stroke {
    Stroke { width: width as f32, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() }
}

impl DrawingBackend for Pixels {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }
    fn present(&mut self) -> Done {
        Ok(())
    }
    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Done {
        if let Some(rect) = Rect::from_xywh(x as f32, y as f32, 1.0, 1.0) {
            self.map.fill_rect(rect, &paint(colour), self.at, None);
        }
        Ok(())
    }
    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        let corners = [from, (to.0, from.1), to, (from.0, to.1)];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners.into_iter().chain([from]), style) }
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        let points: Vec<BackendCoord> = points.into_iter().collect();
        self.stroke(&points, style.color(), &solid(style.stroke_width()));
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        let points: Vec<BackendCoord> = points.into_iter().collect();
        if let Some(path) = through(&points, true) {
            self.map.fill_path(&path, &paint(style.color()), FillRule::Winding, self.at, None);
        }
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        let Some(path) = PathBuilder::from_circle(centre.0 as f32, centre.1 as f32, radius as f32) else {
            return Ok(());
        };
        if fill {
            self.map.fill_path(&path, &paint(style.color()), FillRule::Winding, self.at, None);
        } else {
            self.map.stroke_path(&path, &paint(style.color()), &solid(style.stroke_width()), self.at, None);
        }
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.words(text, style, at, None);
        Ok(())
    }
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = f64::from(width(text, weight(style))) * style.size();
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

impl Ink for Pixels {
    fn picture(
        &mut self,
        pixels: &Raster,
        from: BackendCoord,
        to: BackendCoord,
    ) -> Result<bool, DrawingErrorKind<Infallible>> {
        let premultiplied = |p: &[u8]| {
            let times = |v: u8| ((u32::from(v) * u32::from(p[3]) + 127) / 255) as u8;
            [times(p[0]), times(p[1]), times(p[2]), p[3]]
        };
        let rgba = pixels.rgba.chunks_exact(4).flat_map(premultiplied).collect();
        let size = IntSize::from_wh(pixels.width as u32, pixels.height as u32);
        let Some(map) = size.and_then(|size| Pixmap::from_vec(rgba, size)) else { return Ok(true) };
        let step = |a: i32, b: i32, n: usize| (b - a) as f32 / n as f32;
        let (dx, dy) = (step(from.0, to.0, pixels.width), step(from.1, to.1, pixels.height));
        let place = Transform::from_row(dx, 0.0, 0.0, dy, from.0 as f32, from.1 as f32).post_concat(self.at);
        let paint = PixmapPaint { quality: FilterQuality::Nearest, ..PixmapPaint::default() };
        self.map.draw_pixmap(0, 0, map.as_ref(), &paint, place, None);
        Ok(true)
    }

    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], offset: f64) -> Drawn<Self> {
        // Round ends would fill the gaps of a dotted line.
        let mut lengths: Vec<f32> = dash.iter().map(|d| *d as f32).collect();
        if lengths.len() % 2 == 1 {
            lengths.extend_from_within(..);
        }
        let stroke = Stroke {
            line_cap: LineCap::Butt,
            dash: StrokeDash::new(lengths, offset as f32),
            ..solid(style.stroke_width)
        };
        self.stroke(points, BackendStyle::color(style), &stroke);
        Ok(())
    }

    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        self.words(text, style, at, Some(halo));
        Ok(())
    }

    fn pixels(
        &mut self,
        paint: &dyn Fn(&Grid) -> Vec<u8>,
        from: BackendCoord,
        to: BackendCoord,
    ) -> Result<bool, DrawingErrorKind<Infallible>> {
        let (grid, (left, top)) = Grid::of(from, to, f64::from(self.at.sx));
        let mut rgba = paint(&grid);
        for pixel in rgba.chunks_exact_mut(4) {
            let opacity = u16::from(pixel[3]);
            for channel in &mut pixel[..3] {
                *channel = ((u16::from(*channel) * opacity + 127) / 255) as u8;
            }
        }
        let size = IntSize::from_wh(grid.size.0 as u32, grid.size.1 as u32);
        if let Some(picture) = size.and_then(|size| Pixmap::from_vec(rgba, size)) {
            self.map.draw_pixmap(left, top, picture.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
        Ok(true)
    }

    fn shade(
        &mut self,
        light: &dyn Fn() -> Vec<u8>,
        (columns, rows): (usize, usize),
        from: BackendCoord,
        to: BackendCoord,
    ) -> Drawn<Self> {
        let mut rgba = light();
        for pixel in rgba.chunks_exact_mut(4) {
            // White or black: white times its opacity is the opacity.
            let tone = if pixel[0] > 0 { pixel[3] } else { 0 };
            pixel[..3].fill(tone);
        }
        let size = IntSize::from_wh(columns as u32, rows as u32);
        let Some(light) = size.and_then(|size| Pixmap::from_vec(rgba, size)) else { return Ok(()) };
        // The middle of the first pixel stands at one corner, that of the last one at the other.
        let step = |a: i32, b: i32, n: usize| (b - a) as f32 / (n.max(2) - 1) as f32;
        let (dx, dy) = (step(from.0, to.0, columns), step(from.1, to.1, rows));
        let place = Transform::from_row(dx, 0.0, 0.0, dy, from.0 as f32 - dx / 2.0, from.1 as f32 - dy / 2.0);
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        self.map.draw_pixmap(0, 0, light.as_ref(), &paint, place.post_concat(self.at), None);
        Ok(())
    }
}
