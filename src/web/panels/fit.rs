//! The data of a surface that has some, with what each run expects of them at this step: it moves with the paths.

use crate::chart::arrows::Arrows;
use crate::chart::frame::Insets;
use crate::chart::race::Race;
use crate::chart::theme::Palette;
use crate::core::data::Fit;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::Scene;
use crate::text::{fill, key, number, quantity_name};
use crate::web::canvas::draw_onto;
use crate::web::context::{Ui, use_calm_head, use_head, use_ui};
use crate::web::measure::use_sizes;
use crate::web::tool;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What is shown.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// The index of the run pointed at.
    pub hover: Option<usize>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && Rc::ptr_eq(&self.runs, &o.runs) && self.hover == o.hover
    }
}

/// The panel.
#[component]
pub fn FitPanel(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let step = use_head(&ui.stage, |_, head| head.step);
    let calm = use_calm_head(&ui.stage).step;
    let Props { scene, surface, runs, hover } = props;
    // Each render is a change of something that the picture shows, or a sentence: then it is drawn once too often.
    use_effect({
        let (canvas, scene, surface, runs) = (canvas.clone(), Rc::clone(scene), Rc::clone(surface), Rc::clone(runs));
        let (theme, lang, hover) = (ui.theme, ui.lang, *hover);
        move || {
            let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) else { return };
            let (palette, em) = (Palette::of(theme), sizes.em);
            let gutter = Insets { left: 40.0 * em, right: 14.0 * em, top: 24.0 * em, bottom: 44.0 * em };
            let (scene, runs, surface, arrows) = (&*scene, &**runs, &*surface, Arrows::default());
            let race = Race { scene, runs, surface, palette, lang, arrows, hover, hint: false, draft: false };
            if let Some(chart) = race.fit_chart(sizes.size, gutter, step) {
                draw_onto(element, &sizes, |pen| chart.draw(pen, palette));
            }
        }
    });
    let Some(fit) = surface.objective.data() else { return html! {} };
    let shown = |i: &usize| !scene.runs[*i].hidden && *i < runs.len();
    let names = scene.run_names(ui.lang);
    let says = |i: usize| expects(&ui, fit, &names[i], &runs[i], calm);
    let [u, v] = fit.quantities.map(|id| quantity_name(ui.lang, id));
    let all: Vec<String> = (0..scene.runs.len()).filter(shown).map(says).collect();
    let count = fit.terms().to_string();
    let all = all.join(ui.t(key::SENTENCE_JOIN)).replace("**", "");
    let alt = fill(ui.t(key::FIT_ALT), &[("count", &count), ("u", u), ("v", v), ("runs", &all)]);
    let size = scene.batch.filter(|size| *size < fit.terms());
    let dark = size.map(|size| fill(ui.t(key::FIT_BATCH), &[("size", &size.to_string())]));
    let words: Vec<String> = Some(scene.select).filter(shown).map(says).into_iter().chain(dark).collect();
    let own = {
        let (ui, scene) = (ui.clone(), Rc::clone(scene));
        Callback::from(move |_: MouseEvent| tool::ask(&ui, tool::POINTS, &scene))
    };
    html! {
        <section class="fit" aria-label={ui.t(key::FIT)}>
            <div class="row">
                <h2 class="grow">{ ui.t(key::FIT) }</h2>
                <button class="btn" aria-haspopup="dialog" onclick={own}>{ ui.t(key::POINTS_OPEN) }</button>
            </div>
            <div class="box"><canvas id="fit" role="img" aria-label={alt} ref={canvas} /></div>
            <p class="quiet">{ crate::web::emphasised(&words.join(ui.t(key::SENTENCE_JOIN))) }</p>
        </section>
    }
}

/// What a run expects where the data begin and where they end.
fn expects(ui: &Ui, fit: &Fit, name: &str, run: &Trajectory, step: usize) -> String {
    let ends =
        fit.points().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), ([u, _], _)| (low.min(u), high.max(u)));
    let weights = run.at(step).point;
    let [low, high] = [ends.0, ends.1].map(|u| (number(u, 3), number(fit.expected(weights, u), 3)));
    let step = step.to_string();
    let values =
        [("run", name), ("step", &step), ("low", &low.0), ("from", &low.1), ("high", &high.0), ("to", &high.1)];
    fill(ui.t(key::FIT_RUN), &values)
}
