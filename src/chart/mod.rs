//! The pictures: the same drawing code for the page's canvas, for SVG and for bitmaps.
//!
//! Everything is drawn with a [`pen::Pen`] over an [`ink`], which is any plotters backend, in the colours of a [`theme`];
//! [`labels`] keeps words out of each other's way. [`race`] puts a whole scene together:
//!
//! * [`frame`] maps the plane to the picture, [`field`] samples a surface and gives it tones, [`contour`] finds its level
//!   lines, [`landscape`] draws it, [`slopes`] says which way is downhill; [`paths`] are the runs on it, [`fan`] those of other seeds, [`arrows`] and [`insight`]
//!   what a step goes by;
//! * [`loss`] are the losses against the step, [`quantity`] anything else of one run on the same axes, [`fit`] the data
//!   that a surface is made of;
//! * [`basins`] and [`rates`] are maps, made of [`cells`] and painted into a [`raster`]; [`swarm`] are particles;
//! * [`averages`] is the other page: [`days`] and their [`weights`].
//!
//! [`clip`], [`simplify`] and [`boxes`] are what keeps drawing quick.

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
pub mod slopes;
#[cfg(not(target_arch = "wasm32"))]
pub mod svg;
pub mod swarm;
pub mod theme;
pub mod weights;
