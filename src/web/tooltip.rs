//! Tooltips: any element with a `data-tip` shows its words after a moment's pointing, or at once when it gets the
//! keyboard's focus. Never the only place of information: what a parameter does (`data-help`) comes with the formulas when
//! it is first wanted, and describes the focused control to assistive technology.

use super::json::{FORMULAS, load};
use crate::text::Lang;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, PointerEvent};
use yew::platform::spawn_local;

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
    /// How often it has been hidden.
    turn: usize,
}

/// What a parameter does, as an attribute `data-help` asks for it; a method may have words of its own for it.
pub fn help(lang: Lang, owner: &str, id: &str) -> String {
    format!("{}.{owner}.{id}", lang.id())
}

/// The words that a `data-help` asks for.
async fn helped(address: String) -> Option<String> {
    let (lang, name) = address.split_once('.')?;
    let words = load(FORMULAS).await?.get("helps").get(lang);
    let general = name.rsplit('.').next()?;
    [name, general].iter().find_map(|name| words.get(name).text())
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
    let plate =
        Rc::new(RefCell::new(Plate { document: document.clone(), element: element.clone(), waiting: None, turn: 0 }));
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
            hide(plate);
            let Some(focused) = e.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
            let tip = target(e).or_else(|| explanation(&focused));
            if let Some(element) = tip.filter(|_| focused.matches(":focus-visible").unwrap_or(false)) {
                show(plate, &element);
            }
            describe(focused);
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
    e.target()?.dyn_into::<Element>().ok()?.closest("[data-tip],[data-help]").ok()?
}

/// The words beside a focused slider that say what its parameter does.
fn explanation(focused: &Element) -> Option<Element> {
    focused.closest(".field").ok()??.query_selector("[data-help]").ok()?
}

/// Tells assistive technology what the parameter of a focused control does.
fn describe(focused: Element) {
    let own = focused.closest("[data-help]").ok().flatten().or_else(|| explanation(&focused));
    let Some(address) = own.and_then(|own| own.get_attribute("data-help")) else { return };
    spawn_local(async move {
        if let Some(words) = helped(address).await {
            // Fails only for malformed names.
            let _ = focused.set_attribute("aria-description", &words);
        }
    });
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
    plate.turn += 1;
    plate.element.set_hidden(true);
}

fn show(plate: &Rc<RefCell<Plate>>, about: &Element) {
    let Some(address) = about.get_attribute("data-help") else {
        return place(&plate.borrow(), about, &about.get_attribute("data-tip").unwrap_or_default());
    };
    let (about, plate, turn) = (about.clone(), Rc::clone(plate), plate.borrow().turn);
    spawn_local(async move {
        let words = helped(address).await.unwrap_or_default();
        let plate = plate.borrow();
        // Nobody points there any more if it has been hidden while the words were on their way.
        if plate.turn == turn {
            place(&plate, &about, &words);
        }
    });
}

fn place(plate: &Plate, about: &Element, words: &str) {
    let Some(root) = plate.document.document_element().filter(|_| !words.is_empty()) else { return };
    plate.element.set_text_content(Some(words));
    plate.element.set_hidden(false);
    let (about, own) = (about.get_bounding_client_rect(), plate.element.get_bounding_client_rect());
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
