//! Files that are dropped on the page, and runs that are copied and pasted. What came before this program was there waits
//! in a property of its element (`static/outside.js`).

mod clipboard;

pub(super) use clipboard::take_text;
use clipboard::{busy, copy, paste};

use super::open::{self, Found};
use super::{manner, scenes};
use crate::text::{Lang, fill, key};
use crate::web::context::Ui;
use crate::web::stage::Stage;
use crate::web::tool;
use crate::web::widgets::icon;
use crate::web::words::use_words;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File};
use yew::prelude::*;

/// Milliseconds that a notice without a complaint stands.
const STANDS: u32 = 8000;
/// A drag that is heard of no more, so many milliseconds long, has left.
const LEFT: u32 = 400;
/// So many things that were ignored are listed.
const LISTED: usize = 5;

/// What has to be said.
#[derive(Clone, PartialEq)]
struct Said {
    lines: Vec<String>,
    bad: bool,
}

impl Said {
    fn well(line: String) -> Self {
        Said { lines: vec![line], bad: false }
    }

    fn bad(line: String) -> Self {
        Said { lines: vec![line], bad: true }
    }
}

/// Listens, shows where files can be dropped, and says what became of them.
#[component]
pub fn Outside() -> Html {
    let over = use_state_eq(|| false);
    let said = use_state_eq(|| None::<Said>);
    let (wanted, theme) = manner();
    let lang = use_words(wanted);
    use_effect_with((), {
        let (over, said) = (over.setter(), said.setter());
        move |()| {
            let listeners =
                listen(over, Callback::from(move |new: Said| said.set((!new.lines.is_empty()).then_some(new))));
            move || drop(listeners)
        }
    });
    use_effect_with((*said).clone(), {
        let said = said.setter();
        move |now: &Option<Said>| {
            let passes = now.as_ref().is_some_and(|now| !now.bad);
            let timeout = passes.then(|| Timeout::new(STANDS, move || said.set(None)));
            move || drop(timeout)
        }
    });
    let ui = Ui { lang, theme, stage: (*use_state(Stage::new)).clone(), change: Callback::noop() };
    let close = {
        let said = said.setter();
        Callback::from(move |_: MouseEvent| said.set(None))
    };
    html! {
        <ContextProvider<Ui> context={ui}>
            if *over {
                <div class="drop" aria-hidden="true"><p>{ lang.text(key::DROP_HINT) }</p></div>
            }
            if let Some(Said { lines, bad }) = &*said {
                <div class="page-notice from-outside">
                    <div class="notice" role={if *bad { "alert" } else { "status" }}>
                        if *bad { <span class="sign">{ icon("warn") }</span> }
                        <div class="words">{ for lines.iter().map(|line| html! { <p>{ line }</p> }) }</div>
                        <button class="btn icon" aria-label={lang.text(key::CLOSE)} onclick={close}>{ icon("close") }</button>
                    </div>
                </div>
            }
        </ContextProvider<Ui>>
    }
}

fn now() -> Lang {
    let wanted = manner().0;
    if wanted.is_here() { wanted } else { wanted.other() }
}

/// Whether files are dragged: not words, not a link.
fn of_files(event: &Event) -> Option<DataTransfer> {
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    data.types().includes(&"Files".into(), 0).then_some(data)
}

fn listen(over: UseStateSetter<bool>, say: Callback<Said>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on = |name: &'static str, heard: Box<dyn Fn(&Event)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, name, options, move |event| heard(event))
    };
    // A drag over children leaves and enters all the time: what counts is that it is still heard of.
    let last = Rc::new(std::cell::RefCell::new(None::<Timeout>));
    let dragged = {
        let (over, last) = (over.clone(), Rc::clone(&last));
        move |event: &Event| {
            if of_files(event).is_some() {
                event.prevent_default();
                over.set(true);
                let over = over.clone();
                *last.borrow_mut() = Some(Timeout::new(LEFT, move || over.set(false)));
            }
        }
    };
    let drop = {
        let say = say.clone();
        move |event: &Event| {
            let Some(data) = of_files(event) else { return };
            event.prevent_default();
            *last.borrow_mut() = None;
            over.set(false);
            take(data.files().map(|files| (0..files.length()).filter_map(|i| files.get(i)).collect()), &say);
        }
    };
    let copied = say.clone();
    let pasted = say.clone();
    let listeners = vec![
        on("dragenter", Box::new(dragged.clone())),
        on("dragover", Box::new(dragged)),
        on("drop", Box::new(drop)),
        on("copy", Box::new(move |event| copy(event.dyn_ref(), &copied))),
        on(
            "paste",
            Box::new(move |event| {
                let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|_| !busy()) else { return };
                let text = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
                if paste(&text, &pasted) {
                    event.prevent_default();
                }
            }),
        ),
    ];
    late(&say);
    listeners
}

/// Takes what came before this program, and says that it is here.
fn late(say: &Callback<Said>) {
    let Some(place) = tool::place() else { return };
    // Fails only for malformed names.
    let _ = place.set_attribute("data-ready", "1");
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let late = get(&place, "late");
    if !late.is_object() {
        return;
    }
    match get(&late, "what").as_string().as_deref() {
        Some("drop") => {
            let files = get(&late, "files").dyn_into::<Array>().ok();
            take(files.map(|files| files.iter().filter_map(|file| file.dyn_into().ok()).collect()), say);
        }
        Some("copy") => copy(None, say),
        Some("paste") => {
            paste(&get(&late, "text").as_string().unwrap_or_default(), say);
        }
        _ => {}
    }
}

/// Opens files.
fn take(files: Option<Vec<File>>, say: &Callback<Said>) {
    let (files, say) = (files.unwrap_or_default(), say.clone());
    yew::platform::spawn_local(async move {
        for file in files {
            let found = open::read(&file).await;
            say.emit(opened(&file.name(), found));
        }
    });
}

/// Opens what a file holds; says what it was.
fn opened(name: &str, found: Found) -> Said {
    let lang = now();
    let with = |key| fill(lang.text(key), &[("name", name)]);
    match found {
        Found::Scene(scene) => {
            open::go(&scene);
            Said::well(with(key::OPEN_OPENED))
        }
        Found::List(list) => {
            let count = list.len().to_string();
            match scenes::keep(list) {
                None => return Said::bad(lang.text(key::SCENES_FULL).into()),
                Some(0) => {}
                Some(lost) => return Said::bad(scenes::no_room(lang, lost)),
            }
            Said::well(fill(lang.text(key::OPEN_ADDED), &[("name", name), ("count", &count)]))
        }
        Found::Points(table) => {
            open::show_points(table);
            Said::well(with(key::OPEN_OPENED))
        }
        Found::Nothing => Said::bad(with(key::OPEN_NOTHING)),
        Found::Large => {
            Said::bad(fill(lang.text(key::OPEN_LARGE), &[("name", name), ("most", &open::LARGEST.to_string())]))
        }
        Found::Unread => Said::bad(with(key::OPEN_UNREAD)),
    }
}
