//! Time: play and step, the scrubber, and the loss chart that shares its axis.

use super::chart_choice::{ChartChoice, described};
use super::play::toggle;
use crate::core::format::read_decimal;
use crate::core::surfaces::Surface;
use crate::scene::Scene;
use crate::text::{fill, key};
use crate::web::context::{Ui, use_head, use_ui};
use crate::web::stage::{Head, Stage};
use crate::web::view;
use crate::web::widgets::icon_as;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, HtmlInputElement};
use yew::prelude::*;

/// The speeds of the slider, as exponents of 2.
const SPEEDS: std::ops::RangeInclusive<i32> = -2..=4;
/// Steps a second at speed 2⁰.
const BASE_SPEED: f64 = 10.0;

/// How near to a curve the pointer has to be to point at it.
const REACH: f64 = 7.0;

/// What the chart shows.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// How every run ends, in words.
    pub results: AttrValue,
    /// Points at a run.
    pub on_hover: Callback<Option<usize>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && self.results == o.results && self.on_hover == o.on_hover
    }
}

/// The dock.
#[component]
pub fn Transport(props: &Props) -> Html {
    let ui = use_ui();
    let playing = use_head(&ui.stage, |_, head| head.playing);
    // The stage keeps its speed while other pages are read.
    let speed = use_state_eq(|| (ui.stage.speed() / BASE_SPEED).log2().round() as i32);
    let loss = use_node_ref();
    let dragging = use_mut_ref(|| false);
    use_effect_with((), {
        let (stage, loss) = (ui.stage.clone(), loss.clone());
        move |()| {
            if let Some(canvas) = loss.cast::<HtmlCanvasElement>() {
                stage.set_loss(canvas);
            }
        }
    });
    let rate = |exponent: i32| BASE_SPEED * 2f64.powi(exponent);
    let set_speed = {
        let (stage, speed) = (ui.stage.clone(), speed.setter());
        Callback::from(move |e: InputEvent| {
            if let Some(exponent) = value_of(&e) {
                speed.set(exponent as i32);
                stage.set_speed(rate(exponent as i32));
            }
        })
    };
    let seek_to = {
        let (stage, loss) = (ui.stage.clone(), loss.clone());
        move |e: &PointerEvent| {
            let left = loss.cast::<Element>().map_or(0.0, |c| c.get_bounding_client_rect().left());
            if let Some(step) = stage.step_at(f64::from(e.client_x()) - left) {
                stage.seek(step);
            }
        }
    };
    let down = {
        let (dragging, seek_to, loss) = (dragging.clone(), seek_to.clone(), loss.clone());
        Callback::from(move |e: PointerEvent| {
            if e.button() != 0 {
                return;
            }
            *dragging.borrow_mut() = true;
            if let Some(target) = loss.cast::<Element>() {
                let _ = target.set_pointer_capture(e.pointer_id());
            }
            seek_to(&e);
        })
    };
    let moved = {
        let (dragging, loss, stage, on_hover) =
            (dragging.clone(), loss.clone(), ui.stage.clone(), props.on_hover.clone());
        Callback::from(move |e: PointerEvent| {
            if *dragging.borrow() {
                seek_to(&e);
            } else if let Some(rect) = loss.cast::<Element>().map(|c| c.get_bounding_client_rect()) {
                let at = (f64::from(e.client_x()) - rect.left(), f64::from(e.client_y()) - rect.top());
                on_hover.emit(stage.curve_at(at, REACH));
            }
        })
    };
    let left = props.on_hover.reform(|_: PointerEvent| None);
    let up = Callback::from(move |_: PointerEvent| *dragging.borrow_mut() = false);
    let alt = described(ui.lang, &props.scene, &props.surface, &props.results);
    let per_second = fill(ui.t(key::PER_SECOND), &[("steps", &rate(*speed).to_string())]);
    html! {
        <section class="dock" aria-label={ui.t(key::TIME)}>
            <div class="transport">
                { keys(&ui, playing) }
                { view!(Count {  }) }
                <label class="speed">
                    { ui.t(key::SPEED) }
                    <input type="range" min={SPEEDS.start().to_string()} max={SPEEDS.end().to_string()} step="1"
                        value={speed.to_string()} aria-valuetext={per_second.clone()} oninput={set_speed} />
                    <span aria-hidden="true">{ per_second }</span>
                </label>
            </div>
            <div class="time">
                { view!(Scrubber {  }) }
                <div class="loss">
                    { view!(ChartChoice { scene: Rc::clone(&props.scene), surface: Rc::clone(&props.surface) }) }
                    <canvas id="loss" role="img" aria-label={alt} ref={loss} onpointerdown={down}
                        onpointermove={moved} onpointerleave={left} onpointerup={up.clone()} onpointercancel={up} />
                </div>
            </div>
        </section>
    }
}

/// The number that a slider has been moved to.
fn value_of(e: &InputEvent) -> Option<f64> {
    let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
    input.and_then(|i| read_decimal(&i.value()))
}

/// Back to the start, a step back, play or pause, a step forward.
pub fn keys(ui: &Ui, playing: bool) -> Html {
    let act = |act: fn(&Stage)| {
        let stage = ui.stage.clone();
        Callback::from(move |_: MouseEvent| act(&stage))
    };
    let button = |name, title, icon: &'static str, callback| {
        html! {
            <button class="btn icon" aria-label={ui.t(name)} data-tip={ui.t(title)} onclick={callback}>
                { icon_as(icon, icon != "reset") }
            </button>
        }
    };
    let play = if playing { (key::PAUSE, "pause") } else { (key::PLAY, "play") };
    html! {
        <div class="keys">
            { button(key::RESET, key::RESET_KEY, "reset", act(|s| s.seek(0))) }
            { button(key::STEP_BACK, key::STEP_BACK_KEY, "back", act(|s| s.step_by(-1))) }
            <button class="btn solid play" aria-label={ui.t(play.0)} data-tip={ui.t(key::PLAY_KEY)}
                onclick={act(toggle)}>{ icon_as(play.1, play.1 == "play") }</button>
            { button(key::STEP_FORWARD, key::STEP_FORWARD_KEY, "forward", act(|s| s.step_by(1))) }
        </div>
    }
}

/// "step 58 of 200".
#[component]
pub fn Count() -> Html {
    let ui = use_ui();
    let head = use_head(&ui.stage, |_, head| head);
    let text = fill(ui.t(key::STEP_OF), &[("steps", &head.steps.to_string())]);
    let (before, after) = text.split_once("{step}").unwrap_or((&text, ""));
    html! {
        <p class="count"><small>{ before }</small>{ head.step }<small>{ after }</small></p>
    }
}

/// The scrubber.
#[component]
pub fn Scrubber() -> Html {
    let ui = use_ui();
    let on_input = {
        let stage = ui.stage.clone();
        Callback::from(move |e: InputEvent| {
            if let Some(step) = value_of(&e) {
                stage.seek(step as usize);
            }
        })
    };
    let head = use_head(&ui.stage, |_, head| head);
    let input = use_node_ref();
    let share = head.step as f64 / head.steps.max(1) as f64;
    use_effect_with(share, {
        let input = input.clone();
        move |share: &f64| {
            if let Some(element) = input.cast::<web_sys::HtmlElement>() {
                let _ = element.style().set_property("--p", &format!("{}%", share * 100.0));
            }
        }
    });
    let Head { step, steps, .. } = head;
    html! {
        <div class="scrub">
            <input type="range" id="scrub" aria-label={ui.t(key::STEP)} min="0" max={steps.to_string()} step="1"
                value={step.to_string()} oninput={on_input} ref={input} />
        </div>
    }
}
