//! What one step did, in words and numbers: the same for the page and for the tests.

use super::{Key, Lang, fill, key, number, rate};
use crate::core::eigen::eigen;
use crate::core::optimizers::{Family, Quantity, Tumble};
use crate::core::run::{Inspection, Outcome, Plan};
use crate::core::scalar::Vec2;
use crate::core::series::Series;
use crate::core::surfaces::Surface;

/// The name of something that can be charted.
pub fn series_name(lang: Lang, series: Series) -> &'static str {
    lang.named(&["quantity.", series.id()].concat()).unwrap_or(series.id())
}

/// How a run ended, in words.
pub fn status(lang: Lang, outcome: Outcome) -> String {
    match outcome {
        Outcome::Converged { at } => fill(lang.text(key::CONVERGED), &[("step", &at.to_string())]),
        Outcome::Budget => lang.text(key::STILL_GOING).into(),
        Outcome::LeftView { .. } => lang.text(key::LEFT_VIEW).into(),
        Outcome::Diverged { at } => fill(lang.text(key::DIVERGED), &[("step", &at.to_string())]),
    }
}

/// The name of what is charted, with its symbol.
pub fn chart_title(lang: Lang, series: Series, method: &str, surface: &Surface) -> String {
    if series == Series::Loss {
        let above = match (surface.minima.is_empty(), surface.found) {
            (true, _) => key::LOSS_ABOVE_LOWEST,
            (false, true) => key::LOSS_ABOVE_FOUND,
            (false, false) => key::LOSS_ABOVE_MINIMUM,
        };
        return lang.text(above).to_string();
    }
    [series_name(lang, series), " ", series.symbol(method)].concat()
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The symbol in the method's formula.
    pub symbol: &'static str,
    /// The name.
    pub word: &'static str,
    /// The number along x and along y.
    pub value: Vec2,
    /// Whether it is one number, given twice.
    pub scalar: bool,
}

/// The numbers that a step came from: the gradient first, the move last.
pub fn rows(lang: Lang, plan: &Plan, inside: &Inspection) -> Vec<Row> {
    let method = plan.optimizer.id;
    let row = |series: Series, value: Vec2| Row {
        symbol: series.symbol(method),
        word: series_name(lang, series),
        value,
        scalar: series.is_scalar(),
    };
    let mut rows = vec![row(Series::Gradient, inside.gradient)];
    if let Some(batch) = inside.batch {
        rows.push(Row { symbol: "gᴮ", word: lang.text(key::BATCH_GRADIENT), value: batch, scalar: false });
    }
    let told = inside.told();
    if told != inside.batch.unwrap_or(inside.gradient) {
        rows.push(Row { symbol: "g̃", word: lang.text(key::TOLD), value: told, scalar: false });
    }
    rows.extend(inside.quantities.iter().map(|(quantity, value)| row(Series::Kept(*quantity), *value)));
    if plan.options.schedule.is_some() {
        rows.push(row(Series::Rate, [inside.rate.lr; 2]));
    }
    rows.push(row(Series::Move, inside.step));
    rows
}

/// The direction of a vector in words: one of eight, or none if it is zero.
fn direction(lang: Lang, [x, y]: Vec2) -> Option<&'static str> {
    if !(x.is_finite() && y.is_finite()) || (x == 0.0 && y == 0.0) {
        return None;
    }
    let names =
        [key::RIGHT, key::UP_RIGHT, key::UP, key::UP_LEFT, key::LEFT, key::DOWN_LEFT, key::DOWN, key::DOWN_RIGHT];
    let eighth = (libm::atan2(y, x) / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0) as usize % 8;
    Some(lang.text(names[eighth]))
}

/// A sentence in the making.
struct Words<'a> {
    lang: Lang,
    plan: &'a Plan<'a>,
    inside: &'a Inspection,
    parts: Vec<String>,
}

/// What the step does and why, with its numbers; of the last step only where it stands. `**` marks what is emphasised.
pub fn sentence(lang: Lang, plan: &Plan, inside: &Inspection, surface: &Surface, last: bool) -> String {
    let mut words = Words { lang, plan, inside, parts: Vec::new() };
    if plan.optimizer.family == Family::DerivativeFree {
        words.say_tumble();
    } else {
        words.say_direction();
        words.say_told();
    }
    words.say_schedule();
    words.say_method(surface);
    if last {
        words.say(key::SAY_LAST, &[]);
    } else {
        words.say_loss(surface);
    }
    words.parts.join(lang.text(key::SENTENCE_JOIN))
}

impl Words<'_> {
    fn say(&mut self, key: Key, values: &[(&str, &str)]) {
        self.parts.push(fill(self.lang.text(key), values));
    }

    /// Says something with a number for each coordinate.
    fn say_pair(&mut self, key: Key, [x, y]: Vec2) {
        self.say(key, &[("x", &number(x, 3)), ("y", &number(y, 3))]);
    }

    /// Says something with one number.
    fn say_number(&mut self, key: Key, v: f64) {
        self.say(key, &[("value", &number(v, 3))]);
    }

    /// Which way is down, and which way it goes.
    fn say_direction(&mut self) {
        let (lang, inside) = (self.lang, self.inside);
        let Some(d) = direction(lang, inside.gradient.map(|g| -g)) else { return self.say(key::SAY_FLAT, &[]) };
        let moving = inside.velocity().and_then(|(_, m)| direction(lang, m.map(|m| -m)));
        let going = direction(lang, inside.step);
        match (moving, going) {
            (Some(m), _) if d != m => self.say(key::SAY_TURNING, &[("downhill", d), ("velocity", m)]),
            (Some(_), _) => self.say(key::SAY_ALONG, &[("downhill", d)]),
            (None, Some(g)) if d != g => self.say(key::SAY_ELSEWHERE, &[("downhill", d), ("direction", g)]),
            (None, _) => self.say(key::SAY_DOWNHILL, &[("downhill", d)]),
        }
    }

    /// What became of the gradient before the method got it.
    fn say_told(&mut self) {
        let Inspection { gradient, batch, noise, clipped, .. } = *self.inside;
        if let Some(batch) = batch {
            self.say_batch(gradient, batch);
        }
        let g = batch.unwrap_or(gradient);
        if let Some(noise) = noise.filter(|n| *n != [0.0; 2]) {
            self.say_pair(key::SAY_NOISE, noise);
        }
        if let Some(clipped) = clipped.filter(|c| c[0].is_finite() && c[1].is_finite()) {
            let noise = noise.unwrap_or_default();
            let length = |v: Vec2| number(libm::hypot(v[0], v[1]), 3);
            let (from, to) = (length([g[0] + noise[0], g[1] + noise[1]]), length(clipped));
            self.say(key::SAY_CLIPPED, &[("from", &from), ("to", &to)]);
        }
    }

    /// How far what the mini-batch says is from what all of the data say.
    fn say_batch(&mut self, whole: Vec2, batch: Vec2) {
        let length = |v: Vec2| libm::hypot(v[0], v[1]);
        let (all, part) = (length(whole), length(batch));
        let cosine = (whole[0] * batch[0] + whole[1] * batch[1]) / (all * part);
        if !(cosine.is_finite() && all > 0.0) {
            return;
        }
        let degrees = libm::acos(cosine.clamp(-1.0, 1.0)).to_degrees();
        self.say(key::SAY_BATCH, &[("angle", &number(degrees.round(), 3)), ("times", &number(part / all, 2))]);
    }

    fn say_schedule(&mut self) {
        if self.plan.options.schedule.is_none() {
            return;
        }
        let now = rate(crate::core::format::round_significant(self.inside.rate.lr, 3));
        match self.inside.rate.momentum {
            Some(momentum) => {
                self.say(key::SAY_RATE_MOMENTUM, &[("rate", &now), ("momentum", &number(momentum, 3))]);
            }
            None => self.say(key::SAY_RATE, &[("rate", &now)]),
        }
    }

    /// What the triangle does.
    fn say_tumble(&mut self) {
        let key = match self.inside.tumble {
            None => return,
            Some(Tumble::Reflected) => key::SAY_REFLECTED,
            Some(Tumble::Expanded) => key::SAY_EXPANDED,
            Some(Tumble::ContractedOutside) => key::SAY_CONTRACTED_OUTSIDE,
            Some(Tumble::ContractedInside) => key::SAY_CONTRACTED_INSIDE,
            Some(Tumble::Shrunk) => key::SAY_SHRUNK,
        };
        self.say(key, &[]);
    }

    /// What is peculiar to the method, told by what it keeps.
    fn say_method(&mut self, surface: &Surface) {
        let (inside, family) = (self.inside, self.plan.optimizer.family);
        let next = [inside.point[0] + inside.step[0], inside.point[1] + inside.step[1]];
        if family == Family::Sign {
            self.say_pair(key::SAY_SIGNS, inside.step);
        }
        if inside.asked.hessian > 0 {
            self.say_curvature(surface);
        }
        for (quantity, value) in &inside.quantities {
            let value = *value;
            match quantity {
                Quantity::EffectiveRate if family == Family::ParameterFree && value[0] == value[1] => {
                    self.say_number(key::SAY_OWN_RATE, value[0]);
                }
                Quantity::EffectiveRate => self.say_rates(value),
                Quantity::StepSize => self.say_pair(key::SAY_STEP_SIZES, value),
                Quantity::Distance => self.say_number(key::SAY_DISTANCE, value[0]),
                Quantity::Reward => self.say_pair(key::SAY_REWARD, value),
                Quantity::Stretch => self.say_number(key::SAY_STRETCH, value[0]),
                Quantity::StepLength => {
                    let count = inside.asked.value.to_string();
                    self.say(key::SAY_SEARCH, &[("count", &count), ("t", &number(value[0], 3))]);
                }
                Quantity::Damping if inside.step == [0.0; 2] => self.say_number(key::SAY_REFUSED, value[0]),
                Quantity::Damping => self.say_number(key::SAY_DAMPING, value[0]),
                Quantity::AveragedPoint => {
                    let (x, y, f) = (number(value[0], 3), number(value[1], 3), surface.objective.value(value));
                    self.say(key::SAY_AVERAGE, &[("x", &x), ("y", &y), ("f", &number(f, 3))]);
                }
                Quantity::SlowPoint if near(value, next) => self.say(key::SAY_SLOW_POINT, &[]),
                Quantity::SlowGradient => {
                    if let Some(direction) = direction(self.lang, value.map(|v| -v)) {
                        self.say(key::SAY_SLOW_GRADIENT, &[("direction", direction)]);
                    }
                }
                _ => {}
            }
        }
        if let Some(ahead) = inside.ahead {
            self.say_pair(key::SAY_AHEAD, ahead);
        }
    }

    /// How unlike the rates of the two coordinates are.
    fn say_rates(&mut self, [x, y]: Vec2) {
        if !(x > 0.0 && y > 0.0) {
            return;
        }
        let ratio = if y >= x { y / x } else { x / y };
        if ratio >= 1.05 {
            let (large, small) = if y >= x { ("y", "x") } else { ("x", "y") };
            let values = [("large", large), ("small", small), ("ratio", &*number(ratio, 2))];
            self.say(key::SAY_RATES, &values);
        }
    }

    /// Where the ground curves down, and what a method that has seen so does there.
    fn say_curvature(&mut self, surface: &Surface) {
        let inside = self.inside;
        let parts = eigen(surface.objective.hessian(inside.point));
        let [_, lowest] = parts.values;
        let [_, along] = parts.components(inside.step);
        let [_, slope] = parts.components(inside.gradient);
        if !(lowest < 0.0 && along.is_finite()) || along == 0.0 {
            return;
        }
        let way = parts.vectors[1].map(|v| if along < 0.0 { -v } else { v });
        let key = if along * slope > 0.0 { key::SAY_CURVES_UP } else { key::SAY_CURVES_DOWN };
        if let Some(way) = direction(self.lang, way) {
            self.say(key, &[("direction", way), ("value", &number(lowest, 3))]);
        }
    }

    /// What happens to the loss.
    fn say_loss(&mut self, surface: &Surface) {
        let inside = self.inside;
        let fall = inside.loss - inside.next_loss;
        if !inside.next_loss.is_finite() {
            return self.say(key::SAY_OVERFLOW, &[]);
        }
        if inside.step == [0.0, 0.0] {
            // A refused step has been told; a triangle may move without its best corner.
            if inside.tumble.is_some() {
                self.say(key::SAY_BEST_STAYS, &[]);
            } else if inside.value(Quantity::Damping).is_none() {
                self.say(key::SAY_STILL, &[]);
            }
            return;
        }
        let (by, to) = (number(fall.abs(), 2), number(inside.next_loss, 3));
        if fall < 0.0 {
            return self.say(key::SAY_ROSE, &[("by", &by), ("to", &to)]);
        }
        // A step across the valley, to the same height.
        if fall == 0.0 {
            return self.say(key::SAY_SAME, &[("to", &to)]);
        }
        let left = surface.nearest_minimum(inside.point).map(|m| inside.loss - m.f).filter(|left| *left > 1e-12);
        match left.map(|left| fall / left).filter(|share| *share <= 1.0) {
            Some(share) => {
                self.say(key::SAY_FELL_SHARE, &[("by", &by), ("to", &to), ("share", &number(share * 100.0, 2))]);
            }
            None => self.say(key::SAY_FELL, &[("by", &by), ("to", &to)]),
        }
    }
}

/// Whether two points are the same but for rounding.
fn near(a: Vec2, b: Vec2) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * (1.0 + a.abs());
    close(a[0], b[0]) && close(a[1], b[1])
}
