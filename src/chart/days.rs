//! A series of days and the averages that follow it: dots, curves, the marked day.

use super::frame::{Insets, tick_step, ticks};
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::simplify::simplify;
use super::theme::{self, Colour, Palette, mix};
use crate::core::order::sorted_by;
use crate::text::number;
use std::cell::OnceCell;

/// The colours of the curves: the article's β = 0.9 stands second and is vermilion.
pub const SLOTS: [usize; 6] = [2, 0, 1, 3, 4, 5];

/// One average.
pub struct DayCurve {
    /// Its colour, dash and marker.
    pub slot: usize,
    /// Its value on each day.
    pub values: Vec<f64>,
    /// The same without correction, where that differs.
    pub uncorrected: Option<Vec<f64>>,
    /// Its name, written at the right end.
    pub name: String,
    /// Whether it is the selected one.
    pub selected: bool,
}

/// How long a curve needs to follow a change of level.
pub struct Lag {
    /// The first day of the new level.
    pub from: usize,
    /// The day on which the curve has followed.
    pub to: usize,
    /// Where the curve is then.
    pub level: f64,
    /// What is said about it.
    pub words: String,
}

/// The words in the picture.
pub struct DayWords {
    /// Behind the highest number of the axis: "°C", or nothing.
    pub unit: &'static str,
    /// Before the first number of the time axis: "day".
    pub day: &'static str,
    /// At the dotted line.
    pub uncorrected: &'static str,
    /// At the plain mean.
    pub mean: String,
}

/// The chart.
pub struct DaysChart<'a> {
    /// The whole picture's width and height.
    pub size: (f64, f64),
    /// Room around the plot for numbers and names.
    pub gutter: Insets,
    /// The number of the first day: 1, or 0 where days are steps.
    pub first: usize,
    /// The values.
    pub data: &'a [f64],
    /// How much each day counts in the average of the marked day; empty if that is not shown.
    pub weights: &'a [f64],
    /// The averages.
    pub curves: Vec<DayCurve>,
    /// The plain mean, if shown.
    pub mean: Option<Vec<f64>>,
    /// The marked day, counted from [`DaysChart::first`], if any.
    pub mark: Option<usize>,
    /// How long the selected curve needs after a change of level, if that is shown.
    pub lag: Option<Lag>,
    /// The words.
    pub words: DayWords,
    /// The lowest and the highest value that is drawn: found when first needed.
    pub range: OnceCell<(f64, f64)>,
}

impl DaysChart<'_> {
    /// The lowest and the highest value that is drawn, with some air.
    fn range(&self) -> (f64, f64) {
        *self.range.get_or_init(|| self.find_range())
    }

    fn find_range(&self) -> (f64, f64) {
        let curves = self.curves.iter().flat_map(|c| c.values.iter().chain(c.uncorrected.iter().flatten()));
        let all = self.data.iter().chain(curves).chain(self.mean.iter().flatten());
        let (low, high) = all
            .filter(|v| v.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        if low > high {
            return (0.0, 1.0);
        }
        let air = ((high - low) * 0.06).max(high.abs().max(low.abs()) * 1e-6).max(1e-9);
        (low - air, high + air)
    }

    /// Where a day stands, counted from [`DaysChart::first`].
    pub fn x(&self, day: usize) -> f64 {
        self.place(day as f64 - self.first as f64)
    }

    fn place(&self, index: f64) -> f64 {
        let width = self.size.0 - self.gutter.left - self.gutter.right;
        let last = self.data.len().saturating_sub(1).max(1);
        self.gutter.left + index / last as f64 * width
    }

    /// The day nearest to a place.
    pub fn day_at(&self, x: f64) -> usize {
        let width = (self.size.0 - self.gutter.left - self.gutter.right).max(1.0);
        let last = self.data.len().saturating_sub(1);
        let share = ((x - self.gutter.left) / width).clamp(0.0, 1.0);
        self.first + (share * last.max(1) as f64).round().min(last as f64) as usize
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.range();
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        self.size.1 - self.gutter.bottom - (value - low) / (high - low) * height
    }

    /// The value at a height.
    pub fn value_at(&self, y: f64) -> f64 {
        let (low, high) = self.range();
        let height = (self.size.1 - self.gutter.top - self.gutter.bottom).max(1.0);
        low + (self.size.1 - self.gutter.bottom - y) / height * (high - low)
    }

    /// Draws everything.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        self.draw_axes(pen, palette)?;
        self.draw_data(pen, palette)?;
        if let Some(mean) = &self.mean {
            let stroke =
                Stroke { colour: palette.ink_2, alpha: 0.9, width: 1.5 * pen.em, dash: &[1.5, 3.5], offset: 0.0 };
            pen.line(&self.points(mean), stroke)?;
        }
        for curve in self.curves.iter().filter(|c| !c.selected).chain(self.curves.iter().filter(|c| c.selected)) {
            self.draw_curve(pen, palette, curve)?;
        }
        if let Some(lag) = &self.lag {
            self.draw_lag(pen, palette, lag)?;
        }
        if let Some(day) = self.mark {
            self.draw_mark(pen, palette, day)?;
        }
        self.draw_names(pen, palette)
    }

    fn draw_axes<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        let (left, right) = (self.gutter.left, self.size.0 - self.gutter.right);
        let (low, high) = self.range();
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        let count = (height / (64.0 * em)).clamp(2.0, 8.0);
        let label = Type::plain(12.0, palette.ink_3);
        let levels = ticks((low, high), count);
        let digits = (-tick_step(high - low, count).log10().floor()).max(0.0) as usize;
        for (i, level) in levels.iter().enumerate() {
            let y = self.y(*level);
            pen.line(&[(left, y), (right, y)], Stroke::solid(palette.line, 1.0, 1.0))?;
            let mut text = format!("{level:.digits$}").replace('-', "−");
            if i + 1 == levels.len() && !self.words.unit.is_empty() {
                text = format!("{text} {}", self.words.unit);
            }
            pen.text(&text, (left - 8.0 * em, y), Type { align: Align::Right, ..label })?;
        }
        let bottom = self.size.1 - self.gutter.bottom + 13.0 * em;
        let last = self.first + self.data.len().saturating_sub(1);
        let wanted = ((right - left) / (70.0 * em)).clamp(2.0, 12.0);
        let step = tick_step((last - self.first).max(1) as f64, wanted).max(1.0) as usize;
        let mut days: Vec<usize> = (self.first..=last).filter(|d| d % step == 0 && *d > self.first).collect();
        // The last day is written; what would stand too near to it is not.
        days.retain(|d| self.x(last) - self.x(*d) > 30.0 * em && self.x(*d) - left > 40.0 * em);
        days.push(last);
        let first = if self.words.day.is_empty() {
            self.first.to_string()
        } else {
            format!("{} {}", self.words.day, self.first)
        };
        pen.text(&first, (left, bottom), Type { align: Align::Centre, ..label })?;
        for day in days.into_iter().filter(|d| *d > self.first) {
            pen.text(&day.to_string(), (self.x(day), bottom), Type { align: Align::Centre, ..label })?;
        }
        Ok(())
    }

    fn points(&self, values: &[f64]) -> Vec<Px> {
        let all: Vec<Px> = values.iter().enumerate().map(|(i, v)| (self.place(i as f64), self.y(*v))).collect();
        simplify(&all, 0.2).into_iter().map(|i| all[i]).collect()
    }

    /// The dots, darker where a day counts more, and the thin line that joins them.
    fn draw_data<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        pen.line(&self.points(self.data), Stroke::solid(palette.edge, 0.45, 1.0 * em))?;
        let apart = (self.size.0 - self.gutter.left - self.gutter.right) / self.data.len().max(2) as f64;
        let radius = (apart * 0.34).clamp(1.0, 4.5) * em.max(1.0);
        let most = self.weights.iter().copied().fold(0.0, f64::max);
        for (i, value) in self.data.iter().enumerate() {
            let at = (self.place(i as f64), self.y(*value));
            let share = match self.weights.get(i) {
                Some(w) if most > 0.0 => (w / most).sqrt(),
                _ if self.weights.is_empty() => 0.5,
                _ => 0.0,
            };
            pen.disc(at, radius, mix(palette.surface, palette.ink, 0.08 + 0.82 * share), 1.0)?;
            if radius > 2.0 {
                pen.ring(at, radius, Stroke::solid(palette.edge, 1.0, 1.0))?;
            }
        }
        Ok(())
    }

    fn draw_curve<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, curve: &DayCurve) -> Drawn<B> {
        let em = pen.em;
        let colour = palette.run(curve.slot);
        if let Some(plain) = &curve.uncorrected {
            let dash = [2.0 * em, 4.0 * em];
            let points = self.points(plain);
            pen.line(&points, Stroke { colour, alpha: 0.8, width: 1.5 * em, dash: &dash, offset: 0.0 })?;
            if curve.selected {
                // Beside the steepest part, where the two curves are farthest apart.
                let day = plain.len() / 8;
                let at = (self.place(day as f64) + 10.0 * em, self.y(plain[day]) + 12.0 * em);
                let look = Type { halo: Some(palette.surface), ..Type::plain(12.0, palette.run_text(curve.slot)) };
                pen.text(self.words.uncorrected, at, look)?;
            }
        }
        let dash: Vec<f64> = theme::dash(curve.slot).iter().map(|d| d * em).collect();
        let (width, dash): (f64, &[f64]) = if curve.selected { (3.0, &[]) } else { (2.0, &dash) };
        pen.line(&self.points(&curve.values), Stroke { colour, alpha: 1.0, width: width * em, dash, offset: 0.0 })
    }

    fn draw_mark<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, day: usize) -> Drawn<B> {
        let em = pen.em;
        let x = self.x(day);
        let dash = [3.0, 3.0];
        let stroke = Stroke { colour: palette.ink_2, alpha: 1.0, width: 1.0, dash: &dash, offset: 0.0 };
        pen.line(&[(x, self.gutter.top), (x, self.size.1 - self.gutter.bottom)], stroke)?;
        for curve in self.curves.iter().filter(|c| !c.selected).chain(self.curves.iter().filter(|c| c.selected)) {
            let Some(value) = curve.values.get(day - self.first) else { continue };
            let at = (x, self.y(*value));
            let radius = if curve.selected { 5.0 } else { 3.5 };
            pen.marker(theme::marker(curve.slot), at, radius, palette.run(curve.slot), palette.surface)?;
            if curve.selected {
                let text = format!("{}{}", number(*value, 3), unit_after(self.words.unit));
                let room = self.size.0 - self.gutter.right - x;
                let width = 70.0 * em;
                let (align, dx) = if room < width { (Align::Right, -12.0) } else { (Align::Left, 12.0) };
                let look = Type {
                    bold: true,
                    align,
                    halo: Some(palette.surface),
                    ..Type::plain(13.0, palette.run_text(curve.slot))
                };
                pen.text(&text, (x + dx * em, (at.1 - 16.0 * em).max(self.gutter.top + 8.0 * em)), look)?;
            }
        }
        Ok(())
    }

    /// A bar from the change of level to the day on which the curve has followed it.
    fn draw_lag<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, lag: &Lag) -> Drawn<B> {
        let em = pen.em;
        // The new level is counted from the day before it: so many days the curve needs.
        let (x0, x1, y) = (self.x(lag.from.saturating_sub(1).max(self.first)), self.x(lag.to), self.y(lag.level));
        let stroke = Stroke::solid(palette.ink, 1.0, 1.5 * em);
        let tip = 5.0 * em;
        pen.line(&[(x0, y), (x1, y)], stroke)?;
        pen.line(&[(x0, y - tip), (x0, y + tip)], stroke)?;
        pen.line(&[(x1, y - tip), (x1, y + tip)], stroke)?;
        let look = Type { bold: true, halo: Some(palette.surface), ..Type::plain(13.0, palette.ink) };
        let width = pen.text_width(&lag.words, look)?;
        let left = (x1 + 10.0 * em).min(self.size.0 - self.gutter.right - width);
        pen.text(&lag.words, (left, y + 16.0 * em), look)
    }

    /// The names at the right end, none over another.
    fn draw_names<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let apart = 15.0 * pen.em;
        let mut ends: Vec<(f64, String, Colour, bool)> = self
            .curves
            .iter()
            .filter_map(|c| Some((self.y(*c.values.last()?), c.name.clone(), palette.run_text(c.slot), c.selected)))
            .collect();
        if let Some(last) = self.mean.as_ref().and_then(|m| m.last()) {
            ends.push((self.y(*last), self.words.mean.clone(), palette.ink_2, false));
        }
        ends = sorted_by(ends, |end| end.0);
        let mut limit = self.size.1 - self.gutter.bottom;
        for i in 1..ends.len() {
            ends[i].0 = ends[i].0.max(ends[i - 1].0 + apart);
        }
        for end in ends.iter_mut().rev() {
            end.0 = end.0.min(limit);
            limit = end.0 - apart;
        }
        for (y, name, colour, bold) in ends {
            let at = (self.size.0 - self.gutter.right + 10.0 * pen.em, y);
            pen.text(&name, at, Type { bold, ..Type::plain(12.5, colour) })?;
        }
        Ok(())
    }
}

fn unit_after(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" {unit}") }
}
