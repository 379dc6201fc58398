//! "Add optimizer": all of the registry, grouped by idea, with a search.

use super::Props;
use crate::core::optimizers::{Family, OPTIMIZERS, OptimizerSpec};
use crate::core::order::sorted_by;
use crate::scene::{Action, MAX_RUNS};
use crate::text::{Key, Lang, family_name, fill, key, optimizer_idea, optimizer_name};
use crate::web::context::use_ui;
use crate::web::view;
use crate::web::widgets::Dialog;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The dialog.
#[component]
pub fn Add(props: &Props) -> Html {
    let ui = use_ui();
    let search = use_state_eq(String::new);
    let oninput = {
        let search = search.setter();
        Callback::from(move |e: InputEvent| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            search.set(input.map(|i| i.value()).unwrap_or_default());
        })
    };
    let by_year = use_state_eq(|| false);
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
            <button disabled={full} {onclick} key={spec.id}>
                <b>{ optimizer_name(ui.lang, spec.id) }</b><span>{ optimizer_idea(ui.lang, spec.id) }</span>
                <small>{ spec.year }</small>
            </button>
        }
    };
    let group = |title: &str, members: Vec<&'static OptimizerSpec>| {
        if members.is_empty() {
            return html! {};
        }
        html! { <section key={title.to_string()}><h2>{ title }</h2><div class="opt">{ for members.into_iter().map(entry) }</div></section> }
    };
    let groups: Vec<Html> = if *by_year {
        let old = sorted_by(found.clone(), |spec| f64::from(spec.year));
        let (before, since): (Vec<_>, Vec<_>) = old.into_iter().partition(|spec| spec.year < ADAM);
        vec![group(ui.t(key::BEFORE_ADAM), before), group(ui.t(key::SINCE_ADAM), since)]
    } else {
        let of = |family| {
            group(family_name(ui.lang, family), found.iter().copied().filter(|s| s.family == family).collect())
        };
        Family::ALL.into_iter().map(of).collect()
    };
    let by_year_now = by_year.clone();
    let order = |word: Key, on: bool| {
        let by_year = by_year.clone();
        let onclick = Callback::from(move |_: MouseEvent| by_year.set(on));
        html! { <button class="chip" aria-pressed={(*by_year_now == on).to_string()} {onclick}>{ ui.t(word) }</button> }
    };
    let placeholder = fill(ui.t(key::SEARCH_OPTIMIZERS), &[("count", &OPTIMIZERS.len().to_string())]);
    let children = html! {
        <>
            <div class="head">
                <input class="input search" type="search" aria-label={placeholder.clone()} {placeholder} {oninput} />
                <div role="group" aria-label={ui.t(key::ORDER)}>{ order(key::ORDER_IDEA, false) }{ order(key::ORDER_YEAR, true) }</div>
            </div>
            if full {
                <p class="quiet">{ fill(ui.t(key::RACE_FULL), &[("most", &MAX_RUNS.to_string())]) }</p>
            }
            <div class="groups">{ for groups }</div>
            if found.is_empty() {
                <p class="quiet" role="status">{ ui.t(key::NOTHING_FOUND) }</p>
            }
        </>
    };
    view!(Dialog { title: ui.t(key::ADD_OPTIMIZER), on_close: props.on_close.clone(), children })
}

/// The year of Adam, which divides the field.
const ADAM: u16 = 2014;

fn matches(spec: &OptimizerSpec, lang: Lang, search: &str) -> bool {
    let search = search.trim().to_ascii_lowercase();
    let family = family_name(lang, spec.family);
    let texts = [spec.id, optimizer_name(lang, spec.id), optimizer_idea(lang, spec.id), family];
    texts.iter().any(|text| text.to_ascii_lowercase().contains(&search))
}
