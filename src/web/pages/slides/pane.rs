//! One of the races: its title, its landscape, and how its runs end.

use super::Race;
use crate::text::inspect::status;
use crate::text::{fill, key, surface_name};
use crate::web::context::use_ui;
use crate::web::measure::use_sizes;
use crate::web::paper::use_paper;
use crate::web::stage::{Head, Stage};
use crate::web::widgets::swatch;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What the pane shows.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) race: Race,
    /// Whether lines are strong.
    pub(super) strong: bool,
}

/// The pane.
#[component]
pub(super) fn Pane(props: &Props) -> Html {
    let ui = use_ui();
    let stage = (*use_state(Stage::new)).clone();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    use_effect_with((), {
        let (stage, canvas) = (stage.clone(), canvas.clone());
        move |()| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                stage.set_landscape(canvas, true);
            }
            move || stage.leave()
        }
    });
    use_effect_with((props.race.clone(), sizes, props.strong, ui.theme, ui.lang), {
        let (stage, ui) = (stage.clone(), ui.clone());
        move |(race, sizes, strong, ..)| {
            if let Some(sizes) = sizes {
                stage.measure(Some((sizes.size, 0.0)), None, sizes.em, sizes.density);
            }
            stage.show(race.show(&ui, *strong));
            // The clock's step, from now on and at once.
            let follower = stage.clone();
            let clock = ui.stage.clone();
            let id = clock.listen(Callback::from(move |head: Head| follower.open_at(head.step)));
            move || clock.unlisten(id)
        }
    });
    use_paper(&stage, ui.theme);

    let scene = &props.race.scene;
    let surface = match &scene.formula {
        Some(written) => written.text().to_string(),
        None => surface_name(ui.lang, scene.surface.id).to_string(),
    };
    let title = if scene.title.is_empty() { surface.clone() } else { scene.title.clone() };
    let names = scene.run_names(ui.lang);
    let ends: Vec<(usize, String, String)> = (scene.runs.iter().zip(props.race.runs.iter()).zip(names))
        .filter(|((run, _), _)| !run.hidden)
        .map(|((run, path), name)| (run.slot, name, status(ui.lang, path.outcome)))
        .collect();
    let said =
        ends.iter().map(|(_, name, end)| format!("{name}: {end}")).collect::<Vec<_>>().join(ui.t(key::LIST_JOIN));
    let alt = format!("{} {said}", fill(ui.t(key::FIGURE_ALT), &[("surface", &surface)]));
    let list = ends.into_iter().map(|(slot, name, end)| {
        html! {
            <li class={format!("end s{}", slot % crate::chart::theme::DASHES.len() + 1)}>
                { swatch(slot) }<b>{ name }</b>{ " " }{ end }
            </li>
        }
    });
    html! {
        <section class="pane" aria-label={title.clone()}>
            <h2>{ title }<a class="quiet" href={format!("#{}", scene.write())}>{ ui.t(key::OPEN_IN_APP) }</a></h2>
            <div class="stage"><canvas role="img" aria-label={alt} ref={canvas} /></div>
            <ul class="ends">{ for list }</ul>
        </section>
    }
}
