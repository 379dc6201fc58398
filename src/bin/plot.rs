//! The embed: a landscape in somebody else's page, in a wasm of its own.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start_embed();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
