//! The ground: bands of tone, level lines, axes, minima. Drawn once per surface and view.

use super::contour::{self, Ring};
use super::field::Field;
use super::frame::{Frame, ticks};
use super::labels::Labels;
use super::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use super::simplify::simplify;
use super::theme::{Colour, Palette};
use crate::core::surfaces::Surface;
use crate::text::number;

/// Every fourth level line is an index line, as on a map.
pub const INDEX: usize = 4;

/// The landscape of one surface in one frame.
pub struct Landscape {
    /// The samples.
    pub field: Field,
    rings: Vec<Ring>,
    lines: Vec<Line>,
}

/// A piece of level line that is equally strong all along.
struct Line {
    index: bool,
    strength: f64,
    points: Vec<Px>,
}

/// What the colour bar shows.
pub struct ColourBar {
    /// The colours of the bands from the deepest.
    pub colours: Vec<Colour>,
    /// Places from 0 to 1 along the bar, and f there.
    pub ticks: Vec<(f64, f64)>,
}

impl Landscape {
    /// Samples the surface and finds its level lines.
    pub fn new(surface: &Surface, frame: &Frame, spacing: f64, bands: usize) -> Self {
        let field = Field::sample(surface, frame, spacing, bands);
        let mut rings = contour::rings(&field);
        let lines = rings.iter().flat_map(|ring| faded(ring, &field)).collect();
        for ring in &mut rings {
            ring.points = thinned(&ring.points);
        }
        Landscape { field, rings, lines }
    }

    /// Fills the bands.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_bands<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette) -> Drawn<B> {
        let (nx, ny) = self.field.nodes;
        let (left, top) = self.field.corner;
        let far = (left + (nx - 1) as f64 * self.field.spacing.0, top + (ny - 1) as f64 * self.field.spacing.1);
        pen.rect((left, top), far, self.band(0, palette), 1.0)?;
        for ring in &self.rings {
            pen.area(&ring.points, self.band(ring.inside, palette), 1.0)?;
        }
        Ok(())
    }

    /// Draws the level lines.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_lines<B: Ink>(&self, pen: &mut Pen<B>, palette: &Palette, strong: bool) -> Drawn<B> {
        for line in &self.lines {
            let (width, alpha) = match (line.index, strong) {
                (true, true) => (1.4, 0.7),
                (true, false) => (1.4, 0.5),
                (false, _) => (1.0, 0.26),
            };
            pen.line(&line.points, Stroke::solid(palette.contour, alpha * line.strength, width))?;
        }
        Ok(())
    }

    /// Soft light from the north-west, as RGBA pixels, one a node: laid over the bands it brightens or darkens them.
    pub fn relief(&self, palette: &Palette) -> Vec<u8> {
        let (nx, ny) = self.field.nodes;
        let mut pixels = Vec::with_capacity(nx * ny * 4);
        for j in 0..ny {
            for i in 0..nx {
                let (gx, gy) = self.field.slope(i, j);
                let (kx, ky) = (gx * 9.0, gy * 9.0);
                let light = (kx + ky) * 0.7 / (1.0 + kx * kx + ky * ky).sqrt() * palette.relief;
                let Colour { 0: r, 1: g, 2: b } = self.band(self.field.at(i, j) as usize, palette);
                let mean = (f64::from(r) + f64::from(g) + f64::from(b)) / 3.0;
                // White over a colour c with opacity a gives c + a(255 − c); to multiply c, a depends on c.
                let (tone, opacity) =
                    if light > 0.0 { (255, light * mean / (255.0 - mean).max(1.0)) } else { (0, -light) };
                pixels.extend([tone, tone, tone, (opacity.min(1.0) * 255.0).round() as u8]);
            }
        }
        pixels
    }

    fn band(&self, band: usize, palette: &Palette) -> Colour {
        let bands = self.field.bands;
        palette.ground((band.min(bands - 1) as f64 + 0.5) / bands as f64)
    }

    /// The scale of the colours.
    pub fn colour_bar(&self, palette: &Palette) -> ColourBar {
        let colours = (0..self.field.bands).map(|b| self.band(b, palette)).collect();
        let ticks = [0.03, 0.34, 0.67, 1.0].map(|tone| (tone, self.field.tones.value(tone))).to_vec();
        ColourBar { colours, ticks }
    }
}

/// The pieces of a ring's line; where bands are closer than about three pixels lines fade, so that steep walls do
/// not turn black.
fn faded(ring: &Ring, field: &Field) -> Vec<Line> {
    let index = ring.level.is_multiple_of(INDEX);
    let strength = |p: Px| {
        let place = |v: f64, corner: f64, spacing: f64| ((v - corner) / spacing).round().max(0.0) as usize;
        let node = (place(p.0, field.corner.0, field.spacing.0), place(p.1, field.corner.1, field.spacing.1));
        let (gx, gy) = field.slope(node.0, node.1);
        // In quarters, so that a line falls into few pieces.
        ((1.25 - 2.6 * gx.hypot(gy)).clamp(0.12, 1.0) * 4.0).ceil() / 4.0
    };
    let mut pieces = Vec::new();
    for line in contour::lines(ring, field) {
        let mut piece = Line { index, strength: strength(line[0]), points: Vec::new() };
        for p in line {
            let here = strength(p);
            piece.points.push(p);
            if here != piece.strength {
                let next = Line { index, strength: here, points: vec![p] };
                pieces.push(std::mem::replace(&mut piece, next));
            }
        }
        pieces.push(piece);
    }
    pieces.retain(|piece| piece.points.len() > 1);
    for piece in &mut pieces {
        piece.points = thinned(&piece.points);
    }
    pieces
}

/// The same line with the points that can be seen.
fn thinned(points: &[Px]) -> Vec<Px> {
    simplify(points, 0.1).into_iter().map(|i| points[i]).collect()
}

/// Draws ticks and their numbers into the gutter, and the names of the axes at their ends.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_axes<B: Ink>(pen: &mut Pen<B>, frame: &Frame, palette: &Palette) -> Drawn<B> {
    let (left, top, right, bottom) = frame.plot();
    let em = pen.em;
    let label = Type::plain(11.5, palette.ink_3);
    let name = Type { variable: true, ..Type::plain(14.0, palette.ink_2) };
    let span = (right - left) / frame.scale;
    let [across, up] = axis_ticks(frame, em);
    let mut end = -6.0;
    for (x, px) in across {
        pen.line(&[(px, bottom), (px, bottom + 4.0)], Stroke::solid(palette.edge, 1.0, 1.0))?;
        let text = tick_label(x, span);
        let half = pen.text_width(&text, label)? / 2.0;
        // Far from 0, numbers with all the digits that differ may need more room than there is.
        if px - half > end + 6.0 && px + half < right - 16.0 * em {
            pen.text(&text, (px, bottom + 14.0 * em), Type { align: Align::Centre, ..label })?;
            end = px + half;
        }
    }
    for (y, py) in up {
        pen.line(&[(left - 4.0, py), (left, py)], Stroke::solid(palette.edge, 1.0, 1.0))?;
        let text = tick_label(y, span);
        if pen.text_width(&text, label)? < left - 8.0 {
            pen.text(&text, (left - 7.0, py), Type { align: Align::Right, ..label })?;
        } else {
            pen.text(&text, (left + 5.0, py), Type { halo: Some(palette.casing), ..label })?;
        }
    }
    pen.text("x", (right - 10.0 * em, bottom + 13.0 * em), Type { align: Align::Centre, ..name })?;
    pen.text("y", (left - 12.0 * em, top + 12.0 * em), Type { align: Align::Centre, ..name })
}

/// The ticks of both axes, each with its place, where the names of the axes leave room: one about every 110 pixels;
/// in a small picture more, until there are two on each axis to tell the scale by.
fn axis_ticks(frame: &Frame, em: f64) -> [Vec<(f64, f64)>; 2] {
    let (left, top, right, bottom) = frame.plot();
    let shown = frame.shown();
    let on = |count: f64| {
        let across = ticks(shown.x, count).into_iter().map(|x| (x, frame.px([x, 0.0]).0));
        let up = ticks(shown.y, count * (bottom - top) / (right - left)).into_iter().map(|y| (y, frame.px([0.0, y]).1));
        [
            across.filter(|(_, px)| (left + 10.0..=right - 24.0 * em).contains(px)).collect::<Vec<_>>(),
            up.filter(|(_, py)| (top + 24.0 * em..=bottom - 6.0).contains(py)).collect(),
        ]
    };
    let usual = (right - left) / (110.0 * em);
    let enough = |ticks: &[Vec<_>; 2]| ticks.iter().all(|axis| axis.len() >= 2);
    [1.0, 1.5, 2.0, 3.0, 5.0].into_iter().map(|more| on(more * usual)).find(enough).unwrap_or_else(|| on(usual))
}

/// How deep a minimum is; one that misses 0 only by rounding is 0.
pub fn depth(f: f64) -> String {
    if f.abs() < 1e-12 { "0".into() } else { number(f, 3) }
}

/// A tick's number with as many digits as its neighbours need to differ.
pub fn tick_label(v: f64, span: f64) -> String {
    let digits = if v == 0.0 { 3 } else { ((v.abs() / span).log10().floor() as i32 + 4).clamp(3, 12) as usize };
    // A tick such as 0.30000000000000004 is 0.3; one that should be 0 but for rounding is 0.
    if v.abs() < span * 1e-9 { "0".into() } else { number(v, digits) }
}

/// Marks the minima in view; says "Minimum" at a single one, how deep each is where there are a few.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_minima<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    palette: &Palette,
    surface: &Surface,
    word: &str,
    labels: &mut Labels,
) -> Drawn<B> {
    let seen: Vec<_> = surface.minima.iter().filter(|m| frame.contains(frame.px(m.point))).collect();
    // A field of a hundred dimples would drown in rings: there only the lowest are marked in full.
    let crowded = seen.len() > 12;
    let lowest = surface.lowest().unwrap_or(0.0);
    let alone = seen.len() == 1;
    for m in &seen {
        let at = frame.px(m.point);
        let reach = 13.0 * pen.em;
        labels.touch((at.0 - reach, at.1 - reach), (at.0 + reach, at.1 + reach));
        let global = m.f - lowest < 1e-6 * (1.0 + lowest.abs());
        if crowded && !global {
            pen.disc(at, 2.5 * pen.em, palette.casing, 0.9)?;
            pen.disc(at, 1.5 * pen.em, palette.ink_2, 1.0)?;
            continue;
        }
        pen.ring(at, 9.0 * pen.em, Stroke::solid(palette.casing, 0.85, 4.5 * pen.em))?;
        pen.ring(at, 9.0 * pen.em, Stroke::solid(palette.ink, 1.0, 1.5 * pen.em))?;
        pen.disc(at, 1.75 * pen.em, palette.ink, 1.0)?;
        labels.block((at.0 - 10.0 * pen.em, at.1 - 10.0 * pen.em), (at.0 + 10.0 * pen.em, at.1 + 10.0 * pen.em));
        let text = if alone || crowded { word.to_string() } else { format!("f = {}", depth(m.f)) };
        let look = Type { halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
        labels.place(pen, frame, &text, at, 13.0, look)?;
    }
    Ok(())
}
