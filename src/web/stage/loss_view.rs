//! Drawing the loss chart: axes and faint curves once per scene, the curves so far by uncovering a second layer.

use super::draw::Now;
use super::{LossView, Show};
use crate::chart::frame::Insets;
use crate::chart::loss::LossChart;
use crate::chart::pen::Drawn;
use crate::chart::theme::Palette;
use crate::text::key;
use crate::web::canvas::{CanvasInk, Layer};

/// Room left and right of the plot, in root font sizes; the scrubber above has the same (see the style sheet).
const LEFT: f64 = 2.6 * 16.0;
const RIGHT: f64 = 5.4 * 16.0;

pub(super) fn draw(view: &mut LossView, show: &Show, em: f64, density: f64, now: Now) -> Drawn<CanvasInk> {
    let palette = Palette::of(show.theme);
    for layer in [&mut view.screen, &mut view.axes, &mut view.full] {
        layer.resize(view.size, density);
    }
    if view.stale || view.chart.is_none() {
        view.chart = Some(layout(view.size, show, palette, em, now.hover));
        view.stale = false;
        view.layers_stale = true;
    }
    let Some(chart) = &mut view.chart else { return Ok(()) };
    if chart.draft != now.draft {
        chart.draft = now.draft;
        view.layers_stale = true;
    }
    let picture = Picture { chart, show, palette, em, only: now.hover };
    let cursor = chart.x(now.step as f64);
    // A little beyond the plot: markers and round ends stand on its edge.
    let everywhere = (chart.gutter.left - 4.0, view.size.0 - chart.gutter.right + 4.0);
    view.screen.clear();
    if now.playing {
        if view.layers_stale {
            view.axes.clear();
            picture.axes(&view.axes)?;
            picture.curves(&view.axes, true, everywhere)?;
            view.full.clear();
            picture.curves(&view.full, false, everywhere)?;
            view.layers_stale = false;
        }
        view.screen.cover(&view.axes);
        view.screen.clip((0.0, 0.0), (cursor, view.size.1));
        view.screen.cover(&view.full);
        view.screen.unclip();
    } else {
        picture.axes(&view.screen)?;
        picture.curves(&view.screen, true, (cursor, everywhere.1))?;
        picture.curves(&view.screen, false, (everywhere.0, cursor))?;
    }
    view.screen.draw(em, |pen| chart.draw_cursor(pen, palette, now.step as f64))
}

/// What the layers of the chart show.
struct Picture<'a> {
    chart: &'a LossChart,
    show: &'a Show,
    palette: &'a Palette,
    em: f64,
    only: Option<usize>,
}

impl Picture<'_> {
    fn axes(&self, layer: &Layer) -> Drawn<CanvasInk> {
        layer.draw(self.em, |pen| {
            // What the axis means is said by the menu above the chart.
            self.chart.draw_axes(pen, self.palette, "")?;
            if self.chart.has_negative() {
                self.chart.draw_note(pen, self.palette, self.show.lang.text(key::CHART_NEGATIVE))?;
            }
            self.chart.draw_names(pen, self.palette)
        })
    }

    /// The curves between two places of the axis.
    fn curves(&self, layer: &Layer, faint: bool, span: (f64, f64)) -> Drawn<CanvasInk> {
        let only = self.only.and_then(|h| self.show.scene.runs.get(h)).map(|r| r.slot);
        layer.clip((span.0, 0.0), (span.1, self.chart.size.1));
        let drawn = layer.draw(self.em, |pen| self.chart.draw_curves(pen, self.palette, faint, span, only));
        layer.unclip();
        drawn
    }
}

fn layout(size: (f64, f64), show: &Show, palette: &Palette, em: f64, hover: Option<usize>) -> LossChart {
    let gutter = Insets { left: LEFT * em, right: RIGHT * em, top: 8.0 * em, bottom: 20.0 * em };
    show.race(palette, hover).chart(size, gutter)
}
