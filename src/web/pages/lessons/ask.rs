//! Predict, then reveal: a guess is needed before the run is shown; the answer never scolds.

use super::course::Ask;
use super::figure::Figures;
use super::progress;
use super::prose::{Live, line, prose};
use super::race_figure::RaceFigure;
use crate::scene::Page;
use crate::text::key;
use crate::web::context::use_ui;
use crate::web::pages::lessons::days_figure::DaysFigure;
use crate::web::view;
use yew::prelude::*;

/// What is asked.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The lesson, under whose name the guess is kept.
    pub(super) lesson: String,
    pub(super) ask: Ask,
    /// The figures of the lesson.
    pub(super) live: Live,
}

/// The question.
#[component]
pub(super) fn Question(props: &Props) -> Html {
    let ui = use_ui();
    let Ask { name, right, .. } = &props.ask;
    let kept = use_state_eq(|| progress::guess(&props.lesson, name));
    let shown = use_state_eq(|| false);
    let guess = *kept;
    let live = Some(&props.live);
    let options = props.ask.options.iter().enumerate().map(|(i, option)| {
        let choose = {
            let (kept, lesson, name) = (kept.setter(), props.lesson.clone(), name.clone());
            Callback::from(move |_: Event| {
                progress::set_guess(&lesson, &name, i);
                kept.set(Some(i));
            })
        };
        let note = match (*shown, i == *right, guess == Some(i)) {
            (true, true, true) => Some(key::ASK_RIGHT_YOURS),
            (true, true, false) => Some(key::ASK_RIGHT),
            (true, false, true) => Some(key::ASK_YOURS),
            _ => None,
        };
        let class = classes!("option", (*shown && i == *right).then_some("right"));
        html! {
            <label {class}>
                <input type="radio" name={format!("ask-{name}")} checked={guess == Some(i)} disabled={*shown} onchange={choose} />
                <span class="grow">{ line(&ui, live, option) }</span>
                if let Some(note) = note { <span class="note">{ ui.t(note) }</span> }
            </label>
        }
    });
    let reveal = {
        let shown = shown.setter();
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            if guess.is_some() {
                shown.set(true);
            }
        })
    };
    html! {
        <form class="ask" onsubmit={reveal}>
            <h2>{ ui.t(key::ASK_TITLE) }</h2>
            <p class="question">{ line(&ui, live, &props.ask.question) }</p>
            <div role="radiogroup" aria-label={ui.t(key::ASK_TITLE)} class="options">{ for options }</div>
            if *shown {
                <div role="status" class="answer">{ prose(&ui, live, &props.ask.answer) }</div>
                { view!(Answer { name: format!("ask {name}"), scene: props.ask.scene.clone() }) }
            } else {
                <div class="row">
                    <button class="btn solid" disabled={guess.is_none()}>{ ui.t(key::ASK_SHOW) }</button>
                    <span class="quiet">{ ui.t(key::ASK_STAYS) }</span>
                </div>
            }
        </form>
    }
}

/// The scene that answers.
#[derive(Properties, PartialEq)]
struct AnswerProps {
    name: String,
    scene: String,
}

#[component]
fn Answer(props: &AnswerProps) -> Html {
    let figures = use_reducer(|| Figures::new([(&props.name, &props.scene)].into_iter()));
    let Some(scene) = figures.get(&props.name).cloned() else { return html! {} };
    let (name, change, sliders) = (props.name.clone(), figures.dispatcher(), Vec::new());
    html! {
        <>
            if scene.page == Page::Averages {
                { view!("days" => DaysFigure { name, scene, change, sliders }) }
            } else {
                { view!("race" => RaceFigure { name, scene, change, sliders, plays: true }) }
            }
        </>
    }
}
