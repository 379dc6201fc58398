//! The charts of a scene: the losses or a quantity against the step, the data.

use super::Race;
use crate::chart::fit::{FitChart, FitCurve};
use crate::chart::frame::Insets;
use crate::chart::loss::{Curve, LossChart, Scale};
use crate::chart::paths::Emphasis;
use crate::chart::quantity::{self, Subject};
use crate::core::run::{Outcome, Point, Trajectory};
use crate::core::scalar::Vec2;
use crate::core::series::Series;
use crate::scene::Run;
use crate::text::quantity_name;

impl Race<'_> {
    /// The chart that the scene asks for in a picture of some size: the losses, or a quantity of the selected run.
    pub fn chart(&self, size: (f64, f64), gutter: Insets) -> LossChart {
        let (what, select) = (self.scene.charted(self.surface), self.scene.select);
        let scale = if self.scene.chart.linear { Scale::Linear } else { Scale::Log };
        let (Some(run), Some(path)) = (self.scene.runs.get(select), self.runs.get(select)) else {
            return self.loss_chart(size, gutter);
        };
        if what == Series::Loss {
            return self.loss_chart(size, gutter);
        }
        let record = self.scene.plan(run).record(self.surface);
        let subject = Subject {
            record: &record,
            surface: self.surface,
            series: what,
            symbol: what.symbol(run.optimizer.id),
            slot: run.slot,
            diverges: matches!(path.outcome, Outcome::Diverged { .. }),
        };
        quantity::chart(&subject, scale, size, gutter, self.scene.steps)
    }

    /// The chart of the losses in a picture of some size.
    pub fn loss_chart(&self, size: (f64, f64), gutter: Insets) -> LossChart {
        let linear = self.scene.chart.linear;
        let scale = if linear { Scale::Linear } else { Scale::Log };
        let names = self.scene.run_names(self.lang);
        let floor = self.floor();
        let all = self.scene.runs.iter().zip(self.runs).zip(names).enumerate();
        let curves = all
            .filter(|(_, ((run, _), _))| !run.hidden)
            .map(|(i, ((run, trajectory), name))| {
                Curve::on(scale, trajectory, floor, run.slot, name, self.emphasis(i) == Emphasis::Selected)
            })
            .collect();
        let new = if linear { LossChart::linear } else { LossChart::new };
        new(size, gutter, self.scene.steps, curves)
    }

    /// The chart of the data with what each run expects of them at a step, where the surface has data.
    pub fn fit_chart(&self, size: (f64, f64), gutter: Insets, step: usize) -> Option<FitChart<'_>> {
        let points: Vec<Vec2> = self.runs.iter().map(|path| path.at(step).point).collect();
        self.fit_chart_at(size, gutter, step, &points)
    }

    /// The same, of runs of which only the points at the step are known.
    pub fn fit_chart_at(&self, size: (f64, f64), gutter: Insets, step: usize, points: &[Vec2]) -> Option<FitChart<'_>> {
        let fit = self.surface.objective.data()?;
        let curve = |(i, (run, weights)): (usize, (&Run, &Vec2))| {
            let emphasis = self.emphasis(i);
            let (selected, dimmed) = (emphasis == Emphasis::Selected, emphasis == Emphasis::Dimmed);
            (!run.hidden).then_some(FitCurve { slot: run.slot, weights: *weights, selected, dimmed })
        };
        let curves = self.scene.runs.iter().zip(points).enumerate().filter_map(curve).collect();
        let terms = fit.terms();
        let batch = self.scene.batches().filter(|batch| batch.size < terms && step < self.scene.steps);
        let batch = batch.map_or_else(Vec::new, |batch| batch.at(terms, step));
        let names = fit.quantities.map(|id| quantity_name(self.lang, id));
        Some(FitChart::new(size, gutter, fit, names, curves, batch))
    }

    /// Losses are shown above the lowest known minimum; where none is known, above the lowest loss of all runs.
    fn floor(&self) -> f64 {
        let least = |points: &mut dyn Iterator<Item = &Point>| points.map(|p| p.loss).fold(f64::INFINITY, f64::min);
        // A run that falls without end would press all others into one line.
        let ends = |run: &&Trajectory| !matches!(run.outcome, Outcome::Diverged { .. });
        let reached = least(&mut self.runs.iter().filter(ends).flat_map(|run| &run.points));
        let begun = || least(&mut self.runs.iter().filter_map(|run| run.points.first()));
        let reached = if reached.is_finite() { reached } else { begun() };
        // A run may end below every minimum that is known: then that is the floor.
        self.surface.lowest().map_or(reached, |lowest| lowest.min(reached))
    }
}
