//! The pictures: the same drawing code for the page's canvas, for SVG and for bitmaps.
//!
//! Everything is drawn with a [`pen::Pen`] over a plotters backend. [`frame`] maps the plane to the picture,
//! [`field`] samples a surface and gives it tones, and then: [`landscape`] the ground, [`paths`] the runs on it,
//! [`loss`] their losses against the step.

pub mod arrows;
pub mod contour;
pub mod field;
pub mod frame;
pub mod labels;
pub mod landscape;
pub mod loss;
pub mod paths;
pub mod pen;
pub mod simplify;
pub mod theme;
