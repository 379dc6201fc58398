//! A schedule with its settings, and one that is followed step by step.

use super::setting::{Absent, ScheduleParam, Setting};
use super::{Moment, Rate, Rates, ScheduleSpec};
use crate::param::{BadValue, Value};

/// A schedule with its settings.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The schedule.
    pub spec: &'static ScheduleSpec,
    /// Its settings, in the order of their descriptions.
    pub settings: Vec<Setting>,
}

impl PartialEq for Schedule {
    fn eq(&self, o: &Self) -> bool {
        self.spec.id == o.spec.id && self.settings == o.settings
    }
}

impl Schedule {
    /// A schedule with the defaults of the library that it follows.
    pub fn new(spec: &'static ScheduleSpec) -> Self {
        Schedule { spec, settings: spec.params.iter().map(ScheduleParam::default).collect() }
    }

    /// A schedule whose numbers of steps suit a run of so many steps, so that its shape can be seen.
    pub fn fitted(spec: &'static ScheduleSpec, steps: usize) -> Self {
        let mut schedule = Schedule::new(spec);
        let part = |share: f64| libm::round(share * steps as f64).max(1.0);
        for (param, setting) in spec.params.iter().zip(&mut schedule.settings) {
            match setting {
                Setting::One(value) if param.share > 0.0 => *value = Value::Number(part(param.share)),
                // The default milestones, taken as per cent.
                Setting::List(list) => list.iter_mut().for_each(|v| *v = part(*v / 100.0)),
                _ => {}
            }
        }
        schedule
    }

    /// The place of a parameter.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.spec.params.iter().position(|param| param.spec.id == id)
    }

    /// What a parameter is set to, if the schedule has it.
    pub fn setting(&self, id: &str) -> Option<&Setting> {
        self.position(id).map(|i| &self.settings[i])
    }

    /// Sets a parameter, if the schedule has it and it may be set so.
    pub fn set(&mut self, id: &str, setting: Setting) {
        if let Some(i) = self.position(id).filter(|i| self.spec.params[*i].accepts(&setting)) {
            self.settings[i] = setting;
        }
    }

    /// Sets a parameter as a link writes it; none if there is no such parameter.
    ///
    /// # Errors
    /// If the text is no value of the parameter or not allowed.
    pub fn read(&mut self, id: &str, text: &str) -> Option<Result<(), BadValue>> {
        let i = self.position(id)?;
        Some(self.spec.params[i].read(text).map(|setting| self.settings[i] = setting))
    }

    /// The parameters that are not as they are by default, as a link writes them.
    pub fn differing(&self) -> Vec<(&'static str, String)> {
        let pairs = self.spec.params.iter().zip(&self.settings);
        let differing = pairs.filter(|(param, setting)| param.default() != **setting);
        differing.map(|(param, setting)| (param.spec.id, param.write(setting))).collect()
    }

    /// Whether a longer run begins with other rates than a shorter one.
    pub fn depends_on_steps(&self) -> bool {
        let follows =
            |(param, setting): (&ScheduleParam, &Setting)| param.absent == Absent::Steps && *setting == Setting::Auto;
        self.spec.spans_run || self.spec.params.iter().zip(&self.settings).any(follows)
    }

    /// Its settings as a run of `steps` steps with the base rate `base` takes them: what is left to the run filled in.
    pub fn given(&self, base: f64, steps: usize) -> Given<'_> {
        Given { schedule: self, base, steps }
    }

    /// Starts it for a run of `steps` steps with the base rate `base`.
    pub fn follow(&self, base: f64, steps: usize) -> Follower {
        let rates = (self.spec.build)(&self.given(base, steps));
        Follower { rates, now: Moment { step: 0, lr: base, metric: f64::NAN } }
    }

    /// The rates of all steps. One that watches a figure sees what `metric` says of the step before.
    pub fn curve(&self, base: f64, steps: usize, metric: impl Fn(usize) -> f64) -> Vec<Rate> {
        let mut follower = self.follow(base, steps);
        (0..steps).map(|t| follower.next(if t == 0 { f64::NAN } else { metric(t - 1) })).collect()
    }
}

/// What a schedule is made from: its settings, the base rate and the number of steps of the run.
pub struct Given<'a> {
    schedule: &'a Schedule,
    /// The base rate.
    pub base: f64,
    /// How many steps the run takes.
    pub steps: usize,
}

impl Given<'_> {
    fn find(&self, id: &str) -> (&ScheduleParam, &Setting) {
        let i = self.schedule.position(id).expect("a schedule asks only for parameters that it describes");
        (&self.schedule.spec.params[i], &self.schedule.settings[i])
    }

    fn value(&self, id: &str) -> Value {
        match self.find(id) {
            (_, Setting::One(value)) => *value,
            (param, _) => match param.absent {
                Absent::Steps => Value::Number(self.steps as f64),
                Absent::Rate(times) => Value::Number(times * self.base),
                Absent::Same(other) => self.value(other),
                Absent::Default | Absent::List(_) => param.spec.default,
            },
        }
    }

    /// A number; what it follows, if it is left to the run.
    pub fn number(&self, id: &str) -> f64 {
        self.value(id).number()
    }

    /// A switch.
    pub fn flag(&self, id: &str) -> bool {
        self.value(id).flag()
    }

    /// The index of a named value.
    pub fn choice(&self, id: &str) -> usize {
        self.value(id).choice()
    }

    /// A list of steps.
    pub fn list(&self, id: &str) -> Vec<f64> {
        match self.find(id) {
            (_, Setting::List(list)) => list.clone(),
            _ => Vec::new(),
        }
    }

    /// A share of the steps, rounded, at least 1.
    pub fn part(&self, id: &str) -> f64 {
        libm::round(self.number(id) * self.steps as f64).max(1.0)
    }
}

/// A schedule that is being followed.
pub struct Follower {
    rates: Rates,
    now: Moment,
}

impl Follower {
    /// The rate of the next step. `metric` is the watched figure after the step before; the first time it is ignored.
    pub fn next(&mut self, metric: f64) -> Rate {
        self.now.metric = metric;
        let rate = (self.rates)(&self.now);
        self.now.lr = rate.lr;
        self.now.step += 1;
        rate
    }
}
