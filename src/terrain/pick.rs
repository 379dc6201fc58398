//! The place of the ground that is seen at a pixel.

use super::World;
use super::camera::{Ray, View};
use super::mesh::Mesh;
use super::relief::Relief;
use crate::chart::clip::part_within;
use crate::chart::pen::Px;
use crate::core::order::sorted_by;
use crate::core::scalar::Vec2;

/// What a ray has hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The point of the plane.
    pub plane: Vec2,
    /// Where that is in the world, on the mesh.
    pub world: World,
}

/// How often the step in which it was hit is halved.
const HALVINGS: usize = 30;

/// The first place of the ground under a pixel; none beside it, on a wall, and through a hole.
pub fn at(view: &View, relief: &Relief, mesh: &Mesh, pixel: Px) -> Option<Hit> {
    let ray = view.ray(pixel);
    let (from, to) = inside(&ray, relief)?;
    let above = |t: f64| {
        let [x, y, z] = ray.at(t);
        mesh.z([x, y]).map(|ground| z - ground)
    };
    // Who begins below the ground looks at a wall.
    if above(from).is_some_and(|height| height < 0.0) {
        return None;
    }
    let mut before: Option<(f64, f64)> = None;
    for t in edges(&ray, mesh, (from, to)) {
        let here = above(t);
        if let (Some((last, height)), Some(now)) = (before, here)
            && height >= 0.0
            && now < 0.0
        {
            let (mut low, mut high) = (last, t);
            for _ in 0..HALVINGS {
                let middle = (low + high) / 2.0;
                match above(middle) {
                    Some(h) if h >= 0.0 => low = middle,
                    _ => high = middle,
                }
            }
            let world = ray.at(high);
            return Some(Hit { plane: relief.plate.plane([world[0], world[1]]), world });
        }
        before = here.map(|height| (t, height));
    }
    None
}

/// Where a part of a ray crosses edges of the finest triangles that the mesh may have, in order, with its ends. Between
/// them the ground is even, so that no crest is missed, however thin.
fn edges(ray: &Ray, mesh: &Mesh, (from, to): (f64, f64)) -> Vec<f64> {
    let n = mesh.cells() as f64;
    // The place in the grid is of the form a + b t.
    let [x, y] = [0, 1].map(|i| {
        let scale = 0.5 * n / mesh.half()[i];
        (ray.from[i] * scale + 0.5 * n, ray.way[i] * scale)
    });
    let mut all = vec![from, to];
    // Columns, rows, and diagonals of both kinds.
    for (a, b) in [x, y, (x.0 + y.0, x.1 + y.1), (x.0 - y.0, x.1 - y.1)] {
        let (first, last) = (a + b * from, a + b * to);
        let (low, high) = (first.min(last).ceil(), first.max(last).floor());
        // No more of them than the box has room for.
        let count = if high >= low { (high - low).min(2.0 * n) as usize + 1 } else { 0 };
        all.extend((0..count).map(|k| (low + k as f64 - a) / b).filter(|t| *t > from && *t < to));
    }
    sorted_by(all, |t| *t)
}

/// The part of a ray inside the box around the ground.
fn inside(ray: &Ray, relief: &Relief) -> Option<(f64, f64)> {
    let [x, y] = relief.plate.half();
    // The lowest ground lies on the bottom.
    let rim = 0.01 * relief.rise;
    let [a, b, c] = [(-x, x), (-y, y), (-rim, relief.top() + rim)];
    let axis = |i: usize, (low, high)| (ray.from[i], ray.way[i], low, high);
    part_within([axis(0, a), axis(1, b), axis(2, c)], (f64::NEG_INFINITY, f64::INFINITY))
}
