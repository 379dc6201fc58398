//! The rates of a schedule as a small curve. Dragged up and down it sets the learning rate; sideways, what the schedule
//! counts in steps or shares first.

use crate::core::format::round_significant;
use crate::core::param::{Kind, Value};
use crate::core::run::Trajectory;
use crate::core::schedules::{Schedule, ScheduleParam, Setting};
use crate::scene::{Action, Run};
use crate::text::{fill, key, rate};
use crate::web::context::use_ui;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Whose schedule is drawn.
#[derive(Properties)]
pub(super) struct CurveProps {
    /// The place of the run.
    pub(super) index: usize,
    /// The run.
    pub(super) run: Run,
    /// All runs' trajectories: some schedules watch the loss.
    pub(super) runs: Rc<Vec<Trajectory>>,
    /// The steps of the scene.
    pub(super) steps: usize,
}

impl PartialEq for CurveProps {
    fn eq(&self, o: &Self) -> bool {
        self.index == o.index && self.run == o.run && Rc::ptr_eq(&self.runs, &o.runs) && self.steps == o.steps
    }
}

/// Width and height of the curve in its own units.
const SIZE: (f64, f64) = (240.0, 56.0);
/// Room above and below.
const MARGIN: f64 = 3.0;
/// Moving the pointer up by so many pixels makes the rate ten times larger.
const DECADE: f64 = 80.0;
/// More points than this nobody can see.
const MOST: usize = 400;

/// Where a drag began: the pointer, the rate, and the parameter that goes sideways.
struct Grip {
    from: (f64, f64),
    lr: f64,
    value: f64,
}

/// The curve.
#[component]
pub(super) fn Curve(props: &CurveProps) -> Html {
    let ui = use_ui();
    let grip = use_mut_ref(|| None::<Grip>);
    let plot = use_node_ref();
    let (i, run) = (props.index, &props.run);
    let Some((schedule, trajectory)) = run.options.schedule.as_ref().zip(props.runs.get(i)) else { return html! {} };
    let steps = props.steps;
    let rates: Vec<f64> =
        schedule.curve(run.lr(), steps, |step| trajectory.at(step).loss).iter().map(|r| r.lr).collect();
    let top = rates.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let x = |step: usize| step as f64 / (steps.max(2) - 1) as f64 * SIZE.0;
    let y = |lr: f64| SIZE.1 - MARGIN - lr / top * (SIZE.1 - 2.0 * MARGIN);
    let stride = (rates.len() / MOST).max(1);
    let shown = (0..rates.len()).filter(|s| s % stride == 0 || s + 1 == rates.len());
    let points: Vec<String> = shown.map(|s| format!("{:.1},{:.1}", x(s), y(rates[s]))).collect();
    let [first, last] = [rates.first(), rates.last()].map(|r| rate(*r.unwrap_or(&top)));
    let words = fill(ui.t(key::SCHEDULE_CURVE), &[("first", &first), ("top", &rate(top)), ("last", &last)]);

    let grab = {
        let (grip, lr, plot) = (grip.clone(), run.lr(), plot.clone());
        let value = sideways(schedule, steps).map_or(0.0, |(_, value)| value);
        Callback::from(move |e: PointerEvent| {
            if e.button() != 0 {
                return;
            }
            // No text is selected on the way.
            e.prevent_default();
            *grip.borrow_mut() = Some(Grip { from: place(&e), lr, value });
            if let Some(element) = plot.cast::<Element>() {
                // Without capture the drag ends at the edge; nothing breaks.
                let _ = element.set_pointer_capture(e.pointer_id());
            }
        })
    };
    let release = {
        let grip = grip.clone();
        Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None)
    };
    let drag = ui.on({
        let (run, schedule, plot) = (run.clone(), schedule.clone(), plot.clone());
        move |e: PointerEvent| {
            let grip = grip.borrow();
            let grip = grip.as_ref()?;
            let width = plot.cast::<Element>()?.get_bounding_client_rect().width();
            let (dx, dy) = (place(&e).0 - grip.from.0, place(&e).1 - grip.from.1);
            if dy.abs() > dx.abs() {
                let lr = round_significant(grip.lr * libm::pow(10.0, -dy / DECADE), 3);
                return Some(Action::SetParam(i, run.optimizer.rate()?.id, Value::Number(lr)));
            }
            let (param, _) = sideways(&schedule, steps)?;
            let part = dx / width;
            let next = if param.whole() {
                (grip.value + part * steps as f64).round().max(1.0)
            } else {
                round_significant((grip.value + part).clamp(0.0, 1.0), 3)
            };
            Some(Action::SetScheduleParam(i, param.spec.id, Setting::One(Value::Number(next))))
        }
    });
    html! {
        <svg class="curve" ref={plot} viewBox={format!("0 0 {} {}", SIZE.0, SIZE.1)} preserveAspectRatio="none" role="img"
            aria-label={words} data-tip={ui.t(key::SCHEDULE_DRAG)} onpointerdown={grab} onpointermove={drag}
            onpointerup={release.clone()} onpointercancel={release}>
            <polyline points={points.join(" ")} />
        </svg>
    }
}

fn place(e: &PointerEvent) -> (f64, f64) {
    (f64::from(e.client_x()), f64::from(e.client_y()))
}

/// The first parameter that counts steps or is a share of them, and its value now.
fn sideways(schedule: &Schedule, steps: usize) -> Option<(&'static ScheduleParam, f64)> {
    let is_share = |param: &ScheduleParam| matches!(param.spec.kind, Kind::Number { allowed, .. } if allowed.high == 1.0 && allowed.high_included);
    let spec: &'static _ = schedule.spec;
    let param = spec.params.iter().find(|p| p.whole() || is_share(p))?;
    match schedule.setting(param.spec.id)? {
        Setting::One(value) => Some((param, value.number())),
        Setting::Auto => Some((param, steps as f64)),
        Setting::List(_) => None,
    }
}
