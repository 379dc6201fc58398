//! What several tests need: runs and surfaces read from text, golden files, random settings.

#![allow(dead_code, reason = "every test uses a part of this")]

pub mod program;
pub mod scenes;

use downhill::core::optimizers::{OptimizerSpec, Settings, optimizer};
use downhill::core::options::{Clip, Lookahead, Options};
use downhill::core::param::{Kind, ParamSpec, Scale, Value, defaults, position};
use downhill::core::run::{Plan, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::schedules::{SCHEDULES, Schedule, ScheduleParam, ScheduleSpec, Setting};
use downhill::core::surfaces::{Surface, SurfaceSpec, surface};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value as Json;

/// Reads `id` then `,param:value`; panics where the text is not exactly right.
fn read_values(text: &str, specs: &[ParamSpec]) -> Vec<Value> {
    let mut values = defaults(specs);
    for part in text.split(',').skip(1) {
        let (id, value) = part.split_once(':').unwrap_or_else(|| panic!("{part} in {text} is not param:value"));
        let i = position(specs, id).unwrap_or_else(|| panic!("{text}: no parameter {id}"));
        values[i] = specs[i].read(value).unwrap_or_else(|e| panic!("{text}: {id} cannot be {value}: {e:?}"));
    }
    values
}

fn id(text: &str) -> &str {
    text.split(',').next().unwrap_or(text)
}

/// A method with its parameters.
#[derive(Clone, Debug)]
pub struct Run {
    pub optimizer: &'static OptimizerSpec,
    pub values: Vec<Value>,
}

impl Run {
    /// Reads a run as a link writes it, e.g. `adam,lr:0.1,beta2:0.99`.
    pub fn read(text: &str) -> Run {
        let optimizer = optimizer(id(text)).unwrap_or_else(|| panic!("no optimizer {text}"));
        Run { optimizer, values: read_values(text, optimizer.params) }
    }

    pub fn settings(&self) -> Settings<'_> {
        Settings::new(self.optimizer.params, &self.values)
    }

    /// The id of a parameter that contradicts the others.
    pub fn conflict(&self) -> Option<&'static str> {
        (self.optimizer.conflict)(&self.settings())
    }

    pub fn value(&self, param: &str) -> Value {
        self.values[position(self.optimizer.params, param).expect("the test names a parameter of the method")]
    }

    pub fn set(&mut self, param: &str, value: Value) {
        self.values[position(self.optimizer.params, param).expect("the test names a parameter of the method")] = value;
    }

    pub fn write(&self) -> String {
        let params = self.optimizer.params.iter().zip(&self.values);
        let params: Vec<String> = params.map(|(p, v)| format!("{}:{}", p.id, p.write(*v))).collect();
        format!("{},{}", self.optimizer.id, params.join(","))
    }

    /// Follows it on the surface, looking at the surface's own domain.
    pub fn follow(&self, surface: &Surface, start: Vec2, steps: usize) -> Trajectory {
        Plan::new(self.optimizer, &self.values, start, steps).follow(surface, surface.spec.domain)
    }
}

/// Reads a surface as a link writes it, e.g. `rosenbrock,b:10`.
pub fn read_surface(text: &str) -> Surface {
    let spec = surface(id(text)).unwrap_or_else(|| panic!("no surface {text}"));
    Surface::new(spec, &read_values(text, spec.params))
}

/// Whether the method cannot leave the surface's start: L-BFGS takes a slope below its tolerances for none (and where f
/// has no bottom its first step may end nowhere), and Newton's has no end where nothing curves.
pub fn stands_still(optimizer: &OptimizerSpec, surface: &SurfaceSpec) -> bool {
    matches!((optimizer.id, surface.id), ("lbfgs", "far_plateau" | "monkey_saddle") | ("newton", "reddi"))
}

/// A file of tests/golden.
pub fn golden(name: &str) -> Json {
    let path = format!("{}/tests/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The trajectory files and the optimizer that each was made with.
pub const GOLDEN_TRAJECTORIES: &[(&str, &str)] = &[
    ("torch_sgd", "sgd"),
    ("torch_adagrad", "adagrad"),
    ("torch_rmsprop", "rmsprop"),
    ("torch_adam", "adam"),
    ("torch_adamw", "adamw"),
    ("torch_lbfgs", "lbfgs"),
    ("optax_adagrad", "adagrad"),
    ("optax_rmsprop", "rmsprop"),
    ("torch_adadelta", "adadelta"),
    ("torch_adamax", "adamax"),
    ("torch_nadam", "nadam"),
    ("torch_radam", "radam"),
    ("torch_asgd", "asgd"),
    ("torch_rprop", "rprop"),
    ("torch_adafactor", "adafactor"),
    ("optax_lion", "lion"),
    ("optax_nadam", "nadamw"),
    ("optax_nadamw", "nadamw"),
    ("optax_yogi", "yogi"),
    ("optax_adabelief", "adabelief"),
    ("optax_amsgrad", "amsgrad"),
    ("optax_lamb", "lamb"),
    ("optax_novograd", "novograd"),
    ("optax_adan", "adan"),
    ("optax_ademamix", "ademamix"),
    ("optax_adopt", "adopt"),
    ("optax_madgrad", "madgrad"),
    ("optax_schedule_free_sgd", "schedule_free_sgd"),
    ("optax_schedule_free_adamw", "schedule_free_adamw"),
    ("optax_prodigy", "prodigy"),
    ("optax_dadapt_adamw", "dadapt_adamw"),
    ("optax_dog", "dog"),
    ("optax_dowg", "dowg"),
    ("optax_cocob", "cocob"),
    ("optax_polyak_sgd", "polyak_sgd"),
    ("optax_sign_sgd", "sign_sgd"),
    ("optax_signum", "signum"),
    ("optax_optimistic_gradient_descent", "optimistic_gd"),
];

pub fn number(json: &Json) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("{json} is not a number"))
}

pub fn numbers(json: &Json) -> Vec<f64> {
    json.as_array().expect("a list").iter().map(number).collect()
}

/// Equal but for the last digit, which serde_json may read differently.
pub fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-15 * (1.0 + b.abs())
}

/// The run of a golden case as a link writes it: the names of torch and optax become ours (CONTRACTS, section 4).
pub fn golden_run(file: &str, optimizer: &str, case: &Json) -> String {
    let mut text = optimizer.to_string();
    let mut write = |id: &str, value: &Json| {
        let value = match value {
            Json::Null if matches!(id, "momentum" | "weight_decay") => "0".to_string(),
            Json::Null => "none".to_string(),
            Json::String(word) => word.clone(),
            other => other.to_string(),
        };
        text.push_str(&format!(",{id}:{value}"));
    };
    for (key, value) in case["params"].as_object().expect("params is an object") {
        match (key.as_str(), value) {
            ("betas", Json::Array(betas)) => {
                betas.iter().enumerate().for_each(|(i, beta)| write(&format!("beta{}", i + 1), beta));
            }
            ("b1", beta) => write("beta1", beta),
            ("eps" | "etas" | "step_sizes" | "init_step", Json::Array(pair)) => {
                let ids = match key.as_str() {
                    "eps" => ["eps1", "eps2"],
                    "etas" => ["eta_minus", "eta_plus"],
                    "step_sizes" => ["step_min", "step_max"],
                    // How the first step is meant, then the number: only one of the ways is in the files.
                    _ => ["", "init_step"],
                };
                let numbers = ids.iter().zip(pair).filter(|(id, _)| !id.is_empty());
                numbers.for_each(|(id, value)| write(id, value));
            }
            ("decoupled_weight_decay", Json::Bool(decoupled)) if matches!(optimizer, "adam" | "adamw") => {
                assert_eq!(*decoupled, optimizer == "adamw");
            }
            ("bias_correction_mu" | "bias_correction_nu", corrected) => assert_eq!(*corrected, true),
            ("decay", decay) if file == "optax_rmsprop" => write("alpha", decay),
            ("line_search_fn", Json::Null) => write("line_search", &Json::from("none")),
            ("line_search_fn", search) => write("line_search", search),
            (key, value) => write(key, value),
        }
    }
    match file {
        "optax_adagrad" => write("eps_in_sqrt", &Json::from(1)),
        "optax_nadam" => write("weight_decay", &Json::from(0)),
        _ => {}
    }
    text
}

/// Whether every rate of a method may lead out of the view of a surface: where f has no bottom, the steps of Rprop grow
/// and so do the bets of COCOB, however small they begin, and a search for a flat place goes on for ever.
pub fn may_leave(optimizer: &OptimizerSpec, surface: &Surface) -> bool {
    const FOR_EVER: &[&str] =
        &["rprop", "cocob", "lbfgs", "bfgs", "conjugate_gradient", "levenberg_marquardt", "nelder_mead", "quickprop"];
    surface.minima.is_empty() && FOR_EVER.contains(&optimizer.id)
}

/// The same random numbers in every run, so that a failure is one everywhere.
pub fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() }
}

/// Any value between the ends of the parameter's slider, any switch, any choice.
pub fn ordinary(param: &ParamSpec) -> BoxedStrategy<Value> {
    match param.kind {
        Kind::Number { slider, allowed } => {
            let (low, high) = slider.ends();
            let place = low..=high;
            let numbers = match slider.scale {
                // Off is the ordinary case of what can be off.
                Scale::LogOrZero => prop_oneof![Just(low), place].boxed(),
                _ => place.boxed(),
            }
            .prop_map(move |position| Value::Number(allowed.nearest(slider.value(position))));
            if param.optional { prop_oneof![Just(Value::None), numbers].boxed() } else { numbers.boxed() }
        }
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Choice(names) => (0..names.len()).prop_map(Value::Choice).boxed(),
    }
}

/// Any value that the method accepts, the ends of its range and absurdly large ones among them.
pub fn allowed(param: &ParamSpec) -> BoxedStrategy<Value> {
    let Kind::Number { allowed, .. } = param.kind else { return ordinary(param) };
    let extremes = [allowed.low, allowed.high, 0.0, 1.0 - 1e-16, -1e300, 1e-300, 1e10, 1e300, f64::MAX, f64::MIN];
    let extremes = extremes.into_iter().filter(|v| v.is_finite() && allowed.contains(*v)).map(Value::Number);
    let extremes: Vec<Value> = extremes.chain(param.optional.then_some(Value::None)).collect();
    prop_oneof![ordinary(param), prop::sample::select(extremes)].boxed()
}

/// All parameters at random, each by itself.
pub fn values(params: &[ParamSpec], each: fn(&ParamSpec) -> BoxedStrategy<Value>) -> Vec<BoxedStrategy<Value>> {
    params.iter().map(each).collect()
}

/// A point of the surface's domain.
pub fn point(surface: &Surface) -> impl Strategy<Value = Vec2> + use<> {
    let domain = surface.spec.domain;
    (domain.x.0..domain.x.1, domain.y.0..domain.y.1).prop_map(|(x, y)| [x, y])
}

/// Anything that a parameter of a schedule may be set to; the extremes of `each` among it.
pub fn setting(param: &'static ScheduleParam, each: fn(&ParamSpec) -> BoxedStrategy<Value>) -> BoxedStrategy<Setting> {
    let default = Just(param.default());
    let steps = || (0..400u32).prop_map(f64::from);
    let one = match (param.default(), param.whole()) {
        (Setting::List(_), _) => prop::collection::vec(steps(), 1..6).prop_map(Setting::List).boxed(),
        (_, true) => prop_oneof![steps().prop_map(Value::Number), each(&param.spec)].prop_map(Setting::One).boxed(),
        _ => each(&param.spec).prop_map(Setting::One).boxed(),
    };
    // What is not whole or not allowed becomes the default.
    let good = one.prop_map(|s| if param.accepts(&s) { s } else { param.default() });
    prop_oneof![1 => default, 3 => good].boxed()
}

/// This schedule with anything that its parameters may be.
pub fn settings(
    spec: &'static ScheduleSpec,
    each: fn(&ParamSpec) -> BoxedStrategy<Value>,
) -> impl Strategy<Value = Schedule> {
    let all: Vec<_> = spec.params.iter().map(|param| setting(param, each)).collect();
    all.prop_map(move |settings| Schedule { spec, settings })
}

/// Any schedule.
pub fn any_schedule(each: fn(&ParamSpec) -> BoxedStrategy<Value>) -> impl Strategy<Value = Schedule> {
    (0..SCHEDULES.len()).prop_flat_map(move |i| settings(&SCHEDULES[i], each))
}

/// Any options of a run, mostly few at a time.
pub fn any_options(each: fn(&ParamSpec) -> BoxedStrategy<Value>) -> impl Strategy<Value = Options> {
    let limit = || prop::option::weighted(0.3, prop_oneof![Just(0.0), Just(1.0), 1e-3..100.0]);
    let lookahead = (prop_oneof![1..20_usize, Just(10_000)], prop_oneof![Just(0.5), Just(1.0), 0.01..1.0]);
    let lookahead = lookahead.prop_map(|(steps, alpha)| Lookahead { steps, alpha });
    let parts =
        (prop::option::weighted(0.4, any_schedule(each)), limit(), limit(), prop::option::weighted(0.3, lookahead));
    parts.prop_map(|(schedule, value, norm, lookahead)| Options { schedule, clip: Clip { value, norm }, lookahead })
}
