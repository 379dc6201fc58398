//! Losses on real data: the tables against what is printed of them, minima against closed forms, gradients against the
//! textbook's, mini-batches against PyTorch's shuffle and against a loop written out by hand.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::batches::Batch;
use downhill::core::data::{ANSCOMBE, FAITHFUL, Fit, GALTON, Model, ORINGS, Scaling, Table};
use downhill::core::objective::Objective;
use downhill::core::random::Torch;
use downhill::core::run::{Outcome, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{SURFACES, Surface, Trouble};
use downhill::scene::{Action, Read, Reason, Scene, fan, simulate};
use downhill::text::Lang;
use proptest::prelude::*;
use support::{Run, cases, read_surface};

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

// -------------------------------------------------------------------------------------------------------- the data

#[test]
fn the_tables_are_those_that_are_printed() {
    // Means as R prints them.
    for (name, table, n, means) in [
        ("faithful", &FAITHFUL, 272, [3.487783, 70.89706]),
        ("Galton", &GALTON, 928, [68.30819, 68.08847]),
        ("anscombe 1", &ANSCOMBE[0], 11, [9.0, 7.500909]),
        ("anscombe 2", &ANSCOMBE[1], 11, [9.0, 7.500909]),
        ("anscombe 3", &ANSCOMBE[2], 11, [9.0, 7.5]),
        ("anscombe 4", &ANSCOMBE[3], 11, [9.0, 7.500909]),
        ("orings", &ORINGS, 23, [69.56522, 7.0 / 23.0]),
    ] {
        let points = measured(table);
        assert_eq!(points.len(), n, "{name}");
        for which in [0, 1] {
            let found = mean(&points, |p| p[which]);
            assert!(near(found, means[which], 1e-7), "{name}: mean {found}, printed {}", means[which]);
        }
    }
    assert_eq!(measured(&FAITHFUL)[0], [3.6, 79.0]);
    assert_eq!(GALTON.counts.len(), GALTON.points.len());
    assert_eq!(measured(&ORINGS)[0], [53.0, 1.0]);
}

#[test]
fn every_surface_of_the_group_has_data_and_no_other() {
    for spec in SURFACES {
        let surface = Surface::new(spec, &downhill::core::param::defaults(spec.params));
        let terms = surface.objective.terms();
        assert_eq!(terms > 0, spec.trouble == Trouble::Data, "{}", spec.id);
        if terms == 0 {
            let p = spec.start;
            assert_eq!(surface.objective.gradient_of(p, &[0]), surface.objective.gradient(p), "{}", spec.id);
        }
    }
}

#[test]
fn what_is_measured_comes_back_from_the_model() {
    for (text, surface, data) in fits() {
        let fit = surface.objective.data().unwrap();
        assert_eq!(fit.terms(), data.len(), "{text}");
        let raw = text.split(',').next().unwrap();
        let table = match raw {
            "galton_line" => &GALTON,
            "oring_logistic" => &ORINGS,
            "anscombe_line" => &ANSCOMBE[text.split("set:").nth(1).unwrap()[..1].parse::<usize>().unwrap() - 1],
            _ => &FAITHFUL,
        };
        let all = measured(table);
        for (i, p) in all.iter().enumerate() {
            let back = fit.point(i).unwrap();
            assert!((0..2).all(|k| near(back[k], p[k], 1e-14)), "{text}: {back:?} for {p:?}");
        }
        assert_eq!(fit.points().map(|(_, count)| count).sum::<usize>(), all.len(), "{text}");
    }
}

// ------------------------------------------------------------------------------------------------------- the minima

/// Intercept and slope by the closed form: cov(u, v)/var(u).
fn line(points: &[Vec2]) -> Vec2 {
    let (mu, mv) = (mean(points, |p| p[0]), mean(points, |p| p[1]));
    let slope = mean(points, |p| (p[0] - mu) * (p[1] - mv)) / mean(points, |p| (p[0] - mu).powi(2));
    [mv - slope * mu, slope]
}

#[test]
fn lines_are_those_of_the_normal_equations_and_of_the_books() {
    for (text, surface, data) in fits().into_iter().filter(|(text, ..)| text.contains("_line")) {
        let [minimum] = &surface.minima[..] else { panic!("{text}: {} minima", surface.minima.len()) };
        let (found, closed) = (minimum.point, line(&data));
        assert!((0..2).all(|k| near(found[k], closed[k], 1e-9)), "{text}: {found:?}, closed form {closed:?}");
        let rest = mean(&data, |[u, v]| (closed[0] + closed[1] * u - v).powi(2)) / 2.0;
        assert!(near(minimum.f, rest, 1e-10), "{text}: {} for {rest}", minimum.f);
    }
    // Coefficients as R's lm prints them.
    for (text, printed) in [
        ("faithful_line", [33.4744, 10.7296]),
        ("galton_line,standardize:0", [23.94153, 0.64629]),
        ("anscombe_line,set:1", [3.0001, 0.5001]),
        ("anscombe_line,set:2", [3.0009, 0.5]),
        ("anscombe_line,set:3", [3.0025, 0.4997]),
        ("anscombe_line,set:4", [3.0017, 0.4999]),
    ] {
        let found = read_surface(text).minima[0].point;
        assert!((0..2).all(|k| (found[k] - printed[k]).abs() <= 6e-5), "{text}: {found:?}, printed {printed:?}");
    }
}

#[test]
fn the_logistic_curve_is_that_of_the_books() {
    let found = read_surface("oring_logistic,standardize:0").minima[0].point;
    // As R's glm prints it.
    assert!((found[0] - 15.0429).abs() < 6e-5 && (found[1] + 0.2322).abs() < 6e-5, "{found:?}");
    // In the other scale it is the same curve, and it answers for each measurement as often as it happened.
    let surface = read_surface("oring_logistic");
    let (fit, at) = (surface.objective.data().unwrap(), surface.minima[0].point);
    let (mut sum, mut moment) = (0.0, 0.0);
    for [u, v] in measured(&ORINGS) {
        let p = fit.expected(at, u);
        assert!(near(p, 1.0 / (1.0 + (-(found[0] + found[1] * u)).exp()), 1e-9), "{u}");
        (sum, moment) = (sum + p - v, moment + (p - v) * u);
    }
    assert!(sum.abs() < 1e-10 && moment.abs() < 1e-8, "{sum} {moment}");
    assert!((fit.expected(at, 31.0) - 0.9996).abs() < 1e-4, "the launch of Challenger: {}", fit.expected(at, 31.0));
}

#[test]
fn the_neuron_has_two_minima_that_are_one_function() {
    let surface = read_surface("faithful_tanh");
    let [a, b] = &surface.minima[..] else { panic!("{} minima", surface.minima.len()) };
    assert!(near(a.point[0], -b.point[0], 1e-12) && near(a.point[1], -b.point[1], 1e-12) && near(a.f, b.f, 1e-12));
    // For a given x the best y has a closed form; along x a search by halves of the golden section.
    let data = standardised(&measured(&FAITHFUL));
    let best = |x: f64| {
        let y = mean(&data, |[u, v]| v * (x * u).tanh()) / mean(&data, |[u, _]| (x * u).tanh().powi(2));
        (y, mean(&data, |[u, v]| (y * (x * u).tanh() - v).powi(2)) / 2.0)
    };
    let (mut low, mut high) = (0.1, 4.0);
    for _ in 0..80 {
        let third = (high - low) / 3.0;
        if best(low + third).1 < best(high - third).1 { high -= third } else { low += third }
    }
    let positive = if a.point[0] > 0.0 { a } else { b };
    assert!((positive.point[0] - low).abs() < 1e-6, "{:?}, searched {low}", positive.point);
    assert!((positive.point[1] - best(low).0).abs() < 1e-6 && near(positive.f, best(low).1, 1e-12));
    // Between them lies a saddle.
    let [[xx, xy], [_, yy]] = surface.objective.hessian([0.0, 0.0]);
    assert!(xx * yy - xy * xy < 0.0 && surface.objective.gradient([0.0, 0.0]) == [0.0, 0.0]);
}

#[test]
fn standardising_makes_the_valley_round() {
    let condition = |text: &str| {
        let surface = read_surface(text);
        let [[a, b], [_, d]] = surface.objective.hessian(surface.minima[0].point);
        let (middle, spread) = ((a + d) / 2.0, ((a - d) / 2.0).hypot(b));
        // The smaller one from the determinant: the difference would have no digits left.
        (middle + spread).powi(2) / (a * d - b * b)
    };
    for (id, raw, standard) in [
        ("faithful_line", 159.0, 1.0),
        ("galton_line", 6.8e6, 1.0),
        ("anscombe_line", 844.0, 1.0),
        ("oring_logistic", 8.26e5, 2.22),
    ] {
        let (found, round) = (condition(&format!("{id},standardize:0")), condition(&format!("{id},standardize:1")));
        println!("{id}: condition number {found:.1}, standardised {round:.3}");
        assert!((found / raw - 1.0).abs() < 0.02, "{id}: {found}, documented {raw}");
        assert!((round / standard - 1.0).abs() < 0.02, "{id}: {round}, documented {standard}");
    }
}

#[test]
fn levenberg_and_marquardt_solve_least_squares() {
    for (text, surface, _) in fits().into_iter().filter(|(text, ..)| !text.contains("logistic")) {
        let p = [0.7, -0.4];
        let (hessian, gauss) = (surface.objective.hessian(p), surface.objective.gauss_newton(p).unwrap());
        if text.contains("line") {
            let largest = hessian[0][0].max(hessian[1][1]);
            let off = (0..4).map(|k| (hessian[k / 2][k % 2] - gauss[k / 2][k % 2]).abs()).fold(0.0, f64::max);
            assert!(off <= 1e-12 * largest, "{text}: {hessian:?} and {gauss:?}");
        }
        let path = Run::read("levenberg_marquardt").follow(&surface, surface.spec.start, 50);
        assert!(matches!(path.outcome, Outcome::Converged { .. }), "{text}: {:?}", path.outcome);
    }
    assert_eq!(read_surface("oring_logistic").objective.gauss_newton([0.0; 2]), None);
}

// ---------------------------------------------------------------------------------------------------- the gradients

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

#[test]
fn losses_and_gradients_are_those_of_the_textbook() {
    for (text, surface, data) in fits() {
        let model = surface.objective.data().unwrap().model;
        proptest!(cases(60), |(p in support::point(&surface), some in prop::collection::vec(0..data.len(), 1..8))| {
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
            let (said, part) = (f.gradient(p), f.gradient_of(p, &some));
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

// ------------------------------------------------------------------------------------------------------ mini-batches

#[test]
fn the_shuffle_is_torchs() {
    // torch.manual_seed(seed); torch.randperm(10), on a CPU.
    for (seed, printed) in
        [(0, [4, 1, 7, 5, 3, 9, 0, 8, 6, 2]), (1, [5, 6, 1, 2, 0, 8, 9, 3, 7, 4]), (42, [2, 6, 1, 8, 4, 5, 0, 9, 3, 7])]
    {
        let mut order = [0; 10];
        Torch::seeded(seed).fill_randperm(&mut order);
        assert_eq!(order, printed, "seed {seed}");
    }
    Torch::seeded(0).fill_randperm(&mut []);
}

#[test]
fn an_epoch_looks_at_everything_once_and_the_next_in_another_order() {
    for (terms, size) in [(11_usize, 1), (11, 4), (272, 32), (928, 928), (23, 100)] {
        let (batch, per_epoch) = (Batch { size, seed: 5 }, terms.div_ceil(size));
        let epoch = |e: usize| (0..per_epoch).map(move |k| batch.at(terms, e * per_epoch + k)).collect::<Vec<_>>();
        let orders: Vec<Vec<usize>> = (0..3).map(|e| epoch(e).concat()).collect();
        for (e, order) in orders.iter().enumerate() {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.iter().copied().eq(0..terms), "{terms} by {size}, epoch {e}");
            assert!(epoch(e)[..per_epoch - 1].iter().all(|b| b.len() == size));
        }
        assert!(orders[0] != orders[1] && orders[1] != orders[2]);
        // All epochs come from one generator.
        let (mut torch, mut expected) = (Torch::seeded(5), vec![0; terms]);
        for order in &orders {
            torch.fill_randperm(&mut expected);
            assert_eq!(*order, expected);
        }
    }
}

#[test]
fn the_mean_over_an_epoch_is_the_gradient() {
    for (text, surface, data) in fits() {
        let terms = data.len();
        proptest!(cases(10), |(p in support::point(&surface), size in 1..=terms, seed: u32)| {
            let mut sum = [0.0; 2];
            for k in 0..terms.div_ceil(size) {
                let batch = Batch { size, seed }.at(terms, k);
                let share = batch.len() as f64 / terms as f64;
                let [gx, gy] = surface.objective.gradient_of(p, &batch);
                sum = [sum[0] + share * gx, sum[1] + share * gy];
            }
            let all = surface.objective.gradient(p);
            // Two weights of each measurement, times the numbers themselves.
            let grain = data.iter().map(|d| textbook(surface.objective.data().unwrap().model, p, *d).1);
            let grain = grain.map(|g| g[0].abs() + g[1].abs()).sum::<f64>() / terms as f64;
            prop_assert!((0..2).all(|k| (sum[k] - all[k]).abs() <= 1e-12 * (1.0 + grain)), "{text}: {sum:?}, {all:?}");
        });
    }
}

fn read(text: &str) -> Scene {
    let Read { scene, ignored } = Scene::read(text);
    assert!(ignored.is_empty(), "{text}: {ignored:?}");
    scene
}

#[test]
fn a_trace_can_be_made_again_by_hand() {
    let scene = read(
        "surface=anscombe_line&batch=4&seed=7&steps=60&start=1,-1&run=sgd,lr:0.005&run=adam,lr:0.01&run=sgd,lr:0.005",
    );
    let (runs, surface) = (simulate(&scene), scene.landscape());
    assert_eq!(runs[0], runs[2], "every run of a scene sees the same batches");
    let (data, mut torch, mut order) = (measured(&ANSCOMBE[0]), Torch::seeded(7), [0; 11]);
    let mut p = [1.0, -1.0];
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for k in 0..60 {
        let seen = &runs[0].points[k];
        assert!((0..2).all(|i| near(seen.point[i], p[i], 1e-12)), "step {k}: {:?}, by hand {p:?}", seen.point);
        assert_eq!(seen.loss, surface.objective.value(seen.point), "what is shown is f on all of the data");
        if batches.is_empty() {
            torch.fill_randperm(&mut order);
            batches = order.chunks(4).rev().map(<[usize]>::to_vec).collect();
        }
        let batch = batches.pop().unwrap();
        assert_eq!(scene.batches().unwrap().at(11, k), batch);
        let gradient = [0, 1]
            .map(|i| batch.iter().map(|b| textbook(Model::Line, p, data[*b]).1[i]).sum::<f64>() / batch.len() as f64);
        let inside = scene.plan(&scene.runs[0]).inspect(&surface, k);
        let (told, full) = (inside.batch.unwrap(), inside.gradient);
        assert!((0..2).all(|i| near(told[i], gradient[i], 1e-9)) && full != told && inside.clipped.is_none());
        p = [p[0] - 0.005 * gradient[0], p[1] - 0.005 * gradient[1]];
    }
    assert_eq!(runs[0].evaluations.gradient, 60);
    assert_eq!(simulate(&scene), runs, "the same again");
    let other = simulate(&Scene { seed: 8, ..scene.clone() });
    assert!(other[0] != runs[0] && other[1] != runs[1]);
    let fan = fan(&scene, 0, 2);
    assert_eq!((&fan[0], &fan[1]), (&runs[0], &other[0]), "a fan has other batches for each seed");
}

#[test]
fn all_of_the_data_at_once_is_the_full_batch() {
    for text in ["surface=oring_logistic", "surface=faithful_tanh", "surface=galton_line"] {
        let full = read(&format!("{text}&steps=100"));
        let batched = Scene { batch: Some(full.terms()), ..full.clone() };
        for (a, b) in simulate(&full).iter().zip(simulate(&batched)) {
            let off = a.points.iter().zip(&b.points).map(|(a, b)| (a.loss - b.loss).abs()).fold(0.0, f64::max);
            assert!(off < 1e-8 && a.points.len() == b.points.len(), "{text}: {off}");
        }
        let plain = full.plan(&full.runs[0]).inspect(&full.landscape(), 3);
        assert_eq!(plain.batch, None);
    }
}

#[test]
fn every_method_takes_mini_batches() {
    let surface = read_surface("faithful_tanh");
    for optimizer in downhill::core::optimizers::OPTIMIZERS {
        let run = Run::read(optimizer.id);
        let plain = Plan::new(run.optimizer, &run.values, [0.5, 1.5], 60);
        let plan = Plan { batch: Some(Batch { size: 1, seed: 1 }), ..plain };
        let (path, again) = (plan.follow(&surface, surface.spec.domain), plan.follow(&surface, surface.spec.domain));
        assert_eq!(path, again, "{}", optimizer.id);
        let full = plain.follow(&surface, surface.spec.domain);
        assert!(path.points != full.points, "{} does not see the batches", optimizer.id);
    }
}

#[test]
fn one_by_one_wanders_about_the_minimum_and_smaller_rates_wander_less() {
    let wander = |lr: f64| {
        let text = format!("surface=faithful_line,standardize:1&batch=1&steps=3000&run=sgd,lr:{lr}");
        let scene = read(&text);
        let (path, lowest) = (&simulate(&scene)[0], scene.landscape().lowest().unwrap());
        path.points[2000..].iter().map(|p| p.loss - lowest).sum::<f64>() / 1000.0
    };
    let (fast, slow) = (wander(0.1), wander(0.01));
    assert!(slow > 0.0 && fast > 4.0 * slow, "{fast} and {slow}");
}

// ---------------------------------------------------------------------------------------------------------- the scene

#[test]
fn batches_belong_to_surfaces_with_data() {
    let bad = |text: &str| Scene::read(text).ignored.into_iter().map(|i| i.reason).collect::<Vec<_>>();
    assert_eq!(bad("batch=4"), [Reason::NoData]);
    assert_eq!(bad("f=x^2&batch=4"), [Reason::NoData]);
    assert_eq!(bad("batch=12&surface=anscombe_line"), [Reason::NotAllowed("0 … 11".into())]);
    assert_eq!(bad("surface=anscombe_line&batch=1.5"), [Reason::NotAllowed("0 … 11".into())]);
    assert_eq!(bad("surface=anscombe_line&batch=some"), [Reason::NotANumber]);
    let message = Scene::read("batch=4").ignored[0].message(Lang::En);
    assert_eq!(message, "batch=4 was ignored: this surface has no data to take batches of.");
    assert_eq!(read("surface=anscombe_line&batch=0"), read("surface=anscombe_line"));
    let scene = read("batch=11&surface=anscombe_line,set:3");
    assert_eq!((scene.batch, scene.write().as_str()), (Some(11), "surface=anscombe_line,set:3&batch=11"));
}

#[test]
fn another_surface_keeps_batches_that_it_can_deal_out() {
    let surface = |id: &str| Action::SetSurface(downhill::core::surfaces::surface(id).unwrap());
    let mut scene = read("surface=oring_logistic");
    for (action, batch) in [
        (Action::SetBatch(24), None),
        (Action::SetBatch(20), Some(20)),
        (surface("faithful_line"), Some(20)),
        (surface("anscombe_line"), None),
        (Action::SetBatch(11), Some(11)),
        (Action::SetBatch(12), Some(11)),
        (surface("galton_line"), Some(11)),
        (Action::SetBatch(0), None),
        (Action::SetBatch(928), Some(928)),
        (Action::SetFormula("x^2".into()), None),
        (Action::SetBatch(1), None),
        (surface("ravine"), None),
        (Action::SetBatch(1), None),
    ] {
        let said = format!("{action:?}");
        scene.apply(action);
        assert_eq!(scene.batch, batch, "{said}");
        assert_eq!(Scene::read(&scene.write()).scene.batch, batch, "{said}");
    }
}

// ---------------------------------------------------------------------------------------------------------- own points

fn points_text(points: &[Vec2]) -> String {
    points.iter().map(|[u, v]| format!("{u}:{v}")).collect::<Vec<_>>().join("/")
}

#[test]
fn own_points_are_fitted_whatever_their_units() {
    let points = measured(&GALTON);
    let some: Vec<Vec2> = points.iter().step_by(5).copied().collect();
    let correlation = {
        let s = standardised(&some);
        mean(&s, |[u, v]| u * v)
    };
    for scale in [1.0, 1e-6, 2.54, 1e60] {
        let moved: Vec<Vec2> = some.iter().map(|[u, v]| [u * scale - 3.0 * scale, v * scale]).collect();
        let scene = read(&format!("surface=own_line&points={}", points_text(&moved)));
        let surface = scene.landscape();
        let at = surface.minima[0].point;
        assert!(at[0].abs() < 1e-12 && (at[1] - correlation).abs() < 1e-9, "{at:?}, r = {correlation}");
        let [a, b] = line(&moved);
        let fit = surface.objective.data().unwrap();
        assert!((fit.expected(at, moved[7][0]) - (a + b * moved[7][0])).abs() < 1e-9 * scale * 70.0);
        // The runs that it opens with are good ones, whatever the points.
        for (run, path) in scene.runs.iter().zip(simulate(&scene)) {
            assert!(matches!(path.outcome, Outcome::Converged { .. }), "{}: {:?}", run.optimizer.id, path.outcome);
        }
    }
    let tanh = read(&format!("surface=own_tanh&points={}", points_text(&measured(&FAITHFUL)[..200])));
    assert_eq!(tanh.landscape_with_minima().minima.len(), 2);
    for path in simulate(&tanh) {
        assert!(path.last().loss < 0.2 * path.at(0).loss && path.outcome == Outcome::Budget, "{:?}", path.outcome);
    }
}

#[test]
fn own_labels_are_above_nought_or_not() {
    let (zero, minus) = (measured(&ORINGS), measured(&ORINGS).into_iter().map(|[u, v]| [u, 2.0 * v - 1.0]));
    let scene = |points: &[Vec2]| read(&format!("surface=own_logistic&points={}", points_text(points)));
    let (a, b) = (scene(&zero).landscape(), scene(&minus.collect::<Vec<_>>()).landscape());
    assert_eq!(a.minima, b.minima);
    assert_eq!(a.minima[0].point, read_surface("oring_logistic").minima[0].point);
    for path in simulate(&scene(&zero)) {
        assert!(matches!(path.outcome, Outcome::Converged { .. } | Outcome::Budget), "{:?}", path.outcome);
    }
    // Two kinds that a threshold tells apart have no best curve, and points without a spread no line.
    assert!(scene(&[[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [3.0, 1.0]]).landscape().minima.is_empty());
    assert!(read("surface=own_line&points=1:2/1:3").landscape().minima.is_empty());
    assert!(read("surface=own_tanh&points=1:2").landscape().objective.value([1.0, 1.0]).is_finite());
}

#[test]
fn points_that_cannot_be_used_are_named_and_the_rest_is_kept() {
    let Read { scene, ignored } = Scene::read("surface=own_line&points=1:2/3/4:x//5:6/1e200:0/-1:.5");
    assert_eq!(scene.points[..], [[1.0, 2.0], [5.0, 6.0], [-1.0, 0.5]]);
    let named: Vec<(&str, &Reason)> = ignored.iter().map(|i| (i.what.as_str(), &i.reason)).collect();
    let range = Reason::NotAllowed("|v| ≤ 1e100".into());
    assert_eq!(named, [("3", &Reason::NotANumber), ("4:x", &Reason::NotANumber), ("1e200:0", &range)]);
    let many = Scene::read(&format!("surface=own_tanh&points={}", "1:2/3:4/".repeat(102)));
    assert_eq!((many.scene.points.len(), many.ignored.len()), (200, 1));
    assert_eq!(many.ignored[0].reason, Reason::NotAllowed("1 … 200".into()));
    let reasons = |text: &str| Scene::read(text).ignored.into_iter().map(|i| i.reason).collect::<Vec<_>>();
    assert_eq!(reasons("surface=own_line"), [Reason::NoPoints]);
    assert_eq!(reasons("surface=own_line&points=x"), [Reason::NoPoints, Reason::NotANumber]);
    let none = Reason::NoModel("own_line, own_logistic, own_tanh".into());
    assert_eq!(reasons("points=1:2/3:4"), std::slice::from_ref(&none));
    assert_eq!(reasons("points=1:2&surface=ravine"), [none]);
    assert_eq!(reasons("surface=own_line,a:1&points=1:2/2:4"), [Reason::UnknownKey]);
    assert!(Scene::read("surface=own_line").scene == Scene::default());
    let written = "surface=own_logistic&points=1:0/2:1/1.5:1/3:0&steps=50&batch=2";
    assert_eq!(read(written).write(), written);
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn scenes_of_own_points_are_read_back(
        points in prop::collection::vec((-1e100..1e100_f64, -10.0..10.0_f64).prop_map(|(u, v)| [u, v]), 1..200),
        which in 0..3_usize,
        batch in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut scene = Scene::default();
        scene.apply(Action::SetPoints(points.clone()));
        scene.apply(Action::SetSurface(&downhill::core::surfaces::OWN[which]));
        scene.apply(Action::SetBatch(batch.map_or(0, |b| b.index(points.len()) + 1)));
        prop_assert_eq!(scene.surface.id, downhill::core::surfaces::OWN[which].id);
        prop_assert_eq!(&scene.points[..], &points[..]);
        prop_assert_eq!(read(&scene.write()), scene.clone());
        prop_assert!(scene.landscape().objective.value(scene.start()).is_finite());
        // Elsewhere the points are gone, and a model for them is not there to be chosen.
        scene.apply(Action::SetSurface(&SURFACES[3]));
        scene.apply(Action::SetSurface(&downhill::core::surfaces::OWN[0]));
        prop_assert_eq!((scene.surface.id, scene.points.len()), (SURFACES[3].id, 0));
        scene.apply(Action::SetPoints(vec![[f64::NAN, 0.0]]));
        prop_assert_eq!(scene.points.len(), 0);
    }
}
