//! One run: what it is, how it ends, and every parameter it has.

mod curve;
mod options;
mod param;

use super::idea::Idea;
use crate::core::optimizers::{Family, OPTIMIZERS, OptimizerSpec, optimizer};
use crate::core::param::{ParamSpec, Value};
use crate::core::run::{Outcome, Trajectory};
use crate::scene::{Action, Run};
use crate::text::inspect::status;
use crate::text::{Key, Lang, fill, key, number, optimizer_name};
use crate::web::context::{Ui, use_ui};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{entry, icon, icon_button, swatch};
use gloo_timers::callback::Timeout;
use options::options;
use param::{Control, control};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the card shows.
#[derive(Properties)]
pub struct Props {
    /// Its place in the list.
    pub index: usize,
    /// How many runs there are.
    pub count: usize,
    /// The run.
    pub run: Run,
    /// Its name, with a number from the second of a kind on.
    pub name: AttrValue,
    /// All runs' trajectories.
    pub runs: Rc<Vec<Trajectory>>,
    /// The surface's tolerance, or none where no minimum is known.
    pub tolerance: Option<f64>,
    /// The lowest value that a known minimum has.
    pub lowest: Option<f64>,
    /// Whether it is the selected run.
    pub selected: bool,
    /// Whether another run is pointed at.
    pub dimmed: bool,
    /// How many steps are taken.
    pub steps: usize,
    /// Points at a run.
    pub on_hover: Callback<Option<usize>>,
}

/// Milliseconds after which the methods are listed.
const LIST: u32 = 400;

impl Props {
    fn trajectory(&self) -> Option<&Trajectory> {
        self.runs.get(self.index)
    }
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        let result = |p: &Self| p.trajectory().map(|t| (t.outcome, t.evaluations));
        self.index == o.index
            && self.count == o.count
            && self.run == o.run
            && self.name == o.name
            && result(self) == result(o)
            // A schedule may watch the losses, which the result does not say.
            && (self.run.options.schedule.is_none() || Rc::ptr_eq(&self.runs, &o.runs))
            && self.tolerance == o.tolerance
            && self.steps == o.steps
            && self.selected == o.selected
            && self.dimmed == o.dimmed
    }
}

/// How a run ends, with the word "step" only for assistive technology: the chip has little room.
fn short_status(lang: Lang, outcome: Outcome) -> Html {
    let full = status(lang, outcome);
    match full.split_once("step ") {
        Some((before, after)) => html! { <span>{ before }<span class="vh">{ "step " }</span>{ after }</span> },
        None => html! { <span>{ full }</span> },
    }
}

/// The card.
#[component]
pub fn RunCard(props: &Props) -> Html {
    let ui = use_ui();
    let more = use_state_eq(|| false);
    let lit = use_state_eq(|| None::<&'static str>);
    let (i, run) = (props.index, &props.run);
    // A closed list shows one word of sixty: the others come when the page has begun to move, one list after the other.
    let listed = use_state_eq(|| false);
    use_effect_with((), {
        let listed = listed.setter();
        move |()| {
            let later = Timeout::new(LIST + 60 * i as u32, move || listed.set(true));
            move || drop(later)
        }
    });
    let hover = |on: Option<usize>| props.on_hover.reform(move |_: MouseEvent| on);
    // By keyboard the focus selects; a press selects when it ends, for a list that moves under a finger loses it.
    let select = {
        let (ui, listed) = (ui.clone(), listed.setter());
        Callback::from(move |e: FocusEvent| {
            listed.set(true);
            if target(e.target()).is_some_and(|t| t.matches(":focus-visible").unwrap_or(false)) {
                ui.edit(Action::Select(i));
            }
        })
    };
    let press = {
        let ui = ui.clone();
        Callback::from(move |e: MouseEvent| {
            // What changes the list selects for itself: a copy, for one, is selected already.
            let answered = target(e.target()).is_some_and(|t| t.closest(".buttons").ok().flatten().is_some());
            if !answered {
                ui.edit(Action::Select(i));
            }
        })
    };
    let edit = |action: fn(usize) -> Action| ui.change.reform(move |_: MouseEvent| Change::Edit(action(i)));
    let toggle_more = {
        let more = more.clone();
        Callback::from(move |_: MouseEvent| more.set(!*more))
    };
    let main = |spec: &&ParamSpec| is_rate(run, spec.id) || run.optimizer.main.contains(&spec.id);
    let folded = |spec: &&ParamSpec| !main(spec);
    let class = classes!(
        "run",
        format!("s{}", run.slot % crate::chart::theme::DASHES.len() + 1),
        props.selected.then_some("selected"),
        run.hidden.then_some("off"),
        props.dimmed.then_some("dimmed")
    );
    let set_lit = lit.setter();
    let on_lit = use_callback((), move |id, ()| set_lit.set(id));
    let param = |spec: &'static ParamSpec| {
        let point = |id: Option<&'static str>| on_lit.reform(move |_: PointerEvent| id);
        let class = classes!("param", (*lit == Some(spec.id)).then_some("lit"));
        html! {
            <div {class} data-scent={[&i.to_string(), ".", spec.id].concat()} onpointerenter={point(Some(spec.id))} onpointerleave={point(None)}>{ control_of(&ui, props, spec) }</div>
        }
    };
    let small = |name: Key, glyph: &str, disabled: bool, onclick: Callback<MouseEvent>| {
        icon_button("btn icon", ui.t(name).into(), ui.t(name), glyph, disabled, onclick)
    };
    let eye = if run.hidden { (key::SHOW, "eye-off") } else { (key::HIDE, "eye") };
    html! {
        <li {class} onmouseenter={hover(Some(i))} onmouseleave={hover(None)} onclick={press} onfocusin={select}
            aria-current={props.selected.then_some("true")}>
            <div role="group" aria-label={props.name.clone()}>
                <div class="top">
                    { swatch(run.slot) }
                    { choice_of_method(&ui, props, *listed) }
                    { chip(&ui, props) }
                    <span class="tools">
                        <button class="btn icon" aria-pressed={run.hidden.to_string()}
                            aria-label={ui.t(eye.0)} data-tip={ui.t(eye.0)} onclick={edit(Action::ToggleHidden)}>
                            { icon(eye.1) }
                        </button>
                        <button class="btn icon" aria-expanded={more.to_string()} aria-label={ui.t(key::MORE)}
                            data-tip={ui.t(key::MORE)} onclick={toggle_more}>{ icon("dots") }</button>
                    </span>
                </div>
                if !run.hidden {
                    { for run.optimizer.params.iter().filter(main).map(param) }
                    if *more {
                        <div class="more">
                            { view!(Idea { optimizer: run.optimizer, lit: *lit, on_lit: on_lit.clone() }) }
                            { for run.optimizer.params.iter().filter(folded).map(param) }
                            { options(&ui, props) }
                            <div class="row buttons">
                                <button class="btn line" onclick={edit(Action::DuplicateRun)}
                                    disabled={props.count >= crate::scene::MAX_RUNS}>
                                    { icon("copy") }{ ui.t(key::DUPLICATE) }
                                </button>
                                <button class="btn line copy-run">{ ui.t(key::TO_CLIPBOARD) }</button>
                                <button class="btn line" onclick={edit(Action::RemoveRun)}>
                                    { icon("trash") }{ ui.t(key::REMOVE) }
                                </button>
                                { small(key::MOVE_UP, "up", i == 0, edit(|i| Action::MoveRun(i, i.saturating_sub(1)))) }
                                { small(key::MOVE_DOWN, "down", i + 1 == props.count, edit(|i| Action::MoveRun(i, i + 1))) }
                            </div>
                        </div>
                    }
                }
            </div>
        </li>
    }
}

fn target(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into().ok()
}

/// The name of the run; pressing it chooses another method. Until all are listed only the one that it is.
fn choice_of_method(ui: &Ui, props: &Props, all: bool) -> Html {
    let i = props.index;
    let onchange = ui.on(move |e: Event| {
        let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value())?;
        Some(Action::SetOptimizer(i, optimizer(&chosen)?))
    });
    // Families stand apart by a line: a named group would be one more "Momentum" for who looks for the run.
    let options = Family::ALL.into_iter().enumerate().map(|(place, family)| {
        let now = |spec: &OptimizerSpec| spec.id == props.run.optimizer.id;
        let members = OPTIMIZERS
            .iter()
            .filter(|spec| spec.family == family && (all || now(spec)))
            .map(|spec| entry(spec.id, optimizer_name(ui.lang, spec.id), now(spec)));
        html! { <>if all && place > 0 { <hr /> }{ for members }</> }
    });
    html! {
        <span class="name">
            { props.name.clone() }{ icon("chevron") }
            <select aria-label={ui.t(key::ALGORITHM)} data-tip={ui.t(key::ALGORITHM)} {onchange}>{ for options }</select>
        </span>
    }
}

/// How the run ends, with the test that decides it in the tooltip.
fn chip(ui: &Ui, props: &Props) -> Html {
    let Some(trajectory) = props.trajectory() else { return html! {} };
    let (class, sign) = match trajectory.outcome {
        Outcome::Converged { .. } => ("chip ok", Some("check")),
        Outcome::Budget => ("chip", None),
        Outcome::LeftView { .. } => ("chip out", Some("out")),
        Outcome::Diverged { .. } => ("chip nan", Some("warn")),
    };
    let test = match props.tolerance {
        Some(tolerance) => fill(ui.t(key::TEST_MINIMUM), &[("tolerance", &number(tolerance, 2))]),
        None => ui.t(key::TEST_GRADIENT).to_string(),
    };
    let high = |lowest: &f64| trajectory.last().loss - lowest > props.tolerance.unwrap_or(f64::INFINITY);
    let local = props.lowest.filter(|_| matches!(trajectory.outcome, Outcome::Converged { .. })).filter(high);
    let local = local.map(|lowest| fill(ui.t(key::LOCAL_MINIMUM), &[("f", &number(lowest, 3))])).unwrap_or_default();
    let asked = trajectory.evaluations;
    let counts = [
        ("gradients", asked.gradient.to_string()),
        ("values", asked.value.to_string()),
        ("hessians", asked.hessian.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let title = format!("{local} {test} {}", fill(ui.t(key::EVALUATIONS), &counts)).trim_start().to_string();
    html! {
        <span {class} tabindex="0" data-tip={title.clone()} aria-description={title}>
            if let Some(name) = sign { { icon(name) } }
            { short_status(ui.lang, trajectory.outcome) }
        </span>
    }
}

/// Whether a parameter is the learning rate of the method, by whatever name.
fn is_rate(run: &Run, id: &str) -> bool {
    run.optimizer.rate().is_some_and(|spec| spec.id == id)
}

/// The control of one parameter of the method.
fn control_of(ui: &Ui, props: &Props, spec: &'static ParamSpec) -> Html {
    let (i, id) = (props.index, spec.id);
    let on_set = ui.change.reform(move |value: Value| {
        Change::Edit(match value {
            Value::Choice(choice) if id == "convention" => Action::SetConvention(i, choice),
            value => Action::SetParam(i, id, value),
        })
    });
    let value = props.run.value(id).unwrap_or(spec.default);
    let (owner, named) = (props.run.optimizer.id, is_rate(&props.run, id));
    control(ui, Control { owner, spec, value, optional: spec.optional, hinted: props.selected, named, on_set })
}
