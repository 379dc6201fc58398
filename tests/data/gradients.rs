//! Losses and gradients against the textbook's.

use crate::support::cases;
use crate::{fits, near, textbook};
use downhill::core::data::{Fit, Model, Scaling, Table};
use downhill::core::objective::Objective;
use proptest::prelude::*;

#[test]
fn losses_and_gradients_are_those_of_the_textbook() {
    for (text, surface, data) in fits() {
        let model = surface.objective.data().unwrap().model;
        proptest!(cases(60), |(p in crate::support::point(&surface), some in prop::collection::vec(0..data.len(), 1..8))| {
            let sum = |places: &mut dyn Iterator<Item = usize>| {
                let mut n = 0.0;
                let mut all = (0.0, [0.0; 2], 0.0);
                for i in places {
                    let (loss, [gx, gy]) = textbook(model, p, data[i]);
                    n += 1.0;
                    all = (all.0 + loss, [all.1[0] + gx, all.1[1] + gy], all.2 + gx.abs() + gy.abs());
                }
                (all.0 / n, all.1.map(|g| g / n), all.2 / n)
            };
            let (loss, gradient, size) = sum(&mut (0..data.len()));
            let f = &*surface.objective;
            prop_assert!(near(f.value(p), loss, 1e-11), "{text} at {p:?}: {} for {loss}", f.value(p));
            let (said, part) = (f.gradient(p), f.data().unwrap().only(&some).gradient(p));
            let (_, expected, small) = sum(&mut some.iter().copied());
            for k in 0..2 {
                prop_assert!((said[k] - gradient[k]).abs() <= 1e-11 * (1.0 + size), "{text} at {p:?}");
                prop_assert!((part[k] - expected[k]).abs() <= 1e-11 * (1.0 + small), "{text} at {p:?}, {some:?}");
            }
        });
    }
}

#[test]
fn log_odds_of_nought_have_the_slope_a_half() {
    let table = Table { quantities: ["x", "y"], points: &[[0, 0], [3, 1]], counts: &[2, 1], units: [1.0, 1.0] };
    let fit = Fit::new(Model::Logistic, &table, [Scaling::NONE; 2]);
    assert_eq!(fit.gradient([0.0, 0.0]), [0.5 / 3.0, -0.5]);
    // (2·¼ + ¼, 3·¼, 9·¼) / 3.
    assert_eq!(fit.hessian([0.0, 0.0]), [[0.25, 0.25], [0.25, 0.75]]);
    // Far out nothing overflows.
    assert_eq!(fit.value([2000.0, 0.0]), 4000.0 / 3.0);
    assert_eq!(fit.gradient([-2000.0, 0.0]), [-1.0 / 3.0, -1.0]);
    assert!(fit.hessian([2000.0, 0.0]).as_flattened().iter().all(|h| *h == 0.0));
}
