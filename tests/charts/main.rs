//! The charts: what they say is true. Level lines are level, bands have the colour of their own height, marks stand
//! where the runs are, words keep out of each other's way; and nothing breaks where numbers do.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod arrows;
mod contours;
mod field;
mod frame;
#[path = "../support/inks/mod.rs"]
mod inks;
mod labels;
mod landscape;
mod loss;
mod paths;
mod races;
#[path = "../support/mod.rs"]
mod support;

use downhill::chart::frame::{Frame, Insets};
use downhill::chart::pen::Px;
use downhill::chart::theme::Colour;
use downhill::core::objective::Objective;
use downhill::core::oracle::Evaluations;
use downhill::core::param::defaults;
use downhill::core::run::{Outcome, Point, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::{Scene, Theme, simulate};
use inks::{Call, Words};
use std::sync::Arc;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
const SIZE: (f64, f64) = (320.0, 220.0);
const GUTTER: Insets = Insets { left: 36.0, right: 0.0, top: 0.0, bottom: 24.0 };
const SAFE: Insets = Insets { left: 12.0, right: 12.0, top: 12.0, bottom: 12.0 };

/// Rounding to the notebook's eighths of a pixel.
const ROUNDED: f64 = 0.08;

fn surfaces() -> impl Iterator<Item = Surface> {
    SURFACES.iter().map(|spec| Surface::new(spec, &defaults(spec.params)))
}

fn fitted(surface: &Surface, size: (f64, f64)) -> Frame {
    Frame::fit(size, GUTTER, SAFE, surface.spec.domain)
}

/// A function that is no surface of the registry, without known minima.
struct Custom(fn(f64, f64) -> f64);

impl Objective for Custom {
    fn value(&self, [x, y]: Vec2) -> f64 {
        (self.0)(x, y)
    }
    fn gradient(&self, _: Vec2) -> Vec2 {
        [f64::NAN; 2]
    }
    fn hessian(&self, _: Vec2) -> [Vec2; 2] {
        [[f64::NAN; 2]; 2]
    }
}

fn custom(f: fn(f64, f64) -> f64) -> Surface {
    Surface { objective: Arc::new(Custom(f)), minima: Vec::new(), ..Surface::new(&SURFACES[0], &[]) }
}

/// Functions that are hard to draw.
fn difficult() -> [(&'static str, Surface); 10] {
    [
        ("constant", custom(|_, _| 3.0)),
        ("zero", custom(|_, _| 0.0)),
        ("a step", custom(|x, _| if x > 0.3 { 1.0 } else { 0.0 })),
        ("steps so high that they overflow", custom(|x, _| if x > 0.3 { 1e308 } else { -1e308 })),
        ("infinite", custom(|_, _| f64::INFINITY)),
        ("minus infinity", custom(|_, _| f64::NEG_INFINITY)),
        ("undefined", custom(|_, _| f64::NAN)),
        ("undefined in one half", custom(|x, y| x.sqrt() + y)),
        ("a pole", custom(|x, y| 1.0 / (x * x + y * y))),
        ("a tower", custom(|x, y| (x * x + y * y).powi(60))),
    ]
}

fn texts(calls: &[Call]) -> Vec<&Words> {
    calls.iter().filter_map(|call| if let Call::Text(words) = call { Some(words) } else { None }).collect()
}

/// All points of a drawing but those of words.
fn points(calls: &[Call]) -> Vec<Px> {
    let of = |call: &Call| match call {
        Call::Pixel(at) => vec![*at],
        Call::Rect { from, to, .. } => vec![*from, *to],
        Call::Line { points, .. } | Call::Area { points, .. } => points.clone(),
        Call::Circle { centre, .. } => vec![*centre],
        Call::Text(_) => Vec::new(),
    };
    calls.iter().flat_map(of).collect()
}

fn near(a: Px, b: Px, tolerance: f64) -> bool {
    (a.0 - b.0).abs() <= tolerance && (a.1 - b.1).abs() <= tolerance
}

fn overlap(a: (Px, Px), b: (Px, Px)) -> bool {
    a.0.0 < b.1.0 && b.0.0 < a.1.0 && a.0.1 < b.1.1 && b.0.1 < a.1.1
}

fn inside(place: Px, (from, to): (Px, Px)) -> bool {
    (from.0..=to.0).contains(&place.0) && (from.1..=to.1).contains(&place.1)
}

fn plot(frame: &Frame) -> (Px, Px) {
    let (left, top, right, bottom) = frame.plot();
    ((left - ROUNDED, top - ROUNDED), (right + ROUNDED, bottom + ROUNDED))
}

const WHOLE: (Px, Px) = ((-ROUNDED, -ROUNDED), (SIZE.0 + ROUNDED, SIZE.1 + ROUNDED));

/// A run through these points of the plane.
fn trajectory(points: &[(Vec2, f64)], outcome: Outcome) -> Trajectory {
    let points = points.iter().map(|(point, loss)| Point { point: *point, loss: *loss }).collect();
    Trajectory { points, averaged: Vec::new(), outcome, evaluations: Evaluations::default() }
}

/// A line: points, colour, opacity, width, dashes.
type Drawn<'a> = (&'a [Px], Colour, f64, f64, &'a [f64]);

/// Only the lines of a drawing.
fn lines(calls: &[Call]) -> Vec<Drawn<'_>> {
    let of = |call| match call {
        &Call::Line { ref points, colour, alpha, width, ref dash } => {
            Some((&points[..], colour, alpha, width, &dash[..]))
        }
        _ => None,
    };
    calls.iter().filter_map(of).collect()
}

/// What a typeset tick says.
fn said(text: &str) -> f64 {
    let superscript = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map(|d| d.to_string());
    let (digits, power) =
        match text.split_once("10").filter(|(_, rest)| rest.starts_with(|c| c == '⁻' || superscript(c).is_some())) {
            Some((digits, power)) => (digits.trim_end_matches(" × "), power),
            None => (text, ""),
        };
    let exponent: String = power.chars().map(|c| superscript(c).unwrap_or_else(|| "-".into())).collect();
    let digits = if digits.trim_matches('−').is_empty() { format!("{digits}1") } else { digits.to_string() };
    let plain = format!("{}e{}", digits.replace('−', "-"), if exponent.is_empty() { "0".into() } else { exponent });
    plain.parse().unwrap_or_else(|e| panic!("{text} as {plain}: {e}"))
}

fn opening() -> (Scene, Vec<Trajectory>, Frame) {
    let scene = Scene::default();
    let runs = simulate(&scene);
    let frame = Frame::fit(SIZE, GUTTER, SAFE, scene.domain());
    (scene, runs, frame)
}
