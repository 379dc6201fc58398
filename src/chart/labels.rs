//! Words beside marks that keep out of each other's way.

use super::frame::Frame;
use super::pen::{Align, Ink, Pen, Px, Type};
use plotters_backend::DrawingErrorKind;

/// What words keep away from.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Boxes that are taken.
    taken: Vec<(Px, Px)>,
    /// Places on lines: better left free, if there is a choice.
    lines: Vec<Px>,
}

/// Pixels between the places that stand for a line.
const GRAIN: f64 = 6.0;

impl Labels {
    /// Keeps words out of a box between two corners, upper left first.
    pub fn block(&mut self, from: Px, to: Px) {
        self.taken.push((from, to));
    }

    /// Whether a box is free and on the plot.
    pub fn is_free(&self, frame: &Frame, (from, to): (Px, Px)) -> bool {
        let apart = |(a, b): &(Px, Px)| to.0 < a.0 || from.0 > b.0 || to.1 < a.1 || from.1 > b.1;
        self.taken.iter().all(apart) && frame.contains(from) && frame.contains(to)
    }

    /// Prefers that words do not cross a line.
    pub fn avoid(&mut self, line: &[Px]) {
        for pair in line.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            // A line that leaves the picture need not be followed to its end.
            let count = (dx.hypot(dy) / GRAIN).ceil().clamp(1.0, 400.0) as usize;
            self.lines.extend((0..count).map(|k| {
                let share = k as f64 / count as f64;
                (pair[0].0 + dx * share, pair[0].1 + dy * share)
            }));
        }
    }

    /// Writes words beside a mark, in that of eight positions which is free, inside the plot, and crosses the least
    /// of lines, and says where they stand; if none is free nothing is written: the list beside the picture still tells.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn place<B: Ink>(
        &mut self,
        pen: &mut Pen<B>,
        frame: &Frame,
        text: &str,
        mark: Px,
        distance: f64,
        look: Type,
    ) -> Result<Option<(Px, Px)>, DrawingErrorKind<B::ErrorType>> {
        let width = pen.text_width(text, look)?;
        let height = look.size * pen.em * 1.3;
        let (gap, half) = (distance * pen.em, height / 2.0);
        let slant = gap * 0.72;
        // Right, left, then above and below, then the corners.
        let places = [
            (gap, 0.0, Align::Left),
            (-gap, 0.0, Align::Right),
            (0.0, -gap - half, Align::Centre),
            (0.0, gap + half, Align::Centre),
            (slant, -slant - half * 0.5, Align::Left),
            (slant, slant + half * 0.5, Align::Left),
            (-slant, -slant - half * 0.5, Align::Right),
            (-slant, slant + half * 0.5, Align::Right),
        ];
        let mut best: Option<(usize, Px, Align, Px, Px)> = None;
        for (dx, dy, align) in places {
            let at = (mark.0 + dx, mark.1 + dy);
            let left = match align {
                Align::Left => at.0,
                Align::Centre => at.0 - width / 2.0,
                Align::Right => at.0 - width,
            };
            let (from, to) = ((left - 2.0, at.1 - half), (left + width + 2.0, at.1 + half));
            if !self.is_free(frame, (from, to)) {
                continue;
            }
            let within = |p: &&Px| (from.0..=to.0).contains(&p.0) && (from.1..=to.1).contains(&p.1);
            let crossed = self.lines.iter().filter(within).count();
            if best.is_none_or(|(least, ..)| crossed < least) {
                best = Some((crossed, at, align, from, to));
            }
        }
        let Some((_, at, align, from, to)) = best else { return Ok(None) };
        pen.text(text, at, Type { align, ..look })?;
        self.block(from, to);
        Ok(Some((from, to)))
    }
}
