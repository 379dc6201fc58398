//! What the pointer is over: x, y and f beside it, and the place of f on the colour bar.

use crate::chart::theme::Colour;
use crate::core::surfaces::Surface;
use crate::scene::Scene;
use crate::text::{fill, key, number};
use crate::web::context::{Ui, use_ui};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Shows the read-out at a place of the canvas.
pub fn show(tip: &NodeRef, ui: &Ui, scene: &Scene, at: (f64, f64)) {
    let (Some(tip), Some(frame)) = (tip.cast::<HtmlElement>(), ui.stage.frame()) else { return };
    if !frame.contains(at) {
        tip.set_hidden(true);
        mark(None);
        return;
    }
    let p = frame.plane(at);
    let f = scene.landscape().objective.value(p);
    tip.set_text_content(Some(&format!("x {}   y {}   f {}", number(p[0], 3), number(p[1], 3), number(f, 3))));
    tip.set_hidden(false);
    // Beyond the middle the plate stands on the other side, so that it never leaves the picture.
    let (dx, dy) =
        (if at.0 > frame.size.0 * 0.7 { -190.0 } else { 14.0 }, if at.1 > frame.size.1 - 60.0 { -40.0 } else { 14.0 });
    for (property, value) in [("left", at.0 + dx), ("top", at.1 + dy)] {
        let _ = tip.style().set_property(property, &format!("{value}px"));
    }
    mark(ui.stage.tone(f));
}

/// Hides it.
pub fn hide(tip: &NodeRef) {
    if let Some(tip) = tip.cast::<HtmlElement>() {
        tip.set_hidden(true);
    }
    mark(None);
}

/// Moves the tick on the colour bar.
fn mark(tone: Option<f64>) {
    let tick = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("ramp-tick"));
    let Some(tick) = tick.and_then(|t| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(t).ok()) else { return };
    tick.set_hidden(tone.is_none());
    if let Some(tone) = tone {
        let _ = tick.style().set_property("left", &format!("{}%", tone * 100.0));
    }
}

/// Where the colour bar gets its scale from.
#[derive(Properties)]
pub struct Props {
    /// Which ground has been drawn.
    pub ground: u32,
    /// The surface.
    pub surface: Rc<Surface>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && Rc::ptr_eq(&self.surface, &o.surface)
    }
}

/// The scale of the landscape's colours.
#[component]
pub fn Readout(_props: &Props) -> Html {
    let ui = use_ui();
    let ramp = use_node_ref();
    let bar = ui.stage.colour_bar();
    let colours: Vec<Colour> = bar.as_ref().map(|b| b.colours.clone()).unwrap_or_default();
    use_effect_with((colours, ui.theme), {
        let ramp = ramp.clone();
        move |(colours, _): &(Vec<Colour>, _)| {
            if let Some(element) = ramp.cast::<HtmlElement>() {
                let _ = element.style().set_property("background", &gradient(colours));
            }
        }
    });
    let Some(bar) = bar else { return html! {} };
    let ticks = tick_labels(&bar.ticks);
    let (low, high) = (ticks.first().cloned().unwrap_or_default(), ticks.last().cloned().unwrap_or_default());
    html! {
        <div class="plate br">
            <div class="ramp" role="img" ref={ramp}
                aria-label={fill(ui.t(key::COLOUR_BAR), &[("low", &low), ("high", &high)])}>
                <i id="ramp-tick" hidden=true></i>
            </div>
            <div class="ramp-ticks" aria-hidden="true">
                { for ticks.iter().map(|t| html! { <span>{ t }</span> }) }
            </div>
        </div>
    }
}

/// The values at the ticks with as few digits as tell them apart.
fn tick_labels(ticks: &[(f64, f64)]) -> Vec<String> {
    let with = |digits: usize| ticks.iter().map(|(_, f)| number(*f, digits)).collect::<Vec<_>>();
    let distinct = |labels: &Vec<String>| labels.windows(2).all(|pair| pair[0] != pair[1]);
    (1..=4).map(with).find(distinct).unwrap_or_else(|| with(4))
}

/// The bands as one sharp-edged gradient.
fn gradient(colours: &[Colour]) -> String {
    let n = colours.len().max(1) as f64;
    let stops = colours.iter().enumerate().map(|(i, Colour { 0: r, 1: g, 2: b })| {
        let (from, to) = (i as f64 / n * 100.0, (i + 1) as f64 / n * 100.0);
        format!("rgb({r} {g} {b}) {from:.2}% {to:.2}%")
    });
    format!("linear-gradient(to right, {})", stops.collect::<Vec<_>>().join(", "))
}
