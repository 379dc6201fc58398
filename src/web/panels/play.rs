//! Play and pause.

use crate::text::key;
use crate::web::context::{use_head, use_ui};
use crate::web::prefs::reduced_motion;
use crate::web::stage::Stage;
use crate::web::widgets::icon_as;
use yew::prelude::*;

/// Plays, or stops. Where less motion is asked for, playing goes to the end at once.
pub fn toggle(stage: &Stage) {
    let head = stage.head();
    if head.playing {
        stage.pause();
    } else if reduced_motion() {
        stage.seek(if head.step == head.steps { 0 } else { head.steps });
    } else {
        stage.play();
    }
}

/// Play or pause, for a figure that has no other control of its time.
#[component]
pub fn PlayButton() -> Html {
    let ui = use_ui();
    let playing = use_head(&ui.stage, |_, head| head.playing);
    let onclick = {
        let stage = ui.stage.clone();
        Callback::from(move |_: MouseEvent| toggle(&stage))
    };
    let (word, icon) = if playing { (key::PAUSE, "pause") } else { (key::PLAY, "play") };
    html! { <button class="btn solid play" aria-label={ui.t(word)} {onclick}>{ icon_as(icon, !playing) }</button> }
}
