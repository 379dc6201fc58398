//! Schedules, clipping and look-ahead in a run, against loops written out by hand.

use crate::{START, assert_paths, points, read};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::options::Clip;
use downhill::core::scalar::Vec2;
use downhill::core::schedules::Rate;
use downhill::scene::{read_schedule, simulate};

/// The gradient of f = x²/20 + y², by hand.
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

/// The methods whose torch optimizer has `momentum` or `betas`, which a cycle moves, and what goes round one of them.
pub const TAKE_MOMENTUM: [&str; 11] =
    ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "adamax", "nadam", "radam", "grokfast", "lookahead"];

#[test]
fn a_step_is_told_of_a_momentum_only_if_its_method_takes_it() {
    let rate = |method: &str| {
        let scene = read(&format!("surface=ravine&steps=20&run={method},schedule:one_cycle"));
        scene.plan(&scene.runs[0]).inspect(&scene.landscape(), 3).rate
    };
    let taken: Vec<&str> = OPTIMIZERS.iter().map(|spec| spec.id).filter(|id| rate(id).momentum.is_some()).collect();
    assert_eq!(taken.len(), TAKE_MOMENTUM.len(), "{taken:?}");
    assert!(TAKE_MOMENTUM.iter().all(|id| taken.contains(id)), "{taken:?}");
    // Around a method the cycle is that of the method.
    let path = |run: &str| {
        let cycle = "schedule:cyclic,schedule.max_lr:0.3,schedule.step_size_up:6,schedule.step_size_down:9";
        points(&simulate(&read(&format!("surface=ravine&steps=50&run={run},lr:0.1,{cycle}")))[0])
    };
    for inner in ["sgd", "adam"] {
        let name = format!("inner:{inner}");
        assert_paths(&path(&format!("lookahead,{name},alpha:1")), &path(inner), inner);
        assert_paths(&path(&format!("grokfast,{name},lamb:1e-300")), &path(inner), inner);
    }
}

/// torch.optim.SGD and RMSprop at a momentum of 0: `if momentum != 0` and `if momentum > 0` guard their buffers.
#[test]
fn a_momentum_of_nought_leaves_the_buffer_alone() {
    let cycle = "schedule:cyclic,schedule.max_lr:0.1,schedule.step_size_up:3,schedule.base_momentum:0";
    let plan = read_schedule("cyclic,base_lr:0.1,max_lr:0.1,step_size_up:3,base_momentum:0").unwrap();
    let rates = plan.schedule.curve(0.1, 20, |_| f64::NAN);
    assert!(rates.iter().filter(|rate| rate.momentum == Some(0.0)).count() >= 3);
    let (mut sgd, mut rms) = (vec![START], vec![START]);
    let (mut x, mut z, mut b, mut c, mut v) = (START, START, [0.0; 2], [0.0; 2], [0.0; 2]);
    for rate in rates {
        let (lr, beta) = (rate.lr, rate.momentum.unwrap());
        let (g, h) = (slope(x), slope(z));
        for i in [0, 1] {
            v[i] = 0.99 * v[i] + 0.01 * h[i] * h[i];
            let u = h[i] / (v[i].sqrt() + 1e-8);
            if beta != 0.0 {
                b[i] = beta * b[i] + g[i];
                c[i] = beta * c[i] + u;
            }
            x[i] -= lr * if beta == 0.0 { g[i] } else { b[i] };
            z[i] -= lr * if beta == 0.0 { u } else { c[i] };
        }
        sgd.push(x);
        rms.push(z);
    }
    let run =
        |method: &str| points(&simulate(&read(&format!("surface=ravine&steps=20&run={method},lr:0.1,{cycle}")))[0]);
    assert_paths(&run("sgd"), &sgd, "sgd");
    assert_paths(&run("momentum,convention:heavy_ball"), &sgd, "momentum");
    assert_paths(&run("rmsprop"), &rms, "rmsprop");
}

#[test]
fn plateau_watches_f_after_each_step() {
    let scene =
        read("surface=ravine&steps=80&run=sgd,lr:1.05,schedule:plateau,schedule.patience:3,schedule.factor:0.5");
    let path = &simulate(&scene)[0];
    let record = scene.plan(&scene.runs[0]).record(&scene.landscape());
    let rates: Vec<Rate> = record[..80].iter().map(|inside| inside.rate).collect();
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
