//! The particles for a landscape in three dimensions: a worker says where they are at the step of the race, another program
//! draws them.

use super::Ground;
use super::particles::scene_of;
use crate::web::frame_loop::FrameLoop;
use crate::web::maps::{Maps, Moment, SwarmView};
use crate::web::prefs::reduced_motion;
use crate::web::tool;
use js_sys::Float32Array;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub maps: Maps,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground
    }
}

/// Where the particles are, told to whoever draws them.
#[component]
pub(super) fn Spots(props: &Props) -> Html {
    let text = use_memo(props.ground.clone(), |ground| scene_of(ground.scene()).write());
    let view = use_mut_ref(|| None::<SwarmView>);
    use_effect_with((*text).clone(), {
        let (maps, view) = (props.maps.clone(), view.clone());
        move |text: &String| {
            *view.borrow_mut() = Some(SwarmView::begin(&maps, text, |answer| {
                if let Some(places) = answer.and_then(|answer| answer.dyn_into::<Float32Array>().ok()) {
                    tool::show_particles(Some(&places));
                }
            }));
            look_now(&view);
            move || {
                drop(view.take());
                tool::show_particles(None);
            }
        }
    });
    use_effect_with((), {
        let frames = FrameLoop::new(move |_| {
            look_now(&view);
            false
        });
        // However often the play-head is told: once a frame.
        let heard = tool::on_flow(move || frames.wake());
        move |()| move || drop(heard)
    });
    html! {}
}

/// Asks for the moment that the race shows; where less motion is wanted, only for whole steps.
fn look_now(view: &RefCell<Option<SwarmView>>) {
    if let Some(view) = &*view.borrow() {
        let head = tool::flow();
        view.look(Moment::Places { head: if reduced_motion() { head.floor() } else { head } });
    }
}
