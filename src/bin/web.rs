//! The race: the wasm that the page opens with.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start_race();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
