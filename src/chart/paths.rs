//! The runs on the landscape: what they have walked, what lies ahead, where they are.

use super::frame::Frame;
use super::labels::Labels;
use super::pen::{Drawn, Ink, Pen, Px, Stroke, Type, length};
use super::simplify::simplify;
use super::theme::{self, Palette};
use crate::core::run::Trajectory;
use plotters_backend::DrawingErrorKind;

/// One run as the picture needs it.
pub struct Path {
    /// Its colour, dash and marker.
    pub slot: usize,
    /// Its name, drawn beside its marker.
    pub name: String,
    /// The step of each point below: those that make a difference on a screen.
    steps: Vec<usize>,
    points: Vec<Px>,
    /// Fewer of them for the casing, which is wide and hides more.
    casing_steps: Vec<usize>,
    /// Every point, for the marker and the beads.
    all: Vec<Px>,
    /// How far it is to each of them along the path: where its dashes are.
    lengths: Vec<f64>,
}

/// How far, in pixels, the line may pass from a step that is left out.
const TOLERANCE: f64 = 0.15;

/// The same for the casing, counted from the points that are drawn.
const CASING_TOLERANCE: f64 = 0.75;

/// How strongly a run is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Like the others.
    Normal,
    /// The selected one: solid, a bead a step, on top.
    Selected,
    /// Another run is pointed at.
    Dimmed,
}

impl Path {
    /// The picture of a trajectory in a frame.
    pub fn new(trajectory: &Trajectory, frame: &Frame, slot: usize, name: String) -> Self {
        let all: Vec<Px> = trajectory.points.iter().map(|p| frame.px(p.point)).collect();
        let steps = simplify(&all, TOLERANCE);
        let points: Vec<Px> = steps.iter().map(|step| all[*step]).collect();
        let casing_steps = simplify(&points, CASING_TOLERANCE).into_iter().map(|i| steps[i]).collect();
        let mut lengths = Vec::with_capacity(all.len());
        let mut total = 0.0;
        for (i, p) in all.iter().enumerate() {
            let before = all[i.saturating_sub(1)];
            total += length((p.0 - before.0, p.1 - before.1));
            lengths.push(total);
        }
        Path { slot, name, steps, points, casing_steps, all, lengths }
    }

    /// Where the run is at a step; at its end if it ended before.
    pub fn at(&self, step: usize) -> Option<Px> {
        self.all.get(step).or(self.all.last()).copied()
    }

    /// The points walked between two steps.
    fn walked(&self, from: usize, to: usize) -> Vec<Px> {
        self.part(&self.steps, from, to)
    }

    fn part(&self, kept: &[usize], from: usize, to: usize) -> Vec<Px> {
        let first = kept.partition_point(|s| *s <= from);
        let last = kept.partition_point(|s| *s <= to);
        let inner = kept.get(first..last).unwrap_or_default().iter().map(|s| self.all[*s]);
        self.at(from).into_iter().chain(inner).chain(self.at(to)).collect()
    }

    /// The last step that lies a length before another on the path; the start if none does.
    fn step_before(&self, step: usize, length: f64) -> usize {
        let Some(here) = self.lengths.get(step.min(self.lengths.len().saturating_sub(1))) else { return 0 };
        self.lengths.partition_point(|l| *l <= here - length).saturating_sub(1)
    }

    /// The box that a piece is drawn in.
    pub fn area(&self, (from, to): (usize, usize), em: f64) -> (Px, Px) {
        let last = self.all.len().saturating_sub(1);
        let piece = self.all.get(self.step_before(from, 5.0 * em)..=to.min(last)).unwrap_or_default();
        let rim = 6.0 * em;
        let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
        for p in piece {
            low = (low.0.min(p.0 - rim), low.1.min(p.1 - rim));
            high = (high.0.max(p.0 + rim), high.1.max(p.1 + rim));
        }
        (low, high)
    }

    /// The pieces, from step to step, of what was walked until a step that may lie in one of some boxes.
    pub fn crossing(&self, boxes: &[(Px, Px)], until: usize) -> Vec<(usize, usize)> {
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        for (k, pair) in self.all.windows(2).take(until).enumerate() {
            let (a, b) = (pair[0], pair[1]);
            let meets = boxes.iter().any(|(low, high)| {
                a.0.max(b.0) >= low.0 && a.0.min(b.0) <= high.0 && a.1.max(b.1) >= low.1 && a.1.min(b.1) <= high.1
            });
            if meets {
                match pieces.last_mut() {
                    Some(last) if last.1 >= k => last.1 = k + 1,
                    _ => pieces.push((k, k + 1)),
                }
            }
        }
        pieces
    }

    /// How far the path passes from a place, in pixels: for pointing at it.
    pub fn distance(&self, to: Px) -> f64 {
        let segment = |pair: &[Px]| {
            let (a, b) = (pair[0], pair[1]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let along = ((to.0 - a.0) * dx + (to.1 - a.1) * dy) / (dx * dx + dy * dy);
            // A run that stands still is a point.
            let share = if along.is_nan() { 0.0 } else { along.clamp(0.0, 1.0) };
            length((to.0 - a.0 - share * dx, to.1 - a.1 - share * dy))
        };
        self.points.windows(2).map(segment).fold(f64::INFINITY, f64::min)
    }

    /// The points that lie ahead of a step.
    fn ahead(&self, step: usize) -> Vec<Px> {
        let count = self.steps.partition_point(|s| *s <= step);
        self.at(step).into_iter().chain(self.points[count..].iter().copied()).collect()
    }

    /// Draws what lies ahead of a step, faintly.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ghost<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize, draft: bool) -> Drawn<B> {
        let em = pen.em;
        let points = if draft { self.part(&self.casing_steps, step, self.all.len()) } else { self.ahead(step) };
        if !draft {
            pen.line(&points, Stroke::solid(palette.casing, 0.35, 3.0 * em))?;
        }
        let dash: Vec<f64> = theme::dash(self.slot).iter().map(|d| d * em).collect();
        let stroke = Stroke {
            colour: palette.run(self.slot),
            alpha: 0.42,
            width: 1.25 * em,
            dash: if draft { &[] } else { &dash },
            offset: 0.0,
        };
        pen.line(&points, stroke)
    }

    /// Draws the path between two steps.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_walked<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        (from, to): (usize, usize),
        how: Emphasis,
        draft: bool,
    ) -> Drawn<B> {
        let em = pen.em;
        // The casing of a piece reaches back over the end of the piece before it: that end is drawn once more.
        let back = self.step_before(from, 5.0 * em);
        let points = if draft { self.part(&self.casing_steps, back, to) } else { self.walked(back, to) };
        let offset = self.lengths.get(back).copied().unwrap_or(0.0);
        let around = self.part(&self.casing_steps, from, to);
        let colour = palette.run(self.slot);
        let (casing, alpha) = if how == Emphasis::Dimmed { (0.5, 0.4) } else { (0.85, 1.0) };
        if how == Emphasis::Selected {
            pen.line(&around, Stroke::solid(palette.casing, casing, 5.5 * em))?;
            pen.line(&points, Stroke::solid(colour, alpha, 2.25 * em))?;
            return self.draw_beads(pen, palette, (back, to));
        }
        if !draft {
            pen.line(&around, Stroke::solid(palette.casing, casing, 4.5 * em))?;
        }
        let dash: &[f64] = if draft { &[] } else { theme::dash(self.slot) };
        let dash: Vec<f64> = dash.iter().map(|d| d * em).collect();
        pen.line(&points, Stroke { colour, alpha, width: 2.0 * em, dash: &dash, offset })
    }

    /// A bead at each step more than five pixels from the bead before: their spacing is the speed.
    fn draw_beads<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, (from, to): (usize, usize)) -> Drawn<B> {
        let em = pen.em;
        let (mut last, mut beads): (Option<Px>, Vec<Px>) = (None, Vec::new());
        // From the start even where only a part is drawn: which steps get beads must not depend on that.
        for (step, p) in self.all.iter().enumerate().take(to + 1) {
            if last.is_none_or(|q| length((p.0 - q.0, p.1 - q.1)) > 5.0 * em) {
                if step >= from {
                    beads.push(*p);
                }
                last = Some(*p);
            }
        }
        pen.discs(&beads, 2.9 * em, palette.run(self.slot))
    }

    /// Draws the marker where the run is.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_marker<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, step: usize, how: Emphasis) -> Drawn<B> {
        let radius = if how == Emphasis::Selected { 6.5 } else { 5.5 };
        match self.at(step) {
            Some(at) => pen.marker(theme::marker(self.slot), at, radius, palette.run(self.slot), palette.casing),
            None => Ok(()),
        }
    }

    /// Writes the run's name beside its marker, if there is room and it is in view; says where.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_name<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        frame: &Frame,
        step: usize,
        labels: &mut Labels,
    ) -> Result<Option<(Px, Px)>, DrawingErrorKind<B::ErrorType>> {
        let Some(at) = self.at(step).filter(|at| frame.contains(*at)) else { return Ok(None) };
        let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, palette.run_text(self.slot)) };
        labels.place(pen, frame, &self.name, at, 13.0, look)
    }

    /// Prefers words off the path walked so far.
    pub fn avoid_walked(&self, step: usize, labels: &mut Labels) {
        labels.avoid(&self.walked(0, step));
    }

    /// The box of the marker at a step, to keep words off it.
    pub fn block_marker(&self, step: usize, em: f64, labels: &mut Labels) {
        if let Some((x, y)) = self.at(step) {
            labels.block((x - 8.0 * em, y - 8.0 * em), (x + 8.0 * em, y + 8.0 * em));
            labels.touch((x - 13.0 * em, y - 13.0 * em), (x + 13.0 * em, y + 13.0 * em));
        }
    }
}
