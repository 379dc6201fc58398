//! The plate: the rectangle of the plane that is shown in three dimensions, and its own coordinates.

use crate::chart::frame::Frame;
use crate::core::scalar::Vec2;
use crate::core::surfaces::Domain;

/// The rectangle of the plane that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plate {
    /// The rectangle.
    pub domain: Domain,
    /// Its middle.
    middle: Vec2,
    /// Units of the world in a unit of the plane.
    scale: f64,
}

/// A plate is at most so many times wider than high, and higher than wide, unless the domain is.
const WIDE: f64 = 1.42;
const HIGH: f64 = 1.2;

/// How much the domain is enlarged at least, as a part of its sides, where the picture shows more.
const MARGIN: f64 = 0.04;

impl Plate {
    /// A plate of exactly this rectangle.
    pub fn new(domain: Domain) -> Plate {
        let (wide, high) = (domain.x.1 - domain.x.0, domain.y.1 - domain.y.0);
        let middle = [domain.x.0 + wide / 2.0, domain.y.0 + high / 2.0];
        Plate { domain, middle, scale: 2.0 / wide.max(high) }
    }

    /// The scene's domain and something around it: of what the two-dimensional picture shows beyond it so much that the
    /// plate has about the picture's shape, but is no ribbon.
    pub fn of(frame: &Frame, domain: Domain) -> Plate {
        let shown = frame.shown();
        let span = |(low, high): (f64, f64)| high - low;
        let (wide, high) = (span(domain.x) * (1.0 + MARGIN), span(domain.y) * (1.0 + MARGIN));
        let wanted = (span(shown.x) / span(shown.y)).clamp(1.0 / HIGH, WIDE);
        let (wide, high) = (wide.max(high * wanted), high.max(wide / wanted));
        // As far as the picture reaches, evenly on both sides.
        let grown = |own: (f64, f64), all: (f64, f64), to: f64| {
            let more = (to - span(own)) / 2.0;
            let more = more.min(own.0 - all.0).min(all.1 - own.1).max(0.0);
            (own.0 - more, own.1 + more)
        };
        let (x, y) = (grown(domain.x, shown.x, wide), grown(domain.y, shown.y, high));
        Plate::new(Domain::new(x.0, x.1, y.0, y.1))
    }

    /// Where a point of the plane lies in the world, from above.
    pub fn world(&self, p: Vec2) -> Vec2 {
        [(p[0] - self.middle[0]) * self.scale, (p[1] - self.middle[1]) * self.scale]
    }

    /// The point of the plane at a place of the world.
    pub fn plane(&self, w: Vec2) -> Vec2 {
        [self.middle[0] + w[0] / self.scale, self.middle[1] + w[1] / self.scale]
    }

    /// Half of the plate's sides in the world; the longer one is 1.
    pub fn half(&self) -> Vec2 {
        self.world([self.domain.x.1, self.domain.y.1])
    }

    /// Units of the world in a unit of the plane.
    pub fn scale(&self) -> f64 {
        self.scale
    }
}
