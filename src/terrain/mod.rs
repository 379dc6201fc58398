//! The landscape in three dimensions, without a screen: what is where, and from where it is seen.
//!
//! [`Terrain`] puts a scene's landscape together: a [`plate`] cut out of the plane, the [`relief`] over it (its
//! [`height`] made like the tones of the two-dimensional picture, its colours and level lines the same as there), a
//! [`mesh`] of triangles that is finer where the ground bends, and the level lines laid on it ([`contours`]).
//! [`camera`] takes points to pixels and back, and tilts the flat map up; [`pick`] finds the place under a pixel,
//! [`drape`] lays a line of the plane on the mesh, [`depth`] tells what of it is hidden, [`axes`] where ticks stand,
//! [`model`] the tangent plane and the quadratic model at a point, [`light`] how bright the ground is. `paint` draws all
//! that with a pen, for files; the page draws the same with WebGL.
//!
//! # Coordinates
//!
//! *Plane*: x and y as in the formula. *World*: `[X, Y, Z]`, the plate's middle at the origin, its longer side from −1
//! to 1, axes equal; Z up, 0 at the lowest ground. *Pixels*: CSS pixels from the upper left corner of the picture.

pub mod axes;
pub mod camera;
pub mod contours;
pub mod depth;
pub mod drape;
pub mod height;
pub mod light;
pub mod mesh;
pub mod model;
pub mod paint;
pub mod pick;
pub mod plate;
pub mod relief;
mod rtin;
pub mod walls;

use crate::chart::field::{BANDS, Field};
use crate::chart::frame::Frame;
use crate::core::surfaces::{Domain, Surface};
use camera::frame_of;
use contours::Contour;
use height::{Curve, Height, Heights};
use mesh::{Detail, Mesh};
use plate::Plate;
use relief::Relief;

/// A point of the world.
pub type World = [f64; 3];

/// The plate is sampled for its heights as in a picture whose longer side has so many pixels, every so many.
const SAMPLED: f64 = 640.0;
const SAMPLE: f64 = 10.0;

/// The landscape of a surface, ready to be drawn from anywhere.
pub struct Terrain {
    /// The surface over its plate.
    pub relief: Relief,
    /// Its triangles.
    pub mesh: Mesh,
    /// The level lines of the two-dimensional picture, laid on the mesh.
    pub contours: Vec<Contour>,
    /// How many bands of tone there are between level lines.
    pub bands: usize,
}

impl Terrain {
    /// The landscape that the two-dimensional picture shows in `frame`, as far as the plate reaches ([`Plate::of`]).
    /// `spacing` is that of the two-dimensional picture's samples, in pixels: with the same frame and spacing tones and
    /// level lines are the same.
    pub fn new(
        surface: &Surface,
        frame: &Frame,
        domain: Domain,
        spacing: f64,
        height: Height,
        detail: Detail,
    ) -> Terrain {
        let field = Field::sample(surface, frame, spacing, BANDS);
        let relief = relief_of(surface, &field, frame, domain, height);
        let mesh = Mesh::new(&relief, detail);
        let contours = contours::on(&mesh, &field, frame, &relief);
        Terrain { relief, mesh, contours, bands: BANDS }
    }
}

/// The relief of a surface of which `frame` shows `field`: with its colours, on the plate cut out of it.
pub fn relief_of(surface: &Surface, field: &Field, frame: &Frame, domain: Domain, height: Height) -> Relief {
    let plate = Plate::of(frame, domain);
    // Heights are those of the plate alone: what the picture shows beside it must not flatten it.
    let [wide, high] = plate.half().map(|half| SAMPLED * half);
    let own = Field::sample(surface, &frame_of(&plate, (wide, high)), SAMPLE, BANDS);
    Relief::new(surface.clone(), plate, Heights::new(&own.tones, height)).with_tones(Curve::exact(&field.tones))
}
