//! What leaves the program: the numbers of the runs, a script, pictures that carry their scene.
//!
//! Everything is shared by the command line and the page, but for bitmaps: there the page has its canvas, and feeds
//! [`gif::Encoder`] with what it has drawn.

pub mod carry;
pub mod gif;
pub mod picture;
mod pytorch;
mod table;
#[cfg(not(target_arch = "wasm32"))]
pub mod work;

pub use carry::scene_of_picture;
pub use picture::{Look, Picture, Trouble};
pub use pytorch::pytorch;
pub use table::{csv, json};

use crate::scene::Scene;

/// The picture of a scene at a step as an SVG file; where it is paused, or at its last step, if none is given.
///
/// # Errors
/// If the size cannot be drawn, there is no such step, or the scene has no picture.
pub fn svg(scene: &Scene, look: Look, at: Option<usize>) -> Result<String, Trouble> {
    let picture = Picture::new(scene, look)?;
    Ok(picture.svg(picture.step(at)?))
}
