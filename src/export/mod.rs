//! What leaves the program: the numbers of the runs, a script, pictures that carry their scene.

pub mod pytorch;
mod table;

pub use pytorch::pytorch;
pub use table::{csv, json};
