//! Every change a person can make to a scene. Pure: the same action on the same scene gives the same scene.

mod runs;

use runs::{set_convention, set_param, set_schedule};

use super::read::has_area;
use super::run::{MAX_RUNS, Run, accepts, free_slot};
use super::{
    AveragesAction, Camera, Chart, MAX_FAN, MAX_SIDE, MAX_STEPS, MAX_SWARM, MapAxis, Page, Rates, Scene, View, options,
    own_points,
};
use crate::core::optimizers::OptimizerSpec;
use crate::core::options::{Clip, Lookahead, Options};
use crate::core::param::{Range, Value, position};
use crate::core::scalar::Vec2;
use crate::core::schedules::{Schedule, ScheduleSpec, Setting};
use crate::core::surfaces::{Domain, OWN, SurfaceSpec, own_surface};
use std::sync::Arc;

/// A change to the scene. Runs are named by their index.
#[derive(Clone, Debug)]
pub enum Action {
    /// Replaces everything (a link was opened, undo, a preset).
    Load(Box<Scene>),
    /// Another page.
    SetPage(Page),
    /// The races that come next in the list of them, or those before.
    TurnSlide(bool),
    /// How many races of the list stand side by side.
    SetSide(usize),
    /// A change to the averages page.
    Averages(AveragesAction),
    /// Another surface, seen whole, from its own start. Runs with the old surface's good settings get the new one's.
    SetSurface(&'static SurfaceSpec),
    /// A parameter of the surface.
    SetSurfaceParam(&'static str, Value),
    /// One's own points in place of the surface, fitted by the model there was, or else by a line.
    SetPoints(Vec<Vec2>),
    /// A formula in place of the surface, if it is one.
    SetFormula(String),
    /// A letter of the formula.
    SetVar(char, f64),
    /// Where runs start.
    SetStart(Vec2),
    /// The part of the plane that is looked at; none for the surface's own.
    SetDomain(Option<Domain>),
    /// How many steps are taken.
    SetSteps(usize),
    /// A parameter of a run.
    SetParam(usize, &'static str, Value),
    /// Another convention of momentum, the learning rate rescaled so that the path stays where that is possible.
    SetConvention(usize, usize),
    /// Another method for a run, with a rate that works here.
    SetOptimizer(usize, &'static OptimizerSpec),
    /// One more run, with a rate that works here; it is selected.
    AddRun(&'static OptimizerSpec),
    /// A copy of a run, after it; it is selected.
    DuplicateRun(usize),
    /// Takes a run away.
    RemoveRun(usize),
    /// Moves a run to another place of the list.
    MoveRun(usize, usize),
    /// Shows or hides a run.
    ToggleHidden(usize),
    /// Shows one run alone; if it already is alone, shows all.
    Isolate(usize),
    /// Selects a run.
    Select(usize),
    /// Another schedule for a run, its numbers of steps fitted to the scene's; none for a constant rate.
    SetSchedule(usize, Option<&'static ScheduleSpec>),
    /// A parameter of a run's schedule; numbers of steps are rounded.
    SetScheduleParam(usize, &'static str, Setting),
    /// How the gradients of a run are clipped.
    SetClip(usize, Clip),
    /// Look-ahead of a run; none to switch it off.
    SetLookahead(usize, Option<Lookahead>),
    /// Which rates the runs are compared at.
    SetRates(Rates),
    /// The rates that a search has found, one a run, none where all diverge: what [`Rates::Tune`] waits for.
    Tuned(Vec<Option<f64>>),
    /// The standard deviation of the noise on every gradient; none to switch it off.
    SetNoise(Option<f64>),
    /// How many measurements each step looks at, 1 for one by one; 0 for all of them.
    SetBatch(usize),
    /// How many seeds the selected run is drawn with; 0 or 1 for its own alone.
    SetFan(usize),
    /// The seed of everything random.
    SetSeed(u32),
    /// What the chart shows.
    SetChart(Chart),
    /// What the stage shows.
    SetView(View),
    /// From where the landscape is seen in three dimensions.
    SetCamera(Camera),
    /// The run that the map is of.
    SetMapRun(usize),
    /// How many particles are on their way; 0 for none.
    SetSwarm(usize),
    /// A direction of the rate map, 0 for x and 1 for y; none for the usual one.
    SetMapAxis(usize, Option<MapAxis>),
    /// Pauses at a step, or plays.
    SetAt(Option<usize>),
}

impl Scene {
    /// Makes the change. What does not apply (a run that is not there) changes nothing.
    pub fn apply(&mut self, action: Action) {
        let ruled = self.rates != Rates::Own && !matches!(action, Action::Load(_) | Action::SetPage(_));
        let before = ruled.then(|| self.clone());
        self.make(action);
        self.settle_maps();
        if let Some(before) = before {
            self.keep_rates_fair(&before);
        }
        self.keep_sliders_of_what_is_there();
    }

    fn make(&mut self, action: Action) {
        match action {
            Action::Load(scene) => *self = *scene,
            Action::SetPage(page) => self.page = page,
            Action::TurnSlide(forward) => {
                if let Some(show) = self.slides.turned(forward) {
                    self.slides.show = show;
                }
            }
            Action::SetSide(side) if (1..=MAX_SIDE).contains(&side) => self.slides.side = side,
            Action::Averages(AveragesAction::SetSeed(seed)) => self.seed = seed,
            Action::Averages(action) => self.averages.apply(action),
            Action::SetSurface(spec) => {
                let own = own_surface(spec.id).is_some();
                // A model for one's own points comes with them, or not at all.
                if !own {
                    self.move_to(Scene::of(spec));
                } else if !self.points.is_empty() {
                    self.move_to(Scene::of_points(spec, Arc::clone(&self.points)));
                }
            }
            Action::SetPoints(points) if own_points::allowed(&points) => {
                let spec = own_surface(self.surface.id).unwrap_or(&OWN[0]);
                self.move_to(Scene::of_points(spec, points.into()));
            }
            Action::SetFormula(text) => self.change_formula(&text),
            Action::SetVar(letter, value) => self.set_letter(letter, value),
            Action::SetSurfaceParam(id, value) => {
                if let Some(i) = position(self.surface.params, id).filter(|i| accepts(&self.surface.params[*i], value))
                {
                    self.surface_values[i] = value;
                }
            }
            // A start equal to the surface's own is not written into links.
            Action::SetStart(p) if p.iter().all(|v| v.is_finite()) => {
                // Zero has no sign in a link.
                self.start = (p != self.surface.start).then_some(p.map(|v| v + 0.0));
            }
            Action::SetDomain(domain) if domain.is_none_or(has_area) => {
                self.domain = domain.filter(|d| *d != self.surface.domain);
            }
            Action::SetSteps(n) => {
                self.steps = n.clamp(1, MAX_STEPS);
                self.at = self.at.map(|at| at.min(self.steps));
            }
            Action::SetParam(i, id, value) => self.change_run(i, |run| set_param(run, id, value)),
            Action::SetConvention(i, convention) => self.change_run(i, |run| set_convention(run, convention)),
            Action::SetOptimizer(i, spec) => {
                if let Some(old) = self.runs.get(i) {
                    self.runs[i] = self.good_run(spec, old.slot, old.options.clone());
                }
            }
            Action::AddRun(spec) => {
                if self.runs.len() < MAX_RUNS {
                    let run = self.good_run(spec, free_slot(&self.runs), Options::default());
                    self.runs.push(run);
                    self.select = self.runs.len() - 1;
                }
            }
            Action::DuplicateRun(i) => {
                if i < self.runs.len() && self.runs.len() < MAX_RUNS {
                    let copy = Run { slot: free_slot(&self.runs), ..self.runs[i].clone() };
                    self.runs.insert(i + 1, copy);
                    self.select = i + 1;
                    self.renumber_sliders(|run| Some(run + usize::from(run > i)));
                    self.maps.run += usize::from(self.maps.run > i);
                }
            }
            Action::RemoveRun(i) => self.remove(i),
            Action::MoveRun(from, to) => self.reorder(from, to),
            Action::ToggleHidden(i) => self.change_run(i, |run| run.hidden = !run.hidden),
            Action::Isolate(i) => self.isolate(i),
            Action::Select(i) => self.select = i.min(self.runs.len().saturating_sub(1)),
            Action::SetSchedule(i, spec) => {
                let schedule = spec.map(|spec| Schedule::fitted(spec, self.steps));
                self.change_run(i, |run| run.options.schedule = schedule);
            }
            Action::SetScheduleParam(i, id, setting) => self.change_run(i, |run| set_schedule(run, id, setting)),
            Action::SetClip(i, clip) if options::allows_clip(clip) => self.change_run(i, |run| run.options.clip = clip),
            Action::SetLookahead(i, ahead) if ahead.is_none_or(options::allows_lookahead) => {
                self.change_run(i, |run| run.options.lookahead = ahead);
            }
            Action::SetRates(rates) => self.set_rates(rates),
            Action::Tuned(found) => self.take_tuned(&found),
            Action::SetNoise(sigma) if sigma.is_none_or(|s| Range::NOT_NEGATIVE.contains(s)) => self.noise = sigma,
            Action::SetBatch(0) => self.batch = None,
            Action::SetBatch(size) if size <= self.terms() => self.batch = Some(size),
            Action::SetFan(n) => self.set_fan(n),
            Action::SetSeed(seed) => self.seed = seed,
            Action::SetChart(chart) => self.chart = chart,
            Action::SetView(view) => self.view = view,
            Action::SetCamera(camera) => self.camera = camera.settled(),
            Action::SetMapRun(i) => self.maps.run = i.min(self.runs.len().saturating_sub(1)),
            Action::SetSwarm(n) => self.maps.swarm = n.min(MAX_SWARM),
            Action::SetMapAxis(i, axis) if i < 2 => self.maps.axes[i] = axis,
            Action::SetMapAxis(..) => {}
            Action::SetAt(at) => self.at = at.map(|at| at.min(self.steps)),
            // A value that a link could not hold changes nothing.
            Action::SetStart(_) | Action::SetDomain(_) | Action::SetNoise(_) | Action::SetBatch(_) => {}
            Action::SetPoints(_) | Action::SetSide(_) => {}
            Action::SetClip(..) | Action::SetLookahead(..) => {}
        }
    }

    /// One seed is no fan.
    pub(super) fn set_fan(&mut self, n: usize) {
        self.fan = if n < 2 { 0 } else { n.min(MAX_FAN) };
    }

    /// Goes to the surface of another scene, keeping what belongs to the reader: the runs that were touched, the time,
    /// the other pages. Untouched runs get the settings that are good there.
    pub(super) fn move_to(&mut self, there: Scene) {
        let old = self.brought_runs();
        // Batches of as many as there are all of the data, or there are none to deal out.
        let batch = self.batch.filter(|size| *size <= there.terms());
        let new = Scene {
            page: self.page,
            averages: self.averages.clone(),
            slides: self.slides.clone(),
            title: self.title.clone(),
            seed: self.seed,
            steps: self.steps,
            noise: self.noise,
            batch,
            fan: self.fan,
            rates: self.rates,
            at: self.at,
            chart: self.chart,
            view: self.view,
            camera: self.camera,
            maps: self.maps,
            lang: self.lang,
            theme: self.theme,
            wishes: self.wishes.clone(),
            ..there
        };
        let untouched = |run: &Run| old.iter().any(|good| good.same_settings(run));
        let before = std::mem::replace(self, new);
        let own = self.bring_runs();
        self.runs = before
            .runs
            .into_iter()
            .map(|run| match own.iter().find(|good| good.optimizer.id == run.optimizer.id) {
                Some(good) if untouched(&run) => Run { hidden: run.hidden, slot: run.slot, ..good.clone() },
                _ => run,
            })
            .collect();
        self.select = before.select;
    }
}
