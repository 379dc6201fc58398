//! The weights behind one day's average, as stems and in a sentence.

use super::{Shown, on_edit};
use crate::chart::averages::{days_chart, slot};
use crate::chart::theme::Palette;
use crate::chart::weights::WeightsChart;
use crate::core::param::{Scale, Slider};
use crate::scene::AveragesAction;
use crate::text::{fill, key, number, rate};
use crate::web::canvas::draw_onto;
use crate::web::context::{Ui, use_ui};
use crate::web::measure::use_sizes;
use crate::web::view;
use crate::web::widgets::DragNumber;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What is shown.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) shown: Shown,
}

/// The stems.
#[component]
pub(super) fn Weights(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    use_effect_with((props.shown.clone(), sizes, ui.theme, ui.lang), {
        let canvas = canvas.clone();
        move |(shown, sizes, theme, lang)| {
            let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) else { return };
            let own = shown.own();
            let days = days_chart(own, &shown.numbers, &shown.weights, shown.day, *lang, (sizes.size, sizes.em));
            let window = own.filter(own.curve).window();
            let chart = WeightsChart {
                days: &days,
                height: sizes.size.1,
                weights: &shown.weights,
                slot: slot(own, own.curve),
                window,
                bracket: fill(lang.text(key::BRACKET), &[("days", &number(window, 2))]),
                part: lang.text(key::ONE_OVER_E),
            };
            draw_onto(element, sizes, |pen| chart.draw(pen, Palette::of(*theme)));
        }
    });
    let own = props.shown.own();
    let (day, days) = (props.shown.day, own.len());
    let slider = Slider { low: 1.0, high: days.max(2) as f64, scale: Scale::Linear };
    let on_set = on_edit(&ui, |v: f64| AveragesAction::SetMark(Some(v.round() as usize)));
    let dragged = html! {
        { view!(DragNumber { name: ui.t(key::MARKED_DAY), shown: day.to_string(), spoken: day.to_string(), slider, value: day as f64, how: ui.t(key::FIELD_HOW), on_set }) }
    };
    let title = ui.t(key::WEIGHTS_TITLE);
    let (before, after) = title.split_once("{day}").unwrap_or((title, ""));
    let words = sentence(&ui, &props.shown);
    html! {
        <figure class={format!("weights s{}", slot(own, own.curve) + 1)}>
            <figcaption><h2>{ before }{ dragged }{ after }</h2></figcaption>
            <div class="box"><canvas role="img" id="weights" aria-label={words.replace("**", "")} ref={canvas} /></div>
            <p class="quiet">{ crate::web::emphasised(&words) }</p>
        </figure>
    }
}

/// What the stems say, with the numbers in it.
fn sentence(ui: &Ui, shown: &Shown) -> String {
    let own = shown.own();
    let filter = own.filter(own.curve);
    let percent = |share: f64| number(100.0 * share, 3);
    let back = (filter.window().round() as usize).min(shown.day.saturating_sub(1));
    let weight = |day: usize| day.checked_sub(1).and_then(|i| shown.weights.get(i)).copied().unwrap_or(0.0);
    let newest: f64 = shown.weights.iter().rev().take(back.max(1)).sum();
    let average = filter.of(&shown.numbers).get(shown.day - 1).copied().unwrap_or(f64::NAN);
    let values = [
        ("day", shown.day.to_string()),
        ("beta", rate(filter.beta)),
        ("average", number(average, 3)),
        ("today", percent(weight(shown.day))),
        ("past", (shown.day - back).to_string()),
        ("then", percent(weight(shown.day - back))),
        ("back", back.max(1).to_string()),
        ("newest", percent(newest)),
        ("first", percent(weight(1))),
        ("total", percent(filter.total(shown.day))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let word = if shown.day == 1 || back == 0 { key::WEIGHTS_FIRST_DAY } else { key::WEIGHTS_SENTENCE };
    fill(ui.t(word), &values)
}
