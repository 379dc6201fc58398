//! A part of a picture: ink whose origin lies elsewhere.

use crate::chart::ink::Facets;
use crate::chart::pen::{Drawn, Grid, Halo, Ink, Pen, Px};
use crate::chart::raster::Raster;
use plotters::style::{ShapeStyle, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

/// Ink that draws on another ink, so far to the right and down, in backend units.
pub struct Moved<'a, B> {
    ink: &'a mut B,
    by: BackendCoord,
}

/// Draws with the origin at a place of the picture.
pub fn at<B: Ink, T>(pen: &mut Pen<B>, (x, y): Px, draw: impl FnOnce(&mut Pen<Moved<B>>) -> T) -> T {
    let by = ((x * pen.unit).round() as i32, (y * pen.unit).round() as i32);
    let mut ink = Moved { ink: &mut *pen.ink, by };
    draw(&mut Pen { ink: &mut ink, unit: pen.unit, em: pen.em })
}

impl<B> Moved<'_, B> {
    fn to(&self, (x, y): BackendCoord) -> BackendCoord {
        (x.saturating_add(self.by.0), y.saturating_add(self.by.1))
    }
}

type Failed<B> = DrawingErrorKind<<B as DrawingBackend>::ErrorType>;

impl<B: Ink> DrawingBackend for Moved<'_, B> {
    type ErrorType = B::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.ink.get_size()
    }
    fn ensure_prepared(&mut self) -> Result<(), Failed<B>> {
        self.ink.ensure_prepared()
    }
    fn present(&mut self) -> Result<(), Failed<B>> {
        self.ink.present()
    }
    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Result<(), Failed<B>> {
        self.ink.draw_pixel(self.to(at), colour)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed<B>> {
        self.ink.draw_rect(self.to(from), self.to(to), style, fill)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failed<B>> {
        let points: Vec<BackendCoord> = path.into_iter().map(|p| self.to(p)).collect();
        self.ink.draw_path(points, style)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failed<B>> {
        let points: Vec<BackendCoord> = path.into_iter().map(|p| self.to(p)).collect();
        self.ink.fill_polygon(points, style)
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Failed<B>> {
        self.ink.draw_circle(self.to(centre), radius, style, fill)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Result<(), Failed<B>> {
        self.ink.draw_text(text, style, self.to(at))
    }
    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<(u32, u32), Failed<B>> {
        self.ink.estimate_text_size(text, style)
    }
}

impl<B: Ink> Ink for Moved<'_, B> {
    const VECTORS: bool = B::VECTORS;

    fn picture(&mut self, pixels: &Raster, from: BackendCoord, to: BackendCoord) -> Result<bool, Failed<B>> {
        self.ink.picture(pixels, self.to(from), self.to(to))
    }
    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], offset: f64) -> Drawn<Self> {
        let points: Vec<BackendCoord> = points.iter().map(|p| self.to(*p)).collect();
        self.ink.dashed_path(&points, style, dash, offset)
    }
    fn shade(
        &mut self,
        light: &dyn Fn() -> Vec<u8>,
        nodes: (usize, usize),
        from: BackendCoord,
        to: BackendCoord,
    ) -> Drawn<Self> {
        self.ink.shade(light, nodes, self.to(from), self.to(to))
    }
    fn facets(&mut self, facets: &[Facets], seam: u32) -> Drawn<Self> {
        let moved = |polygon: &Vec<BackendCoord>| polygon.iter().map(|p| self.to(*p)).collect();
        let facets: Vec<Facets> =
            facets.iter().map(|(colour, polygons)| (*colour, polygons.iter().map(moved).collect())).collect();
        self.ink.facets(&facets, seam)
    }
    fn pixels(
        &mut self,
        paint: &dyn Fn(&Grid) -> Vec<u8>,
        from: BackendCoord,
        to: BackendCoord,
    ) -> Result<bool, Failed<B>> {
        self.ink.pixels(paint, self.to(from), self.to(to))
    }
    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        self.ink.haloed_text(text, style, self.to(at), halo)
    }
}
