//! The mesh: no cracks, on the ground, finer where it bends; its heights, normals and order.

use crate::{SIZE, SMALL, cameras, dice, frame, read, terrain, terrain_of, view};
use downhill::core::surfaces::SURFACES;
use downhill::scene::Scene;
use downhill::terrain::Terrain;
use downhill::terrain::depth::{Flat, corners};
use downhill::terrain::height::{Height, TOP};
use downhill::terrain::mesh::{Detail, Mesh};
use std::collections::HashMap;

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
            let (terrain, _) = terrain_of(&read(&format!("surface={id}")), height, Detail::HURRIED);
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
