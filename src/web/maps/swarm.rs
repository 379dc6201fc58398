//! A swarm in a worker of its own: it keeps where the particles are.

use super::ask::message;
use super::hand::{Hand, Heard};
use js_sys::{Float32Array, Float64Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// A swarm under way. It ends when dropped.
pub struct SwarmView {
    hand: Rc<RefCell<Option<Hand>>>,
    waiting: Rc<Cell<bool>>,
}

impl SwarmView {
    /// Lets runs like one of a scene begin at these points, x and y by turns. `on` gets where they are, x and y by turns:
    /// at once, and after each [`SwarmView::advance`]; nothing if there are no swarms here.
    pub fn begin(scene: &str, run: usize, starts: &[f64], on: impl Fn(Option<Vec<f32>>) + 'static) -> SwarmView {
        let waiting = Rc::new(Cell::new(true));
        let first = message(&[
            ("id", 0.into()),
            ("what", "swarm".into()),
            ("scene", scene.into()),
            ("run", (run as u32).into()),
            ("starts", Float64Array::from(starts).into()),
        ]);
        let place: Rc<RefCell<Option<Hand>>> = Rc::default();
        let hear: Rc<dyn Fn(Heard)> = {
            let (waiting, place) = (Rc::clone(&waiting), Rc::downgrade(&place));
            Rc::new(move |heard| match heard {
                Heard::Ready => {
                    let Some(place) = place.upgrade() else { return };
                    if let Some(hand) = &*place.borrow() {
                        hand.post(&first);
                    }
                }
                Heard::Result(_, points) => {
                    waiting.set(false);
                    on(points.dyn_ref::<Float32Array>().map(Float32Array::to_vec));
                }
                Heard::Broken => on(None),
            })
        };
        let (as_worker, on_page) = (Rc::clone(&hear), hear);
        let module = wasm_bindgen::JsValue::UNDEFINED;
        let hand = Hand::worker(move |heard| as_worker(heard), &module)
            .or_else(|| Hand::page(move |heard| on_page(heard), &module));
        *place.borrow_mut() = hand;
        SwarmView { hand: place, waiting }
    }

    /// Asks for so many steps more, unless the last answer is still out: whether it was asked.
    pub fn advance(&self, steps: usize) -> bool {
        if self.waiting.replace(true) {
            return false;
        }
        if let Some(hand) = self.hand.borrow().as_ref() {
            hand.post(&message(&[("id", 0.into()), ("what", "advance".into()), ("steps", (steps as u32).into())]));
        }
        true
    }
}
