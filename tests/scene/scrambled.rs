//! A link as another hand would write it: other order, other spellings of numbers, other escapes.

use downhill::core::format::js_number;
use downhill::core::options::Options;
use downhill::core::param::{ParamSpec, Scale, Value};
use downhill::core::schedules::Setting;
use downhill::core::surfaces::SURFACES;
use downhill::scene::{Camera, Chart, Rates, Run, Scene, View};
use downhill::text::Lang;
use proptest::prelude::*;

/// A supply of random choices.
#[derive(Clone, Debug)]
pub struct Dice {
    throws: Vec<u32>,
    next: usize,
}

pub fn any_dice() -> impl Strategy<Value = Dice> {
    prop::collection::vec(any::<u32>(), 64).prop_map(|throws| Dice { throws, next: 0 })
}

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.next += 1;
        self.throws[self.next % self.throws.len()] as usize % sides
    }

    fn number(&mut self, v: f64) -> String {
        let form = match self.throw(6) {
            0 => format!("{v:e}"),
            1 => format!("{v:E}").replace('E', "E+").replace("E+-", "E-"),
            2 => format!("{v:?}"),
            3 => v.to_string(),
            // Python writes 1e-8 so.
            4 => match format!("{v:e}").split_once('e') {
                Some((digits, exponent)) => format!("{digits}e{:+03}", exponent.parse::<i32>().unwrap()),
                None => unreachable!("{v:e} has an exponent"),
            },
            _ => js_number(v),
        };
        if v >= 0.0 && self.throw(4) == 0 { format!("+{}", form.trim_start_matches('-')) } else { form }
    }

    fn flag(&mut self, on: bool) -> String {
        let words = if on { ["1", "true"] } else { ["0", "false"] };
        words[self.throw(2)].into()
    }

    fn value(&mut self, spec: &ParamSpec, value: Value) -> String {
        match value {
            Value::Number(v) => self.number(v),
            Value::Flag(on) => self.flag(on),
            Value::Choice(_) | Value::None => spec.write(value),
        }
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.throw(i + 1));
        }
    }

    /// Writes some characters as escapes, in either case.
    fn escape(&mut self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            let keep = !matches!(c, '%' | '&' | '=' | '#') && self.throw(8) > 0;
            let mut utf8 = [0; 4];
            match c.encode_utf8(&mut utf8) {
                plain if keep => out.push_str(plain),
                coded if self.throw(2) == 0 => coded.bytes().for_each(|b| out.push_str(&format!("%{b:02x}"))),
                coded => coded.bytes().for_each(|b| out.push_str(&format!("%{b:02X}"))),
            }
        }
        out
    }

    fn setting(&mut self, spec: &ParamSpec, setting: &Setting) -> String {
        match setting {
            Setting::Auto => "none".into(),
            Setting::One(value) => self.value(spec, *value),
            Setting::List(list) => list.iter().map(|v| self.number(*v)).collect::<Vec<_>>().join("/"),
        }
    }

    fn options(&mut self, options: &Options) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(schedule) = &options.schedule {
            parts.push(format!("schedule:{}", schedule.spec.id));
            for (param, setting) in schedule.spec.params.iter().zip(&schedule.settings) {
                if *setting != param.default() || self.throw(2) == 0 {
                    parts.push(format!("schedule.{}:{}", param.spec.id, self.setting(&param.spec, setting)));
                }
            }
        } else if self.throw(4) == 0 {
            parts.push("schedule:none".into());
        }
        for (name, limit) in [("clip_norm", options.clip.norm), ("clip_value", options.clip.value)] {
            match limit {
                Some(v) => parts.push(format!("{name}:{}", self.number(v))),
                None if self.throw(4) == 0 => parts.push(format!("{name}:none")),
                None => {}
            }
        }
        if let Some(lookahead) = options.lookahead {
            parts.push(format!("lookahead:{}", self.number(lookahead.steps as f64)));
            if lookahead.alpha != 0.5 || self.throw(2) == 0 {
                parts.push(format!("lookahead.alpha:{}", self.number(lookahead.alpha)));
            }
        }
        parts
    }

    fn settings(
        &mut self,
        id: &str,
        specs: &[ParamSpec],
        values: &[Value],
        own: &[Value],
        more: Vec<String>,
    ) -> String {
        let mut parts = more;
        for ((spec, value), own) in specs.iter().zip(values).zip(own) {
            if value != own || self.throw(2) == 0 {
                parts.push(format!("{}:{}", spec.id, self.value(spec, *value)));
            }
        }
        self.shuffle(&mut parts);
        parts.insert(0, id.to_string());
        parts.join(",")
    }
}

pub fn scrambled(scene: &Scene, dice: &mut Dice) -> String {
    let default = Scene::of(scene.surface);
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut say = |dice: &mut Dice, key: &str, differs: bool, value: String| {
        if differs || dice.throw(2) == 0 {
            pairs.push((key.into(), value));
        }
    };
    let chosen = scene.surface.id != SURFACES[0].id || scene.surface_values != default.surface_values;
    let surface =
        dice.settings(scene.surface.id, scene.surface.params, &scene.surface_values, &default.surface_values, vec![]);
    say(dice, "surface", chosen, surface);
    let d = scene.domain();
    let domain = [d.x.0, d.x.1, d.y.0, d.y.1].map(|v| dice.number(v)).join(",");
    say(dice, "domain", scene.domain.is_some(), domain);
    let start = scene.start().map(|v| dice.number(v)).join(",");
    say(dice, "start", scene.start.is_some(), start);
    let steps = dice.number(scene.steps as f64);
    say(dice, "steps", scene.steps != default.steps, steps);
    let select = dice.number(scene.select as f64);
    say(dice, "select", scene.select != 0, select);
    let scale = if scene.chart.linear { ",linear" } else { ["", ",log"][dice.throw(2)] };
    say(dice, "chart", scene.chart != Chart::default(), format!("{}{scale}", scene.chart.what.id()));
    say(dice, "view", scene.view != View::Flat, scene.view.id().into());
    let Camera { azimuth, elevation, zoom, pan: [x, y] } = scene.camera;
    let mut camera = vec![azimuth, elevation, zoom];
    if [x, y] != [0.0; 2] || dice.throw(2) == 0 {
        camera.extend([x, y]);
    }
    let camera = camera.into_iter().map(|v| dice.number(v)).collect::<Vec<_>>().join(",");
    say(dice, "camera", scene.camera != Camera::default(), camera);
    let map = dice.number(scene.maps.run as f64);
    say(dice, "map", scene.maps.run != 0, map);
    let swarm = dice.number(scene.maps.swarm as f64);
    say(dice, "swarm", scene.maps.swarm != 0, swarm);
    for (key, axis) in ["map.x", "map.y"].into_iter().zip(scene.maps.axes) {
        if let Some(axis) = axis {
            let scale = match axis.scale {
                Scale::Linear => ["", ":linear"][dice.throw(2)],
                Scale::Log => ":log",
                _ => ":memory",
            };
            let text = format!("{}:{}:{}{scale}", axis.param, dice.number(axis.low), dice.number(axis.high));
            say(dice, key, true, text);
        }
    }
    let seed = dice.number(f64::from(scene.seed));
    say(dice, "seed", scene.seed != 0, seed);
    let noise = scene.noise.map_or("none".to_string(), |sigma| format!("gaussian,sigma:{}", dice.number(sigma)));
    say(dice, "noise", scene.noise.is_some(), noise);
    if scene.terms() > 0 {
        let batch = dice.number(scene.batch.unwrap_or(0) as f64);
        say(dice, "batch", scene.batch.is_some(), batch);
    }
    let fan = if scene.fan == 0 { dice.throw(2) } else { scene.fan };
    let fan = dice.number(fan as f64);
    say(dice, "fan", scene.fan != 0, fan);
    let rates = match scene.rates {
        Rates::Own => "own".to_string(),
        Rates::Same(lr) => format!("same,lr:{}", dice.number(lr)),
        Rates::Tune => "tune".to_string(),
        Rates::Tuned => "tuned".to_string(),
    };
    say(dice, "rates", scene.rates != Rates::Own, rates);
    say(dice, "page", false, "race".into());
    say(dice, "v", false, "1".into());
    if let Some(at) = scene.at {
        let at = dice.number(at as f64);
        say(dice, "at", true, at);
    }
    let wishes = &scene.wishes;
    for (key, on) in [("embed", wishes.embed), ("predict", wishes.predict)] {
        let flag = dice.flag(on);
        say(dice, key, on, flag);
    }
    for (key, list) in [("hide", &wishes.hide), ("lock", &wishes.lock)] {
        if !list.is_empty() {
            // Their order means nothing, nor does saying one twice.
            let mut names = list.clone();
            names.push(list[0]);
            dice.shuffle(&mut names);
            say(dice, key, true, names.join("/"));
        }
    }
    if let Some(sliders) = &wishes.sliders {
        let names = if sliders.is_empty() { "none".into() } else { sliders.join("/") };
        say(dice, "sliders", true, names);
    }
    if let Some(lang) = scene.lang {
        let tags = if lang == Lang::Zh { ["zh", "zh-CN", "ZH-hant-TW"] } else { ["en", "en-GB", "EN"] };
        let tag = tags[dice.throw(3)].to_string();
        say(dice, "lang", true, tag);
    }
    if let Some(theme) = scene.theme {
        say(dice, "theme", true, theme.id().into());
    }
    dice.shuffle(&mut pairs);
    // The runs' order counts, their places among the other keys do not.
    let mut place = 0;
    let mut insert = |dice: &mut Dice, pairs: &mut Vec<(String, String)>, value: String| {
        place += dice.throw(pairs.len() + 1 - place);
        pairs.insert(place, ("run".into(), value));
        place += 1;
    };
    if scene.runs.is_empty() {
        insert(dice, &mut pairs, "none".into());
    } else if scene.runs != default.runs || dice.throw(2) == 0 {
        for (i, run) in scene.runs.iter().enumerate() {
            let mut more = Vec::new();
            if run.hidden || dice.throw(4) == 0 {
                more.push(format!("hidden:{}", dice.flag(run.hidden)));
            }
            if run.slot != i || dice.throw(4) == 0 {
                more.push(format!("slot:{}", dice.number(run.slot as f64 + 1.0)));
            }
            more.extend(dice.options(&run.options));
            let own = Run::new(run.optimizer, 0).values;
            let text = dice.settings(run.optimizer.id, run.optimizer.params, &run.values, &own, more);
            insert(dice, &mut pairs, text);
        }
    }
    let pairs: Vec<String> = pairs.iter().map(|(k, v)| format!("{}={}", dice.escape(k), dice.escape(v))).collect();
    format!("{}{}{}", ["", "#", "&"][dice.throw(3)], pairs.join("&"), ["", "&"][dice.throw(2)])
}
