//! Schedules, clipping, look-ahead and noise: against torch's numbers, against loops written out by hand, and laws that
//! hold whatever the parameters.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::options::{Clip, Lookahead, Noise, Options};
use downhill::core::random::Torch;
use downhill::core::run::{Plan, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::schedules::{SCHEDULES, Schedule, Setting, schedule};
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::{MAX_FAN, Scene, fan, mean_path, read_schedule, simulate};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::fmt::Write;
use support::program::printed;
use support::{
    Run, allowed, any_options, any_schedule, cases, golden, number, numbers, ordinary, read_surface, settings,
};

// ------------------------------------------------------------------------------------------------- torch's numbers

/// A parameter of torch as a link writes it.
fn written(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(list) => list.iter().map(Json::to_string).collect::<Vec<_>>().join("/"),
        other => other.to_string(),
    }
}

/// The schedule of a golden case as the command line writes it.
fn golden_schedule(case: &Json) -> String {
    let params = &case["params"];
    let id = match case["scheduler"].as_str().unwrap() {
        "StepLR" => "step",
        "MultiStepLR" => "multi_step",
        "ExponentialLR" => "exponential",
        "CosineAnnealingLR" => "cosine",
        "CosineAnnealingWarmRestarts" => "cosine_restarts",
        "LinearLR" => "linear",
        "ConstantLR" => "constant",
        "PolynomialLR" => "polynomial",
        "OneCycleLR" => "one_cycle",
        "CyclicLR" => "cyclic",
        "ReduceLROnPlateau" => "plateau",
        "LambdaLR_inverse_sqrt" => "inverse_sqrt",
        "SequentialLR" => "warmup_cosine",
        other => panic!("{other}"),
    };
    let mut text = format!("{id},base_lr:{}", case["base_lr"]);
    if id == "warmup_cosine" {
        let (first, second) = (&params["schedulers"][0][1], &params["schedulers"][1][1]);
        assert_eq!((&first["total_iters"], number(&first["end_factor"])), (&params["milestones"][0], 1.0));
        let (start, half, low) = (&first["start_factor"], &second["T_max"], &second["eta_min"]);
        write!(text, ",warmup:{},start_factor:{start},t_max:{half},eta_min:{low}", first["total_iters"]).unwrap();
    } else {
        for (key, value) in params.as_object().unwrap() {
            write!(text, ",{}:{}", key.to_lowercase(), written(value)).unwrap();
        }
    }
    text
}

#[test]
fn every_schedule_of_torch_is_met() {
    let file = golden("schedulers");
    let (mut compared, mut largest) = (0, 0.0_f64);
    let path = std::env::temp_dir().join(format!("downhill-golden-{}", std::process::id()));
    let all = file["cases"].as_array().unwrap();
    for case in all {
        let text = golden_schedule(case);
        let mut args = vec!["schedule", &text, "--steps", "100"];
        if case["metrics"].is_array() {
            let lines: Vec<String> = numbers(&case["metrics"]).iter().map(f64::to_string).collect();
            std::fs::write(&path, lines.join("\n")).unwrap();
            args.extend(["--metrics", path.to_str().unwrap()]);
        }
        let csv = printed(&args);
        let mut lines = csv.lines();
        assert_eq!(lines.next(), Some("step,lr,momentum"));
        let cycled = case["params"]["cycle_momentum"] == true;
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), 100);
        let mut equal = |mine: &str, theirs: f64, what: &str| {
            let mine: f64 = mine.parse().unwrap();
            assert!((mine - theirs).abs() <= 1e-12 * theirs.abs(), "{text}, {what}: {mine}, not {theirs}");
            largest = largest.max((mine - theirs).abs() / theirs.abs().max(f64::MIN_POSITIVE));
        };
        for (t, (row, lr)) in rows.iter().zip(numbers(&case["lr"])).enumerate() {
            assert_eq!(row[0], t.to_string());
            equal(row[1], lr, &format!("rate of step {t}"));
            if cycled {
                equal(row[2], number(&case["momentum"][t]), &format!("momentum of step {t}"));
            } else {
                assert_eq!(row[2], "", "{text}");
            }
        }
        compared += 1;
    }
    std::fs::remove_file(path).unwrap();
    println!("{compared} of {} schedules are torch's, largest relative deviation {largest:.1e}", all.len());
    assert_eq!(compared, 24);
}

fn lrs(text: &str, steps: usize) -> Vec<f64> {
    let read = read_schedule(text).unwrap_or_else(|bad| panic!("{text}: {bad:?}"));
    read.schedule.curve(read.base_lr, steps, |_| f64::NAN).iter().map(|rate| rate.lr).collect()
}

fn assert_close(a: &[f64], b: &[f64], what: &str) {
    assert_eq!(a.len(), b.len());
    for (t, (a, b)) in a.iter().zip(b).enumerate() {
        assert!((a - b).abs() <= 1e-12 * (1e-3 + b.abs()), "{what} at {t}: {a}, not {b}");
    }
}

/// What the documentation of the registry says.
#[test]
fn some_schedules_are_others_in_disguise() {
    for (one, other) in [
        ("noam,warmup_fraction:0.1", "inverse_sqrt,warmup:20"),
        ("restarts,t_0_fraction:0.15,t_mult:2,min_factor:0.25", "cosine_restarts,t_0:30,t_mult:2,eta_min:0.025"),
        ("step_decay,step_fraction:0.25,gamma:0.5", "step,step_size:50,gamma:0.5"),
        ("cosine_decay,min_factor:0.1", "cosine,t_max:199,eta_min:0.01"),
        ("linear_decay,end_factor:0.2", "polynomial_decay,power:1,end_factor:0.2"),
        ("polynomial,total_iters:199,power:0.9", "polynomial_decay,power:0.9"),
        ("cosine", "cosine,t_max:200"),
        ("one_cycle,base_lr:0.1", "one_cycle,base_lr:3,max_lr:0.1,total_steps:200"),
        ("cyclic,step_size_up:7", "cyclic,step_size_up:7,step_size_down:7,max_lr:0.3"),
        ("constant,factor:1", "constant,factor:0.5,total_iters:0,base_lr:0.2"),
        ("exponential,gamma:1", "inverse_time,decay_rate:0"),
        ("triangle,half_fraction:0.1,min_factor:0.25", "cyclic,base_lr:0.025,max_lr:0.1,step_size_up:20"),
    ] {
        assert_close(&lrs(one, 200), &lrs(other, 200), &format!("{one} and {other}"));
    }
}

/// The formulas of the shapes over the whole run, at places where they are easily told.
#[test]
fn shapes_over_the_whole_run_are_what_their_formulas_say() {
    let at = |text: &str, t: usize| lrs(&format!("{text},base_lr:1"), 101)[t];
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-14, "{a}, not {b}");
    near(at("cosine_decay,min_factor:0.2", 50), 0.6);
    near(at("cosine_decay,min_factor:0.2", 100), 0.2);
    near(at("linear_decay,end_factor:0.5", 40), 0.8);
    near(at("polynomial_decay,power:2,end_factor:0.1", 50), 0.1 + 0.9 * 0.25);
    near(at("rex", 0), 1.0);
    let z = 1.0 - 60.0 / 101.0;
    near(at("rex", 60), z / (0.5 + 0.5 * z));
    near(at("inverse_time,decay_rate:0.5,power:2", 6), 1.0 / 16.0);
    near(at("noam,warmup_fraction:0.1", 4), 0.5);
    near(at("noam,warmup_fraction:0.1", 39), 0.5);
    near(at("wsd,warmup_fraction:0.1,decay_fraction:0.2", 4), 0.5);
    near(at("wsd,warmup_fraction:0.1,decay_fraction:0.2", 50), 1.0);
    near(at("wsd,warmup_fraction:0.1,decay_fraction:0.2", 91), 0.5);
    near(at("warmup_cosine_decay,warmup_fraction:0.1,min_factor:0.1", 4), 0.5);
    near(at("warmup_cosine_decay,warmup_fraction:0.1,min_factor:0.1", 55), 0.55);
    near(at("warmup_cosine_decay,warmup_fraction:0.1,min_factor:0.1", 100), 0.1);
    near(at("step_decay,step_fraction:0.25,gamma:0.5", 75), 0.125);
}

#[test]
fn the_last_rate_of_a_cycle_stays() {
    let rates = lrs("one_cycle,total_steps:50", 80);
    assert_eq!(rates[49..], [rates[49]; 31]);
    assert!((rates[49] - 0.1 / 25.0 / 1e4).abs() < 1e-18);
}

#[test]
fn the_registry_is_in_order() {
    let mut seen = std::collections::HashSet::new();
    for spec in SCHEDULES {
        assert!(seen.insert(spec.id), "{} twice", spec.id);
        assert!(std::ptr::eq(schedule(spec.id).unwrap(), spec));
        let about = downhill::core::schedules::about(spec);
        assert!(!about.tex.is_empty() && !about.source.is_empty() && !about.defaults_of.is_empty());
        let default = Schedule::new(spec);
        assert!(default.differing().is_empty());
        let mut params = std::collections::HashSet::new();
        for param in spec.params {
            assert!(params.insert(param.spec.id), "{}: {} twice", spec.id, param.spec.id);
            assert!(param.accepts(&param.default()), "{} {}", spec.id, param.spec.id);
            assert_eq!(param.read(&param.write(&param.default())), Ok(param.default()));
        }
        for steps in [1, 2, 7, 200, 10_000] {
            let fitted = Schedule::fitted(spec, steps);
            for (param, setting) in spec.params.iter().zip(&fitted.settings) {
                assert!(param.accepts(setting), "{} {} {setting:?}", spec.id, param.spec.id);
            }
        }
    }
    assert!(schedule("warp").is_none());
}

proptest! {
    #![proptest_config(cases(800))]

    /// Ordinary settings never make a rate that could not be a rate.
    #[test]
    fn rates_are_finite_and_not_negative(schedule in any_schedule(ordinary), steps in 1..300_usize, base in 1e-4..1.0) {
        let curve = schedule.curve(base, steps, |t| 1.0 / (1.0 + t as f64));
        prop_assert_eq!(curve.len(), steps);
        for rate in curve {
            // Rounding may leave a hair less than nothing where a curve ends at 0.
            prop_assert!(rate.lr.is_finite() && rate.lr > -1e-12, "{:?} {:?}: {}", schedule.spec, schedule.differing(), rate.lr);
            prop_assert!(rate.momentum.is_none_or(|m| (-1e-12..1.0).contains(&m)), "{:?}", rate);
        }
    }

    #[test]
    fn longer_runs_begin_with_the_same_rates_unless_the_schedule_spans_the_run(schedule in any_schedule(allowed)) {
        let curve = |steps| schedule.curve(0.1, steps, |t| 1.0 / (1.0 + (t as f64 % 7.0)));
        let (short, long) = (curve(40), curve(90));
        if !schedule.depends_on_steps() {
            // NaN, where absurd settings lead to it, is at the same place.
            let text = |rates: &[_]| format!("{rates:?}");
            prop_assert_eq!(text(&short), text(&long[..40]), "{:?} {:?}", schedule.spec, schedule.differing());
        }
    }

    #[test]
    fn what_is_written_of_a_schedule_is_read_back(schedule in any_schedule(allowed)) {
        let mut again = Schedule::new(schedule.spec);
        for (id, text) in schedule.differing() {
            prop_assert_eq!(again.read(id, &text), Some(Ok(())));
        }
        prop_assert_eq!(again, schedule);
    }
}

#[test]
fn every_schedule_that_spans_the_run_depends_on_its_length_and_the_others_do_not() {
    let depends = |id: &str| Schedule::new(schedule(id).unwrap()).depends_on_steps();
    for id in ["cosine", "one_cycle", "warmup_cosine", "noam", "rex", "wsd"] {
        assert!(depends(id), "{id}");
    }
    for id in ["step", "cyclic", "plateau", "inverse_time", "polynomial"] {
        assert!(!depends(id), "{id}");
    }
    let mut cosine = Schedule::new(schedule("cosine").unwrap());
    cosine.set("t_max", Setting::One(downhill::core::param::Value::Number(50.0)));
    assert!(!cosine.depends_on_steps());
}

// ----------------------------------------------------------------------------------------------------- in a run

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn points(path: &Trajectory) -> Vec<Vec2> {
    path.points.iter().map(|p| p.point).collect()
}

fn assert_paths(mine: &[Vec2], theirs: &[Vec2], what: &str) {
    assert_eq!(mine.len(), theirs.len(), "{what}");
    for (k, (a, b)) in mine.iter().zip(theirs).enumerate() {
        for i in [0, 1] {
            assert!((a[i] - b[i]).abs() <= 1e-11 * (1.0 + b[i].abs()), "{what} at {k}: {a:?}, not {b:?}");
        }
    }
}

/// f = x²/20 + y² and its gradient, by hand.
const START: Vec2 = [-7.0, 2.0];

fn slope([x, y]: Vec2) -> Vec2 {
    [x / 10.0, 2.0 * y]
}

#[test]
fn a_schedule_sets_the_rate_of_every_step() {
    let path = &simulate(&read(
        "surface=ravine&steps=60&run=sgd,lr:0.4,schedule:step,schedule.step_size:7,schedule.gamma:0.8",
    ))[0];
    let mut x = START;
    let mut expected = vec![x];
    for t in 0..60 {
        let (lr, g) = (0.4 * 0.8_f64.powi(t / 7), slope(x));
        x = [x[0] - lr * g[0], x[1] - lr * g[1]];
        expected.push(x);
    }
    assert_paths(&points(path), &expected, "sgd with steps");
}

/// torch.optim.SGD and Adam under a scheduler that sets `momentum` or `betas[0]`, written out.
#[test]
fn a_cycle_moves_the_momentum_of_methods_that_have_it() {
    let cycle = "schedule:cyclic,schedule.max_lr:0.3,schedule.step_size_up:6,schedule.step_size_down:9";
    let plan = read_schedule("cyclic,base_lr:0.1,max_lr:0.3,step_size_up:6,step_size_down:9").unwrap();
    let rates = plan.schedule.curve(0.1, 50, |_| f64::NAN);
    let run =
        |method: &str| points(&simulate(&read(&format!("surface=ravine&steps=50&run={method},lr:0.1,{cycle}")))[0]);
    let (mut sgd, mut nesterov, mut adam) = (vec![START], vec![START], vec![START]);
    let (mut x, mut z, mut a) = (START, START, START);
    let (mut b, mut c, mut m, mut v) = ([0.0; 2], [0.0; 2], [0.0; 2], [0.0; 2]);
    for (t, rate) in rates.iter().enumerate() {
        let (lr, beta) = (rate.lr, rate.momentum.unwrap());
        let (g, h, k) = (slope(x), slope(z), slope(a));
        for i in [0, 1] {
            b[i] = beta * b[i] + g[i];
            x[i] -= lr * b[i];
            c[i] = beta * c[i] + h[i];
            z[i] -= lr * (h[i] + beta * c[i]);
            m[i] = beta * m[i] + (1.0 - beta) * k[i];
            v[i] = 0.999 * v[i] + 0.001 * k[i] * k[i];
            let corrected = m[i] / (1.0 - beta.powi(t as i32 + 1));
            a[i] -= lr * corrected / ((v[i] / (1.0 - 0.999_f64.powi(t as i32 + 1))).sqrt() + 1e-8);
        }
        sgd.push(x);
        nesterov.push(z);
        adam.push(a);
    }
    assert_paths(&run("sgd"), &sgd, "sgd");
    assert_paths(&run("momentum,beta:0.5,convention:heavy_ball"), &sgd, "momentum");
    assert_paths(&run("nesterov"), &nesterov, "nesterov");
    assert_paths(&run("adam"), &adam, "adam");
    assert_paths(&run("adamw,weight_decay:0"), &adam, "adamw");
    // RMSProp's momentum moves as well; AdaGrad has none.
    assert_ne!(run("rmsprop"), run("rmsprop,schedule.cycle_momentum:0"));
    assert_eq!(run("adagrad"), run("adagrad,schedule.cycle_momentum:0"));
    // A cycle that stands still is the method at that momentum, for every method of torch that has one.
    for (method, at) in [
        ("sgd", "momentum:0.8"),
        ("nesterov", "momentum:0.8"),
        ("rmsprop", "momentum:0.8"),
        ("adam", "beta1:0.8"),
        ("adamw", "beta1:0.8"),
        ("adamax", "beta1:0.8"),
        ("nadam", "beta1:0.8"),
        ("radam", "beta1:0.8"),
    ] {
        let still = run(&format!("{method},schedule.base_momentum:0.8,schedule.max_momentum:0.8"));
        let held = run(&format!("{method},{at},schedule.cycle_momentum:0"));
        let apart = still.iter().zip(&held).map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).fold(0.0, f64::max);
        assert!(still.len() == held.len() && apart < 1e-12, "{method}: {apart:e}");
        assert_ne!(run(method), run(&format!("{method},schedule.cycle_momentum:0")), "{method} cycles");
    }
}

#[test]
fn plateau_watches_f_after_each_step() {
    let scene =
        read("surface=ravine&steps=80&run=sgd,lr:1.05,schedule:plateau,schedule.patience:3,schedule.factor:0.5");
    let path = &simulate(&scene)[0];
    let rates = scene.plan(&scene.runs[0]).rates(path);
    let schedule = scene.runs[0].options.schedule.as_ref().unwrap();
    assert_eq!(rates, schedule.curve(1.05, 80, |t| path.points[t + 1].loss));
    assert!(rates[79].lr < 1.05, "the first rate diverges and has to come down");
    assert_eq!(rates[4].lr, 1.05, "step 0 … 3: the first is the best so far, then three are borne");
    assert_eq!(rates[5].lr, 0.525);
}

#[test]
fn clipping_is_torchs() {
    let clip = |value, norm| Clip { value, norm };
    assert_eq!(clip(None, Some(1.0)).apply([3.0, -4.0]), [3.0, -4.0].map(|v: f64| v * (1.0 / (5.0 + 1e-6))));
    assert_eq!(clip(None, Some(5.1)).apply([3.0, -4.0]), [3.0, -4.0]);
    assert_eq!(clip(Some(3.5), None).apply([3.0, -4.0]), [3.0, -3.5]);
    assert_eq!(clip(Some(0.0), None).apply([3.0, -4.0]), [0.0, 0.0]);
    let both = clip(Some(3.0), Some(1.0)).apply([3.0, -4.0]);
    assert_eq!(both, clip(None, Some(1.0)).apply([3.0, -3.0]), "first each coordinate, then the length");
    assert!(clip(Some(1.0), Some(1.0)).apply([f64::NAN, 1.0])[0].is_nan());
    let path = &simulate(&read("surface=ravine&steps=30&run=sgd,lr:0.3,clip_norm:0.5"))[0];
    let mut x = START;
    let mut expected = vec![x];
    for _ in 0..30 {
        let g = slope(x);
        let shrink = (0.5 / ((g[0] * g[0] + g[1] * g[1]).sqrt() + 1e-6)).min(1.0);
        x = [x[0] - 0.3 * shrink * g[0], x[1] - 0.3 * shrink * g[1]];
        expected.push(x);
    }
    assert_paths(&points(path), &expected, "clipped");
}

#[test]
fn look_ahead_goes_back_a_part_of_the_way() {
    let path =
        &simulate(&read("surface=ravine&steps=31&run=sgd,lr:0.3,momentum:0.5,lookahead:5,lookahead.alpha:0.8"))[0];
    let (mut slow, mut fast, mut b) = (START, START, [0.0; 2]);
    let mut expected = vec![START];
    for t in 1..=31 {
        let g = slope(fast);
        for i in [0, 1] {
            b[i] = 0.5 * b[i] + g[i];
            fast[i] -= 0.3 * b[i];
        }
        if t % 5 == 0 {
            for i in [0, 1] {
                slow[i] += 0.8 * (fast[i] - slow[i]);
            }
            fast = slow;
        }
        expected.push(fast);
    }
    assert_paths(&points(path), &expected, "look-ahead");
}

// --------------------------------------------------------------------------------------------------------- noise

#[test]
fn noise_is_torchs_to_the_last_bit() {
    // randn(10) is randn(2) five times: both are made pair by pair.
    let file = golden("seeds");
    let mut compared = 0;
    for case in file["cases"].as_array().unwrap().iter().filter(|case| number(&case["size"]) < 16.0) {
        let normal: Vec<f64> = numbers(&case["randn_f32"]).iter().map(|v| f64::from(*v as f32)).collect();
        let steps = normal.len() / 2;
        let scene =
            format!("surface=ravine&noise=gaussian,sigma:0.7&seed={}&steps={steps}&run=sgd,lr:0.25", case["seed"]);
        let csv = printed(&["trace", &scene]);
        let mut x = START;
        for (k, line) in csv.lines().skip(1).enumerate() {
            let fields: Vec<&str> = line.split(',').collect();
            let [mine_x, mine_y, f] = [3, 4, 5].map(|i| fields[i].parse::<f64>().unwrap());
            assert_eq!([mine_x, mine_y], x, "seed {}, step {k}", case["seed"]);
            // f itself is exact.
            assert_eq!(f, read_surface("ravine").objective.value(x));
            if k < steps {
                let g = read_surface("ravine").objective.gradient(x);
                let n = [normal[2 * k], normal[2 * k + 1]];
                x = [x[0] - 0.25 * (g[0] + 0.7 * n[0]), x[1] - 0.25 * (g[1] + 0.7 * n[1])];
                compared += 1;
            }
        }
    }
    println!("{compared} noisy steps are torch's to the last bit");
    assert!(compared >= 5);
}

/// Every run of a scene sees the same noise, whatever its method, and the trace can be made again by hand.
#[test]
fn every_run_of_a_scene_sees_the_same_noise() {
    let text =
        "surface=ravine&noise=gaussian,sigma:0.5&seed=42&steps=150&run=adam,lr:0.2&run=sgd,lr:0.1&run=adam,lr:0.2";
    let paths = simulate(&read(text));
    assert_eq!(paths[0], paths[2]);
    let surface = read_surface("ravine");
    let mut torch = Torch::seeded(42);
    let (mut x, mut a, mut m, mut v) = (START, START, [0.0; 2], [0.0; 2]);
    let (mut sgd, mut adam) = (vec![x], vec![a]);
    for t in 1..=150 {
        let n = torch.randn(2);
        let noisy = |p: Vec2| {
            let g = surface.objective.gradient(p);
            [g[0] + 0.5 * f64::from(n[0]), g[1] + 0.5 * f64::from(n[1])]
        };
        let (g, h) = (noisy(x), noisy(a));
        for i in [0, 1] {
            x[i] -= 0.1 * g[i];
            m[i] = 0.9 * m[i] + 0.1 * h[i];
            v[i] = 0.999 * v[i] + 0.001 * h[i] * h[i];
            let (c1, c2) = (1.0 - 0.9_f64.powi(t), 1.0 - 0.999_f64.powi(t));
            a[i] -= 0.2 * (m[i] / c1) / ((v[i] / c2).sqrt() + 1e-8);
        }
        sgd.push(x);
        adam.push(a);
    }
    assert_eq!(points(&paths[1]), sgd, "to the last bit");
    assert_paths(&points(&paths[0]), &adam, "adam");
}

#[test]
fn a_fan_has_a_run_for_each_seed_and_a_mean() {
    let scene = read("surface=ravine&noise=gaussian,sigma:0.5&seed=4294967294&steps=40&run=sgd,lr:0.1&run=adam,lr:0.3");
    let fanned = fan(&scene, 1, 4);
    for (run, seed) in fanned.iter().zip([u32::MAX - 1, u32::MAX, 0, 1]) {
        assert_eq!(*run, simulate(&Scene { seed, ..scene.clone() })[1]);
    }
    let mean = mean_path(&fanned);
    assert_eq!(mean.len(), 41);
    let by_hand = fanned.iter().map(|run| run.points[40].point[0]).sum::<f64>() / 4.0;
    assert!((mean[40].point[0] - by_hand).abs() < 1e-15);
    assert_eq!(mean[0].point, START);
    assert_eq!(fan(&scene, 0, 10_000).len(), MAX_FAN);
    assert!(fan(&scene, 2, 5).is_empty() && mean_path(&[]).is_empty());
    // The mean of many is nearer to the run without noise than one of them.
    let many = mean_path(&fan(&scene, 0, 100));
    let exact = &simulate(&Scene { noise: None, ..scene.clone() })[0];
    let off = |p: Vec2| (p[0] - exact.points[40].point[0]).hypot(p[1] - exact.points[40].point[1]);
    assert!(off(many[40].point) < 0.1, "{}", off(many[40].point));
}

// ----------------------------------------------------------------------------------------------------------- laws

/// Any method with ordinary parameters, as a link writes it, and the id of any surface.
fn any_plan() -> impl Strategy<Value = (String, &'static str)> {
    let method = (0..downhill::core::optimizers::OPTIMIZERS.len()).prop_flat_map(|i| {
        let optimizer = &downhill::core::optimizers::OPTIMIZERS[i];
        support::values(optimizer.params, ordinary).prop_map(move |values| Run { optimizer, values }.write())
    });
    (method, 0..SURFACES.len()).prop_map(|(run, i)| (run, SURFACES[i].id))
}

fn follow(run: &Run, surface: &Surface, steps: usize, options: &Options, noise: Option<Noise>) -> Trajectory {
    let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, steps);
    Plan { options, noise, ..plan }.follow(surface, surface.spec.domain)
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn options_that_say_nothing_change_nothing((run, surface) in any_plan(), k in 1..9_usize, seed: u32) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let plain = follow(&run, &surface, 60, &Options::default(), None);
        let mut one = Schedule::new(schedule("constant").unwrap());
        one.read("factor", "1").unwrap().unwrap();
        let nothing = [
            Options { schedule: Some(one), ..Options::default() },
            Options { clip: Clip { value: Some(1e300), norm: None }, ..Options::default() },
            Options { clip: Clip { value: None, norm: Some(1e300) }, ..Options::default() },
            Options { lookahead: Some(Lookahead { steps: k, alpha: 1.0 }), ..Options::default() },
        ];
        for options in nothing {
            // Beyond 1e154 the length of a gradient is not a number, in torch as here.
            let tame = plain.points.iter().all(|p| surface.objective.gradient(p.point).iter().all(|g| g.abs() < 1e100));
            if tame {
                prop_assert_eq!(&follow(&run, &surface, 60, &options, None), &plain, "{} {:?}", run.write(), options);
            }
        }
        let silent = Some(Noise { sigma: 0.0, seed });
        prop_assert_eq!(&follow(&run, &surface, 60, &Options::default(), silent), &plain, "{}", run.write());
    }

    #[test]
    fn longer_runs_begin_with_shorter_ones((run, surface) in any_plan(), options in any_options(ordinary), seed: u32, noisy: bool) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let noise = noisy.then_some(Noise { sigma: 0.3, seed });
        if options.schedule.as_ref().is_none_or(|s| !s.depends_on_steps()) {
            let long = follow(&run, &surface, 90, &options, noise);
            let short = follow(&run, &surface, 40, &options, noise);
            let shared = long.points.len().min(41);
            prop_assert_eq!(&long.points[..shared], &short.points[..], "{} {:?}", run.write(), options);
        }
    }

    #[test]
    fn what_a_step_shows_is_what_the_path_does((run, surface) in any_plan(), options in any_options(ordinary), seed: u32, noisy: bool) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let noise = noisy.then_some(Noise { sigma: 0.3, seed });
        let plan = Plan { options: &options, noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, 25) };
        let path = plan.follow(&surface, surface.spec.domain);
        let rates = plan.rates(&path);
        prop_assert_eq!(rates.len(), path.points.len().min(25));
        let mut torch = Torch::seeded(seed);
        for (k, rate) in rates.iter().enumerate().take(path.points.len().saturating_sub(1)) {
            let seen = plan.inspect(&surface, k);
            prop_assert_eq!(seen.point, path.points[k].point);
            let next = path.points[k + 1].point;
            prop_assert_eq!(seen.step, [next[0] - seen.point[0], next[1] - seen.point[1]]);
            prop_assert_eq!((seen.loss, seen.next_loss), (path.points[k].loss, path.points[k + 1].loss));
            prop_assert_eq!(seen.rate, *rate, "{:?}", options.schedule);
            prop_assert_eq!(seen.gradient, surface.objective.gradient(seen.point));
            let n = torch.randn(2);
            let shift = noise.map(|noise| [0, 1].map(|i| noise.sigma * f64::from(n[i])));
            prop_assert_eq!(seen.noise, shift);
            let noisy = shift.map_or(seen.gradient, |s| [seen.gradient[0] + s[0], seen.gradient[1] + s[1]]);
            prop_assert_eq!(seen.clipped.unwrap_or(noisy), options.clip.apply(noisy));
            prop_assert_eq!(seen.clipped.is_some(), options.clip.apply(noisy) != noisy);
        }
    }

    /// Whatever is allowed runs to a finite end, whatever the options.
    #[test]
    fn whatever_is_allowed_runs((run, surface) in any_plan(), options in any_options(allowed), sigma in prop_oneof![Just(0.0), Just(1e300), 0.0..5.0], seed: u32) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let path = follow(&run, &surface, 60, &options, Some(Noise { sigma, seed }));
        for p in &path.points {
            prop_assert!(p.point[0].is_finite() && p.point[1].is_finite() && p.loss.is_finite(), "{}", run.write());
        }
    }
}

#[test]
fn every_schedule_matters_in_a_run() {
    let surface = read_surface("ravine");
    for spec in SCHEDULES {
        let run = Run::read("sgd,lr:1.02");
        let fitted = Options { schedule: Some(Schedule::fitted(spec, 100)), ..Options::default() };
        let plain = follow(&run, &surface, 100, &Options::default(), None);
        assert_ne!(follow(&run, &surface, 100, &fitted, None).points, plain.points, "{}", spec.id);
    }
}

#[test]
fn every_parameter_of_a_schedule_is_read_and_matters() {
    for spec in SCHEDULES {
        for param in spec.params {
            let id = param.spec.id;
            let differs = std::cell::Cell::new(false);
            proptest!(cases(400), |(schedule in settings(spec, ordinary), other in support::setting(param, ordinary))| {
                let mut changed = schedule.clone();
                changed.set(id, other);
                let metric = |t: usize| 10.0 + 0.01 * (t as f64 % 3.0) - 1e-2 * (t as f64);
                let curves = [&schedule, &changed].map(|s| s.curve(0.1, 150, metric));
                differs.set(differs.get() || curves[0] != curves[1]);
            });
            assert!(differs.get(), "{} {id} changes nothing", spec.id);
        }
    }
}
