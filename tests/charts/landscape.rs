//! The ground with what is written on it: relief, colour bar, axes, minima.

use crate::contours::{height, on_border};
use crate::field::reaches;
use crate::inks::{Call, Words, noted, noted_at};
use crate::{ROUNDED, SAFE, SIZE, THEMES, custom, fitted, inside, near, overlap, plot, points, said, surfaces, texts};
use downhill::chart::field::BANDS;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::labels::Labels;
use downhill::chart::landscape::{self, Landscape};
use downhill::chart::pen::Px;
use downhill::chart::theme::{Colour, Palette};
use downhill::core::surfaces::{Domain, Surface};
use downhill::scene::Theme;
use downhill::text::number;

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
