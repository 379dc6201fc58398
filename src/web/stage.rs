//! The stage: the play-head and the two canvases it moves over. Outside the virtual DOM.
//!
//! Three rates, three owners: Yew draws controls when the scene changes; the ground is drawn once per surface and
//! view; what moves is drawn once per frame, here, and only while something moves.

mod draw;
mod look;
mod loss_view;
mod state;

pub use draw::lie;
pub use state::{Head, Show};
use state::{LossView, State, View, Waiting};

use super::canvas::Layer;
use super::frame_loop::FrameLoop;
use crate::chart::frame::Frame;
use crate::chart::race::Names;
use crate::scene::Theme;
use gloo_timers::callback::Timeout;
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

    /// Where the play-head is.
    pub fn head(&self) -> Head {
        self.0.state.borrow().head()
    }

    /// The step that the link should name: where the person has stopped.
    pub fn stopped_at(&self) -> Option<usize> {
        let state = self.0.state.borrow();
        (state.stopped && !state.playing).then(|| state.head().step)
    }

    /// Plays from here; from the start if at the end.
    pub fn play(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            if state.head >= state.steps() as f64 {
                state.head = 0.0;
            }
            state.playing = true;
            state.stopped = false;
        }
        self.tell();
        self.redraw();
    }

    /// Stops at a whole step.
    pub fn pause(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = state.head.floor();
            state.playing = false;
            state.stopped = true;
        }
        self.tell();
        self.redraw();
    }

    /// Stops for a while, without a person having stopped it; says whether it played.
    pub fn hold(&self) -> bool {
        std::mem::take(&mut self.0.state.borrow_mut().playing)
    }

    /// Goes to a step and stays there.
    pub fn seek(&self, step: usize) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = step.min(state.steps()) as f64;
            state.playing = false;
            state.stopped = true;
        }
        self.tell();
        self.redraw();
    }

    /// Opens at a step without having been stopped there by a person: the link stays without it.
    pub fn open_at(&self, step: usize) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = step.min(state.steps()) as f64;
            state.playing = false;
            state.stopped = false;
        }
        self.tell();
        self.redraw();
    }

    /// Puts the play-head at a step before there is a scene: it stays there once one is shown.
    pub fn set_end(&self, step: usize) {
        self.0.state.borrow_mut().head = step as f64;
    }

    /// Goes some steps forward or back.
    pub fn step_by(&self, steps: isize) {
        let now = self.head().step;
        self.seek(now.saturating_add_signed(steps));
    }

    /// Sets how many steps a second are played.
    pub fn set_speed(&self, speed: f64) {
        self.0.state.borrow_mut().speed = speed;
    }

    /// Hears of every change of the play-head; the number takes the listener off again.
    pub fn listen(&self, listener: Callback<Head>) -> usize {
        let id = self.0.next_listener.get();
        self.0.next_listener.set(id + 1);
        listener.emit(self.head());
        self.0.listeners.borrow_mut().push((id, listener));
        id
    }

    /// Takes a listener off.
    pub fn unlisten(&self, id: usize) {
        self.0.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    /// Hears of every new ground and how the plane lies in it (for what stands over the canvas).
    pub fn on_frame(&self, callback: Callback<Frame>) {
        self.0.state.borrow_mut().on_frame = Some(callback);
    }

    /// Hears in each frame where the play-head is, in steps, as long as the scene has particles.
    pub fn on_flow(&self, heard: fn(f64)) {
        self.0.state.borrow_mut().on_flow = Some(heard);
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

    /// Makes sure that a frame is drawn.
    pub fn redraw(&self) {
        self.0.state.borrow_mut().dirty = true;
        if let Some(frames) = &*self.0.frames.borrow() {
            frames.wake();
        }
    }

    /// Tells the listeners, if the play-head has changed.
    fn tell(&self) {
        let head = {
            let mut state = self.0.state.borrow_mut();
            let head = state.head();
            if state.told == Some(head) {
                return;
            }
            state.told = Some(head);
            head
        };
        let listeners: Vec<_> = self.0.listeners.borrow().iter().map(|(_, l)| l.clone()).collect();
        for listener in listeners {
            listener.emit(head);
        }
    }

    /// One frame; says whether another is needed.
    ///
    /// While it plays, a step is three pieces of work, each with a frame of its own: the landscape at once, then the loss
    /// chart, then what is read (the step, the scrubber, the inspector). Where every frame is a step, the last two take
    /// turns.
    fn tick(&self, dt: f64) -> bool {
        let (moved, playing, alone) = {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let before = state.head.floor();
            if state.playing {
                let last = state.steps() as f64;
                state.head = (state.head + dt * state.speed).min(last);
                state.playing = state.head < last;
            }
            let particles = state.show.as_ref().is_some_and(|show| show.scene.maps.swarm > 0);
            if let Some(heard) = state.on_flow.filter(|_| particles) {
                heard(state.head);
            }
            (state.head.floor() != before || !state.playing, state.playing, !state.dirty)
        };
        if playing && alone {
            self.play_on(moved);
        } else {
            if moved {
                self.tell();
            }
            let frame_change = {
                let mut state = self.0.state.borrow_mut();
                state.waiting = Waiting { loss: false, words: playing && moved };
                draw::frame(&mut state)
            };
            if let Some((callback, frame)) = frame_change {
                callback.emit(frame);
            }
        }
        playing
    }

    /// A frame in which nothing has changed but the play-head.
    fn play_on(&self, moved: bool) {
        let words = {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let waiting = state.waiting;
            if moved {
                draw::landscape(state);
                state.waiting = Waiting { loss: true, words: true };
            }
            if waiting.loss {
                draw::loss(state);
                state.waiting.loss = false;
            } else if waiting.words {
                state.waiting.words = false;
            }
            waiting.words && !waiting.loss
        };
        if words {
            self.tell();
        }
    }
}
