//! The registry of learning-rate schedules. One family a file; one line in [`SCHEDULES`].
//!
//! The first thirteen but `inverse_sqrt`, which torch does not have, follow `torch.optim.lr_scheduler` step for step, in
//! the recursive form that torch uses, with torch's parameter names in lower case; `warmup_cosine` is two of torch's one
//! after the other. The others but `inverse_time` are shapes over the whole run: their parameters
//! are shares of its number of steps, so that a longer run has the same shape. Some are others in disguise, with n steps
//! and base rate b:
//!
//! * `noam` is `inverse_sqrt` with `warmup` = its share of n; `restarts` is `cosine_restarts` with `t_0` = its share of
//!   n and `eta_min` = `min_factor`·b; `step_decay` is `step` with `step_size` = its share of n.
//! * `cosine_decay` is `cosine` with `t_max` = n − 1 and `eta_min` = `min_factor`·b; `linear_decay` is
//!   `polynomial_decay` with power 1; `polynomial` with `total_iters` = n − 1 is `polynomial_decay` down to 0.
//! * `one_cycle` and `cosine` count in shares already where `total_steps` and `t_max` are left out.

use super::about::{About, about_of};
use super::optimizers::Rule;

mod cosine;
mod cycle;
mod decay;
mod inverse;
mod plateau;
mod schedule;
mod setting;
mod whole_run;

pub use schedule::{Follower, Given, Schedule};
pub use setting::{Absent, ScheduleParam, Setting};

/// What a step is taken with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The learning rate.
    pub lr: f64,
    /// The momentum (β₁ of methods that have betas), where the schedule cycles it; in a run, where the method takes it.
    pub momentum: Option<f64>,
}

impl Rate {
    /// The same for a method, which takes the momentum; without it, if it takes none.
    pub(crate) fn taken_by(self, method: &mut dyn Rule<f64>) -> Rate {
        Rate { momentum: self.momentum.filter(|momentum| method.set_momentum(*momentum)), ..self }
    }
}

/// What a schedule may know when it sets the rate of a step.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The steps taken so far: 0 for the first.
    pub step: usize,
    /// The rate of the step before; for the first, the base rate.
    pub lr: f64,
    /// The figure after the step before (in a run: f), for schedules that watch it. Meaningless for the first.
    pub metric: f64,
}

impl Moment {
    fn t(&self) -> f64 {
        self.step as f64
    }
}

/// A schedule at work: asked once for each step, in order.
pub type Rates = Box<dyn FnMut(&Moment) -> Rate>;

/// The description of a schedule. What only lists show of it is in [`about`].
#[derive(Clone, Copy)]
pub struct ScheduleSpec {
    /// The name in links: never changes.
    pub id: &'static str,
    /// Every parameter.
    pub params: &'static [ScheduleParam],
    /// Whether its shape spans the whole run, however long: its parameters are shares.
    pub spans_run: bool,
    /// Makes the schedule, ready for the first step.
    pub build: fn(&Given) -> Rates,
}

impl ScheduleSpec {
    /// Whether it watches a figure, so that its rates depend on the path.
    pub fn watches(&self) -> bool {
        self.id == plateau::PLATEAU.id
    }
}

impl std::fmt::Debug for ScheduleSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// What the files of the schedules are made of. The fields are those of [`ScheduleSpec`] and [`About`]; in TeX αₜ is the
/// rate of step t (from 0), α the base rate, T the number of steps of the run.
struct Entry {
    id: &'static str,
    params: &'static [ScheduleParam],
    tex: &'static str,
    source: &'static str,
    defaults_of: &'static str,
    spans_run: bool,
    build: fn(&Given) -> Rates,
}

/// All schedules, in the order of the chooser.
const ENTRIES: &[Entry] = &[
    decay::STEP,
    decay::MULTI_STEP,
    decay::EXPONENTIAL,
    cosine::COSINE,
    cosine::COSINE_RESTARTS,
    decay::LINEAR,
    decay::CONSTANT,
    decay::POLYNOMIAL,
    cycle::ONE_CYCLE,
    cycle::CYCLIC,
    plateau::PLATEAU,
    inverse::INVERSE_SQRT,
    cosine::WARMUP_COSINE,
    inverse::INVERSE_TIME,
    inverse::NOAM,
    whole_run::COSINE_DECAY,
    whole_run::RESTARTS,
    whole_run::TRIANGLE,
    whole_run::LINEAR_DECAY,
    whole_run::POLYNOMIAL_DECAY,
    whole_run::REX,
    whole_run::STEP_DECAY,
    whole_run::WARMUP_COSINE_DECAY,
    whole_run::WSD,
];

/// All schedules, in the order of the chooser.
pub static SCHEDULES: &[ScheduleSpec] = &{
    let Entry { id, params, spans_run, build, .. } = ENTRIES[0];
    let mut all = [ScheduleSpec { id, params, spans_run, build }; ENTRIES.len()];
    let mut i = 1;
    while i < ENTRIES.len() {
        let Entry { id, params, spans_run, build, .. } = ENTRIES[i];
        all[i] = ScheduleSpec { id, params, spans_run, build };
        i += 1;
    }
    all
};

/// What only lists show, of all schedules in the same order. Nothing on the page uses it, so the page does not carry it.
static ABOUT: &[About] = &about_of!(ENTRIES, Entry);

/// What lists show of a schedule.
pub fn about(spec: &ScheduleSpec) -> &'static About {
    ABOUT.iter().find(|about| about.id == spec.id).expect("both tables are made from the same entries")
}

/// The schedule with this id.
pub fn schedule(id: &str) -> Option<&'static ScheduleSpec> {
    SCHEDULES.iter().find(|spec| spec.id == id)
}

/// A schedule of the rate alone.
fn rates(mut lr: impl FnMut(&Moment) -> f64 + 'static) -> Rates {
    Box::new(move |now| Rate { lr: lr(now), momentum: None })
}
