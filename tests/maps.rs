//! Maps: every cell is, bit for bit, the path from there, and ends as that ends.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::batches::Batch;
use downhill::core::formula::Program;
use downhill::core::map::{Axis, Cell, Ending, Engine, Flow, Map, Plane, Swarm, spread, theory};
use downhill::core::optimizers::{OPTIMIZERS, OptimizerSpec, many, optimizer};
use downhill::core::options::{Clip, Noise, Options};
use downhill::core::param::{Kind, Value, defaults, position};
use downhill::core::run::{Outcome, Plan, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::{Domain, SURFACES, Surface, own_surface, surface};
use downhill::scene::Scene;
use proptest::prelude::*;
use support::{Run, allowed, any_options, cases, ordinary, read_surface, values};

/// What a map must say of a path.
#[track_caller]
fn same(cell: &Cell, path: &Trajectory, surface: &Surface, what: &dyn Fn() -> String) {
    let last = path.last();
    let bits = |v: f64| if v.is_nan() { 0 } else { v.to_bits() };
    assert_eq!(cell.end.map(bits), last.point.map(bits), "{}: end {cell:?}, path {last:?}", what());
    assert_eq!(bits(cell.loss), bits(last.loss), "{}", what());
    assert_eq!(cell.end_step as usize, path.points.len().saturating_sub(1), "{}", what());
    let (ending, steps) = match path.outcome {
        Outcome::Converged { at } => (Ending::Converged, at),
        Outcome::Budget => (Ending::Budget, cell.end_step as usize),
        Outcome::LeftView { .. } => (Ending::LeftView, cell.end_step as usize),
        Outcome::Diverged { at } => {
            assert_eq!(cell.end_step as usize, at.saturating_sub(1), "{}", what());
            (Ending::Diverged, cell.end_step as usize)
        }
    };
    assert_eq!((cell.ending, cell.steps as usize), (ending, steps), "{}", what());
    let nearest = surface.nearest_minimum(last.point).filter(|_| ending == Ending::Converged);
    let place = nearest.map(|m| surface.minima.iter().position(|other| other == m).unwrap() as u16);
    assert_eq!(cell.minimum, place, "{}", what());
}

/// All cells of a basin map against their paths.
fn check_starts(plan: &Plan, surface: &Surface, domain: Domain, size: [usize; 2]) {
    let engine = Engine::new(plan, surface, domain);
    let map = Map { engine, plane: Plane::Starts(domain), size };
    let all: Vec<[usize; 2]> = (0..size[1]).flat_map(|j| (0..size[0]).map(move |i| [i, j])).collect();
    for (cell, [i, j]) in map.cells(&all).iter().zip(&all) {
        let start = map.place(*i, *j);
        let path = Plan { start, ..*plan }.follow(surface, domain);
        same(cell, &path, surface, &|| {
            format!("{} {:?} {:?} on {} from {start:?}", plan.optimizer.id, plan.values, plan.options, surface.plain)
        });
    }
}

/// All cells of a rate map against their paths.
fn check_settings(plan: &Plan, surface: &Surface, axes: [Axis; 2], size: [usize; 2]) {
    let domain = surface.spec.domain;
    let engine = Engine::new(plan, surface, domain);
    let map = Map { engine, plane: Plane::Settings(axes), size };
    let all: Vec<[usize; 2]> = (0..size[1]).flat_map(|j| (0..size[0]).map(move |i| [i, j])).collect();
    let params = plan.optimizer.params;
    for (cell, [i, j]) in map.cells(&all).iter().zip(&all) {
        let place = map.place(*i, *j);
        let mut run = Run { optimizer: plan.optimizer, values: plan.values.to_vec() };
        let mut possible = true;
        for (axis, value) in axes.iter().zip(place) {
            let Kind::Number { allowed, .. } = params[axis.param].kind else { panic!("a number") };
            possible &= allowed.contains(value);
            run.values[axis.param] = Value::Number(value);
        }
        if !possible || run.conflict().is_some() {
            assert_eq!(cell.ending, Ending::NotAllowed, "{}", run.write());
            continue;
        }
        let path = Plan { values: &run.values, ..*plan }.follow(surface, domain);
        same(cell, &path, surface, &|| format!("{} {:?} on {}", run.write(), plan.options, surface.plain));
    }
}

/// Surfaces of every make: code, text, data, a typed formula, one's own points.
fn any_surface() -> impl Strategy<Value = Surface> {
    let typed = prop::sample::select(vec![
        "sin(x)*cos(y)+0.01*(x^2+y^2)",
        "abs(x)+max(y,-2y)",
        "ln(1+exp(x))+x^2/20+tanh(y)^2",
        "(x^2+y^2)^0.3+atan(x*y)",
        "x^y",
    ]);
    let typed = typed.prop_map(|text| Surface::typed(text, &Program::parse(text).unwrap(), &[]));
    let known = (0..SURFACES.len()).prop_flat_map(|i| {
        let spec = &SURFACES[i];
        let values = prop_oneof![Just(defaults(spec.params)).boxed(), values(spec.params, ordinary).boxed()];
        values.prop_map(move |values| Surface::new(spec, &values))
    });
    let own = prop::sample::select(vec!["own_line", "own_logistic", "own_tanh"]);
    let own = own.prop_map(|id| Surface::own(own_surface(id).unwrap(), &[[1.0, 2.0], [2.0, -1.0], [4.0, 3.5]]));
    // Ninety surfaces are enough to wait for; those with hundreds of measurements take their time.
    prop_oneof![12 => known, 4 => typed, 1 => own].prop_filter("quick", |s| s.objective.terms() < 300)
}

fn any_method(each: fn(&downhill::core::param::ParamSpec) -> BoxedStrategy<Value>) -> impl Strategy<Value = Run> {
    (0..OPTIMIZERS.len()).prop_flat_map(move |i| {
        values(OPTIMIZERS[i].params, each).prop_map(move |values| {
            let mut run = Run { optimizer: &OPTIMIZERS[i], values };
            if let Some(i) = run.conflict().and_then(|id| position(run.optimizer.params, id)) {
                run.values[i] = run.optimizer.params[i].default;
            }
            run
        })
    })
}

fn any_noise() -> impl Strategy<Value = Option<Noise>> {
    prop::option::weighted(0.3, (0.0..2.0, 0..100_u32).prop_map(|(sigma, seed)| Noise { sigma, seed }))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_cell_is_the_path_from_there(
        run in prop_oneof![any_method(ordinary), any_method(allowed)],
        surface in any_surface(),
        options in any_options(ordinary),
        noise in any_noise(),
        batch in prop::option::weighted(0.5, (1..20_usize, 0..9_u32)),
        steps in 1..60_usize,
        zoom in prop_oneof![3 => Just(1.0), 1 => Just(1e-3), 1 => Just(30.0), 1 => Just(1e200)],
    ) {
        let Domain { x, y } = surface.spec.domain;
        let wider = |(low, high): (f64, f64)| (low * zoom, high * zoom + (high - low) * 1e-9);
        let domain = Domain { x: wider(x), y: wider(y) };
        let plan = Plan {
            options: &options,
            noise,
            batch: batch.map(|(size, seed)| Batch { size, seed }),
            ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps)
        };
        check_starts(&plan, &surface, domain, [5, 2]);
    }

    #[test]
    fn every_cell_is_the_path_with_these_settings(
        run in any_method(ordinary),
        surface in any_surface(),
        options in any_options(ordinary),
        noise in any_noise(),
        (a, b) in any::<(prop::sample::Index, prop::sample::Index)>(),
        steps in 1..60_usize,
        wider in any::<bool>(),
    ) {
        let numbers: Vec<Axis> = (0..run.optimizer.params.len()).filter_map(|i| Axis::of(run.optimizer, i)).collect();
        let mut axes = [numbers[a.index(numbers.len())], numbers[b.index(numbers.len())]];
        if wider {
            // Beyond what is allowed: below 0 or above 1.
            axes.iter_mut().for_each(|axis| {
                *axis = Axis { low: axis.low - 0.5, high: axis.high + 0.5, scale: downhill::core::param::Scale::Linear, ..*axis };
            });
        }
        if axes[0].param != axes[1].param {
            let plan = Plan { options: &options, noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps) };
            check_settings(&plan, &surface, axes, [5, 2]);
        }
    }

    #[test]
    fn a_swarm_is_its_paths(
        run in any_method(ordinary),
        surface in any_surface(),
        options in any_options(ordinary),
        noise in any_noise(),
        strides in prop::collection::vec(1..9_usize, 1..5),
    ) {
        let steps = strides.iter().sum();
        let plan = Plan { options: &options, noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps) };
        let domain = surface.spec.domain;
        let Domain { x, y } = domain;
        let starts: Vec<Vec2> = (0..11).map(|i| [x.0 + (x.1 - x.0) * f64::from(i) / 9.0, y.1 - (y.1 - y.0) * f64::from(i * i) / 99.0]).collect();
        let mut swarm = Swarm::new(Engine::new(&plan, &surface, domain), &starts);
        let paths: Vec<Trajectory> = starts.iter().map(|start| Plan { start: *start, ..plan }.follow(&surface, domain)).collect();
        for stride in strides {
            let bits = |p: Vec2| p.map(|v| if v.is_nan() { 0 } else { v.to_bits() });
            swarm.advance(stride);
            let points = swarm.points();
            prop_assert_eq!(points.len(), starts.len());
            for (point, path) in points.iter().zip(&paths) {
                prop_assert_eq!(bits(*point), bits(path.at(swarm.step()).point), "{} step {}", run.write(), swarm.step());
            }
        }
        swarm.advance(1000);
        prop_assert_eq!(swarm.step(), steps, "no farther than the plan");
    }

    #[test]
    fn a_flow_knows_every_step_forwards_and_back(
        run in any_method(ordinary),
        surface in any_surface(),
        noise in any_noise(),
        heads in prop::collection::vec(0..40_usize, 1..6),
        room in 0..30_usize,
    ) {
        let (count, steps) = (11, 40);
        let plan = Plan { noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps) };
        let domain = surface.spec.domain;
        let starts = spread(domain, count);
        let swarm = Swarm::new(Engine::new(&plan, &surface, domain), &starts);
        let mut flow = Flow::new(swarm, room * count * 8);
        let paths: Vec<Trajectory> = starts.iter().map(|start| Plan { start: *start, ..plan }.follow(&surface, domain)).collect();
        let bits = |v: f32| if v.is_nan() { 0 } else { v.to_bits() };
        for head in heads {
            let way = (0..=3 * steps).find(|_| flow.toward(head));
            prop_assert!(way.is_some(), "step {head} is never reached");
            let found: Vec<u32> = flow.at(head).unwrap().iter().map(|v| bits(*v)).collect();
            let path = |path: &Trajectory| path.at(head).point.map(|v| bits(v as f32));
            prop_assert_eq!(found, paths.iter().flat_map(path).collect::<Vec<u32>>(), "{} step {}", run.write(), head);
        }
    }
}

#[test]
fn a_flow_remembers_what_fits_and_lies_on_the_lines_between_steps() {
    let scene = Scene::read("surface=himmelblau&run=adam,lr:0.3&swarm=100&steps=50").scene;
    let surface = scene.landscape();
    let mut flow = Flow::new(scene.swarm(&surface).unwrap(), 20 * 100 * 8);
    while !flow.toward(50) {}
    assert_eq!((flow.step(), flow.last()), (50, 50));
    assert!((0..20).all(|step| flow.at(step).is_some()), "the first twenty are kept");
    assert!((20..49).all(|step| flow.at(step).is_none()), "no more than that");
    assert!(flow.at(49).is_some() && flow.at(50).is_some(), "and the last two");
    assert!(!flow.toward(30), "that way is gone again");
    assert_eq!(flow.step(), 1);
    while !flow.toward(30) {}
    let (a, b) = (flow.at(5).unwrap().to_vec(), flow.at(6).unwrap().to_vec());
    let middle = flow.between(5.25).unwrap();
    assert!(middle.iter().zip(a.iter().zip(&b)).all(|(m, (a, b))| *m == a + (b - a) * 0.25));
    assert_eq!(flow.between(5.0).unwrap(), a);
    assert_eq!(flow.between(-3.0), flow.at(0).map(<[f32]>::to_vec));
    assert!(flow.between(29.5).is_some() && flow.between(30.5).is_none());
}

#[test]
fn every_method_and_every_surface_has_maps() {
    let surfaces = ["himmelblau", "ackley", "ravine", "three_hump_camel", "anscombe_line"].map(read_surface);
    for spec in OPTIMIZERS {
        for surface in &surfaces {
            let values = defaults(spec.params);
            check_starts(&Plan::new(spec, &values, [0.0; 2], 80), surface, surface.spec.domain, [3, 3]);
        }
        let values = defaults(spec.params);
        if let Some(axes) = Axis::usual(spec) {
            check_settings(&Plan::new(spec, &values, [-3.0, 3.0], 80), &surfaces[0], axes, [3, 3]);
        }
    }
    let adam = support::Run::read("adam,lr:0.1");
    for spec in SURFACES {
        let surface = Surface::new(spec, &defaults(spec.params));
        let plan = Plan::new(adam.optimizer, &adam.values, spec.start, 50);
        check_starts(&plan, &surface, spec.domain, [3, 3]);
    }
}

#[test]
fn methods_that_branch_go_alone_and_the_others_together() {
    let alone: Vec<&str> = OPTIMIZERS.iter().filter(|spec| many(spec).is_none()).map(|spec| spec.id).collect();
    let expected = [
        "madgrad",
        "lbfgs",
        "bfgs",
        "newton",
        "levenberg_marquardt",
        "conjugate_gradient",
        "gd_line_search",
        "nelder_mead",
        "gd_momentum_optimal",
        "qhm",
        "qhadam",
        "sophia",
        "shampoo",
        "mars",
        "cautious_adamw",
        "quickprop",
        "grokfast",
        "lookahead",
    ];
    assert_eq!(alone, expected);
}

#[test]
fn schedules_that_watch_f_watch_each_run() {
    let options = Options {
        schedule: Some(downhill::scene::read_schedule("plateau,patience:2").unwrap().schedule),
        ..Options::default()
    };
    let run = Run::read("adam,lr:0.3");
    let surface = read_surface("himmelblau");
    let plan = Plan { options: &options, ..Plan::new(run.optimizer, &run.values, [0.0; 2], 120) };
    check_starts(&plan, &surface, surface.spec.domain, [6, 6]);
    check_settings(&plan, &surface, Axis::usual(run.optimizer).unwrap(), [6, 6]);
}

// --------------------------------------------------------------------------------------------------- what lessons say

/// The share of neighbouring cells that differ, and of those that diverge.
fn roughness(text: &str, steps: usize) -> (f64, f64) {
    let run = Run::read(text);
    let surface = read_surface("himmelblau");
    let plan = Plan::new(run.optimizer, &run.values, [0.0; 2], steps);
    let n = 201;
    let engine = Engine::new(&plan, &surface, surface.spec.domain);
    // Starts on the lines of the grid, the ends included, as the scene was measured.
    let at = |i: usize| -6.0 + 12.0 * i as f64 / (n - 1) as f64;
    let starts: Vec<Vec2> = (0..n * n).map(|k| [at(k % n), at(k / n)]).collect();
    let name = |cell: &Cell| match cell.ending {
        Ending::Diverged => None,
        _ => {
            let p = cell.end;
            let far = |q: Vec2| (p[0] - q[0]).powi(2) + (p[1] - q[1]).powi(2);
            (0..4).min_by(|a, b| far(surface.minima[*a].point).total_cmp(&far(surface.minima[*b].point)))
        }
    };
    let names: Vec<Option<usize>> = engine.starts(&starts).iter().map(name).collect();
    let (mut differ, mut pairs) = (0, 0);
    for j in 0..n {
        for i in 0..n {
            let here = names[j * n + i];
            for other in
                [(i + 1 < n).then(|| j * n + i + 1), (j + 1 < n).then(|| (j + 1) * n + i)].into_iter().flatten()
            {
                pairs += 1;
                differ += usize::from(here != names[other]);
            }
        }
    }
    let lost = names.iter().filter(|name| name.is_none()).count();
    (f64::from(differ as u32) / f64::from(pairs), lost as f64 / (n * n) as f64)
}

/// lessons/SCENES.md, N: neighbours that differ, on 201 × 201 starts.
#[test]
fn basins_are_as_rough_as_they_were_measured() {
    for (run, expected) in [
        ("sgd,lr:0.005", 0.0056),
        ("sgd,lr:0.01", 0.013),
        ("adam,lr:0.1", 0.0077),
        ("sgd,lr:0.001,momentum:0.9", 0.018),
        ("sgd,lr:0.005,momentum:0.9", 0.073),
        ("sgd,lr:0.01,momentum:0.9", 0.197),
    ] {
        let (differ, lost) = roughness(run, 1500);
        assert!(
            (differ / expected - 1.0).abs() < 0.06,
            "{run}: {differ} of the neighbours differ, expected {expected}"
        );
        if run == "sgd,lr:0.01,momentum:0.9" {
            assert!((lost - 0.11).abs() < 0.01, "{lost} diverge");
        }
    }
}

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
    for (lr, beta, factor) in
        [(0.1, 0.0, 0.99), (0.99, 0.0, 0.98), (0.5, 0.5, 0.88508), (0.5, 0.9, 0.94868), (1.91, 0.9, 1.10697)]
    {
        assert!((theory.factor(lr, beta) - factor).abs() < 2e-5, "α {lr}, β {beta}: {}", theory.factor(lr, beta));
    }
    // At a double root the last digits of the pair are half as many of the factor.
    assert!((theory.factor(rate, beta) - 0.63451).abs() < 1e-5, "{}", theory.factor(rate, beta));
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
