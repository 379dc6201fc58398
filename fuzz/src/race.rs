//! A link, and what is computed from it: whatever it asks for, there are runs, of finite points, and the same ones again.

use crate::link::sound;
use downhill::core::run::{Outcome, Trajectory};
use downhill::export;
use downhill::scene::{Page, Scene, simulate};

/// The most steps that are tried.
const STEPS: usize = 12;
/// The most runs.
const RUNS: usize = 3;

/// Any text as a race.
pub fn check(bytes: &[u8]) {
    let mut scene = sound(&String::from_utf8_lossy(bytes));
    if scene.page != Page::Race {
        return;
    }
    scene.steps = scene.steps.min(STEPS);
    scene.at = scene.at.filter(|at| *at <= scene.steps);
    scene.runs.truncate(RUNS);
    scene.select = scene.select.min(scene.runs.len().saturating_sub(1));
    scene.maps.run = scene.maps.run.min(scene.runs.len().saturating_sub(1));
    let runs = simulate(&scene);
    assert_eq!(runs.len(), scene.runs.len());
    for run in &runs {
        assert!(run.points.iter().all(|p| p.point.iter().all(|v| v.is_finite()) && p.loss.is_finite()));
        let whole = match run.outcome {
            // Nothing at all where f has no value at the start.
            Outcome::Diverged { at } => at,
            Outcome::Converged { .. } | Outcome::LeftView { .. } | Outcome::Budget => scene.steps + 1,
        };
        assert_eq!(run.points.len(), whole, "{:?}", run.outcome);
        assert!(run.averaged.is_empty() || run.averaged.len() == whole);
    }
    let again = Scene::read(&scene.write());
    let same = |(a, b): (&Trajectory, &Trajectory)| bits(a) == bits(b) && a.outcome == b.outcome;
    assert!(runs.iter().zip(&simulate(&again.scene)).all(same), "{}", scene.write());
    serde_json::from_str::<serde_json::Value>(&export::json(&scene)).expect("JSON");
    assert!(export::pytorch(&scene).contains("import torch"));
}

fn bits(run: &Trajectory) -> Vec<[u64; 3]> {
    run.points.iter().map(|p| [p.point[0], p.point[1], p.loss].map(f64::to_bits)).collect()
}
