//! The runs of a scene as CSV and as JSON: what `downhill trace` prints.

use crate::core::format::js_number;
use crate::core::param::{Kind, ParamSpec, Value};
use crate::core::run::{Point, Trajectory};
use crate::scene::{Run, Scene, simulate};

/// A line per step: `run,optimizer,step,x,y,f,ax,ay`. A run that diverges ends at its last finite step.
pub fn csv(scene: &Scene) -> String {
    let mut out = String::from("run,optimizer,step,x,y,f,ax,ay\n");
    for (i, (run, path)) in scene.runs.iter().zip(simulate(scene)).enumerate() {
        for (step, Point { point, loss }) in path.points.iter().enumerate() {
            let [x, y, f] = [point[0], point[1], *loss].map(js_number);
            // The last two columns are for methods that are judged at another point than where they step.
            let [ax, ay] = path.averaged.get(step).map(|a| a.map(js_number)).unwrap_or_default();
            out += &format!("{i},{},{step},{x},{y},{f},{ax},{ay}\n", run.optimizer.id);
        }
    }
    out
}

/// One object with all runs: method, parameters, outcome, counts and points, and a newline.
pub fn json(scene: &Scene) -> String {
    let runs: Vec<String> = scene.runs.iter().zip(simulate(scene)).map(|(run, path)| one(run, &path)).collect();
    format!("{{\"runs\":[{}]}}\n", runs.join(","))
}

fn one(run: &Run, path: &Trajectory) -> String {
    let params = run.optimizer.params.iter().zip(&run.values);
    let params: Vec<String> = params.map(|(spec, v)| format!("\"{}\":{}", spec.id, value(spec, *v))).collect();
    let points: Vec<String> = path.points.iter().enumerate().map(|(step, p)| point(step, p, path)).collect();
    let counts = path.evaluations;
    format!(
        "{{\"optimizer\":\"{}\",\"params\":{{{}}},\"outcome\":\"{}\",\"at\":{},\"evaluations\":{{\"value\":{},\"gradient\":{},\"hessian\":{}}},\"points\":[{}]}}",
        run.optimizer.id,
        params.join(","),
        path.outcome.id(),
        path.outcome.at().map_or("null".to_string(), |at| at.to_string()),
        counts.value,
        counts.gradient,
        counts.hessian,
        points.join(",")
    )
}

fn point(step: usize, p: &Point, path: &Trajectory) -> String {
    let [x, y, f] = [p.point[0], p.point[1], p.loss].map(number);
    let average = path.averaged.get(step).map(|a| a.map(number));
    let average = average.map_or(String::new(), |[ax, ay]| format!(",\"ax\":{ax},\"ay\":{ay}"));
    format!("{{\"step\":{step},\"x\":{x},\"y\":{y},\"f\":{f}{average}}}")
}

/// A number, with a point also if it is whole, so that no reader takes it for an integer; null where it is not finite, for
/// which JSON has no word.
fn number(v: f64) -> String {
    if !v.is_finite() {
        return "null".to_string();
    }
    let text = js_number(v);
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

/// The value of a parameter: a number or null for none, true or false, or the name of a choice.
fn value(spec: &ParamSpec, value: Value) -> String {
    match (value, spec.kind) {
        (Value::Number(v), _) => number(v),
        (Value::None, _) => "null".to_string(),
        (Value::Flag(on), _) => on.to_string(),
        (Value::Choice(i), Kind::Choice(names)) => format!("\"{}\"", names[i]),
        (Value::Choice(i), _) => i.to_string(),
    }
}
