//! The start: where it stands in the picture, and how it is moved.

use super::{Stand, document};
use crate::chart::pen::Px;
use crate::core::scalar::Vec2;
use crate::scene::Action;
use crate::terrain::camera::View;
use crate::terrain::relief::Relief;
use crate::terrain::{World, pick};
use crate::web::panels::rounded;
use crate::web::terrain::dom::style;
use crate::web::terrain::lines::lifted;
use crate::web::terrain::sight;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Path2d};

/// How far the handle may stand from where it is drawn, in pixels.
const NEAR: f64 = 4.0;

/// The handle of the start. It is the race's; where it stands in three dimensions, and how visible it is, is told in
/// properties that the style sheet uses.
pub(super) struct Handle(HtmlElement);

impl Handle {
    /// The handle, if the race shows one.
    pub(super) fn find() -> Option<Handle> {
        let handle = document()?.query_selector(".stage .handle").ok()??;
        handle.dyn_into().ok().map(Handle)
    }

    /// Whether the focus is on it: then it must be seen as what it is.
    pub(super) fn held(&self) -> bool {
        self.0.matches(":focus").unwrap_or(true)
    }

    /// The sign on it.
    pub(super) fn sign(&self) -> Option<Path2d> {
        let outline = self.0.query_selector("path").ok()??.get_attribute("d")?;
        Path2d::new_with_path_string(&outline).ok()
    }

    fn is_near(&self, at: Px) -> bool {
        let place = self.0.style().get_property_value("translate").unwrap_or_default();
        let mut parts = place.split_whitespace().map(|part| part.trim_end_matches("px").parse::<f64>());
        let Some(Ok(x)) = parts.next() else { return false };
        // A second part of nought is left out by browsers.
        let y = parts.next().and_then(Result::ok).unwrap_or(0.0);
        (x - at.0).hypot(y - at.1) < NEAR
    }

    fn put(&self, at: Px) {
        style(&self.0, "translate", &format!("{:.2}px {:.2}px", at.0, at.1));
    }

    fn show(&self, opacity: f64) {
        style(&self.0, "--seen", &opacity.to_string());
    }
}

/// Where the handle stands in the world: on the ground; beside the plate at its rim, and in holes at the lowest level, so
/// that it can be fetched back.
fn stands(relief: &Relief, start: Vec2) -> World {
    lifted(relief, start).unwrap_or_else(|| {
        let ([x, y], [hx, hy]) = (relief.plate.world(start), relief.plate.half());
        let rim = [x.clamp(-hx, hx), y.clamp(-hy, hy)];
        let z = relief.z(rim);
        [rim[0], rim[1], if z.is_finite() { z } else { 0.0 }]
    })
}

impl Stand {
    /// Where the start stands in the picture.
    pub fn start_px(&self) -> Option<Px> {
        let state = self.state.borrow();
        let (told, scenery) = (state.told.as_ref()?, state.scenery.as_ref()?);
        Some(state.view()?.see(stands(&scenery.relief, told.scene.start())).at)
    }

    /// Puts the handle where the start is seen. One that is drawn hears hands all the same, so it is never far behind.
    pub(super) fn place_handle(&self, handle: &Handle, view: &View, drawn: bool) {
        let state = self.state.borrow();
        let (Some(told), Some(scenery)) = (&state.told, &state.scenery) else { return };
        let place = stands(&scenery.relief, told.scene.start());
        let at = view.see(place).at;
        if !(drawn && handle.is_near(at)) {
            handle.put(at);
        }
        let seen = sight::seen(scenery, view, place);
        handle.show(if drawn {
            0.0
        } else if seen {
            1.0
        } else {
            0.4
        });
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
