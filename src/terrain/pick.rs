//! The place of the ground that is seen at a pixel.

use super::World;
use super::camera::{Ray, View};
use super::mesh::Mesh;
use super::relief::Relief;
use crate::chart::pen::Px;
use crate::core::scalar::Vec2;

/// What a ray has hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The point of the plane.
    pub plane: Vec2,
    /// Where that is in the world, on the mesh.
    pub world: World,
}

/// Steps along a ray for each cell of the mesh that it may cross.
const STEPS: f64 = 3.0;
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
    let [a, b] = [ray.at(from), ray.at(to)];
    let way = libm::hypot(b[0] - a[0], b[1] - a[1]);
    let steps = (way * mesh.cells() as f64 / 2.0 * STEPS).ceil().max(2.0) as usize;
    let place = |i: usize| from + (to - from) * i as f64 / steps as f64;
    // Who begins below the ground looks at a wall.
    if above(from).is_some_and(|height| height < 0.0) {
        return None;
    }
    let mut before: Option<(f64, f64)> = None;
    for i in 0..=steps {
        let t = place(i);
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

/// The part of a ray inside the box around the ground.
fn inside(ray: &Ray, relief: &Relief) -> Option<(f64, f64)> {
    let [x, y] = relief.plate.half();
    // The lowest ground lies on the bottom.
    let rim = 0.01 * relief.rise;
    let (mut enter, mut leave) = (f64::NEG_INFINITY, f64::INFINITY);
    for (axis, (low, high)) in [(-x, x), (-y, y), (-rim, relief.top() + rim)].into_iter().enumerate() {
        let (start, way) = (ray.from[axis], ray.way[axis]);
        if way == 0.0 {
            if !(low..=high).contains(&start) {
                return None;
            }
        } else {
            let (a, b) = ((low - start) / way, (high - start) / way);
            (enter, leave) = (enter.max(a.min(b)), leave.min(a.max(b)));
        }
    }
    (enter < leave).then_some((enter, leave))
}
