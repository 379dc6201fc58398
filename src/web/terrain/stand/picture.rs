//! The picture: a ground that is made anew when it has to be, and everything drawn on it.

use super::start::Handle;
use super::{Stand, State};
use crate::chart::frame::Frame;
use crate::chart::theme::Palette;
use crate::terrain::mesh::Detail;
use crate::web::measure::{Sizes, room_above, root_em, size_of};
use crate::web::stage::lie;
use crate::web::terrain::card::Card;
use crate::web::terrain::dom::{set, style};
use crate::web::terrain::draw::{self, Paths, pixels};
use crate::web::terrain::scenery::Scenery;
use crate::web::terrain::told::Told;
use crate::web::tool;
use gloo_timers::callback::Timeout;
use std::rc::Rc;

/// Grounds that follow each other within so many milliseconds are drafts; the last is drawn in full after so many.
const HURRY: f64 = 400.0;
const SETTLE: u32 = 420;

impl Stand {
    /// Draws everything, or nothing where the map lies flat.
    pub(super) fn draw(self: &Rc<Stand>) {
        let sizes = Sizes {
            size: size_of(&self.dom.root),
            em: root_em(),
            density: web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()),
            taken: 0,
        };
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let flat = state.motion.flat();
        if flat {
            drop(guard);
            self.dom.root.set_hidden(true);
            return uncover();
        }
        if sizes.size.0 < 1.0 || sizes.size.1 < 1.0 {
            return;
        }
        state.sizes = Some(sizes);
        let Some(told) = state.told.clone() else { return };
        if state.card.as_ref().is_none_or(Card::lost) {
            return;
        }
        let frame = lie(sizes.size, sizes.em, !state.guest, room_above(&sizes, state.guest), told.scene.domain());
        self.renew(state, &told, frame);
        let (width, height) = pixels(&sizes);
        let canvas = &self.dom.ground;
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let tilt = state.motion.tilt();
        let handle = Handle::find();
        let drawn = handle.as_ref().filter(|handle| state.motion.turning() && !handle.held());
        if let Some(handle) = drawn.filter(|_| state.sign.is_none()) {
            state.sign = handle.sign();
        }
        let drawn = drawn.is_some() && state.sign.is_some();
        let Some(view) = state.view() else { return };
        let State { scenery: Some(scenery), card: Some(card), layer: Some(layer), paths, camera, motion, sign, .. } =
            state
        else {
            return;
        };
        let scene = draw::Scene {
            told: &told,
            scenery,
            view: &view,
            palette: Palette::of(state.theme),
            lang: state.lang,
            now: state.now,
            azimuth: camera.azimuth * tilt,
            risen: tilt,
            calm: !motion.moving() && state.hands.free(),
            local: state.local,
            handle: sign.as_ref().filter(|_| drawn),
            sizes,
        };
        draw::picture(&scene, paths, card, layer);
        let there = motion.there();
        drop(guard);
        if let Some(handle) = handle {
            self.place_handle(&handle, &view, drawn);
        }
        style(&self.dom.root, "--risen", &format!("{:.3}", (2.0 * tilt).min(1.0)));
        cover(there);
    }

    /// Makes the ground and the paths anew where they are not those of what is told.
    fn renew(self: &Rc<Stand>, state: &mut State, told: &Told, frame: Frame) {
        let Some(card) = &mut state.card else { return };
        let ground_of = (frame, told.scene.domain());
        let same_surface = state.paths_of.as_ref().is_some_and(|old| Rc::ptr_eq(&old.surface, &told.surface));
        let new_ground = !same_surface || state.ground_of != Some(ground_of) || state.scenery.is_none();
        if new_ground {
            // While a slider moves the ground, a draft will do.
            let now = js_sys::Date::now();
            let hurried = state.scenery.is_some() && now - std::mem::replace(&mut state.built, now) < HURRY;
            let detail = if hurried { Detail::HURRIED } else { Detail::SCREEN };
            let stand = Rc::clone(self);
            let settle = move || {
                stand.state.borrow_mut().ground_of = None;
                stand.redraw();
            };
            *self.settle.borrow_mut() = hurried.then(|| Timeout::new(SETTLE, settle));
            let scenery = Scenery::new(&told.surface, frame, told.scene.domain(), detail);
            card.send_ground(&scenery);
            (state.scenery, state.ground_of) = (Some(scenery), Some(ground_of));
        }
        let same_paths = state.paths_of.as_ref().is_some_and(|old| old.same_paths(told));
        if let Some(scenery) = state.scenery.as_ref().filter(|_| new_ground || !same_paths) {
            state.paths = Paths::new(told, scenery, card);
        }
        state.paths_of = Some(told.clone());
    }
}

/// Tells the race that the picture has risen, and whether it covers the map: only when it has risen all the way.
fn cover(there: bool) {
    if let Some(place) = tool::over_place() {
        if !place.has_attribute("data-risen") {
            set(&place, "data-risen", "");
        }
        if there && !place.has_attribute(tool::COVERED) {
            set(&place, tool::COVERED, "");
        } else if !there {
            // Fails only for malformed names.
            let _ = place.remove_attribute(tool::COVERED);
        }
    }
}

/// The race draws its map again.
pub(super) fn uncover() {
    if let Some(place) = tool::over_place() {
        for mark in [tool::COVERED, "data-risen"] {
            // Fails only for malformed names.
            let _ = place.remove_attribute(mark);
        }
    }
}
