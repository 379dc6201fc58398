//! The runs, and the `name:value` that runs, surfaces and options have in common.

use super::ignored::{Ignored, Reason};
use super::values::whole;
use super::{Complaints, Pair};
use crate::core::optimizers::optimizer;
use crate::core::options::Options;
use crate::core::param::{position, read_flag};
use crate::scene::run::{MAX_RUNS, Run};
use crate::scene::{Scene, optimizer_ids, options};

/// Reads all runs; without any that can be used, and without `run=none`, the surface's own stay.
pub(super) fn read_runs(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let (mut runs, mut none) = (Vec::new(), None);
    for (place, pair) in pairs.iter().enumerate().filter(|(_, p)| p.key == "run") {
        let mut ignored = Vec::new();
        if pair.value == "none" {
            match none {
                None => none = Some(place),
                Some(_) => bad.pair(place, pair, Reason::Repeated),
            }
        } else if runs.len() == MAX_RUNS {
            bad.pair(place, pair, Reason::TooManyRuns);
        } else if let Some(run) = run(&pair.value, runs.len(), &mut ignored) {
            runs.push(run);
        } else {
            bad.pair(place, pair, Reason::UnknownName(optimizer_ids()));
        }
        bad.0.extend(ignored.into_iter().map(|i| (place, i)));
    }
    if let Some(place) = none.filter(|_| !runs.is_empty()) {
        bad.pair(place, &pairs[place], Reason::OtherRuns);
    }
    if none.is_some() || !runs.is_empty() {
        scene.runs = runs;
    }
}

/// One `name:value` of a run or surface.
pub(in crate::scene) struct Setting<'a> {
    pub text: &'a str,
    pub name: &'a str,
    pub value: &'a str,
    repeated: bool,
}

impl Setting<'_> {
    /// Uses it, unless its name was there before.
    pub fn read(&self, mut use_it: impl FnMut(&str, &str) -> Result<(), Reason>) -> Result<(), Reason> {
        if self.repeated { Err(Reason::Repeated) } else { use_it(self.name, self.value) }
    }
}

pub(in crate::scene) fn settings(text: &str) -> Vec<Setting<'_>> {
    let mut all: Vec<Setting> = Vec::new();
    for text in text.split(',').filter(|p| !p.is_empty()) {
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        let repeated = all.iter().any(|s| s.name == name);
        all.push(Setting { text, name, value, repeated });
    }
    all
}

/// Reads `adam,lr:0.1,…`; none if there is no such optimizer. Bad parameters keep their default and are reported.
pub(in crate::scene) fn run(text: &str, slot: usize, ignored: &mut Vec<Ignored>) -> Option<Run> {
    let (id, params) = text.split_once(',').unwrap_or((text, ""));
    let mut run = Run::new(optimizer(id)?, slot);
    let settings = settings(params);
    // What has parameters of its own comes first, wherever it stands.
    for name in options::FIRST {
        if let Some(setting) = settings.iter().find(|s| s.name == name) {
            let _ = options::read(&mut run.options, name, setting.value);
        }
    }
    for setting in &settings {
        if let Err(reason) = setting.read(|name, text| read_setting(&mut run, name, text)) {
            ignored.push(Ignored { what: setting.text.to_string(), reason });
        }
    }
    if let Some(id) = run.conflict()
        && let Some(i) = position(run.optimizer.params, id)
    {
        let what = settings.iter().find(|s| s.name == id).map_or(id, |s| s.text).to_string();
        ignored.push(Ignored { what, reason: Reason::Nesterov });
        run.values[i] = run.optimizer.params[i].default;
    }
    Some(run)
}

fn read_setting(run: &mut Run, name: &str, text: &str) -> Result<(), Reason> {
    match position(run.optimizer.params, name) {
        Some(i) => run.values[i] = run.optimizer.params[i].read(text)?,
        None if name == "hidden" => run.hidden = read_flag(text).ok_or(Reason::NotAFlag)?,
        None if name == "slot" => run.slot = whole(text, 1, 99)? - 1,
        // Those that came first already are read here for what is wrong with them.
        None if options::FIRST.contains(&name) => options::read(&mut Options::default(), name, text)?,
        None => options::read(&mut run.options, name, text)?,
    }
    Ok(())
}
