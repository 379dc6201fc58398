//! One that works: a web worker, or the page itself behind a port that looks like one.

use super::ask::{Ask, message};
use super::files;
use gloo_events::EventListener;
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

/// What is heard of it.
pub(super) enum Heard {
    /// It has the program.
    Ready,
    /// The result of the question with this number.
    Result(u32, JsValue),
    /// It broke off, or never began.
    Broken,
}

/// One that works. It stops when dropped.
pub(super) struct Hand {
    port: Port,
    ready: Rc<Cell<bool>>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Option<Closure<dyn FnMut(Event)>>,
}

enum Port {
    Worker(Worker),
    Page(MessagePort),
}

impl Drop for Hand {
    fn drop(&mut self) {
        match &self.port {
            Port::Worker(worker) => {
                worker.set_onmessage(None);
                worker.set_onerror(None);
                worker.terminate();
            }
            Port::Page(port) => port.close(),
        }
    }
}

type Hear = Rc<dyn Fn(Heard)>;

/// What to do with a message; what broke is dropped only after its own message has been dealt with.
fn listener(hear: Hear, ready: Rc<Cell<bool>>) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        let data = event.data();
        let field = |key: &str| Reflect::get(&data, &key.into()).ok().filter(|v| !v.is_undefined());
        if let Some(number) = field("id").and_then(|v| v.as_f64()) {
            hear(Heard::Result(number as u32, field("result").unwrap_or(JsValue::UNDEFINED)));
        } else if field("ready").is_some() {
            ready.set(true);
            hear(Heard::Ready);
        } else if field("failed").is_some() {
            later(Rc::clone(&hear));
        }
    })
}

fn later(hear: Hear) {
    gloo_timers::callback::Timeout::new(0, move || hear(Heard::Broken)).forget();
}

fn begin(post: impl FnOnce(&JsValue), module: &JsValue) -> Option<()> {
    let [js, wasm, _] = files()?;
    post(&message(&[("js", js.into()), ("wasm", wasm.into()), ("module", module.clone())]));
    Some(())
}

impl Hand {
    /// A web worker; none where there are no workers.
    pub fn worker(hear: impl Fn(Heard) + 'static, module: &JsValue) -> Option<Hand> {
        let [_, _, script] = files()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script, &options).ok()?;
        let (hear, ready): (Hear, _) = (Rc::new(hear), Rc::new(Cell::new(false)));
        let message = listener(Rc::clone(&hear), Rc::clone(&ready));
        let error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            later(Rc::clone(&hear));
        });
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        // A module that cannot be sent is fetched by the worker itself.
        begin(
            |text| {
                if worker.post_message(text).is_err() {
                    let _ = Reflect::set(text, &"module".into(), &JsValue::UNDEFINED);
                    let _ = worker.post_message(text);
                }
            },
            module,
        )?;
        Some(Hand { port: Port::Worker(worker), ready, _message: message, _error: Some(error) })
    }

    /// The page itself; none if not even that is possible. A script is run once an address: `mark` makes it another one.
    pub fn page(hear: impl Fn(Heard) + 'static, module: &JsValue, mark: &str) -> Option<Hand> {
        let [_, _, script] = files()?;
        let (window, channel) = (web_sys::window()?, MessageChannel::new().ok()?);
        let document = window.document()?;
        let (hear, ready): (Hear, _) = (Rc::new(hear), Rc::new(Cell::new(false)));
        let message = listener(Rc::clone(&hear), Rc::clone(&ready));
        let port = channel.port1();
        port.set_onmessage(Some(message.as_ref().unchecked_ref()));
        begin(|text| drop(port.post_message(text)), module)?;
        // The script says when it listens; then it gets the other end.
        let (other, origin) = (channel.port2(), window.location().origin().ok()?);
        EventListener::once(&document, "downhill:maps", move |_| {
            let ports = js_sys::Array::of1(&other);
            // Files opened from disk have no origin that could be named.
            let origin = if origin == "null" { "*" } else { &origin };
            let _ = window.post_message_with_transfer(&"downhill:maps".into(), origin, &ports);
        })
        .forget();
        let element = document.create_element("script").ok()?.dyn_into::<HtmlElement>().ok()?;
        element.set_attribute("type", "module").ok()?;
        element.set_attribute("src", &format!("{script}&page{mark}")).ok()?;
        EventListener::once(&element, "error", move |_| later(hear)).forget();
        document.head()?.append_child(&element).ok()?;
        Some(Hand { port: Port::Page(port), ready, _message: message, _error: None })
    }

    /// Whether it has the program.
    pub fn is_ready(&self) -> bool {
        self.ready.get()
    }

    /// Asks it something.
    pub fn ask(&self, number: u32, ask: &Ask) {
        self.post(&ask.message(number));
    }

    /// Sends it a message; one that cannot be sent is as good as one that is not answered.
    pub fn post(&self, message: &JsValue) {
        let _ = match &self.port {
            Port::Worker(worker) => worker.post_message(message),
            Port::Page(port) => port.post_message(message),
        };
    }
}
