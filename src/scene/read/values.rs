//! Words and numbers of a link.

use super::ignored::Reason;
use crate::core::param::{read_flag, read_number};
use crate::core::surfaces::Domain;

pub(in crate::scene) fn known(names: &[&str]) -> Reason {
    Reason::UnknownName(names.join(", "))
}

pub(super) fn flag(value: &str) -> Result<bool, Reason> {
    read_flag(value).ok_or(Reason::NotAFlag)
}

pub(super) fn one_of(value: &str, names: &[&str]) -> Result<usize, Reason> {
    names.iter().position(|name| *name == value).ok_or_else(|| known(names))
}

pub(in crate::scene) fn whole(value: &str, low: usize, high: usize) -> Result<usize, Reason> {
    let number = read_number(value).ok_or(Reason::NotANumber)?;
    let inside = number.fract() == 0.0 && number >= low as f64 && number <= high as f64;
    if inside { Ok(number as usize) } else { Err(Reason::NotAllowed(format!("{low} … {high}"))) }
}

pub(super) fn numbers<const N: usize>(value: &str) -> Result<[f64; N], Reason> {
    let all: Option<Vec<f64>> = value.split(',').map(read_number).collect();
    all.and_then(|list| <[f64; N]>::try_from(list).ok()).ok_or(Reason::NotANumber)
}

pub(super) fn domain(value: &str) -> Result<Domain, Reason> {
    let [x0, x1, y0, y1] = numbers(value)?;
    let domain = Domain::new(x0, x1, y0, y1);
    if has_area(domain) { Ok(domain) } else { Err(Reason::NotAllowed("xmin < xmax, ymin < ymax".into())) }
}

/// Whether a domain has a width and a height, and finite ones.
pub fn has_area(d: Domain) -> bool {
    [d.x, d.y].iter().all(|(low, high)| low < high && (high - low).is_finite())
}
