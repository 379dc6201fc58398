//! The pointer's trail, so that a room sees where the teacher points.

use crate::web::frame_loop::FrameLoop;
use crate::web::prefs::reduced_motion;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

/// Milliseconds after which a place is forgotten.
const MEMORY: f64 = 700.0;
/// Milliseconds for which the dot stays where the pointer rests.
const REST: f64 = 2500.0;
const DOT: f64 = 9.0;

/// A place of the pointer and when it was there.
type Places = Rc<RefCell<VecDeque<(f64, f64, f64)>>>;

/// The trail, over everything and in nobody's way.
#[component]
pub(super) fn Pointer() -> Html {
    let canvas = use_node_ref();
    use_effect_with((), {
        let canvas = canvas.clone();
        move |()| {
            let places: Places = Rc::default();
            let frames = canvas.cast::<HtmlCanvasElement>().and_then(|canvas| {
                let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
                let places = Rc::clone(&places);
                Some(Rc::new(FrameLoop::new(move |_| draw(&canvas, &context, &places))))
            });
            let listener = web_sys::window().zip(frames).map(|(window, frames)| {
                EventListener::new(&window, "pointermove", move |e| {
                    if let Some(e) = e.dyn_ref::<PointerEvent>() {
                        let place = (f64::from(e.client_x()), f64::from(e.client_y()), js_sys::Date::now());
                        places.borrow_mut().push_back(place);
                        frames.wake();
                    }
                })
            });
            move || drop(listener)
        }
    });
    html! { <canvas class="pointer-trail" aria-hidden="true" ref={canvas} /> }
}

/// Draws the trail; whether it will look different in the next frame.
fn draw(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d, places: &Places) -> bool {
    let density = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio());
    let size = (f64::from(canvas.client_width()) * density, f64::from(canvas.client_height()) * density);
    let size = (size.0 as u32, size.1 as u32);
    if (canvas.width(), canvas.height()) != size {
        canvas.set_width(size.0);
        canvas.set_height(size.1);
    }
    context.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
    let now = js_sys::Date::now();
    let mut places = places.borrow_mut();
    while places.len() > 1 && places.front().is_some_and(|(.., at)| now - at > MEMORY) {
        places.pop_front();
    }
    let Some((x, y, at)) = places.back().copied().filter(|(.., at)| now - at < REST) else {
        places.clear();
        return false;
    };
    context.set_line_cap("round");
    context.set_stroke_style_str("#e02020");
    if !reduced_motion() {
        for (from, to) in places.iter().zip(places.iter().skip(1)) {
            let left = 1.0 - (now - to.2) / MEMORY;
            context.set_global_alpha(left.clamp(0.0, 1.0) * 0.8);
            context.set_line_width(2.0 * DOT * left.max(0.1) * density);
            context.begin_path();
            context.move_to(from.0 * density, from.1 * density);
            context.line_to(to.0 * density, to.1 * density);
            context.stroke();
        }
    }
    context.set_global_alpha(((REST - (now - at)) / 400.0).clamp(0.0, 1.0));
    context.set_fill_style_str("#e02020");
    context.begin_path();
    // A circle is never out of range.
    let _ = context.arc(x * density, y * density, DOT * density, 0.0, std::f64::consts::TAU);
    context.fill();
    context.set_line_width(2.0 * density);
    context.set_stroke_style_str("#ffffff");
    context.stroke();
    true
}
