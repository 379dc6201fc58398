//! The words of the reader's language. The page starts with one language, which `boot.js` has fetched beside the wasm;
//! the other one comes when it is asked for.

use super::json::load_text;
use crate::text::Lang;
use std::cell::Cell;
use yew::prelude::*;

thread_local! {
    /// Whether this program says what the race does not: those words are a file of their own.
    static MORE: Cell<bool> = const { Cell::new(false) };
}

/// Takes what `boot.js` has fetched; for a program that is not the race with what only the others say.
pub fn take(more: bool) {
    MORE.set(more);
    let document = web_sys::window().and_then(|w| w.document());
    for lang in Lang::ALL {
        let place = document.as_ref().and_then(|d| d.get_element_by_id(&format!("words-{}", lang.id())));
        if let Some(words) =
            place.as_ref().and_then(|p| p.get_attribute("data-words")).filter(|words| !words.is_empty())
        {
            let more = place.and_then(|p| p.get_attribute("data-more")).unwrap_or_default();
            lang.provide([&*words, &more].join("\n"));
        }
    }
}

/// Fetches the words of a language.
pub async fn fetch(lang: Lang) -> Option<()> {
    let words = load_text(&format!("{}.txt", lang.id())).await?;
    let more = match MORE.get() {
        true => load_text(&format!("{}-more.txt", lang.id())).await?,
        false => String::new(),
    };
    lang.provide([words, more].join("\n"));
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
