//! Exact examples of links.

use crate::{BOTH, ignored, not_allowed, read, unknown};
use downhill::core::optimizers::{OPTIMIZERS, optimizer};
use downhill::core::param::{Kind, Value};
use downhill::core::surfaces::{Domain, SURFACES, surface};
use downhill::scene::{Action, CONTROLS, Page, Rates, Reason, Run, Scene, Target, Theme};
use downhill::text::Lang;

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
    for bad in ["9.lr", "0.nesterovs", "surface.c", "vars.a", "noise.sigma", "noise.seed", "beta.0", "lr", "+1.lr"] {
        assert_eq!(ignored(&format!("sliders=0.lr/{bad}")), [(bad.into(), Reason::UnknownKey)], "{bad}");
    }
    assert_eq!(ignored("sliders="), [("sliders=".into(), Reason::UnknownKey)]);
    assert_eq!(read("f=a*x^2+y^2&sliders=vars.a").sliders(), ["vars.a"]);
    let dealt = "surface=faithful_line&batch=8";
    assert_eq!(read(&format!("{dealt}&sliders=noise.seed")).sliders(), ["noise.seed"]);
    assert!(read(dealt).targets().contains(&"noise.seed".to_string()));
    assert!(!read("").targets().contains(&"noise.seed".to_string()));
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
