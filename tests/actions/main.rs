//! Actions: what a person can do to a scene.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod choices;
mod conventions;
mod sequences;
#[path = "../support/mod.rs"]
mod support;

use downhill::scene::{Action, Scene};

fn applied(scene: &Scene, action: Action) -> Scene {
    let mut scene = scene.clone();
    scene.apply(action);
    scene
}

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn slots(scene: &Scene) -> Vec<usize> {
    scene.runs.iter().map(|run| run.slot).collect()
}
