//! What a pen draws with: a plotters backend that may know better ways than plotters' common denominator to draw
//! dashes and haloed text.

use super::clip::share_within;
use super::raster::Raster;
use super::theme::Colour;
use plotters::style::{Color, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// What drawing gives back: nothing, or the backend's error.
pub type Drawn<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// A plotters backend that may know better ways to draw dashes and haloed text.
pub trait Ink: DrawingBackend {
    /// Whether what it draws stays lines and areas, so that dots are better than a picture of them.
    const VECTORS: bool = false;

    /// Draws a dashed path; lengths of dashes and gaps in backend units.
    ///
    /// The line begins `offset` units into its dashes.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], offset: f64) -> Drawn<Self> {
        for piece in split_dashes(points, dash, offset, self.get_size()) {
            self.draw_path(piece, style)?;
        }
        Ok(())
    }

    /// Fills equal discs of one opaque colour.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn discs(&mut self, centres: &[BackendCoord], radius: u32, style: &ShapeStyle) -> Drawn<Self> {
        centres.iter().try_for_each(|centre| self.draw_circle(*centre, radius, style, true))
    }

    /// Lays a picture of translucent light and shadow over a rectangle: RGBA, a pixel a node, made only if it is wanted.
    /// What cannot do that leaves the ground flat.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn shade(
        &mut self,
        _light: &dyn Fn() -> Vec<u8>,
        _nodes: (usize, usize),
        _from: BackendCoord,
        _to: BackendCoord,
    ) -> Drawn<Self> {
        Ok(())
    }

    /// Fills polygons that together cover an area, those of each colour in turn; their edges are drawn too, so many
    /// units wide, so that no seams are seen between them.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn facets(&mut self, facets: &[Facets], seam: u32) -> Drawn<Self> {
        for (colour, polygons) in facets {
            let style = ShapeStyle { color: colour.to_rgba(), filled: true, stroke_width: seam };
            for polygon in polygons {
                self.fill_polygon(polygon.iter().copied(), &style)?;
                self.draw_path(polygon.iter().chain(polygon.first()).copied(), &style)?;
            }
        }
        Ok(())
    }

    /// Lays a picture over a rectangle, made for the pixels that the ink has there: false if it has no pixels.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn pixels(
        &mut self,
        _paint: &dyn Fn(&Grid) -> Vec<u8>,
        _from: BackendCoord,
        _to: BackendCoord,
    ) -> Result<bool, DrawingErrorKind<Self::ErrorType>> {
        Ok(false)
    }

    /// Lays a picture of pixels over a rectangle, each as sharp as it is; whether it can.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn picture(
        &mut self,
        _pixels: &Raster,
        _from: BackendCoord,
        _to: BackendCoord,
    ) -> Result<bool, DrawingErrorKind<Self::ErrorType>> {
        Ok(false)
    }

    /// Draws text over a halo of another colour.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        let back = TextStyle { color: halo.colour.to_backend_color(), ..style.clone() };
        for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
            self.draw_text(text, &back, (at.0 + dx * halo.width, at.1 + dy * halo.width))?;
        }
        self.draw_text(text, style, at)
    }
}

/// Polygons of one colour.
pub type Facets = (Colour, Vec<Vec<BackendCoord>>);

/// The pixels of a rectangle; what is painted for them is red, green, blue and opacity of each, row by row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// The upper left corner of the first pixel, from the rectangle's own.
    pub origin: (f64, f64),
    /// How far it is from pixel to pixel.
    pub pitch: f64,
    /// Pixels from left to right and from top to bottom.
    pub size: (usize, usize),
}

impl Grid {
    /// The pixels that a rectangle touches, where `density` pixels are a unit; and the first one's column and row.
    pub fn of(from: BackendCoord, to: BackendCoord, density: f64) -> (Grid, (i32, i32)) {
        let pixel = |v: i32| f64::from(v) * density;
        let (left, top) = (pixel(from.0).floor(), pixel(from.1).floor());
        let (right, bottom) = (pixel(to.0).ceil(), pixel(to.1).ceil());
        let origin = (left / density - f64::from(from.0), top / density - f64::from(from.1));
        let size = ((right - left).max(0.0) as usize, (bottom - top).max(0.0) as usize);
        (Grid { origin, pitch: 1.0 / density, size }, (left as i32, top as i32))
    }
}

/// The halo behind words that stand on the landscape.
#[derive(Clone, Copy, Debug)]
pub struct Halo {
    /// Its colour.
    pub colour: Colour,
    /// How far it reaches, in backend units.
    pub width: i32,
}

/// Cuts a path into its dashes; what lies farther from a picture than half its size has none.
fn split_dashes(points: &[BackendCoord], dash: &[f64], offset: f64, size: (u32, u32)) -> Vec<Vec<BackendCoord>> {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let (low, high) = ((-0.5 * width, -0.5 * height), (1.5 * width, 1.5 * height));
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut dashes = Dashes { lengths: dash, index: 0, left: dash.first().copied().unwrap_or(f64::INFINITY) };
    if offset > 0.0 {
        dashes.advance(offset);
    }
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (dx, dy) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
        let length = dx.hypot(dy);
        let at = |s: f64| (a.0 + (dx * s / length).round() as i32, a.1 + (dy * s / length).round() as i32);
        let (enter, leave) = share_within((a.0.into(), a.1.into()), (dx, dy), low, high).unwrap_or((1.0, 1.0));
        let (mut done, end) = (enter * length, leave * length);
        if enter > 0.0 {
            pieces.push(std::mem::take(&mut piece));
            dashes.advance(done);
        }
        if dashes.on() && piece.is_empty() {
            piece.push(if enter > 0.0 { at(done) } else { a });
        }
        while end - done > dashes.left {
            done += dashes.left;
            piece.push(at(done));
            if dashes.on() {
                pieces.push(std::mem::take(&mut piece));
            }
            dashes.next();
        }
        dashes.left -= end - done;
        if dashes.on() {
            piece.push(if leave < 1.0 { at(end) } else { b });
        }
        if leave < 1.0 {
            pieces.push(std::mem::take(&mut piece));
            dashes.advance(length - end);
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// Where on a pattern of dashes and gaps a line is.
struct Dashes<'a> {
    lengths: &'a [f64],
    index: usize,
    left: f64,
}

impl Dashes<'_> {
    fn on(&self) -> bool {
        self.index.is_multiple_of(2)
    }

    fn next(&mut self) {
        self.index = (self.index + 1) % self.lengths.len();
        self.left = self.lengths[self.index].max(1.0);
    }

    /// Goes on without drawing.
    fn advance(&mut self, by: f64) {
        let mut by = by % self.lengths.iter().map(|l| l.max(1.0)).sum::<f64>();
        while by > self.left {
            by -= self.left;
            self.next();
        }
        self.left -= by;
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Ink for plotters_svg::SVGBackend<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_what_they_should() {
        let pieces = split_dashes(&[(0, 0), (100, 0), (100, 60)], &[30.0, 10.0], 0.0, (100, 100));
        let length = |piece: &Vec<BackendCoord>| -> f64 {
            piece.windows(2).map(|p| f64::from((p[1].0 - p[0].0).abs() + (p[1].1 - p[0].1).abs())).sum()
        };
        let drawn: f64 = pieces.iter().map(length).sum();
        assert_eq!(drawn, 120.0, "{pieces:?}");
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[2], vec![(80, 0), (100, 0), (100, 10)], "a dash goes round the corner");
    }

    #[test]
    fn dashes_far_outside_are_left_out_and_the_others_stay_where_they_were() {
        let path = [(0, 5), (500, 5), (500, 9000), (520, 9000), (520, 5), (50, 5)];
        let all = split_dashes(&path, &[30.0, 10.0, 3.0, 10.0], 0.0, (20_000, 20_000));
        let near = split_dashes(&path, &[30.0, 10.0, 3.0, 10.0], 0.0, (600, 600));
        let inside = |p: &&Vec<BackendCoord>| p.iter().all(|p| (0..=600).contains(&p.1));
        assert!(all.iter().filter(inside).eq(near.iter().filter(inside)), "{near:?}");
        assert!(near.len() < 150 && all.len() > 600, "{} of {}", near.len(), all.len());
        let far = split_dashes(&[(0, 0), (100_000_000, -100_000_000), (0, 50)], &[2.0, 1.0], 0.0, (100, 100));
        assert!(far.len() < 200, "{}", far.len());
    }
}
