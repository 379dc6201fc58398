//! Words beside marks that keep out of each other's way.

use super::frame::Frame;
use super::pen::{Align, Ink, Pen, Px, Type};
use plotters_backend::{DrawingBackend, DrawingErrorKind};

/// The boxes that are taken.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    taken: Vec<(Px, Px)>,
}

impl Labels {
    /// Keeps words out of a box between two corners, upper left first.
    pub fn block(&mut self, from: Px, to: Px) {
        self.taken.push((from, to));
    }

    /// Writes words beside a mark in the first of eight positions that is free and inside the plot, and says where
    /// they went; if none is free nothing is written: the list beside the picture still tells.
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
    ) -> Result<Option<(Px, Px)>, DrawingErrorKind<<B as DrawingBackend>::ErrorType>> {
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
        for (dx, dy, align) in places {
            let at = (mark.0 + dx, mark.1 + dy);
            let left = match align {
                Align::Left => at.0,
                Align::Centre => at.0 - width / 2.0,
                Align::Right => at.0 - width,
            };
            let (from, to) = ((left - 2.0, at.1 - half), (left + width + 2.0, at.1 + half));
            let free = self.taken.iter().all(|(a, b)| to.0 < a.0 || from.0 > b.0 || to.1 < a.1 || from.1 > b.1);
            if free && frame.contains(from) && frame.contains(to) {
                pen.text(text, at, Type { align, ..look })?;
                self.block(from, to);
                return Ok(Some((from, to)));
            }
        }
        Ok(None)
    }
}
