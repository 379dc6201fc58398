//! The basin map: every start in the colour of the minimum it leads to, paler the longer it takes.
//!
//! Colour is never alone: basins have borders, minima have letters, and what did not arrive has a pattern.

use super::cells::{Cells, Look, Plot, paint};
use super::frame::Frame;
use super::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use super::raster::Raster;
use super::theme::{Palette, mix};
use crate::core::map::{Cell, Ending};
use crate::core::scalar::Vec2;
use crate::core::surfaces::{Domain, Minimum};
use crate::text::{Lang, fill, key, number};

/// The colours of the minima, by slots of the runs' colours: the first ones differ most.
const HUES: [usize; 8] = [1, 0, 4, 3, 2, 5, 7, 6];

/// How much of the paper's colour is in that of a basin: at the quickest and at the slowest start.
pub const PALE: (f64, f64) = (0.48, 0.74);

/// How minima are coloured: neighbours differently, as far as eight colours go.
#[derive(Clone, Debug, PartialEq)]
pub struct Hues(Vec<usize>);

/// With so many nearest neighbours no colour is shared.
const NEIGHBOURS: usize = 7;

impl Hues {
    /// The colours of these minima.
    pub fn of(minima: &[Minimum]) -> Hues {
        let distance = |a: &Minimum, b: &Minimum| {
            let (dx, dy) = (a.point[0] - b.point[0], a.point[1] - b.point[1]);
            dx * dx + dy * dy
        };
        let mut chosen: Vec<usize> = Vec::new();
        for (i, minimum) in minima.iter().enumerate() {
            if i < HUES.len() {
                chosen.push(HUES[i]);
                continue;
            }
            // The colour that is farthest away, among the nearest ones that have one.
            let mut near: Vec<usize> = (0..i).collect();
            near = crate::core::order::sorted_by(near, |j| distance(minimum, &minima[*j]));
            near.truncate(NEIGHBOURS);
            let free = HUES.into_iter().find(|hue| near.iter().all(|j| chosen[*j] != *hue));
            chosen.push(free.unwrap_or(HUES[i % HUES.len()]));
        }
        Hues(chosen)
    }

    /// The slot of a minimum's colour.
    pub fn slot(&self, minimum: usize) -> Option<usize> {
        self.0.get(minimum).copied()
    }
}

/// The letter of a minimum: A to Z for the deepest ones, none beyond.
pub fn letter(minimum: usize) -> Option<char> {
    u8::try_from(minimum).ok().filter(|i| *i < 26).map(|i| char::from(b'A' + i))
}

/// What a cell looks like, of runs with so many steps.
pub fn look(cell: &Cell, hues: &Hues, steps: usize, palette: &Palette) -> Look {
    if cell.ending != Ending::Converged {
        return Look::of(cell.ending, palette);
    }
    let minimum = cell.minimum.map(usize::from);
    // A place that nobody has listed is arrived at too: in grey.
    let colour = minimum.and_then(|m| hues.slot(m)).map_or(palette.ink_3, |slot| palette.run(slot));
    let share = f64::from(cell.steps) / steps.max(1) as f64;
    let pale = PALE.0 + (PALE.1 - PALE.0) * share.min(1.0);
    Look::arrived(mix(colour, palette.surface, pale), minimum.map_or(u32::MAX - 99, |m| m as u32))
}

/// Paints the map, so many pixels wide and high, `unit` of them to a CSS pixel.
pub fn image(cells: &Cells, hues: &Hues, steps: usize, size: (usize, usize), unit: f64, palette: &Palette) -> Raster {
    let border = mix(palette.ink, palette.surface, 0.35);
    paint(cells, size, unit, Some(border), |cell| look(cell, hues, steps, palette))
}

/// Draws the minima with their letters over the map of a domain, and the present start.
///
/// # Errors
/// Whatever the backend reports.
pub fn marks<B: Ink>(
    pen: &mut Pen<B>,
    plot: &Plot,
    domain: Domain,
    minima: &[Minimum],
    start: Option<Vec2>,
    palette: &Palette,
) -> Drawn<B> {
    let place = |p: Vec2| {
        let share = |v: f64, (low, high): (f64, f64)| (v - low) / (high - low);
        plot.px([share(p[0], domain.x), share(p[1], domain.y)])
    };
    let em = pen.em;
    for (i, minimum) in minima.iter().enumerate().filter(|(_, m)| domain.contains(m.point)) {
        let at = place(minimum.point);
        pen.disc(at, 5.0 * em, palette.casing, 1.0)?;
        pen.ring(at, 5.0 * em, Stroke::solid(palette.ink, 1.0, 2.0))?;
        if let Some(letter) = letter(i) {
            let words =
                Type { bold: true, halo: Some(palette.casing), align: Align::Left, ..Type::plain(13.0, palette.ink) };
            pen.text(letter.encode_utf8(&mut [0; 4]), (at.0 + 9.0 * em, at.1), words)?;
        }
    }
    if let Some(start) = start.filter(|p| domain.contains(*p)) {
        let at = place(start);
        pen.disc(at, 5.5 * em, palette.casing, 1.0)?;
        pen.disc(at, 4.0 * em, palette.ink, 1.0)?;
    }
    Ok(())
}

/// Writes the letters of the minima beside their rings on a landscape.
///
/// # Errors
/// Whatever the backend reports.
pub fn letters<B: Ink>(pen: &mut Pen<B>, frame: &Frame, minima: &[Minimum], palette: &Palette) -> Drawn<B> {
    for (i, minimum) in minima.iter().enumerate() {
        let at = frame.px(minimum.point);
        if let Some(letter) = letter(i).filter(|_| frame.contains(at)) {
            let halo = Some(palette.casing);
            let words = Type { bold: true, halo, align: Align::Right, ..Type::plain(15.0, palette.ink) };
            pen.text(letter.encode_utf8(&mut [0; 4]), (at.0 - 10.0 * pen.em, at.1 - 13.0 * pen.em), words)?;
        }
    }
    Ok(())
}

/// A part of a map: how its runs end, at which minimum, and which part of all that are.
pub type Share = (Ending, Option<usize>, f64);

/// The look of a part of the map.
pub fn sample((ending, minimum, _): Share, hues: &Hues, palette: &Palette) -> Look {
    if ending != Ending::Converged {
        return Look::of(ending, palette);
    }
    let colour = minimum.and_then(|m| hues.slot(m)).map_or(palette.ink_3, |slot| palette.run(slot));
    Look::arrived(mix(colour, palette.surface, PALE.0), 0)
}

/// A part of the map in words: which minimum (and where that is, if `place`), or how else it ends, and which part of the starts.
pub fn words(lang: Lang, minima: &[Minimum], (ending, minimum, share): Share, place: bool) -> String {
    let share = percent(share);
    let what = match (ending, minimum.and_then(letter)) {
        (Ending::Converged, Some(letter)) => {
            let letter = letter.to_string();
            let at = minimum.and_then(|m| minima.get(m)).map(|m| m.point.map(|v| number(v, 3)));
            match at.filter(|_| place) {
                Some([x, y]) => fill(lang.text(key::MAPS_MINIMUM_AT), &[("minimum", &letter), ("x", &x), ("y", &y)]),
                None => letter,
            }
        }
        (Ending::Converged, None) => lang.text(key::MAPS_ELSEWHERE).into(),
        (Ending::Budget, _) => lang.text(key::STILL_GOING).into(),
        (Ending::LeftView, _) => lang.text(key::LEFT_VIEW).into(),
        (Ending::Diverged, _) => lang.text(key::MAPS_DIVERGES).into(),
        (Ending::NotAllowed, _) => lang.text(key::MAPS_NOT_ALLOWED).into(),
    };
    fill(lang.text(key::MAPS_SHARE), &[("what", &what), ("percent", &share)])
}

/// A part of all in percent, as people read it: not 0 and not 100 where it is neither.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        p if p > 0.0 && p < 1.0 => "< 1".into(),
        p if p > 99.0 && p < 100.0 => "> 99".into(),
        p => number(p.round(), 3),
    }
}

/// What is on the map, the largest first: minima that are reached and other endings, each with its part of the known cells.
pub fn legend(cells: &Cells) -> Vec<Share> {
    let mut found: Vec<(Ending, Option<usize>, usize)> = Vec::new();
    let mut total = 0;
    for cell in cells.known() {
        let minimum = cell.minimum.map(usize::from).filter(|_| cell.ending == Ending::Converged);
        total += 1;
        match found.iter_mut().find(|(ending, m, _)| *ending == cell.ending && *m == minimum) {
            Some((.., count)) => *count += 1,
            None => found.push((cell.ending, minimum, 1)),
        }
    }
    let sorted = crate::core::order::sorted_by(found, |(.., count)| -(*count as f64));
    sorted.into_iter().map(|(ending, minimum, count)| (ending, minimum, count as f64 / f64::from(total))).collect()
}
