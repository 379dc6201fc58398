//! The lessons: the table of contents, and each lesson with live figures.

mod ask;
mod contents;
mod course;
mod days_figure;
mod figure;
mod multiples;
mod progress;
mod prose;
mod race_figure;
mod reader;

use crate::scene::Page;
use crate::text::key;
use crate::web::context::use_ui;
use crate::web::json::{File, use_file};
use crate::web::view;
use contents::contents;
use course::Course;
use reader::Reader;
use std::rc::Rc;
use yew::prelude::*;

/// Which page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The table of contents or a lesson.
    pub page: Page,
}

/// The page. The text comes by language, once it is wanted.
#[component]
pub fn LessonsPage(props: &Props) -> Html {
    let ui = use_ui();
    let file = use_file(Some(format!("lessons/{}.json", ui.lang.id())));
    let course = use_memo(file.clone(), |file| match file {
        File::Here(json) => Some(Rc::new(Course::read(json))),
        _ => None,
    });
    html! {
        <main class="reading" tabindex="-1">
            {
                match (&*course, props.page, file) {
                    (Some(course), Page::Lesson(index), _) if index < course.lessons.len() => html! {
                        { view!(index.to_string() => Reader { course: Rc::clone(course), index }) }
                    },
                    (Some(course), ..) => contents(&ui, course),
                    (None, _, File::Failed) => html! { <p class="lead" role="alert">{ ui.t(key::LESSONS_FAILED) }</p> },
                    _ => html! { <p class="quiet" aria-busy="true">{ ui.t(key::LESSONS_LOADING) }</p> },
                }
            }
        </main>
    }
}
