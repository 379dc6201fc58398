//! The colours, dashes and markers of the design, for canvases. The page's style sheet has the same tokens; a test
//! reads both and holds them equal, and measures contrast and distances for colour-blind eyes.

use crate::scene::Theme;
use plotters::style::RGBColor;

/// A colour.
pub type Colour = RGBColor;

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Which theme this is.
    pub theme: Theme,
    /// Behind charts.
    pub surface: Colour,
    /// Behind panels.
    pub page: Colour,
    /// What lies deeper than a page.
    pub sunken: Colour,
    /// Hairlines and grid lines.
    pub line: Colour,
    /// Axis ticks and dashed marks.
    pub edge: Colour,
    /// Text.
    pub ink: Colour,
    /// Labels.
    pub ink_2: Colour,
    /// Tick labels.
    pub ink_3: Colour,
    /// The landscape from the deepest to the highest.
    pub land: [Colour; 5],
    /// Level lines.
    pub contour: Colour,
    /// The halo under every mark on the landscape.
    pub casing: Colour,
    /// The runs' colours.
    pub series: [Colour; 8],
    /// How strong the soft light from the north-west is.
    pub relief: f64,
}

const fn hex(rgb: u32) -> Colour {
    RGBColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Light: dark ink on a pale ground.
pub static LIGHT: Palette = Palette {
    theme: Theme::Light,
    surface: hex(0xffffff),
    page: hex(0xf4f6f7),
    sunken: hex(0xeef1f3),
    line: hex(0xdde3e7),
    edge: hex(0x7d8993),
    ink: hex(0x17212b),
    ink_2: hex(0x475563),
    ink_3: hex(0x5f6c78),
    land: [hex(0x86abc0), hex(0xa9c5d2), hex(0xc8dae0), hex(0xe0e9e9), hex(0xf3f5f0)],
    contour: hex(0x3f6a80),
    casing: hex(0xffffff),
    series: [
        hex(0xbf3e00),
        hex(0x0a48b8),
        hex(0x07a07b),
        hex(0x8a1a6c),
        hex(0x5d3905),
        hex(0x1f7ba4),
        hex(0x252b32),
        hex(0xa08f1c),
    ],
    relief: 0.07,
};

/// Dark: pale ink on a dark ground.
pub static DARK: Palette = Palette {
    theme: Theme::Dark,
    surface: hex(0x161c21),
    page: hex(0x0f1418),
    sunken: hex(0x0b1013),
    line: hex(0x2a343b),
    edge: hex(0x6f7c87),
    ink: hex(0xe9eef2),
    ink_2: hex(0xb3bec8),
    ink_3: hex(0x8f9ba6),
    land: [hex(0x0b1722), hex(0x122533), hex(0x1b3442), hex(0x284551), hex(0x3a5660)],
    contour: hex(0x9cc0cc),
    casing: hex(0x0a1015),
    series: [
        hex(0xff8a52),
        hex(0x5bb5ff),
        hex(0x46eab0),
        hex(0xe48cc8),
        hex(0xfdbd62),
        hex(0xa7d3ed),
        hex(0xeef5ff),
        hex(0xfbe44a),
    ],
    relief: 0.16,
};

impl Palette {
    /// The palette of a theme.
    pub fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colour of a run's slot; the ninth begins again.
    pub fn run(&self, slot: usize) -> Colour {
        self.series[slot % self.series.len()]
    }

    /// The colour of words about a run: its colour drawn towards the ink until it can be read.
    pub fn run_text(&self, slot: usize) -> Colour {
        mix(self.run(slot), self.ink, 0.38)
    }

    /// The landscape's colour at a tone from 0 (deepest) to 1 (highest).
    pub fn ground(&self, tone: f64) -> Colour {
        let position = tone.clamp(0.0, 0.9999) * 4.0;
        let i = position as usize;
        mix(self.land[i], self.land[i + 1], position - i as f64)
    }
}

/// A mixture of two colours: `a` at 0, `b` at 1.
pub fn mix(a: Colour, b: Colour, share: f64) -> Colour {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    RGBColor(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

/// The dashes of the slots, in pixels drawn and left out.
pub const DASHES: [&[f64]; 8] = [
    &[],
    &[11.0, 5.0],
    &[10.0, 4.0, 2.0, 4.0],
    &[2.5, 4.0],
    &[6.0, 4.0],
    &[9.0, 3.0, 2.0, 3.0, 2.0, 3.0],
    &[2.0, 6.0],
    &[14.0, 4.0, 5.0, 4.0],
];

/// The shape at a run's present place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle standing on its side.
    TriangleUp,
    /// A square standing on its corner.
    Diamond,
    /// An oblique cross.
    Cross,
    /// An upright cross.
    Plus,
    /// A five-pointed star.
    Star,
    /// A triangle standing on its corner.
    TriangleDown,
}

/// The markers of the slots. From the ninth slot on they are shifted by one, so that no two runs share all three.
pub fn marker(slot: usize) -> Marker {
    use Marker::*;
    const ALL: [Marker; 8] = [Circle, Square, TriangleUp, Diamond, Cross, Plus, Star, TriangleDown];
    ALL[(slot + slot / ALL.len()) % ALL.len()]
}

/// The dash of a slot.
pub fn dash(slot: usize) -> &'static [f64] {
    DASHES[slot % DASHES.len()]
}
