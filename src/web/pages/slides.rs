//! Races put together by a teacher: one after the other, or some side by side under one transport, for a projector.

mod pane;
mod pointer;

use crate::chart::arrows::Arrows;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Action, MAX_SIDE, Scene, fan_shown, simulate};
use crate::text::{fill, key};
use crate::web::context::{Ui, use_head, use_ui};
use crate::web::panels::{Count, Scrubber, keys};
use crate::web::prefs;
use crate::web::stage::Show;
use crate::web::tool;
use crate::web::view;
use crate::web::widgets::{entry, icon};
use pane::Pane;
use pointer::Pointer;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the page shows.
#[derive(Properties)]
pub struct Props {
    /// The scene, which has the list.
    pub scene: Rc<Scene>,
    /// Whether the page is on a projector.
    pub present: bool,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && self.present == o.present
    }
}

/// A race with everything that has been computed of it.
#[derive(Clone)]
struct Race {
    scene: Rc<Scene>,
    surface: Rc<Surface>,
    runs: Rc<Vec<Trajectory>>,
    fan: Rc<Vec<Trajectory>>,
}

impl PartialEq for Race {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

impl Race {
    fn read(text: &str) -> Self {
        let scene = Scene::read(text).scene;
        let (surface, runs, fan) = (scene.landscape_with_minima(), simulate(&scene), fan_shown(&scene));
        Race { scene: Rc::new(scene), surface: Rc::new(surface), runs: Rc::new(runs), fan: Rc::new(fan) }
    }

    fn show(&self, ui: &Ui, strong: bool) -> Show {
        let Race { scene, surface, runs, fan } = self.clone();
        // There is no handle: nothing invites to drag the start.
        let scene = Rc::new(Scene { start: Some(scene.start()), ..Scene::clone(&scene) });
        Show {
            scene,
            runs,
            surface,
            fan,
            theme: ui.theme,
            lang: ui.lang,
            arrows: Arrows::default(),
            strong,
            paper: false,
        }
    }
}

/// The page.
#[component]
pub fn SlidesPage(props: &Props) -> Html {
    let ui = use_ui();
    let slides = &props.scene.slides;
    let races =
        use_memo(slides.group().to_vec(), |texts| texts.iter().map(|text| Race::read(text)).collect::<Vec<_>>());
    let contrast = use_state_eq(|| prefs::stored("contrast").as_deref() == Some("1"));
    let pointer = use_state_eq(|| prefs::stored("pointer").as_deref() == Some("1"));
    use_contrast(*contrast);
    // The page's own stage has no canvas: it is the clock of all panes, and belongs to the longest race.
    use_effect_with(Rc::clone(&races), {
        let ui = ui.clone();
        move |races| {
            let longest = races.iter().max_by_key(|race| race.scene.steps);
            if let Some(race) = longest {
                ui.stage.show(race.show(&ui, false));
                begin(&ui, &races[0].scene);
            }
            let stage = ui.stage.clone();
            move || stage.leave()
        }
    });
    if slides.scenes.is_empty() {
        return empty(&ui, &props.scene);
    }
    let strong = props.present || *contrast;
    let panes = races.iter().enumerate().map(|(i, race)| view!(slides.show + i => Pane { race: race.clone(), strong }));
    html! {
        <main class="slides" tabindex="-1">
            <h1 class="vh">{ ui.t(key::SLIDES_TITLE) }</h1>
            <div class={format!("panes n{}", races.len())}>{ for panes }</div>
            <section class="dock" aria-label={ui.t(key::TIME)}>
                { transport(&ui) }
                { turns(&ui, props) }
                <div class="options">
                    { side(&ui, props) }
                    { switch(&ui, key::CONTRAST, "contrast", &contrast) }
                    { switch(&ui, key::POINTER, "pointer", &pointer) }
                </div>
            </section>
            if *pointer {
                { view!(Pointer {  }) }
            }
        </main>
    }
}

/// As a link does: paused where the race says, or playing from its start.
fn begin(ui: &Ui, first: &Scene) {
    match first.at {
        Some(step) => ui.stage.open_at(step),
        None if prefs::reduced_motion() => ui.stage.open_at(first.steps),
        None => {
            ui.stage.open_at(0);
            ui.stage.play();
        }
    }
}

/// Without a list: what it is, and the way to one.
fn empty(ui: &Ui, scene: &Rc<Scene>) -> Html {
    let open = {
        let (ui, scene) = (ui.clone(), Rc::clone(scene));
        Callback::from(move |_: MouseEvent| tool::ask(&ui, tool::SCENES, &scene))
    };
    html! {
        <main class="slides none" tabindex="-1">
            <h1>{ ui.t(key::SLIDES_TITLE) }</h1>
            <p>{ ui.t(key::SLIDES_NONE) }</p>
            <button class="btn solid" onclick={open}>{ ui.t(key::MY_SCENES) }</button>
        </main>
    }
}

fn transport(ui: &Ui) -> Html {
    html! {
        <div class="transport">
            { view!(Keys {  }) }
            { view!(Count {  }) }
            <div class="time">{ view!(Scrubber {  }) }</div>
            <span class="vh">{ ui.t(key::SLIDES_HELP) }</span>
        </div>
    }
}

/// Its own component: it is drawn anew when playing begins and ends, the page is not.
#[component]
fn Keys() -> Html {
    let ui = use_ui();
    let playing = use_head(&ui.stage, |_, head| head.playing);
    keys(&ui, playing)
}

/// The races before and after, and where in the list these are.
fn turns(ui: &Ui, props: &Props) -> Html {
    let slides = &props.scene.slides;
    let turn = |forward: bool, name, tip, glyph: &'static str| {
        let onclick =
            ui.change.reform(move |_: MouseEvent| crate::web::store::Change::Edit(Action::TurnSlide(forward)));
        let disabled = slides.turned(forward).is_none();
        html! {
            <button class="btn icon" {disabled} {onclick} aria-label={ui.t(name)} data-tip={ui.t(tip)}>{ icon(glyph) }</button>
        }
    };
    let (first, last, all) = (slides.show + 1, slides.show + slides.group().len(), slides.scenes.len());
    let numbers = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let place = fill(ui.t(key::SLIDE_OF), &[("shown", &numbers), ("all", &all.to_string())]);
    html! {
        <div class="turns">
            { turn(false, key::SLIDE_BEFORE, key::SLIDE_BEFORE_KEY, "left") }
            <output aria-live="polite">{ place }</output>
            { turn(true, key::SLIDE_NEXT, key::SLIDE_NEXT_KEY, "right") }
        </div>
    }
}

/// How many stand side by side.
fn side(ui: &Ui, props: &Props) -> Html {
    let onchange = ui.change.reform(|e: Event| {
        let value = e.target_dyn_into::<HtmlSelectElement>().and_then(|select| select.value().parse().ok());
        crate::web::store::Change::Edit(Action::SetSide(value.unwrap_or(1)))
    });
    let choices = (1..=MAX_SIDE).map(|n| entry(n.to_string(), n.to_string(), n == props.scene.slides.side));
    let name = ui.t(key::SIDE_BY_SIDE);
    html! { <label>{ name }<select aria-label={name} {onchange}>{ for choices }</select></label> }
}

/// A switch that this device remembers.
fn switch(ui: &Ui, name: crate::text::Key, stored: &'static str, state: &UseStateHandle<bool>) -> Html {
    let (set, on) = (state.setter(), **state);
    let onchange = Callback::from(move |_: Event| {
        prefs::store(stored, if on { "0" } else { "1" });
        set.set(!on);
    });
    html! { <label class="switch"><input type="checkbox" role="switch" checked={on} {onchange} />{ ui.t(name) }</label> }
}

/// Stronger lines and text on the whole document, for as long as the page is shown.
#[hook]
fn use_contrast(on: bool) {
    use_effect_with(on, |on: &bool| {
        let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
        if let Some(root) = root.clone() {
            // Fails only for malformed names.
            let _ = root.class_list().toggle_with_force("contrast", *on);
        }
        move || {
            if let Some(root) = root {
                let _ = root.class_list().remove_1("contrast");
            }
        }
    });
}
