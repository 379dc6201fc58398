//! The sentence about a step, and the table of its numbers.

use crate::support::{Run, read_surface};
use crate::{every_run, same};
use downhill::core::optimizers::Quantity;
use downhill::core::options::{Clip, Lookahead, Noise, Options};
use downhill::core::run::{Inspection, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::schedules::{SCHEDULES, Schedule};
use downhill::scene::Scene;
use downhill::text::inspect::{rows, sentence};
use downhill::text::{Lang, number};

/// Every sentence about every method: whole, without gaps, in one language.
#[test]
fn every_method_has_its_words_in_both_languages() {
    for (surface, noise) in [("rosenbrock", None), ("himmelblau", Some(0.5)), ("saddle", None)] {
        let surface = read_surface(surface);
        for run in every_run(&surface) {
            let with_options = Options {
                schedule: SCHEDULES.first().map(|spec| Schedule::fitted(spec, 20)),
                clip: Clip { value: None, norm: Some(0.3) },
                lookahead: Some(Lookahead { steps: 5, alpha: 0.5 }),
            };
            for options in [&Options::default(), &with_options] {
                let noise = noise.map(|sigma| Noise { sigma, seed: 7 });
                let plain = Plan::new(run.optimizer, &run.values, surface.spec.start, 20);
                let plan = Plan { options, noise, ..plain };
                for (step, inside) in plan.record(&surface).iter().enumerate() {
                    for lang in Lang::ALL {
                        let text = sentence(lang, &plan, inside, &surface, step == 20);
                        let what = format!("{} at {step}, {lang:?}: {text}", run.optimizer.id);
                        assert!(!text.is_empty() && !text.contains(['{', '}']), "{what}");
                        assert!(text.ends_with(if lang == Lang::En { '.' } else { '。' }), "{what}");
                        assert_eq!(text.matches("**").count() % 2, 0, "{what}");
                        assert!(!text.contains("say_"), "{what}");
                        let table = rows(lang, &plan, inside);
                        assert_eq!((table[0].symbol, table[0].value), ("g", inside.gradient), "{what}");
                        assert_eq!(table.last().unwrap().value, inside.step, "{what}");
                        assert!(table.len() >= inside.quantities.len() + 2, "{what}");
                        for row in &table {
                            assert!(!row.word.is_empty() && !row.word.contains('_'), "{}: {row:?}", run.optimizer.id);
                            assert!(!row.scalar || same(row.value[0], row.value[1]), "{}: {row:?}", run.optimizer.id);
                        }
                    }
                }
            }
        }
    }
}

fn said(run: &str, surface: &str, start: Vec2, step: usize) -> (String, Inspection) {
    let (run, surface) = (Run::read(run), read_surface(surface));
    let plan = Plan::new(run.optimizer, &run.values, start, 100);
    let inside = plan.inspect(&surface, step);
    (sentence(Lang::En, &plan, &inside, &surface, false), inside)
}

#[test]
fn a_step_to_the_same_height_is_no_fall() {
    let scene = Scene::read("surface=sphere&run=sgd,lr:1").scene;
    let surface = scene.landscape();
    let plan = scene.plan(&scene.runs[0]);
    let inside = plan.inspect(&surface, 0);
    assert_eq!(inside.loss, inside.next_loss);
    for (lang, same) in [(Lang::En, "Loss stays at "), (Lang::Zh, "损失不变")] {
        let text = sentence(lang, &plan, &inside, &surface, false);
        assert!(text.contains(same), "{text}");
    }
}

#[test]
fn a_step_out_of_where_f_is_defined_is_no_overflow() {
    let scene = Scene::read("f=ln(x)+y^2&start=0.5,1&run=sgd,lr:1").scene;
    let surface = scene.landscape();
    let plan = scene.plan(&scene.runs[0]);
    let record = plan.record(&surface);
    let last = record.last().unwrap();
    assert!(!last.next_loss.is_finite());
    let text = sentence(Lang::En, &plan, last, &surface, false);
    assert!(text.contains("no longer finite") && !text.contains("overflow"), "{text}");
}

#[test]
fn families_say_what_is_peculiar_to_them() {
    let (text, inside) = said("gd_line_search", "rosenbrock", [-1.5, 2.0], 0);
    let t = inside.value(Quantity::StepLength).unwrap()[0];
    assert!(inside.asked.value > 2, "the first step is too long: {}", inside.asked.value);
    assert!(text.contains(&format!("**{} ×**; the step goes **{} × p**", inside.asked.value, number(t, 3))), "{text}");

    // f = x² − y² or alike: Newton's step goes to the saddle, the saddle-free one away from it.
    let (text, inside) = said("newton", "saddle", [0.5, 0.1], 0);
    assert!(inside.asked.hessian == 1 && text.contains("the step **climbs** there"), "{text}");
    let (text, _) = said("newton,saddle_free:1", "saddle", [0.5, 0.1], 0);
    assert!(text.contains("the step goes **down** there"), "{text}");
    let (text, _) = said("newton", "quadratic", [2.0, 1.0], 0);
    assert!(!text.contains('λ'), "a bowl curves up: {text}");

    let (text, _) = said("sign_sgd,lr:0.1", "quadratic", [2.0, 1.0], 0);
    assert!(text.contains("it moves **−0.1** along x and **−0.1** along y"), "{text}");
    let (text, inside) = said("asgd,lr:0.1,t0:1", "quadratic", [2.0, 1.0], 5);
    let [x, y] = inside.value(Quantity::AveragedPoint).unwrap();
    assert!(text.contains(&format!("averaged point is at x {}, y {}", number(x, 3), number(y, 3))), "{text}");
    let (text, inside) = said("dog", "quadratic", [2.0, 1.0], 5);
    let d = inside.value(Quantity::Distance).unwrap()[0];
    assert!(text.contains(&format!("a distance of **{}**", number(d, 3))), "{text}");
    let (text, _) = said("lookahead,inner:sgd,lr:0.1,k:3", "quadratic", [2.0, 1.0], 2);
    assert!(text.contains("back to the **slow point**"), "{text}");
    let (text, _) = said("lookahead,inner:sgd,lr:0.1,k:3", "quadratic", [2.0, 1.0], 3);
    assert!(!text.contains("slow point"), "{text}");
}

#[test]
fn what_stays_says_why() {
    let surface = read_surface("himmelblau");
    let run = Run::read("nelder_mead,lr:0.8");
    let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, 20);
    let mut stays = 0;
    for inside in plan.record(&surface) {
        let text = sentence(Lang::En, &plan, &inside, &surface, false);
        let still = inside.step == [0.0; 2];
        assert_eq!(text.contains("The **best corner** stays."), still, "{text}");
        stays += usize::from(still);
    }
    assert!(stays > 2, "it happens");
    let (text, inside) = said("levenberg_marquardt", "rosenbrock", [-1.2, 1.0], 1);
    let refused = inside.step == [0.0; 2];
    assert_eq!(text.contains("no lower place was found"), refused, "{text}");
    assert!(!text.contains("too small"), "{text}");
}

#[test]
fn noise_clipping_and_schedule_are_told_with_their_numbers() {
    let surface = read_surface("quadratic");
    let run = Run::read("sgd,lr:0.1");
    let spec = SCHEDULES.iter().find(|s| s.id == "step").unwrap();
    let options = Options {
        schedule: Some(Schedule::fitted(spec, 100)),
        clip: Clip { value: None, norm: Some(0.5) },
        lookahead: None,
    };
    let plain = Plan::new(run.optimizer, &run.values, [2.0, 1.0], 100);
    let plan = Plan { options: &options, noise: Some(Noise { sigma: 1.0, seed: 3 }), ..plain };
    let inside = plan.inspect(&surface, 60);
    let text = sentence(Lang::En, &plan, &inside, &surface, false);
    let ([nx, ny], told) = (inside.noise.unwrap(), inside.told());
    assert!(text.contains(&format!("**{}** along x and **{}** along y", number(nx, 3), number(ny, 3))), "{text}");
    assert!(told[0].hypot(told[1]) <= 0.5 + 1e-9);
    let noisy = (inside.gradient[0] + nx).hypot(inside.gradient[1] + ny);
    assert!(text.contains(&format!("from **{}** to **0.5**", number(noisy, 3))), "{text}");
    assert!(inside.rate.lr < 0.1 && text.contains("The schedule sets the learning rate to **0.0"), "{text}");
    let table = rows(Lang::En, &plan, &inside);
    assert!(table.iter().any(|row| row.symbol == "g̃" && row.value == told));
    assert!(table.iter().any(|row| row.symbol == "α" && row.value[0] == inside.rate.lr));
}
