//! The start: a handle to drag, or to move with the arrow keys.

use crate::chart::frame::Frame;
use crate::core::format::round_to;
use crate::core::scalar::Vec2;
use crate::scene::{Action, Scene};
use crate::text::{fill, key, number};
use crate::web::context::{Ui, use_ui};
use crate::web::widgets::{icon, use_id};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Where it stands.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// How the plane lies in the picture.
    pub frame: Option<Frame>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.scene.start() == o.scene.start() && self.frame == o.frame
    }
}

/// A start rounded to what the picture can show: a thousandth of the view, or a little less.
pub fn rounded(frame: &Frame, [x, y]: Vec2) -> Vec2 {
    [x, y].map(|v| round_to(v, 0.5 / frame.scale))
}

/// Puts an element at a place of the plane; what is out of the picture, at its border.
pub fn stand(element: &HtmlElement, frame: &Frame, at: Vec2) {
    let (x, y) = shown_at(frame, at);
    // Set from code: a strict Content-Security-Policy blocks style attributes.
    for (property, value) in [("left", x), ("top", y)] {
        let _ = element.style().set_property(property, &format!("{value}px"));
    }
    let _ = element.class_list().toggle_with_force("away", !frame.contains(frame.px(at)));
}

/// The handle.
#[component]
pub fn Handle(props: &Props) -> Html {
    let ui = use_ui();
    let button = use_node_ref();
    let dragging = use_mut_ref(|| None::<(f64, f64)>);
    let start = props.scene.start();
    use_effect_with((start, props.frame), {
        let button = button.clone();
        move |(start, frame): &(Vec2, Option<Frame>)| {
            let (Some(element), Some(frame)) = (button.cast::<HtmlElement>(), frame) else { return };
            stand(&element, frame, *start);
        }
    });

    let down = {
        let (dragging, stage, button) = (dragging.clone(), ui.stage.clone(), button.clone());
        Callback::from(move |e: PointerEvent| {
            // Not the event's current target: Yew listens at the root of the page, and that is the root.
            let Some(target) = button.cast::<Element>().filter(|_| e.button() == 0) else { return };
            let _ = target.set_pointer_capture(e.pointer_id());
            let Some(at) = stage.frame().map(|f| shown_at(&f, start)) else { return };
            // The grip: where in the disc it was taken, so that it does not jump under the finger.
            let rect = parent_corner(&target);
            *dragging.borrow_mut() =
                Some((f64::from(e.client_x()) - rect.0 - at.0, f64::from(e.client_y()) - rect.1 - at.1));
        })
    };
    let moved = {
        let (dragging, ui, button) = (dragging.clone(), ui.clone(), button.clone());
        Callback::from(move |e: PointerEvent| {
            let Some(grip) = *dragging.borrow() else { return };
            let Some(target) = button.cast::<Element>() else { return };
            let corner = parent_corner(&target);
            let at = (f64::from(e.client_x()) - corner.0 - grip.0, f64::from(e.client_y()) - corner.1 - grip.1);
            move_to(&ui, at);
        })
    };
    let up = Callback::from(move |_: PointerEvent| *dragging.borrow_mut() = None);
    let onkeydown = {
        let ui = ui.clone();
        Callback::from(move |e: KeyboardEvent| {
            let percent = if e.shift_key() { 0.05 } else { 0.01 };
            let (dx, dy) = match e.key().as_str() {
                "ArrowLeft" => (-percent, 0.0),
                "ArrowRight" => (percent, 0.0),
                "ArrowUp" => (0.0, percent),
                "ArrowDown" => (0.0, -percent),
                _ => return,
            };
            e.prevent_default();
            e.stop_propagation();
            let Some(frame) = ui.stage.frame() else { return };
            let shown = frame.shown();
            let [x, y] = start;
            let to = [x + dx * (shown.x.1 - shown.x.0), y + dy * (shown.y.1 - shown.y.0)];
            ui.edit(Action::SetStart(rounded(&frame, to)));
        })
    };
    let id = use_id("start-place");
    let place = fill(ui.t(key::START_AT), &[("x", &number(start[0], 3)), ("y", &number(start[1], 3))]);
    html! {
        <button class="handle" aria-label={ui.t(key::START_NAME)} aria-describedby={id.clone()} ref={button}
            data-tip={ui.t(key::START_HOW)} onpointerdown={down} onpointermove={moved}
            onpointerup={up.clone()} onpointercancel={up} {onkeydown}>
            { icon("hand") }
            <span class="vh" {id}>{ place }</span>
        </button>
    }
}

/// The place of the plot that is nearest to one of the picture, so many pixels from its sides and from above and below.
fn inside(frame: &Frame, (x, y): (f64, f64), (beside, above): (f64, f64)) -> (f64, f64) {
    let (left, top, right, bottom) = frame.plot();
    (x.max(left + beside).min(right - beside), y.max(top + above).min(bottom - above))
}

/// How far from the border of the plot a handle stands that is out of sight: whole, and beside the plates.
const BESIDE: (f64, f64) = (24.0, 124.0);

/// Where the handle of a point stands: what is out of the picture, whole at its border.
fn shown_at(frame: &Frame, at: Vec2) -> (f64, f64) {
    let at = frame.px(at);
    if frame.contains(at) { at } else { inside(frame, at, BESIDE) }
}

/// The upper left corner of the element that the handle stands in.
fn parent_corner(target: &Element) -> (f64, f64) {
    let rect = target.parent_element().map(|p| p.get_bounding_client_rect());
    rect.map_or((0.0, 0.0), |r| (r.left(), r.top()))
}

/// Moves the start to a place of the picture, kept inside the plot so that the handle cannot be lost.
pub fn move_to(ui: &Ui, at: (f64, f64)) {
    let Some(frame) = ui.stage.frame() else { return };
    ui.edit(Action::SetStart(rounded(&frame, frame.plane(inside(&frame, at, (0.0, 0.0))))));
}
