//! Help: the keys, what the pictures mean, and the switch that turns single keys off.

use super::Props;
use super::share::page_of_site;
use crate::scene::{Page, simulate};
use crate::text::key;
use crate::web::app::results;
use crate::web::context::use_ui;
use crate::web::prefs::{Prefs, keep_shortcuts, store, stored};
use crate::web::widgets::Dialog;
use crate::web::{tool, view};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The dialog.
#[component]
pub fn Help(props: &Props) -> Html {
    let ui = use_ui();
    let spoken = use_state_eq(|| false);
    let shortcuts = use_state_eq(|| Prefs::load().shortcuts);
    // What `boot.js` has found out.
    let flat = web_sys::window()
        .and_then(|w| w.document()?.document_element())
        .is_some_and(|page| page.has_attribute("data-flat"));
    // Beside a page that has been saved as one file there is nothing.
    let served = page_of_site();
    let described = use_memo(Rc::clone(&props.scene), |scene| match scene.page {
        Page::Race => results(ui.lang, scene, &simulate(scene)),
        _ => String::new(),
    });
    let keys: [(&[&str], &str); 13] = [
        (&["Space"], ui.t(key::KEY_PLAY)),
        (&["←", "→"], ui.t(key::KEY_STEP)),
        (&["Home", "End"], ui.t(key::KEY_ENDS)),
        (&["1", "…", "9"], ui.t(key::KEY_ISOLATE)),
        (&["A"], ui.t(key::KEY_ADD)),
        (&["S"], ui.t(key::KEY_SURFACE)),
        (&["P", "F"], ui.t(key::KEY_PRESENT)),
        (&["+", "−", "0"], ui.t(key::KEY_ZOOM)),
        (&["T", "L"], ui.t(key::KEY_THEME_LANG)),
        (&["Ctrl Z", "Ctrl Shift Z"], ui.t(key::KEY_UNDO)),
        (&["Ctrl C", "Ctrl V"], ui.t(key::KEY_COPY_RUN)),
        (&["?"], ui.t(key::KEY_HELP)),
        (&["Esc"], ui.t(key::KEY_CLOSE)),
    ];
    let rows = keys.into_iter().map(|(names, what)| {
        let names = names.iter().map(|n| {
            if *n == "…" {
                html! { "… " }
            } else {
                html! { <><kbd>{ n }</kbd>{ " " }</> }
            }
        });
        html! { <><dt>{ for names }</dt><dd>{ what }</dd></> }
    });
    let onchange = {
        let shortcuts = shortcuts.setter();
        Callback::from(move |e: Event| {
            let on = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).is_some_and(|i| i.checked());
            keep_shortcuts(on);
            shortcuts.set(on);
            tool::prefs_changed();
        })
    };
    let scents = use_state_eq(|| stored("scents").as_deref() != Some("0"));
    let on_scents = {
        let scents = scents.setter();
        Callback::from(move |e: Event| {
            let on = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).is_some_and(|i| i.checked());
            store("scents", if on { "1" } else { "0" });
            scents.set(on);
            tool::prefs_changed();
        })
    };
    let speak = {
        let spoken = spoken.setter();
        Callback::from(move |_: MouseEvent| spoken.set(true))
    };
    let children = html! {
    <>
                <p>{ ui.t(key::HELP_INTRO) }</p>
                <p class="quiet">{ ui.t(if flat { key::TERRAIN_MISSING } else { key::TERRAIN_HELP }) }</p>
                <div class="sheet"><dl>{ for rows }</dl></div>
                <label class="switch">
                    <input type="checkbox" role="switch" checked={*shortcuts} {onchange} />{ ui.t(key::SHORTCUTS) }
                </label>
                <div>
                    <label class="switch">
                        <input type="checkbox" role="switch" checked={*scents} onchange={on_scents} />{ ui.t(key::SCENTS) }
                    </label>
                    <p class="quiet">{ ui.t(key::SCENTS_HOW) }</p>
                </div>
                if !described.is_empty() {
                    <div>
                        <button class="btn line" onclick={speak}>{ ui.t(key::DESCRIBE) }</button>
                        <p role="status">{ if *spoken { &*described } else { "" } }</p>
                    </div>
                }
                <p class="quiet">{ ui.t(key::HELP_NOTHING_BREAKS) }</p>
                if served {
                    <p><a class="btn line" href="licences.txt" target="_blank">{ ui.t(key::LICENCES) }</a></p>
                }
    </>
    };
    view!(Dialog { title: ui.t(key::HELP_TITLE), on_close: props.on_close.clone(), children })
}
