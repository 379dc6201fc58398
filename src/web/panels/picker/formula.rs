//! The formula box: one's own function, its letters, and the part of the plane that is looked at.

use crate::core::format::js_number;
use crate::core::formula::FormulaError;
use crate::core::param::{Range, read_number};
use crate::core::surfaces::Domain;
use crate::scene::{Action, LETTERS, Scene, Written, formula_message, has_area};
use crate::text::{key, rate};
use crate::web::context::{Ui, use_ui};
use crate::web::store::Change;
use crate::web::tool;
use crate::web::view;
use crate::web::widgets::{Field, TextField, use_id};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Whose formula it is.
#[derive(Properties)]
pub struct FormulaProps {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Closes the picker.
    pub on_close: Callback<()>,
}

impl PartialEq for FormulaProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// A formula is taken so long after the last key, in milliseconds.
const SETTLE: u32 = 300;

fn typed(e: &impl AsRef<web_sys::Event>) -> Option<String> {
    e.as_ref().target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map(|i| i.value())
}

/// The box. While what stands in it is no formula, the last good one stays drawn.
#[component]
pub fn FormulaBox(props: &FormulaProps) -> Html {
    let ui = use_ui();
    let scene = &props.scene;
    let draft = use_state_eq(|| None::<String>);
    let timer = use_mut_ref(|| None::<(Timeout, String)>);
    let id = use_id("formula-error");
    let now = scene.formula.as_ref().map(|w| w.text().to_string()).unwrap_or_default();
    let shown = draft.as_ref().unwrap_or(&now).clone();
    let bad = draft.as_ref().filter(|text| !text.trim().is_empty()).and_then(|text| Written::read(text).err());
    let oninput = {
        let (draft, change, timer) = (draft.setter(), ui.change.clone(), timer.clone());
        Callback::from(move |e: InputEvent| {
            let Some(text) = typed(&e) else { return };
            let take = Written::read(&text).is_ok().then(|| {
                let (change, timer, taken) = (change.clone(), timer.clone(), text.clone());
                let due = move || {
                    timer.borrow_mut().take();
                    change.emit(Change::Edit(Action::SetFormula(taken)));
                };
                (Timeout::new(SETTLE, due), text.clone())
            });
            // A timer that is replaced is cancelled.
            *timer.borrow_mut() = take;
            draft.set(Some(text));
        })
    };
    // Who closes the picker before has typed it all the same.
    use_effect_with((), {
        let change = ui.change.clone();
        move |()| {
            move || {
                if let Some((_, text)) = timer.borrow_mut().take() {
                    change.emit(Change::Edit(Action::SetFormula(text)));
                }
            }
        }
    });
    let letters = scene.formula.iter().flat_map(|written| written.letters()).map(|(letter, value)| {
        let on_set = ui.change.reform(move |v: f64| Change::Edit(Action::SetVar(letter, v)));
        let name = letter.to_string();
        view!(Field {
            name: name.clone(),
            label: "",
            symbol: name,
            slider: LETTERS,
            allowed: Range::FINITE,
            value,
            spoken: rate(value),
            on_set
        })
    });
    let points = {
        let (ui, scene, close) = (ui.clone(), Rc::clone(scene), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            tool::ask(&ui, tool::POINTS, &scene);
        })
    };
    html! {
        <section class="own">
            <h2>{ ui.t(key::OWN_FORMULA) }<span>{ ui.t(key::OWN_FORMULA_LINE) }</span></h2>
            <input class="input link" type="text" aria-label={ui.t(key::FORMULA)} value={shown.clone()} {oninput} spellcheck="false"
                autocapitalize="off" placeholder="(1-x)^2 + a*(y-x^2)^2" aria-invalid={bad.is_some().to_string()}
                aria-describedby={bad.is_some().then(|| id.clone())} />
            if let Some(error) = &bad {
                <p class="hint bad" {id} role="alert">{ marked(&shown, error) }{ formula_message(ui.lang, error) }</p>
            }
            // An element of their own: beside its neighbours a new one would push the box out of its place.
            <div>{ for letters }</div>
            if scene.formula.is_some() {
                { window(&ui, scene) }
            }
            <button class="btn line" onclick={points}>{ ui.t(key::POINTS_OPEN) }</button>
        </section>
    }
}

/// How many letters on either side of a wrong place are shown: what is longer than a formula may be is not read anyway.
const AROUND: usize = 240;

/// The formula with the wrong place marked.
fn marked(text: &str, error: &FormulaError) -> Html {
    let (start, end) = (error.start, error.end.max(error.start + 1));
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let wrong = end.min(start + AROUND);
    html! {
        <code>{ part(start.saturating_sub(AROUND), start) }<mark>{ part(start, wrong) }</mark>{ part(end.max(wrong), end + AROUND) }</code>
    }
}

/// The part of the plane that is looked at, as links write it.
fn window(ui: &Ui, scene: &Scene) -> Html {
    let Domain { x, y } = scene.domain();
    let value = [x.0, x.1, y.0, y.1].map(|v| js_number(crate::core::format::round_significant(v, 6))).join(", ");
    let wrong = ui.t(key::DOMAIN_ALLOWED);
    let read = Callback::from(move |text: String| {
        let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；');
        let text = text.replace('−', "-");
        let all: Option<Vec<f64>> = text.split(apart).filter(|t| !t.is_empty()).map(read_number).collect();
        let domain = match all.as_deref() {
            Some(&[x0, x1, y0, y1]) => Some(Domain::new(x0, x1, y0, y1)),
            _ => None,
        };
        let domain = domain.filter(|domain| has_area(*domain)).ok_or_else(|| wrong.to_string())?;
        Ok(Action::SetDomain(Some(domain)))
    });
    view!(TextField { label: ui.t(key::DOMAIN), value, read })
}
