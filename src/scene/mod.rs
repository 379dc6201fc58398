//! The scene: everything that decides the picture, as one value and as one line of text.
//!
//! [`Scene`] is the value, [`Action`] every change a person can make to it, [`Scene::read`] and [`Scene::write`]
//! the text of links, and [`simulate`] the runs that follow from it.

mod action;
mod averages;
mod camera;
mod chart;
mod compare;
mod escape;
mod fan;
mod formula;
mod maps;
mod message;
mod node;
mod options;
mod own_data;
mod own_points;
mod page;
mod rates;
mod read;
mod run;
mod saved;
mod slides;
mod table;
mod target;
mod wishes;
mod write;

pub use action::Action;
pub use averages::{Averages, AveragesAction, Data, MAX_CURVES, MAX_DAYS};
pub use camera::{Camera, ELEVATIONS, ZOOMS};
pub use chart::Chart;
pub use compare::{By, Score, csv, place, placed, scores};
pub use fan::{MAX_FAN, fan, fan_shown, mean_path};
pub use formula::{Written, formula_message};
pub use maps::{MAX_SWARM, MapAxis, Maps, View};
pub use message::Message;
pub use node::Node;
pub use options::{ScheduleText, read_schedule};
pub use own_data::{OwnData, read_own_data};
pub use own_points::{BadLine, OwnPoints, read_own_points};
pub use page::{LESSONS, Page};
pub use rates::{Rates, Tuner};
pub use read::{Ignored, Read, Reason, has_area};
pub use run::{MAX_RUNS, Run};
pub use saved::{MAX_SAVED, Saved, listed, to_json};
pub use slides::{MAX_SIDE, MAX_SLIDES, MAX_TITLE, Slides};
pub use table::Table;
pub use target::{ANY_SEED, BETAS, LETTERS, SEEDS, SIGMAS, Target};
pub use wishes::{CONTROLS, MAX_SLIDERS, PANELS, Wishes};

use crate::core::batches::Batch;
use crate::core::optimizers::OPTIMIZERS;
use crate::core::options::Noise;
use crate::core::param::{Value, defaults};
use crate::core::run::{Plan, Trajectory};
use crate::core::scalar::Vec2;
use crate::core::surfaces::{Domain, SURFACES, Surface, SurfaceSpec};
use crate::text::Lang;
use std::sync::Arc;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on a pale ground.
    Light,
    /// Pale ink on a dark ground.
    Dark,
}

impl Theme {
    /// The name in links and in the page's `data-theme`.
    pub fn id(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The number of steps unless the scene says otherwise.
pub const DEFAULT_STEPS: usize = 200;
/// The largest number of steps a scene may ask for.
pub const MAX_STEPS: usize = 10_000;

/// Everything that decides the picture.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The page.
    pub page: Page,
    /// The averages page.
    pub averages: Averages,
    /// The page of races put together.
    pub slides: Slides,
    /// What the race is called by who made it; empty if nothing.
    pub title: String,
    /// The seed of everything random.
    pub seed: u32,
    /// The surface; where there is a formula, what all formulas have in common.
    pub surface: &'static SurfaceSpec,
    /// The values of the surface's parameters, in the order of their descriptions.
    pub surface_values: Vec<Value>,
    /// A formula in place of a surface of the registry.
    pub formula: Option<Arc<Written>>,
    /// The points that one of the models for one's own points is fitted to; empty on all other surfaces.
    pub points: Arc<[Vec2]>,
    /// The part of the plane that counts as in view; the surface's own if none.
    pub domain: Option<Domain>,
    /// Where runs start; the surface's own start if none.
    pub start: Option<Vec2>,
    /// How many steps every run takes.
    pub steps: usize,
    /// The standard deviation of the noise on every gradient, if there is any.
    pub noise: Option<f64>,
    /// How many measurements each step looks at, on a surface with data; all of them if none.
    pub batch: Option<usize>,
    /// How many seeds the selected run is drawn with, the scene's own among them; 0 for its own alone.
    pub fan: usize,
    /// The runs, in the order of the list.
    pub runs: Vec<Run>,
    /// Which rates they are compared at.
    pub rates: Rates,
    /// The step at which the scene is paused; playing from 0 if none.
    pub at: Option<usize>,
    /// The index of the selected run.
    pub select: usize,
    /// What the chart shows.
    pub chart: Chart,
    /// What the stage shows.
    pub view: View,
    /// From where it is seen in three dimensions.
    pub camera: Camera,
    /// Which map, where it shows one.
    pub maps: Maps,
    /// The language the link asks for; the reader's own if none.
    pub lang: Option<Lang>,
    /// The theme the link asks for; the reader's own if none.
    pub theme: Option<Theme>,
    /// What the author of the link decides about the page.
    pub wishes: Wishes,
}

impl PartialEq for Scene {
    fn eq(&self, o: &Self) -> bool {
        self.page == o.page
            && self.averages == o.averages
            && self.slides == o.slides
            && self.title == o.title
            && self.seed == o.seed
            && self.surface.id == o.surface.id
            && self.surface_values == o.surface_values
            && self.formula == o.formula
            && self.points == o.points
            && self.domain == o.domain
            && self.start == o.start
            && self.steps == o.steps
            && self.noise == o.noise
            && self.batch == o.batch
            && self.fan == o.fan
            && self.runs == o.runs
            && self.rates == o.rates
            && self.at == o.at
            && self.select == o.select
            && self.chart == o.chart
            && self.view == o.view
            && self.camera == o.camera
            && self.maps == o.maps
            && self.lang == o.lang
            && self.theme == o.theme
            && self.wishes == o.wishes
    }
}

impl Default for Scene {
    fn default() -> Self {
        Scene::of(&SURFACES[0])
    }
}

impl Scene {
    /// The scene that a surface opens with: its own start, its four good runs.
    pub fn of(surface: &'static SurfaceSpec) -> Self {
        Scene {
            page: Page::Race,
            averages: Averages::default(),
            slides: Slides::default(),
            title: String::new(),
            seed: 0,
            surface,
            surface_values: defaults(surface.params),
            formula: None,
            points: Arc::default(),
            domain: None,
            start: None,
            steps: DEFAULT_STEPS,
            noise: None,
            batch: None,
            fan: 0,
            runs: Run::good(surface),
            rates: Rates::Own,
            at: None,
            select: 0,
            chart: Chart::default(),
            view: View::default(),
            camera: Camera::default(),
            maps: Maps::default(),
            lang: None,
            theme: None,
            wishes: Wishes::default(),
        }
    }

    /// The part of the plane that counts as in view.
    pub fn domain(&self) -> Domain {
        self.domain.unwrap_or(self.surface.domain)
    }

    /// Where runs start.
    pub fn start(&self) -> Vec2 {
        self.start.unwrap_or(self.surface.start)
    }

    /// The surface with its parameters filled in, or the formula, of which no minimum is known.
    pub fn landscape(&self) -> Surface {
        match &self.formula {
            Some(written) => written.surface(),
            None if !self.points.is_empty() => Surface::own(self.surface, &self.points),
            None => Surface::new(self.surface, &self.surface_values),
        }
    }

    /// The landscape as it is drawn: with the minima of the view, looked for where none are known. That takes some
    /// milliseconds.
    pub fn landscape_with_minima(&self) -> Surface {
        self.landscape().with_minima_found(self.domain())
    }

    /// How the data are dealt out to the steps, if each looks at a part of them only.
    pub fn batches(&self) -> Option<Batch> {
        self.batch.map(|size| Batch { size, seed: self.seed })
    }

    /// How many measurements the surface is fitted to; 0 if it has no data.
    pub fn terms(&self) -> usize {
        self.landscape().objective.terms()
    }

    /// What one of the runs does.
    pub fn plan<'a>(&self, run: &'a Run) -> Plan<'a> {
        let noise = self.noise.map(|sigma| Noise { sigma, seed: self.seed });
        let plain = Plan::new(run.optimizer, &run.values, self.start(), self.steps);
        Plan { options: &run.options, noise, batch: self.batches(), ..plain }
    }

    /// The names of the runs as shown: the method's, with a number from the second of a kind on ("Adam 2").
    pub fn run_names(&self, lang: Lang) -> Vec<String> {
        let nth = |i: usize| self.runs[..=i].iter().filter(|r| r.optimizer.id == self.runs[i].optimizer.id).count();
        let name = |i: usize| crate::text::optimizer_name(lang, self.runs[i].optimizer.id);
        (0..self.runs.len())
            .map(|i| if nth(i) > 1 { format!("{} {}", name(i), nth(i)) } else { name(i).into() })
            .collect()
    }
}

/// Every run of the scene, hidden ones too, from start to end.
pub fn simulate(scene: &Scene) -> Vec<Trajectory> {
    let surface = scene.landscape();
    scene.runs.iter().map(|run| scene.plan(run).follow(&surface, scene.domain())).collect()
}

/// The names of all optimizers, for messages.
fn optimizer_ids() -> String {
    OPTIMIZERS.iter().map(|o| o.id).collect::<Vec<_>>().join(", ")
}
