//! The axes around a rate map: ticks with numbers, and what both directions are called.

use crate::chart::cells::Plot;
use crate::chart::frame::ticks;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use crate::chart::theme::Palette;
use crate::core::map::Axis;
use crate::core::optimizers::OptimizerSpec;
use crate::core::param::Scale;
use crate::text::{Lang, param_label, rate, words_before};

/// The values at which an axis has ticks.
pub fn tick_values(axis: &Axis) -> Vec<f64> {
    let inside = |v: &f64| (-1e-9..=1.0 + 1e-9).contains(&axis.share(*v));
    let all: Vec<f64> = match axis.scale {
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
    };
    // Between two of those a narrow axis has round numbers of its own.
    if all.len() < 2 { ticks((axis.low, axis.high), 5.0) } else { all }
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
