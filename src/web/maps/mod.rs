//! Maps on the page: questions to the program `maps`, which web workers run, as many as the machine has cores.
//!
//! Nothing is loaded before the first question or [`Maps::warm`]. The program is compiled once, for all workers. A newer
//! request with the same key takes the place of an older one: what is still waiting is never asked, what is being worked
//! out is not heard. A worker that breaks off is replaced; where workers do not work at all, the page does the work itself,
//! a tile at a time, and says so.

mod ask;
mod hand;
mod swarm;

pub use ask::Ask;
pub use swarm::{Moment, SwarmView};

use crate::core::map::{Cell, Tile, tiles};
use hand::{Hand, Heard};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What has happened to a request.
pub enum Answer {
    /// The cells of the question with this place among those of the request.
    Cells(usize, Vec<Cell>),
    /// The last one has been answered.
    Done,
}

/// What the reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There are no workers: the page works maps out itself, slower.
    OnPage,
    /// The program did not arrive, or does not run here: there are no maps.
    NoMaps,
}

/// Steps of all cells of a tile together: enough to be worth a message, few enough that a newer request does not wait
/// (some milliseconds).
const PART: usize = 2048 * 200;
/// The same where the page does the work: a frame should not wait.
const PART_ON_PAGE: usize = 256 * 200;
/// The fewest cells of a tile: as many as are worked out at once.
const FEWEST: usize = 8;
/// The coarsest cells stand for so many in each direction.
pub const COARSEST: usize = 8;
/// The most workers.
const MOST: usize = 16;
/// A worker that broke off is replaced so often.
const REPLACED: usize = 3;
/// A question at which so many workers broke off is not asked again.
const TRIED: u8 = 2;

/// Where maps come from. Clones are the same.
#[derive(Clone)]
pub struct Maps(Rc<RefCell<State>>);

struct State {
    hands: Vec<Option<Hand>>,
    begun: bool,
    on_page: bool,
    broken: usize,
    queue: VecDeque<Task>,
    /// What too many workers broke off at: for the page, should there be no workers left.
    refused: Vec<Task>,
    /// What each hand is working out.
    busy: Vec<Option<Task>>,
    requests: Vec<Rc<Request>>,
    number: u32,
    trouble: Rc<dyn Fn(Trouble)>,
    me: Weak<RefCell<State>>,
    /// The compiled program, once it is there; nothing if every worker has to do that itself.
    module: JsValue,
}

struct Request {
    key: u32,
    number: u32,
    asks: Vec<Ask>,
    left: RefCell<usize>,
    on: Rc<dyn Fn(Answer)>,
}

#[derive(Clone)]
struct Task {
    request: Rc<Request>,
    index: usize,
    tried: u8,
}

impl Maps {
    /// Nothing is loaded yet. `trouble` hears, once each, what the reader should know.
    pub fn new(trouble: impl Fn(Trouble) + 'static) -> Maps {
        Maps(Rc::new_cyclic(|me| {
            RefCell::new(State {
                hands: Vec::new(),
                begun: false,
                on_page: false,
                broken: 0,
                queue: VecDeque::new(),
                refused: Vec::new(),
                busy: Vec::new(),
                requests: Vec::new(),
                number: 0,
                trouble: Rc::new(trouble),
                me: Weak::clone(me),
                module: JsValue::UNDEFINED,
            })
        }))
    }

    /// Loads the program and starts the workers, if that has not been done.
    pub fn warm(&self) {
        let begun = std::mem::replace(&mut self.0.borrow_mut().begun, true);
        if begun {
            return;
        }
        let maps = self.clone();
        spawn_local(async move {
            let module = compile().await.unwrap_or(JsValue::UNDEFINED);
            maps.0.borrow_mut().module = module;
            let cores = web_sys::window().map_or(2.0, |w| w.navigator().hardware_concurrency());
            for _ in 0..(cores as usize).clamp(1, MOST) {
                maps.hire();
                // The page is one hand, however many cores there are.
                if maps.0.borrow().on_page {
                    break;
                }
            }
        });
    }

    /// The compiled program, if it is there by now.
    fn module(&self) -> JsValue {
        self.0.borrow().module.clone()
    }

    /// Asks for the map that a scene of so many steps shows, tile by tile, the coarsest first; `on` gets the cells of each.
    pub fn map(&self, key: u32, scene: &str, steps: usize, size: [usize; 2], on: impl Fn(Tile, Vec<Cell>) + 'static) {
        let part = if self.0.borrow().on_page { PART_ON_PAGE } else { PART };
        let tiles = tiles(size, COARSEST, (part / steps.max(1)).max(FEWEST));
        let scene: Rc<str> = scene.into();
        let asks = tiles.iter().map(|tile| Ask::Tile { scene: Rc::clone(&scene), size, tile: *tile }).collect();
        self.request(key, asks, move |answer| {
            if let Answer::Cells(i, cells) = answer {
                on(tiles[i], cells);
            }
        });
    }

    /// Asks questions in the place of those with the same key.
    pub fn request(&self, key: u32, asks: Vec<Ask>, on: impl Fn(Answer) + 'static) {
        self.warm();
        self.cancel(key);
        let mut state = self.0.borrow_mut();
        state.number += 1;
        let (number, left) = (state.number, RefCell::new(asks.len()));
        let request = Rc::new(Request { key, number, asks, left, on: Rc::new(on) });
        let tasks = (0..request.asks.len()).map(|index| Task { request: Rc::clone(&request), index, tried: 0 });
        state.queue.extend(tasks);
        state.requests.push(request);
        state.pump();
    }

    /// Forgets the request with this key.
    pub fn cancel(&self, key: u32) {
        let mut state = self.0.borrow_mut();
        state.requests.retain(|request| request.key != key);
        state.queue.retain(|task| task.request.key != key);
        state.refused.retain(|task| task.request.key != key);
    }

    /// One more worker, or where there are none the page itself.
    fn hire(&self) {
        let mut state = self.0.borrow_mut();
        let place = state.hands.iter().position(Option::is_none).unwrap_or(state.hands.len());
        let me = Weak::clone(&state.me);
        let hear = move |heard| {
            if let Some(state) = me.upgrade() {
                Maps(state).hear(place, heard);
            }
        };
        let hand = if state.on_page { Hand::page(hear, &state.module, "") } else { Hand::worker(hear, &state.module) };
        if place == state.hands.len() {
            state.hands.push(None);
            state.busy.push(None);
        }
        match hand {
            Some(hand) => state.hands[place] = Some(hand),
            None => {
                drop(state);
                self.give_up();
            }
        }
    }

    /// Workers do not work: the page does, or nobody.
    fn give_up(&self) {
        let mut state = self.0.borrow_mut();
        if state.hands.iter().any(Option::is_some) {
            return;
        }
        let trouble = if state.on_page { Trouble::NoMaps } else { Trouble::OnPage };
        let first = !std::mem::replace(&mut state.on_page, true);
        let refused = std::mem::take(&mut state.refused);
        state.queue.extend(refused);
        let tell = Rc::clone(&state.trouble);
        drop(state);
        tell(trouble);
        if first {
            self.hire();
        }
    }

    fn hear(&self, place: usize, heard: Heard) {
        match heard {
            Heard::Ready => self.0.borrow_mut().pump(),
            Heard::Result(number, result) => self.take(place, number, &result),
            Heard::Broken => self.replace(place),
        }
    }

    /// An answer has come: whoever asked hears it, unless it is not wanted any more.
    fn take(&self, place: usize, number: u32, result: &JsValue) {
        let mut state = self.0.borrow_mut();
        let task = state.busy[place].take().filter(|task| task.request.number == number);
        state.pump();
        let Some(task) = task.filter(|task| state.wanted(task)) else { return };
        let bytes = result.dyn_ref::<js_sys::Uint8Array>().map(js_sys::Uint8Array::to_vec).unwrap_or_default();
        let on = Rc::clone(&task.request.on);
        *task.request.left.borrow_mut() -= 1;
        let done = *task.request.left.borrow() == 0;
        if done {
            state.requests.retain(|request| request.number != number);
        }
        drop(state);
        on(Answer::Cells(task.index, Cell::read_all(&bytes)));
        if done {
            on(Answer::Done);
        }
    }

    /// A worker broke off: another one takes its place and its question.
    fn replace(&self, place: usize) {
        let mut state = self.0.borrow_mut();
        state.hands[place] = None;
        state.broken += 1;
        if let Some(mut task) = state.busy[place].take() {
            task.tried += 1;
            if task.tried < TRIED {
                state.queue.push_front(task);
            } else if !state.on_page {
                state.refused.push(task);
            }
        }
        let again = !state.on_page && state.broken <= REPLACED;
        drop(state);
        if again { self.hire() } else { self.give_up() }
    }
}

impl State {
    fn wanted(&self, task: &Task) -> bool {
        self.requests.iter().any(|request| request.number == task.request.number)
    }

    /// Gives every idle hand the next question.
    fn pump(&mut self) {
        for place in 0..self.hands.len() {
            let Some(hand) = self.hands[place].as_ref().filter(|hand| hand.is_ready()) else { continue };
            if self.busy[place].is_some() {
                continue;
            }
            let Some(task) = self.queue.pop_front() else { return };
            hand.ask(task.request.number, &task.request.asks[task.index]);
            self.busy[place] = Some(task);
        }
    }
}

/// The program's files, as the boot script names them.
fn files() -> Option<[String; 3]> {
    let html = web_sys::window()?.document()?.document_element()?;
    let (name, build) = (html.get_attribute("data-maps")?, html.get_attribute("data-build")?);
    Some([format!("./{name}.js"), format!("./{name}_bg.wasm"), format!("maps-worker.js?{build}")])
}

/// The compiled program, to be handed to all workers.
async fn compile() -> Option<JsValue> {
    let [_, wasm, _] = files()?;
    let answer = web_sys::window()?.fetch_with_str(&wasm);
    JsFuture::from(js_sys::WebAssembly::compile_streaming(&answer)).await.ok()
}
