//! The race: optimizers on one landscape.

use crate::chart::arrows::Arrows;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Scene, Theme, View, fan_shown};
use crate::text::{Lang, key};
use crate::web::context::use_ui;
use crate::web::measure;
use crate::web::panels::{FitPlace, Inspector, LandscapeView, Notice, Popover, RatesHead, Runs, Transport};
use crate::web::stage::Show;
use crate::web::{tool, view};
use std::rc::Rc;
use yew::prelude::*;

/// What the page shows.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// Counts the scenes that links have asked for.
    pub opened: usize,
    /// Whether the paths are hidden until the reader has guessed.
    pub hidden: bool,
    /// How every run ends, in words.
    pub results: AttrValue,
    /// Whether the page is on a projector.
    pub present: bool,
    /// Which popover is open.
    pub popover: UseStateHandle<Option<Popover>>,
    /// The notice, if any.
    pub notice: Option<Notice>,
    /// Closes the notice.
    pub on_dismiss: Callback<()>,
    /// Opens the dialog that adds a run.
    pub on_add: Callback<()>,
    /// Opens the dialog that compares the runs.
    pub on_compare: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        // Its parts know what concerns them; the page itself is cheap.
        false
    }
}

/// The page.
#[component]
pub fn RacePage(props: &Props) -> Html {
    let ui = use_ui();
    let hover = use_state_eq(|| None::<usize>);
    let arrows = use_state_eq(|| Arrows { gradient: true, velocity: true, ..Arrows::default() });
    let Props { scene, surface, runs, .. } = props;

    // Beside the basins on the landscape there may be either.
    let beside = use_state_eq(|| false);
    let maps = match scene.view {
        View::Basins => !*beside,
        View::Rates => true,
        _ => false,
    };
    // The scene itself is among the causes: a moved view or a hidden run leaves every trajectory as it was.
    let fan = use_memo(
        (Rc::clone(scene), props.hidden),
        |(scene, hidden)| if *hidden { Vec::new() } else { fan_shown(scene) },
    );
    use_effect_with((Rc::clone(scene), props.hidden, ui.lang, ui.theme, *arrows, (props.present, maps)), {
        let (stage, runs, surface, fan) = (ui.stage.clone(), Rc::clone(runs), Rc::clone(surface), Rc::clone(&fan));
        move |(scene, _, lang, theme, arrows, (present, _)): &(Rc<Scene>, bool, Lang, Theme, Arrows, (bool, bool))| {
            // The tools draw the maps, and what the sliders' tracks say.
            tool::show_maps(scene);
            let (scene, lang, theme) = (Rc::clone(scene), *lang, *theme);
            stage.show(Show {
                scene,
                runs,
                surface,
                fan,
                theme,
                lang,
                arrows: *arrows,
                strong: *present,
                paper: false,
            });
        }
    });
    use_effect_with(*hover, {
        let stage = ui.stage.clone();
        move |hover: &Option<usize>| stage.hover(*hover)
    });
    use_effect_with((), {
        let (stage, hover) = (ui.stage.clone(), hover.setter());
        move |()| {
            let sizes = measure::watch(stage.clone());
            let pointed = tool::on_point(move || hover.set(tool::pointed()));
            stage.on_flow(tool::show_flow);
            move || {
                drop((sizes, pointed));
                stage.leave();
            }
        }
    });

    let data = surface.objective.data().is_some();
    let set_hover = hover.setter();
    let on_hover = use_callback((), move |run, ()| set_hover.set(run));
    let (set_popover, set_arrows) = (props.popover.setter(), arrows.setter());
    html! {
        <main class={classes!("race", data.then_some("data"))}>
            <h1 class="vh">{ ui.t(key::PAGE_TITLE) }</h1>
            { view!(LandscapeView { scene: Rc::clone(scene), surface: Rc::clone(surface), runs: Rc::clone(runs), fan, arrows: *arrows, on_arrows: Callback::from(move |a| set_arrows.set(a)), open: *props.popover, on_open: Callback::from(move |p| set_popover.set(p)), notice: props.notice.clone(), opened: props.opened, hidden: props.hidden, on_dismiss: props.on_dismiss.clone(), on_hover: on_hover.clone() }) }
            { view!(Transport { scene: Rc::clone(scene), surface: Rc::clone(surface), results: props.results.clone(), on_hover: on_hover.clone() }) }
            if data {
                { view!("fit" => FitPlace { scene: Rc::clone(scene), runs: Rc::clone(runs), hover: *hover }) }
            }
            <aside class="panel" aria-label={ui.t(key::CONTROLS)}>
                { view!(RatesHead { scene: Rc::clone(scene), maps, beside, popover: props.popover.clone(), on_compare: props.on_compare.clone() }) }
                <div id="maps" role="tabpanel" aria-label={ui.t(key::MAPS)} hidden={!maps} />
                { view!(Runs { scene: Rc::clone(scene), surface: Rc::clone(surface), runs: Rc::clone(runs), hover: *hover, on_hover, on_add: props.on_add.clone() }) }
                { view!(Inspector { scene: Rc::clone(scene), surface: Rc::clone(surface), runs: Rc::clone(runs) }) }
            </aside>
        </main>
    }
}
