//! `downhill trace`: every step of every run.

use super::{Failure, json};
use downhill::core::format::js_number;
use downhill::core::run::{Point, Trajectory};
use downhill::scene::{Run, Scene, simulate};
use serde_json::{Map, Value as Json, json};
use std::io::Write;

/// Prints a line per step. A run that diverges ends at its last finite step.
pub fn csv(scene: &Scene, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "run,optimizer,step,x,y,f,ax,ay")?;
    for (i, (run, path)) in scene.runs.iter().zip(simulate(scene)).enumerate() {
        for (step, Point { point, loss }) in path.points.iter().enumerate() {
            let [x, y, f] = [point[0], point[1], *loss].map(js_number);
            // The last two columns are for methods that are judged at another point than where they step.
            let [ax, ay] = path.averaged.get(step).map(|a| a.map(js_number)).unwrap_or_default();
            writeln!(out, "{i},{},{step},{x},{y},{f},{ax},{ay}", run.optimizer.id)?;
        }
    }
    Ok(())
}

/// Prints one object with all runs: method, parameters, outcome, counts and points.
pub fn json(scene: &Scene, out: &mut impl Write) -> Result<(), Failure> {
    let runs: Vec<Json> = scene.runs.iter().zip(simulate(scene)).map(|(run, path)| one(run, &path)).collect();
    serde_json::to_writer(&mut *out, &json!({ "runs": runs }))?;
    Ok(writeln!(out)?)
}

fn one(run: &Run, path: &Trajectory) -> Json {
    let params = run.optimizer.params.iter().zip(&run.values);
    let params: Map<String, Json> = params.map(|(spec, v)| (spec.id.to_string(), json::value(spec, *v))).collect();
    let points = path.points.iter().enumerate().map(|(step, Point { point: [x, y], loss })| {
        let mut entry = json!({ "step": step, "x": json::number(*x), "y": json::number(*y), "f": json::number(*loss) });
        if let Some([ax, ay]) = path.averaged.get(step) {
            entry["ax"] = json::number(*ax);
            entry["ay"] = json::number(*ay);
        }
        entry
    });
    json!({
        "optimizer": run.optimizer.id,
        "params": params,
        "outcome": path.outcome.id(),
        "at": path.outcome.at(),
        "evaluations": {
            "value": path.evaluations.value,
            "gradient": path.evaluations.gradient,
            "hessian": path.evaluations.hessian,
        },
        "points": points.collect::<Vec<_>>(),
    })
}
