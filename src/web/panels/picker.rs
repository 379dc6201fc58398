//! The choice of a surface: grouped by the trouble it makes, each with a picture drawn by the real terrain code.

mod formula;
mod thumb;

pub use thumb::Thumb;

use formula::FormulaBox;

use super::noise::noise_words;
use crate::core::param::Kind;
use crate::core::surfaces::{SURFACES, SurfaceSpec, Trouble};
use crate::scene::{Action, Scene};
use crate::text::{Lang, fill, key, param_label, rate, surface_name, words_before};
use crate::web::context::use_ui;
use crate::web::store::Change;
use crate::web::tooltip::help;
use crate::web::view;
use crate::web::widgets::{Field, icon, use_focus_back};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What is chosen from.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Closes the picker.
    pub on_close: Callback<()>,
    /// Opens the menu of what is random, where it has no button of its own.
    pub on_noise: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// The picker. Choosing leaves it open, so that surfaces can be compared quickly.
#[component]
pub fn Picker(props: &Props) -> Html {
    let ui = use_ui();
    let frame = use_node_ref();
    let search = use_state_eq(String::new);
    use_focus_back(&frame);
    use_effect_with((), {
        let frame = frame.clone();
        move |()| {
            let element = frame.cast::<web_sys::Element>();
            let chosen = element.and_then(|f| f.query_selector("[aria-checked=true]").ok().flatten());
            if let Some(button) = chosen.and_then(|b| b.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        }
    });
    let onkeydown = {
        let (close, frame) = (props.on_close.clone(), frame.clone());
        Callback::from(move |e: KeyboardEvent| match e.key().as_str() {
            "Escape" => {
                e.stop_propagation();
                close.emit(());
            }
            "ArrowRight" | "ArrowDown" => walk(&e, &frame, 1),
            "ArrowLeft" | "ArrowUp" => walk(&e, &frame, -1),
            _ => {}
        })
    };
    let found = |spec: &&SurfaceSpec| matches(spec, ui.lang, &search);
    let group = |trouble: Trouble| {
        let members: Vec<_> = SURFACES.iter().filter(|s| s.trouble == trouble).filter(found).collect();
        if members.is_empty() {
            return html! {};
        }
        let title = ui.lang.named(&format!("trouble.{}", trouble.id())).unwrap_or_default();
        let line = ui.lang.named(&format!("trouble.{}.line", trouble.id())).unwrap_or_default();
        // One stop for Tab in each group: the chosen one, or else the first.
        let stop = members.iter().position(|s| s.id == props.scene.surface.id).unwrap_or(0);
        let thumbs = members.into_iter().enumerate().map(|(i, spec)| {
            let checked = spec.id == props.scene.surface.id;
            let choose = ui.change.reform(move |_: MouseEvent| Change::Edit(Action::SetSurface(spec)));
            html! {
                <button class="thumb" role="radio" aria-checked={checked.to_string()} key={spec.id}
                    tabindex={if i == stop { "0" } else { "-1" }} onclick={choose}>
                    { view!(Thumb { spec }) }
                    { surface_name(ui.lang, spec.id) }
                </button>
            }
        });
        html! {
            <section key={trouble.id()}>
                <h2>{ title }<span>{ line }</span></h2>
                <div class="thumbs" role="radiogroup" aria-label={title}>{ for thumbs }</div>
            </section>
        }
    };
    let oninput = {
        let search = search.setter();
        Callback::from(move |e: InputEvent| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            search.set(input.map(|i| i.value()).unwrap_or_default());
        })
    };
    let surprise = {
        let now = props.scene.surface.id;
        ui.change.reform(move |_: MouseEvent| {
            let others: Vec<_> = SURFACES.iter().filter(|s| s.id != now).collect();
            let any = (js_sys::Math::random() * others.len() as f64) as usize;
            Change::Edit(Action::SetSurface(others[any.min(others.len() - 1)]))
        })
    };
    let placeholder = fill(ui.t(key::SEARCH_SURFACES), &[("count", &SURFACES.len().to_string())]);
    let scene = &props.scene;
    let noise = props.on_noise.reform(|_: MouseEvent| ());
    let sliders = scene.surface.params.iter().zip(&scene.surface_values).filter_map(|(spec, value)| {
        let Kind::Number { slider, allowed } = spec.kind else { return None };
        let id = spec.id;
        let on_set = ui.change.reform(move |v: f64| {
            let value = crate::core::param::Value::Number(v);
            Change::Edit(Action::SetSurfaceParam(id, value))
        });
        let owner = scene.surface.id;
        let label = param_label(ui.lang, owner, id);
        Some(view!(Field {
            name: label,
            label: words_before(label, spec.symbol),
            symbol: spec.symbol,
            help: help(ui.lang, owner, id),
            slider,
            allowed,
            value: value.number(),
            spoken: rate(value.number()),
            on_set
        }))
    });
    html! {
        <div class="pop picker" role="dialog" aria-label={ui.t(key::CHOOSE_SURFACE)} tabindex="-1" ref={frame} {onkeydown}>
            <div class="head">
                <input class="input search" type="search" aria-label={placeholder.clone()} {placeholder} {oninput} />
                <button class="btn line" onclick={surprise}>{ icon("dice") }{ ui.t(key::SURPRISE) }</button>
                <button class="btn line only-phone" aria-haspopup="dialog" onclick={noise}>{ icon("dice") }{ noise_words(&ui, scene) }</button>
            </div>
            if !scene.surface.params.is_empty() {
                <section class="own"><h2>{ surface_name(ui.lang, scene.surface.id) }</h2>{ for sliders }</section>
            }
            { view!(FormulaBox { scene: Rc::clone(scene), on_close: props.on_close.clone() }) }
            { for Trouble::ALL.into_iter().map(group) }
            if !SURFACES.iter().any(|spec| found(&spec)) {
                <p class="quiet" role="status">{ ui.t(key::NOTHING_FOUND) }</p>
            }
        </div>
    }
}

fn matches(spec: &SurfaceSpec, lang: Lang, search: &str) -> bool {
    let search = search.trim().to_ascii_lowercase();
    let trouble = lang.named(&format!("trouble.{}", spec.trouble.id())).unwrap_or_default();
    let texts = [spec.id, surface_name(lang, spec.id), surface_name(lang.other(), spec.id), trouble, spec.plain];
    texts.iter().any(|text| text.to_ascii_lowercase().contains(&search))
}

/// Moves the focus to the next or the one before of all surfaces, and chooses it as radio buttons do.
fn walk(e: &KeyboardEvent, frame: &NodeRef, by: i32) {
    let target = e.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
    let Some(target) = target.filter(|t| t.class_list().contains("thumb")) else { return };
    let Some(list) = frame.cast::<web_sys::Element>().and_then(|f| f.query_selector_all(".thumb").ok()) else { return };
    let count = list.length() as i32;
    let here = (0..count).find(|i| list.item(*i as u32).is_some_and(|n| n.is_same_node(Some(&target))));
    let next = here.map(|i| (i + by).rem_euclid(count) as u32).and_then(|i| list.item(i));
    if let Some(button) = next.and_then(|n| n.dyn_into::<HtmlElement>().ok()) {
        e.prevent_default();
        e.stop_propagation();
        let _ = button.focus();
        button.click();
    }
}
