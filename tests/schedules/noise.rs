//! Noise on the gradients, and the fan of runs that differ by it alone.

use crate::support::program::printed;
use crate::support::{golden, number, numbers, read_surface};
use crate::{START, assert_paths, points, read};
use downhill::core::random::Torch;
use downhill::core::scalar::Vec2;
use downhill::scene::{MAX_FAN, Scene, fan, mean_path, simulate};

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
