//! Predict, then reveal: before the paths are shown, the reader says where the selected run will end.

use super::landscape::stand;
use crate::chart::frame::Frame;
use crate::core::run::Trajectory;
use crate::core::scalar::Vec2;
use crate::scene::Scene;
use crate::text::{fill, key, number};
use crate::web::context::{use_head, use_ui};
use crate::web::emphasised;
use crate::web::store::Change;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What is guessed.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its runs, once they are shown.
    pub runs: Rc<Vec<Trajectory>>,
    /// Whether the paths are still hidden.
    pub hidden: bool,
    /// How the plane lies in the picture.
    pub frame: Option<Frame>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
            && Rc::ptr_eq(&self.runs, &o.runs)
            && self.hidden == o.hidden
            && self.frame == o.frame
    }
}

/// The question over the landscape, and afterwards the guess with how far off it was.
#[component]
pub fn Guess(props: &Props) -> Html {
    let ui = use_ui();
    let guess = use_state_eq(|| None::<Vec2>);
    let mark = use_node_ref();
    let moves = use_head(&ui.stage, |_, head| head.playing || head.step > 0);
    // Who plays has stopped guessing; what the stage did before this scene does not count.
    let rested = use_mut_ref(|| false);
    use_effect_with((moves, props.hidden), {
        let change = ui.change.clone();
        move |(moves, hidden): &(bool, bool)| {
            if *hidden && *moves && *rested.borrow() {
                change.emit(Change::Reveal);
            }
            *rested.borrow_mut() |= !*moves;
        }
    });
    use_effect_with((*guess, props.frame), {
        let mark = mark.clone();
        move |(guess, frame): &(Option<Vec2>, Option<Frame>)| {
            if let (Some(element), Some(frame), Some(at)) = (mark.cast::<HtmlElement>(), frame, guess) {
                stand(&element, frame, *at);
            }
        }
    });
    let reveal = ui.change.reform(|_: MouseEvent| Change::Reveal);
    let press = {
        let (guess, frame, change) = (guess.setter(), props.frame, ui.change.clone());
        Callback::from(move |e: MouseEvent| {
            let ground = e.target().and_then(|t| t.dyn_into::<Element>().ok()).map(|t| t.get_bounding_client_rect());
            if let (Some(frame), Some(ground)) = (frame, ground) {
                let at = (f64::from(e.client_x()) - ground.left(), f64::from(e.client_y()) - ground.top());
                guess.set(Some(frame.plane(at)));
                change.emit(Change::Reveal);
            }
        })
    };
    let select = props.scene.select;
    let name = props.scene.run_names(ui.lang).get(select).cloned().unwrap_or_default();
    if props.hidden {
        let words = fill(ui.t(key::GUESS_ASK), &[("run", &name)]);
        return html! {
            <>
                <div class="guess" onclick={press}></div>
                <div class="notice" role="status">
                    <div class="words">{ emphasised(&words) }</div>
                    <button class="btn solid" onclick={reveal}>{ ui.t(key::GUESS_REVEAL) }</button>
                </div>
            </>
        };
    }
    let (Some([x, y]), Some(run)) = (*guess, props.runs.get(select)) else { return html! {} };
    let [u, v] = run.last().point;
    let words = fill(ui.t(key::GUESS_OFF), &[("run", &name), ("distance", &number((x - u).hypot(y - v), 2))]);
    html! {
        <div class="guessed" ref={mark}><span role="status">{ words }</span></div>
    }
}
