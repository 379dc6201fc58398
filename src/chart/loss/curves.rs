//! The curves, the cursor on them, and their names at the right end.

use super::{Curve, LossChart, Scale};
use crate::chart::pen::{Drawn, Ink, Pen, Px, Stroke, Type};
use crate::chart::simplify::simplify;
use crate::chart::theme::{self, Palette};
use crate::core::order::sorted_by;

impl LossChart {
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
            let beyond = (self.gutter.top - 6.0, self.size.1 - self.gutter.bottom + 6.0);
            let y = if self.falls(curve) { last.1.max(beyond.1) } else { last.1.min(beyond.0) };
            points.push((self.x(curve.heights.len() as f64), y));
        }
        pieces.push((points, sign));
        let tolerance = if self.draft { 0.5 } else { 0.2 };
        let thinned = |(points, sign): (Vec<Px>, bool)| {
            (simplify(&points, tolerance).into_iter().map(|i| points[i]).collect(), sign)
        };
        pieces.into_iter().map(thinned).collect()
    }

    /// Whether a curve diverges downwards: f itself falls without end.
    fn falls(&self, curve: &Curve) -> bool {
        curve.heights.last().is_some_and(|height| *height < self.range.0)
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
            .map(|c| {
                let rises = c.diverged && !self.falls(c);
                (if rises { self.gutter.top } else { c.heights.last().map_or(0.0, |l| self.y(*l)) }, c)
            })
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
        if let Some(first) = ends.first_mut().filter(|_| gone > 0) {
            first.0 = first.0.max(self.gutter.top + apart);
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

fn small_marker<B: Ink>(pen: &mut Pen<B>, palette: &Palette, slot: usize, at: Px, radius: f64) -> Drawn<B> {
    let em = std::mem::replace(&mut pen.em, 1.0);
    let drawn = pen.marker(theme::marker(slot), at, radius, palette.run(slot), palette.surface);
    pen.em = em;
    drawn
}
