//! The list of runs.

use super::run_card::RunCard;
use crate::core::optimizers::optimizer;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Action, Scene};
use crate::text::{key, optimizer_name};
use crate::web::context::use_ui;
use crate::web::view;
use crate::web::widgets::icon;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What the list shows.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// The run pointed at.
    pub hover: Option<usize>,
    /// Points at a run.
    pub on_hover: Callback<Option<usize>>,
    /// Opens the dialog that adds one.
    pub on_add: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && Rc::ptr_eq(&self.runs, &o.runs) && self.hover == o.hover
    }
}

/// What an empty race suggests.
const SUGGESTIONS: [&str; 3] = ["sgd", "momentum", "adam"];

/// The list.
#[component]
pub fn Runs(props: &Props) -> Html {
    let ui = use_ui();
    let list = use_node_ref();
    let count = use_mut_ref(|| 0);
    use_effect_with(props.scene.runs.len(), {
        let list = list.clone();
        move |now: &usize| {
            if *now < count.replace(*now) {
                keep_focus(&list);
            }
        }
    });
    let names = props.scene.run_names(ui.lang);
    let tolerance = (!props.surface.known_minima().is_empty()).then_some(props.surface.spec.tolerance);
    let lowest = props.surface.lowest();
    let cards = props.scene.runs.iter().zip(names).enumerate().map(|(index, (run, name))| {
        html! {
            { view!(run.slot => RunCard { index, count: props.scene.runs.len(), run: run.clone(), name, runs: Rc::clone(&props.runs), tolerance, lowest, steps: props.scene.steps, selected: props.scene.select == index, dimmed: props.hover.is_some_and(|h| h != index), on_hover: props.on_hover.clone() }) }
        }
    });
    let suggest = |id: &'static str| {
        let add = ui.on(move |_: MouseEvent| Some(Action::AddRun(optimizer(id)?)));
        html! { <button class="btn line" onclick={add}>{ optimizer_name(ui.lang, id) }</button> }
    };
    let add = props.on_add.reform(|_: MouseEvent| ());
    html! {
        <ol class="runs" aria-label={ui.t(key::RUNS)} ref={list}>
            { for cards }
            <li key="last" class="last">
                if props.scene.runs.is_empty() {
                    <p>{ ui.t(key::NO_RUNS) }</p>
                    <p class="row">{ for SUGGESTIONS.into_iter().map(suggest) }</p>
                }
                <button class="btn add" data-tip={ui.t(key::ADD_KEY)} onclick={add}>
                    { icon("plus") }{ ui.t(key::ADD_OPTIMIZER) }
                </button>
            </li>
        </ol>
    }
}

/// The focus of a run that has been removed goes to the run selected in its place, or to the button that adds one.
fn keep_focus(list: &NodeRef) {
    let document = web_sys::window().and_then(|w| w.document());
    let lost = document.and_then(|d| d.active_element()).is_none_or(|e| e.tag_name() == "BODY");
    let list = list.cast::<web_sys::Element>().filter(|_| lost);
    let next = list.and_then(|l| l.query_selector(".run.selected .name select, .add").ok().flatten());
    if let Some(element) = next.and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take focus is no fault.
        let _ = element.focus();
    }
}
