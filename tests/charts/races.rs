//! Whole races and odd places: everything that a scene can hold is drawn, on every backend.

use crate::inks::{Call, noted, width};
use crate::loss::LOSS_GUTTER;
use crate::support::cases;
use crate::support::scenes::any_domain;
use crate::{GUTTER, SAFE, SIZE, WHOLE, difficult, inside, points, texts};
use downhill::chart::arrows::Arrows;
use downhill::chart::field::BANDS;
use downhill::chart::frame::Frame;
use downhill::chart::labels::Labels;
use downhill::chart::landscape::{self, Landscape};
use downhill::chart::pen::{Align, Ink, Px, Type};
use downhill::chart::race::Race;
use downhill::chart::svg::svg;
use downhill::chart::theme::{Colour, Palette};
use downhill::core::param::defaults;
use downhill::core::surfaces::{Domain, SURFACES, Surface};
use downhill::scene::{Scene, Theme, simulate};
use downhill::text::{Lang, key};
use proptest::prelude::*;

pub fn scenes_to_draw() -> Vec<String> {
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
pub fn with_races(text: &str, theme: Theme, lang: Lang, mut draw: impl FnMut(&Race, usize)) {
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
fn a_run_that_falls_without_end_presses_no_other_one_flat() {
    let extent = |text: &str| {
        let mut height = 0.0;
        with_races(text, Theme::Light, Lang::En, |race, _| {
            let chart = race.loss_chart(SIZE, LOSS_GUTTER);
            let calls =
                noted(SIZE, |pen| chart.draw_curves(pen, Palette::of(Theme::Light), false, (0.0, SIZE.0), None));
            let adam = |call: &&Call| matches!(call, Call::Line { colour, .. } if *colour == race.palette.run(0));
            let ys: Vec<f64> =
                points(&calls.iter().filter(adam).cloned().collect::<Vec<_>>()).iter().map(|p| p.1).collect();
            let (low, high) = ys.iter().fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(*y), h.max(*y)));
            height = high - low;
        });
        height
    };
    for chart in ["", "&chart=loss,linear"] {
        let (alone, beside) = ("surface=monkey_saddle&run=adam,lr:0.005", "&run=sgd,lr:0.02");
        let (alone, beside) = (extent(&format!("{alone}{chart}")), extent(&format!("{alone}{beside}{chart}")));
        assert!(alone > 40.0 && beside > 0.3 * alone, "{chart}: {alone} alone, {beside} beside it");
    }
}

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
    fn any_scene_is_drawn(scene in crate::support::scenes::any_scene(), step in 0..400_usize) {
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
