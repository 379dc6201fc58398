//! What holds for every method, whatever the options.

use crate::runs::TAKE_MOMENTUM;
use crate::support::{Run, allowed, any_options, cases, ordinary, read_surface, settings};
use downhill::core::options::{Clip, Lookahead, Noise, Options};
use downhill::core::param::position;
use downhill::core::random::Torch;
use downhill::core::run::{Plan, Trajectory};
use downhill::core::schedules::{Rate, SCHEDULES, Schedule, schedule};
use downhill::core::surfaces::{SURFACES, Surface};
use proptest::prelude::*;

/// Any method with ordinary parameters, as a link writes it, and the id of any surface.
fn any_plan() -> impl Strategy<Value = (String, &'static str)> {
    let method = (0..downhill::core::optimizers::OPTIMIZERS.len()).prop_flat_map(|i| {
        let optimizer = &downhill::core::optimizers::OPTIMIZERS[i];
        crate::support::values(optimizer.params, ordinary).prop_map(move |values| Run { optimizer, values }.write())
    });
    (method, 0..SURFACES.len()).prop_map(|(run, i)| (run, SURFACES[i].id))
}

fn follow(run: &Run, surface: &Surface, steps: usize, options: &Options, noise: Option<Noise>) -> Trajectory {
    let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, steps);
    Plan { options, noise, ..plan }.follow(surface, surface.spec.domain)
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn options_that_say_nothing_change_nothing((run, surface) in any_plan(), k in 1..9_usize, seed: u32) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let plain = follow(&run, &surface, 60, &Options::default(), None);
        let mut one = Schedule::new(schedule("constant").unwrap());
        one.read("factor", "1").unwrap().unwrap();
        let nothing = [
            Options { schedule: Some(one), ..Options::default() },
            Options { clip: Clip { value: Some(1e300), norm: None }, ..Options::default() },
            Options { clip: Clip { value: None, norm: Some(1e300) }, ..Options::default() },
            Options { lookahead: Some(Lookahead { steps: k, alpha: 1.0 }), ..Options::default() },
        ];
        for options in nothing {
            // Beyond 1e154 the length of a gradient is not a number, in torch as here.
            let tame = plain.points.iter().all(|p| surface.objective.gradient(p.point).iter().all(|g| g.abs() < 1e100));
            if tame {
                prop_assert_eq!(&follow(&run, &surface, 60, &options, None), &plain, "{} {:?}", run.write(), options);
            }
        }
        let silent = Some(Noise { sigma: 0.0, seed });
        prop_assert_eq!(&follow(&run, &surface, 60, &Options::default(), silent), &plain, "{}", run.write());
    }

    #[test]
    fn longer_runs_begin_with_shorter_ones((run, surface) in any_plan(), options in any_options(ordinary), seed: u32, noisy: bool) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let noise = noisy.then_some(Noise { sigma: 0.3, seed });
        if options.schedule.as_ref().is_none_or(|s| !s.depends_on_steps()) {
            let long = follow(&run, &surface, 90, &options, noise);
            let short = follow(&run, &surface, 40, &options, noise);
            let shared = long.points.len().min(41);
            prop_assert_eq!(&long.points[..shared], &short.points[..], "{} {:?}", run.write(), options);
        }
    }

    #[test]
    fn what_a_step_shows_is_what_the_path_does((run, surface) in any_plan(), options in any_options(ordinary), seed: u32, noisy: bool) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let noise = noisy.then_some(Noise { sigma: 0.3, seed });
        let plan = Plan { options: &options, noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, 25) };
        let path = plan.follow(&surface, surface.spec.domain);
        // One that watches f sees the loss after each step.
        let lr = run.optimizer.rate().map_or(1.0, |spec| run.values[position(run.optimizer.params, spec.id).unwrap()].number());
        let rates = match &options.schedule {
            Some(schedule) => schedule.curve(lr, 25, |t| path.points.get(t + 1).map_or(f64::NAN, |p| p.loss)),
            None => vec![Rate { lr, momentum: None }; 25],
        };
        let mut torch = Torch::seeded(seed);
        for (k, rate) in rates.iter().enumerate().take(path.points.len().saturating_sub(1)) {
            let seen = plan.inspect(&surface, k);
            prop_assert_eq!(seen.point, path.points[k].point);
            let next = path.points[k + 1].point;
            prop_assert_eq!(seen.step, [next[0] - seen.point[0], next[1] - seen.point[1]]);
            prop_assert_eq!((seen.loss, seen.next_loss), (path.points[k].loss, path.points[k + 1].loss));
            let momentum = rate.momentum.filter(|_| TAKE_MOMENTUM.contains(&run.optimizer.id));
            prop_assert_eq!(seen.rate, Rate { momentum, ..*rate }, "{:?}", options.schedule);
            prop_assert_eq!(seen.gradient, surface.objective.gradient(seen.point));
            let n = torch.randn(2);
            let shift = noise.map(|noise| [0, 1].map(|i| noise.sigma * f64::from(n[i])));
            prop_assert_eq!(seen.noise, shift);
            let noisy = shift.map_or(seen.gradient, |s| [seen.gradient[0] + s[0], seen.gradient[1] + s[1]]);
            prop_assert_eq!(seen.clipped.unwrap_or(noisy), options.clip.apply(noisy));
            prop_assert_eq!(seen.clipped.is_some(), options.clip.apply(noisy) != noisy);
        }
    }

    /// Whatever is allowed runs to a finite end, whatever the options.
    #[test]
    fn whatever_is_allowed_runs((run, surface) in any_plan(), options in any_options(allowed), sigma in prop_oneof![Just(0.0), Just(1e300), 0.0..5.0], seed: u32) {
        let (run, surface) = (Run::read(&run), read_surface(surface));
        let path = follow(&run, &surface, 60, &options, Some(Noise { sigma, seed }));
        for p in &path.points {
            prop_assert!(p.point[0].is_finite() && p.point[1].is_finite() && p.loss.is_finite(), "{}", run.write());
        }
    }
}

#[test]
fn every_schedule_matters_in_a_run() {
    let surface = read_surface("ravine");
    for spec in SCHEDULES {
        let run = Run::read("sgd,lr:1.02");
        let fitted = Options { schedule: Some(Schedule::fitted(spec, 100)), ..Options::default() };
        let plain = follow(&run, &surface, 100, &Options::default(), None);
        assert_ne!(follow(&run, &surface, 100, &fitted, None).points, plain.points, "{}", spec.id);
    }
}

#[test]
fn every_parameter_of_a_schedule_is_read_and_matters() {
    for spec in SCHEDULES {
        for param in spec.params {
            let id = param.spec.id;
            let differs = std::cell::Cell::new(false);
            proptest!(cases(400), |(schedule in settings(spec, ordinary), other in crate::support::setting(param, ordinary))| {
                let mut changed = schedule.clone();
                changed.set(id, other);
                let metric = |t: usize| 10.0 + 0.01 * (t as f64 % 3.0) - 1e-2 * (t as f64);
                let curves = [&schedule, &changed].map(|s| s.curve(0.1, 150, metric));
                differs.set(differs.get() || curves[0] != curves[1]);
            });
            assert!(differs.get(), "{} {id} changes nothing", spec.id);
        }
    }
}
