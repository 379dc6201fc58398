//! What a step goes by, drawn at the run: the curvature of the ground, the second moment, late velocities, the triangle.
//!
//! Directions are exact. Lengths are made visible: only the triangle is true to scale.

use super::frame::Frame;
use super::labels::Labels;
use super::pen::{Drawn, Ink, Pen, Px, Stroke, Type};
use super::theme::{Colour, Palette};
use crate::core::eigen::eigen;
use crate::core::scalar::Vec2;
use crate::text::number;

/// Half of the longer axis of the curvature, and of the longer side of the box, in pixels.
const AXIS: f64 = 52.0;
const SIDE: f64 = 30.0;
/// The shortest half axis or side.
const LEAST: f64 = 4.0;
/// How many velocities a trail has.
pub const TRAIL: usize = 12;
/// The dashes of an axis along which the ground curves down.
const DOWNWARD: [f64; 2] = [4.0, 4.0];

/// Half of an axis of the curvature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// From the middle to one end, in pixels: y downwards.
    pub half: Px,
    /// The second derivative along it.
    pub value: f64,
}

/// The axes of the level ellipse of a Hessian, the flatter one first: half as long as 1/√|λ|, the flatter one of a fixed
/// length. None where nothing curves or the Hessian is not finite.
pub fn axes(hessian: [Vec2; 2], em: f64) -> Option<[Axis; 2]> {
    let parts = eigen(hessian);
    let [a, b] = parts.values.map(f64::abs);
    if !(a.is_finite() && b.is_finite() && a.max(b) > 0.0) {
        return None;
    }
    let axis = |i: usize| {
        let (value, [x, y]) = (parts.values[i], parts.vectors[i]);
        let share = if value == 0.0 { 1.0 } else { (a.min(b) / value.abs()).sqrt() };
        let length = (AXIS * share).max(LEAST) * em;
        Axis { half: (x * length, -y * length), value }
    };
    Some(if a <= b { [axis(0), axis(1)] } else { [axis(1), axis(0)] })
}

/// What the axes of a curvature are called, and at the end of which: the condition number; or λ < 0, where that has no
/// meaning.
pub fn curvature_name([flat, steep]: &[Axis; 2]) -> (String, Px) {
    match [flat, steep].into_iter().find(|axis| axis.value < 0.0) {
        Some(axis) => ("λ < 0".to_string(), axis.half),
        None => (format!("κ = {}", number(steep.value / flat.value, 3)), flat.half),
    }
}

/// Half of the box of a second moment: in proportion to the roots, the longer side fixed. None if both are 0.
pub fn sides(square: Vec2, em: f64) -> Option<(f64, f64)> {
    let [x, y] = square.map(|v| v.max(0.0).sqrt());
    let longer = x.max(y);
    (longer.is_finite() && longer > 0.0).then(|| {
        let side = |v: f64| (SIDE * v / longer).max(LEAST) * em;
        (side(x), side(y))
    })
}

/// How long a velocity of this size is drawn in a trail, as [`super::arrows::length`].
pub fn trail_length(size: f64) -> f64 {
    (10.0 + 22.0 * size.sqrt()).min(56.0)
}

/// A line on its casing.
fn cased<B: Ink>(pen: &mut Pen<B>, palette: &Palette, points: &[Px], stroke: Stroke) -> Drawn<B> {
    let casing = Stroke::solid(palette.casing, 0.8 * stroke.alpha, stroke.width + 3.0 * pen.em);
    pen.line(points, casing)?;
    pen.line(points, stroke)
}

/// Notes where lines were drawn, so that they can be taken back and words keep off them.
fn note(labels: &mut Labels, points: &[Px], em: f64) {
    let rim = 6.0 * em;
    for pair in points.windows(2) {
        let (low, high) = (
            (pair[0].0.min(pair[1].0) - rim, pair[0].1.min(pair[1].1) - rim),
            (pair[0].0.max(pair[1].0) + rim, pair[0].1.max(pair[1].1) + rim),
        );
        labels.touch(low, high);
    }
    labels.avoid(points);
}

/// Words at the end of a line.
fn name<B: Ink>(
    pen: &mut Pen<B>,
    (frame, palette): (&Frame, &Palette),
    labels: &mut Labels,
    text: &str,
    at: Px,
    colour: Colour,
) -> Drawn<B> {
    let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(13.0, colour) };
    labels.place(pen, frame, text, at, 8.0, look)?;
    Ok(())
}

/// Draws the eigenvectors of the Hessian through a place, dashed where the ground curves down, with the condition
/// number; or with λ < 0, where that has no meaning.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_curvature<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    at: Px,
    hessian: [Vec2; 2],
    labels: &mut Labels,
) -> Drawn<B> {
    let em = pen.em;
    let Some(axes) = axes(hessian, em) else { return Ok(()) };
    let dash = DOWNWARD.map(|d| d * em);
    for Axis { half: (x, y), value } in axes {
        let length = x.hypot(y);
        let across = (-y / length * 4.0 * em, x / length * 4.0 * em);
        let ends = [(at.0 - x, at.1 - y), (at.0 + x, at.1 + y)];
        let stroke = Stroke::solid(palette.ink, 1.0, 1.75 * em);
        cased(pen, palette, &ends, Stroke { dash: if value < 0.0 { &dash } else { &[] }, ..stroke })?;
        for end in ends {
            let cap = [(end.0 - across.0, end.1 - across.1), (end.0 + across.0, end.1 + across.1)];
            cased(pen, palette, &cap, stroke)?;
        }
        note(labels, &ends, em);
    }
    let (text, (x, y)) = curvature_name(&axes);
    name(pen, (frame, palette), labels, &text, (at.0 + x, at.1 + y), palette.ink)
}

/// Draws the box of a second moment around a place: as wide as √ of its x to √ of its y.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_square<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    at: Px,
    (square, symbol, slot): (Vec2, &str, usize),
    labels: &mut Labels,
) -> Drawn<B> {
    let em = pen.em;
    let Some((x, y)) = sides(square, em) else { return Ok(()) };
    let corner = |sx: f64, sy: f64| (at.0 + sx * x, at.1 + sy * y);
    let outline = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    let closed = [outline[0], outline[1], outline[2], outline[3], outline[0]];
    pen.area(&outline, palette.run(slot), 0.14)?;
    cased(pen, palette, &closed, Stroke::solid(palette.run(slot), 1.0, 1.5 * em))?;
    note(labels, &closed, em);
    name(pen, (frame, palette), labels, &format!("√{symbol}"), outline[1], palette.run_text(slot))
}

/// Draws velocities at the places where they were, the older the fainter.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_trail<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    trail: &[(Vec2, Vec2)],
    slot: usize,
    labels: &mut Labels,
) -> Drawn<B> {
    let em = pen.em;
    for (i, (point, m)) in trail.iter().enumerate() {
        let (from, size) = (frame.px(*point), m[0].hypot(m[1]));
        if !(size.is_finite() && size > 0.0) {
            continue;
        }
        let length = trail_length(size) * em;
        let to = (from.0 - m[0] / size * length, from.1 + m[1] / size * length);
        let alpha = 0.2 + 0.7 * (i + 1) as f64 / trail.len() as f64;
        cased(pen, palette, &[from, to], Stroke::solid(palette.run(slot), alpha, 1.75 * em))?;
        pen.disc(to, 2.25 * em, palette.run(slot), alpha)?;
        note(labels, &[from, to], em);
    }
    Ok(())
}

/// Draws a method's triangle, true to scale.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_simplex<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    corners: [Vec2; 3],
    slot: usize,
    labels: &mut Labels,
) -> Drawn<B> {
    if !corners.iter().flatten().all(|v| v.is_finite()) {
        return Ok(());
    }
    let (em, [a, b, c]) = (pen.em, corners.map(|corner| frame.px(corner)));
    pen.area(&[a, b, c], palette.run(slot), 0.18)?;
    cased(pen, palette, &[a, b, c, a], Stroke::solid(palette.run(slot), 1.0, 1.5 * em))?;
    note(labels, &[a, b, c, a], em);
    Ok(())
}
