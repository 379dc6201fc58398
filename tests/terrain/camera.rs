//! The camera: pixels and points invert, the tilt, the hand, what is under the pointer.

use crate::{SIZE, cameras, dice, terrain, view};
use downhill::chart::pen::Px;
use downhill::chart::theme::Palette;
use downhill::scene::{Camera, Theme};
use downhill::terrain::camera::{View, orbited};
use downhill::terrain::depth::Depth;
use downhill::terrain::light::Light;
use downhill::terrain::pick;

#[test]
fn pixels_and_points_invert() {
    let (terrain, frame) = terrain("surface=himmelblau");
    let mut throw = dice(11);
    for camera in cameras() {
        for tilt in [1.0, 0.6, 0.2] {
            let view = view(&terrain, &frame, camera, tilt);
            for _ in 0..50 {
                let point = [1.6 * throw() - 0.8, 1.2 * throw() - 0.6, 0.7 * throw()];
                let at = view.see(point).at;
                let ray = view.ray(at);
                let t = (point[2] - ray.from[2]) / ray.way[2];
                let back = ray.at(t);
                for i in 0..3 {
                    assert!((back[i] - point[i]).abs() < 1e-9, "{camera:?} {tilt}: {point:?} became {back:?}");
                }
                let [x, y] = view.on_level(at, point[2]);
                assert!((x - point[0]).abs() < 1e-9 && (y - point[1]).abs() < 1e-9);
                // Away from the eye is deeper.
                let [near, far] = [t - 0.1, t + 0.1].map(|t| view.see(ray.at(t)));
                assert!(near.depth < far.depth, "{camera:?} {tilt}");
                assert!((near.at.0 - far.at.0).abs() < 1e-6 && (near.at.1 - far.at.1).abs() < 1e-6);
            }
        }
    }
}

#[test]
fn the_matrix_says_the_same_as_the_camera() {
    let (terrain, frame) = terrain("surface=rosenbrock");
    let mut throw = dice(5);
    let [hx, hy] = terrain.relief.plate.half();
    for camera in cameras() {
        for tilt in [1.0, 0.5, 0.0] {
            let view = view(&terrain, &frame, camera, tilt);
            let m = view.matrix().map(f64::from);
            for _ in 0..50 {
                let p = [hx * (2.0 * throw() - 1.0), hy * (2.0 * throw() - 1.0), terrain.relief.top() * throw(), 1.0];
                let clip = [0, 1, 2, 3].map(|row| (0..4).map(|column| m[4 * column + row] * p[column]).sum::<f64>());
                let place = ((clip[0] / clip[3] + 1.0) / 2.0 * SIZE.0, (1.0 - clip[1] / clip[3]) / 2.0 * SIZE.1);
                let seen = view.see([p[0], p[1], p[2]]);
                let zoom = 1e-3 * camera.zoom.max(1.0);
                assert!((place.0 - seen.at.0).abs() < zoom && (place.1 - seen.at.1).abs() < zoom, "{place:?} {seen:?}");
                assert!((clip[2] / clip[3] - seen.depth).abs() < 1e-5);
                assert!(clip[3] > 0.0 && seen.depth.abs() <= 1.0, "{camera:?}: in the card's range");
            }
        }
    }
}

#[test]
fn the_tilt_begins_with_the_map_and_ends_with_the_view() {
    for id in ["himmelblau", "rosenbrock", "faithful_line"] {
        let (terrain, frame) = terrain(&format!("surface={id}"));
        let d = terrain.relief.plate.domain;
        let mut last: Option<Vec<Px>> = None;
        for step in 0..=50 {
            let view = view(&terrain, &frame, Camera::default(), f64::from(step) / 50.0);
            let corners: Vec<Px> = [(d.x.0, d.y.0), (d.x.1, d.y.0), (d.x.0, d.y.1), (d.x.1, d.y.1)]
                .into_iter()
                .map(|(x, y)| {
                    let point = terrain.relief.point([x, y]);
                    let at = view.see(point).at;
                    if step == 0 {
                        let map = frame.px([x, y]);
                        assert!(
                            (at.0 - map.0).abs() < 1e-9 && (at.1 - map.1).abs() < 1e-9,
                            "{id}: {at:?}, not {map:?}"
                        );
                    }
                    at
                })
                .collect();
            if let Some(before) = last.replace(corners.clone()) {
                let far = before.iter().zip(&corners).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).fold(0.0, f64::max);
                assert!(far < 40.0, "{id}: a jump of {far} pixels at step {step}");
            }
        }
        let (end, there) =
            (view(&terrain, &frame, Camera::default(), 0.999_999), view(&terrain, &frame, Camera::default(), 1.0));
        for p in terrain.relief.outline() {
            let (a, b) = (end.see(*p).at, there.see(*p).at);
            assert!((a.0 - b.0).hypot(a.1 - b.1) < 0.05);
        }
    }
}

#[test]
fn the_ground_fits_and_the_hand_turns_it() {
    let (terrain, frame) = terrain("surface=ackley");
    for camera in cameras().into_iter().filter(|camera| camera.zoom == 1.0) {
        let view = view(&terrain, &frame, camera, 1.0);
        let seen: Vec<Px> = terrain.relief.outline().iter().map(|p| view.see(*p).at).collect();
        assert!(seen.iter().all(|p| p.0 > 69.9 && p.0 < 850.1 && p.1 > 59.9 && p.1 < 550.1), "{camera:?}");
        let wide =
            seen.iter().map(|p| p.0).fold(f64::MIN, f64::max) - seen.iter().map(|p| p.0).fold(f64::MAX, f64::min);
        let high =
            seen.iter().map(|p| p.1).fold(f64::MIN, f64::max) - seen.iter().map(|p| p.1).fold(f64::MAX, f64::min);
        assert!((wide - 780.0).abs() < 1e-6 || (high - 490.0).abs() < 1e-6, "{camera:?}: it is as large as it can be");
    }
    let camera = Camera::default();
    let front = |camera: Camera| view(&terrain, &frame, camera, 1.0).see([0.0, -0.9, 0.0]).at;
    assert!(front(orbited(&camera, (40.0, 0.0), SIZE)).0 > front(camera).0 + 10.0, "the front follows the hand");
    assert!(orbited(&camera, (0.0, 40.0), SIZE).elevation > camera.elevation);
    let far = orbited(&camera, (3000.0, 3000.0), SIZE);
    assert_eq!(far.elevation, 80.0);
    assert!((-180.0..=180.0).contains(&far.azimuth));
    assert_eq!(orbited(&camera, (0.0, -3000.0), SIZE).elevation, 20.0);
    // What was under the pointer stays there.
    let before = view(&terrain, &frame, camera, 1.0);
    let grabbed = before.on_level((400.0, 300.0), 0.0);
    let moved = View::panned(&camera, &before, grabbed, 0.0, (440.0, 330.0));
    let at = view(&terrain, &frame, moved, 1.0).see([grabbed[0], grabbed[1], 0.0]).at;
    assert!((at.0 - 440.0).abs() < 5.0 && (at.1 - 330.0).abs() < 5.0, "{at:?}");
}

#[test]
fn picking_finds_the_place_under_the_pointer() {
    for id in ["himmelblau", "ravine", "ackley", "rosenbrock"] {
        let (terrain, frame) = terrain(&format!("surface={id}"));
        let (relief, mesh) = (&terrain.relief, &terrain.mesh);
        for camera in cameras() {
            let view = view(&terrain, &frame, camera, 1.0);
            let depth = Depth::new(mesh, &view);
            let mut throw = dice(17);
            let (mut tried, mut missed, half) = (0, 0, relief.plate.half());
            for _ in 0..120 {
                let w = half.map(|h| h * (1.9 * throw() - 0.95));
                let seen = view.see([w[0], w[1], mesh.z(w).unwrap()]);
                // What is hidden, or nearly seen from its edge, has other ground before it.
                if depth.hides(seen.at, seen.depth) {
                    continue;
                }
                let Some(hit) = pick::at(&view, relief, mesh, seen.at) else {
                    // Below the rim of a wall in front, by less than a pixel.
                    let higher = pick::at(&view, relief, mesh, (seen.at.0, seen.at.1 - 1.0));
                    (tried, missed) = (tried + 1, missed + usize::from(higher.is_none()));
                    continue;
                };
                let found = view.see(hit.world);
                assert!((found.at.0 - seen.at.0).hypot(found.at.1 - seen.at.1) < 1e-3);
                if found.depth < seen.depth - 0.004 {
                    continue;
                }
                tried += 1;
                let own = relief.plate.world(hit.plane);
                let off = (own[0] - w[0]).hypot(own[1] - w[1]);
                missed += usize::from(off > 0.02);
            }
            assert!(tried > 25 && missed == 0, "{id} {camera:?}: {missed} of {tried}");
        }
        let view = view(&terrain, &frame, Camera::default(), 1.0);
        assert!(pick::at(&view, relief, mesh, (5.0, 5.0)).is_none(), "nothing stands in the corner");
    }
}

#[test]
fn the_light_comes_from_the_upper_left_however_the_ground_is_turned() {
    for turn in 0..24 {
        let azimuth: f64 = -180.0 + 15.0 * f64::from(turn);
        let [x, y, z] = Light::new(azimuth, Palette::of(Theme::Light)).from;
        let (sin, cos) = azimuth.to_radians().sin_cos();
        let (right, away) = (x * cos - y * sin, x * sin + y * cos);
        assert!((right + 0.57).abs() < 0.01 && (away - 0.48).abs() < 0.01, "{azimuth}°: {right}, {away}");
        assert!((x.hypot(y).hypot(z) - 1.0).abs() < 1e-12);
    }
}
