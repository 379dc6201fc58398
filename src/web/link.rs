//! The address bar: the scene is written there shortly after each change, and read when it changes from outside.

use super::part::Part;
use super::store::Change;
use crate::scene::{Page, Read, Scene};
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

/// Milliseconds between the last change and the address bar: Safari throttles those who write more often.
const DEBOUNCE: u32 = 250;

thread_local! {
    /// The last text that this program itself wrote or was opened with; a hash equal to it is no news.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The text of the scene that is shown.
    static LATEST: RefCell<String> = const { RefCell::new(String::new()) };
    /// Whether the other program is shown.
    static AWAY: Cell<bool> = const { Cell::new(false) };
}

fn window() -> web_sys::Window {
    web_sys::window().expect("the page runs in a window")
}

/// The scene that the address bar asks for; the part's first page if it asks for none of its pages.
fn read(part: &Part) -> Read {
    let hash = window().location().hash().unwrap_or_default();
    let mut read = Scene::read(if part.shown() { hash.trim_start_matches('#') } else { "" });
    read.scene.page = part.own(read.scene.page);
    read
}

/// The scene that the part opens with.
pub fn open(part: &Part) -> Read {
    let read = read(part);
    AWAY.set(!part.shown());
    WRITTEN.set(read.scene.write());
    read
}

/// The address of the page with this scene.
pub fn address(scene: &Scene) -> String {
    address_of(&scene.write())
}

/// The address of the page with the scene of a text.
pub fn address_of(text: &str) -> String {
    let location = window().location();
    let base = location.href().unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default().to_string();
    if text.is_empty() { base } else { format!("{base}#{text}") }
}

/// Writes the scene that is shown into the address bar after a pause; dropping it cancels that.
pub fn write_later() -> gloo_timers::callback::Timeout {
    gloo_timers::callback::Timeout::new(DEBOUNCE, write_now)
}

/// Writes the scene that is shown into the address bar.
pub fn write_now() {
    let (before, text) = (WRITTEN.with_borrow(Clone::clone), LATEST.with_borrow(Clone::clone));
    if before == text {
        return;
    }
    let Ok(history) = window().history() else { return };
    let address = address_of(&text);
    // Another surface or other runs are a place to come back to; a moved slider is not.
    let written = if landmark(&before) == landmark(&text) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    };
    // A sandboxed frame may forbid it; the picture does not depend on it.
    let _ = written;
    // What was there last is there again, whatever became of the window. A figure in somebody's page is not the reader's.
    if !text.split('&').any(|part| part == "embed=1") {
        super::prefs::store("last", &text);
    }
    WRITTEN.set(text);
}

/// What makes a scene a place of its own in the browser's history. That of an embed belongs to the page around it.
fn landmark(text: &str) -> (Page, &'static str, Vec<&'static str>) {
    let scene = Scene::read(text).scene;
    match scene.page {
        Page::Race if scene.wishes.embed => (Page::Race, "", Vec::new()),
        Page::Race => (Page::Race, scene.surface.id, scene.runs.iter().map(|run| run.optimizer.id).collect()),
        page => (page, "", Vec::new()),
    }
}

/// Where the other program finds the last scene of a page. An attribute: it needs no storage, and is gone with the page.
fn place(page: Page) -> &'static str {
    match page {
        Page::Race => "data-race",
        Page::Averages => "data-averages",
        Page::Lessons | Page::Lesson(_) => "data-lessons",
        Page::Slides => "data-slides",
    }
}

/// Leaves the scene that is shown where the style sheet for paper finds it, and the other program.
pub fn show(scene: &Scene) {
    let text = scene.write();
    if let Some(body) = window().document().and_then(|d| d.body()) {
        // These fail only for malformed names.
        let _ = body.set_attribute("data-address", &address_of(&text));
        let _ = body.set_attribute(place(scene.page), &text);
    }
    LATEST.set(text);
}

/// The link to a page of the other program: as it was left, in the language and theme of the scene here.
pub fn last(page: Page, now: &Scene) -> String {
    let body = window().document().and_then(|d| d.body());
    // The lessons begin with their contents.
    let kept = body.filter(|_| page != Page::Lessons).and_then(|body| body.get_attribute(place(page)));
    let text = kept.unwrap_or_else(|| format!("page={}", page.name()));
    let scene = Scene { lang: now.lang, theme: now.theme, ..Scene::read(&text).scene };
    format!("#{}", scene.write())
}

/// Whether two texts are one scene, whatever the language and the theme.
fn same(a: &str, b: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let own = |part: &&str| !part.starts_with("lang=") && !part.starts_with("theme=") && !part.is_empty();
        text.split('&').filter(own).map(str::to_owned).collect()
    };
    parts(a) == parts(b)
}

/// Hears of scenes that come from outside: a typed or clicked hash, Back, Forward; none when they leave the part.
pub fn listen(part: &'static Part, heard: impl Fn(Option<Change>) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| {
        if !part.shown() {
            if !AWAY.replace(true) {
                // What was about to be written is not written any more.
                WRITTEN.set(LATEST.with_borrow(Clone::clone));
                heard(None);
            }
            return;
        }
        let read = read(part);
        let text = read.scene.write();
        let as_left = AWAY.replace(false) && read.ignored.is_empty() && WRITTEN.with_borrow(|w| same(w, &text));
        WRITTEN.set(text);
        let (lang, theme) = (read.scene.lang, read.scene.theme);
        heard(Some(if as_left { Change::Return(lang, theme) } else { Change::Open(read) }));
    })
}
