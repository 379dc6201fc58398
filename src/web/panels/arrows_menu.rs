//! What is drawn at the selected run: arrows, curvature, second moment, momentum trail; and the slope field beneath.

use crate::chart::arrows::Arrows;
use crate::core::optimizers::Quantity;
use crate::text::key;
use crate::web::context::use_ui;
use crate::web::widgets::use_popover;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The arrows now, and who changes them.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which arrows are drawn.
    pub arrows: Arrows,
    /// What the selected method keeps: what it does not keep cannot be drawn.
    pub keeps: Vec<Quantity>,
    /// Whether the landscape lies flat: in three dimensions there is no field.
    pub flat: bool,
    /// Changes that.
    pub on_change: Callback<Arrows>,
    /// Closes the menu.
    pub on_close: Callback<()>,
}

/// The menu.
#[component]
pub fn ArrowsMenu(props: &Props) -> Html {
    let ui = use_ui();
    let arrows = props.arrows;
    let (frame, onkeydown) = use_popover(&props.on_close);
    let switch = |text: &'static str, on: bool, set: fn(&mut Arrows, bool)| {
        let change = props.on_change.clone();
        let onchange = Callback::from(move |e: Event| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let mut next = arrows;
            set(&mut next, input.is_some_and(|i| i.checked()));
            change.emit(next);
        });
        html! { <label class="switch">{ text }<input type="checkbox" role="switch" checked={on} {onchange} /></label> }
    };
    let keeps = |kind: fn(Quantity) -> bool| props.keeps.iter().any(|quantity| kind(*quantity));
    html! {
        <div class="pop menu" role="dialog" aria-label={ui.t(key::ARROWS)} tabindex="-1" ref={frame} {onkeydown}>
            { switch(ui.t(key::ARROW_GRADIENT), arrows.gradient, |a, on| a.gradient = on) }
            { switch(ui.t(key::ARROW_VELOCITY), arrows.velocity, |a, on| a.velocity = on) }
            { switch(ui.t(key::ARROW_STEP), arrows.step, |a, on| a.step = on) }
            { switch(ui.t(key::ARROW_CURVATURE), arrows.curvature, |a, on| a.curvature = on) }
            if keeps(Quantity::is_square) {
                { switch(ui.t(key::ARROW_SQUARE), arrows.square, |a, on| a.square = on) }
            }
            if keeps(Quantity::is_velocity) {
                { switch(ui.t(key::ARROW_TRAIL), arrows.trail, |a, on| a.trail = on) }
            }
            <p class="quiet">{ ui.t(key::ARROW_NOTE) }</p>
            if props.flat {
                { switch(ui.t(key::ARROW_FIELD), arrows.field, |a, on| a.field = on) }
            }
        </div>
    }
}
