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
mod prefs;
mod stage;
mod store;
mod tooltip;
mod view;
mod widgets;

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

/// Puts the page into the document.
pub fn start() {
    console_error_panic_hook::set_once();
    let place = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("app"))
        .expect("index.html has an element with the id app");
    // The still picture that stood here while the wasm was on its way has done its work.
    place.set_inner_html("");
    yew::Renderer::<view::View>::with_root_and_props(place, view::ViewProps::of::<app::App>(())).render();
}
