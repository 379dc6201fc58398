//! Parameters of schedules: those of the rest of the program, and three things more. Some count steps and are whole
//! numbers, some follow the run when they are left out, and one is a list.

use crate::param::{BadValue, Kind, ParamSpec, Range, Value, number, read_number};
use crate::slider::{Scale, Slider};

/// The most milestones that a schedule may have.
const MOST: usize = 100;

/// What a parameter of a schedule is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// Left to the run; see [`ScheduleParam::absent`]. Written `none`, as torch's None.
    Auto,
    /// A number, a switch or a choice.
    One(Value),
    /// Numbers of steps, written `30/80`.
    List(Vec<f64>),
}

/// What a parameter is that is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    /// The default of its description.
    Default,
    /// The number of steps of the run.
    Steps,
    /// So many times the base rate.
    Rate(f64),
    /// As large as this other parameter.
    Same(&'static str),
    /// This list of steps; the parameter is a list.
    List(&'static [f64]),
}

/// The description of a parameter of a schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScheduleParam {
    /// Name, symbol, slider, range. Where the parameter is not a number of its own by default, the default here is only
    /// where its slider starts.
    pub spec: ParamSpec,
    /// What it is when left out.
    pub absent: Absent,
    /// The share of the run's steps that it is worth when a schedule is chosen on the page; 0 for none.
    pub share: f64,
}

/// A parameter like any other.
pub(super) const fn own(spec: ParamSpec) -> ScheduleParam {
    ScheduleParam { spec, absent: Absent::Default, share: 0.0 }
}

/// A parameter that follows the run when left out.
pub(super) const fn follows(spec: ParamSpec, absent: Absent) -> ScheduleParam {
    ScheduleParam { spec, absent, share: 0.0 }
}

/// A number of steps, at least `least`.
pub(super) const fn steps(
    id: &'static str,
    symbol: &'static str,
    default: f64,
    least: f64,
    share: f64,
) -> ScheduleParam {
    let scale = if least == 0.0 { Scale::LogOrZero } else { Scale::Log };
    let allowed = Range::counts_from(least);
    let spec = number(id, symbol, default, Slider { low: 1.0, high: 1000.0, scale }, allowed);
    ScheduleParam { spec, absent: Absent::Default, share }
}

/// A number of steps that follows the run when left out.
pub(super) const fn steps_or(id: &'static str, symbol: &'static str, absent: Absent) -> ScheduleParam {
    ScheduleParam { absent, ..steps(id, symbol, 100.0, 1.0, 0.0) }
}

/// A share, 0 ≤ v ≤ 1.
pub(super) const fn share(id: &'static str, symbol: &'static str, default: f64) -> ScheduleParam {
    own(number(id, symbol, default, Slider { low: 0.0, high: 1.0, scale: Scale::Linear }, SHARE))
}

/// 0 ≤ v ≤ 1.
pub(super) const SHARE: Range = Range::within(0.0, 1.0);

impl ScheduleParam {
    /// Whether it counts steps or times, so that only whole numbers are allowed.
    pub fn whole(&self) -> bool {
        matches!(self.spec.kind, Kind::Number { allowed, .. } if allowed.whole)
    }

    /// The setting of a schedule that nobody has touched.
    pub fn default(&self) -> Setting {
        match self.absent {
            Absent::Default => Setting::One(self.spec.default),
            Absent::List(list) => Setting::List(list.to_vec()),
            Absent::Steps | Absent::Rate(_) | Absent::Same(_) => Setting::Auto,
        }
    }

    /// Whether the parameter may be set so.
    pub fn accepts(&self, setting: &Setting) -> bool {
        let fits = |v: f64| self.allows(v).is_ok();
        match (setting, self.absent, self.spec.kind) {
            (Setting::List(list), Absent::List(_), _) => {
                !list.is_empty() && list.len() <= MOST && list.iter().all(|v| fits(*v))
            }
            (Setting::List(_), ..) | (Setting::One(_), Absent::List(_), _) => false,
            (Setting::Auto, absent, _) => !matches!(absent, Absent::Default | Absent::List(_)),
            (Setting::One(Value::Number(v)), _, Kind::Number { .. }) => fits(*v),
            (Setting::One(Value::Flag(_)), _, Kind::Flag) => true,
            (Setting::One(Value::Choice(i)), _, Kind::Choice(names)) => *i < names.len(),
            (Setting::One(_), ..) => false,
        }
    }

    fn allows(&self, v: f64) -> Result<f64, BadValue> {
        match self.spec.kind {
            Kind::Number { allowed, .. } if !allowed.contains(v) => Err(BadValue::OutOfRange(allowed.to_string())),
            _ => Ok(v),
        }
    }

    /// Reads a setting as links write it.
    ///
    /// # Errors
    /// If the text is no value of this kind or not allowed; values are never clamped.
    pub fn read(&self, text: &str) -> Result<Setting, BadValue> {
        let number = |text: &str| self.allows(read_number(text).ok_or(BadValue::NotANumber)?);
        match (self.absent, self.spec.kind) {
            (Absent::List(_), _) => {
                let list = text.split('/').map(number).collect::<Result<Vec<f64>, BadValue>>()?;
                if list.len() > MOST {
                    return Err(BadValue::OutOfRange(format!("× 1 … {MOST}")));
                }
                Ok(Setting::List(list))
            }
            (Absent::Steps | Absent::Rate(_) | Absent::Same(_), _) if text == "none" => Ok(Setting::Auto),
            (_, Kind::Number { .. }) => Ok(Setting::One(Value::Number(number(text)?))),
            _ => self.spec.read(text).map(Setting::One),
        }
    }

    /// Writes a setting as links do.
    pub fn write(&self, setting: &Setting) -> String {
        match setting {
            Setting::Auto => "none".to_string(),
            Setting::One(value) => self.spec.write(*value),
            Setting::List(list) => list.iter().map(|v| crate::format::js_number(*v)).collect::<Vec<_>>().join("/"),
        }
    }
}
