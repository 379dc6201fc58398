//! The page: one wasm for the browser window (and, later, for its workers).

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
