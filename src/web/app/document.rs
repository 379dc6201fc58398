//! The document around the page: its language and theme, what it hides, its keys, presses on it.

use crate::scene::{Page, Scene, Theme};
use crate::text::{Lang, key};
use crate::web::context::Ui;
use crate::web::keyboard::{self, Ask};
use crate::web::panels::Popover;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// Language, theme and presentation concern the document itself.
#[hook]
pub(super) fn use_document(lang: Lang, theme: Theme, present: bool, seen: bool, page: Page) {
    use_effect_with((lang, page, seen), |(lang, page, seen): &(Lang, Page, bool)| {
        let title = match page {
            _ if !seen => return,
            Page::Race => key::DOCUMENT_TITLE,
            Page::Averages => key::AVERAGES_DOCUMENT,
            Page::Lessons => key::LESSONS_DOCUMENT,
            Page::Slides => key::SLIDES_DOCUMENT,
            // A lesson has its own.
            Page::Lesson(_) => return,
        };
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            document.set_title(lang.text(title));
        }
    });
    use_effect_with((lang, theme, present, seen), |(lang, theme, present, seen): &(Lang, Theme, bool, bool)| {
        let document = web_sys::window().and_then(|w| w.document());
        let Some(document) = document.filter(|_| *seen) else { return };
        if let Some(root) = document.document_element() {
            // These fail only for malformed names.
            let _ = root.set_attribute("lang", lang.tag());
            let _ = root.set_attribute("data-theme", theme.id());
            let _ = root.class_list().toggle_with_force("present", *present);
        }
    });
}

/// What the link hides and locks: the style sheet and `lock.js` go by these attributes.
#[hook]
pub(super) fn use_wishes(scene: &Scene, seen: bool) {
    let wanted = |list: &[&str]| if scene.page == Page::Race { list.join(" ") } else { String::new() };
    let lists = [("data-hide", wanted(&scene.wishes.hide)), ("data-lock", wanted(&scene.wishes.lock))];
    use_effect_with((lists, seen), |(lists, seen)| {
        let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
        for (name, list) in lists.iter().filter(|_| *seen) {
            // This fails only for malformed names.
            let _ = root.as_ref().map(|root| root.set_attribute(name, list));
        }
    });
}

/// Listens to the keys of the whole page; to none while no page is shown.
#[hook]
pub(super) fn use_keys(ui: &Ui, shortcuts: bool, page: Option<Page>, answer: impl Fn(Ask) + 'static) {
    type Latest = (Ui, bool, Page, Box<dyn Fn(Ask)>);
    // One listener for the life of the page; what it uses changes with each render.
    let latest = use_mut_ref(|| None::<Latest>);
    *latest.borrow_mut() = page.map(|page| -> Latest { (ui.clone(), shortcuts, page, Box::new(answer)) });
    use_effect_with((), move |()| {
        let latest: Rc<RefCell<Option<Latest>>> = latest;
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(
                &window,
                "keydown",
                gloo_events::EventListenerOptions::enable_prevent_default(),
                move |e| {
                    let latest = latest.borrow();
                    if let (Some(e), Some((ui, shortcuts, page, answer))) = (e.dyn_ref::<KeyboardEvent>(), &*latest)
                        && let Some(ask) = keyboard::pressed(e, ui, *shortcuts, *page)
                    {
                        answer(ask);
                    }
                },
            )
        });
        move || drop(listener)
    });
}

/// A press outside closes the popover.
#[hook]
pub(super) fn use_outside_press(popover: &UseStateHandle<Option<Popover>>) {
    let set = popover.setter();
    use_effect_with(popover.is_some(), move |open: &bool| {
        let window = web_sys::window().filter(|_| *open);
        let listener = window.map(|window| {
            EventListener::new(&window, "pointerdown", move |e| {
                let target = e.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                let inside = target.is_some_and(|t| t.closest(".pop, [aria-haspopup]").ok().flatten().is_some());
                if !inside {
                    set.set(None);
                }
            })
        });
        move || drop(listener)
    });
}

/// The skip link moves the focus; it must not change the hash, which holds the scene.
pub(super) fn skip() -> Callback<MouseEvent> {
    Callback::from(|e: MouseEvent| {
        e.prevent_default();
        let document = web_sys::window().and_then(|w| w.document());
        // The start of the race; elsewhere the page itself.
        let handle = document.and_then(|d| d.query_selector(".race .handle, main:not(.race)").ok().flatten());
        if let Some(handle) = handle.and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = handle.focus();
        }
    })
}
