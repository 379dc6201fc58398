//! Data, and the curves that runs have fitted to them at a step: what their points on the landscape mean.

use super::clip::pieces_between;
use super::frame::{Insets, tick_step, ticks};
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::simplify::simplify;
use super::theme::{self, Palette, mix};
use crate::core::data::{Fit, Model};
use crate::core::scalar::Vec2;

/// What a run expects of the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitCurve {
    /// The run's colour, dash and marker.
    pub slot: usize,
    /// Its point on the landscape: the two weights of the model.
    pub weights: Vec2,
    /// Whether it is the selected run.
    pub selected: bool,
    /// Whether another run is pointed at.
    pub dimmed: bool,
}

/// The chart.
pub struct FitChart<'a> {
    /// The whole picture's width and height.
    pub size: (f64, f64),
    /// Room around the plot: left of it for numbers, above it for the name of the upright quantity, below it for numbers
    /// and, under them, the name of the other.
    pub gutter: Insets,
    /// The model with its data.
    pub fit: &'a Fit,
    /// The curves.
    pub curves: Vec<FitCurve>,
    /// The places in the data of the step's mini-batch; empty where a step looks at all of them.
    pub batch: Vec<usize>,
    /// What the two quantities are, with their units.
    pub names: [&'static str; 2],
    /// From where to where each of them is drawn.
    ranges: [(f64, f64); 2],
}

/// Pixels between the places at which a curve is computed.
const SAMPLE: f64 = 3.0;

/// The radius of a measurement, and of the cell in which most were met, where they are counted by cells.
const RADIUS: (f64, f64) = (2.75, 7.0);

/// The ends of some numbers with some air.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let air = ((high - low) * 0.06).max(high.abs().max(low.abs()) * 1e-6).max(1e-9);
    (low - air, high + air)
}

impl<'a> FitChart<'a> {
    /// Lays out the chart: all of the data are seen, whatever the curves do.
    pub fn new(
        size: (f64, f64),
        gutter: Insets,
        fit: &'a Fit,
        names: [&'static str; 2],
        curves: Vec<FitCurve>,
        batch: Vec<usize>,
    ) -> Self {
        let of = |which: usize| range(fit.points().map(|(p, _)| p[which]));
        FitChart { size, gutter, fit, curves, batch, names, ranges: [of(0), of(1)] }
    }

    /// The plot's upper left and lower right corner.
    fn plot(&self) -> (Px, Px) {
        let Insets { left, right, top, bottom } = self.gutter;
        ((left, top), (self.size.0 - right, self.size.1 - bottom))
    }

    /// Where a pair of numbers stands.
    pub fn px(&self, [u, v]: Vec2) -> Px {
        let ((left, top), (right, bottom)) = self.plot();
        let share = |v: f64, (low, high): (f64, f64)| (v - low) / (high - low);
        (left + share(u, self.ranges[0]) * (right - left), bottom - share(v, self.ranges[1]) * (bottom - top))
    }

    /// The first quantity at a place.
    pub fn u_at(&self, x: f64) -> f64 {
        let ((left, _), (right, _)) = self.plot();
        let (low, high) = self.ranges[0];
        low + (x - left) / (right - left).max(1.0) * (high - low)
    }

    /// Draws everything.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        self.draw_axes(pen, palette)?;
        self.draw_data(pen, palette)?;
        for selected in [false, true] {
            for curve in self.curves.iter().filter(|curve| curve.selected == selected) {
                self.draw_curve(pen, palette, curve)?;
            }
        }
        Ok(())
    }

    fn draw_axes<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        let ((left, top), (right, bottom)) = self.plot();
        let label = Type::plain(12.0, palette.ink_3);
        let counts = [((right - left) / (64.0 * em)).clamp(3.0, 10.0), ((bottom - top) / (36.0 * em)).clamp(3.0, 8.0)];
        for which in [0, 1] {
            let (low, high) = self.ranges[which];
            let digits = (-tick_step(high - low, counts[which]).log10().floor()).max(0.0) as usize;
            for level in ticks((low, high), counts[which]) {
                let text = format!("{level:.digits$}").replace('-', "−");
                let mut at = [self.ranges[0].0, self.ranges[1].0];
                at[which] = level;
                let (x, y) = self.px(at);
                let solid = Stroke::solid(palette.line, 1.0, 1.0);
                if which == 0 {
                    pen.line(&[(x, top), (x, bottom)], solid)?;
                    pen.text(&text, (x, bottom + 13.0 * em), Type { align: Align::Centre, ..label })?;
                } else {
                    pen.line(&[(left, y), (right, y)], solid)?;
                    pen.text(&text, (left - 8.0 * em, y), Type { align: Align::Right, ..label })?;
                }
            }
        }
        let name = Type::plain(12.0, palette.ink_2);
        pen.text(self.names[1], (2.0 * em, top - 11.0 * em), name)?;
        let look = Type { align: Align::Right, ..name };
        pen.text(self.names[0], (right, bottom + 30.0 * em), look)
    }

    /// The measurements, larger where there are several of the same; those of the mini-batch dark.
    fn draw_data<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let most = self.fit.points().map(|(_, count)| count).max().unwrap_or(1) as f64;
        let pale = mix(palette.surface, palette.ink, 0.38);
        for (at, count) in self.fit.points() {
            let radius = if most > 1.0 { RADIUS.1 * (count as f64 / most).sqrt() } else { RADIUS.0 } * pen.em;
            pen.disc(self.px(at), radius, pale, if self.batch.is_empty() { 0.75 } else { 0.45 })?;
        }
        for at in self.batch.iter().filter_map(|term| self.fit.point(*term)) {
            let radius = (RADIUS.0 + 1.25) * pen.em;
            pen.disc(self.px(at), radius, palette.ink, 1.0)?;
            pen.ring(self.px(at), radius, Stroke::solid(palette.surface, 1.0, pen.em))?;
        }
        Ok(())
    }

    /// A curve inside the plot, in pieces where it leaves it.
    fn pieces(&self, curve: &FitCurve) -> Vec<Vec<Px>> {
        let ((left, top), (right, bottom)) = self.plot();
        // A line is straight, however steep.
        let steps = match self.fit.model {
            Model::Line => 1,
            Model::Logistic | Model::Tanh => ((right - left) / SAMPLE).clamp(1.0, 2000.0) as usize,
        };
        let place = |i: usize| {
            let u = self.u_at(left + (right - left) * i as f64 / steps as f64);
            self.px([u, self.fit.expected(curve.weights, u)])
        };
        let points: Vec<Px> = (0..=steps).map(place).filter(|p| !p.1.is_nan()).collect();
        pieces_between(&points, (left, top), (right, bottom))
    }

    fn draw_curve<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, curve: &FitCurve) -> Drawn<B> {
        let em = pen.em;
        let dash: Vec<f64> = theme::dash(curve.slot).iter().map(|d| d * em * 0.8).collect();
        let stroke = Stroke {
            colour: palette.run(curve.slot),
            alpha: if curve.dimmed { 0.35 } else { 1.0 },
            width: if curve.selected { 3.0 } else { 2.0 } * em,
            dash: if curve.selected { &[] } else { &dash },
            offset: 0.0,
        };
        let pieces = self.pieces(curve);
        for piece in &pieces {
            let points: Vec<Px> = simplify(piece, 0.1).into_iter().map(|i| piece[i]).collect();
            pen.line(&points, stroke)?;
        }
        // Its marker stands where it leaves the plot, as at the end of a path.
        if let Some(end) = pieces.last().and_then(|piece| piece.last()).filter(|_| !curve.dimmed) {
            pen.marker(theme::marker(curve.slot), *end, 3.75, palette.run(curve.slot), palette.surface)?;
        }
        Ok(())
    }
}
