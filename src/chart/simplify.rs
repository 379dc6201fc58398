//! Fewer points for the same line: what a screen could not show is left out.
//!
//! Stroking a path costs by its points, and a thousand small steps along a valley floor look like a few long ones.

use super::pen::{Px, length};

/// The indices of the points to keep, first and last among them, so that none of the others lies farther than
/// `tolerance` from the line through those kept. One pass: from each kept point, the cone of directions in which all
/// points since lie close enough is narrowed until it is empty.
pub fn simplify(points: &[Px], tolerance: f64) -> Vec<usize> {
    let mut kept = Vec::new();
    if points.is_empty() {
        return kept;
    }
    kept.push(0);
    let mut anchor = 0;
    let mut cone: Option<Cone> = None;
    let mut farthest = 0.0_f64;
    for i in 1..points.len() {
        let offset = (points[i].0 - points[anchor].0, points[i].1 - points[anchor].1);
        let distance = length(offset);
        if distance <= tolerance && farthest <= tolerance {
            continue;
        }
        let narrowed = match cone {
            None => Some(Cone::around(offset, distance, tolerance)),
            // Turning back would leave the far end unseen.
            Some(c) if distance + tolerance >= farthest => c.narrow(offset, distance, tolerance),
            Some(_) => None,
        };
        match narrowed {
            Some(c) => {
                cone = Some(c);
                farthest = farthest.max(distance);
            }
            None => {
                anchor = i - 1;
                kept.push(anchor);
                let offset = (points[i].0 - points[anchor].0, points[i].1 - points[anchor].1);
                let distance = length(offset);
                cone = (distance > tolerance).then(|| Cone::around(offset, distance, tolerance));
                farthest = if cone.is_some() { distance } else { 0.0 };
            }
        }
    }
    if points.len() > 1 {
        kept.push(points.len() - 1);
    }
    kept
}

/// Directions between two bounds less than half a turn apart; no angles, for this is done at every point of every path.
#[derive(Clone, Copy)]
struct Cone {
    /// The bound from which the directions turn from x towards y.
    low: Px,
    /// The bound they turn to.
    high: Px,
}

impl Cone {
    /// The directions that pass a point at this offset within the tolerance.
    fn around((dx, dy): Px, distance: f64, tolerance: f64) -> Self {
        let sin = (tolerance / distance).min(1.0);
        let cos = (1.0 - sin * sin).sqrt();
        Cone { low: (dx * cos + dy * sin, dy * cos - dx * sin), high: (dx * cos - dy * sin, dy * cos + dx * sin) }
    }

    /// The directions that pass one more point as well; none if the point itself does not lie among those so far.
    fn narrow(self, offset: Px, distance: f64, tolerance: f64) -> Option<Self> {
        if !(cross(self.low, offset) >= 0.0 && cross(offset, self.high) >= 0.0) {
            return None;
        }
        let other = Cone::around(offset, distance, tolerance);
        let low = if cross(self.low, other.low) > 0.0 { other.low } else { self.low };
        let high = if cross(other.high, self.high) > 0.0 { other.high } else { self.high };
        Some(Cone { low, high })
    }
}

/// Positive if the second direction is less than half a turn from the first, from x towards y.
fn cross((ax, ay): Px, (bx, by): Px) -> f64 {
    ax * by - ay * bx
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off_line(p: Px, a: Px, b: Px) -> f64 {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx.hypot(dy);
        if length == 0.0 { (p.0 - a.0).hypot(p.1 - a.1) } else { ((p.0 - a.0) * dy - (p.1 - a.1) * dx).abs() / length }
    }

    #[test]
    fn what_is_left_out_lies_on_the_line() {
        let spiral: Vec<Px> =
            (0..2000).map(|i| f64::from(i) * 0.01).map(|t| (40.0 * t * (3.0 * t).cos(), 40.0 * t * t.sin())).collect();
        let zigzag: Vec<Px> = (0..500).map(|i| (f64::from(i) * 0.5, if i % 2 == 0 { 30.0 } else { -30.0 })).collect();
        let still: Vec<Px> = (0..300).map(|i| (5.0 + 0.01 * f64::from(i % 3), 7.0)).collect();
        for line in [spiral, zigzag.clone(), still.clone()] {
            let kept = simplify(&line, 0.2);
            assert_eq!((kept[0], kept[kept.len() - 1]), (0, line.len() - 1));
            for pair in kept.windows(2) {
                for i in pair[0]..=pair[1] {
                    let off = off_line(line[i], line[pair[0]], line[pair[1]]);
                    assert!(off <= 0.45, "point {i} lies {off} from the line");
                }
            }
        }
        assert_eq!(simplify(&zigzag, 0.2).len(), zigzag.len(), "every turn of a zig-zag is seen");
        assert_eq!(simplify(&still, 0.2).len(), 2, "standing still is a point");
    }

    #[test]
    fn straight_lines_keep_their_ends() {
        let straight: Vec<Px> = (0..1000).map(|i| (f64::from(i) * 0.3, f64::from(i) * 0.1)).collect();
        assert_eq!(simplify(&straight, 0.2), vec![0, 999]);
        assert_eq!(simplify(&[], 0.2), Vec::<usize>::new());
        assert_eq!(simplify(&[(1.0, 1.0)], 0.2), vec![0]);
    }
}
