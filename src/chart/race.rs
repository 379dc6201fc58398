//! A whole scene: which path is drawn how, on top of what, with which words. The same on the page and in a file.

mod charts;

use super::arrows::{self, Arrow, Arrows};
use super::fan::Fan;
use super::field::BANDS;
use super::frame::{Frame, Insets};
use super::insight;
use super::labels::Labels;
use super::landscape::{self, Landscape};
use super::paths::{Emphasis, Path};
use super::pen::{Drawn, Ink, Pen, Px, Stroke, Type};
use super::theme::Palette;
use crate::core::run::{Inspection, Outcome, Trajectory};
use crate::core::scalar::Vec2;
use crate::core::surfaces::Surface;
use crate::scene::{Scene, fan_shown};
use crate::text::{Lang, key};
use plotters_backend::DrawingErrorKind;

/// Where the names of runs stand: the run's index, and two corners of a box.
pub type Names = Vec<(usize, (Px, Px))>;

/// What the marks of a step have left in the picture.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Where the names stand.
    pub names: Names,
    /// Boxes outside which nothing was drawn.
    pub touched: Vec<(Px, Px)>,
}

/// What there is to draw, apart from where and at which step.
pub struct Race<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// Its runs.
    pub runs: &'a [Trajectory],
    /// Its surface.
    pub surface: &'a Surface,
    /// The colours.
    pub palette: &'a Palette,
    /// The language of words.
    pub lang: Lang,
    /// Which arrows stand at the selected run.
    pub arrows: Arrows,
    /// The index of the run pointed at.
    pub hover: Option<usize>,
    /// Whether the start says that it can be dragged.
    pub hint: bool,
    /// Whether runs but the selected one go without casings and dashes: a draft, drawn while a slider of a long race
    /// moves.
    pub draft: bool,
}

impl Race<'_> {
    /// How strongly a run is drawn.
    pub fn emphasis(&self, run: usize) -> Emphasis {
        match self.hover {
            Some(h) if h != run => Emphasis::Dimmed,
            Some(_) => Emphasis::Selected,
            None if self.scene.select == run => Emphasis::Selected,
            None => Emphasis::Normal,
        }
    }

    /// Where the paths lie in the picture; none for a hidden run.
    pub fn paths(&self, frame: &Frame) -> Vec<Option<Path>> {
        let names = self.scene.run_names(self.lang);
        let all = self.scene.runs.iter().zip(self.runs).zip(names);
        all.map(|((run, t), name)| (!run.hidden).then(|| Path::new(t, frame, run.slot, name))).collect()
    }

    /// The fan of seeds where it lies in the picture.
    pub fn fan(&self, fan: &[Trajectory], frame: &Frame) -> Fan {
        Fan::new(fan, frame, self.scene.runs.get(self.scene.select).map_or(0, |run| run.slot))
    }

    /// Draws what lies ahead of a step, faintly.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ghosts<B: Ink>(&self, pen: &mut Pen<B>, paths: &[Option<Path>], step: usize) -> Drawn<B> {
        for (i, path) in paths.iter().enumerate() {
            if let Some(path) = path
                && self.emphasis(i) != Emphasis::Dimmed
            {
                path.draw_ghost(pen, self.palette, step, self.draft)?;
            }
        }
        Ok(())
    }

    /// The shown paths; the selected (or pointed-at) one comes last, on top.
    fn in_order<'p>(&self, paths: &'p [Option<Path>]) -> Vec<(usize, &'p Path)> {
        let selected = |i: &usize| self.emphasis(*i) == Emphasis::Selected;
        let below = (0..paths.len()).filter(|i| !selected(i));
        below.chain((0..paths.len()).filter(selected)).filter_map(|i| Some((i, paths[i].as_ref()?))).collect()
    }

    /// Draws what has been walked between two steps; says in which boxes.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_walked<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        paths: &[Option<Path>],
        span: (usize, usize),
    ) -> Result<Vec<(Px, Px)>, DrawingErrorKind<B::ErrorType>> {
        let mut fresh = Vec::new();
        for (i, path) in self.in_order(paths) {
            let how = self.emphasis(i);
            path.draw_walked(pen, self.palette, span, how, self.draft)?;
            if how == Emphasis::Selected {
                // What the others have just drawn may cross what this run, the topmost, has walked before.
                for crossed in path.crossing(&fresh, span.0) {
                    path.draw_walked(pen, self.palette, crossed, how, self.draft)?;
                    fresh.push(path.area(crossed, pen.em));
                }
            }
            fresh.push(path.area(span, pen.em));
        }
        Ok(fresh)
    }

    /// What the minima are called: those that were looked for say so.
    pub fn minimum_word(&self) -> &'static str {
        self.lang.text(if self.surface.found { key::MINIMUM_FOUND } else { key::MINIMUM })
    }

    /// Draws what stands at a step: the minima, arrows, markers and names; says where the names stand and where anything was drawn.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_marks<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        frame: &Frame,
        paths: &[Option<Path>],
        step: usize,
    ) -> Result<Marks, DrawingErrorKind<B::ErrorType>> {
        let (em, palette) = (pen.em, self.palette);
        let mut labels = Labels::default();
        let shown = self.in_order(paths);
        let start = frame.px(self.scene.start());
        labels.block((start.0 - 18.0 * em, start.1 - 18.0 * em), (start.0 + 18.0 * em, start.1 + 18.0 * em));
        for (_, path) in &shown {
            path.block_marker(step, em, &mut labels);
            path.avoid_walked(step, &mut labels);
        }
        landscape::draw_minima(pen, frame, palette, self.surface, self.minimum_word(), &mut labels)?;
        self.draw_arrows(pen, frame, paths, step, &mut labels)?;
        for (i, path) in &shown {
            path.draw_marker(pen, palette, step, self.emphasis(*i))?;
        }
        let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
        let place = labels.place(pen, frame, self.lang.text(key::START), start, 23.0, look)?;
        if let Some((from, to)) = place.filter(|_| self.hint) {
            let look = Type { bold: false, ..look };
            let width = pen.text_width(self.lang.text(key::DRAG_ME), look)?;
            // The box of the name reaches a little below its words.
            let below = ((from.0, to.1 + 0.1), (from.0 + width + 4.0, to.1 + 13.0 * em));
            if labels.is_free(frame, below) {
                pen.text(self.lang.text(key::DRAG_ME), (from.0 + 2.0, to.1 + 5.0 * em), look)?;
                labels.block(below.0, below.1);
                labels.touch((below.0.0 - 6.0, below.0.1 - 6.0), (below.1.0 + 6.0, below.1.1 + 6.0));
            }
        }
        let mut names = Names::new();
        for (i, path) in shown.iter().rev() {
            if self.emphasis(*i) != Emphasis::Dimmed
                && let Some(place) = path.draw_name(pen, palette, frame, step, &mut labels)?
            {
                names.push((*i, place));
            }
        }
        Ok(Marks { names, touched: labels.into_touched() })
    }

    /// Draws what a step goes by, and the arrows, at the run in focus, unless it has arrived: then there is nowhere to point to.
    fn draw_arrows<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        frame: &Frame,
        paths: &[Option<Path>],
        step: usize,
        labels: &mut Labels,
    ) -> Drawn<B> {
        let focus = self.hover.unwrap_or(self.scene.select);
        let (Some(Some(path)), Some(run)) = (paths.get(focus), self.scene.runs.get(focus)) else { return Ok(()) };
        let arrived =
            |t: &Trajectory| t.points.len() <= step || matches!(t.outcome, Outcome::Converged { at } if at <= step);
        let Some(from) = path.at(step).filter(|_| !self.runs.get(focus).is_none_or(arrived)) else { return Ok(()) };
        let (palette, on) = (self.palette, self.arrows);
        let first = if on.trail { step.saturating_sub(insight::TRAIL) } else { step };
        let mut seen = self.scene.plan(run).look(self.surface, first, step);
        let Some(inside) = seen.pop() else { return Ok(()) };
        let trail: Vec<(Vec2, Vec2)> =
            seen.iter().filter_map(|before: &Inspection| Some((before.point, before.velocity()?.1))).collect();
        insight::draw_trail(pen, frame, palette, &trail, run.slot, labels)?;
        if let Some(corners) = inside.simplex {
            insight::draw_simplex(pen, frame, palette, corners, run.slot, labels)?;
        }
        if let Some((quantity, square)) = inside.square().filter(|_| on.square) {
            let symbol = quantity.symbol(run.optimizer.id);
            insight::draw_square(pen, frame, palette, from, (square, symbol, run.slot), labels)?;
        }
        if on.curvature {
            let hessian = self.surface.objective.hessian(inside.point);
            insight::draw_curvature(pen, frame, palette, from, hessian, labels)?;
        }
        let mut list = Vec::new();
        if on.step {
            let (colour, text) = (palette.ink_2, palette.ink_2);
            list.push(Arrow { vector: inside.step, true_length: true, name: "Δ", colour, text });
        }
        if on.gradient {
            let (colour, text) = (palette.ink, palette.ink);
            list.push(Arrow { vector: inside.gradient.map(|g| -g), true_length: false, name: "−g", colour, text });
        }
        if let Some((_, m)) = inside.velocity().filter(|_| on.velocity) {
            let (colour, text) = (palette.run(run.slot), palette.run_text(run.slot));
            list.push(Arrow { vector: m.map(|m| -m), true_length: false, name: "m", colour, text });
        }
        for arrow in &list {
            arrows::draw(pen, frame, palette, from, arrow, labels)?;
        }
        Ok(())
    }

    /// How the plane lies in a picture of some size, with room for axes left and below.
    pub fn frame(&self, size: (f64, f64), em: f64) -> Frame {
        let gutter = Insets { left: 36.0 * em, bottom: 24.0 * em, ..Insets::default() };
        let safe = Insets { left: 12.0, right: 12.0, top: 12.0, bottom: 12.0 };
        Frame::fit(size, gutter, safe, self.scene.domain())
    }

    /// Draws the ground, sampled about every `spacing` pixels: bands, the soft light where the ink has one, level lines.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ground<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame, spacing: f64) -> Drawn<B> {
        let ground = Landscape::new(self.surface, frame, spacing, BANDS);
        let (left, top, right, bottom) = frame.plot();
        ground.draw_bands(pen, self.palette)?;
        pen.shade(&|| ground.relief(self.palette), ground.field.nodes, (left, top), (right, bottom))?;
        ground.draw_lines(pen, self.palette, false)
    }

    /// Draws only the level lines of the ground, where a map lies below them.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_lines<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame, spacing: f64) -> Drawn<B> {
        Landscape::new(self.surface, frame, spacing, BANDS).draw_lines(pen, self.palette, false)
    }

    /// Draws the runs at a step, what stands beside them, and the start.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_runs<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame, paths: &[Option<Path>], step: usize) -> Drawn<B> {
        let em = pen.em;
        let fan = self.fan(&fan_shown(self.scene), frame);
        fan.draw_seeds(pen, self.palette)?;
        self.draw_ghosts(pen, paths, step)?;
        self.draw_walked(pen, paths, (0, step))?;
        fan.draw_mean(pen, self.palette, step)?;
        self.draw_marks(pen, frame, paths, step)?;
        let start = frame.px(self.scene.start());
        pen.ring(start, 8.0 * em, Stroke::solid(self.palette.casing, 1.0, 4.0 * em))?;
        pen.ring(start, 8.0 * em, Stroke::solid(self.palette.ink, 1.0, 1.5 * em))
    }

    /// Covers with the gutter what ran out of the plot, then draws the axes on it.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_gutter<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame) -> Drawn<B> {
        let (left, _, _, bottom) = frame.plot();
        pen.rect((0.0, 0.0), (left, frame.size.1), self.palette.surface, 1.0)?;
        pen.rect((0.0, bottom), frame.size, self.palette.surface, 1.0)?;
        landscape::draw_axes(pen, frame, self.palette)
    }

    /// Draws the whole landscape of the scene at a step into a picture of some size.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, size: (f64, f64), step: usize) -> Drawn<B> {
        let frame = self.frame(size, pen.em);
        self.draw_ground(pen, &frame, 4.0)?;
        self.draw_runs(pen, &frame, &self.paths(&frame), step)?;
        self.draw_gutter(pen, &frame)
    }
}
