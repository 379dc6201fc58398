//! The pointer: what is under it, and which run it is at.

use super::{Stand, State};
use crate::chart::pen::Px;
use crate::scene::Action;
use crate::terrain::camera::View;
use crate::terrain::pick;
use crate::text::number;
use crate::web::gesture::REACH;
use crate::web::terrain::dom::style;
use crate::web::terrain::lines::Line;
use crate::web::tool;

impl Stand {
    /// The pointer is over a place of the picture: what is there, and which run.
    pub fn look_at(&self, at: Px) {
        self.touched();
        let (text, run, size) = {
            let state = self.state.borrow();
            let (Some(view), Some(scenery), Some(told)) = (state.view(), &state.scenery, &state.told) else { return };
            let hit = pick::at(&view, &scenery.relief, &scenery.mesh, at);
            let text = hit.map(|hit| {
                let [x, y] = hit.plane;
                let f = told.surface.objective.value(hit.plane);
                format!("x {}   y {}   f {}", number(x, 3), number(y, 3), number(f, 3))
            });
            (text, self.run_at(&state, &view, at, REACH), view.size)
        };
        let tip = &self.dom.tip;
        tip.set_hidden(text.is_none());
        tip.set_text_content(text.as_deref());
        // Beyond the middle the plate stands on the other side, so that it never leaves the picture.
        let (dx, dy) =
            (if at.0 > size.0 * 0.7 { -190.0 } else { 14.0 }, if at.1 > size.1 - 60.0 { -40.0 } else { 14.0 });
        style(tip, "left", &format!("{}px", at.0 + dx));
        style(tip, "top", &format!("{}px", at.1 + dy));
        self.point(run);
    }

    /// The pointer is elsewhere.
    pub fn look_away(&self) {
        self.hide_tip();
        self.point(None);
    }

    /// Hides the read-out.
    pub fn hide_tip(&self) {
        self.dom.tip.set_hidden(true);
    }

    fn point(&self, run: Option<usize>) {
        if std::mem::replace(&mut self.state.borrow_mut().pointed, run) != run {
            tool::point(run);
        }
    }

    /// Selects the run at a place of the picture, if there is one.
    pub fn select_at(&self, at: Px, touch: bool) {
        let run = {
            let state = self.state.borrow();
            let reach = if touch { 2.0 * REACH } else { REACH };
            state.view().and_then(|view| self.run_at(&state, &view, at, reach))
        };
        if let Some(run) = run {
            // Whoever embeds may have locked it.
            let _ = self.give(Action::Select(run), "select");
        }
    }

    /// The run whose path passes nearest to a place of the picture within reach.
    fn run_at(&self, state: &State, view: &View, at: Px, reach: f64) -> Option<usize> {
        let distance = |line: &Line| {
            let mut best = f64::INFINITY;
            let mut before: Option<Px> = None;
            for [x, y, z, way] in &line.points {
                let here = (*way >= 0.0).then(|| view.see([*x, *y, *z].map(f64::from)).at);
                if let (Some(a), Some(b)) = (before, here) {
                    best = best.min(apart(at, a, b));
                }
                before = here;
            }
            best
        };
        let all = state.paths.lines.iter().enumerate().map(|(i, line)| (i, distance(line)));
        all.filter(|(_, far)| *far <= reach).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }
}

/// How far a place is from a piece of line.
fn apart(to: Px, a: Px, b: Px) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along = ((to.0 - a.0) * dx + (to.1 - a.1) * dy) / (dx * dx + dy * dy);
    let share = if along.is_nan() { 0.0 } else { along.clamp(0.0, 1.0) };
    (to.0 - a.0 - share * dx).hypot(to.1 - a.1 - share * dy)
}
