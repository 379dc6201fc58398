//! `downhill list`: the registries, for programs that build scenes.

use super::{Failure, json};
use clap::ValueEnum;
use downhill::core::optimizers::{OPTIMIZERS, OptimizerSpec};
use downhill::core::param::{Kind, ParamSpec, defaults};
use downhill::core::schedules::{SCHEDULES, ScheduleParam, ScheduleSpec, Setting};
use downhill::core::surfaces::{SURFACES, Surface, SurfaceSpec, about};
use downhill::core::{optimizers, schedules};
use downhill::text::{Lang, optimizer_name, schedule_name, surface_name};
use serde_json::{Value as Json, json};
use std::io::Write;

/// What there is a list of.
#[derive(Clone, Copy, ValueEnum)]
pub enum What {
    /// The methods that a scene's `run` may name
    Optimizers,
    /// The functions that a scene's `surface` may name
    Surfaces,
    /// The schedules that a run's `schedule` may name
    Schedules,
}

/// Prints an array with an object for each entry, in the order of the choosers.
pub fn json(what: What, out: &mut impl Write) -> Result<(), Failure> {
    let entries: Vec<Json> = match what {
        What::Optimizers => OPTIMIZERS.iter().map(optimizer).collect(),
        What::Surfaces => SURFACES.iter().map(surface).collect(),
        What::Schedules => SCHEDULES.iter().map(schedule).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    Ok(writeln!(out)?)
}

fn optimizer(spec: &OptimizerSpec) -> Json {
    json!({
        "id": spec.id,
        "names": names(|lang| optimizer_name(lang, spec.id)),
        "parameters": spec.params.iter().map(parameter).collect::<Vec<_>>(),
        "formula": optimizers::about(spec).tex,
        "source": optimizers::about(spec).source,
        "defaults_of": optimizers::about(spec).defaults_of,
    })
}

fn surface(spec: &'static SurfaceSpec) -> Json {
    let (domain, about) = (spec.domain, about(spec));
    let minima = Surface::new(spec, &defaults(spec.params)).minima;
    let minima = minima
        .iter()
        .map(|m| json!({ "x": json::number(m.point[0]), "y": json::number(m.point[1]), "f": json::number(m.f) }));
    json!({
        "id": spec.id,
        "names": names(|lang| surface_name(lang, spec.id)),
        "parameters": spec.params.iter().map(parameter).collect::<Vec<_>>(),
        "formula": about.tex,
        "source": about.source,
        // A surface has its parameters, domain and start from where it has its formula.
        "defaults_of": about.source,
        "minima": minima.collect::<Vec<_>>(),
        "domain": [domain.x.0, domain.x.1, domain.y.0, domain.y.1],
        "start": spec.start,
        "runs": spec.runs,
    })
}

fn schedule(spec: &ScheduleSpec) -> Json {
    json!({
        "id": spec.id,
        "names": names(|lang| schedule_name(lang, spec.id)),
        "parameters": spec.params.iter().map(schedule_parameter).collect::<Vec<_>>(),
        "formula": schedules::about(spec).tex,
        "source": schedules::about(spec).source,
        "defaults_of": schedules::about(spec).defaults_of,
    })
}

/// A parameter that follows the run has no default of its own: null.
fn schedule_parameter(param: &ScheduleParam) -> Json {
    let mut entry = parameter(&param.spec);
    entry["default"] = match param.default() {
        Setting::Auto => Json::Null,
        Setting::One(value) => json::value(&param.spec, value),
        Setting::List(list) => list.into_iter().map(json::number).collect(),
    };
    entry
}

/// A switch runs from 0 to 1, a choice over the places of its names, which it lists.
fn parameter(spec: &ParamSpec) -> Json {
    let mut entry = json!({ "id": spec.id, "symbol": spec.symbol, "default": json::value(spec, spec.default) });
    let (slider, scale) = match spec.kind {
        Kind::Number { slider, .. } => (json!([slider.low, slider.high]), slider.scale.id()),
        Kind::Flag => (json!([0, 1]), "flag"),
        Kind::Choice(names) => (json!([0, names.len() - 1]), "choice"),
    };
    entry["slider"] = slider;
    entry["scale"] = json!(scale);
    if let Kind::Choice(names) = spec.kind {
        entry["choices"] = json!(names);
    }
    entry
}

fn names(name: impl Fn(Lang) -> &'static str) -> Json {
    json!({ "en": name(Lang::En), "zh": name(Lang::Zh) })
}
