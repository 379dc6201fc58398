//! The page around the embed: what it asks for, and what it is told.
//!
//! In, from the parent window only: `{downhill: "set", scene}`, `{downhill: "play"}`, `{downhill: "pause"}`,
//! `{downhill: "seek", step}`. Out: `{downhill: "ready"}`, `{downhill: "scene", scene}`, `{downhill: "step", step}`. Any
//! page may say this, so a scene is only ever parsed as one, and whatever is not such a message is passed over.

use super::guest;
use crate::scene::{Message, Scene, Wishes};
use crate::web::app::open_scene;
use crate::web::context::{Ui, use_head};
use crate::web::json::Json;
use crate::web::panels::toggle;
use crate::web::stage::{Head, Stage};
use crate::web::store::{Change, Store};
use gloo_events::EventListener;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};
use yew::prelude::*;

/// The host's window; none where the embed is a page of its own.
fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (JsValue::from(&parent) != JsValue::from(&window)).then_some(parent)
}

fn tell(what: &str, more: Option<(&str, JsValue)>) {
    let message = Object::new();
    for (name, value) in std::iter::once(("downhill", what.into())).chain(more) {
        // Fails only for frozen objects.
        let _ = Reflect::set(&message, &name.into(), &value);
    }
    if let Some(parent) = parent() {
        // What is said is no secret, and whoever the host is may hear it.
        let _ = parent.post_message(&message, "*");
    }
}

/// Does what is asked of the play-head.
fn obey(stage: &Stage, order: &Message) {
    let playing = stage.head().playing;
    match order {
        // Where less motion is asked for, it goes to the end at once.
        Message::Play if !playing => toggle(stage),
        Message::Pause => stage.pause(),
        Message::Seek(step) => stage.seek(*step),
        Message::Play | Message::Set(_) => {}
    }
}

/// What waits until the embed is in sight, or its scene there.
#[derive(Default)]
struct Waiting {
    near: bool,
    /// A scene that has not begun yet.
    scene: bool,
    orders: Vec<Message>,
    /// It was playing when it went out of sight.
    played: bool,
    /// The scene of the link has begun, by its count.
    begun: Option<usize>,
}

/// Hears the host and tells it; begins scenes when they are seen, and holds still out of sight.
#[hook]
pub(super) fn use_host(ui: &Ui, store: &UseReducerHandle<Store>, near: bool) {
    let waiting = use_mut_ref(|| Waiting { scene: true, ..Waiting::default() });
    let current = use_mut_ref(|| Rc::clone(&store.scene));
    current.replace(Rc::clone(&store.scene));
    use_effect_with((store.opened, store.hidden, near), {
        let (stage, waiting, current) = (ui.stage.clone(), Rc::clone(&waiting), Rc::clone(&current));
        move |(opened, hidden, near): &(usize, bool, bool)| {
            let mut waiting = waiting.borrow_mut();
            waiting.near = *near;
            if !near {
                waiting.played |= stage.hold();
                return;
            }
            let played = std::mem::take(&mut waiting.played);
            if *hidden {
                stage.open_at(0);
            } else if waiting.begun.replace(*opened) != Some(*opened) {
                open_scene(&stage, &current.borrow());
            } else if played {
                stage.play();
            }
            waiting.scene = false;
            let orders = std::mem::take(&mut waiting.orders);
            drop(waiting);
            orders.iter().for_each(|order| obey(&stage, order));
        }
    });
    use_effect_with((), {
        let (stage, change) = (ui.stage.clone(), ui.change.clone());
        move |()| {
            let listeners = listen(&stage, change, &waiting);
            move || drop(listeners)
        }
    });
    // The host hears of the scene as the link would have it, but for being an embed.
    let at = use_head(&ui.stage, |stage, _| stage.stopped_at());
    let told = use_mut_ref(|| None::<String>);
    let (stage, scene) = (ui.stage.clone(), Rc::clone(&store.scene));
    use_effect_with((at, Rc::clone(&scene), near), move |_| {
        // Asked anew: a scene that has just begun has moved the play-head.
        let wishes = Wishes { embed: false, ..scene.wishes.clone() };
        let text = Scene { at: stage.stopped_at(), wishes, ..Scene::clone(&scene) }.write();
        let before = told.replace(Some(text.clone()));
        // What the embed was opened with is no news.
        if before.is_some_and(|before| before != text) {
            tell("scene", Some(("scene", text.into())));
        }
    });
}

/// Listens to the host and to the play-head.
fn listen(stage: &Stage, change: Callback<Change>, waiting: &Rc<RefCell<Waiting>>) -> Option<impl Sized + use<>> {
    let window = web_sys::window()?;
    let messages = EventListener::new(&window, "message", {
        let (stage, waiting) = (stage.clone(), Rc::clone(waiting));
        move |e| {
            let Some(e) = e.dyn_ref::<MessageEvent>() else { return };
            let from_parent = parent().is_some_and(|parent| e.source().map(JsValue::from) == Some(parent.into()));
            match Message::read(&Json::from(e.data())).filter(|_| from_parent) {
                Some(Message::Set(text)) => {
                    {
                        let mut waiting = waiting.borrow_mut();
                        waiting.scene = true;
                        waiting.played = false;
                        waiting.orders.clear();
                    }
                    change.emit(Change::Open(guest(Scene::read(&text))));
                }
                Some(order) => {
                    let mut waiting = waiting.borrow_mut();
                    if waiting.near && !waiting.scene {
                        drop(waiting);
                        obey(&stage, &order);
                    } else {
                        waiting.orders.push(order);
                    }
                }
                None => {}
            }
        }
    });
    tell("ready", None);
    let told = RefCell::new(None);
    let heads = stage.listen(Callback::from(move |head: Head| {
        if told.replace(Some(head.step)) != Some(head.step) {
            tell("step", Some(("step", (head.step as f64).into())));
        }
    }));
    let stage = stage.clone();
    Some((messages, Unlisten(stage, heads)))
}

/// Takes a listener off the play-head when it is dropped.
struct Unlisten(Stage, usize);

impl Drop for Unlisten {
    fn drop(&mut self) {
        self.0.unlisten(self.1);
    }
}
