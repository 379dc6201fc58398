//! What every part of the page can reach: language, theme, the stage, and the one way to change the scene.

use super::stage::Stage;
use super::store::Change;
use crate::scene::{Action, Theme};
use crate::text::{Key, Lang};
use yew::prelude::*;

/// What every part of the page can reach.
#[derive(Clone, PartialEq)]
pub struct Ui {
    /// The language in force.
    pub lang: Lang,
    /// The theme in force.
    pub theme: Theme,
    /// The play-head and the pictures.
    pub stage: Stage,
    /// Changes the scene or its history.
    pub change: Callback<Change>,
}

impl Ui {
    /// The text of a key in the language in force.
    pub fn t(&self, key: Key) -> &'static str {
        self.lang.text(key)
    }

    /// Makes a change that a person asked for.
    pub fn edit(&self, action: Action) {
        self.change.emit(Change::Edit(action));
    }

    /// A callback that makes the change an event asks for, if it asks for one.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
        let change = self.change.clone();
        Callback::from(move |event| {
            if let Some(action) = action(event) {
                change.emit(Change::Edit(action));
            }
        })
    }
}

/// The context of the page.
#[hook]
pub fn use_ui() -> Ui {
    use_context::<Ui>().expect("the whole page is inside the context provider")
}

/// The play-head, kept up to date.
#[hook]
pub fn use_head(stage: &Stage) -> super::stage::Head {
    let head = use_state_eq(|| stage.head());
    use_effect_with(stage.clone(), {
        let set = head.setter();
        move |stage| {
            let stage = stage.clone();
            let id = stage.listen(Callback::from(move |h| set.set(h)));
            move || stage.unlisten(id)
        }
    });
    *head
}
