//! A button that puts a text on the clipboard and says so.

use super::icon;
use crate::text::key;
use crate::web::context::use_ui;
use gloo_timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it copies.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text.
    pub text: AttrValue,
    /// How it looks.
    pub class: &'static str,
    /// The input that shows the text, if one does.
    #[prop_or_default]
    pub field: NodeRef,
}

/// Milliseconds that "Copied" stands on the button.
const COPIED: u32 = 2000;

/// The button.
#[component]
pub fn CopyButton(props: &Props) -> Html {
    let ui = use_ui();
    let copied = use_state_eq(|| false);
    let copy = {
        let (field, text, done) = (props.field.clone(), props.text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                // Selected as well: where the clipboard is forbidden the reader presses Ctrl+C.
                input.select();
            }
            let Some(window) = web_sys::window() else { return };
            let promise = window.navigator().clipboard().write_text(&text);
            let done = done.clone();
            yew::platform::spawn_local(async move {
                if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                    done.set(true);
                }
            });
        })
    };
    use_effect_with(*copied, {
        let copied = copied.setter();
        move |on: &bool| {
            let timeout = on.then(|| Timeout::new(COPIED, move || copied.set(false)));
            move || drop(timeout)
        }
    });
    html! {
        <button class={props.class} onclick={copy}>
            { icon(if *copied { "check" } else { "copy" }) }
            <span aria-live="polite">{ ui.t(if *copied { key::COPIED } else { key::COPY }) }</span>
        </button>
    }
}
