//! Ids that tie elements together, each once on the page however often a component stands on it.

use std::sync::atomic::{AtomicUsize, Ordering};
use yew::prelude::*;

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// An id of its own for a component, the same in every render.
#[hook]
pub fn use_id(word: &'static str) -> AttrValue {
    let id = use_memo((), |()| AttrValue::from(format!("{word}-{}", NEXT.fetch_add(1, Ordering::Relaxed))));
    (*id).clone()
}
