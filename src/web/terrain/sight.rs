//! Whether a place of the ground can be seen.

use super::scenery::Scenery;
use crate::terrain::World;
use crate::terrain::camera::View;

/// How far apart the places are at which is asked whether ground stands before it, in the world.
const STRIDE: f64 = 0.012;
/// How far above a place on the ground the ground may still be, in parts of the rise: it is lifted, triangles are flat.
const BIAS: f64 = 0.012;
/// More places are not asked about.
const MOST: usize = 160;

/// Whether no ground stands between the eye and a place.
pub(super) fn seen(scenery: &Scenery, view: &View, place: World) -> bool {
    let ray = view.ray(view.see(place).at);
    let across = libm::hypot(ray.way[0], ray.way[1]);
    if across < 1e-9 {
        return true;
    }
    let (step, top) = (STRIDE / across, scenery.relief.top());
    for i in 1..MOST {
        let [x, y, z] = [0, 1, 2].map(|axis| place[axis] - ray.way[axis] * step * i as f64);
        if z > top {
            return true;
        }
        match scenery.mesh.z([x, y]) {
            Some(ground) if ground > z + BIAS * scenery.relief.rise => return false,
            Some(_) => {}
            // Beside the plate, or in a hole.
            None => {}
        }
    }
    true
}
