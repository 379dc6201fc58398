//! How many particles are where in a picture: each covers a small disc of pixels, and what lies on top of each other adds up.

/// How the plane lies in a picture: a place in pixels is factor · coordinate + offset, for both directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lie {
    /// Pixels in a unit of the plane; negative where a larger coordinate lies further up.
    pub factor: [f64; 2],
    /// Where 0 lies.
    pub offset: [f64; 2],
}

/// Pixels, and how much of how many particles lies on each.
pub struct Density {
    size: [usize; 2],
    cover: Vec<u16>,
    /// The pixels that are covered: the first and the first after the last, in both directions.
    area: [[usize; 2]; 2],
}

/// Parts of a pixel at which a disc may stand.
const PARTS: usize = 4;

impl Density {
    /// What a pixel counts that a single particle covers in full.
    pub const WHOLE: usize = 64;

    /// Counts the particles of a picture so many pixels wide and high: their places, x and y by turns; how the plane lies
    /// there; the radius of one in pixels.
    pub fn of(size: [usize; 2], places: &[f32], lie: Lie, radius: f64) -> Density {
        let reach = libm::ceil(radius + 0.5) as usize;
        let side = 2 * reach + 1;
        let stamps = stamps(radius, reach);
        let [width, height] = size;
        let mut cover = vec![0_u16; width * height];
        let (mut low, mut high) = ([usize::MAX; 2], [0; 2]);
        let inside = [width, height].map(|n| n as f64 + radius);
        for place in places.chunks_exact(2) {
            let at = |i: usize| lie.factor[i] * f64::from(place[i]) + lie.offset[i];
            let (x, y) = (at(0), at(1));
            // Also wrong for what is no number.
            if !(x > -radius && y > -radius && x < inside[0] && y < inside[1]) {
                continue;
            }
            let (column, row) = (libm::floor(x), libm::floor(y));
            // Just left of a pixel's edge the difference rounds to 1.
            let part = |v: f64, whole: f64| (((v - whole) * PARTS as f64) as usize).min(PARTS - 1);
            let stamp = &stamps[part(y, row) * PARTS + part(x, column)];
            let first = [column as isize - reach as isize, row as isize - reach as isize];
            let span = |i: usize, n: usize| {
                let end = (first[i] + side as isize).clamp(0, n as isize) as usize;
                (first[i].max(0) as usize, end)
            };
            let ((left, right), (top, bottom)) = (span(0, width), span(1, height));
            if left >= right || top >= bottom {
                continue;
            }
            let skipped = (left as isize - first[0]) as usize;
            for j in top..bottom {
                let from = (j as isize - first[1]) as usize * side + skipped;
                let pixels = &mut cover[j * width + left..j * width + right];
                for (pixel, more) in pixels.iter_mut().zip(&stamp[from..]) {
                    *pixel = pixel.saturating_add(*more);
                }
            }
            low = [low[0].min(left), low[1].min(top)];
            high = [high[0].max(right), high[1].max(bottom)];
        }
        let area = if low[0] < high[0] { [low, high] } else { [[0; 2]; 2] };
        Density { size, cover, area }
    }

    /// The upper left pixel that is covered, and the first after the lower right one; the same if nothing is.
    pub fn area(&self) -> [[usize; 2]; 2] {
        self.area
    }

    /// The pixels of the area in the colours of a table, by what they count, its last one for all beyond: red, green, blue and
    /// opacity of each, row by row.
    pub fn paint(&self, colours: &[[u8; 4]], out: &mut Vec<u8>) {
        let [[left, top], [right, bottom]] = self.area;
        let Some(last) = colours.len().checked_sub(1) else { return };
        let from = out.len();
        out.resize(from + 4 * (right - left) * (bottom - top), 0);
        let rows = (top..bottom).flat_map(|j| &self.cover[j * self.size[0] + left..j * self.size[0] + right]);
        for (pixel, count) in out[from..].chunks_exact_mut(4).zip(rows) {
            if *count > 0 {
                pixel.copy_from_slice(&colours[usize::from(*count).min(last)]);
            }
        }
    }
}

/// A disc whose edge is as smooth as pixels allow, at every part of a pixel.
fn stamps(radius: f64, reach: usize) -> Vec<Vec<u16>> {
    let side = 2 * reach + 1;
    let centre = |part: usize| reach as f64 + (part as f64 + 0.5) / PARTS as f64;
    let stamp = |k: usize| {
        let (cx, cy) = (centre(k % PARTS), centre(k / PARTS));
        let pixel = |i: usize| {
            let (dx, dy) = ((i % side) as f64 + 0.5 - cx, (i / side) as f64 + 0.5 - cy);
            let share = (radius + 0.5 - libm::sqrt(dx * dx + dy * dy)).clamp(0.0, 1.0);
            libm::round(share * Density::WHOLE as f64) as u16
        };
        (0..side * side).map(pixel).collect()
    };
    (0..PARTS * PARTS).map(stamp).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Lie = Lie { factor: [1.0, 1.0], offset: [0.0, 0.0] };

    impl Density {
        /// What a pixel counts.
        fn at(&self, [x, y]: [usize; 2]) -> usize {
            usize::from(self.cover[y * self.size[0] + x])
        }
    }

    #[test]
    fn what_lies_on_top_of_each_other_adds_up() {
        let one = Density::of([20, 10], &[10.5, 4.5], PLAIN, 1.5);
        let three = Density::of([20, 10], &[10.5, 4.5, 10.5, 4.5, 10.5, 4.5], PLAIN, 1.5);
        assert_eq!(one.at([10, 4]), Density::WHOLE);
        assert_eq!(three.at([10, 4]), 3 * Density::WHOLE);
        assert_eq!(one.at([14, 4]), 0);
        let [low, high] = one.area();
        assert!(low[0] >= 7 && high[0] <= 14 && low[1] >= 1 && high[1] <= 8, "{:?}", one.area());
        let mut pixels = Vec::new();
        let colours: Vec<[u8; 4]> = (0..=100).map(|i| [i, 0, 0, i]).collect();
        three.paint(&colours, &mut pixels);
        assert_eq!(pixels.len(), 4 * (high[0] - low[0]) * (high[1] - low[1]));
        assert!(pixels.chunks_exact(4).any(|p| p == [100, 0, 0, 100]), "all beyond the table have its last colour");
    }

    #[test]
    fn what_is_not_in_the_picture_is_not_counted() {
        let far = [f32::NAN, 1.0, f32::INFINITY, 2.0, -50.0, 3.0, 3.0, 1e30];
        let none = Density::of([8, 8], &far, PLAIN, 1.0);
        assert_eq!(none.area(), [[0; 2]; 2]);
        let mut pixels = Vec::new();
        none.paint(&[[0; 4], [1; 4]], &mut pixels);
        assert!(pixels.is_empty());
        // One on the edge is cut there.
        let edge = Density::of([8, 8], &[0.0, 8.0, 7.9, -0.4], PLAIN, 1.0);
        assert!(edge.at([0, 7]) > 0 && edge.at([7, 0]) > 0);
    }

    #[test]
    fn just_left_of_an_edge_is_as_good_as_on_it() {
        let one = Density::of([8, 8], &[3.5, -1e-19, -1e-19, 3.5], PLAIN, 1.5);
        assert!(one.at([3, 0]) > 0 && one.at([0, 3]) > 0);
    }
}
