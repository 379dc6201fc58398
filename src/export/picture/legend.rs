//! The legend: each run's dash and marker, its name, its rate and how it ended, in columns.

use super::{PAD, Picture};
use crate::chart::pen::{Drawn, Ink, Pen, Stroke, Type};
use crate::chart::theme;
use crate::scene::Run;
use crate::text::inspect::status;
use crate::text::{rate, schedule_name};

/// The height of a row.
const ROW: f64 = 22.0;
/// The width of the sample of a line, and of a column at least.
const SAMPLE: f64 = 28.0;
const COLUMN: f64 = 290.0;
const NARROW: f64 = 200.0;
const GAP: f64 = 7.0;

/// How high the legend of so many rows is.
pub(super) fn height(rows: usize) -> f64 {
    if rows == 0 { 0.0 } else { rows as f64 * ROW + 14.0 }
}

impl Picture {
    fn shown(&self) -> impl Iterator<Item = (usize, &Run)> {
        self.scene.runs.iter().enumerate().filter(|(_, run)| !run.hidden)
    }

    /// Columns, and whether they are wide enough to say how runs ended.
    fn columns(&self) -> (usize, bool) {
        let room = self.size.0 - PAD;
        let fit = |wide: f64| ((room / wide) as usize).max(1);
        let all = self.shown().count().max(1);
        let wide = room >= 2.0 * COLUMN;
        (fit(if wide { COLUMN } else { NARROW }).min(all), wide)
    }

    /// How many rows the legend has.
    pub(super) fn legend_rows(&self) -> usize {
        self.shown().count().div_ceil(self.columns().0)
    }

    /// Draws the legend from its upper left corner.
    pub(super) fn draw_legend<B: Ink>(&self, pen: &mut Pen<B>) -> Drawn<B> {
        let ((columns, wide), palette, lang) = (self.columns(), self.palette(), self.look.lang);
        let names = self.scene.run_names(lang);
        let step = (self.size.0 - PAD) / columns as f64;
        for (place, (i, run)) in self.shown().enumerate() {
            let (left, right) = (PAD + (place % columns) as f64 * step, (place % columns + 1) as f64 * step);
            let y = 4.0 + ROW * (0.5 + (place / columns) as f64);
            let selected = self.scene.select == i;
            let dash = if selected { &[] } else { theme::dash(run.slot) };
            let stroke = Stroke { dash, ..Stroke::solid(palette.run(run.slot), 1.0, 2.0) };
            pen.line(&[(left, y), (left + SAMPLE, y)], stroke)?;
            let (kind, colour) = (theme::marker(run.slot), palette.run(run.slot));
            pen.marker(kind, (left + SAMPLE / 2.0, y), 4.0, colour, palette.surface)?;
            let mut x = left + SAMPLE + GAP;
            let look = Type { bold: true, ..Type::plain(13.0, palette.run_text(run.slot)) };
            pen.text(&names[i], (x, y), look)?;
            x += pen.text_width(&names[i], look)? + GAP;
            let lr = run.optimizer.rate().map(|spec| format!("{} {}", spec.symbol, rate(run.lr())));
            let schedule = run.options.schedule.as_ref().map(|s| schedule_name(lang, s.spec.id).to_string());
            // The step goes without its word, as beside the page's runs.
            let ended = wide.then(|| status(lang, self.runs[i].outcome).replace("step ", ""));
            let pieces = [(lr, palette.ink_2), (schedule, palette.ink_2), (ended, palette.ink_3)];
            let pieces = pieces.into_iter().filter_map(|(text, colour)| Some((text?, colour)));
            for (text, colour) in pieces {
                let look = Type::plain(12.5, colour);
                let width = pen.text_width(&text, look)?;
                // What has no room is left out.
                if x + width <= right {
                    pen.text(&text, (x, y), look)?;
                    x += width + GAP;
                }
            }
        }
        Ok(())
    }
}
