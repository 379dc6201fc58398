//! The methods that use curvature, searches or no gradient at all: what theory says of them, and torch's counters.

mod support;

use downhill::core::optimizers::Quantity;
use downhill::core::run::{Inspection, Outcome, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface, SurfaceSpec, Trouble};
use downhill::scene::{Scene, simulate};
use proptest::prelude::*;
use support::{Run, cases, golden, golden_run, numbers, point, read_surface};

fn path(run: &str, surface: &Surface, start: Vec2, steps: usize) -> Vec<Vec2> {
    Run::read(run).follow(surface, start, steps).points.iter().map(|p| p.point).collect()
}

fn inspect(run: &str, surface: &Surface, start: Vec2, k: usize) -> Inspection {
    let run = Run::read(run);
    Plan::new(run.optimizer, &run.values, start, k + 1).inspect(surface, k)
}

fn known(inside: &Inspection, quantity: Quantity) -> Vec2 {
    inside.quantities.iter().find(|(q, _)| *q == quantity).expect("the method shows it").1
}

fn distance(a: Vec2, b: Vec2) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Any bowl with its axes turned, and a start.
fn bowls() -> impl Strategy<Value = (String, f64, Vec2)> {
    (0.1..5.0, 1.0..50.0, 0.0..90.0, -4.0..4.0, -4.0..4.0).prop_map(|(curvature, condition, angle, x, y)| {
        let text = format!("quadratic,condition:{condition},angle:{angle},curvature:{curvature}");
        (text, condition, [x, y])
    })
}

// ----------------------------------------------------------------------------------------------------- L-BFGS

#[test]
fn lbfgs_evaluates_and_iterates_as_often_as_torch() {
    let mut compared = 0;
    for case in golden("torch_lbfgs")["cases"].as_array().expect("cases") {
        let text = golden_run("torch_lbfgs", "lbfgs", case);
        let surface = read_surface(case["function"].as_str().expect("function"));
        let start = numbers(&case["start"]);
        let start = [start[0], start[1]];
        let (evaluations, iterations) = (numbers(&case["func_evals"]), numbers(&case["n_iter"]));
        let stable = case["stable_until"].as_u64().expect("stable_until") as usize;
        for step in 1..=stable.min(20) {
            let counted = Run::read(&text).follow(&surface, start, step).evaluations;
            assert_eq!(counted.gradient as f64, evaluations[step], "{} at step {step}", case["id"]);
            assert_eq!((counted.value, counted.hessian), (counted.gradient, 0));
            let inside = inspect(&text, &surface, start, step - 1);
            assert_eq!(known(&inside, Quantity::Iterations)[0], iterations[step], "{} at step {step}", case["id"]);
            compared += 1;
        }
    }
    println!("func_evals and n_iter agree at {compared} steps");
    assert!(compared > 1000);
}

#[test]
fn max_eval_is_a_quarter_more_than_max_iter_unless_given() {
    let surface = read_surface("rosenbrock");
    let with = |rest: &str| path(&format!("lbfgs,line_search:strong_wolfe,{rest}"), &surface, [-1.2, 1.0], 10);
    for (iterations, evaluations) in [(4, 5), (7, 8), (10, 12)] {
        let default = with(&format!("max_iter:{iterations}"));
        assert_eq!(default, with(&format!("max_iter:{iterations},max_eval:{evaluations}")));
        assert_ne!(default, with(&format!("max_iter:{iterations},max_eval:{}", evaluations - 3)));
    }
}

// ------------------------------------------------------------------------------------------------ searches

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn two_exact_searches_find_the_bottom_of_a_bowl(
        (text, _, start) in bowls(),
        method in prop::sample::select(vec![
            "bfgs", "conjugate_gradient", "conjugate_gradient,variant:fletcher_reeves",
        ]),
    ) {
        let surface = read_surface(&text);
        let path = path(&format!("{method},c2:1e-9"), &surface, start, 2);
        let far = distance(path[2], [0.0; 2]);
        prop_assert!(far < 1e-7 * (1.0 + distance(start, [0.0; 2])), "{method}: {far:e} away");
        // After one search only a bowl with one curvature, or a start on an axis, is done.
        let first = surface.objective.gradient(path[1]);
        let before = surface.objective.gradient(start);
        let cosine = (first[0] * before[0] + first[1] * before[1]).abs();
        prop_assert!(cosine <= 1e-6 * (1.0 + before[0].hypot(before[1]).powi(2)), "an exact search ends across");
    }

    #[test]
    fn searches_keep_their_conditions((id, start) in somewhere(), lr in 1e-3..1.0, wolfe in any::<bool>()) {
        let surface = read_surface(id);
        let (c1, c2) = (1e-4, 0.9);
        let search = if wolfe { "strong_wolfe" } else { "armijo" };
        let text = format!("gd_line_search,lr:{lr},line_search:{search}");
        let run = Run::read(&text).follow(&surface, start, 15);
        for (k, pair) in run.points.windows(2).enumerate() {
            let inside = inspect(&text, &surface, start, k);
            let g = inside.gradient;
            let slope = -(g[0] * g[0] + g[1] * g[1]);
            // A slope that is lost in the rounding of f cannot be judged.
            prop_assume!(-slope > 1e-6 * (1.0 + pair[0].loss.abs()));
            let t = known(&inside, Quantity::StepLength)[0];
            // Where there is no bottom, a search for a flat place need not end.
            if t == 0.0 || (wolfe && surface.minima.is_empty()) {
                continue;
            }
            let rounding = 1e-12 * (1.0 + pair[0].loss.abs());
            prop_assert!(pair[1].loss <= pair[0].loss + c1 * t * slope + rounding, "{text} on {id} at {k}");
            let after = surface.objective.gradient(pair[1].point);
            let left = (after[0] * g[0] + after[1] * g[1]).abs();
            // Next to a kink nothing is flat, and the bracket shrinks to its smallest size.
            let settled = ["ackley", "reddi"].contains(&id) || distance(pair[0].point, pair[1].point) < 1e-6;
            prop_assert!(!wolfe || settled || left <= -c2 * slope * (1.0 + 1e-9), "{text} on {id} at {k}: not flat");
        }
        prop_assert!(run.evaluations.gradient <= 15 * 27 && run.evaluations.value <= 15 * 51);
    }
}

/// A place on a surface that 25 trials along a line can make out: no ripples, no cliffs.
fn somewhere() -> impl Strategy<Value = (&'static str, Vec2)> {
    let calm = |spec: &&SurfaceSpec| !matches!(spec.trouble, Trouble::Ripples | Trouble::Kinks);
    let ids: Vec<&str> = SURFACES.iter().filter(calm).map(|spec| spec.id).collect();
    prop::sample::select(ids).prop_flat_map(|id| (Just(id), point(&read_surface(id))))
}

#[test]
fn a_search_never_asks_twice_for_the_same_place() {
    let surface = read_surface("rosenbrock");
    for method in ["bfgs", "conjugate_gradient", "gd_line_search,line_search:strong_wolfe"] {
        let counts: Vec<u64> =
            (1..=6).map(|n| Run::read(method).follow(&surface, [-1.2, 1.0], n).evaluations.gradient).collect();
        assert!(counts.windows(2).all(|n| n[0] < n[1]), "{method}: {counts:?}");
        let first = inspect(method, &surface, [-1.2, 1.0], 0);
        assert!(counts[0] >= 2 && first.next_loss < first.loss, "the start, and at least one trial");
    }
    // Steepest descent that tries lr and takes it: one gradient and one value a step, and the value at the start.
    let bowl = read_surface("ravine");
    let counted = Run::read("gd_line_search,lr:0.1").follow(&bowl, [-7.0, 2.0], 10).evaluations;
    assert_eq!((counted.gradient, counted.value), (10, 11), "what a step ends with the next one knows");
}

// ------------------------------------------------------------------------------------------------ Newton and kin

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn newton_solves_a_bowl_in_one_step_and_a_part_of_it_at_a_smaller_rate(
        (text, _, start) in bowls(), lr in 0.05..1.0,
    ) {
        let surface = read_surface(&text);
        let path = path(&format!("newton,lr:{lr}"), &surface, start, 1);
        let expected = start.map(|x| (1.0 - lr) * x);
        prop_assert!(distance(path[1], expected) < 1e-12 * (1.0 + distance(start, [0.0; 2])));
    }

    #[test]
    fn damping_adds_to_every_curvature((text, _, start) in bowls(), damping in 0.01..100.0) {
        let surface = read_surface(&text);
        let p = known(&inspect(&format!("newton,damping:{damping}"), &surface, start, 0), Quantity::SearchDirection);
        let ([[xx, xy], [_, yy]], g) = (surface.objective.hessian(start), surface.objective.gradient(start));
        let left = [(xx + damping) * p[0] + xy * p[1] + g[0], xy * p[0] + (yy + damping) * p[1] + g[1]];
        prop_assert!(distance(left, [0.0; 2]) < 1e-11 * (1.0 + distance(g, [0.0; 2])));
    }

    #[test]
    fn the_trust_radius_bounds_the_step((id, start) in somewhere(), radius in 0.01..2.0, absolute in any::<bool>()) {
        let surface = read_surface(id);
        let text = format!("newton,trust_radius:{radius},saddle_free:{}", u8::from(absolute));
        let path = path(&text, &surface, start, 10);
        for pair in path.windows(2) {
            prop_assert!(distance(pair[0], pair[1]) <= radius * (1.0 + 1e-9), "{text} on {id}");
        }
    }

    #[test]
    fn tiny_damping_solves_linear_least_squares_in_one_step((text, _, start) in bowls()) {
        let surface = read_surface(&text);
        prop_assume!(distance(start, [0.0; 2]) > 1e-3);
        let run = Run::read("levenberg_marquardt,damping:1e-12").follow(&surface, start, 1);
        prop_assert!(distance(run.points[1].point, [0.0; 2]) < 1e-9 * (1.0 + distance(start, [0.0; 2])));
        prop_assert_eq!((run.evaluations.value, run.evaluations.gradient, run.evaluations.hessian), (2, 1, 0));
    }

    #[test]
    fn levenberg_marquardt_never_goes_up((id, start) in somewhere(), damping in 1e-6..10.0) {
        let run = Run::read(&format!("levenberg_marquardt,damping:{damping}")).follow(&read_surface(id), start, 60);
        for pair in run.points.windows(2) {
            prop_assert!(pair[1].loss <= pair[0].loss, "{id} from {start:?}");
        }
    }

    #[test]
    fn the_optimal_heavy_ball_contracts_as_polyak_proved((text, condition, start) in bowls()) {
        let surface = read_surface(&text);
        prop_assume!(condition > 1.1);
        // Along each axis both roots of the recursion are equal, ±r: the error is (a + b k)(±r)ᵏ, its second
        // differences vanish once the power is taken out.
        let r = (condition.sqrt() - 1.0) / (condition.sqrt() + 1.0);
        let path = path("gd_momentum_optimal", &surface, start, 40);
        let [[xx, xy], [_, yy]] = surface.objective.hessian(start);
        let (flat, steep) = {
            let (mean, radius) = ((xx + yy) / 2.0, ((xx - yy) / 2.0).hypot(xy));
            let angle = xy.atan2((xx - yy) / 2.0) / 2.0;
            prop_assert!((mean + radius) / (mean - radius) / condition - 1.0 < 1e-9);
            ([-angle.sin(), angle.cos()], [angle.cos(), angle.sin()])
        };
        for (axis, root) in [(flat, r), (steep, -r)] {
            let scaled = |k: usize| (path[k][0] * axis[0] + path[k][1] * axis[1]) / root.powi(k as i32);
            for k in 0..=15 {
                let bend = scaled(k + 2) - 2.0 * scaled(k + 1) + scaled(k);
                let scale = 1e-9 * (1.0 + k as f64) / r.powi(k as i32 + 2);
                prop_assert!(bend.abs() < scale.max(1e-7), "κ = {condition}, step {k}: {bend:e}");
            }
        }
    }
}

#[test]
fn newton_goes_to_a_saddle_and_saddle_free_newton_away_from_it() {
    let saddle = read_surface("saddle");
    let plain = path("newton", &saddle, [1.0, 0.001], 1);
    assert!(distance(plain[1], [0.0; 2]) < 1e-15, "{plain:?}");
    let free = path("newton,saddle_free:1", &saddle, [1.0, 0.001], 3);
    assert!(free[3][0].abs() < 1e-15 && (free[3][1] - 0.008).abs() < 1e-15, "y doubles: {free:?}");
    let trusted = path("newton,trust_radius:0.5", &saddle, [1.0, 0.001], 5);
    assert!(trusted[5][1] > 1.0, "the trust region leads down too: {trusted:?}");
}

#[test]
fn gauss_newton_is_the_hessian_where_the_residuals_vanish() {
    let mut checked = 0;
    for text in ["rosenbrock", "rosenbrock,a:-0.5,b:7", "curved_ravine", "beale", "himmelblau", "ravine", "d2l_ravine"]
    {
        let surface = read_surface(text);
        let on_catapult = surface.minima.iter().map(|m| m.point);
        for p in on_catapult {
            same_matrix(&surface, p);
            checked += 1;
        }
    }
    for p in [[0.5, 2.0], [4.0, 0.25], [-1.0, -1.0]] {
        same_matrix(&read_surface("catapult"), p);
    }
    // Linear residuals: everywhere.
    for p in [[1.0, 2.0], [-3.0, 0.1]] {
        same_matrix(&read_surface("quadratic,condition:9,angle:30,curvature:0.7"), p);
    }
    assert_eq!(checked, 10);
    assert!(read_surface("rastrigin").objective.gauss_newton([1.0, 1.0]).is_none());
}

fn same_matrix(surface: &Surface, p: Vec2) {
    let (model, exact) = (surface.objective.gauss_newton(p).expect("a sum of squares"), surface.objective.hessian(p));
    for (a, b) in model.iter().flatten().zip(exact.iter().flatten()) {
        assert!((a - b).abs() < 1e-10 * (1.0 + b.abs()), "{} at {p:?}: {model:?} {exact:?}", surface.spec.id);
    }
}

#[test]
fn levenberg_marquardt_needs_no_hessian_where_there_are_residuals() {
    for (id, most) in [("rosenbrock", 30), ("curved_ravine", 20), ("beale", 20), ("himmelblau", 20), ("catapult", 20)] {
        let surface = read_surface(id);
        // From Beale's start on this page even Gauss–Newton is lured far along the flat arm: there, Moré's start.
        let start = if id == "beale" { [1.0, 1.0] } else { surface.spec.start };
        let run = Run::read("levenberg_marquardt").follow(&surface, start, 60);
        assert!(run.last().loss < 1e-12, "{id}: {:e}", run.last().loss);
        let low = run.points.iter().position(|p| p.loss < 1e-8).expect("it arrives");
        assert!(low <= most, "{id}: {low} steps");
        assert_eq!(run.evaluations.hessian, 0);
    }
    let surface = read_surface("styblinski_tang");
    let run = Run::read("levenberg_marquardt").follow(&surface, surface.spec.start, 60);
    assert_eq!(run.evaluations.hessian, 60, "elsewhere the Hessian is damped");
    assert!(matches!(run.outcome, Outcome::Converged { .. }));
}

#[test]
fn levenberg_marquardt_comes_down_where_nothing_curves() {
    let run = Run::read("levenberg_marquardt").follow(&read_surface("abs_valley"), [-3.0, 2.0], 60);
    assert!(run.last().loss < 0.5 * run.at(0).loss, "{} from {}", run.last().loss, run.at(0).loss);
}

// ------------------------------------------------------------------------------------------------ Nelder–Mead

#[test]
fn nelder_and_mead_by_hand() {
    // x² + y² from (1, 1) with a triangle of size 1.
    let surface = read_surface("quadratic,condition:1,curvature:2");
    let expected: [(Vec2, [Vec2; 3], &str); 7] = [
        ([1.0, 1.0], [[1.0, 1.0], [2.0, 1.0], [1.0, 2.0]], "reflected to (2, 0)"),
        ([1.0, 1.0], [[1.0, 1.0], [2.0, 0.0], [2.0, 1.0]], "expanded to (½, −½)"),
        ([0.5, -0.5], [[0.5, -0.5], [1.0, 1.0], [2.0, 0.0]], "reflected to (−½, ½)"),
        ([0.5, -0.5], [[0.5, -0.5], [-0.5, 0.5], [1.0, 1.0]], "contracted inside to (½, ½)"),
        ([0.5, -0.5], [[0.5, -0.5], [-0.5, 0.5], [0.5, 0.5]], "contracted inside to (¼, ¼)"),
        ([0.25, 0.25], [[0.25, 0.25], [0.5, -0.5], [-0.5, 0.5]], "contracted inside"),
        ([-0.0625, 0.1875], [[-0.0625, 0.1875], [0.25, 0.25], [0.5, -0.5]], ""),
    ];
    for (k, (point, simplex, what)) in expected.into_iter().enumerate() {
        let inside = inspect("nelder_mead,lr:1", &surface, [1.0, 1.0], k);
        for (mine, by_hand) in inside.simplex.expect("it has one").into_iter().zip(simplex) {
            assert!(distance(mine, by_hand) < 1e-12, "step {k}, {what}: {mine:?} instead of {by_hand:?}");
        }
        assert!(distance(inside.point, point) < 1e-12, "step {k}: {:?}", inside.point);
    }
    assert_eq!(inspect("sgd", &surface, [1.0, 1.0], 3).simplex, None);
}

#[test]
fn a_corner_where_f_is_no_number_is_the_worst() {
    // ln(1 − y) is not a number at the upper corner, (0, 1.02).
    let scene = Scene::read("f=x^2%2B(y-0.9)^2%2B0*ln(1-y)&start=0,0.92&steps=80&run=nelder_mead").scene;
    let last = simulate(&scene)[0].last().loss;
    assert!(last < 1e-8, "{last:e}");
}

/// Lagarias et al., section 2, one iteration after the other, written for lists of any length.
fn slow_nelder_mead(surface: &Surface, start: Vec2, size: f64, steps: usize) -> Vec<Vec2> {
    let f = |p: Vec2| surface.objective.value(p);
    let mut corners = vec![start, [start[0] + size, start[1]], [start[0], start[1] + size]];
    let mut path = vec![start];
    for _ in 0..steps {
        corners.sort_by(|a, b| f(*a).total_cmp(&f(*b)));
        let worst = corners.pop().expect("three corners");
        let n = corners.len() as f64;
        let centre = [0, 1].map(|i| corners.iter().map(|c| c[i]).sum::<f64>() / n);
        let toward = |t: f64| [0, 1].map(|i| centre[i] + t * (centre[i] - worst[i]));
        let (best, second) = (f(corners[0]), f(corners[1]));
        let r = toward(1.0);
        if f(r) < best {
            let e = toward(2.0);
            corners.push(if f(e) < f(r) { e } else { r });
        } else if f(r) < second {
            corners.push(r);
        } else {
            let (c, bound) = if f(r) < f(worst) { (toward(0.5), f(r) * 1.0) } else { (toward(-0.5), f(worst)) };
            let accepted = if f(r) < f(worst) { f(c) <= bound } else { f(c) < bound };
            if accepted {
                corners.push(c);
            } else {
                corners.push(worst);
                let b = corners[0];
                corners.iter_mut().skip(1).for_each(|c| *c = [0, 1].map(|i| b[i] + 0.5 * (c[i] - b[i])));
            }
        }
        corners.sort_by(|a, b| f(*a).total_cmp(&f(*b)));
        path.push(corners[0]);
    }
    path
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn nelder_mead_is_what_lagarias_et_al_describe((id, start) in somewhere(), size in 0.01..1.0) {
        let surface = read_surface(id);
        let mine = path(&format!("nelder_mead,lr:{size}"), &surface, start, 25);
        let slow = slow_nelder_mead(&surface, start, size, 25);
        for (k, (a, b)) in mine.iter().zip(&slow).enumerate() {
            prop_assert!(distance(*a, *b) < 1e-9 * (1.0 + a[0].hypot(a[1])), "{id} at {k}: {a:?} {b:?}");
        }
    }

    #[test]
    fn a_triangle_asks_for_no_gradient_and_never_goes_up((id, start) in somewhere()) {
        let surface = read_surface(id);
        let run = Run::read("nelder_mead").follow(&surface, start, 80);
        prop_assert_eq!((run.evaluations.gradient, run.evaluations.hessian), (0, 0));
        // Three at first, then one to four an iteration.
        prop_assert!((83..=323).contains(&run.evaluations.value), "{}", run.evaluations.value);
        prop_assert!(run.points.windows(2).all(|p| p[1].loss <= p[0].loss));
    }
}
