//! How far away the ground is at every pixel: what hides what, without a graphics card.

use super::camera::{Seen, View};
use super::mesh::Mesh;
use super::walls::walls;
use crate::chart::pen::Px;

/// How far away the ground is at every pixel.
pub struct Depth {
    width: usize,
    height: usize,
    depths: Vec<f32>,
}

/// By how much ground has to be nearer to hide something.
const BIAS: f64 = 0.002;

/// A triangle in the picture, ready to be filled.
pub struct Flat {
    a: Px,
    /// What makes a place the parts of the second and of the third corner.
    by: [Px; 2],
    depths: [f64; 3],
    low: Px,
    high: Px,
}

impl Flat {
    /// The triangle between three points; none if it is seen from its edge.
    pub fn new([a, b, c]: [Seen; 3]) -> Option<Flat> {
        let (u, v) = ((b.at.0 - a.at.0, b.at.1 - a.at.1), (c.at.0 - a.at.0, c.at.1 - a.at.1));
        let area = u.0 * v.1 - v.0 * u.1;
        if area.abs() < 1e-12 {
            return None;
        }
        let all = [a.at, b.at, c.at];
        let low = all.iter().fold((f64::INFINITY, f64::INFINITY), |m, p| (m.0.min(p.0), m.1.min(p.1)));
        let high = all.iter().fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |m, p| (m.0.max(p.0), m.1.max(p.1)));
        let by = [(v.1 / area, -v.0 / area), (-u.1 / area, u.0 / area)];
        Some(Flat { a: a.at, by, depths: [a.depth, b.depth, c.depth], low, high })
    }

    /// Calls `each` for every place of a grid inside the triangle: columns and rows from 0 up to `size`, their middles
    /// half a `pitch` and then a pitch apart from `origin`. It gets column, row, depth, and the parts of the three corners.
    pub fn fill(
        &self,
        origin: Px,
        pitch: f64,
        size: (usize, usize),
        each: &mut impl FnMut(usize, usize, f32, [f32; 3]),
    ) {
        let first = |v: f64, from: f64| ((v - from) / pitch - 0.5).ceil().max(0.0) as usize;
        let end = |v: f64, from: f64, most: usize| {
            (((v - from) / pitch - 0.5).floor() + 1.0).clamp(0.0, most as f64) as usize
        };
        let columns = first(self.low.0, origin.0)..end(self.high.0, origin.0, size.0);
        for j in first(self.low.1, origin.1)..end(self.high.1, origin.1, size.1) {
            let y = origin.1 + (j as f64 + 0.5) * pitch - self.a.1;
            for i in columns.clone() {
                let x = origin.0 + (i as f64 + 0.5) * pitch - self.a.0;
                let [b, c] = self.by.map(|(p, q)| p * x + q * y);
                let a = 1.0 - b - c;
                // A side belongs to both triangles: there is no crack between them.
                if a >= -1e-9 && b >= -1e-9 && c >= -1e-9 {
                    let depth = a * self.depths[0] + b * self.depths[1] + c * self.depths[2];
                    each(i, j, depth as f32, [a as f32, b as f32, c as f32]);
                }
            }
        }
    }

    /// The rows between which it lies, in pixels.
    pub fn rows(&self) -> (f64, f64) {
        (self.low.1, self.high.1)
    }
}

/// The corners of a mesh in the picture.
pub fn corners(mesh: &Mesh, view: &View) -> Vec<Seen> {
    mesh.positions.iter().map(|p| view.see(p.map(f64::from))).collect()
}

impl Depth {
    /// The depths of a mesh, a sample a pixel.
    pub fn new(mesh: &Mesh, view: &View) -> Depth {
        let (width, height) = (view.size.0.ceil().max(1.0) as usize, view.size.1.ceil().max(1.0) as usize);
        let mut depths = vec![f32::INFINITY; width * height];
        let seen = corners(mesh, view);
        let mut fill = |triangle: [Seen; 3]| {
            if let Some(flat) = Flat::new(triangle) {
                flat.fill((0.0, 0.0), 1.0, (width, height), &mut |i, j, depth, _| {
                    let place = &mut depths[j * width + i];
                    *place = place.min(depth);
                });
            }
        };
        mesh.triangles.iter().for_each(|triangle| fill(triangle.map(|i| seen[i as usize])));
        for wall in walls(mesh).iter().filter(|wall| wall.faces(view)) {
            let [a, b, c, d] = wall.corners.map(|corner| view.see(corner));
            fill([a, c, b]);
            fill([a, d, c]);
        }

        Depth { width, height, depths }
    }

    /// Whether ground stands before something at a pixel.
    pub fn hides(&self, at: Px, depth: f64) -> bool {
        let (x, y) = ((at.0 - 0.5).floor(), (at.1 - 0.5).floor());
        if !(x >= 0.0 && y >= 0.0 && x + 1.0 < self.width as f64 && y + 1.0 < self.height as f64) {
            return false;
        }
        // All four samples around it: on a slope one of them is nearer than the place itself.
        let first = y as usize * self.width + x as usize;
        let four = [first, first + 1, first + self.width, first + self.width + 1];
        four.iter().all(|i| f64::from(self.depths[*i]) < depth - BIAS)
    }
}
