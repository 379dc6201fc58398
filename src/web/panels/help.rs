//! Help: the keys, what the pictures mean, and the switch that turns single keys off.

use crate::text::key;
use crate::web::context::use_ui;
use crate::web::view;
use crate::web::widgets::Dialog;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether single keys are shortcuts.
    pub shortcuts: bool,
    /// Switches them.
    pub on_shortcuts: Callback<bool>,
    /// The race in words at this step.
    pub described: AttrValue,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// The dialog.
#[component]
pub fn HelpDialog(props: &Props) -> Html {
    let ui = use_ui();
    let spoken = use_state_eq(|| false);
    let keys: [(&[&str], &str); 12] = [
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
    let onchange = props
        .on_shortcuts
        .reform(|e: Event| e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).is_some_and(|i| i.checked()));
    let speak = {
        let spoken = spoken.setter();
        Callback::from(move |_: MouseEvent| spoken.set(true))
    };
    let children = html! {
    <>
                <p>{ ui.t(key::HELP_INTRO) }</p>
                <div class="sheet"><dl>{ for rows }</dl></div>
                <label class="switch">
                    <input type="checkbox" role="switch" checked={props.shortcuts} {onchange} />{ ui.t(key::SHORTCUTS) }
                </label>
                if !props.described.is_empty() {
                    <div>
                        <button class="btn line" onclick={speak}>{ ui.t(key::DESCRIBE) }</button>
                        <p role="status">{ if *spoken { props.described.clone() } else { AttrValue::default() } }</p>
                    </div>
                }
                <p class="quiet">{ ui.t(key::HELP_NOTHING_BREAKS) }</p>
    </>
    };
    view!(Dialog { title: ui.t(key::HELP_TITLE), on_close: props.on_close.clone(), children })
}
