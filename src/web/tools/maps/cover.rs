//! What is pressed: a button that lies over the plot of a map. It points, drags, and moves with the arrow keys.

use crate::chart::raster::Raster;
use crate::web::canvas::Layer;
use crate::web::widgets::use_id;
use web_sys::{Element, ImageData};
use yew::prelude::*;

/// Which part of the width and the height, from the lower left.
pub(super) type Share = [f64; 2];

/// What it does.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// Its name.
    pub label: AttrValue,
    /// Where what it moves stands, in words.
    pub place: AttrValue,
    /// Hears where it is pointed at.
    pub on_point: Callback<Option<Share>>,
    /// Hears where it is pressed, or dragged to.
    pub on_pick: Callback<Share>,
    /// Hears by how much the arrow keys move.
    pub on_nudge: Callback<Share>,
}

/// The button.
#[component]
pub(super) fn Cover(props: &Props) -> Html {
    let button = use_node_ref();
    let down = use_mut_ref(|| false);
    let share = {
        let button = button.clone();
        move |e: &PointerEvent| {
            let rect = button.cast::<Element>()?.get_bounding_client_rect();
            let x = (f64::from(e.client_x()) - rect.left()) / rect.width();
            let y = 1.0 - (f64::from(e.client_y()) - rect.top()) / rect.height();
            Some([x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)])
        }
    };
    let press = {
        let (down, share, pick, button) = (down.clone(), share.clone(), props.on_pick.clone(), button.clone());
        Callback::from(move |e: PointerEvent| {
            if e.button() != 0 {
                return;
            }
            *down.borrow_mut() = true;
            if let Some(button) = button.cast::<Element>() {
                // Without capture the drag ends at the border; nothing breaks.
                let _ = button.set_pointer_capture(e.pointer_id());
            }
            if let Some(at) = share(&e) {
                pick.emit(at);
            }
        })
    };
    let moved = {
        let (down, pick, point) = (down.clone(), props.on_pick.clone(), props.on_point.clone());
        Callback::from(move |e: PointerEvent| {
            let at = share(&e);
            if *down.borrow() {
                at.into_iter().for_each(|at| pick.emit(at));
            } else {
                point.emit(at);
            }
        })
    };
    let up = Callback::from(move |_: PointerEvent| *down.borrow_mut() = false);
    let leave = props.on_point.reform(|_: PointerEvent| None);
    let onkeydown = {
        let nudge = props.on_nudge.clone();
        Callback::from(move |e: KeyboardEvent| {
            let by = if e.shift_key() { 0.05 } else { 0.01 };
            let way = match e.key().as_str() {
                "ArrowLeft" => [-by, 0.0],
                "ArrowRight" => [by, 0.0],
                "ArrowUp" => [0.0, by],
                "ArrowDown" => [0.0, -by],
                _ => return,
            };
            e.prevent_default();
            e.stop_propagation();
            nudge.emit(way);
        })
    };
    let id = use_id("map-place");
    html! {
        <>
            <button class="cover" aria-label={props.label.clone()} aria-describedby={id.clone()} ref={button}
                onpointerdown={press} onpointermove={moved} onpointerup={up.clone()} onpointercancel={up}
                onpointerleave={leave} {onkeydown} />
            <span class="vh" {id}>{ &props.place }</span>
        </>
    }
}

/// Puts a picture onto a layer, its upper left corner at a place in CSS pixels; one pixel of it is one of the screen.
pub(super) fn put(layer: &Layer, raster: &Raster, (x, y): (f64, f64), density: f64) {
    let pixels = wasm_bindgen::Clamped(&raster.rgba[..]);
    let Ok(data) = ImageData::new_with_u8_clamped_array_and_sh(pixels, raster.width as u32, raster.height as u32)
    else {
        // An empty picture shows nothing.
        return;
    };
    // Fails only for places that are no numbers.
    let _ = layer.context.put_image_data(&data, (x * density).round(), (y * density).round());
}

/// How many pixels of the screen a length has.
pub(super) fn pixels((width, height): (f64, f64), density: f64) -> (usize, usize) {
    ((width * density).round().max(1.0) as usize, (height * density).round().max(1.0) as usize)
}
