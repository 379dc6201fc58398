//! The keys of the page.

use super::context::Ui;
use super::panels::toggle;
use super::store::Change;
use crate::scene::{Action, Page};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// What a key asks of the page itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Open the dialog that adds an optimizer.
    Add,
    /// Open or close the picker of surfaces.
    Surface,
    /// Begin or end the presentation.
    Present,
    /// The other theme.
    Theme,
    /// The other language.
    Language,
    /// Open the help.
    Help,
    /// Close what is open.
    Close,
    /// Enlarge, or make smaller, around the middle.
    Zoom(bool),
    /// The next races of a list, or those before.
    Turn(bool),
}

/// Does what a key says; gives back what the page itself has to do.
pub fn pressed(e: &KeyboardEvent, ui: &Ui, shortcuts: bool, page: Page) -> Option<Ask> {
    let key = e.key();
    if (e.ctrl_key() || e.meta_key()) && !e.alt_key() {
        let change = match (key.to_ascii_lowercase().as_str(), e.shift_key()) {
            ("z", false) => Change::Undo,
            ("z", true) | ("y", false) => Change::Redo,
            _ => return None,
        };
        if typing(e) || in_dialog(e) {
            return None;
        }
        e.prevent_default();
        ui.change.emit(change);
        return None;
    }
    if key == "Escape" {
        return Some(Ask::Close);
    }
    // In a closed list letters look for an entry.
    if e.alt_key() || typing(e) || in_dialog(e) || inside(e, "select") || !shortcuts {
        return None;
    }
    match key.as_str() {
        "p" | "P" | "f" | "F" => return answer(e, Ask::Present),
        "t" | "T" => return answer(e, Ask::Theme),
        "l" | "L" => return answer(e, Ask::Language),
        "?" => return answer(e, Ask::Help),
        "PageDown" | "PageUp" if page == Page::Slides => return answer(e, Ask::Turn(key == "PageDown")),
        // The other keys move a race.
        _ if !matches!(page, Page::Race | Page::Slides) => return None,
        _ => {}
    }
    // In sliders and menus the arrows and Space belong to the control.
    let control = inside(e, "input, [role=radio]");
    let on_button = inside(e, "button, a, [role=button], summary");
    let ten = if e.shift_key() { 10 } else { 1 };
    let head = ui.stage.head();
    match key.as_str() {
        " " if !on_button && !control => toggle(&ui.stage),
        "ArrowRight" if !control => ui.stage.step_by(ten),
        "ArrowLeft" if !control => ui.stage.step_by(-ten),
        "Home" if !control => ui.stage.seek(0),
        "End" if !control => ui.stage.seek(head.steps),
        // There are several races, and nothing to set.
        _ if page == Page::Slides => return None,
        "0" => ui.edit(Action::SetDomain(None)),
        "+" | "=" => return answer(e, Ask::Zoom(true)),
        "-" => return answer(e, Ask::Zoom(false)),
        "a" | "A" => return answer(e, Ask::Add),
        "s" | "S" => return answer(e, Ask::Surface),
        digit => match digit.parse::<usize>() {
            Ok(n) if (1..=9).contains(&n) => ui.edit(Action::Isolate(n - 1)),
            _ => return None,
        },
    }
    e.prevent_default();
    None
}

fn answer(e: &KeyboardEvent, ask: Ask) -> Option<Ask> {
    e.prevent_default();
    Some(ask)
}

fn inside(e: &KeyboardEvent, selector: &str) -> bool {
    let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|t| t.closest(selector).ok().flatten().is_some())
}

fn in_dialog(e: &KeyboardEvent) -> bool {
    inside(e, "[role=dialog][aria-modal=true]")
}

/// Whether the key is text for a field.
fn typing(e: &KeyboardEvent) -> bool {
    let target = e.target();
    let input = target.as_ref().and_then(|t| t.dyn_ref::<HtmlInputElement>());
    input.is_some_and(|i| !matches!(i.type_().as_str(), "range" | "checkbox" | "radio" | "button"))
        || inside(e, "textarea, [contenteditable=true]")
}
