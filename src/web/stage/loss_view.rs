//! Drawing the loss chart: axes and faint curves once per scene, the curves so far by uncovering a second layer.

use super::draw::emphasis;
use super::{LossView, Show};
use crate::chart::frame::Insets;
use crate::chart::loss::{Curve, LossChart};
use crate::chart::paths::Emphasis;
use crate::chart::pen::Drawn;
use crate::chart::theme::Palette;
use crate::text::key;
use crate::web::canvas::CanvasInk;

/// Room left and right of the plot, in root font sizes; the scrubber above has the same (see the style sheet).
const LEFT: f64 = 2.6 * 16.0;
const RIGHT: f64 = 5.4 * 16.0;

pub(super) fn draw(
    view: &mut LossView,
    show: &Show,
    em: f64,
    density: f64,
    step: usize,
    hover: Option<usize>,
) -> Drawn<CanvasInk> {
    let palette = Palette::of(show.theme);
    for layer in [&mut view.screen, &mut view.axes, &mut view.full] {
        layer.resize(view.size, density);
    }
    if view.stale || view.chart.is_none() {
        let chart = layout(view.size, show, em, hover);
        let only = hover.and_then(|h| show.scene.runs.get(h)).map(|r| r.slot);
        view.axes.clear();
        view.axes.draw(em, |pen| {
            chart.draw_axes(pen, palette, show.lang.text(meaning(show)))?;
            chart.draw_names(pen, palette)
        })?;
        view.full.clear();
        let plot = ((chart.gutter.left - 4.0, 0.0), (view.size.0 - chart.gutter.right + 4.0, view.size.1));
        for (layer, faint) in [(&view.axes, true), (&view.full, false)] {
            layer.clip(plot.0, plot.1);
            let drawn = layer.draw(em, |pen| chart.draw_curves(pen, palette, faint, only));
            layer.unclip();
            drawn?;
        }
        view.chart = Some(chart);
        view.stale = false;
    }
    let Some(chart) = &view.chart else { return Ok(()) };
    view.screen.clear();
    view.screen.copy(&view.axes);
    let cursor = chart.x(step as f64);
    view.screen.clip((0.0, 0.0), (cursor, view.size.1));
    view.screen.copy(&view.full);
    view.screen.unclip();
    view.screen.draw(em, |pen| chart.draw_cursor(pen, palette, step as f64))
}

fn layout(size: (f64, f64), show: &Show, em: f64, hover: Option<usize>) -> LossChart {
    let gutter = Insets { left: LEFT * em, right: RIGHT * em, top: 8.0 * em, bottom: 20.0 * em };
    let names = show.scene.run_names(show.lang);
    let floor = floor(show);
    let curves = show
        .scene
        .runs
        .iter()
        .zip(&*show.runs)
        .zip(names)
        .enumerate()
        .filter(|(_, ((run, _), _))| !run.hidden)
        .map(|(i, ((run, trajectory), name))| {
            let selected = emphasis(show, hover, i) == Emphasis::Selected;
            Curve::new(trajectory, floor, run.slot, name, selected)
        })
        .collect();
    LossChart::new(size, gutter, show.scene.steps, curves)
}

/// Losses are shown above the lowest known minimum; where none is known, above the lowest loss of all runs.
fn floor(show: &Show) -> f64 {
    let reached = || show.runs.iter().flat_map(|r| &r.points).map(|p| p.loss).fold(f64::INFINITY, f64::min);
    match show.surface.lowest() {
        // A run may end below every minimum that is known: then that is the floor.
        Some(lowest) => lowest.min(reached()),
        None => reached(),
    }
}

fn meaning(show: &Show) -> crate::text::Key {
    if show.surface.minima.is_empty() { key::LOSS_ABOVE_LOWEST } else { key::LOSS_ABOVE_MINIMUM }
}
