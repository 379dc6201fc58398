//! "Compare": the ranking of the runs, and the table surface × optimizer.

use crate::core::oracle::Evaluations;
use crate::core::run::Trajectory;
use crate::core::surfaces::{SURFACES, Surface, SurfaceSpec, Trouble};
use crate::scene::{By, Scene, Score, Table, csv, place, placed, scores};
use crate::text::{fill, key, number, param_label, rate, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::frame_loop::{FrameLoop, for_a_while};
use crate::web::panels::status;
use crate::web::view;
use crate::web::widgets::{CopyButton, Dialog, swatch};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What is compared.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// Closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.runs, &o.runs)
    }
}

/// The dialog.
#[component]
pub fn CompareDialog(props: &Props) -> Html {
    let ui = use_ui();
    let evaluations = use_state_eq(|| false);
    let by = if *evaluations { By::Evaluations } else { By::Steps };
    let measure = |name, which: bool| {
        let set = evaluations.setter();
        let onchange = Callback::from(move |_: Event| set.set(which));
        let checked = *evaluations == which;
        html! {
            <label class="radio"><input type="radio" name="by" {checked} {onchange} />{ ui.t(name) }</label>
        }
    };
    let children = html! {
        <div class="compare">
            <fieldset class="choices row">
                <legend class="vh">{ ui.t(key::COMPARE_BY) }</legend>
                { measure(key::BY_STEPS, false) }{ measure(key::BY_EVALUATIONS, true) }
            </fieldset>
            if props.scene.runs.is_empty() {
                <p>{ ui.t(key::NO_RUNS) }</p>
            } else {
                { ranking(&ui, props, by) }
                { view!(Grid { scene: Rc::clone(&props.scene), by }) }
            }
        </div>
    };
    view!(Dialog { title: ui.t(key::COMPARE), on_close: props.on_close.clone(), children })
}

/// Who is ahead on the scene's own surface.
fn ranking(ui: &Ui, props: &Props, by: By) -> Html {
    let (scene, surface) = (&props.scene, &props.surface);
    let scores = scores(scene, surface, &props.runs);
    let names = scene.run_names(ui.lang);
    let row = |(place, score): (usize, Score)| {
        let slot = scene.runs[score.run].slot;
        html! {
            <tr>
                <td>{ place }</td>
                <th scope="row" class={format!("s{}", slot % crate::chart::theme::DASHES.len() + 1)}>
                    { swatch(slot) }{ &names[score.run] }
                </th>
                <td>{ rate(score.lr) }</td>
                <td>{ status(ui.lang, score.outcome) }</td>
                <td>{ evaluations(score.evaluations) }</td>
                <td>{ number(score.loss(by), 3) }</td>
            </tr>
        }
    };
    let rows = placed(&scores, by).into_iter().map(row);
    let test = match surface.known_minima() {
        [] => ui.t(key::TEST_GRADIENT).to_string(),
        _ => fill(ui.t(key::TEST_MINIMUM), &[("tolerance", &number(surface.spec.tolerance, 2))]),
    };
    let (steps, budget) = (scene.steps.to_string(), scores.first().map_or(0, |score| score.budget).to_string());
    let others = match by {
        By::Steps => fill(ui.t(key::OTHERS_BY_STEPS), &[("steps", &steps)]),
        By::Evaluations => fill(ui.t(key::OTHERS_BY_EVALUATIONS), &[("count", &budget)]),
    };
    let name = |key| html! { <th scope="col">{ ui.t(key) }</th> };
    html! {
        <section aria-label={ui.t(key::RANKING)}>
            <h2>{ ui.t(key::RANKING) }</h2>
            <div class="scroll" tabindex="0">
                <table>
                    <caption class="vh">{ ui.t(key::RANKING) }</caption>
                    <thead><tr>
                        { name(key::PLACE) }{ name(key::RUNS) }
                        <th scope="col">{ param_label(ui.lang, "", "lr") }</th>
                        { name(key::OUTCOME) }{ name(key::EVALUATIONS_HEAD) }
                        <th scope="col"><i>{ "f" }</i></th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <p class="quiet">{ test }{ ui.t(key::SENTENCE_JOIN) }{ others }{ ui.t(key::SENTENCE_JOIN) }{ ui.t(key::COUNTED_ONCE) }</p>
            { export(ui, csv([(scene.surface.id, &*scores)].into_iter(), by), "downhill-ranking.csv") }
        </section>
    }
}

/// All evaluations, and of what they are if not all are gradients.
fn evaluations(e: Evaluations) -> String {
    let (all, Evaluations { value, gradient, hessian }) = (e.total(), e);
    if all == gradient {
        format!("{all} ∇f")
    } else {
        format!("{all} = {gradient} ∇f + {value} f + {hessian} ∇²f")
    }
}

/// What the table is made of.
#[derive(Properties, PartialEq)]
struct GridProps {
    scene: Rc<Scene>,
    by: By,
}

/// Surface × optimizer.
#[component]
fn Grid(props: &GridProps) -> Html {
    let ui = use_ui();
    let table = use_mut_ref(|| None::<Table>);
    let running = use_state_eq(|| false);
    let done = use_state_eq(|| None::<usize>);
    // Its place among the troubles; none for all surfaces.
    let which = use_state_eq(|| Trouble::ALL.iter().position(|trouble| *trouble == props.scene.surface.trouble));
    use_effect_with(*running, {
        let (table, running, done) = (Rc::clone(&table), running.setter(), done.setter());
        let (scene, which) = (Rc::clone(&props.scene), which.map(|i| Trouble::ALL[i]));
        move |on: &bool| {
            let work = on.then(|| {
                let chosen = SURFACES.iter().filter(|spec| which.is_none_or(|trouble| spec.trouble == trouble));
                *table.borrow_mut() = Some(Table::new(&scene, chosen.collect()));
                let work = FrameLoop::new(move |_| {
                    let mut table = table.borrow_mut();
                    let Some(table) = &mut *table else { return false };
                    let more = for_a_while(&mut || table.step());
                    done.set(Some(table.progress().0));
                    running.set(more);
                    more
                });
                work.wake();
                work
            });
            move || drop(work)
        }
    });
    let choose = {
        let set = which.setter();
        Callback::from(move |e: Event| {
            let select = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok());
            set.set(select.and_then(|s| usize::try_from(s.selected_index() - 1).ok()));
        })
    };
    let toggle = {
        let (running, done) = (running.clone(), done.setter());
        Callback::from(move |_: MouseEvent| {
            if !*running {
                done.set(None);
            }
            running.set(!*running);
        })
    };
    let group = |(i, trouble): (usize, &Trouble)| {
        let name = ui.lang.named(&format!("trouble.{}", trouble.id())).unwrap_or(trouble.id());
        html! { <option selected={*which == Some(i)}>{ name }</option> }
    };
    let steps = props.scene.steps.to_string();
    let table = table.borrow();
    let progress = table.as_ref().map(|table| {
        let (done, count) = table.progress();
        fill(ui.t(key::TABLE_PROGRESS), &[("done", &done.to_string()), ("count", &count.to_string())])
    });
    let shown = table.as_ref().filter(|table| table.progress().0 > 0);
    html! {
        <section aria-label={ui.t(key::TABLE)}>
            <h2>{ ui.t(key::TABLE) }</h2>
            <p class="quiet">{ fill(ui.t(key::TABLE_WHY), &[("steps", &steps)]) }</p>
            <div class="row">
                <label class="choice">{ ui.t(key::TABLE_SURFACES) }
                    <select class="input" disabled={*running} onchange={choose}>
                        <option selected={which.is_none()}>{ ui.t(key::TABLE_ALL) }</option>
                        { for Trouble::ALL.iter().enumerate().map(group) }
                    </select>
                </label>
                <button class="btn solid" onclick={toggle}>
                    { ui.t(if *running { key::TABLE_STOP } else { key::TABLE_START }) }
                </button>
                <span role="status" class="quiet">{ progress.unwrap_or_default() }</span>
            </div>
            if let Some(table) = shown {
                <div class="scroll" tabindex="0">
                    <table>
                        <caption class="vh">{ ui.t(key::TABLE) }</caption>
                        <thead><tr>
                            <td></td>
                            { for table.scene().run_names(ui.lang).into_iter().map(|name| html! { <th scope="col">{ name }</th> }) }
                        </tr></thead>
                        <tbody>{ for table.rows().map(|(surface, scores)| grid_row(&ui, surface, scores, props.by)) }</tbody>
                    </table>
                </div>
                if !*running {
                    { export(&ui, table.csv(props.by), "downhill-surfaces.csv") }
                }
            }
        </section>
    }
}

fn grid_row(ui: &Ui, surface: &SurfaceSpec, scores: &[Score], by: By) -> Html {
    let cell = |score: &Score| {
        let best = (place(scores, score, by) == 1).then_some("best");
        let (class, text) = match score.cost(by) {
            Some(cost) => (classes!(best), cost.to_string()),
            None => (classes!(best, "quiet"), format!("f {}", number(score.loss(by), 2))),
        };
        let outcome = status(ui.lang, score.outcome);
        let tip = [outcome, format!("{} {}", param_label(ui.lang, "", "lr"), rate(score.lr))];
        html! { <td {class} data-tip={tip.join(ui.t(key::LIST_JOIN))}>{ text }</td> }
    };
    html! {
        <tr key={surface.id}>
            <th scope="row">{ surface_name(ui.lang, surface.id) }</th>
            { for scores.iter().map(cell) }
        </tr>
    }
}

/// A text to take away: as a file, or on the clipboard.
fn export(ui: &Ui, text: String, name: &'static str) -> Html {
    // A link of a few kB that holds the file itself: nothing to clean up afterwards.
    let href = format!("data:text/csv;charset=utf-8,{}", js_sys::encode_uri_component(&text));
    html! {
        <div class="row">
            <a class="btn line" {href} download={name}>{ ui.t(key::DOWNLOAD_CSV) }</a>
            { view!(CopyButton { text, class: "btn line" }) }
        </div>
    }
}
