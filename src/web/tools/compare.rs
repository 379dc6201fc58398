//! "Compare": the ranking of the runs, and the table surface × optimizer.

use super::Props;
use crate::core::oracle::Evaluations;
use crate::core::run::Trajectory;
use crate::core::surfaces::{SURFACES, Surface, Trouble};
use crate::scene::{By, Scene, Table, csv, place, placed, scores, simulate};
use crate::text::inspect::status;
use crate::text::{fill, key, number, rate, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::frame_loop::{FrameLoop, for_a_while};
use crate::web::view;
use crate::web::widgets::{CopyButton, Dialog, entry};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The dialog.
#[component]
pub fn Compare(props: &Props) -> Html {
    let ui = use_ui();
    let raced = use_memo(Rc::clone(&props.scene), |scene| (scene.landscape_with_minima(), simulate(scene)));
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
                { ranking(&ui, &props.scene, &raced, by) }
                { view!(Grid { scene: Rc::clone(&props.scene), by }) }
            }
        </div>
    };
    view!(Dialog { title: ui.t(key::COMPARE), on_close: props.on_close.clone(), children })
}

/// Who is ahead on the scene's own surface.
fn ranking(ui: &Ui, scene: &Scene, (surface, runs): &(Surface, Vec<Trajectory>), by: By) -> Html {
    let scores = scores(scene, surface, runs);
    let names = scene.run_names(ui.lang);
    let mut text = Text::new(ui.t(key::RANKING));
    for head in [key::PLACE, key::RUNS, key::RATE_HEAD, key::OUTCOME, key::EVALUATIONS_HEAD] {
        text.head(ui.t(head));
    }
    text.head("<i>f</i>");
    for (place, score) in placed(&scores, by) {
        text.row();
        text.cell("", "", &place.to_string());
        let slot = scene.runs[score.run].slot % crate::chart::theme::DASHES.len() + 1;
        text.name(&format!("tint s{slot}"), &names[score.run]);
        text.cell("", "", &rate(score.lr));
        text.cell("", "", &status(ui.lang, score.outcome));
        text.cell("", "", &evaluations(score.evaluations));
        text.cell("", "", &number(score.loss(by), 3));
    }
    let test = match surface.known_minima() {
        [] => ui.t(key::TEST_GRADIENT).to_string(),
        _ => fill(ui.t(key::TEST_MINIMUM), &[("tolerance", &number(surface.spec.tolerance, 2))]),
    };
    let (steps, budget) = (scene.steps.to_string(), scores.first().map_or(0, |score| score.budget).to_string());
    let others = match by {
        By::Steps => fill(ui.t(key::OTHERS_BY_STEPS), &[("steps", &steps)]),
        By::Evaluations => fill(ui.t(key::OTHERS_BY_EVALUATIONS), &[("count", &budget)]),
    };
    let words = [&*test, &*others, ui.t(key::COUNTED_ONCE)].join(ui.t(key::SENTENCE_JOIN));
    html! {
        <section aria-label={ui.t(key::RANKING)}>
            <h2>{ ui.t(key::RANKING) }</h2>
            { text.shown() }
            <p class="quiet">{ words }</p>
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
        entry(trouble.id(), name, *which == Some(i))
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
                    <select class="input" aria-label={ui.t(key::TABLE_SURFACES)} disabled={*running} onchange={choose}>
                        { entry("", ui.t(key::TABLE_ALL), which.is_none()) }
                        { for Trouble::ALL.iter().enumerate().map(group) }
                    </select>
                </label>
                <button class="btn solid" onclick={toggle}>
                    { ui.t(if *running { key::TABLE_STOP } else { key::TABLE_START }) }
                </button>
                <span role="status" class="quiet">{ progress.unwrap_or_default() }</span>
            </div>
            if let Some(table) = shown {
                { filled(&ui, table, props.by) }
                if !*running {
                    { export(&ui, table.csv(props.by), "downhill-surfaces.csv") }
                }
            }
        </section>
    }
}

/// What is done of the table.
fn filled(ui: &Ui, table: &Table, by: By) -> Html {
    let mut text = Text::new(ui.t(key::TABLE));
    text.head("");
    for name in table.scene().run_names(ui.lang) {
        text.head(&name);
    }
    for (surface, scores) in table.rows() {
        text.row();
        text.name("", surface_name(ui.lang, surface.id));
        for score in scores {
            let best = place(scores, score, by) == 1;
            let (class, cost) = match score.cost(by) {
                Some(cost) => ("", cost.to_string()),
                None => ("quiet", format!("f {}", number(score.loss(by), 2))),
            };
            let (outcome, lr) = (status(ui.lang, score.outcome), rate(score.lr));
            let tip = format!("{outcome}{}{} {lr}", ui.t(key::LIST_JOIN), ui.t(key::RATE_HEAD));
            text.cell(if best { "best" } else { class }, &tip, &cost);
        }
    }
    text.shown()
}

/// A table as the text of its HTML: a fraction of the code that as many elements are. It holds nothing but the page's own
/// words, which need no escaping.
struct Text(String);

impl Text {
    fn new(caption: &str) -> Self {
        Text(format!("<table><caption class=vh>{caption}</caption><tr>"))
    }

    fn head(&mut self, name: &str) {
        self.add(&["<th scope=col>", name, "</th>"]);
    }

    fn row(&mut self) {
        self.add(&["<tr>"]);
    }

    fn name(&mut self, class: &str, name: &str) {
        self.add(&["<th scope=row class='", class, "'>", name, "</th>"]);
    }

    fn cell(&mut self, class: &str, tip: &str, text: &str) {
        self.add(&["<td class='", class, "' data-tip='", tip, "'>", text, "</td>"]);
    }

    fn add(&mut self, parts: &[&str]) {
        for part in parts {
            self.0 += part;
        }
    }

    fn shown(self) -> Html {
        let table = Html::from_html_unchecked((self.0 + "</table>").into());
        html! { <div class="scroll" tabindex="0">{ table }</div> }
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
