//! A surface sampled on the picture's grid, and its tones.
//!
//! The tone maps f to 0…1 as half logarithm, half rank: ravines and plateaus both get about evenly spaced bands.
//! It is monotone, so level lines of the tone are level lines of f.

use super::frame::Frame;
use crate::core::surfaces::Surface;

/// How many bands a landscape has; thumbnails have fewer.
pub const BANDS: usize = 14;
/// How many bands a thumbnail has.
pub const THUMB_BANDS: usize = 8;

/// Pixels between the samples of a landscape on the screen. In three dimensions it is the same: so are its level lines.
pub const ON_SCREEN: f64 = 4.0;
/// The same in a file: finer, since a picture is looked at for long.
pub const IN_FILES: f64 = 2.5;

/// A surface's values at the nodes of a grid over the plot, with tones.
pub struct Field {
    /// Nodes from left to right and from top to bottom.
    pub nodes: (usize, usize),
    /// Pixels between nodes, horizontally and vertically.
    pub spacing: (f64, f64),
    /// The place of the first node, the plot's upper left corner.
    pub corner: (f64, f64),
    /// The tone at each node times the number of bands, row by row from the top.
    pub heights: Vec<f32>,
    /// How many bands.
    pub bands: usize,
    /// The map from values to tones.
    pub tones: Tones,
}

impl Field {
    /// Samples a surface over the plot about every `spacing` pixels.
    pub fn sample(surface: &Surface, frame: &Frame, spacing: f64, bands: usize) -> Self {
        let (left, top, right, bottom) = frame.plot();
        let cells = |length: f64| (length / spacing).ceil().max(2.0) as usize;
        let (cx, cy) = (cells(right - left), cells(bottom - top));
        let spacing = ((right - left) / cx as f64, (bottom - top) / cy as f64);
        let nodes = (cx + 1, cy + 1);
        let mut values = Vec::with_capacity(nodes.0 * nodes.1);
        for j in 0..nodes.1 {
            for i in 0..nodes.0 {
                let at = (left + i as f64 * spacing.0, top + j as f64 * spacing.1);
                values.push(surface.objective.value(frame.plane(at)));
            }
        }
        let tones = Tones::new(&values, nodes.0, surface);
        let heights = values.iter().map(|f| (tones.tone(*f) * bands as f64) as f32).collect();
        Field { nodes, spacing, corner: (left, top), heights, bands, tones }
    }

    /// A field of given heights, row by row from the top; level lines run where they are whole.
    pub fn of_heights(
        nodes: (usize, usize),
        spacing: (f64, f64),
        corner: (f64, f64),
        heights: Vec<f32>,
        bands: usize,
    ) -> Self {
        let tones = Tones { sorted: Vec::new(), lowest: 0.0, softening: 1.0, logs: (0.0, 1.0) };
        Field { nodes, spacing, corner, heights, bands, tones }
    }

    /// The height at a node.
    pub fn at(&self, i: usize, j: usize) -> f64 {
        f64::from(self.heights[j * self.nodes.0 + i])
    }

    /// The slope of the heights at a node, bands per pixel to the right and downwards.
    pub fn slope(&self, i: usize, j: usize) -> (f64, f64) {
        let (nx, ny) = self.nodes;
        let (i, j) = (i.min(nx - 1), j.min(ny - 1));
        let (west, east) = (i.saturating_sub(1), (i + 1).min(nx - 1));
        let (north, south) = (j.saturating_sub(1), (j + 1).min(ny - 1));
        (
            (self.at(east, j) - self.at(west, j)) / ((east - west) as f64 * self.spacing.0),
            (self.at(i, south) - self.at(i, north)) / ((south - north) as f64 * self.spacing.1),
        )
    }
}

/// The map from values of f to tones from 0 (lowest) to 1 (highest).
#[derive(Clone, Debug)]
pub struct Tones {
    sorted: Vec<f64>,
    lowest: f64,
    softening: f64,
    logs: (f64, f64),
}

/// About how many samples the ranks are taken from.
const SAMPLES: usize = 3500;

impl Tones {
    fn new(values: &[f64], row: usize, surface: &Surface) -> Self {
        // Every so many nodes of every so many rows: a stride through the whole list would fall into step with rows.
        let stride = ((values.len() / SAMPLES).max(1) as f64).sqrt().round().max(1.0) as usize;
        let rows = values.chunks(row).step_by(stride);
        let mut sorted: Vec<f64> =
            rows.flat_map(|r| r.iter().step_by(stride)).copied().filter(|f| f.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        if sorted.is_empty() {
            sorted.push(0.0);
        }
        let quantile = |q: f64| sorted[((sorted.len() - 1) as f64 * q) as usize];
        // A minimum outside the view must not stretch the scale of what is in view.
        let lowest = surface
            .lowest()
            .map_or(sorted[0], |f| if f > sorted[0] - spread(&sorted) { f.min(sorted[0]) } else { sorted[0] });
        let softening = ((quantile(0.04) - lowest) * 0.6).max(1e-9 * spread(&sorted)).max(1e-300);
        let log = |f: f64| libm::log((f - lowest).max(0.0) + softening);
        let logs = (log(lowest), log(quantile(0.995)));
        Tones { sorted, lowest, softening, logs }
    }

    /// The tone of a value; what is not finite is as high as can be.
    pub fn tone(&self, f: f64) -> f64 {
        if !f.is_finite() {
            return if f == f64::NEG_INFINITY { 0.0 } else { 1.025 };
        }
        let n = self.sorted.len();
        let above = self.sorted.partition_point(|s| *s < f);
        let rank = match above {
            0 => 0.0,
            a if a == n => n as f64,
            a => {
                let (low, high) = (self.sorted[a - 1], self.sorted[a]);
                (a - 1) as f64 + if high > low { (f - low) / (high - low) } else { 0.0 }
            }
        };
        let span = self.logs.1 - self.logs.0;
        let log = if span > 0.0 {
            (libm::log((f - self.lowest).max(0.0) + self.softening) - self.logs.0) / span
        } else {
            0.0
        };
        0.5 * (rank / n as f64).min(1.0) + 0.5 * log.min(1.05)
    }

    /// The value that has tone 0, what is added to the distance from it before the logarithm is taken, and the highest
    /// value that was sampled.
    pub fn ends(&self) -> (f64, f64, f64) {
        (self.lowest, self.softening, self.sorted[self.sorted.len() - 1])
    }

    /// The value with a tone, by bisection between the lowest and the highest sample.
    pub fn value(&self, tone: f64) -> f64 {
        let (mut low, mut high) = (self.lowest, self.sorted[self.sorted.len() - 1]);
        for _ in 0..60 {
            let middle = 0.5 * low + 0.5 * high;
            if self.tone(middle) < tone {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * low + 0.5 * high
    }
}

fn spread(sorted: &[f64]) -> f64 {
    sorted[sorted.len() - 1] - sorted[0]
}
