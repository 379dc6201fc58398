//! Text → scene. Never panics; what cannot be used keeps its default and is reported, once each, by name.

use super::run::{MAX_RUNS, Run};
use super::{MAX_STEPS, PAGES, Scene, Theme, escape, optimizer_ids};
use crate::core::optimizers::optimizer;
use crate::core::param::{BadValue, defaults, position, read_flag, read_number};
use crate::core::surfaces::{Domain, SURFACES, surface};
use crate::text::{Lang, fill, key};

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

impl Scene {
    /// Reads the text of a link (what follows `#`), of an embed or of the command line.
    pub fn read(text: &str) -> Read {
        let mut ignored = Vec::new();
        let mut pairs: Vec<(String, String, &str)> = Vec::new();
        for part in text.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = escape::decode(name);
            if name != "run" && pairs.iter().any(|(known, ..)| *known == name) {
                ignored.push(Ignored { what: escape::decode(part), reason: Reason::Repeated });
            } else {
                pairs.push((name, escape::decode(value), part));
            }
        }

        // The surface comes first wherever it stands: other defaults depend on it.
        let mut scene = Scene::default();
        if let Some((_, value, part)) = pairs.iter().find(|(name, ..)| name == "surface") {
            read_surface(value, part, &mut scene, &mut ignored);
        }
        let mut runs: Option<Vec<Run>> = None;
        for (name, value, part) in &pairs {
            let result = match name.as_str() {
                "surface" => Ok(()),
                "run" => read_run(value, part, &mut runs, &mut ignored),
                "domain" => domain(value).map(|d| scene.domain = Some(d)),
                "start" => numbers(value).map(|p| scene.start = Some(p)),
                "steps" => whole(value, 1, MAX_STEPS).map(|n| scene.steps = n),
                "at" => whole(value, 0, MAX_STEPS).map(|n| scene.at = Some(n)),
                "select" => whole(value, 0, MAX_RUNS - 1).map(|n| scene.select = n),
                "page" => one_of(value, PAGES).map(|_| ()),
                "lang" => Lang::from_tag(value).map(|l| scene.lang = Some(l)).ok_or_else(|| known(&["en", "zh"])),
                "theme" => one_of(value, &["light", "dark"])
                    .map(|i| scene.theme = Some(if i == 0 { Theme::Light } else { Theme::Dark })),
                "v" => one_of(value, &["1"]).map(|_| ()),
                _ => Err(Reason::UnknownKey),
            };
            if let Err(reason) = result {
                ignored.push(Ignored { what: escape::decode(part), reason });
            }
        }
        if let Some(runs) = runs {
            scene.runs = runs;
        }
        check_together(&mut scene, &mut ignored);
        Read { scene, ignored }
    }
}

/// What is right by itself but not with the rest: a step after the last, a selected run that is not there.
fn check_together(scene: &mut Scene, ignored: &mut Vec<Ignored>) {
    if let Some(at) = scene.at.filter(|at| *at > scene.steps) {
        let reason = Reason::NotAllowed(format!("0 … {}", scene.steps));
        ignored.push(Ignored { what: format!("at={at}"), reason });
        scene.at = None;
    }
    let last = scene.runs.len().saturating_sub(1);
    if scene.select > last {
        let reason = Reason::NotAllowed(format!("0 … {last}"));
        ignored.push(Ignored { what: format!("select={}", scene.select), reason });
        scene.select = 0;
    }
}

fn read_surface(value: &str, part: &str, scene: &mut Scene, ignored: &mut Vec<Ignored>) {
    let (id, params) = value.split_once(',').unwrap_or((value, ""));
    let Some(spec) = surface(id) else {
        let ids: Vec<_> = SURFACES.iter().map(|s| s.id).collect();
        ignored.push(Ignored { what: escape::decode(part), reason: known(&ids) });
        return;
    };
    *scene = Scene::of(spec);
    scene.surface_values = defaults(spec.params);
    for pair in params.split(',').filter(|p| !p.is_empty()) {
        let (name, text) = pair.split_once(':').unwrap_or((pair, ""));
        let read =
            position(spec.params, name).ok_or(Reason::UnknownKey).and_then(|i| Ok((i, spec.params[i].read(text)?)));
        match read {
            Ok((i, value)) => scene.surface_values[i] = value,
            Err(reason) => ignored.push(Ignored { what: pair.to_string(), reason }),
        }
    }
}

fn read_run(value: &str, part: &str, runs: &mut Option<Vec<Run>>, ignored: &mut Vec<Ignored>) -> Result<(), Reason> {
    if value == "none" {
        runs.get_or_insert_default();
        return Ok(());
    }
    let list = runs.get_or_insert_default();
    if list.len() == MAX_RUNS {
        return Err(Reason::TooManyRuns);
    }
    let slot = list.len();
    match run(value, slot, ignored) {
        Some(run) => list.push(run),
        None => {
            ignored.push(Ignored { what: escape::decode(part), reason: Reason::UnknownName(optimizer_ids()) });
            // A scene whose only run is unknown falls back to the surface's own runs, not to an empty race.
            if list.is_empty() {
                *runs = None;
            }
        }
    }
    Ok(())
}

/// Reads `adam,lr:0.1,…`; none if there is no such optimizer. Bad parameters keep their default and are reported.
pub(super) fn run(text: &str, slot: usize, ignored: &mut Vec<Ignored>) -> Option<Run> {
    let (id, params) = text.split_once(',').unwrap_or((text, ""));
    let mut run = Run::new(optimizer(id)?, slot);
    let mut set = Vec::new();
    for pair in params.split(',').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once(':').unwrap_or((pair, ""));
        let result = if set.contains(&name) { Err(Reason::Repeated) } else { read_setting(&mut run, name, value) };
        set.push(name);
        if let Err(reason) = result {
            ignored.push(Ignored { what: pair.to_string(), reason });
        }
    }
    if let Some(id) = run.conflict()
        && let Some(i) = position(run.optimizer.params, id)
    {
        let spec = &run.optimizer.params[i];
        ignored.push(Ignored { what: format!("{id}:{}", spec.write(run.values[i])), reason: Reason::Conflict });
        run.values[i] = spec.default;
    }
    Some(run)
}

fn read_setting(run: &mut Run, name: &str, text: &str) -> Result<(), Reason> {
    match position(run.optimizer.params, name) {
        Some(i) => run.values[i] = run.optimizer.params[i].read(text)?,
        None if name == "hidden" => run.hidden = read_flag(text).ok_or(Reason::NotAFlag)?,
        None if name == "slot" => run.slot = whole(text, 1, 99)? - 1,
        None => return Err(Reason::UnknownKey),
    }
    Ok(())
}

fn known(names: &[&str]) -> Reason {
    Reason::UnknownName(names.join(", "))
}

fn one_of(value: &str, names: &[&str]) -> Result<usize, Reason> {
    names.iter().position(|name| *name == value).ok_or_else(|| known(names))
}

fn whole(value: &str, low: usize, high: usize) -> Result<usize, Reason> {
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
    if x0 < x1 && y0 < y1 && (x1 - x0).is_finite() && (y1 - y0).is_finite() {
        Ok(Domain::new(x0, x1, y0, y1))
    } else {
        Err(Reason::NotAllowed("xmin < xmax, ymin < ymax".into()))
    }
}
