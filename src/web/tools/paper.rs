//! What a tool draws by itself is drawn anew for paper: that is light, whatever the screen is.

use super::manner;
use crate::scene::Theme;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The last drawing, to be drawn again in any theme.
pub(super) type Drawn = Rc<RefCell<Option<Box<dyn Fn(Theme)>>>>;

/// A place for a drawing, which is drawn in light colours before the page is printed, and as it was afterwards.
#[hook]
pub(super) fn use_drawn() -> Drawn {
    let drawn: Drawn = use_mut_ref(|| None);
    use_effect_with((), {
        let drawn = Rc::clone(&drawn);
        move |()| {
            let on = |kind: &'static str, theme: fn() -> Theme| {
                let drawn = Rc::clone(&drawn);
                let draw = move |_: &Event| {
                    if let Some(draw) = &*drawn.borrow() {
                        draw(theme());
                    }
                };
                web_sys::window().map(|window| EventListener::new(&window, kind, draw))
            };
            let listeners = (on("beforeprint", || Theme::Light), on("afterprint", || manner().1));
            move || drop(listeners)
        }
    });
    drawn
}

/// Draws, and keeps the drawing.
pub(super) fn draw_and_keep(drawn: &Drawn, theme: Theme, draw: impl Fn(Theme) + 'static) {
    draw(theme);
    *drawn.borrow_mut() = Some(Box::new(draw));
}
