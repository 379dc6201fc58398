//! Numbers that a lesson states, measured on their scenes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use downhill::core::run::{Point, Trajectory};
use downhill::core::surfaces::Surface;
use downhill::scene::{MAX_FAN, Page, Scene, fan, simulate};

use super::source::{Fact, Sources};

impl Sources {
    /// All facts by name, as they are written, each measured and found right.
    pub fn checked_facts(&self) -> Result<BTreeMap<String, String>> {
        let mut values: BTreeMap<String, f64> = BTreeMap::new();
        let mut written = BTreeMap::new();
        for fact in &self.facts {
            let found = self.value(fact, &values).with_context(|| format!("fact `{}`", fact.name))?;
            let said = said(fact).with_context(|| format!("fact `{}`", fact.name))?;
            ensure!(
                rounds_to(found, said, &fact.value),
                "fact `{}`: it is said to be {}, but it is {found}",
                fact.name,
                fact.value
            );
            values.insert(fact.name.clone(), found);
            let new = written.insert(fact.name.clone(), fact.value.replace('-', "−")).is_none();
            ensure!(new, "fact `{}` is there twice", fact.name);
        }
        Ok(written)
    }

    fn value(&self, fact: &Fact, known: &BTreeMap<String, f64>) -> Result<f64> {
        match &fact.scene {
            Some(reference) => {
                let (scene, run) = self.scene_of(reference)?;
                measure(&fact.measure, &read(&scene)?, run)
            }
            None => arithmetic(&fact.measure, known),
        }
    }
}

/// A scene that holds nothing unknown.
pub(super) fn read(text: &str) -> Result<Scene> {
    let read = Scene::read(text);
    let ignored: Vec<_> = read.ignored.iter().map(|i| i.message(downhill::text::Lang::En)).collect();
    ensure!(ignored.is_empty(), "scene {text}: {}", ignored.join("; "));
    Ok(read.scene)
}

/// "never" counts as infinity.
const NEVER: f64 = f64::INFINITY;

fn said(fact: &Fact) -> Result<f64> {
    if fact.value == "never" { Ok(NEVER) } else { fact.value.parse().context("the value is not a number") }
}

/// Whether a number, rounded to as many digits as are written, is the one that is written.
fn rounds_to(found: f64, said: f64, written: &str) -> bool {
    if said.is_infinite() || found.is_infinite() {
        return found == said;
    }
    let (mantissa, exponent) = written.split_once('e').unwrap_or((written, "0"));
    let decimals = mantissa.split_once('.').map_or(0, |(_, d)| d.len() as i32);
    let unit = 10f64.powi(exponent.parse::<i32>().unwrap_or(0) - decimals);
    // Half a unit, and what floats add to it.
    (found - said).abs() <= unit * 0.500_000_1
}

fn arithmetic(text: &str, known: &BTreeMap<String, f64>) -> Result<f64> {
    let mut total: Option<f64> = None;
    let mut operation = "+";
    for word in text.split_whitespace() {
        if ["+", "-", "*", "/"].contains(&word) {
            operation = word;
            continue;
        }
        let value = known.get(word).copied().or_else(|| word.parse().ok());
        let value = value.with_context(|| format!("`{word}` is neither a fact above nor a number"))?;
        total = Some(match (total, operation) {
            (None, _) => value,
            (Some(t), "+") => t + value,
            (Some(t), "-") => t - value,
            (Some(t), "*") => t * value,
            (Some(t), _) => t / value,
        });
    }
    total.context("there is nothing to compute")
}

/// Takes a measure of a run of a scene (of a curve, on the averages page).
pub fn measure(text: &str, scene: &Scene, run: usize) -> Result<f64> {
    if scene.page == Page::Averages {
        return measure_averages(text, scene, run);
    }
    let surface = scene.landscape();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [of_all, "of", seeds, ..] if seeds.ends_with(':') => {
            let count: usize = seeds.trim_end_matches(':').parse().context("after `of`: a number of seeds")?;
            ensure!((1..=MAX_FAN).contains(&count), "{count} seeds are too many");
            let paths = fan(scene, run, count);
            let one = words[3..].join(" ");
            let each = paths.iter().map(|path| measure_path(&one, path, &surface)).collect::<Result<Vec<f64>>>()?;
            over_seeds(of_all, each).with_context(|| format!("there is no run {run}"))
        }
        ["gap"] => {
            let runs = simulate(scene);
            let [a, b, ..] = &runs[..] else { bail!("two runs are needed") };
            let apart = |(a, b): (&Point, &Point)| (a.point[0] - b.point[0]).hypot(a.point[1] - b.point[1]);
            Ok(a.points.iter().zip(&b.points).map(apart).fold(0.0, f64::max))
        }
        ["asks", what, "until", ..] => {
            let path = path_of(scene, run)?;
            let steps = measure_path(&format!("first {}", words[3..].concat()), &path, &surface)?;
            if steps == NEVER {
                return Ok(NEVER);
            }
            let asked = path_of(&Scene { steps: steps as usize, ..scene.clone() }, run)?.evaluations;
            Ok(match what {
                "f" => asked.value,
                "gradient" => asked.gradient,
                "hessian" => asked.hessian,
                other => bail!("nobody asks for `{other}`"),
            } as f64)
        }
        ["ends", part, "of", count] => {
            let count: usize = count.parse().context("after `of`: a number of starts")?;
            super::starts::share_that_ends(part, scene, run, count)
        }
        ["borders", "of", count] => {
            let count: usize = count.parse().context("after `of`: a number of starts in each direction")?;
            super::starts::borders(scene, run, count)
        }
        ["moved", by, "of", count] => {
            let by: f64 = by.parse().context("after `moved`: how far")?;
            super::starts::moved(scene, run, by, count.parse().context("after `of`: a number of starts")?)
        }
        _ => measure_path(text, &path_of(scene, run)?, &surface),
    }
}

fn path_of(scene: &Scene, run: usize) -> Result<Trajectory> {
    ensure!(run < scene.runs.len(), "there is no run {run}");
    Ok(simulate(scene).swap_remove(run))
}

/// One number for the measures of all seeds; none if there are none.
fn over_seeds(how: &str, mut each: Vec<f64>) -> Result<f64> {
    ensure!(!each.is_empty(), "nothing was measured");
    let count = each.len();
    each.sort_by(f64::total_cmp);
    Ok(match how {
        "mean" => each.iter().sum::<f64>() / count as f64,
        "median" => f64::midpoint(each[(count - 1) / 2], each[count / 2]),
        "count" => each.iter().sum(),
        other => bail!("`{other}` is none of mean, median, count"),
    })
}

/// Takes a measure of one path.
fn measure_path(text: &str, trajectory: &Trajectory, surface: &Surface) -> Result<f64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = trajectory.points.len() - 1;
    let values = |name: &str| series(name, trajectory, surface);
    let within = |words: &[&str]| -> Result<usize> {
        match words {
            [] => Ok(last),
            ["in", steps] => Ok(last.min(steps.parse().context("after `in`: a number of steps")?)),
            _ => bail!("`{}` is not understood", words.join(" ")),
        }
    };
    match &words[..] {
        ["ends"] => Ok(last as f64),
        ["first", rest @ ..] => {
            let holds = condition(&rest.concat(), trajectory, surface)?;
            Ok(holds.iter().position(|h| *h).map_or(NEVER, |k| k as f64))
        }
        ["stay", rest @ ..] => {
            let holds = condition(&rest.concat(), trajectory, surface)?;
            let from = holds.iter().rposition(|h| !*h).map_or(0, |k| k + 1);
            Ok(if from > last { NEVER } else { from as f64 })
        }
        [name, "at", step] => {
            let step = if *step == "end" { last } else { step.parse().context("after `at`: a step")? };
            if name.contains(['<', '>']) {
                let holds = condition(name, trajectory, surface)?;
                let holds = holds.get(step).with_context(|| format!("the run has no step {step}"))?;
                return Ok(f64::from(u8::from(*holds)));
            }
            values(name)?.get(step).copied().with_context(|| format!("the run has no step {step}"))
        }
        ["mean", name, "from", step] => {
            let step: usize = step.parse().context("after `from`: a step")?;
            let values = values(name)?;
            let rest = values.get(step..).with_context(|| format!("the run has no step {step}"))?;
            Ok(rest.iter().sum::<f64>() / rest.len() as f64)
        }
        ["max", name, rest @ ..] => {
            Ok(values(name)?[..=within(rest)?].iter().copied().fold(f64::NEG_INFINITY, f64::max))
        }
        ["min", name, rest @ ..] => Ok(values(name)?[..=within(rest)?].iter().copied().fold(f64::INFINITY, f64::min)),
        ["flips", name, rest @ ..] => {
            let values = values(name)?;
            Ok(values[..=within(rest)?].windows(2).filter(|w| w[0] * w[1] < 0.0).count() as f64)
        }
        ["path", name, rest @ ..] => {
            let values = values(name)?;
            Ok(values[..=within(rest)?].windows(2).map(|w| (w[1] - w[0]).abs()).sum())
        }
        _ => bail!("measure `{text}` is not understood"),
    }
}

/// Whether a condition such as `f<1e-6` holds at each step.
fn condition(text: &str, run: &Trajectory, surface: &Surface) -> Result<Vec<bool>> {
    let (name, below, limit) = match (text.split_once('<'), text.split_once('>')) {
        (Some((name, limit)), None) => (name, true, limit),
        (None, Some((name, limit))) => (name, false, limit),
        _ => bail!("`{text}` is not a condition"),
    };
    let limit: f64 = limit.parse().with_context(|| format!("`{limit}` is not a number"))?;
    let values = series(name, run, surface)?;
    Ok(values.into_iter().map(|v| if below { v < limit } else { v > limit }).collect())
}

/// A quantity at every step.
fn series(name: &str, run: &Trajectory, surface: &Surface) -> Result<Vec<f64>> {
    let points = &run.points;
    if let Some(inner) = name.strip_prefix('|').and_then(|n| n.strip_suffix('|')) {
        return Ok(series(inner, run, surface)?.into_iter().map(f64::abs).collect());
    }
    let each = |f: &dyn Fn(&Point) -> f64| points.iter().map(f).collect();
    // What a step does belongs to the step that leaves; the last point has none.
    let rate = |i: usize| {
        let gradient = |p: &Point| surface.objective.gradient(p.point)[i];
        points.windows(2).map(|w| (w[1].point[i] - w[0].point[i]).abs() / gradient(&w[0]).abs()).collect()
    };
    Ok(match name {
        "x" => each(&|p| p.point[0]),
        "y" => each(&|p| p.point[1]),
        "f" => each(&|p| p.loss),
        "excess" => {
            let floor = surface.lowest().context("`excess` needs a known minimum")?;
            each(&|p| p.loss - floor)
        }
        "r" => each(&|p| p.point[0].hypot(p.point[1])),
        "gradient" => each(&|p| {
            let [x, y] = surface.objective.gradient(p.point);
            x.hypot(y)
        }),
        "step" => {
            let length = |w: &[Point]| (w[1].point[0] - w[0].point[0]).hypot(w[1].point[1] - w[0].point[1]);
            std::iter::once(0.0).chain(points.windows(2).map(length)).collect()
        }
        "rate_x" => rate(0),
        "rate_y" => rate(1),
        other => bail!("there is no quantity `{other}`"),
    })
}

fn measure_averages(text: &str, scene: &Scene, curve: usize) -> Result<f64> {
    let own = &scene.averages;
    ensure!(curve < own.betas.len(), "there is no curve {curve}");
    let data = own.numbers(scene.seed);
    let filter = own.filter(curve);
    let average = filter.of(&data);
    let at = |values: &[f64], day: &str| -> Result<f64> {
        let day: usize = day.parse().context("a day is a number from 1")?;
        day.checked_sub(1).and_then(|i| values.get(i)).copied().with_context(|| format!("there is no day {day}"))
    };
    match text.split_whitespace().collect::<Vec<_>>()[..] {
        ["mean"] => Ok(data.iter().sum::<f64>() / data.len() as f64),
        ["roughness"] => {
            let jumps = average.windows(2).map(|w| (w[1] - w[0]).abs());
            Ok(jumps.sum::<f64>() / (average.len() - 1) as f64)
        }
        ["average", "at", day] => at(&average, day),
        ["data", "at", day] => at(&data, day),
        ["weight", day, "in", of] => {
            let of: usize = of.parse().context("a day is a number from 1")?;
            at(&filter.weights(of), day)
        }
        _ => bail!("measure `{text}` is not understood on the averages page"),
    }
}
