//! From the world to the picture and back.
//!
//! A weak perspective: what is near is a little larger, so that the eye tells front from back, but lines that are
//! parallel still look it. Zoom and pan move the picture, not the eye. One number, the *tilt*, leads from the flat map
//! (0: looking straight down, every point exactly where the two-dimensional picture has it) to the view of the camera
//! (1): on the way the ground turns, rises, and comes to its place.

pub use crate::scene::Camera;

use super::World;
use super::plate::Plate;
use super::relief::Relief;
use crate::chart::frame::{Frame, Insets};
use crate::chart::pen::Px;
use crate::core::scalar::Vec2;

/// How much smaller what is a unit farther away looks: 0 would be a parallel projection.
const PERSPECTIVE: f64 = 0.13;
/// How much of the depth range of a graphics card the world fills.
const DEPTHS: f64 = 0.98;

/// A point in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Where.
    pub at: Px,
    /// How far away, −1 to 1: smaller is nearer. Along a straight line of the world it changes evenly in the picture, as
    /// a graphics card's depth does.
    pub depth: f64,
}

/// A straight line from the eye: the points `from + t·way`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// Its point in the middle of the world.
    pub from: World,
    /// Its direction, away from the eye.
    pub way: World,
}

impl Ray {
    /// A point of it.
    pub fn at(&self, t: f64) -> World {
        [0, 1, 2].map(|i| self.from[i] + t * self.way[i])
    }
}

/// How the world lies in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The picture's width and height.
    pub size: (f64, f64),
    /// Sine and cosine of the azimuth and of the elevation.
    turn: (f64, f64),
    lift: (f64, f64),
    /// How much heights are flattened: 0 on the map, 1 in the view.
    flat: f64,
    perspective: f64,
    /// Pixels in a unit, and where the middle of the world stands.
    scale: f64,
    middle: Px,
    /// What makes a distance a depth.
    depth: f64,
}

impl View {
    /// The view of a camera in a picture, `tilt` of the way from the map that `frame` shows. What is to be seen keeps
    /// out of `safe`, room on the picture's sides for words and plates; `zoom` 1 just fits.
    pub fn new(camera: &Camera, relief: &Relief, frame: &Frame, safe: Insets, tilt: f64) -> View {
        let plate = &relief.plate;
        let above = View::seen_from(camera.azimuth, camera.elevation, 1.0, PERSPECTIVE, frame.size, relief);
        let (scale, middle) = above.fitted(camera, relief, safe);
        let there = View { scale, middle, ..above };
        if tilt >= 1.0 {
            return there;
        }
        let tilt = tilt.max(0.0);
        let between = |map: f64, view: f64| map + (view - map) * tilt;
        let azimuth = between(0.0, camera.azimuth);
        let elevation = between(90.0, camera.elevation);
        let on_way = View::seen_from(azimuth, elevation, tilt, PERSPECTIVE * tilt, frame.size, relief);
        let flat = frame.scale / plate.scale();
        let map = frame.px(plate.plane([0.0, 0.0]));
        View {
            scale: libm::exp(between(libm::log(flat), libm::log(there.scale))),
            middle: (between(map.0, there.middle.0), between(map.1, there.middle.1)),
            ..on_way
        }
    }

    /// A view from a direction, a pixel to the unit, the middle at the corner.
    fn seen_from(azimuth: f64, elevation: f64, flat: f64, perspective: f64, size: (f64, f64), relief: &Relief) -> View {
        let angle = |degrees: f64| (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
        let [x, y] = relief.plate.half();
        let far = libm::hypot(libm::hypot(x, y), 1.1 * relief.top());
        let depth = DEPTHS * (1.0 - perspective * far) / far;
        // Straight above is straight above, to the last bit.
        let lift = if elevation >= 90.0 { (1.0, 0.0) } else { angle(elevation) };
        View { size, turn: angle(azimuth), lift, flat, perspective, scale: 1.0, middle: (0.0, 0.0), depth }
    }

    /// The scale at which everything fits, and where its middle has to stand.
    fn fitted(&self, camera: &Camera, relief: &Relief, safe: Insets) -> (f64, Px) {
        let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
        for point in relief.outline() {
            let (px, py) = self.see(*point).at;
            low = (low.0.min(px), low.1.min(py));
            high = (high.0.max(px), high.1.max(py));
        }
        let room = ((self.size.0 - safe.left - safe.right).max(1.0), (self.size.1 - safe.top - safe.bottom).max(1.0));
        let fit = (room.0 / (high.0 - low.0)).min(room.1 / (high.1 - low.1));
        let scale = fit * camera.zoom;
        let target = self.see([camera.pan[0], camera.pan[1], 0.0]).at;
        let still = self.see([0.0, 0.0, 0.0]).at;
        let focus = ((low.0 + high.0) / 2.0 + target.0 - still.0, (low.1 + high.1) / 2.0 + target.1 - still.1);
        let middle = (safe.left + room.0 / 2.0, safe.top + room.1 / 2.0);
        (scale, (middle.0 - focus.0 * scale, middle.1 - focus.1 * scale))
    }

    /// Right, up and away, as the eye sees it.
    fn turned(&self, [x, y, z]: World) -> World {
        let ((sin, cos), (high, low)) = (self.turn, self.lift);
        let (right, back, z) = (x * cos - y * sin, x * sin + y * cos, z * self.flat);
        [right, back * high + z * low, back * low - z * high]
    }

    /// Where a point of the world is in the picture.
    pub fn see(&self, point: World) -> Seen {
        let [right, up, away] = self.turned(point);
        let shrink = 1.0 + self.perspective * away;
        let at = (self.middle.0 + self.scale * right / shrink, self.middle.1 - self.scale * up / shrink);
        Seen { at, depth: self.depth * away / shrink }
    }

    /// The straight line of the world that is seen at a pixel.
    pub fn ray(&self, at: Px) -> Ray {
        let (a, b) = ((at.0 - self.middle.0) / self.scale, (self.middle.1 - at.1) / self.scale);
        let from = self.turned_back([a, b, 0.0]);
        let to = self.turned_back([a * (1.0 + self.perspective), b * (1.0 + self.perspective), 1.0]);
        Ray { from, way: [0, 1, 2].map(|i| to[i] - from[i]) }
    }

    fn turned_back(&self, [right, up, away]: World) -> World {
        let ((sin, cos), (high, low)) = (self.turn, self.lift);
        // A map has no heights to go back to.
        let z = (up * low - away * high) / self.flat.max(1e-6);
        let back = up * high + away * low;
        [right * cos + back * sin, back * cos - right * sin, z]
    }

    /// The point of a horizontal plane that is seen at a pixel, from above.
    pub fn on_level(&self, at: Px, z: f64) -> Vec2 {
        let ray = self.ray(at);
        let t = (z - ray.from[2]) / ray.way[2];
        let [x, y, _] = ray.at(t);
        [x, y]
    }

    /// The matrix that takes a point of the world, `(X, Y, Z, 1)`, to the clip coordinates of a graphics card, column
    /// by column.
    pub fn matrix(&self) -> [f32; 16] {
        let (width, height) = self.size;
        let row = |axis: usize| {
            [
                self.turned([1.0, 0.0, 0.0])[axis],
                self.turned([0.0, 1.0, 0.0])[axis],
                self.turned([0.0, 0.0, 1.0])[axis],
                0.0,
            ]
        };
        let (right, up, away) = (row(0), row(1), row(2));
        let shrink: [f64; 4] = [0, 1, 2, 3].map(|i| self.perspective * away[i] + f64::from(u8::from(i == 3)));
        let (x, y) = (2.0 * self.middle.0 / width - 1.0, 1.0 - 2.0 * self.middle.1 / height);
        let mut columns = [0.0; 16];
        for i in 0..4 {
            let column = [
                2.0 * self.scale / width * right[i] + x * shrink[i],
                2.0 * self.scale / height * up[i] + y * shrink[i],
                self.depth * away[i],
                shrink[i],
            ];
            for (slot, value) in columns[4 * i..].iter_mut().zip(column) {
                *slot = value as f32;
            }
        }
        columns
    }

    /// Where the eye stands, in the world: as a direction from the middle, of length 1, heights as they are drawn.
    pub fn eye(&self) -> World {
        let ((sin, cos), (high, low)) = (self.turn, self.lift);
        [-sin * low, -cos * low, high]
    }

    /// Where the eye stands from above, in the world: far away in a parallel projection.
    pub fn eye_above(&self) -> Vec2 {
        let [x, y, _] = self.eye();
        let far = 1.0 / self.perspective.max(1e-6);
        [x * far, y * far]
    }

    /// Pixels in a unit of the world, in the middle of it.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// How much heights are flattened by the tilt: 0 on the map, 1 in the view.
    pub fn flat(&self) -> f64 {
        self.flat
    }

    /// The camera that sees a level place of the ground at another pixel: for dragging the ground. `grabbed` is the
    /// place of the world that was under the pointer, from above, at the height `z`.
    pub fn panned(camera: &Camera, view: &View, grabbed: Vec2, z: f64, to: Px) -> Camera {
        let there = view.on_level(to, z);
        let pan = [0, 1].map(|i| camera.pan[i] + grabbed[i] - there[i]);
        Camera { pan, ..*camera }.settled()
    }
}

/// The camera after a drag of so many pixels over a picture of some size: turning, and looking from higher or lower.
pub fn orbited(camera: &Camera, (dx, dy): Px, size: (f64, f64)) -> Camera {
    // From edge to edge half a turn; the ground follows the hand.
    let azimuth = camera.azimuth + 180.0 * dx / size.0.max(1.0);
    let elevation = camera.elevation + 90.0 * dy / size.1.max(1.0);
    Camera { azimuth, elevation, ..*camera }.settled()
}

/// The frame of some size in which just a plate is seen: what its own heights are sampled in.
pub fn frame_of(plate: &Plate, size: (f64, f64)) -> Frame {
    Frame::fit(size, Insets::default(), Insets::default(), plate.domain)
}
