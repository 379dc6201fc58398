//! The surface over its plate: how high it stands in the world, how steep it is, which tone it has.

use super::World;
use super::height::{Curve, Heights, TOP};
use super::plate::Plate;
use crate::core::scalar::Vec2;
use crate::core::surfaces::Surface;

/// How high tone 1 stands, as a part of the mean of the plate's half sides.
const RISE: f64 = 0.66;

/// The surface over its plate.
pub struct Relief {
    /// The surface.
    pub surface: Surface,
    /// The rectangle that is shown.
    pub plate: Plate,
    /// How high what value stands.
    pub heights: Heights,
    /// Which tone it has.
    pub tones: Curve,
    /// How high a height of 1 is, in the world.
    pub rise: f64,
    /// Points by which its outline is known, from wherever it is seen.
    outline: Vec<World>,
}

/// So many points of the outline there are along a side.
const OUTLINE: usize = 24;

impl Relief {
    /// The surface over a plate, with the tones that its heights are made of.
    pub fn new(surface: Surface, plate: Plate, heights: Heights) -> Relief {
        let [x, y] = plate.half();
        let tones = heights.curve().clone();
        let mut relief = Relief { surface, plate, heights, tones, rise: RISE * (x * y).sqrt(), outline: Vec::new() };
        let at = |i: usize, half: f64| half * (2.0 * i as f64 / OUTLINE as f64 - 1.0);
        let places = (0..=OUTLINE).flat_map(|i| (0..=OUTLINE).map(move |j| [at(i, x), at(j, y)]));
        let ground: Vec<World> = places.map(|w| [w[0], w[1], relief.z(w)]).filter(|p| p[2].is_finite()).collect();
        relief.outline = [[-x, -y], [x, -y], [x, y], [-x, y]].map(|[x, y]| [x, y, 0.0]).to_vec();
        relief.outline.extend(ground);
        relief
    }

    /// The same with other tones: those of the map.
    pub fn with_tones(self, tones: Curve) -> Relief {
        Relief { tones, ..self }
    }

    /// Points of the ground, and the corners below it: what is to be seen whole.
    pub fn outline(&self) -> &[World] {
        &self.outline
    }

    /// The highest that anything stands.
    pub fn top(&self) -> f64 {
        TOP * self.rise
    }

    /// How high the ground stands over a place of the world; NaN where f has no value.
    pub fn z(&self, w: Vec2) -> f64 {
        self.z_of(self.surface.objective.value(self.plate.plane(w)))
    }

    /// How high a value of f stands.
    pub fn z_of(&self, f: f64) -> f64 {
        self.rise * self.heights.height(f).0
    }

    /// The tone over a place of the world; NaN where f has no value.
    pub fn tone(&self, w: Vec2) -> f64 {
        self.tones.tone(self.surface.objective.value(self.plate.plane(w))).0
    }

    /// How steep the ground is over a place of the world, along X and along Y: from the exact gradient; none where that
    /// has no value.
    pub fn slope(&self, w: Vec2) -> Option<Vec2> {
        let p = self.plate.plane(w);
        let (_, by_f) = self.heights.height(self.surface.objective.value(p));
        if by_f == 0.0 {
            return Some([0.0; 2]);
        }
        let slope = self.surface.objective.gradient(p).map(|g| self.rise * by_f * g / self.plate.scale());
        slope.iter().all(|s| s.is_finite()).then_some(slope)
    }

    /// The point of the ground over a point of the plane.
    pub fn point(&self, p: Vec2) -> World {
        let [x, y] = self.plate.world(p);
        [x, y, self.z([x, y])]
    }
}

/// The unit vector at a right angle to ground of some slope, upwards.
pub fn normal([along_x, along_y]: Vec2) -> World {
    // A wall may be so steep that the square of its slope is too large for a float.
    let long = libm::hypot(libm::hypot(along_x, along_y), 1.0);
    [-along_x / long, -along_y / long, 1.0 / long]
}
