//! The pictures: the same drawing code for the page's canvas, for SVG and for bitmaps.
//!
//! Everything is drawn with a [`pen::Pen`] over a plotters backend. [`frame`] maps the plane to the picture,
//! [`field`] samples a surface and gives it tones, and then: [`landscape`] the ground, [`paths`] the runs on it,
//! [`loss`] their losses against the step, [`quantity`] anything else of one run on the same axes; [`arrows`] and
//! [`insight`] what a step goes by; [`basins`] and [`rates`] maps, painted into a [`raster`]; [`swarm`] particles; [`fit`] the data that a surface is made of; [`race`] puts a whole scene together.

pub mod arrows;
pub mod averages;
pub mod basins;
pub mod boxes;
pub mod cells;
pub mod clip;
pub mod contour;
pub mod days;
pub mod fan;
pub mod field;
pub mod fit;
pub mod frame;
pub mod ink;
pub mod insight;
pub mod labels;
pub mod landscape;
pub mod loss;
pub mod paths;
pub mod pen;
pub mod quantity;
pub mod race;
pub mod raster;
pub mod rates;
pub mod simplify;
#[cfg(not(target_arch = "wasm32"))]
pub mod svg;
pub mod swarm;
pub mod theme;
pub mod weights;
