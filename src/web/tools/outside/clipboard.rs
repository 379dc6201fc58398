//! Runs that are copied and pasted, as text.

use super::{LISTED, Said, now};
use crate::scene::{Ignored, MAX_RUNS, Scene};
use crate::text::{Lang, fill, key};
use crate::web::tools::open::{self, Added, Pasted};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, Element, HtmlInputElement};
use yew::prelude::*;

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// Whether the keys belong to a field or a dialog.
pub(super) fn busy() -> bool {
    let Some(element) = active() else { return false };
    let typed = element.dyn_ref::<HtmlInputElement>();
    typed.is_some_and(|i| !matches!(i.type_().as_str(), "range" | "checkbox" | "radio" | "button"))
        || element.closest("textarea, [contenteditable=true], [role=dialog]").ok().flatten().is_some()
}

/// The run whose card has the focus.
fn focused_run() -> Option<usize> {
    let card = active()?.closest("li.run").ok().flatten()?;
    let cards = web_sys::window()?.document()?.query_selector_all("#app li.run").ok()?;
    (0..cards.length()).find(|i| cards.item(*i).is_some_and(|node| node.is_same_node(Some(&card)))).map(|i| i as usize)
}

/// Copies the run whose card has the focus, where no text is selected.
pub(super) fn copy(event: Option<&ClipboardEvent>, say: &Callback<Said>) {
    let window = web_sys::window();
    let selected = window.as_ref().and_then(|w| w.get_selection().ok().flatten()).is_some_and(|s| !s.is_collapsed());
    if selected || busy() || !open::race_is_shown() {
        return;
    }
    let race = open::race();
    let Some((index, text)) = focused_run().and_then(|i| Some((i, race.write_run(i)?))) else { return };
    let lang = now();
    let name = race.run_names(lang)[index].clone();
    let done = move |copied: bool| {
        if copied {
            Said::well(fill(lang.text(key::RUN_COPIED), &[("run", &name)]))
        } else {
            Said::bad(lang.text(key::COPY_REFUSED).into())
        }
    };
    if let Some((event, data)) = event.and_then(|event| Some((event, event.clipboard_data()?))) {
        let copied = data.set_data("text/plain", &text).is_ok();
        event.prevent_default();
        say.emit(done(copied));
    } else {
        let (say, promise) = (say.clone(), crate::web::widgets::clipboard().map(|c| c.write_text(&text)));
        yew::platform::spawn_local(async move {
            let copied = match promise {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            say.emit(done(copied));
        });
    }
}

/// Takes a text in; whether it was meant for this page.
pub(super) fn paste(text: &str, say: &Callback<Said>) -> bool {
    let said = take_text(now(), text);
    let ours = said.is_some();
    if let Some((lines, bad)) = said {
        // Where there is nothing to say, what was said before is over too.
        say.emit(Said { lines, bad });
    }
    ours
}

/// Opens the scene of a text, or adds its runs; what there is to say about it, and whether it is a complaint. Nothing if the
/// text is neither.
pub(in crate::web::tools) fn take_text(lang: Lang, text: &str) -> Option<(Vec<String>, bool)> {
    match open::pasted(text) {
        Pasted::Nothing => None,
        Pasted::Scene(scene) => {
            // What of it cannot be used the page says itself.
            open::go(&scene);
            Some((Vec::new(), false))
        }
        Pasted::Runs(runs, ignored) => {
            let mut lines = Vec::new();
            let mut bad = !ignored.is_empty();
            if !runs.is_empty() {
                match open::add(runs) {
                    Added::Locked => return Some((vec![lang.text(key::RUNS_LOCKED).into()], true)),
                    Added::Runs(scene, before, left_out) => {
                        lines.extend(added(lang, &scene, before));
                        if left_out > 0 {
                            bad = true;
                            let values = [("most", &*MAX_RUNS.to_string()), ("count", &*left_out.to_string())];
                            lines.push(fill(lang.text(key::RUNS_FULL), &values));
                        }
                    }
                }
            }
            lines.extend(ignored.iter().take(LISTED).map(|ignored: &Ignored| ignored.message(lang)));
            Some((lines, bad))
        }
    }
}

/// "Added: Adam 2."
fn added(lang: Lang, scene: &Scene, before: usize) -> Option<String> {
    let names = scene.run_names(lang).split_off(before);
    (!names.is_empty()).then(|| fill(lang.text(key::RUNS_PASTED), &[("runs", &names.join(lang.text(key::LIST_JOIN)))]))
}
