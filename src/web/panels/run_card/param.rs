//! The control of one parameter: a number with its slider, a switch, or a choice.

use crate::core::param::{Kind, ParamSpec, Scale, Value};
use crate::text::{choice_name, fill, key, number, param_label, rate, words_before};
use crate::web::context::Ui;
use crate::web::tooltip::help;
use crate::web::view;
use crate::web::widgets::{Field, entry};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What is set, and by whom.
pub(super) struct Control {
    /// What has the parameter: a method or a schedule.
    pub(super) owner: &'static str,
    /// The parameter.
    pub(super) spec: &'static ParamSpec,
    /// Its value now; none if it is left out.
    pub(super) value: Value,
    /// Whether it may be left out.
    pub(super) optional: bool,
    /// Whether the memory of a decay is said in words under it.
    pub(super) hinted: bool,
    /// Whether the symbol stands after the words even if they do not end in it.
    pub(super) named: bool,
    /// Takes a new value.
    pub(super) on_set: Callback<Value>,
}

/// The ε that the article uses everywhere.
const ARTICLE_EPS: f64 = 1e-6;

/// The two values of ε that people compare: the library's and the article's.
fn epsilons(ui: &Ui, spec: &ParamSpec, now: f64, on_set: &Callback<f64>) -> Html {
    let choice = |word: crate::text::Key, v: f64| {
        let text = fill(ui.t(word), &[("value", &rate(v))]);
        let pressed = (now == v).to_string();
        html! { <button class="chip" aria-pressed={pressed} onclick={on_set.reform(move |_: MouseEvent| v)}>{ text }</button> }
    };
    html! {
        <div class="presets">
            { choice(key::EPS_LIBRARY, spec.default.number()) }
            { choice(key::EPS_ARTICLE, ARTICLE_EPS) }
        </div>
    }
}

/// The control of one parameter.
pub(super) fn control(ui: &Ui, control: Control) -> Html {
    let Control { owner, spec, value, optional, hinted, named, on_set } = control;
    let id = spec.id;
    let label = param_label(ui.lang, owner, id);
    let help = help(ui.lang, owner, id);
    match spec.kind {
        Kind::Number { slider, allowed } => {
            let v = value.number();
            let memory = slider.scale == Scale::Memory;
            let steps = number(1.0 / (1.0 - v), 2);
            let spoken = if v.is_nan() {
                ui.t(key::NONE).to_string()
            } else if memory {
                fill(ui.t(key::MEMORY_SPOKEN), &[("value", &rate(v)), ("steps", &steps)])
            } else {
                rate(v)
            };
            let hint = (memory && hinted && v > 0.0)
                .then(|| AttrValue::from(fill(ui.t(key::MEMORY_HINT), &[("steps", &steps)])));
            // The field gives NaN where a number is left out.
            let on_set = on_set.reform(|v: f64| if v.is_nan() { Value::None } else { Value::Number(v) });
            // "Momentum β₁" is both words and symbol; "Learning rate" stands before a symbol of its own.
            let words = words_before(label, spec.symbol);
            let symbol = if named || words.len() < label.len() { spec.symbol } else { "" };
            let presets = if id == "eps" {
                epsilons(ui, spec, v, &on_set)
            } else {
                html! {}
            };
            html! {
                <>
                    { view!(Field { name: label, label: words.to_string(), symbol, help, slider, allowed, optional, value: v, spoken, hint, on_set }) }
                    { presets }
                </>
            }
        }
        Kind::Flag => {
            let onchange = on_set.reform(|e: Event| {
                let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
                Value::Flag(input.is_some_and(|i| i.checked()))
            });
            html! {
                <label class="switch" data-help={help}>
                    { label }<input type="checkbox" role="switch" checked={value.flag()} {onchange} />
                </label>
            }
        }
        Kind::Choice(names) => {
            let onchange = Callback::from(move |e: Event| {
                let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value());
                if let Some(choice) = names.iter().position(|name| chosen.as_deref() == Some(name)) {
                    on_set.emit(Value::Choice(choice));
                }
            });
            let options = names
                .iter()
                .enumerate()
                .map(|(n, name)| entry(*name, choice_name(ui.lang, id, name), n == value.choice()));
            html! {
                <label class="choice" data-help={help}>
                    <span>{ label }</span><select class="input" aria-label={label} {onchange}>{ for options }</select>
                </label>
            }
        }
    }
}
