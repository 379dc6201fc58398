//! A button that puts a text on the clipboard and says so.

use super::icon;
use crate::text::key;
use crate::web::context::use_ui;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlInputElement};
use yew::prelude::*;

/// What it copies.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text.
    pub text: AttrValue,
    /// How it looks.
    pub class: &'static str,
    /// The field that shows the text, if one does.
    #[prop_or_default]
    pub field: NodeRef,
}

/// How it went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Nothing,
    Copied,
    /// The browser refuses the clipboard.
    Refused,
}

/// Milliseconds that the answer stands on the button.
const ANSWER: u32 = 2000;
/// The same for an answer that asks for something.
const LONG_ANSWER: u32 = 8000;

/// The clipboard; there is none on pages that did not come safely, and in some frames.
pub fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(|c| !c.is_undefined())?;
    Some(clipboard.unchecked_into())
}

/// The button.
#[component]
pub fn CopyButton(props: &Props) -> Html {
    let ui = use_ui();
    let done = use_state_eq(|| Done::Nothing);
    let copy = {
        let (field, text, done) = (props.field.clone(), props.text.clone(), done.setter());
        Callback::from(move |_: MouseEvent| {
            // Selected as well: where the clipboard is forbidden the reader presses Ctrl+C.
            // A text area has the same method.
            if let Some(input) = field.cast::<HtmlInputElement>() {
                input.select();
            }
            let promise = clipboard().map(|clipboard| clipboard.write_text(&text));
            let done = done.clone();
            yew::platform::spawn_local(async move {
                let copied = match promise {
                    Some(promise) => JsFuture::from(promise).await.is_ok(),
                    None => false,
                };
                done.set(if copied { Done::Copied } else { Done::Refused });
            });
        })
    };
    use_effect_with(*done, {
        let done = done.setter();
        move |now: &Done| {
            let wait = if *now == Done::Refused { LONG_ANSWER } else { ANSWER };
            let timeout = (*now != Done::Nothing).then(|| Timeout::new(wait, move || done.set(Done::Nothing)));
            move || drop(timeout)
        }
    });
    let shown = props.field.get().is_some();
    let (sign, words) = match *done {
        Done::Nothing => ("copy", key::COPY),
        Done::Copied => ("check", key::COPIED),
        Done::Refused if shown => ("warn", key::COPY_SELECTED),
        Done::Refused => ("warn", key::COPY_REFUSED),
    };
    html! {
        <button class={props.class} onclick={copy}>
            { icon(sign) }
            <span aria-live="polite">{ ui.t(words) }</span>
        </button>
    }
}
