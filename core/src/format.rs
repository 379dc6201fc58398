//! Numbers as text.

/// A number as JavaScript prints it: the shortest form that reads back to the same bits (`0.1`, `1e-8`).
pub fn js_number(v: f64) -> String {
    ryu_js::Buffer::new().format(v).to_string()
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
    format!("{v:.digits$e}").parse().unwrap_or(v)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
