//! Surface × optimizer: the runs of a scene on many surfaces, each with the best rate for it there.

use super::compare::{By, Score, csv, scores};
use super::{Rates, Run, Scene, Tuner, simulate};
use crate::core::param::Value;
use crate::core::surfaces::SurfaceSpec;

/// The table under way: worked on in small steps, so that a page can draw in between and stop at any time.
pub struct Table {
    /// The scene whose runs are compared.
    scene: Scene,
    surfaces: Vec<&'static SurfaceSpec>,
    rows: Vec<Vec<Score>>,
    tuner: Option<Tuner>,
}

impl Table {
    /// The shown runs of a scene on these surfaces: with the scene's steps, noise and seed, from each surface's own start.
    pub fn new(scene: &Scene, surfaces: Vec<&'static SurfaceSpec>) -> Self {
        let runs = scene.runs.iter().filter(|run| !run.hidden).cloned().collect();
        let scene = Scene { runs, ..scene.clone() };
        Table { scene, surfaces, rows: Vec::new(), tuner: None }
    }

    /// The runs that are compared: the columns.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The race on one of the surfaces, its rates still to be found.
    fn race(&self, surface: &'static SurfaceSpec) -> Scene {
        let (steps, noise, seed) = (self.scene.steps, self.scene.noise, self.scene.seed);
        let mut race = Scene { steps, noise, seed, rates: Rates::Tune, ..Scene::of(surface) };
        race.runs.clone_from(&self.scene.runs);
        // Polyak's step size asks how low f goes, which is another number here.
        if let Some(lowest) = race.landscape().lowest() {
            race.runs.iter_mut().for_each(|run: &mut Run| run.set("f_min", Value::Number(lowest)));
        }
        race
    }

    /// Tries one more rate of one more run. False once all surfaces are done.
    pub fn step(&mut self) -> bool {
        let Some(surface) = self.surfaces.get(self.rows.len()).copied() else { return false };
        match &mut self.tuner {
            None => self.tuner = Some(Tuner::new(&self.race(surface))),
            Some(tuner) => {
                if !tuner.step()
                    && let Some(tuner) = self.tuner.take()
                {
                    let (race, surface) = tuner.finish();
                    self.rows.push(scores(&race, &surface, &simulate(&race)));
                }
            }
        }
        true
    }

    /// How many surfaces are done, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.rows.len(), self.surfaces.len())
    }

    /// The surfaces that are done, each with the scores of all runs in the order of the columns.
    pub fn rows(&self) -> impl Iterator<Item = (&'static SurfaceSpec, &[Score])> {
        self.surfaces.iter().copied().zip(self.rows.iter().map(Vec::as_slice))
    }

    /// What is done as CSV: see [`csv`].
    pub fn csv(&self, by: By) -> String {
        csv(self.rows().map(|(surface, scores)| (surface.id, scores)), by)
    }
}
