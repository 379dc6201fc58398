//! What lies on the ground or beside it: paths, level lines, colours, words at the axes.

use crate::inks::{Call, noted};
use crate::{SIZE, SMALL, cameras, frame, read, terrain, terrain_of, view};
use downhill::chart::field::{BANDS, Field};
use downhill::chart::paths::Emphasis;
use downhill::chart::theme::Palette;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::SURFACES;
use downhill::scene::{Camera, Scene, Theme};
use downhill::terrain::Terrain;
use downhill::terrain::axes::{Axes, Axis};
use downhill::terrain::depth::Depth;
use downhill::terrain::drape::{LIFT, lay, mark, split};
use downhill::terrain::height::{Curve, Height};
use downhill::terrain::paint::{Ground, Route};
use std::collections::HashMap;

#[test]
fn a_line_on_the_ground_never_sinks_in() {
    for spec in SURFACES {
        let scene = Scene::of(spec);
        let (terrain, _) = terrain_of(&scene, Height::Tone, SMALL);
        let lift = LIFT * terrain.relief.rise;
        let plate = &terrain.relief.plate;
        for run in downhill::scene::simulate(&Scene { steps: 60, ..scene.clone() }) {
            let points: Vec<Vec2> = run.points.iter().map(|p| p.point).collect();
            for piece in lay(&terrain.mesh, plate, &points, lift) {
                for pair in piece.windows(2) {
                    assert!(pair[1].along >= pair[0].along - 1e-12, "{}: the line goes on", spec.id);
                    for k in 0..=4 {
                        let t = f64::from(k) / 4.0;
                        let [x, y, z] = [0, 1, 2].map(|i| pair[0].at[i] + (pair[1].at[i] - pair[0].at[i]) * t);
                        let ground = terrain.mesh.z([x, y]).unwrap();
                        assert!(z >= ground + 0.98 * lift - 1e-7, "{}: {z} over {ground}", spec.id);
                        assert!(z <= ground + 1.02 * lift + 1e-4, "{}: {z} floats over {ground}", spec.id);
                    }
                }
                // Where a step is, the line passes.
                for laid in piece.iter().filter(|laid| laid.along.fract() == 0.0) {
                    let own = plate.world(points[laid.along as usize]);
                    assert!((own[0] - laid.at[0]).hypot(own[1] - laid.at[1]) < 1e-9, "{}", spec.id);
                }
            }
        }
    }
}

#[test]
fn a_line_ends_at_the_plate_and_at_holes() {
    let (terrain, _) = terrain("f=sqrt(abs(x)-1)&domain=-4,4,-4,4&run=none");
    let plate = &terrain.relief.plate;
    let pieces = lay(&terrain.mesh, plate, &[[-100.0, 0.5], [100.0, 0.5]], 0.0);
    assert_eq!(pieces.len(), 2, "a hole in the middle");
    let x = |piece: usize, last: bool| {
        let own = if last { pieces[piece].last() } else { pieces[piece].first() }.unwrap();
        plate.plane([own.at[0], own.at[1]])[0]
    };
    assert!((x(0, true) + 1.0).abs() < 0.1 && (x(1, false) - 1.0).abs() < 0.1, "{} {}", x(0, true), x(1, false));
    assert!((x(0, false) - plate.domain.x.0).abs() < 1e-6 && (x(1, true) - plate.domain.x.1).abs() < 1e-6);
    assert!(lay(&terrain.mesh, plate, &[[0.0, 0.0], [0.2, 0.0]], 0.0).is_empty());
    assert!(lay(&terrain.mesh, plate, &[[f64::MAX, 0.0], [f64::MAX, 1.0]], 0.0).is_empty());
    assert!(
        mark(&terrain.mesh, plate, [0.0, 0.0], 0.0).is_none() && mark(&terrain.mesh, plate, [2.0, 0.0], 0.0).is_some()
    );
}

#[test]
fn a_path_ends_at_its_marker_however_the_steps_shrink() {
    // Seen along the path it is one straight line, of which few points are drawn.
    let scene = read("f=x^2+y^2&domain=-2,2,-2,2&start=0,1.8&run=sgd,lr:0.05&steps=200&camera=0,56,1");
    let (terrain, frame) = terrain_of(&scene, Height::Linear, SMALL);
    let view = view(&terrain, &frame, scene.camera, 1.0);
    let depth = Depth::new(&terrain.mesh, &view);
    let ground = Ground { relief: &terrain.relief, mesh: &terrain.mesh, view: &view, depth: &depth };
    let points: Vec<Vec2> = downhill::scene::simulate(&scene)[0].points.iter().map(|p| p.point).collect();
    let route = Route::new(&ground, &points, 0, "SGD".into());
    for step in [1, 5, 20, 60] {
        let at = route.at(step).unwrap().at;
        let calls = noted(SIZE, |pen| route.draw_walked(pen, Palette::of(Theme::Light), step, Emphasis::Normal));
        let ends = calls.iter().filter_map(|call| match call {
            Call::Line { points, .. } => points.last().copied(),
            _ => None,
        });
        let nearest = ends.map(|end| (end.0 - at.0).hypot(end.1 - at.1)).fold(f64::INFINITY, f64::min);
        assert!(nearest < 0.5, "at step {step} the path ends {nearest} pixels before its marker");
    }
}

#[test]
fn numbers_at_the_axis_of_f_differ() {
    for text in ["f=1000+0.001*(x^2+y^2)", "f=x^2+y^2", "surface=rosenbrock", "f=-5e7+x"] {
        let (terrain, frame) = terrain(text);
        let view = view(&terrain, &frame, Camera::default(), 1.0);
        let axes = Axes::new(&view, &terrain.relief, 1.0, 14.0, &|text| 6.0 * text.chars().count() as f64);
        let words: Vec<&str> = axes.numbers.iter().filter(|w| w.axis == Axis::F).map(|w| w.text.as_str()).collect();
        let different: std::collections::HashSet<&&str> = words.iter().collect();
        assert!(words.len() > 2 && different.len() == words.len(), "{text}: {words:?}");
    }
}

#[test]
fn what_stands_behind_a_ridge_is_hidden() {
    // A ridge along x = 0, seen from low on the left.
    let scene = read("f=exp(-4x^2)&domain=-2,2,-2,2&run=none");
    let (terrain, frame) = terrain_of(&scene, Height::Linear, SMALL);
    let camera = Camera { azimuth: 90.0, elevation: 50.0, ..Camera::default() };
    let view = view(&terrain, &frame, camera, 1.0);
    let depth = Depth::new(&terrain.mesh, &view);
    let ground = Ground { relief: &terrain.relief, mesh: &terrain.mesh, view: &view, depth: &depth };
    let eye = view.eye();
    assert!(eye[0] < -0.6, "{eye:?}");
    assert!(!ground.spot([-0.8, 0.0]).unwrap().hidden && ground.spot([0.6, 0.0]).unwrap().hidden);
    let pieces = ground.line(&[[-1.9, 0.0], [1.9, 0.0]]);
    let kinds: Vec<bool> = pieces.iter().map(|piece| piece.hidden).collect();
    assert_eq!(kinds, [false, true, false], "up to the ridge, behind it, out again");
    for pair in pieces.windows(2) {
        assert_eq!(pair[0].points.last(), pair[1].points.first(), "the pieces meet");
    }
    // On open ground nothing is hidden by the ground it lies on.
    let (open, frame) = self::terrain("surface=himmelblau");
    let view = self::view(&open, &frame, Camera::default(), 1.0);
    let depth = Depth::new(&open.mesh, &view);
    let (mut hidden, mut all) = (0.0, 0.0);
    for contour in &open.contours {
        let laid: Vec<_> =
            contour.points.iter().map(|at| downhill::terrain::drape::Laid { at: *at, along: 0.0 }).collect();
        for piece in split(&laid, &view, &depth) {
            let long: f64 = piece.points.windows(2).map(|p| (p[1].0.0 - p[0].0.0).hypot(p[1].0.1 - p[0].0.1)).sum();
            all += long;
            hidden += if piece.hidden { long } else { 0.0 };
        }
    }
    assert!(hidden < 0.03 * all, "{hidden} of {all} pixels of level lines");
}

#[test]
fn level_lines_are_those_of_the_map() {
    let scene = read("surface=beale");
    let frame = frame(&scene);
    let terrain = Terrain::new(&scene.landscape(), &frame, scene.domain(), 3.0, Height::Tone, SMALL);
    let relief = &terrain.relief;
    let mut levels: HashMap<usize, Vec<f64>> = HashMap::new();
    for contour in &terrain.contours {
        for [x, y, _] in &contour.points {
            let tone = relief.tone([*x, *y]) * terrain.bands as f64;
            levels.entry(contour.level).or_default().push((tone - contour.level as f64).abs());
        }
    }
    assert!(levels.len() >= 10, "{levels:?}");
    for (level, mut off) in levels {
        off.sort_by(f64::total_cmp);
        let most = off[off.len() * 95 / 100];
        assert!(most < 0.3, "level {level} is {most} of a band off");
    }
}

#[test]
fn colours_are_those_of_the_map() {
    for spec in SURFACES {
        let scene = Scene::of(spec);
        let field = Field::sample(&scene.landscape(), &frame(&scene), 6.0, BANDS);
        let (curve, (low, _, high)) = (Curve::exact(&field.tones), field.tones.ends());
        let mut off: Vec<f64> = (0..1000)
            .map(|i| low + (high - low) * (f64::from(i) / 1000.0).powi(5))
            .map(|f| (curve.tone(f).0 - field.tones.tone(f)).abs())
            .collect();
        off.sort_by(f64::total_cmp);
        // Where a plain has one value, the tone of the map jumps, and a curve cannot.
        assert!(off[970] < 0.015, "{}: {} of the scale off", spec.id, off[970]);
    }
}

#[test]
fn words_at_the_axes_are_in_the_picture_and_apart() {
    for id in ["himmelblau", "ackley", "faithful_line", "rosenbrock"] {
        let (terrain, frame) = terrain(&format!("surface={id}"));
        for camera in cameras().into_iter().filter(|camera| camera.zoom == 1.0) {
            let view = view(&terrain, &frame, camera, 1.0);
            let width = |text: &str| 6.0 * text.chars().count() as f64;
            let axes = Axes::new(&view, &terrain.relief, 1.0, 14.0, &width);
            assert_eq!((axes.lines.len(), axes.names.len()), (3, 3));
            for (i, a) in axes.numbers.iter().enumerate() {
                assert!(a.at.0 > 0.0 && a.at.0 < SIZE.0 && a.at.1 > 0.0 && a.at.1 < SIZE.1, "{id} {camera:?}: {a:?}");
                for b in &axes.numbers[i + 1..] {
                    let apart = (a.at.0 - b.at.0).abs() >= (width(&a.text) + width(&b.text)) / 2.0
                        || (a.at.1 - b.at.1).abs() >= 14.0;
                    assert!(apart, "{id} {camera:?}: {a:?} and {b:?}");
                }
            }
            for axis in [Axis::X, Axis::Y] {
                let count = axes.numbers.iter().filter(|word| word.axis == axis).count();
                let least = if camera.elevation < 40.0 { 1 } else { 2 };
                assert!(count >= least, "{id} {camera:?}: {count} numbers at {axis:?}");
            }
            // The edges with ticks face the reader: their ticks point out of what is drawn.
            let [hx, hy] = terrain.relief.plate.half();
            for [_, end] in &axes.ticks {
                let [x, y] = view.on_level(*end, 0.0);
                assert!(x.abs() > hx || y.abs() > hy, "{id} {camera:?}: a tick points inwards");
            }
        }
    }
}
