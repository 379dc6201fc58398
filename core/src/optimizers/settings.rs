//! The values of a method's parameters, as the method asks for them.

use crate::param::{ParamSpec, Value, position};
use crate::scalar::Scalar;

/// The values of a method's parameters, by name.
pub struct Settings<'a> {
    pub(super) specs: &'a [ParamSpec],
    /// The values of one run; of many, one after the other.
    pub(super) values: &'a [Value],
}

impl<'a> Settings<'a> {
    /// Values in the order of their descriptions.
    pub fn new(specs: &'a [ParamSpec], values: &'a [Value]) -> Self {
        assert_eq!(specs.len(), values.len(), "one value a parameter");
        Settings { specs, values }
    }

    /// Values of several runs, one after the other, for as many lanes. What is no number is that of the first.
    pub fn of_lanes(specs: &'a [ParamSpec], values: &'a [Value]) -> Self {
        Settings { specs, values }
    }

    /// Whether the method has this parameter.
    pub fn has(&self, id: &str) -> bool {
        position(self.specs, id).is_some()
    }

    /// Not inlined: sixty methods ask for four hundred parameters, and each copy of the search is page to be loaded.
    #[inline(never)]
    fn get(&self, id: &str) -> Value {
        self.values[position(self.specs, id).expect("a method asks only for parameters that it describes")]
    }

    /// A number.
    pub fn number<S: Scalar>(&self, id: &str) -> S {
        S::gather(|lane| if lane == 0 { self.value(id) } else { self.value_of(lane, id) })
    }

    /// A number of a later run.
    fn value_of(&self, lane: usize, id: &str) -> f64 {
        position(self.specs, id).map_or(f64::NAN, |i| self.values[lane * self.specs.len() + i].number())
    }

    #[inline(never)]
    fn value(&self, id: &str) -> f64 {
        self.get(id).number()
    }

    /// A number, unless it is `none`.
    pub fn optional<S: Scalar>(&self, id: &str) -> Option<S> {
        match self.get(id) {
            Value::None => None,
            _ => Some(self.number(id)),
        }
    }

    /// A switch.
    pub fn flag(&self, id: &str) -> bool {
        self.get(id).flag()
    }

    /// The index of a named value.
    pub fn choice(&self, id: &str) -> usize {
        self.get(id).choice()
    }
}
