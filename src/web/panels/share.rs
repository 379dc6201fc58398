//! Sharing: the link that restores everything.

use crate::scene::Scene;
use crate::text::key;
use crate::web::context::use_ui;
use crate::web::link;
use crate::web::view;
use crate::web::widgets::{CopyButton, Dialog};
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

/// The dialog.
#[component]
pub fn ShareDialog(props: &Props) -> Html {
    let ui = use_ui();
    let field = use_node_ref();
    let fixed = use_state_eq(|| false);
    let mut scene = Scene { at: ui.stage.stopped_at(), ..Scene::clone(&props.scene) };
    if *fixed {
        scene.theme = Some(ui.theme);
        scene.lang = Some(ui.lang);
    }
    let address = link::address(&scene);
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
                    <input class="input link" type="text" readonly=true aria-label={ui.t(key::LINK)} value={address.clone()} ref={field.clone()} />
                    { view!(CopyButton { text: address, class: "btn solid", field }) }
                </div>
                <label class="switch">
                    <input type="checkbox" role="switch" checked={*fixed} {onchange} />{ ui.t(key::SHARE_FIX) }
                </label>
                <p class="quiet">{ ui.t(key::SHARE_NOTE) }</p>
    </>
    };
    view!(Dialog { title: ui.t(key::SHARE_TITLE), on_close: props.on_close.clone(), children })
}
