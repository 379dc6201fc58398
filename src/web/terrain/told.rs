//! What the race has told: the scene, its surface, its runs; and from frame to frame, the step and what is shown there.

use crate::chart::arrows::Arrows;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Camera, Chart, Maps, Scene, View, Wishes, fan_shown, simulate};
use crate::web::tool;
use crate::web::tools::same_surface;
use std::rc::Rc;

/// A scene with what follows from it.
#[derive(Clone)]
pub(super) struct Told {
    text: Rc<str>,
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface, with the minima that are known or found.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// The fan of seeds of the selected run, if one is drawn.
    pub fan: Rc<Vec<Trajectory>>,
}

impl Told {
    /// What the race tells now. A scene that has not changed is not read anew, nor are its runs followed anew if none of
    /// them is another one.
    pub fn now(before: Option<&Told>) -> Option<Told> {
        let text = tool::maps_place()?.get_attribute("data-scene")?;
        if let Some(same) = before.filter(|before| *before.text == *text) {
            return Some(same.clone());
        }
        let scene = Scene::read(&text).scene;
        let ground = before.filter(|before| same_surface(&before.scene, &scene));
        let surface =
            ground.map_or_else(|| Rc::new(scene.landscape_with_minima()), |before| Rc::clone(&before.surface));
        let paths = ground.filter(|before| race_of(&before.scene) == race_of(&scene));
        let runs = paths.map_or_else(|| Rc::new(simulate(&scene)), |before| Rc::clone(&before.runs));
        let seeds = paths.filter(|b| (b.scene.fan, b.scene.select) == (scene.fan, scene.select));
        let fan = seeds.map_or_else(|| Rc::new(fan_shown(&scene)), |before| Rc::clone(&before.fan));
        Some(Told { text: text.into(), scene: Rc::new(scene), surface, runs, fan })
    }
}

impl Told {
    /// Whether the paths on the ground are the same: the runs, which of them are hidden, the fan.
    pub fn same_paths(&self, o: &Told) -> bool {
        let hidden = |told: &Told| told.scene.runs.iter().map(|run| run.hidden).collect::<Vec<_>>();
        Rc::ptr_eq(&self.runs, &o.runs) && self.fan == o.fan && hidden(self) == hidden(o)
    }
}

/// The scene without what changes no run.
fn race_of(scene: &Scene) -> Scene {
    Scene {
        at: None,
        select: 0,
        view: View::default(),
        camera: Camera::default(),
        maps: Maps::default(),
        chart: Chart::default(),
        title: String::new(),
        fan: 0,
        lang: None,
        theme: None,
        wishes: Wishes::default(),
        ..scene.clone()
    }
}

/// What is shown of the runs now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Now {
    /// The step.
    pub step: usize,
    /// The run pointed at.
    pub hover: Option<usize>,
    /// Which arrows are drawn.
    pub arrows: Arrows,
    /// Whether lines are strong, for a projector.
    pub strong: bool,
}

impl Now {
    /// From what the race has said last; the bits are those of `Stage`.
    pub fn heard((step, hover, marks): (usize, Option<usize>, usize)) -> Now {
        let on = |bit: usize| marks >> bit & 1 == 1;
        let [gradient, velocity, step_ahead, curvature, square, trail] = [0, 1, 2, 3, 4, 5].map(on);
        let arrows = Arrows { gradient, velocity, step: step_ahead, curvature, square, trail, field: false };
        Now { step, hover, arrows, strong: on(6) }
    }
}
