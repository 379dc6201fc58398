//! The place beside the landscape where the data of a surface are shown. The tools draw them (`web::tool`): here it is only
//! said what there is to show, whenever that changes.

use crate::core::run::Trajectory;
use crate::scene::Scene;
use crate::web::context::{use_calm_head, use_head, use_ui};
use crate::web::tool::{self, Fitted};
use std::rc::Rc;
use yew::prelude::*;

/// What is shown.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// The index of the run pointed at.
    pub hover: Option<usize>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && Rc::ptr_eq(&self.runs, &o.runs) && self.hover == o.hover
    }
}

/// The place.
#[component]
pub fn FitPlace(props: &Props) -> Html {
    let ui = use_ui();
    let step = use_head(&ui.stage, |_, head| head.step);
    let calm = use_calm_head(&ui.stage).step;
    // Each render is a change of something that is shown there.
    use_effect({
        let (scene, runs, hover) = (Rc::clone(&props.scene), Rc::clone(&props.runs), props.hover);
        move || {
            let points = runs.iter().map(|run| run.at(step).point).collect();
            tool::show_fit(&scene, &Fitted { step, calm, hover, points });
        }
    });
    use_effect_with((), |()| tool::hide_fit);
    html! { <div class="fit" id="fit" /> }
}
