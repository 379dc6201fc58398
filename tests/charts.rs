//! The charts: what they say is true. Level lines are level, bands have the colour of their own height, marks stand
//! where the runs are, words keep out of each other's way; and nothing breaks where numbers do.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "support/inks.rs"]
mod inks;
mod support;

use downhill::chart::arrows::{self, Arrow, Arrows};
use downhill::chart::contour::{self, Ring};
use downhill::chart::field::{BANDS, Field, THUMB_BANDS};
use downhill::chart::frame::{Frame, Insets, tick_step, ticks};
use downhill::chart::labels::Labels;
use downhill::chart::landscape::{self, Landscape};
use downhill::chart::loss::{Curve, LossChart};
use downhill::chart::paths::{Emphasis, Path};
use downhill::chart::pen::{Align, Ink, Pen, Px, Type};
use downhill::chart::race::Race;
use downhill::chart::svg::svg;
use downhill::chart::theme::{Colour, Marker, Palette, dash, marker};
use downhill::core::objective::Objective;
use downhill::core::oracle::Evaluations;
use downhill::core::param::defaults;
use downhill::core::run::{Outcome, Point, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{Domain, SURFACES, Surface};
use downhill::scene::{MAX_RUNS, Scene, Theme, simulate};
use downhill::text::{Lang, key, number};
use inks::{Call, Picture, Words, distance, noted, noted_at, width};
use proptest::prelude::*;
use std::sync::Arc;
use support::cases;
use support::scenes::any_domain;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
const SIZE: (f64, f64) = (320.0, 220.0);
const GUTTER: Insets = Insets { left: 36.0, right: 0.0, top: 0.0, bottom: 24.0 };
const SAFE: Insets = Insets { left: 12.0, right: 12.0, top: 12.0, bottom: 12.0 };

/// Rounding to the notebook's eighths of a pixel.
const ROUNDED: f64 = 0.08;

fn surfaces() -> impl Iterator<Item = Surface> {
    SURFACES.iter().map(|spec| Surface::new(spec, &defaults(spec.params)))
}

fn fitted(surface: &Surface, size: (f64, f64)) -> Frame {
    Frame::fit(size, GUTTER, SAFE, surface.spec.domain)
}

/// A function that is no surface of the registry, without known minima.
struct Custom(fn(f64, f64) -> f64);

impl Objective for Custom {
    fn value(&self, [x, y]: Vec2) -> f64 {
        (self.0)(x, y)
    }
    fn gradient(&self, _: Vec2) -> Vec2 {
        [f64::NAN; 2]
    }
    fn hessian(&self, _: Vec2) -> [Vec2; 2] {
        [[f64::NAN; 2]; 2]
    }
}

fn custom(f: fn(f64, f64) -> f64) -> Surface {
    Surface { objective: Arc::new(Custom(f)), minima: Vec::new(), ..Surface::new(&SURFACES[0], &[]) }
}

/// Functions that are hard to draw.
fn difficult() -> [(&'static str, Surface); 10] {
    [
        ("constant", custom(|_, _| 3.0)),
        ("zero", custom(|_, _| 0.0)),
        ("a step", custom(|x, _| if x > 0.3 { 1.0 } else { 0.0 })),
        ("steps so high that they overflow", custom(|x, _| if x > 0.3 { 1e308 } else { -1e308 })),
        ("infinite", custom(|_, _| f64::INFINITY)),
        ("minus infinity", custom(|_, _| f64::NEG_INFINITY)),
        ("undefined", custom(|_, _| f64::NAN)),
        ("undefined in one half", custom(|x, y| x.sqrt() + y)),
        ("a pole", custom(|x, y| 1.0 / (x * x + y * y))),
        ("a tower", custom(|x, y| (x * x + y * y).powi(60))),
    ]
}

fn texts(calls: &[Call]) -> Vec<&Words> {
    calls.iter().filter_map(|call| if let Call::Text(words) = call { Some(words) } else { None }).collect()
}

/// All points of a drawing but those of words.
fn points(calls: &[Call]) -> Vec<Px> {
    let of = |call: &Call| match call {
        Call::Pixel(at) => vec![*at],
        Call::Rect { from, to, .. } => vec![*from, *to],
        Call::Line { points, .. } | Call::Area { points, .. } => points.clone(),
        Call::Circle { centre, .. } => vec![*centre],
        Call::Text(_) => Vec::new(),
    };
    calls.iter().flat_map(of).collect()
}

fn near(a: Px, b: Px, tolerance: f64) -> bool {
    (a.0 - b.0).abs() <= tolerance && (a.1 - b.1).abs() <= tolerance
}

fn overlap(a: (Px, Px), b: (Px, Px)) -> bool {
    a.0.0 < b.1.0 && b.0.0 < a.1.0 && a.0.1 < b.1.1 && b.0.1 < a.1.1
}

fn inside(place: Px, (from, to): (Px, Px)) -> bool {
    (from.0..=to.0).contains(&place.0) && (from.1..=to.1).contains(&place.1)
}

fn plot(frame: &Frame) -> (Px, Px) {
    let (left, top, right, bottom) = frame.plot();
    ((left - ROUNDED, top - ROUNDED), (right + ROUNDED, bottom + ROUNDED))
}

const WHOLE: (Px, Px) = ((-ROUNDED, -ROUNDED), (SIZE.0 + ROUNDED, SIZE.1 + ROUNDED));

/// A run through these points of the plane.
fn trajectory(points: &[(Vec2, f64)], outcome: Outcome) -> Trajectory {
    let points = points.iter().map(|(point, loss)| Point { point: *point, loss: *loss }).collect();
    Trajectory { points, averaged: Vec::new(), outcome, evaluations: Evaluations::default() }
}

// --------------------------------------------------------------------------------------------- frame and ticks

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn places_and_points_of_the_plane_invert(
        size in (80.0..3000.0_f64, 80.0..2000.0_f64),
        left in 0.0..40.0_f64,
        top in 0.0..40.0_f64,
        centre in (-1e3..1e3_f64, -1e3..1e3_f64),
        log_span in (-6.0..6.0_f64, -1.0..1.0_f64),
        at in (0.0..1.0_f64, 0.0..1.0_f64),
    ) {
        let (w, h) = (10f64.powf(log_span.0), 10f64.powf(log_span.0 + log_span.1));
        let domain = Domain::new(centre.0 - w, centre.0 + w, centre.1 - h, centre.1 + h);
        let gutter = Insets { left, bottom: 20.0, ..Insets::default() };
        let frame = Frame::fit(size, gutter, Insets { top, ..SAFE }, domain);
        let place = (size.0 * at.0, size.1 * at.1);
        prop_assert!(near(frame.px(frame.plane(place)), place, 1e-3), "{place:?} {:?}", frame.px(frame.plane(place)));
        // The domain lies within the safe area and fills it in one direction.
        let (a, b) = (frame.px([domain.x.0, domain.y.1]), frame.px([domain.x.1, domain.y.0]));
        let room = ((left + 12.0, top), (size.0 - 12.0, size.1 - 32.0));
        let slack = 1e-3;
        prop_assert!(a.0 >= room.0.0 - slack && b.0 <= room.1.0 + slack, "{a:?} {b:?} {room:?}");
        prop_assert!(a.1 >= room.0.1 - slack && b.1 <= room.1.1 + slack, "{a:?} {b:?} {room:?}");
        let filled = (b.0 - a.0 - (room.1.0 - room.0.0)).abs().min((b.1 - a.1 - (room.1.1 - room.0.1)).abs());
        prop_assert!(filled < slack, "one side is filled");
        // Equal axes, and what is shown is what the plot holds.
        prop_assert!(((b.0 - a.0) / w - (b.1 - a.1) / h).abs() < 1e-6 * (b.0 - a.0) / w);
        let shown = frame.shown();
        prop_assert!((shown.x.0 - frame.plane((left, 0.0))[0]).abs() < 1e-9 * w.max(1.0));
        prop_assert!((shown.y.1 - frame.plane((left, 0.0))[1]).abs() < 1e-9 * h.max(1.0));
        prop_assert!(frame.contains((left, 0.0)) && !frame.contains((left - 0.1, 0.0)) && !frame.contains((left, size.1)));
    }

    #[test]
    fn ticks_are_round_evenly_spaced_and_not_too_many(middle in -1e4..1e4_f64, log_span in -3.0..5.0_f64, count in 1.0..20.0_f64) {
        let span = 10f64.powf(log_span);
        let (low, high) = (middle - span / 2.0, middle + span / 2.0);
        let step = tick_step(high - low, count);
        let digits = step / 10f64.powf((step * (1.0 + 1e-9)).log10().floor());
        prop_assert!([1.0, 2.0, 5.0].iter().any(|d| (digits - d).abs() < 1e-9), "{step} is {digits} × 10ⁿ");
        let all = ticks((low, high), count);
        prop_assert!(all.len() as f64 <= count + 1.0 + 1e-9, "{} for {count}", all.len());
        prop_assert!(all.len() as f64 >= (count / 2.5).floor() - 1e-9, "{} for {count}", all.len());
        for tick in &all {
            prop_assert!((low - 1e-9 * span..=high + 1e-9 * span).contains(tick));
            prop_assert!((tick / step - (tick / step).round()).abs() < 1e-6, "{tick} is a multiple of {step}");
        }
        for pair in all.windows(2) {
            prop_assert!((pair[1] - pair[0] - step).abs() < 1e-6 * step);
        }
        // None is missing at the ends.
        if let (Some(first), Some(last)) = (all.first(), all.last()) {
            prop_assert!(first - step < low && last + step > high);
        }
    }
}

#[test]
fn ranges_without_ticks_have_none() {
    for range in [
        (0.0, 0.0),
        (1.0, 1.0),
        (1e17, 1e17 + 1.0),
        (f64::NAN, 1.0),
        (0.0, f64::INFINITY),
        (-1e308, 1e308),
        (0.0, 5e-324),
    ] {
        let all = ticks(range, 9.0);
        assert!(all.len() <= 101 && all.iter().all(|t| !t.is_nan()), "{range:?}: {all:?}");
    }
}

// ----------------------------------------------------------------------------------------------- field and tones

/// The values at the nodes, as the field sampled them.
fn sampled(field: &Field, surface: &Surface, frame: &Frame) -> Vec<f64> {
    let nodes = (0..field.nodes.1).flat_map(|j| (0..field.nodes.0).map(move |i| (i, j)));
    nodes.map(|(i, j)| surface.objective.value(frame.plane(node(field, i, j)))).collect()
}

fn node(field: &Field, i: usize, j: usize) -> Px {
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
fn reaches(field: &Field, f: f64, tone: f64) -> bool {
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

// ------------------------------------------------------------------------------------------------------ contours

/// Whether a point lies inside a ring, by the even-odd rule.
fn encloses(ring: &Ring, (x, y): Px) -> bool {
    let n = ring.points.len();
    let crossings = (0..n).filter(|k| {
        let (a, b) = (ring.points[*k], ring.points[(k + 1) % n]);
        (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    crossings.count() % 2 == 1
}

fn on_border(p: Px, frame: &Frame) -> bool {
    let (left, top, right, bottom) = frame.plot();
    let at = |a: f64, b: f64| (a - b).abs() < 1e-6;
    at(p.0, left) || at(p.0, right) || at(p.1, top) || at(p.1, bottom)
}

#[test]
fn rings_are_closed() {
    for surface in surfaces() {
        let frame = fitted(&surface, SIZE);
        let field = Field::sample(&surface, &frame, 4.0, BANDS);
        let cell = field.spacing.0.hypot(field.spacing.1) + 1e-9;
        let rings = contour::rings(&field);
        assert!(rings.len() >= BANDS - 1, "{}: {} rings", surface.spec.id, rings.len());
        for ring in &rings {
            assert!(ring.points.len() >= 3 && (1..BANDS).contains(&ring.level), "{}", surface.spec.id);
            assert!(ring.inside == ring.level || ring.inside + 1 == ring.level);
            for k in 0..ring.points.len() {
                let (a, b) = (ring.points[k], ring.points[(k + 1) % ring.points.len()]);
                let apart = (a.0 - b.0).hypot(a.1 - b.1);
                assert!(apart <= cell, "{}: a gap of {apart} in a ring of level {}", surface.spec.id, ring.level);
                assert!(inside(a, plot(&frame)), "{}: {a:?}", surface.spec.id);
            }
        }
    }
}

/// The height at a place between nodes, as marching squares sees it along the edges of cells.
fn height(field: &Field, at: Px) -> f64 {
    let (u, v) = ((at.0 - field.corner.0) / field.spacing.0, (at.1 - field.corner.1) / field.spacing.1);
    let (i, j) = ((u as usize).min(field.nodes.0 - 2), (v as usize).min(field.nodes.1 - 2));
    let (s, t) = (u - i as f64, v - j as f64);
    let row = |j: usize| field.at(i, j) * (1.0 - s) + field.at(i + 1, j) * s;
    row(j) * (1.0 - t) + row(j + 1) * t
}

/// Surfaces with waves or edges that a grid of 4 pixels is too coarse for.
const FINE: [&str; 10] =
    ["levi13", "shubert", "levy3", "levy5", "drop_wave", "schaffer2", "schaffer4", "cliffs", "bukin6", "eggholder"];

/// Surfaces with nearly level ground: half of the tone is by rank, which there jumps from one node to the next.
const LEVEL: [&str; 6] = ["easom", "michalewicz", "peaks", "langermann", "cross_in_tray", "holder_table"];

#[test]
fn level_lines_are_level() {
    for surface in surfaces() {
        let id = surface.spec.id;
        let frame = fitted(&surface, (640.0, 440.0));
        let (spacing, bound, edge) = if FINE.contains(&id) { (1.0, 0.25, 2.0) } else { (4.0, 0.12, 1.0) };
        let field = Field::sample(&surface, &frame, spacing, BANDS);
        let mut off: Vec<f64> = Vec::new();
        for ring in contour::rings(&field) {
            for p in ring.points.iter().filter(|p| !on_border(**p, &frame)) {
                let between = (height(&field, *p) - ring.level as f64).abs();
                assert!(between < 1e-3, "{}: a point of level {} at {between}", surface.spec.id, ring.level);
                let tone = field.tones.tone(surface.objective.value(frame.plane(*p)));
                off.push((tone * BANDS as f64 - ring.level as f64).abs());
            }
        }
        off.sort_by(f64::total_cmp);
        // In parts of a band, against the function itself: the grid is 4 pixels wide, a dimple of Rastrigin 20.
        let (most, worst) = (off[off.len() * 95 / 100], off[off.len() - 1]);
        let judged = !LEVEL.contains(&id);
        assert!(most < bound || !judged, "{id}: 95% of all points are within {most:.3} of a band");
        assert!(worst < edge || !judged, "{id}: a point is {worst:.3} bands off");
    }
}

/// Painted whole, one over the other in their order, the rings leave each node in its own band.
#[test]
fn rings_painted_in_their_order_show_every_nodes_band() {
    let named: Vec<(&str, Surface)> = surfaces().map(|s| (s.spec.id, s)).chain(difficult()).collect();
    for (name, surface) in named {
        for (size, spacing) in [(SIZE, 6.0), ((200.0, 330.0), 11.0)] {
            let frame = fitted(&surface, size);
            let field = Field::sample(&surface, &frame, spacing, BANDS);
            let rings = contour::rings(&field);
            let mut seen = 0;
            // Border nodes lie on rings, and so do nodes exactly on a level.
            for (i, j) in (1..field.nodes.1 - 1).flat_map(|j| (1..field.nodes.0 - 1).map(move |i| (i, j))) {
                let h = field.at(i, j);
                if (h - h.round()).abs() < 1e-4 || (i * 7 + j * 13) % 3 > 0 {
                    continue;
                }
                let at = node(&field, i, j);
                let painted = rings.iter().rev().find(|ring| encloses(ring, at)).map_or(0, |ring| ring.inside);
                assert_eq!(painted, (h as usize).min(BANDS - 1), "{name}: node {i}, {j} of height {h}");
                seen += 1;
            }
            assert!(seen > 20 || field.heights.iter().all(|h| h.fract() == 0.0), "{name}: {seen} nodes looked at");
        }
    }
}

/// Where two opposite corners of a cell are high, the middle says whether they are joined.
#[test]
fn saddles_between_nodes_are_cut_by_their_middle() {
    let rough = custom(|x, y| (3.1 * x + (2.3 * y).sin()).sin() * (2.9 * y - (1.7 * x).cos()).cos() + 0.1 * x);
    let frame = Frame::fit(SIZE, GUTTER, SAFE, Domain::new(-9.0, 9.0, -6.0, 6.0));
    let field = Field::sample(&rough, &frame, 14.0, BANDS);
    let rings = contour::rings(&field);
    let mut seen = [0, 0];
    for (i, j) in (0..field.nodes.1 - 1).flat_map(|j| (0..field.nodes.0 - 1).map(move |i| (i, j))) {
        let [nw, ne, sw, se] = [(i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1)].map(|(i, j)| field.at(i, j));
        let (a, b) = (node(&field, i, j), node(&field, i + 1, j + 1));
        let centre = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let painted = rings.iter().rev().find(|ring| encloses(ring, centre)).map_or(0, |ring| ring.inside);
        for level in 1..BANDS {
            let high = |v: f64| v >= level as f64;
            let opposite = high(nw) == high(se) && high(ne) == high(sw) && high(nw) != high(ne);
            let middle = (nw + ne + sw + se) / 4.0 - level as f64;
            if opposite && middle.abs() > 1e-3 {
                assert_eq!(painted >= level, middle > 0.0, "cell {i}, {j} at level {level}, {middle} above");
                seen[usize::from(middle > 0.0)] += 1;
            }
        }
    }
    assert!(seen[0] > 10 && seen[1] > 10, "{seen:?} saddles");
}

#[test]
fn lines_leave_out_the_border_and_nothing_else() {
    for surface in surfaces() {
        let frame = fitted(&surface, SIZE);
        let field = Field::sample(&surface, &frame, 4.0, BANDS);
        for ring in contour::rings(&field) {
            let n = ring.points.len();
            let border = |a: Px, b: Px| {
                on_border(a, &frame) && on_border(b, &frame) && ((a.0 - b.0).abs() < 1e-6 || (a.1 - b.1).abs() < 1e-6)
            };
            let whole = (0..n).filter(|k| !border(ring.points[*k], ring.points[(k + 1) % n])).count();
            let lines = contour::lines(&ring, &field);
            let drawn: usize = lines.iter().map(|line| line.len() - 1).sum();
            assert_eq!(drawn, whole, "{}", surface.spec.id);
            assert!(lines.iter().all(|line| line.windows(2).all(|p| !border(p[0], p[1]))), "{}", surface.spec.id);
        }
    }
}

/// On a bitmap, away from the edges of bands, each pixel has the colour of the band of its own point.
#[test]
fn pixels_have_the_colour_of_their_own_band() {
    let coarse = surfaces().filter(|surface| !FINE.contains(&surface.spec.id));
    for (surface, theme) in coarse.zip(THEMES.into_iter().cycle()) {
        let palette = Palette::of(theme);
        let frame = fitted(&surface, SIZE);
        let ground = Landscape::new(&surface, &frame, 4.0, BANDS);
        // Four times as large: the backend rounds every corner to a whole pixel.
        let picture = Picture::draw((320, 220), 4, palette.surface, |pen| ground.draw_bands(pen, palette));
        let field = &ground.field;
        let mut seen = 0;
        for (x, y) in (40..316).flat_map(|x| (4..192).map(move |y| (x, y))).filter(|(x, y)| (x * 31 + y * 17) % 11 == 0)
        {
            let place = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let around = (0..9).map(|k| (place.0 + f64::from(k % 3) - 1.0, place.1 + f64::from(k / 3) - 1.0));
            let mut bands = around.map(|at| height(field, at).floor() as usize);
            let own = (field.tones.tone(surface.objective.value(frame.plane(place))) * BANDS as f64).floor() as usize;
            if bands.any(|band| band != own) {
                continue;
            }
            let tone = (own.min(BANDS - 1) as f64 + 0.5) / BANDS as f64;
            assert_eq!(
                picture.at(4 * x + 2, 4 * y + 2),
                palette.ground(tone),
                "{} at {x}, {y}: band {own}",
                surface.spec.id
            );
            seen += 1;
        }
        assert!(seen > 500, "{}: {seen} pixels are away from edges", surface.spec.id);
    }
}

// ----------------------------------------------------------------------------------------------------- landscape

#[test]
fn the_ground_stays_on_the_plot_in_its_own_colours() {
    for surface in surfaces() {
        for theme in THEMES {
            let palette = Palette::of(theme);
            let frame = fitted(&surface, SIZE);
            let ground = Landscape::new(&surface, &frame, 4.0, BANDS);
            let bar = ground.colour_bar(palette);
            let bands = noted(SIZE, |pen| ground.draw_bands(pen, palette));
            let lines = noted(SIZE, |pen| ground.draw_lines(pen, palette, false));
            let id = surface.spec.id;
            assert!(points(&bands).into_iter().chain(points(&lines)).all(|p| inside(p, plot(&frame))), "{id}");
            for call in &bands {
                let (Call::Area { colour, alpha, .. } | Call::Rect { colour, alpha, .. }) = call else {
                    panic!("{id}: bands are areas: {call:?}")
                };
                assert!(*alpha == 1.0 && bar.colours.contains(colour), "{id}: {colour:?}");
            }
            assert!(lines.len() >= BANDS - 1, "{id}");
            for call in &lines {
                let Call::Line { colour, alpha, width, dash, .. } = call else { panic!("{id}: {call:?}") };
                assert_eq!(*colour, palette.contour, "{id}");
                assert!(
                    (0.02..=0.5).contains(alpha) && (0.9..=1.5).contains(width) && dash.is_empty(),
                    "{id}: {alpha}"
                );
            }
        }
    }
}

/// A path around a closed curve in level lines: with fewer points than the grid gave it, it must still be there.
#[test]
fn thinned_lines_stay_on_their_level() {
    for surface in surfaces() {
        let frame = fitted(&surface, (640.0, 440.0));
        let ground = Landscape::new(&surface, &frame, 4.0, BANDS);
        let lines = noted((640.0, 440.0), |pen| ground.draw_lines(pen, Palette::of(Theme::Light), false));
        let mut off: Vec<f64> = Vec::new();
        for p in points(&lines).into_iter().filter(|p| !on_border(*p, &frame)) {
            let h = height(&ground.field, p);
            off.push((h - h.round()).abs());
        }
        off.sort_by(f64::total_cmp);
        let most = off[off.len() * 95 / 100];
        assert!(most < 0.15, "{}: 95% of all drawn points are within {most:.3} of a level", surface.spec.id);
    }
}

#[test]
fn the_relief_is_soft_and_lit_from_the_north_west() {
    // Falls towards the lower right: its slope faces away from the light. The other one faces it.
    let shade = |f: fn(f64, f64) -> f64, theme| {
        let surface = custom(f);
        let frame = fitted(&surface, SIZE);
        let ground = Landscape::new(&surface, &frame, 8.0, BANDS);
        let pixels = ground.relief(Palette::of(theme));
        assert_eq!(pixels.len(), ground.field.nodes.0 * ground.field.nodes.1 * 4);
        let middle = (ground.field.nodes.1 / 2 * ground.field.nodes.0 + ground.field.nodes.0 / 2) * 4;
        (pixels[middle], f64::from(pixels[middle + 3]) / 255.0)
    };
    for theme in THEMES {
        let (away, dark) = shade(|x, y| y - x, theme);
        let (facing, bright) = shade(|x, y| x - y, theme);
        assert_eq!((away, facing), (0, 255), "{theme:?}");
        assert!(dark > 0.0 && dark <= Palette::of(theme).relief + 0.01, "{theme:?}: {dark}");
        assert!(bright > 0.0, "{theme:?}: {bright}");
        assert_eq!(shade(|_, _| 1.0, theme).1, 0.0, "flat ground is not shaded");
    }
}

#[test]
fn the_colour_bar_tells_the_values_of_its_colours() {
    for surface in surfaces() {
        let frame = fitted(&surface, SIZE);
        let ground = Landscape::new(&surface, &frame, 4.0, BANDS);
        let bar = ground.colour_bar(Palette::of(Theme::Light));
        assert_eq!((bar.colours.len(), bar.ticks.len()), (BANDS, 4));
        for pair in bar.ticks.windows(2) {
            assert!(pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1, "{}: {:?}", surface.spec.id, bar.ticks);
        }
        for (tone, f) in bar.ticks {
            assert!(reaches(&ground.field, f, tone), "{}: {f} at {tone}", surface.spec.id);
        }
    }
}

/// What a typeset tick says.
fn said(text: &str) -> f64 {
    let superscript = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map(|d| d.to_string());
    let (digits, power) =
        match text.split_once("10").filter(|(_, rest)| rest.starts_with(|c| c == '⁻' || superscript(c).is_some())) {
            Some((digits, power)) => (digits.trim_end_matches(" × "), power),
            None => (text, ""),
        };
    let exponent: String = power.chars().map(|c| superscript(c).unwrap_or_else(|| "-".into())).collect();
    let digits = if digits.trim_matches('−').is_empty() { format!("{digits}1") } else { digits.to_string() };
    let plain = format!("{}e{}", digits.replace('−', "-"), if exponent.is_empty() { "0".into() } else { exponent });
    plain.parse().unwrap_or_else(|e| panic!("{text} as {plain}: {e}"))
}

/// Views from the usual to the odd: far out, close in, and close in far from 0.
fn views(surface: &Surface) -> Vec<Domain> {
    let d = surface.spec.domain;
    let around = |x: f64, y: f64, half: f64| Domain::new(x - half, x + half, y - half, y + half);
    let [x, y] = surface.spec.start;
    vec![
        d,
        around(x, y, 1e-4),
        around(x, y, 0.03),
        around(0.0, 0.0, 5e3),
        around(0.0, 0.0, 2e7),
        around(1000.0, -1000.0, 0.5),
        around(123456.0, -123456.0, 0.01),
    ]
}

#[test]
fn axes_say_where_their_ticks_stand() {
    let sizes = [(320.0, 220.0), (1080.0, 677.0), (360.0, 336.0), (700.0, 300.0)];
    for surface in surfaces() {
        for (size, domain) in sizes.into_iter().flat_map(|s| views(&surface).into_iter().map(move |d| (s, d))) {
            for em in [1.0, 1.375] {
                let gutter = Insets { left: 36.0 * em, bottom: 24.0 * em, ..Insets::default() };
                let frame = Frame::fit(size, gutter, SAFE, domain);
                let calls = noted_at(size, em, |pen| landscape::draw_axes(pen, &frame, Palette::of(Theme::Light)));
                let what = format!("{} at {size:?}, em {em}, {domain:?}", surface.spec.id);
                let words = texts(&calls);
                let (left, _, _, bottom) = frame.plot();
                let (names, numbers): (Vec<&Words>, Vec<&Words>) =
                    words.iter().partition(|w| ["x", "y"].contains(&w.text.as_str()));
                assert_eq!(names.len(), 2, "{what}");
                let (below, beside): (Vec<&Words>, Vec<&Words>) = numbers.iter().partition(|w| w.at.1 > bottom);
                let enough = if domain.x.0 > 1e5 { 1 } else { 2 };
                assert!(below.len() >= enough && beside.len() >= 2, "{what}: one number is no scale: {words:?}");
                let (a, b) = (frame.plane((left, bottom)), frame.plane((size.0, 0.0)));
                let span = (b[0] - a[0]).max(b[1] - a[1]);
                let pixel = 1.0 / frame.scale + 1e-9 * span;
                for w in &below {
                    let place = frame.plane(w.at)[0];
                    assert!((said(&w.text) - place).abs() < 0.6 * pixel, "{what}: {} stands at {place}", w.text);
                }
                for w in &beside {
                    let place = frame.plane(w.at)[1];
                    assert!((said(&w.text) - place).abs() < 0.6 * pixel, "{what}: {} stands at {place}", w.text);
                }
                for (i, w) in words.iter().enumerate() {
                    let area = w.area();
                    assert!(
                        inside(area.0, ((-0.5, -0.5), size))
                            && inside(area.1, ((0.0, 0.0), (size.0 + 0.5, size.1 + 0.5))),
                        "{what}: {w:?} is cut"
                    );
                    let hit = words[..i].iter().find(|o| overlap(o.area(), area));
                    assert!(hit.is_none(), "{what}: {w:?} stands on {hit:?}");
                }
                let texts: std::collections::HashSet<&str> = below.iter().map(|w| w.text.as_str()).collect();
                assert_eq!(texts.len(), below.len(), "{what}: two ticks say the same");
            }
        }
    }
}

#[test]
fn minima_are_marked_where_they_are() {
    for surface in surfaces() {
        let frame = fitted(&surface, (640.0, 440.0));
        let palette = Palette::of(Theme::Dark);
        let mut labels = Labels::default();
        let calls =
            noted((640.0, 440.0), |pen| landscape::draw_minima(pen, &frame, palette, &surface, "Minimum", &mut labels));
        let id = surface.spec.id;
        let lowest = surface.lowest().unwrap_or(0.0);
        let visible: Vec<Px> =
            surface.minima.iter().map(|m| frame.px(m.point)).filter(|p| frame.contains(*p)).collect();
        let crowded = visible.len() > 12;
        let circles = |filled: bool, colour: Colour| {
            calls
                .iter()
                .filter(move |c| matches!(c, Call::Circle { filled: f, colour: k, .. } if *f == filled && *k == colour))
        };
        let rings: Vec<Px> = circles(false, palette.ink).map(|c| points(std::slice::from_ref(c))[0]).collect();
        for at in &visible {
            let marked = points(&calls).iter().filter(|p| near(**p, *at, ROUNDED)).count();
            assert!(marked >= 2, "{id}: nothing marks the minimum at {at:?}");
        }
        let full: Vec<&_> = surface
            .minima
            .iter()
            .filter(|m| frame.contains(frame.px(m.point)) && (!crowded || m.f - lowest < 1e-6))
            .collect();
        assert_eq!(rings.len(), full.len(), "{id}");
        assert_eq!(circles(true, palette.ink).count(), full.len(), "{id}");
        let words = texts(&calls);
        let expected = |m: &downhill::core::surfaces::Minimum| match (visible.len() == 1 || crowded, m.f.abs() < 1e-12)
        {
            (true, _) => "Minimum".to_string(),
            (false, true) => "f = 0".to_string(),
            (false, false) => format!("f = {}", number(m.f, 3)),
        };
        let mut said: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        let mut should: Vec<String> = full.iter().map(|m| expected(m)).collect();
        said.sort_unstable();
        should.sort_unstable();
        assert_eq!(said, should, "{id}");
        assert!(words.iter().all(|w| w.halo == Some(palette.casing)), "{id}: words on the landscape have a halo");
    }
}

// --------------------------------------------------------------------------------------------------------- paths

/// A line: points, colour, opacity, width, dashes.
type Drawn<'a> = (&'a [Px], Colour, f64, f64, &'a [f64]);

/// Only the lines of a drawing.
fn lines(calls: &[Call]) -> Vec<Drawn<'_>> {
    let of = |call| match call {
        &Call::Line { ref points, colour, alpha, width, ref dash } => {
            Some((&points[..], colour, alpha, width, &dash[..]))
        }
        _ => None,
    };
    calls.iter().filter_map(of).collect()
}

fn opening() -> (Scene, Vec<Trajectory>, Frame) {
    let scene = Scene::default();
    let runs = simulate(&scene);
    let frame = Frame::fit(SIZE, GUTTER, SAFE, scene.domain());
    (scene, runs, frame)
}

#[test]
fn paths_are_drawn_from_the_start_to_where_the_run_is_and_on_to_its_end() {
    let (scene, runs, frame) = opening();
    let palette = Palette::of(Theme::Light);
    let start = frame.px(scene.start());
    for (slot, run) in runs.iter().enumerate() {
        let path = Path::new(run, &frame, slot, "Adam".into());
        for step in [0, 1, 2, 40, 199, 200, 5000] {
            let here = frame.px(run.points[step.min(200)].point);
            assert_eq!(path.at(step), Some(here));
            let walked = noted(SIZE, |pen| path.draw_walked(pen, palette, (0, step), Emphasis::Normal, false));
            let ahead = noted(SIZE, |pen| path.draw_ghost(pen, palette, step, false));
            for (points, ..) in lines(&walked) {
                assert!(
                    near(points[0], start, ROUNDED) && near(points[points.len() - 1], here, ROUNDED),
                    "{slot} at {step}"
                );
            }
            for (points, ..) in lines(&ahead) {
                let end = frame.px(run.points[200].point);
                assert!(
                    near(points[0], here, ROUNDED) && near(points[points.len() - 1], end, ROUNDED),
                    "{slot} at {step}"
                );
            }
            // No step is farther from the line than can be seen.
            let line = |calls: &[Call]| lines(calls).last().map(|l| l.0.to_vec()).unwrap_or_default();
            let (walked, ahead) = (line(&walked), line(&ahead));
            for (k, p) in run.points.iter().enumerate() {
                let drawn = if k <= step { &walked } else { &ahead };
                let off =
                    drawn.windows(2).map(|l| distance(frame.px(p.point), l[0], l[1])).fold(f64::INFINITY, f64::min);
                assert!(drawn.len() < 2 || off < 0.5, "step {k} of run {slot} is {off} pixels from its path");
            }
        }
    }
}

#[test]
fn a_path_has_its_runs_colour_and_dash_on_a_casing() {
    let (_, runs, frame) = opening();
    for theme in THEMES {
        let palette = Palette::of(theme);
        for slot in 0..MAX_RUNS {
            let path = Path::new(&runs[slot % 4], &frame, slot, "Run".into());
            let drawn = |how| noted(SIZE, |pen| path.draw_walked(pen, palette, (0, 100), how, false));
            let (normal, selected, dimmed) =
                (drawn(Emphasis::Normal), drawn(Emphasis::Selected), drawn(Emphasis::Dimmed));
            let (n, s, d) = (lines(&normal), lines(&selected), lines(&dimmed));
            for all in [&n, &s, &d] {
                assert_eq!(all.len(), 2);
                assert_eq!((all[0].1, all[1].1), (palette.casing, palette.run(slot)), "the casing lies below");
                assert!(all[0].3 > all[1].3 + 2.0, "and is wider");
            }
            assert_eq!(n[1].4, dash(slot), "slot {slot}");
            assert!(s[1].4.is_empty(), "the selected one is solid");
            assert!(d[1].2 < 0.5 && n[1].2 == 1.0);
            let beads: Vec<&Call> =
                selected.iter().filter(|c| matches!(c, Call::Circle { filled: true, .. })).collect();
            assert!(beads.len() > 5 && normal.len() == 2 && dimmed.len() == 2);
            let ghost = noted(SIZE, |pen| path.draw_ghost(pen, palette, 100, false));
            let g = lines(&ghost);
            assert_eq!((g[0].1, g[1].1, g[1].4), (palette.casing, palette.run(slot), dash(slot)));
            assert!(g[1].2 < 0.5 && g[1].3 < n[1].3, "what lies ahead is faint");
        }
    }
}

#[test]
fn beads_stand_on_steps_five_pixels_apart() {
    let (_, runs, frame) = opening();
    for run in &runs {
        let path = Path::new(run, &frame, 0, "Run".into());
        let calls =
            noted(SIZE, |pen| path.draw_walked(pen, Palette::of(Theme::Light), (0, 120), Emphasis::Selected, false));
        let beads: Vec<Px> =
            points(&calls.into_iter().filter(|c| matches!(c, Call::Circle { .. })).collect::<Vec<_>>());
        let steps: Vec<Px> = run.points[..=120].iter().map(|p| frame.px(p.point)).collect();
        assert!(near(beads[0], steps[0], ROUNDED));
        for bead in &beads {
            assert!(steps.iter().any(|s| near(*s, *bead, ROUNDED)), "{bead:?} is no step");
        }
        for pair in beads.windows(2) {
            assert!((pair[0].0 - pair[1].0).hypot(pair[0].1 - pair[1].1) > 5.0 - 2.0 * ROUNDED, "{pair:?}");
        }
        // Where steps are long each has its bead.
        let long = steps.windows(2).all(|s| (s[0].0 - s[1].0).hypot(s[0].1 - s[1].1) > 5.0);
        assert!(!long || beads.len() == steps.len());
    }
}

#[test]
fn every_slot_has_its_own_marker() {
    let (_, runs, frame) = opening();
    let palette = Palette::of(Theme::Dark);
    for slot in 0..MAX_RUNS {
        let path = Path::new(&runs[0], &frame, slot, "Run".into());
        let calls = noted(SIZE, |pen| path.draw_marker(pen, palette, 30, Emphasis::Normal));
        let here = path.at(30).unwrap();
        let casing = |call: &Call| match call {
            Call::Circle { colour, .. } | Call::Line { colour, .. } | Call::Area { colour, .. } => {
                *colour == palette.casing
            }
            _ => false,
        };
        let (below, mark): (Vec<&Call>, Vec<&Call>) = calls.iter().partition(|c| casing(c));
        assert!(!below.is_empty() && !mark.is_empty() && casing(&calls[0]), "slot {slot}: on a casing");
        let shape = match (marker(slot), mark.as_slice()) {
            (Marker::Circle, [Call::Circle { filled: true, .. }]) => 0,
            (Marker::Square | Marker::Diamond, [Call::Area { points, .. }]) => points.len() - 4,
            (Marker::TriangleUp | Marker::TriangleDown, [Call::Area { points, .. }]) => points.len() - 3,
            (Marker::Star, [Call::Area { points, .. }]) => points.len() - 10,
            (Marker::Cross | Marker::Plus, [Call::Line { points: a, .. }, Call::Line { points: b, .. }]) => {
                a.len() + b.len() - 4
            }
            (kind, drawn) => panic!("{kind:?}: {drawn:?}"),
        };
        assert_eq!(shape, 0, "slot {slot}: as many corners as there should be");
        for call in &mark {
            let (Call::Circle { colour, .. } | Call::Line { colour, .. } | Call::Area { colour, .. }) = call else {
                continue;
            };
            assert_eq!(*colour, palette.run(slot));
        }
        for p in points(&calls) {
            assert!((p.0 - here.0).hypot(p.1 - here.1) < 12.0, "slot {slot}: {p:?} around {here:?}");
        }
        if marker(slot) == Marker::TriangleUp || marker(slot) == Marker::TriangleDown {
            let Call::Area { points, .. } = mark[0] else { unreachable!() };
            let above = points.iter().filter(|p| p.1 < here.1).count();
            assert_eq!(above, if marker(slot) == Marker::TriangleUp { 1 } else { 2 }, "the tip is where it should be");
        }
    }
    assert_eq!(
        (marker(0), marker(8)),
        (Marker::Circle, Marker::Square),
        "the ninth has the first's colour, not its marker"
    );
}

#[test]
fn a_path_knows_how_far_it_is() {
    let (_, runs, frame) = opening();
    let path = Path::new(&runs[3], &frame, 0, "Run".into());
    for p in &runs[3].points {
        assert!(path.distance(frame.px(p.point)) < 0.5);
    }
    let off = path.distance((0.0, 0.0));
    let true_distance =
        runs[3].points.windows(2).map(|w| distance((0.0, 0.0), frame.px(w[0].point), frame.px(w[1].point)));
    assert!((off - true_distance.fold(f64::INFINITY, f64::min)).abs() < 0.5, "{off}");
}

/// A run that goes far out of the picture, or stands still, is drawn all the same, and quickly on backends that cut
/// dashes themselves.
#[test]
fn paths_may_go_anywhere() {
    let (_, _, frame) = opening();
    let palette = Palette::of(Theme::Light);
    let far = [1e3, 1e6, 1e12, 1e150, 1e300, f64::MAX];
    for reach in far {
        let points =
            [([0.0, 0.0], 1.0), ([reach, 0.5], 1.0), ([0.5, reach], 1.0), ([-reach, -reach], 1.0), ([0.0, 0.1], 1.0)];
        for slot in 0..8 {
            let path = Path::new(&trajectory(&points, Outcome::Budget), &frame, slot, "Far".into());
            let draw = |pen: &mut Pen<plotters_svg::SVGBackend>| {
                path.draw_ghost(pen, palette, 0, false)?;
                for how in [Emphasis::Normal, Emphasis::Selected, Emphasis::Dimmed] {
                    path.draw_walked(pen, palette, (0, 4), how, false)?;
                }
                path.draw_marker(pen, palette, 2, Emphasis::Normal)
            };
            let text = svg((320, 220), 8, &draw).expect("drawing into memory");
            assert!(text.len() < 300_000, "{} bytes for slot {slot}, {reach:e}", text.len());
        }
    }
    let still = trajectory(&[([0.1, 0.2], 1.0); 50], Outcome::Budget);
    let path = Path::new(&still, &frame, 1, "Still".into());
    assert!(
        path.distance(frame.px([0.1, 0.2])) < 1e-6,
        "also of a run that stands still: {}",
        path.distance((0.0, 0.0))
    );
    let nowhere = Path::new(&trajectory(&[], Outcome::Diverged { at: 0 }), &frame, 1, "Nowhere".into());
    assert_eq!(nowhere.at(5), None);
    let calls = noted(SIZE, |pen| {
        nowhere.draw_ghost(pen, palette, 3, false)?;
        nowhere.draw_walked(pen, palette, (0, 3), Emphasis::Selected, false)?;
        nowhere.draw_marker(pen, palette, 3, Emphasis::Selected)?;
        nowhere.draw_name(pen, palette, &frame, 3, &mut Labels::default())?;
        Ok(())
    });
    assert!(calls.is_empty(), "{calls:?}");
}

#[test]
fn a_step_to_far_away_leaves_in_its_direction() {
    let (_, _, frame) = opening();
    for far in [10.0, 1e6, 1e9, 1e15, 1e150, 1e290] {
        let path = Path::new(
            &trajectory(&[([0.0, 0.0], 1.0), ([3.0 * far, far], 1.0)], Outcome::Budget),
            &frame,
            0,
            "Far".into(),
        );
        let calls =
            noted(SIZE, |pen| path.draw_walked(pen, Palette::of(Theme::Light), (0, 1), Emphasis::Normal, false));
        for (line, ..) in lines(&calls) {
            let (dx, dy) = (line[1].0 - line[0].0, line[1].1 - line[0].1);
            assert!(dx > 0.0 && (dx / dy + 3.0).abs() < 1e-2, "{far:e}: {line:?}");
        }
        assert_eq!(calls.len(), 2);
    }
}

/// While it plays, a path is drawn piece by piece: together they are the path.
#[test]
fn pieces_of_a_path_join() {
    let (_, runs, frame) = opening();
    let palette = Palette::of(Theme::Light);
    for run in &runs {
        let path = Path::new(run, &frame, 1, "Run".into());
        let drawn = |span, how| noted(SIZE, |pen| path.draw_walked(pen, palette, span, how, false));
        let discs = |calls: &[Call]| {
            calls
                .iter()
                .filter(|c| matches!(c, Call::Circle { .. }))
                .flat_map(|c| points(std::slice::from_ref(c)))
                .collect::<Vec<Px>>()
        };
        let whole = discs(&drawn((0, 150), Emphasis::Selected));
        let mut beads: Vec<Px> = Vec::new();
        for span in [(0, 1), (1, 2), (2, 30), (30, 31), (31, 150)] {
            let calls = drawn(span, Emphasis::Normal);
            for (line, colour, ..) in lines(&calls) {
                // The casing is wide and hidden but for its rim.
                let allowed = if colour == palette.casing { 1.0 } else { 0.5 };
                let end = |k: usize| frame.px(run.points[k].point);
                // The line itself reaches a little back over the end of the piece before, which the casing covers.
                let first = if colour == palette.casing { span.0 } else { 0 };
                let begins = (first..=span.0).any(|k| near(line[0], end(k), ROUNDED));
                assert!(begins && near(line[line.len() - 1], end(span.1), ROUNDED), "{span:?}");
                for k in span.0..=span.1 {
                    let off = line.windows(2).map(|l| distance(end(k), l[0], l[1])).fold(f64::INFINITY, f64::min);
                    assert!(off < allowed, "step {k} is {off} pixels from its piece {span:?}");
                }
            }
            for bead in discs(&drawn(span, Emphasis::Selected)) {
                // Where two pieces meet, both draw the beads.
                if !beads.iter().any(|before| near(*before, bead, 1e-9)) {
                    beads.push(bead);
                }
            }
        }
        assert_eq!(beads, whole);
    }
}

/// Cut into dashes here or by the canvas, a line through the picture looks the same, however far it goes on.
#[test]
fn dashes_in_the_picture_do_not_depend_on_what_is_outside() {
    let (_, _, frame) = opening();
    let palette = Palette::of(Theme::Light);
    let from = frame.plane((100.0, 100.0));
    let to = |length: f64| frame.plane((100.0 + length, 100.0));
    let dashes = |length: f64| {
        let path = Path::new(&trajectory(&[(from, 1.0), (to(length), 1.0)], Outcome::Budget), &frame, 1, "x".into());
        let picture = Picture::draw((320, 220), 1, palette.surface, |pen| {
            path.draw_walked(pen, palette, (0, 1), Emphasis::Normal, false)
        });
        (0..320).map(|x| picture.at(x, 100) == palette.run(1)).collect::<Vec<bool>>()
    };
    let short = dashes(260.0);
    assert!(
        short.iter().filter(|on| **on).count() > 80 && short[101..].iter().filter(|on| !**on).count() > 20,
        "{short:?}"
    );
    for length in [500.0, 1e4, 1e6] {
        assert_eq!(dashes(length), short, "{length}");
    }
}

// --------------------------------------------------------------------------------------------- labels and arrows

fn scenes_to_draw() -> Vec<String> {
    let own = SURFACES.iter().map(|s| format!("surface={}", s.id));
    let many: Vec<String> = (0..12).map(|i| format!("run=adam,lr:{}", 0.02 * f64::from(i + 1))).collect();
    let more = [
        many.join("&"),
        format!("surface=himmelblau&select=7&{}", many.join("&")),
        "surface=rastrigin&domain=-2.4,2.4,-1.6,1.6&start=2,1.4".into(),
        "run=none".into(),
        "run=sgd,lr:1&run=momentum,lr:3".into(),
        "steps=1".into(),
    ];
    own.chain(more).collect()
}

/// Draws a scene in a theme and language at some steps.
fn with_races(text: &str, theme: Theme, lang: Lang, mut draw: impl FnMut(&Race, usize)) {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    let (scene, runs, surface) = (&read.scene, simulate(&read.scene), read.scene.landscape());
    let arrows = Arrows { gradient: true, velocity: true, step: true, ..Arrows::default() };
    for (step, hover) in [(0, None), (1, None), (17, Some(0)), (60, None), (scene.steps, Some(2))] {
        let race = Race {
            scene,
            runs: &runs,
            surface: &surface,
            palette: Palette::of(theme),
            lang,
            arrows,
            hover,
            hint: step > 1,
            draft: false,
        };
        draw(&race, step.min(scene.steps));
    }
}

#[test]
fn words_on_the_landscape_keep_out_of_each_others_way() {
    let mut written = 0;
    for text in scenes_to_draw() {
        for (size, em) in [(SIZE, 1.0), ((900.0, 560.0), 1.0), ((640.0, 420.0), 1.375)] {
            with_races(&text, Theme::Light, Lang::En, |race, step| {
                let frame = Frame::fit(size, GUTTER, SAFE, race.scene.domain());
                let paths = race.paths(&frame);
                let mut names = Vec::new();
                let calls = noted_at(size, em, |pen| {
                    names = race.draw_marks(pen, &frame, &paths, step)?.names;
                    Ok(())
                });
                let words = texts(&calls);
                for (i, w) in words.iter().enumerate() {
                    let (from, to) = w.area();
                    assert!(
                        inside(from, plot(&frame)) && inside(to, plot(&frame)),
                        "{text} at {step}: {w:?} leaves the plot"
                    );
                    assert_eq!(w.halo, Some(race.palette.casing), "{text}: {w:?}");
                    let hit = words[..i].iter().find(|o| overlap(o.area(), (from, to)));
                    assert!(hit.is_none(), "{text} at {step}: {w:?} stands on {hit:?}");
                    // Nor on a marker, the handle at the start, or a minimum.
                    let marks = paths.iter().flatten().filter_map(|p| p.at(step)).map(|p| (p, 5.0 * em));
                    let start = (frame.px(race.scene.start()), 14.0 * em);
                    for (p, r) in marks.chain([start]) {
                        let mark = ((p.0 - r, p.1 - r), (p.0 + r, p.1 + r));
                        assert!(!overlap(mark, (from, to)), "{text} at {step}: {w:?} stands on the mark at {p:?}");
                    }
                }
                written += words.len();
                // The places given back are those of the names that were written.
                let all = race.scene.run_names(race.lang);
                for (run, (from, to)) in names {
                    let found = words
                        .iter()
                        .any(|w| w.text == all[run] && inside(w.at, ((from.0 - 0.1, from.1), (to.0 + 0.1, to.1))));
                    assert!(found, "{text} at {step}: {} is not at {from:?}", all[run]);
                }
            });
        }
    }
    assert!(written > 800, "{written} words were written");
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn placed_labels_never_overlap(
        marks in prop::collection::vec((0.0..320.0_f64, 0.0..220.0_f64, 1..12_usize), 1..25),
        blocked in prop::collection::vec((0.0..320.0_f64, 0.0..220.0_f64), 0..5),
    ) {
        let frame = Frame::fit(SIZE, GUTTER, SAFE, Domain::new(0.0, 1.0, 0.0, 1.0));
        let mut labels = Labels::default();
        let boxes: Vec<(Px, Px)> = blocked.into_iter().map(|(x, y)| ((x, y), (x + 20.0, y + 20.0))).collect();
        boxes.iter().for_each(|(a, b)| labels.block(*a, *b));
        let mut places = Vec::new();
        let calls = noted(SIZE, |pen| {
            for (x, y, length) in &marks {
                places.push(labels.place(pen, &frame, &"m".repeat(*length), (*x, *y), 10.0, Type::plain(12.0, Colour { 0: 0, 1: 0, 2: 0 }))?);
            }
            Ok(())
        });
        let areas: Vec<(Px, Px)> = texts(&calls).iter().map(|w| w.area()).collect();
        prop_assert_eq!(areas.len(), places.iter().flatten().count());
        for (i, a) in areas.iter().enumerate() {
            prop_assert!(areas[..i].iter().chain(&boxes).all(|b| !overlap(*a, *b)), "{:?}", a);
            prop_assert!(inside(a.0, plot(&frame)) && inside(a.1, plot(&frame)));
        }
        // A mark with nothing near it gets its label.
        if let ([(x, y, length)], true) = (marks.as_slice(), boxes.is_empty()) {
            let room = x - 36.0 > 140.0 && 320.0 - x > 140.0 && (30.0..170.0).contains(y) && *length < 12;
            prop_assert!(!room || areas.len() == 1);
        }
    }
}

#[test]
fn a_label_prefers_not_to_cross_a_line() {
    let frame = Frame::fit(SIZE, GUTTER, SAFE, Domain::new(0.0, 1.0, 0.0, 1.0));
    let mark = (180.0, 100.0);
    let place = |line: &[Px]| {
        let mut labels = Labels::default();
        labels.avoid(line);
        let look = Type::plain(12.0, Colour { 0: 0, 1: 0, 2: 0 });
        let calls = noted(SIZE, |pen| labels.place(pen, &frame, "Adam", mark, 13.0, look).map(|_| ()));
        texts(&calls)[0].align
    };
    assert_eq!(place(&[]), Align::Left, "to the right, if nothing is there");
    assert_eq!(place(&[mark, (300.0, 100.0)]), Align::Right);
    assert_eq!(place(&[(40.0, 100.0), (300.0, 100.0)]), Align::Centre);
}

fn arrow(vector: Vec2, true_length: bool) -> Arrow {
    Arrow { vector, true_length, name: "m", colour: Palette::of(Theme::Light).ink, text: Palette::of(Theme::Light).ink }
}

fn drawn_arrow(arrow: &Arrow, from: Px, em: f64) -> Vec<Call> {
    let (_, _, frame) = opening();
    noted_at(SIZE, em, |pen| arrows::draw(pen, &frame, Palette::of(Theme::Light), from, arrow, &mut Labels::default()))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn arrows_point_exactly_where_they_should(angle in 0.0..std::f64::consts::TAU, log_size in -8.0..8.0_f64, em in 0.8..1.5_f64) {
        let size = 10f64.powf(log_size);
        let (_, _, frame) = opening();
        let from = (180.0, 100.0);
        let vector = [size * angle.cos(), size * angle.sin()];
        let calls = drawn_arrow(&arrow(vector, false), from, em);
        let head = calls.iter().find_map(|c| if let Call::Area { points, .. } = c { Some(points.clone()) } else { None });
        let head = head.expect("an arrow has a head");
        let tip = head[1];
        let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
        let length = dx.hypot(dy);
        prop_assert!((angle.cos() * -dy - angle.sin() * dx).abs() < 0.2, "it points to {dx}, {dy}, not {angle}");
        prop_assert!(angle.cos() * dx - angle.sin() * dy > 0.0, "and not backwards");
        let expected = (22.0 + 34.0 * size.sqrt()).min(96.0) * em;
        prop_assert!((length - expected).abs() < 0.2, "{length}, not {expected}");
        prop_assert!(near(lines(&calls)[0].0[0], from, ROUNDED), "it begins at the run");
        // True to scale, the tip is where the next step lands.
        let step = [size.min(1.0) * angle.cos(), size.min(1.0) * angle.sin()];
        let calls = drawn_arrow(&arrow(step, true), from, em);
        let there = (from.0 + step[0] * frame.scale, from.1 - step[1] * frame.scale);
        let long = (there.0 - from.0).hypot(there.1 - from.1);
        match calls.iter().find_map(|c| if let Call::Area { points, .. } = c { Some(points[1]) } else { None }) {
            Some(tip) => prop_assert!(near(tip, there, ROUNDED), "{tip:?}, not {there:?}"),
            None => prop_assert!(long <= 3.0, "an arrow of {long} pixels is missing"),
        }
    }
}

#[test]
fn a_vector_without_a_direction_has_no_arrow() {
    for v in [[0.0, 0.0], [f64::NAN, 1.0], [1.0, f64::INFINITY], [f64::MAX, f64::MAX]] {
        assert!(drawn_arrow(&arrow(v, false), (180.0, 100.0), 1.0).is_empty(), "{v:?}");
    }
    assert!(drawn_arrow(&arrow([1e-9, 0.0], true), (180.0, 100.0), 1.0).is_empty(), "too short to be seen");
}

// ---------------------------------------------------------------------------------------------------------- loss

const LOSS_GUTTER: Insets = Insets { left: 41.6, right: 86.4, top: 8.0, bottom: 20.0 };

/// A run with these losses.
fn losses(losses: &[f64], outcome: Outcome) -> Trajectory {
    trajectory(&losses.iter().map(|f| ([0.0, 0.0], *f)).collect::<Vec<_>>(), outcome)
}

fn chart(runs: &[Trajectory], steps: usize) -> LossChart {
    let curves = runs.iter().enumerate().map(|(i, t)| Curve::new(t, 0.0, i, format!("Run {i}"), i == 1)).collect();
    LossChart::new(SIZE, LOSS_GUTTER, steps, curves)
}

fn drawn_losses(chart: &LossChart) -> Vec<Call> {
    noted(SIZE, |pen| chart.draw_curves(pen, Palette::of(Theme::Light), false, (0.0, SIZE.0), None))
}

const TOP: f64 = 8.0;
const FLOOR: f64 = 200.0;

#[test]
fn losses_stand_at_their_step_and_height() {
    // From 1 down to 10⁻⁴: a decade above the start is the top.
    let run = losses(&(0..=80).map(|k| 10f64.powf(-f64::from(k) / 20.0)).collect::<Vec<_>>(), Outcome::Budget);
    let chart = chart(&[run], 80);
    let calls = drawn_losses(&chart);
    let line = lines(&calls)[0].0;
    assert_eq!(line.len(), 2, "an even fall is a straight line");
    let height = FLOOR - TOP;
    let at = |log: f64| FLOOR - (log + 4.1) / 5.1 * height;
    assert!(near(line[0], (41.6, at(0.0)), ROUNDED), "{line:?}, {}", at(0.0));
    assert!(near(line[1], (320.0 - 86.4, at(-4.0)), ROUNDED), "{line:?}");
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_time_axis_inverts(steps in 1..10_000_usize, share in 0.0..=1.0_f64, width in 300.0..2000.0_f64) {
        let chart = LossChart::new((width, 120.0), LOSS_GUTTER, steps, Vec::new());
        let step = (share * steps as f64).round() as usize;
        prop_assert_eq!(chart.step_at(chart.x(step as f64)), step);
        prop_assert_eq!((chart.step_at(-1e9), chart.step_at(1e9)), (0, steps));
        prop_assert!((chart.x(0.0) - 41.6).abs() < 1e-9 && (chart.x(steps as f64) - (width - 86.4)).abs() < 1e-6);
    }

    /// Whatever the losses are, curves stay in the picture but for the top, lower losses stand lower, and the pointer
    /// finds the curve that is there.
    #[test]
    fn curves_tell_which_loss_is_lower(logs in prop::collection::vec(prop::collection::vec(-12.0..9.0_f64, 30), 1..6)) {
        let runs: Vec<Trajectory> =
            logs.iter().map(|l| losses(&l.iter().map(|v| 10f64.powf(*v)).collect::<Vec<_>>(), Outcome::Budget)).collect();
        let chart = chart(&runs, 29);
        let calls = drawn_losses(&chart);
        let curves = lines(&calls);
        prop_assert_eq!(curves.len(), runs.len());
        for (points, ..) in &curves {
            for p in *points {
                prop_assert!(p.0 >= 41.6 - ROUNDED && p.0 <= 233.6 + ROUNDED && p.1 <= FLOOR + ROUNDED, "{p:?}");
                prop_assert!(p.1 >= TOP - 0.6 * (FLOOR - TOP), "not out of all bounds: {p:?}");
            }
        }
        // The first point of each, in the order drawn: the selected one last.
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|i| *i == 1);
        for (a, (line_a, ..)) in order.iter().zip(&curves) {
            for (b, (line_b, ..)) in order.iter().zip(&curves) {
                if logs[*a][0] < logs[*b][0] {
                    prop_assert!(line_a[0].1 >= line_b[0].1 - ROUNDED);
                }
            }
        }
        let first = curves[0].0[0];
        prop_assert!(chart.slot_at(first, 3.0).is_some());
        prop_assert_eq!(chart.slot_at((130.0, -300.0), 3.0), None);
    }
}

#[test]
fn a_diverging_run_leaves_through_the_top_and_flattens_no_other() {
    let good = losses(&(0..=50).map(|k| 10f64.powf(-f64::from(k) / 10.0)).collect::<Vec<_>>(), Outcome::Budget);
    let alone = chart(std::slice::from_ref(&good), 50);
    let bad = losses(&[1.0, 1e3, 1e40, 1e300], Outcome::Diverged { at: 4 });
    let both = chart(&[good, bad], 50);
    let (before, after) = (drawn_losses(&alone), drawn_losses(&both));
    assert_eq!(lines(&before)[0].0, lines(&after)[0].0, "the good run's curve is where it was");
    let all = lines(&after);
    let leaving = all[1].0;
    assert!(near(leaving[0], (41.6, leaving[0].1), ROUNDED) && leaving[0].1 > TOP, "it begins in the picture");
    let end = leaving[leaving.len() - 1];
    assert!(end.1 < TOP, "{end:?}");
    assert!(leaving.windows(2).all(|p| p[1].1 <= p[0].1), "it never comes back: {leaving:?}");
    assert!(end.0 <= both.x(4.0) + ROUNDED);
    // Its name stands at the top.
    let names = noted(SIZE, |pen| both.draw_names(pen, Palette::of(Theme::Light)));
    let names = texts(&names);
    assert_eq!((names[0].text.as_str(), names[1].text.as_str()), ("Run 1", "Run 0"));
    assert!(names[0].at.1 <= TOP + 1.0);
}

#[test]
fn uncovering_a_curve_step_by_step_never_shows_what_comes_later() {
    let bad = losses(&[1.0, 2.0, 4.0, 8.0, 1e30, 1e200], Outcome::Diverged { at: 6 });
    let chart = chart(&[bad], 10);
    for step in 0..6 {
        let cursor = chart.x(f64::from(step));
        let calls = noted(SIZE, |pen| chart.draw_curves(pen, Palette::of(Theme::Light), false, (0.0, cursor), None));
        for (points, ..) in lines(&calls) {
            // One point beyond the edge, where it is clipped.
            let beyond = points.iter().filter(|p| p.0 > cursor + ROUNDED).count();
            assert!(beyond <= 1, "at step {step}: {points:?}");
        }
    }
}

#[test]
fn losses_at_the_minimum_itself_stand_on_the_floor() {
    let run = losses(&[1.0, 0.1, 0.0, 0.0], Outcome::Converged { at: 2 });
    let calls = drawn_losses(&chart(&[run], 3));
    let line = lines(&calls)[0].0.to_vec();
    assert!(
        (line[line.len() - 1].1 - FLOOR).abs() < ROUNDED && line.iter().all(|p| p.1 <= FLOOR + ROUNDED),
        "{line:?}"
    );
    let there_already = losses(&[0.0, 0.0, 0.0], Outcome::Converged { at: 0 });
    let calls = drawn_losses(&chart(&[there_already], 2));
    assert!(lines(&calls)[0].0.iter().all(|p| (p.1 - FLOOR).abs() < ROUNDED));
}

fn axes(chart: &LossChart, size: (f64, f64)) -> Vec<Call> {
    noted(size, |pen| chart.draw_axes(pen, Palette::of(Theme::Light), "loss above the minimum"))
}

#[test]
fn loss_axes_are_labelled_without_collisions() {
    let falls = |from: f64, to: f64, n: usize| {
        losses(
            &(0..=n).map(|k| 10f64.powf(from + (to - from) * k as f64 / n as f64)).collect::<Vec<_>>(),
            Outcome::Budget,
        )
    };
    for (height, steps) in [(120.0, 1), (120.0, 2), (134.4, 200), (220.0, 10_000), (80.0, 37), (220.0, 999)] {
        for (from, to) in [(0.0, -3.0), (8.3, -9.0), (-20.0, -20.5), (300.0, 280.0), (2.0, 1.9), (-300.0, -307.0)] {
            let curve = Curve::new(&falls(from, to, steps), 0.0, 0, "Adam".into(), true);
            let size = (320.0, height);
            let chart = LossChart::new(size, LOSS_GUTTER, steps, vec![curve]);
            let calls = noted(size, |pen| {
                chart.draw_axes(pen, Palette::of(Theme::Light), "loss above the minimum")?;
                chart.draw_names(pen, Palette::of(Theme::Light))
            });
            let what = format!("{height} high, {steps} steps, from 10^{from} to 10^{to}");
            let words = texts(&calls);
            for (i, w) in words.iter().enumerate() {
                let area = w.area();
                assert!(area.0.0 > -0.5 && area.0.1 > -6.5 && area.1.1 < height + 0.5, "{what}: {w:?} is cut");
                let hit = words[..i].iter().find(|o| overlap(o.area(), area));
                assert!(hit.is_none() || w.halo.is_some(), "{what}: {w:?} stands on {hit:?}");
            }
            let (decades, times): (Vec<&Words>, Vec<&Words>) =
                words.iter().copied().partition(|w| w.align == Align::Right && w.at.0 < 41.6);
            assert!(decades.len() >= 2, "{what}: {words:?}");
            for w in &decades {
                let text = &w.text;
                assert!(text.starts_with("10") || text == "1", "{what}: {text}");
            }
            // Decades stand where losses of that size do: each ten times the one below, evenly.
            let mut heights: Vec<(f64, f64)> =
                decades.iter().map(|w| (said(&w.text).log10().round(), w.at.1)).collect();
            heights.sort_by(|a, b| a.0.total_cmp(&b.0));
            for three in heights.windows(3) {
                assert!(
                    ((three[1].1 - three[0].1) - (three[2].1 - three[1].1)).abs() < 2.0 * ROUNDED,
                    "{what}: {heights:?}"
                );
            }
            assert!(heights.windows(2).all(|h| h[0].1 > h[1].1), "{what}: {heights:?}");
            let numbers: Vec<&&Words> = times.iter().filter(|w| w.text.parse::<usize>().is_ok()).collect();
            assert!(numbers.len() >= 2 && numbers[0].text == "0", "{what}: {numbers:?}");
            for w in numbers {
                let step: f64 = w.text.parse().unwrap();
                let off = (w.at.0 - chart.x(step)).abs();
                assert!(off < ROUNDED || step == steps as f64 && off < 20.0, "{what}: {w:?}");
            }
        }
    }
}

#[test]
fn names_of_curves_stand_apart_in_the_order_of_their_losses() {
    for height in [90.0, 134.4, 220.0, 400.0] {
        for count in 0..=MAX_RUNS {
            let curves = (0..count)
                .map(|i| {
                    let run = losses(&[1.0, 10f64.powi(-(i as i32) % 5)], Outcome::Budget);
                    Curve::new(&run, 0.0, i, format!("Run {i}"), i + 1 == count)
                })
                .collect();
            let size = (320.0, height);
            let chart = LossChart::new(size, LOSS_GUTTER, 1, curves);
            let calls = noted(size, |pen| chart.draw_names(pen, Palette::of(Theme::Dark)));
            let words = texts(&calls);
            let what = format!("{count} names, {height} high");
            for pair in words.windows(2) {
                assert!(pair[1].at.1 - pair[0].at.1 >= 13.5 - 2.0 * ROUNDED, "{what}: {pair:?}");
            }
            for w in &words {
                assert!(w.area().0.1 >= -6.5 && w.area().1.1 <= height, "{what}: {w:?} is cut");
                assert_eq!(w.bold, w.text == format!("Run {}", count - 1), "the selected one is bold");
            }
            let room = ((height - 20.0 + 3.0 - 8.0) / 13.5) as usize + 1;
            assert_eq!(words.len(), count.min(room), "{what}: as many as there is room for");
            assert!(count == 0 || words.iter().any(|w| w.bold), "{what}: the selected one is among them");
            let loss = |w: &&&Words| w.text[4..].parse::<i32>().unwrap() % 5;
            let order: Vec<i32> = words.iter().map(|w| loss(&w)).collect();
            assert!(order.is_sorted(), "{what}: the lowest loss stands lowest: {order:?}");
            for w in words {
                let slot: usize = w.text[4..].parse().unwrap();
                assert_eq!(chart.slot_at((w.at.0 + 5.0, w.at.1), 3.0), Some(slot), "{what}: pointing at {}", w.text);
            }
        }
    }
}

#[test]
fn long_runs_have_no_more_points_than_a_screen() {
    let noisy: Vec<f64> = (0..=10_000).map(|k| 1e-3 + 0.5 * (f64::from(k) * 0.01).sin().abs()).collect();
    let calls = drawn_losses(&chart(&[losses(&noisy, Outcome::Budget)], 10_000));
    let count = lines(&calls)[0].0.len();
    assert!((60..4000).contains(&count), "{count} points");
}

#[test]
fn charts_without_much_to_show_are_drawn_all_the_same() {
    let empty = chart(&[], 200);
    assert!(drawn_losses(&empty).is_empty());
    assert!(texts(&axes(&empty, SIZE)).len() > 3);
    let nowhere = chart(&[losses(&[], Outcome::Diverged { at: 0 })], 200);
    assert!(drawn_losses(&nowhere).is_empty());
    assert!(!axes(&nowhere, SIZE).is_empty());
    let names = noted(SIZE, |pen| nowhere.draw_names(pen, Palette::of(Theme::Light)));
    assert_eq!(texts(&names).len(), 1, "the run has a name all the same");
    let one = chart(&[losses(&[4.0, 1.0], Outcome::Budget)], 1);
    let calls = drawn_losses(&one);
    assert_eq!(lines(&calls)[0].0.len(), 2);
    for (step, count) in [(0.0, 1), (1.0, 1), (0.4, 1), (2.0, 0)] {
        let cursor = noted(SIZE, |pen| one.draw_cursor(pen, Palette::of(Theme::Light), step));
        let marks = cursor.iter().filter(|c| matches!(c, Call::Circle { filled: true, .. })).count();
        assert_eq!(marks, 2 * count, "a disc on its casing at step {step}");
        let (line, ..) = lines(&cursor)[0];
        assert!((line[0].0 - one.x(step)).abs() < ROUNDED && (line[1].0 - one.x(step)).abs() < ROUNDED);
    }
    for extreme in [[1e308, -1e308], [5e-324, 0.0], [f64::MAX, f64::MAX]] {
        let curve = Curve::new(&losses(&extreme, Outcome::Budget), -1e308, 0, "x".into(), false);
        let chart = LossChart::new(SIZE, LOSS_GUTTER, 1, vec![curve]);
        let calls = drawn_losses(&chart);
        assert!(points(&calls).iter().all(|p| p.0.is_finite() && p.1.abs() < 1e4));
        assert!(axes(&chart, SIZE).len() < 100);
    }
}

// --------------------------------------------------------------------------------------- whole races, odd places

#[test]
fn whole_scenes_are_drawn_on_every_backend() {
    for text in scenes_to_draw() {
        for (theme, lang) in [(Theme::Light, Lang::En), (Theme::Dark, Lang::Zh)] {
            with_races(&text, theme, lang, |race, step| {
                let calls = noted(SIZE, |pen| race.draw(pen, SIZE, step));
                let what = format!("{text} at {step}, {theme:?}");
                for call in &calls {
                    let (Call::Rect { alpha, .. }
                    | Call::Line { alpha, .. }
                    | Call::Area { alpha, .. }
                    | Call::Circle { alpha, .. }) = call
                    else {
                        continue;
                    };
                    assert!((0.0..=1.0).contains(alpha), "{what}: {call:?}");
                }
                for w in texts(&calls) {
                    assert!(inside(w.at, WHOLE), "{what}: {w:?}");
                    assert!(!w.text.contains("NaN") && !w.text.contains(['{', '}']), "{what}: {w:?}");
                    assert!((10.0..16.0).contains(&w.size), "{what}: {w:?}");
                }
                assert!(texts(&calls).iter().any(|w| w.text == lang.text(key::START)) || step > 0, "{what}");
                let vector = svg((320, 220), 8, &|pen| race.draw(pen, SIZE, step)).expect("drawing into memory");
                assert!(
                    vector.starts_with("<svg width=\"320\" height=\"220\" viewBox=\"0 0 2560 1760\""),
                    "{}",
                    &vector[..90]
                );
                assert!(
                    vector.trim_end().ends_with("</svg>") && !vector.contains("NaN") && !vector.contains("inf"),
                    "{what}"
                );
                for w in texts(&calls).iter().filter(|w| w.halo.is_none()) {
                    assert!(vector.contains(&w.text), "{what}: {} is not in the SVG", w.text);
                }
            });
        }
    }
}

#[test]
fn difficult_functions_are_drawn() {
    for (name, surface) in difficult() {
        for domain in [
            Domain::new(-1.0, 1.0, -1.0, 1.0),
            Domain::new(-1e200, 1e200, -1e200, 1e200),
            Domain::new(0.0, 1e-200, 0.0, 1e-200),
        ] {
            draws(&format!("{name} on {domain:?}"), &surface, domain, SIZE);
        }
    }
}

/// Draws the ground of a surface, whatever it is.
fn draws(what: &str, surface: &Surface, domain: Domain, size: (f64, f64)) {
    let frame = Frame::fit(size, GUTTER, SAFE, domain);
    let ground = Landscape::new(surface, &frame, 4.0, BANDS);
    let palette = Palette::of(Theme::Dark);
    let calls = noted(size, |pen| {
        ground.draw_bands(pen, palette)?;
        ground.draw_lines(pen, palette, true)?;
        landscape::draw_axes(pen, &frame, palette)?;
        landscape::draw_minima(pen, &frame, palette, surface, "Minimum", &mut Labels::default())
    });
    assert!(calls.len() < 20_000, "{what}: {} calls", calls.len());
    assert!(!texts(&calls).iter().any(|w| w.text.contains("NaN") || w.text.contains('∞')), "{what}");
    assert!(ground.field.heights.iter().all(|h| (0.0..=1.03 * BANDS as f32).contains(h)), "{what}");
    let bar = ground.colour_bar(palette);
    assert!(bar.ticks.iter().all(|(_, f)| f.is_finite()), "{what}: {:?}", bar.ticks);
    assert_eq!(ground.relief(palette).len(), ground.field.heights.len() * 4, "{what}");
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_domain_and_size_is_drawn(
        i in 0..SURFACES.len(),
        domain in any_domain(),
        size in (1.0..400.0_f64, 1.0..300.0_f64),
    ) {
        let surface = Surface::new(&SURFACES[i], &defaults(SURFACES[i].params));
        draws(&format!("{} on {domain:?} in {size:?}", surface.spec.id), &surface, domain, size);
    }

    #[test]
    fn any_scene_is_drawn(scene in support::scenes::any_scene(), step in 0..400_usize) {
        let scene = Scene { steps: scene.steps.min(300), at: None, ..scene };
        let step = step.min(scene.steps);
        let (runs, surface) = (simulate(&scene), scene.landscape());
        let arrows = Arrows { gradient: true, velocity: true, step: true, ..Arrows::default() };
        let palette = Palette::of(Theme::Light);
        let race = Race { scene: &scene, runs: &runs, surface: &surface, palette, lang: Lang::Zh, arrows, hover: None, hint: false, draft: false };
        let size = (160.0, 120.0);
        noted(size, |pen| race.draw(pen, size, step));
        let vector = svg((160, 120), 8, &|pen| race.draw(pen, size, step)).expect("drawing into memory");
        prop_assert!(vector.len() < 3_000_000, "{} bytes for {}", vector.len(), scene.write());
        let chart = race.loss_chart(SIZE, LOSS_GUTTER);
        let calls = noted(SIZE, |pen| {
            chart.draw_axes(pen, palette, "loss")?;
            chart.draw_curves(pen, palette, false, (0.0, SIZE.0), None)?;
            chart.draw_names(pen, palette)?;
            chart.draw_cursor(pen, palette, step as f64)
        });
        prop_assert!(points(&calls).iter().all(|p| p.0.abs() < 2000.0 && p.1.abs() < 2000.0), "{}", scene.write());
    }
}

/// The notebook's measure is what the labels reckon with.
#[test]
fn the_notebook_measures_as_it_draws() {
    let calls = noted(SIZE, |pen| {
        let look = Type { align: Align::Centre, ..Type::plain(12.0, Colour { 0: 1, 1: 2, 2: 3 }) };
        let measured = pen.text_width("Momentum", look)?;
        assert!((measured - width("Momentum", 12.0)).abs() < 0.2);
        pen.text("Momentum", (100.0, 50.0), look)
    });
    let (from, to) = texts(&calls)[0].area();
    assert!((from.0 + to.0 - 200.0).abs() < 0.1 && (to.0 - from.0 - width("Momentum", 12.0)).abs() < 0.1);
    assert_eq!((from.1, to.1), (44.0, 56.0));
    fn known<B: Ink>(_: &B) {}
    known(&plotters_svg::SVGBackend::with_string(&mut String::new(), (1, 1)));
}

/// While it plays, the selected run stays on top: where others have just crossed it, it is drawn once more.
#[test]
fn the_selected_run_stays_on_top_while_it_plays() {
    let mut crossed = 0;
    for text in ["select=0", "select=1", "surface=himmelblau&select=2"] {
        with_races(text, Theme::Light, Lang::En, |race, _| {
            let frame = Frame::fit(SIZE, GUTTER, SAFE, race.scene.domain());
            let paths = race.paths(&frame);
            let top = paths[race.scene.select].as_ref().expect("it is shown");
            for step in [5, 20, 60, 120] {
                let fresh: Vec<(Px, Px)> = (0..paths.len())
                    .filter(|i| *i != race.scene.select)
                    .filter_map(|i| Some(paths[i].as_ref()?.area((step, step + 1), 1.0)))
                    .collect();
                for (from, to) in top.crossing(&fresh, step) {
                    assert!(from < to && to <= step, "{text}: {from} … {to} at {step}");
                    crossed += 1;
                }
                // Nothing that lies in one of the boxes is left out.
                for k in 0..step {
                    let p = top.at(k).expect("a step of the run");
                    let inside = fresh.iter().any(|(a, b)| (a.0..=b.0).contains(&p.0) && (a.1..=b.1).contains(&p.1));
                    let again = top.crossing(&fresh, step).iter().any(|(from, to)| (*from..=*to).contains(&k));
                    assert!(again || !inside, "{text}: step {k} is covered at {step}");
                }
            }
        });
    }
    assert!(crossed > 10, "the scenes are about crossings: {crossed}");
}
