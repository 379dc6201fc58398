//! Paths: from the start to where the run is, in its colour, with its marker.

use crate::inks::{Call, Picture, distance, noted};
use crate::{ROUNDED, SIZE, THEMES, lines, near, opening, points, trajectory};
use downhill::chart::labels::Labels;
use downhill::chart::paths::{Emphasis, Path};
use downhill::chart::pen::{Pen, Px};
use downhill::chart::svg::svg;
use downhill::chart::theme::{Marker, Palette, dash, marker};
use downhill::core::run::Outcome;
use downhill::scene::{MAX_RUNS, Theme};

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
