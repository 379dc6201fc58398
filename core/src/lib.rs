//! The mathematics: no screen, no text, no files.
//!
//! * One formula, every number: [`scalar`] and [`dual`] make a formula yield value, gradient and Hessian, as an
//!   [`objective`]; [`formula`] reads one that somebody typed; [`eigen`] takes a Hessian apart.
//! * The registries: [`surfaces`], [`optimizers`], [`schedules`]. [`param`] says what a parameter is, [`slider`] how it is
//!   set, [`format`](mod@format) how numbers are written, [`about`] what only lists show.
//! * A run: [`run`] follows a method down a surface and says how it ended; [`options`] are what any run may have, a
//!   schedule, clipping, look-ahead, noise; an [`oracle`] answers what a method asks and counts it; [`series`] are what can
//!   be drawn against the step; [`tune`] finds rates that work.
//! * Many runs: [`lanes`] are eight numbers at once, [`map`] follows with them as many runs as a picture has cells.
//! * Data: [`data`] are measurements, and the models that a surface fits to them; [`batches`] deal them out to the steps
//!   of a run.
//! * [`average`] is the filter that methods with a memory are made of, by itself; [`random`] makes PyTorch's random
//!   numbers; [`order`] sorts.

pub mod about;
pub mod average;
pub mod batches;
pub mod data;
pub mod dual;
pub mod eigen;
pub mod format;
pub mod formula;
pub mod lanes;
pub mod map;
pub mod objective;
pub mod optimizers;
pub mod options;
pub mod oracle;
pub mod order;
pub mod param;
pub mod random;
pub mod run;
pub mod scalar;
pub mod schedules;
pub mod series;
pub mod slider;
pub mod surfaces;
pub mod tune;
mod walk;
