//! What can be drawn against the step: the loss, or one number or two of every step of a run.

use super::eigen::eigen;
use super::optimizers::Quantity;
use super::run::{Inspection, Plan};
use super::scalar::Vec2;
use super::surfaces::Surface;

/// Something that every step of a run has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Series {
    /// f above the lowest known: the chart of all runs.
    #[default]
    Loss,
    /// The exact gradient at the point.
    Gradient,
    /// The move that follows.
    Move,
    /// How long that move is.
    Length,
    /// The rate that the step is taken with, as the schedule says.
    Rate,
    /// The condition number of the Hessian at the point.
    Condition,
    /// What the method keeps.
    Kept(Quantity),
}

impl Series {
    /// Those that every run has, whatever its method.
    pub const COMMON: [Series; 6] =
        [Series::Loss, Series::Gradient, Series::Move, Series::Length, Series::Rate, Series::Condition];

    /// All of them.
    pub fn all() -> impl Iterator<Item = Series> {
        Series::COMMON.into_iter().chain(Quantity::ALL.into_iter().map(Series::Kept))
    }

    /// Those of a run.
    pub fn of(plan: &Plan, surface: &Surface) -> Vec<Series> {
        let mut all = Series::COMMON.to_vec();
        all.extend(plan.keeps(surface).into_iter().map(Series::Kept));
        all
    }

    /// The name in links and, after `quantity.`, in the text files.
    pub fn id(self) -> &'static str {
        match self {
            Series::Loss => "loss",
            Series::Gradient => "gradient",
            Series::Move => "move",
            Series::Length => "length",
            Series::Rate => "rate",
            Series::Condition => "condition",
            Series::Kept(quantity) => quantity.id(),
        }
    }

    /// The symbol in the formula of a method.
    pub fn symbol(self, method: &str) -> &'static str {
        match self {
            Series::Loss => "f",
            Series::Gradient => "g",
            // Where Δ is something else.
            Series::Move if matches!(method, "rprop" | "adadelta" | "quickprop") => "Δx",
            Series::Move => "Δ",
            Series::Length => "|Δ|",
            Series::Rate => "α",
            Series::Condition => "κ",
            Series::Kept(quantity) => quantity.symbol(method),
        }
    }

    /// Whether it is one number and not one for each coordinate.
    pub fn is_scalar(self) -> bool {
        match self {
            Series::Gradient | Series::Move => false,
            Series::Loss | Series::Length | Series::Rate | Series::Condition => true,
            Series::Kept(quantity) => quantity.is_scalar(),
        }
    }

    /// Its value at a step, twice if it is one number; NaN before the method has one.
    pub fn value(self, inside: &Inspection, surface: &Surface) -> Vec2 {
        match self {
            Series::Loss => [inside.loss; 2],
            Series::Gradient => inside.gradient,
            Series::Move => inside.step,
            Series::Length => [libm::hypot(inside.step[0], inside.step[1]); 2],
            Series::Rate => [inside.rate.lr; 2],
            Series::Condition => [eigen(surface.objective.hessian(inside.point)).condition(); 2],
            Series::Kept(quantity) => inside.value(quantity).unwrap_or([f64::NAN; 2]),
        }
    }
}
