//! What stands on the ground or beside it and faces the reader: axes, minima, arrows, markers, names. Drawn with the pen of
//! the map, over the card's picture.

use super::lines::{Line, lifted};
use super::scenery::Scenery;
use super::told::Told;
use crate::chart::arrows::Arrows;
use crate::chart::frame::{Frame, Insets};
use crate::chart::insight;
use crate::chart::labels::Labels;
use crate::chart::landscape::depth;
use crate::chart::pen::{Align, Drawn, Pen, Px, Stroke, Type};
use crate::chart::theme::{self, Colour, Palette};
use crate::core::run::{Outcome, Trajectory};
use crate::core::scalar::Vec2;
use crate::terrain::World;
use crate::terrain::axes::Axes;
use crate::terrain::camera::View;
use crate::text::{Lang, key};
use crate::web::canvas::{CanvasInk, Layer};

/// What is shown of the runs now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Now {
    /// The step.
    pub step: usize,
    /// The run pointed at.
    pub hover: Option<usize>,
    /// Which arrows are drawn.
    pub arrows: Arrows,
    /// Whether lines are strong, for a projector.
    pub strong: bool,
}

impl Now {
    /// From what the race has said last; the bits are those of `Stage`.
    pub fn heard((step, hover, marks): (usize, Option<usize>, usize)) -> Now {
        let on = |bit: usize| marks >> bit & 1 == 1;
        let arrows =
            Arrows { gradient: on(0), velocity: on(1), step: on(2), curvature: on(3), square: on(4), trail: on(5) };
        Now { step, hover, arrows, strong: on(6) }
    }
}

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

    /// The axes at the edges that face the reader.
    fn draw_axes(&self, layer: &Layer, pen: &mut Pen<CanvasInk>, labels: &mut Labels) -> Drawn<CanvasInk> {
        let (em, palette) = (pen.em, self.palette);
        let look = Type { align: Align::Centre, ..Type::plain(11.5, palette.ink_3) };
        let name = Type { align: Align::Centre, variable: true, ..Type::plain(14.0, palette.ink_2) };
        let height = 11.5 * em * 1.2;
        let axes = Axes::new(self.view, &self.scenery.relief, em, height, &|text| {
            // A number that cannot be measured has the width of its letters.
            pen.text_width(text, look).unwrap_or(text.len() as f64 * 6.0 * em)
        });
        layer.context.set_global_alpha(self.risen * self.risen);
        for line in &axes.lines {
            pen.line(line, Stroke::solid(palette.edge, 0.8, 1.0))?;
        }
        for tick in &axes.ticks {
            pen.line(tick, Stroke::solid(palette.edge, 1.0, 1.0))?;
        }
        for (words, look) in [(&axes.numbers, look), (&axes.names, name)] {
            for word in words {
                let half = (pen.text_width(&word.text, look)? / 2.0, height / 2.0);
                pen.text(&word.text, word.at, look)?;
                let ((x, y), (w, h)) = (word.at, half);
                labels.block((x - w, y - h), (x + w, y + h));
            }
        }
        layer.context.set_global_alpha(1.0);
        Ok(())
    }

    /// Rings that lie on the ground, with a dot; the words of the map.
    fn draw_minima(
        &self,
        layer: &Layer,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (em, palette, surface) = (pen.em, self.palette, &self.told.surface);
        let places = surface.minima.iter().filter_map(|m| Some((m, lifted(&self.scenery.relief, m.point)?)));
        let seen: Vec<_> = places.collect();
        // A field of a hundred dimples would drown in rings: there only the lowest are marked in full.
        let crowded = seen.len() > 12;
        let lowest = surface.lowest().unwrap_or(0.0);
        let alone = seen.len() == 1;
        let [_, _, high] = self.view.eye();
        let squeeze = high.max(0.5);
        for (minimum, place) in &seen {
            let at = self.px(*place);
            if !sheet.contains(at) {
                continue;
            }
            let global = minimum.f - lowest < 1e-6 * (1.0 + lowest.abs());
            let strength = self.strength(*place);
            layer.context.set_global_alpha(strength);
            if crowded && !global {
                pen.disc(at, 2.5 * em, palette.casing, 0.9)?;
                pen.disc(at, 1.5 * em, palette.ink_2, 1.0)?;
                layer.context.set_global_alpha(1.0);
                continue;
            }
            let ring: Vec<Px> = (0..=32)
                .map(|i| {
                    let (sin, cos) = (f64::from(i) / 32.0 * std::f64::consts::TAU).sin_cos();
                    (at.0 + 9.0 * em * cos, at.1 + 9.0 * em * squeeze * sin)
                })
                .collect();
            pen.line(&ring, Stroke::solid(palette.casing, 0.85, 4.5 * em))?;
            pen.line(&ring, Stroke::solid(palette.ink, 1.0, 1.5 * em))?;
            pen.disc(at, 1.75 * em, palette.ink, 1.0)?;
            layer.context.set_global_alpha(1.0);
            labels.block((at.0 - 10.0 * em, at.1 - 10.0 * em), (at.0 + 10.0 * em, at.1 + 10.0 * em));
            let word = self.lang.text(if surface.found { key::MINIMUM_FOUND } else { key::MINIMUM });
            let text = if alone || crowded { word.to_string() } else { format!("f = {}", depth(minimum.f)) };
            let look = Type { halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
            labels.place(pen, sheet, &text, at, 13.0, look)?;
        }
        Ok(())
    }

    /// A line of the plane laid on the ground, as pixels; in pieces where the plate ends.
    fn laid(&self, points: &[Vec2]) -> Vec<Vec<Px>> {
        let line = Line::through(&self.scenery.relief, points.iter().copied());
        let mut pieces = vec![Vec::new()];
        for [x, y, z, way] in &line.points {
            if *way < 0.0 {
                pieces.push(Vec::new());
            } else if let Some(piece) = pieces.last_mut() {
                piece.push(self.px([*x, *y, *z].map(f64::from)));
            }
        }
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }

    fn cased(
        &self,
        pen: &mut Pen<CanvasInk>,
        points: &[Vec2],
        stroke: Stroke,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        for piece in self.laid(points) {
            let casing = Stroke::solid(self.palette.casing, 0.85 * stroke.alpha, stroke.width + 3.25 * pen.em);
            pen.line(&piece, casing)?;
            pen.line(&piece, stroke)?;
            labels.avoid(&piece);
        }
        Ok(())
    }

    /// An arrow that lies on the ground, with its name at the tip.
    fn draw_arrow(
        &self,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        (from, vector): (Vec2, Vec2),
        (name, colour, text): (&str, Colour, Colour),
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let em = pen.em;
        let to = [from[0] + vector[0], from[1] + vector[1]];
        let pieces = self.laid(&[from, to]);
        let Some(points) = pieces.first() else { return Ok(()) };
        let tip = points[points.len() - 1];
        let first = points[0];
        if (tip.0 - first.0).hypot(tip.1 - first.1) < 3.0 {
            return Ok(());
        }
        // The head points as the line does over its own length.
        let head = 9.0 * em;
        let before = points.iter().rposition(|p| (p.0 - tip.0).hypot(p.1 - tip.1) >= head).unwrap_or(0);
        let back = points[before];
        let size = (tip.0 - back.0).hypot(tip.1 - back.1).max(1e-9);
        let (ux, uy) = ((tip.0 - back.0) / size, (tip.1 - back.1) / size);
        let neck = (tip.0 - ux * head.min(size), tip.1 - uy * head.min(size));
        let wing = |side: f64| (neck.0 - uy * side * 4.5 * em, neck.1 + ux * side * 4.5 * em);
        let barbs = [wing(1.0), tip, wing(-1.0)];
        let shaft: Vec<Px> = points[..=before].iter().copied().chain([neck]).collect();
        let casing = self.palette.casing;
        pen.line(&shaft, Stroke::solid(casing, 0.85, 5.5 * em))?;
        pen.line(&[barbs[0], barbs[1], barbs[2], barbs[0]], Stroke::solid(casing, 0.85, 3.5 * em))?;
        pen.line(&shaft, Stroke::solid(colour, 1.0, 2.25 * em))?;
        pen.area(&barbs, colour, 1.0)?;
        labels.avoid(points);
        let look = Type { bold: true, halo: Some(casing), ..Type::plain(13.0, text) };
        labels.place(pen, sheet, name, tip, 9.0, look)?;
        Ok(())
    }

    /// What a step goes by, at the run in focus, unless it has arrived.
    fn draw_arrows(
        &self,
        layer: &Layer,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (scene, step, on) = (&self.told.scene, self.now.step, self.now.arrows);
        let focus = self.now.hover.unwrap_or(scene.select);
        let arrived =
            |t: &Trajectory| t.points.len() <= step || matches!(t.outcome, Outcome::Converged { at } if at <= step);
        let shown = self.lines.get(focus).filter(|_| !self.told.runs.get(focus).is_none_or(arrived));
        let (Some(place), Some(run)) = (shown.and_then(|line| line.at(step)), scene.runs.get(focus)) else {
            return Ok(());
        };
        let (em, palette) = (pen.em, self.palette);
        let first = if on.trail { step.saturating_sub(insight::TRAIL) } else { step };
        let mut seen = scene.plan(run).look(&self.told.surface, first, step);
        let Some(inside) = seen.pop() else { return Ok(()) };
        // Lengths of the map, in pixels, as lengths of the plane: at the scale that the picture has there.
        let unit = 1.0 / (self.view.scale() * self.scenery.relief.plate.scale());
        let from = inside.point;
        layer.context.set_global_alpha(self.strength(place));
        let (own, own_text) = (palette.run(run.slot), palette.run_text(run.slot));
        for (i, before) in seen.iter().enumerate() {
            let Some((_, m)) = before.velocity() else { continue };
            let size = m[0].hypot(m[1]);
            if !(size.is_finite() && size > 0.0) {
                continue;
            }
            let length = (10.0 + 22.0 * size.sqrt()).min(56.0) * em * unit;
            let to = [before.point[0] - m[0] / size * length, before.point[1] - m[1] / size * length];
            let alpha = 0.2 + 0.7 * (i + 1) as f64 / seen.len() as f64;
            self.cased(pen, &[before.point, to], Stroke::solid(own, alpha, 1.75 * em), labels)?;
        }
        if let Some([a, b, c]) = inside.simplex {
            self.cased(pen, &[a, b, c, a], Stroke::solid(own, 1.0, 1.5 * em), labels)?;
        }
        if let Some((quantity, square)) = inside.square().filter(|_| on.square)
            && let Some((x, y)) = insight::sides(square, em)
        {
            let corner = |sx: f64, sy: f64| [from[0] + sx * x * unit, from[1] + sy * y * unit];
            let outline =
                [corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, -1.0), corner(-1.0, -1.0), corner(-1.0, 1.0)];
            self.cased(pen, &outline, Stroke::solid(own, 1.0, 1.5 * em), labels)?;
            if let Some(at) = lifted(&self.scenery.relief, outline[1]) {
                let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(13.0, own_text) };
                let text = format!("√{}", quantity.symbol(run.optimizer.id));
                labels.place(pen, sheet, &text, self.px(at), 8.0, look)?;
            }
        }
        if on.curvature
            && let Some(axes) = insight::axes(self.told.surface.objective.hessian(from), em)
        {
            for insight::Axis { half: (x, y), value } in axes {
                let ends = [-1.0, 1.0].map(|side| [from[0] + side * x * unit, from[1] - side * y * unit]);
                let dash = [4.0 * em, 4.0 * em];
                let stroke = Stroke::solid(palette.ink, 1.0, 1.75 * em);
                let stroke = Stroke { dash: if value < 0.0 { &dash } else { &[] }, ..stroke };
                self.cased(pen, &ends, stroke, labels)?;
            }
            let (text, (x, y)) = insight::curvature_name(&axes);
            if let Some(at) = lifted(&self.scenery.relief, [from[0] + x * unit, from[1] - y * unit]) {
                let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(13.0, palette.ink) };
                labels.place(pen, sheet, &text, self.px(at), 8.0, look)?;
            }
        }
        let visible = |v: Vec2| {
            let size = v[0].hypot(v[1]);
            let length = (22.0 + 34.0 * size.sqrt()).min(96.0) * em * unit;
            (size.is_finite() && size > 0.0).then(|| v.map(|part| part / size * length))
        };
        let mut list: Vec<(Vec2, &str, Colour, Colour)> = Vec::new();
        if on.step && inside.step.iter().all(|v| v.is_finite()) {
            list.push((inside.step, "Δ", palette.ink_2, palette.ink_2));
        }
        if let Some(down) = visible(inside.gradient.map(|g| -g)).filter(|_| on.gradient) {
            list.push((down, "−g", palette.ink, palette.ink));
        }
        if let Some((_, m)) = inside.velocity().filter(|_| on.velocity)
            && let Some(way) = visible(m.map(|m| -m))
        {
            list.push((way, "m", own, own_text));
        }
        for (vector, name, colour, text) in list {
            self.draw_arrow(pen, sheet, (from, vector), (name, colour, text), labels)?;
        }
        layer.context.set_global_alpha(1.0);
        if let Some(jump) = self.jump {
            let at = self.px(jump);
            pen.disc(at, 6.0 * em, palette.casing, 1.0)?;
            pen.ring(at, 4.5 * em, Stroke::solid(palette.ink, 1.0, 2.0 * em))?;
            let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
            labels.place(pen, sheet, self.lang.text(key::TERRAIN_NEWTON), at, 9.0, look)?;
        }
        Ok(())
    }
}
