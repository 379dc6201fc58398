//! Momentum in other conventions: the path stays, the rate is rescaled.

use crate::support::cases;
use crate::{applied, read};
use downhill::core::optimizers::optimizer;
use downhill::core::param::Value;
use downhill::core::run::Trajectory;
use downhill::core::surfaces::{SURFACES, surface};
use downhill::scene::{Action, Run, Scene, simulate};
use proptest::prelude::*;

/// The largest difference between two paths, relative to their size; infinite if they are not equally long.
fn apart(a: &Trajectory, b: &Trajectory) -> f64 {
    if a.points.len() != b.points.len() {
        return f64::INFINITY;
    }
    let size = a.points.iter().flat_map(|p| p.point).fold(0.0_f64, |m, v| m.max(v.abs()));
    let pairs = a.points.iter().zip(&b.points);
    pairs.flat_map(|(a, b)| [a.point[0] - b.point[0], a.point[1] - b.point[1]]).fold(0.0, |m: f64, d| m.max(d.abs()))
        / size
}

const EMA: usize = 0;
const EMA_ZERO: usize = 1;
const HEAVY_BALL: usize = 2;

#[test]
fn another_convention_keeps_the_path() {
    for spec in SURFACES {
        let scene = Scene::of(spec);
        let i = scene.runs.iter().position(|run| run.optimizer.id == "momentum").expect("one of the four");
        assert_eq!(scene.runs[i].value("convention"), Some(Value::Choice(EMA_ZERO)));
        let before = simulate(&scene);
        let sum = applied(&scene, Action::SetConvention(i, HEAVY_BALL));
        assert_eq!(sum.runs[i].value("convention"), Some(Value::Choice(HEAVY_BALL)));
        assert!(sum.runs[i].lr() < scene.runs[i].lr(), "{}: the rate is rescaled", spec.id);
        let there = apart(&simulate(&sum)[i], &before[i]);
        // At the edge of its valley the slope is without bound, and turns the last digit into the first.
        assert!(there < 1e-9 || spec.id == "bukin6", "{}: {there}", spec.id);
        let back = applied(&sum, Action::SetConvention(i, EMA_ZERO));
        assert_eq!(back, scene, "{}: and back", spec.id);
    }
}

#[test]
fn rescaled_rates_are_numbers_a_person_would_write() {
    let scene = read("run=momentum,lr:0.055,beta:0.9,convention:ema_zero");
    let sum = applied(&scene, Action::SetConvention(0, HEAVY_BALL));
    assert_eq!(sum.write(), "run=momentum,lr:0.0055,convention:heavy_ball");
}

#[test]
fn between_the_averages_the_rate_stays() {
    let scene = read("run=momentum,lr:0.012345678901234567,beta:0.8,convention:ema_zero");
    let article = applied(&scene, Action::SetConvention(0, EMA));
    assert_eq!(article.runs[0].lr(), scene.runs[0].lr());
    assert_eq!(article.runs[0].value("convention"), Some(Value::Choice(EMA)));
    for same in [EMA_ZERO, 3, 99] {
        assert_eq!(applied(&scene, Action::SetConvention(0, same)), scene, "{same}");
    }
    let adam = read("run=adam");
    assert_eq!(applied(&adam, Action::SetConvention(0, HEAVY_BALL)), adam);
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_path_stays_for_any_rate_and_memory(lr in 0.001..0.5_f64, beta in 0.0..0.99_f64, x in -7.0..7.0_f64, y in -7.0..7.0_f64) {
        let mut scene = Scene::of(surface("ravine").unwrap());
        let mut run = Run::new(optimizer("momentum").unwrap(), 0);
        run.set("lr", Value::Number(lr));
        run.set("beta", Value::Number(beta));
        run.set("convention", Value::Choice(EMA_ZERO));
        scene.runs = vec![run];
        scene.start = Some([x, y]);
        let sum = applied(&scene, Action::SetConvention(0, HEAVY_BALL));
        let there = apart(&simulate(&sum)[0], &simulate(&scene)[0]);
        prop_assert!(there < 1e-9, "{there}");
    }
}
