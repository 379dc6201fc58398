//! A number with a slider: drag the slider, type the number, drag it sideways, or use the arrow keys.

use super::use_id;
use crate::core::format::{js_number, read_decimal};
use crate::core::param::{NONE, Range, Slider, read_number};
use crate::text::{fill, key};
use crate::web::context::use_ui;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// What is set.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The name that assistive technology reads.
    pub name: AttrValue,
    /// The words before the slider.
    pub label: AttrValue,
    /// The symbol after the words, set as mathematics.
    #[prop_or_default]
    pub symbol: AttrValue,
    /// Where its tooltip finds what it does.
    #[prop_or_default]
    pub help: AttrValue,
    /// The slider.
    pub slider: Slider,
    /// What may be typed.
    pub allowed: Range,
    /// Whether the number may be left out.
    #[prop_or_default]
    pub optional: bool,
    /// The value now; NaN where it is left out.
    pub value: f64,
    /// The value in words, for assistive technology.
    pub spoken: AttrValue,
    /// A line under the slider.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Takes a new value; NaN where it is left out.
    pub on_set: Callback<f64>,
}

/// What part of the slider an arrow key moves.
const ARROW: f64 = 1.0 / 100.0;
/// Pixels of a sideways drag over the number for the whole slider.
const DRAG: f64 = 240.0;

/// A number with a slider.
#[component]
pub fn Field(props: &Props) -> Html {
    let ui = use_ui();
    let draft = use_state_eq(|| None::<String>);
    let drag = use_mut_ref(|| None::<(f64, f64)>);
    let number = use_node_ref();
    let (low, high) = props.slider.ends();
    let position = props.slider.position(props.value);
    let nudge = {
        let (slider, set) = (props.slider, props.on_set.clone());
        move |steps: f64| set.emit(slider.value((position + steps * (high - low) * ARROW).clamp(low, high)))
    };

    let oninput = {
        let (slider, set) = (props.slider, props.on_set.clone());
        Callback::from(move |e: InputEvent| {
            if let Some(at) = input(&e.target()).and_then(|i| read_decimal(&i.value())) {
                set.emit(slider.value(at));
            }
        })
    };
    let arrows = {
        let nudge = nudge.clone();
        Callback::from(move |e: KeyboardEvent| {
            // The browser's own step would be lost where values are rounded to what a person would write.
            let steps = match e.key().as_str() {
                "ArrowRight" | "ArrowUp" => 1.0,
                "ArrowLeft" | "ArrowDown" => -1.0,
                "PageUp" => 10.0,
                "PageDown" => -10.0,
                _ => return,
            };
            e.prevent_default();
            nudge(steps);
        })
    };

    let none = ui.t(key::NONE);
    let taken = {
        let (allowed, optional) = (props.allowed, props.optional);
        move |text: &str| match typed(text) {
            left_out if optional && (left_out.is_empty() || left_out == none || left_out == NONE) => Some(f64::NAN),
            number => read_number(&number).filter(|v| allowed.contains(*v)),
        }
    };
    let bad = draft.as_ref().is_some_and(|text| taken(text).is_none());
    let given = !props.value.is_nan();
    let shown = draft.as_ref().cloned().or_else(|| given.then(|| js_number(props.value)));
    let shown = shown.unwrap_or_else(|| none.to_string());
    // As wide as the number, where the style sheet's `field-sizing` is not known: a number must not be cut.
    let size = (shown.chars().count() + 1).to_string();
    // Without an exponent, which ARIA does not know.
    let now = given.then(|| props.value.to_string());
    let commit = {
        let (draft, set) = (draft.clone(), props.on_set.clone());
        move || {
            if let Some(v) = draft.as_deref().and_then(taken) {
                set.emit(v);
            }
            draft.set(None);
        }
    };
    let on_type = {
        let draft = draft.clone();
        Callback::from(move |e: InputEvent| draft.set(input(&e.target()).map(|i| i.value())))
    };
    let on_leave = {
        let commit = commit.clone();
        Callback::from(move |_: FocusEvent| commit())
    };
    let on_key = {
        let (draft, nudge) = (draft.clone(), nudge.clone());
        Callback::from(move |e: KeyboardEvent| match e.key().as_str() {
            // What is wrong stays, with what is wrong about it, until it is mended or left.
            "Enter" if !bad => commit(),
            "Escape" if draft.is_some() => {
                e.stop_propagation();
                draft.set(None);
            }
            "ArrowUp" | "ArrowDown" => {
                e.prevent_default();
                draft.set(None);
                nudge(if e.key() == "ArrowUp" { 1.0 } else { -1.0 });
            }
            _ => {}
        })
    };
    let grab = {
        let (drag, number) = (drag.clone(), number.clone());
        Callback::from(move |e: PointerEvent| {
            // Touch scrolls; a mouse or pen drags the number.
            if e.pointer_type() != "touch" && e.button() == 0 {
                *drag.borrow_mut() = Some((f64::from(e.client_x()), position));
                if let Some(element) = number.cast::<web_sys::Element>() {
                    // Without capture the drag ends at the edge of the number; nothing breaks.
                    let _ = element.set_pointer_capture(e.pointer_id());
                }
            }
        })
    };
    let pull = {
        let (drag, slider, set) = (drag.clone(), props.slider, props.on_set.clone());
        Callback::from(move |e: PointerEvent| {
            if let Some((from, start)) = *drag.borrow() {
                let moved = f64::from(e.client_x()) - from;
                if moved.abs() > 3.0 {
                    set.emit(slider.value((start + moved / DRAG * (high - low)).clamp(low, high)));
                }
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *drag.borrow_mut() = None);

    let id = use_id("field-error");
    let describes = bad.then_some(id);
    let error = fill(ui.t(key::FIELD_ALLOWED), &[("allowed", &props.allowed.to_string())]);
    let share = format!("--p:{}%", ((position - low) / (high - low) * 100.0).round());
    let track = use_node_ref();
    use_effect_with(share, {
        let track = track.clone();
        // Set from code: a strict Content-Security-Policy blocks style attributes.
        move |share: &String| {
            if let Some(element) = track.cast::<web_sys::HtmlElement>() {
                let _ = element.style().set_property("--p", share.trim_start_matches("--p:"));
            }
        }
    });
    html! {
        <div class="field">
            <span class="label" data-help={props.help.clone()}>
                { &props.label }{ " " }<i>{ &props.symbol }</i>
            </span>
            <div class="range">
                <input type="range" aria-label={props.name.clone()} ref={track}
                    min={low.to_string()} max={high.to_string()} step={((high - low) / 1000.0).to_string()}
                    value={position.to_string()} aria-valuetext={props.spoken.clone()} {oninput} onkeydown={arrows} />
            </div>
            <input class="number" ref={number} type="text" inputmode="decimal" role="spinbutton" autocomplete="off" spellcheck="false" {size}
                aria-label={fill(ui.t(key::FIELD_EXACT), &[("name", &props.name)])}
                aria-valuenow={now} aria-invalid={bad.to_string()}
                aria-describedby={describes.clone()} data-tip={if bad { "" } else { ui.t(key::FIELD_HOW) }}
                value={shown} oninput={on_type} onblur={on_leave} onkeydown={on_key}
                onpointerdown={grab} onpointermove={pull} onpointerup={release.clone()} onpointercancel={release} />
            if bad {
                <span class="hint bad" id={describes} role="alert">{ error }</span>
            }
            if let Some(hint) = &props.hint {
                <span class="hint">{ hint }</span>
            }
        </div>
    }
}

/// What a person may type for a number: a true minus sign and a comma for the point are understood.
fn typed(text: &str) -> String {
    text.trim().replace('−', "-").replace(',', ".")
}

fn input(target: &Option<web_sys::EventTarget>) -> Option<HtmlInputElement> {
    target.clone()?.dyn_into().ok()
}
