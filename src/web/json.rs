//! Files that the page loads when they are needed: JSON, read by the browser itself.

use crate::scene::Node;
use js_sys::{Array, JSON, Promise, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// A value of a JSON file. What is not there is empty: the files come from the same build as the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(JsValue);

impl Json {
    /// What a text holds, if it is JSON.
    pub fn parse(text: &str) -> Option<Json> {
        JSON::parse(text).ok().map(Json)
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Json {
        Json(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED))
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// The text under a name, empty if there is none.
    pub fn string(&self, name: &str) -> String {
        self.get(name).text().unwrap_or_default()
    }

    /// The number under a name, 0 if there is none.
    pub fn number(&self, name: &str) -> f64 {
        self.get(name).0.as_f64().unwrap_or(0.0)
    }

    /// The items, if it is a list.
    pub fn items(&self) -> Vec<Json> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Json).collect()).unwrap_or_default()
    }

    /// The items under a name.
    pub fn list(&self, name: &str) -> Vec<Json> {
        self.get(name).items()
    }
}

impl From<JsValue> for Json {
    fn from(value: JsValue) -> Json {
        Json(value)
    }
}

impl Node for Json {
    fn under(&self, name: &str) -> Option<Json> {
        Some(self.get(name))
    }

    fn as_text(&self) -> Option<String> {
        self.text()
    }

    fn as_number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn each(&self) -> Vec<Json> {
        self.items()
    }
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum File {
    /// Not there yet.
    Waiting,
    /// There.
    Here(Json),
    /// It could not be loaded.
    Failed,
}

/// Formulas, ideas, and what each parameter does.
pub const FORMULAS: &str = "formulas.json";

thread_local! {
    /// What has been loaded already.
    static LOADED: RefCell<HashMap<String, Json>> = RefCell::new(HashMap::new());
}

/// Loads a text file of the site, of the build that the page is of (`boot.js` has left its mark).
pub async fn load_text(path: &str) -> Option<String> {
    let window = web_sys::window()?;
    let build = window.document()?.document_element()?.get_attribute("data-build").unwrap_or_default();
    let response = JsFuture::from(window.fetch_with_str(&format!("{path}?{build}"))).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok().filter(web_sys::Response::ok)?;
    let text: Promise = response.text().ok()?;
    JsFuture::from(text).await.ok()?.as_string()
}

fn loaded(path: &str) -> Option<Json> {
    LOADED.with_borrow(|l| l.get(path).cloned())
}

/// Loads a JSON file of the site, or gives what has been loaded already.
pub async fn load(path: &str) -> Option<Json> {
    if let Some(json) = loaded(path) {
        return Some(json);
    }
    let json = Json::parse(&load_text(path).await?)?;
    LOADED.with_borrow_mut(|l| l.insert(path.to_string(), json.clone()));
    Some(json)
}

/// Loads a file of the site once it is wanted; the last one stays until the next is there.
#[hook]
pub fn use_file(path: Option<String>) -> File {
    let now = use_state_eq(|| File::Waiting);
    use_effect_with(path.clone(), {
        let set = now.setter();
        move |path: &Option<String>| {
            if let Some(path) = path.clone() {
                yew::platform::spawn_local(async move { set.set(load(&path).await.map_or(File::Failed, File::Here)) });
            }
        }
    });
    match path.as_deref().and_then(loaded) {
        Some(json) => File::Here(json),
        None => (*now).clone(),
    }
}
