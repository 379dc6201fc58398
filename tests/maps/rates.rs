//! Rate maps: the measured numbers of steps, what theory says, and the axes.

use crate::support::{Run, read_surface};
use downhill::chart::rates::tick_values;
use downhill::core::map::{Axis, Ending, Engine, theory};
use downhill::core::optimizers::{OptimizerSpec, optimizer};
use downhill::core::options::{Clip, Options};
use downhill::core::param::position;
use downhill::core::run::Plan;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{Surface, surface};
use downhill::export::{Look, Picture};
use downhill::scene::{Scene, Theme, View};
use downhill::text::{Lang, key};

/// lessons/SCENES.md, P: heavy ball on the ravine x²/20 + y² from (−7, 2), f below 1e-6 from this step on.
const STAYS: [(f64, f64, Option<u32>); 17] = [
    (0.1, 0.0, Some(732)),
    (0.5, 0.0, Some(144)),
    (0.9524, 0.0, Some(79)),
    (0.99, 0.0, Some(377)),
    (0.1, 0.5, Some(358)),
    (0.5, 0.5, Some(62)),
    (1.0, 0.3, Some(45)),
    (1.3358, 0.4026, Some(25)),
    (1.3358, 0.6, Some(33)),
    (1.0, 0.8, Some(71)),
    (0.1, 0.9, Some(146)),
    (0.5, 0.9, Some(146)),
    (1.8, 0.9, Some(169)),
    (0.1, 0.99, Some(1543)),
    (1.9, 0.9, None),
    (1.91, 0.9, None),
    (1.05, 0.0, None),
];

/// The ravine with the scene's tolerance.
fn ravine() -> Surface {
    let spec = Box::leak(Box::new(*surface("ravine").unwrap()));
    spec.tolerance = 1e-6;
    Surface::new(spec, &[])
}

fn heavy_ball() -> (Run, [Axis; 2]) {
    let run = Run::read("sgd,lr:0.5,momentum:0.9");
    let axes = Axis::usual(run.optimizer).unwrap();
    (run, axes)
}

#[test]
fn the_rate_map_has_the_steps_that_were_measured() {
    let (run, axes) = heavy_ball();
    let surface = ravine();
    let plan = Plan::new(run.optimizer, &run.values, [-7.0, 2.0], 4000);
    let engine = Engine::new(&plan, &surface, surface.spec.domain);
    let pairs: Vec<Vec2> = STAYS.iter().map(|(lr, beta, _)| [*lr, *beta]).collect();
    for (cell, (lr, beta, expected)) in engine.settings(axes.map(|a| a.param), &pairs).iter().zip(STAYS) {
        let steps = (cell.ending == Ending::Converged).then_some(cell.steps);
        assert_eq!(steps, expected, "α {lr}, β {beta}");
    }
}

#[test]
fn theory_is_where_runs_begin_to_diverge() {
    let (run, axes) = heavy_ball();
    let surface = ravine();
    let plan = Plan::new(run.optimizer, &run.values, [-7.0, 2.0], 4000);
    let theory = theory(&plan, &surface, &axes).unwrap();
    assert_eq!(theory.curvatures, [0.1, 2.0]);
    let [rate, beta] = theory.best();
    assert!((rate - 1.3358).abs() < 1e-4 && (beta - 0.4026).abs() < 1e-4, "{rate}, {beta}");
    // By how much the distance shrinks in each step in the long run: the larger root of z² − (1 + β − αλ) z + β = 0.
    let factor_of = |lr: f64, beta: f64| {
        let size = |curvature: f64| {
            let half = (1.0 + beta - lr * curvature) / 2.0;
            let rest = half * half - beta;
            if rest < 0.0 { beta.sqrt() } else { half.abs() + rest.sqrt() }
        };
        size(theory.curvatures[0]).max(size(theory.curvatures[1]))
    };
    for (lr, beta, factor) in
        [(0.1, 0.0, 0.99), (0.99, 0.0, 0.98), (0.5, 0.5, 0.88508), (0.5, 0.9, 0.94868), (1.91, 0.9, 1.10697)]
    {
        assert!((factor_of(lr, beta) - factor).abs() < 2e-5, "α {lr}, β {beta}: {}", factor_of(lr, beta));
    }
    // At a double root the last digits of the pair are half as many of the factor.
    assert!((factor_of(rate, beta) - 0.63451).abs() < 1e-5, "{}", factor_of(rate, beta));
    let engine = Engine::new(&plan, &surface, surface.spec.domain);
    for beta in [0.0, 0.3, 0.6, 0.9] {
        let limit = theory.limit(beta);
        assert!((limit - (1.0 + beta)).abs() < 1e-12);
        let cells = engine.settings(axes.map(|a| a.param), &[[limit * 0.98, beta], [limit * 1.02, beta]]);
        assert_eq!(cells[0].ending, Ending::Converged, "β {beta}");
        assert_ne!(cells[1].ending, Ending::Converged, "β {beta}");
    }
}

#[test]
fn theory_keeps_silent_where_it_does_not_hold() {
    let usual = |spec: &'static OptimizerSpec| Axis::usual(spec).unwrap();
    let says = |run: &str, surface: &str, options: &Options| {
        let run = Run::read(run);
        let surface = read_surface(surface);
        let plan = Plan { options, ..Plan::new(run.optimizer, &run.values, surface.spec.start, 10) };
        theory(&plan, &surface, &usual(run.optimizer))
    };
    let plain = Options::default();
    let clipped = Options { clip: Clip { value: Some(1.0), norm: None }, ..Options::default() };
    assert!(says("sgd", "quadratic,condition:50,angle:30", &plain).is_some());
    assert!(says("sgd", "faithful_line", &plain).is_some());
    let averaged = says("momentum", "ravine", &plain).unwrap();
    assert!((averaged.limit(0.9) - 19.0).abs() < 1e-9, "an average of gradients stands ten times as much");
    assert!(says("momentum,convention:heavy_ball", "ravine", &plain).unwrap().limit(0.9) < 2.0);
    for (run, surface, options) in [
        ("adam", "ravine", &plain),
        ("nesterov", "ravine", &plain),
        ("sgd,weight_decay:0.1", "ravine", &plain),
        ("sgd", "himmelblau", &plain),
        ("sgd", "saddle", &plain),
        ("sgd", "ravine", &clipped),
    ] {
        assert_eq!(says(run, surface, options), None, "{run} on {surface}");
    }
    // The corners of the plane and the start lie whole periods apart.
    let wavy = Scene::read("f=x^2+y^2-cos(2*pi*x)&run=sgd").scene;
    let run = Run::read("sgd");
    let plan = Plan::new(run.optimizer, &run.values, [1.0, 1.0], 10);
    assert_eq!(theory(&plan, &wavy.landscape(), &usual(run.optimizer)), None);
}

#[test]
fn what_a_method_does_not_allow_has_its_own_mark() {
    let run = Run::read("sgd,nesterov:1,momentum:0.5");
    let surface = read_surface("ravine");
    let plan = Plan::new(run.optimizer, &run.values, [-7.0, 2.0], 20);
    let engine = Engine::new(&plan, &surface, surface.spec.domain);
    let place = |id| position(run.optimizer.params, id).unwrap();
    let momentum = engine.strip(place("momentum"), &[0.0, 0.5, 1.0, f64::NAN, 0.9]);
    let endings: Vec<Ending> = momentum.iter().map(|cell| cell.ending).collect();
    use Ending::{Budget, NotAllowed};
    assert_eq!(endings, [NotAllowed, Budget, NotAllowed, NotAllowed, Budget]);
    let nesterov = engine.strip(place("nesterov"), &[1.0]);
    assert_eq!(nesterov[0].ending, NotAllowed, "a switch has no values between");
}

#[test]
fn axes_go_from_end_to_end() {
    let spec = optimizer("adam").unwrap();
    let [x, y] = Axis::usual(spec).unwrap();
    assert_eq!([x, y].map(|axis| spec.params[axis.param].id), ["lr", "beta1"]);
    for axis in [x, y] {
        assert!(axis.possible());
        assert!((axis.value(0.0) - axis.low).abs() < 1e-12 && (axis.value(1.0) - axis.high).abs() < 1e-12);
        for share in [0.0, 0.1, 0.5, 0.99] {
            assert!((axis.share(axis.value(share)) - share).abs() < 1e-12);
            let readable = axis.readable(share);
            assert!((axis.share(readable) - share).abs() < 0.01 && readable.to_string().len() < 9, "{readable}");
        }
    }
    for bad in [Axis { low: 0.0, ..x }, Axis { high: 1.0, ..y }, Axis { low: 2.0, ..x }, Axis { high: f64::NAN, ..x }] {
        assert!(!bad.possible(), "{bad:?}");
    }
    assert_eq!(Axis::usual(optimizer("sign_sgd").unwrap()), None, "one number is no plane");
}

#[test]
fn a_narrow_axis_has_numbers_too() {
    let [rate, beta] = Axis::usual(optimizer("adam").unwrap()).unwrap();
    for axis in [
        Axis { low: 0.21, high: 0.49, ..rate },
        Axis { low: 0.91, high: 0.985, ..beta },
        Axis { low: 1e-5, high: 10.0, ..rate },
        Axis { low: 0.0, high: 0.9999, ..beta },
    ] {
        let ticks = tick_values(&axis);
        assert!((2..9).contains(&ticks.len()), "{axis:?}: {ticks:?}");
        assert!(ticks.iter().all(|v| (-1e-9..=1.0 + 1e-9).contains(&axis.share(*v))), "{axis:?}: {ticks:?}");
    }
}

#[test]
fn the_legend_has_every_pattern_of_the_map() {
    let lacks = |text: &str| {
        let scene = Scene::read(text).scene;
        let look = Look { view: View::Rates, size: (900, 600), theme: Theme::Light, lang: Lang::En };
        !Picture::new(&scene, look).unwrap().svg(0).contains(Lang::En.text(key::MAPS_NOT_ALLOWED))
    };
    let text = "view=rates&surface=ravine&run=momentum,lr:0.05";
    assert!(lacks(text) && !lacks(&format!("{text}&map.y=beta:0:1.2")));
}
