//! How much each day counts in the average of one: stems over the same days as the chart above.

use super::days::DaysChart;
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::theme::Palette;
use crate::text::number;

/// The stems of one day's average.
pub struct WeightsChart<'a> {
    /// The chart above: the days stand at the same places.
    pub days: &'a DaysChart<'a>,
    /// The height of this picture; its width is that of the chart above.
    pub height: f64,
    /// The weights of all days up to the marked one.
    pub weights: &'a [f64],
    /// The colour of the curve.
    pub slot: usize,
    /// The effective window in days, 1/(1 − β).
    pub window: f64,
    /// What the bracket says.
    pub bracket: String,
    /// What the dashed line says.
    pub part: &'static str,
}

/// Room above the stems for the bracket.
const TOP: f64 = 44.0;
/// Room below them for the days.
const BOTTOM: f64 = 22.0;

impl WeightsChart<'_> {
    /// Draws everything.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        let days = self.days;
        let (left, right) = (days.gutter.left, days.size.0 - days.gutter.right);
        let (top, base) = (TOP * em, self.height - BOTTOM * em);
        let Some(newest) = self.weights.last().copied() else { return Ok(()) };
        let most = self.weights.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let y = |weight: f64| base - weight / most * (base - top);
        let colour = palette.run(self.slot);

        pen.line(&[(left, base), (right, base)], Stroke::solid(palette.edge, 1.0, 1.0))?;
        let apart = (right - left) / days.data.len().max(2) as f64;
        let (width, radius) = ((apart * 0.22).clamp(0.6, 3.0) * em, (apart * 0.3).clamp(0.0, 4.5) * em);
        for (i, weight) in self.weights.iter().enumerate() {
            let at = (days.x(days.first + i), y(*weight));
            let last = i + 1 == self.weights.len();
            pen.line(&[(at.0, base), at], Stroke::solid(colour, if last { 1.0 } else { 0.75 }, width))?;
            if radius > 1.0 || last {
                pen.disc(at, if last { (radius * 1.4).max(3.0) } else { radius }, colour, 1.0)?;
            }
        }
        self.draw_share(pen, palette, y(newest / std::f64::consts::E), (left, right))?;
        self.draw_bracket(pen, palette, top - 14.0 * em)?;
        let tip: Px = (days.x(days.first + self.weights.len() - 1), y(newest));
        let look = Type { bold: true, halo: Some(palette.surface), ..Type::plain(13.0, palette.run_text(self.slot)) };
        let room = right + days.gutter.right - tip.0;
        let align = if room < 60.0 * em { Align::Right } else { Align::Left };
        let dx = if align == Align::Left { 10.0 } else { -10.0 } * em;
        pen.text(&number(newest, 2), (tip.0 + dx, tip.1), Type { align, ..look })?;
        self.draw_numbers(pen, palette, base + 12.0 * em)
    }

    /// The line at 1/e of the newest day's weight.
    fn draw_share<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, y: f64, (left, right): Px) -> Drawn<B> {
        let stroke = Stroke { colour: palette.edge, alpha: 1.0, width: 1.0, dash: &[3.0, 4.0], offset: 0.0 };
        pen.line(&[(left, y), (right, y)], stroke)?;
        let at = (right + 10.0 * pen.em, y);
        pen.text(self.part, at, Type::plain(12.0, palette.ink_2))
    }

    /// The bracket over the effective window: from the marked day back to where 1/e of the weight is left.
    fn draw_bracket<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, y: f64) -> Drawn<B> {
        let em = pen.em;
        let days = self.days;
        let right = days.x(days.first + self.weights.len() - 1);
        let one = if days.data.len() > 1 { days.x(days.first + 1) - days.x(days.first) } else { 0.0 };
        let start = right - self.window * one;
        let left = start.max(days.gutter.left);
        let (stroke, tip) = (Stroke::solid(palette.ink, 1.0, 1.25 * em), 5.0 * em);
        pen.line(&[(left, y), (right, y)], stroke)?;
        pen.line(&[(right, y), (right, y + tip)], stroke)?;
        if start >= days.gutter.left {
            pen.line(&[(left, y), (left, y + tip)], stroke)?;
        }
        let look = Type { bold: true, align: Align::Centre, ..Type::plain(12.5, palette.ink) };
        let half = pen.text_width(&self.bracket, look)? / 2.0;
        let (first, last) = (days.gutter.left + half, days.size.0 - days.gutter.right - half);
        let middle = ((left + right) / 2.0).clamp(first, last.max(first));
        pen.text(&self.bracket, (middle, y - 11.0 * em), look)
    }

    fn draw_numbers<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, y: f64) -> Drawn<B> {
        let days = self.days;
        let look = Type { align: Align::Centre, ..Type::plain(12.0, palette.ink_3) };
        let marked = days.first + self.weights.len() - 1;
        for day in [days.first, marked] {
            let bold = day == marked;
            let colour = if bold { palette.ink } else { palette.ink_3 };
            if bold || days.x(marked) - days.x(day) > 30.0 * pen.em {
                pen.text(&day.to_string(), (days.x(day), y), Type { bold, colour, ..look })?;
            }
        }
        Ok(())
    }
}
