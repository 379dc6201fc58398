//! The walls below the rim of the plate: they give the ground a body, and keep its underside out of sight.

use super::World;
use super::camera::View;
use super::mesh::Mesh;
use crate::core::scalar::Vec2;

/// A strip of wall below one side of a triangle at the rim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wall {
    /// Its corners: two at the rim, against the clock around the plate, and those below them, the second one first.
    pub corners: [World; 4],
    /// The tones of the ground above its two ends.
    pub tones: [f32; 2],
    /// Which way is out, from above.
    pub out: Vec2,
}

impl Wall {
    /// Whether it is seen from outside.
    pub fn faces(&self, view: &View) -> bool {
        let [x, y] = view.eye_above();
        let [a, ..] = self.corners;
        (x - a[0]) * self.out[0] + (y - a[1]) * self.out[1] > 0.0
    }
}

/// The walls of a mesh, down to the lowest level.
pub fn walls(mesh: &Mesh) -> Vec<Wall> {
    let [hx, hy] = mesh.half();
    let sides = [(0, hx, [1.0, 0.0]), (0, -hx, [-1.0, 0.0]), (1, hy, [0.0, 1.0]), (1, -hy, [0.0, -1.0])];
    let mut all = Vec::new();
    for triangle in &mesh.triangles {
        for i in 0..3 {
            let (i, j) = (triangle[i], triangle[(i + 1) % 3]);
            let (a, b) = (mesh.corner(i), mesh.corner(j));
            let on = |(axis, at, _): &(usize, f64, Vec2)| (a[*axis] - at).abs() + (b[*axis] - at).abs() < 1e-6;
            if let Some((_, _, out)) = sides.into_iter().find(on) {
                let corners = [a, b, [b[0], b[1], 0.0], [a[0], a[1], 0.0]];
                all.push(Wall { corners, tones: [i, j].map(|i| mesh.tones[i as usize]), out });
            }
        }
    }
    all
}
