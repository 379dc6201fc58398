//! The landscape in three dimensions: a wasm of its own, loaded when it is first asked for.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start_terrain();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
