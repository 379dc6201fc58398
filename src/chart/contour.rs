//! Level lines by marching squares: one set, from which both the filled bands and the lines are drawn.
//!
//! Every ring has the higher side on its right as one looks at it. The grid is padded with a border lower than
//! everything, so that rings are always closed; drawn in the order of shrinking area each ring can be filled whole
//! with the colour of the band just inside it, and no holes have to be cut.

use super::field::Field;
use super::pen::Px;
use crate::core::order::sorted_by;

/// One closed level line.
pub struct Ring {
    /// The level: a whole number of bands.
    pub level: usize,
    /// The band just inside it.
    pub inside: usize,
    /// Its points, in pixels; the last joins the first.
    pub points: Vec<Px>,
    area: f64,
}

/// All level lines of a field, the largest first.
pub fn rings(field: &Field) -> Vec<Ring> {
    let mut all = Vec::new();
    let mut march = March::new(field);
    for level in 1..field.bands {
        march.trace(level, &mut all);
    }
    // Of two rings of the same area (steps so steep that levels coincide) the lower is the outer one: it came first.
    sorted_by(all, |ring| -ring.area)
}

/// Lower than every tone.
const OUTSIDE: f64 = -1e6;
/// No crossing.
const NONE: u32 = u32::MAX;

/// Edges of the padded grid are numbered: twice the node's number for the edge to its right, one more for the edge
/// below it.
struct March<'a> {
    field: &'a Field,
    /// Nodes of the padded grid.
    size: (usize, usize),
    /// For each edge that a level line enters a cell by, the edge by which it leaves.
    next: Vec<u32>,
}

impl<'a> March<'a> {
    fn new(field: &'a Field) -> Self {
        let size = (field.nodes.0 + 2, field.nodes.1 + 2);
        March { field, size, next: vec![NONE; 2 * size.0 * size.1] }
    }

    fn value(&self, i: usize, j: usize) -> f64 {
        let (nx, ny) = self.field.nodes;
        if i == 0 || j == 0 || i > nx || j > ny { OUTSIDE } else { self.field.at(i - 1, j - 1) }
    }

    fn trace(&mut self, level: usize, rings: &mut Vec<Ring>) {
        let threshold = level as f64;
        let mut starts = Vec::new();
        let width = self.size.0;
        for j in 0..self.size.1 - 1 {
            let (mut nw, mut sw) = (self.value(0, j), self.value(0, j + 1));
            for i in 0..width - 1 {
                let (ne, se) = (self.value(i + 1, j), self.value(i + 1, j + 1));
                let high = |v: f64| u8::from(v >= threshold);
                let case = high(nw) << 3 | high(ne) << 2 | high(se) << 1 | high(sw);
                if case != 0 && case != 15 {
                    let node = (j * width + i) as u32;
                    let (top, left) = (2 * node, 2 * node + 1);
                    let (bottom, right) = (2 * (node + width as u32), 2 * (node + 1) + 1);
                    let middle_high = nw + ne + se + sw >= 4.0 * threshold;
                    for (from, to) in joins(case, middle_high, [top, right, bottom, left]).into_iter().flatten() {
                        self.next[from as usize] = to;
                        starts.push(from);
                    }
                }
                (nw, sw) = (ne, se);
            }
        }
        for start in starts {
            if self.next[start as usize] != NONE {
                rings.push(self.follow(start, level));
            }
        }
    }

    fn follow(&mut self, start: u32, level: usize) -> Ring {
        let mut points = Vec::new();
        let mut edge = start;
        // Each crossing is taken once, so this ends.
        while self.next[edge as usize] != NONE {
            points.push(self.crossing(edge, level as f64));
            edge = std::mem::replace(&mut self.next[edge as usize], NONE);
        }
        let mut twice = 0.0;
        for (k, p) in points.iter().enumerate() {
            let q = points[(k + 1) % points.len()];
            twice += p.0 * q.1 - q.0 * p.1;
        }
        // y points down in pixels, so a positive sum runs clockwise: the right side, the higher one, is inside.
        let inside = if twice > 0.0 { level } else { level - 1 };
        Ring { level, inside, points, area: twice.abs() / 2.0 }
    }

    /// Where a level crosses an edge.
    fn crossing(&self, edge: u32, threshold: f64) -> Px {
        let node = (edge / 2) as usize;
        let (i, j) = (node % self.size.0, node / self.size.0);
        let (i2, j2) = if edge.is_multiple_of(2) { (i + 1, j) } else { (i, j + 1) };
        let (a, b) = (self.value(i, j), self.value(i2, j2));
        let share = (threshold - a) / (b - a);
        let (p, q) = (self.place(i, j), self.place(i2, j2));
        (p.0 + (q.0 - p.0) * share, p.1 + (q.1 - p.1) * share)
    }

    /// The place of a node of the padded grid; padding nodes lie on the border itself.
    fn place(&self, i: usize, j: usize) -> Px {
        let (field, (nx, ny)) = (self.field, self.field.nodes);
        let (i, j) = (i.clamp(1, nx) - 1, j.clamp(1, ny) - 1);
        (field.corner.0 + i as f64 * field.spacing.0, field.corner.1 + j as f64 * field.spacing.1)
    }
}

/// Which edges of a cell a level line joins, the higher side on its right.
///
/// `case` has a bit for each corner at or above the level: 8 north-west, 4 north-east, 2 south-east, 1 south-west.
fn joins(case: u8, middle_high: bool, [top, right, bottom, left]: [u32; 4]) -> [Option<(u32, u32)>; 2] {
    let one = |from, to| [Some((from, to)), None];
    match case {
        1 => one(left, bottom),
        2 => one(bottom, right),
        3 => one(left, right),
        4 => one(right, top),
        6 => one(bottom, top),
        7 => one(left, top),
        8 => one(top, left),
        9 => one(top, bottom),
        11 => one(top, right),
        12 => one(right, left),
        13 => one(right, bottom),
        14 => one(bottom, left),
        // Two opposite corners are high: the middle says whether they are joined.
        5 if middle_high => [Some((left, top)), Some((right, bottom))],
        5 => [Some((left, bottom)), Some((right, top))],
        10 if middle_high => [Some((top, right)), Some((bottom, left))],
        10 => [Some((top, left)), Some((bottom, right))],
        _ => [None, None],
    }
}

/// The parts of a ring inside the picture, without what runs along the border.
pub fn lines(ring: &Ring, field: &Field) -> Vec<Vec<Px>> {
    let (x0, y0) = field.corner;
    let x1 = x0 + (field.nodes.0 - 1) as f64 * field.spacing.0;
    let y1 = y0 + (field.nodes.1 - 1) as f64 * field.spacing.1;
    let near = |a: f64, b: f64| (a - b).abs() < 1e-3;
    let along = |p: Px, q: Px| {
        (near(p.0, q.0) && (near(p.0, x0) || near(p.0, x1))) || (near(p.1, q.1) && (near(p.1, y0) || near(p.1, y1)))
    };
    let n = ring.points.len();
    let segment = |k: usize| (ring.points[k % n], ring.points[(k + 1) % n]);
    // Begin behind a stretch of border, so that no line is cut where the ring happens to start.
    let first = (0..n)
        .find(|k| {
            let (p, q) = segment(*k);
            along(p, q)
        })
        .map_or(0, |k| k + 1);
    let mut all: Vec<Vec<Px>> = Vec::new();
    let mut line: Vec<Px> = Vec::new();
    for k in first..first + n {
        let (p, q) = segment(k);
        if along(p, q) {
            if line.len() > 1 {
                all.push(std::mem::take(&mut line));
            }
            line.clear();
        } else {
            if line.is_empty() {
                line.push(p);
            }
            line.push(q);
        }
    }
    if line.len() > 1 {
        all.push(line);
    }
    all
}
