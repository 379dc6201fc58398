//! Schedules, clipping, look-ahead and noise: against torch's numbers, against loops written out by hand, and laws that
//! hold whatever the parameters.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod laws;
mod noise;
mod rates;
mod runs;
#[path = "../support/mod.rs"]
mod support;

use downhill::core::run::Trajectory;
use downhill::core::scalar::Vec2;
use downhill::scene::Scene;

/// Where the runs start, on f = x²/20 + y².
const START: Vec2 = [-7.0, 2.0];

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn points(path: &Trajectory) -> Vec<Vec2> {
    path.points.iter().map(|p| p.point).collect()
}

fn assert_paths(mine: &[Vec2], theirs: &[Vec2], what: &str) {
    assert_eq!(mine.len(), theirs.len(), "{what}");
    for (k, (a, b)) in mine.iter().zip(theirs).enumerate() {
        for i in [0, 1] {
            assert!((a[i] - b[i]).abs() <= 1e-11 * (1.0 + b[i].abs()), "{what} at {k}: {a:?}, not {b:?}");
        }
    }
}
