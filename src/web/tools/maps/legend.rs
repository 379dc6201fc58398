//! What colours and patterns mean: small samples with words.

use super::cover::put;
use crate::chart::cells::{Look, swatch};
use crate::web::canvas::Layer;
use crate::web::measure::use_sizes;
use crate::web::view;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// A legend.
pub(super) fn legend(items: Vec<(Look, String)>) -> Html {
    let item = |(look, words): (Look, String)| html! { <li>{ view!(Sample { look }) }{ words }</li> };
    html! { <ul class="keys-of">{ for items.into_iter().map(item) }</ul> }
}

#[derive(Properties, PartialEq)]
struct SampleProps {
    look: Look,
}

/// A sample.
#[component]
fn Sample(props: &SampleProps) -> Html {
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    use_effect_with((props.look, sizes), {
        let canvas = canvas.clone();
        move |(look, sizes): &(Look, _)| {
            let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), *sizes) else { return };
            let Some(mut layer) = Layer::on(element) else { return };
            layer.resize(sizes.size, sizes.density);
            put(
                &layer,
                &swatch(*look, super::cover::pixels(sizes.size, sizes.density), sizes.density),
                (0.0, 0.0),
                1.0,
            );
        }
    });
    html! { <canvas class="sample" aria-hidden="true" ref={canvas} /> }
}
