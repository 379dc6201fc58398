//! What comes from outside, as a file or as text: a picture that carries its scene, a list of scenes, a table of points, a
//! link, runs.

use super::points;
use crate::export::scene_of_picture;
use crate::scene::{Action, Ignored, MAX_RUNS, Page, Read, Reason, Run, Saved, Scene, listed, read_own_points};
use crate::web::json::Json;
use crate::web::tool;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, File};

/// The most megabytes of a file: a film of the largest size is smaller.
pub const LARGEST: f64 = 100.0;
/// The most bytes of a table of points, and of a text that is pasted.
const LONGEST: usize = 1_000_000;

/// What a file holds.
pub enum Found {
    /// The text of a scene.
    Scene(String),
    /// A list of scenes.
    List(Vec<Saved>),
    /// A table of points.
    Points(String),
    /// Nothing that opens here.
    Nothing,
    /// More bytes than [`LARGEST`].
    Large,
    /// The browser cannot read it: it is gone, or a folder.
    Unread,
}

/// Reads a file.
pub async fn read(file: &File) -> Found {
    if file.size() > LARGEST * 1e6 {
        return Found::Large;
    }
    let Ok(bytes) = JsFuture::from(file.array_buffer()).await else { return Found::Unread };
    let bytes = Uint8Array::new(&bytes).to_vec();
    if let Some(scene) = scene_of_picture(&bytes) {
        return if is_scene(&scene) { Found::Scene(scene) } else { Found::Nothing };
    }
    let Ok(text) = std::str::from_utf8(&bytes) else { return Found::Nothing };
    let list = Json::parse(text).map(|json| listed(&json)).unwrap_or_default();
    if !list.is_empty() {
        return Found::List(list);
    }
    if let Pasted::Scene(scene) = pasted(text) {
        return Found::Scene(scene);
    }
    let name = file.name().to_ascii_lowercase();
    let table = [".csv", ".tsv", ".txt"].iter().any(|end| name.ends_with(end)) && bytes.len() <= LONGEST;
    if table && !read_own_points(text).points.is_empty() {
        return Found::Points(text.into());
    }
    Found::Nothing
}

/// Whether a text says anything about a scene.
fn is_scene(text: &str) -> bool {
    let parts = text.split('&').filter(|part| !part.is_empty()).count();
    // The opening scene's text is empty.
    text.is_empty() || Scene::read(text).ignored.len() < parts
}

/// What a text holds.
pub enum Pasted {
    /// The text of a scene.
    Scene(String),
    /// Runs, and what of them could not be used.
    Runs(Vec<Run>, Vec<Ignored>),
    /// Something else.
    Nothing,
}

/// Reads a text: one or more `run=…`, a link, or what stands behind # in one.
pub fn pasted(text: &str) -> Pasted {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Pasted::Nothing;
    }
    let parts: Vec<&str> =
        text.split(|c: char| c == '&' || c.is_whitespace()).filter(|part| !part.is_empty()).collect();
    if parts.iter().all(|part| part.starts_with("run=")) {
        let Read { scene, ignored } = Scene::read(&parts.join("&"));
        // Text without a single run leaves those of the opening scene.
        let unknown = ignored.iter().filter(|i| i.what.starts_with("run=") && i.reason != Reason::TooManyRuns).count();
        let none = unknown == parts.len() || parts.iter().all(|part| *part == "run=none");
        return Pasted::Runs(if none { Vec::new() } else { scene.runs }, ignored);
    }
    if text.contains(char::is_whitespace) {
        return Pasted::Nothing;
    }
    let scene = text.split_once('#').map_or(text, |(_, scene)| scene);
    let known = scene.contains('=') && is_scene(scene);
    if known { Pasted::Scene(scene.into()) } else { Pasted::Nothing }
}

/// How adding runs went.
pub enum Added {
    /// The names of those that were added are in the scene from this place on; so many did not fit.
    Runs(Box<Scene>, usize, usize),
    /// The link that is open locks its runs.
    Locked,
}

/// Adds runs to the race, as one change.
pub fn add(runs: Vec<Run>) -> Added {
    let mut scene = race();
    let before = scene.runs.len();
    let left_out = (before + runs.len()).saturating_sub(MAX_RUNS);
    for run in runs {
        let action = Action::AddRun(run.optimizer);
        if !scene.wishes.allow(&action) {
            return Added::Locked;
        }
        let count = scene.runs.len();
        scene.apply(action);
        if let Some(new) = scene.runs.get_mut(count) {
            *new = Run { slot: new.slot, ..run };
        }
    }
    // One rate for all is the new ones' rate too.
    let rates = scene.rates;
    scene.apply(Action::SetRates(rates));
    if race_is_shown() {
        tool::give(&scene, "");
    } else {
        go(&scene.write());
    }
    Added::Runs(Box::new(scene), before, left_out)
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the race is what is shown.
pub fn race_is_shown() -> bool {
    document().and_then(|d| d.query_selector("#app:not([hidden]) main.race").ok().flatten()).is_some()
}

/// The race as it stands.
pub fn race() -> Scene {
    let text = document().and_then(|d| d.body()).and_then(|body| body.get_attribute("data-race"));
    let scene = Scene::read(&text.unwrap_or_default()).scene;
    if scene.page == Page::Race { scene } else { Scene::default() }
}

/// Opens a scene, as its link does.
pub fn go(scene: &str) {
    if let Some(window) = web_sys::window() {
        // A frame that may not navigate stays where it is.
        let _ = window.location().set_hash(scene);
    }
}

/// Opens the dialog of points with a table in it.
pub fn show_points(table: String) {
    points::draft(table);
    tool::ask_again(tool::POINTS, &race());
}
