//! Minima against closed forms and the books.

use crate::support::{Run, read_surface};
use crate::{fits, line, mean, measured, near, standardised};
use downhill::core::data::{FAITHFUL, ORINGS};
use downhill::core::run::Outcome;

#[test]
fn lines_are_those_of_the_normal_equations_and_of_the_books() {
    for (text, surface, data) in fits().into_iter().filter(|(text, ..)| text.contains("_line")) {
        let [minimum] = &surface.minima[..] else { panic!("{text}: {} minima", surface.minima.len()) };
        let (found, closed) = (minimum.point, line(&data));
        assert!((0..2).all(|k| near(found[k], closed[k], 1e-9)), "{text}: {found:?}, closed form {closed:?}");
        let rest = mean(&data, |[u, v]| (closed[0] + closed[1] * u - v).powi(2)) / 2.0;
        assert!(near(minimum.f, rest, 1e-10), "{text}: {} for {rest}", minimum.f);
    }
    // Coefficients as R's lm prints them.
    for (text, printed) in [
        ("faithful_line", [33.4744, 10.7296]),
        ("galton_line,standardize:0", [23.94153, 0.64629]),
        ("anscombe_line,set:1", [3.0001, 0.5001]),
        ("anscombe_line,set:2", [3.0009, 0.5]),
        ("anscombe_line,set:3", [3.0025, 0.4997]),
        ("anscombe_line,set:4", [3.0017, 0.4999]),
    ] {
        let found = read_surface(text).minima[0].point;
        assert!((0..2).all(|k| (found[k] - printed[k]).abs() <= 6e-5), "{text}: {found:?}, printed {printed:?}");
    }
}

#[test]
fn the_logistic_curve_is_that_of_the_books() {
    let found = read_surface("oring_logistic,standardize:0").minima[0].point;
    // As R's glm prints it.
    assert!((found[0] - 15.0429).abs() < 6e-5 && (found[1] + 0.2322).abs() < 6e-5, "{found:?}");
    // In the other scale it is the same curve, and it answers for each measurement as often as it happened.
    let surface = read_surface("oring_logistic");
    let (fit, at) = (surface.objective.data().unwrap(), surface.minima[0].point);
    let (mut sum, mut moment) = (0.0, 0.0);
    for [u, v] in measured(&ORINGS) {
        let p = fit.expected(at, u);
        assert!(near(p, 1.0 / (1.0 + (-(found[0] + found[1] * u)).exp()), 1e-9), "{u}");
        (sum, moment) = (sum + p - v, moment + (p - v) * u);
    }
    assert!(sum.abs() < 1e-10 && moment.abs() < 1e-8, "{sum} {moment}");
    assert!((fit.expected(at, 31.0) - 0.9996).abs() < 1e-4, "the launch of Challenger: {}", fit.expected(at, 31.0));
}

#[test]
fn the_neuron_has_two_minima_that_are_one_function() {
    let surface = read_surface("faithful_tanh");
    let [a, b] = &surface.minima[..] else { panic!("{} minima", surface.minima.len()) };
    assert!(near(a.point[0], -b.point[0], 1e-12) && near(a.point[1], -b.point[1], 1e-12) && near(a.f, b.f, 1e-12));
    // For a given x the best y has a closed form; along x a search by halves of the golden section.
    let data = standardised(&measured(&FAITHFUL));
    let best = |x: f64| {
        let y = mean(&data, |[u, v]| v * (x * u).tanh()) / mean(&data, |[u, _]| (x * u).tanh().powi(2));
        (y, mean(&data, |[u, v]| (y * (x * u).tanh() - v).powi(2)) / 2.0)
    };
    let (mut low, mut high) = (0.1, 4.0);
    for _ in 0..80 {
        let third = (high - low) / 3.0;
        if best(low + third).1 < best(high - third).1 { high -= third } else { low += third }
    }
    let positive = if a.point[0] > 0.0 { a } else { b };
    assert!((positive.point[0] - low).abs() < 1e-6, "{:?}, searched {low}", positive.point);
    assert!((positive.point[1] - best(low).0).abs() < 1e-6 && near(positive.f, best(low).1, 1e-12));
    // Between them lies a saddle.
    let [[xx, xy], [_, yy]] = surface.objective.hessian([0.0, 0.0]);
    assert!(xx * yy - xy * xy < 0.0 && surface.objective.gradient([0.0, 0.0]) == [0.0, 0.0]);
}

#[test]
fn standardising_makes_the_valley_round() {
    let condition = |text: &str| {
        let surface = read_surface(text);
        let [[a, b], [_, d]] = surface.objective.hessian(surface.minima[0].point);
        let (middle, spread) = ((a + d) / 2.0, ((a - d) / 2.0).hypot(b));
        // The smaller one from the determinant: the difference would have no digits left.
        (middle + spread).powi(2) / (a * d - b * b)
    };
    for (id, raw, standard) in [
        ("faithful_line", 159.0, 1.0),
        ("galton_line", 6.8e6, 1.0),
        ("anscombe_line", 844.0, 1.0),
        ("oring_logistic", 8.26e5, 2.22),
    ] {
        let (found, round) = (condition(&format!("{id},standardize:0")), condition(&format!("{id},standardize:1")));
        println!("{id}: condition number {found:.1}, standardised {round:.3}");
        assert!((found / raw - 1.0).abs() < 0.02, "{id}: {found}, documented {raw}");
        assert!((round / standard - 1.0).abs() < 0.02, "{id}: {round}, documented {standard}");
    }
}

#[test]
fn levenberg_and_marquardt_solve_least_squares() {
    for (text, surface, _) in fits().into_iter().filter(|(text, ..)| !text.contains("logistic")) {
        let p = [0.7, -0.4];
        let (hessian, gauss) = (surface.objective.hessian(p), surface.objective.gauss_newton(p).unwrap());
        if text.contains("line") {
            let largest = hessian[0][0].max(hessian[1][1]);
            let off = (0..4).map(|k| (hessian[k / 2][k % 2] - gauss[k / 2][k % 2]).abs()).fold(0.0, f64::max);
            assert!(off <= 1e-12 * largest, "{text}: {hessian:?} and {gauss:?}");
        }
        let path = Run::read("levenberg_marquardt").follow(&surface, surface.spec.start, 50);
        assert!(matches!(path.outcome, Outcome::Converged { .. }), "{text}: {:?}", path.outcome);
    }
    assert_eq!(read_surface("oring_logistic").objective.gauss_newton([0.0; 2]), None);
}
