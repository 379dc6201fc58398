//! Losses on real data: the tables against what is printed of them, minima against closed forms, gradients against the
//! textbook's, mini-batches against PyTorch's shuffle and against a loop written out by hand.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod batches;
mod gradients;
mod minima;
mod own_points;
#[path = "../support/mod.rs"]
mod support;
mod tables;

use downhill::core::data::{ANSCOMBE, FAITHFUL, GALTON, Model, ORINGS, Table};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::Surface;
use downhill::scene::{Read, Scene};
use support::read_surface;

/// All measurements, one by one.
fn measured(table: &Table) -> Vec<Vec2> {
    table.rows().into_iter().flat_map(|(p, count)| std::iter::repeat_n(p, count)).collect()
}

fn mean(points: &[Vec2], f: impl Fn(Vec2) -> f64) -> f64 {
    points.iter().map(|p| f(*p)).sum::<f64>() / points.len() as f64
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + b.abs())
}

/// Every surface with data, raw and standardised where there is a choice, with the numbers as the model sees them.
fn fits() -> Vec<(String, Surface, Vec<Vec2>)> {
    let (standard, line) = (|table: &Table| standardised(&measured(table)), |table: &Table| measured(table));
    let input = |table: &Table| {
        let pairs = standard(table).into_iter().zip(line(table));
        pairs.map(|([u, _], [_, v])| [u, v]).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for (id, table) in [("faithful_line", &FAITHFUL), ("galton_line", &GALTON), ("oring_logistic", &ORINGS)] {
        all.push((format!("{id},standardize:0"), line(table)));
        all.push((format!("{id},standardize:1"), input(table)));
    }
    for (i, table) in ANSCOMBE.iter().enumerate() {
        all.push((format!("anscombe_line,set:{},standardize:0", i + 1), line(table)));
        all.push((format!("anscombe_line,set:{},standardize:1", i + 1), input(table)));
    }
    all.push(("faithful_tanh".into(), standard(&FAITHFUL)));
    all.into_iter().map(|(text, data)| (text.clone(), read_surface(&text), data)).collect()
}

/// Both coordinates with mean 0 and variance 1.
fn standardised(points: &[Vec2]) -> Vec<Vec2> {
    let scale = |which: usize| {
        let middle = mean(points, |p| p[which]);
        (middle, mean(points, |p| (p[which] - middle).powi(2)).sqrt())
    };
    let [(mu, su), (mv, sv)] = [0, 1].map(scale);
    points.iter().map(|[u, v]| [(u - mu) / su, (v - mv) / sv]).collect()
}

/// Intercept and slope by the closed form: cov(u, v)/var(u).
fn line(points: &[Vec2]) -> Vec2 {
    let (mu, mv) = (mean(points, |p| p[0]), mean(points, |p| p[1]));
    let slope = mean(points, |p| (p[0] - mu) * (p[1] - mv)) / mean(points, |p| (p[0] - mu).powi(2));
    [mv - slope * mu, slope]
}

/// Loss and gradient of one measurement, from the textbook.
fn textbook(model: Model, [x, y]: Vec2, [u, v]: Vec2) -> (f64, Vec2) {
    match model {
        Model::Line => {
            let r = x + y * u - v;
            (r * r / 2.0, [r, r * u])
        }
        Model::Logistic => {
            let z = x + y * u;
            let p = 1.0 / (1.0 + (-z).exp());
            // −ln of the probability of what happened.
            let happened = 1.0 / (1.0 + (if v == 1.0 { -z } else { z }).exp());
            (-happened.ln(), [p - v, (p - v) * u])
        }
        Model::Tanh => {
            let t = (x * u).tanh();
            let r = y * t - v;
            (r * r / 2.0, [r * y * u * (1.0 - t * t), r * t])
        }
    }
}

fn read(text: &str) -> Scene {
    let Read { scene, ignored } = Scene::read(text);
    assert!(ignored.is_empty(), "{text}: {ignored:?}");
    scene
}
