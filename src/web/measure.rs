//! Sizes: of the canvases, of the text, of a pixel. Told to the stage whenever they change.

use super::embed;
use super::stage::Stage;
use crate::core::format::read_decimal;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

/// Watches the sizes for as long as it is kept.
pub struct Watch {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
    _resize: Option<EventListener>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Tells the stage the sizes now and whenever they change.
pub fn watch(stage: Stage) -> Watch {
    measure(&stage);
    let callback = Closure::new({
        let stage = stage.clone();
        move || measure(&stage)
    });
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        for id in ["land", "loss"] {
            if let Some(element) = element(id) {
                observer.observe(&element);
            }
        }
    }
    // Browser zoom changes the pixel ratio, and with it the window's size in CSS pixels.
    let resize = web_sys::window().map(|w| {
        EventListener::new(&w, "resize", move |_| {
            // The event also says (`boot.js`) that canvases are empty: everything is of another size than nothing.
            stage.measure(None, None, 0.0, 0.0);
            measure(&stage);
        })
    });
    Watch { observer, _callback: callback, _resize: resize }
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The room that the plates take at the top of the landscape, in root font sizes over 16.
pub const PLATES: f64 = 66.0;

/// The room above a landscape of some size: for the plates, or, in somebody else's page, for the way to the whole app.
pub fn room_above(sizes: &Sizes, guest: bool) -> f64 {
    match guest {
        false => PLATES * sizes.em,
        true if sizes.size.0 < embed::NARROW * sizes.em => embed::CORNER * sizes.em,
        true => 0.0,
    }
}

/// The size of an element, of the text and of a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Width and height in CSS pixels.
    pub size: (f64, f64),
    /// The root font size over 16.
    pub em: f64,
    /// Device pixels in a CSS pixel.
    pub density: f64,
    /// How often the browser has taken what canvases showed: then they are drawn again, though nothing else differs.
    pub taken: u32,
}

/// The sizes of an element, kept up to date; none before it is there.
#[hook]
pub fn use_sizes(element: &NodeRef) -> Option<Sizes> {
    let sizes = use_state_eq(|| None);
    use_effect_with(element.clone(), {
        let set = sizes.setter();
        move |node| {
            let watch = node.cast::<HtmlElement>().map(|element| {
                let look = {
                    let element = element.clone();
                    let taken = Cell::new(0);
                    Rc::new(move |again: bool| {
                        taken.set(taken.get() + u32::from(again));
                        let density = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio());
                        set.set(Some(Sizes { size: size_of(&element), em: root_em(), density, taken: taken.get() }));
                    })
                };
                look(false);
                let callback = Closure::<dyn FnMut()>::new({
                    let look = Rc::clone(&look);
                    move || look(false)
                });
                let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
                if let Some(observer) = &observer {
                    observer.observe(&element);
                }
                // Not the browser's own event: that of `boot.js`, which says that canvases are empty.
                let resize =
                    web_sys::window().map(|w| EventListener::new(&w, "resize", move |e| look(!e.is_trusted())));
                Watch { observer, _callback: callback, _resize: resize }
            });
            move || drop(watch)
        }
    });
    *sizes
}

/// The size of an element on the page, in CSS pixels.
pub fn size_of(element: &HtmlElement) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.width(), rect.height())
}

/// The root font size over 16.
pub fn root_em() -> f64 {
    let window = web_sys::window();
    let root = window.as_ref().and_then(|w| w.document()).and_then(|d| d.document_element());
    let style = root.zip(window).and_then(|(r, w)| w.get_computed_style(&r).ok().flatten());
    let size = style.and_then(|s| s.get_property_value("font-size").ok());
    size.and_then(|s| read_decimal(s.trim_end_matches("px"))).unwrap_or(16.0) / 16.0
}

fn measure(stage: &Stage) {
    let Some(window) = web_sys::window() else { return };
    let em = root_em();
    let land = element("land").map(|e| (size_of(&e), PLATES * em));
    let loss = element("loss").map(|e| size_of(&e));
    stage.measure(land, loss, em, window.device_pixel_ratio());
}
