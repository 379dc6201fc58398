//! Downhill: see why Momentum, AdaGrad, RMSProp and Adam were invented.
//!
//! A pure-Rust optimizer core (exact gradients, registries of methods and surfaces), the drawing code that is the
//! same for screen and file, and the page that shows them. A scene is one line of text; everything follows from it:
//!
//! ```
//! use downhill::scene::{Scene, simulate};
//!
//! let read = Scene::read("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&steps=100");
//! assert!(read.ignored.is_empty());
//! let runs = simulate(&read.scene);
//! let last = runs[1].last();
//! println!("gradient descent ends at {:?}, loss {}: {:?}", last.point, last.loss, runs[1].outcome);
//! assert!(last.loss < 1e-3);
//! ```

#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!(
    "build with -Ctarget-feature=+simd128: run cargo inside the repository, without RUSTFLAGS in the environment"
);

pub mod chart;
pub mod export;
pub mod scene;
pub mod terrain;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use downhill_core as core;
