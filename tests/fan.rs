//! The fan of seeds: what a scene asks for, and what is drawn of it.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "support/inks/mod.rs"]
mod inks;

use downhill::chart::fan::Fan;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::pen::Px;
use downhill::chart::theme::Palette;
use downhill::scene::{Action, Scene, Theme, fan, fan_shown, mean_path};
use downhill::text::Lang;
use downhill::text::inspect::{rows, sentence};
use inks::{Call, noted};

const SIZE: (f64, f64) = (600.0, 400.0);
const NOISY: &str = "surface=ravine&noise=gaussian,sigma:1&fan=7&seed=3&run=sgd,lr:0.05&run=adam&steps=40";

fn scene(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{:?}", read.ignored);
    read.scene
}

fn lines(calls: &[Call]) -> Vec<&Vec<Px>> {
    calls.iter().filter_map(|c| if let Call::Line { points, .. } = c { Some(points) } else { None }).collect()
}

#[test]
fn a_fan_is_shown_of_what_is_random_alone() {
    let all = scene(NOISY);
    let seeds = fan_shown(&all);
    assert_eq!((seeds.len(), &seeds), (7, &fan(&all, 0, 7)));
    assert!(seeds.iter().skip(1).all(|run| *run != seeds[0]), "each seed has other noise");
    for (what, text) in [
        ("nothing is random", "surface=ravine&fan=7&run=sgd"),
        ("noise of no size", "surface=ravine&fan=7&noise=gaussian,sigma:0&run=sgd"),
        ("no run", "fan=7&noise=gaussian&run=none"),
        ("hidden", "fan=7&noise=gaussian&run=sgd,hidden:1"),
        ("not asked for", "noise=gaussian&run=sgd"),
    ] {
        assert!(fan_shown(&scene(text)).is_empty(), "{what}");
    }
    assert_eq!(fan_shown(&scene("surface=faithful_line&batch=8&fan=3&run=sgd,lr:0.1&steps=20")).len(), 3);
}

#[test]
fn one_seed_is_no_fan() {
    let mut scene = scene(NOISY);
    for (asked, got) in [(1, 0), (0, 0), (2, 2), (100, 100), (5000, 100)] {
        scene.apply(Action::SetFan(asked));
        assert_eq!(scene.fan, got, "{asked}");
    }
    scene.apply(Action::SetFan(9));
    scene.apply(Action::SetSurface(downhill::core::surfaces::surface("saddle").unwrap()));
    assert_eq!(scene.fan, 9, "it stays on another surface");
}

#[test]
fn every_other_seed_is_a_thin_line_and_the_mean_goes_as_far_as_the_step() {
    let scene = scene(NOISY);
    let seeds = fan_shown(&scene);
    let frame = Frame::fit(SIZE, Insets::default(), Insets::default(), scene.domain());
    let picture = Fan::new(&seeds, &frame, 0);
    let palette = Palette::of(Theme::Light);
    let calls = noted(SIZE, |pen| picture.draw_seeds(pen, palette));
    let thin = lines(&calls);
    assert_eq!(thin.len(), 6, "the first seed is the run itself");
    for (line, run) in thin.iter().zip(&seeds[1..]) {
        let (end, drawn) = (frame.px(run.last().point), line.last().unwrap());
        assert!((end.0 - drawn.0).hypot(end.1 - drawn.1) < 0.2, "{drawn:?} is not {end:?}");
    }
    let mean = mean_path(&seeds);
    for step in [0, 1, 17, 40, 999] {
        let mut area = None;
        let calls = noted(SIZE, |pen| {
            area = picture.draw_mean(pen, palette, step)?;
            Ok(())
        });
        let at = frame.px(mean[step.min(40)].point);
        let ring = calls.iter().any(|call| match call {
            Call::Circle { centre, .. } => (centre.0 - at.0).hypot(centre.1 - at.1) < 0.2,
            _ => false,
        });
        assert!(ring, "step {step}: a ring where the mean is");
        let (low, high) = area.unwrap();
        let inside = |p: &Px| p.0 > low.0 && p.1 > low.1 && p.0 < high.0 && p.1 < high.1;
        assert!(lines(&calls).into_iter().flatten().all(inside), "step {step}: nothing beside the box");
    }
    let none = Fan::new(&[], &frame, 0);
    assert!(
        noted(SIZE, |pen| none.draw_seeds(pen, palette).and_then(|()| none.draw_mean(pen, palette, 3)).map(drop))
            .is_empty()
    );
}

#[test]
fn the_inspector_tells_what_the_mini_batch_said() {
    let scene = scene("surface=faithful_line&batch=4&run=sgd,lr:0.1,clip_norm:0.5&steps=20");
    let (surface, run) = (scene.landscape(), &scene.runs[0]);
    for step in [0, 3, 19] {
        let (plan, inside) = (scene.plan(run), scene.plan(run).inspect(&surface, step));
        let batch = inside.batch.unwrap();
        let told: Vec<_> = rows(Lang::En, &plan, &inside).into_iter().map(|row| (row.symbol, row.value)).collect();
        assert_eq!(told[0], ("g", inside.gradient));
        assert_eq!(told[1], ("gᴮ", batch));
        let length = |v: [f64; 2]| v[0].hypot(v[1]);
        let clipped = inside.clipped.is_some();
        assert_eq!(clipped, length(batch) > 0.5, "it is the batch's gradient that is clipped");
        assert_eq!(told[2].0 == "g̃", clipped);
        let words = sentence(Lang::En, &plan, &inside, &surface, false);
        let (g, cross) = (inside.gradient, inside.gradient[0] * batch[1] - inside.gradient[1] * batch[0]);
        let angle = cross.atan2(g[0] * batch[0] + g[1] * batch[1]).to_degrees().abs().round();
        assert!(words.contains(&format!("The mini-batch points **{angle}°** beside")), "{words}");
        if clipped {
            let from = downhill::text::number(length(batch), 3);
            assert!(words.contains(&format!("shortens the gradient from **{from}** to **0.5**")), "{words}");
        }
    }
}
