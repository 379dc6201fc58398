//! Paper.

use crate::scene::Theme;
use crate::web::stage::Stage;
use gloo_events::EventListener;
use yew::prelude::*;

/// Paper is light, whatever the screen is, and there everything is drawn at once: this comes after what
/// [`use_near`](super::near::use_near) has set off.
#[hook]
pub fn use_paper(stage: &Stage, theme: Theme) {
    use_effect_with((stage.clone(), theme), |(stage, theme): &(Stage, Theme)| {
        let on = |kind: &'static str, theme: Theme, paper: bool| {
            let stage = stage.clone();
            web_sys::window().map(|w| EventListener::new(&w, kind, move |_| stage.draw_for_print(theme, paper)))
        };
        let listeners = (on("beforeprint", Theme::Light, true), on("afterprint", *theme, false));
        move || drop(listeners)
    });
}
