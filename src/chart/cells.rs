//! The cells of a map as far as they are known, and how they are painted. What they look like is the affair of
//! [`super::basins`] and [`super::rates`]; what did not arrive has the same marks in both.

use super::frame::Frame;
use super::pen::Px;
use super::raster::Raster;
use super::theme::{Colour, Palette, mix};
use crate::core::map::{Cell, Ending, Tile};
use crate::core::surfaces::Domain;

/// The cells of a map as far as they are known: coarse ones stand for their neighbours until finer ones are there.
#[derive(Clone, Debug)]
pub struct Cells {
    size: [usize; 2],
    /// The coarsest level.
    stride: usize,
    cells: Vec<Option<Cell>>,
    known: usize,
}

impl Cells {
    /// A map of which nothing is known, with so many columns and rows; `stride` is that of the coarsest tiles.
    pub fn new(size: [usize; 2], stride: usize) -> Cells {
        Cells { size, stride: stride.max(1), cells: vec![None; size[0] * size[1]], known: 0 }
    }

    /// Columns and rows.
    pub fn size(&self) -> [usize; 2] {
        self.size
    }

    /// Which part of the cells is known, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.known as f64 / self.cells.len().max(1) as f64
    }

    /// Takes the cells of a tile, in its order.
    pub fn take(&mut self, tile: Tile, cells: &[Cell]) {
        for ([i, j], cell) in tile.cells(self.size[0]).into_iter().zip(cells) {
            let place = &mut self.cells[j * self.size[0] + i];
            self.known += usize::from(place.is_none());
            *place = Some(*cell);
        }
    }

    /// The cell at a place, column from the left and row from the bottom, or the one that stands for it.
    pub fn at(&self, i: usize, j: usize) -> Option<&Cell> {
        let mut stride = 1;
        while stride <= self.stride {
            let (i, j) = (i - i % stride, j - j % stride);
            if let Some(cell) = &self.cells[j * self.size[0] + i] {
                return Some(cell);
            }
            stride *= 2;
        }
        None
    }

    /// All that are known, each once.
    pub fn known(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().flatten()
    }

    /// The cell under a place of the picture, given as parts of its width and height from the lower left.
    pub fn under(&self, [x, y]: [f64; 2]) -> [usize; 2] {
        let place = |share: f64, n: usize| ((share * n as f64).max(0.0) as usize).min(n.saturating_sub(1));
        [place(x, self.size[0]), place(y, self.size[1])]
    }
}

/// What lies over the colour of a cell. The same for all of its kind, so that nothing is told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Nothing: it arrived.
    Plain,
    /// Dots far apart: not there yet.
    Dots,
    /// Level lines: out of the view.
    Level,
    /// Slanting lines: diverged.
    Slanting,
    /// Slanting lines both ways: not allowed.
    Crossed,
}

impl Pattern {
    /// Whether it has ink at a place, in CSS pixels.
    fn on(self, x: f64, y: f64) -> bool {
        let every = |v: f64, n: f64, width: f64| v.rem_euclid(n) < width;
        match self {
            Pattern::Plain => false,
            Pattern::Dots => every(x, 6.0, 1.5) && every(y, 6.0, 1.5),
            Pattern::Level => every(y, 5.0, 1.0),
            Pattern::Slanting => every(x + y, 6.0, 1.5),
            Pattern::Crossed => every(x + y, 9.0, 1.2) || every(x - y, 9.0, 1.2),
        }
    }
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Its colour.
    pub ground: Colour,
    /// What lies over it.
    pub pattern: Pattern,
    /// The colour of that.
    pub ink: Colour,
    /// What belongs together has the same number; where it changes there is a border.
    pub group: u32,
}

impl Look {
    /// The look of a run that arrived.
    pub fn arrived(ground: Colour, group: u32) -> Look {
        Look { ground, pattern: Pattern::Plain, ink: ground, group }
    }

    /// The look of a run that did not.
    pub fn of(ending: Ending, palette: &Palette) -> Look {
        let pattern = match ending {
            Ending::Converged => Pattern::Plain,
            Ending::Budget => Pattern::Dots,
            Ending::LeftView => Pattern::Level,
            Ending::Diverged => Pattern::Slanting,
            Ending::NotAllowed => Pattern::Crossed,
        };
        let ground = if ending == Ending::Budget { mix(palette.surface, palette.line, 0.7) } else { palette.surface };
        let ink = if ending == Ending::NotAllowed { mix(palette.edge, palette.surface, 0.45) } else { palette.edge };
        Look { ground, pattern, ink, group: u32::MAX - ending as u32 }
    }
}

/// Paints a map `width` × `height` pixels large, `unit` of them to a CSS pixel, with borders where groups meet. What is not
/// known stays clear.
pub fn paint(
    cells: &Cells,
    (width, height): (usize, usize),
    unit: f64,
    border: Option<Colour>,
    look: impl Fn(&Cell) -> Look,
) -> Raster {
    let mut raster = Raster::clear(width, height);
    let [columns, rows] = cells.size();
    if columns == 0 || rows == 0 {
        return raster;
    }
    let looks: Vec<Option<Look>> =
        (0..rows).flat_map(|j| (0..columns).map(move |i| (i, j))).map(|(i, j)| cells.at(i, j).map(&look)).collect();
    let column: Vec<usize> = (0..width).map(|x| x * columns / width).collect();
    let row = |y: usize| rows - 1 - y * rows / height;
    // A border is as wide as a CSS pixel; a map of single pixels would be all border.
    let wide = (unit.round() as usize).max(1);
    for y in 0..height {
        let here = row(y) * columns;
        let below = row((y + wide).min(height - 1)) * columns;
        for x in 0..width {
            let Some(look) = looks[here + column[x]] else { continue };
            let right = looks[here + column[(x + wide).min(width - 1)]];
            let other = |look: Look, neighbour: Option<Look>| neighbour.is_some_and(|n| n.group != look.group);
            let edge = other(look, right) || other(look, looks[below + column[x]]);
            let colour = match border.filter(|_| edge) {
                Some(border) => border,
                None if look.pattern.on(x as f64 / unit, y as f64 / unit) => look.ink,
                None => look.ground,
            };
            raster.set(x, y, colour);
        }
    }
    raster
}

/// A small picture of a look, for legends: so many pixels wide and high.
pub fn swatch(look: Look, (width, height): (usize, usize), unit: f64) -> Raster {
    let mut cells = Cells::new([1, 1], 1);
    cells.take(Tile { stride: 1, coarsest: true, rows: [0, 1] }, &[Cell::NOT_ALLOWED]);
    paint(&cells, (width, height), unit, None, |_| look)
}

/// Where a map lies in a picture: its left, top, width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The upper left corner.
    pub corner: Px,
    /// Width and height.
    pub size: (f64, f64),
}

impl Plot {
    /// Where a part of the plane lies in a picture.
    pub fn of(frame: &Frame, domain: Domain) -> Plot {
        let ((left, top), (right, bottom)) = (frame.px([domain.x.0, domain.y.1]), frame.px([domain.x.1, domain.y.0]));
        Plot { corner: (left, top), size: (right - left, bottom - top) }
    }

    /// The place of a point given by its parts of width and height, from the lower left.
    pub fn px(&self, [x, y]: [f64; 2]) -> Px {
        (self.corner.0 + x * self.size.0, self.corner.1 + (1.0 - y) * self.size.1)
    }

    /// The parts of width and height, from the lower left, of a place in the picture.
    pub fn share(&self, (x, y): Px) -> [f64; 2] {
        [(x - self.corner.0) / self.size.0, 1.0 - (y - self.corner.1) / self.size.1]
    }
}
