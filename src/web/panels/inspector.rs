//! The selected run at this step: one sentence, then the numbers it came from.

use super::notice::Speech;
use crate::chart::theme;
use crate::core::optimizers::Quantity;
use crate::core::run::{Inspection, Trajectory};
use crate::core::scalar::Vec2;
use crate::core::surfaces::Surface;
use crate::scene::Scene;
use crate::text::{Lang, fill, key, number};
use crate::web::context::{use_calm_head, use_ui};
use crate::web::view;
use std::rc::Rc;
use yew::prelude::*;

/// What is looked into.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Its surface.
    pub surface: Rc<Surface>,
    /// Its runs.
    pub runs: Rc<Vec<Trajectory>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene) && Rc::ptr_eq(&self.runs, &o.runs)
    }
}

/// The inspector.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let ui = use_ui();
    let head = use_calm_head(&ui.stage);
    let scene = &props.scene;
    let (Some(run), Some(trajectory)) = (scene.runs.get(scene.select), props.runs.get(scene.select)) else {
        return html! {};
    };
    let name = scene.run_names(ui.lang)[scene.select].clone();
    let last = trajectory.points.len().saturating_sub(1);
    let step = head.step.min(last);
    let ended = head.step > last;
    let inside = scene.plan(run).inspect(&props.surface, step);
    let words = if ended {
        let at = (last + 1).to_string();
        fill(ui.t(key::INSPECT_DIVERGED), &[("step", &at)])
    } else {
        sentence(ui.lang, &inside, &props.surface, step == scene.steps)
    };
    let colour = format!("tint s{}", run.slot % theme::DASHES.len() + 1);
    let heading = fill(ui.t(key::AT_STEP), &[("step", &step.to_string())]);
    html! {
        <section class="inspect" aria-label={ui.t(key::INSPECTOR)}>
            <h2><span class={colour}>{ name }</span>{ heading }</h2>
            <p>{ crate::web::emphasised(&words) }</p>
            { view!(Speech { text: if head.playing { String::new() } else { words.replace("**", "") } }) }
            <table class="num">
                <thead><tr><th><span class="vh">{ ui.t(key::QUANTITY) }</span></th><th>{ "x" }</th><th>{ "y" }</th></tr></thead>
                <tbody>{ for rows(ui.lang, &inside) }</tbody>
            </table>
        </section>
    }
}

fn rows(lang: Lang, inside: &Inspection) -> Vec<Html> {
    let row = |symbol: &str, word: &str, [x, y]: Vec2| {
        html! {
            <tr><th scope="row"><i>{ symbol }</i>{ " " }{ word }</th><td>{ number(x, 3) }</td><td>{ number(y, 3) }</td></tr>
        }
    };
    let any = |kinds: &[Quantity]| inside.quantities.iter().any(|(q, _)| kinds.contains(q));
    let sums = any(&[Quantity::SumOfSquares]);
    let squares = any(&[Quantity::MeanSquare, Quantity::CorrectedMeanSquare, Quantity::Variance]);
    let mut rows = vec![row("g", lang.text(key::GRADIENT), inside.gradient)];
    for (quantity, value) in &inside.quantities {
        let (symbol, word) = match quantity {
            Quantity::Velocity => ("m", key::VELOCITY),
            Quantity::CorrectedVelocity => ("m̂", key::VELOCITY),
            Quantity::MeanSquare => ("v", key::MEAN_SQUARE),
            Quantity::CorrectedMeanSquare => ("v̂", key::MEAN_SQUARE),
            Quantity::SumOfSquares => ("s", key::SUM_OF_SQUARES),
            Quantity::EffectiveRate if sums => ("α/√s", key::EFFECTIVE_RATE),
            Quantity::EffectiveRate if squares => ("α/√v", key::EFFECTIVE_RATE),
            Quantity::EffectiveRate => ("η", key::EFFECTIVE_RATE),
            Quantity::SlowVelocity => ("m₂", key::SLOW_VELOCITY),
            Quantity::SumOfGradients => ("Σg", key::SUM_OF_GRADIENTS),
            Quantity::PreviousGradient => ("g₋₁", key::PREVIOUS_GRADIENT),
            Quantity::GradientChange => ("Δg", key::GRADIENT_CHANGE),
            Quantity::Variance => ("v̂", key::VARIANCE),
            Quantity::LargestGradient => ("u", key::LARGEST_GRADIENT),
            Quantity::MeanSquareStep => ("u", key::MEAN_SQUARE_STEP),
            Quantity::StepSize => ("Δ", key::STEP_SIZE),
            Quantity::Distance => ("d", key::DISTANCE),
            Quantity::Reward => ("R", key::REWARD),
            Quantity::Stretch => ("|x|/|u|", key::STRETCH),
            Quantity::BasePoint => ("z", key::BASE_POINT),
            Quantity::AveragedPoint => ("x̄", key::AVERAGED_POINT),
            Quantity::HessianDiagonal => ("h", key::HESSIAN_DIAGONAL),
            Quantity::SlowGradient => ("h", key::SLOW_GRADIENT),
            Quantity::SlowPoint => ("φ", key::SLOW_POINT),
            Quantity::SearchDirection => ("p", key::SEARCH_DIRECTION),
            Quantity::StepLength => ("t", key::STEP_LENGTH),
            Quantity::Damping => ("μ", key::DAMPING),
            Quantity::Momentum => ("β", key::MOMENTUM),
            Quantity::Iterations => ("n", key::ITERATIONS),
        };
        rows.push(if quantity.is_scalar() {
            html! {
                <tr><th scope="row"><i>{ symbol }</i>{ " " }{ lang.text(word) }</th><td colspan="2">{ number(value[0], 3) }</td></tr>
            }
        } else {
            row(symbol, lang.text(word), *value)
        });
    }
    rows.push(row("Δ", lang.text(key::MOVE), inside.step));
    rows
}

/// The direction of a vector in words: one of eight, or none if it is zero.
fn direction(lang: Lang, [x, y]: Vec2) -> Option<&'static str> {
    if !(x.is_finite() && y.is_finite()) || (x == 0.0 && y == 0.0) {
        return None;
    }
    let names =
        [key::RIGHT, key::UP_RIGHT, key::UP, key::UP_LEFT, key::LEFT, key::DOWN_LEFT, key::DOWN, key::DOWN_RIGHT];
    let eighth = (y.atan2(x) / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0) as usize % 8;
    Some(lang.text(names[eighth]))
}

/// What the step does and why, with its numbers. `**` marks what is emphasised.
fn sentence(lang: Lang, inside: &Inspection, surface: &Surface, last: bool) -> String {
    let mut parts = Vec::new();
    let downhill = direction(lang, inside.gradient.map(|g| -g));
    let velocity = inside.quantities.iter().find(|(q, _)| q.is_velocity()).map(|(_, m)| *m);
    let moving = velocity.and_then(|m| direction(lang, m.map(|m| -m)));
    parts.push(match (downhill, moving) {
        (None, _) => lang.text(key::SAY_FLAT).to_string(),
        (Some(d), Some(m)) if d != m => fill(lang.text(key::SAY_TURNING), &[("downhill", d), ("velocity", m)]),
        (Some(d), Some(_)) => fill(lang.text(key::SAY_ALONG), &[("downhill", d)]),
        (Some(d), None) => fill(lang.text(key::SAY_DOWNHILL), &[("downhill", d)]),
    });
    let rates = inside.quantities.iter().find(|(q, _)| *q == Quantity::EffectiveRate).map(|(_, r)| *r);
    if let Some([x, y]) = rates.filter(|[x, y]| *x > 0.0 && *y > 0.0) {
        let ratio = if y >= x { y / x } else { x / y };
        if ratio >= 1.05 {
            let (large, small) = if y >= x { ("y", "x") } else { ("x", "y") };
            let values = [("large", large), ("small", small), ("ratio", &*number(ratio, 2))];
            parts.push(fill(lang.text(key::SAY_RATES), &values));
        }
    }
    if last {
        parts.push(lang.text(key::SAY_LAST).to_string());
    } else {
        parts.push(loss_part(lang, inside, surface));
    }
    parts.join(lang.text(key::SENTENCE_JOIN))
}

/// What happens to the loss.
fn loss_part(lang: Lang, inside: &Inspection, surface: &Surface) -> String {
    let fall = inside.loss - inside.next_loss;
    if !inside.next_loss.is_finite() {
        return lang.text(key::SAY_OVERFLOW).to_string();
    }
    if inside.step == [0.0, 0.0] {
        return lang.text(key::SAY_STILL).to_string();
    }
    let amount = number(fall.abs(), 2);
    let next = number(inside.next_loss, 3);
    if fall < 0.0 {
        return fill(lang.text(key::SAY_ROSE), &[("by", &amount), ("to", &next)]);
    }
    let left = surface.nearest_minimum(inside.point).map(|m| inside.loss - m.f).filter(|left| *left > 1e-12);
    match left.map(|left| fall / left) {
        Some(share) if share <= 1.0 => {
            let values = [("by", &*amount), ("to", &next), ("share", &number(share * 100.0, 2))];
            fill(lang.text(key::SAY_FELL_SHARE), &values)
        }
        _ => fill(lang.text(key::SAY_FELL), &[("by", &amount), ("to", &next)]),
    }
}
