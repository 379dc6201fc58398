//! The maps in the race's panel, what lies over the landscape with them, and what the sliders' tracks say. The race only
//! leaves empty elements and says which scene it shows (`web::tool`).

mod ask;
mod basins;
mod cover;
mod legend;
mod over;
mod panel;
mod particles;
mod rates;
mod spots;

use super::manner;
use super::scents::Scents;
use crate::core::surfaces::Surface;
use crate::scene::{Action, Scene, View};
use crate::web::context::Ui;
use crate::web::frame_loop::FrameLoop;
use crate::web::maps::{Maps, Trouble};
use crate::web::stage::Stage;
use crate::web::words::use_words;
use crate::web::{tool, view};
pub(super) use ask::alone;
use gloo_timers::callback::Timeout;
use over::Over;
use panel::Panel;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// A scene, and its landscape with the minima that are known or found.
#[derive(Clone)]
pub(super) struct Ground(Rc<(Scene, Rc<Surface>)>);

impl Ground {
    pub fn scene(&self) -> &Scene {
        &self.0.0
    }

    pub fn surface(&self) -> &Rc<Surface> {
        &self.0.1
    }
}

impl Deref for Ground {
    type Target = (Scene, Rc<Surface>);

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl PartialEq for Ground {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.0, &o.0)
    }
}

/// What the race has told.
#[derive(Clone)]
struct Told {
    place: Element,
    text: Rc<str>,
    ground: Ground,
    open: bool,
}

impl Told {
    /// What it tells now; a scene that has not changed is not read anew, nor is a surface.
    fn now(before: Option<Told>) -> Option<Told> {
        let place = tool::maps_place()?;
        let (text, open) = (place.get_attribute("data-scene")?, !place.has_attribute("hidden"));
        let before = match before {
            Some(same) if *same.text == *text => return Some(Told { place, open, ..same }),
            before => before,
        };
        let scene = Scene::read(&text).scene;
        let known = before.filter(|before| same_surface(before.ground.scene(), &scene));
        let surface =
            known.map_or_else(|| Rc::new(scene.landscape_with_minima()), |known| Rc::clone(known.ground.surface()));
        Some(Told { place, text: text.into(), ground: Ground(Rc::new((scene, surface))), open })
    }
}

/// Whether two scenes have the same surface, with the same minima.
pub fn same_surface(a: &Scene, b: &Scene) -> bool {
    let own = a.formula.is_some() || !a.points.is_empty();
    a.surface.id == b.surface.id
        && a.surface_values == b.surface_values
        && a.formula == b.formula
        && a.points == b.points
        // The minima of what is the reader's own are looked for in the view.
        && (!own || a.domain() == b.domain())
}

/// What can be done with the scene: changes that belong together, as part of a movement if it has a name.
pub(super) type Make = Callback<(Vec<Action>, &'static str)>;

/// A run that is only thought of: a scene in which it stands, and its place there.
#[derive(Clone)]
struct Ghost {
    scene: Rc<Scene>,
    run: usize,
}

/// Milliseconds after which the tracks of the sliders follow a change, while nothing else of a map is seen.
const TRACKS: u32 = 120;

/// Everything about maps.
#[component]
pub fn Atlas() -> Html {
    let told = use_state(|| Told::now(None));
    let trouble = use_state_eq(|| None::<Trouble>);
    let ghost = use_state(|| None::<Ghost>);
    let latest = use_mut_ref(|| (*told).clone());
    let maps = use_memo((), |()| {
        let trouble = trouble.setter();
        Maps::new(move |what| trouble.set(Some(what)))
    });
    use_effect_with((), {
        let (told, latest) = (told.setter(), latest.clone());
        move |()| {
            // However often the scene changes: once a frame, and not while nobody looks.
            let frames = FrameLoop::new(move |_| {
                let now = Told::now(latest.take());
                (*latest.borrow_mut()).clone_from(&now);
                told.set(now);
                false
            });
            let frames = Rc::new(frames);
            let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
            let heard = tool::on_maps(move || {
                let open = tool::maps_place().is_some_and(|place| !place.has_attribute("hidden"));
                if open
                    || tool::over_place().is_some_and(|place| place.query_selector(".above").ok().flatten().is_some())
                {
                    frames.wake();
                    return;
                }
                // The tracks alone are not worth a part of every event while a slider moves.
                let (later, done) = (Rc::clone(&frames), Rc::clone(&waiting));
                waiting.borrow_mut().get_or_insert_with(|| {
                    Timeout::new(TRACKS, move || {
                        done.take();
                        later.wake();
                    })
                });
            });
            move || drop(heard)
        }
    });
    let make: Make = use_callback((), move |(actions, gesture): (Vec<Action>, &'static str), ()| {
        let Some(told) = latest.borrow().clone() else { return };
        let mut scene = told.ground.scene().clone();
        for action in actions {
            if scene.wishes.allow(&action) {
                scene.apply(action);
            }
        }
        tool::give(&scene, gesture);
    });
    let on_ghost = {
        let ghost = ghost.setter();
        use_callback((), move |to: Option<Ghost>, ()| ghost.set(to))
    };
    let (wanted, theme) = manner();
    let lang = use_words(wanted);
    let stage = (*use_state(Stage::new)).clone();
    let Some(Told { place, text, ground, open }) = (*told).clone() else { return html! {} };
    let maps = (*maps).clone();
    let panel = open.then(|| {
        let (ground, maps, trouble) = (ground.clone(), maps.clone(), *trouble);
        let make = make.clone();
        create_portal(view!(Panel { ground, maps, trouble, make, on_ghost }), place)
    });
    // Over the landscape there is something while the tab is open, or as long as the link says so.
    let (view, particles) = (ground.scene().view, ground.scene().maps.swarm > 0);
    let shown = view == View::Basins || particles;
    let over = tool::over_place().filter(|_| open || shown).map(|place| {
        let (ground, maps) = (ground.clone(), maps.clone());
        create_portal(view!(Over { ground, maps, ghost: (*ghost).clone().filter(|_| open) }), place)
    });
    html! {
        <ContextProvider<Ui> context={Ui { lang, theme, stage, change: Callback::noop() }}>
            { panel.unwrap_or_default() }
            { over.unwrap_or_default() }
            { view!(Scents { ground, text, maps, open }) }
        </ContextProvider<Ui>>
    }
}
