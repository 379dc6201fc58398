//! One run: what it is, how it ends, and every parameter it has.

use super::idea::Idea;
use crate::core::optimizers::{OPTIMIZERS, optimizer};
use crate::core::param::{Kind, ParamSpec, Scale, Value};
use crate::core::run::{Outcome, Trajectory};
use crate::scene::{Action, Run};
use crate::text::{Lang, choice_name, fill, key, number, optimizer_name, param_help, param_label, rate};
use crate::web::context::{Ui, use_ui};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{Field, icon, swatch};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
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
    /// Whether it is the selected run.
    pub selected: bool,
    /// Whether another run is pointed at.
    pub dimmed: bool,
    /// Points at a run.
    pub on_hover: Callback<Option<usize>>,
}

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
            && self.tolerance == o.tolerance
            && self.selected == o.selected
            && self.dimmed == o.dimmed
    }
}

/// How a run ended, in words.
pub fn status(lang: Lang, outcome: Outcome) -> String {
    match outcome {
        Outcome::Converged { at } => fill(lang.text(key::CONVERGED), &[("step", &at.to_string())]),
        Outcome::Budget => lang.text(key::STILL_GOING).into(),
        Outcome::LeftView { .. } => lang.text(key::LEFT_VIEW).into(),
        Outcome::Diverged { at } => fill(lang.text(key::DIVERGED), &[("step", &at.to_string())]),
    }
}

/// The same, with the word "step" only for assistive technology: the chip has little room.
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
    let hover = |on: Option<usize>| props.on_hover.reform(move |_: MouseEvent| on);
    // By keyboard the focus selects; a press selects when it ends, for a list that moves under a finger loses it.
    let select = {
        let ui = ui.clone();
        Callback::from(move |e: FocusEvent| {
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
            <div {class} onpointerenter={point(Some(spec.id))} onpointerleave={point(None)}>{ control(&ui, props, spec) }</div>
        }
    };
    let eye = if run.hidden { (key::SHOW, "eye-off") } else { (key::HIDE, "eye") };
    html! {
        <li {class} onmouseenter={hover(Some(i))} onmouseleave={hover(None)} onclick={press} onfocusin={select}
            aria-current={props.selected.then_some("true")}>
            <div role="group" aria-label={props.name.clone()}>
                <div class="top">
                    { swatch(run.slot) }
                    { choice_of_method(&ui, props) }
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
                            <div class="row buttons">
                                <button class="btn line" onclick={edit(Action::DuplicateRun)}
                                    disabled={props.count >= crate::scene::MAX_RUNS}>
                                    { icon("copy") }{ ui.t(key::DUPLICATE) }
                                </button>
                                <button class="btn line" onclick={edit(Action::RemoveRun)}>
                                    { icon("trash") }{ ui.t(key::REMOVE) }
                                </button>
                                <button class="btn icon" aria-label={ui.t(key::MOVE_UP)} data-tip={ui.t(key::MOVE_UP)}
                                    disabled={i == 0} onclick={edit(|i| Action::MoveRun(i, i.saturating_sub(1)))}>
                                    { icon("up") }
                                </button>
                                <button class="btn icon" aria-label={ui.t(key::MOVE_DOWN)} data-tip={ui.t(key::MOVE_DOWN)}
                                    disabled={i + 1 == props.count} onclick={edit(|i| Action::MoveRun(i, i + 1))}>
                                    { icon("down") }
                                </button>
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

/// The name of the run; pressing it chooses another method.
fn choice_of_method(ui: &Ui, props: &Props) -> Html {
    let i = props.index;
    let onchange = ui.on(move |e: Event| {
        let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value())?;
        Some(Action::SetOptimizer(i, optimizer(&chosen)?))
    });
    let options = OPTIMIZERS.iter().map(|spec| {
        let selected = spec.id == props.run.optimizer.id;
        html! { <option value={spec.id} {selected}>{ optimizer_name(ui.lang, spec.id) }</option> }
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
    let asked = trajectory.evaluations;
    let counts = [
        ("gradients", asked.gradient.to_string()),
        ("values", asked.value.to_string()),
        ("hessians", asked.hessian.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let title = format!("{} {}", test, fill(ui.t(key::EVALUATIONS), &counts));
    html! {
        <span {class} tabindex="0" data-tip={title.clone()} aria-description={title}>
            if let Some(name) = sign { { icon(name) } }
            { short_status(ui.lang, trajectory.outcome) }
        </span>
    }
}

/// The ε that the article uses everywhere.
const ARTICLE_EPS: f64 = 1e-6;

/// The two values of ε that people compare: the library's and the article's.
fn epsilons(ui: &Ui, spec: &ParamSpec, now: f64, on_set: &Callback<f64>) -> Html {
    let choice = |word: crate::text::Key, v: f64| {
        let text = fill(ui.t(word), &[("value", &rate(v))]);
        let pressed = (now == v).to_string();
        html! { <button class="chip" aria-pressed={pressed} onclick={on_set.reform(move |_: MouseEvent| v)}>{ text }</button> }
    };
    html! {
        <div class="presets">
            { choice(key::EPS_LIBRARY, spec.default.number()) }
            { choice(key::EPS_ARTICLE, ARTICLE_EPS) }
        </div>
    }
}

/// Whether a parameter is the learning rate of the method, by whatever name.
fn is_rate(run: &Run, id: &str) -> bool {
    run.optimizer.rate().is_some_and(|spec| spec.id == id)
}

/// The control of one parameter.
fn control(ui: &Ui, props: &Props, spec: &'static ParamSpec) -> Html {
    let (i, id, owner) = (props.index, spec.id, props.run.optimizer.id);
    let value = props.run.value(id).unwrap_or(spec.default);
    let label = param_label(ui.lang, owner, id);
    let help = param_help(ui.lang, owner, id);
    match spec.kind {
        Kind::Number { slider, allowed } => {
            let v = value.number();
            let memory = slider.scale == Scale::Memory;
            let steps = number(1.0 / (1.0 - v), 2);
            let spoken = if v.is_nan() {
                ui.t(key::NONE).to_string()
            } else if memory {
                fill(ui.t(key::MEMORY_SPOKEN), &[("value", &rate(v)), ("steps", &steps)])
            } else {
                rate(v)
            };
            let hint = (memory && props.selected && v > 0.0)
                .then(|| AttrValue::from(fill(ui.t(key::MEMORY_HINT), &[("steps", &steps)])));
            let on_set = ui.change.reform(move |v: f64| {
                // The field gives NaN where a number is left out.
                let value = if v.is_nan() { Value::None } else { Value::Number(v) };
                Change::Edit(Action::SetParam(i, id, value))
            });
            // "Momentum β₁" is both words and symbol; "Learning rate" stands before a symbol of its own.
            let (words, symbol) = match label.strip_suffix(spec.symbol).filter(|_| !spec.symbol.is_empty()) {
                Some(words) => (words.trim_end(), spec.symbol),
                None => (label, if is_rate(&props.run, id) { spec.symbol } else { "" }),
            };
            let presets = if id == "eps" {
                epsilons(ui, spec, v, &on_set)
            } else {
                html! {}
            };
            html! {
                <>
                    { view!(Field { name: label, label: words.to_string(), symbol, help, slider, allowed, optional: spec.optional, value: v, spoken, hint, on_set }) }
                    { presets }
                </>
            }
        }
        Kind::Flag => {
            let onchange = ui.change.reform(move |e: Event| {
                let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
                let on = input.is_some_and(|i| i.checked());
                Change::Edit(Action::SetParam(i, id, Value::Flag(on)))
            });
            html! {
                <label class="switch" data-tip={help}>
                    { label }<input type="checkbox" role="switch" checked={value.flag()} {onchange} />
                </label>
            }
        }
        Kind::Choice(names) => {
            let onchange = ui.on(move |e: Event| {
                let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value())?;
                let choice = names.iter().position(|name| *name == chosen)?;
                Some(if id == "convention" {
                    Action::SetConvention(i, choice)
                } else {
                    Action::SetParam(i, id, Value::Choice(choice))
                })
            });
            let options = names.iter().enumerate().map(|(n, name)| {
                html! { <option value={*name} selected={n == value.choice()}>{ choice_name(ui.lang, id, name) }</option> }
            });
            html! {
                <label class="choice" data-tip={help}>
                    <span>{ label }</span><select class="input" aria-label={label} {onchange}>{ for options }</select>
                </label>
            }
        }
    }
}
