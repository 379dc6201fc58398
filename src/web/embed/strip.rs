//! What stands below the landscape of an embed: play, the scrubber and the step; the sliders; the way to the whole app.

use crate::scene::{Scene, Target, Wishes};
use crate::text::{key, surface_name};
use crate::web::context::{Ui, use_head, use_ui};
use crate::web::link;
use crate::web::panels::{Count, PlayButton, Scrubber};
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{Field, swatch};
use std::rc::Rc;
use yew::prelude::*;

/// The strip.
pub(super) fn strip(ui: &Ui, scene: &Rc<Scene>) -> Html {
    let sliders = scene.sliders();
    // Of several runs marks say whose they are.
    let marked = scene.runs.len() > 1;
    html! {
        <section class="strip" aria-label={ui.t(key::CONTROLS)}>
            <div class="row">
                { view!(PlayButton {  }) }
                { view!(Scrubber {  }) }
                { view!(Count {  }) }
            </div>
            <div class="two">
                { for sliders.iter().filter_map(|name| slider(ui, scene, name, marked)) }
                { view!(Whole { scene: Rc::clone(scene) }) }
            </div>
        </section>
    }
}

/// A slider, in a group that is named by what it belongs to.
fn slider(ui: &Ui, scene: &Scene, name: &str, marked: bool) -> Option<Html> {
    let target = Target::find(scene, name)?;
    let (words, symbol) = target.words(scene, ui.lang);
    let run = target.run().and_then(|i| scene.runs.get(i));
    let group = match target.run() {
        Some(i) => scene.run_names(ui.lang)[i].clone(),
        None => surface_name(ui.lang, scene.surface.id).to_string(),
    };
    let on_set = ui.change.reform(move |v: f64| Change::Edit(target.set(v)));
    let class = run.map(|run| format!("s{}", run.slot % crate::chart::theme::DASHES.len() + 1));
    let disabled = !scene.wishes.allow(&target.set(target.value));
    let (slider, allowed, value, spoken) = (target.slider, target.allowed, target.value, target.spoken(ui.lang));
    let name = target.name(scene, ui.lang);
    Some(html! {
        <fieldset {class} aria-label={group} {disabled}>
            if let Some(run) = run.filter(|_| marked) {
                { swatch(run.slot) }
            }
            { view!(Field { name, label: words, symbol, slider, allowed, value, spoken, on_set }) }
        </fieldset>
    })
}

/// What is opened in full.
#[derive(Properties)]
struct WholeProps {
    scene: Rc<Scene>,
}

impl PartialEq for WholeProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// The way to the whole app: the same scene, at the same step, with nothing hidden or locked.
#[component]
fn Whole(props: &WholeProps) -> Html {
    let ui = use_ui();
    let at = use_head(&ui.stage, |stage, _| stage.stopped_at());
    let scene = Scene { at, wishes: Wishes::default(), ..Scene::clone(&props.scene) };
    html! {
        <a class="whole" href={link::address(&scene)} target="_blank" rel="noopener" data-tip={ui.t(key::EMBED_WHOLE)}>
            { "Downhill" }<span aria-hidden="true">{ " ↗" }</span>
        </a>
    }
}
