//! Changes of the list of runs, and of one of them.

use crate::core::optimizers::OptimizerSpec;
use crate::core::options::Options;
use crate::core::param::{Kind, ParamSpec, Value, position};
use crate::core::run::Plan;
use crate::core::schedules::Setting;
use crate::core::surfaces::Surface;
use crate::core::tune;
use crate::scene::Scene;
use crate::scene::run::Run;

impl Scene {
    /// Changes a run, if it is there.
    pub(super) fn change_run(&mut self, i: usize, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.runs.get_mut(i) {
            change(run);
        }
    }

    /// A run of this method with settings that work on this surface: those written with the surface, or the best
    /// rate found by trying.
    pub(super) fn good_run(&self, spec: &'static OptimizerSpec, slot: usize, options: Options) -> Run {
        let written = Run::good(self.surface).into_iter().find(|run| run.optimizer.id == spec.id);
        let works = written.is_some() && self.formula.is_none();
        let mut run = Run { options, ..written.unwrap_or_else(|| Run::new(spec, slot)) };
        if !works {
            let landscape = self.landscape();
            // Polyak's step size asks how low f goes; where that is known, nobody has to type it.
            if let Some(lowest) = landscape.lowest() {
                run.set("f_min", Value::Number(lowest));
            }
            self.tune(&mut run, &landscape);
        }
        run.slot = slot;
        run
    }

    /// Gives a run the best rate found by trying, if any does, whatever part of the plane is looked at.
    pub(in crate::scene) fn tune(&self, run: &mut Run, surface: &Surface) {
        let plan = Plan { steps: self.steps.min(1000), ..self.plan(run) };
        if let Some(lr) = tune::best_rate(&plan, surface, self.tuning_domain())
            && let Some(rate) = run.optimizer.rate()
        {
            run.set(rate.id, Value::Number(lr));
        }
    }

    /// Takes a run away; what names runs by their place goes on meaning the same ones.
    pub(super) fn remove(&mut self, i: usize) {
        if i < self.runs.len() {
            self.runs.remove(i);
            self.renumber_sliders(|run| (run != i).then(|| run - usize::from(run > i)));
            for place in [&mut self.select, &mut self.maps.run] {
                if *place > i || *place == self.runs.len() {
                    *place = place.saturating_sub(1);
                }
            }
        }
    }

    /// Moves a run to another place; what names runs by their place goes on meaning the same ones.
    pub(super) fn reorder(&mut self, from: usize, to: usize) {
        if from < self.runs.len() && to < self.runs.len() {
            let run = self.runs.remove(from);
            self.runs.insert(to, run);
            let now = |place: usize| match place {
                moved if moved == from => to,
                passed if from < passed && passed <= to => passed - 1,
                passed if to <= passed && passed < from => passed + 1,
                other => other,
            };
            (self.select, self.maps.run) = (now(self.select), now(self.maps.run));
            self.renumber_sliders(|run| Some(now(run)));
        }
    }

    /// Shows one run alone; if it already is alone, shows all.
    pub(super) fn isolate(&mut self, i: usize) {
        if i < self.runs.len() {
            let alone = self.runs.iter().enumerate().all(|(j, run)| run.hidden == (j != i));
            for (j, run) in self.runs.iter_mut().enumerate() {
                run.hidden = !alone && j != i;
            }
            self.select = i;
        }
    }
}

/// Sets a parameter, if it may have this value, and, where that makes an impossible pair, the other one of the pair.
pub(super) fn set_param(run: &mut Run, id: &'static str, value: Value) {
    run.set(id, nearest(run.optimizer.params, id, value));
    if run.conflict() != Some("nesterov") {
        return;
    }
    if id == "nesterov" {
        // Nesterov's look-ahead needs momentum and, as in torch, no dampening: switching it on provides them.
        if run.value("momentum").map(Value::number) == Some(0.0) {
            run.set("momentum", Value::Number(0.9));
        }
        run.set("dampening", Value::Number(0.0));
    } else {
        run.set("nesterov", Value::Flag(false));
    }
}

/// The nearest value that counts: a slider does not know where only whole numbers do.
fn nearest(params: &[ParamSpec], id: &str, value: Value) -> Value {
    match (position(params, id).map(|i| params[i].kind), value) {
        (Some(Kind::Number { allowed, .. }), Value::Number(v)) => Value::Number(allowed.nearest(v)),
        _ => value,
    }
}

/// Sets a parameter of the schedule; numbers of steps are rounded.
pub(super) fn set_schedule(run: &mut Run, id: &str, setting: Setting) {
    let Some(schedule) = &mut run.options.schedule else { return };
    let whole = schedule.position(id).is_some_and(|i| schedule.spec.params[i].whole());
    let setting = match setting {
        Setting::One(Value::Number(v)) if whole => Setting::One(Value::Number(v.round())),
        Setting::List(list) => Setting::List(list.into_iter().map(f64::round).collect()),
        other => other,
    };
    schedule.set(id, setting);
}

/// The place of `heavy_ball` among the conventions.
const HEAVY_BALL: usize = 2;

/// heavy_ball(lr) = ema_zero(lr/(1 − β)): between those two the path stays exactly; from and to `ema` it stays but
/// for the first steps.
pub(super) fn set_convention(run: &mut Run, convention: usize) {
    let (Some(beta), Some(old)) = (run.value("beta"), run.value("convention")) else { return };
    run.set("convention", Value::Choice(convention));
    let new = run.value("convention").map_or(0, Value::choice);
    let forget = 1.0 - beta.number();
    let lr = match (old.choice() == HEAVY_BALL, new == HEAVY_BALL) {
        (true, false) => run.lr() / forget,
        (false, true) => run.lr() * forget,
        _ => return,
    };
    // 0.055·(1 − 0.9) is 0.005499999999999999 in floats; the person means 0.0055.
    run.set("lr", Value::Number(crate::core::format::round_significant(lr, 12)));
}
