//! One's own formula: read as written, equal to the reference and to the surfaces in Rust, in scenes, in links, on the
//! command line; its minima.

mod minima;
mod numbers;
mod random;
mod scenes;
#[path = "../support/mod.rs"]
mod support;

use downhill::core::formula::Program;
use downhill::core::objective::Objective;
use downhill::scene::Scene;
use std::sync::Arc;

fn typed(text: &str) -> Arc<dyn Objective> {
    Program::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).objective(&[])
}

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}
