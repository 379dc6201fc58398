//! A number inside a sentence: dragged sideways, or moved with the arrow keys.

use crate::core::param::Slider;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// What is set.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its name, for assistive technology.
    pub name: AttrValue,
    /// The value as it stands in the sentence.
    pub shown: AttrValue,
    /// The value in words.
    pub spoken: AttrValue,
    /// How the number runs.
    pub slider: Slider,
    /// The value now.
    pub value: f64,
    /// What to do with it, for the tooltip.
    pub how: AttrValue,
    /// Takes a new value.
    pub on_set: Callback<f64>,
}

/// Pixels of a sideways drag for the whole range.
const DRAG: f64 = 320.0;
/// What part of the range an arrow key moves.
const ARROW: f64 = 1.0 / 100.0;

/// The number.
#[component]
pub fn DragNumber(props: &Props) -> Html {
    let node = use_node_ref();
    let grip = use_mut_ref(|| None::<(f64, f64)>);
    let (low, high) = props.slider.ends();
    let position = props.slider.position(props.value);
    let go = {
        let (slider, set) = (props.slider, props.on_set.clone());
        move |to: f64| set.emit(slider.value(to.clamp(low, high)))
    };
    let down = {
        let (grip, node) = (grip.clone(), node.clone());
        Callback::from(move |e: PointerEvent| {
            if e.button() == 0 {
                *grip.borrow_mut() = Some((f64::from(e.client_x()), position));
                if let Some(element) = node.cast::<Element>() {
                    // Without capture the drag ends at the edge of the number; nothing breaks.
                    let _ = element.set_pointer_capture(e.pointer_id());
                }
            }
        })
    };
    let pull = {
        let (grip, go) = (grip.clone(), go.clone());
        Callback::from(move |e: PointerEvent| {
            if let Some((from, start)) = *grip.borrow() {
                go(start + (f64::from(e.client_x()) - from) / DRAG * (high - low));
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
    let onkeydown = Callback::from(move |e: KeyboardEvent| {
        let to = match e.key().as_str() {
            "ArrowRight" | "ArrowUp" => position + (high - low) * ARROW,
            "ArrowLeft" | "ArrowDown" => position - (high - low) * ARROW,
            "PageUp" => position + 10.0 * (high - low) * ARROW,
            "PageDown" => position - 10.0 * (high - low) * ARROW,
            "Home" => low,
            "End" => high,
            _ => return,
        };
        e.prevent_default();
        e.stop_propagation();
        go(to);
    });
    html! {
        <span class="scrubnum" role="slider" tabindex="0" ref={node} aria-label={props.name.clone()}
            aria-valuenow={props.value.to_string()} aria-valuemin={props.slider.low.to_string()}
            aria-valuemax={props.slider.high.to_string()} aria-valuetext={props.spoken.clone()}
            data-tip={props.how.clone()} onpointerdown={down} onpointermove={pull}
            onpointerup={release.clone()} onpointercancel={release} {onkeydown}>{ props.shown.clone() }</span>
    }
}
