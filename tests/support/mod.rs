//! What several tests need: runs and surfaces read from text, golden files, random settings.

#![allow(dead_code, reason = "every test uses a part of this")]

pub mod program;
pub mod scenes;

use downhill::core::optimizers::{OptimizerSpec, Settings, optimizer};
use downhill::core::param::{Kind, ParamSpec, Scale, Value, defaults, position};
use downhill::core::run::{Plan, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{Surface, SurfaceSpec, Trouble, surface};
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
#[derive(Clone)]
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
        Plan { optimizer: self.optimizer, values: &self.values, start, steps }.follow(surface, surface.spec.domain)
    }
}

/// Reads a surface as a link writes it, e.g. `rosenbrock,b:10`.
pub fn read_surface(text: &str) -> Surface {
    let spec = surface(id(text)).unwrap_or_else(|| panic!("no surface {text}"));
    Surface::new(spec, &read_values(text, spec.params))
}

/// Whether no rate keeps the method in view: a search for a flat place, or steps that grow with every success, on a
/// surface without a bottom.
pub fn falls_for_ever(optimizer: &OptimizerSpec, surface: &SurfaceSpec) -> bool {
    let unbounded = surface.trouble == Trouble::Saddle && read_surface(surface.id).minima.is_empty();
    unbounded
        && ["lbfgs", "bfgs", "conjugate_gradient", "levenberg_marquardt", "nelder_mead", "quickprop"]
            .contains(&optimizer.id)
}

/// Whether the method takes the slope at the surface's start for none: L-BFGS does below its tolerances.
pub fn stands_still(optimizer: &OptimizerSpec, surface: &SurfaceSpec) -> bool {
    optimizer.id == "lbfgs" && surface.id == "far_plateau"
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
            Json::Null => "0".to_string(),
            Json::String(name) => name.clone(),
            other => other.to_string(),
        };
        text.push_str(&format!(",{id}:{value}"));
    };
    for (key, value) in case["params"].as_object().expect("params is an object") {
        match (key.as_str(), value) {
            ("betas", Json::Array(betas)) => {
                betas.iter().enumerate().for_each(|(i, beta)| write(&format!("beta{}", i + 1), beta));
            }
            ("decoupled_weight_decay", Json::Bool(decoupled)) => assert_eq!(*decoupled, optimizer == "adamw"),
            ("decay", decay) if file == "optax_rmsprop" => write("alpha", decay),
            ("line_search_fn", Json::Null) => write("line_search", &Json::from("none")),
            ("line_search_fn", search) => write("line_search", search),
            (key, value) => write(key, value),
        }
    }
    if file == "optax_adagrad" {
        write("eps_in_sqrt", &Json::from(1));
    }
    text
}

/// The same random numbers in every run, so that a failure is one everywhere.
pub fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() }
}

/// Any value between the ends of the parameter's slider, any switch, any choice.
pub fn ordinary(param: &ParamSpec) -> BoxedStrategy<Value> {
    match param.kind {
        Kind::Number { slider, .. } => {
            let (low, high) = slider.ends();
            let place = low..=high;
            match slider.scale {
                // Off is the ordinary case of what can be off.
                Scale::LogOrZero => prop_oneof![Just(low), place].boxed(),
                _ => place.boxed(),
            }
            .prop_map(move |position| Value::Number(slider.value(position)))
            .boxed()
        }
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Choice(names) => (0..names.len()).prop_map(Value::Choice).boxed(),
    }
}

/// Any value that the method accepts, the ends of its range and absurdly large ones among them.
pub fn allowed(param: &ParamSpec) -> BoxedStrategy<Value> {
    let Kind::Number { allowed, .. } = param.kind else { return ordinary(param) };
    let extremes = [allowed.low, allowed.high, 0.0, 1.0 - 1e-16, -1e300, 1e-300, 1e10, 1e300, f64::MAX, f64::MIN];
    let extremes: Vec<f64> = extremes.into_iter().filter(|v| v.is_finite() && allowed.contains(*v)).collect();
    prop_oneof![ordinary(param), prop::sample::select(extremes).prop_map(Value::Number)].boxed()
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
