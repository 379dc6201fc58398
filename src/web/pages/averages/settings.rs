//! Where the curves start, the plain mean beside them, and the data.

use super::on_edit;
use crate::core::average::Start;
use crate::core::param::{Range, Scale, Slider};
use crate::scene::{ANY_SEED, Averages, AveragesAction, Data, MAX_DAYS, SEEDS, Scene};
use crate::text::{Key, fill, key, number};
use crate::web::context::Ui;
use crate::web::view;
use crate::web::widgets::{Field, icon};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What makes the article's data show what a start from zero does.
const LIFT: f64 = 20.0;

/// The settings.
pub(super) fn settings(ui: &Ui, scene: &Scene, on_own: &Callback<()>) -> Html {
    let own = &scene.averages;
    let length = own.filter(own.curve).equal_length().to_string();
    let mean = fill(ui.t(key::PLAIN_MEAN), &[("days", &length)]);
    html! {
        <>
            { starts(ui, own) }
            <section>
                { switch(ui, &mean, own.mean, AveragesAction::SetMean) }
                <p class="quiet">{ ui.t(key::PLAIN_MEAN_WHY) }</p>
            </section>
            { data(ui, scene, on_own) }
        </>
    }
}

fn switch(ui: &Ui, text: &str, on: bool, action: fn(bool) -> AveragesAction) -> Html {
    let onchange = on_edit(ui, move |e: Event| {
        let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        action(input.is_some_and(|i| i.checked()))
    });
    html! { <label class="switch"><input type="checkbox" role="switch" checked={on} {onchange} />{ text.to_string() }</label> }
}

/// Where the curves start: three ways, of which only one needs a correction.
fn starts(ui: &Ui, own: &Averages) -> Html {
    let now = match (own.start, own.corrected) {
        (Start::First, _) => 0,
        (Start::Zero, false) => 1,
        (Start::Zero, true) => 2,
    };
    let ways: [(Key, Key, Start, bool); 3] = [
        (key::START_FIRST, key::START_FIRST_WHY, Start::First, false),
        (key::START_ZERO, key::START_ZERO_WHY, Start::Zero, false),
        (key::START_CORRECTED, key::START_CORRECTED_WHY, Start::Zero, true),
    ];
    let why = ways[now].1;
    let options = ways.into_iter().enumerate().map(|(i, (name, _, start, corrected))| {
        let onchange = on_edit(ui, move |_: Event| AveragesAction::SetStart(start, corrected));
        html! {
            <label class="radio"><input type="radio" name="start" checked={i == now} {onchange} />{ ui.t(name) }</label>
        }
    });
    html! {
        <section>
            <fieldset class="choices"><legend>{ ui.t(key::STARTS) }</legend>{ for options }</fieldset>
            <p class="quiet">{ ui.t(why) }</p>
        </section>
    }
}

fn data(ui: &Ui, scene: &Scene, on_own: &Callback<()>) -> Html {
    let own = &scene.averages;
    let choose = |data: Data| on_edit(ui, move |_: MouseEvent| AveragesAction::SetData(data.clone()));
    let tile = |name: &str, picture: &[f64], checked: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button class="thumb" role="radio" aria-checked={checked.to_string()} {onclick}>{ dots(picture) }{ name }</button>
        }
    };
    let presets = Data::PRESETS.into_iter().map(|(id, preset)| {
        let picture = Averages { data: preset.clone(), days: 30, ..Averages::default() }.numbers(scene.seed);
        let name = ui.lang.named(&format!("data.{id}.name")).unwrap_or(id);
        tile(name, &picture, own.data == preset, choose(preset))
    });
    let is_own = own.data.preset().is_none();
    let mine = match &own.data {
        Data::Own(numbers) => numbers.clone(),
        _ => Vec::new(),
    };
    let enter = on_own.reform(|_: MouseEvent| ());
    let days = Slider { low: 1.0, high: MAX_DAYS as f64, scale: Scale::Log };
    let set_days = on_edit(ui, |v: f64| AveragesAction::SetDays(v.round() as usize));
    let allowed = Range::within(1.0, MAX_DAYS as f64);
    let set_seed = on_edit(ui, |v: f64| AveragesAction::SetSeed(v.round() as u32));
    let next = on_edit(ui, {
        let seed = scene.seed;
        move |_: MouseEvent| AveragesAction::SetSeed(seed.wrapping_add(1))
    });
    let random = own.data != Data::Step;
    let lift = fill(ui.t(key::LIFT), &[("by", &number(LIFT, 2))]);
    html! {
        <section>
            <h2>{ ui.t(key::DATA) }</h2>
            <div class="tiles" role="radiogroup" aria-label={ui.t(key::DATA)}>
                { for presets }
                { tile(ui.t(key::OWN_DATA), &mine, is_own, enter) }
            </div>
            if !is_own {
                { view!(Field { name: ui.t(key::DAYS_COUNT), label: ui.t(key::DAYS_COUNT), slider: days, allowed, value: own.days as f64, spoken: own.days.to_string(), on_set: set_days }) }
                if random {
                    { view!(Field { name: ui.t(key::SEED), label: ui.t(key::SEED), slider: SEEDS, allowed: ANY_SEED, value: f64::from(scene.seed), spoken: scene.seed.to_string(), on_set: set_seed }) }
                    <button class="btn line next" onclick={next}>{ icon("reset") }{ ui.t(key::NEXT_SEED) }</button>
                }
                { switch(ui, &lift, own.offset != 0.0, |on| AveragesAction::SetOffset(if on { LIFT } else { 0.0 })) }
                <p class="quiet">{ ui.t(key::LIFT_WHY) }</p>
            }
        </section>
    }
}

/// A series as a small picture.
fn dots(values: &[f64]) -> Html {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    let span = (high - low).max(1e-9);
    let skip = values.len().div_ceil(60).max(1);
    let shown: Vec<f64> = values.iter().copied().step_by(skip).collect();
    let each = shown.iter().enumerate().map(|(i, v)| {
        let x = 6.0 + 88.0 * i as f64 / (shown.len() - 1).max(1) as f64;
        let y = 40.0 - 30.0 * (v - low) / span;
        html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r="1.4" /> }
    });
    html! { <svg class="dots" viewBox="0 0 100 50" aria-hidden="true">{ for each }</svg> }
}
