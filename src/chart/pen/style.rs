//! What is drawn with: places, lines, type.

use crate::chart::theme::Colour;

/// A place in the picture, in CSS pixels from the top left.
pub type Px = (f64, f64);

/// The length of a step on the screen: the plain root, which is much quicker than `hypot` and as good for pixels.
pub fn length((x, y): Px) -> f64 {
    (x * x + y * y).sqrt()
}

/// How a line is drawn. Lengths in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Stroke<'a> {
    /// Its colour.
    pub colour: Colour,
    /// Its opacity, 0 to 1.
    pub alpha: f64,
    /// Its width.
    pub width: f64,
    /// Its dashes; none for a solid line.
    pub dash: &'a [f64],
    /// Where in its dashes the line begins, from their start.
    pub offset: f64,
}

impl Stroke<'static> {
    /// A solid line.
    pub fn solid(colour: Colour, alpha: f64, width: f64) -> Self {
        Stroke { colour, alpha, width, dash: &[], offset: 0.0 }
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The left end.
    Left,
    /// The middle.
    Centre,
    /// The right end.
    Right,
}

/// How words are set. Always centred on their line.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size in CSS pixels at a root font of 16.
    pub size: f64,
    /// Whether semi-bold.
    pub bold: bool,
    /// Whether a variable of mathematics: serif, italic.
    pub variable: bool,
    /// The colour.
    pub colour: Colour,
    /// Which point stands at the place.
    pub align: Align,
    /// The colour of the halo, for words on the landscape.
    pub halo: Option<Colour>,
}

impl Type {
    /// Plain words of this size and colour, left-aligned.
    pub fn plain(size: f64, colour: Colour) -> Self {
        Type { size, bold: false, variable: false, colour, align: Align::Left, halo: None }
    }
}
