//! Soft light on the ground: level ground has exactly the colour of its tone, as on the map; what leans towards the
//! light is a little brighter, what leans away darker.
//!
//! The light comes from the upper left of the picture, however the ground is turned: only so hills look like hills.

use super::World;
use crate::chart::theme::{Colour, Palette, mix};
use crate::core::scalar::Vec2;
use crate::scene::Theme;

/// How the ground is lit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// The direction to the light in the world, of length 1.
    pub from: World,
    /// How much of white the brightest ground is given.
    pub bright: f64,
    /// How much of its colour the darkest ground loses.
    pub dark: f64,
    /// How much of its colour ground that is seen from below loses.
    pub below: f64,
}

/// Which side of the ground is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The upper one.
    Above,
    /// The lower one.
    Below,
    /// The wall below the rim.
    Wall,
}

impl Side {
    /// All of them.
    pub const ALL: [Side; 3] = [Side::Above, Side::Below, Side::Wall];
}

/// How much of the ground's colour a wall has, the rest being that of hairlines; and how much of the light.
pub const WALL: (f64, f64) = (0.35, 0.6);

/// The light's angle against the line of sight, to the left, and its height over the horizon, in degrees.
const SIDE: f64 = 50.0;
const HEIGHT: f64 = 42.0;

impl Light {
    /// The light of a picture whose ground is turned by an azimuth, in degrees.
    pub fn new(azimuth: f64, palette: &Palette) -> Light {
        let (turn, height) = ((SIDE - azimuth).to_radians(), HEIGHT.to_radians());
        let level = libm::cos(height);
        // Behind what is looked at, on the left.
        let from = [-libm::sin(turn) * level, libm::cos(turn) * level, libm::sin(height)];
        let (bright, dark, below) = match palette.theme {
            Theme::Light => (0.55, 0.26, 0.16),
            Theme::Dark => (0.10, 0.50, 0.35),
        };
        Light { from, bright, dark, below }
    }

    /// How bright ground with a normal is against level ground: from −1 to 1.
    pub fn on(&self, normal: World) -> f64 {
        let lit: f64 = (0..3).map(|i| normal[i] * self.from[i]).sum();
        let level = self.from[2];
        if lit > level { (lit - level) / (1.0 - level) } else { (lit - level) / (1.0 + level) * 1.6 }.clamp(-1.0, 1.0)
    }

    /// How bright a wall is that looks into a direction.
    pub fn on_wall(&self, [x, y]: Vec2) -> f64 {
        WALL.1 * self.on([x, y, 0.0])
    }

    /// The colour of ground of a tone at a brightness.
    pub fn colour(&self, tone: f64, brightness: f64, side: Side, palette: &Palette) -> Colour {
        let ground = palette.ground(tone);
        let ground = if side == Side::Wall { mix(palette.line, ground, WALL.0) } else { ground };

        let channel = |c: u8| {
            let c = f64::from(c);
            let lit = if brightness > 0.0 {
                c + (255.0 - c) * self.bright * brightness
            } else {
                c * (1.0 + self.dark * brightness)
            };
            (lit * if side == Side::Below { 1.0 - self.below } else { 1.0 }).round() as u8
        };
        let Colour { 0: r, 1: g, 2: b } = ground;
        plotters::style::RGBColor(channel(r), channel(g), channel(b))
    }
}
