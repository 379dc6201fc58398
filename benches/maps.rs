//! The speed of maps: native timings for `cargo xtask bench`, one a line: what is timed, a tab, its size, a tab,
//! nanoseconds. No part of any test.

use std::hint::black_box;
use std::time::{Duration, Instant};

use downhill::chart::frame::{Frame, Insets};
use downhill::chart::swarm as particles;
use downhill::chart::theme::Palette;
use downhill::core::map::{Density, Engine, Map, Plane};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::defaults;
use downhill::core::run::Plan;
use downhill::scene::{Scene, Theme};

/// Each size is timed for this long, and the fastest of all rounds counts: the others were disturbed.
const LONG: Duration = Duration::from_millis(400);
/// The landscape of a usual window, in pixels.
const LAND: (f64, f64) = (1080.0, 677.0);

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
    for (cells, steps) in [(50, 200), (100, 200), (100, 800), (200, 800)] {
        let time = fastest("surface=himmelblau&run=adam,lr:0.1", cells, steps);
        println!("work.himmelblau\t{}\t{time}", cells * cells * steps);
    }
    for count in [2_000, 10_000, 50_000] {
        swarm(count);
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

/// A step of so many particles, and painting them where they are in the middle of the way.
fn swarm(count: usize) {
    let scene = Scene::read(&format!("surface=himmelblau&run=adam,lr:0.1&swarm={count}")).scene;
    let surface = scene.landscape();
    let Some(mut swarm) = scene.swarm(&surface) else { return };
    let (mut step, mut half) = (Duration::MAX, Vec::new());
    for round in 0..scene.steps {
        let start = Instant::now();
        swarm.advance(1);
        step = step.min(start.elapsed());
        if round == 20 {
            half = swarm.points().into_iter().flatten().map(|v| v as f32).collect();
        }
    }
    println!("swarm.adam\t{count}\t{}", step.as_secs_f64() * 1e9);
    let frame = Frame::fit(LAND, Insets::default(), Insets::default(), scene.domain());
    let (size, lie) = particles::lie(&frame, 1.0);
    let colours = particles::colours(Some(0), Palette::of(Theme::Light));
    let begin = Instant::now();
    let mut paint = Duration::MAX;
    while begin.elapsed() < LONG {
        let start = Instant::now();
        let density = Density::of(size, &half, lie, particles::radius(count));
        black_box(particles::image(&density, &colours));
        paint = paint.min(start.elapsed());
    }
    println!("paint\t{count}\t{}", paint.as_secs_f64() * 1e9);
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
