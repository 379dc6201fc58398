//! Backends for pictures in tests: one that writes down what it is told, one that makes pixels.

#![allow(dead_code, unused_imports, reason = "every test uses a part of this")]

mod notebook;
mod pixels;

pub use notebook::{Call, Words, noted, noted_at, width};
pub use pixels::{Painted, Picture, Pixels, distance};
