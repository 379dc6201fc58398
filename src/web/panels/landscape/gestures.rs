//! Pointer, wheel and touch over the landscape: look, point at a run, pan, zoom, long press to move the start.

use super::handle::move_to;
use crate::scene::{Action, Scene};
use crate::web::context::Ui;
use crate::web::gesture::{LONG, REACH, STILL, zoom_of_wheel};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent, WheelEvent};
use yew::prelude::*;

/// The fingers (or the mouse) that are down, and where.
#[derive(Default)]
struct Gesture {
    down: Vec<(i32, (f64, f64))>,
    from: (f64, f64),
    moved: bool,
    long: Option<Timeout>,
}

impl Gesture {
    /// A finger has gone.
    fn lift(&mut self, id: i32) {
        self.down.retain(|(other, _)| *other != id);
    }
}

/// Listens on the canvas for as long as it is there.
#[hook]
pub fn use_gestures(canvas: &NodeRef, ui: &Ui, scene: &Rc<Scene>, tip: &NodeRef, on_hover: &Callback<Option<usize>>) {
    // The listeners live as long as the canvas; what they use changes with each render and is read through here.
    let latest = use_mut_ref(|| (ui.clone(), Rc::clone(scene), on_hover.clone()));
    *latest.borrow_mut() = (ui.clone(), Rc::clone(scene), on_hover.clone());
    let tip = tip.clone();
    use_effect_with(canvas.clone(), move |canvas| {
        let listeners = canvas.cast::<HtmlElement>().map(|element| listen(&element, &latest, &tip));
        move || drop(listeners)
    });
}

type Latest = Rc<RefCell<(Ui, Rc<Scene>, Callback<Option<usize>>)>>;

fn listen(canvas: &HtmlElement, latest: &Latest, tip: &NodeRef) -> Vec<EventListener> {
    let gesture = Rc::new(RefCell::new(Gesture::default()));
    let options = EventListenerOptions::enable_prevent_default();
    let on = |kind: &'static str, act: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(canvas, kind, options, move |e| act(e))
    };
    let pointer = |act: fn(&Latest, &Rc<RefCell<Gesture>>, &NodeRef, &PointerEvent)| -> Box<dyn Fn(&Event)> {
        let (latest, gesture, tip) = (Rc::clone(latest), Rc::clone(&gesture), tip.clone());
        Box::new(move |e| {
            if let Some(e) = e.dyn_ref::<PointerEvent>() {
                act(&latest, &gesture, &tip, e);
            }
        })
    };
    let wheel_latest = Rc::clone(latest);
    vec![
        on("pointerdown", pointer(press)),
        on("pointermove", pointer(motion)),
        on("pointerup", pointer(release)),
        on("pointercancel", pointer(cancel)),
        on("pointerleave", pointer(leave)),
        on(
            "wheel",
            Box::new(move |e| {
                if let Some(e) = e.dyn_ref::<WheelEvent>() {
                    wheel(&wheel_latest, e);
                }
            }),
        ),
        on("dblclick", {
            let latest = Rc::clone(latest);
            Box::new(move |_| latest.borrow().0.edit(Action::SetDomain(None)))
        }),
    ]
}

/// Where on the canvas an event is.
fn place(e: &web_sys::MouseEvent) -> (f64, f64) {
    let corner = e.current_target().and_then(|t| t.dyn_into::<Element>().ok()).map(|c| c.get_bounding_client_rect());
    let (left, top) = corner.map_or((0.0, 0.0), |r| (r.left(), r.top()));
    (f64::from(e.client_x()) - left, f64::from(e.client_y()) - top)
}

fn press(latest: &Latest, gesture: &Rc<RefCell<Gesture>>, _tip: &NodeRef, e: &PointerEvent) {
    if e.button() != 0 {
        return;
    }
    let at = place(e);
    let mut g = gesture.borrow_mut();
    g.lift(e.pointer_id());
    g.down.push((e.pointer_id(), at));
    if g.down.len() > 1 {
        g.long = None;
        g.moved = true;
        return;
    }
    g.from = at;
    g.moved = false;
    let (latest, weak) = (Rc::clone(latest), Rc::downgrade(gesture));
    g.long = Some(Timeout::new(LONG, move || {
        if let Some(gesture) = weak.upgrade() {
            gesture.borrow_mut().moved = true;
            move_to(&latest.borrow().0, at);
        }
    }));
    if e.pointer_type() == "mouse"
        && let Some(target) = e.current_target().and_then(|t| t.dyn_into::<Element>().ok())
    {
        let _ = target.set_pointer_capture(e.pointer_id());
    }
}

fn motion(latest: &Latest, gesture: &Rc<RefCell<Gesture>>, tip: &NodeRef, e: &PointerEvent) {
    let at = place(e);
    let latest = latest.borrow();
    let (ui, scene, on_hover) = &*latest;
    let mut g = gesture.borrow_mut();
    let own = g.down.iter_mut().find(|(id, _)| *id == e.pointer_id());
    let Some(before) = own.map(|(_, p)| std::mem::replace(p, at)) else {
        super::readout::show(tip, ui, scene, at);
        on_hover.emit(ui.stage.run_at(at, REACH));
        return;
    };
    if (at.0 - g.from.0).hypot(at.1 - g.from.1) > STILL {
        g.moved = true;
        g.long = None;
    }
    let domain = match g.down.len() {
        // One finger scrolls the page; only a mouse or pen pans with a single press.
        1 if g.moved && e.pointer_type() != "touch" => ui.stage.moved((at.0 - before.0, at.1 - before.1), at, 1.0),
        2 => {
            let other = g.down.iter().find(|(id, _)| *id != e.pointer_id()).map_or(at, |(_, p)| *p);
            let spread = |p: (f64, f64)| (p.0 - other.0).hypot(p.1 - other.1).max(1.0);
            let middle = ((at.0 + other.0) / 2.0, (at.1 + other.1) / 2.0);
            let shift = ((at.0 - before.0) / 2.0, (at.1 - before.1) / 2.0);
            ui.stage.moved(shift, middle, spread(at) / spread(before))
        }
        _ => None,
    };
    if let Some(domain) = domain {
        super::readout::hide(tip);
        ui.edit(Action::SetDomain(Some(domain)));
    }
}

fn release(latest: &Latest, gesture: &Rc<RefCell<Gesture>>, _tip: &NodeRef, e: &PointerEvent) {
    let mut g = gesture.borrow_mut();
    g.long = None;
    let alone = g.down.len() == 1;
    let count = g.down.len();
    g.lift(e.pointer_id());
    if g.down.len() < count && alone && !g.moved {
        let reach = if e.pointer_type() == "touch" { 2.0 * REACH } else { REACH };
        let latest = latest.borrow();
        if let Some(run) = latest.0.stage.run_at(place(e), reach) {
            latest.0.edit(Action::Select(run));
        }
    }
}

fn cancel(_latest: &Latest, gesture: &Rc<RefCell<Gesture>>, _tip: &NodeRef, e: &PointerEvent) {
    let mut g = gesture.borrow_mut();
    g.long = None;
    g.lift(e.pointer_id());
}

fn leave(latest: &Latest, gesture: &Rc<RefCell<Gesture>>, tip: &NodeRef, e: &PointerEvent) {
    super::readout::hide(tip);
    latest.borrow().2.emit(None);
    if e.pointer_type() != "mouse" {
        cancel(latest, gesture, tip, e);
    }
}

fn wheel(latest: &Latest, e: &WheelEvent) {
    let Some(factor) = zoom_of_wheel(e) else { return };
    let ui = &latest.borrow().0;
    if let Some(domain) = ui.stage.moved((0.0, 0.0), place(e), factor) {
        ui.edit(Action::SetDomain(Some(domain)));
    }
}
