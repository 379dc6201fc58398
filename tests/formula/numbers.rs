//! Values and slopes against the reference, the surfaces in Rust, and differences.

use crate::support::{golden, number};
use crate::typed;
use downhill::core::param::defaults;
use downhill::core::surfaces::{Surface, surface};

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
pub const SAME: [(&str, &str); 13] = [
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
