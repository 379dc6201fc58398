//! What is seen, from where, and what the reader does with it. One frame at a time: `hear` takes in what the race tells,
//! `picture` draws it; `turn`, `start` and `point` are what hands do.

mod hear;
mod listen;
mod picture;
mod point;
mod start;
mod turn;

use super::card::Card;
use super::dom::Dom;
use super::draw::Paths;
use super::hands::Hands;
use super::local::Local;
use super::motion::Motion;
use super::scenery::Scenery;
use super::told::{Now, Told};
use crate::chart::frame::{Frame, Insets};
use crate::core::surfaces::Domain;
use crate::scene::{Camera, Theme};
use crate::terrain::camera::View;
use crate::text::Lang;
use crate::web::canvas::Layer;
use crate::web::frame_loop::FrameLoop;
use crate::web::measure::{Sizes, room_above};
use crate::web::prefs::reduced_motion;
use crate::web::tool;
use crate::web::tools::manner;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Path2d, ResizeObserver};

/// The landscape in three dimensions, as long as the page lives.
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
    ground_of: Option<(Frame, Domain)>,
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
    /// The sign on the handle of the start, read from the page when it is drawn for the first time.
    sign: Option<Path2d>,
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

/// A card made ready on the canvas, with the particles that there are.
///
/// # Errors
/// What [`Card::new`] says.
fn card_on(dom: &Dom) -> Result<Card, String> {
    let mut card = Card::new(&dom.ground)?;
    card.send_particles(tool::particles().as_ref());
    Ok(card)
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

    fn risen(&self) -> bool {
        self.motion.up && self.card.is_some()
    }
}

impl Stand {
    /// Whether it is seen in three dimensions, or soon will be. A page that is left takes the elements with it and says
    /// nothing.
    pub fn risen(&self) -> bool {
        self.dom.root.is_connected() && self.state.borrow().risen()
    }

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
            sign: None,
            pointed: None,
            hands: Hands::default(),
            guest: false,
            built: 0.0,
            said: None,
            excused: false,
        };
        match card_on(&dom) {
            Ok(card) => {
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
        let motion = &mut self.state.borrow_mut().motion;
        if motion.turning() {
            // The handle becomes an element of the page again.
            self.stale.set(true);
        }
        motion.touch();
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
}
