//! Sharing: the link that restores everything.

use crate::scene::Scene;
use crate::text::key;
use crate::web::context::use_ui;
use crate::web::link;
use crate::web::view;
use crate::web::widgets::{Dialog, icon};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is shared.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// Milliseconds that "Copied" stands on the button.
const COPIED: u32 = 2000;

/// The dialog.
#[component]
pub fn ShareDialog(props: &Props) -> Html {
    let ui = use_ui();
    let field = use_node_ref();
    let copied = use_state_eq(|| false);
    let fixed = use_state_eq(|| false);
    let mut scene = Scene { at: ui.stage.stopped_at(), ..Scene::clone(&props.scene) };
    if *fixed {
        scene.theme = Some(ui.theme);
        scene.lang = Some(ui.lang);
    }
    let address = link::address(&scene);
    let copy = {
        let (field, address, done) = (field.clone(), address.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                // Selected as well: where the clipboard is forbidden the reader presses Ctrl+C.
                input.select();
            }
            let Some(window) = web_sys::window() else { return };
            let promise = window.navigator().clipboard().write_text(&address);
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
            let timeout = on.then(|| gloo_timers::callback::Timeout::new(COPIED, move || copied.set(false)));
            move || drop(timeout)
        }
    });
    let onchange = {
        let fixed = fixed.setter();
        Callback::from(move |e: Event| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            fixed.set(input.is_some_and(|i| i.checked()));
        })
    };
    let children = html! {
    <>
                <div class="copy">
                    <input class="input link" type="text" readonly=true aria-label={ui.t(key::LINK)} value={address} ref={field} />
                    <button class="btn solid" onclick={copy}>
                        { icon(if *copied { "check" } else { "copy" }) }
                        <span aria-live="polite">{ ui.t(if *copied { key::COPIED } else { key::COPY }) }</span>
                    </button>
                </div>
                <label class="switch">
                    <input type="checkbox" role="switch" checked={*fixed} {onchange} />{ ui.t(key::SHARE_FIX) }
                </label>
                <p class="quiet">{ ui.t(key::SHARE_NOTE) }</p>
    </>
    };
    view!(Dialog { title: ui.t(key::SHARE_TITLE), on_close: props.on_close.clone(), children })
}
