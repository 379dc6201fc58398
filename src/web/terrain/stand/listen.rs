//! What happens on the page: sizes, paper, the card that is lost and comes back, the switches.

use super::picture::uncover;
use super::{Stand, Watch, card_on, document};
use crate::web::terrain::draw::Paths;
use crate::web::tool;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, ResizeObserver};

impl Stand {
    /// Hears of the race, of sizes, of the card, and of everything that ends the slow turn.
    pub fn listen(self: &Rc<Stand>) -> Vec<EventListener> {
        let look = || {
            let stand = Rc::clone(self);
            move || stand.look()
        };
        let mut all: Vec<EventListener> =
            [tool::on_maps(look()), tool::on_head(look())].into_iter().flatten().collect();
        let particles = Rc::clone(self);
        all.extend(tool::on_particles(move || particles.strew()));
        let draw = Rc::clone(self);
        let callback = Closure::<dyn FnMut()>::new(move || draw.redraw());
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&self.dom.root);
            *self.watch.borrow_mut() = Some(Watch { _observer: observer, _callback: callback });
        }
        let mut on = |target: &web_sys::EventTarget, kind: &'static str, act: fn(&Rc<Stand>)| {
            let stand = Rc::clone(self);
            let options =
                gloo_events::EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: true };
            all.push(EventListener::new_with_options(target, kind, options, move |_| act(&stand)));
        };
        if let Some(window) = web_sys::window() {
            on(&window, "resize", Stand::redraw);
            for kind in ["pointerdown", "keydown", "wheel"] {
                on(&window, kind, |stand| stand.touched());
            }
            // On paper the map from above is drawn: the race does that as soon as it is not covered.
            on(&window, "beforeprint", |_| uncover());
            on(&window, "afterprint", Stand::redraw);
        }
        if let Some(document) = document() {
            on(&document, "visibilitychange", |stand| {
                if document_hidden() {
                    stand.touched();
                }
            });
        }
        on(&self.dom.ground, "webglcontextrestored", |stand| {
            stand.restore();
            stand.look();
        });
        let lost = Rc::clone(self);
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        all.push(EventListener::new_with_options(&self.dom.ground, "webglcontextlost", options, move |e| {
            // Without this it would not come back.
            e.prevent_default();
            lost.lose();
        }));
        for (which, button) in &self.dom.switches {
            let (stand, which) = (Rc::clone(self), *which);
            all.push(EventListener::new(button, "click", move |_| {
                {
                    let mut state = stand.state.borrow_mut();
                    state.local = (state.local != Some(which)).then_some(which);
                    stand.dom.say(state.lang, state.local);
                }
                stand.redraw();
            }));
        }
        let stand = Rc::clone(self);
        all.push(EventListener::new(&self.dom.reset, "click", move |_| stand.reset()));
        all
    }

    /// Sends the particles to where they are now.
    fn strew(self: &Rc<Stand>) {
        if let Some(card) = &mut self.state.borrow_mut().card {
            card.send_particles(tool::particles().as_ref());
        }
        self.redraw();
    }

    /// The card has lost everything: until it comes back, the map is seen.
    fn lose(&self) {
        {
            let mut state = self.state.borrow_mut();
            state.card = None;
            state.motion.fall();
        }
        self.dom.root.set_hidden(true);
        uncover();
        // The race draws when its sizes may have changed.
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("resize")) {
            // Fails only for events that are on their way already.
            let _ = window.dispatch_event(&event);
        }
    }

    /// The card is back: everything is made anew.
    fn restore(&self) {
        let card = card_on(&self.dom).ok();
        let mut state = self.state.borrow_mut();
        state.card = card;
        state.ground_of = None;
        state.paths_of = None;
        state.paths = Paths::default();
    }
}

fn document_hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Hidden)
}
