//! The mathematics: no screen, no text, no files.
//!
//! [`scalar`] and [`dual`] make one formula yield value, gradient and Hessian, [`formula`] reads one that somebody
//! typed; [`surfaces`] and [`optimizers`] are
//! the registries; [`run`] follows a method down a surface and says how it ended. [`average`] is the filter that the
//! methods with a memory are made of, by itself; [`random`] makes PyTorch's random numbers. [`schedules`] is the third
//! registry; [`eigen`] takes a Hessian apart, [`series`] are what can be drawn against the step; [`options`] are what any
//! run may have: a schedule, clipping, look-ahead, noise. [`data`] are measurements, and the models that a surface fits
//! to them; [`batches`] deal them out to the steps of a run.

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
