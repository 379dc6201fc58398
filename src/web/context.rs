//! What every part of the page can reach: language, theme, the stage, and the one way to change the scene.

use super::stage::{Head, Stage};
use super::store::Change;
use crate::scene::{Action, Theme};
use crate::text::{Key, Lang};
use gloo_timers::callback::Timeout;
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

/// Something that follows from the play-head, kept up to date: what does not change it renders nothing.
#[hook]
pub fn use_head<T: PartialEq + Copy + 'static>(stage: &Stage, part: fn(&Stage, Head) -> T) -> T {
    let value = use_state_eq(|| part(stage, stage.head()));
    use_effect_with(stage.clone(), {
        let set = value.setter();
        move |stage| {
            let (stage, source) = (stage.clone(), stage.clone());
            let id = stage.listen(Callback::from(move |head| set.set(part(&source, head))));
            move || stage.unlisten(id)
        }
    });
    *value
}

/// Milliseconds between two looks at the play-head by what people read: faster they could not.
const READABLE: f64 = 800.0;

/// The play-head as often as it can be read while it plays, and exactly where it stops.
#[hook]
pub fn use_calm_head(stage: &Stage) -> Head {
    let head = use_state_eq(|| stage.head());
    let last = use_mut_ref(|| 0.0);
    use_effect_with(stage.clone(), {
        let set = head.setter();
        move |stage| {
            let stage = stage.clone();
            let id = stage.listen(Callback::from(move |head: Head| {
                let now = js_sys::Date::now();
                if !head.playing || (now - *last.borrow()).abs() >= READABLE {
                    *last.borrow_mut() = now;
                    set.set(head);
                }
            }));
            move || stage.unlisten(id)
        }
    });
    *head
}

/// Milliseconds between two changes of what is only read, while something is dragged.
const PACE: f64 = 120.0;

/// A value that follows another at once after a rest, and else as often as it can be read: words that change with every
/// move of a slider cost a layout each, and nobody could follow them.
#[hook]
pub fn use_paced<T: Clone + PartialEq + 'static>(value: &T) -> T {
    let shown = use_mut_ref(|| (value.clone(), 0.0));
    let waiting = use_mut_ref(|| None::<Timeout>);
    let again = use_force_update();
    let (now, mut shown) = (js_sys::Date::now(), shown.borrow_mut());
    if shown.0 != *value {
        // A clock that is set back must not keep the words waiting.
        let left = PACE - (now - shown.1).abs();
        if left > 0.0 {
            let timer = || Timeout::new(left.ceil() as u32, move || again.force_update());
            waiting.borrow_mut().get_or_insert_with(timer);
        } else {
            waiting.take();
            *shown = (value.clone(), now);
        }
    }
    shown.0.clone()
}
