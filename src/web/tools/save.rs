//! Files for the reader: what they are called, and how they come to the downloads.

use crate::scene::Scene;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Milliseconds after which the browser has certainly taken a file.
const TAKEN: u32 = 60_000;
/// So many runs are named in a file's name.
const NAMED: usize = 4;

/// What the files of a scene are called, without the end that says what they are: surface and runs.
pub fn name_of(scene: &Scene) -> String {
    let surface = if scene.formula.is_some() { "formula" } else { scene.surface.id };
    let shown: Vec<&str> = scene.runs.iter().filter(|run| !run.hidden).map(|run| run.optimizer.id).collect();
    let mut parts = vec!["downhill", surface];
    parts.extend(shown.iter().take(NAMED));
    let more = (shown.len() > NAMED).then(|| format!("{}-more", shown.len() - NAMED));
    parts.extend(more.as_deref());
    parts.join("-").replace('_', "-")
}

/// Bytes as a file of a kind; nothing if there is not enough memory.
pub fn blob(bytes: &[u8], mime: &str) -> Option<Blob> {
    blob_of(&Array::of1(&Uint8Array::from(bytes)), mime)
}

/// The same of parts that the browser has.
pub fn blob_of(parts: &Array, mime: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_blob_sequence_and_options(parts, &options).ok()
}

/// Gives the reader a file; nothing if the browser does not let it.
pub fn download(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(TAKEN, move || {
        // What is gone already is no fault.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}

/// Waits, so that the page can do what else it has to.
pub async fn pause(milliseconds: i32) {
    let waited = Promise::new(&mut |done, _| {
        let begun = web_sys::window()
            .and_then(|w| w.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds).ok());
        if begun.is_none() {
            // Without a timer nothing waits.
            let _ = done.call0(&JsValue::NULL);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(waited).await;
}
