//! The reader's own points, and what is fitted to them. What cannot be read is named with its line and column; what was
//! typed is still there when the dialog is opened again.

use super::Props;
use crate::core::format::js_number;
use crate::core::surfaces::{MAX_POINTS, OWN};
use crate::scene::{Action, BadLine, OwnPoints, Scene, read_own_points};
use crate::text::{Key, fill, key};
use crate::web::context::{Ui, use_ui};
use crate::web::view;
use crate::web::widgets::{Dialog, use_id};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The most complaints that are listed; the rest are counted.
const LISTED: usize = 5;
/// The most bytes of a file: a table of so many points is far smaller.
const LARGEST: f64 = 1e6;
/// The most letters of a wrong cell that are repeated.
const SHOWN: usize = 40;
/// What the models are called here, in the order of [`OWN`].
const MODELS: [Key; 3] = [key::POINTS_LINE, key::POINTS_LOGISTIC, key::POINTS_TANH];

thread_local! {
    /// What was typed and not used.
    static DRAFT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Leaves a table for the dialog to begin with.
pub(super) fn draft(table: String) {
    DRAFT.set(Some(table));
}

/// The dialog.
#[component]
pub fn Points(props: &Props) -> Html {
    let ui = use_ui();
    let scene = &props.scene;
    let text = use_state_eq(|| DRAFT.take().unwrap_or_else(|| written(scene)));
    let model = use_state_eq(|| OWN.iter().position(|spec| spec.id == scene.surface.id).unwrap_or(0));
    let trouble = use_state_eq(|| None::<Key>);
    let id = use_id("points");
    let read = read_own_points(&text);
    // What the scene has is no draft: another scene has other points.
    let own = written(scene);
    use_effect_with((*text).clone(), move |text: &String| DRAFT.set((*text != own).then(|| text.clone())));
    let oninput = {
        let (text, trouble) = (text.setter(), trouble.setter());
        Callback::from(move |e: InputEvent| {
            if let Some(area) = e.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
                text.set(area.value());
                trouble.set(None);
            }
        })
    };
    let onfile = {
        let (text, trouble) = (text.setter(), trouble.setter());
        Callback::from(move |e: Event| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let Some(file) = input.and_then(|i| i.files()).and_then(|f| f.get(0)) else { return };
            if file.size() > LARGEST {
                return trouble.set(Some(key::POINTS_FILE_LARGE));
            }
            let (text, trouble) = (text.clone(), trouble.clone());
            yew::platform::spawn_local(async move {
                match JsFuture::from(file.text()).await.ok().and_then(|content| content.as_string()) {
                    Some(content) => {
                        text.set(content);
                        trouble.set(None);
                    }
                    // The text stays as it was.
                    None => trouble.set(Some(key::POINTS_FILE_FAILED)),
                }
            });
        })
    };
    let submit = {
        let (ui, scene, points, close) = (ui.clone(), Rc::clone(scene), read.points.clone(), props.on_close.clone());
        let spec = &OWN[*model];
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            if points.is_empty() || scene.wishes.locks("surface") {
                return;
            }
            // Points and model are one change.
            let mut fitted = Scene::clone(&scene);
            fitted.apply(Action::SetPoints(points.clone()));
            fitted.apply(Action::SetSurface(spec));
            ui.edit(Action::Load(Box::new(fitted)));
            DRAFT.set(None);
            close.emit(());
        })
    };
    let choose = |(i, name): (usize, Key)| {
        let set = model.setter();
        let onchange = Callback::from(move |_: Event| set.set(i));
        html! {
            <label class="radio"><input type="radio" name="model" checked={*model == i} {onchange} />{ ui.t(name) }</label>
        }
    };
    let mut said = complaints(&ui, &read);
    said.extend(trouble.map(|key| ui.t(key).to_string()));
    let nothing = read.points.is_empty() || scene.wishes.locks("surface");
    let children = html! {
        <form class="points" onsubmit={submit}>
            <p class="quiet">{ ui.t(key::POINTS_HOW) }</p>
            <textarea class="input" rows="8" spellcheck="false" aria-label={ui.t(key::POINTS_TITLE)} aria-describedby={id.clone()}
                aria-invalid={(!said.is_empty()).to_string()} placeholder={"x, y\n1.5, 2.3\n2.1, 2.9"} value={(*text).clone()} {oninput} />
            <label class="file">{ ui.t(key::OWN_FILE) }<input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" onchange={onfile} /></label>
            <div role="status" {id}>
                <p>{ fill(ui.t(key::POINTS_COUNT), &[("count", &read.points.len().to_string())]) }</p>
                if !said.is_empty() {
                    <ul class="bad">{ for said.into_iter().map(|text| html! { <li>{ text }</li> }) }</ul>
                }
            </div>
            <fieldset class="choices">
                <legend>{ ui.t(key::POINTS_MODEL) }</legend>
                { for MODELS.into_iter().enumerate().map(choose) }
            </fieldset>
            <div class="row"><button class="btn solid" disabled={nothing}>{ ui.t(key::POINTS_USE) }</button></div>
        </form>
    };
    view!(Dialog { title: ui.t(key::POINTS_TITLE), on_close: props.on_close.clone(), children })
}

/// The points of a scene as a table.
fn written(scene: &Scene) -> String {
    let lines = scene.points.iter().map(|[u, v]| format!("{}, {}", js_number(*u), js_number(*v)));
    lines.collect::<Vec<_>>().join("\n")
}

/// What of the text could not be used, in the reader's language.
fn complaints(ui: &Ui, read: &OwnPoints) -> Vec<String> {
    let one = |bad: &BadLine| {
        let place = [("line", bad.line.to_string()), ("column", bad.column.to_string())];
        let what: String = bad.what.iter().flat_map(|what| what.chars().take(SHOWN)).collect();
        let values = [("line", &*place[0].1), ("column", &*place[1].1), ("what", &*what)];
        fill(ui.t(if bad.what.is_some() { key::POINTS_BAD } else { key::POINTS_MISSING }), &values)
    };
    let mut all: Vec<String> = read.bad.iter().take(LISTED).map(one).collect();
    if read.bad.len() > LISTED {
        all.push(fill(ui.t(key::OWN_MORE_BAD), &[("count", &(read.bad.len() - LISTED).to_string())]));
    }
    if read.too_many > 0 {
        let values = [("most", &*MAX_POINTS.to_string()), ("count", &*read.too_many.to_string())];
        all.push(fill(ui.t(key::POINTS_TOO_MANY), &values));
    }
    all
}
