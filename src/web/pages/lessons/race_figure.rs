//! A live race inside a lesson: the app's own landscape with the sliders that matter, and the way to the whole app.

use super::figure::{FigureProps, colour, use_change, use_ways};
use crate::chart::arrows::Arrows;
use crate::chart::frame::Frame;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Scene, Target, simulate};
use crate::text::inspect::status;
use crate::text::{fill, key, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::measure::{Sizes, use_sizes};
use crate::web::near::{use_ever, use_near};
use crate::web::panels::{Count, Handle, PlayButton, use_gestures};
use crate::web::paper::use_paper;
use crate::web::prefs::reduced_motion;
use crate::web::stage::{Show, Stage};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{Field, swatch};
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// A surface and the runs on it.
type Computed = (Rc<Surface>, Rc<Vec<Trajectory>>);

/// The figure.
#[component]
pub(super) fn RaceFigure(props: &FigureProps) -> Html {
    let page = use_ui();
    let stage = (*use_state(Stage::new)).clone();
    let (canvas, place, tip) = (use_node_ref(), use_node_ref(), use_node_ref());
    let near = use_near(&place);
    let seen = use_ever(near);
    let sizes = use_sizes(&canvas);
    let ground = use_state(|| None::<Frame>);
    let scene = &props.scene;
    let change = use_change(props);
    let ui = Ui { stage: stage.clone(), change, ..page };
    let ways = use_ways(&ui, scene);
    // What is out of sight costs nothing.
    let computed: Rc<Option<Computed>> = use_memo((Rc::clone(scene), seen), |(scene, seen)| {
        seen.then(|| (Rc::new(scene.landscape()), Rc::new(simulate(scene))))
    });
    use_effect_with((), {
        let (stage, canvas, ground) = (stage.clone(), canvas.clone(), ground.setter());
        let (scene, plays) = (Rc::clone(scene), props.plays);
        move |()| {
            stage.on_frame(Callback::from(move |frame| ground.set(Some(frame))));
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                stage.set_landscape(canvas, true);
            }
            stage.set_end(if plays && !reduced_motion() { 0 } else { scene.at.unwrap_or(scene.steps) });
            move || stage.leave()
        }
    });
    use_effect_with((sizes, near), {
        let stage = stage.clone();
        move |(sizes, near): &(Option<Sizes>, bool)| {
            if let Some(sizes) = sizes.filter(|_| *near) {
                stage.measure(Some((sizes.size, 0.0)), None, sizes.em, sizes.density);
            }
            if !near && stage.head().playing {
                stage.pause();
            }
        }
    });
    use_show(&ui, scene, &computed, props.plays);
    use_gestures(&canvas, &ui, scene, &tip, &Callback::noop());

    let alt = fill(ui.t(key::FIGURE_ALT), &[("surface", surface_name(ui.lang, scene.surface.id))]);
    html! {
        <ContextProvider<Ui> context={ui.clone()}>
            <div class="fig" ref={place}>
                <div class="stage">
                    <canvas role="img" aria-label={format!("{alt} {}", results(&ui, scene, &computed))} ref={canvas} />
                    { view!(Handle { scene: Rc::clone(scene), frame: *ground }) }
                    <output class="tip" ref={tip} hidden=true aria-hidden="true" />
                </div>
                <div class="under">
                    <div class="row">{ view!(PlayButton {  }) }{ view!(Count {  }) }</div>
                    <div class="sliders">
                        { for props.sliders.iter().filter_map(|name| slider(&ui, scene, name)) }
                    </div>
                </div>
                <p class="ends">{ ends(&ui, scene, &computed) }{ ways }</p>
            </div>
        </ContextProvider<Ui>>
    }
}

/// Shows the scene on the figure's stage, and in light colours on paper.
#[hook]
fn use_show(ui: &Ui, scene: &Rc<Scene>, computed: &Rc<Option<Computed>>, plays: bool) {
    let begun = use_mut_ref(|| !plays || reduced_motion());
    let deps = (ui.stage.clone(), Rc::clone(scene), Rc::clone(computed), ui.theme, ui.lang);
    use_effect_with((Rc::clone(scene), computed.is_some(), ui.theme, ui.lang), {
        let (stage, scene, computed, theme, lang) = deps;
        move |_| {
            let arrows = Arrows::default();
            let shown = computed.as_ref().as_ref().map(|(surface, runs)| {
                let (surface, runs) = (Rc::clone(surface), Rc::clone(runs));
                Show { scene, runs, surface, fan: Rc::default(), theme, lang, arrows, strong: false, paper: false }
            });
            if let Some(show) = shown {
                stage.show(show);
                if !begun.replace(true) {
                    stage.play();
                }
            }
        }
    });
    use_paper(&ui.stage, ui.theme);
}

/// How each run ends, in words.
fn results(ui: &Ui, scene: &Scene, computed: &Option<Computed>) -> String {
    let Some((_, runs)) = computed else { return String::new() };
    let names = scene.run_names(ui.lang);
    let one = |(name, run): (String, &Trajectory)| format!("{name}: {}", status(ui.lang, run.outcome));
    names.into_iter().zip(runs.iter()).map(one).collect::<Vec<_>>().join(ui.t(key::LIST_JOIN))
}

/// The same with each run's swatch.
fn ends(ui: &Ui, scene: &Scene, computed: &Option<Computed>) -> Html {
    let names = scene.run_names(ui.lang);
    let each = scene.runs.iter().zip(names).enumerate().map(|(i, (run, name))| {
        let words = computed.as_ref().and_then(|(_, runs)| Some(status(ui.lang, runs.get(i)?.outcome)));
        html! {
            <span class={format!("end s{}", run.slot % crate::chart::theme::DASHES.len() + 1)}>
                { swatch(run.slot) }<b>{ name }</b>{ " " }{ words.unwrap_or_else(|| "…".into()) }
            </span>
        }
    });
    html! { <>{ for each }</> }
}

/// A slider of the scene.
pub(super) fn slider(ui: &Ui, scene: &Scene, name: &str) -> Option<Html> {
    let target = Target::find(scene, name)?;
    let (words, symbol) = target.label(scene, ui.lang);
    let on_set = ui.change.reform(move |v: f64| Change::Edit(target.set(v)));
    let (slider, allowed, value, spoken) = (target.slider, target.allowed, target.value, target.spoken(ui.lang));
    Some(html! {
        <div class={colour(target, scene)}>
            { view!(Field { name: format!("{words} {symbol}"), label: words, symbol, slider, allowed, value, spoken, on_set }) }
        </div>
    })
}
