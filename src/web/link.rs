//! The address bar: the scene is written there shortly after each change, and read when it changes from outside.

use crate::scene::{Page, Read, Scene};
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::Callback;

/// Milliseconds between the last change and the address bar: Safari throttles those who write more often.
const DEBOUNCE: u32 = 250;

thread_local! {
    /// The last text that the page itself wrote; a hash equal to it is no news.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
}

fn window() -> web_sys::Window {
    web_sys::window().expect("the page runs in a window")
}

/// The scene that the address bar asks for.
pub fn read() -> Read {
    let hash = window().location().hash().unwrap_or_default();
    Scene::read(hash.trim_start_matches('#'))
}

/// The address of the page with this scene.
pub fn address(scene: &Scene) -> String {
    let location = window().location();
    let base = location.href().unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default().to_string();
    let text = scene.write();
    if text.is_empty() { base } else { format!("{base}#{text}") }
}

/// Writes the scene into the address bar after a pause; dropping it cancels that.
pub fn write_later(scene: Scene) -> gloo_timers::callback::Timeout {
    gloo_timers::callback::Timeout::new(DEBOUNCE, move || write_now(&scene))
}

fn write_now(scene: &Scene) {
    let text = scene.write();
    let before = WRITTEN.with_borrow(Clone::clone);
    if before == text {
        return;
    }
    let Ok(history) = window().history() else { return };
    let address = address(scene);
    // Another surface or other runs are a place to come back to; a moved slider is not.
    let written = if landmark(&Scene::read(&before).scene) == landmark(scene) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    };
    // A sandboxed frame may forbid it; the picture does not depend on it.
    let _ = written;
    WRITTEN.with_borrow_mut(|written| *written = text);
}

/// What makes a scene a place of its own in the browser's history.
fn landmark(scene: &Scene) -> (Page, &'static str, Vec<&'static str>) {
    match scene.page {
        Page::Race => (Page::Race, scene.surface.id, scene.runs.iter().map(|run| run.optimizer.id).collect()),
        page => (page, "", Vec::new()),
    }
}

/// Leaves the address where the style sheet for paper finds it.
pub fn show_on_paper(scene: &Scene) {
    if let Some(body) = window().document().and_then(|d| d.body()) {
        // Fails only for malformed names.
        let _ = body.set_attribute("data-address", &address(scene));
    }
}

/// Remembers what the page was opened with, so that it is not written again.
pub fn opened_with(scene: &Scene) {
    WRITTEN.with_borrow_mut(|written| *written = scene.write());
}

/// Hears of scenes that come from outside: a typed or clicked hash, Back, Forward.
pub fn listen(open: Callback<Read>) -> Rc<EventListener> {
    Rc::new(EventListener::new(&window(), "hashchange", move |_| {
        let read = read();
        opened_with(&read.scene);
        open.emit(read);
    }))
}
