//! The stage: the play-head and the two canvases it moves over. Outside the virtual DOM.
//!
//! Three rates, three owners: Yew draws controls when the scene changes; the ground is drawn once per surface and
//! view; what moves is drawn once per frame, here, and only while something moves.

mod draw;
mod frames;
mod head;
mod look;
mod loss_view;
mod state;

use super::canvas::Layer;
use super::frame_loop::FrameLoop;
use crate::chart::frame::Frame;
use crate::chart::race::Names;
use crate::scene::Theme;
pub use draw::lie;
use gloo_timers::callback::Timeout;
pub use state::{Head, Show};
use state::{LossView, State, View, Waiting};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use web_sys::HtmlCanvasElement;
use yew::Callback;

/// A handle to the stage; clones share it.
#[derive(Clone)]
pub struct Stage(Rc<Inner>);

impl PartialEq for Stage {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.0, &o.0)
    }
}

struct Inner {
    state: RefCell<State>,
    frames: RefCell<Option<FrameLoop>>,
    listeners: RefCell<Vec<(usize, Callback<Head>)>>,
    next_listener: Cell<usize>,
}

/// More points than this in all runs together are a long race.
const LONG: usize = 3000;

/// Milliseconds of rest after which a draft is drawn in full.
const SETTLE: u32 = 160;

impl Stage {
    /// A stage with nothing on it.
    pub fn new() -> Self {
        let state = State {
            show: None,
            head: 0.0,
            playing: false,
            speed: 20.0,
            stopped: false,
            hover: None,
            told: None,
            land: None,
            loss: None,
            em: 1.0,
            density: 1.0,
            on_frame: None,
            on_flow: None,
            dirty: false,
            settling: None,
            waiting: Waiting::default(),
        };
        let inner = Rc::new(Inner {
            state: RefCell::new(state),
            frames: RefCell::new(None),
            listeners: RefCell::new(Vec::new()),
            next_listener: Cell::new(0),
        });
        let weak: Weak<Inner> = Rc::downgrade(&inner);
        let frames = FrameLoop::new(move |dt| weak.upgrade().is_some_and(|inner| Stage(inner).tick(dt)));
        *inner.frames.borrow_mut() = Some(frames);
        Stage(inner)
    }

    /// Gives the stage the landscape's canvas; false where the browser has no canvas.
    pub fn set_landscape(&self, canvas: HtmlCanvasElement, gutters: bool) -> bool {
        let view = (|| {
            Some(View {
                screen: Layer::on(canvas)?,
                ground: Layer::hidden()?,
                layer: Layer::hidden()?,
                trail: None,
                touched: Vec::new(),
                size: (0.0, 0.0),
                gutters,
                safe_top: 0.0,
                frame: None,
                wanted: None,
                landscape: None,
                paths: Vec::new(),
                fan: None,
                names: Names::new(),
                ground_stale: true,
                paths_stale: true,
            })
        })();
        let made = view.is_some();
        self.0.state.borrow_mut().land = view;
        made
    }

    /// Gives the stage the loss chart's canvas.
    pub fn set_loss(&self, canvas: HtmlCanvasElement) {
        let view = (|| {
            Some(LossView {
                screen: Layer::on(canvas)?,
                axes: Layer::hidden()?,
                full: Layer::hidden()?,
                layers_stale: true,
                size: (0.0, 0.0),
                chart: None,
                stale: true,
            })
        })();
        self.0.state.borrow_mut().loss = view;
    }

    /// The canvases go: what plays stops, where it is.
    pub fn leave(&self) {
        let mut state = self.0.state.borrow_mut();
        state.head = state.head.floor();
        state.stopped |= state.playing;
        state.playing = false;
        state.land = None;
        state.loss = None;
        state.on_frame = None;
    }

    /// Tells the stage the sizes of its canvases: after a resize, a change of zoom or of the text size.
    pub fn measure(&self, land: Option<((f64, f64), f64)>, loss: Option<(f64, f64)>, em: f64, density: f64) {
        {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let changed = state.em != em || state.density != density;
            state.em = em;
            state.density = density;
            if let (Some(view), Some((size, safe_top))) = (&mut state.land, land)
                && (changed || view.size != size || view.safe_top != safe_top)
            {
                view.size = size;
                view.safe_top = safe_top;
                view.ground_stale = true;
            }
            if let (Some(view), Some(size)) = (&mut state.loss, loss)
                && (changed || view.size != size)
            {
                view.size = size;
                view.stale = true;
            }
        }
        self.redraw();
    }

    /// Shows a scene. The play-head stays where it is, within the new number of steps.
    pub fn show(&self, show: Show) {
        {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let same_ground = state.show.as_ref().is_some_and(|old| {
                old.theme == show.theme
                    && old.lang == show.lang
                    && old.strong == show.strong
                    && old.scene.surface.id == show.scene.surface.id
                    && old.scene.surface_values == show.scene.surface_values
                    && old.scene.formula == show.scene.formula
                    && old.scene.points == show.scene.points
                    && old.scene.domain == show.scene.domain
                    && old.scene.view == show.scene.view
                    && old.arrows.field == show.arrows.field
            });
            if let Some(view) = &mut state.land {
                view.ground_stale |= !same_ground;
                view.paths_stale = true;
            }
            if let Some(view) = &mut state.loss {
                view.stale = true;
            }
            state.head = state.head.min(show.scene.steps as f64);
            let long = show.runs.iter().map(|run| run.points.len()).sum::<usize>() > LONG;
            state.settling = (long && state.show.is_some()).then(|| {
                let stage = Rc::downgrade(&self.0);
                Timeout::new(SETTLE, move || {
                    if let Some(inner) = stage.upgrade() {
                        Stage(inner).settle();
                    }
                })
            });
            state.show = Some(show);
        }
        self.redraw();
    }

    /// Draws in full what has been a draft.
    fn settle(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            state.settling = None;
            if let Some(view) = &mut state.land {
                view.trail = None;
            }
        }
        self.redraw();
    }

    /// Points at a run, by its index; nothing dims and nothing glows if none.
    pub fn hover(&self, run: Option<usize>) {
        {
            let mut state = self.0.state.borrow_mut();
            if state.hover == run {
                return;
            }
            state.hover = run;
            if let Some(view) = &mut state.land {
                view.paths_stale = true;
            }
            if let Some(view) = &mut state.loss {
                view.stale = true;
            }
        }
        self.redraw();
    }

    /// Hears of every new ground and how the plane lies in it (for what stands over the canvas).
    pub fn on_frame(&self, callback: Callback<Frame>) {
        self.0.state.borrow_mut().on_frame = Some(callback);
    }

    /// Draws at once in a theme, for paper; the next [`Stage::show`] brings the reader's own back.
    pub fn draw_for_print(&self, theme: Theme, paper: bool) {
        let mut guard = self.0.state.borrow_mut();
        let state = &mut *guard;
        if let Some(show) = &mut state.show {
            show.theme = theme;
            show.paper = paper;
        }
        if let Some(view) = &mut state.land {
            view.ground_stale = true;
        }
        if let Some(view) = &mut state.loss {
            view.stale = true;
        }
        draw::frame(state);
    }
}
