//! A run's swatch: its dash and its marker in its colour.

use crate::chart::theme::{Marker, dash, marker};
use yew::prelude::*;

/// A short piece of the path of the run with this colour, dash and marker.
pub fn swatch(slot: usize) -> Html {
    let dashes = dash(slot).iter().map(f64::to_string).collect::<Vec<_>>().join(" ");
    let shape = match marker(slot) {
        Marker::Circle => html! { <circle cx="14" cy="7" r="4" /> },
        Marker::Square => html! { <path d="M10.5 3.5h7v7h-7z" /> },
        Marker::TriangleUp => html! { <path d="M14 2l4.500 8.200h-9z" /> },
        Marker::Diamond => html! { <path d="M14 1.800 19.200 7 14 12.200 8.800 7z" /> },
        Marker::Cross => html! { <path class="arms" d="M10.800 3.800l6.400 6.400M17.200 3.800l-6.400 6.400" /> },
        Marker::Plus => html! { <path class="arms" d="M14 2.500v9M9.500 7h9" /> },
        Marker::Star => {
            html! { <path d="M14 1.400l1.400 3.700 4 .2-3.100 2.500 1 3.800-3.300-2.100-3.300 2.100 1-3.800-3.100-2.500 4-.2z" /> }
        }
        Marker::TriangleDown => html! { <path d="M14 12 9.500 3.800h9z" /> },
    };
    html! {
        <svg class="swatch" viewBox="0 0 28 14" aria-hidden="true">
            <path class="path" d="M0 7h28" stroke-dasharray={dashes} />
            { shape }
        </svg>
    }
}
