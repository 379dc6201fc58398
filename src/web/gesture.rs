//! What hands mean on a landscape, seen from above or in three dimensions: how far is a drag, how long a long press, by how
//! much the wheel zooms.

use web_sys::WheelEvent;

/// How near to a path the pointer has to be to point at it, in CSS pixels.
pub const REACH: f64 = 10.0;
/// A press that moves less than this is no drag.
pub const STILL: f64 = 5.0;
/// Milliseconds after which a press becomes a long press.
pub const LONG: u32 = 550;

/// By what a turn of the wheel zooms; the page does not scroll then. None where the wheel belongs to the page.
pub fn zoom_of_wheel(e: &WheelEvent) -> Option<f64> {
    // Where the page scrolls, the wheel belongs to it; a pinch on a trackpad comes as Ctrl and the wheel.
    if page_scrolls() && !e.ctrl_key() && !e.meta_key() {
        return None;
    }
    e.prevent_default();
    let pixels = match e.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => e.delta_y() * 16.0,
        WheelEvent::DOM_DELTA_PAGE => e.delta_y() * 400.0,
        _ => e.delta_y(),
    };
    let strength = if e.ctrl_key() { 0.01 } else { 0.0015 };
    Some((-pixels * strength).clamp(-0.5, 0.5).exp())
}

/// Whether the wheel scrolls the page.
fn page_scrolls() -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    // In an embed it is the page around it that scrolls.
    let guest = document.as_ref().and_then(|d| d.query_selector(".embed").ok().flatten()).is_some();
    guest || document.and_then(|d| d.document_element()).is_some_and(|r| r.scroll_height() > r.client_height() + 1)
}
