//! Methods that are others with something added: without the addition they are the others, and what is added does
//! what its paper says.

mod support;

use downhill::core::optimizers::Quantity;
use downhill::core::run::Plan;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface};
use proptest::prelude::*;
use support::{Run, cases, point, read_surface};

fn somewhere() -> impl Strategy<Value = (&'static str, Vec2)> {
    let ids: Vec<&str> = SURFACES.iter().map(|spec| spec.id).collect();
    prop::sample::select(ids).prop_flat_map(|id| (Just(id), point(&read_surface(id))))
}

fn path(run: &str, surface: &Surface, start: Vec2, steps: usize) -> Vec<Vec2> {
    Run::read(run).follow(surface, start, steps).points.iter().map(|p| p.point).collect()
}

/// The largest distance of two paths in units of 1 + |coordinate|.
fn difference(a: &[Vec2], b: &[Vec2]) -> f64 {
    let each = |p: &Vec2, q: &Vec2| (0..2).map(|i| (p[i] - q[i]).abs() / (1.0 + p[i].abs())).fold(0.0, f64::max);
    a.iter().zip(b).map(|(p, q)| each(p, q)).fold(0.0, f64::max)
}

/// Both runs on the same path, unless the path doubles every rounding error.
fn same(a: &str, b: &str, surface: &Surface, start: Vec2, steps: usize) -> Result<(), TestCaseError> {
    let near = start.map(|x| x * (1.0 + 1e-12) + 1e-12);
    let first = path(a, surface, start, steps);
    prop_assume!(first.len() == steps + 1 && difference(&first, &path(a, surface, near, steps)) < 1e-10);
    let second = path(b, surface, start, steps);
    prop_assert_eq!(second.len(), steps + 1);
    let off = difference(&first, &second);
    prop_assert!(off < 1e-9, "{} and {} on {}: {:e}", a, b, surface.spec.id, off);
    Ok(())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn qhm_lies_between_gradient_descent_and_momentum(
        (id, start) in somewhere(), lr in 1e-4..0.1, beta in 0.0..0.99,
    ) {
        let surface = read_surface(id);
        let momentum = format!("momentum,lr:{lr},beta:{beta},convention:ema_zero");
        same(&format!("qhm,lr:{lr},beta:{beta},nu:1"), &momentum, &surface, start, 60)?;
        same(&format!("qhm,lr:{lr},beta:{beta},nu:0"), &format!("sgd,lr:{lr}"), &surface, start, 60)?;
        // Section 4.2 of the paper: ν = β is Nesterov's momentum, at a rate larger by 1/(1 − β).
        let nesterov = format!("sgd,lr:{},momentum:{beta},nesterov:1", lr * (1.0 - beta));
        prop_assume!(beta > 0.0);
        same(&format!("qhm,lr:{lr},beta:{beta},nu:{beta}"), &nesterov, &surface, start, 60)?;
    }

    #[test]
    fn qhadam_with_both_weights_one_is_adam(
        (id, start) in somewhere(), lr in 1e-4..0.1_f64, beta1 in 0.0..0.99, beta2 in 0.0..0.999, wd in 0.0..0.1,
    ) {
        let rest = format!("lr:{lr},beta1:{beta1},beta2:{beta2},weight_decay:{wd}");
        let surface = read_surface(id);
        same(&format!("qhadam,{rest},nu1:1,nu2:1"), &format!("adam,{rest}"), &surface, start, 60)?;
        // Without any memory above or below, every step is lr.
        let signs = path(&format!("qhadam,lr:{lr},nu1:0,nu2:0,eps:0"), &surface, start, 1);
        let g = surface.objective.gradient(start);
        prop_assume!(g[0].abs() > 1e-9 && g[1].abs() > 1e-9);
        for i in [0, 1] {
            prop_assert!((signs[1][i] - start[i] + lr * g[i].signum()).abs() < 1e-12 * (1.0 + start[i].abs()));
        }
    }

    #[test]
    fn mars_without_correction_is_adamw_on_gradients_cut_to_length_one(
        (id, start) in somewhere(), lr in 1e-4..0.05, beta1 in 0.0..0.99, beta2 in 0.0..0.999, wd in 0.0..0.1,
    ) {
        let surface = read_surface(id);
        let rest = format!("lr:{lr},beta1:{beta1},beta2:{beta2},weight_decay:{wd}");
        let adamw = format!("adamw,{rest}");
        let long = |p: &Vec2| { let [x, y] = surface.objective.gradient(*p); x.hypot(y) > 1.0 };
        if path(&adamw, &surface, start, 40).iter().any(long) {
            // At least the memory of the first gradient shows the cut.
            let run = Run::read(&format!("mars,gamma:0,{rest}"));
            let plan = Plan::new(run.optimizer, &run.values, start, 1);
            let inside = plan.inspect(&surface, 0);
            let m = inside.quantities.iter().find(|(q, _)| *q == Quantity::CorrectedVelocity).expect("shown").1;
            let length = inside.gradient[0].hypot(inside.gradient[1]);
            for i in [0, 1] {
                let cut = inside.gradient[i] / length.max(1.0);
                prop_assert!((m[i] - cut).abs() < 1e-12, "{:?} {:?}", m, inside.gradient);
            }
        } else {
            same(&format!("mars,gamma:0,{rest}"), &adamw, &surface, start, 40)?;
        }
    }

    #[test]
    fn the_cautious_mask_lets_everything_pass_that_agrees(
        (id, start) in somewhere(), lr in 1e-4..0.05, beta1 in 0.1..0.99, wd in 0.0..0.1,
    ) {
        let surface = read_surface(id);
        // Without momentum step and gradient always agree.
        let rest = format!("lr:{lr},beta1:0,eps:1e-6,weight_decay:{wd}");
        let g = surface.objective.gradient(start);
        prop_assume!(g[0] != 0.0 && g[1] != 0.0);
        same(&format!("cautious_adamw,{rest}"), &format!("adamw,{rest}"), &surface, start, 5)?;
        // With it, no coordinate moves uphill.
        let run = Run::read(&format!("cautious_adamw,lr:{lr},beta1:{beta1}"));
        let points = path(&run.write(), &surface, start, 50);
        for pair in points.windows(2) {
            let g = surface.objective.gradient(pair[0]);
            for i in [0, 1] {
                prop_assert!((pair[1][i] - pair[0][i]) * g[i] <= 0.0, "{id}: {pair:?} {g:?}");
            }
        }
    }

    #[test]
    fn lookahead_and_grokfast_without_effect_are_the_inner_method(
        (id, start) in somewhere(), lr in 1e-4..0.1, k in 1..10, momentum in 0.0..0.9, beta1 in 0.0..0.99,
    ) {
        let surface = read_surface(id);
        for inner in [format!("sgd,lr:{lr},momentum:{momentum}"), format!("adam,lr:{lr},beta1:{beta1}")] {
            let (name, rest) = inner.split_once(',').expect("it has parameters");
            let alone = path(&inner, &surface, start, 50);
            prop_assert_eq!(&path(&format!("lookahead,inner:{name},{rest},k:{k},alpha:1"), &surface, start, 50), &alone);
            prop_assert_eq!(&path(&format!("grokfast,inner:{name},{rest},lamb:0"), &surface, start, 50), &alone);
        }
    }

    #[test]
    fn lookahead_goes_part_of_the_way(
        (id, start) in somewhere(), lr in 1e-4..0.1, k in 1..8_usize, alpha in 0.0..1.0_f64,
    ) {
        let surface = read_surface(id);
        let look = path(&format!("lookahead,inner:sgd,lr:{lr},k:{k},alpha:{alpha}"), &surface, start, k);
        let fast = path(&format!("sgd,lr:{lr}"), &surface, start, k);
        prop_assume!(fast.len() == k + 1);
        prop_assert_eq!(&look[..k], &fast[..k]);
        for i in [0, 1] {
            let part = start[i] + alpha * (fast[k][i] - start[i]);
            prop_assert!((look[k][i] - part).abs() < 1e-12 * (1.0 + part.abs()));
        }
    }

    #[test]
    fn grokfast_without_memory_amplifies_every_gradient((id, start) in somewhere(), lr in 1e-4..0.03, lamb in 0.0..5.0) {
        let surface = read_surface(id);
        let louder = format!("sgd,lr:{}", lr * (1.0 + lamb));
        same(&format!("grokfast,inner:sgd,lr:{lr},alpha:0,lamb:{lamb}"), &louder, &surface, start, 50)?;
    }

    #[test]
    fn shampoo_does_not_notice_turning(angle in 0.0..90.0, condition in 1.0..50.0, x in -3.0..3.0, y in -3.0..3.0) {
        let radians = f64::to_radians(angle);
        let (sin, cos) = radians.sin_cos();
        let turned = [x * cos - y * sin, x * sin + y * cos];
        let run = "shampoo,lr:0.3,eps:1e-8";
        let straight = path(run, &read_surface(&format!("quadratic,condition:{condition},angle:0")), [x, y], 40);
        let other = path(run, &read_surface(&format!("quadratic,condition:{condition},angle:{angle}")), turned, 40);
        let back: Vec<Vec2> = other.iter().map(|p| [p[0] * cos + p[1] * sin, p[1] * cos - p[0] * sin]).collect();
        let near = path(run, &read_surface(&format!("quadratic,condition:{condition},angle:0")), [x + 1e-9, y], 40);
        prop_assume!(difference(&straight, &near) < 1e-6);
        prop_assert!(difference(&straight, &back) < 1e-5, "{:e}", difference(&straight, &back));
    }

    #[test]
    fn the_first_step_of_shampoo_is_lr_long((id, start) in somewhere(), lr in 1e-3..1.0_f64) {
        let surface = read_surface(id);
        let g = surface.objective.gradient(start);
        let long = g[0].hypot(g[1]);
        prop_assume!(long > 1e-2);
        // Small beside gᵀg, and large beside what is lost of it by rounding.
        let eps = 1e-12 * long * long;
        let p = path(&format!("shampoo,lr:{lr},eps:{eps}"), &surface, start, 1);
        // (gᵀg + ε)^(−1/2) g is the unit vector along g.
        for i in [0, 1] {
            let expected = start[i] - lr * g[i] / long;
            prop_assert!((p[1][i] - expected).abs() < 1e-6, "{id}: {p:?} {g:?}");
        }
    }

    #[test]
    fn sophia_is_newton_by_coordinates_where_nothing_is_clipped(
        condition in 1.0..50.0, x in -3.0..3.0, y in -3.0..3.0, lr in 0.01..1.0_f64, gamma in 0.1..10.0_f64,
    ) {
        let surface = read_surface(&format!("quadratic,condition:{condition},angle:0"));
        let text = format!("sophia,lr:{lr},beta1:0,beta2:0,gamma:{gamma},k:1");
        let p = path(&text, &surface, [x, y], 1);
        for (i, start) in [x, y].into_iter().enumerate() {
            // g/(γh) is x/γ whatever the curvature.
            let expected = start - lr * f64::clamp(start / gamma, -1.0, 1.0);
            prop_assert!((p[1][i] - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn sophia_looks_at_the_curvature_every_k_steps((id, start) in somewhere(), k in 1..15_u64, steps in 1..40_usize) {
        let run = Run::read(&format!("sophia,k:{k}")).follow(&read_surface(id), start, steps);
        prop_assert_eq!(run.evaluations.hessian, (steps as u64).div_ceil(k));
        prop_assert_eq!((run.evaluations.gradient, run.evaluations.value), (steps as u64, 0));
    }
}

#[test]
fn where_the_curvature_is_negative_sophia_moves_by_its_rate() {
    let p = path("sophia,lr:0.1,k:1", &read_surface("saddle"), [0.0, 0.5], 1);
    assert!((p[1][1] - 0.6).abs() < 1e-15, "y² bends down: {p:?}");
}

#[test]
fn quickprop_lands_at_the_bottom_of_a_parabola() {
    // x² + y²: the second step is −α g plus the parabola's jump, which alone would reach 0.
    let surface = read_surface("quadratic,condition:1,curvature:2");
    let p = path("quickprop,lr:0.01,mu:1e6", &surface, [1.0, -2.0], 2);
    for i in [0, 1] {
        let (first, second) = (p[1][i], p[2][i]);
        assert!((first - 0.98 * p[0][i]).abs() < 1e-15);
        assert!((second + 0.01 * 2.0 * first).abs() < 1e-12, "{p:?}");
    }
    // Past the bottom the jump stands alone and ends there.
    let p = path("quickprop,lr:0.6,mu:1e6", &surface, [1.0, -2.0], 2);
    assert!(p[2][0].abs() < 1e-15 && p[2][1].abs() < 1e-15, "{p:?}");
    // The longest jump is μ times the last step.
    let p = path("quickprop,lr:0.001,mu:1.75", &surface, [1.0, -2.0], 2);
    let expected = 0.998 - 1.75 * 0.002 - 0.001 * 2.0 * 0.998;
    assert!((p[2][0] - expected).abs() < 1e-15, "{p:?}");
}
