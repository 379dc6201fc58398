//! The rate map: two parameters of a run, and what comes of each pair.
//!
//! The encoding is that of the scented sliders: the run's colour where it converges, stronger the sooner; marks for
//! the rest. Over it iso-lines of steps, the present setting, and, where theory knows, the limit of stability and the best pair.

mod axes;
mod overlay;

pub use axes::{axes, axis_name, named_axes, tick_values};
pub use overlay::{Isoline, Overlay, isolines};

use super::cells::{Cells, Look, paint};
use super::raster::Raster;
use super::theme::{Palette, mix};
use crate::core::map::{Cell, Ending};
use crate::core::order::sorted_by;
use crate::text::{Key, Lang, fill, key};

/// What the colour of a pair says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// How many steps it takes to converge.
    Steps,
    /// The loss at the end, as the logarithm of its height above a floor: from the darkest to the palest.
    Loss {
        /// The lowest value of f that is known.
        floor: f64,
        /// The ends of the scale, powers of ten.
        range: (f64, f64),
    },
    /// Only how it ended.
    Outcome,
}

/// Heights below this are as good as none.
const LEAST: f64 = -16.0;

fn height(loss: f64, floor: f64) -> f64 {
    libm::log10(loss - floor).max(LEAST)
}

impl Shown {
    /// The losses of a map above a floor, the scale as long as most of them need it.
    pub fn losses(cells: &Cells, floor: f64) -> Shown {
        let there = |cell: &&Cell| cell.loss.is_finite() && cell.ending != Ending::Diverged;
        let all: Vec<f64> = cells.known().filter(there).map(|cell| height(cell.loss, floor)).collect();
        let sorted = sorted_by(all.into_iter().filter(|v| !v.is_nan()).collect(), |v| *v);
        let at = |share: f64| sorted.get((share * sorted.len() as f64) as usize).copied();
        let (low, high) = (at(0.02).unwrap_or(LEAST), at(0.95).unwrap_or(0.0));
        Shown::Loss { floor, range: (low, high.max(low + 1.0)) }
    }
}

/// What a cell looks like, of a run with this colour's slot and so many steps.
pub fn look(cell: &Cell, shown: Shown, slot: usize, steps: usize, palette: &Palette) -> Look {
    let tint = |strength: f64| mix(palette.surface, palette.run(slot), strength);
    let mark = Look::of(cell.ending, palette);
    match (shown, cell.ending) {
        (_, Ending::Diverged | Ending::NotAllowed) => mark,
        (Shown::Loss { floor, range: (low, high) }, _) => {
            let share = ((height(cell.loss, floor) - low) / (high - low)).clamp(0.0, 1.0);
            Look { ground: tint(0.1 + 0.8 * (1.0 - share)), ink: mix(palette.edge, palette.ink, 0.3), ..mark }
        }
        (Shown::Steps, Ending::Converged) => Look::arrived(tint(strength(f64::from(cell.steps), steps)), 0),
        (Shown::Outcome, Ending::Converged) => Look::arrived(tint(0.75), 0),
        _ => mark,
    }
}

/// How strong the colour of a run is that took so many steps of a total.
pub fn strength(taken: f64, total: usize) -> f64 {
    let left = (1.0 - taken / total.max(1) as f64).clamp(0.0, 1.0);
    0.25 + 0.7 * left * left.sqrt()
}

/// Paints the map, so many pixels wide and high, `unit` of them to a CSS pixel.
pub fn image(
    cells: &Cells,
    shown: Shown,
    slot: usize,
    steps: usize,
    size: (usize, usize),
    unit: f64,
    palette: &Palette,
) -> Raster {
    paint(cells, size, unit, None, |cell| look(cell, shown, slot, steps, palette))
}

/// What the colours and patterns mean, of a run with this colour's slot and so many steps; of settings that the method does
/// not allow only where there are some among the cells.
pub fn legend(
    lang: Lang,
    shown: Shown,
    slot: usize,
    steps: usize,
    palette: &Palette,
    cells: Option<&Cells>,
) -> Vec<(Look, String)> {
    let tint = |strength: f64| Look::arrived(mix(palette.surface, palette.run(slot), strength), 0);
    let words = |key: Key| lang.text(key).to_string();
    let not_in = fill(lang.text(key::MAPS_NOT_IN), &[("steps", &steps.to_string())]);
    let mut all = match shown {
        Shown::Steps => {
            vec![(tint(strength(0.0, 1)), words(key::MAPS_FEW)), (tint(strength(0.8, 1)), words(key::MAPS_MANY))]
        }
        Shown::Loss { .. } => vec![(tint(0.9), words(key::MAPS_LOW)), (tint(0.1), words(key::MAPS_HIGH))],
        Shown::Outcome => vec![(tint(0.75), words(key::MAPS_ARRIVES))],
    };
    let rest = [
        (Ending::Budget, not_in),
        (Ending::LeftView, words(key::LEFT_VIEW)),
        (Ending::Diverged, words(key::MAPS_DIVERGES)),
    ];
    let refused = cells.is_some_and(|cells| cells.known().any(|cell| cell.ending == Ending::NotAllowed));
    let refused = refused.then(|| (Ending::NotAllowed, words(key::MAPS_NOT_ALLOWED)));
    all.extend(rest.into_iter().chain(refused).map(|(ending, words)| (Look::of(ending, palette), words)));
    all
}
