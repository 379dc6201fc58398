//! The registry of surfaces. One file each; one line in [`SURFACES`].

mod ackley;
mod beale;
mod catapult;
mod himmelblau;
mod plateau;
mod quadratic;
mod quartic;
mod rastrigin;
mod ravine;
mod rosenbrock;
mod saddle;
mod search;
mod shelf;
mod styblinski_tang;
mod tilted_wells;
mod typed;

use super::objective::Objective;
use super::order::sorted_by;
use super::param::{ParamSpec, Value, position};
use super::scalar::Vec2;
use std::borrow::Cow;
use std::sync::Arc;

pub use typed::TYPED;

/// The trouble that a surface makes: the groups of the picker, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Steep one way, flat the other.
    Ravine,
    /// Almost no slope.
    Plateau,
    /// A minimum one way, a maximum the other.
    Saddle,
    /// Where you start decides where you end.
    LocalMinima,
}

impl Trouble {
    /// All of them, in the order of the picker.
    pub const ALL: [Trouble; 4] = [Trouble::Ravine, Trouble::Plateau, Trouble::Saddle, Trouble::LocalMinima];

    /// The key of its name in the text files.
    pub fn id(self) -> &'static str {
        match self {
            Trouble::Ravine => "ravine",
            Trouble::Plateau => "plateau",
            Trouble::Saddle => "saddle",
            Trouble::LocalMinima => "local_minima",
        }
    }
}

/// A rectangle of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// The left and right end.
    pub x: (f64, f64),
    /// The lower and upper end.
    pub y: (f64, f64),
}

impl Domain {
    /// From xmin, xmax, ymin, ymax.
    pub const fn new(x0: f64, x1: f64, y0: f64, y1: f64) -> Self {
        Domain { x: (x0, x1), y: (y0, y1) }
    }

    /// Whether the point lies inside, the border included.
    pub fn contains(self, [x, y]: Vec2) -> bool {
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }
}

/// The description of a surface.
pub struct SurfaceSpec {
    /// The name in links: never changes.
    pub id: &'static str,
    /// What it is an example of.
    pub trouble: Trouble,
    /// The formula in TeX.
    pub tex: &'static str,
    /// The formula in one line of plain text.
    pub plain: &'static str,
    /// Its parameters, if it has any.
    pub params: &'static [ParamSpec],
    /// The part of the plane that is looked at.
    pub domain: Domain,
    /// Where runs start.
    pub start: Vec2,
    /// All known minima inside the domain, global ones first.
    pub minima: fn(&SurfaceSettings) -> Vec<Vec2>,
    /// How near to a minimum's value counts as converged.
    pub tolerance: f64,
    /// Good runs, as links write them: the four that open with the surface first.
    pub runs: &'static [&'static str],
    /// Where it comes from.
    pub source: &'static str,
    /// Makes the function.
    pub build: fn(&SurfaceSettings) -> Arc<dyn Objective>,
}

impl std::fmt::Debug for SurfaceSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// All surfaces, in the order of the picker within each trouble.
pub static SURFACES: &[SurfaceSpec] = &[
    rosenbrock::CURVED_RAVINE,
    ravine::RAVINE,
    ravine::D2L_RAVINE,
    quadratic::QUADRATIC,
    rosenbrock::ROSENBROCK,
    beale::BEALE,
    catapult::CATAPULT,
    plateau::PLATEAU,
    plateau::FAR_PLATEAU,
    shelf::SHELF,
    quartic::QUARTIC,
    saddle::SADDLE,
    saddle::BOUNDED_SADDLE,
    tilted_wells::TILTED_WELLS,
    himmelblau::HIMMELBLAU,
    styblinski_tang::STYBLINSKI_TANG,
    rastrigin::RASTRIGIN,
    ackley::ACKLEY,
];

/// The surface with this id.
pub fn surface(id: &str) -> Option<&'static SurfaceSpec> {
    SURFACES.iter().find(|spec| spec.id == id)
}

/// The values of a surface's parameters, by name.
pub struct SurfaceSettings<'a> {
    specs: &'a [ParamSpec],
    values: &'a [Value],
}

impl SurfaceSettings<'_> {
    /// A number.
    pub fn number(&self, id: &str) -> f64 {
        self.values[position(self.specs, id).expect("a surface asks only for parameters that it describes")].number()
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

/// A surface with the values of its parameters filled in.
#[derive(Clone)]
pub struct Surface {
    /// Its description.
    pub spec: &'static SurfaceSpec,
    /// The function.
    pub objective: Arc<dyn Objective>,
    /// Its minima, the lowest first.
    pub minima: Vec<Minimum>,
    /// Whether they were looked for and found numerically, rather than known.
    pub found: bool,
    /// The formula in one line of plain text.
    pub plain: Cow<'static, str>,
}

impl Surface {
    /// Fills in the parameters, in the order of their descriptions.
    pub fn new(spec: &'static SurfaceSpec, values: &[Value]) -> Self {
        let settings = SurfaceSettings { specs: spec.params, values };
        let objective = (spec.build)(&settings);
        let minima =
            (spec.minima)(&settings).into_iter().map(|point| Minimum { point, f: objective.value(point) }).collect();
        Surface { spec, objective, minima, found: false, plain: spec.plain.into() }
    }

    /// The minima that are known; not those that were found numerically, which may not be all.
    pub fn known_minima(&self) -> &[Minimum] {
        if self.found { &[] } else { &self.minima }
    }

    /// The minimum nearest to a point, if any is known.
    pub fn nearest_minimum(&self, [x, y]: Vec2) -> Option<&Minimum> {
        let distance = |m: &Minimum| (m.point[0] - x).powi(2) + (m.point[1] - y).powi(2);
        self.known_minima().iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The lowest value of a minimum, known or found.
    pub fn lowest(&self) -> Option<f64> {
        self.minima.iter().map(|m| m.f).min_by(f64::total_cmp)
    }
}

/// Minima in the order of their depth, the deepest first.
fn lowest_first(objective: &dyn Objective, points: Vec<Vec2>) -> Vec<Vec2> {
    sorted_by(points, |p| objective.value(*p))
}

/// What "converged" means unless the surface says otherwise.
const TOLERANCE: f64 = 1e-4;
