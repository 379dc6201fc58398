//! The speed of maps: native timings for `cargo xtask bench`, one a line: what is timed, a tab, its size, a tab,
//! nanoseconds. No part of any test.

use std::hint::black_box;
use std::time::{Duration, Instant};

use downhill::core::map::{Engine, Map, Plane};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::defaults;
use downhill::core::run::Plan;
use downhill::scene::Scene;

/// Each size is timed for this long, and the fastest of all rounds counts: the others were disturbed.
const LONG: Duration = Duration::from_millis(400);

fn main() {
    for (name, scene) in [
        ("himmelblau", "surface=himmelblau&run=adam,lr:0.1"),
        ("ackley", "surface=ackley&run=adam,lr:0.4,beta2:0.99"),
        ("formula", "f=(x^2%2By-11)^2%2B(x%2By^2-7)^2&run=adam,lr:0.1"),
    ] {
        for cells in [50, 100, 200] {
            println!("cells.{name}\t{}\t{}", cells * cells, fastest(scene, cells, 200));
        }
        for steps in [200, 800, 3200] {
            println!("steps.{name}\t{steps}\t{}", fastest(scene, 30, steps));
        }
    }
    for optimizer in OPTIMIZERS {
        let scene = Scene::read("surface=himmelblau").scene;
        let (surface, values) = (scene.landscape(), defaults(optimizer.params));
        let plan = Plan::new(optimizer, &values, scene.start(), 200);
        let map = || Map {
            engine: Engine::new(&plan, &surface, scene.domain()),
            plane: Plane::Starts(scene.domain()),
            size: [16, 16],
        };
        println!("each.{}\t{}\t{}", optimizer.id, 16 * 16 * 200, time(map, Duration::from_millis(20)));
    }
}

/// Nanoseconds of the fastest round for a square map.
fn fastest(text: &str, cells: usize, steps: usize) -> f64 {
    let scene = Scene { steps, ..Scene::read(text).scene };
    let surface = scene.landscape();
    time(
        || Map {
            engine: Engine::new(&scene.plan(&scene.runs[0]), &surface, scene.domain()),
            plane: Plane::Starts(scene.domain()),
            size: [cells, cells],
        },
        LONG,
    )
}

fn time(map: impl Fn() -> Map, long: Duration) -> f64 {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while begin.elapsed() < long || best == Duration::MAX {
        let start = Instant::now();
        let map = map();
        let [columns, rows] = map.size;
        let all: Vec<[usize; 2]> = (0..rows).flat_map(|j| (0..columns).map(move |i| [i, j])).collect();
        black_box(map.cells(&all));
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9
}
