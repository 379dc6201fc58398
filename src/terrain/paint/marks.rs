//! What stands on the ground at a step: minima, the start, the runs' markers and names.

use super::{Route, Spot, Still};
use crate::chart::labels::Labels;
use crate::chart::landscape::depth;
use crate::chart::paths::Emphasis;
use crate::chart::pen::{Drawn, Ink, Pen, Px, Stroke, Type};
use crate::chart::race::Race;
use crate::core::scalar::Vec2;
use crate::text::key;

/// Corners of a ring that lies on the ground.
const CORNERS: usize = 40;
/// The opacity of a mark that is hidden.
const HIDDEN: f64 = 0.4;

/// Draws the marks of a step.
pub(super) fn draw<B: Ink>(
    pen: &mut Pen<B>,
    still: &Still,
    race: &Race,
    shown: &[(usize, &Route)],
    step: usize,
) -> Drawn<B> {
    let (em, palette) = (pen.em, race.palette);
    let mut labels = Labels::default();
    let start = still.ground().spot(race.scene.start());
    if let Some(Spot { at, .. }) = start {
        labels.block((at.0 - 18.0 * em, at.1 - 14.0 * em), (at.0 + 18.0 * em, at.1 + 14.0 * em));
    }
    for (_, route) in shown {
        route.keep_free(step, em, &mut labels);
    }
    minima(pen, still, race, &mut labels)?;
    for (i, route) in shown {
        route.draw_marker(pen, palette, step, race.emphasis(*i))?;
    }
    if let Some(Spot { at, hidden }) = start {
        let alpha = if hidden { HIDDEN } else { 1.0 };
        let circle = level(still, at, 8.0 * em);
        pen.line(&circle, Stroke::solid(palette.casing, alpha, 4.0 * em))?;
        pen.line(&circle, Stroke::solid(palette.ink, alpha, 1.5 * em))?;
        let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
        labels.place(pen, &still.frame, race.lang.text(key::START), at, 19.0, look)?;
    }
    for (i, route) in shown.iter().rev() {
        let Some(Spot { at, hidden }) = route.at(step).filter(|spot| still.frame.contains(spot.at)) else { continue };
        if race.emphasis(*i) == Emphasis::Dimmed {
            continue;
        }
        let colour = if hidden { palette.ink_2 } else { palette.run_text(route.slot) };
        let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, colour) };
        labels.place(pen, &still.frame, &route.name, at, 13.0, look)?;
    }
    Ok(())
}

/// A level circle around a place, as it is seen from aslant.
fn level(still: &Still, (x, y): Px, radius: f64) -> Vec<Px> {
    let flat = still.view.eye()[2];
    let point = |i: usize| {
        let angle = std::f64::consts::TAU * i as f64 / CORNERS as f64;
        (x + radius * libm::cos(angle), y + radius * flat * libm::sin(angle))
    };
    (0..=CORNERS).map(point).collect()
}

/// Marks the minima on the plate; says "Minimum" at a single one, how deep each is where there are a few.
fn minima<B: Ink>(pen: &mut Pen<B>, still: &Still, race: &Race, labels: &mut Labels) -> Drawn<B> {
    let (em, palette, surface) = (pen.em, race.palette, race.surface);
    let spot = |p: Vec2| still.ground().spot(p).filter(|spot| still.frame.contains(spot.at));
    let seen: Vec<_> = surface.minima.iter().filter_map(|m| Some((m.f, spot(m.point)?))).collect();
    // A field of a hundred dimples would drown in rings: there only the lowest are marked in full.
    let crowded = seen.len() > 12;
    let lowest = surface.lowest().unwrap_or(0.0);
    for (f, Spot { at, hidden }) in &seen {
        let (at, alpha) = (*at, if *hidden { HIDDEN } else { 1.0 });
        let global = f - lowest < 1e-6 * (1.0 + lowest.abs());
        if crowded && !global {
            pen.disc(at, 2.5 * em, palette.casing, 0.9 * alpha)?;
            pen.disc(at, 1.5 * em, palette.ink_2, alpha)?;
            continue;
        }
        let circle = level(still, at, 9.0 * em);
        pen.line(&circle, Stroke::solid(palette.casing, 0.85 * alpha, 4.5 * em))?;
        pen.line(&circle, Stroke::solid(palette.ink, alpha, 1.5 * em))?;
        pen.disc(at, 1.75 * em, palette.ink, alpha)?;
        labels.block((at.0 - 10.0 * em, at.1 - 8.0 * em), (at.0 + 10.0 * em, at.1 + 8.0 * em));
        let text =
            if seen.len() == 1 || crowded { race.minimum_word().to_string() } else { format!("f = {}", depth(*f)) };
        let look = Type { halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
        labels.place(pen, &still.frame, &text, at, 13.0, look)?;
    }
    Ok(())
}
