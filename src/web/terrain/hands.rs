//! Pointer, wheel, touch and keys over the landscape in three dimensions.
//!
//! The handle of the start, the buttons that zoom and the keys that zoom are the race's own: what they mean here is heard
//! at the window, before the race hears it.

mod borrowed;

use borrowed::{buttons, handle, handle_key};

use super::stand::Stand;
use crate::scene::Camera;
use crate::terrain::camera::{View, orbited};
use crate::web::gesture::{LONG, STILL, zoom_of_wheel};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

/// Degrees that an arrow key turns, and with Shift.
const TURN: f64 = 5.0;
/// What part of the plate an arrow key moves with Shift held.
const SHIFT: f64 = 0.06;
/// What a key or a button zooms by.
const ZOOM: f64 = 1.25;

/// The fingers, or the mouse, that are down.
#[derive(Default)]
pub(super) struct Hands {
    down: Vec<(i32, (f64, f64))>,
    /// Where the first went down, and the camera then.
    from: (f64, f64),
    camera: Camera,
    moved: bool,
    /// Whether the press moves the ground instead of turning it.
    pans: bool,
    long: Option<Timeout>,
    /// The handle is held: where in it.
    grip: Option<(f64, f64)>,
}

impl Hands {
    /// Whether nothing is held.
    pub fn free(&self) -> bool {
        self.down.is_empty()
    }
}

/// Listens for as long as the program is there.
pub(super) fn listen(stand: &Rc<Stand>) -> Vec<EventListener> {
    let mut all = Vec::new();
    let pad = &stand.dom.pad;
    let options = EventListenerOptions::enable_prevent_default();
    let mut on = |target: &web_sys::EventTarget, kind: &'static str, options, act: fn(&Rc<Stand>, &Event)| {
        let stand = Rc::clone(stand);
        all.push(EventListener::new_with_options(target, kind, options, move |e| act(&stand, e)));
    };
    on(pad, "pointerdown", options, |stand, e| pointer(stand, e, press));
    on(pad, "pointermove", options, |stand, e| pointer(stand, e, motion));
    on(pad, "pointerup", options, |stand, e| pointer(stand, e, release));
    on(pad, "pointercancel", options, |stand, e| pointer(stand, e, cancel));
    on(pad, "pointerleave", options, |stand, e| pointer(stand, e, leave));
    on(pad, "contextmenu", options, |_, e| e.prevent_default());
    on(pad, "dblclick", options, |stand, _| stand.reset());
    on(pad, "wheel", options, |stand, e| {
        if let Some(e) = e.dyn_ref::<WheelEvent>() {
            wheel(stand, e);
        }
    });
    on(pad, "keydown", options, |stand, e| {
        if let Some(e) = e.dyn_ref::<KeyboardEvent>() {
            key(stand, e);
        }
    });
    let Some(window) = web_sys::window() else { return all };
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    for kind in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        on(&window, kind, first, |stand, e| pointer(stand, e, handle));
    }
    on(&window, "click", first, buttons);
    on(&window, "keydown", first, |stand, e| {
        if let Some(e) = e.dyn_ref::<KeyboardEvent>() {
            handle_key(stand, e);
        }
    });
    all
}

fn pointer(stand: &Rc<Stand>, e: &Event, act: fn(&Rc<Stand>, &PointerEvent)) {
    if let Some(e) = e.dyn_ref::<PointerEvent>() {
        act(stand, e);
    }
}

/// Where in the picture an event is.
fn place(stand: &Stand, e: &MouseEvent) -> (f64, f64) {
    let rect = stand.dom.pad.get_bounding_client_rect();
    (f64::from(e.client_x()) - rect.left(), f64::from(e.client_y()) - rect.top())
}

fn press(stand: &Rc<Stand>, e: &PointerEvent) {
    let at = place(stand, e);
    stand.touched();
    stand.hide_tip();
    let mut state = stand.state.borrow_mut();
    let camera = state.camera;
    let hands = &mut state.hands;
    hands.down.retain(|(id, _)| *id != e.pointer_id());
    hands.down.push((e.pointer_id(), at));
    // Without capture the drag ends at the border; nothing breaks.
    let _ = stand.dom.pad.set_pointer_capture(e.pointer_id());
    hands.camera = camera;
    if hands.down.len() > 1 {
        hands.long = None;
        hands.moved = true;
        return;
    }
    hands.from = at;
    hands.moved = false;
    hands.pans = e.button() != 0 || e.shift_key();
    let weak = Rc::downgrade(stand);
    hands.long = (e.button() == 0).then(|| {
        Timeout::new(LONG, move || {
            if let Some(stand) = weak.upgrade() {
                stand.state.borrow_mut().hands.moved = true;
                stand.start_at(at);
            }
        })
    });
}

fn motion(stand: &Rc<Stand>, e: &PointerEvent) {
    let at = place(stand, e);
    let mut state = stand.state.borrow_mut();
    let known = state.hands.down.iter().position(|(id, _)| *id == e.pointer_id());
    let Some(own) = known else {
        drop(state);
        stand.look_at(at);
        return;
    };
    let before = std::mem::replace(&mut state.hands.down[own].1, at);
    let from = state.hands.from;
    if (at.0 - from.0).hypot(at.1 - from.1) > STILL {
        state.hands.moved = true;
        state.hands.long = None;
    }
    let Some(view) = state.view().filter(|_| state.hands.moved) else { return };
    let camera = match *state.hands.down {
        [_] if state.hands.pans => panned(&state.camera, &view, before, at),
        [_] => orbited(&state.hands.camera, (at.0 - from.0, at.1 - from.1), view.size),
        [(_, a), (_, b)] => {
            let other = if own == 0 { b } else { a };
            let spread = |p: (f64, f64)| (p.0 - other.0).hypot(p.1 - other.1).max(1.0);
            let middle = |p: (f64, f64)| ((p.0 + other.0) / 2.0, (p.1 + other.1) / 2.0);
            let closer = Camera { zoom: state.camera.zoom * spread(at) / spread(before), ..state.camera }.settled();
            let Some(then) = state.view_of(&closer) else { return };
            View::panned(&closer, &then, view.on_level(middle(before), 0.0), 0.0, middle(at))
        }
        _ => return,
    };
    drop(state);
    stand.turn(camera);
}

/// The camera that sees what was at one place of the picture at another.
fn panned(camera: &Camera, view: &View, from: (f64, f64), to: (f64, f64)) -> Camera {
    View::panned(camera, view, view.on_level(from, 0.0), 0.0, to)
}

fn release(stand: &Rc<Stand>, e: &PointerEvent) {
    let (still, alone) = {
        let mut state = stand.state.borrow_mut();
        let hands = &mut state.hands;
        hands.long = None;
        let alone = hands.down.len() == 1;
        hands.down.retain(|(id, _)| *id != e.pointer_id());
        // The finger that stays goes on from where it is.
        if let Some((_, at)) = hands.down.first() {
            hands.from = *at;
        }
        let camera = state.camera;
        state.hands.camera = camera;
        (!state.hands.moved, alone)
    };
    if still && alone && e.button() == 0 {
        stand.select_at(place(stand, e), e.pointer_type() == "touch");
    }
}

fn cancel(stand: &Rc<Stand>, e: &PointerEvent) {
    let hands = &mut stand.state.borrow_mut().hands;
    hands.long = None;
    hands.down.retain(|(id, _)| *id != e.pointer_id());
}

fn leave(stand: &Rc<Stand>, e: &PointerEvent) {
    stand.look_away();
    if e.pointer_type() != "mouse" {
        cancel(stand, e);
    }
}

fn wheel(stand: &Rc<Stand>, e: &WheelEvent) {
    if let Some(factor) = zoom_of_wheel(e) {
        zoom(stand, factor, Some(place(stand, e)));
    }
}

/// Zooms; what is at a place of the picture stays there.
fn zoom(stand: &Rc<Stand>, factor: f64, around: Option<(f64, f64)>) {
    stand.touched();
    let camera = {
        let state = stand.state.borrow();
        let closer = Camera { zoom: state.camera.zoom * factor, ..state.camera }.settled();
        match (state.view(), around, state.view_of(&closer)) {
            (Some(now), Some(at), Some(then)) => View::panned(&closer, &then, now.on_level(at, 0.0), 0.0, at),
            _ => closer,
        }
    };
    stand.turn(camera);
}

/// What an arrow key means: to the right and upwards.
fn arrow(e: &KeyboardEvent) -> Option<(f64, f64)> {
    Some(match e.key().as_str() {
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowRight" => (1.0, 0.0),
        "ArrowUp" => (0.0, 1.0),
        "ArrowDown" => (0.0, -1.0),
        _ => return None,
    })
}

/// The keys while the view itself has the focus.
fn key(stand: &Rc<Stand>, e: &KeyboardEvent) {
    if e.ctrl_key() || e.meta_key() || e.alt_key() {
        return;
    }
    let camera = stand.state.borrow().camera;
    if let Some((right, up)) = arrow(e) {
        stand.touched();
        stand.turn(if e.shift_key() {
            let (sin, cos) = camera.azimuth.to_radians().sin_cos();
            let by = SHIFT / camera.zoom;
            let [x, y] = [right * cos + up * sin, up * cos - right * sin];
            Camera { pan: [camera.pan[0] + x * by, camera.pan[1] + y * by], ..camera }.settled()
        } else {
            // To the right as a drag to the right; up looks from higher.
            let (azimuth, elevation) = (camera.azimuth + right * TURN, camera.elevation + up * TURN);
            Camera { azimuth, elevation, ..camera }.settled()
        });
    } else {
        match e.key().as_str() {
            "+" | "=" => zoom(stand, ZOOM, None),
            "-" | "_" => zoom(stand, 1.0 / ZOOM, None),
            "0" => stand.reset(),
            _ => return,
        }
    }
    e.prevent_default();
    e.stop_propagation();
}
