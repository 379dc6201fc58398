//! Numbers as text.

/// A number as JavaScript prints it: the shortest form that reads back to the same bits (`0.1`, `1e-8`).
pub fn js_number(v: f64) -> String {
    ryu_js::Buffer::new().format(v).to_string()
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
    fn rounding_leaves_short_numbers() {
        assert_eq!(js_number(round_significant(0.013_000_4, 3)), "0.013");
        assert_eq!(js_number(round_significant(123_456.0, 2)), "120000");
        assert_eq!(round_significant(0.0, 3), 0.0);
    }
}
