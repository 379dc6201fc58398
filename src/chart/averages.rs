//! The averages page as pictures: which chart shows which part of the scene.

use super::days::{DayCurve, DayWords, DaysChart, Lag, SLOTS};
use super::frame::Insets;
use crate::core::average::{Ewma, FOLLOWED, Start};
use crate::core::surfaces::Surface;
use crate::scene::{Averages, Data, Scene};
use crate::text::{Lang, fill, key, rate};
use std::cell::OnceCell;

/// Below this width the names at the right get less room.
const NARROW: f64 = 560.0;

/// Room around the days for numbers and names.
pub fn gutter(width: f64, em: f64) -> Insets {
    let (left, right) = if width < NARROW * em { (44.0, 74.0) } else { (54.0, 104.0) };
    Insets { left: left * em, right: right * em, top: 10.0 * em, bottom: 26.0 * em }
}

/// The colour, dash and marker of a curve; one that is alone has the first.
pub fn slot(own: &Averages, curve: usize) -> usize {
    if own.betas.len() == 1 { 0 } else { SLOTS[curve % SLOTS.len()] }
}

/// The chart of the days with all curves.
pub fn days_chart<'a>(
    own: &Averages,
    numbers: &'a [f64],
    weights: &'a [f64],
    day: usize,
    lang: Lang,
    (size, em): ((f64, f64), f64),
) -> DaysChart<'a> {
    let curves = (0..own.betas.len()).map(|i| {
        let filter = own.filter(i);
        // The uncorrected curve of the selected one alone: of all it would be a thicket.
        let plain = Ewma { corrected: false, ..filter };
        let differs = i == own.curve && own.corrected && own.start == Start::Zero;
        DayCurve {
            slot: slot(own, i),
            values: filter.of(numbers),
            uncorrected: differs.then(|| plain.of(numbers)),
            name: format!("β = {}", rate(own.betas[i])),
            selected: i == own.curve,
        }
    });
    let curves: Vec<DayCurve> = curves.collect();
    let unit = if own.data.preset().is_some() { "°C" } else { "" };
    let length = own.filter(own.curve).equal_length();
    DaysChart {
        size,
        gutter: gutter(size.0, em),
        first: 1,
        data: numbers,
        weights,
        lag: lag(own, &curves, lang),
        curves,
        mean: own.mean.then(|| own.plain_mean(numbers)),
        mark: Some(day),
        words: DayWords {
            unit,
            day: lang.text(key::DAY),
            uncorrected: lang.text(key::UNCORRECTED),
            mean: fill(lang.text(key::PLAIN_MEAN_SHORT), &[("days", &length.to_string())]),
        },
        range: OnceCell::new(),
    }
}

/// After how many days the selected curve has followed the change of level.
fn lag(own: &Averages, curves: &[DayCurve], lang: Lang) -> Option<Lag> {
    if own.data != Data::Step {
        return None;
    }
    let mut change = own.change();
    change.from += own.offset;
    change.to += own.offset;
    let curve = curves.get(own.curve)?;
    let days = change.lag(&curve.values, FOLLOWED)?;
    let to = change.day + days - 1;
    let words = fill(lang.text(key::LAG_MEASURED), &[("days", &days.to_string())]);
    Some(Lag { from: change.day, to, level: *curve.values.get(to - 1)?, words })
}

/// The gradients of a run, component by component, and the same filter over them: what Momentum does.
pub struct Bridge {
    /// The components of the gradient at each step.
    pub gradients: [Vec<f64>; 2],
    /// Their averages.
    pub averages: [Vec<f64>; 2],
}

/// The steps of the bridge.
const BRIDGE_STEPS: usize = 40;

impl Bridge {
    /// The scene whose gradients zig-zag: gradient descent in the ravine.
    pub fn scene() -> Scene {
        Scene::read(&format!("surface=ravine&run=sgd,lr:0.9&steps={BRIDGE_STEPS}")).scene
    }

    /// Runs it and filters its gradients.
    pub fn new(filter: Ewma) -> Self {
        let scene = Self::scene();
        let surface: Surface = scene.landscape();
        let run = scene.plan(&scene.runs[0]).follow(&surface, scene.domain());
        let gradients: Vec<_> = run.points.iter().map(|p| surface.objective.gradient(p.point)).collect();
        let component = |i: usize| gradients.iter().map(|g| g[i]).collect::<Vec<f64>>();
        let gradients = [component(0), component(1)];
        let averages = [filter.of(&gradients[0]), filter.of(&gradients[1])];
        Bridge { gradients, averages }
    }

    /// How large the average of a component is beside the component itself: means of absolute values over all steps.
    pub fn share(&self, component: usize) -> f64 {
        let mean = |v: &[f64]| v.iter().map(|v| v.abs()).sum::<f64>() / v.len() as f64;
        mean(&self.averages[component]) / mean(&self.gradients[component])
    }

    /// The chart of a component.
    pub fn chart(&self, component: usize, own: &Averages, lang: Lang, (size, em): ((f64, f64), f64)) -> DaysChart<'_> {
        let curve = DayCurve {
            slot: slot(own, own.curve),
            values: self.averages[component].clone(),
            uncorrected: None,
            name: format!("β = {}", rate(own.betas[own.curve])),
            selected: true,
        };
        DaysChart {
            size,
            gutter: Insets { right: 74.0 * em, ..gutter(size.0, em) },
            first: 0,
            data: &self.gradients[component],
            weights: &[],
            curves: vec![curve],
            mean: None,
            mark: None,
            lag: None,
            words: DayWords { unit: "", day: lang.text(key::STEP_WORD), uncorrected: "", mean: String::new() },
            range: OnceCell::new(),
        }
    }
}
