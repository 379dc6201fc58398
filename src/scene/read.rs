//! Text → scene. Never panics; what cannot be used keeps its default and is reported, once each, by name.

use super::formula::{Written, formula_message};
use super::run::{MAX_RUNS, Run};
use super::{
    CONTROLS, Camera, Chart, Data, MAX_CURVES, MAX_DAYS, MAX_FAN, MAX_SIDE, MAX_SLIDES, MAX_STEPS, MAX_SWARM, MapAxis,
    PANELS, Page, Rates, Scene, Target, Theme, View, escape, optimizer_ids, options, own_points, slides, wishes,
};
use crate::core::average::Start;
use crate::core::formula::FormulaError;
use crate::core::optimizers::optimizer;
use crate::core::options::Options;
use crate::core::order::sorted_by;
use crate::core::param::{BadValue, Range, position, read_flag, read_number};
use crate::core::scalar::Vec2;
use crate::core::surfaces::{Domain, OWN, SURFACES, own_surface, surface};
use crate::text::{Lang, fill, key};
use std::collections::HashSet;
use std::sync::Arc;

/// A scene, and what in its text could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The scene, with defaults in place of what was ignored.
    pub scene: Scene,
    /// What was ignored, in the order of the text.
    pub ignored: Vec<Ignored>,
}

/// Something in a link that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The text as written, `key=value` or `key:value`.
    pub what: String,
    /// Why.
    pub reason: Reason,
}

/// Why something in a link could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No such key.
    UnknownKey,
    /// No such surface, optimizer, page, …; what there is.
    UnknownName(String),
    /// Not a number where one is needed.
    NotANumber,
    /// A number that is not allowed; what is.
    NotAllowed(String),
    /// Neither on nor off.
    NotAFlag,
    /// The key was there before.
    Repeated,
    /// More runs than a scene can hold.
    TooManyRuns,
    /// Only possible together with another setting.
    Conflict,
    /// `none` beside runs.
    OtherRuns,
    /// No formula; where and why.
    Formula(FormulaError),
    /// Values of letters without a formula.
    NoFormula,
    /// Mini-batches where there are no data.
    NoData,
    /// A model for one's own points without any.
    NoPoints,
    /// Points without a model for them; which ones there are.
    NoModel(String),
}

impl Ignored {
    /// One sentence for the reader, the same words in the notice and on the command line.
    pub fn message(&self, lang: Lang) -> String {
        let reason = match &self.reason {
            Reason::UnknownKey => lang.text(key::IGNORED_UNKNOWN_KEY).to_string(),
            Reason::UnknownName(known) => fill(lang.text(key::IGNORED_UNKNOWN_NAME), &[("known", known)]),
            Reason::NotANumber => lang.text(key::IGNORED_NOT_A_NUMBER).to_string(),
            Reason::NotAllowed(allowed) => fill(lang.text(key::IGNORED_NOT_ALLOWED), &[("allowed", allowed)]),
            Reason::NotAFlag => lang.text(key::IGNORED_NOT_A_FLAG).to_string(),
            Reason::Repeated => lang.text(key::IGNORED_REPEATED).to_string(),
            Reason::TooManyRuns => fill(lang.text(key::IGNORED_TOO_MANY_RUNS), &[("most", &MAX_RUNS.to_string())]),
            Reason::Conflict => lang.text(key::IGNORED_CONFLICT).to_string(),
            Reason::OtherRuns => lang.text(key::IGNORED_OTHER_RUNS).to_string(),
            Reason::Formula(error) => formula_message(lang, error),
            Reason::NoFormula => lang.text(key::IGNORED_NO_FORMULA).to_string(),
            Reason::NoData => lang.text(key::IGNORED_NO_DATA).to_string(),
            Reason::NoPoints => lang.text(key::IGNORED_NO_POINTS).to_string(),
            Reason::NoModel(known) => fill(lang.text(key::IGNORED_NO_MODEL), &[("known", known)]),
        };
        fill(lang.text(key::IGNORED), &[("what", &self.what), ("reason", &reason)])
    }
}

impl From<BadValue> for Reason {
    fn from(bad: BadValue) -> Self {
        match bad {
            BadValue::NotANumber => Reason::NotANumber,
            BadValue::OutOfRange(allowed) => Reason::NotAllowed(allowed),
            BadValue::NotAFlag => Reason::NotAFlag,
            BadValue::NotAChoice(names) => Reason::UnknownName(names),
        }
    }
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
                "lang" => Lang::from_tag(value).map(|l| scene.lang = Some(l)).ok_or_else(|| known(&["en", "zh"])),
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

/// The keys of the averages page.
const AVERAGES_KEYS: [&str; 9] = ["beta", "days", "data", "offset", "init", "correct", "mean", "mark", "curve"];

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

fn read_averages(key: &str, value: &str, scene: &mut Scene) -> Result<(), Reason> {
    let own = &mut scene.averages;
    match key {
        "beta" => own.betas = betas(value)?,
        "days" => own.days = whole(value, 1, MAX_DAYS)?,
        "data" => own.data = data(value)?,
        "offset" => own.offset = read_number(value).filter(|v| v.is_finite()).ok_or(Reason::NotANumber)?,
        "init" => own.start = if one_of(value, &["first", "zero"])? == 0 { Start::First } else { Start::Zero },
        "correct" => own.corrected = flag(value)?,
        "mean" => own.mean = flag(value)?,
        "mark" => own.mark = Some(whole(value, 1, MAX_DAYS)?),
        _ => own.curve = whole(value, 0, MAX_CURVES - 1)?,
    }
    Ok(())
}

fn betas(value: &str) -> Result<Vec<f64>, Reason> {
    let all: Option<Vec<f64>> = value.split('/').map(read_number).collect();
    let all = all.ok_or(Reason::NotANumber)?;
    if !all.iter().all(|b| Range::UNIT.contains(*b)) {
        return Err(Reason::NotAllowed(Range::UNIT.to_string()));
    }
    if all.len() > MAX_CURVES { Err(Reason::NotAllowed(format!("β × 1 … {MAX_CURVES}"))) } else { Ok(all) }
}

/// A preset, or numbers joined by `/`; a single number is a list of one.
fn data(value: &str) -> Result<Data, Reason> {
    if let Some((_, preset)) = Data::PRESETS.into_iter().find(|(name, _)| *name == value) {
        return Ok(preset);
    }
    if !value.contains('/') && read_number(value).is_none() {
        return Err(known(&Data::PRESETS.map(|(name, _)| name)));
    }
    let all: Option<Vec<f64>> = value.split('/').map(|v| read_number(v).filter(|v| v.is_finite())).collect();
    let all = all.ok_or(Reason::NotANumber)?;
    if all.len() > MAX_DAYS { Err(Reason::NotAllowed(format!("1 … {MAX_DAYS}"))) } else { Ok(Data::Own(all)) }
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
        match run.ok_or(Reason::Conflict).and_then(|run| MapAxis::read(&pairs[place].value, run)) {
            Ok(axis) if scene.maps.axes[0].is_some_and(|x| x.param == axis.param) => {
                bad.pair(place, &pairs[place], Reason::Conflict);
            }
            Ok(axis) => scene.maps.axes[i] = Some(axis),
            Err(reason) => bad.pair(place, &pairs[place], reason),
        }
    }
    scene.settle_maps();
}

/// The curve that is selected unless the link says otherwise: β = 0.9, the article's, or the first.
pub(super) fn default_curve(betas: &[f64]) -> usize {
    betas.iter().position(|b| *b == 0.9).unwrap_or(0)
}

/// Reads one's own points, if the surface is a model for them.
fn read_points(pairs: &[Pair], bad: &mut Complaints) -> Arc<[Vec2]> {
    let Some(place) = pairs.iter().position(|p| p.key == "points") else { return Arc::default() };
    let model = |p: &Pair| own_surface(p.value.split(',').next().unwrap_or_default()).is_some();
    if !pairs.iter().find(|p| p.key == "surface").is_some_and(model) {
        bad.pair(place, &pairs[place], Reason::NoModel(OWN.iter().map(|s| s.id).collect::<Vec<_>>().join(", ")));
        return Arc::default();
    }
    let mut ignored = Vec::new();
    let points = own_points::read(&pairs[place].value, &mut ignored);
    bad.0.extend(ignored.into_iter().map(|i| (place, i)));
    points.into()
}

fn read_surface(place: usize, pair: &Pair, points: Arc<[Vec2]>, scene: &mut Scene, bad: &mut Complaints) {
    let (id, params) = pair.value.split_once(',').unwrap_or((&pair.value, ""));
    let own = own_surface(id);
    if own.is_some() && points.is_empty() {
        return bad.pair(place, pair, Reason::NoPoints);
    }
    let Some(spec) = own.or_else(|| surface(id)) else {
        let ids: Vec<_> = SURFACES.iter().map(|s| s.id).collect();
        bad.pair(place, pair, known(&ids));
        return;
    };
    *scene = Scene::of_points(spec, points);
    for setting in settings(params) {
        let read = setting.read(|name, text| {
            let i = position(spec.params, name).ok_or(Reason::UnknownKey)?;
            scene.surface_values[i] = spec.params[i].read(text)?;
            Ok(())
        });
        if let Err(reason) = read {
            bad.push(place, setting.text, reason);
        }
    }
}

/// Reads the formula, which wins over the surface, and the values of its letters.
fn read_formula(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let find = |key: &str| pairs.iter().position(|p| p.key == key);
    let formula = find("f").map(|place| (place, Written::read(&pairs[place].value)));
    let vars = find("vars");
    match (formula, vars) {
        (Some((_, Ok(mut written))), vars) => {
            if let Some(place) = vars {
                let mut ignored = Vec::new();
                written.read_letters(&pairs[place].value, &mut ignored);
                bad.0.extend(ignored.into_iter().map(|i| (place, i)));
            }
            *scene = Scene::of_formula(written);
        }
        // Whether the letters would have been right nobody can tell.
        (Some((place, Err(error))), _) => bad.pair(place, &pairs[place], Reason::Formula(error)),
        (None, Some(place)) => bad.pair(place, &pairs[place], Reason::NoFormula),
        (None, None) => {}
    }
}

/// Reads all runs; without any that can be used, and without `run=none`, the surface's own stay.
fn read_runs(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let (mut runs, mut none) = (Vec::new(), None);
    for (place, pair) in pairs.iter().enumerate().filter(|(_, p)| p.key == "run") {
        let mut ignored = Vec::new();
        if pair.value == "none" {
            match none {
                None => none = Some(place),
                Some(_) => bad.pair(place, pair, Reason::Repeated),
            }
        } else if runs.len() == MAX_RUNS {
            bad.pair(place, pair, Reason::TooManyRuns);
        } else if let Some(run) = run(&pair.value, runs.len(), &mut ignored) {
            runs.push(run);
        } else {
            bad.pair(place, pair, Reason::UnknownName(optimizer_ids()));
        }
        bad.0.extend(ignored.into_iter().map(|i| (place, i)));
    }
    if let Some(place) = none.filter(|_| !runs.is_empty()) {
        bad.pair(place, &pairs[place], Reason::OtherRuns);
    }
    if none.is_some() || !runs.is_empty() {
        scene.runs = runs;
    }
}

/// One `name:value` of a run or surface.
pub(super) struct Setting<'a> {
    pub text: &'a str,
    pub name: &'a str,
    pub value: &'a str,
    repeated: bool,
}

impl Setting<'_> {
    /// Uses it, unless its name was there before.
    pub fn read(&self, mut use_it: impl FnMut(&str, &str) -> Result<(), Reason>) -> Result<(), Reason> {
        if self.repeated { Err(Reason::Repeated) } else { use_it(self.name, self.value) }
    }
}

pub(super) fn settings(text: &str) -> Vec<Setting<'_>> {
    let mut all: Vec<Setting> = Vec::new();
    for text in text.split(',').filter(|p| !p.is_empty()) {
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        let repeated = all.iter().any(|s| s.name == name);
        all.push(Setting { text, name, value, repeated });
    }
    all
}

/// Reads `adam,lr:0.1,…`; none if there is no such optimizer. Bad parameters keep their default and are reported.
pub(super) fn run(text: &str, slot: usize, ignored: &mut Vec<Ignored>) -> Option<Run> {
    let (id, params) = text.split_once(',').unwrap_or((text, ""));
    let mut run = Run::new(optimizer(id)?, slot);
    let settings = settings(params);
    // What has parameters of its own comes first, wherever it stands.
    for name in options::FIRST {
        if let Some(setting) = settings.iter().find(|s| s.name == name) {
            let _ = options::read(&mut run.options, name, setting.value);
        }
    }
    for setting in &settings {
        if let Err(reason) = setting.read(|name, text| read_setting(&mut run, name, text)) {
            ignored.push(Ignored { what: setting.text.to_string(), reason });
        }
    }
    if let Some(id) = run.conflict()
        && let Some(i) = position(run.optimizer.params, id)
    {
        let what = settings.iter().find(|s| s.name == id).map_or(id, |s| s.text).to_string();
        ignored.push(Ignored { what, reason: Reason::Conflict });
        run.values[i] = run.optimizer.params[i].default;
    }
    Some(run)
}

fn read_setting(run: &mut Run, name: &str, text: &str) -> Result<(), Reason> {
    match position(run.optimizer.params, name) {
        Some(i) => run.values[i] = run.optimizer.params[i].read(text)?,
        None if name == "hidden" => run.hidden = read_flag(text).ok_or(Reason::NotAFlag)?,
        None if name == "slot" => run.slot = whole(text, 1, 99)? - 1,
        // Those that came first already are read here for what is wrong with them.
        None if options::FIRST.contains(&name) => options::read(&mut Options::default(), name, text)?,
        None => options::read(&mut run.options, name, text)?,
    }
    Ok(())
}

pub(super) fn known(names: &[&str]) -> Reason {
    Reason::UnknownName(names.join(", "))
}

fn flag(value: &str) -> Result<bool, Reason> {
    read_flag(value).ok_or(Reason::NotAFlag)
}

fn one_of(value: &str, names: &[&str]) -> Result<usize, Reason> {
    names.iter().position(|name| *name == value).ok_or_else(|| known(names))
}

pub(super) fn whole(value: &str, low: usize, high: usize) -> Result<usize, Reason> {
    let number = read_number(value).ok_or(Reason::NotANumber)?;
    let inside = number.fract() == 0.0 && number >= low as f64 && number <= high as f64;
    if inside { Ok(number as usize) } else { Err(Reason::NotAllowed(format!("{low} … {high}"))) }
}

fn numbers<const N: usize>(value: &str) -> Result<[f64; N], Reason> {
    let all: Option<Vec<f64>> = value.split(',').map(read_number).collect();
    all.and_then(|list| <[f64; N]>::try_from(list).ok()).ok_or(Reason::NotANumber)
}

fn domain(value: &str) -> Result<Domain, Reason> {
    let [x0, x1, y0, y1] = numbers(value)?;
    let domain = Domain::new(x0, x1, y0, y1);
    if has_area(domain) { Ok(domain) } else { Err(Reason::NotAllowed("xmin < xmax, ymin < ymax".into())) }
}

/// Whether a domain has a width and a height, and finite ones.
pub fn has_area(d: Domain) -> bool {
    [d.x, d.y].iter().all(|(low, high)| low < high && (high - low).is_finite())
}
