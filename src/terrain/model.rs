//! The local picture at a point: what gradient and Hessian know of the ground.
//!
//! The tangent plane is that of the ground as it is drawn. The quadratic model f(p) + g·d + ½ dᵀHd is a function of the
//! plane like f itself and stands as high as f does: it touches the ground at the point, and where it parts from it,
//! the model is wrong. Its flat point is where Newton's method jumps to; gradient descent sees only the plane.

use super::World;
use super::relief::Relief;
use crate::core::eigen::{along, dot, eigen, times};
use crate::core::scalar::Vec2;

/// A small piece of surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// Its corners, in the world.
    pub positions: Vec<World>,
    /// Its triangles, against the clock as seen from above.
    pub triangles: Vec<[u32; 3]>,
    /// Its lines, to see its shape by: closed around the middle, and through it.
    pub lines: Vec<Vec<World>>,
}

/// What gradient and Hessian say of the ground around a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The point, on the ground.
    pub at: World,
    /// The plane that touches the ground.
    pub tangent: Patch,
    /// The quadratic model, as far as it is not cut off by the highest that anything stands.
    pub quadratic: Patch,
    /// Where the model is flat, in the plane: where Newton's method goes; none if that is nowhere.
    pub newton: Option<Vec2>,
    /// That point on the model; none if it is beside the patch.
    pub newton_at: Option<World>,
    /// Whether the model is a bowl: Newton's point is its lowest.
    pub bowl: bool,
}

/// The half side of the tangent plane, and the least and the largest radius of the model, in parts of the plate's half
/// side.
const SIDE: f64 = 0.17;
const RADII: (f64, f64) = (0.22, 0.75);
/// How far beyond Newton's point the model is drawn.
const FARTHER: f64 = 1.3;
/// Rings and sectors of the patch.
const RINGS: usize = 16;
const SECTORS: usize = 48;
/// Every so many rings, and so many sectors, are drawn as a line.
const RING_LINES: usize = 4;
const SECTOR_LINES: usize = 12;

impl Model {
    /// The local picture at a point of the plane, `lift` above the ground; none where f has no value or no gradient
    /// there.
    pub fn new(relief: &Relief, p: Vec2, lift: f64) -> Option<Model> {
        let objective = &relief.surface.objective;
        let (f, g, h) = (objective.value(p), objective.gradient(p), objective.hessian(p));
        let finite = f.is_finite() && g.iter().chain(h.iter().flatten()).all(|v| v.is_finite());
        let own = relief.plate.world(p);
        let slope = relief.slope(own).filter(|_| finite)?;
        let z = relief.z(own) + lift;
        let parts = eigen(h);
        let step = parts.solve(g, 0.0);
        let newton = Some(along(p, 1.0, step)).filter(|q| q.iter().all(|v| v.is_finite()));
        let half = relief.plate.half();
        let wide = half[0].max(half[1]);
        let length = libm::hypot(step[0], step[1]) * relief.plate.scale();
        let radius = if newton.is_some() { FARTHER * length } else { 0.0 }.clamp(RADII.0 * wide, RADII.1 * wide);
        let model = |w: Vec2| {
            let q = relief.plate.plane(w);
            let d = [q[0] - p[0], q[1] - p[1]];
            f + dot(g, d) + 0.5 * dot(d, times(h, d))
        };
        let on_model = |w: Vec2| [w[0], w[1], relief.z_of(model(w)) + lift];
        let newton_at = newton.filter(|_| length <= radius).map(|q| on_model(relief.plate.world(q)));
        Some(Model {
            at: [own[0], own[1], z],
            tangent: square(own, z, slope, SIDE * wide),
            quadratic: disc(own, radius, relief.top() + 0.5 * lift, &on_model),
            newton,
            newton_at,
            bowl: parts.values[1] > 0.0,
        })
    }
}

/// The square of a plane around a point, two sides along its slope.
fn square([x, y]: Vec2, z: f64, slope: Vec2, half: f64) -> Patch {
    let steep = libm::hypot(slope[0], slope[1]);
    let [ux, uy] = if steep > 0.0 { slope.map(|s| s / steep) } else { [1.0, 0.0] };
    // As long on the plane as across it.
    let down = half / libm::hypot(1.0, steep);
    let corner = |along: f64, across: f64| {
        let (dx, dy) = (along * down * ux - across * half * uy, along * down * uy + across * half * ux);
        [x + dx, y + dy, z + slope[0] * dx + slope[1] * dy]
    };
    let positions = vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    let rim = positions.iter().chain([&positions[0]]).copied().collect();
    let through = [vec![corner(-1.0, 0.0), corner(1.0, 0.0)], vec![corner(0.0, -1.0), corner(0.0, 1.0)]];
    let lines = std::iter::once(rim).chain(through).collect();
    Patch { positions, triangles: vec![[0, 1, 2], [0, 2, 3]], lines }
}

/// A disc of a surface around a place, without what stands at the top: there it is cut off.
fn disc([x, y]: Vec2, radius: f64, top: f64, surface: &dyn Fn(Vec2) -> World) -> Patch {
    let place = |ring: usize, sector: usize| {
        let (r, angle) = (radius * ring as f64 / RINGS as f64, std::f64::consts::TAU * sector as f64 / SECTORS as f64);
        surface([x + r * libm::cos(angle), y + r * libm::sin(angle)])
    };
    let mut patch = Patch { positions: vec![place(0, 0)], ..Patch::default() };
    for ring in 1..=RINGS {
        patch.positions.extend((0..SECTORS).map(|sector| place(ring, sector)));
    }
    let index =
        |ring: usize, sector: usize| if ring == 0 { 0 } else { (1 + (ring - 1) * SECTORS + sector % SECTORS) as u32 };
    let stands = |i: &u32| patch.positions[*i as usize][2] < top;
    let mut triangles = Vec::new();
    for ring in 0..RINGS {
        for sector in 0..SECTORS {
            let (a, b) = (index(ring, sector), index(ring, sector + 1));
            let (c, d) = (index(ring + 1, sector), index(ring + 1, sector + 1));
            let both = [[a, c, d], [a, d, b]];
            triangles.extend(both.into_iter().take(if ring == 0 { 1 } else { 2 }).filter(|t| t.iter().all(stands)));
        }
    }
    let mut lines = Vec::new();
    let mut draw = |all: Vec<u32>| {
        for piece in all.split(|i| !stands(i)).filter(|piece| piece.len() > 1) {
            lines.push(piece.iter().map(|i| patch.positions[*i as usize]).collect());
        }
    };
    for ring in (1..=RINGS).filter(|ring| ring.is_multiple_of(RING_LINES)) {
        draw((0..=SECTORS).map(|sector| index(ring, sector)).collect());
    }
    for sector in (0..SECTORS).step_by(SECTORS / SECTOR_LINES) {
        draw((0..=RINGS).map(|ring| index(ring, sector)).collect());
    }
    patch.triangles = triangles;
    patch.lines = lines;
    patch
}
