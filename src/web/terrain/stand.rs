//! What is seen, from where, and what the reader does with it.

use super::card::Card;
use super::dom::{Dom, set, style};
use super::draw::{self, Paths, pixels};
use super::hands::Hands;
use super::local::Local;
use super::marks::Now;
use super::motion::{Motion, REST};
use super::scenery::Scenery;
use super::sight;
use super::told::Told;
use crate::chart::frame::{Frame, Insets};
use crate::chart::pen::Px;
use crate::chart::theme::Palette;
use crate::core::scalar::Vec2;
use crate::scene::{Action, Camera, Scene, Theme, View as Shown};
use crate::terrain::camera::View;
use crate::terrain::mesh::Detail;
use crate::terrain::pick;
use crate::text::{Lang, key, number};
use crate::web::canvas::Layer;
use crate::web::frame_loop::FrameLoop;
use crate::web::measure::{Sizes, room_above, root_em};
use crate::web::panels::{rounded, size_of};
use crate::web::prefs::reduced_motion;
use crate::web::stage::lie;
use crate::web::tools::manner;
use crate::web::{tool, words};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement, ResizeObserver};

/// How near to a path the pointer has to be to point at it.
const REACH: f64 = 10.0;
/// Milliseconds after which the link follows the camera.
const LATER: u32 = 250;
/// Grounds that follow each other within so many milliseconds are drafts; the last is drawn in full after so many.
const HURRY: f64 = 400.0;
const SETTLE: u32 = 420;

/// Everything.
pub(super) struct Stand {
    pub dom: Dom,
    pub state: RefCell<State>,
    frames: RefCell<Option<FrameLoop>>,
    /// Something has been heard of the race.
    news: Cell<bool>,
    /// The picture has to be drawn.
    stale: Cell<bool>,
    /// The words of another language are on their way.
    fetching: Cell<bool>,
    later: RefCell<Option<Timeout>>,
    settle: RefCell<Option<Timeout>>,
    rest: RefCell<Option<Timeout>>,
    watch: RefCell<Option<Watch>>,
}

/// Hears of the size.
struct Watch {
    _observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

/// What is known and shown.
pub(super) struct State {
    told: Option<Told>,
    /// Whether the browser has WebGL2.
    works: bool,
    card: Option<Card>,
    layer: Option<Layer>,
    scenery: Option<Scenery>,
    /// For what the ground and the paths have been made.
    ground_of: Option<(Frame, crate::core::surfaces::Domain)>,
    paths_of: Option<Told>,
    paths: Paths,
    /// From where it is seen; and from where the scene says.
    pub camera: Camera,
    scene_camera: Camera,
    /// The cameras that the race has been given and has not told back yet.
    given: Vec<Camera>,
    motion: Motion,
    now: Now,
    local: Option<Local>,
    lang: Lang,
    theme: Theme,
    sizes: Option<Sizes>,
    /// The run that the race has been told the pointer is at.
    pointed: Option<usize>,
    pub hands: Hands,
    /// In somebody else's page.
    guest: bool,
    /// When the ground was made, in milliseconds.
    built: f64,
    /// The language in which everything is said.
    said: Option<Lang>,
    /// It has been said that there are no three dimensions here.
    excused: bool,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

impl State {
    /// How the world lies in the picture now.
    pub fn view(&self) -> Option<View> {
        self.view_of(&self.camera)
    }

    /// The same from another camera.
    pub fn view_of(&self, camera: &Camera) -> Option<View> {
        let (scenery, sizes) = (self.scenery.as_ref()?, self.sizes?);
        let (em, narrow) = (sizes.em, sizes.size.0 < 600.0);
        let safe = Insets {
            left: em * if narrow { 34.0 } else { 44.0 },
            right: em * if narrow { 12.0 } else { 20.0 },
            // Between the plates of a wide picture there is room for the highest corner.
            top: if narrow { room_above(&sizes, self.guest).max(12.0 * em) } else { 44.0 * em },
            bottom: em * if narrow { 26.0 } else { 36.0 },
        };
        Some(View::new(camera, &scenery.relief, &scenery.frame, safe, self.motion.tilt()))
    }

    /// Whether it is seen in three dimensions, or soon will be.
    pub fn risen(&self) -> bool {
        self.motion.up && self.card.is_some()
    }
}

impl Stand {
    /// Ready to draw; none where the browser has no document.
    pub fn new() -> Option<Rc<Stand>> {
        let dom = Dom::new()?;
        let (lang, theme) = manner();
        let state = State {
            told: None,
            works: false,
            card: None,
            layer: Layer::on(dom.marks.clone()),
            scenery: None,
            ground_of: None,
            paths_of: None,
            paths: Paths::default(),
            camera: Camera::default(),
            scene_camera: Camera::default(),
            given: Vec::new(),
            motion: Motion::default(),
            now: Now::default(),
            local: None,
            lang,
            theme,
            sizes: None,
            pointed: None,
            hands: Hands::default(),
            guest: false,
            built: 0.0,
            said: None,
            excused: false,
        };
        match Card::new(&dom.ground) {
            Ok(mut card) => {
                card.send_particles(tool::particles().as_ref());
                let state = State { works: true, card: Some(card), ..state };
                Some(Stand::with(dom, state))
            }
            Err(why) => {
                web_sys::console::warn_1(&format!("no three dimensions: {why}").into());
                Some(Stand::with(dom, state))
            }
        }
    }

    fn with(dom: Dom, state: State) -> Rc<Stand> {
        let stand = Rc::new(Stand {
            dom,
            state: RefCell::new(state),
            frames: RefCell::new(None),
            news: Cell::new(true),
            stale: Cell::new(true),
            fetching: Cell::new(false),
            later: RefCell::new(None),
            settle: RefCell::new(None),
            rest: RefCell::new(None),
            watch: RefCell::new(None),
        });
        let weak = Rc::downgrade(&stand);
        *stand.frames.borrow_mut() = Some(FrameLoop::new(move |dt| weak.upgrade().is_some_and(|stand| stand.tick(dt))));
        stand
    }

    /// Hears of the race, of sizes, of the card, and of everything that ends the slow turn.
    pub fn listen(self: &Rc<Stand>) -> Vec<EventListener> {
        let look = || {
            let stand = Rc::clone(self);
            move || stand.look()
        };
        let mut all: Vec<EventListener> =
            [tool::on_maps(look()), tool::on_head(look())].into_iter().flatten().collect();
        let particles = Rc::clone(self);
        all.extend(tool::on_particles(move || particles.strew()));
        let draw = Rc::clone(self);
        let callback = Closure::<dyn FnMut()>::new(move || draw.redraw());
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&self.dom.root);
            *self.watch.borrow_mut() = Some(Watch { _observer: observer, _callback: callback });
        }
        let mut on = |target: &web_sys::EventTarget, kind: &'static str, act: fn(&Rc<Stand>)| {
            let stand = Rc::clone(self);
            let options =
                gloo_events::EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: true };
            all.push(EventListener::new_with_options(target, kind, options, move |_| act(&stand)));
        };
        if let Some(window) = web_sys::window() {
            on(&window, "resize", Stand::redraw);
            for kind in ["pointerdown", "keydown", "wheel"] {
                on(&window, kind, |stand| stand.touched());
            }
            // On paper the map from above is drawn: the race does that as soon as it is not covered.
            on(&window, "beforeprint", |stand| stand.uncover());
            on(&window, "afterprint", Stand::redraw);
        }
        if let Some(document) = document() {
            on(&document, "visibilitychange", |stand| {
                if document_hidden() {
                    stand.touched();
                }
            });
        }
        on(&self.dom.ground, "webglcontextrestored", |stand| {
            stand.restore();
            stand.look();
        });
        let lost = Rc::clone(self);
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        all.push(EventListener::new_with_options(&self.dom.ground, "webglcontextlost", options, move |e| {
            // Without this it would not come back.
            e.prevent_default();
            lost.lose();
        }));
        for (which, button) in &self.dom.switches {
            let (stand, which) = (Rc::clone(self), *which);
            all.push(EventListener::new(button, "click", move |_| {
                {
                    let mut state = stand.state.borrow_mut();
                    state.local = (state.local != Some(which)).then_some(which);
                    stand.dom.say(state.lang, state.local);
                }
                stand.redraw();
            }));
        }
        let stand = Rc::clone(self);
        all.push(EventListener::new(&self.dom.reset, "click", move |_| stand.reset()));
        all
    }

    /// Sends the particles to where they are now.
    fn strew(self: &Rc<Stand>) {
        if let Some(card) = &mut self.state.borrow_mut().card {
            card.send_particles(tool::particles().as_ref());
        }
        self.redraw();
    }

    /// Something is new: to be looked at once a frame.
    pub fn look(&self) {
        self.news.set(true);
        self.wake();
    }

    /// Makes sure that the picture is drawn.
    pub fn redraw(self: &Rc<Stand>) {
        self.stale.set(true);
        self.wake();
    }

    fn wake(&self) {
        if let Some(frames) = &*self.frames.borrow() {
            frames.wake();
        }
    }

    /// The reader has done something.
    pub fn touched(&self) {
        self.rest.take();
        self.state.borrow_mut().motion.touch();
    }

    /// One frame; whether another is needed.
    fn tick(self: &Rc<Stand>, dt: f64) -> bool {
        if self.news.take() {
            self.hear();
        }
        let (more, turned) = {
            let mut state = self.state.borrow_mut();
            let before = state.motion;
            let (more, by) = state.motion.go(dt, reduced_motion());
            if by != 0.0 {
                state.camera.azimuth += by;
            }
            (more, before != state.motion)
        };
        if turned || self.stale.take() {
            self.draw();
        }
        more
    }

    /// Takes in what the race tells.
    fn hear(self: &Rc<Stand>) {
        let Some(place) = tool::over_place() else {
            // Another page: when the race comes back, it comes with new elements.
            self.state.borrow_mut().motion.fall();
            self.dom.root.remove();
            return;
        };
        let told = Told::now(self.state.borrow().told.as_ref());
        let (lang, theme) = manner();
        if !lang.is_here() && !self.fetching.replace(true) {
            let stand = Rc::clone(self);
            wasm_bindgen_futures::spawn_local(async move {
                // Without the file the language stays as it was.
                let there = words::fetch(lang).await.is_some();
                stand.fetching.set(false);
                if there {
                    stand.look();
                }
            });
        }
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let lang = if lang.is_here() { lang } else { state.lang };
        let first = state.told.is_none();
        if let Some(told) = &told
            && (first || told.scene.camera != state.scene_camera)
        {
            state.scene_camera = told.scene.camera;
            match state.given.iter().position(|own| *own == told.scene.camera) {
                // What comes back is older than what the hand has done since.
                Some(own) => drop(state.given.drain(..=own)),
                None => {
                    state.given.clear();
                    self.later.take();
                    if told.scene.camera != state.camera.settled() {
                        state.camera = told.scene.camera;
                    }
                }
            }
        }
        // What is still to be guessed is not shown in another way.
        let guessing =
            place.parent_element().is_some_and(|stage| stage.query_selector(".guess").ok().flatten().is_some());
        let wanted = told.as_ref().is_some_and(|told| told.scene.view == Shown::Terrain) && !guessing;
        if wanted && !state.works {
            if !std::mem::replace(&mut state.excused, true) {
                drop(guard);
                self.excuse(&place, lang);
            }
            return;
        }
        // What is lost comes back.
        let wanted = wanted && state.card.is_some();
        if wanted && (!state.motion.up || self.dom.root.parent_element().as_ref() != Some(&place)) {
            state.guest = tool::is_guest(&place);
            let own = told.as_ref().is_some_and(|told| told.scene.camera == Camera::default());
            state.motion.up = true;
            let may = own && !state.guest && !reduced_motion() && state.motion.may_turn();
            drop(guard);
            self.enter(&place, may);
            guard = self.state.borrow_mut();
        }
        let state = &mut *guard;
        if !wanted {
            state.motion.up = false;
        }
        (state.lang, state.theme, state.told) = (lang, theme, told);
        if let Some(head) = tool::head() {
            state.now = Now::heard(head);
        }
        if state.said != Some(lang) {
            state.said = Some(lang);
            self.dom.say(lang, state.local);
        }
        self.stale.set(wanted || !state.motion.flat());
    }

    /// The elements come onto the page.
    fn enter(self: &Rc<Stand>, place: &Element, may_turn: bool) {
        if self.dom.root.parent_element().as_ref() != Some(place) {
            // Fails only for elements that contain this one.
            let _ = place.append_child(&self.dom.root);
        }
        self.dom.root.set_hidden(false);
        if may_turn {
            let weak = Rc::downgrade(self);
            *self.rest.borrow_mut() = Some(Timeout::new(REST, move || {
                if let Some(stand) = weak.upgrade() {
                    stand.state.borrow_mut().motion.turn();
                    stand.wake();
                }
            }));
        }
    }

    /// Says that there are no three dimensions here; the map stays.
    fn excuse(&self, place: &Element, lang: Lang) {
        let text = lang.text(key::TERRAIN_MISSING);
        let made = document().and_then(|d| Some((d.create_element("div").ok()?, d.create_element("p").ok()?)));
        if let Some((notice, words)) = made {
            notice.set_class_name("notice");
            set(&notice, "role", "status");
            words.set_text_content(Some(text));
            // These fail only for elements that contain each other.
            let _ = notice.append_child(&words);
            let _ = place.append_child(&notice);
            Timeout::new(12_000, move || notice.remove()).forget();
        }
    }

    /// The card has lost everything: until it comes back, the map is seen.
    fn lose(&self) {
        {
            let mut state = self.state.borrow_mut();
            state.card = None;
            state.motion.fall();
        }
        self.dom.root.set_hidden(true);
        self.uncover();
        // The race draws when its sizes may have changed.
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("resize")) {
            // Fails only for events that are on their way already.
            let _ = window.dispatch_event(&event);
        }
    }

    /// The card is back: everything is made anew.
    fn restore(&self) {
        let mut card = Card::new(&self.dom.ground).ok();
        if let Some(card) = &mut card {
            card.send_particles(tool::particles().as_ref());
        }
        let mut state = self.state.borrow_mut();
        state.card = card;
        state.ground_of = None;
        state.paths_of = None;
        state.paths = Paths::default();
    }

    /// The race draws its map again.
    fn uncover(&self) {
        if let Some(place) = tool::over_place() {
            for mark in [tool::COVERED, "data-risen"] {
                // Fails only for malformed names.
                let _ = place.remove_attribute(mark);
            }
        }
    }

    fn draw(self: &Rc<Stand>) {
        let sizes = Sizes {
            size: size_of(&self.dom.root),
            em: root_em(),
            density: web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()),
        };
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let flat = state.motion.flat();
        if flat {
            drop(guard);
            self.dom.root.set_hidden(true);
            return self.uncover();
        }
        if sizes.size.0 < 1.0 || sizes.size.1 < 1.0 {
            return;
        }
        state.sizes = Some(sizes);
        let (Some(told), Some(card)) = (state.told.clone(), &mut state.card) else { return };
        if card.lost() {
            return;
        }
        let frame = lie(sizes.size, sizes.em, !state.guest, room_above(&sizes, state.guest), told.scene.domain());
        let ground_of = (frame, told.scene.domain());
        let same_surface = state.paths_of.as_ref().is_some_and(|old| Rc::ptr_eq(&old.surface, &told.surface));
        let new_ground = !same_surface || state.ground_of != Some(ground_of) || state.scenery.is_none();
        if new_ground {
            // While a slider moves the ground, a draft will do.
            let now = js_sys::Date::now();
            let hurried = state.scenery.is_some() && now - std::mem::replace(&mut state.built, now) < HURRY;
            let detail = if hurried { Detail::THUMB } else { Detail::SCREEN };
            let stand = Rc::clone(self);
            let settle = move || {
                stand.state.borrow_mut().ground_of = None;
                stand.redraw();
            };
            *self.settle.borrow_mut() = hurried.then(|| Timeout::new(SETTLE, settle));
            let scenery = Scenery::new(&told.surface, frame, told.scene.domain(), detail);
            card.send_ground(&scenery);
            (state.scenery, state.ground_of) = (Some(scenery), Some(ground_of));
        }
        let same_paths = state.paths_of.as_ref().is_some_and(|old| old.same_paths(&told));
        if let Some(scenery) = state.scenery.as_ref().filter(|_| new_ground || !same_paths) {
            state.paths = Paths::new(&told, scenery, card);
        }
        state.paths_of = Some(told.clone());
        let (width, height) = pixels(&sizes);
        let canvas = &self.dom.ground;
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let tilt = state.motion.tilt();
        let Some(view) = state.view() else { return };
        let State { scenery: Some(scenery), card: Some(card), layer: Some(layer), paths, camera, motion, .. } = state
        else {
            return;
        };
        let scene = draw::Scene {
            told: &told,
            scenery,
            view: &view,
            palette: Palette::of(state.theme),
            lang: state.lang,
            now: state.now,
            azimuth: camera.azimuth * tilt,
            risen: tilt,
            calm: !motion.moving() && state.hands.free(),
            local: state.local,
            sizes,
        };
        draw::picture(&scene, paths, card, layer);
        let there = motion.there();
        drop(guard);
        self.place_handle(&view);
        style(&self.dom.root, "--risen", &format!("{:.3}", (2.0 * tilt).min(1.0)));
        if let Some(place) = tool::over_place() {
            set(&place, "data-risen", "");
            if there && !place.has_attribute(tool::COVERED) {
                set(&place, tool::COVERED, "");
            } else if !there {
                // Fails only for malformed names.
                let _ = place.remove_attribute(tool::COVERED);
            }
        }
    }

    /// Where the start stands in the picture.
    pub fn start_px(&self) -> Option<Px> {
        let state = self.state.borrow();
        let (told, scenery) = (state.told.as_ref()?, state.scenery.as_ref()?);
        let place = super::lines::lifted(&scenery.relief, told.scene.start())?;
        Some(state.view()?.see(place).at)
    }

    /// The handle is the race's; where it stands in three dimensions is told in properties that the style sheet uses.
    fn place_handle(&self, view: &View) {
        let handle = document().and_then(|d| d.query_selector(".stage .handle").ok().flatten());
        let Some(handle) = handle.and_then(|h| h.dyn_into::<HtmlElement>().ok()) else { return };
        let state = self.state.borrow();
        let (Some(told), Some(scenery)) = (&state.told, &state.scenery) else { return };
        let place = super::lines::lifted(&scenery.relief, told.scene.start());
        let seen = place.is_none_or(|place| sight::seen(scenery, view, place));
        // Beside the plate it keeps the place above its rim, so that it can be fetched back.
        let at = place.map(|place| view.see(place).at).unwrap_or((-200.0, -200.0));
        style(&handle, "--x", &format!("{:.2}px", at.0));
        style(&handle, "--y", &format!("{:.2}px", at.1));
        style(&handle, "--seen", if seen { "1" } else { ".4" });
    }

    /// Looks from elsewhere; the link follows a little later.
    pub fn turn(self: &Rc<Stand>, camera: Camera) {
        self.touched();
        self.state.borrow_mut().camera = camera;
        self.redraw();
        let stand = Rc::clone(self);
        *self.later.borrow_mut() = Some(Timeout::new(LATER, move || {
            let (camera, new) = {
                let state = stand.state.borrow();
                let camera = state.camera.settled();
                (camera, camera != state.scene_camera)
            };
            if stand.give(Action::SetCamera(camera), "camera") && new {
                stand.state.borrow_mut().given.push(camera);
            }
            // The words find better places at rest.
            stand.redraw();
        }));
    }

    /// Back to the first view.
    pub fn reset(self: &Rc<Stand>) {
        self.turn(Camera::default());
    }

    /// Gives the race the scene with a change; whether the change is allowed.
    fn give(&self, action: Action, gesture: &str) -> bool {
        let scene = {
            let state = self.state.borrow();
            let Some(told) = state.told.as_ref().filter(|told| told.scene.wishes.allow(&action)) else { return false };
            let mut scene = Scene::clone(&told.scene);
            scene.apply(action);
            scene
        };
        tool::give(&scene, gesture);
        true
    }

    /// The point of the plane under a place of the picture; beside the ground, that of its rim or of the level of the
    /// start.
    fn plane_at(&self, at: Px) -> Option<Vec2> {
        let state = self.state.borrow();
        let (view, scenery, told) = (state.view()?, state.scenery.as_ref()?, state.told.as_ref()?);
        if let Some(hit) = pick::at(&view, &scenery.relief, &scenery.mesh, at) {
            return Some(hit.plane);
        }
        let plate = &scenery.relief.plate;
        let level = super::lines::lifted(&scenery.relief, told.scene.start()).map_or(0.0, |p| p[2]);
        let ([x, y], [hx, hy]) = (view.on_level(at, level), plate.half());
        Some(plate.plane([x.clamp(-hx, hx), y.clamp(-hy, hy)]))
    }

    /// Moves the start to what is seen at a place of the picture.
    pub fn start_at(&self, at: Px) {
        let Some(plane) = self.plane_at(at) else { return };
        self.start_to(plane);
    }

    fn start_to(&self, plane: Vec2) {
        let frame = self.state.borrow().scenery.as_ref().map(|scenery| scenery.frame);
        if let Some(frame) = frame {
            // A start that is locked stays where it is.
            let _ = self.give(Action::SetStart(rounded(&frame, plane)), "start");
        }
    }

    /// Moves the start by a part of the view: to the right and away from the reader, along the axis that is nearest.
    pub fn nudge(&self, right: f64, up: f64, part: f64) {
        let to = {
            let state = self.state.borrow();
            let (Some(told), Some(scenery)) = (&state.told, &state.scenery) else { return };
            let quarter = (state.camera.azimuth / 90.0).round() * 90.0;
            let (sin, cos) = quarter.to_radians().sin_cos();
            let [x, y] = told.scene.start();
            let d = scenery.relief.plate.domain;
            let by = [right * cos + up * sin, up * cos - right * sin];
            [x + part * by[0] * (d.x.1 - d.x.0), y + part * by[1] * (d.y.1 - d.y.0)]
        };
        self.start_to(to);
    }

    /// The pointer is over a place of the picture: what is there, and which run.
    pub fn look_at(&self, at: Px) {
        self.touched();
        let (text, run, size) = {
            let state = self.state.borrow();
            let (Some(view), Some(scenery), Some(told)) = (state.view(), &state.scenery, &state.told) else { return };
            let hit = pick::at(&view, &scenery.relief, &scenery.mesh, at);
            let text = hit.map(|hit| {
                let [x, y] = hit.plane;
                let f = told.surface.objective.value(hit.plane);
                format!("x {}   y {}   f {}", number(x, 3), number(y, 3), number(f, 3))
            });
            (text, self.run_at(&state, &view, at, REACH), view.size)
        };
        let tip = &self.dom.tip;
        tip.set_hidden(text.is_none());
        tip.set_text_content(text.as_deref());
        // Beyond the middle the plate stands on the other side, so that it never leaves the picture.
        let (dx, dy) =
            (if at.0 > size.0 * 0.7 { -190.0 } else { 14.0 }, if at.1 > size.1 - 60.0 { -40.0 } else { 14.0 });
        style(tip, "left", &format!("{}px", at.0 + dx));
        style(tip, "top", &format!("{}px", at.1 + dy));
        self.point(run);
    }

    /// The pointer is elsewhere.
    pub fn look_away(&self) {
        self.hide_tip();
        self.point(None);
    }

    /// Hides the read-out.
    pub fn hide_tip(&self) {
        self.dom.tip.set_hidden(true);
    }

    fn point(&self, run: Option<usize>) {
        if std::mem::replace(&mut self.state.borrow_mut().pointed, run) != run {
            tool::point(run);
        }
    }

    /// Selects the run at a place of the picture, if there is one.
    pub fn select_at(&self, at: Px, touch: bool) {
        let run = {
            let state = self.state.borrow();
            let reach = if touch { 2.0 * REACH } else { REACH };
            state.view().and_then(|view| self.run_at(&state, &view, at, reach))
        };
        if let Some(run) = run {
            // Whoever embeds may have locked it.
            let _ = self.give(Action::Select(run), "select");
        }
    }

    /// The run whose path passes nearest to a place of the picture within reach.
    fn run_at(&self, state: &State, view: &View, at: Px, reach: f64) -> Option<usize> {
        let distance = |line: &super::lines::Line| {
            let mut best = f64::INFINITY;
            let mut before: Option<Px> = None;
            for [x, y, z, way] in &line.points {
                let here = (*way >= 0.0).then(|| view.see([*x, *y, *z].map(f64::from)).at);
                if let (Some(a), Some(b)) = (before, here) {
                    best = best.min(apart(at, a, b));
                }
                before = here;
            }
            best
        };
        let all = state.paths.lines.iter().enumerate().map(|(i, line)| (i, distance(line)));
        all.filter(|(_, far)| *far <= reach).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    /// By what a button of the race with this name zooms, while the landscape is seen in three dimensions.
    pub fn zoom_of(&self, name: &str) -> Option<f64> {
        let state = self.state.borrow();
        let named = |key| state.lang.text(key) == name;
        match state.risen() {
            true if named(key::ZOOM_IN) => Some(1.25),
            true if named(key::ZOOM_OUT) => Some(0.8),
            _ => None,
        }
    }
}

/// How far a place is from a piece of line.
fn apart(to: Px, a: Px, b: Px) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along = ((to.0 - a.0) * dx + (to.1 - a.1) * dy) / (dx * dx + dy * dy);
    let share = if along.is_nan() { 0.0 } else { along.clamp(0.0, 1.0) };
    (to.0 - a.0 - share * dx).hypot(to.1 - a.1 - share * dy)
}

fn document_hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Hidden)
}
