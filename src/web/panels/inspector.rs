//! The selected run at this step: one sentence, then the numbers it came from.

use super::notice::Speech;
use crate::chart::theme;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::Scene;
use crate::text::inspect::{Row, rows, sentence};
use crate::text::{fill, key, number};
use crate::web::context::{use_calm_head, use_paced, use_ui};
use crate::web::view;
use std::rc::Rc;
use yew::prelude::*;

/// What is looked into.
#[derive(Clone, Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && Rc::ptr_eq(&self.runs, &o.runs)
    }
}

/// The inspector, no faster than it can be read.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let props = use_paced(props);
    view!(Inside { scene: props.scene, surface: props.surface, runs: props.runs })
}

#[component]
fn Inside(props: &Props) -> Html {
    let ui = use_ui();
    let head = use_calm_head(&ui.stage);
    let scene = &props.scene;
    let (Some(run), Some(trajectory)) = (scene.runs.get(scene.select), props.runs.get(scene.select)) else {
        return html! {};
    };
    let name = scene.run_names(ui.lang)[scene.select].clone();
    let last = trajectory.points.len().saturating_sub(1);
    let step = head.step.min(last);
    let ended = head.step > last;
    let plan = scene.plan(run);
    let inside = plan.inspect(&props.surface, step);
    let words = if ended {
        let at = (last + 1).to_string();
        fill(ui.t(key::INSPECT_DIVERGED), &[("step", &at)])
    } else {
        sentence(ui.lang, &plan, &inside, &props.surface, step == scene.steps)
    };
    let colour = format!("tint s{}", run.slot % theme::DASHES.len() + 1);
    let heading = fill(ui.t(key::AT_STEP), &[("step", &step.to_string())]);
    html! {
        <section class="inspect" aria-label={ui.t(key::INSPECTOR)}>
            <h2><span class={colour}>{ name }</span>{ heading }</h2>
            <p>{ crate::web::emphasised(&words) }</p>
            { view!(Speech { text: if head.playing { String::new() } else { words.replace("**", "") } }) }
            <table class="num">
                <thead><tr><th><span class="vh">{ ui.t(key::QUANTITY) }</span></th><th>{ "x" }</th><th>{ "y" }</th></tr></thead>
                <tbody>{ for rows(ui.lang, &plan, &inside).into_iter().map(line) }</tbody>
            </table>
        </section>
    }
}

fn line(Row { symbol, word, value: [x, y], scalar }: Row) -> Html {
    html! {
        <tr>
            <th scope="row"><i>{ symbol }</i>{ " " }{ word }</th>
            <td colspan={scalar.then_some("2")}>{ number(x, 3) }</td>
            if !scalar {
                <td>{ number(y, 3) }</td>
            }
        </tr>
    }
}
