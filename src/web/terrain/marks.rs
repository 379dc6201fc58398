//! What stands on the ground or beside it and faces the reader: axes, minima, arrows, markers, names. Drawn with the pen of
//! the map, over the card's picture.

mod arrows;
mod ground;
mod handle;

use super::lines::{Line, lifted};
use super::scenery::Scenery;
use super::told::{Now, Told};
use crate::chart::frame::{Frame, Insets};
use crate::chart::labels::Labels;
use crate::chart::pen::{Drawn, Pen, Px, Type};
use crate::chart::theme::{self, Palette};
use crate::terrain::World;
use crate::terrain::camera::View;
use crate::text::{Lang, key};
use crate::web::canvas::{CanvasInk, Layer};
use web_sys::Path2d;

/// How faint is what lies behind a hill.
const BEHIND: f64 = 0.35;
/// So many places of a path are enough to keep words off it.
const SPARSE: usize = 160;

/// Everything there is to draw.
pub(super) struct Marks<'a> {
    /// The scene with its runs.
    pub told: &'a Told,
    /// The ground.
    pub scenery: &'a Scenery,
    /// The paths on it, run by run; empty for a hidden one.
    pub lines: &'a [Line],
    /// From where it is seen.
    pub view: &'a View,
    /// The colours.
    pub palette: &'a Palette,
    /// The language of words.
    pub lang: Lang,
    /// What is shown of the runs.
    pub now: Now,
    /// How far the map has risen.
    pub risen: f64,
    /// Whether the view rests: then words look for the best place, while it moves for a steady one.
    pub calm: bool,
    /// The lowest point of the quadratic model, if it is shown.
    pub jump: Option<World>,
    /// The sign on the handle of the start, where the handle is drawn and not an element of the page.
    pub handle: Option<&'a Path2d>,
}

impl Marks<'_> {
    /// How strongly a run is drawn: selected, and dimmed.
    pub fn emphasis(&self, run: usize) -> (bool, bool) {
        match self.now.hover {
            Some(hover) => (hover == run, hover != run),
            None => (self.told.scene.select == run, false),
        }
    }

    /// The shown runs; the selected or pointed-at one comes last, on top.
    pub fn order(&self) -> Vec<usize> {
        let shown = |i: &usize| self.lines.get(*i).is_some_and(|line| !line.points.is_empty());
        let mut order: Vec<usize> = (0..self.lines.len()).filter(shown).collect();
        order.sort_by_key(|run| self.emphasis(*run).0);
        order
    }

    fn px(&self, p: World) -> Px {
        self.view.see(p).at
    }

    /// The whole picture as a frame, for words that keep inside it.
    fn sheet(&self) -> Frame {
        Frame { size: self.view.size, gutter: Insets::default(), scale: 1.0, origin: [0.0; 2] }
    }

    /// How visible a place is: faint behind a hill.
    fn strength(&self, p: World) -> f64 {
        if super::sight::seen(self.scenery, self.view, p) { 1.0 } else { BEHIND }
    }

    /// Draws everything.
    ///
    /// # Errors
    /// Whatever the canvas reports.
    pub fn draw(&self, layer: &Layer, pen: &mut Pen<CanvasInk>) -> Drawn<CanvasInk> {
        let em = pen.em;
        let sheet = self.sheet();
        let mut labels = Labels::default();
        let order = self.order();
        let step = self.now.step;
        if let Some(start) = self.start() {
            let start = self.px(start);
            labels.block((start.0 - 18.0 * em, start.1 - 18.0 * em), (start.0 + 18.0 * em, start.1 + 18.0 * em));
        }
        for run in &order {
            if let Some(at) = self.lines[*run].at(step) {
                let at = self.px(at);
                labels.block((at.0 - 8.0 * em, at.1 - 8.0 * em), (at.0 + 8.0 * em, at.1 + 8.0 * em));
            }
            if self.calm {
                self.avoid(*run, &mut labels);
            }
        }
        self.draw_axes(layer, pen, &mut labels)?;
        self.draw_minima(layer, pen, &sheet, &mut labels)?;
        self.draw_arrows(layer, pen, &sheet, &mut labels)?;
        for run in &order {
            let Some(at) = self.lines[*run].at(step) else { continue };
            let (slot, (selected, dimmed)) = (self.told.scene.runs[*run].slot, self.emphasis(*run));
            let radius = if selected { 6.5 } else { 5.5 };
            layer.context.set_global_alpha(self.strength(at) * if dimmed { 0.6 } else { 1.0 });
            let (colour, casing) = (self.palette.run(slot), self.palette.casing);
            pen.marker(theme::marker(slot), self.px(at), radius, colour, casing)?;
            layer.context.set_global_alpha(1.0);
        }
        self.draw_handle(layer, pen)?;
        if let Some(start) = self.start() {
            let look = Type { bold: true, halo: Some(self.palette.casing), ..Type::plain(12.5, self.palette.ink) };
            labels.place(pen, &sheet, self.lang.text(key::START), self.px(start), 23.0, look)?;
        }
        let names = self.told.scene.run_names(self.lang);
        for run in order.iter().rev().filter(|run| !self.emphasis(**run).1) {
            let Some(at) = self.lines[*run].at(step) else { continue };
            let colour = self.palette.run_text(self.told.scene.runs[*run].slot);
            let look = Type { bold: true, halo: Some(self.palette.casing), ..Type::plain(12.5, colour) };
            labels.place(pen, &sheet, &names[*run], self.px(at), 13.0, look)?;
        }
        Ok(())
    }

    /// Where the start stands; none beside the plate.
    pub fn start(&self) -> Option<World> {
        lifted(&self.scenery.relief, self.told.scene.start())
    }

    fn avoid(&self, run: usize, labels: &mut Labels) {
        let line = &self.lines[run];
        let (walked, _) = line.pieces(self.now.step);
        let stride = (walked / SPARSE).max(1);
        let mut piece = Vec::new();
        for [x, y, z, way] in line.points.iter().take(walked + 1).step_by(stride) {
            if *way < 0.0 {
                labels.avoid(&std::mem::take(&mut piece));
            } else {
                piece.push(self.px([*x, *y, *z].map(f64::from)));
            }
        }
        labels.avoid(&piece);
    }
}
