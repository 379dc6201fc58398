//! Scripts for PyTorch: what stands in them, that Python can read them where there is Python, and that they print what
//! `trace` prints where there is torch. How many were read and run is printed, whatever the test runner hides.
//!
//! `PYTHON=/path/to/python cargo test --test pytorch` takes another Python than `python3`.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::schedules::SCHEDULES;
use downhill::core::surfaces::{SURFACES, Surface, Trouble};
use downhill::export::{csv, pytorch};
use downhill::scene::Scene;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::program::printed;

fn scene(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn script(text: &str) -> String {
    pytorch(&scene(text))
}

/// What `python3` answers, if there is one and it is content.
fn python(args: &[&str]) -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let output = Command::new(python).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn say(words: &str) {
    // Not a print macro: those are hidden where a test passes.
    std::io::stderr().write_all(format!("pytorch: {words}\n").as_bytes()).unwrap();
}

/// A fresh folder with the scripts of some scenes.
fn folder(name: &str, scenes: &[String]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (i, text) in scenes.iter().enumerate() {
        std::fs::write(folder.join(format!("{i:04}.py")), script(text)).unwrap();
    }
    folder
}

fn run_scripts(how: &str, folder: &Path) -> String {
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/run_scripts.py");
    let printed = python(&[runner.to_str().unwrap(), how, folder.to_str().unwrap()]);
    printed.unwrap_or_else(|| panic!("a script of {} fails in Python", folder.display()))
}

/// The torch classes that our methods are named after, with a scene's run for each.
const TORCH: [(&str, &str); 17] = [
    ("sgd,lr:0.001,momentum:0.9,nesterov:1", "SGD(p, lr=0.001, momentum=0.9, nesterov=True)"),
    ("sgd,lr:0.001", "SGD(p, lr=0.001)"),
    ("momentum,lr:0.001,beta:0.8", "SGD(p, lr=0.001, momentum=0.8, dampening=0.8)"),
    ("momentum,lr:0.001,convention:heavy_ball", "SGD(p, lr=0.001, momentum=0.9)"),
    ("nesterov,lr:0.001", "SGD(p, lr=0.001, momentum=0.9, nesterov=True)"),
    ("adagrad,lr:0.5,lr_decay:0.1", "Adagrad(p, lr=0.5, lr_decay=0.1)"),
    ("rmsprop,lr:0.01,alpha:0.9,centered:1", "RMSprop(p, lr=0.01, alpha=0.9, centered=True)"),
    ("adam,lr:0.1,beta2:0.99,amsgrad:1", "Adam(p, lr=0.1, betas=(0.9, 0.99), amsgrad=True)"),
    ("adamw,lr:0.1", "AdamW(p, lr=0.1)"),
    ("adadelta,lr:1,rho:0.8", "Adadelta(p, lr=1.0, rho=0.8)"),
    ("adafactor,lr:0.1,eps1:1e-8", "Adafactor(p, lr=0.1, eps=(1e-8, 0.001))"),
    ("adamax,lr:0.1", "Adamax(p, lr=0.1)"),
    ("nadam,lr:0.1,decoupled_weight_decay:1", "NAdam(p, lr=0.1, decoupled_weight_decay=True)"),
    ("radam,lr:0.01", "RAdam(p, lr=0.01)"),
    ("asgd,lr:0.001,t0:5", "ASGD(p, lr=0.001, t0=5.0)"),
    ("rprop,lr:0.01,eta_plus:1.5", "Rprop(p, lr=0.01, etas=(0.5, 1.5))"),
    (
        "lbfgs,lr:0.5,max_iter:4,line_search:strong_wolfe",
        "LBFGS(p, lr=0.5, max_iter=4, line_search_fn=\"strong_wolfe\")",
    ),
];

/// The scheduler classes of torch, for each of our schedules that is one; the others are factors of the base rate.
const SCHEDULERS: [(&str, &str); 15] = [
    ("step", "StepLR"),
    ("multi_step", "MultiStepLR"),
    ("exponential", "ExponentialLR"),
    ("cosine", "CosineAnnealingLR"),
    ("cosine_restarts", "CosineAnnealingWarmRestarts"),
    ("linear", "LinearLR"),
    ("constant", "ConstantLR"),
    ("polynomial", "PolynomialLR"),
    ("one_cycle", "OneCycleLR"),
    ("cyclic", "CyclicLR"),
    ("plateau", "ReduceLROnPlateau"),
    ("inverse_sqrt", "LambdaLR"),
    ("warmup_cosine", "SequentialLR"),
    ("restarts", "CosineAnnealingWarmRestarts"),
    ("step_decay", "StepLR"),
];

const BASE: &str = "surface=rosenbrock&start=-1.2,1&steps=30";

#[test]
fn methods_that_torch_has_are_torchs_with_every_schedule_and_noise() {
    for (run, class) in TORCH {
        let plain = script(&format!("{BASE}&run={run}"));
        assert!(plain.contains(&format!("torch.optim.{class}")), "{run}: {class} is not in\n{plain}");
        assert!(!plain.contains("class Method"), "{run}: nothing is written out");
        assert!(!plain.contains("randn") && !plain.contains("scheduler."), "{run}: nothing that is not used");
        for schedule in SCHEDULES {
            for noise in ["", "&noise=gaussian,sigma:0.5&seed=7"] {
                let text = format!("{BASE}{noise}&run={run},schedule:{}", schedule.id);
                let script = script(&text);
                let known = SCHEDULERS.iter().find(|(id, _)| *id == schedule.id);
                let scheduler = known.map_or("LambdaLR", |(_, class)| class);
                let call = format!("schedule=lambda o: torch.optim.lr_scheduler.{scheduler}(o");
                assert!(script.contains(&call), "{text}: {call} is not in\n{script}");
                let seeded =
                    ["SEED = 7", "SIGMA = 0.5", "torch.manual_seed(SEED)", "torch.randn(2, dtype=torch.float32)"];
                for words in seeded {
                    assert_eq!(script.contains(words), !noise.is_empty(), "{text}: {words}");
                }
                assert_eq!(script.contains("scheduler.step(loss)"), schedule.id == "plateau", "{text}");
            }
        }
    }
}

#[test]
fn every_method_is_in_its_script_and_nothing_else() {
    for spec in OPTIMIZERS {
        let script = script(&format!("{BASE}&run={}", spec.id));
        let call = script.split_once(&format!("follow(0, \"{}\", lambda p: ", spec.id)).map(|(_, rest)| rest);
        let call = call.unwrap_or_else(|| panic!("{}: no run in\n{script}", spec.id));
        let name = call.split('(').next().unwrap();
        let written = script.matches("(Method):").count();
        if name.starts_with("torch.optim.") {
            assert_eq!(written, 0, "{}", spec.id);
        } else {
            assert_eq!(written, 1, "{}", spec.id);
            assert!(script.contains(&format!("class {name}(Method):")), "{}: {name}", spec.id);
            for param in spec.params.iter().filter(|param| !param.id.starts_with("beta")) {
                let id = if param.id == "max_learning_rate" { "lr" } else { param.id };
                assert!(call.contains(&format!("{id}=")), "{}: {id} is not given", spec.id);
            }
        }
        for words in ["import torch", "set_default_dtype(torch.float64)", "START = (-1.2, 1.0)", "STEPS = 30"] {
            assert!(script.contains(words), "{}: {words}", spec.id);
        }
    }
    let two = script(&format!("{BASE}&run=lion&run=lion,lr:0.1"));
    assert_eq!(two.matches("class Lion").count(), 1, "written once, however many runs have it");
}

#[test]
fn every_surface_has_its_function() {
    for spec in SURFACES {
        let text = script(&format!("surface={}&run=levenberg_marquardt&steps=3", spec.id));
        assert!(text.contains("def f(x, y):"), "{}", spec.id);
        let objective = Surface::new(spec, &downhill::core::param::defaults(spec.params)).objective;
        let squares = objective.gauss_newton(spec.start).is_some();
        let written = text.contains("def residuals(x, y):");
        assert_eq!(written, squares, "{}: f is a sum of squares, or is none", spec.id);
        assert_eq!(text.contains("residuals = None"), !squares, "{}", spec.id);
    }
    let typed = script("f=a*x^2%2Bsqrt(y^2%2B1)-min(x,y)&vars=a:2.5&run=sgd");
    for words in
        ["    a = 2.5\n", "a * x ** 2 + sqrt(y ** 2 + 1.0) - smaller(x, y)", "def sqrt(u):", "def smaller(a, b):"]
    {
        assert!(typed.contains(words), "{words} is not in\n{typed}");
    }
}

#[test]
fn a_script_cycles_the_momentum_where_a_run_does() {
    for spec in OPTIMIZERS {
        let text = format!("{BASE}&run={},schedule:one_cycle", spec.id);
        let scene = scene(&text);
        let cycles = scene.plan(&scene.runs[0]).inspect(&scene.landscape(), 3).rate.momentum.is_some();
        assert_eq!(script(&text).contains("max_momentum="), cycles, "{}", spec.id);
    }
    // Torch's schedulers would cycle the betas.
    for id in ["grokfast", "lookahead"] {
        assert!(!script(&format!("{BASE}&run={id},inner:sgd")).contains("betas=("), "{id}");
    }
}

#[test]
fn a_script_with_searches_says_whether_each_step_is_of_another_function() {
    let says = |text: &str| script(text).lines().filter(|line| line.starts_with("    changes = ")).collect::<String>();
    assert_eq!(says("surface=sphere&run=bfgs"), "    changes = False");
    assert_eq!(says("surface=sphere&noise=gaussian&run=bfgs"), "    changes = True");
    assert_eq!(says("surface=anscombe_line&batch=1&run=nelder_mead"), "    changes = True");
    assert_eq!(says("surface=anscombe_line&batch=1&run=sgd"), "");
}

#[test]
fn a_formula_cannot_leave_its_comment() {
    let script = script("f=x%0A%2B y&run=sgd&steps=2");
    assert!(script.lines().take(2).all(|line| line.starts_with('#')), "{script}");
    assert!(script.lines().nth(2).unwrap().starts_with("from "), "{script}");
}

#[test]
fn csv_and_json_are_those_of_trace() {
    let text = "surface=himmelblau&steps=20&run=adam,lr:0.1&run=asgd&run=sgd,lr:1";
    let traced = printed(&["trace", text]);
    assert_eq!(csv(&scene(text)), traced);
    assert_eq!(printed(&["export", text, "--format", "csv"]), traced);
    assert_eq!(printed(&["export", text, "--format", "json"]), printed(&["trace", text, "--format", "json"]));
    assert_eq!(printed(&["export", text, "--format", "pytorch"]), script(text));
}

/// Scenes in which all methods, schedules, surfaces and options are met. Only so many steps as rounding allows: some
/// methods make much of the last digit.
fn scenes() -> Vec<String> {
    let mut all = vec![String::new(), "steps=300".into()];
    for spec in OPTIMIZERS {
        // Polyak's step is chaotic where the valley is narrow.
        let base = if spec.id == "polyak_sgd" { "surface=booth&steps=25" } else { BASE };
        all.push(format!("{base}&run={}", spec.id));
        all.push(format!("surface=sphere&steps=15&noise=gaussian,sigma:0.2&seed=9&run={},lookahead:4", spec.id));
    }
    for (run, _) in TORCH {
        for schedule in SCHEDULES {
            // L-BFGS of a changing rate forks where a search is about to end.
            if !run.starts_with("lbfgs") {
                all.push(format!("{BASE}&run={run},schedule:{},clip_norm:5", schedule.id));
            }
        }
    }
    for run in ["momentum,lr:0.001", "momentum,lr:0.001,convention:ema_zero", "rmsprop,eps_in_sqrt:1,momentum:0.5"] {
        all.push(format!("{BASE}&run={run},schedule:one_cycle,clip_value:2"));
        // What torch's own scheduler refuses.
        all.push(format!("{BASE}&run={run},schedule:one_cycle,schedule.total_steps:12"));
    }
    for spec in SURFACES {
        // On seven measurements a curvature may all but vanish: Newton's method makes much of its last digits.
        let (batch, steps) = if spec.trouble == Trouble::Data { ("&batch=7&seed=3", 2) } else { ("", 8) };
        all.push(format!("surface={}&steps=15", spec.id));
        all.push(format!("surface={}&steps={steps}{batch}&run=adam,lr:0.01&run=newton,lr:0.5&run=sophia", spec.id));
        all.push(format!("surface={}&steps=5&run=levenberg_marquardt", spec.id));
    }
    for f in [
        "a*x^2%2Bb*y^2%2Bsin(c*x)&vars=a:2/b:3",
        "max(x,y)%2Babs(x*y)",
        "min(x,-y)^2",
        "5",
        "2^x%2Be^y",
        "x^a%2By^4&vars=a:4",
        "(x^2%2By^2)^0.3",
        "sqrt(x^2%2By^2)",
        "(x^2)^y",
        "α*x²%2Bβ*y²%2Bπ&vars=α:0.5",
        "sin(2)*x^2%2By^2*cos(a)",
        "2/0%2Bx",
        "x²y⁴-3x",
        "(-8)^(1/3)%2Bx",
        "10^400*x",
        "x-(y-(x-y))",
        "tan(x)%2Basin(x/9)%2Bacos(y/9)%2Bsinh(x/5)%2Batan(y)%2Btanh(x)*cosh(y/9)%2Blog10(x^2%2B1)%2Bsign(y)",
    ] {
        all.push(format!("f={f}&start=-1.5,1.25&steps=12&run=sgd,lr:0.01&run=adam,lr:0.1"));
        all.push(format!("f={f}&start=0,0&steps=5&run=sgd,lr:0.01&run=adam,lr:0.1"));
    }
    all.push("surface=own_line&points=1:2/2:3.1/3:3.9/4.5:6&steps=20&batch=2&noise=gaussian".into());
    all.push("surface=own_logistic&points=1:0/2:1/3:0/4.5:1&steps=20".into());
    all.push("surface=sphere&start=1e-9,123456789012345678901234&steps=5&run=sgd,lr:0.1".into());
    all.push("surface=rosenbrock&start=-1.5,2&run=sgd,lr:0.01&run=asgd,lr:0.01&run=schedule_free_sgd".into());
    all
}

#[test]
fn python_reads_every_script() {
    let scenes = scenes();
    if python(&["-c", "0"]).is_none() {
        return say(&format!("no Python here, 0 of {} scripts read", scenes.len()));
    }
    let read = run_scripts("parse", &folder("scripts-read", &scenes));
    assert_eq!(read.trim(), scenes.len().to_string());
    say(&format!("{} scripts read by Python", scenes.len()));
}

#[test]
fn torch_prints_what_trace_prints() {
    let scenes = scenes();
    if python(&["-c", "import torch"]).is_none() {
        return say(&format!("no torch here, {} scripts not run", scenes.len()));
    }
    let folder = folder("scripts-run", &scenes);
    assert_eq!(run_scripts("run", &folder).trim(), scenes.len().to_string());
    let mut failures = Vec::new();
    for (i, text) in scenes.iter().enumerate() {
        let printed = std::fs::read_to_string(folder.join(format!("{i:04}.csv"))).unwrap();
        failures.extend(different(&csv(&scene(text)), &printed).map(|what| format!("{text}: {what}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    say(&format!("{} scripts run by torch, all print what trace prints", scenes.len()));
}

/// Where two traces differ by more than rounding, if they do.
fn different(ours: &str, theirs: &str) -> Option<String> {
    let (a, b): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
    for (a, b) in a.iter().zip(&b) {
        let (p, q): (Vec<&str>, Vec<&str>) = (a.split(',').collect(), b.split(',').collect());
        let near = |(p, q): (&&str, &&str)| match (p.parse::<f64>(), q.parse::<f64>()) {
            (Ok(p), Ok(q)) => (p - q).abs() <= 1e-8 * (1.0 + p.abs()),
            _ => p == q,
        };
        if p.len() != q.len() || p[..3] != q[..3] || !p.iter().zip(&q).skip(3).all(near) {
            return Some(format!("{a} is {b}"));
        }
    }
    (a.len() != b.len()).then(|| format!("{} rows are {}", a.len(), b.len()))
}
