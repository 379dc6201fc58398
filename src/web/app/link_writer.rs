//! The address bar follows the scene.

use crate::scene::Scene;
use crate::web::context::use_head;
use crate::web::link;
use std::rc::Rc;
use yew::prelude::*;

/// The scene that the address bar shows.
#[derive(Properties)]
pub struct LinkProps {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Whether its page is shown.
    pub seen: bool,
}

impl PartialEq for LinkProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && self.seen == o.seen
    }
}

/// Keeps the address bar up to date.
#[component]
pub fn LinkWriter(props: &LinkProps) -> Html {
    let ui = crate::web::context::use_ui();
    let at = use_head(&ui.stage, |stage, _| stage.stopped_at());
    let first = use_mut_ref(|| true);
    use_effect_with((Rc::clone(&props.scene), at, props.seen), move |(scene, at, seen): &(Rc<Scene>, _, bool)| {
        // What the page was opened with is in the address bar already, perhaps with things it had to ignore.
        let opening = first.replace(false);
        let timeout = seen.then(|| link::show(&Scene { at: *at, ..Scene::clone(scene) }));
        let timeout = timeout.filter(|_| !opening).map(|()| link::write_later());
        move || drop(timeout)
    });
    html! {}
}
