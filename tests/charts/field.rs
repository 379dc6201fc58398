//! The tones of the ground, node by node, and its bands.

use crate::{SIZE, fitted, near, surfaces};
use downhill::chart::field::{BANDS, Field, THUMB_BANDS};
use downhill::chart::frame::Frame;
use downhill::chart::pen::Px;
use downhill::core::surfaces::Surface;

/// The values at the nodes, as the field sampled them.
fn sampled(field: &Field, surface: &Surface, frame: &Frame) -> Vec<f64> {
    let nodes = (0..field.nodes.1).flat_map(|j| (0..field.nodes.0).map(move |i| (i, j)));
    nodes.map(|(i, j)| surface.objective.value(frame.plane(node(field, i, j)))).collect()
}

pub fn node(field: &Field, i: usize, j: usize) -> Px {
    (field.corner.0 + i as f64 * field.spacing.0, field.corner.1 + j as f64 * field.spacing.1)
}

#[test]
fn the_field_holds_the_tone_at_each_node() {
    for surface in surfaces() {
        let frame = fitted(&surface, SIZE);
        for (spacing, bands) in [(4.0, BANDS), (7.0, THUMB_BANDS)] {
            let field = Field::sample(&surface, &frame, spacing, bands);
            let (left, top, right, bottom) = frame.plot();
            let (i, j) = (field.nodes.0 - 1, field.nodes.1 - 1);
            assert!(near(node(&field, 0, 0), (left, top), 1e-9) && near(node(&field, i, j), (right, bottom), 1e-9));
            assert!(field.spacing.0 <= spacing + 1e-9 && field.spacing.1 <= spacing + 1e-9);
            for (k, f) in sampled(&field, &surface, &frame).into_iter().enumerate() {
                let expected = field.tones.tone(f) * bands as f64;
                let height = field.at(k % field.nodes.0, k / field.nodes.0);
                assert!((height - expected).abs() < 1e-5, "{} at node {k}: {height} for {expected}", surface.spec.id);
            }
        }
    }
}

#[test]
fn tones_rise_with_the_values_and_invert() {
    for surface in surfaces() {
        let frame = fitted(&surface, (640.0, 440.0));
        let field = Field::sample(&surface, &frame, 4.0, BANDS);
        let tones = &field.tones;
        let mut values = sampled(&field, &surface, &frame);
        values.sort_by(f64::total_cmp);
        let (low, high) = (values[0], values[values.len() - 1]);
        let between: Vec<f64> = values.windows(2).map(|v| 0.5 * (v[0] + v[1])).collect();
        values.extend(between);
        values.extend([low - 1.0, high + 1.0, high * 2.0 + 1.0]);
        values.sort_by(f64::total_cmp);
        let id = surface.spec.id;
        for pair in values.windows(2) {
            assert!(tones.tone(pair[0]) <= tones.tone(pair[1]), "{id}: {pair:?}");
        }
        for f in values.into_iter().step_by(7).filter(|f| (low..=high).contains(f)) {
            let tone = tones.tone(f);
            assert!((0.0..=1.025 + 1e-12).contains(&tone), "{id}: {f} has tone {tone}");
            let back = tones.value(tone);
            // The scale ends at the highest of the samples that it keeps.
            let beyond = f > tones.value(2.0);
            assert!(
                beyond || reaches(&field, back, tone),
                "{id}: {f} has tone {tone}, {back} has {}",
                tones.tone(back)
            );
            // Below the lowest and beyond the highest sample all values have one tone.
            let ends = tone == 0.0 || tone > 0.99;
            assert!((back - f).abs() <= 1e-9 * (high - low) || ends, "{id}: {f} became {back}");
        }
        assert_eq!(tones.tone(f64::INFINITY), tones.tone(f64::NAN));
        assert_eq!(tones.tone(f64::NEG_INFINITY), 0.0);
    }
}

/// Whether a tone is first reached at a value: samples that are equal, as where a surface is symmetric, make a step.
pub fn reaches(field: &Field, f: f64, tone: f64) -> bool {
    // As near as bisection comes.
    let span = field.tones.value(1.0) - field.tones.value(0.0);
    let grain = 1e-15 * (1.0 + f.abs() + span);
    field.tones.tone(f - grain) <= tone && field.tones.tone(f + grain) >= tone
}

/// Half by rank, half by logarithm: no part of any picture is one flat colour, no colour is left unused.
#[test]
fn every_band_is_seen_and_none_fills_the_picture() {
    for surface in surfaces() {
        let frame = fitted(&surface, (640.0, 440.0));
        let field = Field::sample(&surface, &frame, 4.0, BANDS);
        let mut counts = [0; BANDS];
        field.heights.iter().for_each(|h| counts[(*h as usize).min(BANDS - 1)] += 1);
        for (band, count) in counts.iter().enumerate() {
            let share = f64::from(*count) / field.heights.len() as f64;
            assert!(share < 0.3, "{}: band {band} is {share:.2} of the picture", surface.spec.id);
            // A narrow pit's deepest bands may fall between the nodes.
            assert!(share > 0.0 || band < 2, "{}: band {band} is not there", surface.spec.id);
        }
    }
}
