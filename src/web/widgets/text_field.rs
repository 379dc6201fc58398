//! A line of text that means something: what cannot be read stays where it was typed, and a message says what is wrong.

use super::use_id;
use crate::scene::Action;
use crate::web::context::use_ui;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is written.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its name and label.
    pub label: AttrValue,
    /// The text as it stands in the scene.
    pub value: AttrValue,
    /// What a text asks for; what is wrong with it, in the reader's language, if it cannot be read.
    pub read: Callback<String, Result<Action, String>>,
}

/// The field. A text counts once the field is left, or with Enter; Esc brings back the one that counts.
#[component]
pub fn TextField(props: &Props) -> Html {
    let ui = use_ui();
    let draft = use_state_eq(|| None::<String>);
    // While it is typed first, a text is unfinished rather than wrong.
    let tried = use_state_eq(|| false);
    let id = use_id("text-error");
    use_effect_with(props.value.clone(), {
        let (draft, tried) = (draft.setter(), tried.setter());
        move |_: &AttrValue| {
            draft.set(None);
            tried.set(false);
        }
    });
    let wrong = draft.as_ref().filter(|_| *tried).and_then(|text| props.read.emit(text.clone()).err());
    let typed = |e: &Event| e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map(|i| i.value());
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |e: InputEvent| draft.set(typed(&e)))
    };
    let onchange = {
        let (draft, tried, read, ui) = (draft.setter(), tried.setter(), props.read.clone(), ui.clone());
        Callback::from(move |e: Event| {
            let Some(text) = typed(&e) else { return };
            let taken = read.emit(text.clone()).ok();
            tried.set(taken.is_none());
            draft.set(Some(text).filter(|_| taken.is_none()));
            if let Some(action) = taken {
                ui.edit(action);
            }
        })
    };
    let onkeydown = {
        let draft = draft.clone();
        Callback::from(move |e: KeyboardEvent| {
            if e.key() == "Escape" && draft.is_some() {
                e.stop_propagation();
                draft.set(None);
            }
        })
    };
    let shown = draft.as_ref().map_or_else(|| props.value.clone(), |text| AttrValue::from(text.clone()));
    html! {
        <div class="text">
            <label class="choice">
                <span>{ &props.label }</span>
                <input class="input link" type="text" autocomplete="off" spellcheck="false"
                    aria-label={props.label.clone()} aria-invalid={wrong.is_some().to_string()}
                    aria-describedby={wrong.is_some().then(|| id.clone())} value={shown} {oninput} {onchange} {onkeydown} />
            </label>
            if let Some(message) = wrong {
                <p class="hint bad" {id} role="alert">{ message }</p>
            }
        </div>
    }
}
