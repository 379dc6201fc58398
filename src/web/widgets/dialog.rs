//! A dialog: focus moves in, stays in, and goes back; Esc and a press outside close it.

use super::icon_button;
use crate::text::key;
use crate::web::context::use_ui;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

/// What it holds.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its heading and name.
    pub title: AttrValue,
    /// What it holds.
    pub children: Html,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// Everything in a dialog that Tab reaches.
const FOCUSABLE: &str =
    "button:not([disabled]), [href], input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";

/// A modal dialog.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let ui = use_ui();
    let frame = use_node_ref();
    use_effect_with((), {
        let frame = frame.clone();
        move |()| {
            let document = web_sys::window().and_then(|w| w.document());
            let before = document.and_then(|d| d.active_element()).and_then(|e| e.dyn_into::<HtmlElement>().ok());
            let frame = frame.cast::<HtmlElement>();
            let search = frame.as_ref().and_then(|f| f.query_selector("[type=search]").ok().flatten());
            // A search field is what one came for; else the dialog itself, so that its name is read.
            if let Some(first) = search.and_then(|s| s.dyn_into::<HtmlElement>().ok()).or(frame) {
                // An element that cannot take focus any more is no fault.
                let _ = first.focus();
            }
            move || {
                if let Some(element) = before {
                    let _ = element.focus();
                }
            }
        }
    });
    let onkeydown = {
        let (close, frame) = (props.on_close.clone(), frame.clone());
        Callback::from(move |e: KeyboardEvent| match e.key().as_str() {
            "Escape" => {
                e.stop_propagation();
                close.emit(());
            }
            // With Shift the key has no name in WebKitGTK.
            key if key == "Tab" || e.code() == "Tab" => keep_focus_inside(&e, &frame),
            _ => {}
        })
    };
    // A press that begins inside, to mark words, may end outside.
    let began = use_mut_ref(|| false);
    let outside = {
        let (close, frame) = (props.on_close.clone(), frame.clone());
        Callback::from(move |e: MouseEvent| {
            let target = e.target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
            let outside = !frame.cast::<web_sys::Node>().is_some_and(|f| f.contains(target.as_ref()));
            if e.type_() == "mousedown" {
                *began.borrow_mut() = outside;
            } else if outside && *began.borrow() {
                close.emit(());
            }
        })
    };
    // What had the focus may be gone: the keys of the dialog stay its own.
    use_effect({
        let frame = frame.clone();
        move || {
            let document = web_sys::window().and_then(|w| w.document());
            let lost = document.and_then(|d| d.active_element()).is_none_or(|e| e.tag_name() == "BODY");
            if let Some(frame) = frame.cast::<HtmlElement>().filter(|_| lost) {
                let _ = frame.focus();
            }
        }
    });
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <div class="scrim" onmousedown={outside.clone()} onclick={outside}>
            <section class="dialog" role="dialog" aria-modal="true" aria-label={props.title.clone()} tabindex="-1"
                ref={frame} {onkeydown}>
                <div class="row">
                    <h1 class="grow">{ &props.title }</h1>
                    { icon_button("btn icon", ui.t(key::CLOSE).into(), ui.t(key::CLOSE), "close", false, close) }
                </div>
                { props.children.clone() }
            </section>
        </div>
    }
}

/// When a popover opens, the focus goes in; when it closes, it goes back to where it was, unless the person has put it
/// somewhere else.
#[hook]
pub fn use_focus_back(frame: &NodeRef) {
    use_effect_with((), {
        let frame = frame.clone();
        move |()| {
            let document = web_sys::window().and_then(|w| w.document());
            let active = move || document.as_ref().and_then(|d| d.active_element());
            let before = active().and_then(|e| e.dyn_into::<HtmlElement>().ok());
            if let Some(frame) = frame.cast::<HtmlElement>() {
                let _ = frame.focus();
            }
            move || {
                let inside = |e: &web_sys::Element| frame.cast::<web_sys::Node>().is_some_and(|f| f.contains(Some(e)));
                if active().is_none_or(|e| e.tag_name() == "BODY" || inside(&e))
                    && let Some(element) = before
                {
                    let _ = element.focus();
                }
            }
        }
    });
}

/// What every menu that pops up needs: its frame, in which the focus is while it is open, and keys by which Escape closes
/// it.
#[hook]
pub fn use_popover(on_close: &Callback<()>) -> (NodeRef, Callback<KeyboardEvent>) {
    let frame = use_node_ref();
    use_focus_back(&frame);
    let close = on_close.clone();
    let keys = Callback::from(move |e: KeyboardEvent| {
        if e.key() == "Escape" {
            e.stop_propagation();
            close.emit(());
        }
    });
    (frame, keys)
}

/// Lets Tab go round inside the dialog.
fn keep_focus_inside(e: &KeyboardEvent, frame: &NodeRef) {
    let Some(frame) = frame.cast::<web_sys::Element>() else { return };
    let Ok(list) = frame.query_selector_all(FOCUSABLE) else { return };
    // What is folded away cannot be reached.
    let at = |i: u32| {
        list.item(i)
            .and_then(|n| n.dyn_into::<HtmlElement>().ok())
            .filter(|e| e.offset_parent().is_some() && e.tab_index() >= 0)
    };
    let (Some(first), Some(last)) = ((0..list.length()).find_map(at), (0..list.length()).rev().find_map(at)) else {
        return;
    };
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    let is = |element: &HtmlElement| active.as_ref() == Some(element.as_ref());
    let leaving = if e.shift_key() { is(&first) || active.as_ref() == Some(&frame) } else { is(&last) };
    if leaving {
        e.prevent_default();
        let _ = if e.shift_key() { last.focus() } else { first.focus() };
    }
}
