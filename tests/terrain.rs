//! The landscape in three dimensions: what the mesh, the camera and the lines on the ground promise.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use downhill::chart::field::{BANDS, Field};
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::pen::Px;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::{Camera, Scene};
use downhill::terrain::axes::{Axes, Axis};
use downhill::terrain::camera::{View, orbited};
use downhill::terrain::depth::{Depth, Flat, corners};
use downhill::terrain::drape::{LIFT, lay, mark, split};
use downhill::terrain::height::{Curve, Height, TOP};
use downhill::terrain::mesh::{Detail, Mesh};
use downhill::terrain::model::Model;
use downhill::terrain::paint::Ground;
use downhill::terrain::{Terrain, pick};
use std::collections::HashMap;

const SIZE: (f64, f64) = (900.0, 600.0);
const SMALL: Detail = Detail { cells: 128, coarse: 16, triangles: 12_000 };

fn frame(scene: &Scene) -> Frame {
    let gutter = Insets { left: 36.0, bottom: 24.0, ..Insets::default() };
    Frame::fit(SIZE, gutter, Insets { top: 56.0, ..Insets::default() }, scene.domain())
}

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn terrain(text: &str) -> (Terrain, Frame) {
    terrain_of(&read(text), Height::Tone, SMALL)
}

fn terrain_of(scene: &Scene, height: Height, detail: Detail) -> (Terrain, Frame) {
    let frame = frame(scene);
    (Terrain::new(&scene.landscape(), &frame, scene.domain(), 8.0, height, detail), frame)
}

fn view(terrain: &Terrain, frame: &Frame, camera: Camera, tilt: f64) -> View {
    let safe = Insets { left: 70.0, right: 50.0, top: 60.0, bottom: 50.0 };
    View::new(&camera, &terrain.relief, frame, safe, tilt)
}

/// Cameras all around.
fn cameras() -> Vec<Camera> {
    let turn = |azimuth: f64, elevation: f64| Camera { azimuth, elevation, ..Camera::default() };
    let mut all: Vec<Camera> = (0..12).map(|i| turn(-180.0 + 30.0 * f64::from(i), 20.0 + 5.0 * f64::from(i))).collect();
    all.push(Camera::default());
    all.push(Camera { zoom: 3.0, pan: [0.3, -0.2], ..Camera::default() });
    all
}

/// Numbers between 0 and 1 that look random.
fn dice(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Twice the area of a triangle, from above; positive against the clock.
fn area(mesh: &Mesh, triangle: &[u32; 3]) -> f64 {
    let [a, b, c] = triangle.map(|i| mesh.corner(i));
    (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
}

/// Winding, bounds, no NaN, no cracks. Says how much of the plate is covered.
fn check(name: &str, terrain: &Terrain) -> f64 {
    let (mesh, [hx, hy]) = (&terrain.mesh, terrain.relief.plate.half());
    let top = terrain.relief.top();
    for (p, n) in mesh.positions.iter().zip(&mesh.normals) {
        let [x, y, z] = p.map(f64::from);
        assert!(x.abs() <= hx + 1e-6 && y.abs() <= hy + 1e-6, "{name}: {p:?} lies beside the plate");
        assert!((-1e-6..=top + 1e-6).contains(&z), "{name}: {p:?} of {top}");
        let long = n.iter().map(|v| f64::from(v * v)).sum::<f64>().sqrt();
        assert!((long - 1.0).abs() < 1e-5 && n[2] >= 0.0, "{name}: normal {n:?} at {p:?}");
    }
    assert!(mesh.tones.iter().all(|tone| (-0.01..=1.03).contains(tone)), "{name}: tones");
    assert_eq!(mesh.vertices().len(), 7 * mesh.positions.len());
    assert!(mesh.vertices().iter().all(|v| v.is_finite()), "{name}");
    let mut sides: HashMap<(u32, u32), i32> = HashMap::new();
    let mut covered = 0.0;
    for triangle in &mesh.triangles {
        let twice = area(mesh, triangle);
        assert!(twice > -1e-8, "{name}: {triangle:?} runs with the clock");
        covered += twice / 2.0;
        for i in 0..3 {
            let (a, b) = (triangle[i], triangle[(i + 1) % 3]);
            assert_ne!(a, b, "{name}: {triangle:?}");
            *sides.entry((a, b)).or_default() += 1;
        }
    }
    let on_border = |i: u32| {
        let [x, y, _] = mesh.corner(i);
        [(x.abs() - hx).abs() < 1e-6, (y.abs() - hy).abs() < 1e-6]
    };
    for ((a, b), count) in &sides {
        assert_eq!(*count, 1, "{name}: two triangles on the same side of {a}, {b}");
        if !sides.contains_key(&(*b, *a)) {
            let (p, q) = (on_border(*a), on_border(*b));
            let border = (p[0] && q[0]) || (p[1] && q[1]);
            // Beside a border only the edge of a hole has one triangle; its corners are where f ends.
            let n = mesh.cells() as f64;
            let hole = || {
                let ends = |i: u32| {
                    let [x, y, _] = mesh.corner(i);
                    let node = [(x / hx + 1.0) / 2.0 * n, (y / hy + 1.0) / 2.0 * n].map(f64::round);
                    let around = (-1..=1).flat_map(|i| (-1..=1).map(move |j| [f64::from(i), f64::from(j)]));
                    around
                        .map(|[i, j]| [2.0 * (node[0] + i) / n - 1.0, 2.0 * (node[1] + j) / n - 1.0])
                        .any(|[x, y]| terrain.relief.z([x * hx, y * hy]).is_nan())
                };
                ends(*a) && ends(*b)
            };

            assert!(border || hole(), "{name}: a crack at {:?}, {:?}", mesh.corner(*a), mesh.corner(*b));
        }
    }
    covered / (4.0 * hx * hy)
}

// ------------------------------------------------------------------------------------------------------------- mesh

#[test]
fn every_surface_has_a_mesh_without_cracks_inside_its_box() {
    for spec in SURFACES {
        let scene = Scene::of(spec);
        let (terrain, _) = terrain_of(&scene, Height::Tone, SMALL);
        let covered = check(spec.id, &terrain);
        // What has no value stands nowhere; all others cover the plate.
        let mut throw = dice(7);
        let half = terrain.relief.plate.half();
        let defined = (0..2000).all(|_| {
            let w = half.map(|h| h * (2.0 * throw() - 1.0));
            terrain.relief.z(w).is_finite()
        });
        if defined {
            assert!((covered - 1.0).abs() < 1e-5, "{}: {covered} of the plate", spec.id);
        }
        assert!(terrain.mesh.triangles.len() <= SMALL.triangles, "{}", spec.id);
        assert!(terrain.mesh.triangles.len() >= 2 * SMALL.coarse * SMALL.coarse, "{}", spec.id);
        let z: Vec<f32> = terrain.mesh.positions.iter().map(|p| p[2]).collect();
        let (low, high) = z.iter().fold((f32::MAX, f32::MIN), |(a, b), z| (a.min(*z), b.max(*z)));
        let rise = terrain.relief.rise as f32;
        assert!(high - low > 0.6 * rise, "{}: flat, {low} to {high} of {rise}", spec.id);
        assert!(!terrain.contours.is_empty(), "{}: no level lines", spec.id);
    }
}

#[test]
fn poles_and_holes_are_cut_off_cleanly() {
    for (f, covers) in [
        ("1/x", Some(1.0)),
        ("1/(x^2%2By^2)", None),
        ("1/(x*y)", None),
        ("ln(x)", Some(0.5)),
        ("sqrt(x)%2By^2", Some(0.5)),
        ("ln(x*y)", Some(0.5)),
        ("sqrt(4-x^2-y^2)", None),
        ("tan(x)*y", None),
        ("exp(exp(x^2))", Some(1.0)),
        ("sqrt(-1-x^2)", Some(0.0)),
        ("0/x", None),
        ("x-x", Some(1.0)),
        ("1e308*x", Some(1.0)),
        ("sign(x)", Some(1.0)),
    ] {
        let scene = read(&format!("f={f}&domain=-4,4,-4,4&run=none"));
        let frame = frame(&scene);
        // The plate is wider than the domain, evenly.
        let terrain = Terrain::new(&scene.landscape(), &frame, scene.domain(), 8.0, Height::Tone, SMALL);
        let covered = check(f, &terrain);
        if let Some(share) = covers {
            assert!((covered - share).abs() < 0.02, "{f} covers {covered}");
        }
    }
    let (terrain, _) = terrain("f=sqrt(x)%2By^2&domain=-4,4,-4,4&run=none");
    let left = terrain.mesh.positions.iter().map(|p| p[0]).fold(f32::MAX, f32::min);
    assert!(left.abs() < 1e-4, "the edge of the hole is at {left}, not at 0");
    let (disc, _) = self::terrain("f=sqrt(4-x^2-y^2)&domain=-4,4,-4,4&run=none");
    let scale = disc.relief.plate.scale();
    let rim = disc.mesh.positions.iter().map(|p| f64::from(p[0].hypot(p[1])) / scale).fold(0.0, f64::max);
    assert!((rim - 2.0).abs() < 1e-3, "the disc ends at {rim}");
}

#[test]
fn normals_are_at_right_angles_to_the_ground() {
    for id in ["ravine", "himmelblau", "rosenbrock", "beale", "saddle", "rastrigin", "plateau", "styblinski_tang"] {
        let (terrain, _) = terrain(&format!("surface={id}"));
        let (mesh, relief) = (&terrain.mesh, &terrain.relief);
        let mut worst = 0.0_f64;
        for (p, n) in mesh.positions.iter().zip(&mesh.normals).step_by(37) {
            let [x, y, z] = p.map(f64::from);
            let half = relief.plate.half();
            // What is cut off has a crease that no difference sees; and at the border there is only one side.
            if z > 0.999 * relief.top() || x.abs() > 0.999 * half[0] || y.abs() > 0.999 * half[1] {
                continue;
            }
            let h = 1e-5;
            let slope = |dx: f64, dy: f64| (relief.z([x + dx, y + dy]) - relief.z([x - dx, y - dy])) / (2.0 * h);
            let (sx, sy) = (slope(h, 0.0), slope(0.0, h));
            let long = (1.0 + sx * sx + sy * sy).sqrt();
            let along = (-sx * f64::from(n[0]) - sy * f64::from(n[1]) + f64::from(n[2])) / long;
            worst = worst.max((1.0 - along.min(1.0)).sqrt());
        }
        assert!(worst < 0.03, "{id}: a normal is {worst} off");
    }
}

#[test]
fn the_mesh_lies_on_the_ground_and_is_finer_where_it_bends() {
    let (terrain, _) = terrain("surface=himmelblau");
    let mut throw = dice(3);
    let half = terrain.relief.plate.half();
    for _ in 0..3000 {
        let w = half.map(|h| h * (1.998 * throw() - 0.999));
        let off = (terrain.mesh.z(w).unwrap() - terrain.relief.z(w)).abs() / terrain.relief.rise;
        assert!(off < 0.01, "{w:?} is {off} off");
    }
    // Level ground on one side, waves on the other.
    let scene = read("f=max(0,x)*sin(3x)*sin(3y)&domain=-4,4,-4,4&run=none");
    let (waves, _) = terrain_of(&scene, Height::Linear, Detail { triangles: 6000, ..SMALL });
    let on = |side: f64| {
        let middle = |t: &&[u32; 3]| t.iter().map(|i| waves.mesh.corner(*i)[0]).sum::<f64>() * side > 0.1;
        waves.mesh.triangles.iter().filter(middle).count()
    };
    assert!(on(1.0) > 4 * on(-1.0), "{} and {}", on(1.0), on(-1.0));
}

#[test]
fn heights_rise_with_f_and_their_slopes_are_exact() {
    for id in ["rosenbrock", "ackley", "plateau", "himmelblau", "saddle"] {
        for height in Height::ALL {
            let (terrain, _) = terrain_of(&read(&format!("surface={id}")), height, Detail::THUMB);
            let heights = &terrain.relief.heights;
            let (low, high) = heights.range();
            let mut last = -1.0;
            for i in 0..=400 {
                let f = low + (high - low) * (f64::from(i) / 400.0).powi(6);
                let (z, slope) = heights.height(f);
                assert!(z >= last - 1e-12 && z <= TOP, "{id} {height:?} at {f}: {z} after {last}");
                last = z;
                let h = (f - low) * 1e-4;
                if i > 20 && z < 0.999 * TOP {
                    let chord = (heights.height(f + h).0 - heights.height(f - h).0) / (2.0 * h);
                    assert!(
                        (slope - chord).abs() <= 2e-2 * (slope + chord) + 1e-9,
                        "{id} {height:?} {f}: {slope} {chord}"
                    );
                }
            }
            assert!(heights.height(low).0 < 0.08, "{id} {height:?}: the lowest is low");
            let top = heights.height(high).0;
            assert!((0.9..=TOP).contains(&top), "{id} {height:?}: the highest is high, not {top}");
            assert!(heights.height(f64::NAN).0.is_nan());
            assert_eq!(heights.height(f64::INFINITY).0, TOP, "{id} {height:?}: nothing stands higher");
            assert!(heights.height(f64::NEG_INFINITY).0 < 0.08);
        }
    }
}

#[test]
fn triangles_come_from_the_farthest_to_the_nearest() {
    for id in ["himmelblau", "ackley", "ravine"] {
        let (terrain, frame) = terrain(&format!("surface={id}"));
        for camera in cameras() {
            let view = view(&terrain, &frame, camera, 1.0);
            let seen = corners(&terrain.mesh, &view);
            let size = (SIZE.0 as usize / 3, SIZE.1 as usize / 3);
            let mut last = vec![f32::INFINITY; size.0 * size.1];
            let mut nearest = vec![f32::INFINITY; size.0 * size.1];
            let order = terrain.mesh.order(&view);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.iter().enumerate().all(|(i, t)| i == *t as usize), "each once");
            for i in order {
                let Some(flat) = Flat::new(terrain.mesh.triangles[i as usize].map(|i| seen[i as usize])) else {
                    continue;
                };
                flat.fill((0.0, 0.0), 3.0, size, &mut |x, y, depth, _| {
                    last[y * size.0 + x] = depth;
                    nearest[y * size.0 + x] = nearest[y * size.0 + x].min(depth);
                });
            }
            let wrong = last.iter().zip(&nearest).filter(|(last, nearest)| *last - *nearest > 1e-4).count();
            assert_eq!(wrong, 0, "{id} {camera:?}: pixels that show what is hidden");
        }
    }
}

// ----------------------------------------------------------------------------------------------------------- camera

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

// ------------------------------------------------------------------------------------------------------------ lines

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

// ------------------------------------------------------------------------------------------------------------ model

#[test]
fn the_model_touches_the_ground_and_knows_where_newton_goes() {
    // Of a quadratic function the model is the function.
    let (terrain, _) = terrain("surface=ravine");
    let relief = &terrain.relief;
    let model = Model::new(relief, [-4.0, 1.0], 0.0).unwrap();
    let newton = model.newton.unwrap();
    assert!(newton[0].abs() < 1e-9 && newton[1].abs() < 1e-9 && model.bowl, "{newton:?}");
    for [x, y, z] in &model.quadratic.positions {
        let ground = relief.z([*x, *y]);
        assert!((z - ground).abs() < 1e-9 || ground >= relief.top(), "{x}, {y}: {z} over {ground}");
    }
    // The tangent plane touches the ground: doubling the distance makes the gap four times as large.
    let (terrain, _) = self::terrain("surface=himmelblau");
    let relief = &terrain.relief;
    let p = [1.0, 2.2];
    let model = Model::new(relief, p, 0.0).unwrap();
    let slope = relief.slope(relief.plate.world(p)).unwrap();
    for corner in &model.tangent.positions {
        let d = [0, 1].map(|i| corner[i] - model.at[i]);
        assert!((corner[2] - model.at[2] - slope[0] * d[0] - slope[1] * d[1]).abs() < 1e-12);
    }
    let ground = relief.z([model.at[0], model.at[1]]);
    assert!((ground - model.at[2]).abs() < 1e-12);
    for patch in [&model.tangent, &model.quadratic] {
        for t in &patch.triangles {
            let [a, b, c] = t.map(|i| patch.positions[i as usize]);
            let twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
            assert!(twice > 0.0, "against the clock");
        }
        assert!(patch.positions.iter().flatten().all(|v| v.is_finite()) && !patch.lines.is_empty());
    }
    // At a saddle the model is none of a bowl; where f has no value there is no model.
    let (saddle, _) = self::terrain("surface=saddle");
    assert!(!Model::new(&saddle.relief, [1.0, 0.5], 0.0).unwrap().bowl);
    let (hole, _) = self::terrain("f=sqrt(x)&domain=-4,4,-4,4&run=none");
    assert!(Model::new(&hole.relief, [-1.0, 0.0], 0.0).is_none());
}

#[test]
fn every_surface_has_a_model_at_its_start() {
    for spec in SURFACES {
        let surface = Surface::new(spec, &downhill::core::param::defaults(spec.params));
        let (terrain, _) = terrain_of(&Scene::of(spec), Height::Tone, Detail::THUMB);
        let Some(model) = Model::new(&terrain.relief, spec.start, 0.01) else {
            assert!(!surface.objective.hessian(spec.start).iter().flatten().all(|v| v.is_finite()), "{}", spec.id);
            continue;
        };
        let all = model.tangent.positions.iter().chain(&model.quadratic.positions);
        assert!(all.flatten().all(|v| v.is_finite()), "{}", spec.id);
    }
}
