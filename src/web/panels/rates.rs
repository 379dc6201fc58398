//! The head of the list of runs: at which rates they are compared, and the search for the best ones.

use super::Popover;
use crate::scene::{Action, Rates, Scene, Tuner, View};
use crate::text::{Key, fill, key};
use crate::web::context::use_ui;
use crate::web::frame_loop::{FrameLoop, for_a_while};
use crate::web::view;
use crate::web::widgets::{icon, use_popover};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What it shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Whether the maps are shown in place of the runs.
    pub maps: bool,
    /// Whether the runs are shown beside basins.
    pub beside: UseStateHandle<bool>,
    /// Which popover is open.
    pub popover: UseStateHandle<Option<Popover>>,
    /// Opens the dialog that compares.
    pub on_compare: Callback<()>,
}

/// The head.
#[component]
pub fn RatesHead(props: &Props) -> Html {
    let ui = use_ui();
    let percent = use_state_eq(|| None::<usize>);
    let waiting = (props.scene.rates == Rates::Tune).then(|| Rc::clone(&props.scene));
    // Another scene is another search: this one is dropped.
    use_effect_with(waiting, {
        let (percent, ui) = (percent.setter(), ui.clone());
        move |waiting: &Option<Rc<Scene>>| {
            let search = waiting.as_ref().map(|scene| {
                let mut tuner = Some(Tuner::new(scene));
                let search = FrameLoop::new(move |_| {
                    let Some(now) = &mut tuner else { return false };
                    let more = for_a_while(&mut || now.step());
                    percent.set(Some((now.progress() * 100.0) as usize));
                    if let Some(tuner) = tuner.take_if(|_| !more) {
                        ui.edit(Action::Tuned(tuner.found()));
                    }
                    more
                });
                search.wake();
                search
            });
            move || drop(search)
        }
    });
    let label = match props.scene.rates {
        Rates::Own => ui.t(key::RATES_OWN).to_string(),
        Rates::Same(_) => ui.t(key::RATES_SAME).to_string(),
        Rates::Tune => fill(ui.t(key::RATES_TUNING), &[("percent", &percent.unwrap_or(0).to_string())]),
        Rates::Tuned => ui.t(key::RATES_TUNED).to_string(),
    };
    let said = if props.scene.rates == Rates::Tune { "" } else { &*label }.to_string();
    let open = *props.popover == Some(Popover::Rates);
    let set_open = props.popover.setter();
    let toggle = {
        let set_open = set_open.clone();
        Callback::from(move |_: MouseEvent| set_open.set((!open).then_some(Popover::Rates)))
    };
    let on_close = Callback::from(move |()| set_open.set(None));
    let tab = |name: Key, maps: bool| {
        let (selected, words) = (props.maps == maps, ui.t(name));
        let (beside, ui, view) = (props.beside.clone(), ui.clone(), props.scene.view);
        let onclick = Callback::from(move |_: MouseEvent| match (maps, view) {
            (_, View::Basins) => beside.set(!maps),
            (true, _) => ui.edit(Action::SetView(View::Rates)),
            (false, View::Rates) => ui.edit(Action::SetView(View::Flat)),
            _ => {}
        });
        html! {
            <button class="btn" role="tab" aria-selected={selected.to_string()} tabindex={if selected { "0" } else { "-1" }}
                {onclick}>{ words }</button>
        }
    };
    let onkeydown = Callback::from(|e: KeyboardEvent| {
        if let "ArrowLeft" | "ArrowRight" = &*e.key() {
            e.prevent_default();
            e.stop_propagation();
            let other =
                web_sys::window().and_then(|w| w.document()?.query_selector("[role=tab][tabindex='-1']").ok()?);
            if let Some(other) = other.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = other.focus();
                other.click();
            }
        }
    });
    html! {
        <header class="head row">
            <div class="grow"><span class="seg" role="tablist" {onkeydown}>
                { tab(key::RUNS, false) }{ tab(key::MAPS, true) }
            </span></div>
            <button class="btn" aria-haspopup="dialog" aria-expanded={open.to_string()} onclick={toggle}>
                { label }{ icon("chevron") }
            </button>
            <span class="vh" role="status">{ said }</span>
            if open {
                { view!(RatesMenu { scene: Rc::clone(&props.scene), on_compare: props.on_compare.clone(), on_close }) }
            }
        </header>
    }
}

/// What the menu shows.
#[derive(Properties, PartialEq)]
struct MenuProps {
    scene: Rc<Scene>,
    on_compare: Callback<()>,
    on_close: Callback<()>,
}

/// The choice of a rule, and the way to the comparison.
#[component]
fn RatesMenu(props: &MenuProps) -> Html {
    let ui = use_ui();
    let (frame, onkeydown) = use_popover(&props.on_close);
    let (now, shared) = (props.scene.rates, props.scene.shared_rate());
    let option = |name: Key, why: Key, rates: Option<Rates>, checked: bool| {
        let onchange = ui.on(move |_: Event| rates.map(Action::SetRates));
        html! {
            <label class="radio">
                <input type="radio" name="rates" {checked} disabled={rates.is_none()} {onchange} />
                <span><b>{ ui.t(name) }</b>{ ui.t(why) }</span>
            </label>
        }
    };
    let compare = {
        let (close, compare) = (props.on_close.clone(), props.on_compare.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            compare.emit(());
        })
    };
    let same = matches!(now, Rates::Same(_));
    html! {
        <div class="pop" role="dialog" aria-label={ui.t(key::RATES_TITLE)} tabindex="-1" ref={frame} {onkeydown}>
            <fieldset class="choices">
                <legend>{ ui.t(key::RATES_TITLE) }</legend>
                { option(key::RATES_OWN_NAME, key::RATES_OWN_WHY, Some(Rates::Own), now == Rates::Own) }
                { option(key::RATES_SAME_NAME, key::RATES_SAME_WHY, shared.map(Rates::Same), same) }
                { option(key::RATES_TUNED_NAME, key::RATES_TUNED_WHY, Some(Rates::Tune), now.tuned()) }
            </fieldset>
            <button class="btn line" onclick={compare}>{ ui.t(key::COMPARE_OPEN) }</button>
        </div>
    }
}
