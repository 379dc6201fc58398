//! A picture as rows of pixels: what maps are painted into, for a canvas or a file.

use super::theme::Colour;

/// A picture as rows of pixels, from the top; red, green, blue and opacity of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

impl Raster {
    /// A picture of which nothing is to be seen.
    pub fn clear(width: usize, height: usize) -> Raster {
        Raster { width, height, rgba: vec![0; 4 * width * height] }
    }

    /// The colour of a pixel.
    pub fn at(&self, x: usize, y: usize) -> [u8; 4] {
        let i = 4 * (y * self.width + x);
        [self.rgba[i], self.rgba[i + 1], self.rgba[i + 2], self.rgba[i + 3]]
    }

    pub(super) fn set(&mut self, x: usize, y: usize, colour: Colour) {
        let i = 4 * (y * self.width + x);
        self.rgba[i..i + 4].copy_from_slice(&[colour.0, colour.1, colour.2, 255]);
    }
}
