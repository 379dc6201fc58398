//! The averages and the lessons: a wasm of their own, loaded with the first visit.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start_pages();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
