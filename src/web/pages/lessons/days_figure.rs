//! A live chart of averages inside a lesson.

use super::figure::{FigureProps, use_change, use_ways};
use super::race_figure::slider;
use crate::chart::averages::days_chart;
use crate::chart::theme::Palette;
use crate::scene::AveragesAction;
use crate::text::{fill, key, number, rate};
use crate::web::canvas::draw_onto;
use crate::web::context::{Ui, use_ui};
use crate::web::measure::use_sizes;
use crate::web::near::use_near;
use crate::web::store::Change;
use std::rc::Rc;
use web_sys::{Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

/// The figure. A press marks a day.
#[component]
pub(super) fn DaysFigure(props: &FigureProps) -> Html {
    let page = use_ui();
    let (canvas, place) = (use_node_ref(), use_node_ref());
    let near = use_near(&place);
    let sizes = use_sizes(&canvas);
    let hover = use_state_eq(|| None::<usize>);
    let change = use_change(props);
    let ui = Ui { change, ..page };
    let ways = use_ways(&ui, &props.scene);
    let scene = Rc::clone(&props.scene);
    let own = &scene.averages;
    let numbers = use_memo((own.data.clone(), own.days, own.offset.to_bits(), scene.seed), |_| own.numbers(scene.seed));
    let day = hover.unwrap_or_else(|| own.marked()).min(own.len());
    use_effect_with((Rc::clone(&scene), day, sizes, near, ui.theme, ui.lang), {
        let (canvas, numbers) = (canvas.clone(), Rc::clone(&numbers));
        move |(scene, day, sizes, near, theme, lang)| {
            if let (Some(element), Some(sizes), true) = (canvas.cast::<HtmlCanvasElement>(), sizes, near) {
                let own = &scene.averages;
                let weights = own.filter(own.curve).weights(*day);
                let chart = days_chart(own, &numbers, &weights, *day, *lang, (sizes.size, sizes.em));
                draw_onto(element, sizes, |pen| chart.draw(pen, Palette::of(*theme)));
            }
        }
    });
    let at = {
        let (canvas, scene, numbers, lang) = (canvas.clone(), Rc::clone(&scene), Rc::clone(&numbers), ui.lang);
        move |e: &PointerEvent| {
            let (left, sizes) = (canvas.cast::<Element>()?.get_bounding_client_rect().left(), sizes?);
            let chart = days_chart(&scene.averages, &numbers, &[], 1, lang, (sizes.size, sizes.em));
            Some(chart.day_at(f64::from(e.client_x()) - left))
        }
    };
    let moved = {
        let (at, hover) = (at.clone(), hover.setter());
        Callback::from(move |e: PointerEvent| hover.set(at(&e)))
    };
    let left = {
        let hover = hover.setter();
        Callback::from(move |_: PointerEvent| hover.set(None))
    };
    let press = {
        let change = ui.change.clone();
        Callback::from(move |e: PointerEvent| {
            let action = AveragesAction::SetMark(at(&e));
            change.emit(Change::Edit(crate::scene::Action::Averages(action)));
        })
    };
    let ends = (0..own.betas.len()).filter_map(|i| {
        let last = *own.filter(i).of(&numbers).get(day - 1)?;
        let (beta, value) = (rate(own.betas[i]), number(last, 3));
        Some(fill(ui.t(key::DAYS_AT), &[("beta", &beta), ("value", &value)]))
    });
    let ends = ends.collect::<Vec<_>>().join(ui.t(key::LIST_JOIN));
    let words = fill(ui.t(key::DAYS_NOW), &[("day", &day.to_string()), ("curves", &ends)]);
    html! {
        <div class="fig days-fig" ref={place}>
            <div class="box"><canvas role="img" aria-label={words.clone()} ref={canvas} onpointermove={moved} onpointerleave={left}
                onpointerdown={press} /></div>
            <div class="under"><div class="sliders">
                { for props.sliders.iter().filter_map(|name| slider(&ui, &scene, name)) }
            </div></div>
            <p class="ends"><span>{ words }</span>{ ways }</p>
        </div>
    }
}
