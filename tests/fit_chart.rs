//! The chart of data and fitted curves: points and curves stand where the numbers say, nothing leaves the plot, the
//! mini-batch of the step is the one that is shown.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "support/inks/mod.rs"]
mod inks;

use downhill::chart::arrows::Arrows;
use downhill::chart::fit::{FitChart, FitCurve};
use downhill::chart::frame::Insets;
use downhill::chart::pen::{Align, Px};
use downhill::chart::race::Race;
use downhill::chart::svg::svg;
use downhill::chart::theme::{Colour, Palette};
use downhill::core::param::defaults;
use downhill::core::surfaces::{SURFACES, Surface, surface};
use downhill::scene::{Scene, Theme, simulate};
use downhill::text::{Lang, quantity_name};
use inks::{Call, Words, noted, noted_at};

const SIZE: (f64, f64) = (420.0, 300.0);
const GUTTER: Insets = Insets { left: 40.0, right: 14.0, top: 24.0, bottom: 44.0 };

/// Rounding to the notebook's eighths of a pixel.
const ROUNDED: f64 = 0.08;

fn with_data() -> impl Iterator<Item = Surface> {
    SURFACES.iter().map(|spec| Surface::new(spec, &defaults(spec.params))).filter(|s| s.objective.terms() > 0)
}

fn chart(surface: &Surface, curves: Vec<FitCurve>, batch: Vec<usize>) -> FitChart<'_> {
    let fit = surface.objective.data().unwrap();
    FitChart::new(SIZE, GUTTER, fit, fit.quantities.map(|id| quantity_name(Lang::En, id)), curves, batch)
}

fn curve(slot: usize, weights: [f64; 2]) -> FitCurve {
    FitCurve { slot, weights, selected: false, dimmed: false }
}

fn drawn(chart: &FitChart) -> Vec<Call> {
    noted(SIZE, |pen| chart.draw(pen, Palette::of(Theme::Light)))
}

fn near(a: Px, b: Px, tolerance: f64) -> bool {
    (a.0 - b.0).abs() <= tolerance && (a.1 - b.1).abs() <= tolerance
}

fn inside((x, y): Px) -> bool {
    let half = 0.2;
    (GUTTER.left - half..=SIZE.0 - GUTTER.right + half).contains(&x)
        && (GUTTER.top - half..=SIZE.1 - GUTTER.bottom + half).contains(&y)
}

fn discs(calls: &[Call], colour: Colour) -> Vec<Px> {
    let of = |call: &Call| match call {
        Call::Circle { centre, colour: c, filled: true, .. } if *c == colour => Some(*centre),
        _ => None,
    };
    calls.iter().filter_map(of).collect()
}

fn curves(calls: &[Call], slot: usize) -> Vec<Vec<Px>> {
    let wanted = Palette::of(Theme::Light).run(slot);
    let of = |call: &Call| match call {
        Call::Line { points, colour, .. } if *colour == wanted => Some(points.clone()),
        _ => None,
    };
    calls.iter().filter_map(of).collect()
}

#[test]
fn every_measurement_is_seen_at_its_place() {
    for surface in with_data() {
        let chart = chart(&surface, vec![], vec![]);
        let calls = drawn(&chart);
        let circles: Vec<Px> = calls
            .iter()
            .filter_map(|c| if let Call::Circle { centre, .. } = c { Some(*centre) } else { None })
            .collect();
        let places: Vec<Px> = chart.fit.points().map(|(p, _)| chart.px(p)).collect();
        assert_eq!(circles.len(), places.len(), "{}", surface.spec.id);
        for (at, place) in circles.iter().zip(&places) {
            assert!(near(*at, *place, ROUNDED) && inside(*at), "{}: {at:?} for {place:?}", surface.spec.id);
        }
        for x in [GUTTER.left, 100.0, SIZE.0 - GUTTER.right] {
            assert!((chart.px([chart.u_at(x), 0.0]).0 - x).abs() < 1e-9);
        }
    }
}

#[test]
fn axes_say_where_their_numbers_stand() {
    for surface in with_data() {
        for (size, em) in [(SIZE, 1.0), ((280.0, 200.0), 1.0), ((900.0, 500.0), 1.25)] {
            let gutter = Insets { left: 40.0 * em, right: 14.0 * em, top: 24.0 * em, bottom: 44.0 * em };
            for lang in Lang::ALL {
                let fit = surface.objective.data().unwrap();
                let names = fit.quantities.map(|id| quantity_name(lang, id));
                let chart = FitChart::new(size, gutter, fit, names, vec![], vec![]);
                let calls = noted_at(size, em, |pen| chart.draw(pen, Palette::of(Theme::Light)));
                let words: Vec<&Words> =
                    calls.iter().filter_map(|c| if let Call::Text(w) = c { Some(w) } else { None }).collect();
                let what = surface.spec.id;
                let (mut across, mut upright) = (0, 0);
                for (i, w) in words.iter().enumerate() {
                    let (from, to) = w.area();
                    assert!(from.0 > -1.0 && from.1 > -1.0 && to.1 < size.1 + 1.0, "{what}: {w:?} is cut");
                    for other in &words[..i] {
                        let (a, b) = other.area();
                        let apart = to.0 < a.0 || from.0 > b.0 || to.1 < a.1 || from.1 > b.1;
                        assert!(apart, "{what}: {w:?} on {other:?}");
                    }
                    let Ok(value) = w.text.replace('−', "-").parse::<f64>() else { continue };
                    if w.align == Align::Centre {
                        across += 1;
                        assert!((chart.px([value, 0.0]).0 - w.at.0).abs() < ROUNDED, "{what}: {w:?}");
                    } else {
                        upright += 1;
                        assert!((chart.px([0.0, value]).1 - w.at.1).abs() < ROUNDED, "{what}: {w:?}");
                    }
                }
                assert!(across >= 2 && upright >= 2, "{what}: {across} and {upright} numbers");
                assert!(names.iter().all(|name| words.iter().any(|w| w.text == *name)), "{what}: {names:?}");
            }
        }
    }
}

#[test]
fn curves_stand_where_the_model_says() {
    for surface in with_data() {
        let best = surface.minima[0].point;
        let chart = chart(&surface, vec![curve(0, best), curve(1, surface.spec.start)], vec![]);
        let calls = drawn(&chart);
        let lines = curves(&calls, 0);
        assert!(!lines.is_empty(), "{}", surface.spec.id);
        for at in lines.iter().flatten() {
            let u = chart.u_at(at.0);
            let expected = chart.px([u, chart.fit.expected(best, u)]);
            assert!(near(*at, expected, 1.0) && inside(*at), "{}: {at:?} for {expected:?}", surface.spec.id);
        }
        // The minimum's curve spans the data.
        let (first, last) = (lines[0][0], *lines.last().unwrap().last().unwrap());
        assert!(first.0 < GUTTER.left + 1.0 && last.0 > SIZE.0 - GUTTER.right - 1.0, "{}", surface.spec.id);
    }
}

#[test]
fn curves_never_leave_the_plot_however_far_a_run_has_gone() {
    let far = [0.0, -1e-300, 3.0, -50.0, 1e9, -1e150, f64::MAX, f64::MIN];
    for surface in with_data() {
        for (x, y) in far.iter().flat_map(|x| far.iter().map(move |y| (*x, *y))) {
            let chart = chart(&surface, vec![curve(0, [x, y])], vec![]);
            for at in curves(&drawn(&chart), 0).iter().flatten() {
                assert!(inside(*at), "{} at {x:e}, {y:e}: {at:?}", surface.spec.id);
            }
        }
        // A run that was nowhere has no curve.
        let nowhere = chart(&surface, vec![curve(0, [f64::NAN; 2])], vec![]);
        assert!(curves(&drawn(&nowhere), 0).is_empty());
    }
}

#[test]
fn the_step_shows_its_own_mini_batch() {
    let read = Scene::read("surface=anscombe_line,set:2&batch=4&seed=9&steps=50");
    assert!(read.ignored.is_empty(), "{:?}", read.ignored);
    let (runs, surface) = (simulate(&read.scene), read.scene.landscape());
    let palette = Palette::of(Theme::Light);
    let race = Race {
        scene: &read.scene,
        runs: &runs,
        surface: &surface,
        palette,
        lang: Lang::Zh,
        arrows: Arrows::default(),
        hover: Some(2),
        hint: false,
        draft: false,
    };
    for step in [0, 1, 2, 3, 17, 50] {
        let chart = race.fit_chart(SIZE, GUTTER, step).unwrap();
        let places: Vec<Px> = if step < 50 {
            let batch = read.scene.batches().unwrap().at(11, step);
            batch.into_iter().map(|i| chart.px(surface.objective.data().unwrap().point(i).unwrap())).collect()
        } else {
            // No step leads away from the last point.
            vec![]
        };
        let shown = discs(&drawn(&chart), palette.ink);
        assert_eq!(shown.len(), places.len(), "step {step}");
        assert!(shown.iter().zip(&places).all(|(a, b)| near(*a, *b, ROUNDED)), "step {step}");
        for (i, curve) in chart.curves.iter().enumerate() {
            assert_eq!((curve.weights, curve.slot), (runs[i].at(step).point, i));
            assert_eq!((curve.selected, curve.dimmed), (i == 2, i != 2));
        }
    }
    let full = Scene { batch: None, ..read.scene.clone() };
    assert!(Race { scene: &full, ..race }.fit_chart(SIZE, GUTTER, 3).unwrap().batch.is_empty());
    let hidden = Scene::read("surface=anscombe_line&run=sgd,hidden:1&run=adam").scene;
    let runs = simulate(&hidden);
    let race = Race { scene: &hidden, runs: &runs, hover: None, ..race };
    assert_eq!(race.fit_chart(SIZE, GUTTER, 3).unwrap().curves.len(), 1);
    let bowl = Surface::new(surface_of("sphere"), &[]);
    assert!(Race { surface: &bowl, ..race }.fit_chart(SIZE, GUTTER, 3).is_none(), "no data, no chart");
}

fn surface_of(id: &str) -> &'static downhill::core::surfaces::SurfaceSpec {
    surface(id).unwrap()
}

#[test]
fn the_chart_is_drawn_as_svg_too() {
    for surface in with_data() {
        let chart = chart(&surface, vec![curve(0, surface.minima[0].point)], vec![0, 1]);
        let text = svg((420, 300), 8, &|pen| chart.draw(pen, Palette::of(Theme::Dark))).unwrap();
        assert!(text.contains("<circle") && text.trim_end().ends_with("</svg>"), "{}", surface.spec.id);
    }
}
