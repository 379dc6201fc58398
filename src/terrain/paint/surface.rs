//! The ground itself with the walls below its rim, as pixels or as facets.

use crate::chart::pen::{Drawn, Grid, Ink, Pen, Px};
use crate::chart::theme::{Colour, Palette};
use crate::core::scalar::Vec2;
use crate::terrain::camera::{Seen, View};
use crate::terrain::depth::{Flat, corners};
use crate::terrain::light::{Light, Side};
use crate::terrain::mesh::Mesh;
use crate::terrain::relief::Relief;
use crate::terrain::walls::walls;

/// Samples across a pixel; fewer in large pictures.
const SAMPLES: usize = 3;
const LARGE: usize = 3_000_000;
/// So many rows of pixels are made at a time.
const STRIP: usize = 32;
/// How finely tones and brightness are told apart by pixels, and by facets.
const TONES: usize = 512;
const LIGHTS: usize = 128;
/// Facets of a file: so many tones and degrees of brightness, so that neighbours share a path.
const FACET_TONES: f64 = 64.0;
const FACET_LIGHTS: f64 = 24.0;
/// How wide the edges of facets are drawn, in pixels.
const SEAM: f64 = 0.7;

/// What is painted: corners in the picture with tone and brightness, and triangles between them.
struct Solid {
    seen: Vec<Seen>,
    tones: Vec<f32>,
    bright: Vec<f32>,
    /// Those of the ground first, in the order of the mesh; then those of walls that face the eye.
    triangles: Vec<([u32; 3], bool)>,
}

impl Solid {
    fn new(mesh: &Mesh, view: &View, light: &Light) -> Solid {
        let mut solid = Solid {
            seen: corners(mesh, view),
            tones: mesh.tones.clone(),
            bright: mesh.normals.iter().map(|n| light.on(n.map(f64::from)) as f32).collect(),
            triangles: mesh.triangles.iter().map(|triangle| (*triangle, false)).collect(),
        };
        for wall in walls(mesh).iter().filter(|wall| wall.faces(view)) {
            let first = solid.seen.len() as u32;
            let bright = light.on_wall(wall.out) as f32;
            for (i, corner) in wall.corners.into_iter().enumerate() {
                solid.seen.push(view.see(corner));
                // The wall has the colour of the rim above.
                solid.tones.push(wall.tones[usize::from(i == 1 || i == 2)]);
                solid.bright.push(bright);
            }
            solid.triangles.extend([[0, 2, 1], [0, 3, 2]].map(|t| (t.map(|i| first + i), true)));
        }
        solid
    }

    fn points(&self, triangle: [u32; 3]) -> [Seen; 3] {
        triangle.map(|i| self.seen[i as usize])
    }

    /// Which side of a triangle is seen.
    fn side(&self, (triangle, wall): ([u32; 3], bool)) -> Side {
        let [a, b, c] = self.points(triangle);
        // From below, corners run the other way round.
        let turn = (b.at.0 - a.at.0) * (c.at.1 - a.at.1) - (c.at.0 - a.at.0) * (b.at.1 - a.at.1);
        match (wall, turn > 0.0) {
            (true, _) => Side::Wall,
            (_, true) => Side::Below,
            _ => Side::Above,
        }
    }
}

/// Every colour there is: by side, tone and brightness.
struct Colours(Vec<[u8; 3]>);

impl Colours {
    fn new(light: &Light, palette: &Palette) -> Colours {
        let mut all = Vec::with_capacity(Side::ALL.len() * TONES * LIGHTS);
        for side in Side::ALL {
            for tone in 0..TONES {
                let tone = tone as f64 / (TONES - 1) as f64;
                for brightness in 0..LIGHTS {
                    let brightness = 2.0 * brightness as f64 / (LIGHTS - 1) as f64 - 1.0;
                    let Colour { 0: r, 1: g, 2: b } = light.colour(tone, brightness, side, palette);
                    all.push([r, g, b]);
                }
            }
        }
        Colours(all)
    }

    fn of(&self, tone: f32, brightness: f32, side: Side) -> [u8; 3] {
        let place = |v: f32, count: usize| (v.clamp(0.0, 1.0) * (count - 1) as f32 + 0.5) as usize;
        let (tone, light) = (place(tone, TONES), place(brightness * 0.5 + 0.5, LIGHTS));
        self.0[(side as usize * TONES + tone) * LIGHTS + light]
    }
}

/// A sample of the picture: how far away, its colour; opaque or nothing.
#[derive(Clone, Copy)]
struct Sample {
    depth: f32,
    colour: [u8; 3],
}

const NOTHING: Sample = Sample { depth: f32::INFINITY, colour: [0; 3] };

/// The ground as pixels: red, green, blue and opacity of each.
pub fn pixels(mesh: &Mesh, view: &View, light: &Light, palette: &Palette, grid: &Grid) -> Vec<u8> {
    let (width, height) = grid.size;
    let samples = if width * height > LARGE { SAMPLES - 1 } else { SAMPLES };
    let (solid, colours) = (Solid::new(mesh, view, light), Colours::new(light, palette));
    let flats: Vec<Option<Flat>> =
        solid.triangles.iter().map(|(triangle, _)| Flat::new(solid.points(*triangle))).collect();
    let mut strips: Vec<Vec<u32>> = vec![Vec::new(); height.div_ceil(STRIP)];
    for (i, flat) in flats.iter().enumerate() {
        let Some(flat) = flat else { continue };
        let strip = |y: f64| ((y - grid.origin.1) / grid.pitch / STRIP as f64).floor();
        let (first, last) = (strip(flat.rows().0).max(0.0) as usize, strip(flat.rows().1));
        if last >= 0.0 {
            let last = (last as usize).min(strips.len().saturating_sub(1));
            strips.iter_mut().take(last + 1).skip(first).for_each(|strip| strip.push(i as u32));
        }
    }
    let mut rgba = Vec::with_capacity(4 * width * height);
    let fine = grid.pitch / samples as f64;
    let mut field = vec![NOTHING; width * samples * STRIP * samples];
    for (s, strip) in strips.iter().enumerate() {
        let rows = STRIP.min(height - s * STRIP);
        let size = (width * samples, rows * samples);
        field.fill(NOTHING);
        let origin = (grid.origin.0, grid.origin.1 + (s * STRIP) as f64 * grid.pitch);
        for i in strip {
            let (triangle, Some(flat)) = (solid.triangles[*i as usize], &flats[*i as usize]) else { continue };
            let side = solid.side(triangle);
            let tones = triangle.0.map(|i| solid.tones[i as usize]);
            let lights = triangle.0.map(|i| solid.bright[i as usize]);
            let mix = |v: [f32; 3], parts: [f32; 3]| v[0] * parts[0] + v[1] * parts[1] + v[2] * parts[2];
            flat.fill(origin, fine, size, &mut |x, y, depth, parts| {
                let sample = &mut field[y * size.0 + x];
                if depth < sample.depth {
                    *sample = Sample { depth, colour: colours.of(mix(tones, parts), mix(lights, parts), side) };
                }
            });
        }
        for row in 0..rows {
            for column in 0..width {
                rgba.extend(mean(&field, size.0, (column * samples, row * samples), samples));
            }
        }
    }
    rgba
}

/// The mean of the samples of a pixel, and how much of it they cover.
fn mean(field: &[Sample], width: usize, (x, y): (usize, usize), samples: usize) -> [u8; 4] {
    let (mut sum, mut count) = ([0_u32; 3], 0_u32);
    for row in y..y + samples {
        for sample in &field[row * width + x..row * width + x + samples] {
            if sample.depth < f32::INFINITY {
                count += 1;
                for (sum, channel) in sum.iter_mut().zip(sample.colour) {
                    *sum += u32::from(channel);
                }
            }
        }
    }
    if count == 0 {
        return [0; 4];
    }
    let [r, g, b] = sum.map(|sum| ((sum + count / 2) / count) as u8);
    let all = (samples * samples) as u32;
    [r, g, b, ((255 * count + all / 2) / all) as u8]
}

/// The ground as facets, from the farthest to the nearest, each of one colour; then the walls, which stand before it.
///
/// # Errors
/// Whatever the backend reports.
pub fn facets<B: Ink>(pen: &mut Pen<B>, mesh: &Mesh, view: &View, light: &Light, palette: &Palette) -> Drawn<B> {
    let solid = Solid::new(mesh, view, light);
    let mut all: Vec<(Colour, Vec<Vec<Px>>)> = Vec::new();
    let walls = mesh.triangles.len() as u32..solid.triangles.len() as u32;
    for i in mesh.order(view).into_iter().chain(walls) {
        let triangle = solid.triangles[i as usize];
        let mean = |v: &[f32]| f64::from(triangle.0.iter().map(|i| v[*i as usize]).sum::<f32>()) / 3.0;
        let round = |v: f64, steps: f64| (v * steps).round() / steps;
        let (tone, brightness) = (round(mean(&solid.tones), FACET_TONES), round(mean(&solid.bright), FACET_LIGHTS));
        let colour = light.colour(tone, brightness, solid.side(triangle), palette);
        let points = solid.points(triangle.0).map(|p| p.at).to_vec();
        match all.last_mut() {
            // Neighbours of one colour are one shape.
            Some((same, polygons)) if *same == colour => polygons.push(points),
            _ => all.push((colour, vec![points])),
        }
    }
    pen.facets(&all, SEAM)
}

/// The border of the plate, on the ground.
pub fn border(relief: &Relief) -> Vec<Vec2> {
    let d = relief.plate.domain;
    vec![[d.x.0, d.y.0], [d.x.1, d.y.0], [d.x.1, d.y.1], [d.x.0, d.y.1], [d.x.0, d.y.0]]
}
