//! The parts of a map: a coarse picture of all of it first, then finer and finer ones, each cell worked out once.

/// Some rows of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The level: a cell of it stands for so many in each direction until a finer one is there.
    pub stride: usize,
    /// Whether there is no coarser level.
    pub coarsest: bool,
    /// The first row, and the first row after the last.
    pub rows: [usize; 2],
}

impl Tile {
    /// Its cells, row by row from the bottom, of a map with so many columns.
    pub fn cells(self, columns: usize) -> Vec<[usize; 2]> {
        let coarser = 2 * self.stride;
        let mut cells = Vec::new();
        for j in (self.rows[0]..self.rows[1]).filter(|j| j.is_multiple_of(self.stride)) {
            // Every other cell of every other row is there already.
            let there = !self.coarsest && j.is_multiple_of(coarser);
            let (first, step) = if there { (self.stride, coarser) } else { (0, self.stride) };
            cells.extend((first..columns).step_by(step).map(|i| [i, j]));
        }
        cells
    }
}

/// The parts of a map with so many columns and rows, the coarsest first; `stride` is a power of two, and a tile has about so
/// many cells (at least a row).
pub fn tiles([columns, rows]: [usize; 2], stride: usize, cells: usize) -> Vec<Tile> {
    let mut all = Vec::new();
    let mut level = stride.max(1);
    loop {
        let a_row = columns.div_ceil(level).max(1);
        let height = level * (cells / a_row).max(1);
        let mut from = 0;
        while from < rows {
            all.push(Tile { stride: level, coarsest: level == stride.max(1), rows: [from, (from + height).min(rows)] });
            from += height;
        }
        if level == 1 {
            return all;
        }
        level /= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_there_once_and_coarse_ones_come_first() {
        for size in [[1, 1], [2, 3], [16, 16], [17, 31], [100, 7], [5, 256]] {
            for stride in [1, 2, 8, 32] {
                for cells in [1, 50, 100_000] {
                    let mut seen = vec![0; size[0] * size[1]];
                    let mut last = usize::MAX;
                    for tile in tiles(size, stride, cells) {
                        assert!(tile.stride <= last, "coarse first");
                        last = tile.stride;
                        for [i, j] in tile.cells(size[0]) {
                            assert!([i, j].iter().all(|v| v.is_multiple_of(tile.stride)));
                            seen[j * size[0] + i] += 1;
                        }
                        if tile.stride < stride && tile.rows[0] == 0 {
                            let coarser = |i: usize, j: usize| [i, j].iter().all(|v| v.is_multiple_of(2 * tile.stride));
                            let all = (0..size[0]).flat_map(|i| (0..size[1]).map(move |j| (i, j)));
                            let there = |(i, j): (usize, usize)| seen[j * size[0] + i] == 1;
                            assert!(all.filter(|&(i, j)| coarser(i, j)).all(there), "the coarser level is complete");
                        }
                    }
                    assert!(seen.iter().all(|n| *n == 1), "{size:?}, {stride}, {cells}");
                }
            }
        }
    }
}
