//! The core against PyTorch and optax: golden files made by torch 2.15.0 and optax 0.2.8 (see golden/README.md).

mod support;

use downhill::core::run::{Outcome, Trajectory};
use serde_json::Value as Json;
use support::{GOLDEN_TRAJECTORIES, Run, golden, golden_run, number, numbers, read_surface};

/// The largest deviation that counts as equal, in units of 1 + |v|: rounding alone never reaches it.
const EQUAL: f64 = 1e-8;

/// What rounding does to a case is measured in it (`sens`); this many times that, but no less than the floor, is
/// what a correct run may deviate.
const TIMES_SENSITIVITY: f64 = 30.0;
const FLOOR: f64 = 1e-13;

/// Cases that are only compared to [`EQUAL`]. Polyak's step is the value f = 1 − exp(…) divided by the squared slope;
/// 10⁻⁸ before the minimum all digits of that difference are rounding, and other exponential functions round otherwise.
const ROUNDING_DECIDES: &[&str] = &["polyak_sgd-p005"];

/// What has been compared so far.
#[derive(Default)]
struct Compared {
    cases: usize,
    points: usize,
    largest: f64,
}

impl Compared {
    fn value(&mut self, mine: f64, theirs: f64, tolerance: f64, what: impl Fn() -> String) {
        let deviation = (mine - theirs).abs() / (1.0 + theirs.abs());
        assert!(deviation <= tolerance, "{}: {mine} instead of {theirs}", what());
        self.largest = self.largest.max(deviation);
    }

    /// Compares a path with a case at every recorded step up to the last one that rounding leaves comparable.
    fn path(&mut self, case: &Json, run: &str, path: &Trajectory) {
        assert_eq!(case["ax"].is_null(), path.averaged.is_empty(), "{}: averaged points", case["id"]);
        let steps = case["steps"].as_array().expect("steps");
        let stable = case["stable_until"].as_u64().expect("stable_until");
        let loose = ROUNDING_DECIDES.contains(&case["id"].as_str().unwrap_or_default());
        let sensitivity = if loose { 1.0 } else { number(&case["sens"]) };
        let tolerance = (TIMES_SENSITIVITY * sensitivity).clamp(FLOOR, EQUAL);
        let columns = ["x", "y", "loss"].map(|key| numbers(&case[key]));
        for (i, step) in steps.iter().map(|s| s.as_u64().expect("a step")).enumerate().take_while(|s| s.1 <= stable) {
            let at = |axis: &str| format!("{} ({run}), {axis} at step {step}", case["id"]);
            let point = path.points.get(step as usize).unwrap_or_else(|| panic!("{}: the run has ended", at("point")));
            self.value(point.point[0], columns[0][i], tolerance, || at("x"));
            self.value(point.point[1], columns[1][i], tolerance, || at("y"));
            self.value(point.loss, columns[2][i], tolerance, || at("loss"));
            if !case["ax"].is_null() {
                let average = path.averaged.get(step as usize).unwrap_or_else(|| panic!("{}: none", at("average")));
                self.value(average[0], number(&case["ax"][i]), tolerance, || at("ax"));
                self.value(average[1], number(&case["ay"][i]), tolerance, || at("ay"));
            }
            self.points += 1;
        }
        match case["diverged_at"].as_u64() {
            Some(at) if at <= stable + 1 => {
                assert_eq!(path.outcome, Outcome::Diverged { at: at as usize }, "{} ({run})", case["id"]);
            }
            _ => assert!(path.points.len() as u64 > stable, "{} ({run}) ended too early", case["id"]),
        }
        self.cases += 1;
    }

    fn add(&mut self, other: &Compared) {
        self.cases += other.cases;
        self.points += other.points;
        self.largest = self.largest.max(other.largest);
    }

    fn report(&self, name: &str) {
        println!(
            "{name:<28} {:>4} cases {:>6} points, largest deviation {:.1e}",
            self.cases, self.points, self.largest
        );
    }
}

/// Runs a case as `run` and compares.
fn compare(case: &Json, run: &str, compared: &mut Compared) {
    let start = numbers(&case["start"]);
    let surface = read_surface(case["function"].as_str().expect("function"));
    let path = Run::read(run).follow(&surface, [start[0], start[1]], 200);
    compared.path(case, run, &path);
}

fn cases(file: &str) -> Vec<Json> {
    golden(file)["cases"].as_array().expect("cases").clone()
}

#[test]
fn every_path_equals_the_reference() {
    let mut all = Compared::default();
    for &(file, optimizer) in GOLDEN_TRAJECTORIES {
        let mut compared = Compared::default();
        for case in cases(file) {
            compare(&case, &golden_run(file, optimizer, &case), &mut compared);
        }
        assert!(compared.cases >= 6, "{file} is nearly empty");
        compared.report(file);
        all.add(&compared);
    }
    all.report("all");
}

/// What torch's SGD is called when its parameters make it one of our other methods.
fn other_name(case: &Json) -> Option<String> {
    let p = &case["params"];
    let (lr, momentum) = (&p["lr"], number(&p["momentum"]));
    if number(&p["weight_decay"]) != 0.0 {
        return None;
    }
    if p["nesterov"] == true {
        return Some(format!("nesterov,lr:{lr},momentum:{momentum}"));
    }
    let dampening = number(&p["dampening"]);
    let convention = match dampening {
        0.0 => "heavy_ball",
        d if d == momentum => "ema",
        _ => return None,
    };
    Some(format!("momentum,lr:{lr},beta:{momentum},convention:{convention}"))
}

#[test]
fn momentum_and_nesterov_are_torch_sgd_under_other_names() {
    let mut compared: [(&str, Compared); 3] = Default::default();
    for case in cases("torch_sgd") {
        let Some(run) = other_name(&case) else { continue };
        let kinds = ["nesterov", "heavy_ball", "convention:ema"];
        let kind = kinds.iter().position(|k| run.contains(k)).expect("one of the three");
        compared[kind].0 = kinds[kind];
        compare(&case, &run, &mut compared[kind].1);
    }
    for (kind, compared) in &compared {
        assert!(compared.cases > 10, "{kind} is nearly untested");
        compared.report(&format!("torch_sgd as {kind}"));
    }
}

#[test]
fn ema_from_zero_is_torch_momentum_at_a_scaled_rate() {
    let mut compared = Compared::default();
    for case in cases("torch_sgd") {
        let p = &case["params"];
        let plain = p["nesterov"] == false && number(&p["dampening"]) == 0.0 && number(&p["weight_decay"]) == 0.0;
        // Where the golden path grows without bound the rounding of lr/(1 − β) grows with it.
        if !plain || !case["note"].is_null() {
            continue;
        }
        let beta = number(&p["momentum"]);
        let lr = number(&p["lr"]) / (1.0 - beta);
        compare(&case, &format!("momentum,lr:{lr},beta:{beta},convention:ema_zero"), &mut compared);
    }
    assert!(compared.cases > 10);
    compared.report("torch_sgd as ema_zero");
}

#[test]
fn every_value_gradient_and_hessian_equals_the_reference() {
    let file = golden("functions");
    let (mut points, mut largest) = (0, 0.0_f64);
    for function in file["functions"].as_array().expect("functions") {
        let name = function["name"].as_str().expect("name");
        let surface = read_surface(name);
        for point in function["points"].as_array().expect("points") {
            let at = |key: &str| number(&point[key]);
            let p = [at("x"), at("y")];
            let f = &*surface.objective;
            let ([gx, gy], [[xx, xy], [yx, yy]]) = (f.gradient(p), f.hessian(p));
            let pairs = [(f.value(p), "f"), (gx, "gx"), (gy, "gy"), (xx, "hxx"), (xy, "hxy"), (yx, "hxy"), (yy, "hyy")];
            for (mine, key) in pairs {
                let deviation = (mine - at(key)).abs() / (1.0 + at(key).abs());
                assert!(deviation <= 1e-12, "{name} at {p:?}: {key} is {mine} instead of {}", at(key));
                largest = largest.max(deviation);
            }
            points += 1;
        }
    }
    println!("functions.json: {points} points with 6 numbers each, largest deviation {largest:.1e}");
    assert!(points >= 100);
}
