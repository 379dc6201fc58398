//! One's own formula: read as written, equal to the reference and to the surfaces in Rust, in scenes, in links, on the
//! command line; its minima.

mod support;

use downhill::core::dual::Dual;
use downhill::core::formula::{FormulaError, Problem, Program};
use downhill::core::objective::Objective;
use downhill::core::param::{Value, defaults};
use downhill::core::run::Outcome;
use downhill::core::scalar::Scalar;
use downhill::core::surfaces::{Domain, Surface, TYPED, surface};
use downhill::scene::{Action, Reason, Run, Scene, formula_message, simulate};
use downhill::text::Lang;
use proptest::prelude::*;
use std::sync::Arc;
use support::program::{json, printed, refused};
use support::{cases, golden, number, numbers};

fn typed(text: &str) -> Arc<dyn Objective> {
    Program::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).objective(&[])
}

// ------------------------------------------------------------------------------------------ against other sources

#[test]
fn every_formula_of_the_reference_equals_it() {
    let file = golden("functions");
    let functions = file["functions"].as_array().expect("functions");
    let (mut points, mut largest) = (0, 0.0_f64);
    for function in functions {
        let f = typed(function["formula"].as_str().expect("formula"));
        for point in function["points"].as_array().expect("points") {
            let at = |key: &str| number(&point[key]);
            let p = [at("x"), at("y")];
            let ([gx, gy], [[xx, xy], [yx, yy]]) = (f.gradient(p), f.hessian(p));
            let pairs = [(f.value(p), "f"), (gx, "gx"), (gy, "gy"), (xx, "hxx"), (xy, "hxy"), (yx, "hxy"), (yy, "hyy")];
            for (mine, key) in pairs {
                let deviation = (mine - at(key)).abs() / (1.0 + at(key).abs());
                assert!(deviation <= 1e-12, "{} at {p:?}: {key} is {mine}, not {}", function["name"], at(key));
                largest = largest.max(deviation);
            }
            points += 1;
        }
    }
    println!("{} formulas, {points} points, largest deviation {largest:.1e}", functions.len());
    assert!(functions.len() >= 10 && points >= 100);
}

/// Surfaces in the operations in which they are written in Rust.
const SAME: [(&str, &str); 13] = [
    ("curved_ravine", "(1-x)^2 + (y-x^2)^2*10"),
    ("rosenbrock", "(1-x)²+100(y-x²)²"),
    ("ravine", "x^2/20 + y^2"),
    ("d2l_ravine", "0.1x^2 + 2y^2"),
    ("saddle", "x^2 - y^2"),
    ("bounded_saddle", "x^2/2 + (y^2)^2/4 - y^2/2"),
    ("plateau", "1 - exp(-(x^2+y^2)/2)"),
    ("beale", "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2"),
    ("himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2"),
    ("rastrigin", "x^2-10cos(x*(2pi)) + (y^2-10cos(y*(2pi))) + 20"),
    ("styblinski_tang", "(x^4-16x^2+5x + (y^4-16y^2+5y))/2"),
    ("ackley", "-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20"),
    ("quartic", "((x^2)^2+(y^2)^2)/4"),
];

#[test]
fn the_same_operations_give_the_same_bits() {
    for (id, text) in SAME {
        let spec = surface(id).expect("a surface");
        let written = Surface::new(spec, &defaults(spec.params)).objective;
        let f = typed(text);
        for i in 0..2000 {
            let t = f64::from(i);
            let p = [(t * 0.618).fract() * 9.0 - 4.5, (t * 0.755).fract() * 9.0 - 4.5];
            assert_eq!(f.value(p), written.value(p), "{text} at {p:?}");
            assert_eq!(f.gradient(p), written.gradient(p), "{text} at {p:?}");
            assert_eq!(f.hessian(p), written.hessian(p), "{text} at {p:?}");
        }
    }
}

#[test]
fn kinks_and_edges_have_the_documented_slopes() {
    for (text, p, value, gradient) in [
        ("abs(x)+abs(y)", [0.0, -2.0], 2.0, [0.0, -1.0]),
        ("sign(x)+y", [0.0, 1.0], 1.0, [0.0, 1.0]),
        ("max(x,2y)", [2.0, 1.0], 2.0, [0.0, 2.0]),
        ("min(x,2y)", [2.0, 1.0], 2.0, [0.0, 2.0]),
        ("min(3,x)+max(1,y)", [2.0, 2.0], 4.0, [1.0, 1.0]),
        ("sqrt(x^2+y^2)", [0.0, 0.0], 0.0, [0.0, 0.0]),
        ("(x^2+y^2)^0.3", [0.0, 0.0], 0.0, [0.0, 0.0]),
        ("x^1.5+y", [0.0, 1.0], 1.0, [0.0, 1.0]),
        ("x^y", [0.0, 2.0], 0.0, [0.0, 0.0]),
        ("x^y", [0.0, 1.0], 0.0, [1.0, 0.0]),
        ("x^0+y", [0.0, 0.0], 1.0, [0.0, 1.0]),
        ("x^-2", [2.0, 0.0], 0.25, [-0.25, 0.0]),
        ("(-2)^3+x", [1.0, 0.0], -7.0, [1.0, 0.0]),
    ] {
        let f = typed(text);
        assert_eq!((f.value(p), f.gradient(p)), (value, gradient), "{text}");
    }
    for text in ["x^1.5", "sqrt(x)", "ln(x)", "x^y", "asin(x-1)"] {
        assert!(typed(text).value([-2.0, 0.5]).is_nan(), "{text} of a negative number");
    }
}

/// Elementary functions and powers have the slopes and curvatures that central differences measure.
#[test]
fn derivatives_are_those_that_can_be_measured() {
    for text in [
        "tan(x/3)+y*tan(y/4)",
        "asin(x/6)*y",
        "acos(x*y/20)",
        "atan(x*y)",
        "sinh(x/2)*y",
        "cosh(x-y)",
        "tanh(x*y)",
        "log10(x^2+y^2+1)",
        "ln(x^2+1)*exp(-y^2)",
        "(x^2+1)^1.7*y",
        "(x^2+1)^(y/3)",
        "2^(x*y/4)",
        "max(x^2,y^3)+min(x,y)*sign(x)",
        "x^-3*y^5",
    ] {
        let f = typed(text);
        for p in [[1.1, 0.7], [-2.3, 1.9], [0.4, -1.2]] {
            let h = 1e-5;
            let moved = |axis: usize, t: f64| if axis == 0 { [p[0] + t, p[1]] } else { [p[0], p[1] + t] };
            let (g, hessian) = (f.gradient(p), f.hessian(p));
            for axis in [0, 1] {
                let slope = (f.value(moved(axis, h)) - f.value(moved(axis, -h))) / (2.0 * h);
                assert!((slope - g[axis]).abs() < 1e-6 * (1.0 + slope.abs()), "{text} at {p:?}: {slope}, {g:?}");
                for (row, curvatures) in hessian.iter().enumerate() {
                    let (ahead, behind) = (f.gradient(moved(axis, h))[row], f.gradient(moved(axis, -h))[row]);
                    let curvature = (ahead - behind) / (2.0 * h);
                    let said = curvatures[axis];
                    assert!(
                        (curvature - said).abs() < 1e-6 * (1.0 + said.abs()),
                        "{text} at {p:?}: {curvature}, {said}"
                    );
                }
            }
        }
    }
}

// -------------------------------------------------------------------------------------------------- random formulas

/// A formula as a tree, to be printed, and evaluated without the parser.
#[derive(Clone, Debug)]
enum Tree {
    X,
    Y,
    Number(f64),
    Neg(Box<Tree>),
    Call(&'static str, Box<Tree>),
    Binary(char, Box<Tree>, Box<Tree>),
    Power(Box<Tree>, i32),
    Pair(&'static str, Box<Tree>, Box<Tree>),
}

use Tree::*;

const CALLS: [&str; 17] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "ln", "log", "log10", "sqrt", "abs",
    "sign", "sin",
];

fn any_tree() -> impl Strategy<Value = Tree> {
    let numbers = vec![0.0, 1.0, 2.0, 0.5, 10.0, 1e-3, 2.5e7, 3.25];
    let leaf = prop_oneof![3 => Just(X), 3 => Just(Y), 2 => prop::sample::select(numbers).prop_map(Number)];
    leaf.prop_recursive(7, 80, 2, |inner| {
        let boxed = inner.prop_map(Box::new).boxed();
        let two = (boxed.clone(), boxed.clone());
        prop_oneof![
            1 => boxed.clone().prop_map(Neg),
            2 => (prop::sample::select(CALLS.to_vec()), boxed.clone()).prop_map(|(f, a)| Call(f, a)),
            6 => (prop::sample::select(vec!['+', '-', '*', '/']), two.clone()).prop_map(|(op, (a, b))| Binary(op, a, b)),
            2 => (boxed, -3..7_i32).prop_map(|(a, n)| Power(a, n)),
            1 => (prop::sample::select(vec!["min", "max"]), two).prop_map(|(f, (a, b))| Pair(f, a, b)),
        ]
    })
}

impl Tree {
    /// 1 for sums, 2 for products, 3 for signs, 4 for powers, 5 for what needs no parentheses ever.
    fn level(&self) -> u8 {
        match self {
            Binary('+' | '-', ..) => 1,
            Binary(..) => 2,
            Neg(_) => 3,
            Power(..) => 4,
            _ => 5,
        }
    }

    /// In parentheses where the level is lower than needed, or everywhere.
    fn inside(&self, needed: u8, everywhere: bool) -> String {
        let text = self.print(everywhere);
        if self.level() < needed || everywhere { format!("({text})") } else { text }
    }

    fn print(&self, everywhere: bool) -> String {
        match self {
            X => "x".into(),
            Y => "y".into(),
            Number(v) => downhill::core::format::js_number(*v),
            Neg(a) => format!("-{}", a.inside(3, everywhere)),
            Call(f, a) => format!("{f}({})", a.print(everywhere)),
            Pair(f, a, b) => format!("{f}({},{})", a.print(everywhere), b.print(everywhere)),
            Binary(op, a, b) => {
                let level = self.level();
                format!("{}{op}{}", a.inside(level, everywhere), b.inside(level + 1, everywhere))
            }
            Power(a, n) => format!("{}^{n}", a.inside(5, everywhere)),
        }
    }

    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        match self {
            X => x,
            Y => y,
            Number(v) => S::from(*v),
            Neg(a) => -a.eval(x, y),
            Binary(op, a, b) => {
                let (a, b) = (a.eval(x, y), b.eval(x, y));
                match op {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    _ => a / b,
                }
            }
            Power(a, n) => a.eval(x, y).powi(*n),
            Pair(f, a, b) => {
                let (a, b) = (a.eval(x, y), b.eval(x, y));
                if *f == "min" { a.min(b) } else { a.max(b) }
            }
            Call(f, a) => {
                let a = a.eval(x, y);
                match *f {
                    "sin" => a.sin(),
                    "cos" => a.cos(),
                    "tan" => a.tan(),
                    "asin" => a.asin(),
                    "acos" => a.acos(),
                    "atan" => a.atan(),
                    "sinh" => a.sinh(),
                    "cosh" => a.cosh(),
                    "tanh" => a.tanh(),
                    "exp" => a.exp(),
                    "log10" => a.log10(),
                    "sqrt" => a.sqrt(),
                    "abs" => a.abs(),
                    "sign" => a.sign(),
                    _ => a.ln(),
                }
            }
        }
    }
}

fn equal(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn what_is_printed_is_read_as_the_same_function(tree in any_tree(), p in [-3.0..3.0, -3.0..3.0]) {
        for everywhere in [false, true] {
            let text = tree.print(everywhere);
            if text.chars().count() > 500 {
                continue;
            }
            let f = typed(&text);
            let expected = tree.eval(p[0], p[1]);
            prop_assert!(equal(f.value(p), expected), "{text} at {p:?}: {}, not {expected}", f.value(p));
            let exact = tree.eval(Dual::variable(p[0], 0), Dual::variable(p[1], 1)).eps;
            let gradient = f.gradient(p);
            for (mine, exact) in gradient.into_iter().zip(exact) {
                // Where a constant meets an infinity the chain rule has 0·∞, which constants folded away have not.
                let same = mine == exact || !exact.is_finite();
                prop_assert!(same, "{text} at {p:?}: slope {mine}, not {exact}");
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic(text in any::<String>()) {
        harmless(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_formula_makes_it_panic(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)
    ) {
        harmless(&pieces.concat());
    }
}

const PIECES: [&str; 40] = [
    "x", "y", "e", "a", "π", "pi", "sin", "min", "max", "log", "10", "log10", "(", ")", "(", ")", ",", "+", "-", "*",
    "/", "^", "²", "⁻", "¹", "2", ".", "1e", "e3", "-", " ", "−", "×", "（", "）", "＋", "，", "xy", "|", "α",
];

/// Reads it; what is a formula is evaluated, what is none has its mistake inside the text.
fn harmless(text: &str) {
    match Program::parse(text) {
        Ok(program) => {
            let values: Vec<f64> = (0..program.letters().len()).map(|i| i as f64 - 1.5).collect();
            let f = program.objective(&values);
            for p in [[0.0, 0.0], [1.5, -2.0], [f64::MAX, f64::NAN]] {
                let _ = (f.value(p), f.gradient(p), f.hessian(p));
            }
            let again = Scene::read(&Scene::read(&format!("f={text}")).scene.write());
            assert!(again.ignored.is_empty() && again.scene.formula.is_some(), "{text}: {:?}", again.ignored);
        }
        Err(error) => {
            let length = text.chars().count();
            assert!(error.start <= error.end && error.end <= length, "{text:?}: {error:?}");
            for lang in Lang::ALL {
                let message = formula_message(lang, &error);
                assert!(!message.contains("{p") && !message.ends_with(['.', '。']), "{message}");
            }
        }
    }
}

// --------------------------------------------------------------------------------------------------------- in scenes

fn read(text: &str) -> Scene {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene
}

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

// ------------------------------------------------------------------------------------------------------------ minima

fn minima(text: &str, domain: Domain) -> Vec<[f64; 2]> {
    let scene = Scene { domain: Some(domain), ..read(&format!("f={text}")) };
    let surface = scene.landscape_with_minima();
    assert!(surface.found && surface.nearest_minimum([0.0, 0.0]).is_none(), "found is not known");
    let depths: Vec<f64> = surface.minima.iter().map(|m| m.f).collect();
    assert!(depths.is_sorted(), "{depths:?}");
    surface.minima.iter().map(|m| m.point).collect()
}

fn near(p: [f64; 2], q: [f64; 2]) -> bool {
    (p[0] - q[0]).abs() < 1e-9 && (p[1] - q[1]).abs() < 1e-9
}

#[test]
fn the_minima_found_are_the_known_ones() {
    for id in
        ["himmelblau", "rastrigin", "styblinski_tang", "beale", "rosenbrock", "curved_ravine", "ackley", "plateau"]
    {
        let text = SAME.iter().find(|(same, _)| *same == id).expect("a formula").1.replace('+', "%2B");
        let spec = surface(id).expect("a surface");
        let known = Surface::new(spec, &defaults(spec.params)).minima;
        let found = minima(&text, spec.domain);
        assert_eq!(found.len(), known.len().min(32), "{id}: {found:?}");
        for p in &found {
            assert!(known.iter().any(|m| near(m.point, *p)), "{id}: {p:?} is none");
        }
        let (deepest, lowest) = (typed(SAME.iter().find(|s| s.0 == id).expect("it").1).value(found[0]), known[0].f);
        // At Ackley's kink, where slopes are 2, the place is good to some 1e-12.
        assert!((deepest - lowest).abs() < 1e-11, "{id}: {deepest}, not {lowest}");
    }
}

#[test]
fn six_hump_camel_has_six_minima() {
    // Molga & Smutnicki 2005; the digits from solving the gradient with mpmath at 30 digits.
    let expected = [
        [0.089_842_013_100_318, -0.712_656_403_020_740],
        [-0.089_842_013_100_318, 0.712_656_403_020_740],
        [1.703_606_714_969_981, -0.796_083_568_672_625],
        [-1.703_606_714_969_981, 0.796_083_568_672_625],
        [1.607_104_752_920_197, 0.568_651_454_884_131],
        [-1.607_104_752_920_197, -0.568_651_454_884_131],
    ];
    let text = "(4-2.1x^2+x^4/3)x^2+x*y+(4y^2-4)y^2";
    let found = minima(text, Domain::new(-3.0, 3.0, -2.0, 2.0));
    assert_eq!(found.len(), 6, "{found:?}");
    for p in expected {
        let there = found.iter().any(|q| near(p, *q));
        assert!(there, "{p:?} is missing in {found:?}");
    }
    let f = typed(text);
    assert!((f.value(found[0]) + 1.031_628_453_489_877).abs() < 1e-14);
    for p in found {
        assert!(f.gradient(p).iter().all(|g| g.abs() < 1e-12), "{p:?}: {:?}", f.gradient(p));
    }
}

#[test]
fn kinks_and_flat_bottoms_are_found_and_nothing_else() {
    let view = TYPED.domain;
    for (text, expected, tolerance) in [
        ("abs(x-1)+abs(y+0.3)", vec![[1.0, -0.3]], 1e-8),
        ("max(abs(x-0.7),2*abs(y))", vec![[0.7, 0.0]], 1e-6),
        ("sqrt((x-1)^2+(y-2)^2)", vec![[1.0, 2.0]], 1e-8),
        ("(x-0.123)^4+(y+1)^4", vec![[0.123, -1.0]], 1e-3),
        ("abs(x)+y^2+3", vec![[0.0, 0.0]], 1e-6),
        ("x^2-y^2", vec![], 0.0),
        ("x+y", vec![], 0.0),
        ("x^2", vec![], 0.0),
        ("(x-y)^2", vec![], 0.0),
        ("7", vec![], 0.0),
        ("ln(x^2+y^2)", vec![], 0.0),
        ("-1/(x^2+y^2)", vec![], 0.0),
        ("-x^2-y^2", vec![], 0.0),
        ("sqrt(-1-x^2)", vec![], 0.0),
        ("x^3+y^3", vec![], 0.0),
    ] {
        let found = minima(&text.replace('+', "%2B"), view);
        assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
        for (p, q) in found.iter().zip(&expected) {
            let distance = (p[0] - q[0]).hypot(p[1] - q[1]);
            assert!(distance <= tolerance, "{text}: {p:?} instead of {q:?}");
        }
    }
}

/// Counts what the search asks for.
#[test]
fn the_search_is_bounded() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    struct Counting(Arc<dyn Objective>, Arc<AtomicUsize>);
    impl Objective for Counting {
        fn value(&self, p: [f64; 2]) -> f64 {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.value(p)
        }
        fn gradient(&self, p: [f64; 2]) -> [f64; 2] {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.gradient(p)
        }
        fn hessian(&self, p: [f64; 2]) -> [[f64; 2]; 2] {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.hessian(p)
        }
    }
    let mut most = 0;
    for text in [
        "sin(40x)*sin(37y)",
        "abs(sin(30x))+abs(cos(41y))",
        "abs(x-y^2)+abs(sin(9x))/9",
        "x^2+y^2",
        "abs(abs(x)-abs(y))",
    ] {
        let count = Arc::new(AtomicUsize::new(0));
        let surface = Surface::typed(text, &Program::parse(text).expect("a formula"), &[]);
        let surface = Surface { objective: Arc::new(Counting(typed(text), Arc::clone(&count))), ..surface };
        let found = surface.with_minima_found(TYPED.domain).minima.len();
        assert!(found <= 32);
        most = most.max(count.load(Ordering::Relaxed));
        println!("{text}: {found} minima, {} evaluations", count.load(Ordering::Relaxed));
    }
    // Sorting the hollows and the minima, and telling how deep these are, comes on top.
    assert!(most <= 25_000, "{most} evaluations");
}

// -------------------------------------------------------------------------------------------------- the command line

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
