//! Whatever is done, in whatever order: no sequence of actions leads anywhere a link could not, and runs keep their
//! colours, their order and themselves.

use crate::support::cases;
use crate::support::scenes::{any_domain, any_scene, finite};
use crate::{applied, slots};
use downhill::core::optimizers::{OPTIMIZERS, optimizer};
use downhill::core::options::{Clip, Lookahead};
use downhill::core::param::{Kind, Scale, Value};
use downhill::core::schedules::{SCHEDULES, Setting};
use downhill::core::series::Series;
use downhill::core::surfaces::{Domain, SURFACES};
use downhill::scene::{Action, Camera, Chart, MAX_RUNS, MAX_STEPS, MapAxis, Rates, Run, Scene, View};
use proptest::prelude::*;

/// A link that says the same.
fn can_be_linked(scene: &Scene) -> Result<(), TestCaseError> {
    let text = scene.write();
    let again = Scene::read(&text);
    prop_assert!(again.ignored.is_empty(), "{text}: {:?}", again.ignored);
    prop_assert_eq!(&again.scene, scene, "{}", text);
    Ok(())
}

/// What a person does, before it is known what the scene holds: numbers are taken modulo what there is, and a
/// little beyond.
#[derive(Clone, Debug)]
struct Deed {
    kind: usize,
    run: usize,
    other: usize,
    number: f64,
    point: [f64; 2],
    domain: Option<Domain>,
    load: Option<Box<Scene>>,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let number =
        prop_oneof![4 => 0.0..1.0, 2 => finite(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(0.0)];
    let odd = prop_oneof![6 => finite(), 1 => Just(f64::NAN), 1 => Just(f64::NEG_INFINITY)];
    let degenerate = Just(Domain::new(1.0, 1.0, 0.0, f64::INFINITY));
    let domain = prop::option::of(prop_oneof![6 => any_domain().boxed(), 1 => degenerate.boxed()]);
    let load = prop::option::weighted(0.3, any_scene().prop_map(Box::new));
    (0..40_usize, 0..MAX_RUNS + 2, 0..MAX_RUNS + 2, number, [odd.clone(), odd], domain, load).prop_map(
        |(kind, run, other, number, point, domain, load)| Deed { kind, run, other, number, point, domain, load },
    )
}

impl Deed {
    fn value(&self, kind: Kind) -> Value {
        match kind {
            Kind::Number { .. } => Value::Number(self.number),
            Kind::Flag => Value::Flag(self.other.is_multiple_of(2)),
            // One more than there are names.
            Kind::Choice(names) => Value::Choice(self.other % (names.len() + 1)),
        }
    }

    fn action(&self, scene: &Scene) -> Action {
        let optimizer = &OPTIMIZERS[self.other % OPTIMIZERS.len()];
        match self.kind {
            0 if self.load.is_some() => Action::Load(self.load.clone().unwrap()),
            1 => Action::SetSurface(&SURFACES[self.other % SURFACES.len()]),
            2 => match scene.surface.params.get(self.other % scene.surface.params.len().max(1)) {
                Some(param) => Action::SetSurfaceParam(param.id, self.value(param.kind)),
                None => Action::SetSurfaceParam("a", Value::Number(1.0)),
            },
            3 => Action::SetStart(self.point),
            4 => Action::SetDomain(self.domain),
            5 => Action::SetSteps((self.number * 300.0) as usize),
            6 => Action::SetConvention(self.run, self.other % 4),
            7 => Action::SetOptimizer(self.run, optimizer),
            8 | 9 => Action::AddRun(optimizer),
            10 => Action::DuplicateRun(self.run),
            11 => Action::RemoveRun(self.run),
            12 => Action::MoveRun(self.run, self.other),
            13 => Action::ToggleHidden(self.run),
            14 => Action::Isolate(self.run),
            15 => Action::Select(self.run),
            17 => Action::SetSchedule(self.run, SCHEDULES.get(self.other * 2)),
            18 | 19 => match scene.runs.get(self.run).and_then(|run| run.options.schedule.as_ref()) {
                Some(schedule) if !schedule.settings.is_empty() => {
                    let param = &schedule.spec.params[self.other % schedule.settings.len()];
                    let setting = match self.other {
                        0 => Setting::Auto,
                        1 => Setting::List(vec![self.number, self.point[0]]),
                        _ => Setting::One(self.value(param.spec.kind)),
                    };
                    Action::SetScheduleParam(self.run, param.spec.id, setting)
                }
                _ => Action::SetScheduleParam(self.run, "gamma", Setting::Auto),
            },
            20 => Action::SetClip(self.run, Clip { value: Some(self.number), norm: None }),
            21 => Action::SetLookahead(self.run, Some(Lookahead { steps: self.other, alpha: self.number })),
            22 => Action::SetNoise((self.other > 3).then_some(self.number)),
            23 => Action::SetSeed(self.other as u32),
            24 => Action::SetFormula(["x^2+y^2", "a*x^2+y^4", "x^"][self.other % 3].into()),
            25 => Action::SetVar(['a', 'b'][self.other % 2], self.number),
            27 => Action::SetRates([Rates::Own, Rates::Same(self.number), Rates::Tune, Rates::Tuned][self.other % 4]),
            28 => Action::Tuned(scene.runs.iter().map(|_| (self.other > 2).then_some(self.number)).collect()),
            29 => Action::SetChart(Chart { what: Series::all().nth(self.other).unwrap(), linear: self.number > 0.5 }),
            30 => Action::SetPoints((0..self.other).map(|i| [self.point[0] * i as f64, self.point[1]]).collect()),
            31 => Action::SetBatch((self.number * 200.0) as usize),
            32 => Action::SetFan(self.other * 10),
            33 => Action::SetView([View::Flat, View::Terrain, View::Basins, View::Rates][self.other % 4]),
            34 => {
                let [azimuth, elevation] = self.point;
                Action::SetCamera(Camera { azimuth, elevation, zoom: self.number, pan: self.point })
            }
            35 => Action::SetMapRun(self.run),
            36 => Action::SetSwarm((self.number * 60_000.0) as usize),
            37 => {
                let params = scene.runs.get(scene.maps.run).map_or(OPTIMIZERS[0].params, |run| run.optimizer.params);
                let (low, high) = (self.point[0].min(self.number), self.point[0].max(self.number));
                let axis = MapAxis { param: params[self.other % params.len()].id, low, high, scale: Scale::Linear };
                Action::SetMapAxis(self.run, (self.other > 0).then_some(axis))
            }
            16 => Action::SetAt((self.number > 0.2).then_some((self.number * 400.0) as usize)),
            _ => {
                let params = scene.runs.get(self.run).map_or(OPTIMIZERS[0].params, |run| run.optimizer.params);
                let param = &params[self.other % params.len()];
                Action::SetParam(self.run, param.id, self.value(param.kind))
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn no_sequence_of_actions_leads_where_a_link_could_not(deeds in prop::collection::vec(any_deed(), 1..30)) {
        let mut scene = Scene::default();
        for deed in deeds {
            let action = deed.action(&scene);
            let said = format!("{action:?} on {}", scene.write());
            let twin = applied(&scene, action.clone());
            scene.apply(action);
            prop_assert_eq!(&twin, &scene, "the same action on the same scene gives the same scene: {}", said);
            prop_assert!(scene.runs.len() <= MAX_RUNS, "{said}");
            prop_assert!(scene.select < scene.runs.len().max(1), "{said}: selects {}", scene.select);
            prop_assert!((1..=MAX_STEPS).contains(&scene.steps), "{said}");
            prop_assert!(scene.at.is_none_or(|at| at <= scene.steps), "{said}");
            if let Rates::Same(lr) = scene.rates {
                prop_assert!(scene.runs.iter().all(|run| run.lr().is_nan() || run.lr() == lr), "{said}: {lr} for all");
            }
            prop_assert!(scene.runs.iter().all(|run| run.conflict().is_none()), "{said}: {:?}", scene.runs);
            can_be_linked(&scene)?;
        }
    }

    #[test]
    fn an_action_on_a_run_that_is_not_there_changes_nothing(scene in any_scene(), beyond in 0..3_usize) {
        let i = scene.runs.len() + beyond;
        let momentum = optimizer("momentum").unwrap();
        for action in [
            Action::SetParam(i, "lr", Value::Number(0.5)),
            Action::SetConvention(i, 1),
            Action::SetOptimizer(i, momentum),
            Action::DuplicateRun(i),
            Action::RemoveRun(i),
            Action::MoveRun(i, 0),
            Action::MoveRun(0, i),
            Action::ToggleHidden(i),
            Action::Isolate(i),
            Action::SetSchedule(i, Some(&SCHEDULES[0])),
            Action::SetScheduleParam(i, "gamma", Setting::One(Value::Number(0.5))),
            Action::SetClip(i, Clip { value: Some(1.0), norm: None }),
            Action::SetLookahead(i, None),
        ] {
            prop_assert_eq!(&applied(&scene, action.clone()), &scene, "{:?}", action);
        }
    }

    #[test]
    fn hiding_twice_is_nothing_and_so_is_isolating_once_all_are_shown(mut scene in any_scene(), i in 0..MAX_RUNS) {
        let twice = applied(&applied(&scene, Action::ToggleHidden(i)), Action::ToggleHidden(i));
        prop_assert_eq!(&twice, &scene);
        if let Some(run) = scene.runs.get(i) {
            prop_assert_eq!(applied(&scene, Action::ToggleHidden(i)).runs[i].hidden, !run.hidden);
            scene.runs.iter_mut().for_each(|run| run.hidden = false);
            scene.select = i;
            let alone = applied(&scene, Action::Isolate(i));
            let shown: Vec<usize> = (0..alone.runs.len()).filter(|j| !alone.runs[*j].hidden).collect();
            prop_assert_eq!(shown, vec![i]);
            prop_assert_eq!(alone.select, i);
            // A single run is always alone: there nothing changes, neither now nor then.
            let again = applied(&alone, Action::Isolate(i));
            prop_assert!(scene.runs.len() == 1 || again == scene);
        }
    }

    #[test]
    fn moving_a_run_keeps_all_runs_and_the_selected_one_selected(
        scene in any_scene(),
        from in 0..MAX_RUNS,
        to in 0..MAX_RUNS,
    ) {
        let mut scene = Scene { rates: Rates::Own, ..scene };
        // Marks that tell runs apart, though they may be equal in all else.
        scene.runs.iter_mut().enumerate().for_each(|(i, run)| run.set("lr", Value::Number(i as f64 + 1.0)));
        let moved = applied(&scene, Action::MoveRun(from, to));
        if from.max(to) >= scene.runs.len() {
            prop_assert_eq!(moved, scene);
            return Ok(());
        }
        prop_assert_eq!(&moved.runs[to], &scene.runs[from]);
        prop_assert_eq!(&moved.runs[moved.select], &scene.runs[scene.select]);
        let mut rest = moved.runs.clone();
        rest.remove(to);
        let mut others = scene.runs.clone();
        others.remove(from);
        prop_assert_eq!(rest, others, "the others keep their order");
        prop_assert_eq!(applied(&moved, Action::MoveRun(to, from)), scene, "and back");
    }

    #[test]
    fn removing_a_run_keeps_the_others_as_they_are(mut scene in any_scene(), i in 0..MAX_RUNS) {
        prop_assume!(i < scene.runs.len());
        scene.rates = Rates::Own;
        scene.runs.iter_mut().enumerate().for_each(|(i, run)| run.set("lr", Value::Number(i as f64 + 1.0)));
        let left = applied(&scene, Action::RemoveRun(i));
        let mut others = scene.runs.clone();
        others.remove(i);
        prop_assert_eq!(&left.runs, &others, "colours included");
        if others.is_empty() {
            prop_assert_eq!(left.select, 0);
        } else if i == scene.select {
            prop_assert_eq!(left.select, i.min(others.len() - 1), "the next one, or the last");
        } else {
            prop_assert_eq!(&left.runs[left.select], &scene.runs[scene.select]);
        }
    }

    #[test]
    fn a_copy_stands_behind_its_original_with_a_colour_of_its_own(scene in any_scene(), i in 0..MAX_RUNS) {
        let more = applied(&scene, Action::DuplicateRun(i));
        if i >= scene.runs.len() || scene.runs.len() == MAX_RUNS {
            prop_assert_eq!(more, scene);
            return Ok(());
        }
        prop_assert_eq!(more.select, i + 1);
        prop_assert!(more.runs[i + 1].same_settings(&scene.runs[i]));
        prop_assert!(!slots(&scene).contains(&more.runs[i + 1].slot));
        let less = applied(&more, Action::RemoveRun(i + 1));
        // Sliders go on setting the runs that they were made for.
        prop_assert_eq!(less.wishes.sliders, scene.wishes.sliders);
        prop_assert_eq!(less.runs, scene.runs);
    }

    #[test]
    fn a_value_that_the_method_does_not_allow_changes_nothing(v in finite(), i in 0..OPTIMIZERS.len()) {
        let scene = Scene { runs: vec![Run::new(&OPTIMIZERS[i], 0)], ..Scene::default() };
        for param in OPTIMIZERS[i].params {
            let Kind::Number { allowed, .. } = param.kind else { continue };
            let set = applied(&scene, Action::SetParam(0, param.id, Value::Number(v)));
            let v = allowed.nearest(v);
            let expected = if allowed.contains(v) { Value::Number(v) } else { param.default };
            prop_assert_eq!(set.runs[0].value(param.id), Some(expected));
            for wrong in [Value::Number(f64::NAN), Value::Number(f64::INFINITY), Value::Flag(true), Value::Choice(0)] {
                prop_assert_eq!(&applied(&scene, Action::SetParam(0, param.id, wrong)), &scene, "{} {:?}", param.id, wrong);
            }
        }
    }
}
