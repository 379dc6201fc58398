//! The table of contents.

use super::course::Course;
use super::progress;
use crate::scene::{LESSONS, Page};
use crate::text::{fill, key};
use crate::web::context::Ui;
use crate::web::widgets::icon;
use yew::prelude::*;

/// So many lessons follow the article; the rest go beyond it.
const ARTICLE: usize = 7;

/// The list.
pub(super) fn contents(ui: &Ui, course: &Course) -> Html {
    let entry = |index: usize| {
        let lesson = &course.lessons[index];
        let read = progress::is_read(&lesson.id);
        let minutes = fill(ui.t(key::LESSON_MINUTES), &[("minutes", &lesson.minutes.to_string())]);
        html! {
            <li>
                <a href={format!("#page={}", Page::Lesson(index).name())}>
                    <span class="number" aria-hidden="true">{ index + 1 }</span>
                    <span class="grow"><b>{ &lesson.title }</b><span>{ &lesson.idea }</span></span>
                    <small>
                        if read { <span class="read">{ icon("check") }{ ui.t(key::LESSON_READ) }</span> }
                        { minutes }
                    </small>
                </a>
            </li>
        }
    };
    html! {
        <>
            <h1>{ ui.t(key::LESSONS_TITLE) }</h1>
            <p class="lead">{ ui.t(key::LESSONS_LEAD) }</p>
            <h2>{ ui.t(key::LESSONS_ARTICLE) }</h2>
            <ol class="contents">{ for (0..ARTICLE).map(entry) }</ol>
            <h2>{ ui.t(key::LESSONS_BEYOND) }</h2>
            <ol class="contents" start={(ARTICLE + 1).to_string()}>{ for (ARTICLE..LESSONS.len()).map(entry) }</ol>
            <p class="quiet">{ ui.t(key::LESSONS_PROGRESS) }</p>
        </>
    }
}
