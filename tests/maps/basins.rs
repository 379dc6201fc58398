//! How rough basins are: what the lessons say of them.

use crate::support::{Run, read_surface};
use downhill::core::map::{Cell, Ending, Engine};
use downhill::core::run::Plan;
use downhill::core::scalar::Vec2;

/// The share of neighbouring cells that differ, and of those that diverge.
fn roughness(text: &str, steps: usize) -> (f64, f64) {
    let run = Run::read(text);
    let surface = read_surface("himmelblau");
    let plan = Plan::new(run.optimizer, &run.values, [0.0; 2], steps);
    let n = 201;
    let engine = Engine::new(&plan, &surface, surface.spec.domain);
    // Starts on the lines of the grid, the ends included, as the scene was measured.
    let at = |i: usize| -6.0 + 12.0 * i as f64 / (n - 1) as f64;
    let starts: Vec<Vec2> = (0..n * n).map(|k| [at(k % n), at(k / n)]).collect();
    let name = |cell: &Cell| match cell.ending {
        Ending::Diverged => None,
        _ => {
            let p = cell.end;
            let far = |q: Vec2| (p[0] - q[0]).powi(2) + (p[1] - q[1]).powi(2);
            (0..4).min_by(|a, b| far(surface.minima[*a].point).total_cmp(&far(surface.minima[*b].point)))
        }
    };
    let names: Vec<Option<usize>> = engine.starts(&starts).iter().map(name).collect();
    let (mut differ, mut pairs) = (0, 0);
    for j in 0..n {
        for i in 0..n {
            let here = names[j * n + i];
            for other in
                [(i + 1 < n).then(|| j * n + i + 1), (j + 1 < n).then(|| (j + 1) * n + i)].into_iter().flatten()
            {
                pairs += 1;
                differ += usize::from(here != names[other]);
            }
        }
    }
    let lost = names.iter().filter(|name| name.is_none()).count();
    (f64::from(differ as u32) / f64::from(pairs), lost as f64 / (n * n) as f64)
}

/// lessons/SCENES.md, N: neighbours that differ, on 201 × 201 starts.
#[test]
fn basins_are_as_rough_as_they_were_measured() {
    for (run, expected) in [
        ("sgd,lr:0.005", 0.0056),
        ("sgd,lr:0.01", 0.013),
        ("adam,lr:0.1", 0.0077),
        ("sgd,lr:0.001,momentum:0.9", 0.018),
        ("sgd,lr:0.005,momentum:0.9", 0.073),
        ("sgd,lr:0.01,momentum:0.9", 0.197),
    ] {
        let (differ, lost) = roughness(run, 1500);
        assert!(
            (differ / expected - 1.0).abs() < 0.06,
            "{run}: {differ} of the neighbours differ, expected {expected}"
        );
        if run == "sgd,lr:0.01,momentum:0.9" {
            assert!((lost - 0.11).abs() < 0.01, "{lost} diverge");
        }
    }
}
