//! A formula that somebody typed.

use downhill::core::formula::{MAX_LENGTH, Program};
use downhill::core::lanes::{LANES, Lanes};
use downhill::core::objective::Formula;
use downhill::core::scalar::Scalar;
use downhill::export;
use downhill::scene::{Scene, formula_message};
use downhill::text::Lang;

/// Places of all kinds: everyday ones, on the axes, far away.
const PLACES: [[f64; 2]; LANES] =
    [[0.3, -0.7], [1.0, 1.0], [0.0, 0.0], [-2.5, 0.0], [1e-9, 3.0], [40.0, -40.0], [1e160, -1e160], [-0.0, 1e300]];

/// Any text as a formula.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let count = text.chars().count();
    match Program::parse(&text) {
        Err(error) => {
            assert!(error.start <= error.end && error.end <= count.max(MAX_LENGTH), "{error:?}");
            for lang in Lang::ALL {
                assert!(!formula_message(lang, &error).is_empty());
            }
        }
        Ok(program) => {
            assert!(count <= MAX_LENGTH);
            let values: Vec<f64> = program.letters().iter().enumerate().map(|(i, _)| 0.5 + i as f64).collect();
            let ready = program.with(&values);
            let lanes = ready.eval(gathered(0), gathered(1));
            let objective = program.objective(&values);
            for (i, p) in PLACES.into_iter().enumerate() {
                let value = objective.value(p);
                assert!(same(value, lanes.lane(i)), "{p:?}: {value} alone, {} among eight", lanes.lane(i));
                let gradient = objective.gradient(p);
                let [[_, xy], [yx, _]] = objective.hessian(p);
                assert!(same(xy, yx), "{p:?}: {xy} and {yx}");
                assert!(gradient.iter().all(|g| same(*g, *g)));
            }
            in_a_scene(&text);
        }
    }
}

fn gathered(axis: usize) -> Lanes {
    Lanes::gather(|i| PLACES[i][axis])
}

/// The same bits; there is only one kind of not-a-number.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// A formula survives its link, and every export takes it.
fn in_a_scene(text: &str) {
    let escaped: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let read = Scene::read(&format!("f={escaped}&steps=2&run=sgd"));
    assert!(read.ignored.is_empty(), "{:?}", read.ignored);
    let again = Scene::read(&read.scene.write());
    assert_eq!(again.scene, read.scene);
    assert!(again.scene.formula.is_some_and(|written| written.text() == text));
    assert!(export::pytorch(&read.scene).contains("import torch"));
}
