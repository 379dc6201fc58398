//! Questions about the pictures: what lies where, what is at a place.

use super::Stage;
use crate::chart::frame::Frame;
use crate::chart::landscape::ColourBar;
use crate::chart::theme::Palette;
use crate::core::format::round_to;
use crate::core::surfaces::Domain;

impl Stage {
    /// How the plane lies in the landscape now.
    pub fn frame(&self) -> Option<Frame> {
        self.0.state.borrow().land.as_ref()?.frame
    }

    /// The domain that shows what is seen now, moved by some pixels and then enlarged around a place.
    pub fn moved(&self, by: (f64, f64), around: (f64, f64), factor: f64) -> Option<Domain> {
        let mut guard = self.0.state.borrow_mut();
        let state = &mut *guard;
        let em = state.em;
        let view = state.land.as_mut()?;
        // Events come faster than frames: each goes on from where the one before it wants to be.
        let frame = view.wanted.or(view.frame)?;
        let (safe, (left, top, right, bottom)) = (view.safe(), frame.plot());
        let from = |corner: (f64, f64)| {
            let moved = (corner.0 - by.0, corner.1 - by.1);
            frame.plane((around.0 + (moved.0 - around.0) / factor, around.1 + (moved.1 - around.1) / factor))
        };
        let [x0, y0] = from((left + safe.left, bottom - safe.bottom));
        let [x1, y1] = from((right - safe.right, top + safe.top));
        let span = (x1 - x0).min(y1 - y0);
        // Beyond this floats cannot tell neighbouring pixels apart, or the numbers mean nothing any more.
        let far = x0.abs().max(x1.abs()).max(y0.abs()).max(y1.abs());
        let possible = span.is_finite() && span > 1e-9 * (1.0 + far) && far < 1e6;
        // No more digits in the link than can be seen: a ten-thousandth of the view is a fraction of a pixel.
        let [x0, x1, y0, y1] = [x0, x1, y0, y1].map(|v| round_to(v, 1e-4 * span));
        let domain = possible.then(|| Domain::new(x0, x1, y0, y1))?;
        view.wanted = Some(view.fit(domain, em));
        Some(domain)
    }

    /// The scale of the landscape's colours.
    pub fn colour_bar(&self) -> Option<ColourBar> {
        let state = self.0.state.borrow();
        let show = state.show.as_ref()?;
        let landscape = state.land.as_ref()?.landscape.as_ref()?;
        Some(landscape.colour_bar(Palette::of(show.theme)))
    }

    /// The tone, 0 to 1, of a value of f in the landscape: its place on the colour bar.
    pub fn tone(&self, f: f64) -> Option<f64> {
        let state = self.0.state.borrow();
        Some(state.land.as_ref()?.landscape.as_ref()?.field.tones.tone(f).clamp(0.0, 1.0))
    }

    /// The run whose name is at a place of the landscape, or whose path passes nearest within reach.
    pub fn run_at(&self, at: (f64, f64), reach: f64) -> Option<usize> {
        let state = self.0.state.borrow();
        let view = state.land.as_ref()?;
        let inside =
            |(from, to): &((f64, f64), (f64, f64))| (from.0..=to.0).contains(&at.0) && (from.1..=to.1).contains(&at.1);
        if let Some((run, _)) = view.names.iter().find(|(_, place)| inside(place)) {
            return Some(*run);
        }
        let distances = view.paths.iter().enumerate().filter_map(|(i, p)| Some((i, p.as_ref()?.distance(at))));
        distances.filter(|(_, d)| *d <= reach).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    /// The run whose curve or name is at a place of the loss chart, within reach.
    pub fn curve_at(&self, at: (f64, f64), reach: f64) -> Option<usize> {
        let state = self.0.state.borrow();
        let slot = state.loss.as_ref()?.chart.as_ref()?.slot_at(at, reach)?;
        state.show.as_ref()?.scene.runs.iter().position(|run| run.slot == slot)
    }

    /// The step of the loss chart at a place.
    pub fn step_at(&self, x: f64) -> Option<usize> {
        Some(self.0.state.borrow().loss.as_ref()?.chart.as_ref()?.step_at(x))
    }
}
