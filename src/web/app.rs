//! The page: scene in, pictures and controls out.

use super::context::{Ui, use_head};
use super::keyboard::{self, Ask};
use super::pages::{AveragesPage, LessonsPage, RacePage};
use super::panels::{
    AddDialog, BarProps, CompareDialog, HelpDialog, Notice, NoticeView, Popover, ShareDialog, Speech, bar, notice,
    status, zoom_middle,
};
use super::paper::use_paper;
use super::prefs::{self, PrefChange, Prefs};
use super::stage::Stage;
use super::store::{Change, Store};
use super::{link, tooltip};
use crate::core::run::Trajectory;
use crate::scene::{Page, Scene, Theme, simulate};
use crate::text::{Lang, fill, key, number};
use crate::web::view;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Share,
    Add,
    Help,
    Compare,
}

/// The page.
#[component]
pub fn App() -> Html {
    let prefs = use_reducer(Prefs::load);
    let store = use_reducer(|| {
        let read = link::read();
        link::opened_with(&read.scene);
        Store::new(read)
    });
    let stage = (*use_state(Stage::new)).clone();
    let dialog = use_state_eq(|| None::<Open>);
    let popover = use_state_eq(|| None::<Popover>);
    let present = use_state_eq(|| false);
    // A notice about a diverging run is closed for that run at that rate, not for ever.
    let silenced = use_state_eq(|| None::<Notice>);

    let scene = Rc::clone(&store.scene);
    let lang = scene.lang.or(prefs.lang).unwrap_or_else(prefs::browser_lang);
    let theme = scene.theme.or(prefs.theme).unwrap_or_else(prefs::system_theme);
    let change = {
        let store = store.dispatcher();
        use_callback((), move |change: Change, ()| store.dispatch(change))
    };
    let ui = Ui { lang, theme, stage: stage.clone(), change: change.clone() };

    // The minima of a formula are looked for in the view; those of the other surfaces are known.
    let view = scene.formula.is_some().then(|| scene.domain());
    let surface_key = (scene.surface.id, scene.surface_values.clone(), scene.formula.clone(), view);
    let surface = use_memo(surface_key, |_| scene.landscape_with_minima());
    // On the other pages nobody sees the runs.
    let runs = use_memo(Rc::clone(&scene), |scene| match scene.page {
        Page::Race => simulate(scene),
        _ => Vec::new(),
    });

    use_document(lang, theme, *present, scene.page);
    // The race of a link begins when its page is first seen.
    let begun = use_mut_ref(|| None::<usize>);
    use_effect_with((store.opened, scene.page == Page::Race), {
        let (stage, scene) = (stage.clone(), Rc::clone(&scene));
        move |(opened, seen): &(usize, bool)| {
            if *seen && begun.replace(Some(*opened)) != Some(*opened) {
                open_scene(&stage, &scene);
            }
        }
    });
    use_effect_with((), {
        let change = change.clone();
        move |()| {
            let hash = link::listen(Callback::from(move |read| change.emit(Change::Open(read))));
            let tips = tooltip::watch();
            move || drop((hash, tips))
        }
    });

    let on_lang = use_callback((lang, prefs.dispatcher(), change.clone()), |(), (lang, prefs, change)| {
        prefs.dispatch(PrefChange::Lang(lang.other()));
        change.emit(Change::ForgetLang);
    });
    let on_theme = use_callback((theme, prefs.dispatcher(), change.clone()), |(), (theme, prefs, change)| {
        prefs.dispatch(PrefChange::Theme(if *theme == Theme::Light { Theme::Dark } else { Theme::Light }));
        change.emit(Change::ForgetTheme);
    });
    let open = |which: Open| {
        let dialog = dialog.setter();
        Callback::from(move |()| dialog.set(Some(which)))
    };
    let close = {
        let dialog = dialog.setter();
        Callback::from(move |()| dialog.set(None))
    };
    let answer = {
        let (dialog, popover, present, ui) = (dialog.clone(), popover.clone(), present.clone(), ui.clone());
        let (on_lang, on_theme) = (on_lang.clone(), on_theme.clone());
        move |ask: Ask| match ask {
            Ask::Add => dialog.set(Some(Open::Add)),
            Ask::Help => dialog.set(Some(Open::Help)),
            Ask::Surface => popover.set((*popover != Some(Popover::Picker)).then_some(Popover::Picker)),
            Ask::Present => present.set(!*present),
            Ask::Theme => on_theme.emit(()),
            Ask::Language => on_lang.emit(()),
            Ask::Zoom(closer) => zoom_middle(&ui, if closer { 1.25 } else { 0.8 }),
            Ask::Close if popover.is_some() => popover.set(None),
            Ask::Close if dialog.is_some() => dialog.set(None),
            Ask::Close => present.set(false),
        }
    };
    use_paper(&stage, theme);
    use_keys(&ui, prefs.shortcuts, scene.page, answer);
    use_outside_press(&popover);

    let notice = notice(&store, &runs, &surface, lang).filter(|n| silenced.as_ref() != Some(n));
    let on_dismiss = {
        let (silenced, notice, change) = (silenced.setter(), notice.clone(), change.clone());
        Callback::from(move |()| {
            silenced.set(notice.clone());
            change.emit(Change::Dismiss);
        })
    };
    // On the race page it stands in the landscape.
    let elsewhere = notice.clone().filter(|_| scene.page != Page::Race);
    let results = results(lang, &scene, &runs);
    let set_present = present.clone();
    let set_shortcuts = prefs.dispatcher();
    let top = bar(
        &ui,
        BarProps {
            page: scene.page,
            can_undo: store.can_undo(),
            can_redo: store.can_redo(),
            on_share: open(Open::Share),
            on_present: Callback::from(move |()| set_present.set(!*set_present)),
            on_help: open(Open::Help),
            on_lang,
            on_theme,
        },
    );
    html! {
        <ContextProvider<Ui> context={ui.clone()}>
            <a class="skip" href="#" onclick={skip()}>
                { lang.text(if scene.page == Page::Race { key::SKIP } else { key::SKIP_TO_TEXT }) }
            </a>
            { top }
            if let Some(notice) = elsewhere {
                <div class="page-notice">{ view!(NoticeView { notice, on_dismiss: on_dismiss.clone() }) }</div>
            }
            {
                match scene.page {
                    Page::Race => view!("race" => RacePage {
                        scene: Rc::clone(&scene),
                        surface: Rc::clone(&surface),
                        runs: Rc::clone(&runs),
                        results: results.clone(),
                        present: *present,
                        popover: popover.clone(),
                        notice,
                        on_dismiss,
                        on_add: open(Open::Add),
                        on_compare: open(Open::Compare)
                    }),
                    Page::Averages => view!("averages" => AveragesPage { scene: Rc::clone(&scene) }),
                    Page::Lessons | Page::Lesson(_) => view!("lessons" => LessonsPage { page: scene.page }),
                }
            }
            { view!(Speech { text: results.clone() }) }
            { view!(LinkWriter { scene: Rc::clone(&scene) }) }
            {
                match *dialog {
                    Some(Open::Share) => view!("share" => ShareDialog { scene: Rc::clone(&scene), on_close: close }),
                    Some(Open::Add) => view!("add" => AddDialog { scene: Rc::clone(&scene), on_close: close }),
                    Some(Open::Compare) => view!("compare" => CompareDialog {
                        scene: Rc::clone(&scene),
                        surface,
                        runs,
                        on_close: close
                    }),
                    Some(Open::Help) => view!("help" => HelpDialog {
                        shortcuts: prefs.shortcuts,
                        on_close: close,
                        described: results,
                        on_shortcuts: Callback::from(move |on| set_shortcuts.dispatch(PrefChange::Shortcuts(on)))
                    }),
                    None => html! {},
                }
            }
        </ContextProvider<Ui>>
    }
}

/// A scene that comes from a link plays from its start, unless it names a step to stop at.
fn open_scene(stage: &Stage, scene: &Scene) {
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
fn results(lang: Lang, scene: &Scene, runs: &[Trajectory]) -> String {
    let names = scene.run_names(lang);
    let shown = scene.runs.iter().zip(runs).zip(names).filter(|((run, _), _)| !run.hidden);
    let one = |((_, trajectory), name): ((_, &Trajectory), String)| {
        let values =
            [("run", &*name), ("status", &status(lang, trajectory.outcome)), ("f", &number(trajectory.last().loss, 3))];
        fill(lang.text(key::RESULT), &values)
    };
    shown.map(one).collect::<Vec<_>>().join(lang.text(key::LIST_JOIN))
}

/// Language, theme and presentation concern the document itself.
#[hook]
fn use_document(lang: Lang, theme: Theme, present: bool, page: Page) {
    use_effect_with((lang, page), |(lang, page): &(Lang, Page)| {
        let title = match page {
            Page::Race => key::DOCUMENT_TITLE,
            Page::Averages => key::AVERAGES_DOCUMENT,
            Page::Lessons => key::LESSONS_DOCUMENT,
            // A lesson has its own.
            Page::Lesson(_) => return,
        };
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            document.set_title(lang.text(title));
        }
    });
    use_effect_with((lang, theme, present), |(lang, theme, present): &(Lang, Theme, bool)| {
        let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
        if let Some(root) = document.document_element() {
            // These fail only for malformed names.
            let _ = root.set_attribute("lang", lang.tag());
            let _ = root.set_attribute("data-theme", theme.id());
            let _ = root.class_list().toggle_with_force("present", *present);
        }
    });
}

/// Listens to the keys of the whole page.
#[hook]
fn use_keys(ui: &Ui, shortcuts: bool, page: Page, answer: impl Fn(Ask) + 'static) {
    type Latest = (Ui, bool, Page, Box<dyn Fn(Ask)>);
    // One listener for the life of the page; what it uses changes with each render.
    let latest = use_mut_ref(|| None::<Latest>);
    *latest.borrow_mut() = Some((ui.clone(), shortcuts, page, Box::new(answer)));
    use_effect_with((), move |()| {
        let latest: Rc<RefCell<Option<Latest>>> = latest;
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(
                &window,
                "keydown",
                gloo_events::EventListenerOptions::enable_prevent_default(),
                move |e| {
                    let latest = latest.borrow();
                    if let (Some(e), Some((ui, shortcuts, page, answer))) = (e.dyn_ref::<KeyboardEvent>(), &*latest)
                        && let Some(ask) = keyboard::pressed(e, ui, *shortcuts, *page)
                    {
                        answer(ask);
                    }
                },
            )
        });
        move || drop(listener)
    });
}

/// A press outside closes the popover.
#[hook]
fn use_outside_press(popover: &UseStateHandle<Option<Popover>>) {
    let set = popover.setter();
    use_effect_with(popover.is_some(), move |open: &bool| {
        let window = web_sys::window().filter(|_| *open);
        let listener = window.map(|window| {
            EventListener::new(&window, "pointerdown", move |e| {
                let target = e.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                let inside = target.is_some_and(|t| t.closest(".pop, [aria-haspopup]").ok().flatten().is_some());
                if !inside {
                    set.set(None);
                }
            })
        });
        move || drop(listener)
    });
}

/// The skip link moves the focus; it must not change the hash, which holds the scene.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|e: MouseEvent| {
        e.prevent_default();
        let document = web_sys::window().and_then(|w| w.document());
        // The start of the race; elsewhere the page itself.
        let handle = document.and_then(|d| d.query_selector(".race .handle, main:not(.race)").ok().flatten());
        if let Some(handle) = handle.and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = handle.focus();
        }
    })
}

/// The scene that the address bar shows.
#[derive(Properties)]
struct LinkProps {
    scene: Rc<Scene>,
}

impl PartialEq for LinkProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// Keeps the address bar up to date.
#[component]
fn LinkWriter(props: &LinkProps) -> Html {
    let ui = super::context::use_ui();
    let at = use_head(&ui.stage, |stage, _| stage.stopped_at());
    let first = use_mut_ref(|| true);
    use_effect_with((Rc::clone(&props.scene), at), move |(scene, at): &(Rc<Scene>, Option<usize>)| {
        // What the page was opened with is in the address bar already, perhaps with things it had to ignore.
        let opening = first.replace(false);
        let scene = Scene { at: *at, ..Scene::clone(scene) };
        link::show_on_paper(&scene);
        let timeout = (!opening).then(|| link::write_later(scene));
        move || drop(timeout)
    });
    html! {}
}
