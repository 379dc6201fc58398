//! The kernels, each by itself, with statistics and comparison with the last time: `cargo bench --bench kernels`.
//! No part of any test; what `cargo xtask bench` holds against its bars is in `growth.rs` and `maps.rs`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use downhill::chart::field::BANDS;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::landscape::Landscape;
use downhill::chart::swarm as particles;
use downhill::chart::theme::Palette;
use downhill::core::map::{Density, Engine, Map, Plane};
use downhill::core::surfaces::Surface;
use downhill::scene::{Scene, Theme};
use downhill::terrain::Terrain;
use downhill::terrain::height::Height;
use downhill::terrain::mesh::Detail;

/// The landscape of a usual window, in pixels.
const LAND: (f64, f64) = (1080.0, 677.0);
/// Pixels between the samples of the ground, as on the page.
const SPACING: f64 = 4.0;
/// What runs and maps are timed on.
const GROUND: &str = "surface=himmelblau";

/// A scene and its landscape.
fn set(text: &str) -> (Scene, Surface) {
    let scene = Scene::read(text).scene;
    let surface = scene.landscape();
    (scene, surface)
}

/// Runs of one start, step by step: what a slider's event costs.
fn paths(c: &mut Criterion) {
    let mut group = c.benchmark_group("path");
    for run in ["sgd,lr:0.01", "momentum,lr:0.01", "rmsprop,lr:0.02", "adam,lr:0.1", "lbfgs", "newton"] {
        let (scene, surface) = set(&format!("{GROUND}&steps=1000&run={run}"));
        let plan = scene.plan(&scene.runs[0]);
        group.throughput(Throughput::Elements(1000));
        group.bench_function(run, |b| b.iter(|| plan.follow(black_box(&surface), scene.domain())));
    }
    group.finish();
}

/// Maps of 64 x 64 starts on SIMD lanes, one thread.
fn maps(c: &mut Criterion) {
    const CELLS: usize = 64;
    const STEPS: usize = 200;
    let mut group = c.benchmark_group("map");
    group.throughput(Throughput::Elements((CELLS * CELLS * STEPS) as u64));
    for (name, text) in [
        ("sgd, Himmelblau", "surface=himmelblau&run=sgd,lr:0.01"),
        ("adam, Himmelblau", "surface=himmelblau&run=adam,lr:0.1"),
        ("adam, Ackley", "surface=ackley&run=adam,lr:0.4,beta2:0.99"),
        ("adam, Rosenbrock", "surface=rosenbrock&run=adam,lr:0.05"),
        ("adam, a typed formula", "f=(x^2%2By-11)^2%2B(x%2By^2-7)^2&run=adam,lr:0.1"),
    ] {
        let (scene, surface) = set(&format!("{text}&steps={STEPS}"));
        let places: Vec<[usize; 2]> = (0..CELLS).flat_map(|j| (0..CELLS).map(move |i| [i, j])).collect();
        group.bench_function(name, |b| {
            b.iter(|| {
                let map = Map {
                    engine: Engine::new(&scene.plan(&scene.runs[0]), &surface, scene.domain()),
                    plane: Plane::Starts(scene.domain()),
                    size: [CELLS, CELLS],
                };
                map.cells(black_box(&places))
            });
        });
    }
    group.finish();
}

/// Particles: a step of all of them, and their picture.
fn swarms(c: &mut Criterion) {
    let mut group = c.benchmark_group("swarm");
    for count in [2_000, 10_000, 50_000] {
        let (scene, surface) = set(&format!("{GROUND}&run=adam,lr:0.02&steps=1000&swarm={count}"));
        let Some(spots) = scene.swarm(&surface).map(|swarm| swarm.points()) else { continue };
        group.throughput(Throughput::Elements(count));
        group.bench_function(BenchmarkId::new("ten steps", count), |b| {
            // Ten steps of new particles: old ones have arrived and cost nothing.
            let new = || scene.swarm(&surface);
            b.iter_batched_ref(new, |swarm| swarm.iter_mut().for_each(|all| all.advance(10)), BatchSize::LargeInput);
        });
        let radius = particles::radius(spots.len());
        let spots: Vec<f32> = spots.into_iter().flatten().map(|v| v as f32).collect();
        let (size, lie) = particles::lie(&Frame::fit(LAND, Insets::default(), Insets::default(), scene.domain()), 1.0);
        let colours = particles::colours(Some(0), Palette::of(Theme::Light));
        group.bench_function(BenchmarkId::new("paint", count), |b| {
            b.iter(|| particles::image(&Density::of(size, black_box(&spots), lie, radius), &colours));
        });
    }
    group.finish();
}

/// The ground: the field of a view with its level lines, and the mesh of three dimensions.
fn grounds(c: &mut Criterion) {
    let mut group = c.benchmark_group("ground");
    for id in ["himmelblau", "ackley"] {
        let (scene, surface) = set(&format!("surface={id}"));
        let frame = Frame::fit(LAND, Insets::default(), Insets::default(), scene.domain());
        group.bench_function(BenchmarkId::new("map", id), |b| {
            b.iter(|| Landscape::new(black_box(&surface), &frame, SPACING, BANDS));
        });
        group.bench_function(BenchmarkId::new("mesh", id), |b| {
            b.iter(|| Terrain::new(black_box(&surface), &frame, scene.domain(), SPACING, Height::Tone, Detail::SCREEN));
        });
    }
    group.finish();
}

criterion_group! {
    name = kernels;
    // Two minutes for all of them.
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(30);
    targets = paths, maps, swarms, grounds
}
criterion_main!(kernels);
