//! The averages page: the exponentially weighted average as an instrument.

mod bridge;
mod curves;
mod days;
mod own;
mod settings;
mod weights;

use crate::scene::{Averages, AveragesAction, BETAS, Scene};
use crate::text::{fill, key, number, rate};
use crate::web::context::{Ui, use_ui};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::DragNumber;
use bridge::BridgeView;
use days::Days;
use own::OwnNumbers;
use settings::settings;
use std::rc::Rc;
use weights::Weights;
use yew::prelude::*;

/// What the page shows.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// What the parts of the page share.
#[derive(Clone)]
struct Shown {
    scene: Rc<Scene>,
    numbers: Rc<Vec<f64>>,
    /// The day whose weights are shown.
    day: usize,
    weights: Rc<Vec<f64>>,
}

impl PartialEq for Shown {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && self.day == o.day
    }
}

impl Shown {
    fn own(&self) -> &Averages {
        &self.scene.averages
    }
}

/// Makes a change to the page.
fn edit(ui: &Ui, action: AveragesAction) {
    ui.edit(crate::scene::Action::Averages(action));
}

/// A callback that makes a change.
fn on_edit<E: 'static>(ui: &Ui, action: impl Fn(E) -> AveragesAction + 'static) -> Callback<E> {
    ui.change.reform(move |event| Change::Edit(crate::scene::Action::Averages(action(event))))
}

/// The page.
#[component]
pub fn AveragesPage(props: &Props) -> Html {
    let ui = use_ui();
    let hover = use_state_eq(|| None::<usize>);
    let entering = use_state_eq(|| false);
    let scene = Rc::clone(&props.scene);
    let own = &scene.averages;
    let numbers = use_memo((own.data.clone(), own.days, own.offset.to_bits(), scene.seed), |_| own.numbers(scene.seed));
    let day = hover.filter(|day| *day <= numbers.len()).unwrap_or_else(|| own.marked());
    let weights = Rc::new(own.filter(own.curve).weights(day));
    let shown = Shown { scene: Rc::clone(&scene), numbers, day, weights };
    // Once a day is marked, by whatever means, that is the day one looks at.
    use_effect_with(own.mark, {
        let hover = hover.setter();
        move |_| hover.set(None)
    });
    let set_hover = hover.setter();
    let on_hover = use_callback((), move |day, ()| set_hover.set(day));
    let enter = |open: bool| {
        let entering = entering.setter();
        Callback::from(move |()| entering.set(open))
    };
    html! {
        <main class="avg" tabindex="-1">
            <section class="graphs" aria-label={ui.t(key::AVERAGES)}>
                { view!(Days { shown: shown.clone(), on_hover }) }
                { view!(Weights { shown: shown.clone() }) }
                { view!(BridgeView { scene: Rc::clone(&scene) }) }
            </section>
            <aside class="panel" aria-label={ui.t(key::CONTROLS)}>
                <section class={format!("tinted s{}", crate::chart::averages::slot(own, own.curve) + 1)}>
                    { sentence(&ui, own) }
                </section>
                { curves::curves(&ui, own) }
                { settings(&ui, &scene, &enter(true)) }
            </aside>
            if *entering {
                { view!(OwnNumbers { scene: scene, on_close: enter(false) }) }
            }
        </main>
    }
}

/// "With β = 0.9 each average remembers about 10 days …": the number in it is the control.
fn sentence(ui: &Ui, own: &Averages) -> Html {
    let (curve, beta) = (own.curve, own.betas[own.curve]);
    let filter = own.filter(curve);
    let days = number(filter.window(), 2);
    let spoken = fill(ui.t(key::MEMORY_SPOKEN_DAYS), &[("value", &rate(beta)), ("days", &days)]);
    let dragged = html! {
        { view!(DragNumber { name: "β", shown: format!("β = {}", rate(beta)), spoken, slider: BETAS, value: beta, how: ui.t(key::FIELD_HOW), on_set: on_edit(ui, move |v| AveragesAction::SetBeta(curve, v)) }) }
    };
    let (today, beta) = (number(100.0 * (1.0 - beta), 2), rate(beta));
    let values = [("days", days.as_str()), ("today", &today), ("kept", &beta)];
    let text = fill(ui.t(key::AVERAGE_SENTENCE), &values);
    let (before, after) = text.split_once("{beta}").unwrap_or((&text, ""));
    html! { <p class="say">{ crate::web::emphasised(before) }{ dragged }{ crate::web::emphasised(after) }</p> }
}
