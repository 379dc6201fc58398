//! The tools: dialogs about a scene, in a program of their own; `web::tool` says how they are asked for.

mod add;
mod compare;
mod fit;
mod help;
mod maps;
mod open;
mod outside;
mod paper;
mod points;
mod save;
mod scenes;
mod scents;
mod share;

use super::context::Ui;
use super::stage::Stage;
use super::store::Change;
use super::tool;
use super::view::view;
use super::words::use_words;
use crate::scene::{Scene, Theme};
use crate::text::Lang;
use add::Add;
use compare::Compare;
use fit::Data;
use gloo_events::EventListener;
use help::Help;
use maps::Atlas;
pub use maps::same_surface;
use outside::Outside;
use points::Points;
use scenes::Scenes;
use share::Share;
use std::rc::Rc;
use yew::prelude::*;

/// What every tool gets.
#[derive(Properties)]
pub struct Props {
    /// The scene that it is about, with the step where it stands.
    pub scene: Rc<Scene>,
    /// Closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// Shows a tool about a scene; closed by the callback.
type Show = fn(Rc<Scene>, Callback<()>) -> Html;

/// The tools, each under the name by which it is asked for.
const TOOLS: [(&str, Show); 6] = [
    (tool::ADD, |scene, on_close| view!(Add { scene, on_close })),
    (tool::COMPARE, |scene, on_close| view!(Compare { scene, on_close })),
    (tool::HELP, |scene, on_close| view!(Help { scene, on_close })),
    (tool::SHARE, |scene, on_close| view!(Share { scene, on_close })),
    (tool::SCENES, |scene, on_close| view!(Scenes { scene, on_close })),
    (tool::POINTS, |scene, on_close| view!(Points { scene, on_close })),
];

/// A tool that is open.
#[derive(Clone)]
struct Open {
    /// Its place among the tools.
    which: usize,
    /// Counts what has been opened: each begins anew.
    count: usize,
    scene: Rc<Scene>,
}

impl Open {
    /// What is asked for.
    fn asked(count: usize) -> Option<Self> {
        let name = tool::asked()?;
        let which = TOOLS.iter().position(|(known, _)| *known == name)?;
        Some(Open { which, count, scene: Rc::new(tool::scene()) })
    }
}

/// The language and the theme of the document: those of the program that asks.
pub fn manner() -> (Lang, Theme) {
    let page = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    let said = |attribute| page.as_ref().and_then(|p| p.get_attribute(attribute)).unwrap_or_default();
    let theme = if said("data-theme") == Theme::Dark.id() { Theme::Dark } else { Theme::Light };
    (Lang::from_tag(&said("lang")).unwrap_or_default(), theme)
}

/// The tools.
#[component]
pub fn Tools() -> Html {
    html! {
        <>
            { view!(Asked {  }) }
            { view!(Data {  }) }
            { view!(Outside {  }) }
            { view!(Atlas {  }) }
        </>
    }
}

/// Shows the dialog that is asked for, if one is.
#[component]
fn Asked() -> Html {
    let open = use_state(|| Open::asked(0));
    let stage = (*use_state(Stage::new)).clone();
    let count = use_mut_ref(|| 0);
    use_effect_with((), {
        let open = open.setter();
        move |()| {
            let leave = open.clone();
            let asked = tool::on_asked(move || {
                *count.borrow_mut() += 1;
                open.set(Open::asked(*count.borrow()));
            });
            // Another scene or page: what the tool is about is gone.
            let left =
                web_sys::window().map(|window| EventListener::new(&window, "hashchange", move |_| leave.set(None)));
            move || drop((asked, left))
        }
    });
    let (wanted, theme) = manner();
    let lang = use_words(wanted);
    let Some(Open { which, count, scene }) = (*open).clone() else { return html! {} };
    let change = {
        let open = open.clone();
        Callback::from(move |change: Change| {
            let (Change::Edit(action), Some(now)) = (change, &*open) else { return };
            if !now.scene.wishes.allow(&action) {
                return;
            }
            let mut scene = Scene::clone(&now.scene);
            scene.apply(action);
            tool::give(&scene, "");
            open.set(Some(Open { scene: Rc::new(scene), ..now.clone() }));
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| {
            tool::done();
            open.set(None);
        })
    };
    html! {
        <ContextProvider<Ui> key={count} context={Ui { lang, theme, stage, change }}>
            { (TOOLS[which].1)(scene, close) }
        </ContextProvider<Ui>>
    }
}
