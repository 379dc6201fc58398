//! What all figures of a lesson share: their scenes, and how numbers in the text set them.

use crate::core::optimizers::OptimizerSpec;
use crate::core::param::{Kind, ParamSpec, Range, Slider, Value, position};
use crate::scene::{Action, AveragesAction, Scene};
use crate::text::{Lang, fill, key, number, param_label, rate};
use crate::web::pages::averages::BETA_SLIDER;
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

/// The scenes of all figures of a lesson, by name.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Figures(pub(super) HashMap<String, Rc<Scene>>);

/// A change to one of them.
pub(super) struct FigureAction(pub(super) String, pub(super) Vec<Action>);

impl Reducible for Figures {
    type Action = FigureAction;

    fn reduce(mut self: Rc<Self>, FigureAction(name, actions): FigureAction) -> Rc<Self> {
        let figures = Rc::make_mut(&mut self);
        if let Some(scene) = figures.0.get_mut(&name) {
            for action in actions {
                Rc::make_mut(scene).apply(action);
            }
        }
        self
    }
}

/// Something of a scene that a slider, a number in the text or a button sets: `1.lr`, `surface.angle`, `beta.0`.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Target {
    what: What,
    /// The slider.
    pub(super) slider: Slider,
    /// What may be typed.
    pub(super) allowed: Range,
    /// The value now.
    pub(super) value: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Run(usize, &'static str),
    Surface(&'static str),
    Beta(usize),
}

/// The number that a parameter holds, with its slider.
fn of(what: What, spec: &ParamSpec, value: Value) -> Option<Target> {
    let Kind::Number { slider, allowed } = spec.kind else { return None };
    Some(Target { what, slider, allowed, value: value.number() })
}

impl Target {
    /// Finds it in a scene.
    pub(super) fn find(scene: &Scene, name: &str) -> Option<Target> {
        let (owner, param) = name.split_once('.')?;
        match owner {
            "surface" => {
                let i = position(scene.surface.params, param)?;
                let spec = &scene.surface.params[i];
                of(What::Surface(spec.id), spec, scene.surface_values[i])
            }
            "beta" => {
                let i: usize = param.parse().ok()?;
                let value = *scene.averages.betas.get(i)?;
                Some(Target { what: What::Beta(i), slider: BETA_SLIDER, allowed: Range::UNIT, value })
            }
            run => {
                let i: usize = run.parse().ok()?;
                let run = scene.runs.get(i)?;
                let optimizer: &'static OptimizerSpec = run.optimizer;
                let spec = &optimizer.params[position(optimizer.params, param)?];
                of(What::Run(i, spec.id), spec, run.value(spec.id)?)
            }
        }
    }

    /// The change that gives it a value.
    pub(super) fn set(self, value: f64) -> Action {
        match self.what {
            What::Run(i, id) => Action::SetParam(i, id, Value::Number(value)),
            What::Surface(id) => Action::SetSurfaceParam(id, Value::Number(value)),
            What::Beta(i) => Action::Averages(AveragesAction::SetBeta(i, value)),
        }
    }

    /// Its words and its symbol, as before a slider; with the run's name where there are several.
    pub(super) fn label(self, scene: &Scene, lang: Lang) -> (String, &'static str) {
        let (owner, id, symbol) = match self.what {
            What::Beta(i) => return (fill(lang.text(key::CURVE_NAME), &[("n", &(i + 1).to_string())]), "β"),
            What::Surface(id) => (scene.surface.id, id, symbol(scene.surface.params, id)),
            What::Run(i, id) => {
                let optimizer: &'static OptimizerSpec = scene.runs[i].optimizer;
                (optimizer.id, id, symbol(optimizer.params, id))
            }
        };
        let words = param_label(lang, owner, id);
        let words = words.strip_suffix(symbol).filter(|_| !symbol.is_empty()).map_or(words, str::trim_end);
        match self.what {
            What::Run(i, _) if scene.runs.len() > 1 => (format!("{}: {words}", scene.run_names(lang)[i]), symbol),
            _ => (words.to_string(), symbol),
        }
    }

    /// The colour of its run or curve, as a class.
    pub(super) fn class(self, scene: &Scene) -> String {
        let slot = match self.what {
            What::Run(i, _) => scene.runs[i].slot,
            What::Beta(i) => crate::chart::averages::slot(&scene.averages, i),
            What::Surface(_) => 6,
        };
        format!("s{}", slot % crate::chart::theme::DASHES.len() + 1)
    }

    /// The value in words.
    pub(super) fn spoken(self, lang: Lang) -> String {
        let v = rate(self.value);
        match self.slider.scale {
            crate::core::param::Scale::Memory => {
                let steps = number(1.0 / (1.0 - self.value), 2);
                fill(lang.text(key::MEMORY_SPOKEN), &[("value", &v), ("steps", &steps)])
            }
            _ => v,
        }
    }
}

fn symbol(params: &'static [ParamSpec], id: &str) -> &'static str {
    position(params, id).map_or("", |i| params[i].symbol)
}

/// The changes that a button makes: `1.lr=2&1.beta=0.5`.
pub(super) fn settings(scene: &Scene, text: &str) -> Vec<Action> {
    let one = |setting: &str| {
        let (name, value) = setting.split_once('=')?;
        Some(Target::find(scene, name)?.set(value.parse().ok()?))
    };
    text.split('&').filter_map(one).collect()
}
