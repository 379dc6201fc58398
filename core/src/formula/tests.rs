use super::machine::PLACES;
use super::*;

fn ready(text: &str) -> Ready {
    match Program::parse(text) {
        Ok(program) => program.with(&[]),
        Err(error) => panic!("{text}: {error:?}"),
    }
}

/// What the formula is at x = 3, y = 2, letters being 1.
fn value(text: &str) -> f64 {
    ready(text).value([3.0, 2.0])
}

#[test]
fn formulas_mean_what_mathematicians_mean() {
    for (text, expected) in [
        ("x", 3.0),
        ("-x^2", -9.0),
        ("2^3^2", 512.0),
        ("2^-y", 0.25),
        ("-2^-y^2", -0.0625),
        ("(-2)^3", -8.0),
        ("x-y-1", 0.0),
        ("x/y/2", 0.75),
        ("1/2x", 1.5),
        ("1/(2x)", 1.0 / 6.0),
        ("2x", 6.0),
        ("2x^2", 18.0),
        ("x^2y", 18.0),
        ("2(x+1)", 8.0),
        ("(x+1)(y+1)", 12.0),
        ("(x+1)y", 8.0),
        ("x(y+1)", 9.0),
        ("x y", 6.0),
        ("2 x", 6.0),
        ("x sin(0)", 0.0),
        ("2e3", 2000.0),
        ("2e-3", 0.002),
        ("2E+3", 2000.0),
        ("2e", 2.0 * std::f64::consts::E),
        ("2e+x", 2.0 * std::f64::consts::E + 3.0),
        ("2exp(0)", 2.0),
        ("1e3x", 3000.0),
        (".5x", 1.5),
        ("2.x", 6.0),
        ("2.", 2.0),
        ("--x", 3.0),
        ("+x", 3.0),
        ("x*-y", -6.0),
        ("x--y", 5.0),
        ("x²", 9.0),
        ("x²+y³", 17.0),
        ("-x²", -9.0),
        ("2^y²", 16.0),
        ("y²^y", 16.0),
        ("x⁻¹", 1.0 / 3.0),
        ("y¹⁰", 1024.0),
        ("2×x·y−1", 11.0),
        ("（x＋１）＊２，".trim_end_matches('，'), 8.0),
        ("ｘ＾２÷ｙ", 4.5),
        ("max（x，y）", 3.0),
        ("2πx", 2.0 * std::f64::consts::PI * 3.0),
        ("π", std::f64::consts::PI),
        ("pi", std::f64::consts::PI),
        ("min(x,y)", 2.0),
        ("max(x,y)+min(1,x)", 4.0),
        ("log10(100)", 2.0),
        ("ln(e)", 1.0),
        ("log(e)", 1.0),
        ("exp(0)+abs(-x)+sign(-y)", 3.0),
        ("sqrt(x^2)", 3.0),
        ("x^0", 1.0),
        ("0^0", 1.0),
        ("x^1", 3.0),
        ("4^0.5", 2.0),
        ("a*x+α", 4.0),
        (" ( x ) ", 3.0),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    for (text, expected) in [
        ("sin(x)", libm::sin(3.0)),
        ("cos(x)", libm::cos(3.0)),
        ("tan(x)", libm::tan(3.0)),
        ("asin(y/4)", libm::asin(0.5)),
        ("acos(y/4)", libm::acos(0.5)),
        ("atan(x)", libm::atan(3.0)),
        ("sinh(x)", libm::sinh(3.0)),
        ("cosh(x)", libm::cosh(3.0)),
        ("tanh(x)", libm::tanh(3.0)),
        ("e^x", libm::exp(3.0)),
        ("x^1.5", libm::pow(3.0, 1.5)),
        ("x^y", 9.0),
        ("0.3^y", libm::pow(0.3, 2.0)),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn letters_are_free_and_take_their_values() {
    let program = Program::parse("a(x-b)^2 + 3a*E + y^n").expect("a formula");
    assert_eq!(program.letters(), ['a', 'b', 'E', 'n']);
    let f = program.with(&[2.0, 1.0, 5.0, 2.0]);
    assert_eq!(f.value([3.0, -2.0]), 2.0 * 4.0 + 30.0 + 4.0);
    assert_eq!(f.gradient([3.0, -2.0]), [8.0, -4.0]);
    assert_eq!(program.with(&[]).value([3.0, -2.0]), 4.0 + 3.0 - 2.0, "1 each");
}

#[test]
fn mistakes_are_named_with_their_place_and_a_suggestion() {
    use Problem::*;
    let name = |n: &str| UnknownName(n.into());
    for (text, problem, start, end, suggestion) in [
        ("", Empty, 0, 0, ""),
        ("   ", Empty, 0, 3, ""),
        ("xy", name("xy"), 0, 2, "x*y"),
        ("1+lnx", name("lnx"), 2, 5, "ln(x)"),
        ("（x）+sine(x)", name("sine"), 4, 8, "sin"),
        ("x+xsin(y)", name("xsin"), 2, 6, "x*sin"),
        ("sin x", NoParentheses("sin"), 0, 3, ""),
        ("sin", NoParentheses("sin"), 0, 3, ""),
        ("sin^2(x)", NoParentheses("sin"), 0, 3, ""),
        ("log2(x)", NoParentheses("log"), 0, 3, ""),
        ("log10x", NoParentheses("log10"), 0, 5, ""),
        ("min(x)", Arguments("min", 2), 0, 3, ""),
        ("1+sin(x,y)", Arguments("sin", 1), 2, 5, ""),
        ("x+", Incomplete, 2, 2, ""),
        ("x^", Incomplete, 2, 2, ""),
        ("(x", Unclosed, 0, 1, ""),
        ("2*sin(x+(y)", Unclosed, 5, 6, ""),
        ("x)", Unexpected(")".into()), 1, 2, ""),
        ("()", Unexpected(")".into()), 1, 2, ""),
        ("x+*y", Unexpected("*".into()), 2, 3, ""),
        ("x**2", Unexpected("**".into()), 1, 3, "^"),
        ("x,y", Unexpected(",".into()), 1, 2, ""),
        (".", Unexpected(".".into()), 0, 1, ""),
        ("x⁻", Unexpected("⁻".into()), 1, 2, ""),
        ("²", Unexpected("²".into()), 0, 1, ""),
        ("x2", NumberAfterValue("2".into()), 1, 2, "*2"),
        ("2 3", NumberAfterValue("3".into()), 2, 3, "*3"),
        ("1.2.3", NumberAfterValue(".3".into()), 3, 5, "*.3"),
        ("(x)2", NumberAfterValue("2".into()), 3, 4, "*2"),
        ("x=2", Character("=".into()), 1, 2, ""),
        ("|x|", Character("|".into()), 0, 1, "abs(x)"),
        ("中+x", Character("中".into()), 0, 1, ""),
        ("1e999", TooLarge("1e999".into()), 0, 5, ""),
    ] {
        let error = Program::parse(text).expect_err(text);
        let wanted = (problem, start, end, suggestion.to_string());
        assert_eq!((error.problem, error.start, error.end, error.suggestion.unwrap_or_default()), wanted, "{text}");
    }
}

#[test]
fn five_hundred_characters_and_sixty_four_levels_are_the_limit() {
    let long = |n: usize| format!("x{}", "+x".repeat((n - 1) / 2)) + if n.is_multiple_of(2) { " " } else { "" };
    assert!(Program::parse(&long(500)).is_ok());
    assert_eq!(Program::parse(&long(501)).expect_err("too long").problem, Problem::TooLong);
    assert_eq!(Program::parse(&"²".repeat(1_000_000)).expect_err("too long").problem, Problem::TooLong);
    let deep = |n: usize| "(".repeat(n) + "x" + &")".repeat(n);
    assert!(Program::parse(&deep(64)).is_ok());
    assert_eq!(Program::parse(&deep(65)).expect_err("too deep").problem, Problem::TooDeep);
    let sines = |n: usize| "sin(".repeat(n) + "x" + &")".repeat(n);
    assert!(Program::parse(&sines(64)).is_ok());
    assert_eq!(Program::parse(&sines(65)).expect_err("too deep").problem, Problem::TooDeep);
    let tower = |n: usize| "x^".repeat(n) + "x";
    assert!(Program::parse(&tower(64)).is_ok());
    assert_eq!(Program::parse(&tower(65)).expect_err("too deep").problem, Problem::TooDeep);
    assert!(Program::parse(&("-".repeat(499) + "x")).is_ok());
}

/// Formulas that need as many places as five hundred characters can make them need.
#[test]
fn every_shape_of_formula_finds_its_places() {
    // A tree with as many levels as it can have, all its leaves different so that none is shared; and its value.
    fn tree(levels: usize, power: &mut i32) -> (String, f64) {
        if levels == 0 {
            *power += 1;
            return (format!("x^{power}"), crate::scalar::Scalar::powi(1.1, *power));
        }
        let (left, right) = (tree(levels - 1, power), tree(levels - 1, power));
        (format!("({}/{})", left.0, right.0), left.1 / right.1)
    }
    for levels in 1..=6 {
        let (text, expected) = tree(levels, &mut 1);
        assert!(text.chars().count() <= MAX_LENGTH);
        let f = ready(&text);
        assert!(f.code.iter().all(|op| !matches!(op, Op::Store(i) if usize::from(*i) >= PLACES - 1)), "{text}");
        assert_eq!(f.value([1.1, 0.0]), expected, "{text}");
    }
    // To the right, where each level keeps something waiting.
    let right = "y+sin(x)*(".repeat(40) + "1" + &")".repeat(40);
    let expected = (0..40).fold(1.0, |inner, _| 2.0 + libm::sin(3.0) * inner);
    assert!((value(&right) - expected).abs() < 1e-12);
}
