//! What the chart shows, and on which scale: its title and its menu at once.

use crate::core::series::Series;
use crate::core::surfaces::Surface;
use crate::scene::{Action, Chart, Scene};
use crate::text::inspect::{chart_title, series_name};
use crate::text::{Lang, fill, key};
use crate::web::context::use_ui;
use crate::web::widgets::entry;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Whose chart.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// The menu and the switch.
#[component]
pub fn ChartChoice(props: &Props) -> Html {
    let ui = use_ui();
    let Chart { linear, .. } = props.scene.chart;
    let what = props.scene.charted(&props.surface);
    let all = props.scene.series(&props.surface);
    let method = props.scene.runs.get(props.scene.select).map_or("", |run| run.optimizer.id);
    let option = |series: &Series| {
        let (id, text) = (series.id(), chart_title(ui.lang, *series, method, &props.surface));
        entry(id, text, *series == what)
    };
    let choose = ui.on(move |e: Event| {
        let id = e.target()?.dyn_into::<HtmlSelectElement>().ok()?.value();
        let what = Series::all().find(|series| series.id() == id)?;
        Some(Action::SetChart(Chart { what, linear }))
    });
    // What a link asks for stays asked for, even if this run does not have it.
    let wanted = props.scene.chart.what;
    let scale = ui.on(move |e: Event| {
        let log = e.target()?.dyn_into::<HtmlInputElement>().ok()?.checked();
        Some(Action::SetChart(Chart { what: wanted, linear: !log }))
    });
    html! {
        <div class="charted">
            <label class="switch">
                { ui.t(key::CHART_LOG) }
                <input type="checkbox" role="switch" checked={!linear} onchange={scale} />
            </label>
            <select aria-label={ui.t(key::CHART)} onchange={choose}>{ for all.iter().map(option) }</select>
        </div>
    }
}

/// The chart in words.
pub fn described(lang: Lang, scene: &Scene, surface: &Surface, results: &str) -> String {
    let scale = lang.text(if scene.chart.linear { key::CHART_LINEAR_NAME } else { key::CHART_LOG_NAME });
    let what = scene.charted(surface);
    if what == Series::Loss {
        return fill(lang.text(key::LOSS_ALT), &[("runs", results), ("scale", scale)]);
    }
    let run = scene.run_names(lang).swap_remove(scene.select);
    fill(lang.text(key::CHART_ALT), &[("series", series_name(lang, what)), ("run", &run), ("scale", scale)])
}
