//! How a program of the page and the tools speak with each other. The tools are a third program, of dialogs that are
//! not needed at first sight; `boot.js` loads it when one of them is first asked for.
//!
//! Who asks leaves in attributes of the element `#tools` which tool it wants (`data-tool`), about which scene
//! (`data-scene`, the text of a link with the step where it stands), and what to say while the program is on its way
//! (`data-waiting`) or does not come (`data-failed`); then the document hears `downhill:tool`. The tools read the
//! attributes when they hear it, and once when they start: so a request that was there before them is not lost.
//! Language and theme are the document's own. A tool that changes the scene leaves the new one in `data-scene`, and
//! the document hears `downhill:scene`: the program that is shown takes it as one change, to be undone as one.
//!
//! Should it change the reader's own settings, the document hears `downhill:prefs`.
//!
//! One tool is no dialog: the data of a surface beside the landscape. The race has an empty element `#fit` for it; which
//! scene, which step and where the runs are then stands in `data-scene` and `data-fit`, and the document hears
//! `downhill:fit` whenever that changes.

//!
//! Neither are the maps, and what the sliders' tracks say: the race has empty elements `#maps`, in its panel, and `#over`,
//! over the landscape. The scene stands in `data-scene` of the first, which is `hidden` while the tab is not open, and the
//! document hears `downhill:map` whenever either changes. A change that is one of many of a single movement says which in
//! `data-gesture`.
//!
//! In three dimensions the landscape is drawn by a program of its own, which `boot.js` loads with the first scene that is
//! seen so. It reads the scene from `#maps`, as the maps do. What changes from frame to frame stands in `data-head` of
//! `#over`, and the document hears `downhill:head`. While it draws, `#over` has `data-covered`, and the race draws no
//! landscape of its own. The run that is pointed at there stands in `data-point`, and the document hears `downhill:point`.
//!
//! As long as the scene has particles, the play-head stands in `data-flow` of `#over`, and the document hears
//! `downhill:flow` in each frame. In three dimensions the tools leave the places of the particles as a property of `#over`,
//! and the document hears `downhill:particles`.

use super::context::Ui;
use crate::core::format::{js_number, read_decimal};
use crate::core::scalar::Vec2;
use crate::scene::Scene;
use crate::text::key;
use gloo_events::EventListener;
use js_sys::{Float32Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event};

/// One more run.
pub const ADD: &str = "add";
/// The comparison of the runs.
pub const COMPARE: &str = "compare";
/// The keys and what helps.
pub const HELP: &str = "help";
/// Links, embeds, what the reader of one may do.
pub const SHARE: &str = "share";
/// The reader's own scenes.
pub const SCENES: &str = "scenes";
/// The reader's own points.
pub const POINTS: &str = "points";

const ASKED: &str = "downhill:tool";
const GIVEN: &str = "downhill:scene";
const PREFS: &str = "downhill:prefs";
const FIT: &str = "downhill:fit";
const MAP: &str = "downhill:map";
const HEAD: &str = "downhill:head";
const POINT: &str = "downhill:point";
const FLOW: &str = "downhill:flow";
const PARTICLES: &str = "downhill:particles";
/// The property of `#over` that is told of so.
const PLACES: &str = "downhillParticles";

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element of the tools.
pub fn place() -> Option<Element> {
    document()?.get_element_by_id("tools")
}

fn tell(event: &str, place: Option<Element>, attributes: &[(&str, &str)]) {
    let (Some(document), Some(place)) = (document(), place) else { return };
    for (name, value) in attributes {
        // Fails only for malformed names.
        let _ = place.set_attribute(name, value);
    }
    if let Ok(event) = Event::new(event) {
        // Fails only for events that are on their way already.
        let _ = document.dispatch_event(&event);
    }
}

fn hear(event: &'static str, heard: impl Fn() + 'static) -> Option<EventListener> {
    let document = document()?;
    Some(EventListener::new(&document, event, move |_| heard()))
}

/// Asks for a tool. Where it came from gets the focus back.
pub fn ask(ui: &Ui, tool: &str, scene: &Scene) {
    let scene = Scene { at: ui.stage.stopped_at(), ..scene.clone() }.write();
    let (waiting, failed) = (ui.t(key::TOOL_WAITING), ui.t(key::TOOL_FAILED));
    let said = [("data-tool", tool), ("data-scene", &scene), ("data-waiting", waiting), ("data-failed", failed)];
    tell(ASKED, place(), &said);
}

/// Asks for a tool from another one.
pub fn ask_again(tool: &str, scene: &Scene) {
    tell(ASKED, place(), &[("data-tool", tool), ("data-scene", &scene.write())]);
}

/// Hears of tools that are asked for.
pub fn on_asked(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(ASKED, heard)
}

/// The tool that is asked for, if one is.
pub fn asked() -> Option<String> {
    place()?.get_attribute("data-tool")
}

/// Nothing is asked for any more.
pub fn done() {
    if let Some(place) = place() {
        // Fails only for malformed names.
        let _ = place.remove_attribute("data-tool");
    }
}

/// The scene that one side has left for the other.
pub fn scene() -> Scene {
    let text = place().and_then(|place| place.get_attribute("data-scene"));
    Scene::read(&text.unwrap_or_default()).scene
}

/// Gives a scene back; with the name of a movement, as part of it.
pub fn give(scene: &Scene, gesture: &str) {
    tell(GIVEN, place(), &[("data-scene", &scene.write()), ("data-gesture", gesture)]);
}

/// The movement that the scene given back is part of, if it is.
pub fn gesture() -> Option<String> {
    place()?.get_attribute("data-gesture").filter(|name| !name.is_empty())
}

/// Hears of scenes that a tool gives back.
pub fn on_given(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(GIVEN, heard)
}

/// The reader's own settings have changed.
pub fn prefs_changed() {
    tell(PREFS, place(), &[]);
}

/// Hears of changed settings.
pub fn on_prefs(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(PREFS, heard)
}

/// What moves beside the landscape.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The step.
    pub step: usize,
    /// The step of what is read: now and then while it plays.
    pub calm: usize,
    /// The index of the run pointed at.
    pub hover: Option<usize>,
    /// Where each run is: the weights of its model.
    pub points: Vec<Vec2>,
}

/// The element for the data, if there is one.
pub fn fit_place() -> Option<Element> {
    document()?.get_element_by_id("fit")
}

/// Says what is to be shown of the data.
pub fn show_fit(scene: &Scene, fitted: &Fitted) {
    let head = [fitted.step, fitted.calm, fitted.hover.map_or(0, |run| run + 1)];
    let numbers = head.iter().map(|n| *n as f64).chain(fitted.points.iter().flatten().copied());
    let numbers: Vec<String> = numbers.map(js_number).collect();
    tell(FIT, fit_place(), &[("data-scene", &scene.write()), ("data-fit", &numbers.join(" "))]);
}

/// There are no data any more.
pub fn hide_fit() {
    tell(FIT, place(), &[]);
}

/// Hears of what is to be shown of the data.
pub fn on_fit(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(FIT, heard)
}

/// The text of the scene whose data are to be shown, and what moves.
pub fn fitted() -> Option<(String, Fitted)> {
    let place = fit_place()?;
    let text = place.get_attribute("data-fit")?;
    let numbers: Vec<f64> = text.split(' ').map(|number| read_decimal(number).unwrap_or(f64::NAN)).collect();
    let (&[step, calm, hover], points) = numbers.split_first_chunk()?;
    let points = points.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
    let hover = (hover as usize).checked_sub(1);
    Some((place.get_attribute("data-scene")?, Fitted { step: step as usize, calm: calm as usize, hover, points }))
}

/// The element for the maps, if there is one.
pub fn maps_place() -> Option<Element> {
    document()?.get_element_by_id("maps")
}

/// The element for what lies over the landscape, if there is one.
pub fn over_place() -> Option<Element> {
    document()?.get_element_by_id("over")
}

/// Says of which scene maps and tracks are.
pub fn show_maps(scene: &Scene) {
    tell(MAP, maps_place(), &[("data-scene", &scene.write())]);
}

/// Says where the particles' play-head is, in steps.
pub fn show_flow(head: f64) {
    tell(FLOW, over_place(), &[("data-flow", &js_number(head))]);
}

/// Hears of what [`show_flow`] says.
pub fn on_flow(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(FLOW, heard)
}

/// Where the particles' play-head is, in steps; at the start unless somebody has said so.
pub fn flow() -> f64 {
    over_place().and_then(|place| read_decimal(&place.get_attribute("data-flow")?)).unwrap_or(0.0)
}

/// Whether an element is in somebody else's page.
pub fn is_guest(place: &Element) -> bool {
    place.closest(".embed").ok().flatten().is_some()
}

/// Says where the particles are now, x and y by turns: for whoever draws them in three dimensions. None: nowhere.
pub fn show_particles(places: Option<&Float32Array>) {
    if let Some(place) = over_place() {
        let places = places.map_or(JsValue::UNDEFINED, |places| places.into());
        // Fails only for objects that cannot be written to.
        let _ = Reflect::set(&place, &PLACES.into(), &places);
        tell(PARTICLES, Some(place), &[]);
    }
}

/// Hears of what [`show_particles`] says.
pub fn on_particles(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(PARTICLES, heard)
}

/// What [`show_particles`] has said last.
pub fn particles() -> Option<Float32Array> {
    let place = over_place()?;
    Reflect::get(&place, &PLACES.into()).ok()?.dyn_into().ok()
}

/// Hears of the scene of maps and tracks.
pub fn on_maps(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(MAP, heard)
}

/// Says at which step a landscape in three dimensions is, which run is pointed at, and what is drawn there, as the bits of
/// a number; whether somebody draws it.
pub fn show_head(step: usize, hover: Option<usize>, marks: usize) -> bool {
    let numbers = [step, hover.map_or(0, |run| run + 1), marks].map(|n| n.to_string());
    let place = over_place();
    tell(HEAD, place.clone(), &[("data-head", &numbers.join(" "))]);
    place.is_some_and(|place| place.has_attribute(COVERED))
}

/// Where [`show_head`] finds that somebody draws.
pub const COVERED: &str = "data-covered";

/// Hears of what [`show_head`] says.
pub fn on_head(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(HEAD, heard)
}

/// What [`show_head`] has said last.
pub fn head() -> Option<(usize, Option<usize>, usize)> {
    let text = over_place()?.get_attribute("data-head")?;
    let mut numbers = text.split(' ').map_while(|number| number.parse::<usize>().ok());
    Some((numbers.next()?, numbers.next()?.checked_sub(1), numbers.next()?))
}

/// Points at a run from elsewhere.
pub fn point(run: Option<usize>) {
    tell(POINT, over_place(), &[("data-point", &run.map_or(String::new(), |run| run.to_string()))]);
}

/// Hears of runs pointed at from elsewhere.
pub fn on_point(heard: impl Fn() + 'static) -> Option<EventListener> {
    hear(POINT, heard)
}

/// The run pointed at from elsewhere.
pub fn pointed() -> Option<usize> {
    over_place()?.get_attribute("data-point")?.parse().ok()
}
