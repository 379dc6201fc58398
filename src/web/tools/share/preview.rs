//! What the reader will see, live: the embed in its size, or the whole page made small.

use crate::text::key;
use crate::web::context::use_ui;
use crate::web::measure::use_sizes;
use gloo_timers::callback::Timeout;
use web_sys::{HtmlElement, HtmlIFrameElement};
use yew::prelude::*;

/// What is previewed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The address.
    pub address: String,
    /// The size of an embed; none for the whole page.
    pub size: Option<[u32; 2]>,
}

/// The size of the whole page's window.
const WINDOW: [u32; 2] = [1280, 800];
/// Milliseconds after the last change.
const SETTLE: u32 = 300;

/// The preview.
#[component]
pub fn Preview(props: &Props) -> Html {
    let ui = use_ui();
    let frame = use_node_ref();
    let begun = use_mut_ref(|| false);
    use_effect_with(props.address.clone(), {
        let frame = frame.clone();
        move |address: &String| {
            let address = address.clone();
            let wait = if *begun.borrow() { SETTLE } else { 0 };
            let timer = Timeout::new(wait, move || {
                let Some(frame) = frame.cast::<HtmlIFrameElement>() else { return };
                if begun.replace(true) {
                    // Replaced, so that nothing is left in the browser's history.
                    if let Some(window) = frame.content_window() {
                        // A frame that is on its way elsewhere is no fault: the next change comes.
                        let _ = window.location().replace(&address);
                    }
                } else {
                    frame.set_src(&address);
                }
            });
            move || drop(timer)
        }
    });
    let [width, height] = props.size.unwrap_or(WINDOW);
    let place = use_node_ref();
    let room = use_sizes(&place).map_or(0.0, |sizes| sizes.size.0);
    use_effect_with((width, height, room), {
        let place = place.clone();
        move |(width, height, room): &(u32, u32, f64)| {
            let Some(place) = place.cast::<HtmlElement>() else { return };
            // Set from code: a strict Content-Security-Policy blocks style attributes.
            let (width, height) = (f64::from(*width), f64::from(*height));
            for (name, value) in [("--w", width), ("--h", height), ("--k", room / width)] {
                let _ = place.style().set_property(name, &value.to_string());
            }
        }
    });
    let class = if props.size.is_some() { "preview" } else { "preview whole" };
    html! {
        <section {class} aria-label={ui.t(key::SHARE_PREVIEW)}>
            <h2>{ ui.t(key::SHARE_PREVIEW) }</h2>
            <div class="frame" ref={place}>
                <iframe width={width.to_string()} height={height.to_string()} ref={frame} title={ui.t(key::SHARE_PREVIEW)}
                    tabindex="-1" />
            </div>
        </section>
    }
}
