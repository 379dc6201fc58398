//! Which map is asked for, and what has come of it so far.

use crate::chart::cells::Cells;
use crate::core::surfaces::Domain;
use crate::scene::{Maps as MapsOf, Rates, Scene, View};
use crate::web::maps::{COARSEST, Maps};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// A map that is asked for.
#[derive(Clone)]
pub(super) struct Asked {
    /// The scene that shows it.
    pub text: Rc<str>,
    /// How many steps its runs take.
    steps: usize,
    /// Columns and rows.
    pub size: [usize; 2],
    /// The scene without what the map does not depend on.
    same: String,
}

impl PartialEq for Asked {
    fn eq(&self, o: &Self) -> bool {
        self.size == o.size && self.same == o.same
    }
}

/// A scene with a single run, and nothing of what only concerns the page.
pub(in super::super) fn alone(scene: &Scene, run: usize) -> Scene {
    let mut all = scene.clone();
    let mut run = all.runs.swap_remove(run);
    (run.hidden, run.slot) = (false, 0);
    Scene {
        page: Default::default(),
        averages: Default::default(),
        slides: Default::default(),
        title: String::new(),
        fan: 0,
        runs: vec![run],
        rates: Rates::Own,
        at: None,
        select: 0,
        chart: Default::default(),
        camera: Default::default(),
        maps: MapsOf { run: 0, swarm: 0, ..all.maps },
        lang: None,
        theme: None,
        wishes: Default::default(),
        ..all
    }
}

impl Asked {
    /// The basin map of a run, of this part of the plane.
    pub fn basins(scene: &Scene, run: usize, domain: Domain, size: [usize; 2]) -> Asked {
        let own = scene.domain();
        let mut scene = Scene { view: View::Basins, start: None, ..alone(scene, run) };
        scene.maps = MapsOf::default();
        if domain != own {
            scene.domain = Some(domain);
        }
        let text = scene.write();
        Asked { text: text.as_str().into(), steps: scene.steps, size, same: text }
    }

    /// The rate map of the run that the scene says.
    pub fn rates(scene: &Scene, size: [usize; 2]) -> Asked {
        let axes = scene.map_axes();
        let mut scene = Scene { view: View::Rates, ..alone(scene, scene.maps.run) };
        let text = scene.write();
        // The present setting of what is varied has no say; the text that says so is compared, not asked.
        for axis in axes.into_iter().flatten() {
            let run = &mut scene.runs[0];
            run.values[axis.param] = run.optimizer.params[axis.param].default;
        }
        Asked { text: text.into(), steps: scene.steps, size, same: scene.write() }
    }
}

/// A map as far as it is known.
#[derive(Clone)]
pub(super) struct Mapped {
    /// Its cells.
    pub cells: Rc<RefCell<Cells>>,
    /// Counts what has been added.
    pub count: u32,
    /// Whether all is there.
    pub done: bool,
    /// Which part is there, from 0 to 1.
    pub progress: f64,
}

/// Milliseconds after which progress is shown.
const PATIENCE: u32 = 300;
/// Milliseconds between two pictures while a map is refined.
const OFTEN: f64 = 90.0;

/// The map that is asked for, refined in place, and whether it takes long enough to say so. Until the first cells of
/// another map are there the one before stays.
#[hook]
pub(super) fn use_map(maps: &Maps, key: u32, asked: Option<Asked>) -> (Option<Mapped>, bool) {
    let mapped = use_state(|| None::<Mapped>);
    let late = use_state_eq(|| false);
    let count = use_mut_ref(|| 0_u32);
    use_effect_with(asked, {
        let (maps, mapped, late) = (maps.clone(), mapped.setter(), late.setter());
        move |asked: &Option<Asked>| {
            late.set(false);
            let wait = asked.as_ref().map(|Asked { text, steps, size, .. }| {
                let cells = Rc::new(RefCell::new(Cells::new(*size, COARSEST)));
                let (over, shown) = (late.clone(), Cell::new(0.0));
                maps.map(key, text, *steps, *size, move |tile, new| {
                    cells.borrow_mut().take(tile, &new);
                    let progress = cells.borrow().progress();
                    let (done, now) = (progress >= 1.0, js_sys::Date::now());
                    if done {
                        over.set(false);
                    }
                    if done || now - shown.get() > OFTEN {
                        shown.set(now);
                        *count.borrow_mut() += 1;
                        let (cells, count) = (Rc::clone(&cells), *count.borrow());
                        mapped.set(Some(Mapped { cells, count, done, progress }));
                    }
                });
                Timeout::new(PATIENCE, move || late.set(true))
            });
            move || {
                drop(wait);
                maps.cancel(key);
            }
        }
    });
    let now = (*mapped).clone();
    let late = *late && now.as_ref().is_none_or(|now| !now.done);
    (now, late)
}
