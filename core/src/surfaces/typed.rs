//! A formula that somebody typed, as a surface. Not in the registry: links name it by its text.
//!
//! Nothing is known about such a surface. Its domain and start are those below unless the scene says otherwise, the
//! rates of its four runs are small ones that few formulas overthrow, and its minima, where they are wanted, are
//! looked for ([`Surface::with_minima_found`]). What is found serves the picture: whether a run has arrived is decided
//! by its gradient, as wherever no minimum is known.

use super::search::search;
use super::{Domain, Minimum, Places, Shape, Surface, SurfaceSpec, TOLERANCE, Trouble};
use crate::formula::Program;
use crate::objective::Objective;

/// What the formula box opens with.
const BOWL: &str = "x^2+y^2";

/// What all formulas have in common.
pub static TYPED: SurfaceSpec = SurfaceSpec {
    id: "formula",
    trouble: Trouble::LocalMinima,
    plain: BOWL,
    params: &[],
    domain: Domain::new(-5.0, 5.0, -5.0, 5.0),
    start: [-4.0, 4.0],
    tolerance: TOLERANCE,
    runs: &[
        "sgd,lr:0.01",
        "momentum,lr:0.01,beta:0.9,convention:ema_zero",
        "rmsprop,lr:0.05,alpha:0.9",
        "adam,lr:0.1,beta2:0.99",
    ],
    shape: Shape::Text { formula: BOWL, minima: Places::At(&[]) },
};

impl Surface {
    /// A formula with values for its letters, in their order; `text` is how it was typed. No minima yet.
    pub fn typed(text: &str, program: &Program, letters: &[f64]) -> Surface {
        let objective = program.objective(letters);
        Surface {
            spec: &TYPED,
            values: Vec::new(),
            objective,
            minima: Vec::new(),
            found: true,
            plain: text.to_string().into(),
        }
    }

    /// The same with the local minima of the domain, looked for where none are known.
    pub fn with_minima_found(mut self, domain: Domain) -> Surface {
        if self.found {
            self.minima = found(&*self.objective, domain);
        }
        self
    }
}

fn found(objective: &dyn Objective, domain: Domain) -> Vec<Minimum> {
    search(objective, domain).into_iter().map(|point| Minimum { point, f: objective.value(point) }).collect()
}
