//! The frame: how the plane lies in the picture. Equal axes always; the longer side shows more of the plane.

use super::pen::Px;
use crate::core::scalar::Vec2;
use crate::core::surfaces::Domain;

/// Room that is taken from the picture, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Insets {
    /// Left, right, top, bottom.
    pub left: f64,
    #[allow(missing_docs)]
    pub right: f64,
    #[allow(missing_docs)]
    pub top: f64,
    #[allow(missing_docs)]
    pub bottom: f64,
}

/// How the plane lies in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The whole picture's width and height.
    pub size: (f64, f64),
    /// Where the plot begins: the axes stand left of and below it.
    pub gutter: Insets,
    /// Pixels per unit of the plane.
    pub scale: f64,
    /// The plane's point at the plot's lower left corner.
    pub origin: Vec2,
}

impl Frame {
    /// Fits a domain into the picture so that it lies within the gutter (where axes go) and, beyond that, within
    /// the safe area (off plates that float over the plot).
    pub fn fit(size: (f64, f64), gutter: Insets, safe: Insets, domain: Domain) -> Self {
        let width = size.0 - gutter.left - gutter.right;
        let height = size.1 - gutter.top - gutter.bottom;
        let (span_x, span_y) = (domain.x.1 - domain.x.0, domain.y.1 - domain.y.0);
        let room = ((width - safe.left - safe.right).max(1.0), (height - safe.top - safe.bottom).max(1.0));
        let scale = (room.0 / span_x).min(room.1 / span_y);
        let middle = ((domain.x.0 + domain.x.1) / 2.0, (domain.y.0 + domain.y.1) / 2.0);
        let origin = [middle.0 - (safe.left + room.0 / 2.0) / scale, middle.1 - (safe.bottom + room.1 / 2.0) / scale];
        Frame { size, gutter, scale, origin }
    }

    /// Where a point of the plane stands in the picture.
    pub fn px(&self, [x, y]: Vec2) -> Px {
        let bottom = self.size.1 - self.gutter.bottom;
        (self.gutter.left + (x - self.origin[0]) * self.scale, bottom - (y - self.origin[1]) * self.scale)
    }

    /// The point of the plane at a place of the picture.
    pub fn plane(&self, (x, y): Px) -> Vec2 {
        let bottom = self.size.1 - self.gutter.bottom;
        [self.origin[0] + (x - self.gutter.left) / self.scale, self.origin[1] + (bottom - y) / self.scale]
    }

    /// The plot's left, top, right and bottom in the picture.
    pub fn plot(&self) -> (f64, f64, f64, f64) {
        let g = self.gutter;
        (g.left, g.top, self.size.0 - g.right, self.size.1 - g.bottom)
    }

    /// The part of the plane that the plot shows.
    pub fn shown(&self) -> Domain {
        let (left, top, right, bottom) = self.plot();
        let ([x0, y0], [x1, y1]) = (self.plane((left, bottom)), self.plane((right, top)));
        Domain::new(x0, x1, y0, y1)
    }

    /// Whether a place lies on the plot.
    pub fn contains(&self, (x, y): Px) -> bool {
        let (left, top, right, bottom) = self.plot();
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }
}

/// The step of 1, 2 or 5 times a power of ten that makes at most about `count` ticks.
pub fn tick_step(span: f64, count: f64) -> f64 {
    let raw = span / count;
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= raw * (1.0 - 1e-9)).unwrap_or(10.0);
    step * power
}

/// The ticks inside a range, multiples of the step.
pub fn ticks((low, high): (f64, f64), count: f64) -> Vec<f64> {
    let step = tick_step(high - low, count);
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    // A range may lie between two ticks; one so narrow, far from 0, that floats cannot tell its ticks apart has none.
    if !step.is_finite() || !(0.0..=100.0).contains(&(last - first)) {
        return Vec::new();
    }
    (0..=(last - first) as usize).map(|i| (first + i as f64) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_points_invert_and_axes_are_equal() {
        let gutter = Insets { left: 36.0, bottom: 24.0, ..Insets::default() };
        let safe = Insets { top: 56.0, ..Insets::default() };
        let domain = Domain::new(-2.0, 2.0, -1.0, 3.0);
        let frame = Frame::fit((1080.0, 677.0), gutter, safe, domain);
        let [x, y] = frame.plane(frame.px([0.3, 1.7]));
        assert!((x - 0.3).abs() < 1e-12 && (y - 1.7).abs() < 1e-12);
        let (a, b, c) = (frame.px([0.0, 0.0]), frame.px([1.0, 0.0]), frame.px([0.0, 1.0]));
        assert!(((b.0 - a.0) - (a.1 - c.1)).abs() < 1e-9, "equal axes");
        let shown = frame.shown();
        assert!(shown.contains([-2.0, -1.0]) && shown.contains([2.0, 3.0]));
        assert!(frame.px([2.0, 3.0]).1 >= 56.0 - 1e-9, "below the plates");
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks((-2.1, 2.1), 9.0), vec![-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(tick_step(10.0, 5.0), 2.0);
        assert_eq!(tick_step(0.03, 9.0), 0.005);
    }
}
