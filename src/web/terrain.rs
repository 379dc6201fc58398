//! The landscape in three dimensions, with WebGL2. The race says what is to be seen (`web::tool`); this draws it over the
//! map, lets it be turned, and gives back scenes with another camera, start or selected run.
//!
//! Nothing is drawn while nothing moves. The card draws the ground and the lines on it; a second canvas, over it, what
//! faces the reader: axes, markers, words.

mod card;
mod dom;
mod draw;
mod dust;
mod gl;
mod hands;
mod lines;
mod local;
mod marks;
mod motion;
mod scenery;
mod sight;
mod stand;
mod told;

use gloo_events::EventListener;
use stand::Stand;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// What lives as long as the page.
    static KEPT: RefCell<Option<(Rc<Stand>, Vec<EventListener>)>> = const { RefCell::new(None) };
}

/// Draws from now on what the race asks for.
pub fn start() {
    let Some(stand) = Stand::new() else { return };
    let mut listeners = hands::listen(&stand);
    listeners.extend(stand.listen());
    stand.look();
    KEPT.set(Some((stand, listeners)));
}
