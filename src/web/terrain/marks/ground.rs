//! What stands on the ground whatever the runs do: axes at its edges, rings at the minima.

use super::Marks;
use crate::chart::frame::Frame;
use crate::chart::labels::Labels;
use crate::chart::landscape::depth;
use crate::chart::pen::{Align, Drawn, Pen, Px, Stroke, Type};
use crate::terrain::axes::Axes;
use crate::text::key;
use crate::web::canvas::{CanvasInk, Layer};
use crate::web::terrain::lines::lifted;

impl Marks<'_> {
    /// The axes at the edges that face the reader.
    pub(super) fn draw_axes(&self, layer: &Layer, pen: &mut Pen<CanvasInk>, labels: &mut Labels) -> Drawn<CanvasInk> {
        let (em, palette) = (pen.em, self.palette);
        let look = Type { align: Align::Centre, ..Type::plain(11.5, palette.ink_3) };
        let name = Type { align: Align::Centre, variable: true, ..Type::plain(14.0, palette.ink_2) };
        let height = 11.5 * em * 1.2;
        let axes = Axes::new(self.view, &self.scenery.relief, em, height, &|text| {
            // A number that cannot be measured has the width of its letters.
            pen.text_width(text, look).unwrap_or(text.len() as f64 * 6.0 * em)
        });
        layer.context.set_global_alpha(self.risen * self.risen);
        for line in &axes.lines {
            pen.line(line, Stroke::solid(palette.edge, 0.8, 1.0))?;
        }
        for tick in &axes.ticks {
            pen.line(tick, Stroke::solid(palette.edge, 1.0, 1.0))?;
        }
        for (words, look) in [(&axes.numbers, look), (&axes.names, name)] {
            for word in words {
                let half = (pen.text_width(&word.text, look)? / 2.0, height / 2.0);
                pen.text(&word.text, word.at, look)?;
                let ((x, y), (w, h)) = (word.at, half);
                labels.block((x - w, y - h), (x + w, y + h));
            }
        }
        layer.context.set_global_alpha(1.0);
        Ok(())
    }

    /// Rings that lie on the ground, with a dot; the words of the map.
    pub(super) fn draw_minima(
        &self,
        layer: &Layer,
        pen: &mut Pen<CanvasInk>,
        sheet: &Frame,
        labels: &mut Labels,
    ) -> Drawn<CanvasInk> {
        let (em, palette, surface) = (pen.em, self.palette, &self.told.surface);
        let places = surface.minima.iter().filter_map(|m| Some((m, lifted(&self.scenery.relief, m.point)?)));
        let seen: Vec<_> = places.collect();
        // A field of a hundred dimples would drown in rings: there only the lowest are marked in full.
        let crowded = seen.len() > 12;
        let lowest = surface.lowest().unwrap_or(0.0);
        let alone = seen.len() == 1;
        let [_, _, high] = self.view.eye();
        let squeeze = high.max(0.5);
        for (minimum, place) in &seen {
            let at = self.px(*place);
            if !sheet.contains(at) {
                continue;
            }
            let global = minimum.f - lowest < 1e-6 * (1.0 + lowest.abs());
            let strength = self.strength(*place);
            layer.context.set_global_alpha(strength);
            if crowded && !global {
                pen.disc(at, 2.5 * em, palette.casing, 0.9)?;
                pen.disc(at, 1.5 * em, palette.ink_2, 1.0)?;
                layer.context.set_global_alpha(1.0);
                continue;
            }
            let ring: Vec<Px> = (0..=32)
                .map(|i| {
                    let (sin, cos) = (f64::from(i) / 32.0 * std::f64::consts::TAU).sin_cos();
                    (at.0 + 9.0 * em * cos, at.1 + 9.0 * em * squeeze * sin)
                })
                .collect();
            pen.line(&ring, Stroke::solid(palette.casing, 0.85, 4.5 * em))?;
            pen.line(&ring, Stroke::solid(palette.ink, 1.0, 1.5 * em))?;
            pen.disc(at, 1.75 * em, palette.ink, 1.0)?;
            layer.context.set_global_alpha(1.0);
            labels.block((at.0 - 10.0 * em, at.1 - 10.0 * em), (at.0 + 10.0 * em, at.1 + 10.0 * em));
            let word = self.lang.text(if surface.found { key::MINIMUM_FOUND } else { key::MINIMUM });
            let text = if alone || crowded { word.to_string() } else { format!("f = {}", depth(minimum.f)) };
            let look = Type { halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
            labels.place(pen, sheet, &text, at, 13.0, look)?;
        }
        Ok(())
    }
}
