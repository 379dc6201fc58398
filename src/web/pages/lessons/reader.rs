//! One lesson.

use super::ask::Question;
use super::course::{Block, Course};
use super::days_figure::DaysFigure;
use super::figure::Figures;
use super::multiples::multiples;
use super::progress;
use super::prose::{Live, prose};
use super::race_figure::RaceFigure;
use crate::scene::Page;
use crate::text::{fill, key};
use crate::web::context::use_ui;
use crate::web::near::use_in_sight;
use crate::web::view;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Which lesson.
#[derive(Properties)]
pub(super) struct Props {
    pub(super) course: Rc<Course>,
    pub(super) index: usize,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.course, &o.course) && self.index == o.index
    }
}

/// The lesson.
#[component]
pub(super) fn Reader(props: &Props) -> Html {
    let ui = use_ui();
    let lesson = &props.course.lessons[props.index];
    let figures = use_reducer(|| {
        let each = lesson.blocks.iter().filter_map(|block| match block {
            Block::Figure { name, scene, .. } => Some((name, scene)),
            _ => None,
        });
        Figures::new(each)
    });
    let (title, end) = (use_node_ref(), use_node_ref());
    // Who prints a lesson has not read it.
    let at_end = use_in_sight(&end, false);
    use_effect_with((lesson.id.clone(), at_end), |(id, at_end): &(String, bool)| {
        if *at_end {
            progress::set_read(id);
        }
    });
    use_effect_with(lesson.title.clone(), |title: &String| {
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            document.set_title(&format!("{title} · Downhill"));
        }
    });
    // Another language is the same lesson; in a frame the focus is the host's.
    use_effect_with((lesson.id.clone(), framed()), {
        let heading = title.clone();
        move |(_, framed): &(String, bool)| {
            if *framed {
                return;
            }
            // Who turns the page with the keyboard or a screen reader begins at its heading.
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    });
    let live = Live { change: figures.dispatcher(), figures: figures.clone() };
    let count = props.course.lessons.len();
    let values = [
        ("number", (props.index + 1).to_string()),
        ("count", count.to_string()),
        ("minutes", lesson.minutes.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let blocks = lesson.blocks.iter().map(|block| match block {
        Block::Text(body) => prose(&ui, Some(&live), body),
        Block::Figure { name, sliders, caption, .. } => {
            let Some(scene) = figures.get(name).cloned() else { return html! {} };
            let (name, sliders, change) = (name.clone(), sliders.clone(), figures.dispatcher());
            html! {
                <figure class="wide">
                    if scene.page == Page::Averages {
                        { view!("days" => DaysFigure { name, scene, change, sliders }) }
                    } else {
                        { view!("race" => RaceFigure { name, scene, change, sliders }) }
                    }
                    <figcaption>{ prose(&ui, Some(&live), caption) }</figcaption>
                </figure>
            }
        }
        Block::Multiples { scenes, labels, caption } => multiples(&ui, &live, scenes, labels, caption),
        Block::Ask(ask) => view!(Question { lesson: lesson.id.clone(), ask: ask.clone(), live: live.clone() }),
        Block::Try(body) => {
            html! { <aside class="try"><h2>{ ui.t(key::TRY_TITLE) }</h2>{ prose(&ui, Some(&live), body) }</aside> }
        }
    });
    html! {
        <article class="lesson">
                <p class="kicker">{ fill(ui.t(key::LESSON_KICKER), &values) }</p>
                <h1 tabindex="-1" ref={title}>{ &lesson.title }</h1>
                { for blocks }
                <nav class="pager" aria-label={ui.t(key::LESSONS)} ref={end}>
                    { turn(props, props.index.checked_sub(1), ui.t(key::LESSON_BEFORE)) }
                    <a class="all" href="#page=lessons">{ ui.t(key::LESSONS_ALL) }</a>
                    { turn(props, Some(props.index + 1).filter(|i| *i < count), ui.t(key::LESSON_NEXT)) }
                </nav>
        </article>
    }
}

/// Whether the lesson stands in a page of somebody else.
fn framed() -> bool {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    root.is_some_and(|root| root.has_attribute("data-framed"))
}

/// The way to the lesson before or after.
fn turn(props: &Props, index: Option<usize>, word: &str) -> Html {
    let Some(index) = index else { return html! { <span /> } };
    html! {
        <a href={format!("#page={}", Page::Lesson(index).name())}>
            <small>{ word }</small><b>{ &props.course.lessons[index].title }</b>
        </a>
    }
}
