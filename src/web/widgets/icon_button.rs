//! A button that shows an icon alone.

use super::icon;
use yew::prelude::*;

/// A button with a name for those who do not see it and a tip for those who point at it. One function for all of them:
/// an element that is written out is code each time.
#[inline(never)]
pub fn icon_button(
    class: &'static str,
    name: AttrValue,
    tip: &'static str,
    glyph: &str,
    disabled: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button {class} {disabled} aria-label={name} data-tip={tip} {onclick}>{ icon(glyph) }</button> }
}
