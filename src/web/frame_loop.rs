//! The one animation loop of the page: runs while something moves, then stops; at most one frame is asked for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Longer pauses (a hidden tab, a debugger) count as this many seconds, so that nothing jumps.
const LONGEST: f64 = 0.1;

/// Asks for animation frames as long as its tick says that something still moves.
pub struct FrameLoop {
    inner: Rc<Inner>,
}

type Tick = Closure<dyn FnMut(f64)>;

struct Inner {
    /// The frame that has been asked for.
    pending: Cell<Option<i32>>,
    /// When the last frame was, in milliseconds; none if the loop was idle.
    last: Cell<Option<f64>>,
    closure: RefCell<Option<Tick>>,
}

impl FrameLoop {
    /// A loop that is idle until woken. `tick` gets the seconds since the last frame and says whether to go on.
    pub fn new(tick: impl FnMut(f64) -> bool + 'static) -> Self {
        FrameLoop::boxed(Box::new(tick))
    }

    /// Not generic: what passes into JavaScript is much code.
    fn boxed(mut tick: Box<dyn FnMut(f64) -> bool>) -> Self {
        let inner = Rc::new(Inner { pending: Cell::new(None), last: Cell::new(None), closure: RefCell::new(None) });
        let weak = Rc::downgrade(&inner);
        let closure = Closure::new(move |now: f64| {
            let Some(inner) = weak.upgrade() else { return };
            inner.pending.set(None);
            let dt = inner.last.get().map_or(0.0, |last| ((now - last) / 1000.0).clamp(0.0, LONGEST));
            if tick(dt) {
                inner.last.set(Some(now));
                inner.request();
            } else if inner.pending.get().is_none() {
                inner.last.set(None);
            }
        });
        *inner.closure.borrow_mut() = Some(closure);
        FrameLoop { inner }
    }

    /// Makes sure that a frame comes.
    pub fn wake(&self) {
        self.inner.request();
    }
}

/// Milliseconds that long work takes of each frame: enough is left to draw it.
const SLICE: f64 = 8.0;

/// Takes steps of long work until there are none left or the frame's share is used up: whether there are more.
pub fn for_a_while(step: &mut dyn FnMut() -> bool) -> bool {
    let end = js_sys::Date::now() + SLICE;
    while step() {
        if js_sys::Date::now() >= end {
            return true;
        }
    }
    false
}

impl Inner {
    fn request(&self) {
        if self.pending.get().is_some() {
            return;
        }
        let closure = self.closure.borrow();
        let (Some(window), Some(closure)) = (web_sys::window(), closure.as_ref()) else { return };
        self.pending.set(window.request_animation_frame(closure.as_ref().unchecked_ref()).ok());
    }
}

impl Drop for FrameLoop {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (web_sys::window(), self.inner.pending.take()) {
            // Cancelling a frame that has come already is no fault.
            let _ = window.cancel_animation_frame(id);
        }
    }
}
