//! The page: scene in, pictures and controls out.

mod document;
mod link_writer;

use document::{skip, use_document, use_keys, use_outside_press, use_wishes};
pub use link_writer::LinkWriter;

use super::context::Ui;
use super::keyboard::Ask;
use super::pages::RaceProps;
use super::panels::{BarProps, Notice, NoticeView, Popover, Speech, bar, notice, zoom_middle};
use super::paper::use_paper;
use super::part::Part;
use super::prefs::{self, PrefChange, Prefs};
use super::stage::Stage;
use super::store::{Change, Store};
use super::words::use_words;
use super::{link, tool, tooltip};
use crate::core::run::Trajectory;
use crate::scene::{Action, Page, Scene, Theme, simulate};
use crate::text::inspect::status;
use crate::text::{Lang, fill, key, number};
use crate::web::view;
use std::rc::Rc;
use yew::prelude::*;

/// Which of the two programs it is.
#[derive(Properties)]
pub struct Props {
    /// This one.
    pub part: &'static Part,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        std::ptr::eq(self.part, o.part)
    }
}

/// The page. While the other program is shown it keeps its state, and shows, hears and writes nothing.
#[component]
pub fn App(props: &Props) -> Html {
    let part = props.part;
    let prefs = use_reducer(Prefs::load);
    let store = use_reducer(|| Store::new(link::open(part)));
    let seen = use_state_eq(|| part.shown());
    let stage = (*use_state(Stage::new)).clone();
    let popover = use_state_eq(|| None::<Popover>);
    let present = use_state_eq(|| false);
    // A notice about a diverging run is closed for that run at that rate, not for ever.
    let silenced = use_state_eq(|| None::<Notice>);

    let scene = Rc::clone(&store.scene);
    let lang = use_words(scene.lang.or(prefs.lang).unwrap_or_else(prefs::browser_lang));
    let theme = scene.theme.or(prefs.theme).unwrap_or_else(prefs::system_theme);
    let change = {
        let store = store.dispatcher();
        use_callback((), move |change: Change, ()| store.dispatch(change))
    };
    let ui = Ui { lang, theme, stage: stage.clone(), change: change.clone() };

    // The minima of what is the reader's own are looked for in the view; those of the other surfaces are known.
    let view = (scene.formula.is_some() || !scene.points.is_empty()).then(|| scene.domain());
    let own = (scene.formula.clone(), scene.points.clone());
    let surface_key = (scene.surface.id, scene.surface_values.clone(), own, view);
    let surface = use_memo(surface_key, |_| scene.landscape_with_minima());
    // On the other pages nobody sees the runs.
    let runs = use_memo((Rc::clone(&scene), store.hidden), |(scene, hidden)| match scene.page {
        Page::Race if !hidden => simulate(scene),
        _ => Vec::new(),
    });

    use_document(lang, theme, *present, *seen, scene.page);
    use_wishes(&scene, *seen);
    // The race of a link begins when its page is first seen.
    let begun = use_mut_ref(|| None::<usize>);
    use_effect_with((store.opened, *seen && scene.page == Page::Race, store.hidden), {
        let (stage, scene) = (stage.clone(), Rc::clone(&scene));
        move |(opened, seen, hidden): &(usize, bool, bool)| {
            if *seen && *hidden {
                stage.open_at(0);
            } else if *seen && begun.replace(Some(*opened)) != Some(*opened) {
                open_scene(&stage, &scene);
            }
        }
    });
    use_effect_with((), {
        let (change, prefs, kept, seen) = (change.clone(), prefs.dispatcher(), prefs.dispatcher(), seen.setter());
        let (popover, taken) = (popover.setter(), change.clone());
        move |()| {
            let hash = link::listen(part, move |heard| {
                match heard {
                    Some(heard) => {
                        // The other program may have changed them.
                        prefs.dispatch(PrefChange::Load);
                        change.emit(heard);
                    }
                    None => popover.set(None),
                }
                seen.set(part.shown());
            });
            let given = tool::on_given(move || {
                if part.shown() {
                    taken.emit(Change::Take(tool::scene(), tool::gesture()));
                }
            });
            let kept = tool::on_prefs(move || kept.dispatch(PrefChange::Load));
            move || drop((hash, given, kept))
        }
    });
    use_effect_with(*seen, |seen: &bool| {
        let tips = seen.then(tooltip::watch);
        move || drop(tips)
    });

    let on_lang = use_callback((lang, prefs.dispatcher(), change.clone()), |(), (lang, prefs, change)| {
        prefs.dispatch(PrefChange::Lang(lang.other()));
        change.emit(Change::ForgetLang);
    });
    let on_theme = use_callback((theme, prefs.dispatcher(), change.clone()), |(), (theme, prefs, change)| {
        prefs.dispatch(PrefChange::Theme(if *theme == Theme::Light { Theme::Dark } else { Theme::Light }));
        change.emit(Change::ForgetTheme);
    });
    let tool = |which: &'static str| {
        let (ui, scene) = (ui.clone(), Rc::clone(&scene));
        Callback::from(move |()| tool::ask(&ui, which, &scene))
    };
    let answer = {
        let (popover, present, ui) = (popover.clone(), present.clone(), ui.clone());
        let (on_lang, on_theme, help, add) = (on_lang.clone(), on_theme.clone(), tool(tool::HELP), tool(tool::ADD));
        let scene = Rc::clone(&scene);
        let locks = move |control| scene.wishes.locks(control);
        move |ask: Ask| match ask {
            // What is locked would be refused in the end.
            Ask::Add if locks("runs") => {}
            Ask::Surface if locks("surface") => {}
            Ask::Add => add.emit(()),
            Ask::Help => help.emit(()),
            Ask::Surface => popover.set((*popover != Some(Popover::Picker)).then_some(Popover::Picker)),
            Ask::Present => present.set(!*present),
            Ask::Theme => on_theme.emit(()),
            Ask::Language => on_lang.emit(()),
            Ask::Zoom(closer) => zoom_middle(&ui, if closer { 1.25 } else { 0.8 }),
            Ask::Turn(forward) => ui.edit(Action::TurnSlide(forward)),
            Ask::Close if popover.is_some() => popover.set(None),
            Ask::Close => present.set(false),
        }
    };
    use_paper(&stage, theme);
    use_keys(&ui, prefs.shortcuts, seen.then_some(scene.page), answer);
    use_outside_press(&popover);

    let notice = notice(&store, &runs, &surface, lang).filter(|n| silenced.as_ref() != Some(n));
    let on_dismiss = {
        let (silenced, notice, change) = (silenced.setter(), notice.clone(), change.clone());
        Callback::from(move |()| {
            // Divergence goes on until the scene changes; whatever else is said anew has happened anew.
            if let Some(Notice::Diverged { .. }) = notice {
                silenced.set(notice.clone());
            }
            change.emit(Change::Dismiss);
        })
    };
    // On the race page it stands in the landscape.
    let elsewhere = notice.clone().filter(|_| scene.page != Page::Race);
    let results = results(lang, &scene, &runs);
    let set_present = present.clone();
    let top = bar(
        &ui,
        BarProps {
            scene: &scene,
            can_undo: store.can_undo(),
            can_redo: store.can_redo(),
            on_share: tool(tool::SHARE),
            on_present: Callback::from(move |()| set_present.set(!*set_present)),
            on_scenes: tool(tool::SCENES),
            on_help: tool(tool::HELP),
            on_lang,
            on_theme,
        },
    );
    let (skip_to, skip_words) =
        if scene.page == Page::Race { ("#land", key::SKIP) } else { ("#pages", key::SKIP_TO_TEXT) };
    let shown = || {
        html! {
        <>
            <a class="skip" href={skip_to} onclick={skip()}>{ lang.text(skip_words) }</a>
            { top }
            if let Some(notice) = elsewhere {
                <div class="page-notice">{ view!(NoticeView { notice, on_dismiss: on_dismiss.clone() }) }</div>
            }
            {
                (part.page)(RaceProps {
                    scene: Rc::clone(&scene),
                    surface: Rc::clone(&surface),
                    runs: Rc::clone(&runs),
                    opened: store.opened,
                    hidden: store.hidden,
                    results: results.clone().into(),
                    present: *present,
                    popover: popover.clone(),
                    notice,
                    on_dismiss,
                    on_add: tool(tool::ADD),
                    on_compare: tool(tool::COMPARE),
                })
            }
            { view!(Speech { text: results }) }
        </>
        }
    };
    html! {
        <ContextProvider<Ui> context={ui.clone()}>
            { view!(LinkWriter { scene: Rc::clone(&scene), seen: *seen }) }
            { if *seen { shown() } else { html! {} } }
        </ContextProvider<Ui>>
    }
}

/// A scene that comes from a link plays from its start, unless it names a step to stop at.
pub fn open_scene(stage: &Stage, scene: &Scene) {
    match scene.at {
        Some(step) => stage.seek(step),
        None if prefs::reduced_motion() => stage.open_at(scene.steps),
        None => {
            stage.open_at(0);
            stage.play();
        }
    }
}

/// How every shown run ends, in one sentence each.
pub fn results(lang: Lang, scene: &Scene, runs: &[Trajectory]) -> String {
    let names = scene.run_names(lang);
    let shown = scene.runs.iter().zip(runs).zip(names).filter(|((run, _), _)| !run.hidden);
    let one = |((_, trajectory), name): ((_, &Trajectory), String)| {
        let values =
            [("run", &*name), ("status", &status(lang, trajectory.outcome)), ("f", &number(trajectory.last().loss, 3))];
        fill(lang.text(key::RESULT), &values)
    };
    shown.map(one).collect::<Vec<_>>().join(lang.text(key::LIST_JOIN))
}
