//! The data of a surface that has some, with what each run expects of them at this step: it moves with the paths.

use super::manner;
use super::paper::{draw_and_keep, use_drawn};
use crate::chart::arrows::Arrows;
use crate::chart::frame::Insets;
use crate::chart::race::Race;
use crate::chart::theme::Palette;
use crate::core::data::Fit;
use crate::core::scalar::Vec2;
use crate::core::surfaces::Surface;
use crate::scene::{Scene, Theme};
use crate::text::{fill, key, number, quantity_name};
use crate::web::canvas::draw_onto;
use crate::web::context::{Ui, use_ui};
use crate::web::measure::use_sizes;
use crate::web::stage::Stage;
use crate::web::tool::{self, Fitted};
use crate::web::view;
use crate::web::words::use_words;
use std::rc::Rc;
use web_sys::{Element, HtmlCanvasElement};
use yew::prelude::*;

/// What is shown, and where.
#[derive(Clone)]
struct Shown {
    place: Element,
    text: Rc<str>,
    scene: Rc<(Scene, Surface)>,
    fitted: Fitted,
}

impl Shown {
    /// What is to be shown now; a scene that has not changed is not read anew.
    fn now(before: Option<Shown>) -> Option<Shown> {
        let (place, (text, fitted)) = (tool::fit_place()?, tool::fitted()?);
        if let Some(same) = before.filter(|before| *before.text == *text) {
            return Some(Shown { place, fitted, ..same });
        }
        let scene = Scene::read(&text).scene;
        let surface = scene.landscape();
        Some(Shown { place, text: text.into(), scene: Rc::new((scene, surface)), fitted })
    }
}

/// Shows the data while there are any.
#[component]
pub fn Data() -> Html {
    let shown = use_state(|| Shown::now(None));
    let latest = use_mut_ref(|| (*shown).clone());
    use_effect_with((), {
        let shown = shown.setter();
        move |()| {
            let heard = tool::on_fit(move || {
                let now = Shown::now(latest.take());
                (*latest.borrow_mut()).clone_from(&now);
                shown.set(now);
            });
            move || drop(heard)
        }
    });
    let (wanted, theme) = manner();
    let lang = use_words(wanted);
    let stage = (*use_state(Stage::new)).clone();
    let Some(Shown { place, scene, fitted, .. }) = (*shown).clone() else { return html! {} };
    let panel = html! {
        <ContextProvider<Ui> context={Ui { lang, theme, stage, change: Callback::noop() }}>
            { view!(Panel { scene, fitted }) }
        </ContextProvider<Ui>>
    };
    create_portal(panel, place)
}

/// What the panel shows.
#[derive(Properties)]
struct Props {
    scene: Rc<(Scene, Surface)>,
    fitted: Fitted,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && self.fitted == o.fitted
    }
}

/// The panel.
#[component]
fn Panel(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let Props { scene: both, fitted } = props;
    let drawn = use_drawn();
    use_effect({
        let (canvas, both, fitted, theme, lang) = (canvas.clone(), Rc::clone(both), fitted.clone(), ui.theme, ui.lang);
        move || {
            draw_and_keep(&drawn, theme, move |theme: Theme| {
                let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) else { return };
                let (palette, em, hover) = (Palette::of(theme), sizes.em, fitted.hover);
                let gutter = Insets { left: 40.0 * em, right: 14.0 * em, top: 24.0 * em, bottom: 44.0 * em };
                let ((scene, surface), arrows) = (&*both, Arrows::default());
                let race = Race { scene, runs: &[], surface, palette, lang, arrows, hover, hint: false, draft: false };
                if let Some(chart) = race.fit_chart_at(sizes.size, gutter, fitted.step, &fitted.points) {
                    draw_onto(element, &sizes, |pen| chart.draw(pen, palette));
                }
            });
        }
    });
    // What is read stands still for a while as the curves move.
    let calm = use_memo(fitted.calm, |_| fitted.clone());
    let at = if calm.points.len() == fitted.points.len() && fitted.step != fitted.calm { &*calm } else { fitted };
    let (scene, surface) = &**both;
    let Some(fit) = surface.objective.data() else { return html! {} };
    let shown = |i: &usize| scene.runs.get(*i).is_some_and(|run| !run.hidden) && *i < at.points.len();
    let names = scene.run_names(ui.lang);
    let says = |i: usize| expects(&ui, fit, &names[i], at.points[i], at.step);
    let [u, v] = fit.quantities.map(|id| quantity_name(ui.lang, id));
    let all: Vec<String> = (0..names.len()).filter(shown).map(says).collect();
    let count = fit.terms().to_string();
    let all = all.join(ui.t(key::SENTENCE_JOIN)).replace("**", "");
    let alt = fill(ui.t(key::FIT_ALT), &[("count", &count), ("u", u), ("v", v), ("runs", &all)]);
    let size = scene.batch.filter(|size| *size < fit.terms());
    let dark = size.map(|size| fill(ui.t(key::FIT_BATCH), &[("size", &size.to_string())]));
    let words: Vec<String> = Some(scene.select).filter(shown).map(says).into_iter().chain(dark).collect();
    let own = {
        let (ui, both) = (ui.clone(), Rc::clone(both));
        Callback::from(move |_: MouseEvent| tool::ask(&ui, tool::POINTS, &both.0))
    };
    html! {
        <section aria-label={ui.t(key::FIT)}>
            <div class="row">
                <h2 class="grow">{ ui.t(key::FIT) }</h2>
                <button class="btn" aria-haspopup="dialog" disabled={both.0.wishes.locks("surface")} onclick={own}>{ ui.t(key::POINTS_OPEN) }</button>
            </div>
            <div class="box"><canvas role="img" aria-label={alt} ref={canvas} /></div>
            <p class="quiet">{ crate::web::emphasised(&words.join(ui.t(key::SENTENCE_JOIN))) }</p>
        </section>
    }
}

/// What a run expects where the data begin and where they end.
fn expects(ui: &Ui, fit: &Fit, name: &str, weights: Vec2, step: usize) -> String {
    let ends =
        fit.points().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), ([u, _], _)| (low.min(u), high.max(u)));
    let [low, high] = [ends.0, ends.1].map(|u| (number(u, 3), number(fit.expected(weights, u), 3)));
    let step = step.to_string();
    let values =
        [("run", name), ("step", &step), ("low", &low.0), ("from", &low.1), ("high", &high.0), ("to", &high.1)];
    fill(ui.t(key::FIT_RUN), &values)
}
