//! Random formulas are read as they are printed; random text does no harm.

use crate::support::cases;
use crate::typed;
use downhill::core::dual::Dual;
use downhill::core::formula::Program;
use downhill::core::scalar::Scalar;
use downhill::scene::{Scene, formula_message};
use downhill::text::Lang;
use proptest::prelude::*;

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
