//! What strangers say comes as a tree of names, texts, numbers and lists: a JSON file, a message of the page around an
//! embed. What is looked for in it is written once, over this; the page has the browser's own values for it, native
//! programs those of `serde_json`.

/// A value of such a tree. What is not there is simply missing.
pub trait Node: Sized {
    /// The value under a name.
    fn under(&self, name: &str) -> Option<Self>;
    /// The text, if it is one.
    fn as_text(&self) -> Option<String>;
    /// The number, if it is one.
    fn as_number(&self) -> Option<f64>;
    /// The items; none if it is no list.
    fn each(&self) -> Vec<Self>;
}

#[cfg(not(target_arch = "wasm32"))]
impl Node for serde_json::Value {
    fn under(&self, name: &str) -> Option<Self> {
        self.get(name).cloned()
    }

    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn each(&self) -> Vec<Self> {
        self.as_array().cloned().unwrap_or_default()
    }
}
