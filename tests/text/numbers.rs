//! Numbers as people read them.

use downhill::text::{number, rate};

/// The value that a typeset number stands for.
fn value(text: &str) -> f64 {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '−' | '⁻' => '-',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10).unwrap(),
            other => other,
        })
        .collect();
    // After "10" come only digits of the exponent: a number without one never has a superscript.
    let scientific = text.contains(['⁻', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
    let result = match plain.split_once(" × 10") {
        Some((digits, exponent)) => format!("{digits}e{exponent}"),
        None if scientific => plain.replacen("10", "1e", 1),
        None => plain,
    };
    result.parse().unwrap_or_else(|e| panic!("{text} as {result}: {e}"))
}

#[test]
fn typeset_numbers_say_what_they_should_and_are_short() {
    let magnitudes = (-320..=307).step_by(3).map(|e| 10f64.powi(e));
    for size in magnitudes.chain([1e3, 1e4, 999.5, 9995.0, 0.001, 0.000_999_5, 5e-324]) {
        for v in [size, 1.23456 * size, -9.9999 * size, 0.5 * size].into_iter().filter(|v| v.abs() < 1e308 && *v != 0.0)
        {
            for digits in 1..=4 {
                let text = number(v, digits);
                let off = ((value(&text) - v) / v).abs();
                // Subnormal numbers have few digits of their own.
                let grain = 5e-324 / v.abs();
                assert!(off <= 0.5001 * 10f64.powi(1 - digits as i32) + grain, "{v:e} as {text}");
                assert!(!text.contains(['e', '-', '+']), "{text}");
                assert!(text.chars().count() <= 15, "{text}");
                let shown = text.split(" ×").next().unwrap();
                let significant =
                    shown.trim_start_matches(['−', '0', '.']).chars().filter(char::is_ascii_digit).count();
                assert!(significant <= digits.max(4), "{text} for {digits}");
            }
        }
    }
}

#[test]
fn rates_are_shown_as_typed_but_for_powers() {
    for (v, text) in [
        (0.0, "0"),
        (0.001, "0.001"),
        (0.0123456789, "0.0123456789"),
        (-2.5, "−2.5"),
        (0.00012, "1.2 × 10⁻⁴"),
        (1e6, "1000000"),
        (1e21, "10²¹"),
        (1.5e300, "1.5 × 10³⁰⁰"),
    ] {
        assert_eq!(rate(v), text);
    }
}
