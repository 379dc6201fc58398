//! A swarm in a worker of its own: it keeps where the particles were, and paints them.

use super::Maps;
use super::ask::message;
use super::hand::{Hand, Heard};
use js_sys::Float64Array;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;

/// A moment of a swarm, and how it is wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// As pixels: left, top, width and height of what is covered as four numbers of four bytes, then its pixels, RGBA.
    Pixels {
        /// The step, and the part of the next that has been gone.
        head: f64,
        /// Width and height of the plot in pixels; both factors and both offsets of how the plane lies in it; the radius of
        /// a particle.
        lie: [f64; 7],
        /// The colour of the run; ink if none.
        slot: Option<usize>,
        /// Whether on dark ground.
        dark: bool,
    },
    /// As places: x and y by turns, in single precision.
    Places {
        /// The step.
        head: f64,
    },
}

impl Moment {
    fn message(&self, scene: &str) -> JsValue {
        let common = [("id", 0.into()), ("scene", scene.into())];
        let own = match self {
            Moment::Pixels { head, lie, slot, dark } => vec![
                ("what", "pixels".into()),
                ("head", (*head).into()),
                ("lie", Float64Array::from(&lie[..]).into()),
                ("slot", slot.map_or(JsValue::UNDEFINED, |slot| (slot as u32).into())),
                ("dark", (*dark).into()),
            ],
            Moment::Places { head } => vec![("what", "places".into()), ("head", (*head).into())],
        };
        message(&[&common[..], &own].concat()).into()
    }
}

/// A worker that breaks off is replaced so often; then the page does the work itself.
const REPLACED: u32 = 2;

/// A swarm that can be looked at. It ends when dropped.
pub struct SwarmView(Rc<Inner>);

struct Inner {
    scene: String,
    module: JsValue,
    hand: RefCell<Option<Hand>>,
    broken: Cell<u32>,
    on_page: Cell<bool>,
    /// What has been asked and is not answered yet, and what is asked after it.
    out: RefCell<Option<Moment>>,
    next: RefCell<Option<Moment>>,
    on: Box<dyn Fn(Option<JsValue>)>,
    me: Weak<Inner>,
}

impl SwarmView {
    /// The particles of a scene. `on` gets the typed array of each moment that is looked at; none if there are no swarms here.
    pub fn begin(maps: &Maps, scene: &str, on: impl Fn(Option<JsValue>) + 'static) -> SwarmView {
        let (scene, module) = (scene.to_string(), maps.module());
        let inner = Rc::new_cyclic(|me| Inner {
            scene,
            module,
            hand: RefCell::default(),
            broken: Cell::new(0),
            on_page: Cell::new(false),
            out: RefCell::default(),
            next: RefCell::default(),
            on: Box::new(on),
            me: Weak::clone(me),
        });
        inner.hire();
        SwarmView(inner)
    }

    /// Looks at a moment: at once, or when the one before has been answered; the newest wins.
    pub fn look(&self, moment: Moment) {
        *self.0.next.borrow_mut() = Some(moment);
        self.0.ask();
    }
}

impl Inner {
    fn hire(&self) {
        let me = Weak::clone(&self.me);
        let hear: Rc<dyn Fn(Heard)> = Rc::new(move |heard| {
            if let Some(inner) = me.upgrade() {
                inner.hear(heard);
            }
        });
        let (as_worker, as_page) = (Rc::clone(&hear), hear);
        let worker = (self.broken.get() <= REPLACED).then(|| Hand::worker(move |heard| as_worker(heard), &self.module));
        let hand = worker.flatten().or_else(|| {
            // Once it was the page itself that broke off, there is nobody left.
            let first = !self.on_page.replace(true);
            first.then(|| Hand::page(move |heard| as_page(heard), &self.module, "&swarm")).flatten()
        });
        let none = hand.is_none();
        *self.hand.borrow_mut() = hand;
        if none {
            (self.on)(None);
        }
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Ready => self.ask(),
            Heard::Result(_, result) => {
                let asked = self.out.take();
                // Nothing yet: the way there is long, and goes on with the next question.
                if js_sys::Reflect::get(&result, &"length".into()).is_ok_and(|n| n == 0) {
                    let mut next = self.next.borrow_mut();
                    *next = next.take().or(asked);
                } else {
                    (self.on)(Some(result));
                }
                self.ask();
            }
            Heard::Broken => {
                self.broken.set(self.broken.get() + 1);
                let mut next = self.next.borrow_mut();
                *next = next.take().or(self.out.take());
                drop(next);
                self.hire();
            }
        }
    }

    fn ask(&self) {
        let hand = self.hand.borrow();
        let Some(hand) = hand.as_ref().filter(|hand| hand.is_ready() && self.out.borrow().is_none()) else { return };
        if let Some(moment) = self.next.take() {
            hand.post(&moment.message(&self.scene));
            *self.out.borrow_mut() = Some(moment);
        }
    }
}
