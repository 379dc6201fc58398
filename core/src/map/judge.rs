//! Whether a point has arrived: what [`Plan::follow`](crate::run::Plan::follow) asks of each point of a finished path, asked on the way.

use super::lane::Lane;
use crate::lanes::LANES;
use crate::run::FLAT;
use crate::scalar::Vec2;
use crate::surfaces::{Domain, Minimum, Surface};

/// Beyond so many minima the nearest one is looked up.
const FEW: usize = 8;
/// Boxes of the table in each direction.
const BOXES: usize = 32;

/// Which minimum is nearest: for each box of a grid those that can be. Built once a map, when there are many.
struct Table {
    domain: Domain,
    /// Where the minima of each box begin, and after the last box the end.
    from: Vec<u32>,
    near: Vec<u16>,
}

impl Table {
    fn new(minima: &[Minimum]) -> Table {
        let ends = |axis: usize| {
            let all = || minima.iter().map(|m| m.point[axis]);
            (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
        };
        let domain = Domain { x: ends(0), y: ends(1) };
        let side = |(low, high): (f64, f64), i: usize| {
            let step = (high - low) / BOXES as f64;
            // Rounding may put a point into the next box: each is a little larger than it is.
            (low + step * (i as f64 - 0.01), low + step * (i as f64 + 1.01))
        };
        let (mut from, mut near) = (vec![0], Vec::new());
        for row in 0..BOXES {
            for column in 0..BOXES {
                let sides = [side(domain.x, column), side(domain.y, row)];
                let reach = |m: &Minimum| {
                    let (mut least, mut most) = (0.0, 0.0);
                    for (v, (low, high)) in m.point.into_iter().zip(sides) {
                        let gap = (low - v).max(v - high).max(0.0);
                        let far = (v - low).abs().max((high - v).abs());
                        (least, most) = (least + gap * gap, most + far * far);
                    }
                    (least, most)
                };
                let nearest = minima.iter().map(|m| reach(m).1).fold(f64::INFINITY, f64::min);
                let possible = |(i, m)| (reach(m).0 <= nearest * (1.0 + 1e-9)).then_some(i as u16);
                near.extend(minima.iter().enumerate().filter_map(possible));
                from.push(near.len() as u32);
            }
        }
        Table { domain, from, near }
    }

    /// Those that can be nearest to a point; none if it lies outside.
    fn near(&self, p: Vec2) -> Option<&[u16]> {
        if !self.domain.contains(p) {
            return None;
        }
        let place = |v: f64, (low, high): (f64, f64)| ((v - low) / (high - low) * BOXES as f64) as usize;
        let (column, row) = (place(p[0], self.domain.x), place(p[1], self.domain.y));
        let i = row.min(BOXES - 1) * BOXES + column.min(BOXES - 1);
        Some(&self.near[self.from[i] as usize..self.from[i + 1] as usize])
    }
}

/// The minimum that each lane was last seen nearest to, for the next look: as long as a lane stays within its reach nobody
/// has to search.
pub(super) struct Near {
    x: [f64; LANES],
    y: [f64; LANES],
    f: [f64; LANES],
    /// The square of the distance within which no other minimum is nearer.
    reach: [f64; LANES],
}

impl Near {
    /// Nothing has been seen.
    pub const NOTHING: Near = Near { x: [0.0; LANES], y: [0.0; LANES], f: [0.0; LANES], reach: [-1.0; LANES] };
}

/// Says whether points have arrived.
pub(super) struct Judge {
    /// The known minima.
    known: Vec<Minimum>,
    /// Those that were found where none are known: they only have names.
    found: Vec<Minimum>,
    tolerance: f64,
    /// The lowest and the highest of the known minima.
    low: f64,
    high: f64,
    /// Of each known minimum, the square of the distance within which no other one is nearer.
    reach: Vec<f64>,
    table: Option<Table>,
}

impl Judge {
    pub fn new(surface: &Surface) -> Judge {
        let known = surface.known_minima().to_vec();
        let found = if known.is_empty() { surface.minima.clone() } else { Vec::new() };
        let heights = || known.iter().map(|m| m.f);
        let (low, high) = (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max));
        let table = (known.len() > FEW && known.len() < usize::from(u16::MAX)).then(|| Table::new(&known));
        let gap = |m: &Minimum| {
            let others = known.iter().filter(|other| *other != m).map(|other| other.distance(m.point));
            others.fold(f64::INFINITY, f64::min)
        };
        // A little less than half the way, squared: rounding shall not count.
        let reach = known.iter().map(|m| 0.2499 * gap(m)).collect();
        Judge { reach, found, tolerance: surface.spec.tolerance, low, high, table, known }
    }

    /// Whether it has to be told the gradient.
    pub fn wants_gradient(&self) -> bool {
        self.known.is_empty()
    }

    /// In which lanes the point has arrived.
    pub fn arrived<S: Lane>(&self, near: &mut Near, p: &Vec2<S>, f: &S, gradient: Option<&Vec2<S>>) -> u32 {
        if self.known.is_empty() {
            return gradient.map_or(0, |&[gx, gy]| (gx * gx + gy * gy).sqrt().below(S::from(FLAT)));
        }
        // Who is not near the highest minimum's value is near none; who is near the lowest's, is near all. Differences
        // are rounded, but never so that a larger one becomes smaller.
        let tolerance = S::from(self.tolerance);
        let mut perhaps = (*f - self.high).below(tolerance);
        if perhaps == 0 {
            return 0;
        }
        let mut arrived = (*f - self.low).below(tolerance);
        perhaps &= !arrived;
        if perhaps == 0 {
            return arrived;
        }
        let (dx, dy) = (S::gather(|i| near.x[i]) - p[0], S::gather(|i| near.y[i]) - p[1]);
        let within = perhaps & (dx * dx + dy * dy).below(S::gather(|i| near.reach[i]));
        arrived |= within & (*f - S::gather(|i| near.f[i])).below(tolerance);
        perhaps &= !within;
        while perhaps != 0 {
            let i = perhaps.trailing_zeros() as usize;
            perhaps &= perhaps - 1;
            let nearest = self.nearest(p.map(|v| v.lane(i)));
            let Minimum { point, f: height } = self.known[nearest];
            (near.x[i], near.y[i], near.f[i], near.reach[i]) = (point[0], point[1], height, self.reach[nearest]);
            if f.lane(i) - height < self.tolerance {
                arrived |= 1 << i;
            }
        }
        arrived
    }

    /// The known minimum nearest to a point: the first of them, where several are.
    fn nearest(&self, p: Vec2) -> usize {
        let mut best = (f64::INFINITY, 0);
        let mut look = |i: usize| {
            let distance = self.known[i].distance(p);
            if distance < best.0 {
                best = (distance, i);
            }
        };
        match self.table.as_ref().and_then(|table| table.near(p)) {
            Some(near) => near.iter().for_each(|i| look(usize::from(*i))),
            None => (0..self.known.len()).for_each(look),
        }
        best.1
    }

    /// The name of the minimum that a point has arrived at, if it has one.
    pub fn minimum(&self, p: Vec2, f: f64) -> Option<u16> {
        if !self.known.is_empty() {
            return u16::try_from(self.nearest(p)).ok();
        }
        let near = |a: &&Minimum, b: &&Minimum| a.distance(p).total_cmp(&b.distance(p));
        let nearest = self.found.iter().min_by(near).filter(|m| (f - m.f).abs() < self.tolerance)?;
        let i = self.found.iter().position(|m| m == nearest)?;
        u16::try_from(i).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::defaults;
    use crate::surfaces::SURFACES;

    #[test]
    fn the_nearest_minimum_is_that_of_the_surface() {
        for spec in SURFACES {
            let surface = Surface::new(spec, &defaults(spec.params));
            let judge = Judge::new(&surface);
            if surface.known_minima().is_empty() {
                continue;
            }
            let (x, y) = (spec.domain.x, spec.domain.y);
            for i in 0..90 {
                for j in 0..90 {
                    let at = |(low, high): (f64, f64), k: i32| low + (high - low) * (f64::from(k) / 80.0 - 0.05);
                    let p = [at(x, i), at(y, j)];
                    assert_eq!(surface.nearest_minimum(p), Some(&judge.known[judge.nearest(p)]), "{} {p:?}", spec.id);
                }
            }
            for m in surface.known_minima() {
                assert_eq!(surface.nearest_minimum(m.point), Some(&judge.known[judge.nearest(m.point)]));
            }
        }
    }
}
