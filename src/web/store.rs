//! The scene of the page with its history, and what has to be said about the last change.

use crate::scene::{Action, AveragesAction, Data, Ignored, Page, Read, Scene, Theme};
use crate::text::Lang;
use std::rc::Rc;
use yew::Reducible;

/// How many changes can be undone.
const DEPTH: usize = 200;
/// Changes of one control within this many milliseconds are one change: a drag, a typed number.
const SAME_GESTURE: f64 = 700.0;

/// The scene, the scenes before and after it, and the notice of the last change.
#[derive(Clone, PartialEq)]
pub struct Store {
    /// The scene now.
    pub scene: Rc<Scene>,
    /// Counts scenes that came from outside (a link, Back): they set the play-head, edits do not.
    pub opened: usize,
    /// What the last link had wrong.
    pub ignored: Vec<Ignored>,
    /// The paths are hidden until the reader has guessed where they lead.
    pub hidden: bool,
    /// A run has just been removed: this one can be brought back.
    pub removed: Option<&'static str>,
    past: Vec<Rc<Scene>>,
    future: Vec<Rc<Scene>>,
    last: Option<(String, f64)>,
}

/// What can happen to the store.
pub enum Change {
    /// A person changed something.
    Edit(Action),
    /// A tool has made this scene of the one that is shown, perhaps as part of a movement.
    Take(Scene, Option<String>),
    /// A link was opened, by typing, clicking or Back.
    Open(Read),
    /// The page is shown again as it was left, in the language and theme of the link.
    Return(Option<Lang>, Option<Theme>),
    /// One change back.
    Undo,
    /// One undone change forward again.
    Redo,
    /// The notice has been read.
    Dismiss,
    /// The reader has guessed, or would rather see.
    Reveal,
    /// The reader has chosen a language: the link's no longer counts.
    ForgetLang,
    /// The reader has chosen a theme: the link's no longer counts.
    ForgetTheme,
}

impl Store {
    /// The store of a page that has just been opened with a link.
    pub fn new(read: Read) -> Self {
        Store {
            hidden: read.scene.wishes.predict,
            scene: Rc::new(read.scene),
            opened: 0,
            ignored: read.ignored,
            removed: None,
            past: Vec::new(),
            future: Vec::new(),
            last: None,
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    fn edit(&mut self, action: Action) {
        let removed = match &action {
            Action::RemoveRun(i) => self.scene.runs.get(*i).map(|run| run.optimizer.id),
            _ => None,
        };
        // A page is turned, not changed; rates that were to be found belong to the change that asked for them.
        if let Action::SetPage(_) | Action::TurnSlide(_) | Action::Tuned(_) = action {
            Rc::make_mut(&mut self.scene).apply(action);
            return;
        }
        if !self.scene.wishes.allow(&action) {
            return;
        }
        // How it is looked at is no change to take back.
        if let Action::SetView(view) = action {
            self.throughout(&|scene| scene.apply(Action::SetView(view)));
            return;
        }
        let gesture = gesture(&action);
        let mut scene = Scene::clone(&self.scene);
        scene.apply(action);
        self.put(scene, gesture, removed);
    }

    /// Another scene in place of the one now, as one change; or as part of the last one, if both are one gesture.
    fn put(&mut self, scene: Scene, gesture: Option<String>, removed: Option<&'static str>) {
        if scene == *self.scene {
            return;
        }
        let now = js_sys::Date::now();
        let goes_on = gesture.is_some()
            && self.last.as_ref().is_some_and(|(g, t)| Some(g) == gesture.as_ref() && now - t < SAME_GESTURE);
        if !goes_on {
            self.remember(Rc::clone(&self.scene));
        }
        self.last = gesture.map(|g| (g, now));
        self.future.clear();
        self.removed = removed;
        self.scene = Rc::new(scene);
    }

    fn remember(&mut self, before: Rc<Scene>) {
        self.past.push(before);
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
    }

    /// Changes what no undo brings back: also in the scenes before and after this one.
    fn throughout(&mut self, change: &dyn Fn(&mut Scene)) {
        let all = self.past.iter_mut().chain(&mut self.future).chain([&mut self.scene]);
        all.for_each(|scene| change(Rc::make_mut(scene)));
    }

    fn step_history(&mut self, back: bool) {
        let (from, to) = if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        if let Some(scene) = from.pop() {
            to.push(std::mem::replace(&mut self.scene, scene));
        }
        self.last = None;
        self.removed = None;
    }
}

/// A scene from a link, beside the other pages as they were: a link says only what its own page shows.
fn opened(mut scene: Scene, now: &Scene) -> Scene {
    match scene.page {
        Page::Race => {
            scene.averages = now.averages.clone();
            scene.slides = now.slides.clone();
        }
        Page::Averages => {
            let own = Scene { page: scene.page, averages: scene.averages, seed: scene.seed, ..now.clone() };
            scene = Scene { lang: scene.lang, theme: scene.theme, ..own };
        }
        Page::Slides => {
            let own = Scene { page: scene.page, slides: scene.slides, ..now.clone() };
            scene = Scene { lang: scene.lang, theme: scene.theme, ..own };
        }
        Page::Lessons | Page::Lesson(_) => {
            scene = Scene { page: scene.page, lang: scene.lang, theme: scene.theme, ..now.clone() };
        }
    }
    scene
}

/// What an action belongs to when it is one of many of a single movement; none for changes that stand alone.
fn gesture(action: &Action) -> Option<String> {
    match action {
        Action::SetStart(_) => Some("start".into()),
        Action::SetDomain(_) => Some("domain".into()),
        Action::SetSteps(_) => Some("steps".into()),
        Action::SetParam(run, id, _) => Some(format!("{run}.{id}")),
        Action::SetScheduleParam(run, id, _) => Some(format!("{run}.schedule.{id}")),
        Action::SetClip(run, _) => Some(format!("{run}.clip")),
        Action::SetLookahead(run, _) => Some(format!("{run}.lookahead")),
        Action::SetNoise(_) => Some("noise".into()),
        Action::SetBatch(_) => Some("batch".into()),
        Action::SetFan(_) => Some("fan".into()),
        Action::SetSurfaceParam(id, _) => Some(format!("surface.{id}")),
        Action::SetFormula(_) => Some("f".into()),
        Action::SetPoints(_) => Some("points".into()),
        Action::SetVar(letter, _) => Some(format!("vars.{letter}")),
        Action::Select(_) => Some("select".into()),
        Action::Averages(AveragesAction::SetBeta(curve, _)) => Some(format!("beta.{curve}")),
        Action::Averages(AveragesAction::SetDays(_)) => Some("days".into()),
        Action::SetSeed(_) | Action::Averages(AveragesAction::SetSeed(_)) => Some("seed".into()),
        Action::Averages(AveragesAction::SetData(Data::Own(_))) => Some("data".into()),
        Action::Averages(AveragesAction::SetMark(_) | AveragesAction::Select(_)) => Some("mark".into()),
        _ => None,
    }
}

impl Reducible for Store {
    type Action = Change;

    fn reduce(mut self: Rc<Self>, change: Change) -> Rc<Self> {
        let store = Rc::make_mut(&mut self);
        match change {
            Change::Edit(action) => store.edit(action),
            Change::Take(scene, gesture) => {
                let at = store.scene.at;
                store.put(Scene { at, ..opened(scene, &store.scene) }, gesture, None);
            }
            Change::Open(read) => {
                let before = Rc::clone(&store.scene);
                store.scene = Rc::new(opened(read.scene, &before));
                let (page, lang, theme) = (store.scene.page, store.scene.lang, store.scene.theme);
                // A page is turned, not changed.
                if page == Page::Race || *store.scene != (Scene { page, lang, theme, ..Scene::clone(&before) }) {
                    store.remember(before);
                    store.future.clear();
                }
                store.hidden = store.scene.wishes.predict;
                store.ignored = read.ignored;
                store.removed = None;
                store.last = None;
                store.opened += 1;
            }
            Change::Return(lang, theme) => {
                if (lang, theme) != (store.scene.lang, store.scene.theme) {
                    let scene = Rc::make_mut(&mut store.scene);
                    (scene.lang, scene.theme) = (lang, theme);
                }
            }
            Change::Undo => store.step_history(true),
            Change::Redo => store.step_history(false),
            Change::Dismiss => {
                store.ignored.clear();
                store.removed = None;
            }
            Change::Reveal => store.hidden = false,
            Change::ForgetLang => store.throughout(&|scene| scene.lang = None),
            Change::ForgetTheme => store.throughout(&|scene| scene.theme = None),
        }
        self
    }
}
