//! `downhill evaluate`: value, gradient and Hessian at a point.

use super::{Failure, json};
use downhill::core::scalar::Vec2;
use downhill::scene::Scene;
use serde_json::json;
use std::io::Write;

/// Prints one object: f, gradient, hessian.
pub fn json(scene: &Scene, at: Vec2, out: &mut impl Write) -> Result<(), Failure> {
    let f = scene.landscape().objective;
    let object = json!({
        "f": json::number(f.value(at)),
        "gradient": json::pair(f.gradient(at)),
        "hessian": f.hessian(at).map(json::pair),
    });
    Ok(writeln!(out, "{object}")?)
}
