//! Icons, drawn on a grid of 24 units. Always beside a name or a label.

use yew::prelude::*;

/// A picture that says nothing to a screen reader, in outlines. A function, not a component: there are many of them,
/// and a component is code and work for each.
pub fn icon(name: &str) -> Html {
    icon_as(name, false)
}

/// The same, filled if asked for.
pub fn icon_as(name: &str, solid: bool) -> Html {
    let class = if solid { "i solid" } else { "i" };
    html! { <svg {class} viewBox="0 0 24 24" aria-hidden="true"><path d={outline(name)} /></svg> }
}

fn outline(name: &str) -> &'static str {
    match name {
        "play" => "M8 5.5v13l10.5-6.5z",
        "pause" => "M8.5 6v12M15.5 6v12",
        "reset" => "M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4",
        "back" => "M17 6.5v11L9.5 12zM6.5 6.5v11",
        "forward" => "M7 6.5v11l7.5-5.5zM17.5 6.5v11",
        "left" => "M14.5 6l-6 6 6 6",
        "right" => "M9.5 6l6 6-6 6",
        "bookmark" => "M7 4.5h10v15l-5-4-5 4z",
        "eye" => {
            "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4"
        }
        "eye-off" => {
            "M4 4l16 16M9 6.3A9 9 0 0 1 12 5.8c6 0 9.5 6.2 9.5 6.2a17 17 0 0 1-3 3.6M6.3 7.7A17 17 0 0 0 2.5 12S6 18.2 12 18.2a9 9 0 0 0 3.6-.7"
        }
        "dots" => "M5.5 12h.01M12 12h.01M18.5 12h.01",
        "copy" => "M9 9h10v11H9zM15 9V4H5v11h4",
        "trash" => "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7",
        "plus" => "M12 5v14M5 12h14",
        "share" => "M12 15V4M8 7.5 12 3.5l4 4M5 12.5V20h14v-7.5",
        "sun" => {
            "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
        }
        "moon" => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
        "screen" => "M3.5 5h17v11h-17zM12 16v4M8.5 20h7",
        "help" => "M9 9a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2M12 17.3v.01",
        "chevron" => "M7 10l5 5 5-5",
        "check" => "M5 12.5l4.5 4.5L19 7.5",
        "out" => "M13 5h6v6M19 5l-8 8M17 14v5H5V7h5",
        "arrow" => "M5 19 18 6M10 6h8v8",
        "warn" => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01",
        "close" => "M6 6l12 12M18 6 6 18",
        "hand" => {
            "M8 13V6a1.5 1.5 0 0 1 3 0v5V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v6V9a1.5 1.5 0 0 1 3 0v6a6.5 6.5 0 0 1-6.5 6.5h-1A6.5 6.5 0 0 1 7.2 18.7L4.1 14.5a1.6 1.6 0 0 1 2.5-2z"
        }
        "undo" => "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3",
        "redo" => "M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h3",
        "up" => "M7 14l5-5 5 5",
        "down" => "M7 10l5 5 5-5",
        "fit" => "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15",
        "zoom-in" => "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 15l5 5M10.5 8v5M8 10.5h5",
        "zoom-out" => "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 15l5 5M8 10.5h5",
        "dice" => "M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01",
        _ => "",
    }
}
