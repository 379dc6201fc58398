//! What the tracks of the runs' sliders say: how the run would end with each value, from the present start. The colour of
//! the run where it converges, stronger the sooner; grey where it is not there in time; hatched where it diverges.

use super::maps::alone;
use crate::chart::rates::strength;
use crate::chart::theme::{Colour, Palette, mix};
use crate::core::map::{Cell, Ending};
use crate::core::param::{Kind, ParamSpec, Slider};
use crate::scene::{Run, Scene, View};
use crate::text::{fill, key, rate};
use crate::web::context::{Ui, use_ui};
use crate::web::maps::{Answer, Ask, Maps};
use crate::web::prefs::stored;
use crate::web::tool;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use std::cell::Cell as Kept;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::maps::Ground;

/// Values on a track.
const VALUES: usize = 48;
const KEY: u32 = 3;
/// Says of what a track is painted.
const PAINTED: &str = "data-scented";

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub text: Rc<str>,
    pub maps: Maps,
    pub open: bool,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && self.open == o.open
    }
}

/// Whether the reader wants them, and has not asked to save data.
fn wanted() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    let field = |of: &wasm_bindgen::JsValue, key: &str| Reflect::get(of, &key.into()).ok();
    let saves = navigator.and_then(|n| field(&n, "connection")).and_then(|c| field(&c, "saveData")?.as_bool());
    stored("scents").as_deref() != Some("0") && saves != Some(true)
}

/// A track to be painted.
struct Track {
    element: HtmlElement,
    run: usize,
    spec: &'static ParamSpec,
    slider: Slider,
    mark: String,
}

impl Track {
    fn values(&self) -> Vec<f64> {
        let (low, high) = self.slider.ends();
        (0..VALUES).map(|i| self.slider.value(low + (high - low) * (i as f64 + 0.5) / VALUES as f64)).collect()
    }

    fn paint(&self, cells: &[Cell], scene: &Scene, ui: &Ui) {
        if cells.is_empty() {
            return;
        }
        let Some(run) = scene.runs.get(self.run) else { return };
        let colours = background(cells, run, scene.steps, Palette::of(ui.theme));
        // These fail only for malformed names.
        let _ = self.element.style().set_property("--scent", &colours);
        let _ = self.element.set_attribute(PAINTED, &self.mark);
        if let Ok(Some(input)) = self.element.query_selector("input[type=range]") {
            let _ = input.set_attribute("aria-description", &said(ui, cells, &self.values(), scene.steps));
        }
    }
}

/// A short mark of a text (FNV-1a): what is painted is painted again only if it changes.
fn mark(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:x}")
}

/// The tracks on the page that show something else than what they should.
fn stale(scene: &Scene, ui: &Ui) -> Vec<Track> {
    let Some(page) = web_sys::window().and_then(|w| w.document()) else { return Vec::new() };
    let mut all = Vec::new();
    for (run, of) in scene.runs.iter().enumerate() {
        let mut own = None;
        for (i, spec) in of.optimizer.params.iter().enumerate() {
            let Kind::Number { slider, .. } = spec.kind else { continue };
            let place = format!("[data-scent='{run}.{}']", spec.id);
            let Ok(Some(element)) = page.query_selector(&place) else { continue };
            let Ok(element) = element.dyn_into::<HtmlElement>() else { continue };
            // The value that the slider has now has no say in what the others would do.
            let own = own.get_or_insert_with(|| Scene { view: View::Flat, ..alone(scene, run) });
            let before = std::mem::replace(&mut own.runs[0].values[i], spec.default);
            let mark = mark(&[&*own.write(), spec.id, ui.theme.id(), ui.lang.id(), &of.slot.to_string()].join(" "));
            own.runs[0].values[i] = before;
            if element.get_attribute(PAINTED).as_deref() != Some(&*mark) {
                all.push(Track { element, run, spec, slider, mark });
            }
        }
    }
    all
}

/// Takes the paint off all tracks.
fn clear() {
    let page = web_sys::window().and_then(|w| w.document());
    let next = || page.as_ref()?.query_selector(&format!("[{PAINTED}]")).ok()?;
    while let Some(element) = next() {
        let input = element.query_selector("input[type=range]").ok().flatten();
        let off = |element: &Element, name| drop(element.remove_attribute(name));
        off(&element, PAINTED);
        input.iter().for_each(|input| off(input, "aria-description"));
    }
}

/// Paints the tracks; shows nothing by itself.
#[component]
pub(super) fn Scents(props: &Props) -> Html {
    let ui = use_ui();
    // Counts reasons to look again.
    let again = use_state(|| 0_u32);
    let count = use_mut_ref(|| 0_u32);
    let busy = use_mut_ref(|| (false, false));
    let look: Callback<()> = {
        let again = again.setter();
        use_callback((), move |(), ()| {
            *count.borrow_mut() += 1;
            again.set(*count.borrow());
        })
    };
    use_effect_with((), {
        let look = look.clone();
        move |()| {
            let page = web_sys::window().and_then(|w| w.document());
            // What a press unfolds has sliders too.
            let later = look.clone();
            let press = page.map(|page| {
                EventListener::new(&page, "click", move |_| {
                    let later = later.clone();
                    Timeout::new(60, move || later.emit(())).forget();
                })
            });
            let prefs = tool::on_prefs(move || look.emit(()));
            move || drop((press, prefs))
        }
    });
    use_effect_with((props.ground.clone(), props.open, ui.theme, ui.lang, *again), {
        let (ui, maps, text) = (ui.clone(), props.maps.clone(), Rc::clone(&props.text));
        move |(ground, open, ..): &(Ground, bool, _, _, _)| {
            if !wanted() {
                clear();
                return;
            }
            if *open {
                return;
            }
            // While one answer is under way no other is asked for: else the last tracks would never be painted.
            if busy.borrow().0 {
                busy.borrow_mut().1 = true;
                return;
            }
            let tracks = stale(ground.scene(), &ui);
            if tracks.is_empty() {
                return;
            }
            let ask = |track: &Track| Ask::Strip {
                scene: Rc::clone(&text),
                run: track.run,
                param: track.spec.id,
                at: track.values(),
            };
            *busy.borrow_mut() = (true, false);
            let (ground, left) = (ground.clone(), Kept::new(false));
            maps.request(KEY, tracks.iter().map(ask).collect(), move |answer| match answer {
                Answer::Cells(i, cells) => tracks[i].paint(&cells, ground.scene(), &ui),
                Answer::Done => {
                    let (_, more) = busy.replace((false, false));
                    if more && !left.replace(true) {
                        look.emit(());
                    }
                }
            });
        }
    });
    html! {}
}

/// The track's colours, as the style sheet takes them: where each value's thumb stands.
fn background(cells: &[Cell], run: &Run, steps: usize, palette: &Palette) -> String {
    let colour = |cell: &Cell| match cell.ending {
        Ending::Converged => {
            let Colour { 0: r, 1: g, 2: b } =
                mix(palette.surface, palette.run(run.slot), strength(f64::from(cell.steps), steps));
            format!("rgb({r} {g} {b})")
        }
        Ending::Budget | Ending::LeftView => "var(--track)".into(),
        Ending::Diverged => "transparent".into(),
        Ending::NotAllowed => "var(--surface)".into(),
    };
    // A thumb is 1rem wide, and never leaves the track.
    let place = |k: usize| match k {
        0 => "0%".to_string(),
        k if k == cells.len() => "100%".to_string(),
        k => {
            let share = k as f64 / cells.len() as f64;
            format!("calc({:.2}% + {:.3}rem)", 100.0 * share, 0.5 - share)
        }
    };
    let mut stops = Vec::new();
    let mut from = 0;
    for k in 1..=cells.len() {
        let here = colour(&cells[from]);
        if cells.get(k).is_none_or(|next| colour(next) != here) {
            stops.push(format!("{here} {} {}", place(from), place(k)));
            from = k;
        }
    }
    format!("linear-gradient(to right,{})", stops.join(","))
}

/// The same in words.
fn said(ui: &Ui, cells: &[Cell], values: &[f64], steps: usize) -> String {
    let arrived = cells.iter().zip(values).filter(|(cell, _)| cell.ending == Ending::Converged);
    let best = arrived.min_by_key(|(cell, _)| cell.steps);
    let diverges = cells.iter().filter(|cell| cell.ending == Ending::Diverged).count();
    let first = match best {
        Some((cell, value)) => {
            fill(ui.t(key::SCENT_BEST), &[("value", &rate(*value)), ("steps", &cell.steps.to_string())])
        }
        None => fill(ui.t(key::SCENT_NONE), &[("steps", &steps.to_string())]),
    };
    let share = (100 * diverges / cells.len().max(1)).to_string();
    let second = (diverges > 0).then(|| fill(ui.t(key::SCENT_DIVERGES), &[("percent", &share)]));
    std::iter::once(first).chain(second).collect::<Vec<_>>().join(ui.t(key::SENTENCE_JOIN))
}
