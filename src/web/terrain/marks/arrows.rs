//! What a step goes by, at the run in focus: arrows, late velocities, the second moment, the curvature; the map's own, laid
//! on the ground.

use super::Marks;
use crate::chart::frame::Frame;
use crate::chart::labels::Labels;
use crate::chart::pen::{Drawn, Pen, Px, Stroke, Type};
use crate::chart::theme::Colour;
use crate::chart::{arrows, insight};
use crate::core::run::{Inspection, Outcome, Trajectory};
use crate::core::scalar::Vec2;
use crate::scene::Run;
use crate::text::key;
use crate::web::canvas::{CanvasInk, Layer};
use crate::web::terrain::lines::{Line, lifted};

/// The run in focus at the step that is shown.
struct Focus<'a> {
    run: &'a Run,
    /// What its step goes by.
    step: Inspection,
    /// A pixel of the map as a length of the plane: at the scale that the picture has there.
    unit: f64,
    colour: Colour,
    text: Colour,
}

impl Marks<'_> {
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
    pub(super) fn draw_arrows(
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
        let first = if on.trail { step.saturating_sub(insight::TRAIL) } else { step };
        let mut seen = scene.plan(run).look(&self.told.surface, first, step);
        let Some(inside) = seen.pop() else { return Ok(()) };
        let focus = Focus {
            run,
            step: inside,
            unit: 1.0 / (self.view.scale() * self.scenery.relief.plate.scale()),
            colour: self.palette.run(run.slot),
            text: self.palette.run_text(run.slot),
        };
        layer.context.set_global_alpha(self.strength(place));
        self.draw_trail(pen, &focus, &seen, labels)?;
        if let Some([a, b, c]) = focus.step.simplex {
            self.cased(pen, &[a, b, c, a], Stroke::solid(focus.colour, 1.0, 1.5 * pen.em), labels)?;
        }
        if on.square {
            self.draw_square(pen, sheet, &focus, labels)?;
        }
        if on.curvature {
            self.draw_curvature(pen, sheet, &focus, labels)?;
        }
        self.draw_vectors(pen, sheet, &focus, labels)?;
        layer.context.set_global_alpha(1.0);
        self.draw_jump(pen, sheet, labels)
    }

    /// The velocities of the steps before, the older the fainter.
    fn draw_trail(
        &self,
        pen: &mut Pen<CanvasInk>,
        focus: &Focus,
        before: &[Inspection],
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let em = pen.em;
        for (i, step) in before.iter().enumerate() {
            let Some((_, m)) = step.velocity() else { continue };
            let size = m[0].hypot(m[1]);
            if !(size.is_finite() && size > 0.0) {
                continue;
            }
            let length = insight::trail_length(size) * em * focus.unit;
            let to = [step.point[0] - m[0] / size * length, step.point[1] - m[1] / size * length];
            let alpha = 0.2 + 0.7 * (i + 1) as f64 / before.len() as f64;
            self.cased(pen, &[step.point, to], Stroke::solid(focus.colour, alpha, 1.75 * em), labels)?;
        }
        Ok(())
    }

    /// The box of the second moment.
    fn draw_square(
        &self,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        focus: &Focus,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (em, [x0, y0]) = (pen.em, focus.step.point);
        let Some((quantity, square)) = focus.step.square() else { return Ok(()) };
        let Some((x, y)) = insight::sides(square, em) else { return Ok(()) };
        let corner = |sx: f64, sy: f64| [x0 + sx * x * focus.unit, y0 + sy * y * focus.unit];
        let outline = [corner(-1.0, 1.0), corner(1.0, 1.0), corner(1.0, -1.0), corner(-1.0, -1.0), corner(-1.0, 1.0)];
        self.cased(pen, &outline, Stroke::solid(focus.colour, 1.0, 1.5 * em), labels)?;
        self.name(pen, sheet, &format!("√{}", quantity.symbol(focus.run.optimizer.id)), outline[1], focus.text, labels)
    }

    /// The axes of the curvature, dashed where the ground curves down.
    fn draw_curvature(
        &self,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        focus: &Focus,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (em, from, unit) = (pen.em, focus.step.point, focus.unit);
        let hessian = self.told.surface.objective.hessian(from);
        let Some(axes) = insight::axes(hessian, em) else { return Ok(()) };
        for insight::Axis { half: (x, y), value } in axes {
            let ends = [-1.0, 1.0].map(|side| [from[0] + side * x * unit, from[1] - side * y * unit]);
            let dash = [4.0 * em, 4.0 * em];
            let stroke = Stroke::solid(self.palette.ink, 1.0, 1.75 * em);
            let stroke = Stroke { dash: if value < 0.0 { &dash } else { &[] }, ..stroke };
            self.cased(pen, &ends, stroke, labels)?;
        }
        let (text, (x, y)) = insight::curvature_name(&axes);
        self.name(pen, sheet, &text, [from[0] + x * unit, from[1] - y * unit], self.palette.ink, labels)
    }

    /// Words at the end of a line, if that is on the plate.
    fn name(
        &self,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        text: &str,
        at: Vec2,
        colour: Colour,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        if let Some(at) = lifted(&self.scenery.relief, at) {
            let look = Type { bold: true, halo: Some(self.palette.casing), ..Type::plain(13.0, colour) };
            labels.place(pen, sheet, text, self.px(at), 8.0, look)?;
        }
        Ok(())
    }

    /// The step, the way down, the velocity.
    fn draw_vectors(
        &self,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        focus: &Focus,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (on, palette, inside) = (self.now.arrows, self.palette, &focus.step);
        let unit = pen.em * focus.unit;
        let visible = |v: Vec2| {
            let size = v[0].hypot(v[1]);
            (size.is_finite() && size > 0.0).then(|| v.map(|part| part / size * arrows::length(size) * unit))
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
            list.push((way, "m", focus.colour, focus.text));
        }
        for (vector, name, colour, text) in list {
            self.draw_arrow(pen, sheet, (inside.point, vector), (name, colour, text), labels)?;
        }
        Ok(())
    }

    /// Where Newton's method would go: the lowest point of the quadratic model.
    fn draw_jump(&self, pen: &mut Pen<CanvasInk>, sheet: &Frame, labels: &mut Labels) -> Drawn<CanvasInk> {
        let (em, palette) = (pen.em, self.palette);
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
