//! How it goes with a file, and how it went.

use crate::text::{Key, fill, key};
use crate::web::context::Ui;
use yew::prelude::*;

/// What there is to say.
#[derive(Clone, PartialEq)]
pub(super) enum Now {
    Nothing,
    /// A file is being made: its name, how many of how many frames are done.
    Working(String, usize, usize),
    Saved(String),
    Cancelled,
    Failed(String),
}

/// How it goes, and how it went.
pub(super) fn said(ui: &Ui, now: &Now, cancel: &Callback<MouseEvent>) -> Html {
    let line = |k: Key, name: &str, bad: bool| {
        html! { <p class={if bad { "bad" } else { "quiet" }}>{ fill(ui.t(k), &[("name", name)]) }</p> }
    };
    let words = match now {
        Now::Nothing => html! {},
        Now::Working(name, ..) => line(key::FILES_MAKING, name, false),
        Now::Saved(name) => line(key::FILES_SAVED, name, false),
        Now::Cancelled => line(key::FILES_CANCELLED, "", false),
        Now::Failed(name) => line(key::FILES_FAILED, name, true),
    };
    let progress = match now {
        Now::Working(_, done, all) if *all > 0 => {
            let said = fill(ui.t(key::FILES_FRAMES), &[("done", &done.to_string()), ("all", &all.to_string())]);
            html! {
                <>
                    <progress class="grow" max={all.to_string()} value={done.to_string()} aria-label={ui.t(key::FILES_PROGRESS)} />
                    <span class="quiet">{ said }</span>
                    <button class="btn line" onclick={cancel.clone()}>{ ui.t(key::FILES_CANCEL) }</button>
                </>
            }
        }
        _ => html! {},
    };
    html! {
        <div class="made">
            <div role="status">{ words }</div>
            <div class="row">{ progress }</div>
        </div>
    }
}
