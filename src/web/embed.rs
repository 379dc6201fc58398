//! The embed: a landscape in somebody else's page, with the transport and at most two sliders. A program of its own:
//! what a post loads for its figures goes without everything else.
//!
//! It is a guest: it takes no focus and writes nothing into the history, follows its host's light or dark, does nothing
//! while it is out of sight, and hears what its host's page says ([`host`]).

mod host;
mod strip;

use super::app::{self, LinkWriter};
use super::context::Ui;
use super::keyboard;
use super::link;
use super::measure::{Sizes, room_above, use_sizes};
use super::near::{use_ever, use_near};
use super::panels::{Guess, Handle, Notice, NoticeView, Speech, describe, use_gestures, zoom_middle};
use super::paper::use_paper;
use super::part::Part;
use super::prefs::{self, Prefs};
use super::stage::{Show, Stage};
use super::store::{Change, Store};
use super::tool;
use super::tooltip;
use super::view::view;
use super::words::use_words;
use crate::chart::arrows::Arrows;
use crate::chart::frame::Frame;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Page, Scene, Theme, View, fan_shown, simulate};
use crate::text::{Lang, key};
use gloo_events::EventListener;
use host::use_host;
use std::rc::Rc;
use strip::strip;
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, KeyboardEvent};
use yew::prelude::*;

/// The embed among the programs.
pub static EMBED: Part = Part { id: "embed", home: Page::Race, page: |_| html! {} };

/// Below this width the way to the whole app stands in the landscape's corner, in root font sizes over 16.
pub const NARROW: f64 = 30.0 * 16.0;
/// The room it takes there.
pub const CORNER: f64 = 36.0;

/// A surface and the runs on it.
type Computed = (Rc<Surface>, Rc<Vec<Trajectory>>);

/// The scene that a host or the address asks for, as an embed.
fn guest(mut read: crate::scene::Read) -> crate::scene::Read {
    read.scene.page = Page::Race;
    read.scene.wishes.embed = true;
    read
}

/// The embed.
#[component]
pub fn Embed() -> Html {
    let store = use_reducer(|| Store::new(guest(link::open(&EMBED))));
    let stage = (*use_state(Stage::new)).clone();
    let (canvas, place, tip) = (use_node_ref(), use_node_ref(), use_node_ref());
    let near = use_near(&place);
    let seen = use_ever(near);
    let sizes = use_sizes(&canvas);
    let ground = use_state(|| None::<Frame>);
    let works = use_state_eq(|| true);

    // Out of sight nothing is computed: what is shown stays what it was.
    let kept = use_mut_ref(|| Rc::clone(&store.scene));
    if near {
        kept.replace(Rc::clone(&store.scene));
    }
    let scene = Rc::clone(&kept.borrow());
    let own = prefs::stored("lang").and_then(|tag| Lang::from_tag(&tag)).unwrap_or_else(prefs::browser_lang);
    let lang = use_words(scene.lang.unwrap_or(own));
    let system = use_system_theme();
    let theme = scene.theme.unwrap_or(system);
    let change = {
        let store = store.dispatcher();
        use_callback((), move |change: Change, ()| store.dispatch(change))
    };
    let ui = Ui { lang, theme, stage: stage.clone(), change: change.clone() };
    let hidden = store.hidden;
    let computed: Rc<Option<Computed>> =
        use_memo((Rc::clone(&scene), seen, hidden), |(scene, seen, hidden): &(Rc<Scene>, bool, bool)| {
            let runs = || if *hidden { Vec::new() } else { simulate(scene) };
            seen.then(|| (Rc::new(scene.landscape_with_minima()), Rc::new(runs())))
        });

    use_document(lang, theme);
    use_effect_with((), {
        let (stage, canvas, ground, works) = (stage.clone(), canvas.clone(), ground.setter(), works.setter());
        move |()| {
            stage.on_frame(Callback::from(move |frame| ground.set(Some(frame))));
            stage.on_flow(tool::show_flow);
            works.set(canvas.cast::<HtmlCanvasElement>().is_some_and(|canvas| stage.set_landscape(canvas, false)));
            let tips = tooltip::watch();
            move || drop((tips, stage.leave()))
        }
    });
    use_effect_with((sizes, near), {
        let stage = stage.clone();
        move |(sizes, near): &(Option<Sizes>, bool)| {
            if let Some(sizes) = sizes.filter(|_| *near) {
                stage.measure(Some((sizes.size, room_above(&sizes, true))), None, sizes.em, sizes.density);
            }
        }
    });
    let arrows = Arrows { gradient: true, velocity: true, ..Arrows::default() };
    let fan = use_memo(
        (Rc::clone(&scene), seen && !hidden),
        |(scene, drawn)| {
            if *drawn { fan_shown(scene) } else { Vec::new() }
        },
    );
    use_effect_with((Rc::clone(&scene), seen, hidden, theme, lang), {
        let (stage, computed, fan) = (stage.clone(), Rc::clone(&computed), Rc::clone(&fan));
        move |(scene, _, _, theme, lang): &(Rc<Scene>, bool, bool, Theme, Lang)| {
            if let Some((surface, runs)) = computed.as_ref() {
                let (scene, surface, runs, fan) =
                    (Rc::clone(scene), Rc::clone(surface), Rc::clone(runs), Rc::clone(&fan));
                stage.show(Show {
                    scene,
                    runs,
                    surface,
                    fan,
                    theme: *theme,
                    lang: *lang,
                    arrows,
                    strong: false,
                    paper: false,
                });
            }
        }
    });
    use_host(&ui, &store, near);
    use_hash(&change);
    use_given(&change);
    use_keys(&ui);
    use_paper(&stage, theme);
    use_gestures(&canvas, &ui, &scene, &tip, &Callback::noop());

    // Three dimensions, basins and particles are drawn by other programs, which come for them alone.
    let over = scene.view == View::Terrain || scene.view == View::Basins || scene.maps.swarm > 0;
    use_effect_with((Rc::clone(&scene), over && near), |(scene, over)| {
        if *over {
            tool::show_maps(scene);
        }
    });

    let words = computed.as_ref().as_ref().map(|(surface, runs)| describe(&ui, &scene, surface, runs, &fan));
    let results = computed.as_ref().as_ref().map(|(_, runs)| app::results(lang, &scene, runs)).unwrap_or_default();
    let runs = computed.as_ref().as_ref().map(|(_, runs)| Rc::clone(runs)).unwrap_or_default();
    let dismiss = change.reform(|()| Change::Dismiss);
    html! {
        <ContextProvider<Ui> context={ui.clone()}>
            { view!(LinkWriter { scene: Rc::clone(&store.scene), seen: true }) }
            <main class="embed" ref={place}>
                <h1 class="vh">{ ui.t(key::DOCUMENT_TITLE) }</h1>
                <section class="stage" aria-label={ui.t(key::LANDSCAPE)}>
                    <canvas id="land" role="img" aria-label={words} ref={canvas} />
                    if over {
                        // What `web::terrain` and the tools go by.
                        <div id="maps" hidden=true data-scene={scene.write()} />
                        <div id="over" />
                    }
                    if !*works {
                        <p class="no-canvas" role="alert">{ ui.t(key::NO_CANVAS) }</p>
                    }
                    { view!(Handle { scene: Rc::clone(&scene), frame: *ground }) }
                    <output class="tip" ref={tip} hidden=true aria-hidden="true" />
                    if scene.wishes.predict {
                        { view!(store.opened => Guess { scene: Rc::clone(&scene), runs, hidden, frame: *ground }) }
                    }
                    if !store.ignored.is_empty() {
                        { view!(NoticeView { notice: Notice::Ignored(store.ignored.clone()), on_dismiss: dismiss }) }
                    }
                </section>
                { strip(&ui, &scene) }
            </main>
            { view!(Speech { text: results }) }
        </ContextProvider<Ui>>
    }
}

/// Whether the host, or the system, is light or dark, kept up to date.
#[hook]
fn use_system_theme() -> Theme {
    let theme = use_state_eq(prefs::system_theme);
    use_effect_with((), {
        let theme = theme.setter();
        move |()| {
            let query = web_sys::window().and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
            let listener =
                query.map(|query| EventListener::new(&query, "change", move |_| theme.set(prefs::system_theme())));
            move || drop(listener)
        }
    });
    *theme
}

/// Language and theme concern the document itself.
#[hook]
fn use_document(lang: Lang, theme: Theme) {
    use_effect_with((lang, theme), |(lang, theme): &(Lang, Theme)| {
        let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
        document.set_title(lang.text(key::DOCUMENT_TITLE));
        if let Some(root) = document.document_element() {
            // These fail only for malformed names.
            let _ = root.set_attribute("lang", lang.tag());
            let _ = root.set_attribute("data-theme", theme.id());
        }
    });
}

/// A hash that somebody typed, or that the host has written into the frame's address.
#[hook]
fn use_hash(change: &Callback<Change>) {
    let change = change.clone();
    use_effect_with((), move |()| {
        let hash = link::listen(&EMBED, move |heard| match heard {
            Some(Change::Open(read)) => change.emit(Change::Open(guest(read))),
            Some(heard) => change.emit(heard),
            None => {}
        });
        move || drop(hash)
    });
}

/// Scenes that the landscape in three dimensions gives back.
#[hook]
fn use_given(change: &Callback<Change>) {
    let change = change.clone();
    use_effect_with((), move |()| {
        let given = tool::on_given(move || change.emit(Change::Take(tool::scene(), tool::gesture())));
        move || drop(given)
    });
}

/// The keys of a race, while the frame has the focus.
#[hook]
fn use_keys(ui: &Ui) {
    let latest = use_mut_ref(|| ui.clone());
    latest.replace(ui.clone());
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = gloo_events::EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |e| {
                let ui = latest.borrow().clone();
                let Some(e) = e.dyn_ref::<KeyboardEvent>() else { return };
                if let Some(keyboard::Ask::Zoom(closer)) =
                    keyboard::pressed(e, &ui, Prefs::load().shortcuts, Page::Race)
                {
                    zoom_middle(&ui, if closer { 1.25 } else { 0.8 });
                }
            })
        });
        move || drop(listener)
    });
}
