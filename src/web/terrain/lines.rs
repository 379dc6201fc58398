//! Paths laid on the ground, as numbers for the card.

use crate::core::run::Trajectory;
use crate::core::scalar::Vec2;
use crate::terrain::World;
use crate::terrain::drape::LIFT;
use crate::terrain::relief::Relief;

/// The longest piece of a line, in the world.
const PIECE: f64 = 0.012;
/// The shortest: what a run does in a smaller room is no line that anyone sees.
const SHORT: f32 = 0.000_4;
/// The most pieces between two steps.
const MOST: usize = 200;

/// A line on the ground.
#[derive(Default)]
pub(super) struct Line {
    /// Places, and how far along the line each is, in the world; before a gap that is negative.
    pub points: Vec<[f32; 4]>,
    /// The last point of each step.
    pub steps: Vec<u32>,
    /// Where the run is at each step; none beside the plate.
    pub places: Vec<Option<World>>,
}

/// A point of the plane, lifted a little off the ground; none beside the plate or in a hole.
pub(super) fn lifted(relief: &Relief, p: Vec2) -> Option<World> {
    let ([x, y], [hx, hy]) = (relief.plate.world(p), relief.plate.half());
    if !(x.abs() <= hx * 1.0001 && y.abs() <= hy * 1.0001) {
        return None;
    }
    let z = relief.z([x, y]);
    z.is_finite().then_some([x, y, z + LIFT * relief.rise])
}

impl Line {
    /// What stands in place of a length before a gap.
    pub const GAP: f32 = -1.0;

    /// The path of a run.
    pub fn of_run(relief: &Relief, run: &Trajectory) -> Line {
        Line::through(relief, run.points.iter().map(|p| p.point))
    }

    /// A line through points of the plane.
    pub fn through(relief: &Relief, points: impl Iterator<Item = Vec2>) -> Line {
        let mut line = Line::default();
        let (mut before, mut way): (Option<Vec2>, f64) = (None, 0.0);
        for p in points {
            let place = lifted(relief, p);
            if let Some(from) = before {
                line.walk(relief, from, p, &mut way);
            } else {
                line.add(place, &mut way);
            }
            line.steps.push(line.points.len().saturating_sub(1) as u32);
            line.places.push(place);
            before = Some(p);
        }
        line
    }

    /// Goes straight over the plane from one point to another.
    fn walk(&mut self, relief: &Relief, from: Vec2, to: Vec2, way: &mut f64) {
        let (a, b) = (relief.plate.world(from), relief.plate.world(to));
        let half = relief.plate.half();
        // The part over the plate.
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for i in 0..2 {
            let (start, delta) = (a[i], b[i] - a[i]);
            if delta == 0.0 {
                if start.abs() > half[i] {
                    return self.gap();
                }
                continue;
            }
            let ends = [(-half[i] - start) / delta, (half[i] - start) / delta];
            enter = enter.max(ends[0].min(ends[1]));
            leave = leave.min(ends[0].max(ends[1]));
        }
        if enter > leave || !(enter + leave).is_finite() {
            return self.gap();
        }
        let long = libm::hypot(b[0] - a[0], b[1] - a[1]) * (leave - enter);
        let pieces = ((long / PIECE).ceil() as usize).clamp(1, MOST);
        let at = |t: f64| [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
        if enter > 0.0 {
            self.gap();
            self.add(lifted(relief, at(enter)), way);
        }
        for i in 1..=pieces {
            let t = enter + (leave - enter) * i as f64 / pieces as f64;
            self.add(lifted(relief, if i == pieces && leave >= 1.0 { to } else { at(t) }), way);
        }
        if leave < 1.0 {
            self.gap();
        }
    }

    fn add(&mut self, place: Option<World>, way: &mut f64) {
        let Some(place) = place else { return self.gap() };
        let at = place.map(|v| v as f32);
        if let Some([x, y, z, length]) = self.points.last()
            && *length >= 0.0
        {
            let [dx, dy, dz] = [at[0] - x, at[1] - y, at[2] - z];
            let far = (dx * dx + dy * dy + dz * dz).sqrt();
            if far < SHORT {
                return;
            }
            *way += f64::from(far);
        }
        self.points.push([at[0], at[1], at[2], *way as f32]);
    }

    fn gap(&mut self) {
        if self.points.last().is_none_or(|last| last[3] >= 0.0) {
            self.points.push([0.0, 0.0, 0.0, Line::GAP]);
        }
    }

    /// How many pieces are walked at a step, and how many there are.
    pub fn pieces(&self, step: usize) -> (usize, usize) {
        let all = self.points.len().saturating_sub(1);
        (self.steps.get(step).map_or(all, |point| *point as usize), all)
    }

    /// Where the run is at a step; at its end if it ended before.
    pub fn at(&self, step: usize) -> Option<World> {
        *self.places.get(step).or(self.places.last())?
    }

    /// The places of steps at least so far from the one before, in the world.
    pub fn beads(&self, apart: f64) -> (Vec<[f32; 4]>, Vec<u32>) {
        let (mut beads, mut steps): (Vec<[f32; 4]>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut last: Option<World> = None;
        for (step, place) in self.places.iter().enumerate() {
            let Some(p) = place else { continue };
            let far = |q: World| libm::hypot(libm::hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]) > apart;
            if last.is_none_or(far) {
                beads.push([p[0] as f32, p[1] as f32, p[2] as f32, 0.0]);
                steps.push(step as u32);
                last = Some(*p);
            }
        }
        (beads, steps)
    }
}
