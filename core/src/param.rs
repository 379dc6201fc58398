//! Parameters: one description from which slider, link key, command line, help and tests all follow.

pub use super::slider::{Scale, Slider};

/// What kind of thing a parameter is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number with a slider.
    Number {
        /// The slider that sets it.
        slider: Slider,
        /// What is accepted when typed or linked.
        allowed: Range,
    },
    /// On or off.
    Flag,
    /// One of a few named values.
    Choice(&'static [&'static str]),
}

/// An interval, each end included or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// Whether the lower end itself is allowed.
    pub low_included: bool,
    /// The upper end, never itself allowed when infinite.
    pub high: f64,
    /// Whether the upper end itself is allowed.
    pub high_included: bool,
    /// Whether it counts something, so that only whole numbers are allowed.
    pub whole: bool,
}

impl Range {
    /// All numbers of at least 0 (learning rates, decays: what torch accepts).
    pub const NOT_NEGATIVE: Range =
        Range { low: 0.0, low_included: true, high: f64::INFINITY, high_included: false, whole: false };
    /// 0 ≤ v < 1, what a decay factor may be.
    pub const UNIT: Range = Range { low: 0.0, low_included: true, high: 1.0, high_included: false, whole: false };
    /// 0 < v ≤ 1, what a part of something may be that must not be nothing.
    pub const PART: Range = Range { low: 0.0, low_included: false, high: 1.0, high_included: true, whole: false };
    /// Every finite number.
    pub const FINITE: Range =
        Range { low: f64::NEG_INFINITY, low_included: false, high: f64::INFINITY, high_included: false, whole: false };
    /// All positive numbers.
    pub const POSITIVE: Range =
        Range { low: 0.0, low_included: false, high: f64::INFINITY, high_included: false, whole: false };
    /// All numbers of at least this.
    pub const fn at_least(low: f64) -> Range {
        Range { low, low_included: true, high: f64::INFINITY, high_included: false, whole: false }
    }

    /// Whole numbers of at least this: 0 or 1.
    pub const fn counts_from(low: f64) -> Range {
        Range { whole: true, ..Range::at_least(low) }
    }

    /// The number nearest to one on a slider, which does not know that only whole numbers count.
    pub fn nearest(self, v: f64) -> f64 {
        if self.whole { libm::round(v) } else { v }
    }

    /// The numbers from one to another, both included.
    pub const fn within(low: f64, high: f64) -> Range {
        Range { low, low_included: true, high, high_included: true, whole: false }
    }

    /// The numbers between two, neither end included.
    pub const fn between(low: f64, high: f64) -> Range {
        Range { low, low_included: false, high, high_included: false, whole: false }
    }

    /// Whether a value lies inside. NaN never does.
    pub fn contains(self, v: f64) -> bool {
        let above = if self.low_included { v >= self.low } else { v > self.low };
        let below = if self.high_included { v <= self.high } else { v < self.high };
        above && below && (!self.whole || v.fract() == 0.0)
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = |included: bool| if included { "≤" } else { "<" };
        let number = super::format::js_number;
        if self.whole {
            f.write_str(if self.low == 0.0 { "0, 1, 2, …" } else { "1, 2, 3, …" })?;
            return if self.high.is_finite() { write!(f, ", {}", number(self.high)) } else { Ok(()) };
        }
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => write!(
                f,
                "{} {} v {} {}",
                number(self.low),
                sign(self.low_included),
                sign(self.high_included),
                number(self.high)
            ),
            (true, false) => {
                write!(f, "v {} {}", if self.low_included { "≥" } else { ">" }, number(self.low))
            }
            (false, true) => write!(f, "v {} {}", sign(self.high_included), number(self.high)),
            (false, false) => write!(f, "v ∈ ℝ"),
        }
    }
}

/// What links write where a number is left out.
pub const NONE: &str = "none";

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// On or off.
    Flag(bool),
    /// The index of one of the named values.
    Choice(usize),
    /// No number: what the method does without it is its own affair. Written `none`.
    None,
}

impl Value {
    /// The number, NaN where there is none; only called where the description says it is one.
    pub fn number(self) -> f64 {
        match self {
            Value::Number(v) => v,
            Value::None => f64::NAN,
            Value::Flag(b) => f64::from(u8::from(b)),
            Value::Choice(i) => i as f64,
        }
    }

    /// Whether it is switched on.
    pub fn flag(self) -> bool {
        matches!(self, Value::Flag(true))
    }

    /// The index of the named value chosen.
    pub fn choice(self) -> usize {
        match self {
            Value::Choice(i) => i,
            _ => 0,
        }
    }
}

/// The description of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParamSpec {
    /// The name in links and on the command line: PyTorch's (optax's where PyTorch has none).
    pub id: &'static str,
    /// The symbol in formulas, such as β₁; empty where there is none.
    pub symbol: &'static str,
    /// The default of the library that the method follows.
    pub default: Value,
    /// Number, switch or choice, with ranges.
    pub kind: Kind,
    /// Whether a number may be left out: `none`, null in JSON.
    pub optional: bool,
}

/// A number that may be `none`, and is unless it is given.
pub const fn optional(id: &'static str, symbol: &'static str, slider: Slider, allowed: Range) -> ParamSpec {
    ParamSpec { id, symbol, default: Value::None, kind: Kind::Number { slider, allowed }, optional: true }
}

/// A number of at least 0 on a logarithmic slider; where the default is 0, the slider's far left is 0.
pub const fn rate(id: &'static str, symbol: &'static str, default: f64, ends: (f64, f64)) -> ParamSpec {
    let scale = if default == 0.0 { Scale::LogOrZero } else { Scale::Log };
    number(id, symbol, default, Slider { low: ends.0, high: ends.1, scale }, Range::NOT_NEGATIVE)
}

/// A decay factor, 0 ≤ v < 1, on the memory scale up to `top`.
pub const fn decay(id: &'static str, symbol: &'static str, default: f64, top: f64) -> ParamSpec {
    number(id, symbol, default, Slider { low: 0.0, high: top, scale: Scale::Memory }, Range::UNIT)
}

/// A number on an even slider.
pub const fn linear(
    id: &'static str,
    symbol: &'static str,
    default: f64,
    ends: (f64, f64),
    allowed: Range,
) -> ParamSpec {
    number(id, symbol, default, Slider { low: ends.0, high: ends.1, scale: Scale::Linear }, allowed)
}

/// A number with any slider.
pub const fn number(id: &'static str, symbol: &'static str, default: f64, slider: Slider, allowed: Range) -> ParamSpec {
    ParamSpec { id, symbol, default: Value::Number(default), kind: Kind::Number { slider, allowed }, optional: false }
}

/// A switch.
pub const fn flag(id: &'static str, default: bool) -> ParamSpec {
    ParamSpec { id, symbol: "", default: Value::Flag(default), kind: Kind::Flag, optional: false }
}

/// One of several named values; the first is the default.
pub const fn choice(id: &'static str, names: &'static [&'static str]) -> ParamSpec {
    ParamSpec { id, symbol: "", default: Value::Choice(0), kind: Kind::Choice(names), optional: false }
}

/// Why a text is not a value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadValue {
    /// Not a number at all.
    NotANumber,
    /// A number that the method does not allow; the allowed range.
    OutOfRange(String),
    /// Neither on nor off.
    NotAFlag,
    /// None of the named values, which are listed.
    NotAChoice(String),
}

impl ParamSpec {
    /// Reads a value as links write it.
    ///
    /// # Errors
    /// If the text is no value of this kind or not allowed; values are never clamped.
    pub fn read(&self, text: &str) -> Result<Value, BadValue> {
        match self.kind {
            Kind::Number { .. } if self.optional && text == NONE => Ok(Value::None),
            Kind::Number { allowed, .. } => {
                let number = read_number(text).ok_or(BadValue::NotANumber)?;
                if allowed.contains(number) {
                    Ok(Value::Number(number))
                } else {
                    Err(BadValue::OutOfRange(allowed.to_string()))
                }
            }
            Kind::Flag => read_flag(text).map(Value::Flag).ok_or(BadValue::NotAFlag),
            Kind::Choice(names) => names
                .iter()
                .position(|name| *name == text)
                .map(Value::Choice)
                .ok_or_else(|| BadValue::NotAChoice(names.join(", "))),
        }
    }

    /// Writes a value as links do.
    pub fn write(&self, value: Value) -> String {
        match (value, self.kind) {
            (Value::Number(v), _) => super::format::js_number(v),
            (Value::None, _) => NONE.to_string(),
            (Value::Flag(on), _) => (if on { "1" } else { "0" }).to_string(),
            (Value::Choice(i), Kind::Choice(names)) => names[i].to_string(),
            (Value::Choice(i), _) => i.to_string(),
        }
    }
}

/// Reads a finite number in any decimal float form.
pub fn read_number(text: &str) -> Option<f64> {
    // Rust also reads "inf", "nan" and "infinity": not numbers that a scene can hold.
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E')) {
        return None;
    }
    // Zero has no sign in a scene: none is written.
    super::format::read_decimal(text).filter(|v| v.is_finite()).map(|v| v + 0.0)
}

/// Reads `1`/`0`/`true`/`false`.
pub fn read_flag(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// The place of a parameter in a list of descriptions.
#[inline(never)]
pub fn position(specs: &[ParamSpec], id: &str) -> Option<usize> {
    specs.iter().position(|spec| spec.id == id)
}

/// The defaults of a list of descriptions.
pub fn defaults(specs: &[ParamSpec]) -> Vec<Value> {
    specs.iter().map(|spec| spec.default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_decimal_form_and_nothing_else() {
        for (text, value) in [("1e-08", 1e-8), ("0.10", 0.1), ("-3", -3.0), ("+2.5E1", 25.0), (".5", 0.5)] {
            assert_eq!(read_number(text), Some(value), "{text}");
        }
        for text in ["", "nan", "inf", "-inf", "1e999", "0x10", "1,5", "1 ", "--1", "e"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }

    #[test]
    fn what_counts_is_whole() {
        let times = linear("k", "k", 5.0, (1.0, 101.0), Range::counts_from(1.0));
        assert_eq!(times.read("7"), Ok(Value::Number(7.0)));
        for bad in ["2.5", "0"] {
            assert_eq!(times.read(bad), Err(BadValue::OutOfRange("1, 2, 3, …".into())), "{bad}");
        }
        let few = Range { whole: true, ..Range::within(1.0, 1000.0) };
        assert_eq!((few.nearest(2.6), few.to_string()), (3.0, "1, 2, 3, …, 1000".to_string()));
        assert_eq!(Range::UNIT.nearest(0.26), 0.26);
    }

    #[test]
    fn values_outside_what_the_method_allows_are_bad() {
        let beta = decay("beta1", "β₁", 0.9, 0.999);
        assert_eq!(beta.read("1"), Err(BadValue::OutOfRange("0 ≤ v < 1".into())));
        assert_eq!(beta.read("-0.1"), Err(BadValue::OutOfRange("0 ≤ v < 1".into())));
        assert_eq!(beta.read("0.9999999"), Ok(Value::Number(0.9999999)));
        assert_eq!(rate("lr", "α", 0.1, (1e-4, 1.0)).read("-1"), Err(BadValue::OutOfRange("v ≥ 0".into())));
    }

    #[test]
    fn only_what_may_be_left_out_is_none() {
        let slider = Slider { low: 1.0, high: 100.0, scale: Scale::Log };
        let steps = optional("warmup_steps", "", slider, Range::at_least(1.0));
        assert_eq!((steps.read("none"), steps.read("20")), (Ok(Value::None), Ok(Value::Number(20.0))));
        assert_eq!((steps.write(Value::None), steps.write(Value::Number(20.0))), ("none".into(), "20".into()));
        assert_eq!(steps.read("None"), Err(BadValue::NotANumber));
        assert_eq!(decay("beta1", "β₁", 0.9, 0.999).read("none"), Err(BadValue::NotANumber));
    }
}
