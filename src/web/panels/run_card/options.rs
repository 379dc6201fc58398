//! What any run may have around its method: a schedule with its curve, clipped gradients, look-ahead.

use super::Props;
use super::curve::Curve;
use super::param::{Control, control};
use crate::core::options::{Clip, Lookahead};
use crate::core::param::{ParamSpec, Range, Scale, Slider, Value, linear, optional};
use crate::core::schedules::{Absent, SCHEDULES, Schedule, ScheduleParam, Setting, schedule};
use crate::scene::Action;
use crate::text::{key, param_label, schedule_idea, schedule_name};
use crate::web::context::Ui;
use crate::web::store::Change;
use crate::web::view;
use crate::web::widgets::{TextField, entry};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The limits of a clipped gradient.
const LIMIT: Slider = Slider { low: 0.01, high: 100.0, scale: Scale::Log };
static CLIP_NORM: ParamSpec = optional("clip_norm", "", LIMIT, Range::NOT_NEGATIVE);
static CLIP_VALUE: ParamSpec = optional("clip_value", "", LIMIT, Range::NOT_NEGATIVE);
/// Look-ahead.
const STEPS: Slider = Slider { low: 1.0, high: 50.0, scale: Scale::Linear };
static LOOKAHEAD: ParamSpec = optional("lookahead", "", STEPS, Range::counts_from(1.0));
static ALPHA: ParamSpec = linear("lookahead_alpha", "", Lookahead::ALPHA, (0.05, 1.0), Range::PART);

/// The part of the card under the parameters of the method.
pub(super) fn options(ui: &Ui, props: &Props) -> Html {
    let (i, run) = (props.index, &props.run);
    let clip = run.options.clip;
    let optional = |v: Option<f64>| v.map_or(Value::None, Value::Number);
    let given = |value: Value| Some(value.number()).filter(|v| !v.is_nan());
    let field = |spec: &'static ParamSpec, value: Value, set: Box<dyn Fn(Value) -> Action>| {
        let on_set = ui.change.reform(move |value: Value| Change::Edit(set(value)));
        control(ui, Control { owner: "", spec, value, optional: spec.optional, hinted: false, named: false, on_set })
    };
    let ahead = run.options.lookahead;
    html! {
        <>
            if run.optimizer.rate().is_some() {
                { schedules(ui, props) }
            }
            { field(&CLIP_NORM, optional(clip.norm), Box::new(move |v| Action::SetClip(i, Clip { norm: given(v), ..clip }))) }
            { field(&CLIP_VALUE, optional(clip.value), Box::new(move |v| Action::SetClip(i, Clip { value: given(v), ..clip }))) }
            { field(&LOOKAHEAD, optional(ahead.map(|a| a.steps as f64)), Box::new(move |v| {
                let alpha = ahead.map_or(Lookahead::ALPHA, |a| a.alpha);
                Action::SetLookahead(i, given(v).map(|steps| Lookahead { steps: steps.round() as usize, alpha }))
            })) }
            if let Some(ahead) = ahead {
                { field(&ALPHA, Value::Number(ahead.alpha), Box::new(move |v| {
                    Action::SetLookahead(i, Some(Lookahead { alpha: v.number(), ..ahead }))
                })) }
            }
        </>
    }
}

fn schedules(ui: &Ui, props: &Props) -> Html {
    let (i, run) = (props.index, &props.run);
    let now = run.options.schedule.as_ref();
    let onchange = ui.on(move |e: Event| {
        let chosen = e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok())?.value();
        Some(Action::SetSchedule(i, schedule(&chosen)))
    });
    let options = SCHEDULES.iter().map(|spec| {
        let selected = now.is_some_and(|s| s.spec.id == spec.id);
        entry(spec.id, schedule_name(ui.lang, spec.id), selected)
    });
    let label = ui.t(key::SCHEDULE);
    html! {
        <>
            <label class="choice" data-tip={ui.t(key::SCHEDULE_HELP)}>
                <span>{ label }</span>
                <select class="input" aria-label={label} {onchange}>
                    { entry("none", ui.t(key::SCHEDULE_NONE), now.is_none()) }
                    { for options }
                </select>
            </label>
            if let Some(schedule) = now {
                <p class="quiet">{ schedule_idea(ui.lang, schedule.spec.id) }</p>
                { view!(Curve { index: i, run: run.clone(), runs: Rc::clone(&props.runs), steps: props.steps }) }
                { for schedule.spec.params.iter().zip(&schedule.settings).map(|(param, setting)| setting_of(ui, i, schedule, param, setting)) }
            }
        </>
    }
}

/// The control of one parameter of the schedule.
fn setting_of(ui: &Ui, i: usize, schedule: &Schedule, param: &'static ScheduleParam, setting: &Setting) -> Html {
    let (owner, spec) = (schedule.spec.id, &param.spec);
    let id = spec.id;
    let value = match setting {
        Setting::List(_) => return list(ui, i, schedule, param),
        Setting::Auto => Value::None,
        Setting::One(value) => *value,
    };
    let on_set = ui.change.reform(move |value: Value| {
        let setting = if value == Value::None { Setting::Auto } else { Setting::One(value) };
        Change::Edit(Action::SetScheduleParam(i, id, setting))
    });
    let optional = param.absent != Absent::Default;
    control(ui, Control { owner, spec, value, optional, hinted: false, named: false, on_set })
}

/// Numbers of steps, written `30/80`.
fn list(ui: &Ui, i: usize, schedule: &Schedule, param: &'static ScheduleParam) -> Html {
    let id = param.spec.id;
    let value = schedule.setting(id).map(|setting| param.write(setting)).unwrap_or_default();
    let wrong = ui.t(key::STEPS_ALLOWED);
    let read = Callback::from(move |typed: String| {
        let apart = |c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | '，' | '、' | '；');
        let numbers: Vec<&str> = typed.split(apart).filter(|part| !part.is_empty()).collect();
        let setting = param.read(&numbers.join("/")).map_err(|_| wrong.to_string())?;
        Ok(Action::SetScheduleParam(i, id, setting))
    });
    view!(TextField { label: param_label(ui.lang, schedule.spec.id, id), value, read })
}
