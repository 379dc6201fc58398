//! Maps: many runs that differ in where they start or in two of their parameters, and how each of them ends.
//!
//! An [`Engine`] is what all of them share; it takes as many at once as there are [`Lanes`](super::lanes::Lanes), each
//! of them bit for bit what [`Plan::follow`](super::run::Plan::follow) gives, and keeps of each what a [`Cell`] is. Nothing grows with the
//! number of steps. Methods that go different ways at different points (line searches, Nelder–Mead, L-BFGS, trust
//! regions, methods around others, …: those without [`many`](super::optimizers::many)) are taken one by one, by the same code.
//!
//! A [`Map`] is an engine with a plane and a number of cells; [`tiles`] are the parts it is worked out in, coarse ones
//! first, each cell once. A [`Swarm`] is the runs themselves, step by step; a [`Flow`] is a swarm that can be asked where
//! it is at any step, forwards and back; [`Density`] counts how many of them are where in a picture.

mod axis;
mod cell;
mod course;
mod density;
mod engine;
mod flow;
mod judge;
mod lane;
mod spread;
mod swarm;
mod theory;
mod tiles;

pub use axis::Axis;
pub use cell::{Cell, Ending};
pub use density::{Density, Lie};
pub use engine::Engine;
pub use flow::Flow;
pub use spread::spread;
pub use swarm::Swarm;
pub use theory::{Theory, theory};
pub use tiles::{Tile, tiles};

use super::scalar::Vec2;
use super::surfaces::Domain;

/// What the two directions of a map are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plane {
    /// Where runs start.
    Starts(Domain),
    /// Two parameters of a run.
    Settings([Axis; 2]),
}

/// A map: which runs, and how many in each direction.
pub struct Map {
    /// What all runs share.
    pub engine: Engine,
    /// What differs.
    pub plane: Plane,
    /// Cells from left to right and from bottom to top.
    pub size: [usize; 2],
}

impl Map {
    /// What a cell stands for: the start, or the values of the two parameters; `i` from the left, `j` from the bottom.
    pub fn place(&self, i: usize, j: usize) -> Vec2 {
        let [columns, rows] = self.size;
        match self.plane {
            Plane::Starts(Domain { x, y }) => [middle(x, i, columns), middle(y, j, rows)],
            Plane::Settings([x, y]) => [x.middle(i, columns), y.middle(j, rows)],
        }
    }

    /// How the runs of some cells end, in the order of the cells.
    pub fn cells(&self, cells: &[[usize; 2]]) -> Vec<Cell> {
        let places: Vec<Vec2> = cells.iter().map(|&[i, j]| self.place(i, j)).collect();
        match self.plane {
            Plane::Starts(_) => self.engine.starts(&places),
            Plane::Settings(axes) => self.engine.settings(axes.map(|axis| axis.param), &places),
        }
    }
}

/// The middle of a cell on an even scale.
fn middle((low, high): (f64, f64), i: usize, n: usize) -> f64 {
    let share = (i as f64 + 0.5) / n as f64;
    // Not low + share·(high − low): the width of a huge domain may be no number.
    low * (1.0 - share) + high * share
}
