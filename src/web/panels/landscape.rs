//! The landscape: the canvas with its handle, and the plates that float over it.

mod gestures;
mod handle;
mod readout;

use super::Guess;
use super::arrows_menu::ArrowsMenu;
use super::noise::{NoiseMenu, noise_words};
use super::notice::{Notice, NoticeView};
use super::picker::Picker;
use super::picker::Thumb;
use crate::chart::arrows::Arrows;
use crate::chart::frame::Frame;
use crate::core::optimizers::Quantity;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Action, Scene, View, mean_path};
use crate::text::{Key, fill, key, number, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::view;
use crate::web::widgets::{icon, icon_button};
pub use gestures::use_gestures;
pub use handle::{Handle, rounded, stand};
use readout::Readout;
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
    /// The fan of seeds of the selected run, if one is drawn.
    pub fan: Rc<Vec<Trajectory>>,
    /// Which arrows are drawn.
    pub arrows: Arrows,
    /// Changes which arrows are drawn.
    pub on_arrows: Callback<Arrows>,
    /// Which popover is open.
    pub open: Option<Popover>,
    /// Opens or closes a popover.
    pub on_open: Callback<Option<Popover>>,
    /// The notice, if any.
    pub notice: Option<Notice>,
    /// Closes the notice.
    pub on_dismiss: Callback<()>,
    /// Counts the scenes that links have asked for.
    pub opened: usize,
    /// Whether the paths are hidden until the reader has guessed.
    pub hidden: bool,
    /// Points at a run.
    pub on_hover: Callback<Option<usize>>,
}

/// A popover over the landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popover {
    /// The choice of a surface.
    Picker,
    /// Which arrows are drawn.
    Arrows,
    /// What is random.
    Noise,
    /// At which rates the runs are compared.
    Rates,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
            && Rc::ptr_eq(&self.runs, &o.runs)
            && self.arrows == o.arrows
            && self.open == o.open
            && self.notice == o.notice
            && self.hidden == o.hidden
    }
}

/// The landscape.
#[component]
pub fn LandscapeView(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let tip = use_node_ref();
    let works = use_state_eq(|| true);
    // Counts the grounds drawn: what stands over the canvas follows it.
    let ground = use_state(|| (0_u32, None::<Frame>));

    use_effect_with((), {
        let (stage, canvas, works, ground) = (ui.stage.clone(), canvas.clone(), works.setter(), ground.setter());
        move |()| {
            let count = std::cell::Cell::new(0);
            stage.on_frame(Callback::from(move |frame| {
                count.set(count.get() + 1);
                ground.set((count.get(), Some(frame)));
            }));
            works.set(canvas.cast::<HtmlCanvasElement>().is_some_and(|c| stage.set_landscape(c, true)));
        }
    });
    use_gestures(&canvas, &ui, &props.scene, &tip, &props.on_hover);

    let name = surface_name(ui.lang, props.surface.spec.id);
    // Where there is little room, and on paper, only noise that there is.
    let noisy = props.scene.noise.is_some() || props.scene.batch.is_some();
    let toggle = |which: Popover| {
        let (open, on_open) = (props.open, props.on_open.clone());
        Callback::from(move |_: MouseEvent| on_open.emit((open != Some(which)).then_some(which)))
    };
    let zoom = |factor: f64| {
        let ui = ui.clone();
        Callback::from(move |_: MouseEvent| zoom_middle(&ui, factor))
    };
    let fit = ui.change.reform(|_: MouseEvent| crate::web::store::Change::Edit(Action::SetDomain(None)));
    let close = props.on_open.reform(|()| None);
    let side = |name: &'static str, view: View| {
        let pressed = (view == View::Terrain) == (props.scene.view == View::Terrain);
        let onclick = ui.on(move |_: MouseEvent| Some(Action::SetView(view)));
        html! { <button class="btn" aria-pressed={pressed.to_string()} {onclick}>{ name }</button> }
    };
    let small = |class: &'static str, name: Key, glyph: &str, onclick: Callback<MouseEvent>| {
        icon_button(class, ui.t(name).into(), ui.t(name), glyph, false, onclick)
    };
    html! {
        <section class="stage" aria-label={ui.t(key::LANDSCAPE)}>
            <canvas id="land" role="img" aria-label={describe(&ui, &props.scene, &props.surface, &props.runs, &props.fan)} ref={canvas} />
            <div id="over" />
            if !*works {
                <p class="no-canvas" role="alert">{ ui.t(key::NO_CANVAS) }</p>
            }
            { view!(Handle { scene: Rc::clone(&props.scene), frame: ground.1 }) }
            <output class="tip" ref={tip} hidden=true aria-hidden="true" />
            if props.scene.wishes.predict {
                { view!(props.opened => Guess { scene: Rc::clone(&props.scene), runs: Rc::clone(&props.runs), hidden: props.hidden, frame: ground.1 }) }
            }
            <div class="plate tl">
                <button class="surface-btn" aria-haspopup="dialog"
                    aria-expanded={(props.open == Some(Popover::Picker)).to_string()}
                    aria-label={fill(ui.t(key::SURFACE_BUTTON), &[("name", name)])}
                    data-tip={ui.t(key::SURFACE_KEY)} onclick={toggle(Popover::Picker)}>
                    { view!(Thumb { spec: props.surface.spec, surface: Rc::clone(&props.surface) }) }
                    <span><b>{ name }</b><span class="formula" data-f={props.surface.plain.clone()} /></span>
                    { icon("chevron") }
                </button>
                <button class={if noisy { "btn" } else { "btn hide-phone" }} aria-haspopup="dialog" onclick={toggle(Popover::Noise)}
                    aria-expanded={(props.open == Some(Popover::Noise)).to_string()}>
                    { icon("dice") }{ noise_words(&ui, &props.scene) }
                </button>
            </div>
            <div class="plate tr">
                { small("btn icon hide-phone", key::ZOOM_OUT, "zoom-out", zoom(0.8)) }
                { small("btn icon hide-phone", key::ZOOM_IN, "zoom-in", zoom(1.25)) }
                if props.scene.domain.is_some() {
                    { small("btn icon", key::WHOLE_VIEW, "fit", fit) }
                }
                <span class="seg">{ side("2D", View::Flat) }{ side("3D", View::Terrain) }</span>
                <button class="btn" aria-haspopup="dialog" onclick={toggle(Popover::Arrows)}
                    aria-expanded={(props.open == Some(Popover::Arrows)).to_string()}>
                    { icon("arrow") }{ ui.t(key::ARROWS) }{ icon("chevron") }
                </button>
            </div>
            { view!(Readout { ground: ground.0, surface: Rc::clone(&props.surface) }) }
            if props.open == Some(Popover::Picker) {
                { view!(Picker { scene: Rc::clone(&props.scene), on_close: close.clone(), on_noise: props.on_open.reform(|()| Some(Popover::Noise)) }) }
            }
            if props.open == Some(Popover::Noise) {
                { view!(NoiseMenu { scene: Rc::clone(&props.scene), on_close: close.clone() }) }
            }
            if props.open == Some(Popover::Arrows) {
                { view!(ArrowsMenu { arrows: props.arrows, keeps: keeps(props), flat: props.scene.view != View::Terrain, on_change: props.on_arrows.clone(), on_close: close }) }
            }
            if let Some(notice) = &props.notice {
                { view!(NoticeView { notice: notice.clone(), on_dismiss: props.on_dismiss.clone() }) }
            }
        </section>
    }
}

/// What the selected method keeps.
fn keeps(props: &Props) -> Vec<Quantity> {
    let run = props.scene.runs.get(props.scene.select);
    run.map(|run| props.scene.plan(run).keeps(&props.surface)).unwrap_or_default()
}

/// Enlarges the view around its middle.
pub fn zoom_middle(ui: &Ui, factor: f64) {
    let Some(frame) = ui.stage.frame() else { return };
    let (left, top, right, bottom) = frame.plot();
    if let Some(domain) = ui.stage.moved((0.0, 0.0), ((left + right) / 2.0, (top + bottom) / 2.0), factor) {
        ui.edit(Action::SetDomain(Some(domain)));
    }
}

/// The picture in words: what is plotted, and where each run ended.
pub fn describe(ui: &Ui, scene: &Scene, surface: &Surface, runs: &[Trajectory], fan: &[Trajectory]) -> String {
    let names = scene.run_names(ui.lang);
    let shown = scene.runs.iter().zip(runs).zip(names).filter(|((run, _), _)| !run.hidden);
    let runs: Vec<String> = shown
        .map(|((_, trajectory), name)| {
            let last = trajectory.last();
            let status = crate::text::inspect::status(ui.lang, trajectory.outcome);
            fill(
                ui.t(key::LANDSCAPE_RUN),
                &[
                    ("run", &name),
                    ("status", &status),
                    ("x", &number(last.point[0], 3)),
                    ("y", &number(last.point[1], 3)),
                    ("f", &number(last.loss, 3)),
                ],
            )
        })
        .chain(fanned(ui, scene, fan))
        .collect();
    let name = surface_name(ui.lang, surface.spec.id);
    let start = scene.start();
    fill(
        ui.t(key::LANDSCAPE_ALT),
        &[
            ("surface", name),
            ("formula", &surface.plain),
            ("x", &number(start[0], 3)),
            ("y", &number(start[1], 3)),
            ("runs", &runs.join(ui.t(key::LIST_JOIN))),
        ],
    )
}

/// The fan of seeds in words, if one is drawn.
fn fanned(ui: &Ui, scene: &Scene, fan: &[Trajectory]) -> Option<String> {
    let mean = fan.last().map(|_| mean_path(fan))?;
    let ([x, y], run) = (mean.last()?.point, scene.run_names(ui.lang).into_iter().nth(scene.select)?);
    let values = [("run", &*run), ("count", &fan.len().to_string()), ("x", &number(x, 3)), ("y", &number(y, 3))];
    Some(fill(ui.t(key::FAN_ALT), &values))
}
