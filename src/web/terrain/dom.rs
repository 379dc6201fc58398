//! The elements of the landscape in three dimensions: two canvases, what hears the hands, a read-out, a plate.

use super::local::Local;
use crate::text::{Key, Lang, key};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlCanvasElement, HtmlElement};

/// The elements.
pub(super) struct Dom {
    /// Around all of them.
    pub root: HtmlElement,
    /// The card's picture.
    pub ground: HtmlCanvasElement,
    /// What stands on it.
    pub marks: HtmlCanvasElement,
    /// What is turned, by pointer and by keys.
    pub pad: HtmlElement,
    /// What the keys do, for those who do not see.
    keys: Element,
    /// What the pointer is over.
    pub tip: HtmlElement,
    /// The plate with the switches of the local picture.
    plate: Element,
    /// Its buttons.
    pub switches: [(Local, HtmlElement); 2],
    /// Back to the first view.
    pub reset: HtmlElement,
    /// What the local picture shows, in a sentence.
    pub why: HtmlElement,
}

fn make<T: JsCast>(document: &Document, name: &str, class: &str) -> Option<T> {
    let element = document.create_element(name).ok()?;
    element.set_class_name(class);
    element.dyn_into().ok()
}

/// Sets an attribute; this fails only for malformed names.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets a property of the style, from code: a strict Content-Security-Policy blocks style attributes.
///
/// What is so already is left alone: browsers work out the style anew even for the same value of a property of our own.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    let style = element.style();
    if style.get_property_value(name).is_ok_and(|old| old == value) {
        return;
    }
    // Fails only for read-only styles.
    let _ = style.set_property(name, value);
}

impl Dom {
    /// The elements, not yet on the page.
    pub fn new() -> Option<Dom> {
        let document = web_sys::window()?.document()?;
        let document = &document;
        let root: HtmlElement = make(document, "div", "terrain")?;
        let [ground, marks] = [make::<HtmlCanvasElement>(document, "canvas", "")?, make(document, "canvas", "")?];
        let pad: HtmlElement = make(document, "div", "pad")?;
        let keys: Element = make(document, "span", "vh")?;
        let tip: HtmlElement = make(document, "output", "tip")?;
        let plate: Element = make(document, "div", "plate here")?;
        let why: HtmlElement = make(document, "p", "why quiet")?;
        let [plane, model, reset]: [HtmlElement; 3] =
            [make(document, "button", "btn")?, make(document, "button", "btn")?, make(document, "button", "btn icon")?];
        for canvas in [&ground, &marks] {
            set(canvas, "aria-hidden", "true");
        }
        // The picture itself is described by the map's canvas, which stays where it is.
        set(&pad, "role", "application");
        set(&pad, "tabindex", "0");
        keys.set_id("terrain-keys");
        set(&pad, "aria-describedby", "terrain-keys");
        set(&tip, "aria-hidden", "true");
        tip.set_hidden(true);
        set(&plate, "role", "group");
        set(&why, "role", "status");
        reset.set_inner_html(concat!(
            "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">",
            "<path d=\"M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4\"/></svg>"
        ));
        for child in [&plane, &model, &reset] {
            plate.append_child(child).ok()?;
        }
        for child in [&**ground, &**marks, &**pad, &keys, &**tip, &plate, &**why] {
            root.append_child(child).ok()?;
        }
        let switches = [(Local::Plane, plane), (Local::Model, model)];
        Some(Dom { root, ground, marks, pad, keys, tip, plate, switches, reset, why })
    }

    /// Says everything in a language, and which local picture is shown.
    pub fn say(&self, lang: Lang, local: Option<Local>) {
        set(&self.pad, "aria-label", lang.text(key::TERRAIN_TURN));
        self.keys.set_text_content(Some(lang.text(key::TERRAIN_KEYS)));
        set(&self.plate, "aria-label", lang.text(key::TERRAIN_LOCAL));
        for (which, button) in &self.switches {
            let name = lang.text(words(*which).0);
            // Where there is little room, the sign of what it is made of; the name is its label then.
            button.set_inner_html(&format!("<span>{name}</span><i aria-hidden=\"true\">{}</i>", sign(*which)));
            set(button, "aria-label", name);
            set(button, "aria-pressed", if local == Some(*which) { "true" } else { "false" });
        }
        for name in ["aria-label", "data-tip"] {
            set(&self.reset, name, lang.text(key::TERRAIN_RESET));
        }
        self.why.set_text_content(local.map(|local| lang.text(words(local).1)));
        self.why.set_hidden(local.is_none());
    }
}

/// What a local picture is made of.
fn sign(local: Local) -> &'static str {
    match local {
        Local::Plane => "∇f",
        Local::Model => "∇²f",
    }
}

/// The name of a local picture, and what it shows.
fn words(local: Local) -> (Key, Key) {
    match local {
        Local::Plane => (key::TERRAIN_PLANE, key::TERRAIN_PLANE_WHY),
        Local::Model => (key::TERRAIN_MODEL, key::TERRAIN_MODEL_WHY),
    }
}
