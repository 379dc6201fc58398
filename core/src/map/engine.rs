//! What all runs of a map share, and how they are run.

use super::cell::{Cell, Ending};
use super::course::Course;
use super::judge::{Judge, Near};
use super::lane::{Land, Lane};
use crate::batches::Batch;
use crate::lanes::Lanes;
use crate::objective::Ground;
use crate::optimizers::{OptimizerSpec, Settings, many};
use crate::options::{NoiseSource, Options};
use crate::param::{Kind, Value};
use crate::run::Plan;
use crate::scalar::Vec2;
use crate::schedules::Rate;
use crate::surfaces::{Domain, Surface};

/// What all runs of a map share. Everything that does not depend on the run is worked out once: the noise of each step,
/// the rate of each step where it is the same for all.
pub struct Engine {
    pub(super) optimizer: &'static OptimizerSpec,
    values: Vec<Value>,
    start: Vec2,
    /// How many steps each run takes.
    pub steps: usize,
    pub(super) options: Options,
    pub(super) batch: Option<Batch>,
    pub(super) noise: Vec<Vec2>,
    /// The rates of a run with the plan's own parameters; empty without a schedule, or if that watches f.
    pub(super) rates: Vec<Rate>,
    lr: f64,
    surface: Surface,
    ground: Box<dyn Ground>,
    pub(super) judge: Judge,
    domain: Domain,
}

impl Engine {
    /// What the runs of a plan share, whatever their starts and parameters. `domain` is what counts as in view.
    pub fn new(plan: &Plan, surface: &Surface, domain: Domain) -> Engine {
        let settings = Settings::new(plan.optimizer.params, plan.values);
        let lr = plan.optimizer.rate().map_or(1.0, |spec| settings.number(spec.id));
        let shared = plan.options.schedule.as_ref().filter(|schedule| !schedule.spec.watches());
        let rates = shared.map_or(Vec::new(), |schedule| schedule.curve(lr, plan.steps, |_| f64::NAN));
        let noise = plan.noise.map_or(Vec::new(), |noise| {
            let mut source = NoiseSource::new(noise);
            (0..plan.steps).map(|_| source.draw()).collect()
        });
        Engine {
            optimizer: plan.optimizer,
            values: plan.values.to_vec(),
            start: plan.start,
            steps: plan.steps,
            options: plan.options.clone(),
            batch: plan.batch,
            noise,
            rates,
            lr,
            ground: surface.ground(),
            judge: Judge::new(surface),
            surface: surface.clone(),
            domain,
        }
    }

    pub(super) fn land(&self) -> Land<'_> {
        Land { one: &*self.surface.objective, lanes: &*self.ground }
    }

    /// Whether the shared rates are those of a run with this base rate.
    pub(super) fn rates_for(&self, lr: f64) -> bool {
        !self.rates.is_empty() && lr == self.lr
    }

    /// Whether the method follows many runs at once.
    pub fn takes_many(&self) -> bool {
        many(self.optimizer).is_some()
    }

    /// The values of the plan, as often as there are lanes.
    pub(super) fn same_values<S: Lane>(&self) -> Vec<Value> {
        self.values.repeat(S::COUNT)
    }

    /// How the runs from these starts end, with the plan's own parameters.
    pub fn starts(&self, starts: &[Vec2]) -> Vec<Cell> {
        if self.takes_many() { self.starts_of::<Lanes>(starts) } else { self.starts_of::<f64>(starts) }
    }

    fn starts_of<S: Lane>(&self, starts: &[Vec2]) -> Vec<Cell> {
        let values = self.same_values::<S>();
        let mut out = Vec::with_capacity(starts.len());
        for group in starts.chunks(S::COUNT) {
            let full: Vec<Vec2> = (0..S::COUNT).map(|i| group[i.min(group.len() - 1)]).collect();
            self.group::<S>(&full, &values, group.len(), &mut out);
        }
        out
    }

    /// How the runs from the plan's start end with other values of two parameters, named by their places.
    pub fn settings(&self, params: [usize; 2], pairs: &[Vec2]) -> Vec<Cell> {
        let sets: Vec<Option<Vec<Value>>> =
            pairs.iter().map(|pair| self.with(&[(params[0], pair[0]), (params[1], pair[1])])).collect();
        self.sets(&sets)
    }

    /// How the runs from the plan's start end with other values of one parameter: what a scented slider shows.
    pub fn strip(&self, param: usize, at: &[f64]) -> Vec<Cell> {
        let sets: Vec<Option<Vec<Value>>> = at.iter().map(|v| self.with(&[(param, *v)])).collect();
        self.sets(&sets)
    }

    /// The plan's values with some of them replaced; none if the method does not allow that.
    fn with(&self, changes: &[(usize, f64)]) -> Option<Vec<Value>> {
        let mut values = self.values.clone();
        for &(param, value) in changes {
            let Kind::Number { allowed, .. } = self.optimizer.params.get(param)?.kind else { return None };
            let value = allowed.nearest(value);
            if !allowed.contains(value) {
                return None;
            }
            values[param] = Value::Number(value);
        }
        let conflict = (self.optimizer.conflict)(&Settings::new(self.optimizer.params, &values));
        conflict.is_none().then_some(values)
    }

    fn sets(&self, sets: &[Option<Vec<Value>>]) -> Vec<Cell> {
        let cells = if self.takes_many() { self.sets_of::<Lanes>(sets) } else { self.sets_of::<f64>(sets) };
        let mut cells = cells.into_iter();
        sets.iter().map(|set| set.as_ref().and_then(|_| cells.next()).unwrap_or(Cell::NOT_ALLOWED)).collect()
    }

    /// The cells of those sets that there are.
    fn sets_of<S: Lane>(&self, sets: &[Option<Vec<Value>>]) -> Vec<Cell> {
        let there: Vec<&Vec<Value>> = sets.iter().flatten().collect();
        let starts = vec![self.start; S::COUNT];
        let mut out = Vec::with_capacity(there.len());
        for group in there.chunks(S::COUNT) {
            let values: Vec<Value> = (0..S::COUNT).flat_map(|i| group[i.min(group.len() - 1)].clone()).collect();
            self.group::<S>(&starts, &values, group.len(), &mut out);
        }
        out
    }

    /// Runs a group to its end and appends the first `count` cells.
    fn group<S: Lane>(&self, starts: &[Vec2], values: &[Value], count: usize, out: &mut Vec<Cell>) {
        let Some(mut course) = Course::<S>::new(self, starts, values) else { return };
        let mut near = Near::NOTHING;
        let (mut arrived, mut since) = (0_u32, [0_usize; u32::BITS as usize]);
        loop {
            let now = self.judge.arrived(&mut near, &course.x, &course.f, course.gradient()) & course.alive;
            let mut fresh = now & !arrived;
            while fresh != 0 {
                since[fresh.trailing_zeros() as usize] = course.step;
                fresh &= fresh - 1;
            }
            arrived = now;
            if course.step == self.steps || course.alive == 0 {
                break;
            }
            course.advance(self);
        }
        for (i, since) in since.into_iter().enumerate().take(count) {
            let at = arrived >> i & 1 == 1;
            out.push(self.cell(&course, i, at.then_some(since)));
        }
    }

    fn cell<S: Lane>(&self, course: &Course<S>, i: usize, since: Option<usize>) -> Cell {
        if let Some(dead) = course.dead.iter().find(|dead| dead.lane == i) {
            let step = dead.step as u32;
            let (end, loss) = (dead.end, dead.loss);
            return Cell { end, loss, end_step: step, steps: step, ending: Ending::Diverged, minimum: None };
        }
        let (end, loss) = (course.x.map(|v| v.lane(i)), course.f.lane(i));
        let ending = match since {
            Some(_) => Ending::Converged,
            None if !self.domain.contains(end) => Ending::LeftView,
            None => Ending::Budget,
        };
        let minimum = since.and_then(|_| self.judge.minimum(end, loss));
        Cell { end, loss, end_step: course.step as u32, steps: since.unwrap_or(course.step) as u32, ending, minimum }
    }
}
