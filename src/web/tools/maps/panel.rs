//! The tab: which run, its rate map, its basin map.

use super::basins::Basins;
use super::rates::RateMap;
use super::{Ghost, Ground, Make};
use crate::chart::cells::Cells;
use crate::core::map::{Cell, Ending};
use crate::core::run::Outcome;
use crate::scene::{Action, Scene};
use crate::text::inspect::status;
use crate::text::{Lang, fill, key};
use crate::web::context::{Ui, use_ui};
use crate::web::maps::{Maps, Trouble};
use crate::web::view;
use crate::web::widgets::entry;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub maps: Maps,
    pub trouble: Option<Trouble>,
    pub make: Make,
    pub on_ghost: Callback<Option<Ghost>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && self.trouble == o.trouble
    }
}

/// The tab.
#[component]
pub(super) fn Panel(props: &Props) -> Html {
    let ui = use_ui();
    let Props { ground, maps, make, on_ghost, .. } = props;
    let scene = ground.scene();
    let names = scene.run_names(ui.lang);
    let run = scene.maps.run;
    let pick = make.reform(|i: usize| (vec![Action::SetMapRun(i)], "map"));
    let trouble = props.trouble.map(|trouble| match trouble {
        Trouble::OnPage => key::MAPS_ON_PAGE,
        Trouble::NoMaps => key::MAPS_NONE,
    });
    if names.is_empty() {
        return html! { <p class="atlas quiet">{ ui.t(key::NO_RUNS) }</p> };
    }
    let chosen = names[run].clone();
    let all: Vec<(String, String)> = names.iter().enumerate().map(|(i, name)| (i.to_string(), name.clone())).collect();
    let set_run = Callback::from(move |value: String| {
        if let Ok(i) = value.parse() {
            pick.emit(i);
        }
    });
    html! {
        <div class="atlas">
            if let Some(words) = trouble { <p class="quiet" role="alert">{ ui.t(words) }</p> }
            if names.len() > 1 { { choice(ui.t(key::MAPS_RUN), &all, &run.to_string(), set_run) } }
            if let Some(axes) = scene.map_axes() {
                { view!(RateMap { ground: ground.clone(), axes, name: chosen.clone(), maps: maps.clone(), make: make.clone(), on_ghost: on_ghost.clone() }) }
            } else {
                <p class="quiet">{ fill(ui.t(key::MAPS_ONE_NUMBER), &[("run", &chosen)]) }</p>
            }
            { view!(Basins { ground: ground.clone(), names, maps: maps.clone(), make: make.clone(), on_ghost: on_ghost.clone() }) }
            { swarm(&ui, scene, &chosen, make) }
        </div>
    }
}

/// The numbers of particles that are offered.
const PARTICLES: [usize; 4] = [0, 2_000, 10_000, 50_000];

/// How many particles are on their way over the landscape.
fn swarm(ui: &Ui, scene: &Scene, run: &str, make: &Make) -> Html {
    let now = scene.maps.swarm;
    // A link may ask for any number.
    let own = Some(now).filter(|now| !PARTICLES.contains(now));
    let words = |n: usize| if n == 0 { ui.t(key::SWARM_NONE).to_string() } else { n.to_string() };
    let all: Vec<_> = PARTICLES.into_iter().chain(own).map(|n| (n.to_string(), words(n))).collect();
    let set = make.reform(|value: String| (vec![Action::SetSwarm(value.parse().unwrap_or_default())], ""));
    html! {
        <section aria-label={ui.t(key::SWARM)}>
            <h2>{ ui.t(key::SWARM) }</h2>
            <p class="quiet">{ fill(ui.t(key::SWARM_HOW), &[("run", run)]) }</p>
            <div class="choices-of">{ choice(ui.t(key::SWARM_COUNT), &all, &now.to_string(), set) }</div>
        </section>
    }
}

/// A choice among values, each with its words.
pub(super) fn choice(label: &'static str, all: &[(String, String)], now: &str, on_set: Callback<String>) -> Html {
    let onchange = Callback::from(move |e: Event| {
        let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value());
        chosen.into_iter().for_each(|value| on_set.emit(value));
    });
    let option = |(value, words): &(String, String)| entry(value.clone(), words.clone(), value == now);
    html! {
        <label class="choice"><span>{ label }</span>
            <select class="input" aria-label={label} {onchange}>{ for all.iter().map(option) }</select>
        </label>
    }
}

/// How a run ends, in words.
pub(super) fn ends(lang: Lang, cell: &Cell) -> String {
    let at = cell.steps as usize;
    match cell.ending {
        Ending::Converged => status(lang, Outcome::Converged { at }),
        Ending::Budget => status(lang, Outcome::Budget),
        Ending::LeftView => status(lang, Outcome::LeftView { at }),
        Ending::Diverged => status(lang, Outcome::Diverged { at: at + 1 }),
        Ending::NotAllowed => lang.text(key::MAPS_NOT_ALLOWED).into(),
    }
}

/// The part of the known cells that end in a way.
pub(super) fn share_of(cells: &Cells, ending: Ending) -> f64 {
    let known = cells.known().count().max(1);
    cells.known().filter(|cell| cell.ending == ending).count() as f64 / known as f64
}

/// How far a map is, once it takes a while.
pub(super) fn progress(ui: &Ui, late: bool, part: f64) -> Html {
    if !late {
        return html! {};
    }
    html! { <progress aria-label={ui.t(key::MAPS_BUSY)} value={part.to_string()} /> }
}
