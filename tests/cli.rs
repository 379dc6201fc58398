//! The program as a script meets it: usage, complaints, exit codes, lists. Its numbers are in cli_numbers.rs.

mod support;

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::defaults;
use downhill::core::schedules::{SCHEDULES, Setting};
use downhill::core::surfaces::{SURFACES, Surface};
use serde_json::Value as Json;
use std::io::Read;
use std::process::{Command, Stdio};
use support::program::{json, printed, refused};
use support::{close, number, numbers};

#[test]
fn what_is_wrong_in_a_scene_is_named_with_what_is_allowed() {
    for (scene, words) in [
        ("surface=nowhere", &["surface=nowhere", "rosenbrock", "himmelblau"][..]),
        ("run=magic,lr:1", &["run=magic", "adam", "rmsprop"]),
        ("run=adam,beta1:1", &["beta1:1", "0 ≤ v < 1"]),
        ("run=sgd,lr:-1", &["lr:-1", "v ≥ 0"]),
        ("run=sgd,lr:nan", &["lr:nan"]),
        ("run=sgd,rate:1", &["rate:1"]),
        ("run=sgd,nesterov:1", &["nesterov:1"]),
        ("run=momentum,convention:other", &["convention:other", "ema_zero"]),
        ("steps=0", &["steps=0", "10000"]),
        ("colour=red&steps=x", &["colour=red", "steps=x"]),
        ("start=1", &["start=1"]),
        ("surface=rosenbrock,c:1", &["c:1"]),
        ("run=sgd,schedule:warp", &["schedule:warp", "cosine", "one_cycle"]),
        ("run=sgd,schedule:step,schedule.step_size:0", &["schedule.step_size:0", "1, 2, 3"]),
        ("run=sgd,clip_norm:-1", &["clip_norm:-1", "v ≥ 0"]),
        ("noise=uniform", &["noise=uniform", "gaussian"]),
        ("rates=fair", &["rates=fair", "tuned", "same,lr:0.1"]),
        ("rates=same,lr:-1", &["rates=same,lr:-1", "v ≥ 0"]),
        ("rates=same,lr:x", &["rates=same,lr:x"]),
    ] {
        for args in [&["trace", scene][..], &["evaluate", scene, "--at", "1,1"]] {
            let complaint = refused(args);
            for word in words {
                assert!(complaint.contains(word), "{scene}: {word} is missing in {complaint}");
            }
        }
    }
    assert_eq!(refused(&["trace", "colour=red&steps=x&seeds=1"]).lines().count(), 3, "one line for each");
}

#[test]
fn wrong_usage_is_code_2() {
    for args in [
        &[][..],
        &["trace"],
        &["trace", "a=b", "more"],
        &["trace", "", "--format", "xml"],
        &["evaluate", ""],
        &["evaluate", "", "--at", "1"],
        &["evaluate", "", "--at", "1,2,3"],
        &["evaluate", "", "--at", "a,b"],
        &["compare"],
        &["compare", "", "--surfaces", "nowhere"],
        &["compare", "", "--surfaces", ""],
        &["compare", "", "--by", "time"],
        &["list"],
        &["list", "planets"],
        &["invent"],
    ] {
        assert!(!refused(args).is_empty(), "{args:?}");
    }
    assert!(refused(&["list", "planets"]).contains("optimizers"));
    assert!(refused(&["evaluate", "", "--at", "a,b"]).contains("-1.2,1"));
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_downhill"))
        .args(["trace", "steps=10000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut some = [0; 100];
    let mut stdout = child.stdout.take().expect("stdout is piped");
    stdout.read_exact(&mut some).expect("it prints something");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", output.status);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_code_1() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has a device that is always full");
    let mut command = Command::new(env!("CARGO_BIN_EXE_downhill"));
    let output = command.args(["trace", "steps=1000"]).stdout(full).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("stdout"));
}

#[test]
fn help_and_version_are_there() {
    for word in ["trace", "compare", "evaluate", "ewma", "schedule", "list"] {
        assert!(printed(&["--help"]).contains(word));
        assert!(!printed(&[word, "--help"]).is_empty());
    }
    assert!(printed(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}

fn keys(entry: &Json) -> Vec<&str> {
    entry.as_object().expect("an object").keys().map(String::as_str).collect()
}

const COMMON: [&str; 6] = ["id", "names", "parameters", "formula", "source", "defaults_of"];

/// What optimizers and surfaces have in common.
fn check_entry(entry: &Json, id: &str, params: usize) {
    assert_eq!(entry["id"], id);
    for lang in ["en", "zh"] {
        let name = entry["names"][lang].as_str().unwrap_or_default();
        assert!(!name.is_empty() && name != id, "{id} has no name in {lang}");
    }
    for key in ["formula", "source", "defaults_of"] {
        assert!(entry[key].as_str().is_some_and(|text| !text.is_empty()), "{id}: {key}");
    }
    let parameters = entry["parameters"].as_array().expect("parameters");
    assert_eq!(parameters.len(), params, "{id}");
    for p in parameters {
        assert_eq!(keys(p)[..5], ["id", "symbol", "default", "slider", "scale"], "{id}");
        match p["scale"].as_str() {
            Some("flag") => assert!(p["default"].is_boolean() && p["slider"] == serde_json::json!([0, 1])),
            Some("choice") => assert!(p["choices"].as_array().is_some_and(|c| c.contains(&p["default"]))),
            _ => assert!(
                (p["default"].is_number() || p["default"].is_null())
                    && number(&p["slider"][0]) < number(&p["slider"][1]),
                "{id} {p}"
            ),
        }
    }
}

#[test]
fn list_has_every_optimizer_with_everything() {
    let list = json(&["list", "optimizers"]);
    let list = list.as_array().expect("an array");
    assert_eq!(list.len(), OPTIMIZERS.len());
    for (entry, spec) in list.iter().zip(OPTIMIZERS) {
        assert_eq!(keys(entry), COMMON);
        check_entry(entry, spec.id, spec.params.len());
    }
    let adam = list.iter().find(|entry| entry["id"] == "adam").expect("adam");
    assert_eq!(adam["parameters"][2]["default"], 0.999);
}

#[test]
fn list_has_every_surface_with_everything() {
    let list = json(&["list", "surfaces"]);
    let list = list.as_array().expect("an array");
    assert_eq!(list.len(), SURFACES.len());
    for (entry, spec) in list.iter().zip(SURFACES) {
        assert_eq!(keys(entry), [&COMMON[..], &["minima", "domain", "start", "runs"]].concat());
        check_entry(entry, spec.id, spec.params.len());
        let domain = numbers(&entry["domain"]);
        assert_eq!(domain, [spec.domain.x.0, spec.domain.x.1, spec.domain.y.0, spec.domain.y.1]);
        assert_eq!(numbers(&entry["start"]), spec.start);
        let minima = entry["minima"].as_array().expect("minima");
        let known = Surface::new(spec, &defaults(spec.params)).minima;
        assert_eq!(minima.len(), known.len());
        for (m, k) in minima.iter().zip(&known) {
            assert!(close(number(&m["x"]), k.point[0]) && close(number(&m["y"]), k.point[1]), "{}", spec.id);
            assert!(close(number(&m["f"]), k.f), "{}: {} is not {}", spec.id, m["f"], k.f);
        }
        // The runs are written as a scene takes them.
        let runs: Vec<String> = entry["runs"]
            .as_array()
            .expect("runs")
            .iter()
            .map(|r| format!("run={}", r.as_str().expect("text")))
            .collect();
        let open = printed(&["trace", &format!("surface={}", spec.id)]);
        assert_eq!(printed(&["trace", &format!("surface={}&{}", spec.id, runs.join("&"))]), open);
    }
}

#[test]
fn list_has_every_schedule_with_everything() {
    let list = json(&["list", "schedules"]);
    let list = list.as_array().expect("an array");
    assert_eq!(list.len(), SCHEDULES.len());
    for (entry, spec) in list.iter().zip(SCHEDULES) {
        assert_eq!(keys(entry), COMMON);
        // What follows the run has no default of its own, and milestones are a list: all else is as elsewhere.
        let mut plain = entry.clone();
        for (p, param) in plain["parameters"].as_array_mut().expect("parameters").iter_mut().zip(spec.params) {
            let odd = match param.default() {
                Setting::Auto => p["default"].is_null(),
                Setting::List(list) => numbers(&p["default"]) == list,
                Setting::One(_) => continue,
            };
            assert!(odd, "{}: {p}", spec.id);
            p["default"] = Json::from(1.0);
        }
        check_entry(&plain, spec.id, spec.params.len());
    }
}

#[test]
fn what_is_wrong_with_a_schedule_is_named_with_what_is_allowed() {
    let file = std::env::temp_dir().join(format!("downhill-metrics-{}", std::process::id()));
    std::fs::write(&file, "1\n0.5\nx\n").expect("the folder for such files takes one");
    let file = file.to_str().expect("its name is text");
    for (args, words) in [
        (&["warp"][..], &["warp", "cosine", "plateau"][..]),
        (&["step,step_size:0"], &["step_size:0", "1, 2, 3"]),
        (&["step,size:3"], &["size:3"]),
        (&["step,gamma:-1,base_lr:-2"], &["gamma:-1", "base_lr:-2", "v ≥ 0"]),
        (&["step,base_lr:1,base_lr:2"], &["base_lr:2"]),
        (&["step,gamma:1,gamma:1"], &["gamma:1"]),
        (&["one_cycle,anneal_strategy:fast"], &["anneal_strategy:fast", "cos, linear"]),
        (&["step", "--steps", "0"], &["10000"]),
        (&["step", "--metrics", file], &["plateau"]),
        (&["plateau"], &["--metrics"]),
        (&["plateau", "--metrics", "/nowhere/at/all"], &["/nowhere/at/all"]),
        (&["plateau", "--metrics", file], &["line 3", "x"]),
    ] {
        let complaint = refused(&[&["schedule"], args].concat());
        for word in words {
            assert!(complaint.contains(word), "{args:?}: {word} is missing in {complaint}");
        }
    }
    std::fs::write(file, "1\n0.5\n").expect("as before");
    assert!(refused(&["schedule", "plateau", "--metrics", file, "--steps", "4"]).contains("at least 3"));
    assert_eq!(printed(&["schedule", "plateau", "--metrics", file, "--steps", "3"]).lines().count(), 4);
    std::fs::remove_file(file).expect("it is there");
}
