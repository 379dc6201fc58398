//! Numbers about many starts: where their runs end, and how often neighbours differ.

use std::f64::consts::TAU;

use anyhow::{Context, Result, ensure};
use downhill::core::map::{Cell, Ending, spread};
use downhill::core::scalar::Vec2;
use downhill::scene::Scene;

/// Where a run ends: at which minimum; nothing for every other ending.
fn end(cell: &Cell) -> Option<u16> {
    cell.minimum.filter(|_| cell.ending == Ending::Converged)
}

/// How the runs from these starts end.
fn cells(scene: &Scene, run: usize, starts: &[Vec2]) -> Result<Vec<Cell>> {
    let run = scene.runs.get(run).with_context(|| format!("there is no run {run}"))?;
    let surface = scene.landscape_with_minima();
    let engine = scene.engine(run, &surface);
    // Half of them on a thread of its own: this is most of the time that the lessons take.
    let (a, b) = starts.split_at(starts.len() / 2);
    let halves = std::thread::scope(|scope| {
        let other = scope.spawn(|| engine.starts(b));
        [engine.starts(a), other.join().unwrap_or_default()]
    });
    let all = halves.concat();
    ensure!(all.len() == starts.len(), "the runs broke off");
    Ok(all)
}

/// Starts over the view of a scene, its edges included, row by row.
fn grid(scene: &Scene, count: usize) -> Vec<Vec2> {
    let domain = scene.domain();
    let at = |(low, high): (f64, f64), i: usize| low + (high - low) * i as f64 / (count.max(2) - 1) as f64;
    (0..count).flat_map(|j| (0..count).map(move |i| [at(domain.x, i), at(domain.y, j)])).collect()
}

/// Of so many starts in each direction, the percentage whose runs end so: a letter of a minimum, or the name of an ending.
pub(super) fn share_that_ends(part: &str, scene: &Scene, run: usize, count: usize) -> Result<f64> {
    let all = cells(scene, run, &grid(scene, count))?;
    let letter = part.bytes().next().filter(|b| part.len() == 1 && b.is_ascii_uppercase()).map(|b| u16::from(b - b'A'));
    let known = Ending::ALL.into_iter().find(|ending| ending.id() == part);
    ensure!(letter.is_some() || known.is_some(), "no run ends `{part}`");
    let so = |cell: &&Cell| if letter.is_some() { end(cell) == letter } else { Some(cell.ending) == known };
    Ok(100.0 * all.iter().filter(so).count() as f64 / all.len() as f64)
}

/// Of all neighbours among so many starts in each direction, the percentage that end differently.
pub(super) fn borders(scene: &Scene, run: usize, count: usize) -> Result<f64> {
    ensure!(count > 1, "neighbours are at least two");
    let all = cells(scene, run, &grid(scene, count))?;
    let ends: Vec<_> = all.iter().map(end).collect();
    let across = ends.chunks(count).flat_map(|row| row.windows(2)).filter(|pair| pair[0] != pair[1]).count();
    let up = ends.iter().zip(&ends[count..]).filter(|(a, b)| a != b).count();
    Ok(100.0 * (across + up) as f64 / (2 * count * (count - 1)) as f64)
}

/// Of so many starts, the percentage that end elsewhere when moved so far, each in a direction of its own.
pub(super) fn moved(scene: &Scene, run: usize, by: f64, count: usize) -> Result<f64> {
    let starts = spread(scene.domain(), count);
    // Turned by the golden section each time, all directions come up equally often.
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let beside: Vec<Vec2> = starts
        .iter()
        .enumerate()
        .map(|(i, [x, y])| {
            let turn = TAU * (i as f64 * golden).fract();
            [x + by * turn.cos(), y + by * turn.sin()]
        })
        .collect();
    let (here, there) = (cells(scene, run, &starts)?, cells(scene, run, &beside)?);
    let differ = here.iter().zip(&there).filter(|(a, b)| end(a) != end(b)).count();
    Ok(100.0 * differ as f64 / count as f64)
}
