//! An animated GIF from frames of pixels: one palette for all, only what has changed in each frame, for ever again.
//!
//! The palette is made from a few frames before the first one is written: colours that must not be lost, those that are
//! seen most, and the rest by median cut (Heckbert 1982, doi:10.1145/965145.801294) of what is left, where a colour
//! counts by the root of its pixels, so that a thin line is not lost to the ground.

use super::carry;
use gif::{AnyExtension, DisposalMethod, Encoder as Writer, Frame, Repeat};
use std::borrow::Cow;

/// Why there is no GIF.
#[derive(Debug)]
pub enum Failed {
    /// Whoever watched wanted no more of it.
    Ended,
    /// A frame has not the size of the picture, or a side is longer than a GIF can be.
    Size,
    /// The encoder's own report.
    Encoder(gif::EncodingError),
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failed::Ended => write!(f, "it was ended"),
            Failed::Size => write!(f, "a frame of another size"),
            Failed::Encoder(error) => write!(f, "{error}"),
        }
    }
}

impl From<gif::EncodingError> for Failed {
    fn from(error: gif::EncodingError) -> Self {
        Failed::Encoder(error)
    }
}

/// Colours besides the one that stands for "as before".
const COLOURS: usize = 255;
/// The index that stands for it.
const SAME: u8 = 255;
/// How many of the most frequent colours are kept exactly.
const EXACT: usize = 48;

/// A GIF that is being written.
pub struct Encoder {
    writer: Writer<Vec<u8>>,
    size: (usize, usize),
    palette: Vec<[u8; 3]>,
    /// The palette's index for each colour, six bits a channel; unknown ones are found when they are met.
    known: Vec<u16>,
    /// The picture so far, as indices.
    shown: Vec<u8>,
}

impl Encoder {
    /// Begins a GIF that carries a scene. `seen` are RGBA pixels of some of the frames to come, `keep` colours that the
    /// palette must have.
    ///
    /// # Errors
    /// If a side is 0 or longer than 65535 pixels.
    pub fn new(size: (u32, u32), scene: &str, seen: &[&[u8]], keep: &[[u8; 3]]) -> Result<Encoder, Failed> {
        let palette = palette(seen, keep);
        let mut table: Vec<u8> = palette.iter().flatten().copied().collect();
        table.resize(256 * 3, 0);
        let side = |v: u32| u16::try_from(v).ok().filter(|v| *v > 0).ok_or(Failed::Size);
        let mut writer = Writer::new(Vec::new(), side(size.0)?, side(size.1)?, &table)?;
        writer.set_repeat(Repeat::Infinite)?;
        writer.write_raw_extension(AnyExtension(0xfe), &[&carry::gif_comment(scene)])?;
        let size = (size.0 as usize, size.1 as usize);
        Ok(Encoder { writer, size, palette, known: vec![u16::MAX; 1 << 18], shown: Vec::new() })
    }

    /// Adds a frame, shown for so many hundredths of a second.
    ///
    /// # Errors
    /// If it is not of the picture's size.
    pub fn frame(&mut self, rgba: &[u8], hundredths: u16) -> Result<(), Failed> {
        let (width, height) = self.size;
        if rgba.len() != 4 * width * height {
            return Err(Failed::Size);
        }
        let now: Vec<u8> = rgba.chunks_exact(4).map(|p| self.index([p[0], p[1], p[2]])).collect();
        let mut frame = Frame { delay: hundredths, dispose: DisposalMethod::Keep, ..Frame::default() };
        let area = if self.shown.is_empty() { (0, 0, width, height) } else { changed(&self.shown, &now, width) };
        let (left, top, right, bottom) = area;
        let first = self.shown.is_empty();
        let mut pixels = Vec::with_capacity((right - left) * (bottom - top));
        for y in top..bottom {
            let row = y * width + left..y * width + right;
            if first {
                pixels.extend_from_slice(&now[row]);
            } else {
                let pairs = now[row.clone()].iter().zip(&self.shown[row]);
                pixels.extend(pairs.map(|(new, old)| if new == old { SAME } else { *new }));
            }
        }
        frame.transparent = (!first).then_some(SAME);
        // No longer than the picture, whose sides fit.
        (frame.left, frame.top) = (left as u16, top as u16);
        (frame.width, frame.height) = ((right - left) as u16, (bottom - top) as u16);
        frame.buffer = Cow::Owned(pixels);
        self.writer.write_frame(&frame)?;
        self.shown = now;
        Ok(())
    }

    /// Ends it: the file.
    ///
    /// # Errors
    /// Whatever the encoder reports.
    pub fn finish(self) -> Result<Vec<u8>, Failed> {
        Ok(self.writer.into_inner()?)
    }

    /// The palette's colour nearest to another one.
    fn index(&mut self, colour: [u8; 3]) -> u8 {
        let place = colour.iter().fold(0, |place, v| place << 6 | usize::from(*v >> 2));
        if self.known[place] == u16::MAX {
            let nearest = (0..self.palette.len()).min_by_key(|i| distance(self.palette[*i], colour));
            self.known[place] = nearest.unwrap_or(0) as u16;
        }
        self.known[place] as u8
    }
}

/// How far two colours are apart, squared; the eye sees green best and blue least.
fn distance(a: [u8; 3], b: [u8; 3]) -> i32 {
    let part = |i: usize, weight: i32| weight * (i32::from(a[i]) - i32::from(b[i])).pow(2);
    part(0, 3) + part(1, 6) + part(2, 2)
}

/// The rectangle in which two pictures differ: left, top, right and bottom, the latter two not included. One pixel where
/// they do not differ at all, since a frame must have one.
fn changed(old: &[u8], new: &[u8], width: usize) -> (usize, usize, usize, usize) {
    let (mut left, mut top, mut right, mut bottom) = (width, usize::MAX, 0, 0);
    for (y, (a, b)) in old.chunks_exact(width).zip(new.chunks_exact(width)).enumerate() {
        let first = a.iter().zip(b).position(|(a, b)| a != b);
        let last = a.iter().zip(b).rposition(|(a, b)| a != b);
        if let (Some(first), Some(last)) = (first, last) {
            (left, right) = (left.min(first), right.max(last + 1));
            (top, bottom) = (top.min(y), y + 1);
        }
    }
    if right == 0 { (0, 0, 1, 1) } else { (left, top, right, bottom) }
}

/// A colour and how much it counts.
#[derive(Clone, Copy)]
struct Counted {
    colour: [u8; 3],
    weight: f64,
}

/// The colours of a film.
fn palette(seen: &[&[u8]], keep: &[[u8; 3]]) -> Vec<[u8; 3]> {
    let mut all: Vec<u32> = Vec::new();
    for p in seen.iter().flat_map(|frame| frame.chunks_exact(4)) {
        all.push(u32::from_be_bytes([0, p[0], p[1], p[2]]));
    }
    all.sort_unstable();
    let mut counted: Vec<(usize, u32)> = Vec::new();
    for run in all.chunk_by(|a, b| a == b) {
        counted.push((run.len(), run[0]));
    }
    counted.sort_unstable_by(|a, b| b.cmp(a));
    let colour = |c: u32| [(c >> 16) as u8, (c >> 8) as u8, c as u8];
    let mut out: Vec<[u8; 3]> = Vec::new();
    for c in keep.iter().copied().chain(counted.iter().take(EXACT).map(|(_, c)| colour(*c))) {
        if !out.contains(&c) && out.len() < COLOURS {
            out.push(c);
        }
    }
    let rest: Vec<Counted> = (counted.iter())
        .map(|(count, c)| Counted { colour: colour(*c), weight: (*count as f64).sqrt() })
        .filter(|c| !out.contains(&c.colour))
        .collect();
    for c in cut(rest, COLOURS - out.len()) {
        if !out.contains(&c) {
            out.push(c);
        }
    }
    // A picture without a pixel has a colour all the same.
    if out.is_empty() {
        out.push([0; 3]);
    }
    out
}

/// Cuts a cloud of colours into so many parts, always the one that spreads most, and gives the mean of each.
fn cut(colours: Vec<Counted>, parts: usize) -> Vec<[u8; 3]> {
    if colours.is_empty() || parts == 0 {
        return Vec::new();
    }
    let mut clouds = vec![Cloud::of(colours)];
    while clouds.len() < parts {
        let most = (0..clouds.len()).max_by(|a, b| clouds[*a].spread.total_cmp(&clouds[*b].spread));
        let Some(i) = most.filter(|i| clouds[*i].spread > 0.0) else { break };
        let (a, b) = clouds.swap_remove(i).halves();
        clouds.extend([a, b]);
    }
    clouds.iter().map(|cloud| cloud.mean.map(|v| v.round() as u8)).collect()
}

/// A part of the colours.
struct Cloud {
    colours: Vec<Counted>,
    mean: [f64; 3],
    /// Along which channel it is widest, and the sum of squares there.
    axis: usize,
    spread: f64,
}

impl Cloud {
    fn of(colours: Vec<Counted>) -> Cloud {
        let whole: f64 = colours.iter().map(|c| c.weight).sum();
        let sum = |f: &dyn Fn(&Counted) -> f64| colours.iter().map(|c| c.weight * f(c)).sum::<f64>();
        let mean = [0, 1, 2].map(|i| sum(&|c| f64::from(c.colour[i])) / whole);
        let spreads = [0, 1, 2].map(|i| sum(&|c| (f64::from(c.colour[i]) - mean[i]).powi(2)));
        let axis = (0..3).max_by(|a, b| spreads[*a].total_cmp(&spreads[*b])).unwrap_or(0);
        Cloud { mean, axis, spread: if colours.len() > 1 { spreads[axis] } else { 0.0 }, colours }
    }

    /// Both sides of the mean of the widest channel.
    fn halves(self) -> (Cloud, Cloud) {
        let (axis, middle) = (self.axis, self.mean[self.axis]);
        let (low, high): (Vec<Counted>, Vec<Counted>) =
            self.colours.into_iter().partition(|c| f64::from(c.colour[axis]) <= middle);
        (Cloud::of(low), Cloud::of(high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_keeps_what_it_must_and_comes_near_to_all() {
        let mut pixels = Vec::new();
        for i in 0..60_000_u32 {
            pixels.extend([(i % 256) as u8, (i / 256) as u8, 128, 255]);
        }
        // Few pixels, but more than of any other colour: a marker.
        pixels.extend([255, 0, 0, 255].repeat(9));
        let found = palette(&[&pixels], &[[1, 2, 3]]);
        assert!(found.len() <= COLOURS && found.contains(&[1, 2, 3]));
        let nearest = |c: [u8; 3]| found.iter().map(|p| distance(*p, c)).min().expect("there are colours");
        assert!(pixels.chunks(4).all(|p| nearest([p[0], p[1], p[2]]) < 3000));
    }

    #[test]
    fn few_colours_are_exact() {
        let pixels: Vec<u8> = (0..200_u8).flat_map(|i| [i, 255 - i, 7, 255]).collect();
        let found = palette(&[&pixels], &[]);
        assert!(pixels.chunks(4).all(|p| found.contains(&[p[0], p[1], p[2]])));
    }

    #[test]
    fn only_what_differs_is_written() {
        let (old, mut new) = (vec![0; 20], vec![0; 20]);
        assert_eq!(changed(&old, &new, 5), (0, 0, 1, 1));
        (new[7], new[13]) = (1, 1);
        assert_eq!(changed(&old, &new, 5), (2, 1, 4, 3));
    }
}
