//! The landscape in three dimensions: what the mesh, the camera and the lines on the ground promise.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod camera;
#[path = "../support/inks/mod.rs"]
mod inks;
mod lines;
mod mesh;
mod model;

use downhill::chart::frame::{Frame, Insets};
use downhill::scene::{Camera, Scene};
use downhill::terrain::Terrain;
use downhill::terrain::camera::View;
use downhill::terrain::height::Height;
use downhill::terrain::mesh::Detail;

const SIZE: (f64, f64) = (900.0, 600.0);
const SMALL: Detail = Detail { cells: 128, coarse: 16, triangles: 12_000 };

fn frame(scene: &Scene) -> Frame {
    let gutter = Insets { left: 36.0, bottom: 24.0, ..Insets::default() };
    Frame::fit(SIZE, gutter, Insets { top: 56.0, ..Insets::default() }, scene.domain())
}

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn terrain(text: &str) -> (Terrain, Frame) {
    terrain_of(&read(text), Height::Tone, SMALL)
}

fn terrain_of(scene: &Scene, height: Height, detail: Detail) -> (Terrain, Frame) {
    let frame = frame(scene);
    (Terrain::new(&scene.landscape(), &frame, scene.domain(), 8.0, height, detail), frame)
}

fn view(terrain: &Terrain, frame: &Frame, camera: Camera, tilt: f64) -> View {
    let safe = Insets { left: 70.0, right: 50.0, top: 60.0, bottom: 50.0 };
    View::new(&camera, &terrain.relief, frame, safe, tilt)
}

/// Cameras all around.
fn cameras() -> Vec<Camera> {
    let turn = |azimuth: f64, elevation: f64| Camera { azimuth, elevation, ..Camera::default() };
    let mut all: Vec<Camera> = (0..12).map(|i| turn(-180.0 + 30.0 * f64::from(i), 20.0 + 5.0 * f64::from(i))).collect();
    all.push(Camera::default());
    all.push(Camera { zoom: 3.0, pan: [0.3, -0.2], ..Camera::default() });
    all
}

/// Numbers between 0 and 1 that look random.
fn dice(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}
