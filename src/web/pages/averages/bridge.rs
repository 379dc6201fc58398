//! The bridge to Momentum: the same filter over the gradients of a run that zig-zags in a ravine.

use crate::chart::averages::Bridge;
use crate::chart::theme::Palette;
use crate::core::average::{Ewma, Start};
use crate::scene::Scene;
use crate::text::{Key, fill, key, number, rate};
use crate::web::canvas::draw_onto;
use crate::web::context::use_ui;
use crate::web::measure::use_sizes;
use crate::web::view;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What is shown.
#[derive(Properties)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// Both components.
#[component]
pub(super) fn BridgeView(props: &Props) -> Html {
    let ui = use_ui();
    let own = &props.scene.averages;
    // Momentum as it is raced with below: from zero, uncorrected. Only β is shared with the days.
    let filter = Ewma { start: Start::Zero, corrected: false, ..own.filter(own.curve) };
    let bridge = use_memo(filter.beta.to_bits(), |_| Bridge::new(filter));
    let [x, y] = [0, 1].map(|i| number(100.0 * bridge.share(i), 2));
    let beta = rate(filter.beta);
    let words = fill(ui.t(key::BRIDGE_SENTENCE), &[("beta", &beta), ("x", &x), ("y", &y)]);
    let race = format!(
        "#surface=ravine&run=sgd,lr:0.9&run=momentum,lr:0.9,beta:{},convention:ema_zero&steps=100",
        crate::core::format::js_number(filter.beta)
    );
    html! {
        <section class="bridge" aria-label={ui.t(key::BRIDGE_TITLE)}>
            <h2>{ ui.t(key::BRIDGE_TITLE) }</h2>
            <p class="quiet">{ crate::web::emphasised(&words) }{ " " }<a href={race}>{ ui.t(key::BRIDGE_RACE) }</a></p>
            <div class="pair">
                { view!(Component { scene: Rc::clone(&props.scene), bridge: Rc::clone(&bridge), component: 1, title: key::BRIDGE_Y }) }
                { view!(Component { scene: Rc::clone(&props.scene), bridge, component: 0, title: key::BRIDGE_X }) }
            </div>
        </section>
    }
}

/// One component.
#[derive(Properties)]
struct ComponentProps {
    scene: Rc<Scene>,
    bridge: Rc<Bridge>,
    component: usize,
    title: Key,
}

impl PartialEq for ComponentProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

#[component]
fn Component(props: &ComponentProps) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let (scene, bridge, component) = (Rc::clone(&props.scene), Rc::clone(&props.bridge), props.component);
    let key = (props.scene.averages.clone(), sizes, ui.theme, ui.lang);
    use_effect_with(key, {
        let canvas = canvas.clone();
        move |(_, sizes, theme, lang)| {
            if let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) {
                let chart = bridge.chart(component, &scene.averages, *lang, (sizes.size, sizes.em));
                draw_onto(element, sizes, |pen| chart.draw(pen, Palette::of(*theme)));
            }
        }
    });
    html! {
        <figure>
            <figcaption>{ ui.t(props.title) }</figcaption>
            <div class="box"><canvas role="img" aria-label={ui.t(props.title)} ref={canvas} /></div>
        </figure>
    }
}
