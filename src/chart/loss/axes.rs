//! The axes: decades or even levels, the ticks of the time axis, what is written about the chart.

use super::{LossChart, Scale};
use crate::chart::frame::ticks;
use crate::chart::landscape::tick_label;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use crate::chart::theme::Palette;
use crate::text::superscript;

impl LossChart {
    /// Draws decades, ticks of the time axis, and what the axis means.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_axes<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, meaning: &str) -> Drawn<B> {
        let em = pen.em;
        let (left, right) = (self.gutter.left, self.size.0 - self.gutter.right);
        let label = Type::plain(11.5, palette.ink_3);
        match self.scale {
            Scale::Log => self.draw_decades(pen, palette, label)?,
            Scale::Linear => self.draw_levels(pen, palette, label)?,
        }
        let count = ((right - left) / (90.0 * em)).max(2.0);
        for step in ticks((0.0, self.steps as f64), count).into_iter().filter(|s| s.fract() == 0.0) {
            let y = self.size.1 - self.gutter.bottom + 11.0 * em;
            let text = format!("{step}");
            let half = pen.text_width(&text, label)? / 2.0;
            // The last number stays left of the names.
            pen.text(&text, (self.x(step).min(right + 5.0 - half), y), Type { align: Align::Centre, ..label })?;
        }
        if meaning.is_empty() {
            return Ok(());
        }
        let look = Type { align: Align::Right, halo: Some(palette.surface), ..Type::plain(12.0, palette.ink_2) };
        pen.text(meaning, (right, self.gutter.top + 8.0 * em), look)
    }

    /// Lines and numbers of a log scale.
    fn draw_decades<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, label: Type) -> Drawn<B> {
        let em = pen.em;
        let (left, right) = (self.gutter.left, self.size.0 - self.gutter.right);
        let (bottom, top) = (self.range.0.ceil() as i32, self.range.1.floor() as i32);
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        let per_label = (24.0 * em * (self.range.1 - self.range.0) / height).ceil().max(1.0) as i32;
        for decade in bottom..=top {
            let y = self.y(f64::from(decade));
            let labelled = (top - decade) % per_label == 0;
            pen.line(&[(left, y), (right, y)], Stroke::solid(palette.line, if labelled { 1.0 } else { 0.5 }, 1.0))?;
            if labelled {
                let text = decade_label(decade);
                pen.text(&text, (left - 8.0, y), Type { align: Align::Right, ..label })?;
            }
        }
        Ok(())
    }

    /// Lines and numbers of a linear scale; a power that they have in common stands at the top.
    fn draw_levels<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, label: Type) -> Drawn<B> {
        let em = pen.em;
        let (left, right) = (self.gutter.left, self.size.0 - self.gutter.right);
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        let levels = ticks(self.range, (height / (24.0 * em)).max(2.0));
        let largest = levels.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        let power = if largest > 0.0 { libm::floor(libm::log10(largest)) as i32 } else { 0 };
        let power = if (-2..4).contains(&power) { 0 } else { power };
        let unit = 10_f64.powi(power);
        for level in levels {
            let (y, zero) = (self.y(level), level == 0.0);
            let colour = if zero { palette.edge } else { palette.line };
            pen.line(&[(left, y), (right, y)], Stroke::solid(colour, 1.0, 1.0))?;
            let text = tick_label(level / unit, (self.range.1 - self.range.0) / unit);
            pen.text(&text, (left - 8.0, y), Type { align: Align::Right, ..label })?;
        }
        if power != 0 {
            let text = ["× 10", &superscript(power)].concat();
            pen.text(
                &text,
                (left + 4.0 * em, self.gutter.top + 4.0 * em),
                Type { halo: Some(palette.surface), ..label },
            )?;
        }
        Ok(())
    }

    /// Writes something about the chart into its upper right corner, below its title.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_note<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, text: &str) -> Drawn<B> {
        let look = Type { align: Align::Right, halo: Some(palette.surface), ..Type::plain(12.0, palette.ink_2) };
        pen.text(text, (self.size.0 - self.gutter.right, self.gutter.top + 30.0 * pen.em), look)
    }
}

/// 1, 10 and 100 as such, other decades as powers, all alike.
fn decade_label(decade: i32) -> String {
    if (0..=2).contains(&decade) {
        format!("{}", 10_i32.pow(decade as u32))
    } else {
        format!("10{}", superscript(decade))
    }
}
