//! The list of curves: each a β on the scale of days remembered.

use super::on_edit;
use crate::chart::averages::slot;
use crate::core::param::Range;
use crate::scene::{Averages, AveragesAction, BETAS, MAX_CURVES};
use crate::text::{fill, key, number, rate};
use crate::web::context::Ui;
use crate::web::view;
use crate::web::widgets::{Field, icon, swatch};
use yew::prelude::*;

/// The list.
pub(super) fn curves(ui: &Ui, own: &Averages) -> Html {
    let rows = own.betas.iter().enumerate().map(|(i, beta)| {
        let selected = i == own.curve;
        let name = fill(ui.t(key::CURVE_NAME), &[("n", &(i + 1).to_string())]);
        let days = number(1.0 / (1.0 - beta), 2);
        let spoken = fill(ui.t(key::MEMORY_SPOKEN_DAYS), &[("value", &rate(*beta)), ("days", &days)]);
        let hint = selected.then(|| AttrValue::from(fill(ui.t(key::MEMORY_HINT_DAYS), &[("days", &days)])));
        let set = on_edit(ui, move |v| AveragesAction::SetBeta(i, v));
        let select = on_edit(ui, move |_: FocusEvent| AveragesAction::Select(i));
        let press = on_edit(ui, move |_: MouseEvent| AveragesAction::Select(i));
        let remove = on_edit(ui, move |e: MouseEvent| {
            e.stop_propagation();
            AveragesAction::RemoveCurve(i)
        });
        html! {
            <li class={classes!("curve", format!("s{}", slot(own, i) + 1), selected.then_some("selected"))} key={i}
                aria-current={selected.then_some("true")} onclick={press} onfocusin={select}>
                <div role="group" aria-label={name} class="row">
                    { swatch(slot(own, i)) }
                    { view!(Field { name: "β", label: "", symbol: "β", slider: BETAS, allowed: Range::UNIT, value: *beta, spoken, hint, on_set: set }) }
                    if own.betas.len() > 1 {
                        <button class="btn icon" aria-label={ui.t(key::REMOVE)} data-tip={ui.t(key::REMOVE)} onclick={remove}>
                            { icon("close") }
                        </button>
                    }
                </div>
            </li>
        }
    });
    let add = on_edit(ui, |_: MouseEvent| AveragesAction::AddCurve);
    html! {
        <section>
            <h2>{ ui.t(key::CURVES) }</h2>
            <ol class="curves">{ for rows }</ol>
            if own.betas.len() < MAX_CURVES {
                <button class="btn add" onclick={add}>{ icon("plus") }{ ui.t(key::ADD_CURVE) }</button>
            }
        </section>
    }
}
