//! The keys of the averages.

use super::ignored::Reason;
use super::values::{flag, known, one_of, whole};
use crate::core::average::Start;
use crate::core::param::{Range, read_number};
use crate::scene::{Data, MAX_CURVES, MAX_DAYS, Scene};

/// The keys of the averages page.
pub(super) const AVERAGES_KEYS: [&str; 9] =
    ["beta", "days", "data", "offset", "init", "correct", "mean", "mark", "curve"];

pub(super) fn read_averages(key: &str, value: &str, scene: &mut Scene) -> Result<(), Reason> {
    let own = &mut scene.averages;
    match key {
        "beta" => own.betas = betas(value)?,
        "days" => own.days = whole(value, 1, MAX_DAYS)?,
        "data" => own.data = data(value)?,
        "offset" => own.offset = read_number(value).filter(|v| v.is_finite()).ok_or(Reason::NotANumber)?,
        "init" => own.start = if one_of(value, &["first", "zero"])? == 0 { Start::First } else { Start::Zero },
        "correct" => own.corrected = flag(value)?,
        "mean" => own.mean = flag(value)?,
        "mark" => own.mark = Some(whole(value, 1, MAX_DAYS)?),
        _ => own.curve = whole(value, 0, MAX_CURVES - 1)?,
    }
    Ok(())
}

fn betas(value: &str) -> Result<Vec<f64>, Reason> {
    let all: Option<Vec<f64>> = value.split('/').map(read_number).collect();
    let all = all.ok_or(Reason::NotANumber)?;
    if !all.iter().all(|b| Range::UNIT.contains(*b)) {
        return Err(Reason::NotAllowed(Range::UNIT.to_string()));
    }
    if all.len() > MAX_CURVES { Err(Reason::NotAllowed(format!("β × 1 … {MAX_CURVES}"))) } else { Ok(all) }
}

/// A preset, or numbers joined by `/`; a single number is a list of one.
fn data(value: &str) -> Result<Data, Reason> {
    if let Some((_, preset)) = Data::PRESETS.into_iter().find(|(name, _)| *name == value) {
        return Ok(preset);
    }
    if !value.contains('/') && read_number(value).is_none() {
        return Err(known(&Data::PRESETS.map(|(name, _)| name)));
    }
    let all: Option<Vec<f64>> = value.split('/').map(|v| read_number(v).filter(|v| v.is_finite())).collect();
    let all = all.ok_or(Reason::NotANumber)?;
    if all.len() > MAX_DAYS { Err(Reason::NotAllowed(format!("1 … {MAX_DAYS}"))) } else { Ok(Data::Own(all)) }
}

/// The curve that is selected unless the link says otherwise: β = 0.9, the article's, or the first.
pub(in crate::scene) fn default_curve(betas: &[f64]) -> usize {
    betas.iter().position(|b| *b == 0.9).unwrap_or(0)
}
