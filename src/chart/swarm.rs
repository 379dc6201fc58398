//! A swarm: many runs on their way, each a particle. Where many lie on top of each other the colour is stronger: in a pixel
//! with one it is the run's own, with more it turns towards that of the ink. Over basins, whose colours are those of runs,
//! particles are all ink.

use super::frame::Frame;
use super::pen::{Drawn, Ink, Pen, Px};
use super::raster::Raster;
use super::theme::{Colour, Palette, mix};
use crate::core::map::{Density, Lie};
use crate::scene::{Scene, View};

/// How opaque a single particle is: of a run's colour, and of ink.
const ALONE: (f64, f64) = (0.85, 0.6);
/// So many particles in a pixel, and its colour does not change any more.
const MOST: usize = 64;
/// How much of the ink's colour is in that.
const INK: f64 = 0.8;

/// The radius of a particle in CSS pixels: the more there are, the smaller, so that the ground is seen.
pub fn radius(count: usize) -> f64 {
    let share = 2000.0 / count.max(1) as f64;
    (1.7 * share.sqrt().sqrt()).clamp(0.7, 2.2)
}

/// The colour and the opacity of a pixel that so many particles cover, of a run with this slot, or of ink.
fn colour(count: f64, slot: Option<usize>, palette: &Palette) -> (Colour, f64) {
    let alone = if slot.is_some() { ALONE.0 } else { ALONE.1 };
    let alpha = if count < 1.0 { alone * count } else { 1.0 - (1.0 - alone).powf(count) };
    let share = (count.max(1.0).ln() / (MOST as f64).ln()).min(1.0);
    (slot.map_or(palette.ink, |slot| mix(palette.run(slot), palette.ink, INK * share)), alpha)
}

/// The slot of the colour that a scene's particles have; none for ink.
pub fn slot(scene: &Scene) -> Option<usize> {
    scene.runs.get(scene.maps.run).filter(|_| scene.view != View::Basins).map(|run| run.slot)
}

/// The colours of pixels by what a [`Density`] counts there.
pub fn colours(slot: Option<usize>, palette: &Palette) -> Vec<[u8; 4]> {
    let one = |i: usize| {
        let (colour, alpha) = colour(i as f64 / Density::WHOLE as f64, slot, palette);
        [colour.0, colour.1, colour.2, (255.0 * alpha).round() as u8]
    };
    (0..=MOST * Density::WHOLE).map(one).collect()
}

/// How the plane lies in the plot of a frame, `unit` pixels to a CSS pixel, and how many pixels that has.
pub fn lie(frame: &Frame, unit: f64) -> ([usize; 2], Lie) {
    let (left, top, right, bottom) = frame.plot();
    let zero = frame.px([0.0, 0.0]);
    let lie = Lie {
        factor: [frame.scale * unit, -frame.scale * unit],
        offset: [(zero.0 - left) * unit, (zero.1 - top) * unit],
    };
    ([right - left, bottom - top].map(|v| (v * unit).round().max(1.0) as usize), lie)
}

/// The particles as pixels, and where they begin in the plot: its upper left corner there.
pub fn image(density: &Density, colours: &[[u8; 4]]) -> (Raster, [usize; 2]) {
    let [[left, top], [right, bottom]] = density.area();
    let mut rgba = Vec::new();
    density.paint(colours, &mut rgba);
    (Raster { width: right - left, height: bottom - top, rgba }, [left, top])
}

/// Draws particles at these places, x and y by turns, into the plot of a frame; a pixel of the file is `1 / unit` of the
/// picture's.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<B: Ink>(
    pen: &mut Pen<B>,
    frame: &Frame,
    places: &[f32],
    slot: Option<usize>,
    unit: f64,
    palette: &Palette,
) -> Drawn<B> {
    let radius = radius(places.len() / 2);
    let (left, top, ..) = frame.plot();
    if !B::VECTORS {
        let (size, lie) = lie(frame, unit);
        let (image, at) = image(&Density::of(size, places, lie, radius * unit), &colours(slot, palette));
        let from = (left + at[0] as f64 / unit, top + at[1] as f64 / unit);
        let to = (from.0 + image.width as f64 / unit, from.1 + image.height as f64 / unit);
        if image.rgba.is_empty() || pen.picture(&image, from, to)? {
            return Ok(());
        }
    }
    // A dot for each place that is taken, those of many above those of few.
    let mut levels: [Vec<Px>; LEVELS.len()] = std::array::from_fn(|_| Vec::new());
    for (at, count) in gathered(frame, places) {
        let level = LEVELS.iter().rposition(|least| count >= *least).unwrap_or(0);
        levels[level].push(at);
    }
    for (places, count) in levels.iter().zip(LEVELS) {
        let (colour, alpha) = colour(count as f64, slot, palette);
        pen.dots(places, radius, colour, alpha)?;
    }
    Ok(())
}

/// Dots that stand for at least so many particles have a colour of their own.
const LEVELS: [usize; 5] = [1, 2, 5, 16, 64];
/// Particles within so many pixels of the picture are one dot.
const TOGETHER: f64 = 1.0;

/// The places in the plot that are taken, from the upper left, and by how many particles.
fn gathered(frame: &Frame, places: &[f32]) -> Vec<(Px, usize)> {
    let (left, top, right, _) = frame.plot();
    let columns = ((right - left) / TOGETHER).ceil().max(1.0);
    let cell = |place: &[f32]| {
        let at = frame.px([place[0].into(), place[1].into()]);
        let (i, j) = (((at.0 - left) / TOGETHER).floor(), ((at.1 - top) / TOGETHER).floor());
        frame.contains(at).then_some((j * columns + i) as usize)
    };
    let mut cells: Vec<usize> = places.chunks_exact(2).filter_map(cell).collect();
    cells.sort_unstable();
    let at = |cell: usize| {
        let (i, j) = (cell % columns as usize, cell / columns as usize);
        (left + (i as f64 + 0.5) * TOGETHER, top + (j as f64 + 0.5) * TOGETHER)
    };
    cells.chunk_by(|a, b| a == b).map(|same| (at(same[0]), same.len())).collect()
}
