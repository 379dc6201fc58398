//! Text → scene. Never panics; what cannot be used keeps its default and is reported, once each, by name.

mod averages;
mod ground;
mod ignored;
mod runs;
mod values;

pub(super) use averages::default_curve;
use averages::{AVERAGES_KEYS, read_averages};
use ground::{read_formula, read_points, read_surface};
pub use ignored::{Ignored, Reason};
use runs::read_runs;
pub(super) use runs::{run, settings};
pub use values::has_area;
use values::{domain, flag, numbers, one_of};
pub(super) use values::{known, whole};

use super::run::MAX_RUNS;
use super::{
    CONTROLS, Camera, Chart, MAX_FAN, MAX_SIDE, MAX_SLIDES, MAX_STEPS, MAX_SWARM, MapAxis, PANELS, Page, Rates, Scene,
    Target, Theme, View, escape, options, slides, wishes,
};
use crate::core::order::sorted_by;
use crate::text::Lang;
use std::collections::HashSet;

/// A scene, and what in its text could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The scene, with defaults in place of what was ignored.
    pub scene: Scene,
    /// What was ignored, in the order of the text.
    pub ignored: Vec<Ignored>,
}

/// One `key=value` of the text.
struct Pair<'a> {
    /// The text as written.
    part: &'a str,
    key: String,
    value: String,
}

/// The most things that are reported, and the most bytes of each: a link may be a megabyte of mistakes.
const MOST: usize = 60;
const LONGEST: usize = 400;

/// What could not be used, each with the place of its pair in the text.
#[derive(Default)]
struct Complaints(Vec<(usize, Ignored)>);

impl Complaints {
    fn push(&mut self, place: usize, what: &str, reason: Reason) {
        self.0.push((place, Ignored { what: what.to_string(), reason }));
    }

    /// A whole pair could not be used.
    fn pair(&mut self, place: usize, pair: &Pair, reason: Reason) {
        self.push(place, &escape::decode(pair.part), reason);
    }

    fn in_order(self) -> Vec<Ignored> {
        let mut sorted = sorted_by(self.0, |(place, _)| *place as f64);
        sorted.truncate(MOST);
        let short = |(_, mut ignored): (usize, Ignored)| {
            ignored.what.truncate(ignored.what.floor_char_boundary(LONGEST));
            ignored
        };
        sorted.into_iter().map(short).collect()
    }
}

impl Scene {
    /// Reads the text of a link (what follows `#`), of an embed or of the command line.
    pub fn read(text: &str) -> Read {
        Scene::read_as(text, false)
    }

    /// Reads the text of a race inside a list of them, which cannot hold a list itself.
    pub(super) fn read_slide(text: &str) -> Read {
        Scene::read_as(text, true)
    }

    fn read_as(text: &str, slide: bool) -> Read {
        let mut bad = Complaints::default();
        let mut pairs: Vec<Pair> = Vec::new();
        for part in text.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            pairs.push(Pair { part, key: escape::decode(key), value: escape::decode(value) });
        }
        let mut seen = HashSet::new();
        let first: Vec<bool> =
            pairs.iter().map(|p| matches!(p.key.as_str(), "run" | "slide") || seen.insert(p.key.as_str())).collect();

        // The surface comes first wherever it stands: other defaults depend on it.
        let mut scene = Scene::default();
        let points = read_points(&pairs, &mut bad);
        if let Some(place) = pairs.iter().position(|p| p.key == "surface") {
            read_surface(place, &pairs[place], points, &mut scene, &mut bad);
        }
        read_formula(&pairs, &mut scene, &mut bad);
        for (place, pair) in pairs.iter().enumerate() {
            let value = pair.value.as_str();
            let result = match pair.key.as_str() {
                _ if !first[place] => Err(Reason::Repeated),
                "surface" | "points" | "run" | "f" | "vars" | "map.x" | "map.y" => Ok(()),
                "domain" => domain(value).map(|d| scene.domain = Some(d)),
                "start" => numbers(value).map(|p| scene.start = Some(p)),
                "steps" => whole(value, 1, MAX_STEPS).map(|n| scene.steps = n),
                "at" => whole(value, 0, MAX_STEPS).map(|n| scene.at = Some(n)),
                "select" => whole(value, 0, MAX_RUNS - 1).map(|n| scene.select = n),
                "chart" => Chart::read(value).map(|chart| scene.chart = chart),
                "view" => View::read(value).map(|view| scene.view = view),
                "camera" => Camera::read(value).map(|camera| scene.camera = camera),
                "map" => whole(value, 0, MAX_RUNS - 1).map(|n| scene.maps.run = n),
                "swarm" => whole(value, 0, MAX_SWARM).map(|n| scene.maps.swarm = n),
                "page" => Page::read(value).map(|p| scene.page = p).ok_or_else(|| Reason::UnknownName(Page::names())),
                "rates" => Rates::read(value).map(|rates| scene.rates = rates),
                "noise" => options::noise(value).map(|sigma| scene.noise = sigma),
                "batch" => batch(value, &scene).map(|size| scene.batch = size),
                "fan" => whole(value, 0, MAX_FAN).map(|n| scene.set_fan(n)),
                "seed" => whole(value, 0, u32::MAX as usize).map(|n| scene.seed = n as u32),
                key if AVERAGES_KEYS.contains(&key) => read_averages(key, value, &mut scene),
                "slide" | "side" | "show" if !slide => read_slides(place, pair, &mut scene, &mut bad),
                "title" => slides::title(value).map(|title| scene.title = title),
                "lang" => {
                    Lang::from_tag(value).map(|l| scene.lang = Some(l)).ok_or_else(|| known(&Lang::ALL.map(Lang::id)))
                }
                "theme" => one_of(value, &["light", "dark"])
                    .map(|i| scene.theme = Some(if i == 0 { Theme::Light } else { Theme::Dark })),
                "embed" => flag(value).map(|on| scene.wishes.embed = on),
                "predict" => flag(value).map(|on| scene.wishes.predict = on),
                "sliders" => wishes::sliders(value).map(|names| scene.wishes.sliders = names),
                "hide" => wishes::names(value, &PANELS).map(|names| scene.wishes.hide = names),
                "lock" => wishes::names(value, &CONTROLS).map(|names| scene.wishes.lock = names),
                "v" => one_of(value, &["1"]).map(|_| ()),
                _ => Err(Reason::UnknownKey),
            };
            if let Err(reason) = result {
                bad.pair(place, pair, reason);
            }
        }
        // What the surface has by itself is no setting: scenes that look the same are the same.
        scene.start = scene.start.filter(|p| *p != scene.surface.start);
        scene.domain = scene.domain.filter(|d| *d != scene.surface.domain);
        // A list belongs to its own page.
        if scene.page != Page::Slides {
            scene.slides = super::Slides::default();
        }
        read_runs(&pairs, &mut scene, &mut bad);
        scene.set_rates(scene.rates);
        check_together(&pairs, &mut scene, &mut bad);
        read_axes(&pairs, &mut scene, &mut bad);
        Read { scene, ignored: bad.in_order() }
    }
}

/// Reads how many measurements a step looks at; 0 is all of them.
fn batch(value: &str, scene: &Scene) -> Result<Option<usize>, Reason> {
    let terms = scene.terms();
    if terms == 0 {
        return Err(Reason::NoData);
    }
    whole(value, 0, terms).map(|size| Some(size).filter(|size| *size > 0))
}

fn read_slides(place: usize, pair: &Pair, scene: &mut Scene, bad: &mut Complaints) -> Result<(), Reason> {
    let own = &mut scene.slides;
    match pair.key.as_str() {
        "side" => own.side = whole(&pair.value, 1, MAX_SIDE)?,
        "show" => own.show = whole(&pair.value, 0, MAX_SLIDES - 1)?,
        _ if own.scenes.len() == MAX_SLIDES => return Err(Reason::NotAllowed(format!("slide × 1 … {MAX_SLIDES}"))),
        _ => {
            let mut ignored = Vec::new();
            let text = slides::read(&pair.value, &mut ignored)?;
            bad.0.extend(ignored.into_iter().map(|i| (place, i)));
            own.scenes = own.scenes.iter().cloned().chain([text]).collect();
        }
    }
    Ok(())
}

/// What is right by itself but not with the rest: a step after the last, a selected run that is not there.
fn check_together(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let named = scene.wishes.sliders.iter().flatten();
    let lost: Vec<String> = named.filter(|name| Target::find(scene, name).is_none()).cloned().collect();
    if let Some(place) = pairs.iter().position(|p| p.key == "sliders").filter(|_| !lost.is_empty()) {
        for name in &lost {
            bad.push(place, if name.is_empty() { pairs[place].part } else { name }, Reason::UnknownKey);
        }
        let kept =
            scene.wishes.sliders.take().map(|names| names.into_iter().filter(|name| !lost.contains(name)).collect());
        scene.wishes.sliders = kept.filter(|names: &Vec<String>| !names.is_empty());
    }
    let mut complain = |key: &str, last: usize| {
        if let Some(place) = pairs.iter().position(|p| p.key == key) {
            bad.pair(place, &pairs[place], Reason::NotAllowed(format!("0 … {last}")));
        }
    };
    if scene.at.is_some_and(|at| at > scene.steps) {
        complain("at", scene.steps);
        scene.at = None;
    }
    if scene.averages.mark.is_some_and(|day| day > scene.averages.len()) {
        complain("mark", scene.averages.len());
        scene.averages.mark = None;
    }
    if !pairs.iter().any(|p| p.key == "curve") {
        scene.averages.curve = default_curve(&scene.averages.betas);
    }
    let curves = scene.averages.betas.len() - 1;
    if scene.averages.curve > curves {
        complain("curve", curves);
        scene.averages.curve = default_curve(&scene.averages.betas);
    }
    let last = scene.slides.scenes.len().saturating_sub(1);
    if scene.slides.show > last {
        complain("show", last);
        scene.slides.show = 0;
    }
    let last = scene.runs.len().saturating_sub(1);
    if scene.select > last {
        complain("select", last);
        scene.select = 0;
    }
    if scene.maps.run > last {
        complain("map", last);
        scene.maps.run = 0;
    }
}

/// Reads the directions of the rate map, which are parameters of one of the runs.
fn read_axes(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let run = scene.runs.get(scene.maps.run).map(|run| run.optimizer);
    for (i, key) in ["map.x", "map.y"].into_iter().enumerate() {
        let Some(place) = pairs.iter().position(|p| p.key == key) else { continue };
        match run.ok_or(Reason::NoRun).and_then(|run| MapAxis::read(&pairs[place].value, run)) {
            Ok(axis) if scene.maps.axes[0].is_some_and(|x| x.param == axis.param) => {
                bad.pair(place, &pairs[place], Reason::SameAxis);
            }
            Ok(axis) => scene.maps.axes[i] = Some(axis),
            Err(reason) => bad.pair(place, &pairs[place], reason),
        }
    }
    scene.settle_maps();
}
