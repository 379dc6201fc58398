//! Small pictures side by side: the whole range before one value is believed.

use super::course::{Paragraph, Part};
use super::prose::{Live, line, prose};
use crate::chart::arrows::Arrows;
use crate::scene::{Scene, simulate};
use crate::text::inspect::status;
use crate::text::key;
use crate::web::context::{Ui, use_ui};
use crate::web::measure::use_sizes;
use crate::web::near::{use_ever, use_near};
use crate::web::paper::use_paper;
use crate::web::stage::{Show, Stage};
use crate::web::view;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// All of them.
pub(super) fn multiples(ui: &Ui, live: &Live, scenes: &[String], labels: &[Vec<Part>], caption: &[Paragraph]) -> Html {
    let each = scenes
        .iter()
        .zip(labels)
        .map(|(scene, label)| view!(Small { scene: scene.clone(), label: line(ui, Some(live), label) }));
    html! {
        <figure class="wide">
            <div class="multi">{ for each }</div>
            <figcaption>{ prose(ui, Some(live), caption) }</figcaption>
        </figure>
    }
}

/// One of them.
#[derive(Properties, PartialEq)]
struct SmallProps {
    scene: String,
    label: Html,
}

#[component]
fn Small(props: &SmallProps) -> Html {
    let ui = use_ui();
    let stage = (*use_state(Stage::new)).clone();
    let canvas = use_node_ref();
    let near = use_near(&canvas);
    let near = use_ever(near);
    let sizes = use_sizes(&canvas);
    let scene = use_memo(props.scene.clone(), |text| Rc::new(Scene::read(text).scene));
    let computed = use_memo((props.scene.clone(), near), |(_, near)| {
        near.then(|| (Rc::new(scene.landscape()), Rc::new(simulate(&scene))))
    });
    use_effect_with((), {
        let (stage, canvas, scene) = (stage.clone(), canvas.clone(), Rc::clone(&scene));
        move |()| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                stage.set_landscape(canvas, false);
            }
            stage.set_end(scene.at.unwrap_or(scene.steps));
            move || stage.leave()
        }
    });
    use_effect_with((sizes, computed.is_some(), ui.theme, ui.lang), {
        let (stage, scene, computed) = (stage.clone(), Rc::clone(&scene), Rc::clone(&computed));
        move |(sizes, _, theme, lang)| {
            let (Some(sizes), Some((surface, runs))) = (sizes, computed.as_ref()) else { return };
            let arrows = Arrows::default();
            stage.show(Show {
                fan: Rc::default(),
                scene: Rc::clone(&scene),
                runs: Rc::clone(runs),
                surface: Rc::clone(surface),
                theme: *theme,
                lang: *lang,
                arrows,
                strong: false,
                paper: false,
            });
            stage.measure(Some((sizes.size, 0.0)), None, sizes.em, sizes.density);
        }
    });
    use_paper(&stage, ui.theme);
    let words = computed.as_ref().as_ref().map(|(_, runs)| {
        let names = scene.run_names(ui.lang);
        let said = |(name, run): (String, &crate::core::run::Trajectory)| match runs.len() {
            1 => status(ui.lang, run.outcome),
            _ => format!("{name}: {}", status(ui.lang, run.outcome)),
        };
        names.into_iter().zip(runs.iter()).map(said).collect::<Vec<_>>().join(ui.t(key::LIST_JOIN))
    });
    let words = words.unwrap_or_else(|| "…".into());
    html! {
        <div>
            <a href={format!("#{}", props.scene)} data-tip={ui.t(key::OPEN_IN_APP)}>
                <canvas role="img" aria-label={words.clone()} ref={canvas} />
            </a>
            <b>{ props.label.clone() }</b>
            <span class="quiet">{ words }</span>
        </div>
    }
}
