//! Colours: the style sheet and the canvases have the same, and they can be read and told apart, by colour-blind
//! eyes too. The floors are those of the design.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use downhill::chart::theme::{Colour, DASHES, Palette, dash, marker, mix};
use downhill::scene::{MAX_RUNS, Theme};
use std::collections::HashMap;

const CSS: &str = include_str!("../static/css/tokens.css");
const CONTROLS: &str = include_str!("../static/css/controls.css");
const RACE: &str = include_str!("../static/css/race.css");

const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;
const SERIES: f64 = 7.5;

/// The colours of the style sheet, by name: light and dark.
fn tokens() -> HashMap<&'static str, [Colour; 2]> {
    let token = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let both = value.trim().strip_prefix("light-dark(")?.split_once(')')?.0;
        let (light, dark) = both.split_once(',').unwrap_or_else(|| panic!("two colours: {line}"));
        Some((name, [hex(light.trim()), hex(dark.trim())]))
    };
    let tokens: Vec<_> = CSS.lines().filter_map(token).collect();
    let by_name: HashMap<_, _> = tokens.iter().copied().collect();
    assert_eq!(by_name.len(), tokens.len(), "every colour has one line");
    assert_eq!(by_name.len(), CSS.matches("light-dark(").count(), "every light-dark() has been read");
    by_name
}

fn hex(text: &str) -> Colour {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6).unwrap_or_else(|| panic!("#rrggbb: {text}"));
    let channel = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).unwrap();
    Colour { 0: channel(0), 1: channel(2), 2: channel(4) }
}

/// Both themes, with what the style sheet says of a colour.
fn themes() -> [(&'static Palette, impl Fn(&str) -> Colour); 2] {
    [Theme::Light, Theme::Dark].map(|theme| {
        let tokens = tokens();
        let of = move |name: &str| tokens.get(name).unwrap_or_else(|| panic!("no --{name}"))[theme as usize];
        (Palette::of(theme), of)
    })
}

// ------------------------------------------------------------------------------------------------- measuring

fn channels(c: Colour) -> [f64; 3] {
    [c.0, c.1, c.2].map(f64::from)
}

fn linear(c: Colour) -> [f64; 3] {
    channels(c).map(|v| v / 255.0).map(|v| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) })
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(c: Colour) -> f64 {
    let [r, g, b] = linear(c);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG 2's contrast ratio.
fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// CIE lightness.
fn lightness(c: Colour) -> f64 {
    let y = luminance(c);
    if y > 0.008856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
}

fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// Eyes: normal, and without one of the three cones (Machado, Oliveira & Fernandes 2009, severity 1).
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// Björn Ottosson's OKLab, as an eye sees the colour.
fn oklab(c: Colour, eye: [[f64; 3]; 3]) -> [f64; 3] {
    let seen = times(eye, linear(c)).map(|v| v.max(0.0));
    let to_cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    let from_cones = [
        [0.2104542553, 0.793617785, -0.0040720468],
        [1.9779984951, -2.428592205, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.808675766],
    ];
    times(from_cones, times(to_cones, seen).map(f64::cbrt))
}

/// How different two colours look, OKLab times 100: about 2 is just visible.
fn distance(a: Colour, b: Colour, eye: [[f64; 3]; 3]) -> f64 {
    let (a, b) = (oklab(a, eye), oklab(b, eye));
    100.0 * a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn the_measures_measure() {
    let [black, white, red] = ["#000000", "#ffffff", "#ff0000"].map(hex);
    assert!((contrast(black, white) - 21.0).abs() < 1e-12);
    assert!((contrast(hex("#767676"), white) - 4.54).abs() < 0.005);
    assert!((lightness(hex("#777777")) - 50.03).abs() < 0.01);
    let [l, a, b] = oklab(red, EYES[0].1);
    assert!((l - 0.62796).abs() < 1e-4 && (a - 0.22486).abs() < 1e-4 && (b - 0.12585).abs() < 1e-4, "{l} {a} {b}");
    for (eye, matrix) in EYES {
        let grey = times(matrix, [0.5; 3]);
        assert!(grey.iter().all(|v| (v - 0.5).abs() < 1e-4), "{eye}: greys stay grey");
    }
    // Red and green of equal lightness are nearly one to a deutan, and far apart to others.
    let (moss, rust) = (hex("#7a7a2a"), hex("#a8661f"));
    assert!(distance(moss, rust, EYES[2].1) < 0.5 * distance(moss, rust, EYES[0].1));
}

// ------------------------------------------------------------------------------------------------- the tokens

#[test]
fn the_canvases_have_the_style_sheets_colours() {
    for (p, token) in themes() {
        let named = [
            ("surface", p.surface),
            ("page", p.page),
            ("sunken", p.sunken),
            ("line", p.line),
            ("edge", p.edge),
            ("ink", p.ink),
            ("ink-2", p.ink_2),
            ("ink-3", p.ink_3),
            ("contour", p.contour),
            ("casing", p.casing),
        ];
        for (name, colour) in named {
            assert_eq!(token(name), colour, "--{name}, {:?}", p.theme);
        }
        for (i, colour) in p.land.iter().enumerate() {
            assert_eq!(token(&format!("land-{i}")), *colour, "--land-{i}, {:?}", p.theme);
        }
        for (i, colour) in p.series.iter().enumerate() {
            assert_eq!(token(&format!("s{}", i + 1)), *colour, "--s{}, {:?}", i + 1, p.theme);
        }
    }
    let tokens = tokens();
    assert!(!tokens.contains_key("land-5") && !tokens.contains_key("s9"), "the canvases know them all");
}

#[test]
fn text_can_be_read() {
    for (p, token) in themes() {
        for ground in ["page", "surface", "sunken", "raised"] {
            for text in ["ink", "ink-2", "ink-3", "good", "warn", "bad"] {
                let ratio = contrast(token(text), token(ground));
                assert!(ratio >= TEXT, "--{text} on --{ground}, {:?}: {ratio:.2}", p.theme);
            }
        }
        let ratio = contrast(token("on-ink"), token("ink"));
        assert!(ratio >= TEXT, "--on-ink, {:?}: {ratio:.2}", p.theme);
        for tone in 0..=100 {
            let ratio = contrast(p.ink, p.ground(f64::from(tone) / 100.0));
            assert!(ratio >= TEXT, "ink on the landscape at {tone}%, {:?}: {ratio:.2}", p.theme);
        }
    }
}

#[test]
fn words_in_a_runs_colour_can_be_read() {
    for (p, token) in themes() {
        for slot in 0..MAX_RUNS {
            let colour = p.run_text(slot);
            // On the landscape words stand on a halo of the casing's colour.
            for (ground, behind) in [("surface", p.surface), ("sunken", token("sunken")), ("casing", p.casing)] {
                let ratio = contrast(colour, behind);
                assert!(ratio >= TEXT, "words of slot {slot} on {ground}, {:?}: {ratio:.2}", p.theme);
            }
            assert_eq!(colour, mix(p.ink, p.run(slot), 0.62), "62% of the run's colour in ink");
        }
    }
    assert!(CONTROLS.contains("color-mix(in srgb, var(--c) 62%, var(--ink))"), "the style sheet mixes the same");
}

#[test]
fn words_on_a_selected_run_can_be_read() {
    assert!(RACE.contains("color-mix(in srgb, var(--c) 6%, var(--surface))"), "the tint measured here");
    for (p, token) in themes() {
        for slot in 0..p.series.len() {
            let tint = mix(p.surface, p.run(slot), 0.06);
            for text in ["ink", "ink-2", "ink-3", "good", "warn", "bad"] {
                let ratio = contrast(token(text), tint);
                assert!(ratio >= TEXT, "--{text} on the tint of slot {slot}, {:?}: {ratio:.2}", p.theme);
            }
            let ratio = contrast(p.run_text(slot), tint);
            assert!(ratio >= TEXT, "words of slot {slot} on its own tint, {:?}: {ratio:.2}", p.theme);
        }
    }
}

#[test]
fn graphics_can_be_seen() {
    for (p, token) in themes() {
        for ground in ["page", "surface", "sunken"] {
            for mark in ["edge", "focus"] {
                let ratio = contrast(token(mark), token(ground));
                assert!(ratio >= GRAPHICS, "--{mark} on --{ground}, {:?}: {ratio:.2}", p.theme);
            }
        }
        for slot in 0..p.series.len() {
            for (ground, behind) in [("surface", p.surface), ("casing", p.casing)] {
                let ratio = contrast(p.run(slot), behind);
                assert!(ratio >= GRAPHICS, "slot {slot} on {ground}, {:?}: {ratio:.2}", p.theme);
            }
        }
    }
}

#[test]
fn the_landscape_rises_in_lightness_and_is_quiet() {
    for theme in [Theme::Light, Theme::Dark] {
        let p = Palette::of(theme);
        let ramp: Vec<Colour> = (0..=200).map(|i| p.ground(f64::from(i) / 200.0)).collect();
        for pair in ramp.windows(2) {
            // Neighbours may be equal once rounded to bytes, or off by that rounding.
            assert!(lightness(pair[1]) > lightness(pair[0]) - 0.15, "{theme:?}");
        }
        for pair in p.land.windows(2) {
            assert!(lightness(pair[1]) > lightness(pair[0]) + 4.0, "{theme:?}: stops are steps up");
        }
        let range = lightness(p.land[4]) - lightness(p.land[0]);
        assert!((25.0..=29.0).contains(&range), "{theme:?}: {range:.1} L*");
        assert_eq!((ramp[0], p.ground(-1.0)), (p.land[0], p.land[0]));
        assert!(distance(p.ground(1.0), p.land[4], EYES[0].1) < 0.5 && p.ground(2.0) == p.ground(1.0));
        for i in 0..5 {
            // The middles of the ramp are the stops themselves.
            assert!(distance(p.ground(i as f64 / 4.0), p.land[i], EYES[0].1) < 0.5, "{theme:?} {i}");
        }
        // Every mark's casing is at the ramp's quiet end, and no terrain is as strong as a path.
        let chroma = |c: Colour| {
            let [_, a, b] = oklab(c, EYES[0].1);
            100.0 * a.hypot(b)
        };
        let loudest = p.land.iter().map(|c| chroma(*c)).fold(0.0, f64::max);
        assert!(loudest < 6.0, "{theme:?}: {loudest:.1}");
    }
}

#[test]
fn series_can_be_told_apart_by_all_eyes() {
    for theme in [Theme::Light, Theme::Dark] {
        let series = Palette::of(theme).series;
        for (eye, matrix) in EYES {
            for (i, a) in series.iter().enumerate() {
                for (j, b) in series.iter().enumerate().skip(i + 1) {
                    let apart = distance(*a, *b, matrix);
                    assert!(apart >= SERIES, "slots {i} and {j}, {theme:?}, {eye}: {apart:.2}");
                }
            }
        }
    }
}

#[test]
fn colour_is_never_the_only_difference() {
    for a in 0..DASHES.len() {
        for b in 0..a {
            assert_ne!(dash(a), dash(b), "the dashes of slots {a} and {b}");
            assert_ne!(marker(a), marker(b), "the markers of slots {a} and {b}");
        }
    }
    let p = Palette::of(Theme::Light);
    for a in 0..MAX_RUNS {
        for b in 0..a {
            assert!(
                (p.run(a), dash(a), marker(a)) != (p.run(b), dash(b), marker(b)),
                "slots {a} and {b} look the same"
            );
        }
    }
    assert!(DASHES[0].is_empty(), "the first is solid");
    assert!(DASHES.iter().all(|d| d.len() % 2 == 0 && d.iter().all(|length| *length > 0.0)), "dash and gap in turn");
}

// --------------------------------------------------------------------------------------------------------------- maps

/// A cell that ended so.
fn cell(ending: downhill::core::map::Ending, minimum: Option<u16>, steps: u32) -> downhill::core::map::Cell {
    downhill::core::map::Cell { end: [0.0; 2], loss: 0.0, end_step: 200, steps, ending, minimum }
}

#[test]
fn basins_differ_for_every_eye_and_paler_is_slower() {
    use downhill::chart::basins::{Hues, look};
    use downhill::core::map::Ending::Converged;
    use downhill::core::surfaces::Minimum;
    let minima: Vec<Minimum> = (0..4).map(|i| Minimum { point: [f64::from(i), 0.0], f: 0.0 }).collect();
    let hues = Hues::of(&minima);
    for (palette, _) in themes() {
        let of = |m: u16, steps: u32| look(&cell(Converged, Some(m), steps), &hues, 200, palette).ground;
        for (a, b) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            for (eye, matrix) in EYES {
                let (quick, slow) = (distance(of(a, 0), of(b, 0), matrix), distance(of(a, 200), of(b, 200), matrix));
                // Letters and borders tell them apart where these do not.
                assert!(
                    quick > 2.5 && slow > 1.2,
                    "{:?}, {eye}: {a} and {b} differ by {quick:.1}, {slow:.1}",
                    palette.theme
                );
            }
        }
        for m in 0..4 {
            let far = |steps| distance(of(m, steps), palette.surface, EYES[0].1);
            assert!(far(0) > far(100) && far(100) > far(200) && far(200) > 2.0, "{:?}: minimum {m}", palette.theme);
        }
    }
}

#[test]
fn what_did_not_arrive_is_told_without_colour() {
    use downhill::chart::cells::{Look, Pattern};
    use downhill::core::map::Ending;
    for (palette, _) in themes() {
        let looks = Ending::ALL.map(|ending| Look::of(ending, palette));
        for (i, a) in looks.iter().enumerate() {
            for b in &looks[i + 1..] {
                assert_ne!(a.pattern, b.pattern, "every ending has a pattern of its own");
            }
            if a.pattern != Pattern::Plain && Ending::ALL[i] != Ending::NotAllowed {
                let ratio = contrast(a.ink, a.ground);
                let floor = if a.pattern == Pattern::Dots { 2.4 } else { GRAPHICS };
                assert!(ratio >= floor, "{:?}: {:?} {ratio:.2}", palette.theme, a.pattern);
            }
        }
    }
}

#[test]
fn sooner_is_stronger_on_rate_maps() {
    use downhill::chart::rates::{Shown, look};
    use downhill::core::map::Ending::Converged;
    for (palette, _) in themes() {
        for slot in 0..8 {
            let far = |steps| {
                let look = look(&cell(Converged, None, steps), Shown::Steps, slot, 200, palette);
                distance(look.ground, palette.surface, EYES[0].1)
            };
            let all = [0, 50, 100, 150, 200].map(far);
            assert!(
                all.windows(2).all(|pair| pair[0] > pair[1]) && all[4] > 4.0,
                "{:?} {slot}: {all:?}",
                palette.theme
            );
        }
    }
}

#[test]
fn neighbouring_basins_have_different_colours() {
    use downhill::chart::basins::Hues;
    use downhill::core::param::defaults;
    use downhill::core::surfaces::{Surface, surface};
    for id in ["ackley", "rastrigin", "himmelblau"] {
        let spec = surface(id).unwrap();
        let minima = Surface::new(spec, &defaults(spec.params)).minima;
        let hues = Hues::of(&minima);
        let far = |i: usize, j: usize| {
            (minima[i].point[0] - minima[j].point[0]).hypot(minima[i].point[1] - minima[j].point[1])
        };
        for i in 0..minima.len() {
            let nearest =
                (0..minima.len()).filter(|j| *j != i).min_by(|a, b| far(i, *a).total_cmp(&far(i, *b))).unwrap();
            assert_ne!(hues.slot(i), hues.slot(nearest), "{id}: {i} and {nearest}");
        }
    }
}
