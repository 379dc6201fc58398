//! The start: where it stands in the picture, and how it is moved.

use super::{Stand, document};
use crate::chart::pen::Px;
use crate::core::scalar::Vec2;
use crate::scene::Action;
use crate::terrain::camera::View;
use crate::terrain::pick;
use crate::web::panels::rounded;
use crate::web::terrain::dom::style;
use crate::web::terrain::lines::lifted;
use crate::web::terrain::sight;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

impl Stand {
    /// Where the start stands in the picture.
    pub fn start_px(&self) -> Option<Px> {
        let state = self.state.borrow();
        let (told, scenery) = (state.told.as_ref()?, state.scenery.as_ref()?);
        let place = lifted(&scenery.relief, told.scene.start())?;
        Some(state.view()?.see(place).at)
    }

    /// The handle is the race's; where it stands in three dimensions is told in properties that the style sheet uses.
    pub(super) fn place_handle(&self, view: &View) {
        let handle = document().and_then(|d| d.query_selector(".stage .handle").ok().flatten());
        let Some(handle) = handle.and_then(|h| h.dyn_into::<HtmlElement>().ok()) else { return };
        let state = self.state.borrow();
        let (Some(told), Some(scenery)) = (&state.told, &state.scenery) else { return };
        let place = lifted(&scenery.relief, told.scene.start());
        let seen = place.is_none_or(|place| sight::seen(scenery, view, place));
        // Beside the plate it keeps the place above its rim, so that it can be fetched back.
        let at = place.map(|place| view.see(place).at).unwrap_or((-200.0, -200.0));
        style(&handle, "translate", &format!("{:.2}px {:.2}px", at.0, at.1));
        style(&handle, "--seen", if seen { "1" } else { ".4" });
    }

    /// The point of the plane under a place of the picture; beside the ground, that of its rim or of the level of the
    /// start.
    fn plane_at(&self, at: Px) -> Option<Vec2> {
        let state = self.state.borrow();
        let (view, scenery, told) = (state.view()?, state.scenery.as_ref()?, state.told.as_ref()?);
        if let Some(hit) = pick::at(&view, &scenery.relief, &scenery.mesh, at) {
            return Some(hit.plane);
        }
        let plate = &scenery.relief.plate;
        let level = lifted(&scenery.relief, told.scene.start()).map_or(0.0, |p| p[2]);
        let ([x, y], [hx, hy]) = (view.on_level(at, level), plate.half());
        Some(plate.plane([x.clamp(-hx, hx), y.clamp(-hy, hy)]))
    }

    /// Moves the start to what is seen at a place of the picture.
    pub fn start_at(&self, at: Px) {
        let Some(plane) = self.plane_at(at) else { return };
        self.start_to(plane);
    }

    fn start_to(&self, plane: Vec2) {
        let frame = self.state.borrow().scenery.as_ref().map(|scenery| scenery.frame);
        if let Some(frame) = frame {
            // A start that is locked stays where it is.
            let _ = self.give(Action::SetStart(rounded(&frame, plane)), "start");
        }
    }

    /// Moves the start by a part of the view: to the right and away from the reader, along the axis that is nearest.
    pub fn nudge(&self, right: f64, up: f64, part: f64) {
        let to = {
            let state = self.state.borrow();
            let (Some(told), Some(scenery)) = (&state.told, &state.scenery) else { return };
            let quarter = (state.camera.azimuth / 90.0).round() * 90.0;
            let (sin, cos) = quarter.to_radians().sin_cos();
            let [x, y] = told.scene.start();
            let d = scenery.relief.plate.domain;
            let by = [right * cos + up * sin, up * cos - right * sin];
            [x + part * by[0] * (d.x.1 - d.x.0), y + part * by[1] * (d.y.1 - d.y.0)]
        };
        self.start_to(to);
    }
}
