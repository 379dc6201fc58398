//! Numbers as people read them: three significant digits, a true minus sign, powers as superscripts.

/// A number with so many significant digits: `0.062`, `−1.4`, `1.2 × 10⁻⁵`.
pub fn number(v: f64, digits: usize) -> String {
    if v == 0.0 {
        return "0".into();
    }
    if !v.is_finite() {
        return if v.is_nan() {
            "NaN".into()
        } else if v > 0.0 {
            "∞".into()
        } else {
            "−∞".into()
        };
    }
    let scientific = format!("{:.*e}", digits.max(1) - 1, v.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let plain = if (-3..4).contains(&exponent) {
        // `{:e}` has rounded already; printing the rounded value cannot change the number of digits again.
        let rounded = crate::core::format::read_decimal(&scientific).unwrap_or(v.abs());
        let places = (digits as i32 - 1 - exponent).max(0) as usize;
        trimmed(&format!("{rounded:.places$}")).to_string()
    } else if trimmed(mantissa) == "1" {
        format!("10{}", superscript(exponent))
    } else {
        format!("{} × 10{}", trimmed(mantissa), superscript(exponent))
    };
    if v < 0.0 { format!("−{plain}") } else { plain }
}

/// A learning rate or another small setting, as typed: in powers only below 10⁻³ and where JavaScript would use them.
pub fn rate(v: f64) -> String {
    let plain = v == 0.0 || (1e-3..1e21).contains(&v.abs());
    if plain { crate::core::format::js_number(v).replace('-', "−") } else { number(v, 3) }
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A whole number as an exponent: ⁻⁴.
pub fn superscript(n: i32) -> String {
    n.to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32('⁰' as u32 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_typeset() {
        for (v, text) in [
            (0.0, "0"),
            (0.0618, "0.0618"),
            (-1.4, "−1.4"),
            (34.8, "34.8"),
            (1234.0, "1230"),
            (0.000012, "1.2 × 10⁻⁵"),
            (1e-4, "10⁻⁴"),
            (123456.0, "1.23 × 10⁵"),
            (9.999, "10"),
            (0.99951, "1"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "−∞"),
        ] {
            assert_eq!(number(v, 3), text, "{v}");
        }
        assert_eq!(rate(0.013), "0.013");
        assert_eq!(rate(1e-8), "10⁻⁸");
        assert_eq!(rate(10.0), "10");
    }
}
