//! What all figures of a lesson share: their scenes, and how numbers in the text set them.

use crate::core::format::read_decimal;
use crate::scene::{Action, Scene, Target};
use crate::text::key;
use crate::web::context::Ui;
use crate::web::store::Change;
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

/// The scenes of all figures of a lesson, by name: as the lesson has them, and as they are now.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Figures(HashMap<String, (Rc<Scene>, Rc<Scene>)>);

impl Figures {
    /// Figures by name, as the lesson has them.
    pub(super) fn new<'a>(scenes: impl Iterator<Item = (&'a String, &'a String)>) -> Self {
        let read = |text: &str| Rc::new(Scene::read(text).scene);
        let both = |scene: Rc<Scene>| (Rc::clone(&scene), scene);
        Figures(scenes.map(|(name, scene)| (name.clone(), both(read(scene)))).collect())
    }

    /// A figure as it is now.
    pub(super) fn get(&self, name: &str) -> Option<&Rc<Scene>> {
        self.0.get(name).map(|(_, now)| now)
    }
}

/// A change to one of them.
pub(super) struct FigureAction(pub(super) String, pub(super) Vec<Action>);

impl Reducible for Figures {
    type Action = FigureAction;

    fn reduce(mut self: Rc<Self>, FigureAction(name, actions): FigureAction) -> Rc<Self> {
        let figures = Rc::make_mut(&mut self);
        if let Some((first, scene)) = figures.0.get_mut(&name) {
            for action in actions {
                match action {
                    // A figure may show a part of its surface: that part is what "all" means in it.
                    Action::SetDomain(None) => Rc::make_mut(scene).apply(Action::SetDomain(first.domain)),
                    action => Rc::make_mut(scene).apply(action),
                }
            }
        }
        self
    }
}

/// What a live figure is made from.
#[derive(Properties)]
pub(super) struct FigureProps {
    /// The figure's name.
    pub(super) name: String,
    /// Its scene now.
    pub(super) scene: Rc<Scene>,
    /// Changes it.
    pub(super) change: UseReducerDispatcher<Figures>,
    /// What stands under it.
    pub(super) sliders: Vec<String>,
    /// Whether it plays as soon as it is there.
    #[prop_or_default]
    pub(super) plays: bool,
}

impl PartialEq for FigureProps {
    fn eq(&self, o: &Self) -> bool {
        self.name == o.name && Rc::ptr_eq(&self.scene, &o.scene) && self.sliders == o.sliders && self.plays == o.plays
    }
}

/// What changes a figure's scene, as controls that know nothing of lessons call it.
#[hook]
pub(super) fn use_change(props: &FigureProps) -> Callback<Change> {
    let (name, change) = (props.name.clone(), props.change.clone());
    use_callback((), move |edit: Change, ()| {
        if let Change::Edit(action) = edit {
            change.dispatch(FigureAction(name.clone(), vec![action]));
        }
    })
}

/// The line under a figure: what it shows, back to how the lesson has it, and on to the whole app.
#[hook]
pub(super) fn use_ways(ui: &Ui, scene: &Rc<Scene>) -> Html {
    let first = use_memo((), |()| Rc::clone(scene));
    let reset = {
        let (change, first) = (ui.change.clone(), Rc::clone(&first));
        Callback::from(move |_: MouseEvent| change.emit(Change::Edit(Action::Load(Box::new(Scene::clone(&first))))))
    };
    html! {
        <span class="ways">
            if **first != **scene {
                <button class="plain" onclick={reset}>{ ui.t(key::FIGURE_RESET) }</button>
            }
            <a href={format!("#{}", scene.write())}>{ ui.t(key::OPEN_IN_APP) }</a>
        </span>
    }
}

/// The colour of the run or curve that a number belongs to, as a class.
pub(super) fn colour(target: Target, scene: &Scene) -> String {
    let run = target.run().and_then(|i| scene.runs.get(i)).map(|run| run.slot);
    let curve = target.curve().map(|i| crate::chart::averages::slot(&scene.averages, i));
    format!("s{}", run.or(curve).unwrap_or(6) % crate::chart::theme::DASHES.len() + 1)
}

/// The changes that a button makes: `1.lr=2&1.beta=0.5`.
pub(super) fn settings(scene: &Scene, text: &str) -> Vec<Action> {
    let one = |setting: &str| {
        let (name, value) = setting.split_once('=')?;
        Some(Target::find(scene, name)?.set(read_decimal(value)?))
    };
    text.split('&').filter_map(one).collect()
}
