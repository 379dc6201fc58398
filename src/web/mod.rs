//! The page. Yew renders controls and text; the [`stage`] draws what moves.

mod app;
mod canvas;
mod context;
mod frame_loop;
mod json;
mod keyboard;
mod link;
mod measure;
mod near;
mod pages;
mod panels;
mod paper;
mod part;
mod prefs;
mod stage;
mod store;
mod tooltip;
mod view;
mod widgets;
mod words;

pub(crate) use view::view;
use yew::prelude::*;

/// Text with `**strong**` parts.
pub(crate) fn emphasised(text: &str) -> Html {
    let part = |(i, part): (usize, &str)| {
        if i % 2 == 1 {
            html! { <b>{ part }</b> }
        } else {
            html! { part }
        }
    };
    text.split("**").enumerate().map(part).collect()
}

/// Puts the race into the document.
pub fn start_race() {
    start(&pages::RACE);
}

/// Puts averages and lessons into the document.
pub fn start_pages() {
    start(&pages::READING);
}

fn start(part: &'static part::Part) {
    console_error_panic_hook::set_once();
    words::take();
    let place = part.root().expect("index.html has an element for each part");
    // What stood here while the wasm was on its way has done its work.
    place.set_inner_html("");
    let props = view::ViewProps::of::<app::App>(app::Props { part });
    yew::Renderer::<view::View>::with_root_and_props(place, props).render();
}
