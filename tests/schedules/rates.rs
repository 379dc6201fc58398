//! The rate of every step, without a run: torch's numbers, formulas, the registry.

use crate::support::program::printed;
use crate::support::{allowed, any_schedule, cases, golden, number, numbers, ordinary};
use downhill::core::schedules::{SCHEDULES, Schedule, Setting, schedule};
use downhill::scene::read_schedule;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::fmt::Write;

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
