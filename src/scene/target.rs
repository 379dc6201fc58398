//! A number of a scene that a slider, a number in a text or a button sets, by its name: `1.lr`, `1.schedule.gamma`,
//! `surface.angle`, `vars.a`, `noise.sigma`, `noise.seed`, `beta.0`.

use super::{Action, AveragesAction, Page, Scene};
use crate::core::optimizers::OptimizerSpec;
use crate::core::param::{Kind, ParamSpec, Range, Scale, Slider, Value, position};
use crate::core::schedules::Setting;
use crate::text::{Lang, fill, key, number, param_label, rate, words_before};

/// A number of a scene with its slider and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    what: What,
    /// The slider.
    pub slider: Slider,
    /// What may be typed.
    pub allowed: Range,
    /// The value now.
    pub value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Run(usize, &'static str),
    /// The run, its schedule, the parameter, its symbol.
    Schedule(usize, &'static str, &'static str, &'static str),
    Sigma,
    Seed,
    Surface(&'static str),
    Letter(char),
    Beta(usize),
}

/// Of the standard deviation of the noise.
pub const SIGMAS: Slider = Slider { low: 0.01, high: 10.0, scale: Scale::LogOrZero };
/// Of a seed: the first hundred.
pub const SEEDS: Slider = Slider { low: 0.0, high: 99.0, scale: Scale::Linear };
/// What a seed may be.
pub const ANY_SEED: Range = Range::within(0.0, u32::MAX as f64);
/// Of the letters of a formula.
pub const LETTERS: Slider = Slider { low: -5.0, high: 5.0, scale: Scale::Linear };
/// Of the β of an average: evenly in the days it remembers, 1 to 200.
pub const BETAS: Slider = Slider { low: 0.0, high: 0.995, scale: Scale::Memory };

/// The number that a parameter holds, with its slider.
fn of(what: What, spec: &ParamSpec, value: Value) -> Option<Target> {
    let Kind::Number { slider, allowed } = spec.kind else { return None };
    Some(Target { what, slider, allowed, value: value.number() })
}

impl Target {
    /// Finds it in a scene.
    pub fn find(scene: &Scene, name: &str) -> Option<Target> {
        let (owner, param) = name.split_once('.')?;
        match owner {
            "surface" => {
                let i = position(scene.surface.params, param)?;
                let spec = &scene.surface.params[i];
                of(What::Surface(spec.id), spec, scene.surface_values[i])
            }
            "vars" => {
                let mut letters = scene.formula.as_ref()?.letters();
                let (letter, value) = letters.find(|(letter, _)| param.chars().eq([*letter]))?;
                Some(Target { what: What::Letter(letter), slider: LETTERS, allowed: Range::FINITE, value })
            }
            "beta" if scene.page == Page::Averages => {
                let i = whole(param)?;
                let value = *scene.averages.betas.get(i)?;
                Some(Target { what: What::Beta(i), slider: BETAS, allowed: Range::UNIT, value })
            }
            // Where nothing is random it would set nothing.
            "noise" if param == "seed" && (scene.noise.is_some() || scene.batch.is_some()) => {
                let value = f64::from(scene.seed);
                Some(Target { what: What::Seed, slider: SEEDS, allowed: ANY_SEED, value })
            }
            "noise" if param == "sigma" => {
                let value = scene.noise?;
                Some(Target { what: What::Sigma, slider: SIGMAS, allowed: Range::NOT_NEGATIVE, value })
            }
            run => {
                let i = whole(run)?;
                let run = scene.runs.get(i)?;
                if let Some(id) = param.strip_prefix("schedule.") {
                    let schedule = run.options.schedule.as_ref()?;
                    let place = schedule.position(id)?;
                    let spec = &schedule.spec.params[place].spec;
                    let Setting::One(value) = schedule.settings[place] else { return None };
                    return of(What::Schedule(i, schedule.spec.id, spec.id, spec.symbol), spec, value);
                }
                let optimizer: &'static OptimizerSpec = run.optimizer;
                let spec = &optimizer.params[position(optimizer.params, param)?];
                of(What::Run(i, spec.id), spec, run.value(spec.id)?)
            }
        }
    }

    /// The change that gives it a value.
    pub fn set(self, value: f64) -> Action {
        match self.what {
            What::Run(i, id) => Action::SetParam(i, id, Value::Number(value)),
            What::Schedule(i, _, id, _) => Action::SetScheduleParam(i, id, Setting::One(Value::Number(value))),
            What::Sigma => Action::SetNoise(Some(value)),
            What::Seed => Action::SetSeed(value.round() as u32),
            What::Surface(id) => Action::SetSurfaceParam(id, Value::Number(value)),
            What::Letter(letter) => Action::SetVar(letter, value),
            What::Beta(i) => Action::Averages(AveragesAction::SetBeta(i, value)),
        }
    }

    /// The index of the run that it belongs to, if it does to one.
    pub fn run(self) -> Option<usize> {
        match self.what {
            What::Run(i, _) | What::Schedule(i, ..) => Some(i),
            _ => None,
        }
    }

    /// The index of the average that it belongs to, if it does to one.
    pub fn curve(self) -> Option<usize> {
        if let What::Beta(i) = self.what { Some(i) } else { None }
    }

    /// Its whole name without the run's, as assistive technology reads it: "Learning rate", "Momentum β".
    pub fn name(self, scene: &Scene, lang: Lang) -> String {
        let (owner, id) = match self.what {
            What::Beta(i) => return fill(lang.text(key::CURVE_NAME), &[("n", &(i + 1).to_string())]),
            What::Sigma => return lang.text(key::FIGURE_NOISE).into(),
            What::Seed => return lang.text(key::SEED).into(),
            What::Letter(letter) => return letter.to_string(),
            What::Schedule(_, schedule, id, _) => (schedule, id),
            What::Surface(id) => (scene.surface.id, id),
            What::Run(i, id) => (scene.runs[i].optimizer.id, id),
        };
        param_label(lang, owner, id).to_string()
    }

    /// Its words and its symbol, as before a slider.
    pub fn words(self, scene: &Scene, lang: Lang) -> (String, &'static str) {
        let symbol = match self.what {
            What::Beta(_) => "β",
            What::Sigma => "σ",
            What::Seed | What::Letter(_) => "",
            What::Schedule(_, _, _, symbol) => symbol,
            What::Surface(id) => symbol(scene.surface.params, id),
            What::Run(i, id) => symbol({ scene.runs[i].optimizer }.params, id),
        };
        (words_before(&self.name(scene, lang), symbol).to_string(), symbol)
    }

    /// The same, with the run's name where there are several.
    pub fn label(self, scene: &Scene, lang: Lang) -> (String, &'static str) {
        let (words, symbol) = self.words(scene, lang);
        match self.run() {
            Some(i) if scene.runs.len() > 1 => (format!("{}: {words}", scene.run_names(lang)[i]), symbol),
            _ => (words, symbol),
        }
    }

    /// The value in words.
    pub fn spoken(self, lang: Lang) -> String {
        let v = rate(self.value);
        match self.slider.scale {
            // From 1 on nothing is ever forgotten.
            Scale::Memory if self.value < 1.0 => {
                let steps = number(1.0 / (1.0 - self.value), 2);
                fill(lang.text(key::MEMORY_SPOKEN), &[("value", &v), ("steps", &steps)])
            }
            _ => v,
        }
    }
}

/// An index as it is written: only digits.
fn whole(text: &str) -> Option<usize> {
    text.parse().ok().filter(|i: &usize| i.to_string() == text)
}

fn symbol(params: &'static [ParamSpec], id: &str) -> &'static str {
    position(params, id).map_or("", |i| params[i].symbol)
}

impl Scene {
    /// The names of all numbers of the race that a slider can set.
    pub fn targets(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (i, run) in self.runs.iter().enumerate() {
            names.extend(run.optimizer.params.iter().map(|spec| format!("{i}.{}", spec.id)));
            if let Some(schedule) = &run.options.schedule {
                names.extend(schedule.spec.params.iter().map(|param| format!("{i}.schedule.{}", param.spec.id)));
            }
        }
        names.extend(self.surface.params.iter().map(|spec| format!("surface.{}", spec.id)));
        names.extend(self.formula.iter().flat_map(|f| f.letters()).map(|(letter, _)| format!("vars.{letter}")));
        names.extend(["noise.sigma", "noise.seed"].map(String::from));
        names.retain(|name| Target::find(self, name).is_some());
        names
    }
}
