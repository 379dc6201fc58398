//! The level lines of the two-dimensional picture, laid on the ground; and the grid of round numbers.

use super::World;
use super::drape::{LINE_LIFT, Laid, lay};
use super::mesh::Mesh;
use super::relief::Relief;
use crate::chart::contour::{lines, rings};
use crate::chart::field::Field;
use crate::chart::frame::{Frame, tick_step, ticks};
use crate::chart::landscape::INDEX;
use crate::chart::pen::Px;
use crate::chart::simplify::simplify;
use crate::core::scalar::Vec2;

/// About how many lines of the grid there are along the longer side.
const GRID: f64 = 12.0;
/// How far, in pixels of the map, a level line may pass from a place that is left out.
const TOLERANCE: f64 = 0.2;

/// A piece of level line on the ground.
#[derive(Clone, Debug)]
pub struct Contour {
    /// Which level: a whole number of bands.
    pub level: usize,
    /// Its points, a little above the ground.
    pub points: Vec<World>,
}

impl Contour {
    /// Whether it is an index line.
    pub fn is_index(&self) -> bool {
        self.level.is_multiple_of(INDEX)
    }
}

/// The level lines of a field that a frame shows, as far as the plate reaches.
pub fn on(mesh: &Mesh, field: &Field, frame: &Frame, relief: &Relief) -> Vec<Contour> {
    let mut all = Vec::new();
    for ring in rings(field) {
        for line in lines(&ring, field) {
            let kept: Vec<Px> = simplify(&line, TOLERANCE).into_iter().map(|i| line[i]).collect();
            let plane: Vec<Vec2> = kept.iter().map(|at| frame.plane(*at)).collect();
            let laid = lay(mesh, &relief.plate, &plane, LINE_LIFT * relief.rise);
            all.extend(laid.into_iter().map(|piece| Contour { level: ring.level, points: points(&piece) }));
        }
    }
    all
}

/// Lines of round x and of round y on the ground, the same distance apart: its squares show how steep it is, and how
/// far.
pub fn grid(mesh: &Mesh, relief: &Relief) -> Vec<Vec<World>> {
    let d = relief.plate.domain;
    let step = grid_step(relief);
    let count = |(low, high): (f64, f64)| (high - low) / step;
    let mut all = Vec::new();
    for x in ticks(d.x, count(d.x)) {
        all.extend(lay(mesh, &relief.plate, &[[x, d.y.0], [x, d.y.1]], LINE_LIFT * relief.rise));
    }
    for y in ticks(d.y, count(d.y)) {
        all.extend(lay(mesh, &relief.plate, &[[d.x.0, y], [d.x.1, y]], LINE_LIFT * relief.rise));
    }
    all.iter().map(|piece| points(piece)).collect()
}

/// The distance between two lines of the grid, in the plane.
pub fn grid_step(relief: &Relief) -> f64 {
    let d = relief.plate.domain;
    tick_step((d.x.1 - d.x.0).max(d.y.1 - d.y.0), 1.4 * GRID)
}

fn points(piece: &[Laid]) -> Vec<World> {
    piece.iter().map(|laid| laid.at).collect()
}
