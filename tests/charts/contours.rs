//! Rings and level lines: closed, level, in an order that shows every band.

use crate::field::node;
use crate::inks::Picture;
use crate::{GUTTER, SAFE, SIZE, THEMES, custom, difficult, fitted, inside, plot, surfaces};
use downhill::chart::contour::{self, Ring};
use downhill::chart::field::{BANDS, Field};
use downhill::chart::frame::Frame;
use downhill::chart::landscape::Landscape;
use downhill::chart::pen::Px;
use downhill::chart::theme::Palette;
use downhill::core::surfaces::{Domain, Surface};

/// Whether a point lies inside a ring, by the even-odd rule.
fn encloses(ring: &Ring, (x, y): Px) -> bool {
    let n = ring.points.len();
    let crossings = (0..n).filter(|k| {
        let (a, b) = (ring.points[*k], ring.points[(k + 1) % n]);
        (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    crossings.count() % 2 == 1
}

pub fn on_border(p: Px, frame: &Frame) -> bool {
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
pub fn height(field: &Field, at: Px) -> f64 {
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
