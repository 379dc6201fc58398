//! The ground as triangles: small where it bends, large where it is even, without cracks; with holes where f has no
//! value.

mod builder;

use builder::Builder;

use super::World;
use super::camera::View;
use super::relief::Relief;
use super::rtin::{Corner, Node};
use crate::core::scalar::Vec2;

/// How fine a mesh is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// Cells of the grid along a side, a power of two: the smallest triangles are halves of a cell.
    pub cells: usize,
    /// So many cells along a side there are at least.
    pub coarse: usize,
    /// The most triangles, holes aside.
    pub triangles: usize,
}

impl Detail {
    /// For a screen or a bitmap.
    pub const SCREEN: Detail = Detail { cells: 256, coarse: 32, triangles: 60_000 };
    /// For a file of vectors.
    pub const VECTORS: Detail = Detail { cells: 256, coarse: 64, triangles: 14_000 };
    /// For a picture in a hurry: while a hand changes the ground.
    pub const HURRIED: Detail = Detail { cells: 64, coarse: 16, triangles: 2_500 };
}

/// How far beside a triangle a place may be, in parts of it: corners are rounded to what a graphics card takes.
const NEAR: f64 = 1e-3;

/// The ground as triangles.
pub struct Mesh {
    /// The corners of the triangles, in the world.
    pub positions: Vec<[f32; 3]>,
    /// The unit vectors at right angles to the ground there, upwards, from the exact gradient.
    pub normals: Vec<[f32; 3]>,
    /// The tones there.
    pub tones: Vec<f32>,
    /// The triangles, three corners each, against the clock as seen from above.
    pub triangles: Vec<[u32; 3]>,
    cells: usize,
    half: Vec2,
    tree: Vec<Branch>,
}

/// A node of the tree of splits. The first two are the roots.
#[derive(Clone, Copy, Debug)]
enum Branch {
    /// Its halves are this one and the next.
    Split(u32),
    /// These triangles, so many: one, none in a hole, one or two at its edge.
    Leaf(u32, u8),
}

/// The triangle of the grid at a place of the ground, from above.
pub struct Place {
    /// Its three corners, from above.
    pub corners: [Vec2; 3],
    /// Which triangles of the mesh it has become.
    pub triangles: std::ops::Range<usize>,
}

impl Mesh {
    /// The triangles of a relief.
    pub fn new(relief: &Relief, detail: Detail) -> Mesh {
        Builder::new(relief, detail).build(detail.triangles)
    }

    /// The mesh as a graphics card takes it: of each corner X, Y, Z, the normal's three numbers, the tone.
    pub fn vertices(&self) -> Vec<f32> {
        let all = self.positions.iter().zip(&self.normals).zip(&self.tones);
        all.flat_map(|((p, n), tone)| [p[0], p[1], p[2], n[0], n[1], n[2], *tone]).collect()
    }

    /// The corners' numbers, three a triangle.
    pub fn indices(&self) -> Vec<u32> {
        self.triangles.iter().flatten().copied().collect()
    }

    /// Cells of the grid along a side.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// Half of its sides.
    pub fn half(&self) -> Vec2 {
        self.half
    }

    /// A corner.
    pub fn corner(&self, index: u32) -> World {
        self.positions[index as usize].map(f64::from)
    }

    /// The height of the mesh over a place of the world; none in a hole and beside the plate.
    pub fn z(&self, w: Vec2) -> Option<f64> {
        self.z_in(&self.place(w)?, w)
    }

    /// The height over a place of which the triangle is known.
    pub fn z_in(&self, place: &Place, w: Vec2) -> Option<f64> {
        // A cut triangle has two parts: that in which the place lies deeper.
        let mut best: Option<(f64, f64)> = None;
        for triangle in &self.triangles[place.triangles.clone()] {
            let [a, b, c] = triangle.map(|i| self.corner(i));
            let (inside, z) = interpolated(a, b, c, w);
            if inside > -NEAR && best.is_none_or(|(deepest, _)| inside > deepest) {
                best = Some((inside, z));
            }
        }
        best.map(|(_, z)| z)
    }

    /// The triangle of the grid at a place, from above; none beside the plate.
    pub fn place(&self, w: Vec2) -> Option<Place> {
        let [hx, hy] = self.half;
        if !(w[0].abs() <= hx * (1.0 + 1e-9) && w[1].abs() <= hy * (1.0 + 1e-9)) {
            return None;
        }
        let n = self.cells as f64;
        let at = [(w[0] / hx + 1.0) * 0.5 * n, (w[1] / hy + 1.0) * 0.5 * n];
        let roots = Corner::roots(self.cells);
        let (mut corner, mut branch) = if at[0] >= at[1] { (roots[0], 0) } else { (roots[1], 1) };
        loop {
            match self.tree[branch] {
                Branch::Leaf(first, count) => {
                    let triangles = first as usize..first as usize + usize::from(count);
                    let corners = [corner.a, corner.b, corner.c].map(|node| self.above(node));
                    return Some(Place { corners, triangles });
                }
                Branch::Split(first) => {
                    let second = usize::from(beyond(corner, at));
                    corner = corner.halves()[second];
                    branch = first as usize + second;
                }
            }
        }
    }

    fn above(&self, node: Node) -> Vec2 {
        above(node, self.cells, self.half)
    }

    /// The triangles from the farthest to the nearest: none hides one that comes after it. Exact, since every split is
    /// an upright plane: of its two sides the one without the eye comes first.
    pub fn order(&self, view: &View) -> Vec<u32> {
        let eye = view.eye_above();
        let n = self.cells as f64;
        let at = [0, 1].map(|i| (eye[i] / self.half[i] + 1.0) * 0.5 * n);
        let roots = Corner::roots(self.cells);
        let near = if at[0] >= at[1] { 0 } else { 1 };
        let mut order = Vec::with_capacity(self.triangles.len());
        let mut stack = vec![(roots[near], near), (roots[1 - near], 1 - near)];
        while let Some((corner, branch)) = stack.pop() {
            match self.tree[branch] {
                Branch::Leaf(first, count) => order.extend(first..first + u32::from(count)),
                Branch::Split(first) => {
                    let (near, halves) = (usize::from(beyond(corner, at)), corner.halves());
                    stack.extend([near, 1 - near].map(|half| (halves[half], first as usize + half)));
                }
            }
        }
        order
    }
}

/// Whether a place lies on the side of the second half of a triangle's split.
fn beyond(corner: Corner, at: Vec2) -> bool {
    let (m, c, a) = (corner.middle(), corner.c, corner.a);
    let cross = |p: Vec2| {
        let (mx, my) = (m.0 as f64 - c.0 as f64, m.1 as f64 - c.1 as f64);
        mx * (p[1] - c.1 as f64) - my * (p[0] - c.0 as f64)
    };
    cross(at) * cross([a.0 as f64, a.1 as f64]) < 0.0
}

fn above((i, j): Node, cells: usize, half: Vec2) -> Vec2 {
    let part = |i: usize| 2.0 * i as f64 / cells as f64 - 1.0;
    [part(i) * half[0], part(j) * half[1]]
}

/// How deep inside a triangle a place lies from above (below 0 outside), in parts of it, and the height there.
fn interpolated(a: World, b: World, c: World, w: Vec2) -> (f64, f64) {
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    let of_b = ((w[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (w[1] - a[1])) / area;
    let of_c = ((b[0] - a[0]) * (w[1] - a[1]) - (w[0] - a[0]) * (b[1] - a[1])) / area;
    let of_a = 1.0 - of_b - of_c;
    (of_a.min(of_b).min(of_c), of_a * a[2] + of_b * b[2] + of_c * c[2])
}
