//! One run of a scene: a method with its parameters, and how it is drawn.

use crate::core::optimizers::{OptimizerSpec, Settings};
use crate::core::options::Options;
use crate::core::param::{Kind, ParamSpec, Value, defaults, position};
use crate::core::surfaces::SurfaceSpec;

/// The most runs a scene may hold.
pub const MAX_RUNS: usize = 12;

/// A method with its parameters.
#[derive(Clone, Debug)]
pub struct Run {
    /// The method.
    pub optimizer: &'static OptimizerSpec,
    /// Its parameters, in the order of their descriptions.
    pub values: Vec<Value>,
    /// Schedule, clipping, look-ahead.
    pub options: Options,
    /// Whether its path is left out of the picture.
    pub hidden: bool,
    /// Which colour, dash and marker it is drawn with, from 0; kept when other runs come and go.
    pub slot: usize,
}

impl PartialEq for Run {
    fn eq(&self, o: &Self) -> bool {
        self.same_settings(o) && self.hidden == o.hidden && self.slot == o.slot
    }
}

impl Run {
    /// A run with the defaults of the library that the method follows.
    pub fn new(optimizer: &'static OptimizerSpec, slot: usize) -> Self {
        Run { optimizer, values: defaults(optimizer.params), options: Options::default(), hidden: false, slot }
    }

    /// Whether method, parameters and options are the same.
    pub fn same_settings(&self, o: &Self) -> bool {
        self.optimizer.id == o.optimizer.id && self.values == o.values && self.options == o.options
    }

    /// The good runs that a surface opens with.
    pub fn good(surface: &SurfaceSpec) -> Vec<Run> {
        let read = |(slot, text): (usize, &&str)| super::read::run(text, slot, &mut Vec::new());
        surface.runs.iter().enumerate().filter_map(read).collect()
    }

    /// The value of a parameter, if the method has it.
    pub fn value(&self, id: &str) -> Option<Value> {
        position(self.optimizer.params, id).map(|i| self.values[i])
    }

    /// Sets a parameter, if the method has it and it may have this value.
    pub fn set(&mut self, id: &str, value: Value) {
        if let Some(i) = position(self.optimizer.params, id).filter(|i| accepts(&self.optimizer.params[*i], value)) {
            self.values[i] = value;
        }
    }

    /// The learning rate; NaN for a method that has none.
    pub fn lr(&self) -> f64 {
        self.optimizer.rate().and_then(|spec| self.value(spec.id)).map_or(f64::NAN, Value::number)
    }

    /// Sets the learning rate, if the method has one that may have this value.
    pub fn set_lr(&mut self, lr: f64) {
        if let Some(rate) = self.optimizer.rate() {
            self.set(rate.id, Value::Number(lr));
        }
    }

    /// The parameter to blame if the values are each allowed but not together.
    pub fn conflict(&self) -> Option<&'static str> {
        (self.optimizer.conflict)(&Settings::new(self.optimizer.params, &self.values))
    }
}

/// Whether a parameter may have this value.
pub fn accepts(spec: &ParamSpec, value: Value) -> bool {
    match (spec.kind, value) {
        (Kind::Number { allowed, .. }, Value::Number(v)) => allowed.contains(v),
        (Kind::Number { .. }, Value::None) => spec.optional,
        (Kind::Flag, Value::Flag(_)) => true,
        (Kind::Choice(names), Value::Choice(i)) => i < names.len(),
        _ => false,
    }
}

/// The lowest slot that no run uses; beyond eight they repeat, as colours do.
pub fn free_slot(runs: &[Run]) -> usize {
    (0..).find(|slot| runs.iter().all(|r| r.slot != *slot)).unwrap_or(0)
}
