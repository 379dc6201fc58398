//! The pen: lines, areas, marks and words in CSS pixels, over any plotters backend.
//!
//! Backends count in whole numbers; a pen has a `unit`, backend units to the pixel, so that a path may bend at an
//! eighth of a pixel.

mod style;

pub use super::ink::{Drawn, Grid, Halo, Ink};
pub use style::{Align, Px, Stroke, Type, length};

use super::clip::pieces_within;
use super::ink::Facets;
use super::raster::Raster;
use super::theme::{Colour, Marker};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};

/// A pen over a backend.
pub struct Pen<'a, B: Ink> {
    /// What is drawn on.
    pub ink: &'a mut B,
    /// Backend units in a CSS pixel.
    pub unit: f64,
    /// Factor on sizes of text and marks: the root font size divided by 16.
    pub em: f64,
}

/// How far from its origin a picture is drawn at all, in backend units.
const REACH: f64 = 1e8;

impl<B: Ink> Pen<'_, B> {
    fn units(&self, (x, y): Px) -> BackendCoord {
        // What is that far outside is seen nowhere, but an i32 must hold it.
        let unit = |v: f64| (v * self.unit).round().clamp(-REACH, REACH) as i32;
        (unit(x), unit(y))
    }

    fn length(&self, px: f64) -> u32 {
        (px * self.unit).round().max(1.0) as u32
    }

    /// Draws a line through the points.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn line(&mut self, points: &[Px], stroke: Stroke) -> Drawn<B> {
        if points.len() < 2 {
            return Ok(());
        }
        let style = ShapeStyle {
            color: stroke.colour.mix(stroke.alpha),
            filled: false,
            stroke_width: self.length(stroke.width),
        };
        let dash: Vec<f64> = stroke.dash.iter().map(|d| d * self.unit).collect();
        // A line that leaves for infinity must leave in the right direction.
        for piece in pieces_within(points, REACH / self.unit) {
            let points: Vec<_> = piece.iter().map(|p| self.units(*p)).collect();
            if dash.is_empty() {
                self.ink.draw_path(points, &style)?;
            } else {
                self.ink.dashed_path(&points, &style, &dash, stroke.offset * self.unit)?;
            }
        }
        Ok(())
    }

    /// Fills the area inside the points.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn area(&mut self, points: &[Px], colour: Colour, alpha: f64) -> Drawn<B> {
        let points: Vec<_> = points.iter().map(|p| self.units(*p)).collect();
        self.ink.fill_polygon(points, &Fill(colour.mix(alpha).to_backend_color()))
    }

    /// Fills a rectangle between two opposite corners.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn rect(&mut self, from: Px, to: Px, colour: Colour, alpha: f64) -> Drawn<B> {
        let (from, to) = (self.units(from), self.units(to));
        self.ink.draw_rect(from, to, &Fill(colour.mix(alpha).to_backend_color()), true)
    }

    /// Lays soft light over a rectangle, if the ink can.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn shade(&mut self, light: &dyn Fn() -> Vec<u8>, nodes: (usize, usize), from: Px, to: Px) -> Drawn<B> {
        let (from, to) = (self.units(from), self.units(to));
        self.ink.shade(light, nodes, from, to)
    }

    /// Fills polygons that together cover an area, those of each colour in turn, without seams between them.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn facets(&mut self, facets: &[(Colour, Vec<Vec<Px>>)], seam: f64) -> Drawn<B> {
        let in_units = |polygon: &Vec<Px>| polygon.iter().map(|p| self.units(*p)).collect();
        let facets: Vec<Facets> =
            facets.iter().map(|(colour, polygons)| (*colour, polygons.iter().map(in_units).collect())).collect();
        let seam = self.length(seam);
        self.ink.facets(&facets, seam)
    }

    /// Lays a picture over a rectangle, made for the pixels that there are; false if the ink has none. The grid that
    /// `paint` gets is in CSS pixels.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn pixels(
        &mut self,
        paint: &dyn Fn(&Grid) -> Vec<u8>,
        from: Px,
        to: Px,
    ) -> Result<bool, DrawingErrorKind<B::ErrorType>> {
        let (unit, from, to) = (self.unit, self.units(from), self.units(to));
        let in_px = |grid: &Grid| {
            let origin = (grid.origin.0 / unit, grid.origin.1 / unit);
            paint(&Grid { origin, pitch: grid.pitch / unit, ..*grid })
        };
        self.ink.pixels(&in_px, from, to)
    }

    /// Lays a picture of pixels over a rectangle, if the ink can; whether it can.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn picture(&mut self, pixels: &Raster, from: Px, to: Px) -> Result<bool, DrawingErrorKind<B::ErrorType>> {
        let (from, to) = (self.units(from), self.units(to));
        self.ink.picture(pixels, from, to)
    }

    /// Draws dots of one colour.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn dots(&mut self, places: &[Px], radius: f64, colour: Colour, alpha: f64) -> Drawn<B> {
        let style = ShapeStyle { color: colour.mix(alpha), filled: false, stroke_width: self.length(2.0 * radius) };
        places.iter().try_for_each(|at| self.ink.draw_path([self.units(*at)], &style))
    }

    /// Fills a disc.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn disc(&mut self, centre: Px, radius: f64, colour: Colour, alpha: f64) -> Drawn<B> {
        let (centre, radius) = (self.units(centre), self.length(radius));
        self.ink.draw_circle(centre, radius, &Fill(colour.mix(alpha).to_backend_color()), true)
    }

    /// Fills equal discs, quicker than one by one.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn discs(&mut self, centres: &[Px], radius: f64, colour: Colour) -> Drawn<B> {
        let (places, radius): (Vec<_>, _) = (centres.iter().map(|c| self.units(*c)).collect(), self.length(radius));
        self.ink.discs(&places, radius, &ShapeStyle { color: colour.mix(1.0), filled: true, stroke_width: 0 })
    }

    /// Draws a circle.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn ring(&mut self, centre: Px, radius: f64, stroke: Stroke) -> Drawn<B> {
        let style = ShapeStyle {
            color: stroke.colour.mix(stroke.alpha),
            filled: false,
            stroke_width: self.length(stroke.width),
        };
        let (centre, radius) = (self.units(centre), self.length(radius));
        self.ink.draw_circle(centre, radius, &style, false)
    }

    /// Draws a marker on its casing.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn marker(&mut self, kind: Marker, at: Px, radius: f64, colour: Colour, casing: Colour) -> Drawn<B> {
        let radius = radius * self.em;
        let rim = 2.5 * self.em;
        match kind {
            Marker::Circle => {
                self.disc(at, radius + rim, casing, 1.0)?;
                self.disc(at, radius, colour, 1.0)
            }
            Marker::Cross | Marker::Plus => {
                let arms = if kind == Marker::Cross { [(1.0, 1.0), (1.0, -1.0)] } else { [(1.3, 0.0), (0.0, 1.3)] };
                let arm =
                    |(dx, dy): Px| [(at.0 - dx * radius, at.1 - dy * radius), (at.0 + dx * radius, at.1 + dy * radius)];
                for a in arms {
                    self.line(&arm(a), Stroke::solid(casing, 1.0, 3.0 * self.em + 2.0 * rim))?;
                }
                for a in arms {
                    self.line(&arm(a), Stroke::solid(colour, 1.0, 3.0 * self.em))?;
                }
                Ok(())
            }
            shape => {
                let outline: Vec<Px> =
                    corners(shape).iter().map(|(x, y)| (at.0 + x * radius * 0.88, at.1 + y * radius * 0.88)).collect();
                let mut closed = outline.clone();
                closed.extend([outline[0], outline[1]]);
                self.line(&closed, Stroke::solid(casing, 1.0, 2.0 * rim))?;
                self.area(&outline, colour, 1.0)
            }
        }
    }

    fn style<'t>(&self, t: Type) -> TextStyle<'t> {
        let style = match (t.bold, t.variable) {
            (true, _) => FontStyle::Bold,
            (_, true) => FontStyle::Italic,
            _ => FontStyle::Normal,
        };
        let family = if t.variable { FontFamily::Serif } else { FontFamily::SansSerif };
        let align = match t.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let font = FontDesc::new(family, t.size * self.em * self.unit, style);
        TextStyle { font, color: t.colour.to_backend_color(), pos: Pos::new(align, VPos::Center) }
    }

    /// Writes words.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn text(&mut self, text: &str, at: Px, t: Type) -> Drawn<B> {
        let (style, at) = (self.style(t), self.units(at));
        match t.halo {
            Some(colour) => {
                let halo = Halo { colour, width: self.length(1.75 * self.em) as i32 };
                self.ink.haloed_text(text, &style, at, halo)
            }
            None => self.ink.draw_text(text, &style, at),
        }
    }

    /// How wide words are, in CSS pixels.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn text_width(&self, text: &str, t: Type) -> Result<f64, DrawingErrorKind<B::ErrorType>> {
        Ok(f64::from(self.ink.estimate_text_size(text, &self.style(t))?.0) / self.unit)
    }
}

/// Fills are only a colour.
struct Fill(BackendColor);

impl BackendStyle for Fill {
    fn color(&self) -> BackendColor {
        self.0
    }
}

/// The corners of a marker, on a circle of about radius 1, y downwards.
fn corners(marker: Marker) -> &'static [Px] {
    match marker {
        Marker::Square => &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        Marker::TriangleUp => &[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)],
        Marker::TriangleDown => &[(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)],
        Marker::Diamond => &[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
        Marker::Star => &[
            (0.0, -1.45),
            (0.35, -0.49),
            (1.38, -0.45),
            (0.57, 0.19),
            (0.85, 1.17),
            (0.0, 0.6),
            (-0.85, 1.17),
            (-0.57, 0.19),
            (-1.38, -0.45),
            (-0.35, -0.49),
        ],
        Marker::Circle | Marker::Cross | Marker::Plus => &[],
    }
}
