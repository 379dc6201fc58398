//! "Add optimizer": all of the registry, grouped by idea, with a search.

use crate::core::optimizers::{OPTIMIZERS, OptimizerSpec};
use crate::scene::{Action, MAX_RUNS, Scene};
use crate::text::{Lang, fill, key, optimizer_idea, optimizer_name};
use crate::web::context::use_ui;
use crate::web::view;
use crate::web::widgets::Dialog;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it adds to.
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
pub fn AddDialog(props: &Props) -> Html {
    let ui = use_ui();
    let search = use_state_eq(String::new);
    let oninput = {
        let search = search.setter();
        Callback::from(move |e: InputEvent| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            search.set(input.map(|i| i.value()).unwrap_or_default());
        })
    };
    let found: Vec<_> = OPTIMIZERS.iter().filter(|spec| matches(spec, ui.lang, &search)).collect();
    let full = props.scene.runs.len() >= MAX_RUNS;
    let entry = |spec: &'static OptimizerSpec| {
        let (ui, close) = (ui.clone(), props.on_close.clone());
        let onclick = {
            let ui = ui.clone();
            Callback::from(move |_: MouseEvent| {
                ui.edit(Action::AddRun(spec));
                close.emit(());
            })
        };
        html! {
            <button disabled={full} {onclick}>
                <b>{ optimizer_name(ui.lang, spec.id) }</b><span>{ optimizer_idea(ui.lang, spec.id) }</span>
            </button>
        }
    };
    let placeholder = fill(ui.t(key::SEARCH_OPTIMIZERS), &[("count", &OPTIMIZERS.len().to_string())]);
    let children = html! {
    <>
                <input class="input search" type="search" aria-label={placeholder.clone()} {placeholder} {oninput} />
                if full {
                    <p class="quiet">{ fill(ui.t(key::RACE_FULL), &[("most", &MAX_RUNS.to_string())]) }</p>
                }
                <div class="opt">{ for found.iter().map(|spec| entry(spec)) }</div>
                if found.is_empty() {
                    <p class="quiet">{ ui.t(key::NOTHING_FOUND) }</p>
                }
    </>
    };
    view!(Dialog { title: ui.t(key::ADD_OPTIMIZER), on_close: props.on_close.clone(), children })
}

fn matches(spec: &OptimizerSpec, lang: Lang, search: &str) -> bool {
    let search = search.trim().to_lowercase();
    let texts = [spec.id, optimizer_name(lang, spec.id), optimizer_idea(lang, spec.id)];
    texts.iter().any(|text| text.to_lowercase().contains(&search))
}
