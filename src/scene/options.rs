//! The options of a run as links write them: `schedule:step,schedule.gamma:0.5,clip_norm:1,lookahead:5`; the scene's
//! `noise`; and the text of `downhill schedule`.

use super::read::{Ignored, Reason, known, settings, whole};
use super::{MAX_STEPS, write::with_params};
use crate::core::format::js_number;
use crate::core::options::{Clip, Lookahead, Options};
use crate::core::param::{BadValue, Range, read_number};
use crate::core::schedules::{SCHEDULES, Schedule, schedule};

/// The settings on which others depend.
pub(super) const FIRST: [&str; 2] = ["schedule", "lookahead"];

/// The noise unless its size is given: torch's own.
const SIGMA: f64 = 1.0;

pub(super) fn read(options: &mut Options, name: &str, text: &str) -> Result<(), Reason> {
    match (name, name.split_once('.')) {
        ("schedule", _) => options.schedule = if text == "none" { None } else { Some(named(text)?) },
        ("clip_norm", _) => options.clip.norm = limit(text)?,
        ("clip_value", _) => options.clip.value = limit(text)?,
        ("lookahead", _) if text == "none" => options.lookahead = None,
        ("lookahead", _) => {
            let steps = whole(text, 1, MAX_STEPS)?;
            options.lookahead = Some(Lookahead { steps, alpha: Lookahead::ALPHA });
        }
        ("lookahead.alpha", _) => match &mut options.lookahead {
            Some(lookahead) => lookahead.alpha = within(text, Range::PART)?,
            None => return Err(Reason::UnknownKey),
        },
        (_, Some(("schedule", id))) => match &mut options.schedule {
            Some(schedule) => schedule.read(id, text).ok_or(Reason::UnknownKey)??,
            None => return Err(Reason::UnknownKey),
        },
        _ => return Err(Reason::UnknownKey),
    }
    Ok(())
}

fn named(id: &str) -> Result<Schedule, Reason> {
    let ids = || known(&SCHEDULES.iter().map(|s| s.id).collect::<Vec<_>>());
    schedule(id).map(Schedule::new).ok_or_else(ids)
}

fn within(text: &str, allowed: Range) -> Result<f64, Reason> {
    let v = read_number(text).ok_or(Reason::NotANumber)?;
    if allowed.contains(v) { Ok(v) } else { Err(BadValue::OutOfRange(allowed.to_string()).into()) }
}

fn limit(text: &str) -> Result<Option<f64>, Reason> {
    if text == "none" { Ok(None) } else { within(text, Range::NOT_NEGATIVE).map(Some) }
}

/// Whether a link could hold it.
pub(super) fn allows_clip(clip: Clip) -> bool {
    [clip.value, clip.norm].into_iter().flatten().all(|v| Range::NOT_NEGATIVE.contains(v))
}

/// Whether a link could hold it.
pub(super) fn allows_lookahead(lookahead: Lookahead) -> bool {
    (1..=MAX_STEPS).contains(&lookahead.steps) && Range::PART.contains(lookahead.alpha)
}

pub(super) fn write(options: &Options, parts: &mut Vec<String>) {
    if let Some(schedule) = &options.schedule {
        parts.push(format!("schedule:{}", schedule.spec.id));
        parts.extend(schedule.differing().into_iter().map(|(id, text)| format!("schedule.{id}:{text}")));
    }
    for (name, limit) in [("clip_value", options.clip.value), ("clip_norm", options.clip.norm)] {
        if let Some(v) = limit {
            parts.push(format!("{name}:{}", js_number(v)));
        }
    }
    if let Some(Lookahead { steps, alpha }) = options.lookahead {
        parts.push(format!("lookahead:{steps}"));
        if alpha != Lookahead::ALPHA {
            parts.push(format!("lookahead.alpha:{}", js_number(alpha)));
        }
    }
}

/// Reads the value of `noise`.
pub(super) fn noise(text: &str) -> Result<Option<f64>, Reason> {
    let (kind, rest) = text.split_once(',').unwrap_or((text, ""));
    match (kind, rest) {
        ("none", "") => Ok(None),
        ("gaussian", "") => Ok(Some(SIGMA)),
        ("gaussian", rest) => match rest.strip_prefix("sigma:") {
            Some(sigma) => within(sigma, Range::NOT_NEGATIVE).map(Some),
            None => Err(Reason::UnknownKey),
        },
        _ => Err(known(&["none", "gaussian"])),
    }
}

pub(super) fn noise_text(sigma: f64) -> String {
    let settings = if sigma == SIGMA { Vec::new() } else { vec![format!("sigma:{}", js_number(sigma))] };
    format!("noise={}", with_params("gaussian", settings))
}

/// A schedule as the command line writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleText {
    /// The schedule.
    pub schedule: Schedule,
    /// The rate given to the optimizer, as torch has it.
    pub base_lr: f64,
}

/// The base rate of `downhill schedule` unless it is given.
const BASE_LR: f64 = 0.1;

/// Reads `step,base_lr:0.1,step_size:30`. `base_lr` may stand there twice with the same value: torch's CyclicLR takes it
/// once more than its optimizer.
///
/// # Errors
/// Everything in the text that cannot be used.
pub fn read_schedule(text: &str) -> Result<ScheduleText, Vec<Ignored>> {
    let (id, params) = text.split_once(',').unwrap_or((text, ""));
    let bad = |what: &str, reason| Ignored { what: what.to_string(), reason };
    let mut schedule = named(id).map_err(|reason| vec![bad(text, reason)])?;
    let (mut base, mut ignored) = (None, Vec::new());
    for setting in settings(params) {
        let result = if setting.name == "base_lr" {
            within(setting.value, Range::NOT_NEGATIVE).and_then(|v| match base.replace(v) {
                Some(before) if before != v => Err(Reason::Repeated),
                _ => Ok(()),
            })
        } else {
            setting.read(|id, text| Ok(schedule.read(id, text).ok_or(Reason::UnknownKey)??))
        };
        if let Err(reason) = result {
            ignored.push(bad(setting.text, reason));
        }
    }
    let read = ScheduleText { schedule, base_lr: base.unwrap_or(BASE_LR) };
    if ignored.is_empty() { Ok(read) } else { Err(ignored) }
}
