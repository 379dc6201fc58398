//! Whether an element is on the screen, or nearly.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far outside the window counts as near: about what is scrolled while a figure is drawn.
const MARGIN: &str = "200px";

/// Whether the element is near the visible part of the page, kept up to date; on paper everything is.
#[hook]
pub fn use_near(element: &NodeRef) -> bool {
    use_in_sight(element, true)
}

/// Whether the element is near the visible part of the page, kept up to date; `paper` says whether paper counts.
#[hook]
pub fn use_in_sight(element: &NodeRef, paper: bool) -> bool {
    let near = use_state_eq(|| false);
    use_effect_with(element.clone(), {
        let set = near.setter();
        move |node| {
            let paper = {
                let set = set.clone();
                let window = web_sys::window().filter(|_| paper);
                window.map(|w| EventListener::new(&w, "beforeprint", move |_| set.set(true)))
            };
            let watch = node.cast::<Element>().and_then(|element| {
                let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
                    let last = entries.iter().last().and_then(|e| e.dyn_into::<IntersectionObserverEntry>().ok());
                    if let Some(entry) = last {
                        set.set(entry.is_intersecting());
                    }
                });
                let options = IntersectionObserverInit::new();
                options.set_root_margin(MARGIN);
                let observer =
                    IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
                observer.observe(&element);
                Some((observer, callback))
            });
            move || {
                drop(paper);
                if let Some((observer, _callback)) = watch {
                    observer.disconnect();
                }
            }
        }
    });
    *near
}

/// Whether it has ever been so: what has been drawn once stays.
#[hook]
pub fn use_ever(now: bool) -> bool {
    let ever = use_mut_ref(|| false);
    let known = *ever.borrow() || now;
    *ever.borrow_mut() = known;
    known
}
