use super::*;
use crate::dual::Dual;

/// Numbers of every kind, the same ones each time: sizes from tiny to huge, both signs, special ones, and what is next
/// to multiples of π/4 and of ln 2 / 2.
fn numbers() -> Vec<f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut all = vec![0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, 5e-324, 1e-300, 709.8, -745.2];
    for _ in 0..60_000 {
        let unit = (random() >> 11) as f64 / (1_u64 << 53) as f64;
        all.push(f64::from_bits(random()));
        all.push((unit - 0.5) * 1500.0);
        all.push((unit - 0.5) * 4.0);
        all.push((unit - 0.5) * libm::pow(10.0, (random() % 40) as f64 - 30.0));
    }
    for k in -3000..3000 {
        for step in [std::f64::consts::FRAC_PI_4, std::f64::consts::LN_2 / 2.0] {
            let at = f64::from(k) * step;
            for ulps in [0_i64, 1, -1, 77, -1000, 1 << 20, -(1 << 20), 1 << 30, -(1 << 33), 1 << 37, -(1 << 40)] {
                all.push(f64::from_bits((at.to_bits() as i64 + ulps) as u64));
            }
        }
    }
    for high in
        [0x3e30_0000_u64, 0x3e46_a09e, 0x3e50_0000, 0x3fd6_2e42, 0x3fe9_21fb, 0x3ff0_a2b2, 0x4086_232b, 0x4139_21fb]
    {
        for low in [0, 1, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_0001] {
            let v = f64::from_bits((high << 32) + low);
            all.extend([v, -v]);
        }
    }
    all
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

#[track_caller]
fn check(name: &str, lanes: impl Fn(Lanes) -> Lanes, one: impl Fn(f64) -> f64) {
    for chunk in numbers().chunks(LANES) {
        let at = |i: usize| chunk[i.min(chunk.len() - 1)];
        let result = lanes(Lanes::gather(at)).to_array();
        for (i, result) in result.into_iter().enumerate() {
            assert!(same(result, one(at(i))), "{name}({}) = {result}, alone {}", at(i), one(at(i)));
        }
    }
}

#[test]
fn every_lane_has_the_bits_of_a_number_alone() {
    check("exp", Scalar::exp, Scalar::exp);
    check("sin", Scalar::sin, Scalar::sin);
    check("cos", Scalar::cos, Scalar::cos);
    check("sqrt", Scalar::sqrt, Scalar::sqrt);
    check("abs", Scalar::abs, Scalar::abs);
    check("sign", Scalar::sign, Scalar::sign);
    check("ln", Scalar::ln, Scalar::ln);
    check("tanh", Scalar::tanh, Scalar::tanh);
    check("powf", |v| v.powf(1.7), |v| Scalar::powf(v, 1.7));
    check("powi", |v| v.powi(-5), |v| Scalar::powi(v, -5));
    check("arithmetic", |v| -(v * 3.0 - v / 7.0 + 0.1) / (v + 2.0), |v| -(v * 3.0 - v / 7.0 + 0.1) / (v + 2.0));
}

#[test]
fn comparisons_are_those_of_a_number_alone() {
    let all = numbers();
    for chunk in all.windows(LANES + 1).step_by(LANES) {
        let (a, b) = (Lanes::gather(|i| chunk[i]), Lanes::gather(|i| chunk[i + 1]));
        let (larger, smaller, chosen) = (a.max(b), a.min(b), a.select_positive(b, -b));
        for i in 0..LANES {
            let (x, y) = (chunk[i], chunk[i + 1]);
            assert!(same(larger.lane(i), Scalar::max(x, y)), "max({x}, {y})");
            assert!(same(smaller.lane(i), Scalar::min(x, y)), "min({x}, {y})");
            assert!(same(chosen.lane(i), x.select_positive(y, -y)), "{x}");
            assert_eq!(a.below(b) >> i & 1 == 1, x < y, "{x} < {y}");
            let finite = Lanes::finite([a, b], a) >> i & 1 == 1;
            assert_eq!(finite, x.is_finite() && y.is_finite(), "{x}, {y}");
        }
    }
}

#[test]
fn derivatives_too() {
    let f = |x: Dual<Lanes>| (x * 2.0).cos() / (x.sq() + 1.0).sqrt() - (-x.abs()).exp();
    let g = |x: Dual<f64>| (x * 2.0).cos() / (x.sq() + 1.0).sqrt() - (-x.abs()).exp();
    check("f'", |x| f(Dual::variable(x, 0)).eps[0], |x| g(Dual::variable(x, 0)).eps[0]);
    check("f", |x| f(Dual::variable(x, 1)).re, |x| g(Dual::variable(x, 1)).re);
}

#[test]
fn bits_are_compared_and_not_values() {
    let zero = Lanes::from(0.0);
    assert!(zero.same_bits(zero) && Lanes::from(f64::NAN).same_bits(Lanes::from(f64::NAN)));
    assert!(!zero.same_bits(-zero));
    assert!(!zero.same_bits(Lanes::gather(|i| if i == LANES - 1 { 1e-300 } else { 0.0 })));
}
