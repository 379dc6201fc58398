//! The notice at the lower left of the landscape: at most one, with at most one thing to do.

use crate::core::run::{Outcome, Plan, Trajectory};
use crate::core::surfaces::Surface;
use crate::core::{param::Value, tune};
use crate::scene::{Action, Ignored, Scene};
use crate::text::{Lang, fill, key, optimizer_name, rate};
use crate::web::context::use_ui;
use crate::web::store::{Change, Store};
use crate::web::widgets::{icon, icon_button};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What has to be said.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A link had things that were ignored.
    Ignored(Vec<Ignored>),
    /// A run has been removed and can be brought back.
    Removed(&'static str),
    /// A run diverges.
    Diverged {
        /// Its index.
        run: usize,
        /// Its name.
        name: String,
        /// Its learning rate now: the notice is about this one only.
        lr: f64,
        /// The parameter that is its learning rate.
        param: &'static str,
        /// The nearest rate at which it does not, if there is one.
        better: Option<f64>,
    },
}

/// What has to be said now, the most urgent first.
pub fn notice(store: &Store, runs: &[Trajectory], surface: &Surface, lang: Lang) -> Option<Notice> {
    if !store.ignored.is_empty() {
        return Some(Notice::Ignored(store.ignored.clone()));
    }
    if let Some(id) = store.removed {
        return Some(Notice::Removed(id));
    }
    diverged(&store.scene, runs, surface, lang)
}

fn diverged(scene: &Scene, runs: &[Trajectory], surface: &Surface, lang: Lang) -> Option<Notice> {
    let diverges = |i: usize| {
        let shown = scene.runs.get(i).is_some_and(|r| !r.hidden);
        shown && runs.get(i).is_some_and(|t| matches!(t.outcome, Outcome::Diverged { .. }))
    };
    let run = std::iter::once(scene.select).chain(0..runs.len()).find(|i| diverges(*i))?;
    let plan = scene.plan(&scene.runs[run]);
    let param = plan.optimizer.rate().map_or("lr", |spec| spec.id);
    let better = tune::nearest_good_rate(&Plan { steps: plan.steps.min(1000), ..plan }, surface, scene.domain());
    Some(Notice::Diverged { run, name: scene.run_names(lang)[run].clone(), lr: scene.runs[run].lr(), param, better })
}

/// A notice on the page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is said.
    pub notice: Notice,
    /// Closes it.
    pub on_dismiss: Callback<()>,
}

/// Milliseconds that "Undo" is offered after a removal.
const UNDO_FOR: u32 = 8000;

/// The notice.
#[component]
pub fn NoticeView(props: &Props) -> Html {
    let ui = use_ui();
    use_effect_with(props.notice.clone(), {
        let dismiss = props.on_dismiss.clone();
        move |notice: &Notice| {
            let passing = matches!(notice, Notice::Removed(_));
            let timeout = passing.then(|| Timeout::new(UNDO_FOR, move || dismiss.emit(())));
            move || drop(timeout)
        }
    });
    let (words, action) = match &props.notice {
        Notice::Ignored(list) => {
            let lines = list.iter().map(|i| html! { <li>{ i.message(ui.lang) }</li> });
            (html! { <><b>{ ui.t(key::LINK_PARTLY) }</b><ul>{ for lines }</ul></> }, None)
        }
        Notice::Removed(id) => {
            let text = fill(ui.t(key::REMOVED), &[("run", optimizer_name(ui.lang, id))]);
            (html! { text }, Some((ui.t(key::UNDO).to_string(), ui.change.reform(|_: MouseEvent| Change::Undo))))
        }
        Notice::Diverged { run, name, param, better, .. } => {
            let title = fill(ui.t(key::DIVERGED_TITLE), &[("run", name)]);
            let (run, param) = (*run, *param);
            let action = better.map(|lr| {
                let use_it = ui
                    .change
                    .reform(move |_: MouseEvent| Change::Edit(Action::SetParam(run, param, Value::Number(lr))));
                (fill(ui.t(key::DIVERGED_USE), &[("rate", &rate(lr))]), use_it)
            });
            (html! { <><b>{ title }</b>{ " " }{ ui.t(key::DIVERGED_WHY) }</> }, action)
        }
    };
    let close = props.on_dismiss.reform(|_: MouseEvent| ());
    // A long list scrolls, also by the keyboard.
    let long = matches!(props.notice, Notice::Ignored(_));
    html! {
        <div class="notice" role="status">
            <span class="sign">{ icon("warn") }</span>
            <div class="words" tabindex={long.then_some("0")}>{ words }</div>
            if let Some((text, onclick)) = action {
                <button class="btn line" {onclick}>{ text }</button>
            }
            { icon_button("btn icon", ui.t(key::DISMISS).into(), ui.t(key::DISMISS), "close", false, close) }
        </div>
    }
}

/// What assistive technology hears when the results change.
#[derive(Properties, PartialEq)]
pub struct Said {
    /// All statuses in one sentence.
    pub text: AttrValue,
}

/// Milliseconds that the results have to stand still before they are spoken: a drag does not chatter.
const CALM: u32 = 1000;

/// Speaks the results, politely, once they have stood still.
#[component]
pub fn Speech(props: &Said) -> Html {
    let said = use_state_eq(AttrValue::default);
    let first = use_mut_ref(|| true);
    use_effect_with(props.text.clone(), {
        let said = said.setter();
        move |text: &AttrValue| {
            // What the page opens with is there to be read; only changes are news.
            let opening = first.replace(false);
            let text = text.clone();
            let timeout = (!opening).then(|| Timeout::new(CALM, move || said.set(text)));
            move || drop(timeout)
        }
    });
    html! { <p class="vh" role="status" aria-live="polite">{ &*said }</p> }
}
