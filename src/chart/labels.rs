//! Words beside marks that keep out of each other's way.

use super::frame::Frame;
use super::pen::{Align, Ink, Pen, Px, Type};
use plotters_backend::DrawingErrorKind;

/// What words keep away from, and what has been drawn.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Boxes that are taken.
    taken: Vec<(Px, Px)>,
    /// Boxes outside which nothing has been drawn.
    touched: Vec<(Px, Px)>,
    /// Places on lines, in upright strips: better left free, if there is a choice.
    lines: Vec<Vec<Px>>,
}

/// Pixels between the places that stand for a line.
const GRAIN: f64 = 6.0;
/// The width of a strip.
const STRIP: f64 = 32.0;
/// The most strips: what lies farther right is in the last.
const STRIPS: usize = 256;

/// The strip of a place.
fn strip(x: f64) -> usize {
    ((x / STRIP).max(0.0) as usize).min(STRIPS - 1)
}

impl Labels {
    /// Keeps words out of a box between two corners, upper left first.
    pub fn block(&mut self, from: Px, to: Px) {
        self.taken.push((from, to));
    }

    /// Notes that something was drawn inside a box.
    pub fn touch(&mut self, from: Px, to: Px) {
        self.touched.push((from, to));
    }

    /// All boxes in which something was drawn.
    pub fn into_touched(self) -> Vec<(Px, Px)> {
        self.touched
    }

    /// Whether a box is free and on the plot.
    pub fn is_free(&self, frame: &Frame, (from, to): (Px, Px)) -> bool {
        let apart = |(a, b): &(Px, Px)| to.0 < a.0 || from.0 > b.0 || to.1 < a.1 || from.1 > b.1;
        self.taken.iter().all(apart) && frame.contains(from) && frame.contains(to)
    }

    /// Prefers that words do not cross a line.
    pub fn avoid(&mut self, line: &[Px]) {
        // Evenly along the line: a run that has all but stopped is no wall.
        let mut next = 0.0;
        for pair in line.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let length = dx.hypot(dy);
            // A line that leaves the picture need not be followed to its end.
            for _ in 0..400 {
                if next > length || length == 0.0 {
                    break;
                }
                self.lie_on((pair[0].0 + dx * next / length, pair[0].1 + dy * next / length));
                next += GRAIN;
            }
            next = (next - length).max(0.0);
        }
    }

    fn lie_on(&mut self, place: Px) {
        let strip = strip(place.0);
        if self.lines.len() <= strip {
            self.lines.resize_with(strip + 1, Vec::new);
        }
        self.lines[strip].push(place);
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
            let strips = self.lines.iter().take(strip(to.0) + 1).skip(strip(from.0));
            let crossed = strips.flatten().filter(within).count();
            if best.is_none_or(|(least, ..)| crossed < least) {
                best = Some((crossed, at, align, from, to));
            }
        }
        let Some((_, at, align, from, to)) = best else { return Ok(None) };
        pen.text(text, at, Type { align, ..look })?;
        self.block(from, to);
        let rim = 6.0 * pen.em;
        self.touch((from.0 - rim, from.1 - rim), (to.0 + rim, to.1 + rim));
        Ok(Some((from, to)))
    }
}
