//! The head of a picture: the surface's name and formula, the colour bar, the step.

use super::{DrawFailed, PAD, Picture, moved};
use crate::chart::landscape::ColourBar;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use crate::chart::theme::Palette;
use crate::text::{fill, key, number, surface_name};

impl Picture {
    /// The surface's name and formula; the colour bar; the step.
    pub(super) fn draw_head<B: Ink>(&self, pen: &mut Pen<B>, step: usize) -> Drawn<B> {
        let (palette, lang, middle) = (self.palette(), self.look.lang, self.rooms.head / 2.0);
        let name = surface_name(lang, self.surface.spec.id);
        let look = Type { bold: true, ..Type::plain(16.0, palette.ink) };
        pen.text(name, (PAD, middle), look)?;
        let mut left = PAD + pen.text_width(name, look)? + PAD;
        let mut right = self.size.0 - PAD;
        if !self.is_rates() {
            right = self.draw_step_words(pen, step, left, right)?;
        }
        let formula = ["f = ", &self.surface.plain].concat();
        let look = Type::plain(13.0, palette.ink_3);
        left += 2.0;
        if left + pen.text_width(&formula, look)? < right {
            pen.text(&formula, (left, middle + 0.5), look)?;
        }
        Ok(())
    }

    /// The step, and the scale of the colours, between two ends; says where the room left of them ends.
    fn draw_step_words<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        step: usize,
        left: f64,
        mut right: f64,
    ) -> Result<f64, DrawFailed<B>> {
        let (palette, lang, middle) = (self.palette(), self.look.lang, self.rooms.head / 2.0);
        let (steps, look) = (self.last().to_string(), Type { align: Align::Right, ..Type::plain(13.0, palette.ink_2) });
        let text = fill(lang.text(key::STEP_OF), &[("step", &step.to_string()), ("steps", &steps)]);
        // As wide as its widest, so that nothing moves from step to step.
        let widest = pen.text_width(&fill(lang.text(key::STEP_OF), &[("step", &steps), ("steps", &steps)]), look)?;
        if left + widest < right {
            pen.text(&text, (right, middle), look)?;
            right -= widest + 28.0;
        }
        // A map has no heights.
        if right - left > BAR + 40.0 && self.map.is_none() {
            let bar = self.colour_bar();
            moved::at(pen, (right - BAR, middle), |pen| draw_bar(pen, &bar, palette))?;
            right -= BAR + 28.0;
        }
        Ok(right)
    }

    fn colour_bar(&self) -> ColourBar {
        let frame = self.frame();
        // The tones hardly depend on how finely the ground is sampled.
        let ground = crate::chart::landscape::Landscape::new(&self.surface, &frame, 12.0, crate::chart::field::BANDS);
        ground.colour_bar(self.palette())
    }
}

/// How long the colour bar is.
const BAR: f64 = 168.0;

/// Draws the bands in a row and four values below them; the place is the middle of its left end.
fn draw_bar<B: Ink>(pen: &mut Pen<B>, bar: &ColourBar, palette: &Palette) -> Drawn<B> {
    let (top, bottom) = (-13.0, -3.0);
    let wide = BAR / bar.colours.len() as f64;
    for (i, colour) in bar.colours.iter().enumerate() {
        let left = wide * i as f64;
        pen.rect((left, top), (left + wide, bottom), *colour, 1.0)?;
    }
    let frame = [(0.0, top), (BAR, top), (BAR, bottom), (0.0, bottom), (0.0, top)];
    pen.line(&frame, Stroke::solid(palette.edge, 0.6, 1.0))?;
    let with = |digits: usize| bar.ticks.iter().map(|(_, f)| number(*f, digits)).collect::<Vec<_>>();
    let distinct = |labels: &Vec<String>| labels.windows(2).all(|pair| pair[0] != pair[1]);
    let labels = (1..=4).map(with).find(distinct).unwrap_or_else(|| with(4));
    let mut end = f64::NEG_INFINITY;
    for ((tone, _), label) in bar.ticks.iter().zip(labels) {
        let look = Type { align: Align::Centre, ..Type::plain(11.5, palette.ink_3) };
        let half = pen.text_width(&label, look)? / 2.0;
        let x = (tone * BAR).clamp(half, BAR - half);
        if x - half > end + 6.0 {
            pen.text(&label, (x, 9.0), look)?;
            end = x + half;
        }
    }
    Ok(())
}
