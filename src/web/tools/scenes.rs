//! "My scenes": scenes kept on this device, as a file, and as slides.

use super::Props;
use super::open::{self, Found};
use super::outside::take_text;
use crate::scene::{MAX_SAVED, MAX_TITLE, Page, Saved, Scene, Slides, listed, to_json};
use crate::text::{Key, Lang, fill, key, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::json::Json;
use crate::web::prefs;
use crate::web::view;
use crate::web::widgets::{CopyButton, Dialog, icon};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Under which name the list is kept.
const PLACE: &str = "scenes";

/// What has to be said about the last thing done.
#[derive(Clone, PartialEq)]
enum News {
    Kept(String),
    Removed(usize, Saved),
    Added(usize),
    /// Why a file gives nothing, and its name.
    NoFile(Key, String),
    Full,
    /// So many had no room.
    NoRoom(usize),
    /// What came of a text that was pasted, and whether it is a complaint.
    Text(String, bool),
}

/// What the device keeps. Read anew before each change: another tab may have changed it.
fn kept() -> Vec<Saved> {
    prefs::stored(PLACE).and_then(|text| Json::parse(&text)).map(|json| listed(&json)).unwrap_or_default()
}

/// Keeps some more; how many there is no room for, none where the device keeps nothing.
pub(super) fn keep(more: Vec<Saved>) -> Option<usize> {
    let mut now = kept();
    let lost = Change::Add(more).make(&mut now);
    prefs::try_store(PLACE, &to_json(&now)).then_some(lost)
}

/// That so many scenes have no room.
pub(super) fn no_room(lang: Lang, count: usize) -> String {
    fill(lang.text(key::SCENES_NO_ROOM), &[("most", &MAX_SAVED.to_string()), ("count", &count.to_string())])
}

/// The dialog.
#[component]
pub fn Scenes(props: &Props) -> Html {
    let ui = use_ui();
    let list = use_state(kept);
    let news = use_state(|| None::<News>);
    let change = {
        let (list, news) = (list.setter(), news.setter());
        Callback::from(move |(change, told): (Change, Option<News>)| {
            let mut now = kept();
            let lost = change.make(&mut now);
            let stored = prefs::try_store(PLACE, &to_json(&now));
            news.set(match lost {
                _ if !stored => Some(News::Full),
                0 => told,
                lost => Some(News::NoRoom(lost)),
            });
            list.set(now);
        })
    };
    let races: Vec<String> = list.iter().filter(|saved| saved.is_race()).map(|saved| saved.scene.clone()).collect();
    let file = format!("data:application/json;charset=utf-8,{}", js_sys::encode_uri_component(&to_json(&list)));
    let rows = list.iter().enumerate().map(|(i, saved)| row(&ui, i, list.len(), saved, &change));
    let last = prefs::stored("last").and_then(|text| Saved::read("", &text));
    let last = last.filter(|last| last.scene != Saved::new("", &props.scene).scene);
    let children = html! {
        <div class="scenes">
            if matches!(props.scene.page, Page::Race | Page::Averages) {
                { view!(Keep { scene: Rc::clone(&props.scene), change: change.clone() }) }
            }
            <div role="status">{ said(&ui, (*news).as_ref(), &change) }</div>
            if list.is_empty() {
                <p class="quiet">{ ui.t(key::SCENES_NONE) }</p>
            } else {
                <ol class="kept">{ for rows }</ol>
            }
            if let Some(last) = last {
                <p class="quiet">
                    { ui.t(key::SCENES_LAST) }{ " " }<a href={format!("#{}", last.scene)}>{ about(&ui, &last) }</a>
                </p>
            }
            <div class="row">
                if !races.is_empty() {
                    <a class="btn solid" href={format!("#{}", Slides::link(&races, 1))}>{ icon("screen") }{ ui.t(key::SCENES_PRESENT) }</a>
                }
                { open_file(&ui, &news, &change) }
                if !list.is_empty() {
                    <a class="btn line" href={file} download="downhill-scenes.json">{ ui.t(key::SCENES_SAVE_FILE) }</a>
                }
                if !races.is_empty() {
                    { view!(CopyButton { text: crate::web::link::address_of(&Slides::link(&races, 1)), class: "btn line" }) }
                }
            </div>
            { view!(Paste { news: news.clone() }) }
            if !races.is_empty() {
                <p class="quiet">{ ui.t(key::SCENES_PRESENT_HOW) }</p>
            }
        </div>
    };
    view!(Dialog { title: ui.t(key::MY_SCENES), on_close: props.on_close.clone(), children })
}

/// A change of the list.
#[derive(Clone)]
enum Change {
    Keep(Saved),
    Rename(usize, String),
    Remove(usize),
    Bring(usize, Saved),
    Move(usize, usize),
    Add(Vec<Saved>),
}

impl Change {
    /// What no longer fits the list, because another tab has changed it, changes nothing. Gives how many have no room.
    fn make(self, list: &mut Vec<Saved>) -> usize {
        match self {
            Change::Keep(saved) => list.push(saved),
            Change::Rename(i, title) => {
                if let Some(saved) = list.get_mut(i) {
                    *saved = Saved::new(&title, &Scene::read(&saved.scene).scene);
                }
            }
            Change::Remove(i) if i < list.len() => drop(list.remove(i)),
            Change::Bring(i, saved) => list.insert(i.min(list.len()), saved),
            Change::Move(from, to) if from < list.len() && to < list.len() => {
                let saved = list.remove(from);
                list.insert(to, saved);
            }
            Change::Add(more) => list.extend(more),
            Change::Remove(_) | Change::Move(..) => {}
        }
        let lost = list.len().saturating_sub(MAX_SAVED);
        list.truncate(MAX_SAVED);
        lost
    }
}

/// Makes a change, and says something about it.
type Make = Callback<(Change, Option<News>)>;

/// What a scene is, in a few words.
fn about(ui: &Ui, saved: &Saved) -> String {
    let scene = Scene::read(&saved.scene).scene;
    if scene.page == Page::Averages {
        return ui.t(key::AVERAGES).into();
    }
    let surface = match &scene.formula {
        Some(written) => written.text().to_string(),
        None => surface_name(ui.lang, scene.surface.id).into(),
    };
    [&*surface, &scene.run_names(ui.lang).join(ui.t(key::LIST_JOIN))].join(" · ")
}

fn row(ui: &Ui, i: usize, count: usize, saved: &Saved, change: &Make) -> Html {
    let act = |made: Change, news: Option<News>| change.reform(move |_: MouseEvent| (made.clone(), news.clone()));
    let rename = change.reform(move |e: Event| {
        let title = e.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        (Change::Rename(i, title), None)
    });
    let name = if saved.title.is_empty() { about(ui, saved) } else { saved.title.clone() };
    let with = |k| fill(ui.t(k), &[("name", &name)]);
    let button = |k, glyph, disabled: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button class="btn icon" {disabled} aria-label={with(k)} data-tip={with(k)} {onclick}>{ icon(glyph) }</button>
        }
    };
    html! {
        <li key={format!("{i} {} {}", saved.title, saved.scene)}>
            <input class="input" value={saved.title.clone()} maxlength={MAX_TITLE.to_string()} aria-label={with(key::SCENES_NAME)}
                placeholder={ui.t(key::SCENES_UNNAMED)} onchange={rename} />
            <a class="grow" href={format!("#{}", saved.scene)} aria-label={with(key::SCENES_OPEN)}>{ about(ui, saved) }</a>
            { button(key::SCENES_UP, "up", i == 0, act(Change::Move(i, i.saturating_sub(1)), None)) }
            { button(key::SCENES_DOWN, "chevron", i + 1 == count, act(Change::Move(i, i + 1), None)) }
            { button(key::SCENES_REMOVE, "trash", false, act(Change::Remove(i), Some(News::Removed(i, saved.clone())))) }
        </li>
    }
}

/// The scene that is open, to be kept under a name.
#[derive(Properties)]
struct KeepProps {
    scene: Rc<Scene>,
    change: Make,
}

impl PartialEq for KeepProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

#[component]
fn Keep(props: &KeepProps) -> Html {
    let ui = use_ui();
    let title = use_state(|| props.scene.title.clone());
    let oninput = {
        let title = title.setter();
        Callback::from(move |e: InputEvent| {
            title.set(e.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default());
        })
    };
    let onsubmit = {
        let (change, scene, title) = (props.change.clone(), Rc::clone(&props.scene), title.clone());
        let ui = ui.clone();
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            let saved = Saved::new(&title, &scene);
            let name = if saved.title.is_empty() { about(&ui, &saved) } else { saved.title.clone() };
            change.emit((Change::Keep(saved), Some(News::Kept(name))));
            title.set(String::new());
        })
    };
    html! {
        <form class="row keep" {onsubmit}>
            <input class="input grow" value={(*title).clone()} maxlength={MAX_TITLE.to_string()} {oninput}
                aria-label={ui.t(key::SCENES_TITLE)} placeholder={ui.t(key::SCENES_TITLE)} />
            <button class="btn solid">{ icon("bookmark") }{ ui.t(key::SCENES_KEEP) }</button>
        </form>
    }
}

/// A link, or runs, as text.
#[derive(Properties, PartialEq)]
struct PasteProps {
    news: UseStateHandle<Option<News>>,
}

#[component]
fn Paste(props: &PasteProps) -> Html {
    let ui = use_ui();
    let text = use_state_eq(String::new);
    let oninput = {
        let text = text.setter();
        Callback::from(move |e: InputEvent| {
            text.set(e.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default());
        })
    };
    let onsubmit = {
        let (text, news, lang) = (text.clone(), props.news.setter(), ui.lang);
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            let said = take_text(lang, &text);
            match said {
                None => news.set(Some(News::Text(lang.text(key::SCENES_PASTE_NOTHING).into(), true))),
                Some((lines, bad)) => {
                    text.set(String::new());
                    news.set((!lines.is_empty()).then(|| News::Text(lines.join(" "), bad)));
                }
            }
        })
    };
    html! {
        <form class="row keep" {onsubmit}>
            <input class="input grow" value={(*text).clone()} {oninput} autocomplete="off" spellcheck="false"
                aria-label={ui.t(key::SCENES_PASTE)} placeholder={ui.t(key::SCENES_PASTE)} />
            <button class="btn line" disabled={text.trim().is_empty()}>{ ui.t(key::SCENES_PASTE_OPEN) }</button>
        </form>
    }
}

fn open_file(ui: &Ui, news: &UseStateHandle<Option<News>>, change: &Make) -> Html {
    let (change, news) = (change.clone(), news.setter());
    let onchange = Callback::from(move |e: Event| {
        let Some(input) = e.target_dyn_into::<HtmlInputElement>() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        input.set_value("");
        let (change, news) = (change.clone(), news.clone());
        yew::platform::spawn_local(async move {
            match open::read(&file).await {
                Found::List(found) => {
                    let count = found.len();
                    change.emit((Change::Add(found), Some(News::Added(count))));
                }
                // Another scene closes the dialog.
                Found::Scene(scene) => open::go(&scene),
                Found::Points(table) => open::show_points(table),
                Found::Nothing => news.set(Some(News::NoFile(key::OPEN_NOTHING, file.name()))),
                Found::Large => news.set(Some(News::NoFile(key::OPEN_LARGE, file.name()))),
                Found::Unread => news.set(Some(News::NoFile(key::OPEN_UNREAD, file.name()))),
            }
        });
    });
    html! {
        <label class="btn line file">
            { ui.t(key::SCENES_OPEN_FILE) }<input class="vh" type="file" accept=".json,.png,.svg,.gif,.csv,.tsv,.txt,application/json,image/png,image/svg+xml,image/gif" {onchange} />
        </label>
    }
}

fn said(ui: &Ui, news: Option<&News>, change: &Make) -> Html {
    let line = |text: String, bad: bool| html! { <p class={if bad { "bad" } else { "quiet" }}>{ text }</p> };
    match news {
        None => html! {},
        Some(News::Kept(name)) => line(fill(ui.t(key::SCENES_KEPT), &[("name", name)]), false),
        Some(News::Added(count)) => line(fill(ui.t(key::SCENES_ADDED), &[("count", &count.to_string())]), false),
        Some(News::NoFile(why, name)) => {
            let most = open::LARGEST.to_string();
            line(fill(ui.t(*why), &[("name", name), ("most", &most)]), true)
        }
        Some(News::Text(text, bad)) => line(text.clone(), *bad),
        Some(News::Full) => line(ui.t(key::SCENES_FULL).into(), true),
        Some(News::NoRoom(count)) => line(no_room(ui.lang, *count), true),
        Some(News::Removed(i, saved)) => {
            let name = if saved.title.is_empty() { about(ui, saved) } else { saved.title.clone() };
            let (i, saved) = (*i, saved.clone());
            let undo = change.reform(move |_: MouseEvent| (Change::Bring(i, saved.clone()), None));
            html! {
                <p class="quiet">
                    { fill(ui.t(key::SCENES_REMOVED), &[("name", &name)]) }{ " " }
                    <button class="plain" onclick={undo}>{ ui.t(key::UNDO) }</button>
                </p>
            }
        }
    }
}
