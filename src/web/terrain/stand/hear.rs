//! What the race tells: which scene, whether it is wanted in three dimensions, in which language.

use super::{Stand, State, document};
use crate::scene::{Action, Camera, View as Shown};
use crate::text::{Lang, key};
use crate::web::prefs::reduced_motion;
use crate::web::terrain::dom::set;
use crate::web::terrain::motion::REST;
use crate::web::terrain::told::{Now, Told};
use crate::web::tools::manner;
use crate::web::{tool, words};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use web_sys::Element;

impl State {
    /// The scene has another camera. Whether somebody else has chosen it: then it is followed, and what the hand has
    /// turned before is void.
    fn follow(&mut self, camera: Camera) -> bool {
        self.scene_camera = camera;
        if let Some(own) = self.given.iter().position(|given| *given == camera) {
            // What comes back is older than what the hand has done since.
            self.given.drain(..=own);
            return false;
        }
        self.given.clear();
        if camera != self.camera.settled() {
            self.camera = camera;
        }
        true
    }
}

impl Stand {
    /// Takes in what the race tells.
    pub(super) fn hear(self: &Rc<Stand>) {
        let Some(place) = tool::over_place() else {
            // Another page: when the race comes back, it comes with new elements.
            self.state.borrow_mut().motion.fall();
            self.dom.root.remove();
            return;
        };
        let told = Told::now(self.state.borrow().told.as_ref());
        let (lang, theme) = manner();
        if !lang.is_here() {
            self.fetch(lang);
        }
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let lang = if lang.is_here() { lang } else { state.lang };
        if let Some(told) = &told
            && (state.told.is_none() || told.scene.camera != state.scene_camera)
            && state.follow(told.scene.camera)
        {
            self.later.take();
        }
        // What is still to be guessed is not shown in another way.
        let guessing =
            place.parent_element().is_some_and(|stage| stage.query_selector(".guess").ok().flatten().is_some());
        let wanted = told.as_ref().is_some_and(|told| told.scene.view == Shown::Terrain) && !guessing;
        if wanted && !state.works {
            if !std::mem::replace(&mut state.excused, true) {
                drop(guard);
                self.excuse(&place, lang);
            }
            return;
        }
        // What is lost comes back.
        let wanted = wanted && state.card.is_some();
        if wanted && (!state.motion.up || self.dom.root.parent_element().as_ref() != Some(&place)) {
            state.guest = tool::is_guest(&place);
            let free = |told: &Told| told.scene.wishes.allow(&Action::SetCamera(told.scene.camera));
            let own = told.as_ref().is_some_and(|told| told.scene.camera == Camera::default() && free(told));
            state.motion.up = true;
            let may = own && !state.guest && !reduced_motion() && state.motion.may_turn();
            drop(guard);
            self.enter(&place, may);
            guard = self.state.borrow_mut();
        }
        let state = &mut *guard;
        if !wanted {
            state.motion.up = false;
        }
        (state.lang, state.theme, state.told) = (lang, theme, told);
        if let Some(head) = tool::head() {
            state.now = Now::heard(head);
        }
        if state.said != Some(lang) {
            state.said = Some(lang);
            self.dom.say(lang, state.local);
        }
        self.stale.set(wanted || !state.motion.flat());
    }

    /// Fetches the words of a language that are not here yet, once.
    fn fetch(self: &Rc<Stand>, lang: Lang) {
        if self.fetching.replace(true) {
            return;
        }
        let stand = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            // Without the file the language stays as it was.
            let there = words::fetch(lang).await.is_some();
            stand.fetching.set(false);
            if there {
                stand.look();
            }
        });
    }

    /// The elements come onto the page.
    fn enter(self: &Rc<Stand>, place: &Element, may_turn: bool) {
        if self.dom.root.parent_element().as_ref() != Some(place) {
            // Fails only for elements that contain this one.
            let _ = place.append_child(&self.dom.root);
        }
        self.dom.root.set_hidden(false);
        if may_turn {
            let weak = Rc::downgrade(self);
            *self.rest.borrow_mut() = Some(Timeout::new(REST, move || {
                if let Some(stand) = weak.upgrade() {
                    stand.state.borrow_mut().motion.turn();
                    stand.wake();
                }
            }));
        }
    }

    /// Says that there are no three dimensions here; the map stays.
    fn excuse(&self, place: &Element, lang: Lang) {
        let text = lang.text(key::TERRAIN_MISSING);
        let made = document().and_then(|d| Some((d.create_element("div").ok()?, d.create_element("p").ok()?)));
        if let Some((notice, words)) = made {
            notice.set_class_name("notice");
            set(&notice, "role", "status");
            words.set_text_content(Some(text));
            // These fail only for elements that contain each other.
            let _ = notice.append_child(&words);
            let _ = place.append_child(&notice);
            Timeout::new(12_000, move || notice.remove()).forget();
        }
    }
}
