//! The chart of the days: pointing at a day shows its weights, pressing keeps it; one's own dots can be dragged.

use super::{Shown, edit};
use crate::chart::averages::days_chart;
use crate::chart::theme::Palette;
use crate::core::format::read_decimal;
use crate::scene::{AveragesAction, Data};
use crate::text::{fill, key, number, rate};
use crate::web::canvas::draw_onto;
use crate::web::context::use_ui;
use crate::web::measure::use_sizes;
use web_sys::{Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

/// What is shown.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) shown: Shown,
    pub(super) on_hover: Callback<Option<usize>>,
}

/// How near to a dot it is taken hold of, in pixels.
const REACH: f64 = 14.0;

/// The chart.
#[component]
pub(super) fn Days(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let held = use_mut_ref(|| None::<usize>);
    use_effect_with((props.shown.clone(), sizes, ui.theme, ui.lang), {
        let canvas = canvas.clone();
        move |(shown, sizes, theme, lang)| {
            if let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) {
                let look = (sizes.size, sizes.em);
                let chart = days_chart(shown.own(), &shown.numbers, &shown.weights, shown.day, *lang, look);
                draw_onto(element, sizes, |pen| chart.draw(pen, Palette::of(*theme)));
            }
        }
    });
    // What a pointer is at: the day, and the value at its height.
    let at = {
        let (canvas, shown, lang) = (canvas.clone(), props.shown.clone(), ui.lang);
        move |e: &PointerEvent| {
            let (corner, sizes) = (canvas.cast::<Element>()?.get_bounding_client_rect(), sizes?);
            let chart = days_chart(shown.own(), &shown.numbers, &[], shown.day, lang, (sizes.size, sizes.em));
            let (x, y) = (f64::from(e.client_x()) - corner.left(), f64::from(e.client_y()) - corner.top());
            let day = chart.day_at(x);
            let grain = (chart.value_at(0.0) - chart.value_at(1.0)).abs();
            let off = (shown.numbers.get(day - 1)? - chart.value_at(y)).abs() / grain;
            Some((day, rounded(chart.value_at(y), grain), off))
        }
    };
    let down = {
        let (ui, at, held, canvas, shown) = (ui.clone(), at.clone(), held.clone(), canvas.clone(), props.shown.clone());
        Callback::from(move |e: PointerEvent| {
            let Some((day, _, off)) = at(&e).filter(|_| e.button() == 0) else { return };
            edit(&ui, AveragesAction::SetMark(Some(day)));
            if matches!(shown.own().data, Data::Own(_)) && off <= REACH {
                *held.borrow_mut() = Some(day);
                if let Some(element) = canvas.cast::<Element>() {
                    let _ = element.set_pointer_capture(e.pointer_id());
                }
            }
        })
    };
    let moved = {
        let (ui, held, on_hover, shown) = (ui.clone(), held.clone(), props.on_hover.clone(), props.shown.clone());
        Callback::from(move |e: PointerEvent| {
            let Some((day, value, _)) = at(&e) else { return };
            match *held.borrow() {
                Some(held) => {
                    let mut numbers = Vec::clone(&shown.numbers);
                    // An undo may have left fewer of them.
                    let Some(number) = numbers.get_mut(held - 1) else { return };
                    *number = value;
                    edit(&ui, AveragesAction::SetData(Data::Own(numbers)));
                }
                None => on_hover.emit(Some(day)),
            }
        })
    };
    let up = {
        let held = held.clone();
        Callback::from(move |_: PointerEvent| *held.borrow_mut() = None)
    };
    let left = props.on_hover.reform(|_: PointerEvent| None);
    let own = props.shown.own();
    let title = match own.data {
        Data::Own(_) => fill(ui.t(key::DAYS_OWN), &[("days", &own.len().to_string())]),
        _ => fill(ui.t(key::DAYS_TITLE), &[("days", &own.days.to_string())]),
    };
    let grab = matches!(own.data, Data::Own(_)).then_some("grab");
    html! {
        <figure class="days">
            <figcaption><h1>{ title }</h1><span class="quiet">{ ui.t(key::DAYS_HOW) }</span></figcaption>
            <div class="box">
                <canvas role="img" id="days" class={classes!(grab)} aria-label={described(&ui, &props.shown)} ref={canvas}
                    onpointerdown={down} onpointermove={moved} onpointerleave={left} onpointerup={up.clone()} onpointercancel={up} />
            </div>
        </figure>
    }
}

/// A value as fine as a pixel shows it.
fn rounded(value: f64, grain: f64) -> f64 {
    let digits = (-grain.log10().floor()).clamp(0.0, 12.0) as usize;
    read_decimal(&format!("{value:.digits$}")).unwrap_or(value)
}

/// The picture in words: what is plotted, and where each average ends.
fn described(ui: &crate::web::context::Ui, shown: &Shown) -> String {
    let own = shown.own();
    let ends = (0..own.betas.len()).filter_map(|i| {
        let last = own.filter(i).of(&shown.numbers).last().copied()?;
        let values = [("beta", rate(own.betas[i])), ("value", number(last, 3))];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Some(fill(ui.t(key::DAYS_ALT_CURVE), &values))
    });
    let (low, high) = shown.numbers.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    let values = [
        ("days", own.len().to_string()),
        ("low", number(low, 3)),
        ("high", number(high, 3)),
        ("curves", ends.collect::<Vec<_>>().join(ui.t(key::LIST_JOIN))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fill(ui.t(key::DAYS_ALT), &values)
}
