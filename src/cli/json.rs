//! Values of the core as JSON.

use downhill::core::param::{Kind, ParamSpec, Value};
use downhill::core::scalar::Vec2;
use serde_json::Value as Json;

/// A number; null where it is not finite, for which JSON has no word.
pub fn number(v: f64) -> Json {
    // Adding 0 turns −0 into 0, as JavaScript and the CSV print it.
    serde_json::Number::from_f64(v + 0.0).map_or(Json::Null, Json::Number)
}

/// A point or direction as [x, y].
pub fn pair([x, y]: Vec2) -> Json {
    Json::Array(vec![number(x), number(y)])
}

/// The value of a parameter: a number or null for none, true or false, or the name of a choice.
pub fn value(spec: &ParamSpec, value: Value) -> Json {
    match (value, spec.kind) {
        (Value::Number(v), _) => number(v),
        (Value::None, _) => Json::Null,
        (Value::Flag(on), _) => Json::Bool(on),
        (Value::Choice(i), Kind::Choice(names)) => Json::from(names[i]),
        (Value::Choice(i), _) => Json::from(i),
    }
}
