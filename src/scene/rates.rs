//! Which learning rates the runs are compared at: each its own, one for all, or the best found for each.

use super::read::known;
use super::{Reason, Run, Scene};
use crate::core::format::js_number;
use crate::core::param::{Range, read_number};
use crate::core::run::Plan;
use crate::core::surfaces::{Domain, Surface};
use crate::core::tune::Search;

/// The rule by which the runs have their rates. Rates themselves are ordinary parameters of the runs: the rule says how
/// they came about, and what has to happen when something changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rates {
    /// Every run has the rate it was given.
    Own,
    /// One rate for all runs that have one.
    Same(f64),
    /// Every run is to get the best rate for this surface, start, noise, number of steps and its other parameters, as
    /// soon as somebody has looked for it: see [`Tuner`].
    Tune,
    /// Every run has the best rate found.
    Tuned,
}

impl Rates {
    /// Whether the best rate of each run is asked for, found or not.
    pub fn tuned(self) -> bool {
        matches!(self, Rates::Tune | Rates::Tuned)
    }

    /// Reads `own`, `same,lr:0.05`, `tune` or `tuned`.
    pub(super) fn read(text: &str) -> Result<Rates, Reason> {
        match text {
            "own" => Ok(Rates::Own),
            "tune" => Ok(Rates::Tune),
            "tuned" => Ok(Rates::Tuned),
            _ => {
                let lr =
                    text.strip_prefix("same,lr:").ok_or_else(|| known(&["own", "same,lr:0.1", "tune", "tuned"]))?;
                let lr = read_number(lr).ok_or(Reason::NotANumber)?;
                let allowed = Range::NOT_NEGATIVE;
                if allowed.contains(lr) { Ok(Rates::Same(lr)) } else { Err(Reason::NotAllowed(allowed.to_string())) }
            }
        }
    }

    /// What a link says; nothing where every run has its own.
    pub(super) fn write(self) -> Option<String> {
        match self {
            Rates::Own => None,
            Rates::Same(lr) => Some(format!("same,lr:{}", js_number(lr))),
            Rates::Tune => Some("tune".into()),
            Rates::Tuned => Some("tuned".into()),
        }
    }
}

impl Scene {
    /// The rate that all runs would share: that of the selected run, or of the first one that has any.
    pub fn shared_rate(&self) -> Option<f64> {
        let selected = self.runs.get(self.select).into_iter();
        selected.chain(&self.runs).map(Run::lr).find(|lr| !lr.is_nan())
    }

    /// Takes a rule; one rate for all is given to all at once.
    pub(super) fn set_rates(&mut self, rates: Rates) {
        match rates {
            Rates::Same(lr) if !Range::NOT_NEGATIVE.contains(lr) => return,
            Rates::Same(lr) => self.runs.iter_mut().for_each(|run| run.set_lr(lr)),
            _ => {}
        }
        self.rates = rates;
    }

    /// Takes what a search has found, if it was a search for the runs there are.
    pub(super) fn take_tuned(&mut self, found: &[Option<f64>]) {
        if self.rates == Rates::Tune && found.len() == self.runs.len() {
            for (run, lr) in self.runs.iter_mut().zip(found) {
                if let Some(lr) = *lr {
                    run.set_lr(lr);
                }
            }
            self.rates = Rates::Tuned;
        }
    }

    /// After a change: one rate stays one rate; what was tuned for something else is tuned anew, unless somebody has set
    /// a rate by hand.
    pub(super) fn keep_rates_fair(&mut self, before: &Scene) {
        if self.rates != before.rates {
            return;
        }
        let by_hand = self.rate_set_by_hand(before);
        match self.rates {
            Rates::Own => {}
            Rates::Same(lr) => self.set_rates(Rates::Same(by_hand.unwrap_or(lr))),
            Rates::Tune | Rates::Tuned if by_hand.is_some() => self.rates = Rates::Own,
            Rates::Tune | Rates::Tuned => {
                let known = |run: &Run| before.runs.iter().any(|old| old.same_settings(run));
                if !(self.same_race(before) && self.runs.iter().all(known)) {
                    self.rates = Rates::Tune;
                }
            }
        }
    }

    /// The new rate of a run of which nothing but the rate has changed.
    fn rate_set_by_hand(&self, before: &Scene) -> Option<f64> {
        if self.runs.len() != before.runs.len() || !self.same_race(before) {
            return None;
        }
        let only_rate = |(run, old): (&Run, &Run)| {
            let mut back = run.clone();
            back.set_lr(old.lr());
            (run.lr() != old.lr() && back == *old).then_some(run.lr())
        };
        // Runs that have only changed places differ in more than one place.
        let changed = self.runs.iter().zip(&before.runs).filter(|(run, old)| run != old).count();
        self.runs.iter().zip(&before.runs).find_map(only_rate).filter(|_| changed == 1)
    }

    /// Whether everything but the runs that decides about a rate is the same.
    fn same_race(&self, o: &Scene) -> bool {
        self.surface.id == o.surface.id
            && self.surface_values == o.surface_values
            && self.formula == o.formula
            && self.start() == o.start()
            && self.steps == o.steps
            && self.noise == o.noise
            && self.batch == o.batch
            && self.points == o.points
            && (self.seed == o.seed || (self.noise.is_none() && self.batch.is_none()))
            && self.tuning_domain() == o.tuning_domain()
    }

    /// What counts as in view while rates are tuned: a built-in surface's own part of the plane, so that looking around
    /// changes no rate. A formula has none of its own.
    pub(super) fn tuning_domain(&self) -> Domain {
        if self.formula.is_some() { self.domain() } else { self.surface.domain }
    }
}

/// The search for the best rate of every run of a scene, in small steps: one run of one method at one rate each.
pub struct Tuner {
    scene: Scene,
    surface: Surface,
    found: Vec<Option<f64>>,
    search: Option<Search>,
}

impl Tuner {
    /// A search that has not begun.
    pub fn new(scene: &Scene) -> Self {
        Tuner { scene: scene.clone(), surface: scene.landscape(), found: Vec::new(), search: None }
    }

    /// Tries one more rate. False once there is nothing left to try.
    pub fn step(&mut self) -> bool {
        let Some(run) = self.scene.runs.get(self.found.len()) else { return false };
        let plan: Plan = self.scene.plan(run);
        let search = self.search.get_or_insert_with(|| Search::new(&plan));
        if !search.step(&plan, &self.surface, self.scene.tuning_domain()) {
            self.found.push(search.best());
            self.search = None;
        }
        true
    }

    /// Which part of the work is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        let begun = self.search.as_ref().map_or(0.0, |search| search.progress().min(1.0));
        (self.found.len() as f64 + begun) / self.scene.runs.len().max(1) as f64
    }

    /// The best rate of each run that has been searched for, as [`Action::Tuned`](super::Action::Tuned) takes them.
    pub fn found(self) -> Vec<Option<f64>> {
        self.found
    }

    /// The scene with the rates that were found, and its surface.
    pub(super) fn finish(mut self) -> (Scene, Surface) {
        self.scene.rates = Rates::Tune;
        self.scene.take_tuned(&self.found);
        (self.scene, self.surface)
    }
}

impl Scene {
    /// The scene with its rates found, where they are still to be found. That takes a while.
    pub fn with_rates_found(self) -> Scene {
        if self.rates != Rates::Tune {
            return self;
        }
        let mut tuner = Tuner::new(&self);
        while tuner.step() {}
        tuner.finish().0
    }
}
