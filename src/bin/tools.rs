//! The tools: dialogs in a wasm of their own, loaded with the first of them.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start_tools();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
