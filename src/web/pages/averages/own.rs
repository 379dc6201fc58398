//! One's own numbers: pasted, typed or from a file. What is not a number is named with its line; nothing is lost.

use crate::core::format::js_number;
use crate::scene::{Action, AveragesAction, Data, MAX_DAYS, Scene, read_own_data};
use crate::text::{fill, key};
use crate::web::context::use_ui;
use crate::web::view;
use crate::web::widgets::Dialog;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What is entered.
#[derive(Properties)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// The most complaints that are listed; the rest are counted.
const LISTED: usize = 5;

/// The dialog.
#[component]
pub(super) fn OwnNumbers(props: &Props) -> Html {
    let ui = use_ui();
    // It opens with the numbers shown now: the reader's own to go on with, or others to begin with.
    let text = use_state_eq(|| {
        let numbers = props.scene.averages.numbers(props.scene.seed);
        let own = matches!(props.scene.averages.data, Data::Own(_));
        let written = |v: &f64| js_number(if own { *v } else { (v * 1000.0).round() / 1000.0 });
        numbers.iter().map(written).collect::<Vec<_>>().join("\n")
    });
    let read = read_own_data(&text);
    let oninput = {
        let text = text.setter();
        Callback::from(move |e: InputEvent| {
            if let Some(area) = e.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
                text.set(area.value());
            }
        })
    };
    let onfile = {
        let text = text.setter();
        Callback::from(move |e: Event| {
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let Some(file) = input.and_then(|i| i.files()).and_then(|f| f.get(0)) else { return };
            let text = text.clone();
            yew::platform::spawn_local(async move {
                // A file that cannot be read leaves the text as it was.
                if let Ok(read) = JsFuture::from(file.text()).await
                    && let Some(content) = read.as_string()
                {
                    text.set(content);
                }
            });
        })
    };
    let submit = {
        let (ui, numbers, close) = (ui.clone(), read.numbers.clone(), props.on_close.clone());
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            if !numbers.is_empty() {
                ui.edit(Action::Averages(AveragesAction::SetData(Data::Own(numbers.clone()))));
                close.emit(());
            }
        })
    };
    let mut complaints: Vec<String> = read
        .bad
        .iter()
        .take(LISTED)
        .map(|(line, what)| fill(ui.t(key::OWN_BAD), &[("line", &line.to_string()), ("what", what)]))
        .collect();
    if read.bad.len() > LISTED {
        complaints.push(fill(ui.t(key::OWN_MORE_BAD), &[("count", &(read.bad.len() - LISTED).to_string())]));
    }
    if read.too_many > 0 {
        let values = [("most", MAX_DAYS.to_string()), ("count", read.too_many.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        complaints.push(fill(ui.t(key::OWN_TOO_MANY), &values));
    }
    let count = fill(ui.t(key::OWN_COUNT), &[("count", &read.numbers.len().to_string())]);
    let children = html! {
    <>
                <form class="own" onsubmit={submit}>
                    <p class="quiet">{ ui.t(key::OWN_HOW) }</p>
                    <textarea class="input" rows="10" spellcheck="false" aria-label={ui.t(key::OWN_TITLE)} value={(*text).clone()} {oninput} />
                    <label class="file">{ ui.t(key::OWN_FILE) }<input type="file" accept=".csv,.txt,text/csv,text/plain" onchange={onfile} /></label>
                    <div role="status">
                        <p>{ count }</p>
                        if !complaints.is_empty() {
                            <ul class="bad">{ for complaints.into_iter().map(|text| html! { <li>{ text }</li> }) }</ul>
                        }
                    </div>
                    <div class="row"><button class="btn solid" disabled={read.numbers.is_empty()}>{ ui.t(key::OWN_USE) }</button></div>
                </form>
    </>
    };
    view!(Dialog { title: ui.t(key::OWN_TITLE), on_close: props.on_close.clone(), children })
}
