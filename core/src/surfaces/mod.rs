//! The registry of surfaces: those written in Rust, a file each, and those written as the text of a formula, several
//! to a file. One line in `ENTRIES` or `TEXTS` each.

/// What makes a surface's function, for one point or for many: `|s| Bowl { depth: s.number("depth") }`.
macro_rules! function {
    (|$s:pat_param| $function:expr) => {{
        fn one($s: &$crate::surfaces::SurfaceSettings) -> std::sync::Arc<dyn $crate::objective::Objective> {
            std::sync::Arc::new($function)
        }
        fn lanes($s: &$crate::surfaces::SurfaceSettings) -> Box<dyn $crate::objective::Ground> {
            Box::new($function)
        }
        $crate::surfaces::entry::Build { one, lanes }
    }};
}

mod ackley;
mod beale;
mod bowls;
mod catapult;
mod data;
mod entry;
mod himmelblau;
mod kinks;
mod own;
mod passes;
mod plains;
mod plateau;
mod quadratic;
mod quartic;
mod rastrigin;
mod ravine;
mod ripples;
mod rosenbrock;
mod saddle;
mod search;
mod settle;
mod shelf;
mod styblinski_tang;
mod surface;
mod tilted_wells;
mod typed;
mod valleys;
mod wells;

pub use entry::About;
pub use own::{MAX_COORDINATE, MAX_POINTS, OWN, own_surface};
pub use settle::Places;
pub use surface::{Minimum, Surface, SurfaceSettings};
pub use typed::TYPED;

use super::objective::Objective;
use super::order::sorted_by;
use super::param::ParamSpec;
use super::scalar::Vec2;
use entry::{BuildLanes, Entry, TextEntry};
use std::sync::Arc;

/// The trouble that a surface makes: the groups of the picker, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// None to speak of: one minimum, and downhill leads to it.
    Bowl,
    /// Steep one way, flat the other.
    Ravine,
    /// Almost no slope.
    Plateau,
    /// A minimum one way, a maximum the other.
    Saddle,
    /// Where you start decides where you end.
    LocalMinima,
    /// A small dip at every turn.
    Ripples,
    /// Edges and cliffs: the slope jumps or explodes.
    Kinks,
    /// Whatever trouble real data make: losses of models with two weights.
    Data,
}

impl Trouble {
    /// All of them, in the order of the picker.
    pub const ALL: [Trouble; 8] = [
        Trouble::Bowl,
        Trouble::Ravine,
        Trouble::Plateau,
        Trouble::Saddle,
        Trouble::LocalMinima,
        Trouble::Ripples,
        Trouble::Kinks,
        Trouble::Data,
    ];

    /// The key of its name in the text files.
    pub fn id(self) -> &'static str {
        match self {
            Trouble::Bowl => "bowl",
            Trouble::Ravine => "ravine",
            Trouble::Plateau => "plateau",
            Trouble::Saddle => "saddle",
            Trouble::LocalMinima => "local_minima",
            Trouble::Ripples => "ripples",
            Trouble::Kinks => "kinks",
            Trouble::Data => "data",
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

/// The description of a surface. What only lists show of it is in [`about`].
#[derive(Clone, Copy)]
pub struct SurfaceSpec {
    /// The name in links: never changes.
    pub id: &'static str,
    /// What it is an example of.
    pub trouble: Trouble,
    /// The formula in one line of plain text.
    pub plain: &'static str,
    /// Its parameters, if it has any.
    pub params: &'static [ParamSpec],
    /// The part of the plane that is looked at.
    pub domain: Domain,
    /// Where runs start.
    pub start: Vec2,
    /// How near to a minimum's value counts as converged.
    pub tolerance: f64,
    /// Good runs, as links write them: the four that open with the surface first.
    pub runs: &'static [&'static str],
    /// What makes the function and its minima.
    pub shape: Shape,
}

/// How a surface is written.
#[derive(Clone, Copy)]
pub enum Shape {
    /// In Rust.
    Code {
        /// Makes the function.
        build: fn(&SurfaceSettings) -> Arc<dyn Objective>,
        /// All known minima inside the domain, global ones first.
        minima: fn(&SurfaceSettings) -> Vec<Vec2>,
    },
    /// As the text of a formula, its parameters free letters.
    Text {
        /// What [`Program::parse`](crate::formula::Program::parse) reads.
        formula: &'static str,
        /// Where its minima are.
        minima: Places,
    },
}

impl std::fmt::Debug for SurfaceSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// The surfaces written in Rust, in the order of the picker within each trouble.
const ENTRIES: &[Entry] = &[
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
    data::FAITHFUL_LINE,
    data::GALTON_LINE,
    data::ANSCOMBE_LINE,
    data::ORING_LOGISTIC,
    data::FAITHFUL_TANH,
];

/// The surfaces written as formulas: they come after the others of the same trouble.
const TEXTS: &[&[TextEntry]] =
    &[bowls::BOWLS, valleys::VALLEYS, plains::PLAINS, passes::PASSES, wells::WELLS, ripples::RIPPLES, kinks::KINKS];

/// All surfaces.
pub static SURFACES: &[SurfaceSpec] = &entry::specs::<{ entry::count(ENTRIES, TEXTS) }>(ENTRIES, TEXTS);

/// What only lists show, of all surfaces in the same order. Nothing on the page uses it, so the page does not carry it.
static ABOUT: &[About] = &entry::abouts::<{ entry::count(ENTRIES, TEXTS) }>(ENTRIES, TEXTS);

/// What lists show of a surface.
pub fn about(spec: &SurfaceSpec) -> &'static About {
    ABOUT.iter().find(|about| about.id == spec.id).expect("both tables are made from the same entries")
}

/// What makes the functions that are written in Rust, as many lanes see them. Only maps use it.
static MANY: &[(&str, BuildLanes)] = &{
    let mut all: [(&str, BuildLanes); ENTRIES.len()] = [("", ENTRIES[0].build.lanes); ENTRIES.len()];
    let mut i = 0;
    while i < ENTRIES.len() {
        all[i] = (ENTRIES[i].id, ENTRIES[i].build.lanes);
        i += 1;
    }
    all
};

/// The surface with this id.
pub fn surface(id: &str) -> Option<&'static SurfaceSpec> {
    SURFACES.iter().find(|spec| spec.id == id)
}

/// Minima in the order of their depth, the deepest first.
fn lowest_first(objective: &dyn Objective, points: Vec<Vec2>) -> Vec<Vec2> {
    sorted_by(points, |p| objective.value(*p))
}

/// What "converged" means unless the surface says otherwise.
const TOLERANCE: f64 = 1e-4;
