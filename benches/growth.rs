//! How the time of a run grows with its steps, and that of a landscape with its pixels: native timings for
//! `cargo xtask bench`, one a line: what is timed, a tab, its size, a tab, nanoseconds. No part of any test.

use std::hint::black_box;
use std::time::{Duration, Instant};

use downhill::chart::field::BANDS;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::landscape::Landscape;
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::defaults;
use downhill::core::run::Plan;
use downhill::core::surfaces::{SURFACES, Surface};

/// Each size is timed for this long.
const LONG: Duration = Duration::from_millis(80);
/// Pixels between the samples of the ground, as on the page.
const SPACING: f64 = 4.0;

fn main() {
    let surface = SURFACES.iter().find(|spec| spec.id == "himmelblau").unwrap_or(&SURFACES[0]);
    let surface = Surface::new(surface, &defaults(surface.params));
    for optimizer in OPTIMIZERS {
        let values = defaults(optimizer.params);
        for steps in [625, 1_250, 2_500, 5_000, 10_000] {
            // Another start each round: of one short run walked over and over, the processor learns every branch.
            let plan = |round: u32| Plan::new(optimizer, &values, [-1.0 + 1e-3 * f64::from(round % 997), 0.5], steps);
            let time = typical(|round| plan(round).follow(&surface, surface.spec.domain));
            println!("run.{}\t{steps}\t{time}", optimizer.id);
        }
    }
    for scale in [0.5, 1.0, 2.0, 4.0] {
        let size = (1080.0 * scale, 677.0 * scale);
        let frame = Frame::fit(size, Insets::default(), Insets::default(), surface.spec.domain);
        let time = typical(|_| Landscape::new(&surface, &frame, SPACING, BANDS));
        println!("ground\t{}\t{time}", size.0 * size.1);
    }
}

/// Nanoseconds of the middle round.
fn typical<T>(work: impl Fn(u32) -> T) -> f64 {
    let begin = Instant::now();
    let mut rounds = Vec::new();
    while begin.elapsed() < LONG || rounds.len() < 3 {
        let start = Instant::now();
        black_box(work(rounds.len() as u32));
        rounds.push(start.elapsed());
    }
    rounds.sort_unstable();
    rounds[rounds.len() / 2].as_secs_f64() * 1e9
}
