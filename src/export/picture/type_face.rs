//! Words as outlines, for bitmaps: the fonts that the program carries. SVG and the page have the reader's own.

use std::sync::OnceLock;
use tiny_skia::{Path, PathBuilder, Transform};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

static REGULAR: &[u8] = include_bytes!("../fonts/NotoSansCJKsc-Regular-subset.otf");
static BOLD: &[u8] = include_bytes!("../fonts/NotoSansCJKsc-Bold-subset.otf");
static ITALIC: &[u8] = include_bytes!("../fonts/DejaVuSerif-Italic-subset.ttf");

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
    /// For variables.
    Italic,
}

fn face(weight: Weight) -> &'static Face<'static> {
    static FACES: OnceLock<[Face<'static>; 3]> = OnceLock::new();
    let parse = |bytes: &'static [u8]| Face::parse(bytes, 0).expect("the fonts in this folder are fonts");
    &FACES.get_or_init(|| [REGULAR, BOLD, ITALIC].map(parse))[weight as usize]
}

/// A glyph in its place: sizes as parts of the size of the type.
struct Placed {
    glyph: GlyphId,
    face: &'static Face<'static>,
    x: f32,
    /// Above the line.
    y: f32,
    size: f32,
}

/// Raised and lowered characters are plain ones, made smaller.
const SMALL: f32 = 0.64;
const RAISED: f32 = 0.36;
const LOWERED: f32 = -0.12;

/// The plain form of a character and how far above the line it stands.
fn plain(c: char) -> (char, f32) {
    const UP: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿⁱ";
    const UP_PLAIN: &str = "0123456789−+ni";
    const DOWN: &str = "₀₁₂₃₄₅₆₇₈₉₋ᵢⱼ";
    const DOWN_PLAIN: &str = "0123456789−ij";
    let find = |from: &str, to: &'static str| from.chars().position(|known| known == c).and_then(|i| to.chars().nth(i));
    match (find(UP, UP_PLAIN), find(DOWN, DOWN_PLAIN)) {
        (Some(plain), _) => (plain, RAISED),
        (_, Some(plain)) => (plain, LOWERED),
        _ => (c, 0.0),
    }
}

/// What stands over the character before it: a plain character, how large, how far above the line.
fn over(c: char) -> Option<(char, f32, f32)> {
    match c {
        '\u{302}' => Some(('^', 0.75, 0.2)),
        '\u{303}' => Some(('~', 0.7, 0.42)),
        '\u{304}' => Some(('¯', 0.8, 0.1)),
        _ => None,
    }
}

/// Glyphs of a text one after the other, and where the next one would stand.
fn shape(text: &str, weight: Weight) -> (Vec<Placed>, f32) {
    let (mut placed, mut x, mut last) = (Vec::new(), 0.0, 0.0);
    for c in text.chars() {
        // A hat or a bar stands over the character before it.
        let mark = over(c);
        let (c, size, y) = mark.unwrap_or_else(|| {
            let (c, y) = plain(c);
            (c, if y == 0.0 { 1.0 } else { SMALL }, y)
        });
        let (face, glyph) = find(c, weight);
        let em = f32::from(face.units_per_em());
        let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / em * size;
        if mark.is_some() {
            placed.push(Placed { glyph, face, x: x - (last + advance) / 2.0, y, size });
            continue;
        }
        placed.push(Placed { glyph, face, x, y, size });
        x += advance;
        last = advance;
    }
    (placed, x)
}

/// The glyph of a character, from another face if this one lacks it.
fn find(c: char, weight: Weight) -> (&'static Face<'static>, GlyphId) {
    let of = |weight| face(weight).glyph_index(c).map(|glyph| (face(weight), glyph));
    of(weight).or_else(|| of(Weight::Regular)).unwrap_or((face(weight), GlyphId(0)))
}

/// The characters of a text that no face has.
pub fn missing(text: &str) -> Vec<char> {
    let lacks = |c: &char| face(Weight::Regular).glyph_index(over(*c).map_or(plain(*c).0, |mark| mark.0)).is_none();
    text.chars().filter(lacks).collect()
}

/// How wide a text is, of size 1.
pub(super) fn width(text: &str, weight: Weight) -> f32 {
    shape(text, weight).1
}

/// The outlines of a text from a place on its line, `size` high.
pub(super) fn outlines(text: &str, weight: Weight, (x, y): (f32, f32), size: f32) -> Option<Path> {
    let mut pen = Pen { path: PathBuilder::new(), at: Transform::identity() };
    for glyph in shape(text, weight).0 {
        let scale = size * glyph.size / f32::from(glyph.face.units_per_em());
        pen.at = Transform::from_row(scale, 0.0, 0.0, -scale, x + size * glyph.x, y - size * glyph.y);
        glyph.face.outline_glyph(glyph.glyph, &mut pen);
    }
    pen.path.finish()
}

/// Takes outlines from a face to their place.
struct Pen {
    path: PathBuilder,
    at: Transform,
}

impl Pen {
    fn to(&self, x: f32, y: f32) -> (f32, f32) {
        let mut point = tiny_skia::Point::from_xy(x, y);
        self.at.map_point(&mut point);
        (point.x, point.y)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.to(x, y);
        self.path.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.to(x, y);
        self.path.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.to(x1, y1), self.to(x, y));
        self.path.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.to(x1, y1), self.to(x2, y2), self.to(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}
