//! Mini-batches: the shuffle, the mean over an epoch, a trace made by hand, and scenes with them.

use crate::support::{Run, cases, read_surface};
use crate::{fits, measured, near, read, textbook};
use downhill::core::batches::Batch;
use downhill::core::data::{ANSCOMBE, Model};
use downhill::core::objective::Objective;
use downhill::core::random::Torch;
use downhill::core::run::Plan;
use downhill::scene::{Action, Reason, Scene, fan, simulate};
use downhill::text::Lang;
use proptest::prelude::*;

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
        proptest!(cases(10), |(p in crate::support::point(&surface), size in 1..=terms, seed: u32)| {
            let mut sum = [0.0; 2];
            for k in 0..terms.div_ceil(size) {
                let batch = Batch { size, seed }.at(terms, k);
                let share = batch.len() as f64 / terms as f64;
                let [gx, gy] = surface.objective.data().unwrap().only(&batch).gradient(p);
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

#[test]
fn searches_do_not_stick_where_the_last_batch_or_noise_held_them() {
    let data = "surface=anscombe_line&batch=1&steps=300";
    let noise = "surface=rosenbrock&noise=gaussian,sigma:0.5&steps=300";
    for (scene, method) in [
        (data, "bfgs"),
        (data, "conjugate_gradient"),
        (data, "gd_line_search,line_search:strong_wolfe"),
        (data, "gd_line_search"),
        (data, "nelder_mead"),
        (noise, "bfgs"),
        (noise, "conjugate_gradient"),
    ] {
        let path = &simulate(&read(&format!("{scene}&run={method}")))[0];
        let still = path.points[200..].windows(2).filter(|p| p[0].point == p[1].point).count();
        assert!(path.points.len() == 301 && still < 90, "{scene}, {method}: {still} of 100 steps stood still");
    }
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
