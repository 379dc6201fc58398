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

    /// A picture of one colour.
    pub fn filled(width: usize, height: usize, colour: Colour) -> Raster {
        let pixel = [colour.0, colour.1, colour.2, 255];
        Raster { width, height, rgba: pixel.repeat(width * height) }
    }

    /// Puts another picture onto this one, its upper left corner at a place.
    pub fn put(&mut self, other: &Raster, left: usize, top: usize) {
        let width = other.width.min(self.width.saturating_sub(left));
        for y in 0..other.height.min(self.height.saturating_sub(top)) {
            let (from, to) = (4 * y * other.width, 4 * ((top + y) * self.width + left));
            self.rgba[to..to + 4 * width].copy_from_slice(&other.rgba[from..from + 4 * width]);
        }
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

/// Lines and marks over a map, natively: on the page they are drawn on a canvas above it. Words are left out as long as
/// there is no font.
#[cfg(not(target_arch = "wasm32"))]
mod ink {
    use super::Raster;
    use crate::chart::ink::Ink;
    use plotters_backend::{
        BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    };
    use std::convert::Infallible;

    type Done = Result<(), DrawingErrorKind<Infallible>>;

    impl DrawingBackend for Raster {
        type ErrorType = Infallible;

        fn get_size(&self) -> (u32, u32) {
            (self.width as u32, self.height as u32)
        }
        fn ensure_prepared(&mut self) -> Done {
            Ok(())
        }
        fn present(&mut self) -> Done {
            Ok(())
        }
        fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Done {
            let inside = (0..self.width as i32).contains(&x) && (0..self.height as i32).contains(&y);
            if inside {
                let i = 4 * (y as usize * self.width + x as usize);
                let (r, g, b) = colour.rgb;
                for (old, new) in self.rgba[i..i + 3].iter_mut().zip([r, g, b]) {
                    let mixed = f64::from(*old) + (f64::from(new) - f64::from(*old)) * colour.alpha;
                    *old = mixed.round() as u8;
                }
                self.rgba[i + 3] = 255;
            }
            Ok(())
        }
        /// Every pixel once, as far as it lies within the line's width.
        fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
            let points: Vec<(f64, f64)> = path.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let reach = f64::from(style.stroke_width()) / 2.0;
            let mut cover = vec![0.0_f64; self.width * self.height];
            for pair in points.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let span = |a: f64, b: f64, size: usize| {
                    let end = |v: f64| v.clamp(0.0, size as f64) as usize;
                    end(a.min(b) - reach - 1.0)..end(a.max(b) + reach + 2.0)
                };
                for y in span(a.1, b.1, self.height) {
                    for x in span(a.0, b.0, self.width) {
                        let far = distance((x as f64, y as f64), a, b);
                        let place = &mut cover[y * self.width + x];
                        *place = place.max((reach + 0.5 - far).clamp(0.0, 1.0));
                    }
                }
            }
            let colour = style.color();
            for (i, share) in cover.into_iter().enumerate().filter(|(_, share)| *share > 0.0) {
                let at = ((i % self.width) as i32, (i / self.width) as i32);
                self.draw_pixel(at, BackendColor { alpha: colour.alpha * share, ..colour })?;
            }
            Ok(())
        }
        /// A disc or a ring, its edge as smooth as pixels allow.
        fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
            let (radius, half) = (f64::from(radius), f64::from(style.stroke_width()) / 2.0);
            let reach = (radius + half).ceil() as i32 + 1;
            for (dx, dy) in (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (dx, dy))) {
                let far = f64::from(dx).hypot(f64::from(dy));
                let off = if fill { far - radius } else { (far - radius).abs() - half };
                let share = (0.5 - off).clamp(0.0, 1.0);
                if share > 0.0 {
                    let colour = style.color();
                    let colour = BackendColor { alpha: colour.alpha * share, ..colour };
                    self.draw_pixel((at.0 + dx, at.1 + dy), colour)?;
                }
            }
            Ok(())
        }
        fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Done {
            Ok(())
        }
        fn estimate_text_size<S: BackendTextStyle>(
            &self,
            text: &str,
            style: &S,
        ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
            let width = 0.6 * style.size() * text.chars().count() as f64;
            Ok((width.ceil() as u32, style.size().ceil() as u32))
        }
    }

    impl Ink for Raster {}

    fn distance(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (p.0 - a.0 - share * dx).hypot(p.1 - a.1 - share * dy)
    }
}
