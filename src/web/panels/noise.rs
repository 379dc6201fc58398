//! What is random: noise on every gradient, mini-batches of a surface with data, and the seed of both.

use crate::core::param::{Range, Scale, Slider};
use crate::scene::{ANY_SEED, Action, MAX_FAN, SEEDS, SIGMAS, Scene};
use crate::text::{fill, key, rate};
use crate::web::context::{Ui, use_ui};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{Field, icon, use_popover};
use std::rc::Rc;
use yew::prelude::*;

/// What it changes.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Closes the menu.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

const FAN: Slider = Slider { low: 2.0, high: 50.0, scale: Scale::Linear };
const ANY_FAN: Range = Range::within(2.0, MAX_FAN as f64);
/// How many seeds the switch begins with.
const SOME: usize = 20;

/// What the button to the menu says.
pub fn noise_words(ui: &Ui, scene: &Scene) -> String {
    let words = match (scene.noise, scene.batch) {
        (Some(sigma), _) => fill(ui.t(key::NOISE_NOW), &[("sigma", &rate(sigma))]),
        (None, Some(size)) => fill(ui.t(key::BATCH_NOW), &[("size", &size.to_string())]),
        (None, None) => return ui.t(key::NOISE_NONE).to_string(),
    };
    if scene.fan == 0 {
        return words;
    }
    [words, fill(ui.t(key::FAN_NOW), &[("count", &scene.fan.to_string())])].join(ui.t(key::LIST_JOIN))
}

/// The menu.
#[component]
pub fn NoiseMenu(props: &Props) -> Html {
    let ui = use_ui();
    let scene = &props.scene;
    let (frame, onkeydown) = use_popover(&props.on_close);
    let sigma = scene.noise.unwrap_or(0.0);
    let set_sigma = ui.change.reform(|v: f64| Change::Edit(Action::SetNoise((v > 0.0).then_some(v))));
    let set_seed = ui.change.reform(|v: f64| Change::Edit(Action::SetSeed(v.round() as u32)));
    let seed = scene.seed;
    let next = ui.change.reform(move |_: MouseEvent| Change::Edit(Action::SetSeed(seed.wrapping_add(1))));
    let terms = scene.terms();
    let batch = scene.batch.unwrap_or(0);
    let set_batch = ui.change.reform(|v: f64| Change::Edit(Action::SetBatch(v.round() as usize)));
    let sizes = Slider { low: 0.0, high: terms.max(1) as f64, scale: Scale::Linear };
    let allowed = Range::within(0.0, terms as f64);
    let (random, count) = (sigma > 0.0 || batch > 0, scene.fan);
    let flip_fan = ui.change.reform(move |_: Event| Change::Edit(Action::SetFan(if count == 0 { SOME } else { 0 })));
    let set_fan = ui.change.reform(|v: f64| Change::Edit(Action::SetFan(v.round() as usize)));
    html! {
        <div class="pop menu left" role="dialog" aria-label={ui.t(key::NOISE)} tabindex="-1" ref={frame} {onkeydown}>
            { view!(Field { name: ui.t(key::NOISE_SIGMA), label: ui.t(key::NOISE_SIGMA), symbol: "σ", slider: SIGMAS, allowed: Range::NOT_NEGATIVE, value: sigma, spoken: rate(sigma), on_set: set_sigma }) }
            if terms > 0 {
                { view!(Field { name: ui.t(key::BATCH), label: ui.t(key::BATCH), slider: sizes, allowed, value: batch as f64, spoken: batch.to_string(), on_set: set_batch }) }
            }
            { view!(Field { name: ui.t(key::SEED), label: ui.t(key::SEED), slider: SEEDS, allowed: ANY_SEED, value: f64::from(seed), spoken: seed.to_string(), on_set: set_seed }) }
            <button class="btn line" onclick={next}>{ icon("dice") }{ ui.t(key::NEXT_SEED) }</button>
            if random {
                <label class="switch">
                    <span>{ ui.t(key::FAN) }</span>
                    <input type="checkbox" role="switch" checked={count > 0} onchange={flip_fan} />
                </label>
                if count > 0 {
                    { view!(Field { name: ui.t(key::FAN_COUNT), label: ui.t(key::FAN_COUNT), slider: FAN, allowed: ANY_FAN, value: count as f64, spoken: count.to_string(), on_set: set_fan }) }
                    <p class="quiet">{ ui.t(key::FAN_NOTE) }</p>
                }
            }
            <p class="quiet">{ ui.t(key::NOISE_NOTE) }</p>
        </div>
    }
}
