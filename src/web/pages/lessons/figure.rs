//! What all figures of a lesson share: their scenes, and how numbers in the text set them.

use crate::core::format::read_decimal;
use crate::core::optimizers::OptimizerSpec;
use crate::core::param::{Kind, ParamSpec, Range, Scale, Slider, Value, position};
use crate::core::schedules::Setting;
use crate::scene::{Action, AveragesAction, Scene};
use crate::text::{Lang, fill, key, number, param_label, rate, words_before};
use crate::web::context::Ui;
use crate::web::pages::averages::BETA_SLIDER;
use crate::web::store::Change;
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

/// The scenes of all figures of a lesson, by name: as the lesson has them, and as they are now.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Figures(HashMap<String, (Rc<Scene>, Rc<Scene>)>);

impl Figures {
    /// Figures by name, as the lesson has them.
    pub(super) fn new<'a>(scenes: impl Iterator<Item = (&'a String, &'a String)>) -> Self {
        let read = |text: &str| Rc::new(Scene::read(text).scene);
        let both = |scene: Rc<Scene>| (Rc::clone(&scene), scene);
        Figures(scenes.map(|(name, scene)| (name.clone(), both(read(scene)))).collect())
    }

    /// A figure as it is now.
    pub(super) fn get(&self, name: &str) -> Option<&Rc<Scene>> {
        self.0.get(name).map(|(_, now)| now)
    }
}

/// A change to one of them.
pub(super) struct FigureAction(pub(super) String, pub(super) Vec<Action>);

impl Reducible for Figures {
    type Action = FigureAction;

    fn reduce(mut self: Rc<Self>, FigureAction(name, actions): FigureAction) -> Rc<Self> {
        let figures = Rc::make_mut(&mut self);
        if let Some((first, scene)) = figures.0.get_mut(&name) {
            for action in actions {
                match action {
                    // A figure may show a part of its surface: that part is what "all" means in it.
                    Action::SetDomain(None) => Rc::make_mut(scene).apply(Action::SetDomain(first.domain)),
                    action => Rc::make_mut(scene).apply(action),
                }
            }
        }
        self
    }
}

/// What a live figure is made from.
#[derive(Properties)]
pub(super) struct FigureProps {
    /// The figure's name.
    pub(super) name: String,
    /// Its scene now.
    pub(super) scene: Rc<Scene>,
    /// Changes it.
    pub(super) change: UseReducerDispatcher<Figures>,
    /// What stands under it.
    pub(super) sliders: Vec<String>,
    /// Whether it plays as soon as it is there.
    #[prop_or_default]
    pub(super) plays: bool,
}

impl PartialEq for FigureProps {
    fn eq(&self, o: &Self) -> bool {
        self.name == o.name && Rc::ptr_eq(&self.scene, &o.scene) && self.sliders == o.sliders && self.plays == o.plays
    }
}

/// What changes a figure's scene, as controls that know nothing of lessons call it.
#[hook]
pub(super) fn use_change(props: &FigureProps) -> Callback<Change> {
    let (name, change) = (props.name.clone(), props.change.clone());
    use_callback((), move |edit: Change, ()| {
        if let Change::Edit(action) = edit {
            change.dispatch(FigureAction(name.clone(), vec![action]));
        }
    })
}

/// The line under a figure: what it shows, back to how the lesson has it, and on to the whole app.
#[hook]
pub(super) fn use_ways(ui: &Ui, scene: &Rc<Scene>) -> Html {
    let first = use_memo((), |()| Rc::clone(scene));
    let reset = {
        let (change, first) = (ui.change.clone(), Rc::clone(&first));
        Callback::from(move |_: MouseEvent| change.emit(Change::Edit(Action::Load(Box::new(Scene::clone(&first))))))
    };
    html! {
        <span class="ways">
            if **first != **scene {
                <button class="plain" onclick={reset}>{ ui.t(key::FIGURE_RESET) }</button>
            }
            <a href={format!("#{}", scene.write())}>{ ui.t(key::OPEN_IN_APP) }</a>
        </span>
    }
}

/// Something of a scene that a slider, a number in the text or a button sets: `1.lr`, `1.schedule.gamma`, `surface.angle`,
/// `noise.sigma`, `noise.seed`, `beta.0`.
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
    /// The run, its schedule, the parameter, its symbol.
    Schedule(usize, &'static str, &'static str, &'static str),
    Sigma,
    Seed,
    Surface(&'static str),
    Beta(usize),
}

const SIGMA: Slider = Slider { low: 0.01, high: 10.0, scale: Scale::LogOrZero };
const SEEDS: Slider = Slider { low: 0.0, high: 99.0, scale: Scale::Linear };
const ANY_SEED: Range = Range { low: 0.0, low_included: true, high: u32::MAX as f64, high_included: true };

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
            "noise" if param == "seed" => {
                let value = f64::from(scene.seed);
                Some(Target { what: What::Seed, slider: SEEDS, allowed: ANY_SEED, value })
            }
            "noise" => {
                let value = scene.noise?;
                Some(Target { what: What::Sigma, slider: SIGMA, allowed: Range::NOT_NEGATIVE, value })
            }
            run => {
                let i: usize = run.parse().ok()?;
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
    pub(super) fn set(self, value: f64) -> Action {
        match self.what {
            What::Run(i, id) => Action::SetParam(i, id, Value::Number(value)),
            What::Schedule(i, _, id, _) => Action::SetScheduleParam(i, id, Setting::One(Value::Number(value))),
            What::Sigma => Action::SetNoise(Some(value)),
            What::Seed => Action::SetSeed(value.round() as u32),
            What::Surface(id) => Action::SetSurfaceParam(id, Value::Number(value)),
            What::Beta(i) => Action::Averages(AveragesAction::SetBeta(i, value)),
        }
    }

    /// Its words and its symbol, as before a slider; with the run's name where there are several.
    pub(super) fn label(self, scene: &Scene, lang: Lang) -> (String, &'static str) {
        let (owner, id, symbol) = match self.what {
            What::Beta(i) => return (fill(lang.text(key::CURVE_NAME), &[("n", &(i + 1).to_string())]), "β"),
            What::Sigma => return (lang.text(key::FIGURE_NOISE).into(), "σ"),
            What::Seed => return (lang.text(key::SEED).into(), ""),
            What::Schedule(_, schedule, id, symbol) => (schedule, id, symbol),
            What::Surface(id) => (scene.surface.id, id, symbol(scene.surface.params, id)),
            What::Run(i, id) => {
                let optimizer: &'static OptimizerSpec = scene.runs[i].optimizer;
                (optimizer.id, id, symbol(optimizer.params, id))
            }
        };
        let words = param_label(lang, owner, id);
        let words = words_before(words, symbol);
        match self.what {
            What::Run(i, _) | What::Schedule(i, ..) if scene.runs.len() > 1 => {
                (format!("{}: {words}", scene.run_names(lang)[i]), symbol)
            }
            _ => (words.to_string(), symbol),
        }
    }

    /// The colour of its run or curve, as a class.
    pub(super) fn class(self, scene: &Scene) -> String {
        let slot = match self.what {
            What::Run(i, _) | What::Schedule(i, ..) => scene.runs[i].slot,
            What::Beta(i) => crate::chart::averages::slot(&scene.averages, i),
            What::Surface(_) | What::Sigma | What::Seed => 6,
        };
        format!("s{}", slot % crate::chart::theme::DASHES.len() + 1)
    }

    /// The value in words.
    pub(super) fn spoken(self, lang: Lang) -> String {
        let v = rate(self.value);
        match self.slider.scale {
            Scale::Memory => {
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
        Some(Target::find(scene, name)?.set(read_decimal(value)?))
    };
    text.split('&').filter_map(one).collect()
}
