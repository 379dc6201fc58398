//! How much slower a formula that was typed is than the same surface written in Rust: `cargo bench --bench formula`.
//! One line each: surface, what is computed, nanoseconds written, nanoseconds typed, their ratio. No part of any test.

use std::hint::black_box;
use std::time::{Duration, Instant};

use downhill::core::formula::Program;
use downhill::core::objective::Objective;
use downhill::core::param::defaults;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::Scene;

/// Surfaces and the texts of their formulas.
const PAIRS: [(&str, &str); 4] = [
    ("rosenbrock", "(1-x)^2 + (y-x^2)^2*100"),
    ("himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2"),
    ("beale", "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2"),
    ("ackley", "-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20"),
];
/// How many points a round has.
const POINTS: usize = 1000;
/// How many rounds are timed; the fastest counts, the others were disturbed.
const ROUNDS: usize = 300;
/// How many steps a run has.
const STEPS: usize = 1000;

fn main() {
    let points: Vec<Vec2> = (0..POINTS).map(|i| [(i % 40) as f64 * 0.1 - 2.0, (i / 40) as f64 * 0.1 - 1.0]).collect();
    println!("surface\tcomputed\twritten ns\ttyped ns\tratio");
    for (id, text) in PAIRS {
        let spec = SURFACES.iter().find(|spec| spec.id == id).expect("the surfaces are registered");
        let written = Surface::new(spec, &defaults(spec.params)).objective;
        let typed = Program::parse(text).expect("the formulas are right").objective(&[]);
        let (written, typed): (&dyn Objective, &dyn Objective) = (&*written, &*typed);
        compare(id, "value", written, typed, &points, |f, p| f.value(p));
        compare(id, "gradient", written, typed, &points, |f, p| f.gradient(p)[0]);
        compare(id, "hessian", written, typed, &points, |f, p| f.hessian(p)[0][0]);
        compare_runs(id, text);
    }
}

/// The whole of what a person waits for: a thousand steps of Adam, f and gradient at each.
fn compare_runs(id: &str, text: &str) {
    let run = format!("steps={STEPS}&run=adam,lr:0.001");
    let scenes = [format!("surface={id}&{run}"), format!("f={text}&{run}")].map(|link| Scene::read(&link).scene);
    let surfaces = scenes.each_ref().map(Scene::landscape);
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for ((scene, surface), best) in scenes.iter().zip(&surfaces).zip(&mut best) {
            let start = Instant::now();
            black_box(scene.plan(&scene.runs[0]).follow(surface, scene.domain()));
            *best = (*best).min(start.elapsed());
        }
    }
    let [fast, slow] = best.map(|time| time.as_secs_f64() * 1e9 / STEPS as f64);
    println!("{id}\tstep of Adam\t{fast:.1}\t{slow:.1}\t{:.2}", slow / fast);
}

type Work = fn(&dyn Objective, Vec2) -> f64;

/// Both in turns, so that both meet the same disturbances.
fn compare(id: &str, what: &str, written: &dyn Objective, typed: &dyn Objective, points: &[Vec2], work: Work) {
    let (mut fast, mut slow) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        fast = fast.min(round(written, points, work));
        slow = slow.min(round(typed, points, work));
    }
    let each = |time: Duration| time.as_secs_f64() * 1e9 / points.len() as f64;
    let (fast, slow) = (each(fast), each(slow));
    println!("{id}\t{what}\t{fast:.1}\t{slow:.1}\t{:.2}", slow / fast);
}

fn round(f: &dyn Objective, points: &[Vec2], work: Work) -> Duration {
    let start = Instant::now();
    for p in points {
        black_box(work(f, *p));
    }
    start.elapsed()
}
