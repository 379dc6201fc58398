//! Comparing fairly: the rules for rates, the ranking, the table of surfaces.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::optimizers::{OPTIMIZERS, optimizer};
use downhill::core::oracle::Evaluations;
use downhill::core::param::{Kind, Value};
use downhill::core::run::Outcome;
use downhill::core::surfaces::{SURFACES, Trouble, surface};
use downhill::core::tune::{Search, best_rate};
use downhill::scene::{Action, By, Rates, Run, Scene, Score, Table, Tuner, placed, scores, simulate};
use support::program::printed;

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

fn applied(scene: &Scene, action: Action) -> Scene {
    let mut scene = scene.clone();
    scene.apply(action);
    scene
}

fn rates(scene: &Scene) -> Vec<f64> {
    scene.runs.iter().map(Run::lr).collect()
}

fn lr(run: usize, v: f64) -> Action {
    Action::SetParam(run, "lr", Value::Number(v))
}

fn tuned(scene: &Scene) -> Scene {
    let mut tuner = Tuner::new(scene);
    let mut before = 0.0;
    while tuner.step() {
        assert!((0.0..=1.0).contains(&tuner.progress()));
        before = tuner.progress().max(before);
    }
    assert_eq!((before, tuner.progress()), (1.0, 1.0));
    applied(scene, Action::Tuned(tuner.found()))
}

const THREE: &str = "surface=ravine&run=sgd,lr:0.01&run=momentum,lr:0.02&run=adam,lr:0.3";

// ------------------------------------------------------------------------------------------------ one rate for all

#[test]
fn one_rate_for_all_is_the_selected_runs_and_stays_one() {
    let scene = read(&format!("{THREE}&select=1"));
    assert_eq!(scene.shared_rate(), Some(0.02));
    assert_eq!(read("run=none").shared_rate(), None);
    let same = applied(&scene, Action::SetRates(Rates::Same(0.02)));
    assert_eq!(rates(&same), [0.02; 3]);
    assert!(same.write().contains("rates=same,lr:0.02"), "{}", same.write());
    // Moving one moves all.
    let moved = applied(&same, lr(2, 0.05));
    assert_eq!((moved.rates, rates(&moved)), (Rates::Same(0.05), vec![0.05; 3]));
    // So does whatever comes in with a rate of its own.
    let more = applied(&moved, Action::AddRun(optimizer("rmsprop").unwrap()));
    assert_eq!(more.runs[3].lr(), 0.05);
    let other = applied(&more, Action::SetOptimizer(0, optimizer("lion").unwrap()));
    assert_eq!(other.runs[0].lr(), 0.05);
    let turned = applied(&other, Action::SetConvention(1, 2));
    assert_eq!(turned.runs[1].lr(), 0.05);
    let there = applied(&turned, Action::SetSurface(surface("rosenbrock").unwrap()));
    assert_eq!(there.rates, Rates::Same(0.05));
    assert!(there.runs.iter().all(|run| run.lr() == 0.05));
    // Given back, every run keeps what it has, but for itself.
    let own = applied(&there, Action::SetRates(Rates::Own));
    assert_eq!(rates(&applied(&own, lr(0, 1.0)))[1], 0.05);
}

#[test]
fn a_link_gives_its_one_rate_to_all() {
    assert_eq!(rates(&read("rates=same,lr:0.05&run=sgd,lr:1&run=adam")), [0.05, 0.05]);
    let unusable = applied(&read(THREE), Action::SetRates(Rates::Same(-1.0)));
    assert_eq!(unusable, read(THREE), "a rate that no link could hold changes nothing");
}

// ------------------------------------------------------------------------------------------------ tuned rates

#[test]
fn every_run_gets_the_best_rate_of_the_grid() {
    let scene = applied(&read(THREE), Action::SetRates(Rates::Tune));
    let fair = tuned(&scene);
    assert_eq!(fair.rates, Rates::Tuned);
    let surface = scene.landscape();
    let steps = |run: &Run, lr: f64| {
        let mut run = run.clone();
        run.set_lr(lr);
        match scene.plan(&run).follow(&surface, scene.domain()).outcome {
            Outcome::Converged { at } => at,
            _ => usize::MAX,
        }
    };
    for run in &fair.runs {
        let Kind::Number { slider, .. } = run.optimizer.rate().unwrap().kind else { panic!("a rate is a number") };
        let own = steps(run, run.lr());
        assert!(own < 200, "{} converges", run.optimizer.id);
        // A grid of one's own, three to a decade.
        let (low, high) = slider.ends();
        for i in 0..=((high - low) * 3.0) as i32 {
            let lr = 10.0_f64.powf(low + f64::from(i) / 3.0);
            // Between two rates of the search there may be one that is a little better.
            assert!(own <= steps(run, lr).saturating_add(3), "{}: {lr} is better than {}", run.optimizer.id, run.lr());
        }
    }
}

#[test]
fn a_search_in_steps_finds_what_a_search_at_once_finds() {
    for spec in OPTIMIZERS {
        let scene = read(&format!("surface=saddle&steps=60&run={}", spec.id));
        let (surface, run) = (scene.landscape(), &scene.runs[0]);
        let plan = scene.plan(run);
        let mut search = Search::new(&plan);
        let mut count = 0;
        while search.step(&plan, &surface, scene.domain()) {
            count += 1;
        }
        assert_eq!(search.best(), best_rate(&plan, &surface, scene.domain()), "{}", spec.id);
        assert_eq!(search.best().is_some(), spec.rate().is_some(), "{}", spec.id);
        assert_eq!(count > 20, spec.rate().is_some(), "{}: {count} rates", spec.id);
    }
}

#[test]
fn the_progress_of_a_search_drops_once_to_about_one_half() {
    let scene = read("f=1e9*(x^2+y^2)&run=sgd");
    let (surface, plan) = (scene.landscape(), scene.plan(&scene.runs[0]));
    let mut search = Search::new(&plan);
    let mut shares = vec![0.0];
    while search.step(&plan, &surface, scene.domain()) {
        shares.push(search.progress());
    }
    let drops: Vec<f64> = shares.windows(2).filter(|w| w[1] < w[0]).map(|w| w[1]).collect();
    assert!(drops.len() == 1 && (0.3..0.7).contains(&drops[0]), "{drops:?}");
    assert_eq!(search.progress(), 1.0);
}

#[test]
fn what_was_tuned_is_tuned_anew_when_something_else_decides() {
    let fair = tuned(&applied(&read(THREE), Action::SetRates(Rates::Tune)));
    let after = |action: Action| applied(&fair, action).rates;
    for action in [
        Action::SetStart([1.0, 1.0]),
        Action::SetSteps(300),
        Action::SetNoise(Some(0.1)),
        Action::SetSurface(surface("beale").unwrap()),
        Action::SetFormula("x^2+9*y^2".into()),
        Action::SetParam(2, "beta2", Value::Number(0.9)),
        Action::SetSchedule(0, downhill::core::schedules::schedule("cosine")),
        Action::AddRun(optimizer("lion").unwrap()),
        Action::SetOptimizer(0, optimizer("lion").unwrap()),
        Action::SetConvention(1, 2),
    ] {
        assert_eq!(after(action.clone()), Rates::Tune, "{action:?}");
    }
    for action in [
        Action::SetSeed(7),
        Action::SetDomain(Some(downhill::core::surfaces::Domain::new(-1.0, 1.0, -1.0, 1.0))),
        Action::ToggleHidden(1),
        Action::Isolate(1),
        Action::MoveRun(0, 2),
        Action::RemoveRun(0),
        Action::DuplicateRun(2),
        Action::Select(2),
        Action::SetAt(Some(3)),
        Action::SetParam(9, "lr", Value::Number(1.0)),
    ] {
        assert_eq!(after(action.clone()), Rates::Tuned, "{action:?} decides nothing");
    }
    let data = tuned(&read("surface=own_line&points=1:2/2:3/3:5&steps=20&run=sgd&rates=tune"));
    for action in [Action::SetBatch(1), Action::SetPoints(vec![[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])] {
        assert_eq!(applied(&data, action.clone()).rates, Rates::Tune, "{action:?}");
    }
    let dealt = tuned(&applied(&data, Action::SetBatch(1)));
    assert_eq!(applied(&dealt, Action::SetSeed(7)).rates, Rates::Tune, "a seed deals out the batches");
    assert_eq!(applied(&data, Action::SetSeed(7)).rates, Rates::Tuned);
    assert_eq!(after(lr(0, 0.123)), Rates::Own, "a rate by hand is not tuned");
    let waiting = applied(&fair, Action::SetSteps(300));
    assert_eq!(applied(&waiting, lr(0, 0.123)).rates, Rates::Own);
    // What is found for other runs, or for nobody, is not taken.
    assert_eq!(applied(&waiting, Action::Tuned(vec![Some(1.0)])), waiting);
    assert_eq!(applied(&read(THREE), Action::Tuned(vec![Some(1.0); 3])), read(THREE));
    let again = tuned(&waiting);
    assert_eq!(tuned(&applied(&again, Action::SetRates(Rates::Tune))), again, "the same question has the same answer");
}

#[test]
fn a_link_to_tuned_runs_needs_no_search_and_one_that_asks_gets_it() {
    let fair = tuned(&applied(&read(THREE), Action::SetRates(Rates::Tune)));
    assert_eq!(read(&fair.write()), fair);
    let asking = THREE.to_string() + "&rates=tune";
    assert_eq!(printed(&["trace", &asking]), printed(&["trace", &fair.write()]));
}

// ------------------------------------------------------------------------------------------------ ranking

fn ranked(text: &str, by: By) -> (Scene, Vec<(usize, Score)>) {
    let scene = read(text);
    let scores = scores(&scene, &scene.landscape(), &simulate(&scene));
    (scene, placed(&scores, by))
}

#[test]
fn the_fewest_steps_come_first_and_equals_share_a_place() {
    let text = "surface=ravine&run=sgd,lr:0.9&run=adam,lr:0.5&run=sgd,lr:0.9&run=sgd,lr:100&run=sgd,lr:0.0001\
                &run=sgd,lr:0.0002&run=adam,hidden:1";
    let (scene, places) = ranked(text, By::Steps);
    let runs = simulate(&scene);
    let Outcome::Converged { at } = runs[0].outcome else { panic!("it converges") };
    let order: Vec<(usize, usize)> = places.iter().map(|(place, score)| (*place, score.run)).collect();
    assert!(runs[1].outcome.at().is_some_and(|other| other > at));
    assert_eq!(order[..2], [(1, 0), (1, 2)], "equals share a place: {order:?}");
    assert_eq!(order[2..], [(3, 1), (4, 5), (5, 4), (6, 3)], "then the lowest, last what diverges: {order:?}");
    assert_eq!(places[0].1.cost(By::Steps), Some(at as u64));
}

#[test]
fn evaluations_are_those_until_a_run_converges() {
    let (scene, places) =
        ranked("surface=quadratic&run=sgd,lr:0.1&run=bfgs&run=newton&run=nelder_mead", By::Evaluations);
    let surface = scene.landscape();
    for (_, score) in &places {
        let plan = scene.plan(&scene.runs[score.run]);
        let Outcome::Converged { at } = score.outcome else { panic!("{} converges", score.optimizer.id) };
        // A race that ends there asks for just as much.
        let short = downhill::core::run::Plan { steps: at, ..plan }.follow(&surface, scene.domain());
        assert_eq!(score.evaluations, short.evaluations, "{}", score.optimizer.id);
        assert_eq!(score.cost(By::Evaluations), Some(short.evaluations.total()));
    }
    let sgd = places.iter().find(|(_, score)| score.optimizer.id == "sgd").unwrap().1;
    let Outcome::Converged { at } = sgd.outcome else { panic!() };
    assert_eq!(sgd.evaluations, Evaluations { gradient: at as u64, ..Evaluations::default() });
    let newton = places.iter().find(|(_, score)| score.optimizer.id == "newton").unwrap().1;
    assert!(newton.evaluations.hessian > 0);
}

#[test]
fn those_on_their_way_are_compared_at_the_same_number_of_evaluations() {
    let (scene, places) = ranked("surface=rosenbrock&steps=20&run=sgd,lr:0.0001&run=gd_line_search", By::Evaluations);
    let runs = simulate(&scene);
    let (few, many) = (runs[0].evaluations.total(), runs[1].evaluations.total());
    assert!(few == 20 && many > 20, "a search asks more often: {few}, {many}");
    for (_, score) in &places {
        assert_eq!((score.cost(By::Evaluations), score.budget), (None, 20));
        let plan = scene.plan(&scene.runs[score.run]);
        let step = runs[score.run].points.iter().position(|p| p.loss == score.loss_within).unwrap();
        let surface = scene.landscape();
        assert!(plan.evaluations_at(&surface, step).total() <= 20);
        assert!(step == 20 || plan.evaluations_at(&surface, step + 1).total() > 20);
    }
    assert!(places[0].1.loss_within <= places[1].1.loss_within);
}

// ------------------------------------------------------------------------------------------------ table

#[test]
fn a_table_has_what_the_scenes_of_its_surfaces_have() {
    let scene = read("steps=80&run=adam,beta2:0.99&run=polyak_sgd&run=sgd,hidden:1&run=sgd,schedule:cosine");
    let chosen: Vec<_> = ["ravine", "styblinski_tang"].iter().map(|id| surface(id).unwrap()).collect();
    let mut table = Table::new(&scene, chosen.clone());
    let mut done = 0;
    while table.step() {
        assert!(table.progress().0 >= done && table.progress().1 == 2);
        done = table.progress().0;
    }
    assert_eq!(table.progress(), (2, 2));
    assert_eq!(table.scene().runs.len(), 3, "hidden runs are left out");
    for ((spec, scores), expected) in table.rows().zip(&chosen) {
        assert_eq!(spec.id, expected.id);
        assert_eq!(scores.iter().map(|score| score.optimizer.id).collect::<Vec<_>>(), ["adam", "polyak_sgd", "sgd"]);
        let mut alone = Scene { steps: 80, runs: table.scene().runs.clone(), rates: Rates::Tune, ..Scene::of(spec) };
        let lowest = alone.landscape().lowest().unwrap();
        alone.runs.iter_mut().for_each(|run| run.set("f_min", Value::Number(lowest)));
        let alone = tuned(&alone);
        let paths = simulate(&alone);
        for (score, (run, path)) in scores.iter().zip(alone.runs.iter().zip(&paths)) {
            assert_eq!((score.lr, score.outcome, score.loss), (run.lr(), path.outcome, path.last().loss));
        }
    }
}

#[test]
fn the_command_line_prints_what_the_table_has() {
    let scene = "steps=60&run=adam&run=newton";
    for (which, count) in
        [("ravine,beale,ravine", 2), ("saddle", SURFACES.iter().filter(|s| s.trouble == Trouble::Saddle).count())]
    {
        let text = printed(&["compare", scene, "--surfaces", which, "--by", "evaluations"]);
        let lines: Vec<Vec<&str>> =
            text.split_terminator("\r\n").map(|line| line.split(',').collect::<Vec<_>>()).collect();
        assert_eq!(lines.len(), 1 + 2 * count, "{text}");
        let head = "surface,place,run,optimizer,lr,outcome,at,evaluations,gradients,values,hessians,f";
        assert_eq!(lines[0].join(","), head);
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
        for line in &lines[1..] {
            assert_eq!(line.len(), lines[0].len());
            let numbers: Vec<u64> = line[7..11].iter().map(|v| v.parse().unwrap()).collect();
            assert_eq!(numbers[0], numbers[1..].iter().sum::<u64>());
            assert_eq!(line[6].is_empty(), matches!(line[5], "budget" | "left_view"));
        }
    }
    let ranking = printed(&["compare", "surface=ravine&run=sgd,lr:0.0001&run=adam,lr:0.5"]);
    let lines: Vec<&str> = ranking.split_terminator("\r\n").collect();
    assert!(lines[1].starts_with("ravine,1,1,adam,0.5,converged,"), "{ranking}");
    assert!(lines[2].starts_with("ravine,2,0,sgd,0.0001,budget,,200,200,0,0,"), "{ranking}");
    assert!(printed(&["compare", "f=x^2%2By^2&run=sgd"]).contains("\r\nformula,1,0,sgd,"));
    assert_eq!(printed(&["compare", "run=none"]).lines().count(), 1);
}
