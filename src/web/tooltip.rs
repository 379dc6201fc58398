//! Tooltips: any element with a `data-tip` shows its words after a moment's pointing, or at once when it gets the
//! keyboard's focus. Never the only place of information.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, PointerEvent};

/// Milliseconds of pointing before the words appear.
const PATIENCE: u32 = 400;
/// Pixels between the element and its words, and between the words and the window's edge.
const GAP: f64 = 8.0;

/// Watches the document for as long as it is kept.
pub struct Tooltips {
    _listeners: Vec<EventListener>,
    element: HtmlElement,
}

impl Drop for Tooltips {
    fn drop(&mut self) {
        self.element.remove();
    }
}

struct Plate {
    document: Document,
    element: HtmlElement,
    waiting: Option<Timeout>,
}

/// Begins to show tooltips.
pub fn watch() -> Option<Tooltips> {
    let document = web_sys::window()?.document()?;
    let element: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name("tip fixed");
    // The words repeat or extend the accessible name or description that the element has anyway.
    element.set_attribute("aria-hidden", "true").ok()?;
    element.set_hidden(true);
    document.body()?.append_child(&element).ok()?;
    let plate = Rc::new(RefCell::new(Plate { document: document.clone(), element: element.clone(), waiting: None }));
    let on = |kind: &'static str, act: fn(&Rc<RefCell<Plate>>, &Event)| {
        let plate = Rc::clone(&plate);
        EventListener::new(&document, kind, move |e| act(&plate, e))
    };
    let listeners = vec![
        on("pointerover", |plate, e| {
            let mouse = e.dyn_ref::<PointerEvent>().is_some_and(|e| e.pointer_type() == "mouse");
            point(plate, target(e).filter(|_| mouse));
        }),
        on("focusin", |plate, e| {
            let by_keyboard = |t: &Element| t.matches(":focus-visible").unwrap_or(false);
            match target(e).filter(by_keyboard) {
                Some(element) => show(plate, &element),
                None => hide(plate),
            }
        }),
        on("focusout", |plate, _| hide(plate)),
        on("pointerdown", |plate, _| hide(plate)),
        // What can be focused but does nothing when pressed is there to be explained: also to a finger.
        on("click", |plate, e| {
            if let Some(element) = target(e).filter(|t| t.has_attribute("tabindex") && t.tag_name() == "SPAN") {
                show(plate, &element);
            }
        }),
        on("keydown", |plate, _| hide(plate)),
    ];
    Some(Tooltips { _listeners: listeners, element })
}

fn target(e: &Event) -> Option<Element> {
    e.target()?.dyn_into::<Element>().ok()?.closest("[data-tip]").ok()?
}

fn point(plate: &Rc<RefCell<Plate>>, element: Option<Element>) {
    hide(plate);
    let Some(element) = element else { return };
    let later = Rc::downgrade(plate);
    plate.borrow_mut().waiting = Some(Timeout::new(PATIENCE, move || {
        if let Some(plate) = later.upgrade() {
            show(&plate, &element);
        }
    }));
}

fn hide(plate: &Rc<RefCell<Plate>>) {
    let mut plate = plate.borrow_mut();
    plate.waiting = None;
    plate.element.set_hidden(true);
}

fn show(plate: &Rc<RefCell<Plate>>, on: &Element) {
    let plate = plate.borrow();
    let words = on.get_attribute("data-tip").unwrap_or_default();
    let Some(root) = plate.document.document_element().filter(|_| !words.is_empty()) else { return };
    plate.element.set_text_content(Some(&words));
    plate.element.set_hidden(false);
    let (about, own) = (on.get_bounding_client_rect(), plate.element.get_bounding_client_rect());
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let middle = about.left() + about.width() / 2.0 - own.width() / 2.0;
    let left = middle.min(width - own.width() - GAP).max(GAP);
    let below = about.bottom() + GAP;
    let top = if below + own.height() > height { about.top() - GAP - own.height() } else { below };
    for (property, value) in [("left", left), ("top", top)] {
        // Fails only for property names that do not exist.
        let _ = plate.element.style().set_property(property, &format!("{value}px"));
    }
}
