//! The chart below the landscape.

use super::Picture;
use crate::chart::frame::Insets;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Type};
use crate::core::series::Series;
use crate::text::inspect::chart_title;
use crate::text::key;

/// Room left and right of the chart's plot: numbers, names.
const CHART_LEFT: f64 = 52.0;
const CHART_RIGHT: f64 = 108.0;

impl Picture {
    /// The chart that the scene asks for.
    pub(super) fn draw_chart<B: Ink>(&self, pen: &mut Pen<B>, step: usize) -> Drawn<B> {
        let (race, palette, lang) = (self.race(), self.palette(), self.look.lang);
        let size = (self.size.0, self.rooms.chart);
        let gutter = Insets { left: CHART_LEFT, right: CHART_RIGHT, top: 14.0, bottom: 24.0 };
        let chart = race.chart(size, gutter);
        let series = self.scene.charted(&self.surface);
        let method = self.scene.runs.get(self.scene.select).map_or("", |run| run.optimizer.id);
        chart.draw_axes(pen, palette, "")?;
        if chart.has_negative() {
            chart.draw_note(pen, palette, lang.text(key::CHART_NEGATIVE))?;
        }
        let cursor = chart.x(step as f64);
        chart.draw_curves(pen, palette, true, (cursor, size.0), None)?;
        chart.draw_curves(pen, palette, false, (0.0, cursor), None)?;
        // Curves leave through the top and the right.
        pen.rect((size.0 - gutter.right + 4.0, 1.0), size, palette.surface, 1.0)?;
        chart.draw_names(pen, palette)?;
        // Left of the cursor that stands at the last step.
        let look = Type { align: Align::Right, halo: Some(palette.surface), ..Type::plain(12.0, palette.ink_2) };
        let mut title = chart_title(lang, series, method, &self.surface);
        if series != Series::Loss
            && let Some(name) = self.scene.run_names(lang).get(self.scene.select)
        {
            // Whose it is.
            title = format!("{name}: {title}");
        }
        pen.text(&title, (size.0 - gutter.right - 10.0, gutter.top + 8.0), look)?;
        chart.draw_cursor(pen, palette, step as f64)
    }
}
