//! What the author of a link decides about the page around the picture: an embed, its sliders, what is hidden, what is
//! locked, whether the reader has to guess first.

use super::{Action, Reason, Scene, Target};

/// What the author of a link decides about the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Only the landscape, the transport and at most two sliders.
    pub embed: bool,
    /// The sliders of an embed, by the names of [`Target`]; none for the selected run's own.
    pub sliders: Option<Vec<String>>,
    /// What is hidden, of [`PANELS`], in that order.
    pub hide: Vec<&'static str>,
    /// What cannot be changed, of [`CONTROLS`], in that order.
    pub lock: Vec<&'static str>,
    /// Whether paths are hidden until the reader has guessed where the selected run ends.
    pub predict: bool,
}

/// What can be hidden: the bar at the top; the name of the surface with the choice of another one; the buttons of the
/// view; the scale of colours; the chart below the landscape; the list of runs; the numbers of the selected run.
pub const PANELS: [&str; 7] = ["bar", "surface", "view", "scale", "chart", "runs", "inspector"];

/// What can be locked: the surface; the start; the part of the plane that is seen; which runs there are; their
/// parameters; at which rates they are compared; what is random.
pub const CONTROLS: [&str; 7] = ["surface", "start", "view", "runs", "parameters", "rates", "noise"];

/// An embed has room for so many sliders.
pub const MAX_SLIDERS: usize = 2;

/// The names of a list that are among those known, in their order.
pub(super) fn names(value: &str, known: &[&'static str]) -> Result<Vec<&'static str>, Reason> {
    let all = value.split('/').all(|name| known.contains(&name));
    let named = known.iter().copied().filter(|name| value.split('/').any(|other| other == *name)).collect();
    if all { Ok(named) } else { Err(super::read::known(known)) }
}

/// The sliders that a link names, before it is known whether they exist.
pub(super) fn sliders(value: &str) -> Result<Option<Vec<String>>, Reason> {
    let mut names: Vec<String> = Vec::new();
    for name in value.split('/').filter(|_| value != "none") {
        if !names.iter().any(|other| other == name) {
            names.push(name.into());
        }
    }
    let most = format!("0 … {MAX_SLIDERS}");
    if names.len() > MAX_SLIDERS { Err(Reason::NotAllowed(most)) } else { Ok(Some(names)) }
}

impl Wishes {
    /// Whether something is hidden.
    pub fn hides(&self, panel: &str) -> bool {
        self.hide.contains(&panel)
    }

    /// Whether something is locked.
    pub fn locks(&self, control: &str) -> bool {
        self.lock.contains(&control)
    }

    /// Whether a change is one that is not locked.
    pub fn allow(&self, action: &Action) -> bool {
        use Action as A;
        let control = match action {
            A::SetSurface(_) | A::SetSurfaceParam(..) | A::SetPoints(_) | A::SetFormula(_) | A::SetVar(..) => "surface",
            A::SetStart(_) => "start",
            A::SetDomain(_) | A::SetCamera(_) => "view",
            A::SetOptimizer(..) | A::AddRun(_) | A::DuplicateRun(_) | A::RemoveRun(_) | A::MoveRun(..) => "runs",
            A::SetParam(..) | A::SetConvention(..) | A::SetSchedule(..) | A::SetScheduleParam(..) => "parameters",
            A::SetClip(..) | A::SetLookahead(..) => "parameters",
            A::SetRates(_) => "rates",
            A::SetNoise(_) | A::SetBatch(_) | A::SetSeed(_) | A::SetFan(_) => "noise",
            _ => return true,
        };
        !self.locks(control)
    }

    /// What a link says of it.
    pub(super) fn write(&self, parts: &mut Vec<String>) {
        if let Some(sliders) = &self.sliders {
            parts.push(["sliders=", &if sliders.is_empty() { "none".into() } else { sliders.join("/") }].concat());
        }
        for (key, list) in [("hide=", &self.hide), ("lock=", &self.lock)] {
            if !list.is_empty() {
                parts.push([key, &list.join("/")].concat());
            }
        }
        for (text, on) in [("predict=1", self.predict), ("embed=1", self.embed)] {
            if on {
                parts.push(text.into());
            }
        }
    }
}

impl Scene {
    /// Sliders of a run that has been removed have nothing to set any more.
    pub(super) fn keep_sliders_of_what_is_there(&mut self) {
        if let Some(mut names) = self.wishes.sliders.take() {
            names.retain(|name| Target::find(self, name).is_some());
            self.wishes.sliders = Some(names);
        }
    }

    /// Runs have other places: the sliders of the embed go with them, or with none of them.
    pub(super) fn renumber_sliders(&mut self, place: impl Fn(usize) -> Option<usize>) {
        let moved = |name: &String| {
            let Some((Ok(run), param)) = name.split_once('.').map(|(run, param)| (run.parse(), param)) else {
                return Some(name.clone());
            };
            Some(format!("{}.{param}", place(run)?))
        };
        if let Some(names) = &mut self.wishes.sliders {
            *names = names.iter().filter_map(moved).collect();
        }
    }

    /// The sliders of the embed: those that the link names, or the first two of the selected run.
    pub fn sliders(&self) -> Vec<String> {
        if let Some(named) = &self.wishes.sliders {
            return named.clone();
        }
        let Some(run) = self.runs.get(self.select).filter(|_| !self.wishes.locks("parameters")) else {
            return Vec::new();
        };
        let main = run.optimizer.rate().map(|spec| spec.id).into_iter().chain(run.optimizer.main.iter().copied());
        let mut names: Vec<String> = Vec::new();
        for name in main.map(|id| format!("{}.{id}", self.select)) {
            if names.len() < MAX_SLIDERS && !names.contains(&name) && Target::find(self, &name).is_some() {
                names.push(name);
            }
        }
        names
    }
}
