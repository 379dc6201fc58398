//! A fan of seeds: one run of a noisy scene again and again, each time with other noise, or other mini-batches.

use super::Scene;
use crate::core::batches::Batch;
use crate::core::options::Noise;
use crate::core::run::{Plan, Point, Trajectory};

/// The most seeds of a fan.
pub const MAX_FAN: usize = 100;

/// A run of the scene with the scene's seed and the n − 1 that follow it (after the largest comes 0), at most
/// [`MAX_FAN`]; none if there is no such run. Without noise
/// and mini-batches all of them are the same.
pub fn fan(scene: &Scene, run: usize, n: usize) -> Vec<Trajectory> {
    let Some(run) = scene.runs.get(run) else { return Vec::new() };
    let surface = scene.landscape();
    let one = |i: usize| {
        let seed = scene.seed.wrapping_add(i as u32);
        let noise = scene.noise.map(|sigma| Noise { sigma, seed });
        let batch = scene.batch.map(|size| Batch { size, seed });
        Plan { noise, batch, ..scene.plan(run) }.follow(&surface, scene.domain())
    };
    (0..n.min(MAX_FAN)).map(one).collect()
}

/// The fan that the scene asks for: of its selected run, if that is shown and anything in the scene is random; else none.
pub fn fan_shown(scene: &Scene) -> Vec<Trajectory> {
    let random = scene.noise.is_some_and(|sigma| sigma > 0.0) || scene.batch.is_some();
    let shown = scene.runs.get(scene.select).is_some_and(|run| !run.hidden);
    if random && shown { fan(scene, scene.select, scene.fan) } else { Vec::new() }
}

/// The mean point of several runs at each step, and the mean of their f (not f at the mean point), as far as all of them
/// go.
pub fn mean_path(runs: &[Trajectory]) -> Vec<Point> {
    let steps = runs.iter().map(|run| run.points.len()).min().unwrap_or(0);
    let count = runs.len() as f64;
    let mean =
        |each: &dyn Fn(&Point) -> f64, k: usize| runs.iter().map(|run| each(&run.points[k])).sum::<f64>() / count;
    let at = |k| Point { point: [mean(&|p| p.point[0], k), mean(&|p| p.point[1], k)], loss: mean(&|p| p.loss, k) };
    (0..steps).map(at).collect()
}
