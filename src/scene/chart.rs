//! What the chart under the landscape shows: the losses of all runs, or a quantity of the selected one.

use super::Scene;
use super::read::{Reason, known};
use crate::core::series::Series;
use crate::core::surfaces::Surface;

/// What the chart shows, and on which scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What.
    pub what: Series,
    /// Whether the scale is linear and not logarithmic.
    pub linear: bool,
}

impl Chart {
    /// Reads `gradient` or `gradient,linear`.
    pub(super) fn read(text: &str) -> Result<Chart, Reason> {
        let (id, scale) = text.split_once(',').unwrap_or((text, "log"));
        let what = Series::all().find(|series| series.id() == id).ok_or_else(|| {
            let ids: Vec<&str> = Series::all().map(Series::id).collect();
            known(&ids)
        })?;
        match scale {
            "log" => Ok(Chart { what, linear: false }),
            "linear" => Ok(Chart { what, linear: true }),
            _ => Err(known(&["log", "linear"])),
        }
    }

    /// The text that [`Chart::read`] reads.
    pub(super) fn write(self) -> String {
        let scale = if self.linear { ",linear" } else { "" };
        [self.what.id(), scale].concat()
    }
}

impl Scene {
    /// What there is to chart: for the selected run, or only the losses.
    pub fn series(&self, surface: &Surface) -> Vec<Series> {
        self.runs.get(self.select).map_or(vec![Series::Loss], |run| Series::of(&self.plan(run), surface))
    }

    /// What the chart shows: the losses if the selected run does not have what was asked for.
    pub fn charted(&self, surface: &Surface) -> Series {
        let wanted = self.chart.what;
        if wanted == Series::Loss || !self.series(surface).contains(&wanted) { Series::Loss } else { wanted }
    }
}
