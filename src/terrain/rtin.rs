//! Right-angled triangles that are halved where the ground bends, without cracks.
//!
//! W. Evans, D. Kirkpatrick, G. Townsend, "Right-triangulated irregular networks", Algorithmica 30 (2001): a square of
//! two triangles; each is split from its right angle to the middle of its longest side. The score of that middle is how
//! much a split there matters, and never less than that of any split that depends on it. So, whatever the threshold,
//! both triangles at a side are split or none: there are no cracks and no T-junctions.

/// A node of the grid.
pub type Node = (usize, usize);

/// A triangle of the grid: the two ends of its longest side, and its right angle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    /// One end of the longest side.
    pub a: Node,
    /// The other end; a, b, c run against the clock, as seen with y upwards.
    pub b: Node,
    /// The right angle.
    pub c: Node,
}

impl Corner {
    /// The two triangles that the square is made of.
    pub fn roots(cells: usize) -> [Corner; 2] {
        let n = cells;
        [Corner { a: (n, n), b: (0, 0), c: (n, 0) }, Corner { a: (0, 0), b: (n, n), c: (0, n) }]
    }

    /// The middle of its longest side.
    pub fn middle(self) -> Node {
        ((self.a.0 + self.b.0) / 2, (self.a.1 + self.b.1) / 2)
    }

    /// Its halves: the one at `a`, the one at `b`.
    pub fn halves(self) -> [Corner; 2] {
        let m = self.middle();
        [Corner { a: self.c, b: self.a, c: m }, Corner { a: self.b, b: self.c, c: m }]
    }

    /// Whether there is a node in the middle of its longest side.
    pub fn can_split(self) -> bool {
        self.a.0.abs_diff(self.c.0) + self.a.1.abs_diff(self.c.1) > 1
    }
}

/// How much each split matters.
pub struct Scores {
    cells: usize,
    /// For each node, that of the split in it.
    scores: Vec<f32>,
}

impl Scores {
    /// The scores of a grid of `cells` × `cells`, a power of two: `of` scores the split of a triangle by itself.
    pub fn new(cells: usize, of: &dyn Fn(Corner) -> f32) -> Scores {
        let width = cells + 1;
        let mut scores = vec![0.0_f32; width * width];
        let index = |(x, y): Node| y * width + x;
        // Numbers 2 and 3 are the roots; the halves of i are 2i and 2i + 1. From the smallest triangles up.
        let all = 2 * cells * cells;
        for number in (2..all).rev() {
            let mut corner = Corner::roots(cells)[usize::from(!leading_path(number).0)];
            for second in leading_path(number).1 {
                corner = corner.halves()[usize::from(second)];
            }
            let mut score = of(corner).max(scores[index(corner.middle())]);
            for half in corner.halves() {
                if half.can_split() {
                    score = score.max(scores[index(half.middle())]);
                }
            }
            scores[index(corner.middle())] = score;
        }
        Scores { cells, scores }
    }

    /// Whether a triangle is split at a threshold.
    pub fn splits(&self, corner: Corner, threshold: f32) -> bool {
        let (x, y) = corner.middle();
        corner.can_split() && self.scores[y * (self.cells + 1) + x] > threshold
    }

    /// How many triangles there are at a threshold.
    pub fn count(&self, threshold: f32) -> usize {
        let mut stack = Corner::roots(self.cells).to_vec();
        let mut count = 0;
        while let Some(corner) = stack.pop() {
            if self.splits(corner, threshold) {
                stack.extend(corner.halves());
            } else {
                count += 1;
            }
        }
        count
    }
}

/// Whether a number's path begins at the first root, and at which halves it goes on: the digits below its leading two.
fn leading_path(number: usize) -> (bool, impl Iterator<Item = bool>) {
    let below = usize::BITS - 1 - number.leading_zeros();
    let first = number >> (below - 1) & 1 == 0;
    (first, (0..below - 1).rev().map(move |bit| number >> bit & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_split_of_the_grid_is_scored_once_or_twice() {
        let cells = 8;
        let seen = std::cell::RefCell::new(vec![0; (cells + 1) * (cells + 1)]);
        let scores = Scores::new(cells, &|corner| {
            let (x, y) = corner.middle();
            seen.borrow_mut()[y * (cells + 1) + x] += 1;
            1.0
        });
        let corners = [0, cells, cells * (cells + 1), (cells + 1) * (cells + 1) - 1];
        for (i, times) in seen.borrow().iter().enumerate() {
            let (x, y) = (i % (cells + 1), i / (cells + 1));
            let border = x == 0 || y == 0 || x == cells || y == cells;
            let expected = if corners.contains(&i) {
                0
            } else if border {
                1
            } else {
                2
            };
            assert_eq!(*times, expected, "{x}, {y}");
        }
        assert_eq!(scores.count(0.5), 2 * cells * cells);
        assert_eq!(scores.count(1.5), 2);
    }
}
