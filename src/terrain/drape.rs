//! A line of the plane laid on the ground.
//!
//! It bends at every side of a triangle that it crosses, so it lies exactly on what is drawn and never sinks in; lifted
//! a little, it is not hidden by the ground that it lies on. What of it is hidden by other ground is told by
//! [`split`].

use super::World;
use super::camera::View;
use super::depth::Depth;
use super::mesh::{Mesh, Place};
use super::plate::Plate;
use crate::chart::clip::share_within;
use crate::chart::pen::Px;
use crate::core::scalar::Vec2;

/// How high runs and marks float over the ground, in parts of the rise.
pub const LIFT: f64 = 0.012;
/// The same for level lines and the grid: below the runs.
pub const LINE_LIFT: f64 = 0.003;

/// A point of a line on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laid {
    /// Where it is.
    pub at: World,
    /// Where on the line: 2.5 is the middle between the third point and the fourth. Of a run, the step.
    pub along: f64,
}

/// A step along a line beyond the side of a triangle, as a share of it: enough to be in the next triangle.
const BEYOND: f64 = 1e-9;
/// More triangles no piece of line crosses.
const MOST: usize = 4000;

/// How often the way to the edge of a hole is halved.
const HALVINGS: usize = 24;

/// Lays a line of the plane on the mesh, `lift` above it (in the world). It falls into pieces where it leaves the plate
/// or crosses a hole.
pub fn lay(mesh: &Mesh, plate: &Plate, points: &[Vec2], lift: f64) -> Vec<Vec<Laid>> {
    let [hx, hy] = plate.half();
    let mut pieces = Pieces::default();
    for (i, pair) in points.windows(2).enumerate() {
        let [a, b] = [pair[0], pair[1]].map(|p| plate.world(p).map(|v| v.clamp(-1e150, 1e150)));
        let way = [b[0] - a[0], b[1] - a[1]];
        if way == [0.0; 2] {
            continue;
        }
        let inside = share_within((a[0], a[1]), (way[0], way[1]), (-hx, -hy), (hx, hy));
        let Some((enter, leave)) = inside else {
            pieces.cut();
            continue;
        };
        if enter > 0.0 {
            pieces.cut();
        }
        // Only what lies on the plate, where floats are fine.
        let on_plate = |t: f64| [(a[0] + way[0] * t).clamp(-hx, hx), (a[1] + way[1] * t).clamp(-hy, hy)];
        let (from, to) = (if enter > 0.0 { on_plate(enter) } else { a }, if leave < 1.0 { on_plate(leave) } else { b });
        let along = |t: f64| i as f64 + enter + (leave - enter) * t;
        segment(mesh, from, to, &mut |t, point| match point {
            Some([x, y, z]) => pieces.add(Laid { at: [x, y, z + lift], along: along(t) }),
            None => pieces.cut(),
        });
        if leave < 1.0 {
            pieces.cut();
        }
    }
    pieces.cut();
    pieces.done
}

/// Lines as they grow.
#[derive(Default)]
struct Pieces {
    done: Vec<Vec<Laid>>,
    piece: Vec<Laid>,
}

impl Pieces {
    fn add(&mut self, laid: Laid) {
        // Where two segments meet there is one point.
        if self.piece.last().is_none_or(|last| last.along < laid.along) {
            self.piece.push(laid);
        }
    }

    fn cut(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        if piece.len() > 1 {
            self.done.push(piece);
        }
    }
}

/// Follows a straight line on the plate from triangle to triangle; `each` gets where it enters and leaves one, as a
/// share of the way and as a point of the ground, and nothing where there is none.
fn segment(mesh: &Mesh, from: Vec2, to: Vec2, each: &mut dyn FnMut(f64, Option<World>)) {
    let way = [to[0] - from[0], to[1] - from[1]];
    let at = |t: f64| if t >= 1.0 { to } else { [from[0] + way[0] * t, from[1] + way[1] * t] };
    let mut t = 0.0;
    for _ in 0..MOST {
        let ahead = f64::min(t + BEYOND, 1.0);
        let Some(place) = mesh.place(at(ahead)) else { break };
        let end = exit(&place, from, way, ahead).clamp(ahead, 1.0);
        let ground = |t: f64| {
            let [x, y] = at(t);
            mesh.z_in(&place, [x, y]).map(|z| [x, y, z])
        };
        match (ground(t), ground(end)) {
            (Some(a), Some(b)) => {
                each(t, Some(a));
                each(end, Some(b));
            }
            (None, None) => each(t, None),
            (start, _) => {
                // It goes into a hole, or comes out of one: the last place on this side.
                let (mut there, mut gone) = if start.is_some() { (t, end) } else { (end, t) };
                for _ in 0..HALVINGS {
                    let middle = (there + gone) / 2.0;
                    if ground(middle).is_some() { there = middle } else { gone = middle }
                }
                if start.is_some() {
                    each(t, start);
                    each(there, ground(there));
                    each(there, None);
                } else {
                    each(there, None);
                    each(there, ground(there));
                    each(end, ground(end));
                }
            }
        }
        t = end;
        if t >= 1.0 {
            break;
        }
    }
}

/// Where a line leaves a triangle that it is in.
fn exit(place: &Place, from: Vec2, way: Vec2, inside: f64) -> f64 {
    let mut end = f64::INFINITY;
    for i in 0..3 {
        let (p, q) = (place.corners[i], place.corners[(i + 1) % 3]);
        let side = [q[0] - p[0], q[1] - p[1]];
        let across = way[0] * side[1] - way[1] * side[0];
        if across != 0.0 {
            let t = ((p[0] - from[0]) * side[1] - (p[1] - from[1]) * side[0]) / across;
            if t > inside {
                end = end.min(t);
            }
        }
    }
    end
}

/// A point of the ground over a point of the plane, lifted: for a mark. None beside the plate and in a hole.
pub fn mark(mesh: &Mesh, plate: &Plate, p: Vec2, lift: f64) -> Option<World> {
    let [x, y] = plate.world(p);
    mesh.z([x, y]).map(|z| [x, y, z + lift])
}

/// A piece of line in the picture that is seen all along, or hidden all along.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Whether ground stands before it.
    pub hidden: bool,
    /// Its points in the picture, and where on the line each is.
    pub points: Vec<(Px, f64)>,
}

/// Pixels between the places at which is asked whether they are hidden.
const GRAIN: f64 = 2.0;
/// Pixels that a piece is long at least; a shorter one is as its neighbours are.
const SHORTEST: f64 = 4.0;

/// Takes a laid line to the picture and apart: what is seen, what is hidden.
pub fn split(line: &[Laid], view: &View, depth: &Depth) -> Vec<Piece> {
    let mut samples: Vec<(Px, f64, bool)> = Vec::new();
    for pair in line.windows(2) {
        let [a, b] = [view.see(pair[0].at), view.see(pair[1].at)];
        let length = (b.at.0 - a.at.0).hypot(b.at.1 - a.at.1);
        let parts = (length / GRAIN).ceil().clamp(1.0, 2000.0) as usize;
        for k in 0..=parts {
            if k == 0 && !samples.is_empty() {
                continue;
            }
            let t = k as f64 / parts as f64;
            let mix = |a: f64, b: f64| a + (b - a) * t;
            let at = (mix(a.at.0, b.at.0), mix(a.at.1, b.at.1));
            samples.push((at, mix(pair[0].along, pair[1].along), depth.hides(at, mix(a.depth, b.depth))));
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, along, hidden) in samples {
        match pieces.last_mut() {
            Some(piece) if piece.hidden == hidden => piece.points.push((at, along)),
            Some(piece) => {
                // The pieces meet.
                piece.points.push((at, along));
                pieces.push(Piece { hidden, points: vec![(at, along)] });
            }
            None => pieces.push(Piece { hidden, points: vec![(at, along)] }),
        }
    }
    merged(pieces)
}

fn length(piece: &Piece) -> f64 {
    piece.points.windows(2).map(|p| (p[1].0.0 - p[0].0.0).hypot(p[1].0.1 - p[0].0.1)).sum()
}

/// Short pieces become part of what is before them.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.hidden == piece.hidden || length(&piece) < SHORTEST => {
                last.points.extend_from_slice(&piece.points[1..]);
            }
            _ => out.push(piece),
        }
    }
    out
}
