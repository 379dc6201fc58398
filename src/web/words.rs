//! The words of the reader's language. The page starts with one language, which `boot.js` has fetched beside the wasm;
//! the other one comes when it is asked for.

use super::json::load_text;
use crate::text::Lang;
use yew::prelude::*;

/// Takes what `boot.js` has fetched.
pub fn take() {
    let document = web_sys::window().and_then(|w| w.document());
    for lang in Lang::ALL {
        let place = document.as_ref().and_then(|d| d.get_element_by_id(&format!("words-{}", lang.id())));
        if let Some(words) = place.and_then(|p| p.get_attribute("data-words")).filter(|words| !words.is_empty()) {
            lang.provide(words);
        }
    }
}

async fn fetch(lang: Lang) -> Option<()> {
    lang.provide(load_text(&format!("{}.txt", lang.id())).await?);
    Some(())
}

/// The language to show: the one wanted once its words are there; until then the one that is.
#[hook]
pub fn use_words(wanted: Lang) -> Lang {
    let arrived = use_state(|| ());
    use_effect_with(wanted, move |wanted: &Lang| {
        let wanted = *wanted;
        if !wanted.is_here() {
            yew::platform::spawn_local(async move {
                // Without the file the language stays as it was; the next change or visit tries again.
                if fetch(wanted).await.is_some() {
                    arrived.set(());
                }
            });
        }
    });
    if wanted.is_here() || !wanted.other().is_here() { wanted } else { wanted.other() }
}
