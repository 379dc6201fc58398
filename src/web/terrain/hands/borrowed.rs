//! What is the race's own, while the landscape is seen in three dimensions: the handle of the start, the buttons and the keys
//! that zoom. Heard at the window, before the race hears it.

use super::{ZOOM, arrow, place, zoom};
use crate::web::prefs::Prefs;
use crate::web::terrain::stand::Stand;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// Whether an event is about the handle of the start, while the landscape is seen in three dimensions.
fn at_handle(stand: &Stand, e: &Event) -> Option<Element> {
    let target = e.target()?.dyn_into::<Element>().ok()?;
    let handle = target.closest(".stage .handle").ok()??;
    stand.risen().then_some(handle)
}

/// The handle is dragged over the ground.
pub(super) fn handle(stand: &Rc<Stand>, e: &PointerEvent) {
    let Some(handle) = at_handle(stand, e) else { return };
    e.stop_propagation();
    // What a hand reaches for stands still.
    stand.touched();
    let at = place(stand, e);
    match e.type_().as_str() {
        "pointerdown" if e.button() == 0 => {
            // Without capture the drag ends at the border of the handle; nothing breaks.
            let _ = handle.set_pointer_capture(e.pointer_id());
            let start = stand.start_px();
            stand.state.borrow_mut().hands.grip = start.map(|start| (at.0 - start.0, at.1 - start.1));
        }
        "pointermove" => {
            let grip = stand.state.borrow().hands.grip;
            if let Some(grip) = grip {
                stand.start_at((at.0 - grip.0, at.1 - grip.1));
            }
        }
        _ => stand.state.borrow_mut().hands.grip = None,
    }
}

/// The handle moves with the arrow keys: up is away from the reader.
pub(super) fn handle_key(stand: &Rc<Stand>, e: &KeyboardEvent) {
    let risen = stand.risen();
    let typing = || {
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        target.is_none_or(|t| t.closest("input:not([type=range]), textarea, select, .dialog").ok().flatten().is_some())
    };
    let plain = !e.ctrl_key() && !e.meta_key() && !e.alt_key();
    if risen && plain && matches!(&*e.key(), "+" | "=" | "-") && !typing() && Prefs::load().shortcuts {
        zoom(stand, if e.key() == "-" { 1.0 / ZOOM } else { ZOOM }, None);
    } else if let Some((right, up)) = arrow(e).filter(|_| at_handle(stand, e).is_some()) {
        stand.touched();
        stand.nudge(right, up, if e.shift_key() { 0.05 } else { 0.01 });
    } else {
        return;
    }
    e.prevent_default();
    e.stop_propagation();
}

/// The buttons that zoom.
pub(super) fn buttons(stand: &Rc<Stand>, e: &Event) {
    let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|t| t.closest(".race .plate.tr button").ok().flatten()) else { return };
    let name = button.get_attribute("aria-label").unwrap_or_default();
    let Some(factor) = stand.zoom_of(&name) else { return };
    e.stop_propagation();
    zoom(stand, factor, None);
}
