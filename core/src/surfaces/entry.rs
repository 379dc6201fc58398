//! What the files of the surfaces are made of, and how it is sorted, when compiling, into what everybody needs
//! ([`SurfaceSpec`]) and what only lists show ([`About`]).

use super::{Domain, Places, Shape, SurfaceSettings, SurfaceSpec, TOLERANCE, Trouble};
use crate::objective::{Ground, Objective};
use crate::param::ParamSpec;
use crate::scalar::Vec2;
use std::sync::Arc;

/// What only lists show of a surface.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The name in links.
    pub id: &'static str,
    /// The formula in TeX.
    pub tex: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// A surface written in Rust. The fields are those of [`SurfaceSpec`], [`About`] and [`Shape`].
pub(super) struct Entry {
    pub id: &'static str,
    pub trouble: Trouble,
    pub tex: &'static str,
    pub plain: &'static str,
    pub params: &'static [ParamSpec],
    pub domain: Domain,
    pub start: Vec2,
    pub minima: fn(&SurfaceSettings) -> Vec<Vec2>,
    pub tolerance: f64,
    pub runs: &'static [&'static str],
    pub source: &'static str,
    pub build: Build,
}

/// What makes a surface's function.
pub(super) struct Build {
    pub one: fn(&SurfaceSettings) -> Arc<dyn Objective>,
    pub lanes: BuildLanes,
}

/// Makes the function as many lanes see it.
pub(super) type BuildLanes = fn(&SurfaceSettings) -> Box<dyn Ground>;

/// A surface written as a formula, which is also its plain text unless that would be too long.
pub(super) struct TextEntry {
    pub id: &'static str,
    pub trouble: Trouble,
    pub formula: &'static str,
    pub plain: &'static str,
    pub tex: &'static str,
    pub params: &'static [ParamSpec],
    pub domain: Domain,
    pub start: Vec2,
    pub minima: Places,
    pub tolerance: f64,
    pub runs: &'static [&'static str],
    pub source: &'static str,
}

impl TextEntry {
    /// What most entries have in common.
    pub const USUAL: TextEntry = TextEntry {
        id: "",
        trouble: Trouble::Bowl,
        formula: "",
        plain: "",
        tex: "",
        params: &[],
        domain: Domain::new(0.0, 0.0, 0.0, 0.0),
        start: [0.0, 0.0],
        minima: Places::At(&[]),
        tolerance: TOLERANCE,
        runs: &[],
        source: "",
    };

    const fn spec(&self) -> SurfaceSpec {
        SurfaceSpec {
            id: self.id,
            trouble: self.trouble,
            plain: if self.plain.is_empty() { self.formula } else { self.plain },
            params: self.params,
            domain: self.domain,
            start: self.start,
            tolerance: self.tolerance,
            runs: self.runs,
            shape: Shape::Text { formula: self.formula, minima: self.minima },
        }
    }
}

impl Entry {
    const fn spec(&self) -> SurfaceSpec {
        SurfaceSpec {
            id: self.id,
            trouble: self.trouble,
            plain: self.plain,
            params: self.params,
            domain: self.domain,
            start: self.start,
            tolerance: self.tolerance,
            runs: self.runs,
            shape: Shape::Code { build: self.build.one, minima: self.minima },
        }
    }
}

/// How many surfaces there are.
pub(super) const fn count(entries: &[Entry], texts: &[&[TextEntry]]) -> usize {
    let (mut count, mut group) = (entries.len(), 0);
    while group < texts.len() {
        count += texts[group].len();
        group += 1;
    }
    count
}

/// The descriptions of all of them.
pub(super) const fn specs<const N: usize>(entries: &[Entry], texts: &[&[TextEntry]]) -> [SurfaceSpec; N] {
    let mut all = [entries[0].spec(); N];
    let mut i = 0;
    while i < entries.len() {
        all[i] = entries[i].spec();
        i += 1;
    }
    let mut group = 0;
    while group < texts.len() {
        let mut k = 0;
        while k < texts[group].len() {
            all[i] = texts[group][k].spec();
            (i, k) = (i + 1, k + 1);
        }
        group += 1;
    }
    all
}

/// What lists show of all of them, in the same order.
pub(super) const fn abouts<const N: usize>(entries: &[Entry], texts: &[&[TextEntry]]) -> [About; N] {
    let mut all = [About { id: "", tex: "", source: "" }; N];
    let mut i = 0;
    while i < entries.len() {
        let Entry { id, tex, source, .. } = entries[i];
        all[i] = About { id, tex, source };
        i += 1;
    }
    let mut group = 0;
    while group < texts.len() {
        let mut k = 0;
        while k < texts[group].len() {
            let TextEntry { id, tex, source, .. } = texts[group][k];
            all[i] = About { id, tex, source };
            (i, k) = (i + 1, k + 1);
        }
        group += 1;
    }
    all
}
