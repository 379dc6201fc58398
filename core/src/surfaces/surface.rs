//! A surface with its parameters filled in: the function, and its minima.

use super::{MANY, Shape, SurfaceSpec};
use crate::formula::Program;
use crate::objective::{Ground, Objective};
use crate::param::{ParamSpec, Value, position};
use crate::scalar::Vec2;
use std::borrow::Cow;
use std::sync::Arc;

/// The values of a surface's parameters, by name.
pub struct SurfaceSettings<'a> {
    specs: &'a [ParamSpec],
    values: &'a [Value],
}

impl SurfaceSettings<'_> {
    fn value(&self, id: &str) -> Value {
        self.values[position(self.specs, id).expect("a surface asks only for parameters that it describes")]
    }

    /// A number.
    #[inline(never)]
    pub fn number(&self, id: &str) -> f64 {
        self.value(id).number()
    }

    /// Whether something is switched on.
    pub fn flag(&self, id: &str) -> bool {
        self.value(id).flag()
    }

    /// The index of a named value.
    pub fn choice(&self, id: &str) -> usize {
        self.value(id).choice()
    }

    /// The function of a formula whose free letters are the parameters.
    fn function(&self, formula: &str) -> Arc<dyn Objective> {
        let program = Program::parse(formula).expect("the tests parse every formula of the registry");
        let values: Vec<f64> =
            program.letters().iter().map(|letter| self.number(letter.encode_utf8(&mut [0; 4]))).collect();
        program.objective(&values)
    }
}

/// A known minimum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minimum {
    /// Where.
    pub point: Vec2,
    /// How deep: f there.
    pub f: f64,
}

impl Minimum {
    /// The squared distance of a point.
    pub(crate) fn distance(&self, [x, y]: Vec2) -> f64 {
        let (dx, dy) = (self.point[0] - x, self.point[1] - y);
        dx * dx + dy * dy
    }
}

/// A surface with the values of its parameters filled in.
#[derive(Clone)]
pub struct Surface {
    /// Its description.
    pub spec: &'static SurfaceSpec,
    /// The values of its parameters, in the order of their descriptions.
    pub values: Vec<Value>,
    /// The function.
    pub objective: Arc<dyn Objective>,
    /// Its minima, the lowest first.
    pub minima: Vec<Minimum>,
    /// Whether they were looked for and found numerically, rather than known.
    pub found: bool,
    /// The formula in one line of plain text.
    pub plain: Cow<'static, str>,
}

impl std::fmt::Debug for Surface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}: {}", self.spec.id, self.values, self.plain)
    }
}

impl Surface {
    /// Fills in the parameters, in the order of their descriptions.
    pub fn new(spec: &'static SurfaceSpec, values: &[Value]) -> Self {
        let settings = SurfaceSettings { specs: spec.params, values };
        let (objective, minima) = match spec.shape {
            Shape::Code { build, minima } => (build(&settings), minima(&settings)),
            Shape::Text { formula, minima } => {
                let objective = settings.function(formula);
                let minima = minima.all(&*objective, spec.domain);
                (objective, minima)
            }
        };
        let minima = minima.into_iter().map(|point| Minimum { point, f: objective.value(point) }).collect();
        Surface { spec, values: values.to_vec(), objective, minima, found: false, plain: spec.plain.into() }
    }

    /// The function as many lanes see it.
    pub fn ground(&self) -> Box<dyn Ground> {
        if let Some(fit) = self.objective.data() {
            return Box::new(fit.clone());
        }
        if let Some(ready) = self.objective.ready() {
            return Box::new(ready.clone());
        }
        let made = MANY.iter().find(|(id, _)| *id == self.spec.id);
        let (_, build) = made.expect("what is neither data nor a formula is in the registry");
        build(&SurfaceSettings { specs: self.spec.params, values: &self.values })
    }

    /// The minima that are known; not those that were found numerically, which may not be all.
    pub fn known_minima(&self) -> &[Minimum] {
        if self.found { &[] } else { &self.minima }
    }

    /// The minimum nearest to a point, if any is known.
    pub fn nearest_minimum(&self, p: Vec2) -> Option<&Minimum> {
        self.known_minima().iter().min_by(|a, b| a.distance(p).total_cmp(&b.distance(p)))
    }

    /// The lowest value of a minimum, known or found.
    pub fn lowest(&self) -> Option<f64> {
        self.minima.iter().map(|m| m.f).min_by(f64::total_cmp)
    }
}
