//! What the stage knows: the scene it shows, the play-head, its canvases and their layers.

use crate::chart::arrows::Arrows;
use crate::chart::fan::Fan;
use crate::chart::frame::Frame;
use crate::chart::landscape::Landscape;
use crate::chart::loss::LossChart;
use crate::chart::paths::Path;
use crate::chart::race::Names;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Scene, Theme};
use crate::text::Lang;
use crate::web::canvas::Layer;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::Callback;

/// Everything the pictures depend on, besides the play-head.
#[derive(Clone)]
pub struct Show {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// The fan of seeds of the selected run, if one is drawn.
    pub fan: Rc<Vec<Trajectory>>,
    /// The theme in force.
    pub theme: Theme,
    /// The language in force.
    pub lang: Lang,
    /// Which arrows are drawn at the selected run.
    pub arrows: Arrows,
    /// Whether lines are strong, for a projector.
    pub strong: bool,
    /// Whether it is drawn on paper, where nothing can be dragged.
    pub paper: bool,
}

/// What the stage tells those who listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The step shown.
    pub step: usize,
    /// The last step.
    pub steps: usize,
    /// Whether it is playing.
    pub playing: bool,
}

pub(super) struct State {
    pub(super) show: Option<Show>,
    /// The play-head, in steps; fractions while playing.
    pub(super) head: f64,
    pub(super) playing: bool,
    /// Steps a second.
    pub(super) speed: f64,
    /// Whether the person has stopped at this step: then the link says so.
    pub(super) stopped: bool,
    /// The index of the run pointed at.
    pub(super) hover: Option<usize>,
    pub(super) told: Option<Head>,
    pub(super) land: Option<View>,
    pub(super) loss: Option<LossView>,
    pub(super) em: f64,
    pub(super) density: f64,
    pub(super) on_frame: Option<Callback<Frame>>,
    /// Hears of the play-head in each frame of a scene with particles.
    pub(super) on_flow: Option<fn(f64)>,
    pub(super) dirty: bool,
    /// While a slider of a long race moves, the picture is a draft; this draws it in full once the slider rests.
    pub(super) settling: Option<Timeout>,
    /// What a step that is being played has still to do.
    pub(super) waiting: Waiting,
}

/// What comes a frame or two after the landscape while it plays.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waiting {
    /// The loss chart has to be drawn.
    pub(super) loss: bool,
    /// Those who listen have to hear of the step.
    pub(super) words: bool,
}

/// The landscape's canvas with its layers.
///
/// While it plays, what does not move is copied from a layer; while controls move, it is drawn straight onto the
/// screen: a browser has to finish a layer before it can copy it, which costs more than drawing once.
pub(super) struct View {
    pub(super) screen: Layer,
    pub(super) ground: Layer,
    /// The ground with the paths up to a step, for playing.
    pub(super) layer: Layer,
    /// That step, if the layer can be used.
    pub(super) trail: Option<usize>,
    /// Where the last frame drew marks.
    pub(super) touched: Vec<((f64, f64), (f64, f64))>,
    pub(super) size: (f64, f64),
    pub(super) gutters: bool,
    pub(super) safe_top: f64,
    pub(super) frame: Option<Frame>,
    /// How the plane will lie once the view that has been asked for is drawn.
    pub(super) wanted: Option<Frame>,
    pub(super) landscape: Option<Landscape>,
    pub(super) paths: Vec<Option<Path>>,
    pub(super) fan: Option<Fan>,
    pub(super) names: Names,
    pub(super) ground_stale: bool,
    pub(super) paths_stale: bool,
}

/// The loss chart's canvas with its layers.
pub(super) struct LossView {
    pub(super) screen: Layer,
    pub(super) axes: Layer,
    pub(super) full: Layer,
    pub(super) layers_stale: bool,
    pub(super) size: (f64, f64),
    pub(super) chart: Option<LossChart>,
    pub(super) stale: bool,
}

impl State {
    pub(super) fn steps(&self) -> usize {
        self.show.as_ref().map_or(0, |show| show.scene.steps)
    }

    pub(super) fn head(&self) -> Head {
        Head { step: self.head.floor() as usize, steps: self.steps(), playing: self.playing }
    }
}
