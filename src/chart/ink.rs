//! What a pen draws with: a plotters backend that may know better ways than plotters' common denominator to draw
//! dashes and haloed text.

use super::theme::Colour;
use plotters::style::{Color, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// What drawing gives back: nothing, or the backend's error.
pub type Drawn<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// A plotters backend that may know better ways to draw dashes and haloed text.
pub trait Ink: DrawingBackend {
    /// Draws a dashed path; lengths of dashes and gaps in backend units.
    ///
    /// # Errors
    /// Whatever the backend reports.
    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64]) -> Drawn<Self> {
        for piece in split_dashes(points, dash) {
            self.draw_path(piece, style)?;
        }
        Ok(())
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

/// The halo behind words that stand on the landscape.
#[derive(Clone, Copy, Debug)]
pub struct Halo {
    /// Its colour.
    pub colour: Colour,
    /// How far it reaches, in backend units.
    pub width: i32,
}

/// Cuts a path into its dashes.
fn split_dashes(points: &[BackendCoord], dash: &[f64]) -> Vec<Vec<BackendCoord>> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let (mut index, mut left, mut on) = (0, dash.first().copied().unwrap_or(f64::INFINITY), true);
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (dx, dy) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
        let length = dx.hypot(dy);
        let at = |s: f64| (a.0 + (dx * s / length).round() as i32, a.1 + (dy * s / length).round() as i32);
        if on && piece.is_empty() {
            piece.push(a);
        }
        let mut done = 0.0;
        while length - done > left {
            done += left;
            if on {
                piece.push(at(done));
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece.push(at(done));
            }
            on = !on;
            index = (index + 1) % dash.len();
            left = dash[index].max(1.0);
        }
        left -= length - done;
        if on {
            piece.push(b);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(not(target_arch = "wasm32"))]
impl Ink for plotters_svg::SVGBackend<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_what_they_should() {
        let pieces = split_dashes(&[(0, 0), (100, 0), (100, 60)], &[30.0, 10.0]);
        let length = |piece: &Vec<BackendCoord>| -> f64 {
            piece.windows(2).map(|p| f64::from((p[1].0 - p[0].0).abs() + (p[1].1 - p[0].1).abs())).sum()
        };
        let drawn: f64 = pieces.iter().map(length).sum();
        assert_eq!(drawn, 120.0, "{pieces:?}");
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[2], vec![(80, 0), (100, 0), (100, 10)], "a dash goes round the corner");
    }
}
