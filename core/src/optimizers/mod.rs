//! The registry of optimizers. One file each; one line in [`OPTIMIZERS`].

/// What makes a method, one run at a time or many: `|s| Adam::<S>::new(s)`, written once for every [`Scalar`] `S`.
macro_rules! rule {
    (|$s:pat_param| $method:expr) => {{
        fn make<S: $crate::scalar::Scalar>($s: &$crate::optimizers::Settings) -> Box<dyn $crate::optimizers::Rule<S>> {
            Box::new($method)
        }
        $crate::optimizers::Build { one: make::<f64>, lanes: Some(make::<$crate::lanes::Lanes>) }
    }};
}

mod adadelta;
mod adafactor;
mod adagrad;
mod adam;
mod adamax;
mod adamw_variants;
mod adan;
mod ademamix;
mod adopt;
mod asgd;
mod cocob;
mod dadapt;
mod dog;
mod family;
mod lbfgs;
mod levenberg;
mod line_search;
mod line_search_methods;
mod madgrad;
mod momentum;
mod nadam;
mod nelder_mead;
mod newton;
mod novograd;
mod optax_adam;
mod optimal;
mod optimistic;
mod parts;
mod polyak;
mod prodigy;
mod quantity;
mod quasi_hyperbolic;
mod quickprop;
mod radam;
mod rmsprop;
mod rprop;
mod schedule_free;
mod settings;
mod sgd;
mod shampoo;
mod sign;
mod sophia;
mod wrappers;

pub use family::Family;
pub use nelder_mead::Tumble;
pub use quantity::Quantity;
pub use settings::Settings;

use super::about::{About, about_of};
use super::eigen as matrix;
use super::lanes::Lanes;
use super::oracle::Oracle;
use super::param::ParamSpec;
use super::scalar::{Scalar, Vec2};

/// A method at work: its state, and how it takes a step.
pub trait Rule<S: Scalar> {
    /// Takes one step from `x` with the learning rate of this step; returns the next point.
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S>;

    /// What the method knows after its last step, in the order of a derivation: velocity, squares, effective rate.
    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)>;

    /// Sets the momentum for the steps to come: torch's `momentum`, or β₁ of methods that have betas. Schedules that cycle
    /// it do so before each step. Says whether it is taken: by the methods of torch that have one, and those around them.
    fn set_momentum(&mut self, _momentum: S) -> bool {
        false
    }

    /// The averaged point after the last step, for methods that are judged there and not where they step.
    fn averaged(&self) -> Option<Vec2<S>> {
        None
    }

    /// The triangle that the last step started from, best corner first, for methods that move one.
    fn simplex(&self) -> Option<[Vec2<S>; 3]> {
        None
    }

    /// What the last step did with that triangle.
    fn tumble(&self) -> Option<Tumble> {
        None
    }
}

/// The description of an optimizer. What only lists show of it is in [`about`].
#[derive(Clone, Copy)]
pub struct OptimizerSpec {
    /// The name in links: never changes.
    pub id: &'static str,
    /// The group it stands in.
    pub family: Family,
    /// When the method was first published, in this form or the one it is known by.
    pub year: u16,
    /// Every parameter, the learning rate first.
    pub params: &'static [ParamSpec],
    /// The parameters shown beside the learning rate without opening More.
    pub main: &'static [&'static str],
    /// Makes the method, ready for its first step.
    pub build: fn(&Settings) -> Box<dyn Rule<f64>>,
    /// What is wrong with parameters that are each allowed but not together: the id of the one to blame.
    pub conflict: fn(&Settings) -> Option<&'static str>,
}

impl std::fmt::Debug for OptimizerSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl OptimizerSpec {
    /// The parameter that is the learning rate, if the method has one: what tuning tries, what a schedule changes.
    pub fn rate(&self) -> Option<&'static ParamSpec> {
        self.params.first().filter(|spec| matches!(spec.id, "lr" | "max_learning_rate"))
    }
}

/// What makes a method.
#[derive(Clone, Copy)]
struct Build {
    one: fn(&Settings) -> Box<dyn Rule<f64>>,
    lanes: Option<BuildLanes>,
}

impl Build {
    /// For a method of which each run has to go alone: it goes different ways at different points, or is written for
    /// plain numbers only.
    const fn one(one: fn(&Settings) -> Box<dyn Rule<f64>>) -> Self {
        Build { one, lanes: None }
    }
}

/// Makes a method that follows as many runs as there are lanes.
pub type BuildLanes = fn(&Settings) -> Box<dyn Rule<Lanes>>;

/// What the files of the methods are made of. The fields are those of [`OptimizerSpec`] and [`About`].
struct Entry {
    id: &'static str,
    family: Family,
    year: u16,
    params: &'static [ParamSpec],
    main: &'static [&'static str],
    tex: &'static str,
    source: &'static str,
    defaults_of: &'static str,
    build: Build,
    conflict: fn(&Settings) -> Option<&'static str>,
}

/// All methods, in the order of the chooser.
const ENTRIES: &[Entry] = &[
    sgd::SGD,
    momentum::MOMENTUM,
    sgd::NESTEROV,
    adagrad::ADAGRAD,
    rmsprop::RMSPROP,
    adam::ADAM,
    adam::ADAMW,
    optimistic::OPTIMISTIC_GD,
    rprop::RPROP,
    sign::SIGN_SGD,
    sign::SIGNUM,
    sign::LION,
    adadelta::ADADELTA,
    adafactor::ADAFACTOR,
    madgrad::MADGRAD,
    adamax::ADAMAX,
    nadam::NADAM,
    optax_adam::NADAMW,
    radam::RADAM,
    optax_adam::AMSGRAD,
    optax_adam::YOGI,
    optax_adam::ADABELIEF,
    optax_adam::LAMB,
    novograd::NOVOGRAD,
    adan::ADAN,
    ademamix::ADEMAMIX,
    adopt::ADOPT,
    asgd::ASGD,
    schedule_free::SCHEDULE_FREE_SGD,
    schedule_free::SCHEDULE_FREE_ADAMW,
    polyak::POLYAK_SGD,
    cocob::COCOB,
    dadapt::DADAPT_ADAMW,
    prodigy::PRODIGY,
    dog::DOG,
    dog::DOWG,
    lbfgs::LBFGS,
    line_search_methods::BFGS,
    newton::NEWTON,
    levenberg::LEVENBERG_MARQUARDT,
    line_search_methods::CONJUGATE_GRADIENT,
    line_search_methods::GD_LINE_SEARCH,
    nelder_mead::NELDER_MEAD,
    optimal::GD_MOMENTUM_OPTIMAL,
    quasi_hyperbolic::QHM,
    quasi_hyperbolic::QHADAM,
    sophia::SOPHIA,
    shampoo::SHAMPOO,
    adamw_variants::MARS,
    adamw_variants::CAUTIOUS_ADAMW,
    quickprop::QUICKPROP,
    wrappers::GROKFAST,
    wrappers::LOOKAHEAD,
];

/// All optimizers, in the order of the chooser.
pub static OPTIMIZERS: &[OptimizerSpec] = &{
    let Entry { id, family, year, params, main, build, conflict, .. } = ENTRIES[0];
    let mut all = [OptimizerSpec { id, family, year, params, main, build: build.one, conflict }; ENTRIES.len()];
    let mut i = 1;
    while i < ENTRIES.len() {
        let Entry { id, family, year, params, main, build, conflict, .. } = ENTRIES[i];
        all[i] = OptimizerSpec { id, family, year, params, main, build: build.one, conflict };
        i += 1;
    }
    all
};

/// What only lists show, of all optimizers in the same order. Nothing on the page uses it, so the page does not carry it.
static ABOUT: &[About] = &about_of!(ENTRIES, Entry);

/// What makes many runs at once, of all optimizers in the same order. Only maps use it: the page does not carry it.
static MANY: &[(&str, Option<BuildLanes>)] = &{
    let mut all: [(&str, Option<BuildLanes>); ENTRIES.len()] = [("", None); ENTRIES.len()];
    let mut i = 0;
    while i < ENTRIES.len() {
        all[i] = (ENTRIES[i].id, ENTRIES[i].build.lanes);
        i += 1;
    }
    all
};

/// What makes many runs of a method at once; none if each has to go alone.
pub fn many(spec: &OptimizerSpec) -> Option<BuildLanes> {
    MANY.iter().find(|(id, _)| *id == spec.id).and_then(|(_, build)| *build)
}

/// What lists show of an optimizer.
pub fn about(spec: &OptimizerSpec) -> &'static About {
    ABOUT.iter().find(|about| about.id == spec.id).expect("both tables are made from the same entries")
}

/// The optimizer with this id.
pub fn optimizer(id: &str) -> Option<&'static OptimizerSpec> {
    OPTIMIZERS.iter().find(|spec| spec.id == id)
}

/// For methods whose parameters never contradict each other.
fn no_conflict(_: &Settings) -> Option<&'static str> {
    None
}
