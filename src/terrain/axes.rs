//! The axes: at which edges of the box ticks stand so that the reader sees them, and where their words have room.

use super::World;
use super::camera::View;
use super::contours::grid_step;
use super::relief::Relief;
use crate::chart::frame::{tick_step, ticks};
use crate::chart::landscape::tick_label;
use crate::chart::pen::Px;
use crate::core::order::sorted_by;
use crate::text::number;

/// One of the three axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Along x.
    X,
    /// Along y.
    Y,
    /// Upwards: f.
    F,
}

impl Axis {
    /// Its name.
    pub fn name(self) -> &'static str {
        ["x", "y", "f"][self as usize]
    }
}

/// A word at an axis: a tick's number or the axis' name.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Whose it is.
    pub axis: Axis,
    /// The word; of a tick, as many digits as it takes to tell its neighbours apart.
    pub text: String,
    /// Where its middle stands in the picture.
    pub at: Px,
}

/// The axes of a view, in the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axes {
    /// The edges that carry ticks.
    pub lines: Vec<[Px; 2]>,
    /// The ticks.
    pub ticks: Vec<[Px; 2]>,
    /// Their numbers, as far as they have room.
    pub numbers: Vec<Word>,
    /// The names of the axes.
    pub names: Vec<Word>,
}

/// How long a tick is, how far from it its number, how far from that the name, in pixels at a root font of 16.
const TICK: f64 = 5.0;
const GAP: f64 = 4.0;
const NAME: f64 = 9.0;
/// Room between two words.
const APART: f64 = 5.0;
/// Fewer pixels there are not between two ticks of x or y.
const CLOSE: f64 = 42.0;
/// The least distance of two ticks of f, in parts of the rise.
const RUNG: f64 = 0.17;

/// An edge of the box that carries an axis.
struct Edge {
    axis: Axis,
    ends: [World; 2],
    /// Away from the box, in the picture, of length 1.
    out: Px,
}

impl Axes {
    /// The axes of a view. `em` is the factor on sizes, `height` how high words are and `width` how wide a tick's number
    /// is, in pixels.
    pub fn new(view: &View, relief: &Relief, em: f64, height: f64, width: &dyn Fn(&str) -> f64) -> Axes {
        let mut axes = Axes::default();
        let mut taken: Vec<(Px, Px)> = Vec::new();
        for edge in edges(view, relief) {
            let [a, b] = edge.ends.map(|end| view.see(end).at);
            let long = (b.0 - a.0).hypot(b.1 - a.1);
            axes.lines.push([a, b]);
            let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
            let mut reach = 0.0_f64;
            for (at, text) in values(&edge, relief, long, em) {
                let from = view.see(at).at;
                let to = (from.0 + edge.out.0 * TICK * em, from.1 + edge.out.1 * TICK * em);
                axes.ticks.push([from, to]);
                let half = (width(&text) / 2.0, height / 2.0);
                let far = (TICK + GAP) * em + half_along(half, edge.out);
                let place = (from.0 + edge.out.0 * far, from.1 + edge.out.1 * far);
                if free(&taken, place, half, APART * em) {
                    taken.push((place, half));
                    reach = reach.max(far + half_along(half, edge.out));
                    axes.numbers.push(Word { axis: edge.axis, text, at: place });
                }
            }
            let half = (height * 0.4, height / 2.0);
            let name = edge.axis.name();
            // Beyond the numbers at the middle; f on top of its axis.
            let far = reach.max(TICK * em) + NAME * em + half_along(half, edge.out);
            let place = match edge.axis {
                Axis::F => (b.0, b.1 - height * 0.9),
                _ => (middle.0 + edge.out.0 * far, middle.1 + edge.out.1 * far),
            };
            taken.push((place, half));
            axes.names.push(Word { axis: edge.axis, text: name.to_string(), at: place });
        }
        axes
    }
}

/// How far a box of half this size reaches in a direction.
fn half_along(half: Px, out: Px) -> f64 {
    half.0 * out.0.abs() + half.1 * out.1.abs()
}

fn free(taken: &[(Px, Px)], at: Px, half: Px, apart: f64) -> bool {
    taken.iter().all(|(other, size)| {
        (other.0 - at.0).abs() >= size.0 + half.0 + apart || (other.1 - at.1).abs() >= size.1 + half.1 + 0.4 * apart
    })
}

/// The edges at the bottom that face the reader, and the upright one at the left of the picture.
fn edges(view: &View, relief: &Relief) -> Vec<Edge> {
    let [x, y] = relief.plate.half();
    let eye = view.eye();
    let side = |v: f64, half: f64| if v > 0.0 { half } else { -half };
    let (near_x, near_y) = (side(eye[0], x), side(eye[1], y));
    let out = |from: World, to: World| {
        let (a, b) = (view.see(from).at, view.see(to).at);
        let long = (b.0 - a.0).hypot(b.1 - a.1);
        if long > 0.0 { ((b.0 - a.0) / long, (b.1 - a.1) / long) } else { (0.0, 1.0) }
    };
    let along_x = Edge {
        axis: Axis::X,
        ends: [[-x, near_y, 0.0], [x, near_y, 0.0]],
        out: out([0.0, 0.9 * near_y, 0.0], [0.0, near_y, 0.0]),
    };
    let along_y = Edge {
        axis: Axis::Y,
        ends: [[near_x, -y, 0.0], [near_x, y, 0.0]],
        out: out([0.9 * near_x, 0.0, 0.0], [near_x, 0.0, 0.0]),
    };
    // Of the four corners the one farthest left.
    let corners = [[-x, -y], [x, -y], [x, y], [-x, y]].map(|[x, y]| [x, y, 0.0]).to_vec();
    let [cx, cy, _] = sorted_by(corners, |corner| view.see(*corner).at.0)[0];
    let up = Edge { axis: Axis::F, ends: [[cx, cy, 0.0], [cx, cy, relief.rise]], out: (-1.0, 0.0) };
    vec![along_x, along_y, up]
}

/// The ticks of an edge, with their numbers.
fn values(edge: &Edge, relief: &Relief, long: f64, em: f64) -> Vec<(World, String)> {
    let domain = relief.plate.domain;
    let [start, _] = edge.ends;
    match edge.axis {
        Axis::F => {
            let rungs = rungs(relief);
            // The smallest of all gaps: heights need not be even.
            let gap = rungs.windows(2).map(|pair| pair[1].0 - pair[0].0).fold(f64::INFINITY, f64::min);
            rungs.into_iter().map(|(f, z)| ([start[0], start[1], z], digits(f, gap))).collect()
        }
        Axis::X | Axis::Y => {
            let (low, high) = if edge.axis == Axis::X { domain.x } else { domain.y };
            let span = high - low;
            // Lines of the grid, all or every few.
            let step = tick_step(span, long / (CLOSE * em)).max(grid_step(relief));
            let at = |v: f64| {
                let own = if edge.axis == Axis::X {
                    relief.plate.world([v, 0.0])[0]
                } else {
                    relief.plate.world([0.0, v])[1]
                };
                if edge.axis == Axis::X { [own, start[1], 0.0] } else { [start[0], own, 0.0] }
            };
            ticks((low, high), span / step).into_iter().map(|v| (at(v), tick_label(v, span))).collect()
        }
    }
}

/// Round values of f and how high they stand, not too close to each other.
pub fn rungs(relief: &Relief) -> Vec<(f64, f64)> {
    let (low, high) = relief.heights.range();
    let mut candidates: Vec<(f64, f64)> = Vec::new();
    let mut add = |f: f64, priority: f64| {
        if f >= low && f <= high {
            candidates.push((f, priority));
        }
    };
    add(0.0, 0.0);
    for power in -12..=12 {
        let ten = libm::pow(10.0, f64::from(power));
        for (factor, priority) in [(1.0, 1.0), (5.0, 2.0), (2.0, 3.0)] {
            add(factor * ten, priority);
            add(-factor * ten, priority);
        }
    }
    for f in ticks((low, high), 5.0) {
        add(f, 4.0);
    }
    let mut chosen: Vec<(f64, f64)> = Vec::new();
    for (f, _) in sorted_by(candidates, |(_, priority)| *priority) {
        let z = relief.z_of(f);
        if chosen.iter().all(|(_, other)| (z - other).abs() >= RUNG * relief.rise) {
            chosen.push((f, z));
        }
    }
    sorted_by(chosen, |(f, _)| *f)
}

/// A round number, with as many digits as tell it from one so far away.
fn digits(f: f64, gap: f64) -> String {
    let apart = if gap.is_finite() { libm::ceil(libm::log10(f.abs() / gap)) + 1.0 } else { 0.0 };
    if f == 0.0 { "0".into() } else { number(f, apart.clamp(4.0, 12.0) as usize) }
}
