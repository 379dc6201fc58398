//! Every cell against its path: methods, surfaces, options, noise and batches by chance, then each registry entry.

use crate::support::{Run, allowed, any_options, cases, ordinary, read_surface};
use crate::{any_method, any_noise, any_surface, check_settings, check_starts};
use downhill::core::batches::Batch;
use downhill::core::map::Axis;
use downhill::core::optimizers::{OPTIMIZERS, many};
use downhill::core::options::Options;
use downhill::core::param::defaults;
use downhill::core::run::Plan;
use downhill::core::surfaces::{Domain, SURFACES, Surface};
use proptest::prelude::*;

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
    let adam = Run::read("adam,lr:0.1");
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
