//! The page. Yew renders controls and text; the [`stage`] draws what moves.

mod app;
mod canvas;
mod context;
mod embed;
mod frame_loop;
mod gesture;
mod json;
mod keyboard;
mod link;
pub mod maps;
mod measure;
mod near;
mod pages;
mod panels;
mod paper;
mod part;
mod prefs;
mod stage;
mod store;
mod terrain;
mod tool;
mod tools;
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

/// Puts the embed into the document.
pub fn start_embed() {
    render(embed::EMBED.root(), true, view::ViewProps::of::<embed::Embed>(()));
}

/// Puts the tools into the document.
pub fn start_tools() {
    render(tool::place(), true, view::ViewProps::of::<tools::Tools>(()));
}

/// Draws landscapes in three dimensions from now on.
pub fn start_terrain() {
    console_error_panic_hook::set_once();
    words::take(true);
    terrain::start();
}

fn start(part: &'static part::Part) {
    render(part.root(), part.home != crate::scene::Page::Race, view::ViewProps::of::<app::App>(app::Props { part }));
}

fn render(place: Option<web_sys::Element>, more: bool, props: view::ViewProps) {
    console_error_panic_hook::set_once();
    words::take(more);
    let place = place.expect("index.html has an element for each program");
    // What stood here while the wasm was on its way has done its work.
    place.set_inner_html("");
    yew::Renderer::<view::View>::with_root_and_props(place, props).render();
}
