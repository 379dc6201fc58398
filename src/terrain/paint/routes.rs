//! The runs on the ground: as on the map, but what stands behind other ground is faint.

use crate::chart::labels::Labels;
use crate::chart::paths::Emphasis;
use crate::chart::pen::{Drawn, Ink, Pen, Px, Stroke};
use crate::chart::simplify::simplify;
use crate::chart::theme::{self, Palette, mix};
use crate::core::scalar::Vec2;
use crate::terrain::camera::View;
use crate::terrain::depth::Depth;
use crate::terrain::drape::{LIFT, Laid, Piece, lay, mark, split};
use crate::terrain::mesh::Mesh;
use crate::terrain::relief::Relief;

/// How far, in pixels, a line may pass from a point that is left out.
const TOLERANCE: f64 = 0.15;
/// The opacity of what is hidden, and how much of a hidden mark's colour is left.
const HIDDEN: f64 = 0.36;

/// A place of the ground in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where.
    pub at: Px,
    /// Whether ground stands before it.
    pub hidden: bool,
}

/// What a picture of the ground is made of, for finding places in it.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The surface.
    pub relief: &'a Relief,
    /// Its triangles.
    pub mesh: &'a Mesh,
    /// From where it is seen.
    pub view: &'a View,
    /// What hides what.
    pub depth: &'a Depth,
}

impl Ground<'_> {
    /// Where a point of the plane is in the picture; none beside the plate and in holes.
    pub fn spot(&self, p: Vec2) -> Option<Spot> {
        let seen = self.view.see(mark(self.mesh, &self.relief.plate, p, LIFT * self.relief.rise)?);
        Some(Spot { at: seen.at, hidden: self.depth.hides(seen.at, seen.depth) })
    }

    /// A line of the plane in the picture, in pieces that are seen or hidden.
    pub fn line(&self, points: &[Vec2]) -> Vec<Piece> {
        let laid = lay(self.mesh, &self.relief.plate, points, LIFT * self.relief.rise);
        laid.iter().flat_map(|line| split(line, self.view, self.depth)).collect()
    }

    /// The same of a line of the world.
    pub fn laid(&self, points: &[[f64; 3]]) -> Vec<Piece> {
        let laid: Vec<Laid> = points.iter().enumerate().map(|(i, at)| Laid { at: *at, along: i as f64 }).collect();
        split(&laid, self.view, self.depth)
    }
}

/// A run on the ground.
pub struct Route {
    /// Its colour, dash and marker.
    pub slot: usize,
    /// Its name.
    pub name: String,
    pieces: Vec<Piece>,
    /// Where it is at each step.
    spots: Vec<Option<Spot>>,
}

impl Route {
    /// A run through points of the plane.
    pub fn new(ground: &Ground, points: &[Vec2], slot: usize, name: String) -> Route {
        let spots = points.iter().map(|p| ground.spot(*p)).collect();
        Route { slot, name, pieces: ground.line(points), spots }
    }

    /// Where it is at a step, at its end if it ended before; none beside the plate.
    pub fn at(&self, step: usize) -> Option<Spot> {
        *self.spots.get(step).or(self.spots.last())?
    }

    /// What of it lies between two steps.
    fn between(&self, from: f64, to: f64) -> Vec<Piece> {
        let cut = |piece: &Piece| {
            let mut points: Vec<(Px, f64)> = Vec::new();
            for pair in piece.points.windows(2) {
                let ((a, s), (b, t)) = (pair[0], pair[1]);
                if t <= from || s >= to {
                    continue;
                }
                let at = |along: f64| {
                    let share = if t > s { ((along - s) / (t - s)).clamp(0.0, 1.0) } else { 0.0 };
                    ((a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share), along)
                };
                if points.is_empty() {
                    points.push(at(from.max(s)));
                }
                points.push(at(to.min(t)));
            }
            (points.len() > 1).then_some(Piece { hidden: piece.hidden, points })
        };
        self.pieces.iter().filter_map(cut).collect()
    }

    /// Draws what lies ahead of a step, faintly.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ghost<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize) -> Drawn<B> {
        let em = pen.em;
        let pieces = self.between(step as f64, f64::INFINITY);
        for piece in pieces.iter().filter(|piece| !piece.hidden) {
            pen.line(&places(piece), Stroke::solid(palette.casing, 0.35, 3.0 * em))?;
        }
        let dash: Vec<f64> = theme::dash(self.slot).iter().map(|d| d * em).collect();
        dashed(pen, &pieces, &|piece| {
            let alpha = if piece.hidden { 0.42 * HIDDEN } else { 0.42 };
            Stroke { dash: &dash, ..Stroke::solid(palette.run(self.slot), alpha, 1.25 * em) }
        })
    }

    /// Draws the path up to a step.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_walked<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize, how: Emphasis) -> Drawn<B> {
        let em = pen.em;
        let pieces = self.between(0.0, step as f64);
        let (casing, alpha) = if how == Emphasis::Dimmed { (0.5, 0.4) } else { (0.85, 1.0) };
        let selected = how == Emphasis::Selected;
        let (wide, width) = if selected { (5.5, 2.25) } else { (4.5, 2.0) };
        for piece in pieces.iter().filter(|piece| !piece.hidden) {
            pen.line(&places(piece), Stroke::solid(palette.casing, casing, wide * em))?;
        }
        let dash: &[f64] = if selected { &[] } else { theme::dash(self.slot) };
        let dash: Vec<f64> = dash.iter().map(|d| d * em).collect();
        dashed(pen, &pieces, &|piece| {
            let (alpha, width) = if piece.hidden { (alpha * HIDDEN, 0.75 * width) } else { (alpha, width) };
            Stroke { dash: &dash, ..Stroke::solid(palette.run(self.slot), alpha, width * em) }
        })?;
        if selected { self.draw_beads(pen, palette, step) } else { Ok(()) }
    }

    /// A bead at each step more than five pixels from the bead before.
    fn draw_beads<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize) -> Drawn<B> {
        let em = pen.em;
        let mut last: Option<Px> = None;
        for spot in self.spots.iter().take(step + 1).flatten() {
            let p = spot.at;
            if last.is_none_or(|q| (p.0 - q.0).hypot(p.1 - q.1) > 5.0 * em) {
                let (radius, alpha) = if spot.hidden { (2.2, HIDDEN) } else { (2.9, 1.0) };
                pen.disc(p, radius * em, palette.run(self.slot), alpha)?;
                last = Some(p);
            }
        }
        Ok(())
    }

    /// Draws the marker where the run is.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_marker<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize, how: Emphasis) -> Drawn<B> {
        let radius = if how == Emphasis::Selected { 6.5 } else { 5.5 };
        let (own, casing) = (palette.run(self.slot), palette.casing);
        match self.at(step) {
            Some(Spot { at, hidden: false }) => pen.marker(theme::marker(self.slot), at, radius, own, casing),
            Some(Spot { at, .. }) => {
                let ground = palette.ground(0.6);
                let (own, casing) = (mix(ground, own, 1.4 * HIDDEN), mix(ground, casing, 0.25));
                pen.marker(theme::marker(self.slot), at, 0.85 * radius, own, casing)
            }
            None => Ok(()),
        }
    }

    /// Keeps words off the marker, and, if there is a choice, off the path so far.
    pub fn keep_free(&self, step: usize, em: f64, labels: &mut Labels) {
        if let Some(Spot { at: (x, y), .. }) = self.at(step) {
            labels.block((x - 8.0 * em, y - 8.0 * em), (x + 8.0 * em, y + 8.0 * em));
        }
        for piece in self.between(0.0, step as f64) {
            labels.avoid(&places(&piece));
        }
    }
}

/// The places of a piece, no more than it takes. Thinned only here: where a run is at a step is known of all its points.
pub fn places(piece: &Piece) -> Vec<Px> {
    let all: Vec<Px> = piece.points.iter().map(|(at, _)| *at).collect();
    simplify(&all, TOLERANCE).into_iter().map(|i| all[i]).collect()
}

/// Draws pieces one after the other so that dashes go on where a line is cut.
fn dashed<'d, B: Ink>(pen: &mut Pen<B>, pieces: &[Piece], stroke: &dyn Fn(&Piece) -> Stroke<'d>) -> Drawn<B> {
    let mut offset = 0.0;
    for piece in pieces {
        let line = places(piece);
        let own = stroke(piece);
        let dash = own.dash;
        pen.line(&line, Stroke { offset, ..own })?;
        let all: f64 = dash.iter().sum();
        offset += line.windows(2).map(|p| (p[1].0 - p[0].0).hypot(p[1].1 - p[0].1)).sum::<f64>();
        offset = if all > 0.0 { offset % all } else { 0.0 };
    }
    Ok(())
}
