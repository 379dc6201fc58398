//! Numbers as text.

/// A number as JavaScript prints it: the shortest form that reads back to the same bits (`0.1`, `1e-8`).
pub fn js_number(v: f64) -> String {
    if v == 0.0 {
        return "0".to_string();
    }
    if !v.is_finite() {
        return if v.is_nan() { "NaN" } else { ["Infinity", "-Infinity"][usize::from(v < 0.0)] }.to_string();
    }
    // Rust's shortest digits are JavaScript's; only where the point stands is decided otherwise.
    let text = format!("{v:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = even(mantissa.replace('.', ""), v);
    // So many digits stand before the point.
    let before = exponent.parse::<i32>().unwrap_or(0) + 1;
    let zeros = |n: i32| "0".repeat(n.max(0) as usize);
    let count = digits.len() as i32;
    match before {
        -5..=0 => format!("{sign}0.{}{digits}", zeros(-before)),
        1..=21 if count <= before => format!("{sign}{digits}{}", zeros(before - count)),
        1..=21 => format!("{sign}{}.{}", &digits[..before as usize], &digits[before as usize..]),
        _ => {
            let point = if count > 1 { "." } else { "" };
            let plus = if before > 0 { "+" } else { "" };
            format!("{sign}{}{point}{}e{plus}{}", &digits[..1], &digits[1..], before - 1)
        }
    }
}

/// Of two shortest forms that are equally near, JavaScript takes the one whose last digit is even, Rust the larger.
fn even(digits: String, v: f64) -> String {
    let count = digits.len();
    let last = digits.as_bytes()[count - 1];
    // Shorter ones are the exact value, or nearer than their neighbours.
    if count < 15 || last.is_multiple_of(2) {
        return digits;
    }
    let lower = format!("{}{}", &digits[..count - 1], char::from(last - 1));
    // A tie has one digit more, a 5, and then nothing.
    let exact = |more: usize| format!("{:.*e}", count - 1 + more, v.abs()).replace('.', "");
    let tie = |text: &str| {
        let rest = text.split_once('e').map_or(text, |(digits, _)| digits).strip_prefix(&lower);
        rest.and_then(|rest| rest.strip_prefix('5')).is_some_and(|rest| rest.bytes().all(|b| b == b'0'))
    };
    if tie(&exact(1)) && tie(&exact(25)) { lower } else { digits }
}

/// Reads `-1.5e-7` and the like, correctly rounded; none if the text is anything else. Not the standard library's
/// reader, whose table of powers is a third as large as the rest of the numbers on the page together.
pub fn read_decimal(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], power(&text[at + 1..])?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(whole) && digits(fraction)) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let size: f64 = minimal_lexical::parse_float(whole.as_bytes().iter(), fraction.as_bytes().iter(), exponent);
    Some(if negative { -size } else { size })
}

/// An exponent; beyond a million it makes no difference how far.
fn power(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let good = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    good.then(|| sign * digits.bytes().fold(0, |n, b| (n * 10 + i32::from(b - b'0')).min(1_000_000)))
}

/// A number as C's `%.9g` and Python's print it, here with `digits` significant digits: zeros at the end are left out,
/// very large and very small numbers have an exponent (`1.5e-05`). 0 has no sign.
pub fn general(v: f64, digits: usize) -> String {
    if v == 0.0 || !v.is_finite() {
        return js_number(v);
    }
    let after_point = digits.saturating_sub(1);
    // The exponent of the rounded number: 9.99… may have become 10.
    let text = format!("{v:.after_point$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent > after_point as i32 {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}e{sign}{:02}", without_zeros(mantissa), exponent.abs())
    } else {
        let decimals = (after_point as i32 - exponent) as usize;
        without_zeros(&format!("{v:.decimals$}")).to_string()
    }
}

fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// The shortest of the numbers within half a step of `v` at `digits` significant digits: what a slider should set.
pub fn round_significant(v: f64, digits: u32) -> f64 {
    if v == 0.0 || !v.is_finite() {
        return v;
    }
    // Through text, because a scaled and unscaled float would carry digits nobody asked for (0.013000000000000001).
    let digits = digits.saturating_sub(1) as usize;
    read_decimal(&format!("{v:.digits$e}")).unwrap_or(v)
}

/// The multiple of a power of ten that is nearest to `v`, of the largest power that is at most `grain`: what somebody would
/// write who sees no more than that.
pub fn round_to(v: f64, grain: f64) -> f64 {
    let power = libm::floor(libm::log10(grain));
    let (grain, digits) = (libm::pow(10.0, power), (-power).max(0.0) as usize);
    // Through text: a product such as 3 × 0.01 would carry digits nobody asked for.
    read_decimal(&format!("{:.digits$}", libm::round(v / grain) * grain)).unwrap_or(v)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_seen_is_what_is_written() {
        use super::round_to;
        for (v, grain, to) in [
            (-6.771541468388852, 1.35e-3, -6.772),
            (0.30000000000000004, 0.05, 0.3),
            (1234.5, 40.0, 1230.0),
            (5.0, 1.0, 5.0),
            (-2.5e-7, 3e-9, -2.5e-7),
            (0.0, 1e-5, 0.0),
        ] {
            assert_eq!(round_to(v, grain), to, "{v} by {grain}");
        }
    }

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_look_as_in_javascript() {
        for (v, text) in
            [(0.1, "0.1"), (1e-8, "1e-8"), (200.0, "200"), (1e21, "1e+21"), (-0.5, "-0.5"), (1e-6, "0.000001")]
        {
            assert_eq!(js_number(v), text);
        }
    }

    #[test]
    fn general_numbers_look_as_in_c() {
        for (v, text) in [
            (15.409_960_746_765_137, "15.4099607"),
            (-0.293_428_897_857_666, "-0.293428898"),
            (0.5, "0.5"),
            (0.0, "0"),
            (-0.0, "0"),
            (1200.0, "1200"),
            (123_456_789.0, "123456789"),
            (999_999_999.6, "1e+09"),
            (1_234_567_890.0, "1.23456789e+09"),
            (0.000_123_456_789_12, "0.000123456789"),
            (0.000_099_999_999_999, "0.0001"),
            (1.5e-5, "1.5e-05"),
            (-1e-120, "-1e-120"),
        ] {
            assert_eq!(general(v, 9), text);
        }
        assert_eq!(general(1234.0, 1), "1e+03");
    }

    #[test]
    fn rounding_leaves_short_numbers() {
        assert_eq!(js_number(round_significant(0.013_000_4, 3)), "0.013");
        assert_eq!(js_number(round_significant(123_456.0, 2)), "120000");
        assert_eq!(round_significant(0.0, 3), 0.0);
    }

    fn any_float() -> impl Strategy<Value = f64> {
        prop_oneof![any::<u64>().prop_map(f64::from_bits), -1e4..1e4, (-1e6..1e6f64).prop_map(f64::round)]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn numbers_are_written_as_ryu_writes_them(v in any_float()) {
            prop_assert_eq!(js_number(v), ryu_js::Buffer::new().format(v).to_string());
        }

        #[test]
        fn numbers_are_read_as_the_standard_library_reads_them(v in any_float(), digits in 0..25_usize) {
            prop_assume!(v.is_finite());
            for text in [js_number(v), format!("{v:.digits$e}"), format!("{v:.digits$}"), format!("{v}")] {
                prop_assert_eq!(read_decimal(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
            }
        }

        #[test]
        fn what_is_no_number_is_none(text in "[-+.eE0-9]{0,8}") {
            prop_assert_eq!(read_decimal(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }
    }
}
