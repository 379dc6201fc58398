//! The losses against the step: above the known minimum, one time axis with the scrubber. The axes of every chart
//! against the step, logarithmic or linear.

use super::frame::{Insets, ticks};
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::simplify::simplify;
use super::theme::{self, Palette};
use crate::core::order::sorted_by;
use crate::core::run::Trajectory;
use crate::text::{number, superscript};

/// At most so many decades are shown: enough for the tolerance at which a run has converged.
const DECADES: f64 = 8.0;

/// At most so many decades of a quantity.
const MORE_DECADES: f64 = 9.0;

/// How heights stand for numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// By the logarithm of the absolute value.
    #[default]
    Log,
    /// As they are.
    Linear,
}

impl Scale {
    /// The height of a number.
    fn height(self, v: f64) -> f64 {
        match self {
            Scale::Log => libm::log10(v.abs()),
            Scale::Linear => v,
        }
    }
}

/// One run's curve.
pub struct Curve {
    /// Its colour, dash and marker.
    pub slot: usize,
    /// Its name, written at the right end.
    pub name: String,
    /// Whether it is the selected run.
    pub selected: bool,
    /// The height at each step: log₁₀ or the number itself; −∞ for a log of 0.
    heights: Vec<f64>,
    /// On a log scale, where the number is negative; empty if it never is.
    negative: Vec<bool>,
    /// Dashes in place of those of the slot.
    dash: Option<&'static [f64]>,
    /// Whether it ended by diverging: then it leaves through the top.
    diverged: bool,
}

/// The chart of all shown runs.
pub struct LossChart {
    /// The whole picture's width and height.
    pub size: (f64, f64),
    /// Room around the plot for numbers and names.
    pub gutter: Insets,
    /// The last step of the time axis.
    pub steps: usize,
    /// The curves.
    pub curves: Vec<Curve>,
    /// The height of the lower and the upper end.
    range: (f64, f64),
    /// What the heights stand for.
    pub scale: Scale,
    /// Whether curves go without dashes: a draft.
    pub draft: bool,
}

impl Curve {
    /// The curve of a trajectory above a floor.
    pub fn new(trajectory: &Trajectory, floor: f64, slot: usize, name: String, selected: bool) -> Self {
        Self::on(Scale::Log, trajectory, floor, slot, name, selected)
    }

    /// The same on some scale.
    pub fn on(scale: Scale, trajectory: &Trajectory, floor: f64, slot: usize, name: String, selected: bool) -> Self {
        let heights = trajectory.points.iter().map(|p| scale.height((p.loss - floor).max(0.0))).collect();
        let diverged = matches!(trajectory.outcome, crate::core::run::Outcome::Diverged { .. });
        Curve { slot, name, selected, heights, negative: Vec::new(), dash: None, diverged }
    }

    /// The curve of numbers that may be negative; NaN where there is none.
    pub fn of(values: Vec<f64>, scale: Scale, slot: usize, name: String, dash: &'static [f64]) -> Self {
        let signs = scale == Scale::Log && values.iter().any(|v| *v < 0.0);
        let negative = if signs { values.iter().map(|v| *v < 0.0).collect() } else { Vec::new() };
        let heights = values.into_iter().map(|v| scale.height(v)).collect();
        Curve { slot, name, selected: true, heights, negative, dash: Some(dash), diverged: false }
    }
}

impl LossChart {
    /// Lays out the chart. The top is a decade above the loss at the start, so that a diverging run leaves through
    /// it instead of flattening the others.
    pub fn new(size: (f64, f64), gutter: Insets, steps: usize, curves: Vec<Curve>) -> Self {
        let (_, start) = span(&curves, 1);
        let top = if start.is_finite() { start + 1.0 } else { 1.0 };
        let (lowest, _) = span(&curves, usize::MAX);
        let bottom = if lowest.is_finite() { (lowest - 0.1).clamp(top - DECADES, top - 2.0) } else { top - DECADES };
        LossChart { size, gutter, steps, curves, range: (bottom, top), scale: Scale::Log, draft: false }
    }

    /// The chart of losses on a linear scale, from the floor to a little above the loss at the start.
    pub fn linear(size: (f64, f64), gutter: Insets, steps: usize, curves: Vec<Curve>) -> Self {
        let (_, start) = span(&curves, 1);
        let top = if start.is_finite() && start > 0.0 { 1.25 * start } else { 1.0 };
        LossChart { size, gutter, steps, curves, range: (0.0, top), scale: Scale::Linear, draft: false }
    }

    /// The chart of curves whose first steps, so many, all have to be seen.
    pub fn around(
        size: (f64, f64),
        gutter: Insets,
        steps: usize,
        curves: Vec<Curve>,
        scale: Scale,
        count: usize,
    ) -> Self {
        let (low, high) = span(&curves, count);
        let (low, high) = match (low <= high, scale) {
            (false, _) => (0.0, 1.0),
            (true, Scale::Log) => {
                let low = low.max(high - MORE_DECADES);
                let wider = (1.0 - (high - low)).max(0.0) / 2.0;
                (low - wider, high + wider)
            }
            // What never changes has its line in the middle.
            (true, Scale::Linear) if high - low <= 1e-12 * high.abs().max(low.abs()) => {
                let room = if high == 0.0 { 1.0 } else { high.abs() };
                (low - room, high + room)
            }
            (true, Scale::Linear) => (low, high),
        };
        // More room above: the chart's title stands there.
        let room = high - low;
        LossChart { size, gutter, steps, curves, range: (low - 0.06 * room, high + 0.34 * room), scale, draft: false }
    }

    /// Whether some curve is negative somewhere, which a log scale can only show by a thinner line.
    pub fn has_negative(&self) -> bool {
        self.curves.iter().any(|c| !c.negative.is_empty())
    }

    /// Where a step stands.
    pub fn x(&self, step: f64) -> f64 {
        let width = self.size.0 - self.gutter.left - self.gutter.right;
        self.gutter.left + step / self.steps.max(1) as f64 * width
    }

    /// The step at a place, on the axis.
    pub fn step_at(&self, x: f64) -> usize {
        let width = self.size.0 - self.gutter.left - self.gutter.right;
        let share = ((x - self.gutter.left) / width).clamp(0.0, 1.0);
        (share * self.steps as f64).round() as usize
    }

    /// Where a height stands: below the lowest decade at the floor, above the highest beyond the top.
    fn y(&self, log: f64) -> f64 {
        let (bottom, top) = self.range;
        let height = self.size.1 - self.gutter.top - self.gutter.bottom;
        let share = (log - bottom) / (top - bottom);
        let least = if self.scale == Scale::Log { 0.0 } else { -0.5 };
        self.size.1 - self.gutter.bottom - share.clamp(least, 1.5) * height
    }

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
            pen.text(&number(level / unit, 3), (left - 8.0, y), Type { align: Align::Right, ..label })?;
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

    /// Draws the curves, in full or faintly for what lies ahead, between two places of the time axis.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_curves<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        faint: bool,
        (from, to): (f64, f64),
        only: Option<usize>,
    ) -> Drawn<B> {
        let em = pen.em;
        let mut order: Vec<&Curve> = self.curves.iter().collect();
        order = sorted_by(order, |c| f64::from(u8::from(c.selected)));
        for curve in order {
            let dimmed = only.is_some_and(|slot| slot != curve.slot);
            let own = curve.dash.unwrap_or_else(|| theme::dash(curve.slot));
            let dash: Vec<f64> = own.iter().map(|d| d * em * 0.8).collect();
            let solid = curve.dash.is_none() && curve.selected && !faint;
            let stroke = Stroke {
                colour: palette.run(curve.slot),
                alpha: if faint { 0.38 } else { 1.0 } * if dimmed { 0.35 } else { 1.0 },
                width: if faint { 1.25 } else { 2.0 } * em,
                dash: if solid || self.draft { &[] } else { &dash },
                offset: 0.0,
            };
            for (piece, negative) in self.pieces(curve, from, to) {
                let width = if negative { 0.5 } else { 1.0 } * stroke.width;
                pen.line(&piece, Stroke { width, ..stroke })?;
            }
        }
        Ok(())
    }

    /// The part of a curve between two places, in pixels, with no more points than a screen can show, cut where its
    /// sign changes: each piece with whether it is thin, because it leads to something negative or below the chart.
    fn pieces(&self, curve: &Curve, from: f64, to: f64) -> Vec<(Vec<Px>, bool)> {
        let place = |step: usize| (self.x(step as f64), self.y(curve.heights[step]));
        // One point more on either side: the line goes on to the edge, where it is clipped.
        let first = (0..curve.heights.len()).take_while(|s| self.x(*s as f64) <= from).last().unwrap_or(0);
        let mut pieces = Vec::new();
        let (mut points, mut sign): (Vec<Px>, bool) = (Vec::new(), false);
        for step in first..curve.heights.len() {
            let p = place(step);
            // What is not a number has no place.
            if p.1.is_nan() {
                continue;
            }
            let below = self.scale == Scale::Log && curve.heights[step] < self.range.0;
            let negative = !self.draft && (below || curve.negative.get(step).copied().unwrap_or_default());
            if negative != sign && points.len() > 1 {
                let end = points[points.len() - 1];
                pieces.push((std::mem::replace(&mut points, vec![end]), sign));
            }
            sign = negative;
            points.push(p);
            if p.0 > to {
                break;
            }
        }
        if let Some(last) = points.last().filter(|p| curve.diverged && p.0 <= to) {
            points.push((self.x(curve.heights.len() as f64), last.1.min(self.gutter.top - 6.0)));
        }
        pieces.push((points, sign));
        let tolerance = if self.draft { 0.5 } else { 0.2 };
        let thinned = |(points, sign): (Vec<Px>, bool)| {
            (simplify(&points, tolerance).into_iter().map(|i| points[i]).collect(), sign)
        };
        pieces.into_iter().map(thinned).collect()
    }

    /// Draws the cursor and, on it, each curve's marker.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_cursor<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: f64) -> Drawn<B> {
        let em = pen.em;
        let x = self.x(step);
        pen.line(&[(x, 0.0), (x, self.size.1 - self.gutter.bottom)], Stroke::solid(palette.ink, 1.0, 1.5))?;
        for curve in &self.curves {
            if let Some(log) = curve.heights.get(step.round() as usize) {
                let y = self.y(*log);
                if y >= self.gutter.top - 2.0 {
                    let radius = if curve.selected { 4.5 } else { 3.75 };
                    small_marker(pen, palette, curve.slot, (x, y), radius * em)?;
                }
            }
        }
        Ok(())
    }

    /// Where the names stand at the right end, in the order of the final losses, none over another; and how many there is
    /// no room for.
    fn name_places(&self, em: f64) -> (Vec<(f64, &Curve)>, usize) {
        let apart = 13.5 * em;
        let mut ends: Vec<(f64, &Curve)> = self
            .curves
            .iter()
            .map(|c| (if c.diverged { self.gutter.top } else { c.heights.last().map_or(0.0, |l| self.y(*l)) }, c))
            .map(|(y, c)| (y.max(self.gutter.top), c))
            .collect();
        ends = sorted_by(ends, |end| end.0);
        // Of more names than there is room for, those of the highest losses go; the list of runs has them all. Above the
        // others it is said how many.
        let mut limit = self.size.1 - self.gutter.bottom + 3.0;
        let room = ((limit - self.gutter.top) / apart).max(0.0) as usize + 1;
        let mut gone = 0;
        while ends.len() > room || gone > 0 && ends.len() >= room && ends.len() > 1 {
            let highest = ends.iter().position(|(_, curve)| !curve.selected).unwrap_or(0);
            ends.remove(highest);
            gone += 1;
        }
        for i in 1..ends.len() {
            ends[i].0 = ends[i].0.max(ends[i - 1].0 + apart);
        }
        for end in ends.iter_mut().rev() {
            end.0 = end.0.min(limit);
            limit = end.0 - apart;
        }
        (ends, gone)
    }

    /// The slot of the curve or the name at a place, within reach.
    pub fn slot_at(&self, (x, y): Px, reach: f64) -> Option<usize> {
        let right = self.size.0 - self.gutter.right;
        if x > right {
            // Names are 13.5 pixels apart at least; the one nearest in height is meant.
            let em = self.gutter.right / (5.4 * 16.0);
            let places = self.name_places(em).0.into_iter().map(|(at, curve)| ((at - y).abs(), curve.slot));
            return places.filter(|(d, _)| *d <= 8.0 * em).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, slot)| slot);
        }
        let step = self.step_at(x);
        let distance = |c: &Curve| Some(((self.y(*c.heights.get(step)?) - y).abs(), c.slot));
        let near = self.curves.iter().filter_map(distance).filter(|(d, _)| *d <= reach);
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, slot)| slot)
    }

    /// Writes the names at the right end, in the order of the final losses, none over another.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_names<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let (places, gone) = self.name_places(pen.em);
        let x = self.size.0 - self.gutter.right + 8.0;
        if let Some((y, _)) = places.first().filter(|_| gone > 0) {
            pen.text(&format!("+{gone}"), (x, y - 13.5 * pen.em), Type::plain(12.0, palette.ink_3))?;
        }
        for (y, curve) in places {
            let look = Type { bold: curve.selected, ..Type::plain(12.0, palette.run_text(curve.slot)) };
            pen.text(&curve.name, (x, y), look)?;
        }
        Ok(())
    }
}

/// The lowest and the highest finite height of the first steps, so many; the wrong way round if there is none.
fn span(curves: &[Curve], count: usize) -> (f64, f64) {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for v in curves.iter().flat_map(|c| c.heights.iter().take(count)).filter(|v| v.is_finite()) {
        ends = (ends.0.min(*v), ends.1.max(*v));
    }
    ends
}

/// 1, 10 and 100 as such, other decades as powers, all alike.
fn decade_label(decade: i32) -> String {
    if (0..=2).contains(&decade) {
        format!("{}", 10_i32.pow(decade as u32))
    } else {
        format!("10{}", superscript(decade))
    }
}

fn small_marker<B: Ink>(pen: &mut Pen<B>, palette: &Palette, slot: usize, at: Px, radius: f64) -> Drawn<B> {
    let em = std::mem::replace(&mut pen.em, 1.0);
    let drawn = pen.marker(theme::marker(slot), at, radius, palette.run(slot), palette.surface);
    pen.em = em;
    drawn
}
