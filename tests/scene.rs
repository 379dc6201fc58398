//! Scenes as text: what is written is read back, what cannot be used is named, nothing is clamped, nothing panics.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::format::js_number;
use downhill::core::optimizers::{OPTIMIZERS, optimizer};
use downhill::core::options::Options;
use downhill::core::param::{Kind, ParamSpec, Scale, Value};
use downhill::core::schedules::{SCHEDULES, Setting};
use downhill::core::surfaces::{Domain, SURFACES, surface};
use downhill::scene::{
    Action, CONTROLS, Camera, Chart, MAX_RUNS, MAX_STEPS, Page, Rates, Read, Reason, Run, Scene, Target, Theme, View,
};
use downhill::text::Lang;
use proptest::prelude::*;
use support::cases;
use support::scenes::{any_run, any_scene, finite};

const BOTH: [Lang; 2] = Lang::ALL;

/// Reads a text of which everything can be used.
fn read(text: &str) -> Scene {
    let Read { scene, ignored } = Scene::read(text);
    assert!(ignored.is_empty(), "{text}: {ignored:?}");
    scene
}

/// What was ignored, each with its reason.
fn ignored(text: &str) -> Vec<(String, Reason)> {
    Scene::read(text).ignored.into_iter().map(|i| (i.what, i.reason)).collect()
}

fn unknown(names: &str) -> Reason {
    Reason::UnknownName(names.into())
}

fn not_allowed(range: &str) -> Reason {
    Reason::NotAllowed(range.into())
}

// ---------------------------------------------------------------------------------------------------- round trips

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn what_is_written_is_read_back(scene in any_scene()) {
        let text = scene.write();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        prop_assert_eq!(&again, &scene, "{}", text);
        prop_assert_eq!(again.write(), text);
    }

    /// Order of keys and of parameters, forms of numbers and switches, needless escapes, defaults written out and a
    /// leading # make no difference: the same scene, and so the same text.
    #[test]
    fn however_it_is_written_it_is_the_same_scene(scene in any_scene(), mut dice in any_dice()) {
        let text = scrambled(&scene, &mut dice);
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        prop_assert_eq!(&again, &scene, "{}", text);
        prop_assert_eq!(again.write(), scene.write(), "{}", text);
    }

    /// Whatever is left out of a written scene, it becomes another scene: nothing in it is superfluous.
    #[test]
    fn only_what_differs_from_the_defaults_is_written(scene in any_scene()) {
        let text = scene.write();
        for shorter in with_something_left_out(&text) {
            prop_assert_ne!(Scene::read(&shorter).scene, scene.clone(), "{} says no more than {}", text, shorter);
        }
    }
}

/// Every text that lacks one key, or one parameter of a run or surface.
fn with_something_left_out(text: &str) -> Vec<String> {
    let pairs: Vec<&str> = text.split('&').filter(|p| !p.is_empty()).collect();
    let mut all = Vec::new();
    for (i, pair) in pairs.iter().enumerate() {
        let with = |changed: Option<String>| {
            let kept =
                pairs.iter().enumerate().filter_map(|(j, p)| if j == i { changed.clone() } else { Some((*p).into()) });
            kept.collect::<Vec<String>>().join("&")
        };
        all.push(with(None));
        if pair.starts_with("run=") || pair.starts_with("surface=") {
            let parts: Vec<&str> = pair.split(',').collect();
            for left_out in 1..parts.len() {
                let kept: Vec<&str> =
                    parts.iter().enumerate().filter(|(j, _)| *j != left_out).map(|(_, p)| *p).collect();
                all.push(with(Some(kept.join(","))));
            }
        }
    }
    all
}

/// A supply of random choices.
#[derive(Clone, Debug)]
struct Dice {
    throws: Vec<u32>,
    next: usize,
}

fn any_dice() -> impl Strategy<Value = Dice> {
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

fn scrambled(scene: &Scene, dice: &mut Dice) -> String {
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

// ---------------------------------------------------------------------------------------------- exact examples

#[test]
fn the_default_scene_is_no_text() {
    assert_eq!(Scene::default().write(), "");
    assert_eq!(read(""), Scene::default());
    assert_eq!(read("#"), Scene::default());
}

#[test]
fn the_opening_scene_written_out_is_the_default() {
    let written = "start=-1.02,1.72&run=sgd,lr:0.013&run=momentum,lr:0.055,beta:0.9,convention:ema_zero\
                   &run=rmsprop,lr:0.02,alpha:0.9&run=adam,lr:0.12,beta2:0.99";
    assert_eq!(read(written), Scene::default());
    assert_eq!(
        read(&format!("surface=curved_ravine&domain=-1.8,1.8,-0.4,2.1&steps=200&select=0&{written}")),
        Scene::default()
    );
    assert_eq!(read(written).write(), "");
}

#[test]
fn every_surface_has_its_own_defaults() {
    for spec in SURFACES {
        let scene = read(&format!("surface={}", spec.id));
        assert_eq!((scene.start(), scene.domain(), scene.steps), (spec.start, spec.domain, 200), "{}", spec.id);
        assert_eq!(scene.runs.len(), spec.runs.len(), "{}", spec.id);
        let written: Vec<String> = spec.runs.iter().map(|run| format!("run={run}")).collect();
        assert_eq!(read(&format!("{}&surface={}", written.join("&"), spec.id)), scene);
        let expected = if spec.id == "curved_ravine" { String::new() } else { format!("surface={}", spec.id) };
        assert_eq!(scene.write(), expected);
    }
}

#[test]
fn a_parameter_left_out_has_the_librarys_default_whatever_the_surface() {
    for surface in SURFACES {
        for spec in OPTIMIZERS {
            let scene = read(&format!("surface={}&run={}", surface.id, spec.id));
            let defaults: Vec<Value> = spec.params.iter().map(|p| p.default).collect();
            assert_eq!(scene.runs[0].values, defaults);
        }
    }
    let lr = |text: &str| read(text).runs[0].lr();
    assert_eq!((lr("run=adam"), lr("run=momentum"), lr("run=sgd"), lr("run=rmsprop")), (0.001, 0.01, 0.001, 0.01));
}

#[test]
fn a_scene_looks_as_a_person_would_write_it() {
    let mut scene = Scene::of(surface("rosenbrock").unwrap());
    scene.surface_values[1] = Value::Number(10.0);
    scene.domain = Some(Domain::new(-2.0, 2.5, 0.0, 1e-7));
    scene.start = Some([-0.5, 1e21]);
    scene.steps = 1000;
    let mut adam = Run::new(optimizer("adam").unwrap(), 0);
    adam.set("lr", Value::Number(1e-8));
    adam.set("amsgrad", Value::Flag(true));
    adam.hidden = true;
    let mut momentum = Run::new(optimizer("momentum").unwrap(), 6);
    momentum.set("convention", Value::Choice(2));
    scene.runs = vec![adam, momentum];
    scene.select = 1;
    scene.at = Some(58);
    scene.lang = Some(Lang::Zh);
    scene.theme = Some(Theme::Dark);
    let text = "surface=rosenbrock,b:10&domain=-2,2.5,0,1e-7&start=-0.5,1e+21&steps=1000\
                &run=adam,lr:1e-8,amsgrad:1,hidden:1&run=momentum,convention:heavy_ball,slot:7\
                &select=1&at=58&lang=zh&theme=dark";
    assert_eq!(scene.write(), text);
    assert_eq!(read(text), scene);
}

#[test]
fn options_look_as_a_person_would_write_them() {
    let text = "noise=gaussian,sigma:0.5\
                &run=sgd,lr:0.1,schedule:multi_step,schedule.milestones:50/150,schedule.gamma:0.5,clip_value:2,clip_norm:1\
                &run=adam,schedule:cosine,lookahead:5,lookahead.alpha:0.8,hidden:1&seed=7";
    assert_eq!(read(text).write(), text);
    assert_eq!(read("noise=gaussian"), read("noise=gaussian,sigma:1"));
    assert_eq!(read("run=sgd,schedule:multi_step,schedule.milestones:30/80").write(), "run=sgd,schedule:multi_step");
    assert_eq!(read("run=sgd,schedule:cosine,schedule.t_max:none").write(), "run=sgd,schedule:cosine");
}

#[test]
fn what_an_author_wishes_is_read_and_written() {
    let text = "surface=rosenbrock&run=adam,lr:0.1&run=momentum&noise=gaussian,sigma:0.5&sliders=1.lr/surface.b\
                &hide=chart/inspector&lock=surface/runs&predict=1&embed=1";
    let text =
        text.replace("&noise=gaussian,sigma:0.5", "").replace("rosenbrock&", "rosenbrock&noise=gaussian,sigma:0.5&");
    let scene = read(&text);
    assert_eq!(scene.write(), text);
    assert!(scene.wishes.embed && scene.wishes.predict && scene.wishes.hides("chart") && scene.wishes.locks("runs"));
    assert!(!scene.wishes.hides("runs") && !scene.wishes.locks("start"));
    assert_eq!(scene.sliders(), ["1.lr", "surface.b"]);
    assert_eq!(read("lock=runs/surface/runs").write(), "lock=surface/runs");
    assert_eq!(read("embed=true&predict=0").write(), "embed=1");
    assert_eq!(read("sliders=none").sliders(), [""; 0]);
    // Without a wish the selected run offers its first two; a locked one offers none.
    assert_eq!(read("run=sgd&run=momentum&select=1").sliders(), ["1.lr", "1.beta"]);
    assert_eq!(read("run=none").sliders(), [""; 0]);
    assert_eq!(read("lock=parameters").sliders(), [""; 0]);
    // Those of a run that has gone are not written.
    let mut scene = read("run=adam&run=sgd&sliders=1.lr/0.beta1");
    scene.apply(Action::RemoveRun(1));
    assert_eq!(scene.write(), "run=adam&sliders=0.beta1");
}

#[test]
fn bad_wishes_are_named() {
    let panels = || unknown("bar, surface, view, scale, chart, runs, inspector");
    let controls = || unknown("surface, start, view, runs, parameters, rates, noise");
    assert_eq!(
        ignored("embed=yes&predict=2"),
        [("embed=yes".into(), Reason::NotAFlag), ("predict=2".into(), Reason::NotAFlag)]
    );
    assert_eq!(ignored("hide=chart/legend"), [("hide=chart/legend".into(), panels())]);
    assert_eq!(ignored("hide="), [("hide=".into(), panels())]);
    assert_eq!(ignored("lock=everything"), [("lock=everything".into(), controls())]);
    assert_eq!(ignored("sliders=0.lr/1.lr/2.lr"), [("sliders=0.lr/1.lr/2.lr".into(), not_allowed("0 … 2"))]);
    for bad in ["9.lr", "0.nesterovs", "surface.c", "vars.a", "noise.sigma", "lr", "+1.lr"] {
        assert_eq!(ignored(&format!("sliders=0.lr/{bad}")), [(bad.into(), Reason::UnknownKey)], "{bad}");
    }
    assert_eq!(ignored("sliders="), [("sliders=".into(), Reason::UnknownKey)]);
    assert_eq!(read("f=a*x^2+y^2&sliders=vars.a").sliders(), ["vars.a"]);
    assert_eq!(Scene::read("sliders=0.lr/8.lr").scene.sliders(), ["0.lr"]);
    assert_eq!(Scene::read("sliders=8.lr").scene.wishes.sliders, None);
}

#[test]
fn what_is_locked_is_not_allowed() {
    let adam = optimizer("adam").unwrap();
    let changes = |scene: &Scene| {
        [
            ("surface", Action::SetSurface(surface("ravine").unwrap())),
            ("start", Action::SetStart([0.0, 0.0])),
            ("view", Action::SetDomain(None)),
            ("runs", Action::AddRun(adam)),
            ("parameters", Action::SetParam(0, "lr", Value::Number(0.1))),
            ("rates", Action::SetRates(Rates::Same(0.1))),
            ("noise", Action::SetSeed(3)),
        ]
        .into_iter()
        .filter(|(_, action)| !scene.wishes.allow(action))
        .map(|(name, _)| name)
        .collect::<Vec<_>>()
    };
    assert_eq!(changes(&read("")), [""; 0]);
    for control in CONTROLS {
        assert_eq!(changes(&read(&format!("lock={control}"))), [control]);
    }
    let free = read(&format!("lock={}", CONTROLS.join("/")));
    for action in [Action::Select(1), Action::ToggleHidden(0), Action::SetAt(Some(3)), Action::Isolate(0)] {
        assert!(free.wishes.allow(&action), "{action:?} only looks");
    }
}

#[test]
fn every_number_that_a_scene_names_can_be_set() {
    for text in [
        "run=adam,schedule:cosine&surface=rosenbrock&noise=gaussian",
        "f=a*x^2+b*y^2&run=sgd",
        "run=polyak_sgd&run=lbfgs",
    ] {
        let scene = read(text);
        let names = scene.targets();
        assert!(names.len() > 2, "{text}: {names:?}");
        for name in names {
            let target = Target::find(&scene, &name).unwrap();
            let mut other = scene.clone();
            let value = if target.value == 1.0 || target.value.is_nan() { 0.5 } else { (target.value + 1.0) / 2.0 };
            let value = target.slider.value(target.slider.position(value)).max(target.slider.low);
            let value = if name.ends_with("seed") { 5.0 } else { value };
            other.apply(target.set(value));
            let now = Target::find(&other, &name).unwrap().value;
            assert!(now != target.value || value == target.value, "{text}: {name} stays {now}, {value} was set");
            assert!(BOTH.iter().all(|lang| !target.name(&scene, *lang).is_empty()));
        }
    }
}

#[test]
fn numbers_are_read_in_any_decimal_form() {
    for form in ["0.1", ".1", "+.1", "0.10", "1e-1", "1E-1", "1e-01", "10e-2", "0.01e+1", "00.1", "0.1e0"] {
        assert_eq!(read(&format!("run=adam,lr:{form}")).runs[0].lr(), 0.1, "{form}");
    }
    assert_eq!(read("run=adam,eps:1e-08").runs[0].value("eps"), Some(Value::Number(1e-8)));
    assert_eq!(read("start=1.,-2e0").start(), [1.0, -2.0]);
    assert_eq!((read("steps=1e3").steps, read("at=5.0").at), (1000, Some(5)));
}

/// A link that says −0 would be written with 0, and f = 1/x would be another one.
#[test]
fn zero_has_no_sign() {
    let scene = read("f=1/x&start=-0,-0.0&run=sgd,dampening:-0");
    assert!(scene.start().iter().all(|v| v.is_sign_positive()));
    assert!(matches!(scene.runs[0].value("dampening"), Some(Value::Number(v)) if v.is_sign_positive()));
    let mut dragged = scene.clone();
    dragged.apply(Action::SetStart([-0.0, 2.0]));
    assert!(dragged.start().iter().all(|v| v.is_sign_positive()));
}

#[test]
fn switches_are_read_as_digits_or_words() {
    let amsgrad = |text: &str| read(&format!("run=adam,amsgrad:{text}")).runs[0].value("amsgrad");
    assert_eq!((amsgrad("1"), amsgrad("true")), (Some(Value::Flag(true)), Some(Value::Flag(true))));
    assert_eq!((amsgrad("0"), amsgrad("false")), (Some(Value::Flag(false)), Some(Value::Flag(false))));
    assert!(read("run=adam,bias_correction:false").write().contains("bias_correction:0"));
    assert!(read("run=adam,hidden:true").runs[0].hidden);
}

#[test]
fn only_percent_escapes_are_decoded_and_bad_ones_stay() {
    assert_eq!(read("run=adam%2Clr%3A0.5").runs[0].lr(), 0.5);
    assert_eq!(read("%73teps=7").steps, 7);
    let reported = [
        ("a+b=1", "a+b=1"),
        ("a b=1", "a b=1"),
        ("a%20b=1", "a b=1"),
        ("a%2=1", "a%2=1"),
        ("a%zz=%", "a%zz=%"),
        ("%e4%b8%ad=%ff%41", "中=%ffA"),
        ("a%26b=1", "a&b=1"),
    ];
    for (text, what) in reported {
        assert_eq!(ignored(text), [(what.to_string(), Reason::UnknownKey)], "{text}");
    }
    assert_eq!(ignored("steps=1+1")[0].1, Reason::NotANumber);
    assert_eq!(ignored("steps= 7")[0].1, Reason::NotANumber);
    // The escaped = and & belong to the value.
    assert_eq!(ignored("page=a%26steps%3D7"), [("page=a&steps=7".to_string(), unknown(&Page::names()))]);
    assert_eq!(Scene::read("page=a%26steps%3D7").scene.steps, 200);
}

#[test]
fn values_are_used_as_given_never_clamped_to_the_slider() {
    assert_eq!(read("run=sgd,lr:5").runs[0].lr(), 5.0);
    for spec in OPTIMIZERS {
        for param in spec.params {
            let Kind::Number { slider, allowed } = param.kind else { continue };
            let beyond = [slider.low * 1e-3, slider.high * 1e3, slider.high + (1.0 - slider.high) * 0.5, 1e300, -7.5];
            for v in beyond.into_iter().filter(|v| allowed.contains(*v)) {
                let scene = read(&format!("run={},{}:{v:e}", spec.id, param.id));
                assert_eq!(scene.runs[0].value(param.id), Some(Value::Number(v)), "{} {}", spec.id, param.id);
                assert_eq!(read(&scene.write()), scene);
            }
        }
    }
}

#[test]
fn no_runs_is_none() {
    let scene = read("run=none");
    assert!(scene.runs.is_empty());
    assert_eq!(scene.write(), "run=none");
    assert_eq!(read("select=0&run=none"), scene);
}

// ---------------------------------------------------------------------------------------- what cannot be used

#[test]
fn what_cannot_be_used_is_named_with_its_reason() {
    let optimizers = unknown(&OPTIMIZERS.iter().map(|o| o.id).collect::<Vec<_>>().join(", "));
    let surfaces = unknown(&SURFACES.iter().map(|s| s.id).collect::<Vec<_>>().join(", "));
    let conventions = unknown("ema, ema_zero, heavy_ball");
    let schedules = SCHEDULES.iter().map(|s| s.id).collect::<Vec<_>>().join(", ");
    let cases: &[(&str, &[(&str, Reason)])] = &[
        ("colour=red", &[("colour=red", Reason::UnknownKey)]),
        ("Steps=5", &[("Steps=5", Reason::UnknownKey)]),
        ("=5", &[("=5", Reason::UnknownKey)]),
        ("steps", &[("steps", Reason::NotANumber)]),
        ("steps=", &[("steps=", Reason::NotANumber)]),
        ("steps=0", &[("steps=0", not_allowed("1 … 10000"))]),
        ("steps=10001", &[("steps=10001", not_allowed("1 … 10000"))]),
        ("steps=1.5", &[("steps=1.5", not_allowed("1 … 10000"))]),
        ("steps=1e300", &[("steps=1e300", not_allowed("1 … 10000"))]),
        ("steps=NaN", &[("steps=NaN", Reason::NotANumber)]),
        ("steps=inf", &[("steps=inf", Reason::NotANumber)]),
        ("steps=0x10", &[("steps=0x10", Reason::NotANumber)]),
        ("at=-1", &[("at=-1", not_allowed("0 … 10000"))]),
        ("at=2e2&steps=100", &[("at=2e2", not_allowed("0 … 100"))]),
        ("select=4", &[("select=4", not_allowed("0 … 3"))]),
        ("select=1&run=adam", &[("select=1", not_allowed("0 … 0"))]),
        ("select=12", &[("select=12", not_allowed("0 … 11"))]),
        ("start=1", &[("start=1", Reason::NotANumber)]),
        ("start=1,2,3", &[("start=1,2,3", Reason::NotANumber)]),
        ("start=nan,0", &[("start=nan,0", Reason::NotANumber)]),
        ("start=1e999,0", &[("start=1e999,0", Reason::NotANumber)]),
        ("domain=0,1,0", &[("domain=0,1,0", Reason::NotANumber)]),
        ("domain=1,1,0,1", &[("domain=1,1,0,1", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("domain=0,1,2,-2", &[("domain=0,1,2,-2", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("domain=-1e308,1e308,0,1", &[("domain=-1e308,1e308,0,1", not_allowed("xmin < xmax, ymin < ymax"))]),
        ("page=lessons/nowhere", &[("page=lessons/nowhere", unknown(&Page::names()))]),
        ("lang=fr", &[("lang=fr", unknown("en, zh"))]),
        ("theme=sepia", &[("theme=sepia", unknown("light, dark"))]),
        ("v=2", &[("v=2", unknown("1"))]),
        ("lens=1&frame=1", &[("lens=1", Reason::UnknownKey), ("frame=1", Reason::UnknownKey)]),
        ("surface=nowhere,b:2", &[("surface=nowhere,b:2", surfaces.clone())]),
        ("surface=", &[("surface=", surfaces)]),
        (
            "surface=rosenbrock,c:1,b:-1,a:x",
            &[("c:1", Reason::UnknownKey), ("b:-1", not_allowed("v ≥ 0")), ("a:x", Reason::NotANumber)],
        ),
        ("surface=rosenbrock,b:2,b:3", &[("b:3", Reason::Repeated)]),
        ("run=", &[("run=", optimizers.clone())]),
        ("run=Adam", &[("run=Adam", optimizers.clone())]),
        ("run=none,lr:1", &[("run=none,lr:1", optimizers.clone())]),
        ("run=adam,beta1:1", &[("beta1:1", not_allowed("0 ≤ v < 1"))]),
        ("run=adam,lr:-0.1", &[("lr:-0.1", not_allowed("v ≥ 0"))]),
        ("run=adam,lr:NaN", &[("lr:NaN", Reason::NotANumber)]),
        ("run=adam,lr", &[("lr", Reason::NotANumber)]),
        ("run=adam,lr=0.1", &[("lr=0.1", Reason::UnknownKey)]),
        ("run=adam,beta:0.9", &[("beta:0.9", Reason::UnknownKey)]),
        ("run=adam,amsgrad:2", &[("amsgrad:2", Reason::NotAFlag)]),
        ("run=adam,hidden:yes", &[("hidden:yes", Reason::NotAFlag)]),
        ("run=adam,slot:0", &[("slot:0", not_allowed("1 … 99"))]),
        ("run=momentum,convention:Ng", &[("convention:Ng", conventions)]),
        ("run=adam,lr:1,lr:2", &[("lr:2", Reason::Repeated)]),
        ("run=sgd,nesterov:true", &[("nesterov:true", Reason::Conflict)]),
        ("run=sgd,nesterov:1,momentum:0.9,dampening:0.1", &[("nesterov:1", Reason::Conflict)]),
        ("run=rmsprop,nesterov:1,momentum:0", &[("nesterov:1", Reason::Conflict)]),
        ("fan=101", &[("fan=101", not_allowed("0 … 100"))]),
        ("fan=many", &[("fan=many", Reason::NotANumber)]),
        ("noise=uniform", &[("noise=uniform", unknown("none, gaussian"))]),
        ("noise=gaussian,sigma:-1", &[("noise=gaussian,sigma:-1", not_allowed("v ≥ 0"))]),
        ("noise=gaussian,sigma:x", &[("noise=gaussian,sigma:x", Reason::NotANumber)]),
        ("noise=gaussian,mean:1", &[("noise=gaussian,mean:1", Reason::UnknownKey)]),
        ("run=adam,schedule:warp", &[("schedule:warp", unknown(&schedules))]),
        ("run=adam,schedule.gamma:0.5", &[("schedule.gamma:0.5", Reason::UnknownKey)]),
        (
            "run=adam,schedule.step_size:0,schedule:step,schedule.t_max:5",
            &[("schedule.step_size:0", not_allowed("1, 2, 3, …")), ("schedule.t_max:5", Reason::UnknownKey)],
        ),
        ("run=adam,schedule:step,schedule.step_size:2.5", &[("schedule.step_size:2.5", not_allowed("1, 2, 3, …"))]),
        ("run=adam,schedule:step,schedule.step_size:none", &[("schedule.step_size:none", Reason::NotANumber)]),
        ("run=adam,schedule:multi_step,schedule.milestones:3/x", &[("schedule.milestones:3/x", Reason::NotANumber)]),
        ("run=adam,schedule:plateau,schedule.factor:1", &[("schedule.factor:1", not_allowed("0 ≤ v < 1"))]),
        ("run=adam,schedule:plateau,schedule.mode:up", &[("schedule.mode:up", unknown("min, max"))]),
        ("run=adam,schedule:step,schedule:cosine", &[("schedule:cosine", Reason::Repeated)]),
        (
            "run=adam,clip_norm:-1,clip_value:x",
            &[("clip_norm:-1", not_allowed("v ≥ 0")), ("clip_value:x", Reason::NotANumber)],
        ),
        ("run=adam,lookahead:0", &[("lookahead:0", not_allowed("1 … 10000"))]),
        ("run=adam,lookahead.alpha:0.5", &[("lookahead.alpha:0.5", Reason::UnknownKey)]),
        ("run=adam,lookahead.alpha:0,lookahead:5", &[("lookahead.alpha:0", not_allowed("0 < v ≤ 1"))]),
        ("run=none&run=none", &[("run=none", Reason::Repeated)]),
        ("run=none&run=adam", &[("run=none", Reason::OtherRuns)]),
        ("run=adam&run=none", &[("run=none", Reason::OtherRuns)]),
        ("steps=5&steps=6&steps=7", &[("steps=6", Reason::Repeated), ("steps=7", Reason::Repeated)]),
        ("surface=saddle&surface=nowhere", &[("surface=nowhere", Reason::Repeated)]),
        // In the order of the text, wherever what is wrong comes to light.
        (
            "select=9&x=1&run=foo&at=500&surface=nowhere&steps=0",
            &[
                ("select=9", not_allowed("0 … 3")),
                ("x=1", Reason::UnknownKey),
                ("run=foo", optimizers),
                ("at=500", not_allowed("0 … 200")),
                ("surface=nowhere", unknown(&SURFACES.iter().map(|s| s.id).collect::<Vec<_>>().join(", "))),
                ("steps=0", not_allowed("1 … 10000")),
            ],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, Reason)> = expected.iter().map(|(w, r)| (w.to_string(), r.clone())).collect();
        assert_eq!(ignored(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_used_leaves_the_default_and_the_rest() {
    let same = |text: &str, as_if: &str| assert_eq!(Scene::read(text).scene, read(as_if), "{text}");
    same("steps=0&at=3", "at=3");
    same("steps=6&steps=7", "steps=6");
    same("at=300", "");
    same("select=7&run=adam", "run=adam");
    same("surface=nowhere&steps=9", "steps=9");
    same("surface=rosenbrock,b:-1,a:0.5", "surface=rosenbrock,a:0.5");
    same("surface=rosenbrock,b:2,b:3", "surface=rosenbrock,b:2");
    same("run=foo", "");
    same("run=foo&run=adam,lr:0.5", "run=adam,lr:0.5");
    same("run=none&run=foo", "run=none");
    same("run=none&run=adam", "run=adam");
    same("run=adam,lr:-1,beta1:0.8", "run=adam,beta1:0.8");
    same("run=sgd,lr:0.1,nesterov:1", "run=sgd,lr:0.1");
    same("run=adam,slot:0,hidden:1", "run=adam,hidden:1");
    same("run=adam,schedule:step,schedule.step_size:0", "run=adam,schedule:step");
    same("run=adam,schedule:warp,schedule.gamma:1", "run=adam");
    same("run=adam,schedule:step,schedule.gamma:0.5,schedule:cosine", "run=adam,schedule.gamma:0.5,schedule:step");
    same("page=lessons/ravine&surface=saddle", "surface=saddle");
}

#[test]
fn twelve_runs_fit_and_no_more() {
    let runs = |n: usize| vec!["run=adam"; n].join("&");
    assert_eq!(read(&runs(12)).runs.len(), 12);
    assert_eq!(MAX_RUNS, 12);
    let more = Scene::read(&format!("{}&run=sgd&run=foo&steps=7", runs(12)));
    assert_eq!((more.scene.runs.len(), more.scene.steps), (12, 7));
    assert!(more.scene.runs.iter().all(|run| run.optimizer.id == "adam"));
    let all: Vec<_> = more.ignored.iter().map(|i| (i.what.as_str(), &i.reason)).collect();
    assert_eq!(all, [("run=sgd", &Reason::TooManyRuns), ("run=foo", &Reason::TooManyRuns)]);
}

#[test]
fn messages_say_what_and_why_in_both_languages() {
    let message = |text: &str, lang| Scene::read(text).ignored[0].message(lang);
    let en = |text: &str| message(text, Lang::En);
    let zh = |text: &str| message(text, Lang::Zh);
    assert_eq!(en("colour=red"), "colour=red was ignored: there is no such setting.");
    assert_eq!(zh("colour=red"), "忽略了 colour=red：没有这项设置。");
    assert_eq!(en("run=adam,beta1:1"), "beta1:1 was ignored: allowed is 0 ≤ v < 1.");
    assert!(en("run=nope").contains("sgd, momentum, nesterov") && zh("run=nope").contains("sgd, momentum, nesterov"));
    assert!(en("steps=0").contains("1 … 10000") && zh("steps=0").contains("1 … 10000"));
    let each = [
        "x=1",
        "page=no",
        "steps=a",
        "steps=0",
        "run=adam,amsgrad:2",
        "v=1&v=1",
        "run=sgd,nesterov:1",
        "run=none&run=adam",
        &vec!["run=adam"; 13].join("&"),
    ];
    for lang in BOTH {
        let mut reasons: Vec<String> = Vec::new();
        for text in each {
            let ignored = &Scene::read(text).ignored[0];
            let message = ignored.message(lang);
            assert!(message.contains(&ignored.what), "{message}");
            assert!(!message.contains(['{', '}']), "{message}");
            reasons.push(message.replace(&ignored.what, ""));
        }
        let count = reasons.len();
        reasons.sort();
        reasons.dedup();
        assert_eq!(reasons.len(), count, "no two reasons read the same");
    }
    // What a stranger's link holds is shown as it is: no place in it is filled in.
    assert!(en("{reason}=1").contains("{reason}=1"));
}

// -------------------------------------------------------------------------------------------------------- junk

/// The text with its escapes decoded, for finding what was named.
fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(c) = rest.chars().next() {
        let mut row = Vec::new();
        while let Some(byte) = rest.get(3 * row.len()..).and_then(|after| {
            let hex = after.strip_prefix('%')?.get(..2).filter(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))?;
            u8::from_str_radix(hex, 16).ok()
        }) {
            row.push(byte);
        }
        let (escapes, after) = rest.split_at(if row.is_empty() { c.len_utf8() } else { 3 * row.len() });
        let mut place = 0;
        for chunk in row.utf8_chunks() {
            out.push_str(chunk.valid());
            place += 3 * chunk.valid().len();
            // What is no UTF-8 stays as it was written.
            out.push_str(&escapes[place..place + 3 * chunk.invalid().len()]);
            place += 3 * chunk.invalid().len();
        }
        if row.is_empty() {
            out.push_str(escapes);
        }
        rest = after;
    }
    out
}

/// What must hold of whatever has been read.
fn sound(text: &str) -> Result<(), TestCaseError> {
    let Read { scene, ignored } = Scene::read(text);
    let whole = decoded(text);
    for thing in &ignored {
        prop_assert!(whole.contains(&thing.what), "{:?} is not in {text:?}", thing.what);
        for lang in BOTH {
            prop_assert!(thing.message(lang).contains(&thing.what));
        }
    }
    prop_assert!((1..=MAX_STEPS).contains(&scene.steps) && scene.at.is_none_or(|at| at <= scene.steps));
    prop_assert!(scene.runs.len() <= MAX_RUNS && scene.select < scene.runs.len().max(1));
    prop_assert!(scene.runs.iter().all(|run| run.conflict().is_none()));
    prop_assert!(scene.start().iter().all(|v| v.is_finite()));
    let again = Scene::read(&scene.write());
    prop_assert!(again.ignored.is_empty(), "{text:?} became {:?}: {:?}", scene.write(), again.ignored);
    prop_assert_eq!(again.scene, scene);
    Ok(())
}

/// Pieces that links are made of, right ones and wrong ones.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "&",
        "=",
        ",",
        ":",
        "%",
        "%2",
        "%2c",
        "%ff",
        "+",
        " ",
        "#",
        "-",
        ".",
        "e",
        "1",
        "0",
        "9",
        "1e999",
        "nan",
        "true",
        "none",
        "surface",
        "rosenbrock",
        "saddle",
        "b",
        "run",
        "sgd",
        "adam",
        "momentum",
        "lr",
        "beta",
        "nesterov",
        "hidden",
        "slot",
        "convention",
        "ema",
        "start",
        "domain",
        "steps",
        "at",
        "select",
        "lang",
        "theme",
        "dark",
        "zh",
        "page",
        "v",
        "中",
        "\0",
        "\u{feff}",
        "run=adam,",
        "run=none&",
        "steps=5&",
        "select=3&",
        "at=99&",
        "start=1,2&",
        "f=",
        "x^2",
        "vars=a:",
    ];
    prop::sample::select(words.to_vec()).prop_map(String::from)
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn junk_does_no_harm(text in any::<String>()) {
        sound(&text)?;
    }

    #[test]
    fn junk_that_looks_like_a_link_does_no_harm(pieces in prop::collection::vec(piece(), 0..40)) {
        sound(&pieces.concat())?;
    }

    #[test]
    fn broken_links_do_no_harm(
        scene in any_scene(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), piece()), 1..6),
    ) {
        let mut text: Vec<char> = scene.write().chars().collect();
        for (from, length, instead) in cuts {
            let from = from.index(text.len() + 1);
            let to = (from + length.index(4)).min(text.len());
            text.splice(from..to, instead.chars());
        }
        sound(&text.iter().collect::<String>())?;
    }

    #[test]
    fn numbers_of_any_size_do_no_harm(v in finite(), key in prop::sample::select(vec!["steps", "at", "select", "v"])) {
        sound(&format!("{key}={v:e}"))?;
        sound(&format!("{key}={v}"))?;
        sound(&format!("start={v:e},{v}&run=adam,lr:{v:e}&run=sgd,slot:{v},dampening:{v}"))?;
        sound(&format!("domain={v:e},1,0,1"))?;
    }

    /// Wrong things put anywhere into a right link change nothing, and exactly they are reported, in their order.
    #[test]
    fn wrong_things_are_reported_and_change_nothing(
        scene in any_scene(),
        places in prop::collection::vec((0..WRONG.len(), any::<prop::sample::Index>()), 0..5),
    ) {
        let text = scene.write();
        let mut pairs: Vec<String> = text.split('&').filter(|p| !p.is_empty()).map(String::from).collect();
        let mut wrong: Vec<&str> = Vec::new();
        for (which, place) in places {
            let pair = WRONG[which];
            let key = |p: &str| p.split_once('=').map_or(p.to_string(), |(k, _)| k.to_string());
            // A key that is there already would be reported as repeated, whichever of the two is wrong.
            if key(pair) != "run" && pairs.iter().any(|p| key(p) == key(pair)) {
                continue;
            }
            pairs.insert(place.index(pairs.len() + 1), pair.to_string());
            wrong.push(pair);
        }
        let text = pairs.join("&");
        let expected: Vec<&String> = pairs.iter().filter(|p| wrong.contains(&p.as_str())).collect();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert_eq!(ignored.iter().map(|i| &i.what).collect::<Vec<_>>(), expected, "{}", text);
        prop_assert_eq!(again, scene, "{}", text);
    }

    /// The same within a run.
    #[test]
    fn wrong_parameters_are_reported_and_change_nothing(
        run in any_run(0),
        places in prop::collection::vec((0..WRONG_SETTINGS.len(), any::<prop::sample::Index>()), 0..4),
    ) {
        let scene = Scene { runs: vec![run], ..Scene::default() };
        let text = scene.write();
        prop_assume!(text.starts_with("run="));
        let mut parts: Vec<String> = text.split(',').map(String::from).collect();
        let mut wrong: Vec<&str> = Vec::new();
        let name = |p: &str| p.split_once(':').map_or(p.to_string(), |(n, _)| n.to_string());
        for (which, place) in places {
            let setting = WRONG_SETTINGS[which];
            if parts.iter().all(|p| name(p) != name(setting)) {
                parts.insert(1 + place.index(parts.len()), setting.to_string());
                wrong.push(setting);
            }
        }
        let text = parts.join(",");
        let expected: Vec<&String> = parts.iter().filter(|p| wrong.contains(&p.as_str())).collect();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert_eq!(ignored.iter().map(|i| &i.what).collect::<Vec<_>>(), expected, "{}", text);
        prop_assert_eq!(again, scene, "{}", text);
    }
}

/// Pairs of which nothing can be used.
const WRONG: &[&str] = &[
    "colour=red",
    "zoom",
    "=",
    "steps=0",
    "steps=-5",
    "steps=1e5",
    "steps=a",
    "at=-1",
    "at=x",
    "start=1",
    "start=nan,1",
    "domain=1,0,0,1",
    "domain=0,1",
    "page=nope",
    "page=",
    "lang=fr",
    "theme=sepia",
    "v=0",
    "select=-1",
    "select=12",
    "run=nope",
    "run=",
    "run=nope,lr:1",
    "surface=nope",
];

/// Settings that no run has or may have.
const WRONG_SETTINGS: &[&str] =
    &["foo:1", "lr:-1", "lr:x", "lr", "hidden:2", "slot:0", "slot:x", "lr:1e999", "x=1", "betas:0.9", "hidden:"];

// ------------------------------------------------------------------------------------------------- averages, pages

mod averages {
    use super::*;
    use downhill::core::average::Start;
    use downhill::scene::{Averages, AveragesAction, Data, LESSONS, MAX_CURVES, MAX_DAYS};

    fn any_data() -> impl Strategy<Value = Data> {
        let presets = Data::PRESETS.map(|(_, data)| data);
        prop_oneof![
            prop::sample::select(presets.to_vec()),
            prop::collection::vec(-1e6..1e6f64, 1..40).prop_map(Data::Own),
        ]
    }

    fn any_averages() -> impl Strategy<Value = Scene> {
        let betas = prop::collection::vec(0.0..0.9999f64, 1..=MAX_CURVES);
        let switches = (any::<bool>(), any::<bool>(), any::<bool>());
        (betas, any::<u32>(), 1..=MAX_DAYS, any_data(), -50.0..50.0f64, switches, any::<u16>(), any::<u16>()).prop_map(
            |(betas, seed, days, data, offset, (zero, corrected, mean), curve, mark)| {
                let curve = usize::from(curve) % betas.len();
                let days = if data.preset().is_some() { days } else { Averages::default().days };
                let start = if zero { Start::Zero } else { Start::First };
                let mut own = Averages { betas, curve, days, data, offset, start, corrected, mean, mark: None };
                own.mark = (mark % 3 > 0).then(|| 1 + usize::from(mark) % own.len());
                Scene { page: Page::Averages, averages: own, seed, ..Scene::default() }
            },
        )
    }

    proptest! {
        #![proptest_config(cases(800))]

        #[test]
        fn what_is_written_is_read_back(scene in any_averages()) {
            let text = scene.write();
            let Read { scene: again, ignored } = Scene::read(&text);
            prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
            prop_assert_eq!(&again, &scene, "{}", text);
            prop_assert_eq!(again.write(), text);
        }

        /// No change, however wild, leaves a scene that a link could not hold.
        #[test]
        fn every_change_leaves_a_scene_that_a_link_holds(
            scene in any_averages(),
            which in 0..11usize,
            n in 0..2000usize,
            v in prop_oneof![Just(f64::NAN), Just(1.0), Just(f64::INFINITY), -2.0..2.0f64],
        ) {
            let action = match which {
                0 => AveragesAction::SetBeta(n % 8, v),
                1 => AveragesAction::AddCurve,
                2 => AveragesAction::RemoveCurve(n % 8),
                3 => AveragesAction::Select(n),
                4 => AveragesAction::SetDays(n),
                5 => AveragesAction::SetData(Data::Own(vec![v; n])),
                6 => AveragesAction::SetOffset(v),
                7 => AveragesAction::SetStart(Start::Zero, n % 2 == 0),
                8 => AveragesAction::SetMark(Some(n)),
                9 => AveragesAction::SetSeed(n as u32),
                _ => AveragesAction::SetMean(true),
            };
            let mut after = scene.clone();
            after.apply(downhill::scene::Action::Averages(action));
            let text = after.write();
            let Read { scene: again, ignored } = Scene::read(&text);
            prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
            // The number of days of a preset is remembered while one's own numbers are shown.
            after.averages.days = again.averages.days;
            prop_assert_eq!(again, after, "{}", text);
        }
    }

    #[test]
    fn the_keys_of_the_contract_are_read() {
        let scene = read("page=averages&beta=0.5/0.9&days=40&data=step&init=zero&correct=1&mean=1&mark=7&seed=3");
        let own = &scene.averages;
        assert_eq!((scene.page, scene.seed, own.days, own.mark), (Page::Averages, 3, 40, Some(7)));
        assert_eq!((own.betas.as_slice(), own.curve), ([0.5, 0.9].as_slice(), 1));
        assert_eq!((own.start, own.corrected, own.mean, &own.data), (Start::Zero, true, true, &Data::Step));
        assert_eq!(read("page=averages&data=1/2.5/-3").averages.data, Data::Own(vec![1.0, 2.5, -3.0]));
        assert_eq!(read("page=averages").averages, Averages::default());
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let presets = Data::PRESETS.map(|(name, _)| name).join(", ");
        for (text, reason) in [
            ("beta=1", not_allowed("0 ≤ v < 1")),
            ("beta=x", Reason::NotANumber),
            ("days=0", not_allowed("1 … 1000")),
            ("days=1001", not_allowed("1 … 1000")),
            ("data=weather", unknown(&presets)),
            ("data=1/two/3", Reason::NotANumber),
            ("init=one", unknown("first, zero")),
            ("mean=2", Reason::NotAFlag),
            ("mark=31", not_allowed("0 … 30")),
            ("seed=4294967296", not_allowed("0 … 4294967295")),
        ] {
            let found = ignored(&format!("page=averages&{text}"));
            assert_eq!(found, [(text.to_string(), reason)], "{text}");
        }
    }

    #[test]
    fn every_page_has_a_name_that_leads_to_it() {
        let lessons = (0..LESSONS.len()).map(Page::Lesson);
        for page in [Page::Race, Page::Averages, Page::Lessons, Page::Slides].into_iter().chain(lessons) {
            assert_eq!(Page::read(&page.name()), Some(page));
            let scene = Scene { page, ..Scene::default() };
            assert_eq!(Scene::read(&scene.write()).scene, scene, "{}", scene.write());
        }
    }

    #[test]
    fn every_preset_has_as_many_numbers_as_days() {
        for (name, data) in Data::PRESETS {
            for days in [1, 2, 15, 16, 30, 366, MAX_DAYS] {
                let own = Averages { data: data.clone(), days, ..Averages::default() };
                let numbers = own.numbers(7);
                assert_eq!(numbers.len(), days, "{name}");
                assert!(numbers.iter().all(|v| v.is_finite()), "{name}");
                let lifted = Averages { offset: 20.0, ..own }.numbers(7);
                assert!(numbers.iter().zip(&lifted).all(|(a, b)| (b - a - 20.0).abs() < 1e-9), "{name}");
            }
        }
    }

    /// The lag that is drawn: β = 0.9 has come 63 % of a step of 10 after 10 days.
    #[test]
    fn the_lag_of_the_step_is_the_memory() {
        let own = Averages { data: Data::Step, days: 60, ..Averages::default() };
        let numbers = own.numbers(0);
        let curve = own.filter(1).of(&numbers);
        assert_eq!(own.change().lag(&curve, downhill::core::average::FOLLOWED), Some(10));
        assert_eq!(numbers[own.change().day - 2], 0.0);
        assert_eq!(numbers[own.change().day - 1], 10.0);
    }
}

// -------------------------------------------------------------------------------------------------------------- maps

#[test]
fn a_link_says_which_map() {
    let scene = read("view=rates&map=1&map.x=lr:0.001:1:log&map.y=beta:0:0.99");
    assert_eq!((scene.view, scene.maps.run), (View::Rates, 1));
    let [x, y] = scene.map_axes().unwrap();
    let params = scene.runs[1].optimizer.params;
    assert_eq!((params[x.param].id, x.low, x.high, x.scale), ("lr", 0.001, 1.0, Scale::Log));
    assert_eq!((params[y.param].id, y.low, y.high, y.scale), ("beta", 0.0, 0.99, Scale::Linear));
    assert_eq!(scene.write(), "view=rates&map=1&map.x=lr:0.001:1:log&map.y=beta:0:0.99");
    assert_eq!(
        read("view=rates&map=1&map.x=lr:0.0001:1:log").write(),
        "view=rates&map=1",
        "what is usual goes without saying"
    );
    assert_eq!(read("view=2d&map=0"), Scene::default());
    // Who turns one axis into the other gets the other one there.
    let turned = read("map=3&map.y=lr:0.01:1:log");
    let [x, y] = turned.map_axes().unwrap();
    let params = turned.runs[3].optimizer.params;
    assert_eq!([x, y].map(|axis| params[axis.param].id), ["beta1", "lr"]);
}

#[test]
fn bad_maps_are_named() {
    assert_eq!(ignored("view=4d"), [("view=4d".into(), unknown("2d, 3d, basins, rates"))]);
    assert_eq!(ignored("map=4"), [("map=4".into(), not_allowed("0 … 3"))]);
    assert_eq!(
        ignored("map.x=beta:0:1"),
        [("map.x=beta:0:1".into(), unknown("lr, momentum, dampening, weight_decay"))]
    );
    assert_eq!(ignored("map.x=nesterov:0:1").len(), 1, "a switch is no axis");
    assert_eq!(ignored("map.x=lr:0:1:log"), [("map.x=lr:0:1:log".into(), not_allowed("0 < low < high"))]);
    assert_eq!(ignored("map.x=lr:1:0.1"), [("map.x=lr:1:0.1".into(), not_allowed("low < high"))]);
    assert_eq!(
        ignored("map.y=momentum:0:1:memory"),
        [("map.y=momentum:0:1:memory".into(), not_allowed("low < high < 1"))]
    );
    assert_eq!(ignored("map.x=lr:a:1"), [("map.x=lr:a:1".into(), Reason::NotANumber)]);
    assert_eq!(ignored("map.x=lr:0.1:1:log:x"), [("map.x=lr:0.1:1:log:x".into(), Reason::NotANumber)]);
    assert_eq!(ignored("map.x=lr:0.1:1:cubic"), [("map.x=lr:0.1:1:cubic".into(), unknown("linear, log, memory"))]);
    let twice = "map.x=lr:0.1:1&map.y=lr:0.2:1";
    assert_eq!(ignored(twice), [("map.y=lr:0.2:1".into(), Reason::Conflict)]);
}

#[test]
fn a_link_says_from_where_the_ground_is_seen() {
    let scene = read("view=3d&camera=-30,45.5,2");
    assert_eq!(scene.view, View::Terrain);
    assert_eq!(scene.camera, Camera { azimuth: -30.0, elevation: 45.5, zoom: 2.0, pan: [0.0; 2] });
    assert_eq!(scene.write(), "view=3d&camera=-30,45.5,2");
    assert_eq!(read("view=3d&camera=24,56,1").write(), "view=3d", "what is usual goes without saying");
    assert_eq!(read("camera=24,56,1,0,0"), Scene::default());
    assert_eq!(read("camera=24,56,1,0.25,-0.5").write(), "camera=24,56,1,0.25,-0.5");
    // Four digits; once around is the same place.
    assert_eq!(read("camera=24.123456,56.06789,1.00049").write(), "camera=24.12,56.07,1");
    assert_eq!(read("camera=-190,20,1").write(), "camera=170,20,1");
    assert_eq!(read("camera=360,80,1").camera.azimuth, 0.0);
    // A camera stays with another surface, and in the link while something else is shown.
    let mut moved = read("camera=90,30,1.5");
    moved.apply(Action::SetSurface(surface("himmelblau").unwrap()));
    assert_eq!(moved.write(), "surface=himmelblau&camera=90,30,1.5");
    // What a hand does to it stays within what a link can hold.
    let wild = Camera { azimuth: 1_234.567_89, elevation: 99.0, zoom: f64::NAN, pan: [3.0, -1e-9] };
    moved.apply(Action::SetCamera(wild));
    assert_eq!(moved.camera, Camera { azimuth: 154.6, elevation: 80.0, zoom: 1.0, pan: [1.0, 0.0] });
    assert_eq!(read(&moved.write()), moved);
}

#[test]
fn bad_cameras_are_named() {
    for bad in ["camera=", "camera=1,2", "camera=24,56,1,0", "camera=a,56,1", "camera=24,56,1,0,0,0", "camera=24/56/1"]
    {
        assert_eq!(ignored(bad), [(bad.into(), Reason::NotANumber)], "{bad}");
    }
    let allowed = || not_allowed("−360 … 360, 20 … 80, 0.25 … 16; −1 … 1, −1 … 1");
    for bad in [
        "camera=24,19,1",
        "camera=24,81,1",
        "camera=400,56,1",
        "camera=24,56,0",
        "camera=24,56,17",
        "camera=24,56,1,2,0",
    ] {
        assert_eq!(ignored(bad), [(bad.into(), allowed())], "{bad}");
        assert_eq!(Scene::read(bad).scene.camera, Camera::default());
    }
}

#[test]
fn a_link_says_how_many_particles_there_are() {
    use downhill::scene::{Action, MAX_SWARM};
    let mut scene = read("surface=himmelblau&map=1&swarm=2000");
    assert_eq!((scene.maps.run, scene.maps.swarm), (1, 2000));
    assert_eq!(scene.write(), "surface=himmelblau&map=1&swarm=2000");
    assert_eq!(ignored("swarm=50001"), [("swarm=50001".into(), not_allowed("0 … 50000"))]);
    assert_eq!(ignored("swarm=many"), [("swarm=many".into(), Reason::NotANumber)]);
    scene.apply(Action::SetSwarm(10 * MAX_SWARM));
    assert_eq!(scene.maps.swarm, MAX_SWARM);
    let zoomed = Scene { domain: Some(Domain::new(0.0, 1.0, 0.0, 1.0)), ..scene.clone() };
    assert_eq!(zoomed.swarm_domain(), scene.swarm_domain(), "a closer look at the same ones");
    let own = read("f=x^2%2By^2&domain=-100,100,-100,100");
    assert_eq!(own.swarm_domain(), own.domain());
    scene.apply(Action::SetSwarm(0));
    assert_eq!(scene.write(), "surface=himmelblau&map=1");
}

#[test]
fn a_map_stays_with_its_run() {
    use downhill::scene::Action;
    let mut scene = read("view=rates&map=2&map.y=alpha:0.5:0.99");
    let axes = scene.maps.axes;
    scene.apply(Action::MoveRun(2, 0));
    assert_eq!((scene.maps.run, scene.maps.axes), (0, axes));
    scene.apply(Action::DuplicateRun(0));
    scene.apply(Action::MoveRun(0, 3));
    assert_eq!((scene.maps.run, scene.maps.axes), (3, axes));
    scene.apply(Action::RemoveRun(1));
    assert_eq!((scene.maps.run, scene.maps.axes), (2, axes));
    scene.apply(Action::SetOptimizer(2, optimizer("adam").unwrap()));
    assert_eq!((scene.maps.run, scene.maps.axes), (2, [None; 2]), "Adam has no α of that kind");
    while !scene.runs.is_empty() {
        scene.apply(Action::RemoveRun(0));
    }
    assert_eq!((scene.maps.run, scene.map_axes()), (0, None));
}
