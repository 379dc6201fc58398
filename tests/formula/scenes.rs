//! A formula in a scene, in a link, on the command line.

use crate::read;
use crate::support::program::{json, printed, refused};
use crate::support::{number, numbers};
use downhill::core::formula::{FormulaError, Problem};
use downhill::core::param::Value;
use downhill::core::run::Outcome;
use downhill::core::surfaces::{TYPED, surface};
use downhill::scene::{Action, Reason, Run, Scene, formula_message, simulate};
use downhill::text::Lang;

fn complaints(text: &str) -> Vec<String> {
    Scene::read(text).ignored.iter().map(|i| i.message(Lang::En)).collect()
}

#[test]
fn a_link_with_a_formula_is_read_and_written_back() {
    for text in [
        "f=(1-x)^2+100*(y-x^2)^2",
        "f=x+y^2",
        "f=a*x^2+b*y^2&vars=a:2/b:3",
        "f=a*x^2+b*y^2&vars=b:-0.5",
        "f=x²+π·y²",
        "f=x%20y+x^2&domain=-1,1,-2,2&start=0.5,0.5",
        "f=x^2+y^2&steps=50&run=adam,lr:0.5&at=20",
        "f=x^2+y^2&run=none",
    ] {
        assert_eq!(read(text).write(), text);
    }
    let scene = read("f=x^2+a*y^2&surface=himmelblau&vars=a:3");
    assert_eq!(scene.write(), "f=x^2+a*y^2&vars=a:3", "the formula wins, wherever it stands");
    assert_eq!(scene.landscape().objective.value([1.0, 2.0]), 13.0);
    assert_eq!(read("vars=a:3&f=x^2+a*y^2"), scene);
    assert_eq!(read("f=x%5e2%2Ba*y^2&vars=a:3.0"), scene, "escapes and forms of numbers do not matter");
    assert_eq!((scene.domain(), scene.start()), (TYPED.domain, TYPED.start));
    assert_eq!(scene.runs, Run::good(&TYPED), "reading is no search");
    assert_eq!(read("f=x^2+a*y^2&vars=a:1").write(), "f=x^2+a*y^2");
    assert_ne!(read("f=x^2"), read("f=y^2"));
}

#[test]
fn what_is_wrong_with_a_formula_is_said_with_its_place_and_the_rest_is_kept() {
    for (text, expected) in [
        ("f=xy", "f=xy was ignored: nothing is called xy, perhaps x*y was meant (characters 1 to 2)."),
        ("f=x+", "f=x+ was ignored: something is missing at the end (character 3)."),
        ("f=", "f= was ignored: the formula is empty."),
        ("f=2*(x", "f=2*(x was ignored: this parenthesis is never closed (character 3)."),
        ("f=min(x)", "f=min(x) was ignored: min is written min(x,y) (characters 1 to 3)."),
        ("f=sin x", "f=sin x was ignored: sin is written sin(x) (characters 1 to 3)."),
        ("f=x2", "f=x2 was ignored: 2 cannot stand right after a value, perhaps *2 was meant (character 2)."),
        ("f=x&vars=a:1", "a:1 was ignored: there is no such name; known are ."),
        ("f=b*x&vars=a:1", "a:1 was ignored: there is no such name; known are b."),
        ("f=b*x&vars=b:z", "b:z was ignored: a number is needed."),
        ("f=b*x&vars=b", "b was ignored: a number is needed."),
        ("f=b*x&vars=b:1/b:2", "b:2 was ignored: it was set before."),
        ("vars=a:1", "vars=a:1 was ignored: there is no formula for it."),
        ("f=x&f=y", "f=y was ignored: it was set before."),
    ] {
        assert_eq!(complaints(text), [expected], "{text}");
    }
    assert_eq!(complaints("f=xy&vars=a:1").len(), 1, "letters of nothing");
    let scene = Scene::read("surface=himmelblau&f=xy&steps=7").scene;
    assert_eq!((scene.surface.id, scene.steps, scene.formula), ("himmelblau", 7, None));
    let error =
        FormulaError { problem: Problem::UnknownName("xy".into()), start: 0, end: 2, suggestion: Some("x*y".into()) };
    assert_eq!(Scene::read("f=xy").ignored[0].reason, Reason::Formula(error.clone()));
    assert_eq!(formula_message(Lang::Zh, &error), "没有名为 xy 的函数或常数，可以写成 x*y（第 1 到 2 个字符）");
    assert_eq!(read("f=a*x&vars=a:2").formula.expect("a formula").letters().collect::<Vec<_>>(), [('a', 2.0)]);
}

#[test]
fn a_formula_that_is_typed_gets_rates_that_work() {
    let mut scene = Scene::default();
    scene.apply(Action::SetFormula("1000*x^2+y^2".into()));
    assert!(scene.runs.iter().zip(Run::good(&TYPED)).all(|(run, good)| run.optimizer.id == good.optimizer.id));
    for (run, path) in scene.runs.iter().zip(simulate(&scene)) {
        assert!(path.last().loss < 16.0, "{} with {} ends at {:?}", run.optimizer.id, run.lr(), path.last());
    }
    assert_eq!(read(&scene.write()), scene, "the rates are in the link");
    // While it is still being typed, the rates follow.
    let first = scene.runs[0].lr();
    scene.apply(Action::SetFormula("0.01*x^2+0.01*y^2".into()));
    assert!(scene.runs[0].lr() > 100.0 * first);
    // What somebody has set stays.
    scene.apply(Action::SetParam(0, "lr", Value::Number(0.123)));
    scene.apply(Action::SetStart([1.0, 2.0]));
    scene.apply(Action::SetFormula("a*x^2+y^2".into()));
    assert_eq!((scene.runs[0].lr(), scene.start()), (0.123, [1.0, 2.0]));
    scene.apply(Action::SetVar('a', 5.0));
    assert_eq!(scene.landscape().objective.value([1.0, 1.0]), 6.0);
    let before = scene.clone();
    for nothing in [
        Action::SetFormula("a*x^".into()),
        Action::SetVar('b', 1.0),
        Action::SetVar('a', f64::NAN),
        Action::SetVar('a', f64::INFINITY),
    ] {
        scene.apply(nothing);
        assert_eq!(scene, before);
    }
    scene.apply(Action::SetFormula("a*x^4+b*y^2".into()));
    assert_eq!(scene.formula.as_ref().expect("a formula").letters().collect::<Vec<_>>(), [('a', 5.0), ('b', 1.0)]);
    scene.apply(Action::SetSurface(surface("himmelblau").expect("a surface")));
    assert_eq!((&scene.formula, scene.surface.id), (&None, "himmelblau"));
    assert_eq!(scene.runs[0].lr(), 0.123, "touched");
    assert!(scene.runs[1].same_settings(&Run::good(scene.surface)[1]), "untouched");
}

#[test]
fn added_runs_get_a_rate_that_works_on_the_formula() {
    let mut scene = read("f=1000*x^2+1000*y^2");
    scene.apply(Action::AddRun(downhill::core::optimizers::optimizer("sgd").expect("sgd")));
    assert!(simulate(&scene)[4].last().loss < 1.0);
}

#[test]
fn a_formula_has_arrived_where_it_is_flat() {
    let at = |text: &str| simulate(&read(text))[0].outcome;
    assert!(matches!(at("f=x^2+y^2+7&run=sgd,lr:0.1"), Outcome::Converged { at: 1..200 }));
    assert_eq!(at("f=x^2+y^2+7&run=sgd,lr:0.01"), Outcome::Budget);
    assert!(matches!(at("f=x&run=sgd,lr:1"), Outcome::LeftView { .. }));
    assert!(matches!(at("f=-x^4-y^4&run=sgd,lr:1"), Outcome::Diverged { .. }));
}

#[test]
fn the_command_line_takes_formulas() {
    let value = json(&["evaluate", "f=a*x^2+b*y^2&vars=a:2/b:3", "--at", "-1.5,1"]);
    assert_eq!((number(&value["f"]), numbers(&value["gradient"])), (7.5, vec![-6.0, 6.0]));
    assert_eq!(numbers(&value["hessian"][0]), [4.0, 0.0]);
    assert_eq!(
        printed(&["trace", "f=(1-x)^2+100*(y-x^2)^2&start=-1.2,1&run=adam,lr:0.05"]),
        printed(&["trace", "surface=rosenbrock&run=adam,lr:0.05"])
    );
    for args in [&["trace", "f=x^2+lnx"][..], &["evaluate", "f=x^2+lnx", "--at", "1,1"]] {
        let complaint = refused(args);
        assert!(complaint.contains("ln(x)") && complaint.contains("characters 5 to 7"), "{complaint}");
        assert_eq!(complaint.trim(), format!("error: {}", complaints("f=x^2+lnx")[0]));
    }
}
