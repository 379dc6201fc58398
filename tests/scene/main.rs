//! Scenes as text: what is written is read back, what cannot be used is named, nothing is clamped, nothing panics.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod averages;
mod examples;
mod junk;
mod round_trips;
mod scrambled;
#[path = "../support/mod.rs"]
mod support;
mod unusable;
mod views;

use downhill::scene::{Read, Reason, Scene};
use downhill::text::Lang;

const BOTH: [Lang; Lang::ALL.len()] = Lang::ALL;

/// Reads a text of which everything can be used.
fn read(text: &str) -> Scene {
    let Read { scene, ignored } = Scene::read(text);
    assert!(ignored.is_empty(), "{text}: {ignored:?}");
    scene
}

/// What was ignored, each with its reason.
fn ignored(text: &str) -> Vec<(String, Reason)> {
    Scene::read(text).ignored.into_iter().map(|i| (i.what, i.reason)).collect()
}

fn unknown(names: &str) -> Reason {
    Reason::UnknownName(names.into())
}

fn not_allowed(range: &str) -> Reason {
    Reason::NotAllowed(range.into())
}
