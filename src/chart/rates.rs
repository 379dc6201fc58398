//! The rate map: two parameters of a run, and what comes of each pair.
//!
//! The encoding is that of the scented sliders: the run's colour where it converges, stronger the sooner; marks for
//! the rest. Over it iso-lines of steps, the present setting, and, where theory knows, the limit of stability and the best pair.

use super::cells::{Cells, Look, Plot, paint};
use super::clip::pieces_between;
use super::contour::{lines, rings};
use super::field::Field;
use super::frame::ticks;
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::raster::Raster;
use super::theme::{Palette, mix};
use crate::core::map::{Axis, Cell, Ending, Theory};
use crate::core::optimizers::OptimizerSpec;
use crate::core::order::sorted_by;
use crate::core::param::Scale;
use crate::text::{Key, Lang, fill, key, number, param_label, rate, words_before};

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

/// The lines of equal steps that are drawn, as far as a run goes.
const LEVELS: [f64; 13] =
    [5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 20_000.0, 50_000.0];

/// A line of equal steps: how many, and its pieces in the picture.
pub struct Isoline {
    /// How many steps.
    pub steps: f64,
    /// The pieces.
    pub pieces: Vec<Vec<Px>>,
}

/// The lines of equal steps of a map, through the middles of its cells.
pub fn isolines(cells: &Cells, plot: &Plot) -> Vec<Isoline> {
    let [columns, rows] = cells.size();
    if columns < 2 || rows < 2 {
        return Vec::new();
    }
    // The level lines of a field run at whole numbers: each level of steps becomes one.
    let rank = |steps: f64| {
        let above = LEVELS.iter().position(|level| steps < *level).unwrap_or(LEVELS.len());
        let (low, high) = match above {
            0 => return 0.5,
            n if n == LEVELS.len() => return n as f64,
            n => (LEVELS[n - 1], LEVELS[n]),
        };
        above as f64 + libm::log(steps / low) / libm::log(high / low)
    };
    let most = LEVELS.len() as f64 + 1.5;
    let mut heights = Vec::with_capacity(columns * rows);
    for j in (0..rows).rev() {
        for i in 0..columns {
            let cell = cells.at(i, j);
            let value = match cell.filter(|cell| cell.ending == Ending::Converged) {
                Some(cell) => rank(f64::from(cell.steps)),
                None => most,
            };
            heights.push(value as f32);
        }
    }
    let spacing = (plot.size.0 / columns as f64, plot.size.1 / rows as f64);
    let corner = (plot.corner.0 + spacing.0 / 2.0, plot.corner.1 + spacing.1 / 2.0);
    let field = Field::of_heights((columns, rows), spacing, corner, heights, LEVELS.len() + 1);
    // Where runs begin to fail all levels lie on each other; that border is seen anyway.
    let fails = |j: usize, i: usize| field.at(i, j) >= f64::from(most as f32);
    let clear = |(x, y): &Px| {
        let (x, y) = ((x - corner.0) / spacing.0, (y - corner.1) / spacing.1);
        let around = |v: f64, n: usize| [v.floor(), v.ceil()].map(|v| (v.max(0.0) as usize).min(n - 1));
        let columns = around(x, columns);
        around(y, rows).iter().all(|j| columns.iter().all(|i| !fails(*j, *i)))
    };
    let mut all: Vec<Isoline> = Vec::new();
    for ring in rings(&field) {
        let whole = lines(&ring, &field);
        let parts = whole.iter().flat_map(|piece| piece.split(|p| !clear(p)));
        let pieces: Vec<Vec<Px>> = parts.filter(|part| part.len() > 1).map(<[Px]>::to_vec).collect();
        let steps = LEVELS[ring.level - 1];
        match all.iter_mut().find(|line| line.steps == steps) {
            Some(line) => line.pieces.extend(pieces),
            None => all.push(Isoline { steps, pieces }),
        }
    }
    all
}

/// What is drawn over a rate map.
pub struct Overlay<'a> {
    /// Both directions.
    pub axes: &'a [Axis; 2],
    /// The present values of both parameters.
    pub setting: [f64; 2],
    /// The colour of the run.
    pub slot: usize,
    /// What theory says.
    pub theory: Option<Theory>,
    /// Lines of equal steps.
    pub isolines: &'a [Isoline],
}

impl Overlay<'_> {
    /// Where a pair stands in the picture.
    pub fn px(&self, plot: &Plot, [x, y]: [f64; 2]) -> Px {
        plot.px([self.axes[0].share(x), self.axes[1].share(y)])
    }

    /// The limit of stability, bottom to top.
    pub fn limit(&self, plot: &Plot) -> Vec<Px> {
        const PIECES: usize = 200;
        let Some(theory) = self.theory else { return Vec::new() };
        let point = |k: usize| {
            let share = k as f64 / PIECES as f64;
            let beta = self.axes[1].value(share);
            let at = plot.px([self.axes[0].share(theory.limit(beta)), share]);
            // Outside no rate is stable.
            (beta.abs() < 1.0 && at.0.is_finite()).then_some(at)
        };
        (0..=PIECES).filter_map(point).collect()
    }

    /// Draws lines, limit, best pair and cross.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, plot: &Plot, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        for line in self.isolines {
            for piece in &line.pieces {
                pen.line(piece, Stroke::solid(palette.ink, 0.45, 1.0))?;
            }
            let longest = line.pieces.iter().max_by_key(|piece| piece.len()).filter(|piece| piece.len() > 12);
            if let Some(piece) = longest {
                let words =
                    Type { halo: Some(palette.casing), align: Align::Centre, ..Type::plain(11.0, palette.ink_2) };
                pen.text(&number(line.steps, 3), piece[piece.len() / 2], words)?;
            }
        }
        let corners = (plot.corner, (plot.corner.0 + plot.size.0, plot.corner.1 + plot.size.1));
        for piece in pieces_between(&self.limit(plot), corners.0, corners.1) {
            pen.line(&piece, Stroke::solid(palette.casing, 0.9, 4.0))?;
            pen.line(&piece, Stroke { dash: &[7.0, 4.0], ..Stroke::solid(palette.ink, 1.0, 1.75) })?;
        }
        let inside = |(x, y): Px| (corners.0.0..=corners.1.0).contains(&x) && (corners.0.1..=corners.1.1).contains(&y);
        if let Some(at) = self.theory.map(|theory| self.px(plot, theory.best())).filter(|at| inside(*at)) {
            pen.disc(at, 6.0 * em, palette.casing, 1.0)?;
            pen.ring(at, 5.0 * em, Stroke::solid(palette.ink, 1.0, 1.5))?;
            pen.disc(at, 1.5 * em, palette.ink, 1.0)?;
        }
        self.draw_cross(pen, plot, palette, inside)
    }

    fn draw_cross<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        plot: &Plot,
        palette: &Palette,
        inside: impl Fn(Px) -> bool,
    ) -> Drawn<B> {
        let at = self.px(plot, self.setting);
        // 0 on a logarithmic scale is infinitely far away.
        if !inside(at) {
            return Ok(());
        }
        let (em, arm, gap) = (pen.em, 14.0 * pen.em, 6.0 * pen.em);
        for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            let line = [(at.0 + gap * dx, at.1 + gap * dy), (at.0 + arm * dx, at.1 + arm * dy)];
            pen.line(&line, Stroke::solid(palette.casing, 1.0, 4.5))?;
            pen.line(&line, Stroke::solid(palette.ink, 1.0, 2.0))?;
        }
        pen.disc(at, 6.5 * em, palette.casing, 1.0)?;
        pen.disc(at, 5.0 * em, palette.run(self.slot), 1.0)
    }
}

/// The values at which an axis has ticks.
pub fn tick_values(axis: &Axis) -> Vec<f64> {
    let inside = |v: &f64| (-1e-9..=1.0 + 1e-9).contains(&axis.share(*v));
    match axis.scale {
        Scale::Linear => ticks((axis.low, axis.high), 5.0),
        Scale::Log | Scale::LogOrZero => {
            let (low, high) = (libm::floor(libm::log10(axis.low)) as i32, libm::ceil(libm::log10(axis.high)) as i32);
            let decades = high - low;
            let steps: &[f64] = if decades <= 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
            let every = (decades / 6 + 1).max(1) as usize;
            let powers = (low..=high).step_by(every);
            let all = powers.flat_map(|n| steps.iter().map(move |m| m * libm::pow(10.0, f64::from(n))));
            all.map(|v| crate::core::format::round_significant(v, 3)).filter(inside).collect()
        }
        Scale::Memory => [0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999].into_iter().filter(inside).collect(),
    }
}

/// What the colours and patterns mean, of a run with this colour's slot and so many steps.
pub fn legend(lang: Lang, shown: Shown, slot: usize, steps: usize, palette: &Palette) -> Vec<(Look, String)> {
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
    all.extend(rest.into_iter().map(|(ending, words)| (Look::of(ending, palette), words)));
    all
}

/// What a direction is called: the words of the parameter and its symbol.
pub fn axis_name(lang: Lang, optimizer: &OptimizerSpec, param: usize) -> String {
    let spec = &optimizer.params[param];
    let words = words_before(param_label(lang, optimizer.id, spec.id), spec.symbol);
    [words.trim(), spec.symbol].join(" ").trim().to_string()
}

/// Draws the axes around a rate map with what both directions are called in words: below the map, and above it.
///
/// # Errors
/// Whatever the backend reports.
pub fn named_axes<B: Ink>(
    pen: &mut Pen<B>,
    plot: &Plot,
    directions: &[Axis; 2],
    names: [&str; 2],
    palette: &Palette,
) -> Drawn<B> {
    axes(pen, plot, directions, ["", ""], palette)?;
    let look = Type::plain(12.5, palette.ink_2);
    let (left, right, bottom) = (plot.corner.0, plot.corner.0 + plot.size.0, plot.corner.1 + plot.size.1);
    pen.text(names[0], (right, bottom + 31.0 * pen.em), Type { align: Align::Right, ..look })?;
    pen.text(names[1], (left - 4.0, plot.corner.1 - 12.0 * pen.em), look)
}

/// Draws the axes around a rate map: ticks with numbers, and the symbols of both parameters.
///
/// # Errors
/// Whatever the backend reports.
pub fn axes<B: Ink>(
    pen: &mut Pen<B>,
    plot: &Plot,
    axes: &[Axis; 2],
    symbols: [&str; 2],
    palette: &Palette,
) -> Drawn<B> {
    let (left, bottom) = (plot.corner.0, plot.corner.1 + plot.size.1);
    let (right, top) = (left + plot.size.0, plot.corner.1);
    let frame = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    pen.line(&frame, Stroke::solid(palette.line, 1.0, 1.0))?;
    let edge = Stroke::solid(palette.edge, 1.0, 1.0);
    let words = Type::plain(11.0, palette.ink_3);
    for v in tick_values(&axes[0]) {
        let (x, _) = plot.px([axes[0].share(v), 0.0]);
        pen.line(&[(x, bottom), (x, bottom + 4.0)], edge)?;
        pen.text(&rate(v), (x, bottom + 12.0 * pen.em), Type { align: Align::Centre, ..words })?;
    }
    for v in tick_values(&axes[1]) {
        let (_, y) = plot.px([0.0, axes[1].share(v)]);
        pen.line(&[(left - 4.0, y), (left, y)], edge)?;
        pen.text(&rate(v), (left - 7.0, y), Type { align: Align::Right, ..words })?;
    }
    if symbols[0].is_empty() {
        return Ok(());
    }
    let name = Type { variable: true, ..Type::plain(14.0, palette.ink_2) };
    pen.text(symbols[0], (right, bottom + 26.0 * pen.em), Type { align: Align::Right, ..name })?;
    pen.text(symbols[1], (left - 30.0 * pen.em, top + 8.0 * pen.em), name)
}
