//! How a mesh is made: the grid is split where the ground bends, and cut at the edges of holes.

use super::{Branch, Detail, Mesh, above};
use crate::core::scalar::Vec2;
use crate::terrain::relief::{Relief, normal};
use crate::terrain::rtin::{Corner, Node, Scores};
use std::collections::BTreeMap;

/// How far, in parts of the rise, the middle of a side may lie from the ground, and how far slopes may be off.
const OFF: f64 = 0.0004;
const TURNED: f64 = 0.03;

/// How often the edge of a hole is halved in: it is a millionth of a cell wide.
const HALVINGS: usize = 20;

/// What a mesh is made from.
pub(super) struct Builder<'a> {
    relief: &'a Relief,
    cells: usize,
    coarse: usize,
    half: Vec2,
    /// The heights at the nodes, NaN in holes.
    z: Vec<f32>,
    /// The corner that a node has become.
    corners: Vec<u32>,
    /// The corners on the edges of holes, by the side of a triangle that they lie on: the node with ground, the one
    /// without.
    edges: BTreeMap<(u32, u32), u32>,
    mesh: Mesh,
}

/// No corner yet.
const NONE: u32 = u32::MAX;

impl<'a> Builder<'a> {
    pub(super) fn new(relief: &'a Relief, detail: Detail) -> Builder<'a> {
        let Detail { cells, coarse, .. } = detail;
        let (width, half) = (cells + 1, relief.plate.half());
        let nodes = (0..width * width).map(|i| (i % width, i / width));
        let z = nodes.map(|node| relief.z(above(node, cells, half)) as f32).collect();
        let mesh = Mesh {
            positions: Vec::new(),
            normals: Vec::new(),
            tones: Vec::new(),
            triangles: Vec::new(),
            cells,
            half,
            tree: Vec::new(),
        };
        Builder { relief, cells, coarse, half, z, corners: vec![NONE; width * width], edges: BTreeMap::new(), mesh }
    }

    fn z(&self, (x, y): Node) -> f64 {
        f64::from(self.z[y * (self.cells + 1) + x])
    }

    /// How much the split of a triangle matters: 1 where its middle is as far off as may be.
    fn score(&self, corner: Corner) -> f32 {
        let leg = corner.a.0.abs_diff(corner.c.0).max(corner.a.1.abs_diff(corner.c.1));
        if leg * self.coarse > self.cells {
            return f32::INFINITY;
        }
        let [a, b, middle] = [corner.a, corner.b, corner.middle()].map(|node| self.z(node));
        match [a, b, middle, self.z(corner.c)].iter().filter(|z| z.is_nan()).count() {
            0 => {}
            4 => return 0.0,
            // The edge of a hole.
            _ => return f32::INFINITY,
        }
        let off = ((a + b) / 2.0 - middle).abs();
        let (from, to) = (above(corner.a, self.cells, self.half), above(corner.b, self.cells, self.half));
        let side = libm::hypot(to[0] - from[0], to[1] - from[1]);
        (off / (OFF * self.relief.rise)).max(4.0 * off / side / TURNED) as f32
    }

    pub(super) fn build(mut self, most: usize) -> Mesh {
        let scores = Scores::new(self.cells, &|corner| self.score(corner));
        let mut threshold = 1.0_f32;
        // Where that is too much, what matters least stays whole.
        if scores.count(threshold) > most {
            let (mut low, mut high) = (0.0_f32, 20.0);
            for _ in 0..18 {
                let middle = (low + high) / 2.0;
                if scores.count(libm::exp2f(middle)) > most {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            threshold = libm::exp2f(high);
        }
        self.mesh.tree = vec![Branch::Leaf(0, 0); 2];
        let mut stack = vec![(Corner::roots(self.cells)[1], 1), (Corner::roots(self.cells)[0], 0)];
        while let Some((corner, branch)) = stack.pop() {
            if scores.splits(corner, threshold) {
                let first = self.mesh.tree.len();
                self.mesh.tree[branch] = Branch::Split(first as u32);
                self.mesh.tree.extend([Branch::Leaf(0, 0); 2]);
                let [one, two] = corner.halves();
                stack.extend([(two, first + 1), (one, first)]);
            } else {
                let first = self.mesh.triangles.len();
                self.add(corner);
                self.mesh.tree[branch] = Branch::Leaf(first as u32, (self.mesh.triangles.len() - first) as u8);
            }
        }
        self.mesh
    }

    /// Adds a triangle, or what of it there is.
    fn add(&mut self, corner: Corner) {
        let nodes = [corner.a, corner.b, corner.c];
        let ground = nodes.map(|node| !self.z(node).is_nan());
        match ground.iter().filter(|there| **there).count() {
            0 => {}
            3 => {
                let triangle = nodes.map(|node| self.node(node));
                self.mesh.triangles.push(triangle);
            }
            1 => {
                let i = ground.iter().position(|there| *there).unwrap_or(0);
                let (own, next, last) = (nodes[i], nodes[(i + 1) % 3], nodes[(i + 2) % 3]);
                let triangle = [self.node(own), self.edge(own, next), self.edge(own, last)];
                self.mesh.triangles.push(triangle);
            }
            _ => {
                let i = ground.iter().position(|there| !*there).unwrap_or(0);
                let (lost, next, last) = (nodes[i], nodes[(i + 1) % 3], nodes[(i + 2) % 3]);
                let (p, q) = (self.node(next), self.node(last));
                let (from_next, from_last) = (self.edge(next, lost), self.edge(last, lost));
                self.mesh.triangles.extend([[p, q, from_last], [p, from_last, from_next]]);
            }
        }
    }

    fn node(&mut self, node: Node) -> u32 {
        let index = node.1 * (self.cells + 1) + node.0;
        if self.corners[index] == NONE {
            self.corners[index] = self.corner(above(node, self.cells, self.half), f64::from(self.z[index]));
        }
        self.corners[index]
    }

    /// The corner at the edge of a hole, between a node with ground and one without.
    fn edge(&mut self, ground: Node, hole: Node) -> u32 {
        let index = |node: Node| (node.1 * (self.cells + 1) + node.0) as u32;
        let key = (index(ground), index(hole));
        if let Some(corner) = self.edges.get(&key) {
            return *corner;
        }
        let (mut there, mut gone) = (above(ground, self.cells, self.half), above(hole, self.cells, self.half));
        let mut z = self.z(ground);
        for _ in 0..HALVINGS {
            let middle = [(there[0] + gone[0]) / 2.0, (there[1] + gone[1]) / 2.0];
            let height = self.relief.z(middle);
            if height.is_nan() {
                gone = middle;
            } else {
                (there, z) = (middle, height);
            }
        }
        let corner = self.corner(there, z);
        self.edges.insert(key, corner);
        corner
    }

    fn corner(&mut self, w: Vec2, z: f64) -> u32 {
        let slope = self.relief.slope(w).unwrap_or_else(|| self.chord(w));
        self.mesh.positions.push([w[0] as f32, w[1] as f32, z as f32]);
        self.mesh.normals.push(normal(slope).map(|v| v as f32));
        self.mesh.tones.push(self.relief.tone(w) as f32);
        self.mesh.positions.len() as u32 - 1
    }

    /// The slope between the neighbours of a place at which f has no gradient.
    fn chord(&self, w: Vec2) -> Vec2 {
        [0, 1].map(|axis| {
            let step = 2.0 * self.half[axis] / self.cells as f64;
            let side = |by: f64| {
                let mut at = w;
                at[axis] += by;
                (self.relief.z(at), at[axis])
            };
            let own = (self.relief.z(w), w[axis]);
            let ends = [side(-step), side(step)].map(|end| if end.0.is_nan() { own } else { end });
            let rise = (ends[1].0 - ends[0].0) / (ends[1].1 - ends[0].1);
            if rise.is_finite() { rise } else { 0.0 }
        })
    }
}
