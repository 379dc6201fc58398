//! `cargo xtask bench`: measures the page and the mathematics, and holds the figures against what they must reach.
//!
//! Two programs measure and print raw figures: `bench` of `tests/e2e` in a browser, `benches/growth.rs` natively.
//! Here they become a table. A further figure is a line printed there and a [`Line`] here.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::browser::{self, Engine};
use crate::build;
use crate::process::{Workspace, shown};
use crate::size::BUDGET;

/// Raw figures by name.
type Figures = BTreeMap<String, f64>;

/// A line of the table.
struct Line {
    what: &'static str,
    /// The figure's name, and by how much it is divided before it is shown.
    figure: (&'static str, f64),
    unit: &'static str,
    /// What it must stay below, and what would be good; none for a line that only informs.
    bar: Option<(f64, f64)>,
    /// Words after the figure; `{name}` stands for another figure.
    note: &'static str,
}

const PARTS: &str =
    "p95 {*.p95}; of the median: script {*.script}, canvases drawn by the processor at the hand-over {*.commit}";

const LINES: [Line; 21] = [
    Line {
        what: "slider event -> 12 x 1000 steps painted",
        figure: ("slider.p50", 1.0),
        unit: "ms",
        bar: Some((16.0, 8.0)),
        note: PARTS,
    },
    Line {
        what: "  the same, a GPU draws (processor's time)",
        figure: ("gpu.slider.cpu", 1.0),
        unit: "ms",
        bar: None,
        note: "what is left to the main thread when another process draws",
    },
    Line { what: "  dragging the start", figure: ("start.p50", 1.0), unit: "ms", bar: None, note: PARTS },
    Line { what: "  zooming (a new ground each time)", figure: ("zoom.p50", 1.0), unit: "ms", bar: None, note: PARTS },
    Line {
        what: "animation frame, 12 runs, work, p95",
        figure: ("frame.cpu95", 1.0),
        unit: "ms",
        bar: Some((4.0, 2.0)),
        note: "median {frame.cpu}; with the waiting for other threads {frame.p95} and {frame.p50}; {frame.rate} frames and \
            20 steps a second, so that a step is three frames: landscape, loss, words",
    },
    Line {
        what: "  at the fastest speed, p95",
        figure: ("frame.fastest.p95", 1.0),
        unit: "ms",
        bar: None,
        note: "median {frame.fastest.p50}: script {frame.fastest.script}, canvases {frame.fastest.commit}; \
            {frame.fastest.rate} frames a second",
    },
    Line {
        what: "  the same, a GPU draws (processor's time)",
        figure: ("gpu.frame.fastest.cpu", 1.0),
        unit: "ms",
        bar: None,
        note: "median",
    },
    Line {
        what: "  in three dimensions, work, p95",
        figure: ("terrain.frame.cpu95", 1.0),
        unit: "ms",
        bar: Some((8.0, 4.0)),
        note: "median {terrain.frame.cpu}: script {terrain.frame.script}; the card is emulated: \
            {terrain.frame.rate} frames a second, so that every one has new steps",
    },
    Line {
        what: "  the same, turning by itself meanwhile",
        figure: ("terrain.turning.cpu95", 1.0),
        unit: "ms",
        bar: Some((8.0, 4.0)),
        note: "median {terrain.turning.cpu}: script {terrain.turning.script}; {terrain.turning.rate} frames a second",
    },
    Line {
        what: "paused and idle for 5 s",
        figure: ("idle.total", 1.0),
        unit: "ms",
        bar: Some((10.0, 1.0)),
        note: "{idle.frames} animation frames",
    },
    Line {
        what: "all that is loaded in 3 s, brotli",
        figure: ("loaded", 1000.0),
        unit: "kB",
        bar: Some((BUDGET as f64 / 1000.0, 250.0)),
        note: "",
    },
    Line {
        what: "map, Adam on Himmelblau, share of plain JS",
        figure: ("map.himmelblau.share", 1.0),
        unit: "%",
        bar: Some((100.0 / 1.5, 50.0)),
        note: "400 x 400 x 200, one thread, float64: {map.himmelblau} ms, by hand in JavaScript {map.himmelblau.js} ms",
    },
    Line {
        what: "  the same on Ackley",
        figure: ("map.ackley.share", 1.0),
        unit: "%",
        bar: Some((100.0, 100.0 / 1.5)),
        note: "{map.ackley} ms, by hand in JavaScript {map.ackley.js} ms",
    },
    Line {
        what: "map of 512 x 512 x 200 by workers, complete",
        figure: ("map.whole", 1.0),
        unit: "ms",
        bar: Some((1000.0, 500.0)),
        note: "{map.workers} workers",
    },
    Line {
        what: "  its first coarse picture",
        figure: ("map.coarse", 1.0),
        unit: "ms",
        bar: Some((100.0, 50.0)),
        note: "",
    },
    Line {
        what: "frame with 2,000 particles, work, p95",
        figure: ("swarm.2000.cpu95", 1.0),
        unit: "ms",
        bar: Some((8.0, 4.0)),
        note: SWARM,
    },
    Line { what: "  with 10,000", figure: ("swarm.10000.cpu95", 1.0), unit: "ms", bar: Some((8.0, 4.0)), note: SWARM },
    Line { what: "  with 50,000", figure: ("swarm.50000.cpu95", 1.0), unit: "ms", bar: Some((8.0, 4.0)), note: SWARM },
    Line {
        what: "50,000 particles, a step of Adam",
        figure: ("swarm.step", 1e6),
        unit: "ms",
        bar: Some((16.0, 4.0)),
        note: "native, one thread; in the browser a worker does it",
    },
    Line {
        what: "  painting them, 1080 x 677 pixels",
        figure: ("swarm.paint", 1e6),
        unit: "ms",
        bar: Some((16.0, 4.0)),
        note: "native, one thread; the same worker",
    },
    Line {
        what: "ground of a view",
        figure: ("ground", 1.0),
        unit: "ns/pixel",
        bar: None,
        note: "native; sampled every 4 pixels, level lines included",
    },
];

const SWARM: &str = "main thread, median {*.cpu}; {*.rate} frames and {*.pictures} pictures of them a second";

/// How far above 1 an exponent may be to be called linear: fresh memory costs a little more than its size.
const LINEAR: f64 = 0.15;

const EXPLANATION: &str = "\
Main-thread milliseconds of a headless Chromium: from the task in which the page hears of the event to the end of the
task that hands over the frame. Without a GPU that last step carries out what was drawn on the canvases, on the same
thread; where a GPU draws, another process does (here it is emulated, so only the main thread's own processor time
counts). The work of a frame is the main thread's processor time. Wall-clock figures depend on the machine and on what
else it does; compare within one run.";

/// Builds the site unless it is given, measures, prints the table; whether every bar is reached.
pub fn bench(workspace: &Workspace, dist: Option<PathBuf>) -> Result<bool> {
    let dist = match dist {
        Some(folder) => folder,
        None => {
            build::build(workspace)?;
            workspace.dist()
        }
    };
    let browser = browser::ensure(workspace, Engine::Chromium)?;
    println!("\nmeasuring; the machine should have nothing else to do for three minutes");
    let mut page = workspace.cargo(["run", "--quiet", "--package", "downhill-e2e", "--bin", "bench", "--", "--dist"]);
    page.arg(&dist).envs(browser.variables());
    let figures = lines(&mut page)?.iter().filter_map(|line| named(line)).collect::<Figures>();
    println!("growth of runs and grounds (a first build takes half a minute)");
    let growth = lines(&mut workspace.cargo(["bench", "--quiet", "--package", "downhill", "--bench", "growth"]))?;
    let maps = lines(&mut workspace.cargo(["bench", "--quiet", "--package", "downhill", "--bench", "maps"]))?;
    let (table, reached) = table(figures, &[growth, maps].concat());
    println!("\n{table}");
    let path = workspace.target().join("bench.txt");
    fs::write(&path, &table).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(reached)
}

/// What a program prints, line by line; its messages are shown.
fn lines(command: &mut Command) -> Result<Vec<String>> {
    let line = shown(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

fn named(line: &str) -> Option<(String, f64)> {
    let (name, value) = line.split_once('\t')?;
    Some((name.to_owned(), value.parse().ok()?))
}

fn table(mut figures: Figures, growth: &[String]) -> (String, bool) {
    let series = series(growth);
    if let Some(&(size, time)) = series.get("ground").and_then(|points| points.get(1)) {
        figures.insert("ground".into(), time / size);
    }
    for (figure, name) in [("swarm.step", "swarm.adam"), ("swarm.paint", "paint")] {
        if let Some((_, time)) = series.get(name).and_then(|points| points.last()) {
            figures.insert(figure.into(), *time);
        }
    }
    let mut text = format!("{:44}{:>12}{:>10}{:>17}\n", "", "must reach", "hope for", "measured");
    let mut reached = true;
    for line in &LINES {
        reached &= line.write(&mut text, &figures);
    }
    for (what, prefix) in [
        ("growth of a run in steps, exponent", "run."),
        ("growth of a map in cells", "cells."),
        ("growth of a map in steps", "steps."),
        ("growth of a map in cells x steps", "work."),
        ("growth of a swarm in particles", "swarm."),
        ("growth of a ground in pixels", "ground"),
    ] {
        let all = series.iter().filter(|(name, _)| name.starts_with(prefix));
        let worst = all.map(|(name, points)| (exponent(points), name)).max_by(|a, b| far(a.0).total_cmp(&far(b.0)));
        let Some((exponent, name)) = worst else {
            row(&mut text, what, ("linear", "-"), ("not measured", ""), "");
            reached = false;
            continue;
        };
        // One point, or a time that is no number, has no exponent.
        let good = exponent.is_finite() && far(exponent) < LINEAR;
        reached &= good;
        let times: Vec<_> = series[name].iter().map(|(size, time)| format!("{size}: {:.0}", time / 1000.0)).collect();
        let note = format!("the least linear: {name}, microseconds {}", times.join(", "));
        row(&mut text, what, ("linear", "-"), (&format!("{exponent:.3}"), word(good)), &note);
    }
    let _ = write!(text, "\n{EXPLANATION}\n");
    (text, reached)
}

impl Line {
    /// Adds the line; whether the bar, if there is one, is reached.
    fn write(&self, text: &mut String, figures: &Figures) -> bool {
        let (name, divisor) = self.figure;
        let below = |bar: f64| format!("< {bar} {}", self.unit);
        let bars = self.bar.map_or(("-".into(), "-".into()), |(must, hope)| (below(must), below(hope)));
        let Some(value) = figures.get(name).map(|value| value / divisor) else {
            row(text, self.what, (&bars.0, &bars.1), ("not measured", ""), "");
            return self.bar.is_none();
        };
        let verdict = self.bar.map(|(must, _)| value < must);
        let note = filled(self.note, name.trim_end_matches(".p50").trim_end_matches(".cpu95"), figures);
        row(
            text,
            self.what,
            (&bars.0, &bars.1),
            (&format!("{value:.1} {}", self.unit), verdict.map_or("", word)),
            &note,
        );
        verdict.unwrap_or(true)
    }
}

fn word(good: bool) -> &'static str {
    if good { "yes" } else { "NO" }
}

fn row(text: &mut String, what: &str, (must, hope): (&str, &str), (value, verdict): (&str, &str), note: &str) {
    // Writing into memory cannot fail.
    let _ = writeln!(text, "{what:44}{must:>12}{hope:>10}{value:>17} {verdict:4}{note}");
}

/// Puts figures for `{name}`; `*` in a name is the line's own.
fn filled(note: &str, own: &str, figures: &Figures) -> String {
    let mut parts = note.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        match figures.get(&name.replace('*', own)) {
            Some(value) => text += &format!("{value:.1}"),
            None => text += "?",
        }
        text += rest;
    }
    text
}

/// Sizes and times by what was timed.
fn series(lines: &[String]) -> BTreeMap<String, Vec<(f64, f64)>> {
    let mut series = BTreeMap::<_, Vec<_>>::new();
    for line in lines {
        let mut parts = line.split('\t');
        let (name, mut number) = (parts.next().unwrap_or_default(), || parts.next()?.parse::<f64>().ok());
        if let (Some(size), Some(time)) = (number(), number()) {
            series.entry(name.to_owned()).or_default().push((size, time));
        }
    }
    series
}

/// The slope of the line through the logarithms of time and size: 1 is linear growth.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<_> = points.iter().map(|(size, time)| (size.ln(), time.ln())).collect();
    let mean = |part: fn(&(f64, f64)) -> f64| logs.iter().map(part).sum::<f64>() / logs.len() as f64;
    let (x, y) = (mean(|log| log.0), mean(|log| log.1));
    let covariance: f64 = logs.iter().map(|log| (log.0 - x) * (log.1 - y)).sum();
    covariance / logs.iter().map(|log| (log.0 - x).powi(2)).sum::<f64>()
}

/// How far an exponent is above linear; what is no number is as far as can be.
fn far(exponent: f64) -> f64 {
    if exponent.is_finite() { (exponent - 1.0).max(0.0) } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents() {
        let linear: Vec<_> = [1e3, 2e3, 4e3].map(|size| (size, 7.0 * size)).into();
        let square: Vec<_> = [1e3, 2e3, 4e3].map(|size| (size, size * size)).into();
        assert!(far(exponent(&linear)) < 1e-9);
        assert!((exponent(&square) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_missed_bar_is_told() {
        let figures = |slider: f64| {
            let good = [
                ("slider.p95", 40.0),
                ("frame.cpu95", 1.0),
                ("idle.total", 0.0),
                ("loaded", 2e5),
                ("terrain.frame.cpu95", 2.0),
                ("terrain.turning.cpu95", 2.0),
            ];
            let maps = [("map.himmelblau.share", 50.0), ("map.ackley.share", 60.0), ("map.whole", 400.0)];
            let maps = maps.into_iter().chain([("map.coarse", 60.0), ("swarm.step", 1e6), ("swarm.paint", 1e6)]);
            let maps =
                maps.chain(["swarm.2000.cpu95", "swarm.10000.cpu95", "swarm.50000.cpu95"].map(|name| (name, 2.0)));
            let all = good.into_iter().chain(maps).chain([("slider.p50", slider)]);
            all.map(|(name, value)| (name.to_owned(), value)).collect::<Figures>()
        };
        let points = |name: &str| [1000, 2000].map(|size| format!("{name}\t{size}\t{}", size * 5));
        let series = ["run.sgd", "cells.adam", "steps.adam", "work.adam", "swarm.adam", "ground"];
        let growth = series.map(points).concat();
        let (good, reached) = table(figures(5.0), &growth);
        assert!(
            reached && good.contains("5.0 ms yes") && good.contains("p95 40.0") && good.contains("1.000 yes"),
            "{good}"
        );
        let (bad, reached) = table(figures(25.0), &growth);
        assert!(!reached && bad.contains("25.0 ms NO"), "{bad}");
        let (none, reached) = table(Figures::new(), &growth);
        assert!(!reached && none.contains("not measured"), "{none}");
        // Growth of which nothing is known is not linear.
        let (none, reached) = table(figures(5.0), &growth[2..]);
        assert!(!reached && none.contains("growth of a run") && none.contains("not measured"), "{none}");
        let (one, reached) = table(figures(5.0), &growth[1..]);
        assert!(!reached && one.contains("NaN NO"), "{one}");
    }
}
