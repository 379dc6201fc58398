//! From where it is seen, and what the race is given of that.

use super::Stand;
use crate::scene::{Action, Camera, Scene};
use crate::text::key;
use crate::web::tool;
use gloo_timers::callback::Timeout;
use std::rc::Rc;

/// Milliseconds after which the link follows the camera.
const LATER: u32 = 250;

impl Stand {
    /// Looks from elsewhere; the link follows a little later.
    pub fn turn(self: &Rc<Stand>, camera: Camera) {
        self.touched();
        if !self.may(&Action::SetCamera(camera)) {
            return;
        }
        self.state.borrow_mut().camera = camera;
        self.redraw();
        let stand = Rc::clone(self);
        *self.later.borrow_mut() = Some(Timeout::new(LATER, move || {
            let (camera, new) = {
                let state = stand.state.borrow();
                let camera = state.camera.settled();
                (camera, camera != state.scene_camera)
            };
            if stand.give(Action::SetCamera(camera), "camera") && new {
                stand.state.borrow_mut().given.push(camera);
            }
            // The words find better places at rest.
            stand.redraw();
        }));
    }

    /// Whether the author of the link lets the reader do this.
    pub(super) fn may(&self, action: &Action) -> bool {
        self.state.borrow().told.as_ref().is_some_and(|told| told.scene.wishes.allow(action))
    }

    /// Back to the first view.
    pub fn reset(self: &Rc<Stand>) {
        self.turn(Camera::default());
    }

    /// Gives the race the scene with a change; whether the change is allowed.
    pub(super) fn give(&self, action: Action, gesture: &str) -> bool {
        // What was to come when the page was left does not come.
        if !self.dom.root.is_connected() || !self.may(&action) {
            return false;
        }
        let scene = {
            let state = self.state.borrow();
            let Some(told) = &state.told else { return false };
            let mut scene = Scene::clone(&told.scene);
            scene.apply(action);
            scene
        };
        tool::give(&scene, gesture);
        true
    }

    /// By what a button of the race with this name zooms, while the landscape is seen in three dimensions.
    pub fn zoom_of(&self, name: &str) -> Option<f64> {
        let risen = self.risen();
        let state = self.state.borrow();
        let named = |key| state.lang.text(key) == name;
        match risen {
            true if named(key::ZOOM_IN) => Some(1.25),
            true if named(key::ZOOM_OUT) => Some(0.8),
            _ => None,
        }
    }
}
